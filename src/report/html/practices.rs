//! Practices by activity: a table whose cells are shaded by hours of work, and the figures behind it.

use super::sections::section;
use super::{Cell, Picture, Section, Table, cell};
use crate::report::practices::{self, ACTIVITIES, Shaded};
use crate::report::wording;
use crate::results::{PracticeResult, Results};

/// Classes of the page's style, the palest first.
const CLASSES: [&str; practices::SHADES + 1] = ["", "heat1", "heat2", "heat3", "heat4", "heat5"];

pub(super) fn part(results: &Results, plots: Vec<Picture>) -> Section {
    Section {
        texts: practices::waiting(results).into_iter().collect(),
        ..section("Practices", plots, vec![heat(results), figures(results)])
    }
}

/// Hours of work a week; the darker a cell, the more.
fn heat(results: &Results) -> Table {
    let finding = practices::finding(results).map_or(String::new(), |finding| format!("{finding}. "));
    let caption = format!("{finding}Hours of work a week; the darker, the more. A dash: nothing is done there.");
    let mut titles = vec!["practice"];
    titles.extend(ACTIVITIES.iter().map(|(_, title)| *title));
    let shaded = |of: Option<Shaded<'_>>| match of {
        None => cell("–"),
        Some(of) => Cell {
            text: wording::number_alone(of.of.hours_per_week.as_ref()),
            class: CLASSES[of.shade],
        },
    };
    let rows = practices::rows(results).into_iter().map(|row| {
        let cells = row.cells.into_iter().map(shaded);
        std::iter::once(cell(wording::title(row.practice)))
            .chain(cells)
            .collect()
    });
    Table::new(&caption, &titles, rows.collect())
}

fn figures(results: &Results) -> Table {
    let has_cost = results.practices.iter().any(|of| of.cost_per_week.is_some());
    let mut titles = vec![
        "practice",
        "activity",
        "visits a week",
        "hours a week",
        "share of hours",
        "hours items wait a week",
    ];
    if has_cost {
        titles.push("cost of work a week");
    }
    let row = |of: &PracticeResult| {
        let activity = ACTIVITIES.iter().find(|(word, _)| *word == of.activity);
        let mut row = vec![
            cell(wording::title(&of.practice)),
            Cell {
                text: activity.map_or(String::new(), |(_, title)| (*title).to_owned()),
                class: "words",
            },
            cell(wording::number_alone(of.visits_per_week.as_ref())),
            cell(wording::number(of.hours_per_week.as_ref())),
            cell(wording::share_alone(of.share_of_hours.as_ref())),
            cell(wording::number_alone(of.waiting_per_week.as_ref())),
        ];
        if has_cost {
            row.push(cell(wording::number_alone(of.cost_per_week.as_ref())));
        }
        row
    };
    Table::new("", &titles, results.practices.iter().map(row).collect()).words_in(1)
}
