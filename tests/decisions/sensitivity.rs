//! Sensitivity: a queue whose slopes are known, choices that turn where they must, and luck told from not knowing.

use flowcast::diagnostic::Sources;
use flowcast::experiment::{Candidate, Forgetful, Memory, Movable, Question, Sample, Uncertain, Workshop, sensitivity};
use flowcast::model::{AimedFigure, DemandId};
use flowcast::results::{InputRange, Sensitivity, Verdict};
use flowcast::scenario::Choice;
use flowcast::scenario::inputs::{self, Input};

use crate::desk::{DESK, Notebook, Texts, on_threads};

/// Calls for one person who never goes home, at random and exponential: M/M/1.
const QUEUE: &str = r#"
title    = "A queue"
start    = 2027-01-04
duration = "52 weeks"
[team.desk]
people = 1
[demand.call]
kind     = "value"
stream   = "answer"
arrivals = { per_week = 80 }
[[stream.answer.step]]
name     = "answer"
activity = "engage"
practice = "service desk"
team     = "desk"
effort   = { exponential = { mean = "1h" } }
[run]
warm_up      = "4 weeks"
replications = 40
seed         = 3
"#;

fn inputs_of(text: &str, with_defaults: bool) -> Vec<Input> {
    let mut sources = Sources::default();
    let file = sources.add("scenario.toml", text);
    inputs::inputs(&mut sources, file, &Choice::default(), with_defaults)
}

fn today(text: &str) -> Candidate {
    Texts(text).contender("today", &[]).expect("it is sound").candidate
}

struct Asked<'a> {
    text: &'a str,
    figures: &'a [AimedFigure],
    sample: Sample,
    rival: Option<&'a str>,
    threads: usize,
}

fn answer(asked: &Asked<'_>, memory: &mut dyn Memory) -> Sensitivity {
    let found = inputs_of(asked.text, false);
    let reached: Vec<_> = found
        .iter()
        .map(|input| move |place: f64| input.reached(place))
        .collect();
    let described = |(input, reached): (&Input, &'_ dyn Fn(f64) -> f64)| -> (InputRange, Option<f64>) {
        let _ = reached;
        let range = InputRange {
            path: input.path.clone(),
            low: input.low.clone(),
            today: input.today.clone(),
            high: input.high.clone(),
            stated: input.stated,
        };
        (range, input.likely)
    };
    let uncertain: Vec<Uncertain<'_>> = found
        .iter()
        .zip(&reached)
        .map(|(input, reached)| {
            let (range, likely) = described((input, reached));
            Uncertain { range, likely, reached }
        })
        .collect();
    let changes = |places: &[(usize, f64)]| inputs::changes(&found, places);
    let rival_text = asked
        .rival
        .map(|change| asked.text.replace("people      = { office = 2 }", change));
    let rival_workshop = rival_text.as_deref().map(Texts);
    let texts = Texts(asked.text);
    let today = today(asked.text);
    let question = Question {
        today: &today,
        inputs: &uncertain,
        asked: asked.figures,
        sample: asked.sample,
        movable: Movable {
            workshop: &texts,
            changes: &changes,
        },
        rival: rival_workshop.as_ref().map(|workshop| {
            let movable = Movable {
                workshop,
                changes: &changes,
            };
            ("another", movable)
        }),
    };
    let found = on_threads(asked.threads, |means| sensitivity(&question, memory, means));
    found.expect("every candidate is sound").expect("nobody stops it")
}

#[test]
fn the_slopes_of_a_queue_are_those_of_theory() {
    // Of M/M/1 the mean time in the system is 1 / (1 / s − λ): both derivatives are known. Ranges are so narrow that a difference over
    // the range is the derivative to a part in a thousand, and exactly what theory says of both ends.
    let text = format!(
        "{QUEUE}\n[uncertain]\n\"demand.call.arrivals.per_week\" = {{ low = 76, high = 84 }}\n\"stream.answer.answer.effort\" = {{ within = \"5%\" }}\n"
    );
    let found = answer(
        &Asked {
            text: &text,
            figures: &[AimedFigure::LeadTime(Some(DemandId(0)), None)],
            sample: Sample {
                trajectories: 4,
                draws: 4,
            },
            rival: None,
            threads: 2,
        },
        &mut Forgetful,
    );
    let hours = |per_week: f64, effort: f64| 1.0 / (1.0 / effort - per_week / 168.0);
    assert_eq!(found.swings.len(), 2);
    let at = found.figure as usize;
    assert_eq!(
        (found.today[at].measure.as_str(), found.today[at].statistic.as_str()),
        ("lead time", "mean")
    );
    for swing in &found.swings {
        let ends = match found.inputs[swing.input as usize].path.as_str() {
            "demand.call.arrivals.per_week" => [hours(76.0, 1.0), hours(84.0, 1.0)],
            _ => [hours(80.0, 0.95), hours(80.0, 1.05)],
        };
        for (figures, exact) in [&swing.low, &swing.high].into_iter().zip(ends) {
            let change = figures[at].against_today.expect("it is paired");
            let exact = exact - hours(80.0, 1.0);
            let (low, high) = (
                change.difference.low.expect("an end"),
                change.difference.high.expect("an end"),
            );
            // Half a width beyond each end: 95 % intervals of four differences, all of which must hold.
            let slack = (high - low) / 2.0;
            assert!(
                low - slack <= exact && exact <= high + slack,
                "{exact} in {low}..{high}"
            );
            assert!(low * high > 0.0, "the runs tell it from nothing: {low}..{high}");
        }
    }
    // Both ways matter, and every walk saw it.
    let screening = found.screening.expect("four walks");
    let effects = screening.figures[at].as_ref().expect("it is known everywhere");
    assert!(effects.iter().all(|effect| effect.clear && effect.mean.value > 0.0));
}

