//! Results as JSON, and the schema that they keep to.

use serde::Serialize;

use crate::results::advice::Advice;
use crate::results::break_even::BreakEvenReport;
use crate::results::staffing::Staffing;
use crate::results::{Comparison, LessonResult, Results, Sensitivity, Sweep};

fn pretty<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("results have text keys and memory takes every write");
    text.push('\n');
    text
}

/// `results.json` of one run. Keys come in the order of [`Results`]; unknown is `null`; nothing is rounded.
pub fn results_json(results: &Results) -> String {
    pretty(results)
}

/// `results.json` of a comparison.
pub fn comparison_json(comparison: &Comparison) -> String {
    pretty(comparison)
}

/// `sweep.json`.
pub fn sweep_json(sweep: &Sweep) -> String {
    pretty(sweep)
}

/// `sensitivity.json`.
pub fn sensitivity_json(sensitivity: &Sensitivity) -> String {
    pretty(sensitivity)
}

/// JSON Schema of [`sweep_json`].
pub fn sweep_schema() -> String {
    pretty(&schemars::schema_for!(Sweep))
}

/// JSON Schema of [`sensitivity_json`].
pub fn sensitivity_schema() -> String {
    pretty(&schemars::schema_for!(Sensitivity))
}

/// A lesson's result.
pub fn lesson_json(lesson: &LessonResult) -> String {
    pretty(lesson)
}

/// JSON Schema of [`lesson_json`].
pub fn lesson_schema() -> String {
    pretty(&schemars::schema_for!(LessonResult))
}

/// JSON Schema of [`results_json`].
pub fn results_schema() -> String {
    pretty(&schemars::schema_for!(Results))
}

/// `staffing.json`.
pub fn staffing_json(staffing: &Staffing) -> String {
    pretty(staffing)
}

/// JSON Schema of [`staffing_json`].
pub fn staffing_schema() -> String {
    pretty(&schemars::schema_for!(Staffing))
}

/// JSON Schema of [`comparison_json`].
pub fn comparison_schema() -> String {
    pretty(&schemars::schema_for!(Comparison))
}

/// `advice.json`.
pub fn advice_json(advice: &Advice) -> String {
    pretty(advice)
}

/// JSON Schema of [`advice_json`].
pub fn advice_schema() -> String {
    pretty(&schemars::schema_for!(Advice))
}

/// `break-even.json`.
pub fn break_even_json(report: &BreakEvenReport) -> String {
    pretty(report)
}

/// JSON Schema of [`break_even_json`].
pub fn break_even_schema() -> String {
    pretty(&schemars::schema_for!(BreakEvenReport))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn unknown_is_null_and_estimates_keep_their_digits() {
        let parsed: serde_json::Value = serde_json::from_str(&results_json(&fixture::results())).expect("valid JSON");
        assert_eq!(parsed["promises"][1]["ceiling"], serde_json::Value::Null);
        assert_eq!(parsed["promises"][1]["kept"]["value"], 0.912);
        assert_eq!(parsed["promises"][1]["verdict"], "too_close");
    }

    #[test]
    fn the_schema_describes_what_is_written() {
        let schema: serde_json::Value = serde_json::from_str(&results_schema()).expect("valid JSON");
        let written: serde_json::Value = serde_json::from_str(&results_json(&fixture::results())).expect("valid JSON");
        let described = schema["properties"].as_object().expect("an object");
        for key in written.as_object().expect("an object").keys() {
            assert!(described.contains_key(key), "{key} is not in the schema");
        }
        assert!(comparison_schema().contains("VariantComparison"));
    }

    #[test]
    fn comparisons_hold_base_and_variants() {
        let parsed: serde_json::Value =
            serde_json::from_str(&comparison_json(&fixture::comparison())).expect("valid JSON");
        assert_eq!(parsed["variants"][1]["name"], "no board");
        assert_eq!(parsed["base"]["about"]["seed"], 42);
    }
}
