//! Two axes at once: a field for each point, darker where there is more, with its figure in it; three axes as several such maps.

use plotters::prelude::RGBColor;

use super::Plot;
use super::canvas::{Canvas, MARGIN, WIDTH, head_height, picture};
use super::palette::{GROUND, INK, LABEL, NAME, PALE, QUIET, STRONG, is_dark};
use crate::report::{sweep as words, varied, wording};
use crate::results::{MeasuredFigure, Sweep, SweepPoint, Verdict};

const LEFT: f64 = 150.0;
const TALLEST: f64 = 44.0;
const READING: &str =
    "Darker is more. ✓ kept, ✗ missed, ? too close to call, by each point's own interval; a frame marks today.";
/// Values of an axis that a map has room for.
const MOST_VALUES: usize = 16;
/// Maps beside each other in thought, under each other on paper.
const MOST_MAPS: usize = 8;

/// The maps of a sweep: of each promise, of what all miss, of cost, where two axes are varied; of what all miss where three are.
pub(super) fn plots(sweep: &Sweep) -> Vec<Plot> {
    let fits = sweep.axes.iter().all(|axis| axis.values.len() <= MOST_VALUES);
    let Some(first) = sweep.points.first().filter(|_| fits) else {
        return Vec::new();
    };
    let hidden = |it: &MeasuredFigure| it.measure == "promise periods met" || it.measure == "missed" && it.by != "all";
    let chosen = first
        .figures
        .iter()
        .enumerate()
        .filter(|(_, it)| match sweep.axes.len() {
            2 => !hidden(it),
            _ => it.measure == "missed" && it.by == "all",
        });
    chosen
        .filter_map(|(number, figure)| plot(sweep, number, figure))
        .collect()
}

/// Which axis is which: rows, columns, and the one with the fewest values for a map each.
fn roles(sweep: &Sweep) -> Option<(usize, usize, Option<usize>)> {
    match sweep.axes.len() {
        2 => Some((0, 1, None)),
        3 => {
            let least = (0..3).min_by_key(|&axis| sweep.axes[axis].values.len())?;
            let rest: Vec<usize> = (0..3).filter(|axis| *axis != least).collect();
            (sweep.axes[least].values.len() <= MOST_MAPS).then_some((rest[0], rest[1], Some(least)))
        }
        _ => None,
    }
}

fn plot(sweep: &Sweep, number: usize, figure: &MeasuredFigure) -> Option<Plot> {
    let (rows, columns, maps) = roles(sweep)?;
    let values: Vec<f64> = sweep
        .points
        .iter()
        .filter_map(|point| Some(point.figures.get(number)?.estimate?.value))
        .collect();
    let low = values.iter().copied().reduce(f64::min)?;
    let high = values.iter().copied().reduce(f64::max)?;
    let title = title(sweep, number, figure);
    let top = head_height(&title, READING);
    let count = |axis: usize| sweep.axes[axis].values.len() as f64;
    let map_height = TALLEST * count(rows) + 62.0;
    let several = maps.map_or(1.0, count);
    let svg = picture(
        top + several * (map_height + if maps.is_some() { 26.0 } else { 0.0 }),
        |canvas| {
            canvas.head(&title, READING);
            let mut y = top;
            for map in 0..several as usize {
                if let Some(axis) = maps {
                    let value = varied::value(&sweep.axes[axis].path, &sweep.axes[axis].values[map].text);
                    canvas.text(&wording::title(&value), (MARGIN, y + 8.0), NAME);
                    y += 26.0;
                }
                let of_map = |point: &&SweepPoint| maps.is_none_or(|axis| point.at[axis] as usize == map);
                let points: Vec<&SweepPoint> = sweep.points.iter().filter(of_map).collect();
                let layout = Layout {
                    rows,
                    columns,
                    number,
                    top: y,
                };
                draw(canvas, sweep, &points, (&layout, (low, high)));
                y += map_height;
            }
        },
    );
    let told = sweep.points.iter().map(|point| {
        let figure = &point.figures[number];
        format!(
            "{}: {}",
            words::point(sweep, point),
            varied::estimate(&figure.unit, figure.estimate.as_ref())
        )
    });
    Some(Plot {
        file_name: format!("{}.svg", super::slug(&varied::figure(figure))),
        text_alternative: format!("{}.", told.collect::<Vec<_>>().join("; ")),
        title,
        svg,
    })
}

