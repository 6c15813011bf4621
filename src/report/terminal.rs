//! The summary on the terminal: the verdict first, then where the waiting is, then people.

use std::time::Duration;

pub use super::advice::advice;
pub use super::break_even::break_evens;
pub use super::comparison::comparison;
pub use super::grid::TerminalStyle;
use super::grid::{Align, Cell, Grid, Ink, cell, inked, wrapped};
use super::wording;
use crate::results::{About, DemandResult, Note, NoteLevel, PromiseResult, Results, TeamResult, Verdict};

/// What is told beside the results themselves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// Warnings that the reader of the terminal has seen already.
    pub told: &'a [String],
    /// Lines that come last, as given.
    pub footer: &'a [String],
    /// How long the run took.
    pub elapsed: Option<Duration>,
}

/// What a run came to, for a terminal.
pub fn summary(results: &Results, style: &TerminalStyle, beside: &Beside<'_>) -> String {
    let mut out = title_line(&results.about, beside.elapsed, style);
    out.push_str(&promises(results).render(style));
    out.push_str(&waiting(&results.demands).render(style));
    if !results.teams.is_empty() {
        out.push_str(&people(&results.teams).render(style));
    }
    for grid in super::beside::grids(results) {
        out.push_str(&grid.render(style));
    }
    out.push_str(&notes(results, style, beside.told));
    for line in beside.footer {
        out.push_str(line);
        out.push('\n');
    }
    out
}

pub(super) fn title_line(about: &About, elapsed: Option<Duration>, style: &TerminalStyle) -> String {
    let title = heading(about);
    let mut facts = run_facts(about);
    if let Some(elapsed) = elapsed {
        facts.push(format!("{:.1} s", elapsed.as_secs_f64()));
    }
    let line = format!("{}      {}", style.paint(&title, Ink::Heading), facts.join(" · "));
    format!("{}\n", style.signs(&line))
}

/// The scenario's title, with the variant where there is one.
pub(super) fn heading(about: &About) -> String {
    match &about.variant {
        Some(variant) => format!("{}: {}", about.title, variant),
        None => about.title.clone(),
    }
}

pub(super) fn run_facts(about: &About) -> Vec<String> {
    let window = if about.warm_up_hours > 0.0 {
        let (counted, before) = (wording::span(about.counted_hours), wording::span(about.warm_up_hours));
        // "12 weeks counted after 4" says it all when the units agree.
        let unit = counted.split_once(' ').map_or("", |(_, unit)| unit);
        format!(
            "{counted} counted after {}",
            before.strip_suffix(&format!(" {unit}")).unwrap_or(&before)
        )
    } else {
        format!("{} counted", wording::span(about.counted_hours))
    };
    let runs = if about.replications < about.replications_planned {
        format!("first {} of {} runs", about.replications, about.replications_planned)
    } else {
        wording::counted(about.replications, "run")
    };
    vec![window, runs, format!("seed {}", about.seed)]
}

pub(super) fn period_heading(results: &Results) -> String {
    format!("{}s met", period_word(results))
}

/// The period by which all promises are judged; `period` where they differ.
pub(super) fn period_word(results: &Results) -> &str {
    let mut periods = results.promises.iter().map(|promise| promise.period.as_str());
    let first = periods.next().unwrap_or("period");
    if periods.all(|period| period == first) {
        first
    } else {
        "period"
    }
}

fn sign(verdict: Verdict) -> (&'static str, Ink) {
    match verdict {
        Verdict::Kept => ("✓", Ink::Good),
        Verdict::Missed => ("✗", Ink::Bad),
        Verdict::TooClose => ("?", Ink::Doubtful),
        Verdict::Unknown => ("–", Ink::Quiet),
    }
}

