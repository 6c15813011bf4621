//! The page of a search for the cheapest roster.

use super::{Cell, Page, Picture, Section, Table, cell, frame, picture, sections};
use crate::report::{plots, staffing, wording};
use crate::results::Results;
use crate::results::staffing::{Found, Roster, Staffing};

/// Rosters that a table shows.
const MOST_ROWS: usize = 40;

/// `report.html` of `flowcast staff`: the answer first, then the roster in full.
pub fn report(found: &Staffing, roster: &Results) -> String {
    let pictures: Vec<Picture> = plots::staffing_plots(found).into_iter().map(picture).collect();
    let mut all = vec![
        Section {
            title: "Rosters side by side".into(),
            plots: pictures,
            tables: vec![people(found), promises(found)],
            texts: Vec::new(),
        },
        Section {
            title: "One person fewer, one more".into(),
            plots: Vec::new(),
            tables: vec![steps(found)],
            texts: Vec::new(),
        },
        Section {
            title: "What was tried".into(),
            plots: Vec::new(),
            tables: vec![tried(found)],
            texts: staffing::how(found),
        },
    ];
    let which = match (&found.answer, &found.nearest) {
        (Some(_), _) => "The cheapest roster",
        (None, Some(_)) => "The nearest roster",
        (None, None) => "Today",
    };
    all.extend(sections::of(roster).into_iter().map(|section| Section {
        title: format!("{which}: {}", section.title),
        ..section
    }));
    all.retain(|section| !section.is_empty());
    Page {
        verdict: staffing::verdict(found),
        sections: all,
        mood: if found.answer.is_some() { "kept" } else { "missed" },
        ..frame(roster)
    }
    .text()
}

fn titles<'a>(found: &'a Staffing, first: &[&'a str]) -> Vec<&'a str> {
    let columns = staffing::columns(found).into_iter().map(|(title, _)| title);
    first.iter().copied().chain(columns).collect()
}

fn row(found: &Staffing, first: Vec<Cell>, of: impl Fn(&Roster) -> Cell) -> Vec<Cell> {
    let columns = staffing::columns(found);
    first
        .into_iter()
        .chain(columns.iter().map(|(_, roster)| of(roster)))
        .collect()
}

fn people(found: &Staffing) -> Table {
    let slots = 0..found.slots.len();
    let mut rows: Vec<Vec<Cell>> = slots
        .map(|slot| {
            let name = wording::title(&staffing::slot_words(found, slot));
            row(found, vec![cell(name)], |roster| cell(roster.people[slot].to_string()))
        })
        .collect();
    let cost = if found.cost_known {
        "Cost a week"
    } else {
        "Paid hours a week"
    };
    rows.push(row(found, vec![cell(cost)], |roster| {
        cell(wording::rounded(roster.cost, 0))
    }));
    Table::new("People", &titles(found, &[""]), rows)
}

fn promises(found: &Staffing) -> Table {
    let mut rows = Vec::new();
    for (place, promise) in found.promises.iter().enumerate() {
        let first = vec![cell(&promise.words), cell(wording::percent(promise.target))];
        rows.push(row(found, first, |roster| {
            cell(wording::share(roster.promises[place].kept.as_ref()))
        }));
        let met = Cell {
            text: format!("{}s met", promise.period),
            class: "part",
        };
        let wanted = found.procedure.periods.map(wording::percent).unwrap_or_default();
        rows.push(row(found, vec![met, cell(wanted)], |roster| {
            cell(wording::share(roster.promises[place].periods_met.as_ref()))
        }));
    }
    Table::new("Promises", &titles(found, &["", "target"]), rows)
}

fn steps(found: &Staffing) -> Table {
    let rows = staffing::steps(found).into_iter().map(|[what, cost, worst, missed]| {
        let class = if missed.is_empty() { "words" } else { "words bad" };
        vec![cell(what), cell(cost), cell(worst), Cell { text: missed, class }]
    });
    let titles = ["", "a week", "the promise with the least to spare", ""];
    Table::new("", &titles, rows.collect()).words_in(3)
}

fn tried(found: &Staffing) -> Table {
    let shown = found.tried.iter().take(MOST_ROWS).map(|it| {
        let promise = it.promise.map(|place| found.promises[place].words.clone());
        let words = match it.found {
            Found::Kept => "keeps every promise".to_owned(),
            Found::Missed => format!("misses {}", promise.unwrap_or_default()),
            Found::Undecided => format!("not told: {}", promise.unwrap_or_default()),
            Found::Unfinished => "left, as a cheaper one keeps all".to_owned(),
        };
        vec![
            cell(staffing::people_words(found, &it.people)),
            cell(wording::rounded(it.cost, 0)),
            cell(it.replications.to_string()),
            Cell {
                text: words,
                class: "words",
            },
        ]
    });
    let caption = match found.tried.len() {
        many if many > MOST_ROWS => format!("The first {MOST_ROWS} of {many}; all are in candidates.csv"),
        _ => String::new(),
    };
    let cost = if found.cost_known {
        "cost a week"
    } else {
        "paid hours a week"
    };
    Table::new(&caption, &["", cost, "runs", ""], shown.collect()).words_in(3)
}