fn title(sweep: &Sweep, number: usize, figure: &MeasuredFigure) -> String {
    let name = wording::title(&varied::figure(figure));
    let of = |verdict: Verdict| {
        sweep
            .points
            .iter()
            .filter(|point| point.figures[number].verdict == Some(verdict))
            .count()
    };
    if figure.target.is_some() {
        return format!("{name} at {} of {} points", of(Verdict::Kept), sweep.points.len())
            .replace(" kept at", ": kept at");
    }
    let known = sweep
        .points
        .iter()
        .filter_map(|point| Some((point, point.figures[number].estimate?.value)));
    let least = known.clone().min_by(|a, b| a.1.total_cmp(&b.1));
    let most = known.max_by(|a, b| a.1.total_cmp(&b.1));
    match least.zip(most) {
        Some(((low, least), (high, most))) => format!(
            "{name}: from {} ({}) to {} ({})",
            varied::amount(&figure.unit, least),
            words::point(sweep, low),
            varied::amount(&figure.unit, most),
            words::point(sweep, high)
        ),
        None => name,
    }
}

/// Where a map lies and what it shows.
struct Layout {
    rows: usize,
    columns: usize,
    number: usize,
    top: f64,
}

fn draw(canvas: &mut Canvas, sweep: &Sweep, points: &[&SweepPoint], (layout, (low, high)): (&Layout, (f64, f64))) {
    let (across, down) = (&sweep.axes[layout.columns], &sweep.axes[layout.rows]);
    let left = MARGIN + LEFT;
    let width = ((WIDTH - MARGIN - left) / across.values.len() as f64).min(110.0);
    let corner = |column: usize, row: usize| (left + width * column as f64, layout.top + TALLEST * row as f64);
    for point in points {
        let (column, row) = (point.at[layout.columns] as usize, point.at[layout.rows] as usize);
        let figure = &point.figures[layout.number];
        let Some(estimate) = figure.estimate else { continue };
        let share = if high > low {
            (estimate.value - low) / (high - low)
        } else {
            0.0
        };
        let colour = between(PALE, STRONG, share);
        let (x, y) = corner(column, row);
        let (far_x, far_y) = (x + width - 2.0, y + TALLEST - 2.0);
        if point.today {
            canvas.rectangle((x - 3.0, y - 3.0), (far_x + 3.0, far_y + 3.0), INK);
            canvas.rectangle((x - 1.0, y - 1.0), (far_x + 1.0, far_y + 1.0), GROUND);
        }
        canvas.rectangle((x, y), (far_x, far_y), colour);
        let sign = figure
            .verdict
            .map_or(String::new(), |verdict| format!("{} ", varied::sign(Some(verdict))));
        let text = format!("{sign}{}", varied::estimate(&figure.unit, figure.estimate.as_ref()));
        let ink = if is_dark(colour) { GROUND } else { INK };
        let lettering = LABEL.coloured(ink).centred();
        canvas.text(
            &lettering.cut(&text, width - 4.0),
            ((x + far_x) / 2.0, (y + far_y) / 2.0),
            lettering,
        );
    }
    let bottom = layout.top + TALLEST * down.values.len() as f64;
    for (number, value) in down.values.iter().enumerate() {
        let ink = if value.today { INK } else { QUIET };
        let text = LABEL.cut(&wording::name(&value.text), LEFT - 16.0);
        canvas.text(
            &text,
            (left - 10.0, corner(0, number).1 + TALLEST / 2.0),
            LABEL.coloured(ink).right(),
        );
    }
    for (number, value) in across.values.iter().enumerate() {
        let ink = if value.today { INK } else { QUIET };
        let lettering = LABEL.coloured(ink).centred();
        canvas.text(
            &lettering.cut(&wording::name(&value.text), width - 4.0),
            (corner(number, 0).0 + width / 2.0, bottom + 14.0),
            lettering,
        );
    }
    let names = format!(
        "across: {}; down: {}",
        varied::path(&across.path),
        varied::path(&down.path)
    );
    canvas.text(&names, (left, bottom + 36.0), LABEL);
}

fn between(from: RGBColor, to: RGBColor, share: f64) -> RGBColor {
    let mix = |a: u8, b: u8| (f64::from(a) + share * (f64::from(b) - f64::from(a))).round() as u8;
    RGBColor(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}
