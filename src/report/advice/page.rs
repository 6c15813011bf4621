//! `report.html` of advice.

use super::{summary, words};
use crate::report::html::{self, Cell, Section, Table, html_cell, picture};
use crate::report::{break_even, plots, wording};
use crate::results::Judgement;
use crate::results::advice::{Advice, GoalEffect, LeverResult, LeverVerdict};

/// Levers that the verdict names.
const MOST_TOLD: usize = 5;

/// A page a manager can read: what to do, what it rests on, what else was tried.
pub fn advice_report(advice: &Advice) -> String {
    let mut verdict = vec![words::headline(advice)];
    let useful = words::with(advice, &[LeverVerdict::Helps, LeverVerdict::Saves]);
    let told = useful
        .iter()
        .take(MOST_TOLD)
        .map(|&place| words::sentence(&advice.levers[place], &advice.objectives));
    verdict.extend(told);
    let pictures: Vec<html::Picture> = plots::advice_plots(advice).into_iter().map(picture).collect();
    let (levers, hours): (Vec<_>, Vec<_>) = pictures.into_iter().enumerate().partition(|(place, _)| *place == 0);
    let only = |pictures: Vec<(usize, html::Picture)>| pictures.into_iter().map(|(_, it)| it).collect();
    let all = words::with(advice, &[LeverVerdict::Helps, LeverVerdict::Saves, LeverVerdict::Trade]);
    let rest: Vec<usize> = (0..advice.levers.len()).filter(|place| !all.contains(place)).collect();
    let sections = vec![
        section("What would change", only(levers), table(advice, &all), Vec::new()),
        section(
            "Worth keeping?",
            Vec::new(),
            break_evens(advice),
            summary::worth_keeping(advice),
        ),
        section(
            "Looks good, does nothing",
            Vec::new(),
            Table::new("", &[], Vec::new()),
            summary::useless(advice),
        ),
        section(
            "The next hour",
            only(hours),
            Table::new("", &[], Vec::new()),
            next_hour(advice),
        ),
        section(
            "All else that was tried",
            Vec::new(),
            table(advice, &rest),
            not_tried(advice),
        ),
        section(
            "How it was done",
            Vec::new(),
            Table::new("", &[], Vec::new()),
            vec![words::procedure(advice)],
        ),
    ];
    html::page(&advice.about, &advice.notes, verdict, sections)
}

fn section(title: &str, plots: Vec<html::Picture>, table: Table, texts: Vec<String>) -> Section {
    let tables = Some(table).filter(|table| !table.rows.is_empty());
    Section {
        title: title.into(),
        plots,
        tables: tables.into_iter().collect(),
        texts,
    }
}

fn next_hour(advice: &Advice) -> Vec<String> {
    advice.next_hour.iter().map(words::next_hour).collect()
}

fn not_tried(advice: &Advice) -> Vec<String> {
    let told = advice
        .not_tried
        .iter()
        .map(|it| format!("Not tried: {} ({}).", it.name, it.why));
    told.collect()
}

fn table(advice: &Advice, places: &[usize]) -> Table {
    let mut titles: Vec<String> = vec![String::new()];
    let goals = advice.objectives.iter();
    titles.extend(goals.map(|of| format!("{} ({})", words::goal(of.goal), words::today(of))));
    titles.extend(["what follows".into(), "principle".into(), "dimension".into()]);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let rows = places.iter().map(|&place| row(advice, &advice.levers[place]));
    Table::new("", &titles, rows.collect()).words_in(titles.len() - 3)
}

fn row(advice: &Advice, lever: &LeverResult) -> Vec<Cell> {
    let mut cells = vec![html_cell(&lever.name)];
    for objective in &advice.objectives {
        let effect = words::effect(lever, objective.goal);
        cells.push(effect.map_or(html_cell(wording::UNKNOWN), change));
    }
    let class = match lever.verdict {
        LeverVerdict::Helps | LeverVerdict::Saves => "words good",
        LeverVerdict::Harms => "words bad",
        _ => "words",
    };
    cells.push(Cell {
        text: words::verdict(lever.verdict).into(),
        class,
    });
    let words = [words::principle(lever.principle), words::dimension(lever.dimension)];
    cells.extend(words.map(|text| Cell {
        text: text.into(),
        class: "words",
    }));
    cells
}

fn change(effect: &GoalEffect) -> Cell {
    let class = match effect.difference.judgement {
        _ if effect.is_nothing => "",
        Judgement::Better => "good",
        Judgement::Worse => "bad",
        _ => "",
    };
    Cell {
        text: words::change(&effect.difference),
        class,
    }
}

fn break_evens(advice: &Advice) -> Table {
    let found = advice.levers.iter().filter_map(|lever| {
        let of = lever.worth_keeping.as_ref()?.break_even.as_ref()?;
        Some(vec![
            html_cell(&lever.name),
            Cell {
                text: break_even::clause(of),
                class: "words",
            },
        ])
    });
    Table::new("", &["", "of the changes that would fail"], found.collect()).words_in(1)
}
