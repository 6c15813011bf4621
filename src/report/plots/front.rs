//! Cost against promises missed: which points are on the front, which are beaten, which the runs do not tell apart.

use super::canvas::{Canvas, MARGIN, Point, Scale, WIDTH, head_height, picture};
use super::curve::from_nothing;
use super::palette::{ACCENT, INK, LABEL, Marker, PALE, QUIET, RULE, STRONG};
use super::{Plot, canvas_number, ticks};
use crate::report::{sweep as words, wording};
use crate::results::{Estimate, FrontPlace, Sweep, SweepPoint};

const HEIGHT: f64 = 380.0;
const LEFT: f64 = 64.0;
const READING: &str = "Down and to the left is better. Full: on the front; a ring: not told apart from another; pale: beaten. Bars: how \
                       exactly the runs tell each alone; points are compared run by run, which tells more.";
/// Points with a name beside them.
const MOST_NAMED: usize = 14;

struct Mark<'a> {
    point: &'a SweepPoint,
    cost: Estimate,
    missed: Estimate,
}

pub(super) fn plot(sweep: &Sweep) -> Option<Plot> {
    let mark = |point: &'_ SweepPoint| {
        let of = |measure: &str| {
            let found = point.figures.iter().find(|it| it.measure == measure && it.by == "all");
            found.and_then(|it| it.estimate)
        };
        Some((of("cost")?, of("missed")?))
    };
    sweep.front_confidence?;
    let marks: Vec<Mark> = sweep
        .points
        .iter()
        .filter_map(|point| {
            let (cost, missed) = mark(point)?;
            Some(Mark { point, cost, missed })
        })
        .collect();
    if marks.len() < 2 {
        return None;
    }
    let title = title(&marks, sweep);
    let top = head_height(&title, READING);
    let high = |estimate: &Estimate| estimate.high.unwrap_or(estimate.value);
    let low = |estimate: &Estimate| estimate.low.unwrap_or(estimate.value);
    let costs = ticks(
        marks.iter().map(|mark| low(&mark.cost)).fold(f64::INFINITY, f64::min),
        marks.iter().map(|mark| high(&mark.cost)).fold(0.0, f64::max),
        false,
    );
    let misses = from_nothing(marks.iter().map(|mark| high(&mark.missed)).fold(0.0, f64::max));
    let ends = |ticks: &[f64]| (ticks[0], ticks[ticks.len() - 1]);
    let x = Scale {
        values: ends(&costs),
        pixels: (MARGIN + LEFT, WIDTH - MARGIN - 30.0),
    };
    let y = Scale {
        values: ends(&misses),
        pixels: (top + HEIGHT, top + 10.0),
    };
    let svg = picture(top + HEIGHT + 54.0, |canvas| {
        canvas.head(&title, READING);
        frame(canvas, (&x, &costs), (&y, &misses));
        front_line(canvas, &marks, (&x, &y));
        draw(canvas, &marks, (&x, &y), sweep);
    });
    let told = marks.iter().map(|mark| {
        let place = words::place(sweep, mark.point);
        let place = if place.is_empty() {
            String::new()
        } else {
            format!(" ({place})")
        };
        format!(
            "{}: {} a week, {} missed{place}",
            words::point(sweep, mark.point),
            wording::number_alone(Some(&mark.cost)),
            wording::number_alone(Some(&mark.missed))
        )
    });
    Some(Plot {
        file_name: "front.svg".into(),
        text_alternative: format!("{}.", told.collect::<Vec<_>>().join("; ")),
        title,
        svg,
    })
}

