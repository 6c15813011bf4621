//! The cheapest roster: in sentences, for a terminal, and as a table of every roster tried.

mod words;

pub(super) use words::{people, people_words, slot_words, verdict};

use super::grid::{Align, Grid, Ink, TerminalStyle, cell, inked, wrapped};
use super::tables::{Table, digits, guarded};
use super::wording;
use crate::results::staffing::{Found, Kept, Roster, Sense, Staffing, Tried};

/// What was found, for a terminal, under a title.
pub fn text(found: &Staffing, title: &str, style: &TerminalStyle) -> String {
    let mut out = format!("{}\n", style.paint(&style.signs(title), Ink::Heading));
    for (index, sentence) in verdict(found).iter().enumerate() {
        let text = wrapped(sentence, style.width, 2);
        let ink = if index == 0 { Ink::Heading } else { Ink::Plain };
        out.push_str(&format!("{}\n", style.paint(&style.signs(&text), ink)));
    }
    if columns(found).len() > 1 {
        out.push('\n');
        out.push_str(&people_grid(found).render(style));
        out.push('\n');
        out.push_str(&promise_grid(found).render(style));
    }
    let fewer = steps(found);
    if !fewer.is_empty() {
        out.push('\n');
        out.push_str(&step_grid(&fewer).render(style));
    }
    out.push('\n');
    for line in how(found)
        .into_iter()
        .chain(found.warnings.iter().map(|text| format!("warning: {text}")))
    {
        let text = wrapped(&line, style.width, 2);
        out.push_str(&format!("{}\n", style.paint(&style.signs(&text), Ink::Quiet)));
    }
    out
}

/// The rosters that stand side by side: their heading, and they.
pub(super) fn columns(found: &Staffing) -> Vec<(&'static str, &Roster)> {
    let all = [
        ("today", &found.today),
        ("cheapest", &found.answer),
        ("nearest", &found.nearest),
        ("runner-up", &found.runner_up),
    ];
    let known = all
        .into_iter()
        .filter_map(|(title, roster)| Some((title, roster.as_ref()?)));
    known.collect()
}

fn people_grid(found: &Staffing) -> Grid {
    let columns = columns(found);
    let mut aligns = vec![Align::Left];
    aligns.extend(columns.iter().map(|_| Align::Right));
    let mut grid = Grid::new(&aligns);
    let mut titles = vec!["PEOPLE"];
    titles.extend(columns.iter().map(|(title, _)| *title));
    grid.heading(&titles);
    for (index, _) in found.slots.iter().enumerate() {
        let mut row = vec![cell(format!("  {}", wording::title(&slot_words(found, index))))];
        row.extend(columns.iter().map(|(_, roster)| cell(roster.people[index].to_string())));
        grid.row(row);
    }
    let mut row = vec![cell(format!(
        "  {}",
        if found.cost_known {
            "Cost a week"
        } else {
            "Paid hours a week"
        }
    ))];
    row.extend(columns.iter().map(|(_, roster)| cell(wording::rounded(roster.cost, 0))));
    grid.row(row);
    grid
}

fn promise_grid(found: &Staffing) -> Grid {
    let columns = columns(found);
    let mut aligns = vec![Align::Left, Align::Right];
    aligns.extend(columns.iter().map(|_| Align::Right));
    let mut grid = Grid::new(&aligns);
    let mut titles = vec!["PROMISES", "target"];
    titles.extend(columns.iter().map(|(title, _)| *title));
    grid.heading(&titles);
    for (place, promise) in found.promises.iter().enumerate() {
        let mut row = vec![
            cell(format!("  {}", promise.words)),
            cell(wording::percent(promise.target)),
        ];
        row.extend(columns.iter().map(|(_, roster)| kept_cell(&roster.promises[place])));
        grid.row(row);
        if found.procedure.sense == Sense::Periods {
            let target = found.procedure.periods.map(wording::percent).unwrap_or_default();
            let mut row = vec![cell(format!("    {}s met", promise.period)), cell(target)];
            let met = |roster: &Roster| cell(wording::share(roster.promises[place].periods_met.as_ref()));
            row.extend(columns.iter().map(|(_, roster)| met(roster)));
            grid.row(row);
        }
    }
    grid
}

fn kept_cell(kept: &Kept) -> super::grid::Cell {
    let ink = match kept.reached {
        Some(true) => Ink::Good,
        Some(false) => Ink::Bad,
        None => Ink::Doubtful,
    };
    inked(wording::share(kept.kept.as_ref()), ink)
}

