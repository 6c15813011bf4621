//! What one more hour buys, as a map of the week: a row a team and day, dark where an hour buys most.

use plotters::style::RGBColor;

use super::Plot;
use super::canvas::{Canvas, MARGIN, Scale, WIDTH, head_height, picture};
use super::palette::{GROUND, INK, LABEL, NAME, RULE, is_dark};
use crate::report::advice::words;
use crate::report::wording;
use crate::results::advice::{Advice, Goal, HourCell, NextHour};

const ROW: f64 = 24.0;
const TEAM_GAP: f64 = 36.0;
const NAME_WIDTH: f64 = 60.0;
const MOST_TEAMS: usize = 6;
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const READING: &str = "One more person of the team in this stretch of each week: what each hour of it takes off. Darker is more. \
                       Hatched: cannot be told from nothing.";
/// Nothing, and the most.
const LIGHTEST: RGBColor = RGBColor(0xd5, 0xe4, 0xee);
const DARKEST: RGBColor = RGBColor(0x00, 0x3f, 0x66);

pub(super) fn plot(advice: &Advice) -> Option<Plot> {
    let next = advice.next_hour.as_ref()?;
    let mut teams: Vec<&str> = next.cells.iter().map(|cell| cell.team.as_str()).collect();
    teams.dedup();
    teams.truncate(MOST_TEAMS);
    let most = next.cells.iter().map(|cell| -cell.per_hour.value).fold(0.0, f64::max);
    let title = title(next);
    let top = head_height(&title, READING) + 6.0;
    let rows = teams.iter().map(|team| days(next, team).len()).sum::<usize>();
    let bottom = top + ROW * rows as f64 + TEAM_GAP * teams.len() as f64;
    let x = hours(next);
    let svg = picture(bottom + 46.0, |canvas| {
        canvas.head(&title, READING);
        let mut y = top;
        for team in &teams {
            canvas.text(&NAME.cut(&wording::title(team), WIDTH / 2.0), (MARGIN, y + 18.0), NAME);
            y += TEAM_GAP;
            for day in days(next, team) {
                canvas.text(
                    DAYS[usize::from(day) % 7],
                    (MARGIN + NAME_WIDTH - 10.0, y + ROW / 2.0),
                    LABEL.right(),
                );
                let cells = next.cells.iter().filter(|cell| cell.team == **team && cell.day == day);
                cells.for_each(|cell| draw(canvas, cell, &x, (y, most)));
                y += ROW;
            }
        }
        axis(canvas, &x, (bottom, next.goal));
    });
    Some(Plot {
        file_name: "next-hour.svg".into(),
        title,
        svg,
        text_alternative: words::next_hour(next),
    })
}

fn title(next: &NextHour) -> String {
    match words::best_hour(next) {
        Some(best) => format!(
            "The next hour buys most on {}, {}",
            wording::name(&best.team),
            words::stretch(best)
        ),
        None => "No hour of the week stands out: one more buys nothing clear".into(),
    }
}

fn days(next: &NextHour, team: &str) -> Vec<u8> {
    let mut days: Vec<u8> = next
        .cells
        .iter()
        .filter(|cell| cell.team == team)
        .map(|cell| cell.day)
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// From the earliest to the latest hour of the day that any team works.
fn hours(next: &NextHour) -> Scale {
    let from = next.cells.iter().map(|cell| cell.from).fold(24.0, f64::min).floor();
    let to = next.cells.iter().map(|cell| cell.to).fold(0.0, f64::max).ceil();
    Scale {
        values: (from, to.max(from + 1.0)),
        pixels: (MARGIN + NAME_WIDTH, WIDTH - MARGIN),
    }
}

fn draw(canvas: &mut Canvas, cell: &HourCell, x: &Scale, (y, most): (f64, f64)) {
    let colour = shade(-cell.per_hour.value / most.max(f64::MIN_POSITIVE));
    let (left, right) = (x.at(cell.from), x.at(cell.to));
    let (from, to) = ((left, y), (right - 1.5, y + ROW - 1.5));
    if !cell.clear {
        canvas.hatched(from, to, colour);
        return;
    }
    canvas.rectangle(from, to, colour);
    let letters = if is_dark(colour) { GROUND } else { INK };
    let middle = ((left + right) / 2.0, y + ROW / 2.0);
    let scale = wording::Scale::of("items", cell.per_hour.value.abs());
    let number = scale.figure(-cell.per_hour.value, cell.per_hour.half_width());
    if LABEL.width(&number) < right - left - 4.0 {
        canvas.text(&number, middle, LABEL.coloured(letters).centred());
    }
}

/// From light to dark; what makes things worse is as light as nothing.
fn shade(part: f64) -> RGBColor {
    let part = part.clamp(0.0, 1.0);
    let mix = |light: u8, dark: u8| (f64::from(light) + part * (f64::from(dark) - f64::from(light))) as u8;
    RGBColor(
        mix(LIGHTEST.0, DARKEST.0),
        mix(LIGHTEST.1, DARKEST.1),
        mix(LIGHTEST.2, DARKEST.2),
    )
}

fn axis(canvas: &mut Canvas, x: &Scale, (bottom, goal): (f64, Goal)) {
    let hours = (x.values.1 - x.values.0) as u32;
    let step = if hours > 12 { 2 } else { 1 };
    for hour in (0..=hours).step_by(step) {
        let hour = x.values.0 + f64::from(hour);
        let at = x.at(hour);
        canvas.line(&[(at, bottom), (at, bottom + 4.0)], RULE, 1.0);
        canvas.text(&format!("{hour:02}:00"), (at, bottom + 14.0), LABEL.centred());
    }
    let middle = (x.pixels.0 + x.pixels.1) / 2.0;
    let what = match goal {
        Goal::Promises => "missed promises a week",
        _ => "open items",
    };
    let words = format!("time of day; numbers: fewer {what} for each hour a week");
    canvas.text(&words, (middle, bottom + 34.0), LABEL.centred());
}
