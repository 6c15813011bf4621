//! Advice on a terminal: what to do first.

use super::words;
use crate::report::grid::{Align, Cell, Grid, Ink, TerminalStyle, cell, inked, wrapped};
use crate::report::{terminal, wording};
use crate::results::Judgement;
use crate::results::advice::{Advice, GoalEffect, HourCell, LeverResult, LeverVerdict, NextHour};

/// Levers that are told in a sentence of their own.
const MOST_TOLD: usize = 5;
/// Levers in a table, and those that look good and do nothing.
const MOST_ROWS: usize = 12;
const MOST_USELESS: usize = 5;
/// Stretches of the week for each team.
const MOST_HOURS: usize = 3;

/// Advice for a terminal. `told` are warnings that its reader has seen already.
pub fn advice(advice: &Advice, style: &TerminalStyle, told: &[String]) -> String {
    let mut out = terminal::title_line(&advice.about, None, style);
    paragraph(&mut out, &words::headline(advice), style);
    let useful = words::with(advice, &[LeverVerdict::Helps, LeverVerdict::Saves]);
    for (number, &place) in useful.iter().take(MOST_TOLD).enumerate() {
        let text = format!(
            "{}. {}",
            number + 1,
            words::sentence(&advice.levers[place], &advice.objectives)
        );
        let text = wrapped(&text, style.width, 3);
        out.push_str(&format!("{}\n", style.signs(&text)));
    }
    let told_of = [LeverVerdict::Helps, LeverVerdict::Saves, LeverVerdict::Trade];
    let rows = words::with(advice, &told_of);
    if !rows.is_empty() {
        out.push('\n');
        out.push_str(&levers(advice, &rows).render(style));
    }
    section(&mut out, "WORTH KEEPING?", worth_keeping(advice), style);
    section(&mut out, "LOOKS GOOD, DOES NOTHING", useless(advice), style);
    if let Some(next) = &advice.next_hour {
        out.push('\n');
        out.push_str(&style.paint("THE NEXT HOUR", Ink::Heading));
        out.push('\n');
        paragraph(&mut out, &words::next_hour(next), style);
        if words::best_hour(next).is_some() {
            out.push_str(&hours(next).render(style));
        }
    }
    out.push('\n');
    let text = wrapped(&words::procedure(advice), style.width, 0);
    out.push_str(&format!("{}\n", style.paint(&style.signs(&text), Ink::Quiet)));
    out.push_str(&terminal::warnings(&advice.notes, style, told));
    out
}

fn paragraph(out: &mut String, text: &str, style: &TerminalStyle) {
    out.push_str(&format!("{}\n", style.signs(&wrapped(text, style.width, 0))));
}

fn section(out: &mut String, title: &str, lines: Vec<String>, style: &TerminalStyle) {
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("\n{}\n", style.paint(title, Ink::Heading)));
    for line in lines {
        let text = wrapped(&format!("  {line}"), style.width.saturating_sub(2), 4);
        out.push_str(&format!("  {}\n", style.signs(&text)));
    }
}

/// What steps and approvals must be good for.
pub(super) fn worth_keeping(advice: &Advice) -> Vec<String> {
    advice.levers.iter().filter_map(words::worth_keeping).collect()
}

/// Changes that one might expect something of, and that do nothing.
pub(super) fn useless(advice: &Advice) -> Vec<String> {
    use crate::results::advice::Family;
    let places = words::with(advice, &[LeverVerdict::MovesTheQueue, LeverVerdict::Nothing]);
    let levers = places.into_iter().map(|place| &advice.levers[place]);
    // Nobody expects a gain of somebody who leaves, or of a question.
    let expected = levers.filter(|it| ![Family::PersonFewer, Family::StepLeftOut].contains(&it.family));
    expected.take(MOST_USELESS).map(words::why_nothing).collect()
}

fn levers(advice: &Advice, rows: &[usize]) -> Grid {
    let mut aligns = vec![Align::Left];
    aligns.extend(advice.objectives.iter().map(|_| Align::Right));
    aligns.push(Align::Left);
    let mut grid = Grid::new(&aligns).spare(aligns.len() - 1);
    let titles: Vec<String> = advice
        .objectives
        .iter()
        .map(|of| format!("{} ({})", words::goal(of.goal), words::today(of)))
        .collect();
    let mut heading = vec!["CHANGE"];
    heading.extend(titles.iter().map(String::as_str));
    heading.push("principle");
    grid.heading(&heading);
    for &place in rows.iter().take(MOST_ROWS) {
        grid.row(row(advice, &advice.levers[place]));
    }
    grid
}

fn row(advice: &Advice, lever: &LeverResult) -> Vec<Cell> {
    let mut cells = vec![cell(format!("  {}", lever.name))];
    for objective in &advice.objectives {
        let effect = words::effect(lever, objective.goal);
        cells.push(effect.map_or(cell(wording::UNKNOWN), change));
    }
    cells.push(inked(words::principle(lever.principle), Ink::Quiet));
    cells
}

fn change(effect: &GoalEffect) -> Cell {
    let ink = match effect.difference.judgement {
        _ if effect.is_nothing => Ink::Quiet,
        Judgement::Better => Ink::Good,
        Judgement::Worse => Ink::Bad,
        _ => Ink::Quiet,
    };
    inked(words::change(&effect.difference), ink)
}

/// The stretches of each team in which an hour buys most.
fn hours(next: &NextHour) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Left, Align::Right]);
    let title = format!("{}, for each hour", words::goal(next.goal));
    grid.heading(&["  team", "when", &title]);
    let mut teams: Vec<&str> = next.cells.iter().map(|cell| cell.team.as_str()).collect();
    teams.dedup();
    for team in teams {
        let mut cells: Vec<&HourCell> = next
            .cells
            .iter()
            .filter(|cell| cell.team == team && cell.clear)
            .collect();
        cells.sort_by(|one, other| one.per_hour.value.total_cmp(&other.per_hour.value));
        if cells.is_empty() {
            grid.row(vec![
                cell(format!("  {}", wording::title(team))),
                inked("at any time", Ink::Quiet),
                inked("nothing clear", Ink::Quiet),
            ]);
        }
        for (number, it) in cells.into_iter().take(MOST_HOURS).enumerate() {
            let name = if number == 0 {
                wording::title(team)
            } else {
                String::new()
            };
            let scale = wording::Scale::of(&next.unit, it.per_hour.value.abs());
            grid.row(vec![
                cell(format!("  {name}")),
                cell(words::stretch(it)),
                cell(scale.difference(&it.per_hour)),
            ]);
        }
    }
    grid
}
