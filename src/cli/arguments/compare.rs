//! `flowcast compare` as written.

use std::path::PathBuf;

use clap::Args;

use super::{Doing, Telling};

pub(super) const EXAMPLES: &str = "\
Examples:
  flowcast compare scenarios/northwind.toml
  flowcast compare scenarios/northwind.toml --variant \"peer review\"
  flowcast compare scenarios/northwind.toml --set team.desk.people.office=5 --set team.desk.people.office=6
  flowcast compare today.toml plan-a.toml plan-b.toml
  flowcast compare scenarios/governance-tiers.toml --variant \"no control\" --break-even route.board.catches_bad --on cost

Each --set is a variant of its own beside the others. For a variant that changes several things at once, write it
into the scenario under [variant.\"its name\"]. Several files are compared with the first of them.
With --break-even the answer is the share at which today is no worse than each variant: of the changes that would fail, how
many an approval must catch to pay for its delay and its hours.";

/// `flowcast compare`.
#[derive(Clone, Debug, Args)]
pub struct Compare {
    /// The scenario, a TOML file; others after it are compared with it
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,
    /// Compare this variant and not all of them; may be given several times
    #[arg(long = "variant", value_name = "NAME")]
    pub variants: Vec<String>,
    /// One more variant that changes this value; may be given several times
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
    /// Find the share from which today pays against each variant: how much a route must catch, as in route.board.catches_bad
    #[arg(long, value_name = "PATH")]
    pub break_even: Option<String>,
    /// By which figure it is to pay: cost, a promise, "lead time of change", "failed changes" … [default: cost, where it is stated]
    #[arg(long, value_name = "FIGURE", requires = "break_even")]
    pub on: Option<String>,
    /// How it is done.
    #[command(flatten)]
    pub doing: Doing,
    /// What is told.
    #[command(flatten)]
    pub telling: Telling,
}

impl Compare {
    /// What the others are compared with.
    pub fn first(&self) -> &PathBuf {
        &self.scenarios[0]
    }
}
