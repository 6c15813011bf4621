//! One page a manager can read: the verdict in words, then the tables and plots behind it. Self-contained, without scripts.

mod analysis;
mod causes;
mod channels;
mod opportunities;
mod practices;
mod register;
mod sections;
mod supply;
mod varied;

use askama::Template;
pub use varied::{sensitivity_report, sweep_report};

use super::{comparison, finding, plots, terminal, wording};
use crate::results::{About, Comparison, Difference, Judgement, NoteLevel, Results, VariantComparison, Verdict};

/// A cell of a table.
struct Cell {
    text: String,
    class: &'static str,
}

/// A table; the first cell of each row is its heading.
struct Table {
    caption: String,
    titles: Vec<String>,
    rows: Vec<Vec<Cell>>,
    words_column: Option<usize>,
}

impl Table {
    fn new(caption: &str, titles: &[&str], rows: Vec<Vec<Cell>>) -> Table {
        let titles = titles.iter().map(|title| title.to_string()).collect();
        Table {
            caption: caption.into(),
            titles,
            rows,
            words_column: None,
        }
    }

    /// Whether a column holds words; the template passes places by reference.
    fn has_words(&self, column: &usize) -> bool {
        self.words_column == Some(*column)
    }

    /// Says that a column holds words and not numbers.
    fn words_in(self, column: usize) -> Table {
        Table {
            words_column: Some(column),
            ..self
        }
    }
}

fn cell(text: impl Into<String>) -> Cell {
    Cell {
        text: text.into(),
        class: "",
    }
}

/// A picture with its words.
struct Picture {
    svg: String,
    words: String,
}

/// A part of the page under a heading.
struct Section {
    title: String,
    plots: Vec<Picture>,
    tables: Vec<Table>,
    texts: Vec<String>,
}

impl Section {
    fn is_empty(&self) -> bool {
        self.plots.is_empty() && self.texts.is_empty() && self.tables.iter().all(|table| table.rows.is_empty())
    }
}

struct NoteLine {
    is_warning: bool,
    text: String,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    heading: String,
    facts: String,
    mood: &'static str,
    verdict: Vec<String>,
    sections: Vec<Section>,
    notes: Vec<NoteLine>,
    about: Vec<(&'static str, String)>,
    confidence: String,
    period: String,
    slight: Option<String>,
}

impl Page {
    fn text(&self) -> String {
        self.render().expect("a page of finished text is written to memory")
    }
}

/// `report.html` of one run.
pub fn report(results: &Results) -> String {
    let mut sections = sections::of(results);
    sections.retain(|section| !section.is_empty());
    Page {
        verdict: finding::verdict(results),
        sections,
        ..frame(results)
    }
    .text()
}

/// `report.html` of a comparison: variants against today first, then today in full.
pub fn comparison_report(comparison: &Comparison) -> String {
    let base = &comparison.base;
    let pictures: Vec<Picture> = plots::comparison_plots(comparison).into_iter().map(picture).collect();
    let mut sections = vec![Section {
        title: "What the variants change".into(),
        plots: pictures,
        tables: Vec::new(),
        texts: Vec::new(),
    }];
    sections.extend(comparison.variants.iter().map(|variant| variant_section(variant, base)));
    sections.extend(sections::of(base).into_iter().map(|section| Section {
        title: format!("Today: {}", section.title),
        ..section
    }));
    sections.retain(|section| !section.is_empty());
    let mut verdict: Vec<String> = comparison
        .variants
        .iter()
        .map(|variant| comparison::sentence(variant, base))
        .collect();
    verdict.extend(
        finding::verdict(base)
            .into_iter()
            .next()
            .map(|sentence| format!("Today: {sentence}")),
    );
    Page {
        verdict,
        sections,
        mood: "",
        slight: Some(comparison::slight_words()),
        ..frame(base)
    }
    .text()
}

fn frame(results: &Results) -> Page {
    Page {
        heading: terminal::heading(&results.about),
        facts: terminal::run_facts(&results.about).join(" · "),
        mood: mood(results),
        verdict: Vec::new(),
        sections: Vec::new(),
        notes: notes(results),
        about: about(&results.about),
        confidence: wording::percent(results.about.confidence),
        period: terminal::period_word(results).into(),
        slight: None,
    }
}

/// The colour beside the verdict: that of the worst promise.
fn mood(results: &Results) -> &'static str {
    let any = |verdict| results.promises.iter().any(|promise| promise.verdict == verdict);
    if any(Verdict::Missed) {
        "missed"
    } else if any(Verdict::TooClose) {
        "close"
    } else if any(Verdict::Kept) {
        "kept"
    } else {
        ""
    }
}

fn notes(results: &Results) -> Vec<NoteLine> {
    let mut notes: Vec<_> = results.notes.iter().collect();
    notes.sort_by_key(|note| note.level == NoteLevel::Information);
    let line = |note: &&crate::results::Note| NoteLine {
        is_warning: note.level == NoteLevel::Warning,
        text: note.text.clone(),
    };
    notes.iter().map(line).collect()
}

fn about(about: &About) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("Scenario", about.scenario.clone()),
        ("Simulated from", about.start.clone()),
        (
            "Counted",
            format!("{} to {} ({})", about.counted_from, about.counted_to, about.timezone),
        ),
        (
            "Runs",
            format!("{} of {} asked for", about.replications, about.replications_planned),
        ),
        ("Seed", about.seed.to_string()),
        ("flowcast", about.version.clone()),
    ];
    facts.extend(about.variant.iter().map(|variant| ("Variant", variant.clone())));
    facts.extend(
        about
            .policy
            .iter()
            .map(|policy| ("Approval policy", wording::name(policy))),
    );
    if !about.overrides.is_empty() {
        facts.push(("Changed for this run", about.overrides.join(", ")));
    }
    facts
}

