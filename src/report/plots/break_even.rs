//! The difference between two ways of working by the share that a control catches, with the range in which neither is clearly better.

use super::Plot;
use super::canvas::{Canvas, MARGIN, Scale, WIDTH, head_height, picture, round_ticks, short_number};
use super::palette::{INK, LABEL, Marker, PALE, QUIET, RULE, STRONG};
use crate::report::{break_even, wording};
use crate::results::break_even::{BreakEven, BreakEvenPoint, Pays};

const HEIGHT: f64 = 300.0;
const AXIS_WIDTH: f64 = 90.0;
const READING: &str = "Bars: how exactly the runs tell. Hollow: the interval contains zero. Shaded: shares that cannot be told from the \
                       break-even.";

pub(super) fn plot(of: &BreakEven, number: usize) -> Plot {
    let title = break_even::sentence(of);
    let top = head_height(&title, READING) + 8.0;
    let bottom = top + HEIGHT;
    let reach = of
        .points
        .iter()
        .flat_map(ends)
        .map(f64::abs)
        .fold(f64::MIN_POSITIVE, f64::max);
    let ticks = round_ticks(reach, 3.0);
    let most = ticks.last().copied().unwrap_or(reach);
    let x = Scale {
        values: (0.0, 1.0),
        pixels: (MARGIN + AXIS_WIDTH, WIDTH - MARGIN - 20.0),
    };
    let y = Scale {
        values: (-most, most),
        pixels: (bottom, top),
    };
    let svg = picture(bottom + 52.0, |canvas| {
        canvas.head(&title, READING);
        if let (Some(low), Some(high)) = (of.low, of.high) {
            // So that a single share is seen, too.
            let least = 1.5;
            canvas.rectangle((x.at(low) - least, top), (x.at(high) + least, bottom), PALE);
        }
        axes(canvas, of, (&x, &y), &ticks);
        of.points.iter().for_each(|point| draw(canvas, point, (&x, &y)));
    });
    Plot {
        file_name: format!("break-even-{number}.svg"),
        text_alternative: words(of),
        title,
        svg,
    }
}

fn ends(point: &BreakEvenPoint) -> [f64; 2] {
    let value = point.difference.value;
    [point.difference.low, point.difference.high].map(|end| end.unwrap_or(value))
}

fn axes(canvas: &mut Canvas, of: &BreakEven, (x, y): (&Scale, &Scale), ticks: &[f64]) {
    let (left, right) = x.pixels;
    let negative = ticks.iter().filter(|tick| **tick > 0.0).map(|tick| -tick);
    for tick in negative.chain(ticks.iter().copied()) {
        let at = y.at(tick);
        canvas.line(&[(left, at), (right, at)], if tick == 0.0 { QUIET } else { RULE }, 1.0);
        let number = if tick.abs() < 10.0 {
            wording::plain(tick)
        } else {
            short_number(tick)
        };
        let sign = if tick > 0.0 { "+" } else { "" };
        canvas.text(&format!("{sign}{number}"), (left - 8.0, at), LABEL.right());
    }
    for percent in [0.0, 20.0, 40.0, 60.0, 80.0, 100.0] {
        canvas.text(
            &format!("{percent}%"),
            (x.at(percent / 100.0), y.pixels.0 + 14.0),
            LABEL.centred(),
        );
    }
    let middle = (left + right) / 2.0;
    canvas.text(
        &format!("share ({})", of.path),
        (middle, y.pixels.0 + 36.0),
        LABEL.centred(),
    );
    let better = if of.more_is_better { "above" } else { "below" };
    let words = format!(
        "{} [{}], with it less without it; {better} the line it pays",
        break_even::figure(of),
        of.unit
    );
    canvas.text(&words, (left + 6.0, y.pixels.1 + 10.0), LABEL.coloured(INK));
}

fn draw(canvas: &mut Canvas, point: &BreakEvenPoint, (x, y): (&Scale, &Scale)) {
    let at = (x.at(point.share), y.at(point.difference.value));
    let [low, high] = ends(point).map(|end| y.at(end));
    canvas.line(&[(at.0, low), (at.0, high)], STRONG, 2.0);
    canvas.marker(at, Marker::Circle, STRONG);
    if point.pays == Pays::Open {
        canvas.hollow(at);
    }
}

fn words(of: &BreakEven) -> String {
    let points = of.points.iter().map(|point| {
        let scale = wording::Scale::of(&of.unit, point.difference.value.abs());
        format!(
            "{}: {}",
            break_even::share(point.share),
            scale.difference(&point.difference)
        )
    });
    format!(
        "{}, by share: {}.",
        break_even::figure(of),
        points.collect::<Vec<_>>().join("; ")
    )
}
