//! One item's journey in plain words.

mod phrases;
mod timeline;

use super::grid::{Align, Cell, Grid, Ink, TerminalStyle, cell, inked, wrapped};
use super::wording::{self, lasting};
use crate::journey::{Doing, Journey, PromiseClock, Spell, State, Verdict};
use crate::time::{Instant, Span};

/// The journey: a summary of one sentence, the timeline, where the time went, the promises, and what was in the way of them.
pub fn story(of: &Journey<'_>, style: &TerminalStyle) -> String {
    let mut out = paragraph(&phrases::headline(of), style, 0);
    for text in [
        timeline::timeline(of).render(style),
        where_time_went(of).render(style),
        promises(of, style),
        in_the_way(of, style),
        related(of, style),
    ] {
        if !text.is_empty() {
            out.push('\n');
            out.push_str(&text);
        }
    }
    style.signs(&out)
}

/// The record as JSON.
pub fn story_json(of: &Journey<'_>) -> String {
    // Names, numbers and times only: nothing that JSON could refuse.
    serde_json::to_string_pretty(of).unwrap_or_default() + "\n"
}

fn where_time_went(of: &Journey<'_>) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Right, Align::Right]);
    grid.heading(&["WHERE THE TIME WENT", "", "of it"]);
    for held in &of.held {
        let share = held.time.ticks() as f64 / of.lead.ticks().max(1) as f64;
        grid.row(vec![
            cell(format!("  {}", phrases::held(held))),
            cell(if held.part == "touch" {
                wording::working(held.time)
            } else {
                lasting(held.time)
            }),
            cell(percent(share)),
        ]);
    }
    grid.row(vec![cell("  all"), cell(lasting(of.lead)), cell("100%")]);
    grid
}

fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.005 {
        "under 1%".to_owned()
    } else {
        wording::percent((share * 100.0).round() / 100.0)
    }
}

fn promises(of: &Journey<'_>, style: &TerminalStyle) -> String {
    if of.promises.is_empty() {
        return String::new();
    }
    let mut out = style.paint("PROMISES", Ink::Heading) + "\n";
    for promise in &of.promises {
        out.push_str(&paragraph(&phrases::promise(promise, of), style, 2));
    }
    out
}

/// What stood between the item and its promises: facts of the record, no guesses of what else would have happened.
fn in_the_way(of: &Journey<'_>, style: &TerminalStyle) -> String {
    let mut out = String::new();
    for promise in of.promises.iter().filter(|promise| promise.verdict == Verdict::Broken) {
        let Some(due) = &promise.due else { continue };
        let met = promise.met.as_ref().unwrap_or(&of.until);
        let late = met.at - due.at;
        if late > Span::ZERO {
            let sentence = phrases::in_the_way(promise, late, of.part("touch"), &waits_before(of, promise));
            out.push_str(&paragraph(&sentence, style, 2));
        }
    }
    if out.is_empty() {
        return out;
    }
    style.paint("WHAT STOOD IN THE WAY", Ink::Heading) + "\n" + &out
}

/// Waits before what was promised happened, of one team in one way together.
fn waits_before(of: &Journey<'_>, promise: &PromiseClock<'_>) -> Vec<(String, Span)> {
    let met = promise.met.as_ref().unwrap_or(&of.until).at;
    let mut waits: Vec<(String, Span)> = Vec::new();
    for spell in of.path() {
        if spell.doing == Doing::Work || spell.to.at > met {
            continue;
        }
        let words = phrases::wait(spell);
        match waits.iter_mut().find(|(own, _)| *own == words) {
            Some((_, time)) => *time += spell.lasting,
            None => waits.push((words, spell.lasting)),
        }
    }
    waits.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
    waits
}

fn related(of: &Journey<'_>, style: &TerminalStyle) -> String {
    let mut grid = Grid::new(&[Align::Left, Align::Left]);
    let mut any = false;
    let mut row = |what: &str, id: &str| {
        any = true;
        grid.row(vec![cell(format!("  {what}")), cell(id)]);
    };
    if let Some(parent) = &of.parent {
        row(
            if of.asks_after_parent {
                "asks after"
            } else {
                "raised by"
            },
            parent,
        );
        if of.root != *parent {
            row("which goes back to", &of.root);
        }
    }
    if let Some(left_by) = of.fault.as_ref().and_then(|from| from.left_by.as_ref()) {
        row("from a fault that was left behind by", left_by);
        if of.root != *left_by {
            row("which goes back to", &of.root);
        }
    }
    for child in &of.children {
        row("raised", &child.id);
    }
    match of.calls.as_slice() {
        [] => {}
        [only] => row("called about by", only),
        [first, .., last] => row(
            "called about by",
            &format!("{} items, {first} to {last}", of.calls.len()),
        ),
    }
    if !any {
        return String::new();
    }
    style.paint("RELATED", Ink::Heading) + "\n" + &grid.render(style)
}

/// The spell that goes on at the moment when a promise breaks.
fn spell_at<'j, 'a>(of: &'j Journey<'a>, due: Instant) -> Option<&'j Spell<'a>> {
    of.path()
        .into_iter()
        .find(|spell| spell.from.at <= due && due < spell.to.at)
}

fn ink_of(verdict: Verdict) -> Ink {
    match verdict {
        Verdict::Kept => Ink::Good,
        Verdict::Broken => Ink::Bad,
        Verdict::Undecided => Ink::Doubtful,
    }
}

fn is_open(of: &Journey<'_>) -> bool {
    of.state == State::Open
}

fn verdict_cell(text: String, verdict: Verdict) -> Cell {
    inked(text, ink_of(verdict))
}

fn paragraph(text: &str, style: &TerminalStyle, indent: usize) -> String {
    let hanging = if indent == 0 { 0 } else { indent + 2 };
    let lines = wrapped(text, style.width.saturating_sub(indent), hanging);
    format!("{}{lines}\n", " ".repeat(indent))
}
