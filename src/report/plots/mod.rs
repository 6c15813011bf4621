//! Plots as SVG: a title that says the finding, units on the axes, readable in grey and without colour vision.

mod backlog;
mod busy;
mod canvas;
mod differences;
mod palette;
mod parts;
mod practices;
mod staffing;
mod survival;
mod value;

use crate::results::staffing::Staffing;
use crate::results::{Comparison, Results};

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
    differences::plot(comparison).into_iter().collect()
}

/// The plots that only a search for a roster has.
pub fn staffing_plots(found: &Staffing) -> Vec<Plot> {
    staffing::plot(found).into_iter().collect()
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