fn title(marks: &[Mark<'_>], sweep: &Sweep) -> String {
    let on: Vec<&Mark<'_>> = marks
        .iter()
        .filter(|mark| mark.point.front == Some(FrontPlace::OnFront))
        .collect();
    match on.as_slice() {
        [] => "No point is surely on the front of cost against promises missed".into(),
        [one] => format!(
            "{} alone is on the front of cost against promises missed",
            wording::title(&words::point(sweep, one.point))
        ),
        many => format!(
            "{} of {} points are on the front of cost against promises missed",
            many.len(),
            marks.len()
        ),
    }
}

fn frame(canvas: &mut Canvas, (x, costs): (&Scale, &[f64]), (y, misses): (&Scale, &[f64])) {
    let (left, right) = x.pixels;
    let (bottom, top) = y.pixels;
    for tick in misses {
        let at = y.at(*tick);
        canvas.line(&[(left, at), (right, at)], RULE, 1.0);
        canvas.text(&canvas_number(*tick), (left - 10.0, at), LABEL.right());
    }
    for tick in costs {
        let at = x.at(*tick);
        canvas.line(&[(at, bottom), (at, bottom + 5.0)], QUIET, 1.0);
        canvas.text(&canvas_number(*tick), (at, bottom + 18.0), LABEL.centred());
    }
    canvas.text("missed a week", (MARGIN, top - 14.0), LABEL);
    canvas.text("cost a week", ((left + right) / 2.0, bottom + 38.0), LABEL.centred());
}

fn front_line(canvas: &mut Canvas, marks: &[Mark<'_>], (x, y): (&Scale, &Scale)) {
    let on = marks
        .iter()
        .filter(|mark| mark.point.front == Some(FrontPlace::OnFront));
    let mut points: Vec<Point> = on
        .map(|mark| (x.at(mark.cost.value), y.at(mark.missed.value)))
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    if points.len() > 1 {
        canvas.dashed(&points, (QUIET, 1.0), &[4.0, 4.0]);
    }
}

fn draw(canvas: &mut Canvas, marks: &[Mark<'_>], (x, y): (&Scale, &Scale), sweep: &Sweep) {
    let mut taken: Vec<(Point, f64)> = Vec::new();
    // The front is drawn last, so that nothing hides it.
    let mut order: Vec<&Mark<'_>> = marks.iter().collect();
    order.sort_by_key(|mark| match mark.point.front {
        Some(FrontPlace::OnFront) => 2,
        Some(FrontPlace::NotToldApart) => 1,
        _ => 0,
    });
    for mark in &order {
        let place = mark.point.front;
        let colour = if place == Some(FrontPlace::Dominated) {
            PALE
        } else {
            STRONG
        };
        let at = (x.at(mark.cost.value), y.at(mark.missed.value));
        if let (Some(low), Some(high)) = (mark.missed.low, mark.missed.high) {
            canvas.line(&[(at.0, y.at(low.max(0.0))), (at.0, y.at(high))], colour, 1.5);
        }
        canvas.marker(at, Marker::Circle, colour);
        if place == Some(FrontPlace::NotToldApart) {
            canvas.hollow(at);
        }
    }
    let of_interest = |mark: &&&Mark<'_>| mark.point.front != Some(FrontPlace::Dominated) || mark.point.today;
    let named = order.iter().rev().filter(of_interest);
    for mark in named.take(MOST_NAMED) {
        let today = if mark.point.today { " (today)" } else { "" };
        let text = format!("{}{today}", words::point(sweep, mark.point));
        let ink = if mark.point.today { ACCENT } else { INK };
        let at = (x.at(mark.cost.value), y.at(mark.missed.value));
        name(canvas, &LABEL.cut(&text, 280.0), (at, y.pixels.0), (ink, &mut taken));
    }
}

/// A name right or left of its mark, where none is yet; left out where there is no room.
fn name(
    canvas: &mut Canvas,
    text: &str,
    (at, bottom): (Point, f64),
    (ink, taken): (plotters::prelude::RGBColor, &mut Vec<(Point, f64)>),
) {
    let width = LABEL.width(text);
    let places = [
        (at.0 + 9.0, at.1 - 9.0),
        (at.0 - 9.0 - width, at.1 - 9.0),
        (at.0 + 9.0, at.1 + 10.0),
        (at.0 - 9.0 - width, at.1 + 10.0),
        (at.0 + 9.0, at.1 - 24.0),
        (at.0 + 9.0, at.1 - 39.0),
    ];
    let free = places.into_iter().find(|place| {
        let inside = place.0 > MARGIN && place.0 + width < WIDTH - 6.0 && place.1 < bottom - 6.0;
        let alone = taken.iter().all(|(other, wide)| {
            place.0 + width < other.0 || other.0 + wide < place.0 || (place.1 - other.1).abs() > 14.0
        });
        inside && alone
    });
    if let Some(place) = free {
        canvas.text(text, place, LABEL.coloured(ink));
        taken.push((place, width));
    }
}
