//! Mean size of elementary effects against their deviation: what matters, and what matters in company.

use super::Plot;
use super::canvas::{Canvas, MARGIN, Point, Scale, WIDTH, head_height, picture, round_ticks};
use super::palette::{INK, LABEL, Marker, PALE, QUIET, RULE, STRONG};
use crate::report::{sensitivity as words, varied};
use crate::results::{InputEffect, Sensitivity};

const HEIGHT: f64 = 360.0;
const LEFT: f64 = 64.0;
/// So many are named, clear or not.
const NAMED: usize = 6;
const READING: &str = "To the right: it moves the figure more. Up: how much depends on the other inputs, or on where it is itself. Pale: no \
                       more than luck. Bars: how exactly the walks tell.";

pub(super) fn plot(found: &Sensitivity) -> Option<Plot> {
    let figure = words::ranking(found)?;
    let effects = found.screening.as_ref()?.figures.get(found.figure as usize)?.as_ref()?;
    let high = |estimate: &crate::results::Estimate| estimate.high.unwrap_or(estimate.value);
    let far = effects.iter().map(|it| high(&it.size)).reduce(f64::max)?;
    let up = effects.iter().map(|it| it.spread.value).reduce(f64::max)?;
    let (factor, unit) = super::readable(&figure.unit, far);
    let unit = if figure.unit == "share" {
        "percentage points"
    } else {
        unit
    };
    let clear = effects.iter().filter(|it| it.clear).count();
    let title = match clear {
        0 => format!("No input moves “{}” more than luck does", varied::figure(figure)),
        clear => format!(
            "{clear} of {} inputs move “{}” more than luck does",
            effects.len(),
            varied::figure(figure)
        ),
    };
    let top = head_height(&title, READING);
    let (across, upwards) = (round_ticks(far * factor, 5.0), round_ticks(up * factor, 4.0));
    let end = |ticks: &[f64]| ticks.last().copied().unwrap_or(1.0);
    let x = Scale {
        values: (0.0, end(&across)),
        pixels: (MARGIN + LEFT, WIDTH - MARGIN - 30.0),
    };
    let y = Scale {
        values: (0.0, end(&upwards)),
        pixels: (top + HEIGHT, top + 12.0),
    };
    let svg = picture(top + HEIGHT + 54.0, |canvas| {
        canvas.head(&title, READING);
        frame(canvas, (&x, &across), (&y, &upwards), unit);
        marks(canvas, found, effects, (&x, &y, factor));
    });
    let told = effects.iter().map(|it| {
        let name = varied::path(&found.inputs[it.input as usize].path);
        let [size, spread] = [&it.size, &it.spread].map(|estimate| varied::estimate(&figure.unit, Some(estimate)));
        format!(
            "{name}: {size}, deviation {spread}{}",
            if it.clear { "" } else { " (no more than luck)" }
        )
    });
    Some(Plot {
        file_name: "effects.svg".into(),
        text_alternative: format!("{}.", told.collect::<Vec<_>>().join("; ")),
        title,
        svg,
    })
}

fn frame(canvas: &mut Canvas, (x, across): (&Scale, &[f64]), (y, upwards): (&Scale, &[f64]), unit: &str) {
    let ((left, right), (bottom, top)) = (x.pixels, y.pixels);
    for tick in upwards {
        let at = y.at(*tick);
        canvas.line(&[(left, at), (right, at)], RULE, 1.0);
        canvas.text(&super::canvas_number(*tick), (left - 10.0, at), LABEL.right());
    }
    for tick in across {
        let at = x.at(*tick);
        canvas.line(&[(at, bottom), (at, bottom + 5.0)], QUIET, 1.0);
        canvas.text(&super::canvas_number(*tick), (at, bottom + 18.0), LABEL.centred());
    }
    canvas.text("deviation of effects (σ)", (MARGIN, top - 14.0), LABEL);
    let words = format!("mean size of effects (μ*), {unit}");
    canvas.text(&words, ((left + right) / 2.0, bottom + 38.0), LABEL.centred());
}

fn marks(canvas: &mut Canvas, found: &Sensitivity, effects: &[InputEffect], (x, y, factor): (&Scale, &Scale, f64)) {
    let mut order: Vec<&InputEffect> = effects.iter().collect();
    order.sort_by(|a, b| b.size.value.total_cmp(&a.size.value));
    let mut taken: Vec<(Point, f64)> = Vec::new();
    for effect in &order {
        let at = (x.at(effect.size.value * factor), y.at(effect.spread.value * factor));
        let colour = if effect.clear { STRONG } else { PALE };
        if let (Some(low), Some(high)) = (effect.size.low, effect.size.high) {
            canvas.line(&[(x.at(low * factor), at.1), (x.at(high * factor), at.1)], colour, 1.5);
        }
        canvas.marker(at, Marker::Circle, colour);
    }
    for effect in order
        .iter()
        .enumerate()
        .filter(|(rank, effect)| effect.clear || *rank < NAMED)
        .map(|(_, effect)| effect)
    {
        let at = (x.at(effect.size.value * factor), y.at(effect.spread.value * factor));
        let text = LABEL.cut(&varied::path(&found.inputs[effect.input as usize].path), 240.0);
        let width = LABEL.width(&text);
        let places = [
            (at.0 + 9.0, at.1 - 10.0),
            (at.0 - 9.0 - width, at.1 - 10.0),
            (at.0 + 9.0, at.1 + 11.0),
        ];
        let free = places.into_iter().find(|place| {
            let inside = place.0 > MARGIN + LEFT && place.0 + width < WIDTH - 6.0;
            let alone = |(other, wide): &(Point, f64)| {
                place.0 + width < other.0 || other.0 + wide < place.0 || (place.1 - other.1).abs() > 14.0
            };
            inside && taken.iter().all(alone)
        });
        if let Some(place) = free {
            canvas.text(&text, place, LABEL.coloured(INK));
            taken.push((place, width));
        }
    }
}
