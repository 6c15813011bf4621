//! Plots as SVG: a title that says the finding, units on the axes, readable in grey and without colour vision.

mod advice;
mod backlog;
mod break_even;
mod busy;
mod canvas;
mod curve;
mod differences;
mod front;
mod heat;
mod morris;
mod next_hour;
mod palette;
mod parts;
mod practices;
mod staffing;
mod survival;
mod tornado;
mod value;
mod variants;

use super::wording;
use crate::results::advice::Advice;
use crate::results::break_even::BreakEvenReport;
use crate::results::staffing::Staffing;
use crate::results::{Comparison, Results, Sensitivity, Sweep};

/// A plot ready to be written or put into a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// File name with its ending: `lead-times.svg`.
    pub file_name: String,
    /// The finding.
    pub title: String,
    /// The picture, with a light ground of its own.
    pub svg: String,
    /// What the picture shows, for a reader who cannot see it.
    pub text_alternative: String,
}

/// The plots of a run, in the order in which a reader wants them; those without anything to show are left out.
pub fn plots(results: &Results) -> Vec<Plot> {
    // Where all of it piles up, every lead time depends on how long the run is.
    let steady = results.demands.iter().any(|demand| !demand.growing);
    [
        survival::plot(results).filter(|_| steady),
        backlog::plot(results),
        busy::plot(results),
        parts::plot(results).filter(|_| steady),
        practices::plot(results),
        value::plot(results),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The plots that only a comparison has.
pub fn comparison_plots(comparison: &Comparison) -> Vec<Plot> {
    [differences::plot(comparison), variants::plot(comparison)]
        .into_iter()
        .flatten()
        .collect()
}

/// One for each break-even.
pub fn break_even_plots(report: &BreakEvenReport) -> Vec<Plot> {
    let plots = report.break_evens.iter().enumerate();
    plots.map(|(number, of)| break_even::plot(of, number + 1)).collect()
}

/// The plots of advice: levers by what they do first, then the next hour.
pub fn advice_plots(advice: &Advice) -> Vec<Plot> {
    [advice::plot(advice), next_hour::plot(advice)]
        .into_iter()
        .flatten()
        .collect()
}

/// The plots that only a search for a roster has.
pub fn staffing_plots(found: &Staffing) -> Vec<Plot> {
    staffing::plot(found).into_iter().collect()
}

/// The plots of a sweep: curves along one axis, maps over two or three, and the front.
pub fn sweep_plots(sweep: &Sweep) -> Vec<Plot> {
    let along = match sweep.axes.len() {
        1 => curve::plots(sweep),
        _ => heat::plots(sweep),
    };
    along.into_iter().chain(front::plot(sweep)).collect()
}

/// The plots of a sensitivity.
pub fn sensitivity_plots(found: &Sensitivity) -> Vec<Plot> {
    [tornado::plot(found), morris::plot(found)]
        .into_iter()
        .flatten()
        .collect()
}

/// The unit in which people read figures of a unit up to some size: how many of it are one of the results', and its name.
fn readable(unit: &str, most: f64) -> (f64, &'static str) {
    match unit {
        "share" => (100.0, ""),
        "hours" if most >= 3.0 * 168.0 => (1.0 / 168.0, "weeks"),
        "hours" if most >= 48.0 => (1.0 / 24.0, "days"),
        "hours" if most >= 1.0 => (1.0, "hours"),
        "hours" => (60.0, "minutes"),
        "items" => (1.0, "items"),
        "currency" => (1.0, "a week"),
        _ => (1.0, ""),
    }
}

/// Round ticks from below `least` to above `most`: from nothing, unless what is shown is far from it.
fn ticks(least: f64, most: f64, is_share: bool) -> Vec<f64> {
    let range = most - least;
    if least <= 0.0 || range > 0.4 * most || range <= 0.0 {
        let mut ticks = canvas::round_ticks(most, 5.0);
        // No share is above all.
        ticks.retain(|tick| !is_share || *tick <= 100.0 + 1e-9);
        return ticks;
    }
    let step = canvas::round_ticks(range, 4.0)[1];
    let first = (least / step).floor();
    let last = (most / step - 1e-9).ceil();
    (0..=(last - first) as u32)
        .map(|number| (first + f64::from(number)) * step)
        .filter(|tick| !is_share || *tick <= 100.0 + 1e-9)
        .collect()
}

/// A number on an axis: thousands abbreviated, decimals where there are any.
fn canvas_number(value: f64) -> String {
    if value.abs() >= 10_000.0 {
        let thousands = value / 1000.0;
        format!(
            "{}k",
            wording::rounded(thousands, if thousands.fract().abs() > 1e-9 { -1 } else { 0 })
        )
    } else {
        wording::plain((value * 1e6).round() / 1e6)
    }
}

/// Words as a part of a file's name: `P1 kept` → `p1-kept`.
fn slug(words: &str) -> String {
    let parts = words.split(|letter: char| !letter.is_alphanumeric());
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).map(str::to_lowercase).collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn where_all_piles_up_growth_is_drawn_and_no_lead_times() {
        let mut results = fixture::overloaded();
        results.demands.iter_mut().for_each(|demand| demand.growing = true);
        let names: Vec<_> = plots(&results).into_iter().map(|plot| plot.file_name).collect();
        assert_eq!(names, ["backlog.svg", "busy-people.svg", "practices.svg"]);
    }

    #[test]
    fn every_plot_is_a_whole_picture_with_words() {
        for results in [fixture::results(), fixture::overloaded()] {
            let plots = plots(&results);
            let names: Vec<_> = plots.iter().map(|plot| plot.file_name.as_str()).collect();
            assert_eq!(
                names,
                [
                    "lead-times.svg",
                    "backlog.svg",
                    "busy-people.svg",
                    "where-time-goes.svg",
                    "practices.svg"
                ]
            );
            for plot in plots {
                assert!(
                    plot.svg.starts_with("<svg") && plot.svg.trim_end().ends_with("</svg>"),
                    "{}",
                    plot.file_name
                );
                assert!(
                    !plot.title.is_empty() && !plot.text_alternative.is_empty(),
                    "{}",
                    plot.file_name
                );
                assert!(
                    !plot.svg.contains("NaN") && !plot.svg.contains("inf"),
                    "{}",
                    plot.file_name
                );
                assert!(
                    plot.svg.len() < 400_000,
                    "{} has {} bytes",
                    plot.file_name,
                    plot.svg.len()
                );
            }
        }
    }

    #[test]
    fn practices_are_shaded_and_value_is_added_up() {
        let mut results = fixture::results();
        results.opportunities = vec![fixture::opportunity("project")];
        let titles: Vec<String> = plots(&results).into_iter().skip(4).map(|plot| plot.title).collect();
        assert_eq!(
            titles,
            [
                "Incident management in “deliver & support” takes most: 54% of all hours of work",
                "Half of the value of projects has come by the end of the week of 2027-01-18"
            ]
        );
        // Nothing has come: nothing is drawn.
        results.opportunities[0]
            .by_week
            .iter_mut()
            .for_each(|week| week.value = None);
        assert_eq!(plots(&results).len(), 5);
        // One practice is a list.
        results.practices.truncate(1);
        assert_eq!(plots(&results).len(), 4);
    }

    #[test]
    fn nothing_to_show_means_no_plot() {
        assert_eq!(plots(&fixture::empty()), vec![]);
    }

    #[test]
    fn names_are_escaped() {
        let mut results = fixture::results();
        results.teams[0].name = "<script>".into();
        results.demands[0].name = "a & b".into();
        for plot in plots(&results) {
            assert!(
                !plot.svg.contains("<script>") && !plot.svg.contains("a & b"),
                "{}",
                plot.file_name
            );
        }
    }
}
