//! The staffing curve: what a roster costs against the promise that has the least to spare in it.

use super::Plot;
use super::canvas::{Canvas, MARGIN, Scale, WIDTH, head_height, picture, round_ticks, short_number};
use super::palette::{ACCENT, INK, LABEL, Marker, PALE, QUIET, RULE, STRONG};
use crate::report::{staffing, wording};
use crate::results::staffing::{Found, Sense, Staffing, Tried};

const HEIGHT: f64 = 360.0;
const LEFT: f64 = 60.0;
/// Points farther below their target stand at the lower edge.
const DEEPEST: f64 = 30.0;

/// A roster in the plot.
struct Point<'a> {
    x: f64,
    /// Percentage points above the target, of the promise with the least to spare.
    spare: f64,
    of: &'a Tried,
}

pub(super) fn plot(found: &Staffing) -> Option<Plot> {
    let points = points(found);
    let (least, most) = ends(points.iter().map(|point| point.x))?;
    let answer = found.answer.as_ref().map(|answer| &answer.people);
    let title = title(found);
    let reading = reading(found);
    let top = head_height(&title, &reading);
    let deepest = points.iter().map(|point| -point.spare).fold(1.0, f64::max).min(DEEPEST);
    let highest = points.iter().map(|point| point.spare).fold(1.0, f64::max);
    let margin = ((most - least) * 0.06).max(0.5);
    let (x, y) = (
        Scale {
            values: (least - margin, most + margin),
            pixels: (MARGIN + LEFT, WIDTH - MARGIN),
        },
        Scale {
            values: (-deepest * 1.08, highest * 1.15),
            pixels: (top + HEIGHT, top),
        },
    );
    let svg = picture(top + HEIGHT + 58.0, |canvas| {
        canvas.head(&title, &reading);
        let zone = found.procedure.tolerance * 100.0;
        canvas.rectangle((x.pixels.0, y.at(zone)), (x.pixels.1, y.at(-zone)), PALE);
        axes(canvas, found, (&x, &y), (least, most));
        if found.slots.len() == 1 {
            curve(canvas, &points, (&x, &y), deepest);
        }
        for point in &points {
            mark(canvas, point, (x.at(point.x), y.at(point.spare.max(-deepest))));
        }
        let chosen = points.iter().find(|point| Some(&point.of.people) == answer);
        if let Some(chosen) = chosen {
            let at = (x.at(chosen.x), y.at(chosen.spare.max(-deepest)));
            canvas.line(&[(at.0, at.1 + 8.0), (at.0, y.pixels.0)], ACCENT, 2.0);
            canvas.marker(at, Marker::Diamond, ACCENT);
            let words = staffing::people(&chosen.of.people);
            let right = at.0 > (x.pixels.0 + x.pixels.1) / 2.0;
            let (place, lettering) = match right {
                true => ((at.0 - 12.0, at.1 - 14.0), LABEL.coloured(ACCENT).right()),
                false => ((at.0 + 12.0, at.1 - 14.0), LABEL.coloured(ACCENT)),
            };
            canvas.text(&words, place, lettering);
        }
    });
    Some(Plot {
        file_name: "staffing.svg".into(),
        title,
        svg,
        text_alternative: words(found, &points),
    })
}

fn points(found: &Staffing) -> Vec<Point<'_>> {
    let aim = |place: usize| match found.procedure.sense {
        Sense::LongRun => Some(found.promises[place].target),
        Sense::Periods => found.procedure.periods,
    };
    let spare = |of: &Tried| {
        let places = (0..found.promises.len()).filter(|&place| !found.promises[place].impossible);
        let spare = places.filter_map(|place| Some((of.shares[place]? - aim(place)?) * 100.0));
        spare.reduce(f64::min)
    };
    let point = |of: &'_ Tried| -> Option<(f64, f64)> {
        let x = match found.slots.len() {
            1 => f64::from(of.people[0]),
            _ => of.cost,
        };
        Some((x, spare(of)?))
    };
    let mut points: Vec<Point<'_>> = found
        .tried
        .iter()
        .filter_map(|of| point(of).map(|(x, spare)| Point { x, spare, of }))
        .collect();
    points.sort_by(|one, other| one.x.total_cmp(&other.x));
    points
}

fn ends(values: impl Iterator<Item = f64> + Clone) -> Option<(f64, f64)> {
    Some((values.clone().reduce(f64::min)?, values.reduce(f64::max)?))
}

