//! Tidy tables: one row a figure, one row a point of a series. Nothing is rounded; unknown is empty. Names are as in the
//! scenario, but for one guard: see [`guarded`].

use std::borrow::Cow;

use csv::Writer;

use crate::results::{BacklogDay, Comparison, Estimate, Judgement, Results};

/// A table under construction, in memory.
pub(super) struct Table(Writer<Vec<u8>>);

impl Table {
    pub(super) fn new(columns: &[&str]) -> Table {
        let mut table = Table(Writer::from_writer(Vec::new()));
        table.row(columns);
        table
    }

    pub(super) fn row(&mut self, cells: &[&str]) {
        self.0
            .write_record(cells)
            .expect("rows of one length are written to memory");
    }

    pub(super) fn bytes(self) -> Vec<u8> {
        self.0.into_inner().expect("memory takes every write")
    }
}

pub(super) fn digits(number: Option<f64>) -> String {
    number
        .filter(|number| number.is_finite())
        .map_or(String::new(), |number| number.to_string())
}

/// A name from the scenario that no spreadsheet runs as a formula: where it begins with `=`, `+`, `-`, `@`, a tab or a line
/// break, an apostrophe comes before it (as OWASP advises against CSV injection). All other names are unchanged.
pub(super) fn guarded(name: &str) -> Cow<'_, str> {
    if name.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{name}"))
    } else {
        Cow::Borrowed(name)
    }
}

fn interval(estimate: Option<&Estimate>) -> [String; 3] {
    [
        digits(estimate.map(|it| it.value)),
        digits(estimate.and_then(|it| it.low)),
        digits(estimate.and_then(|it| it.high)),
    ]
}

/// `kpis.csv`: every figure of every variant. Times are in hours. Variants are named by the caller.
pub fn kpis_csv(variants: &[(&str, &Results)]) -> Vec<u8> {
    let columns = [
        "variant",
        "measure",
        "by",
        "name",
        "statistic",
        "unit",
        "estimate",
        "low",
        "high",
        "replications",
    ];
    let mut table = Table::new(&columns);
    for (variant, results) in variants {
        let variant = guarded(variant);
        let replications = results.about.replications.to_string();
        for figure in &results.figures {
            let [value, low, high] = interval(figure.estimate.as_ref());
            table.row(&[
                &variant,
                &figure.measure,
                &figure.by,
                &guarded(&figure.name),
                &figure.statistic,
                &figure.unit,
                &value,
                &low,
                &high,
                &replications,
            ]);
        }
    }
    table.bytes()
}

/// `series.csv`: `variant,series,name,x,x_unit,statistic,value`. Series are `backlog` (x in local time,
/// `2027-02-01T00:00`, so that every row has a key of its own even where a clock change puts the end of a run an hour from
/// midnight), `backlog age` (the same x, value in hours), `open faults` (the same x), `people by hour of week` (x from 0,
/// Monday 00:00, to 167), `lead time survival` (x in hours) and `value delivered` (x is the day on which a week of the counted
/// window begins).
pub fn series_csv(variants: &[(&str, &Results)]) -> Vec<u8> {
    let mut table = Table::new(&["variant", "series", "name", "x", "x_unit", "statistic", "value"]);
    for (variant, results) in variants {
        let variant = guarded(variant);
        backlog_rows(&mut table, &variant, results);
        fault_rows(&mut table, &variant, results);
        people_rows(&mut table, &variant, results);
        survival_rows(&mut table, &variant, results);
        value_rows(&mut table, &variant, results);
    }
    table.bytes()
}

fn backlog_rows(table: &mut Table, variant: &str, results: &Results) {
    for series in &results.backlog {
        for day in &series.days {
            for (name, statistic, value) in day_values(day) {
                table.row(&[
                    variant,
                    name,
                    &guarded(&series.name),
                    &day.at,
                    "local time",
                    statistic,
                    &digits(value),
                ]);
            }
        }
    }
}

fn day_values(day: &BacklogDay) -> [(&'static str, &'static str, Option<f64>); 8] {
    [
        ("backlog", "mean", Some(day.mean)),
        ("backlog", "p5", Some(day.p5)),
        ("backlog", "p50", Some(day.p50)),
        ("backlog", "p95", Some(day.p95)),
        ("backlog age", "p50", day.age_p50),
        ("backlog age", "p85", day.age_p85),
        ("backlog age", "p95", day.age_p95),
        ("backlog age", "oldest", day.oldest),
    ]
}

fn fault_rows(table: &mut Table, variant: &str, results: &Results) {
    for fault in &results.faults {
        for day in &fault.days {
            for (statistic, value) in [("mean", day.mean), ("p5", day.p5), ("p50", day.p50), ("p95", day.p95)] {
                table.row(&[
                    variant,
                    "open faults",
                    &guarded(&fault.name),
                    &day.at,
                    "local time",
                    statistic,
                    &digits(Some(value)),
                ]);
            }
        }
    }
}