/// The desk, with calls and efforts that nobody has measured, and something that nothing depends on.
fn unmeasured(uncertain: &str) -> String {
    format!("{DESK}\n[uncertain]\n{uncertain}")
}

const SMALL: Sample = Sample {
    trajectories: 3,
    draws: 8,
};

fn asked<'a>(text: &'a str, rival: Option<&'a str>, threads: usize) -> Asked<'a> {
    Asked {
        text,
        figures: &[],
        sample: SMALL,
        rival,
        threads,
    }
}

#[test]
fn what_nothing_depends_on_moves_nothing() {
    // An hourly cost changes no promise: its effect is nothing, not little.
    let text = unmeasured(
        "\"demand.call.arrivals.per_week\" = { low = 150, high = 250 }\n\"team.desk.hourly_cost\" = { low = 20, high = 40 }\n",
    );
    let found = answer(&asked(&text, None, 2), &mut Forgetful);
    let effects = found.screening.as_ref().expect("three walks").figures[found.figure as usize].clone();
    let effects = effects.expect("it is known everywhere");
    assert!(
        effects[0].clear && effects[0].mean.value > 0.0,
        "more calls, more missed"
    );
    let idle = effects[1];
    assert_eq!(
        (idle.size.value, idle.spread.value, idle.noise, idle.clear),
        (0.0, 0.0, 0.0, false)
    );
    assert_eq!(found.swings[0].input, 0, "what moves it most comes first");
    // The cost is exactly that of 80 hours, at both ends: no luck in it.
    let cost = found
        .today
        .iter()
        .position(|it| it.measure == "cost")
        .expect("it costs");
    let swing = found
        .swings
        .iter()
        .find(|swing| swing.input == 1)
        .expect("both are looked at");
    let ends = [&swing.low, &swing.high].map(|figures| figures[cost].estimate.expect("a cost").value);
    assert!(
        (ends[0] - 1600.0).abs() < 1e-9 && (ends[1] - 3200.0).abs() < 1e-9,
        "{ends:?}"
    );
    let risk = found
        .risks
        .iter()
        .find(|risk| risk.figure as usize == cost)
        .expect("runs tell it");
    // All that may be is from not knowing; runs do not differ.
    assert!(
        risk.chance_deviation.value < 1e-9 && risk.share_not_knowing > Some(0.999_999),
        "{risk:?}"
    );
    // A Latin hypercube over 20 to 40: eight equal parts, so that the middle half of draws covers 25 to 35.
    assert!(
        risk.not_knowing.p5 > 1600.0 && risk.not_knowing.p95 < 3200.0,
        "{risk:?}"
    );
    assert!((risk.not_knowing.p50 - 2400.0).abs() < 200.0, "{risk:?}");
}

#[test]
fn the_input_that_turns_a_promise_is_to_be_measured_first() {
    // 100 calls a week are easy for two people, and 300 cannot be answered; whether they cost 29 or 31 an hour turns nothing.
    let text = unmeasured(
        "\"team.desk.hourly_cost\" = { low = 29, high = 31 }\n\"demand.call.arrivals.per_week\" = { low = 100, high = 300 }\n",
    );
    let found = answer(&asked(&text, None, 2), &mut Forgetful);
    assert_eq!(found.most_wanted, Some(1));
    let swing = found
        .swings
        .iter()
        .find(|swing| swing.input == 1)
        .expect("it is looked at");
    let high = swing.high.iter().find_map(|figure| figure.verdict).expect("a promise");
    let low = swing.low.iter().find_map(|figure| figure.verdict).expect("a promise");
    assert_eq!((low, high), (Verdict::Kept, Verdict::Missed));
    assert!(!swing.flips.is_empty());
    // Where nothing turns, nothing is to be measured.
    let text = unmeasured("\"team.desk.hourly_cost\" = { low = 29, high = 31 }\n");
    assert_eq!(answer(&asked(&text, None, 2), &mut Forgetful).most_wanted, None);
}

#[test]
fn a_choice_turns_where_an_input_makes_it_needless() {
    // A third person helps with 200 calls a week; with one call a week there is nobody to help.
    let text = unmeasured(
        "\"team.desk.hourly_cost\" = { low = 29, high = 31 }\n\"demand.call.arrivals.per_week\" = { low = 1, high = 220 }\n",
    );
    let found = answer(&asked(&text, Some("people      = { office = 3 }"), 2), &mut Forgetful);
    let decision = found.decision.expect("it was asked about");
    assert!(
        decision.today.expect("it is paired").difference.value < 0.0,
        "a third person, fewer missed"
    );
    let turns: Vec<(u32, bool)> = decision.ends.iter().map(|end| (end.input, end.flips)).collect();
    assert!(turns.contains(&(1, true)) && turns.contains(&(0, false)), "{turns:?}");
    assert_eq!(found.most_wanted, Some(1));
}

#[test]
fn threads_and_memory_change_nothing() {
    let text = unmeasured(
        "\"demand.call.arrivals.per_week\" = { low = 150, high = 250, likely = 180 }\n\"team.desk.people.office\" = { low = 2, high = 3 }\n",
    );
    let mut memory = Notebook::default();
    let one = answer(&asked(&text, None, 1), &mut memory);
    let kept = memory.kept;
    assert_eq!(one, answer(&asked(&text, None, 2), &mut memory));
    assert_eq!(memory.kept, kept, "nothing is run again");
    assert_eq!(one, answer(&asked(&text, None, 7), &mut Forgetful));
}
