//! What each lever does to what counts most, with its interval: the largest effects first, as in a tornado.

use super::Plot;
use super::canvas::{Canvas, MARGIN, Scale, WIDTH, head_height, picture, round_ticks, short_number};
use super::palette::{INK, LABEL, Marker, PALE, QUIET, RULE, STRONG};
use crate::report::advice::words;
use crate::results::advice::{Advice, Family, GoalEffect, LeverResult, LeverVerdict, Objective};
use crate::results::{Difference, Judgement};

const ROW: f64 = 26.0;
const NAME_WIDTH: f64 = 390.0;
const VALUE_WIDTH: f64 = 110.0;
const MOST_LEVERS: usize = 16;
const READING: &str = "Left of the line is better. Bars: the change. Whiskers: how exactly the runs tell, all of them together. Hollow: no \
                       clear difference.";

pub(super) fn plot(advice: &Advice) -> Option<Plot> {
    let first = goal(advice)?;
    let rows = rows(advice, first);
    let reach = rows
        .iter()
        .flat_map(|(_, it)| ends(&it.difference))
        .map(f64::abs)
        .reduce(f64::max)?;
    let title = title(advice, first);
    let top = head_height(&title, READING);
    let bottom = top + ROW * rows.len() as f64 + 10.0;
    let ticks = round_ticks(reach, 3.0);
    let most = ticks.last().copied().unwrap_or(reach);
    let x = Scale {
        values: (-most, most),
        pixels: (MARGIN + NAME_WIDTH, WIDTH - MARGIN - VALUE_WIDTH),
    };
    let svg = picture(bottom + 50.0, |canvas| {
        canvas.head(&title, READING);
        axis(canvas, (&x, &ticks), first, (top, bottom));
        for (number, (lever, effect)) in rows.iter().enumerate() {
            row(canvas, (lever, effect), &x, top + 16.0 + ROW * number as f64);
        }
    });
    let told = rows
        .iter()
        .map(|(lever, it)| format!("{} {}", lever.name, words::change(&it.difference)));
    let told: Vec<String> = told.collect();
    Some(Plot {
        file_name: "levers.svg".into(),
        title,
        svg,
        text_alternative: format!("{}: {}.", words::goal_axis(first.goal), told.join("; ")),
    })
}

/// The first goal that anything clearly helps; the first of all where nothing helps any.
fn goal(advice: &Advice) -> Option<&Objective> {
    let helped = |of: &&Objective| {
        let useful = words::with(advice, &[LeverVerdict::Helps, LeverVerdict::Saves]);
        let effects = useful
            .into_iter()
            .filter_map(|place| words::effect(&advice.levers[place], of.goal));
        effects
            .into_iter()
            .any(|it| it.difference.judgement == Judgement::Better && !it.is_nothing)
    };
    advice.objectives.iter().find(helped).or(advice.objectives.first())
}

/// The levers that were measured closely and harm nothing, the best first. Others would hide them: what is worse by far, and what was
/// screened only, has whiskers as wide as the picture.
fn rows<'a>(advice: &'a Advice, first: &Objective) -> Vec<(&'a LeverResult, &'a GoalEffect)> {
    let proposals = advice.levers.iter().filter(|lever| lever.family != Family::StepLeftOut);
    let all: Vec<(&LeverResult, &GoalEffect)> = proposals
        .filter_map(|lever| Some((lever, words::effect(lever, first.goal)?)))
        .collect();
    let close = |(lever, _): &&(&LeverResult, &GoalEffect)| lever.finalist && lever.verdict != LeverVerdict::Harms;
    let mut rows: Vec<_> = all.iter().filter(close).copied().collect();
    if rows.is_empty() {
        rows = all;
    }
    let size = |it: &GoalEffect| it.difference.difference.value.abs();
    rows.sort_by(|(_, a), (_, b)| size(b).total_cmp(&size(a)));
    rows.truncate(MOST_LEVERS);
    rows.sort_by(|(_, one), (_, other)| {
        one.difference
            .difference
            .value
            .total_cmp(&other.difference.difference.value)
    });
    rows
}

fn title(advice: &Advice, first: &Objective) -> String {
    let useful = words::with(advice, &[LeverVerdict::Helps]);
    let levers = useful.iter().map(|&place| &advice.levers[place]);
    let best = levers
        .filter_map(|lever| Some((lever, words::effect(lever, first.goal)?)))
        .find(|(_, it)| it.difference.judgement == Judgement::Better && !it.is_nothing);
    match best {
        Some((lever, it)) => format!(
            "{} helps most: {} {}",
            lever.name,
            words::change(&it.difference),
            words::goal(first.goal)
        ),
        None => format!(
            "Nothing that was tried clearly lowers what is {}",
            words::goal(first.goal)
        ),
    }
}

fn ends(of: &Difference) -> [f64; 2] {
    let value = of.difference.value;
    [of.difference.low, of.difference.high].map(|end| end.unwrap_or(value))
}

fn axis(canvas: &mut Canvas, (x, ticks): (&Scale, &[f64]), first: &Objective, (top, bottom): (f64, f64)) {
    let negative = ticks.iter().filter(|tick| **tick > 0.0).map(|tick| -tick);
    for tick in negative.chain(ticks.iter().copied()) {
        let at = x.at(tick);
        canvas.line(&[(at, top), (at, bottom)], if tick == 0.0 { QUIET } else { RULE }, 1.0);
        let sign = if tick > 0.0 { "+" } else { "" };
        let number = if tick.abs() < 10.0 {
            crate::report::wording::plain(tick)
        } else {
            short_number(tick)
        };
        canvas.text(&format!("{sign}{number}"), (at, bottom + 14.0), LABEL.centred());
    }
    canvas.text(
        words::goal_axis(first.goal),
        (x.at(0.0), bottom + 34.0),
        LABEL.centred(),
    );
}

fn row(canvas: &mut Canvas, (lever, effect): (&LeverResult, &GoalEffect), x: &Scale, y: f64) {
    let it = &effect.difference;
    let name = LABEL.cut(&lever.name, NAME_WIDTH - 16.0);
    canvas.text(&name, (x.pixels.0 - 12.0, y), LABEL.coloured(INK).right());
    let (zero, at) = (x.at(0.0), x.at(it.difference.value));
    canvas.rectangle((zero.min(at), y - 7.0), (zero.max(at), y + 7.0), PALE);
    let [low, high] = ends(it).map(|end| x.at(end));
    canvas.line(&[(low, y), (high, y)], STRONG, 2.0);
    for end in [low, high] {
        canvas.line(&[(end, y - 5.0), (end, y + 5.0)], STRONG, 2.0);
    }
    canvas.marker((at, y), Marker::Circle, STRONG);
    if matches!(it.judgement, Judgement::NoClearDifference | Judgement::Same) {
        canvas.hollow((at, y));
    }
    canvas.text(&words::change(it), (x.pixels.1 + 10.0, y), LABEL);
}
