//! The files of an output folder, from results.

use super::folder::{Content, MANIFEST, Page};
use crate::report::manifest::Manifest;
use crate::report::plots::{self, Plot};
use crate::report::{html, json, staffing, tables};
use crate::results::advice::Advice;
use crate::results::break_even::BreakEvenReport;
use crate::results::staffing::Staffing;
use crate::results::{Comparison, Results, Sensitivity, Sweep};

/// The files of a run, with those of single items.
pub fn of_run<'a>(results: &Results, manifest: Manifest, items: Vec<Page<'a>>) -> Vec<Page<'a>> {
    let name = results.about.variant.as_deref().unwrap_or(TODAY);
    let named = [(name, results)];
    let mut pages: Vec<Page<'a>> = vec![
        page("report.html", html::report(results)),
        page("kpis.csv", tables::kpis_csv(&named)),
        page("series.csv", tables::series_csv(&named)),
        page("results.json", json::results_json(results)),
    ];
    pages.extend(items);
    pages.extend(plots::plots(results).into_iter().map(plot));
    with_manifest(pages, manifest)
}

/// The files of a comparison.
pub fn of_comparison(comparison: &Comparison, manifest: Manifest) -> Vec<Page<'static>> {
    let mut named = vec![(TODAY, &comparison.base)];
    named.extend(comparison.variants.iter().map(|it| (it.name.as_str(), &it.results)));
    let mut pages = vec![
        page("report.html", html::comparison_report(comparison)),
        page("kpis.csv", tables::kpis_csv(&named)),
        page("differences.csv", tables::differences_csv(comparison)),
        page("comparison.json", json::comparison_json(comparison)),
    ];
    let plots = plots::comparison_plots(comparison)
        .into_iter()
        .chain(plots::plots(&comparison.base));
    pages.extend(plots.map(plot));
    with_manifest(pages, manifest)
}

/// The files of advice.
pub fn of_advice(advice: &Advice, manifest: Manifest) -> Vec<Page<'static>> {
    let mut pages = vec![
        page("report.html", html::advice_report(advice)),
        page("levers.csv", tables::levers_csv(advice)),
        page("advice.json", json::advice_json(advice)),
    ];
    if advice.next_hour.is_some() {
        pages.push(page("next-hour.csv", tables::next_hour_csv(advice)));
    }
    pages.extend(plots::advice_plots(advice).into_iter().map(plot));
    with_manifest(pages, manifest)
}

/// The files of break-evens.
pub fn of_break_evens(report: &BreakEvenReport, manifest: Manifest) -> Vec<Page<'static>> {
    let mut pages = vec![
        page("report.html", html::break_even_report(report)),
        page("break-even.csv", tables::break_even_csv(report)),
        page("break-even.json", json::break_even_json(report)),
    ];
    pages.extend(plots::break_even_plots(report).into_iter().map(plot));
    with_manifest(pages, manifest)
}

/// The files of a search for the cheapest roster; with the roster in full.
pub fn of_staffing(found: &Staffing, roster: &Results, manifest: Manifest) -> Vec<Page<'static>> {
    let mut pages = vec![
        page("report.html", html::staffing_report(found, roster)),
        page("candidates.csv", staffing::candidates_csv(found)),
        page("kpis.csv", tables::kpis_csv(&[(ROSTER, roster)])),
        page("staffing.json", json::staffing_json(found)),
    ];
    let plots = plots::staffing_plots(found).into_iter().chain(plots::plots(roster));
    pages.extend(plots.map(plot));
    with_manifest(pages, manifest)
}

/// What tables call the roster that was found.
const ROSTER: &str = "roster";

/// The files of a sweep.
pub fn of_sweep(sweep: &Sweep, manifest: Manifest) -> Vec<Page<'static>> {
    let mut pages = vec![
        page("report.html", html::sweep_report(sweep)),
        page("sweep.csv", tables::sweep_csv(sweep)),
        page("sweep.json", json::sweep_json(sweep)),
    ];
    pages.extend(plots::sweep_plots(sweep).into_iter().map(plot));
    with_manifest(pages, manifest)
}

/// The files of a sensitivity.
pub fn of_sensitivity(found: &Sensitivity, manifest: Manifest) -> Vec<Page<'static>> {
    let mut pages = vec![
        page("report.html", html::sensitivity_report(found)),
        page("sensitivity.csv", tables::effects_csv(found)),
        page("ends.csv", tables::ends_csv(found)),
        page("risks.csv", tables::risks_csv(found)),
        page("sensitivity.json", json::sensitivity_json(found)),
    ];
    pages.extend(plots::sensitivity_plots(found).into_iter().map(plot));
    with_manifest(pages, manifest)
}

/// What was written, for a last line: `report.html, 2 csv, 4 svg`.
pub fn in_words(pages: &[Page<'_>]) -> String {
    let count = |ending: &str| pages.iter().filter(|page| page.path.ends_with(ending)).count();
    let mut words = vec!["report.html".to_owned()];
    for (ending, word) in [(".csv", "csv"), (".xes", "xes"), (".svg", "svg")] {
        if count(ending) > 0 {
            words.push(format!("{} {word}", count(ending)));
        }
    }
    words.join(", ")
}

/// What tables call the scenario as it stands.
const TODAY: &str = "today";

fn with_manifest(mut pages: Vec<Page<'_>>, mut manifest: Manifest) -> Vec<Page<'_>> {
    manifest.files = pages.iter().map(|page| page.path.clone()).collect();
    pages.push(page(MANIFEST, manifest.json()));
    pages
}

fn page<'a>(path: &str, content: impl Into<Vec<u8>>) -> Page<'a> {
    Page {
        path: path.to_owned(),
        content: Content::Bytes(content.into()),
    }
}

fn plot<'a>(plot: Plot) -> Page<'a> {
    page(&format!("plots/{}", plot.file_name), plot.svg)
}