fn variant_section(variant: &VariantComparison, base: &Results) -> Section {
    let runs = variant.results.about.replications;
    let mut rows = Vec::new();
    for (name, of) in comparison::by_subject(&comparison::shown(variant, base), base) {
        let alone = of.len() == 1;
        if !alone {
            rows.push(vec![cell(name)]);
        }
        rows.extend(of.into_iter().map(|difference| {
            let name = if alone {
                cell(comparison::figure_words(difference, base))
            } else {
                Cell {
                    text: comparison::measure(difference, base),
                    class: "part",
                }
            };
            let (today, then) = comparison::from_to(difference, base);
            vec![
                name,
                cell(today),
                cell(then),
                cell(comparison::change(difference)),
                Cell {
                    text: comparison::judgement(difference, runs),
                    class: judgement_class(difference),
                },
            ]
        }));
    }
    let sure = format!("difference ({} sure)", wording::percent(base.about.confidence));
    let titles = ["", "today", "variant", &sure, ""];
    let table = Table::new("", &titles, rows).words_in(4);
    Section {
        title: wording::title(&variant.name),
        plots: Vec::new(),
        tables: vec![table],
        texts: comparison::pairing(variant, base).into_iter().collect(),
    }
}

fn judgement_class(difference: &Difference) -> &'static str {
    match difference.judgement {
        Judgement::Better if comparison::matters(difference) => "words good",
        Judgement::Worse if comparison::matters(difference) => "words bad",
        _ => "words",
    }
}

fn picture(plot: plots::Plot) -> Picture {
    let title = plot
        .title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;");
    // The plots carry their own ground, so that they stay readable in dark mode.
    let svg = plot
        .svg
        .replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{title}\" "), 1);
    Picture {
        svg,
        words: plot.text_alternative,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_report_has_its_parts_in_order() {
        let page = report(&fixture::results());
        let parts = [
            "<section class=\"verdict missed\"",
            "Of 4 promises, 2 are kept, 1 is missed and 1 is too close to call.",
            "<h2>Promises</h2>",
            "<h2>Where the waiting is</h2>",
            "<h2>People</h2>",
            "<h2>What the work is for</h2>",
            "<h2>Practices</h2>",
            "<h2>Approvals</h2>",
            "<h2>Things to know</h2>",
            "<h2>What this is</h2>",
            "</html>",
        ];
        let places: Vec<_> = parts
            .iter()
            .map(|part| page.find(part).unwrap_or_else(|| panic!("{part} is missing")))
            .collect();
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!(page.matches("<svg role=\"img\"").count(), 5);
        assert_eq!(page.matches("<summary>In words</summary>").count(), 5);
    }

    #[test]
    fn a_report_needs_nothing_from_outside() {
        for page in [report(&fixture::results()), comparison_report(&fixture::comparison())] {
            assert!(page.len() < 2_000_000, "{} bytes", page.len());
            let links = page.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
            assert!(!links.contains("http") && !page.contains("<script") && !page.contains("src="));
        }
    }

    #[test]
    fn names_from_the_scenario_are_escaped() {
        let mut results = fixture::results();
        let evil = "<img src=x onerror=alert(1)>\"&";
        results.about.title = evil.into();
        results.demands[0].name = evil.into();
        results.teams[0].name = evil.into();
        results.promises[0].name = evil.into();
        results.promises[0].words = evil.into();
        results.routes[0].name = evil.into();
        results.notes[0].text = evil.into();
        let page = report(&results);
        assert!(!page.to_lowercase().contains("<img"));
        let mut compared = fixture::comparison();
        compared.variants[0].name = evil.into();
        assert!(!comparison_report(&compared).to_lowercase().contains("<img"));
    }

    #[test]
    fn practices_are_a_table_of_shades_with_numbers_and_a_finding() {
        let mut results = fixture::results();
        results.opportunities = vec![fixture::opportunity("project")];
        let page = report(&results);
        assert!(
            page.contains(
                "<caption>Incident management in “deliver &#38; support” takes most: 54% of all hours of work."
            )
        );
        let cells: Vec<&str> = page.split("<td class=\"heat").skip(1).map(|cell| &cell[..8]).collect();
        assert_eq!(cells, ["2\">21.0<", "5\">190</", "4\">88</t", "3\">52.0<"]);
        assert!(page.contains("Items wait most for incident management in “deliver &#38; support”: 570 hours a week."));
        assert!(page.contains("<h2>Opportunities</h2>") && page.contains("first value after"));
    }

    #[test]
    fn unknown_sections_are_left_out() {
        let page = report(&fixture::empty());
        assert!(page.contains("This scenario makes no promise.") && !page.contains("<h2>People</h2>"));
    }

    #[test]
    fn a_comparison_says_what_each_variant_buys() {
        let page = comparison_report(&fixture::comparison());
        assert!(
            page.contains("Two more on platform: No promise changes its verdict. It costs more: 36,000 a week"),
            "{page}"
        );
        assert!(page.contains("<h2>No board</h2>") && page.contains("no clear difference"));
        assert!(page.contains("+8.9 ± 1.1 points") && page.contains("below 1 percentage point of a share"));
    }
}