fn promises(results: &Results) -> Grid {
    let mut grid = Grid::new(&[
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Left,
    ])
    .spare(4);
    if results.promises.is_empty() {
        grid.heading(&["PROMISES"]);
        grid.row(vec![inked("  none in this scenario", Ink::Quiet)]);
        return grid;
    }
    grid.heading(&[
        "PROMISES",
        "target",
        &kept_heading(&results.about),
        &period_heading(results),
        "missed/week",
        "",
    ]);
    for promise in &results.promises {
        grid.row(promise_row(promise, results.about.replications));
    }
    grid
}

/// Over the shares kept: how sure we are of their intervals, where there can be one.
pub(super) fn kept_heading(about: &About) -> String {
    if about.replications < 2 {
        "kept".into()
    } else {
        format!("kept ({} sure)", wording::percent(about.confidence))
    }
}

/// The share of promises kept, with its interval where several runs support one.
pub(super) fn kept(promise: &PromiseResult, replications: u32) -> String {
    match promise.kept {
        Some(kept) if replications < 2 => wording::share_given(kept.value),
        kept => wording::share(kept.as_ref()),
    }
}

fn promise_row(promise: &PromiseResult, replications: u32) -> Vec<Cell> {
    let (sign, ink) = sign(promise.verdict);
    vec![
        cell(format!("  {sign} {}", wording::promise(promise))),
        cell(wording::percent(promise.target)),
        cell(kept(promise, replications)),
        cell(wording::share_alone(promise.periods_met.as_ref())),
        cell(wording::number_alone(promise.missed_per_week.as_ref())),
        inked(verdict_with_ceiling(promise), ink),
    ]
}

/// The verdict, with the best that any staffing could reach where that is below the target.
pub(super) fn verdict_with_ceiling(promise: &PromiseResult) -> String {
    let verdict = wording::verdict(promise.verdict);
    match promise.ceiling {
        Some(ceiling) if ceiling < promise.target => {
            format!("{verdict}; at best {}", wording::share_given(ceiling))
        }
        _ => verdict.into(),
    }
}

fn waiting(demands: &[DemandResult]) -> Grid {
    let mut grid = Grid::new(&[
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
    ])
    .spare(4);
    grid.heading(&[
        "WAITING",
        "half done in",
        "85% in",
        "95% in",
        "share spent waiting",
        "open at end, 90% of runs",
    ]);
    for demand in demands {
        let name = cell(format!("  {}", wording::title_plural(&demand.name)));
        let open = cell(wording::spread(demand.open_at_end.as_ref()));
        if let Some(growth) = growth(demand) {
            grid.across(name, inked(growth, Ink::Bad), open);
        } else {
            let lead = &demand.lead_time;
            grid.row(vec![
                name,
                cell(wording::duration(lead.p50.as_ref())),
                cell(wording::duration(lead.p85.as_ref())),
                cell(wording::duration(lead.p95.as_ref())),
                cell(wording::share_alone(demand.share_waiting.as_ref())),
                open,
            ]);
        }
    }
    grid
}

/// A growing backlog as growth and time: its lead times depend on how long the run is.
pub(super) fn growth(demand: &DemandResult) -> Option<String> {
    let growth = demand.growth_per_week.filter(|_| demand.growing)?;
    let drain = demand.weeks_to_drain.map(|weeks| {
        let weeks = wording::scaled(&weeks, 168.0);
        format!("; {} of work waits at the end", wording::duration(Some(&weeks)))
    });
    Some(format!(
        "grows by {} a week{}",
        wording::number(Some(&growth)),
        drain.unwrap_or_default()
    ))
}

fn people(teams: &[TeamResult]) -> Grid {
    let mut grid = Grid::new(&[
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Left,
        Align::Left,
    ]);
    grid.heading(&["PEOPLE", "on shift", "free hours/week", "busy", "busiest hour", ""]);
    for team in teams {
        let busiest = team.busiest.as_ref().map_or(wording::UNKNOWN.into(), |it| {
            format!("{}  {}", it.hour, wording::share_given(it.utilisation))
        });
        grid.row(vec![
            cell(format!("  {}", wording::title(&team.name))),
            cell(team.people.to_string()),
            cell(wording::number_alone(team.free_per_week.as_ref())),
            cell(wording::share_alone(team.utilisation.as_ref())),
            cell(busiest),
            inked(if team.bottleneck { "← bottleneck" } else { "" }, Ink::Doubtful),
        ]);
    }
    grid
}