fn people_rows(table: &mut Table, variant: &str, results: &Results) {
    for team in &results.teams {
        for (statistic, hours) in [("busy", &team.busy_by_hour), ("present", &team.present_by_hour)] {
            for (hour, people) in hours.iter().enumerate() {
                let (hour, people) = (hour.to_string(), digits(Some(*people)));
                table.row(&[
                    variant,
                    "people by hour of week",
                    &guarded(&team.name),
                    &hour,
                    "hour of week",
                    statistic,
                    &people,
                ]);
            }
        }
    }
}

fn survival_rows(table: &mut Table, variant: &str, results: &Results) {
    for demand in &results.demands {
        for (hours, share) in &demand.survival {
            let (hours, share) = (digits(Some(*hours)), digits(Some(*share)));
            table.row(&[
                variant,
                "lead time survival",
                &guarded(&demand.name),
                &hours,
                "hours",
                "share still open",
                &share,
            ]);
        }
    }
}

fn value_rows(table: &mut Table, variant: &str, results: &Results) {
    for of in &results.opportunities {
        for week in &of.by_week {
            let value = digits(week.value.map(|value| value.value));
            let name = guarded(&of.name);
            table.row(&[
                variant,
                "value delivered",
                &name,
                &week.begins,
                "week of",
                "mean",
                &value,
            ]);
        }
    }
}

/// `differences.csv`: paired differences of every variant from today.
pub fn differences_csv(comparison: &Comparison) -> Vec<u8> {
    let columns = [
        "variant",
        "measure",
        "by",
        "name",
        "statistic",
        "unit",
        "base",
        "value",
        "difference",
        "low",
        "high",
        "judgement",
        "slight",
        "correlation",
        "variance_ratio",
        "replications",
    ];
    let mut table = Table::new(&columns);
    for variant in &comparison.variants {
        let replications = variant.results.about.replications.to_string();
        for it in &variant.differences {
            let [difference, low, high] = interval(Some(&it.difference));
            let (base, value) = (digits(Some(it.base)), digits(Some(it.variant)));
            let (correlation, ratio) = (digits(it.correlation), digits(it.variance_ratio));
            table.row(&[
                &guarded(&variant.name),
                &it.measure,
                &it.by,
                &guarded(&it.name),
                &it.statistic,
                &it.unit,
                &base,
                &value,
                &difference,
                &low,
                &high,
                judgement(it.judgement),
                if it.slight { "yes" } else { "no" },
                &correlation,
                &ratio,
                &replications,
            ]);
        }
    }
    table.bytes()
}

fn judgement(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::Better => "better",
        Judgement::Worse => "worse",
        Judgement::Different => "different",
        Judgement::NoClearDifference => "no_clear_difference",
        Judgement::Same => "same",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    fn text(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).expect("tables are UTF-8")
    }

    #[test]
    fn figures_keep_every_digit_and_unknown_is_empty() {
        let (today, variant) = (fixture::results(), fixture::overloaded());
        insta::assert_snapshot!(text(kpis_csv(&[("today", &today), ("more work", &variant)])));
    }

    #[test]
    fn every_series_has_its_rows() {
        let mut results = fixture::results();
        results.opportunities = vec![fixture::opportunity("project")];
        let table = text(series_csv(&[("today", &results)]));
        assert_eq!(
            table
                .matches("today,value delivered,project,2027-01-11,week of,mean,4000")
                .count(),
            1
        );
        let rows = |series: &str| table.lines().filter(|line| line.contains(series)).count();
        assert_eq!(rows("today,backlog,all,2027-01-04T00:00,local time,p95,"), 1);
        assert_eq!(rows("today,backlog age,all,2027-01-04T00:00,local time,oldest,"), 1);
        assert_eq!(rows("people by hour of week,desk,"), 336);
        assert_eq!(rows("lead time survival,incident,"), 121);
        assert_eq!(table.lines().count(), 1 + 3 * 113 * 8 + 3 * 336 + 4 * 121 + 4);
    }

    #[test]
    fn no_name_is_run_as_a_formula() {
        let mut results = fixture::results();
        for name in ["=1+1", "+1", "-1", "@sum", "plain", "'quoted"] {
            results.figures[0].name = name.into();
            let table = text(kpis_csv(&[("=today", &results)]));
            let row = table.lines().nth(1).expect("a figure");
            let guard = if name.starts_with(['=', '+', '-', '@']) {
                "'"
            } else {
                ""
            };
            assert!(
                row.starts_with(&format!("'=today,promise kept,promise,{guard}{name},")),
                "{row}"
            );
        }
    }

    #[test]
    fn differences_are_tidy() {
        insta::assert_snapshot!(text(differences_csv(&fixture::comparison())));
    }
}