fn title(found: &Staffing) -> String {
    match &found.answer {
        Some(answer) if found.slots.len() == 1 => {
            let words = (staffing::people(&answer.people), staffing::slot_words(found, 0));
            format!("{} on {} keep every promise", words.0, words.1)
        }
        Some(answer) => {
            let words = (
                staffing::people(&answer.people),
                staffing::people_words(found, &answer.people),
            );
            format!("{} keep every promise: {}", words.0, words.1)
        }
        None => "No roster that was tried keeps every promise".into(),
    }
}

fn reading(found: &Staffing) -> String {
    let what = match found.procedure.sense {
        Sense::LongRun => "the share kept less its target",
        Sense::Periods => "the share of periods met less what was asked",
    };
    format!(
        "Each mark is a roster that was tried: {what}, for the promise with the least to spare. Round: keeps all; square: misses \
         one; ring: not told. Shaded: the tolerance."
    )
}

fn axes(canvas: &mut Canvas, found: &Staffing, (x, y): (&Scale, &Scale), (least, most): (f64, f64)) {
    let ticks = round_ticks(y.values.1.max(-y.values.0), 4.0);
    for tick in ticks.iter().flat_map(|tick| [*tick, -*tick]) {
        if tick < y.values.0 || tick > y.values.1 {
            continue;
        }
        let colour = if tick == 0.0 { QUIET } else { RULE };
        canvas.line(&[(x.pixels.0, y.at(tick)), (x.pixels.1, y.at(tick))], colour, 1.0);
        let sign = if tick > 0.0 {
            "+"
        } else if tick <= -DEEPEST {
            "≤ "
        } else {
            ""
        };
        canvas.text(
            &format!("{sign}{}", wording::plain(tick)),
            (x.pixels.0 - 8.0, y.at(tick)),
            LABEL.right(),
        );
    }
    let one = found.slots.len() == 1;
    let step = round_ticks((most - least).max(1.0), if one { 12.0 } else { 6.0 })
        .get(1)
        .copied()
        .unwrap_or(1.0);
    let step = if one { step.max(1.0) } else { step };
    let first = (least / step).ceil() * step;
    for value in (0..40)
        .map(|index| first + f64::from(index) * step)
        .take_while(|value| *value <= most + 1e-9)
    {
        let text = if one {
            wording::rounded(value, 0)
        } else {
            short_number(value)
        };
        canvas.text(&text, (x.at(value), y.pixels.0 + 16.0), LABEL.centred());
    }
    let words = match (one, found.cost_known) {
        (true, _) => format!("people on {}", staffing::slot_words(found, 0)),
        (false, true) => "cost a week".to_owned(),
        (false, false) => "paid hours a week".to_owned(),
    };
    canvas.text(
        &words,
        ((x.pixels.0 + x.pixels.1) / 2.0, y.pixels.0 + 40.0),
        LABEL.coloured(INK).centred(),
    );
    canvas.text("points above target", (MARGIN, y.pixels.1 - 2.0), LABEL);
}

fn curve(canvas: &mut Canvas, points: &[Point<'_>], (x, y): (&Scale, &Scale), deepest: f64) {
    let line: Vec<(f64, f64)> = points
        .iter()
        .map(|point| (x.at(point.x), y.at(point.spare.max(-deepest))))
        .collect();
    canvas.line(&line, STRONG, 2.0);
}

fn mark(canvas: &mut Canvas, point: &Point<'_>, at: (f64, f64)) {
    match point.of.found {
        Found::Kept => canvas.marker(at, Marker::Circle, STRONG),
        Found::Missed => canvas.marker(at, Marker::Square, QUIET),
        Found::Undecided | Found::Unfinished => {
            canvas.marker(at, Marker::Circle, QUIET);
            canvas.hollow(at);
        }
    }
}

fn words(found: &Staffing, points: &[Point<'_>]) -> String {
    let told = points.iter().take(12).map(|point| {
        let sign = if point.spare >= 0.0 { "+" } else { "" };
        format!(
            "{}: {sign}{} points",
            staffing::people_words(found, &point.of.people),
            wording::rounded(point.spare, -1)
        )
    });
    let more = match points.len() {
        many if many > 12 => format!("; and {} more in candidates.csv", many - 12),
        _ => String::new(),
    };
    format!(
        "Above the target, of the promise with the least to spare: {}{more}.",
        told.collect::<Vec<_>>().join("; ")
    )
}