pub(super) fn notes(results: &Results, style: &TerminalStyle, told: &[String]) -> String {
    warnings(&results.notes, style, told)
}

/// Warnings first; without those that were told.
pub(super) fn warnings(notes: &[Note], style: &TerminalStyle, told: &[String]) -> String {
    let mut notes: Vec<_> = notes.iter().filter(|note| !told.contains(&note.text)).collect();
    notes.sort_by_key(|note| note.level == NoteLevel::Information);
    let mut out = String::new();
    for note in notes {
        let (word, ink) = match note.level {
            NoteLevel::Warning => ("warning:", Ink::Doubtful),
            NoteLevel::Information => ("note:", Ink::Quiet),
        };
        let text = wrapped(&format!("{word} {}", note.text), style.width, 2);
        out.push_str(&style.paint(word, ink));
        out.push_str(&text[word.len()..]);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {

    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::report::fixture;

    const STYLE: TerminalStyle = TerminalStyle {
        colour: false,
        width: 110,
        unicode: true,
    };

    #[test]
    fn summary_of_an_ordinary_run() {
        let footer = ["Wrote output/northwind/: report.html, 2 csv, 4 svg".to_string()];
        let elapsed = Some(Duration::from_millis(412));
        let beside = Beside {
            footer: &footer,
            elapsed,
            ..Beside::default()
        };
        insta::assert_snapshot!(summary(&fixture::results(), &STYLE, &beside));
    }

    #[test]
    fn summary_of_a_growing_backlog_says_growth_and_time() {
        insta::assert_snapshot!(summary(&fixture::overloaded(), &STYLE, &Beside::default()));
    }

    #[test]
    fn eighty_columns_are_enough() {
        let text = summary(
            &fixture::results(),
            &TerminalStyle { width: 80, ..STYLE },
            &Beside::default(),
        );
        let too_wide: Vec<_> = text.lines().skip(1).filter(|line| line.width() > 80).collect();
        assert!(too_wide.is_empty(), "{too_wide:#?}");
    }

    #[test]
    fn plain_terminals_get_ascii_only() {
        let style = TerminalStyle {
            unicode: false,
            ..STYLE
        };
        let text = summary(&fixture::overloaded(), &style, &Beside::default());
        assert!(text.is_ascii(), "{text}");
        assert!(text.contains("  OK P1 in 4 h"), "{text}");
    }

    #[test]
    fn colour_only_when_asked() {
        let coloured = summary(
            &fixture::results(),
            &TerminalStyle { colour: true, ..STYLE },
            &Beside::default(),
        );
        assert!(coloured.contains("\u{1b}[31mmissed"), "{coloured}");
        assert!(!summary(&fixture::results(), &STYLE, &Beside::default()).contains('\u{1b}'));
    }

    #[test]
    fn warnings_that_were_told_are_not_told_again() {
        let results = fixture::results();
        let told: Vec<String> = results.notes.iter().map(|note| note.text.clone()).collect();
        let beside = Beside {
            told: &told,
            ..Beside::default()
        };
        assert!(!summary(&results, &STYLE, &beside).contains("warning:"));
    }

    #[test]
    fn one_run_has_no_intervals() {
        let mut results = fixture::results();
        (results.about.replications, results.about.replications_planned) = (1, 1);
        results.promises[0].kept = Some(crate::results::Estimate {
            value: 1.0,
            low: Some(0.05),
            high: Some(1.0),
        });
        let text = summary(&results, &STYLE, &Beside::default());
        assert!(!text.contains("95% sure") && !text.contains("at least"), "{text}");
    }

    #[test]
    fn an_empty_scenario_still_reads() {
        let text = summary(&fixture::empty(), &STYLE, &Beside::default());
        assert!(text.contains("none in this scenario"), "{text}");
    }
}
