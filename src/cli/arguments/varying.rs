//! `flowcast sweep` and `flowcast sensitivity` as written.

use std::path::PathBuf;

use clap::Args;

use super::{Doing, Telling};

pub const SWEEP_EXAMPLES: &str = "\
Examples:
  flowcast sweep scenarios/northwind.toml --vary team.desk.people.office=3..6
  flowcast sweep scenarios/northwind.toml --vary \"team.desk.absence=5%..20% by 5%\"
  flowcast sweep scenarios/northwind.toml --vary governance.policy=weekly_board,peer_review
  flowcast sweep scenarios/northwind.toml --vary team.desk.people.office=3..6 --vary team.platform.people.office=4..7
  flowcast sweep scenarios/northwind.toml --vary team.desk.people.office=3..6 --of \"p85 lead time of change\"

Ranges go by one where both ends are whole numbers, else by a quarter of the way; `by` says another step. Several
--vary give all combinations. Points that were run before are not run again.";

pub const SENSITIVITY_EXAMPLES: &str = "\
Examples:
  flowcast sensitivity scenarios/northwind.toml
  flowcast sensitivity scenarios/northwind.toml --of p1
  flowcast sensitivity scenarios/northwind.toml --decide \"7 on platform\"

A range is stated in the scenario: under [uncertain], as in \"team.desk.absence\" = { low = \"4%\", high = \"12%\" }. Where
none is, efforts, arrivals and shares are taken to lie within 20% of what is written.";

/// `flowcast sweep`.
#[derive(Clone, Debug, Args)]
pub struct Sweep {
    /// The scenario, a TOML file
    pub scenario: PathBuf,
    /// What to vary: PATH=FROM..TO, PATH=FROM..TO by STEP, or PATH=A,B,C; may be given several times
    #[arg(long = "vary", value_name = "PATH=VALUES", required = true)]
    pub vary: Vec<String>,
    /// One more figure to look at, such as "p85 lead time of incident"; may be given several times
    #[arg(long = "of", value_name = "FIGURE")]
    pub of: Vec<String>,
    /// Begin from this variant of the scenario
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Change a value of the scenario at every point; may be given several times
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
    /// How it is done.
    #[command(flatten)]
    pub doing: Doing,
    /// What is told.
    #[command(flatten)]
    pub telling: Telling,
}

/// `flowcast sensitivity`.
#[derive(Clone, Debug, Args)]
pub struct Sensitivity {
    /// The scenario, a TOML file
    pub scenario: PathBuf,
    /// The figure by which inputs are ranked [default: what all promises miss in a week]; may be given several times
    #[arg(long = "of", value_name = "FIGURE")]
    pub of: Vec<String>,
    /// A choice: this variant of the scenario, or not
    #[arg(long, value_name = "VARIANT")]
    pub decide: Option<String>,
    /// Take default ranges too, beside those that are stated
    #[arg(long)]
    pub defaults: bool,
    /// Random walks through the inputs; each moves every input once
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(2..=1000))]
    pub trajectories: u32,
    /// Sets of inputs drawn from their ranges
    #[arg(long, value_name = "N", default_value_t = 40, value_parser = clap::value_parser!(u32).range(2..=10000))]
    pub draws: u32,
    /// Begin from this variant of the scenario
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Change a value of the scenario first; may be given several times
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
    /// How it is done.
    #[command(flatten)]
    pub doing: Doing,
    /// What is told.
    #[command(flatten)]
    pub telling: Telling,
}
