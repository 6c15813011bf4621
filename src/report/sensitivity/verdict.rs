//! What a sensitivity says, in sentences.

use super::{moves, ranking, turned};
use crate::report::{varied, wording};
use crate::results::{Decision, Judgement, MeasuredFigure, PairedChange, Risk, Sensitivity, Spread};

/// Inputs that a sentence names.
const MOST_NAMED: usize = 3;

/// The verdict, sentence by sentence.
pub(in crate::report) fn verdict(found: &Sensitivity) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.extend(found.decision.as_ref().map(|decision| choice(found, decision)));
    sentences.push(wanted(found));
    sentences.extend(movers(found));
    sentences.extend(risk(found));
    sentences
}

fn name(found: &Sensitivity, input: u32) -> String {
    varied::path(&found.inputs[input as usize].path)
}

/// How the choice stands, and whether an input turns it.
fn choice(found: &Sensitivity, decision: &Decision) -> String {
    let figure = ranking(found).map_or(String::new(), varied::figure);
    let variant = wording::title(&decision.variant);
    let stands = |change: &Option<PairedChange>| match change.map(|change| change.judgement) {
        Some(Judgement::Better) => "better",
        Some(Judgement::Worse) => "worse",
        Some(Judgement::Same) => "the same",
        Some(Judgement::Different | Judgement::NoClearDifference) => "not clearly better or worse",
        None => "unknown",
    };
    let now = format!(
        "{variant} against today ({figure}): {} as things stand",
        stands(&decision.today)
    );
    let turns = decision.ends.iter().filter(|end| end.flips);
    let turns: Vec<String> = turns
        .take(MOST_NAMED)
        .map(|end| {
            let (end_word, then) = match stands(&end.low) == stands(&decision.today) {
                true => ("high", &end.high),
                false => ("low", &end.low),
            };
            format!("{} at the {end_word} end of {}", stands(then), name(found, end.input))
        })
        .collect();
    match turns.is_empty() {
        true => format!("{now}, and at both ends of every input that was looked at."),
        false => format!("{now}; {}.", wording::list(&turns)),
    }
}

/// The input that would most change the decision.
fn wanted(found: &Sensitivity) -> String {
    let Some(input) = found.most_wanted else {
        return match found.swings.is_empty() {
            true => "No input was looked at whole.".to_owned(),
            false => {
                "No input alone turns a verdict within its range: the decision does not hang on what is unmeasured."
                    .to_owned()
            }
        };
    };
    let range = &found.inputs[input as usize];
    let between = match range.today.as_str() {
        "as written" => format!("{} to {} of what is written", range.low, range.high),
        _ => format!("{} to {}", range.low, range.high),
    };
    let turned = found
        .swings
        .iter()
        .find(|swing| swing.input == input)
        .map(turned)
        .unwrap_or_default();
    let what = if turned.is_empty() {
        String::new()
    } else {
        format!(": {turned}")
    };
    format!(
        "Measure {} first: within {between} it turns the decision{what}.",
        name(found, input)
    )
}

/// What moves the ranking figure most, and how many inputs do not.
fn movers(found: &Sensitivity) -> Option<String> {
    let figure = ranking(found)?;
    let clear = found.screening.as_ref()?.figures.get(found.figure as usize)?.as_ref()?;
    let moving: Vec<u32> = found
        .swings
        .iter()
        .filter(|swing| moves(found, swing))
        .map(|swing| swing.input)
        .collect();
    let unseen = clear
        .iter()
        .filter(|effect| effect.clear && !moving.contains(&effect.input))
        .count();
    let idle = found.inputs.len() - moving.len() - unseen;
    let named: Vec<String> = moving
        .iter()
        .take(MOST_NAMED)
        .map(|input| name(found, *input))
        .collect();
    let words = varied::figure(figure);
    Some(match (named.is_empty(), idle) {
        (true, _) => format!("No input surely moves “{words}”."),
        (false, 0) => format!("“{words}” is moved most by {}.", wording::list(&named)),
        (false, idle) => format!(
            "“{words}” is moved most by {}; {idle} of {} inputs do not move it more than luck does.",
            wording::list(&named),
            found.inputs.len()
        ),
    })
}

/// Luck and not knowing of the ranking figure, else of the first that has both.
fn risk(found: &Sensitivity) -> Option<String> {
    let own = found.risks.iter().find(|risk| risk.figure == found.figure);
    let risk: &Risk = own.or(found.risks.first())?;
    let figure: &MeasuredFigure = found.today.get(risk.figure as usize)?;
    let part = risk.share_not_knowing?;
    let more = match part {
        part if part >= 0.6 => "most of the risk is not knowing: measure before you buy",
        part if part <= 0.4 => "most of the risk is luck: no measurement takes it away, only slack does",
        _ => "luck and not knowing weigh about the same",
    };
    Some(format!(
        "“{}” is {} nine times in ten by luck alone, and is expected at {} as far as inputs are known: {more}.",
        varied::figure(figure),
        range_words(&figure.unit, &risk.chance),
        range_words(&figure.unit, &risk.not_knowing)
    ))
}

/// A range in the digits that it is wide: `84% to 92%`.
pub(in crate::report) fn range_words(unit: &str, spread: &Spread) -> String {
    let scale = wording::Scale::of(unit, spread.p95.abs().max(spread.p5.abs()));
    // A little more than half, so that round widths are not told one digit too fine.
    let width = Some((spread.p95 - spread.p5) * 0.51).filter(|half| *half > 0.0);
    let [low, high] = [spread.p5, spread.p95].map(|end| scale.figure(end, width));
    if low == high { low } else { format!("{low} to {high}") }
}
