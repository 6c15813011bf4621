//! Hours of work by practice and activity: the darker a cell, the more.

use plotters::prelude::RGBColor;

use super::Plot;
use super::canvas::{Canvas, MARGIN, WIDTH, head_height, picture};
use super::palette::{GROUND, INK, LABEL, RULE, is_dark};
use crate::report::practices::{self, ACTIVITIES, Row};
use crate::report::wording;
use crate::results::Results;

const ROW_HEIGHT: f64 = 30.0;
const NAME_WIDTH: f64 = 270.0;
const HEAD_HEIGHT: f64 = 44.0;
const READING: &str =
    "Hours of work a week, by practice and activity of the service value chain. The darker, the more.";

/// From none to most: each step is darker in grey too.
const RAMP: [RGBColor; practices::SHADES + 1] = [
    GROUND,
    RGBColor(0xe3, 0xee, 0xf5),
    RGBColor(0xb9, 0xd3, 0xe4),
    RGBColor(0x7f, 0xae, 0xcd),
    RGBColor(0x2f, 0x7b, 0xab),
    RGBColor(0x00, 0x4f, 0x80),
];

pub(super) fn plot(results: &Results) -> Option<Plot> {
    let rows = practices::rows(results);
    let columns = (0..ACTIVITIES.len()).filter(|column| rows.iter().any(|row| row.cells[*column].is_some()));
    // One row or one column is a list, which the table is already.
    if rows.len() < 2 || columns.count() < 2 {
        return None;
    }
    let title = practices::finding(results)?;
    let top = head_height(&title, READING) + HEAD_HEIGHT;
    let svg = picture(top + rows.len() as f64 * ROW_HEIGHT + MARGIN, |canvas| {
        canvas.head(&title, READING);
        for (column, (_, name)) in ACTIVITIES.iter().enumerate() {
            heading(canvas, name, (middle(column), top));
        }
        for (index, row) in rows.iter().enumerate() {
            draw(canvas, row, top + index as f64 * ROW_HEIGHT);
        }
    });
    let text_alternative = rows.iter().map(words).collect::<Vec<_>>().join(" ");
    Some(Plot {
        file_name: "practices.svg".into(),
        title,
        svg,
        text_alternative,
    })
}

fn column_width() -> f64 {
    (WIDTH - 2.0 * MARGIN - NAME_WIDTH) / ACTIVITIES.len() as f64
}

fn left(column: usize) -> f64 {
    MARGIN + NAME_WIDTH + column as f64 * column_width()
}

fn middle(column: usize) -> f64 {
    left(column) + column_width() / 2.0
}

/// A column's name on two lines where it has two words.
fn heading(canvas: &mut Canvas, name: &str, (x, top): (f64, f64)) {
    let (first, second) = match name.split_once(['&', '/']) {
        Some((first, second)) => (first.trim(), format!("& {}", second.trim())),
        None => ("", name.to_owned()),
    };
    canvas.text(first, (x, top - 30.0), LABEL.centred());
    canvas.text(&second, (x, top - 13.0), LABEL.centred());
}

fn draw(canvas: &mut Canvas, row: &Row<'_>, top: f64) {
    let centre = top + ROW_HEIGHT / 2.0;
    let name = LABEL.coloured(INK);
    let title = name.cut(&wording::title(row.practice), NAME_WIDTH - 10.0);
    canvas.text(&title, (MARGIN, centre), name);
    canvas.line(&[(MARGIN, top), (WIDTH - MARGIN, top)], RULE, 1.0);
    for (column, cell) in row.cells.iter().enumerate() {
        let Some(cell) = cell else { continue };
        let colour = RAMP[cell.shade];
        let from = (left(column) + 1.0, top + 1.0);
        canvas.rectangle(
            from,
            (left(column) + column_width() - 1.0, top + ROW_HEIGHT - 1.0),
            colour,
        );
        let ink = if is_dark(colour) { GROUND } else { INK };
        let hours = wording::number_alone(cell.of.hours_per_week.as_ref());
        canvas.text(&hours, (middle(column), centre), LABEL.coloured(ink).centred());
    }
}

fn words(row: &Row<'_>) -> String {
    let cells = row.cells.iter().zip(ACTIVITIES);
    let done: Vec<String> = cells
        .filter_map(|(cell, (_, activity))| {
            let hours = wording::number_alone((*cell)?.of.hours_per_week.as_ref());
            Some(format!("{hours} hours a week in {}", activity.to_lowercase()))
        })
        .collect();
    format!("{}: {}.", wording::title(row.practice), wording::list(&done))
}
