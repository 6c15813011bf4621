//! How the figures were made, and what theory says of them: for those who check the model.

use super::{Cell, Section, Table, cell};
use crate::report::wording;
use crate::results::{Agreement, AimResult, Analysis, Estimate, Results, Standing, Twin};

/// The section; empty where there is nothing to say.
pub(super) fn section(results: &Results) -> Section {
    let analysis = &results.analysis;
    Section {
        title: "For the analyst".into(),
        plots: Vec::new(),
        tables: vec![run_length(analysis), theory(results), left_out(results)]
            .into_iter()
            .filter(|table| !table.rows.is_empty())
            .collect(),
        texts: texts(analysis),
    }
}

fn texts(analysis: &Analysis) -> Vec<String> {
    let warm_up = analysis.warm_up.iter().map(|warm_up| {
        let hours = wording::span(warm_up.hours);
        let from = if warm_up.automatic {
            "found by pilot runs"
        } else {
            "as given"
        };
        let length = if warm_up.hours > 0.0 {
            format!("{hours}, {from}")
        } else {
            "none".to_owned()
        };
        format!("Warm-up: {length}; {}.", warm_up.words)
    });
    let run_length = analysis.run_length.iter().map(|length| {
        let (runs, at_most) = (length.replications, length.at_most);
        let end = match (length.reached, length.interrupted) {
            (true, _) => "the precision was reached",
            (false, true) => "it was interrupted",
            (false, false) => "no more were allowed, and the precision was not reached",
        };
        format!(
            "Number of runs: {runs} of at most {at_most}, because {end}; the figures were looked at {} times, the first time \
             after 30 runs. Intervals at a stop that the figures chose hold a little less often than they say.",
            length.looks
        )
    });
    let overload = analysis
        .overload
        .iter()
        .map(|one| format!("{}.", wording::title(&one.words)));
    warm_up.chain(run_length).chain(overload).collect()
}

fn run_length(analysis: &Analysis) -> Table {
    let titles = [
        "figure that decided the number of runs",
        "estimate",
        "half width",
        "asked for",
        "",
    ];
    let aims = analysis.run_length.iter().flat_map(|length| &length.aims);
    Table::new("", &titles, aims.map(aim_row).collect()).words_in(4)
}

fn aim_row(aim: &AimResult) -> Vec<Cell> {
    let half_width = aim.estimate.and_then(|estimate| estimate.half_width());
    let number = |value: Option<f64>| value.map_or(wording::UNKNOWN.to_owned(), significant);
    vec![
        cell(aim.name.clone()),
        cell(number(aim.estimate.map(|estimate| estimate.value))),
        cell(number(half_width)),
        cell(number(aim.half_width_wanted)),
        words(if aim.reached { "reached" } else { "not reached" }),
    ]
}

fn theory(results: &Results) -> Table {
    let titles = ["law", "of", "what", "it is here", "theory", "the runs", "interval", ""];
    let caption = "Closed forms beside the runs, where what they assume holds. An exact one outside the interval is a \
                   warning; an approximation is only shown. Times are in hours.";
    let twins = results.analysis.theory.iter();
    let rows = twins.filter(|twin| twin.agreement != Agreement::DoesNotApply);
    Table::new(caption, &titles, rows.map(twin_row).collect()).words_in(7)
}

fn twin_row(twin: &Twin) -> Vec<Cell> {
    let standing = match twin.standing {
        Standing::Exact => "exact",
        Standing::Approximation => "an approximation",
        Standing::UpperBound => "at most",
    };
    let (agreement, class) = match twin.agreement {
        Agreement::Agrees => ("agrees", "words good"),
        Agreement::Disagrees => ("disagrees", "words bad"),
        Agreement::Shown | Agreement::DoesNotApply => ("", "words"),
    };
    let number = |value: Option<f64>| value.map_or(wording::UNKNOWN.to_owned(), significant);
    vec![
        cell(twin.law.clone()),
        words(&twin.of),
        words(&twin.quantity),
        words(standing),
        cell(number(twin.theory)),
        cell(number(twin.simulated.map(|estimate| estimate.value))),
        cell(twin.simulated.map_or(wording::UNKNOWN.to_owned(), interval)),
        Cell {
            text: agreement.into(),
            class,
        },
    ]
}

fn interval(estimate: Estimate) -> String {
    match (estimate.low, estimate.high) {
        (Some(low), Some(high)) => format!("{} to {}", significant(low), significant(high)),
        _ => wording::UNKNOWN.to_owned(),
    }
}

fn left_out(results: &Results) -> Table {
    let rows = results.analysis.theory.iter();
    let rows = rows
        .filter(|twin| twin.agreement == Agreement::DoesNotApply)
        .map(|twin| {
            let missing = twin.assumptions.iter().filter(|assumption| !assumption.holds);
            let missing: Vec<String> = missing.map(|assumption| assumption.words.clone()).collect();
            vec![cell(twin.law.clone()), words(&twin.of), words(&missing.join("; "))]
        });
    let titles = ["law that does not apply", "of", "what it assumes and does not hold"];
    Table::new("", &titles, rows.collect()).words_in(2)
}

fn words(text: &str) -> Cell {
    Cell {
        text: text.into(),
        class: "words",
    }
}

/// Four significant digits.
fn significant(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let before = value.abs().log10().floor() as i32 + 1;
    let digits = usize::try_from(4 - before).unwrap_or(0).min(8);
    format!("{value:.digits$}")
}

#[cfg(test)]
mod tests {
    use super::significant;

    #[test]
    fn four_digits_tell_enough() {
        let told: Vec<String> = [1.285_71, 0.058_454_3, 252.479, 12_345.6, 0.0].map(significant).into();
        assert_eq!(told, ["1.286", "0.05845", "252.5", "12346", "0"]);
    }
}