/// One person fewer and one more, by slot: what it is, the change of cost, what becomes of the promise that suffers most.
pub(super) fn steps(found: &Staffing) -> Vec<[String; 4]> {
    let Some(answer) = &found.answer else { return Vec::new() };
    let fewer = found.one_fewer.iter().map(|it| ("one fewer", it));
    let more = found.one_more.iter().map(|it| ("one more", it));
    let row = |(what, it): (&str, &crate::results::staffing::Neighbour)| {
        let change = it.roster.cost - answer.cost;
        let sign = if change < 0.0 { "−" } else { "+" };
        [
            format!("{}, {what}", wording::title(&slot_words(found, it.slot))),
            format!("{sign}{}", wording::rounded(change.abs(), 0)),
            words::worst(found, &it.roster),
            match it
                .roster
                .promises
                .iter()
                .zip(&found.promises)
                .any(|(kept, of)| !of.impossible && kept.reached == Some(false))
            {
                true => "a promise is missed".to_owned(),
                false => String::new(),
            },
        ]
    };
    fewer.chain(more).map(row).collect()
}

fn step_grid(steps: &[[String; 4]]) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Right, Align::Left, Align::Left]);
    grid.heading(&["NEXT TO IT", "a week", "the promise with the least to spare", ""]);
    for [what, cost, worst, missed] in steps {
        let ink = if missed.is_empty() { Ink::Quiet } else { Ink::Bad };
        grid.row(vec![
            cell(format!("  {what}")),
            cell(cost),
            cell(worst),
            inked(missed, ink),
        ]);
    }
    grid
}

/// How it was found, in sentences.
pub(super) fn how(found: &Staffing) -> Vec<String> {
    let it = &found.procedure;
    let count = |number: u64| wording::rounded(number as f64, 0);
    let mut told = vec![format!(
        "Found by {} ({}): {} sure that no promise farther than {} points from its target was told wrongly. Of {} \
         rosters that can do what they are offered {} were tried, {} were ruled out by arithmetic or a formula{}.",
        it.name,
        it.source,
        wording::percent(it.sure),
        wording::plain(it.tolerance * 100.0),
        count(it.possible),
        count(found.tried.len() as u64),
        count(it.ruled_out),
        match it.exhaustive {
            true => "; every cheaper roster was tried or ruled out".to_owned(),
            false => format!(
                "; {} were left out because one with nobody fewer anywhere missed a promise. That is an assumption, as a faster team \
                 can drown the next; next to the answer it was checked",
                count(it.assumed_out)
            ),
        }
    )];
    told.push(format!(
        "It took {} runs; as many for every roster as for the closest would have been {}. What stands above was estimated afresh, in \
         {} runs that had no part in the choice.",
        count(it.replications),
        count(it.equal_allocation),
        count(u64::from(it.fresh))
    ));
    if it.gave_up {
        told.push(
            "The order of cost was left after so many rosters; the answer was found by taking people away one by one, and a \
             cheaper one may be between."
                .to_owned(),
        );
    }
    told
}

/// `candidates.csv`: every roster tried, in the order in which they were begun.
pub fn candidates_csv(found: &Staffing) -> Vec<u8> {
    let mut columns = vec!["number".to_owned()];
    columns.extend(
        found
            .slots
            .iter()
            .map(|slot| guarded(&format!("{}.{}", slot.team, slot.hours)).into_owned()),
    );
    columns.extend(
        [
            if found.cost_known {
                "cost_per_week"
            } else {
                "paid_hours_per_week"
            },
            "found",
            "promise",
            "replications",
        ]
        .map(str::to_owned),
    );
    columns.extend(found.promises.iter().map(|promise| guarded(&promise.name).into_owned()));
    let titles: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut table = Table::new(&titles);
    for (number, tried) in found.tried.iter().enumerate() {
        let row = row(found, number + 1, tried);
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        table.row(&cells);
    }
    table.bytes()
}

fn row(found: &Staffing, number: usize, tried: &Tried) -> Vec<String> {
    let mut row = vec![number.to_string()];
    row.extend(tried.people.iter().map(u32::to_string));
    let promise = tried
        .promise
        .map(|place| guarded(&found.promises[place].name).into_owned());
    row.extend([
        digits(Some(tried.cost)),
        found_word(tried.found).to_owned(),
        promise.unwrap_or_default(),
        tried.replications.to_string(),
    ]);
    row.extend(tried.shares.iter().map(|share| digits(*share)));
    row
}

fn found_word(found: Found) -> &'static str {
    match found {
        Found::Kept => "kept",
        Found::Missed => "missed",
        Found::Undecided => "undecided",
        Found::Unfinished => "unfinished",
    }
}
