//! `flowcast schema` as written.

use clap::{Args, ValueEnum};

pub const SCHEMA_EXAMPLES: &str = "\
Examples:
  flowcast schema > scenario.schema.json
  flowcast schema --of results";

/// `flowcast schema`.
#[derive(Clone, Debug, Args)]
pub struct Schema {
    /// What the schema describes
    #[arg(long, value_enum, default_value_t = Subject::Scenario)]
    pub of: Subject,
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// Scenario files, for editors that complete fields
    Scenario,
    /// results.json of `flowcast run`
    Results,
    /// comparison.json of `flowcast compare`
    Comparison,
    /// break-even.json of `flowcast compare --break-even`
    BreakEven,
    /// advice.json of `flowcast advise`
    Advice,
    /// staffing.json of `flowcast staff`
    Staffing,
    /// sweep.json of `flowcast sweep`
    Sweep,
    /// sensitivity.json of `flowcast sensitivity`
    Sensitivity,
    /// What `flowcast lesson --json` prints
    Lesson,
}
