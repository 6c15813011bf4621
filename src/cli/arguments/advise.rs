//! `flowcast advise` as written.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Doing, Telling};
use crate::results::advice::Goal;

pub(super) const EXAMPLES: &str = "\
Examples:
  flowcast advise scenarios/northwind.toml
  flowcast advise scenarios/northwind.toml --first lead-time
  flowcast advise scenarios/governance-tiers.toml --variant \"peer review\" --no-hours

Every change that the scenario offers is run against today on the same luck. What is done is kept beside the output folder, so
that interrupted work goes on where it stopped.";

/// `flowcast advise`.
#[derive(Clone, Debug, Args)]
pub struct Advise {
    /// The scenario, a TOML file
    pub scenario: PathBuf,
    /// Advise on this variant of the scenario
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Change a value of the scenario first; may be given several times
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
    /// What counts most [default: promises where any is missed, else lead times]
    #[arg(long, value_enum, value_name = "GOAL")]
    pub first: Option<First>,
    /// Do not look for what one more hour buys by time of the week
    #[arg(long)]
    pub no_hours: bool,
    /// How it is done.
    #[command(flatten)]
    pub doing: Doing,
    /// What is told.
    #[command(flatten)]
    pub telling: Telling,
}

/// What counts most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum First {
    /// Fewer missed promises
    Promises,
    /// Shorter lead times: fewer items open at a time
    LeadTime,
    /// Less cost
    Cost,
}

impl First {
    /// As a goal.
    pub fn goal(self) -> Goal {
        match self {
            First::Promises => Goal::Promises,
            First::LeadTime => Goal::LeadTime,
            First::Cost => Goal::Cost,
        }
    }
}
