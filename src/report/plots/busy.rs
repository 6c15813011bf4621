//! Busy people by hour of the week, a row a team: dark is busy, pale is present.

use super::Plot;
use super::canvas::{Canvas, MARGIN, Scale, WIDTH, head_height, picture, with_left_out};
use super::palette::{ACCENT, INK, LABEL, NAME, PALE, RULE, STRONG};
use crate::report::wording;
use crate::results::{BusiestHour, Results, TeamResult};

const ROW_HEIGHT: f64 = 72.0;
const ROW_GAP: f64 = 26.0;
const NAME_WIDTH: f64 = 190.0;
const MOST_TEAMS: usize = 8;
const HOURS: usize = 168;
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const READING: &str =
    "People by hour of the week, local time. Dark: busy. Pale: present and free. Triangle: the busiest hour.";

pub(super) fn plot(results: &Results) -> Option<Plot> {
    let teams = teams(results);
    let title = title(&teams)?;
    let reading = with_left_out(READING, results.teams.len() - teams.len());
    let top = head_height(&title, &reading) + 22.0;
    let bottom = top + teams.len() as f64 * (ROW_HEIGHT + ROW_GAP) - ROW_GAP;
    let svg = picture(bottom + 40.0, |canvas| {
        canvas.head(&title, &reading);
        let x = Scale {
            values: (0.0, HOURS as f64),
            pixels: (MARGIN + NAME_WIDTH, WIDTH - MARGIN),
        };
        for (index, team) in teams.iter().enumerate() {
            row(canvas, team, &x, top + index as f64 * (ROW_HEIGHT + ROW_GAP));
        }
        for (day, name) in DAYS.iter().enumerate() {
            let middle = x.at(24.0 * day as f64 + 12.0);
            canvas.text(name, (middle, bottom + 18.0), LABEL.centred());
        }
    });
    let text_alternative = teams.iter().map(|team| words(team)).collect::<Vec<_>>().join(" ");
    Some(Plot {
        file_name: "busy-people.svg".into(),
        title,
        svg,
        text_alternative,
    })
}

/// Teams in the order of the scenario; the busiest where there are too many to show.
fn teams(results: &Results) -> Vec<&TeamResult> {
    let whole = |team: &&TeamResult| team.busy_by_hour.len() == HOURS && team.present_by_hour.len() == HOURS;
    let mut teams: Vec<(usize, &TeamResult)> = results.teams.iter().filter(whole).enumerate().collect();
    let busy = |team: &TeamResult| team.utilisation.map_or(-1.0, |share| share.value);
    teams.sort_by(|(_, one), (_, other)| busy(other).total_cmp(&busy(one)));
    teams.truncate(MOST_TEAMS);
    teams.sort_by_key(|(index, _)| *index);
    teams.into_iter().map(|(_, team)| team).collect()
}

fn title(teams: &[&TeamResult]) -> Option<String> {
    let share = |team: &TeamResult| team.busiest.as_ref().map_or(-1.0, |hour| hour.utilisation);
    // Of those that read the same, the bottleneck, else the first.
    let key = |team: &TeamResult| ((share(team) * 100.0).round(), team.bottleneck);
    let team = teams.iter().rev().max_by(|one, other| {
        let ((one, held), (other, others)) = (key(one), key(other));
        one.total_cmp(&other).then(held.cmp(&others))
    })?;
    let name = wording::title(&team.name);
    Some(
        team.busiest
            .as_ref()
            .map_or("Busy people by hour of the week".into(), |hour| {
                let busy = wording::share_given(hour.utilisation);
                format!(
                    "{name} is stretched most on {}: {busy} of those present are busy",
                    wording::hour_of_week(&hour.hour)
                )
            }),
    )
}

fn row(canvas: &mut Canvas, team: &TeamResult, x: &Scale, top: f64) {
    let most = team
        .present_by_hour
        .iter()
        .chain(&team.busy_by_hour)
        .copied()
        .fold(0.0, f64::max)
        .ceil()
        .max(1.0);
    let y = Scale {
        values: (0.0, most),
        pixels: (top + ROW_HEIGHT, top),
    };
    for day in 0..=7 {
        let at = x.at(24.0 * f64::from(day));
        canvas.line(&[(at, top - 4.0), (at, top + ROW_HEIGHT)], RULE, 1.0);
    }
    canvas.area(&steps(&team.present_by_hour, x, &y), PALE);
    canvas.area(&steps(&team.busy_by_hour, x, &y), STRONG);
    canvas.line(&steps(&team.present_by_hour, x, &y), INK, 1.0);
    canvas.line(&[(x.pixels.0, y.at(0.0)), (x.pixels.1, y.at(0.0))], RULE, 1.0);
    for people in [0.0, most] {
        canvas.text(&wording::plain(people), (x.pixels.0 - 8.0, y.at(people)), LABEL.right());
    }
    let name_width = NAME_WIDTH - 34.0;
    let middle = top + ROW_HEIGHT / 2.0;
    canvas.text(
        &NAME.cut(&wording::title(&team.name), name_width),
        (MARGIN, middle - 10.0),
        NAME,
    );
    let busy = format!("busy {}", wording::share_alone(team.utilisation.as_ref()));
    let held = if team.bottleneck { " · bottleneck" } else { "" };
    canvas.text(&format!("{busy}{held}"), (MARGIN, middle + 10.0), LABEL);
    if let Some(hour) = team.busiest.as_ref().and_then(hour_of_week) {
        busiest_mark(
            canvas,
            (
                x.at(hour as f64 + 0.5),
                y.at(team.present_by_hour[hour].max(team.busy_by_hour[hour])),
            ),
        );
    }
}

fn busiest_mark(canvas: &mut Canvas, (x, y): (f64, f64)) {
    canvas.area(&[(x, y - 3.0), (x - 6.0, y - 13.0), (x + 6.0, y - 13.0)], ACCENT);
}

fn steps(people: &[f64], x: &Scale, y: &Scale) -> Vec<(f64, f64)> {
    let mut points = vec![(x.at(0.0), y.at(0.0))];
    for (hour, people) in people.iter().enumerate() {
        points.push((x.at(hour as f64), y.at(*people)));
        points.push((x.at(hour as f64 + 1.0), y.at(*people)));
    }
    points.push((x.at(people.len() as f64), y.at(0.0)));
    points
}

/// Index of an hour such as `Mon 10:00`; none if it is not written so.
fn hour_of_week(busiest: &BusiestHour) -> Option<usize> {
    let (day, time) = busiest.hour.split_once(' ')?;
    let day = DAYS.iter().position(|name| *name == day)?;
    let hour: usize = time.split_once(':')?.0.parse().ok()?;
    (hour < 24).then_some(24 * day + hour)
}

fn words(team: &TeamResult) -> String {
    let busiest = team.busiest.as_ref().map_or(String::new(), |hour| {
        let most = wording::share_given(hour.utilisation);
        format!(", at most {most} on {}", wording::hour_of_week(&hour.hour))
    });
    let busy = wording::share_alone(team.utilisation.as_ref());
    format!(
        "{}: busy {busy} of the hours present{busiest}.",
        wording::title(&team.name)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_the_week_count_from_monday_midnight() {
        let at = |hour: &str| {
            hour_of_week(&BusiestHour {
                hour: hour.into(),
                utilisation: 0.9,
            })
        };
        assert_eq!(at("Mon 00:00"), Some(0));
        assert_eq!(at("Sun 23:00"), Some(167));
        assert_eq!(at("Sun 24:00"), None);
        assert_eq!(at("someday"), None);
    }
}
