//! Intervals cover what is known: with few seeds here, with a thousand in `benches/coverage.rs`, whose record the documents quote.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::coverage::{QUEUES, coverage};

/// Means, shares, percentiles and their paired differences in the first queue, 60 seeds: within four deviations of the binomial around
/// what a thousand seeds came to, and all but shares near 1 around the nominal level, too.
#[test]
fn intervals_cover_as_often_as_they_say() {
    let record = record();
    let rows = coverage(&QUEUES[..1], 60, 2);
    let kinds: Vec<&str> = rows.iter().map(|row| row.kind).collect();
    for kind in [
        "mean",
        "share",
        "percentile",
        "paired mean",
        "paired share",
        "paired percentile",
    ] {
        assert!(kinds.contains(&kind), "{kind} is not there");
    }
    for row in rows {
        let [covered, _] = &record[&format!("{}; {}; {}", row.queue, row.kind, row.figure)];
        let recorded: f64 = covered.trim_end_matches(" %").parse::<f64>().expect("a share") / 100.0;
        let band_of = |share: f64| 4.0 * (share * (1.0 - share) / f64::from(row.experiments)).sqrt();
        assert!(
            (row.share() - recorded).abs() <= band_of(recorded),
            "{row:?} against {recorded}"
        );
        if !row.figure.contains("ever") {
            assert!((row.share() - 0.95).abs() <= band_of(0.95), "{row:?}");
        }
        assert!(
            row.half_width > 0.0 && row.half_width < 0.5 * row.truth.abs().max(0.01),
            "{row:?}"
        );
    }
}

/// The rows of the newest record: what is covered, and the half width, by queue, kind and figure.
fn record() -> BTreeMap<String, [String; 2]> {
    let mut records: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/runs"))
        .expect("there are records")
        .map(|entry| entry.expect("an entry").path())
        .filter_map(|path| Some((path.clone(), fs::read_to_string(path).ok()?)))
        .filter(|(_, text)| text.contains("coverage, rustc"))
        .collect();
    records.sort();
    let (_, text) = records.last().expect("coverage was recorded");
    let (_, run) = text.rsplit_once("coverage, rustc").expect("it is there");
    assert!(run.contains("experiments 1000"), "a thousand seeds");
    let rows = run.lines().take_while(|line| !line.is_empty()).filter_map(|line| {
        let cells: Vec<&str> = line.split("; ").collect();
        let [queue, kind, figure, _, covered, half] = cells[..] else {
            return None;
        };
        Some((
            format!("{queue}; {kind}; {figure}"),
            [covered.to_owned(), half.to_owned()],
        ))
    });
    rows.collect()
}

/// The table in docs/statistics.md is that of the newest record.
#[test]
fn the_documents_quote_the_record() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/statistics.md");
    let page = fs::read_to_string(page).expect("the page is there");
    let rows = record();
    assert!(rows.len() > 30, "{} rows", rows.len());
    for (name, [covered, half]) in rows {
        let [queue, kind, figure] = name.split("; ").collect::<Vec<_>>()[..] else {
            panic!("{name}")
        };
        // No interval, no coverage.
        let told = match half.as_str() {
            "0.000000" => "none given".to_owned(),
            _ => format!("{covered} | {half}"),
        };
        let row = format!("| {queue} | {kind} | {figure} | {told} |");
        assert!(page.contains(&row), "docs/statistics.md does not say: {row}");
    }
}
