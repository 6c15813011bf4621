//! The arguments of `flowcast staff`.

use std::path::PathBuf;

use clap::Args;

use super::{Doing, Telling};

pub const EXAMPLES: &str = "\
Examples:
  flowcast staff scenarios/northwind.toml
  flowcast staff scenarios/northwind.toml --team platform --between 4..9
  flowcast staff scenarios/northwind.toml --between desk.late=0..2 --between platform=5..8
  flowcast staff scenarios/northwind.toml --promise p1 --sense \"met in 90% of months\"
  flowcast staff scenarios/northwind.toml --sure 99% --tolerance \"0.2 points\"

It looks for the cheapest roster, by team and hours, that keeps every promise, and goes on where it stopped when it
is asked again.";

/// `flowcast staff`.
#[derive(Clone, Debug, Args)]
pub struct Staff {
    /// The scenario, a TOML file
    pub scenario: PathBuf,
    /// Decide on this team's people [default: every team that is paid for its roster]; may be given several times
    #[arg(long = "team", value_name = "NAME")]
    pub teams: Vec<String>,
    /// How many people: 4..9 for all, platform=4..9, desk.late=0..2 [default: up to twice today's]; may be given several times
    #[arg(long = "between", value_name = "LOW..HIGH", value_parser = between)]
    pub between: Vec<Between>,
    /// How sure the answer is to be
    #[arg(long, value_name = "SHARE", default_value = "95%", value_parser = sure)]
    pub sure: f64,
    /// Keep this promise and not all: p1, or "p1 respond" for its first touch; may be given several times
    #[arg(long = "promise", value_name = "NAME")]
    pub promises: Vec<String>,
    /// What it is to keep a promise: long-run (the share of items), or "met in 90% of months"
    #[arg(long, value_name = "SENSE", default_value = "long-run", value_parser = sense)]
    pub sense: SenseAsked,
    /// How far from its target either answer will do [default: 0.5 points; 5 points of the periods]
    #[arg(long, value_name = "POINTS", value_parser = tolerance)]
    pub tolerance: Option<f64>,
    /// The most runs of a roster that cannot be told
    #[arg(long, value_name = "N", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(20..=1_000_000))]
    pub at_most: u32,
    /// Decide for this variant of the scenario
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Change a value of the scenario first; may be given several times
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
    /// How it is done; `--replications` are those of the fresh estimates.
    #[command(flatten)]
    pub doing: Doing,
    /// What is told.
    #[command(flatten)]
    pub telling: Telling,
}

/// A range of people, of all or of whom it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Between {
    /// A team, or a team and its hours after a dot; all where it is left out.
    pub of: Option<String>,
    /// The fewest.
    pub low: u32,
    /// The most.
    pub high: u32,
}

/// In which sense promises are to be kept.
#[derive(Clone, Debug, PartialEq)]
pub enum SenseAsked {
    /// The share of items in the long run.
    LongRun,
    /// Met in this share of periods of this name: `month`, `week`, `day`.
    Periods(f64, String),
}

fn between(text: &str) -> Result<Between, String> {
    let (of, range) = match text.split_once('=') {
        Some((of, range)) => (Some(of.trim().to_owned()), range),
        None => (None, text),
    };
    let ends = range
        .split_once("..")
        .map(|(low, high)| (low.trim().parse(), high.trim().parse()));
    match ends {
        Some((Ok(low), Ok(high))) if low <= high && high <= 10_000 && high > 0 => Ok(Between { of, low, high }),
        Some((Ok(low), Ok(high))) if low > high => {
            Err(format!("{low} is more than {high}; write the smaller number first"))
        }
        _ => Err("two whole numbers are expected, such as 4..9, platform=4..9 or desk.late=0..2".to_owned()),
    }
}

fn share_of(text: &str) -> Option<f64> {
    let percent = text.trim().strip_suffix('%')?.trim().parse::<f64>().ok()?;
    (percent > 0.0 && percent < 100.0).then_some(percent / 100.0)
}

fn sure(text: &str) -> Result<f64, String> {
    match share_of(text) {
        Some(sure) if sure >= 0.5 => Ok(sure),
        _ => Err("a share from 50% to below 100% is expected, such as 95%".to_owned()),
    }
}

fn sense(text: &str) -> Result<SenseAsked, String> {
    const HELP: &str = "\"long-run\" or \"met in 90% of months\" is expected";
    if ["long-run", "long run"].contains(&text.trim()) {
        return Ok(SenseAsked::LongRun);
    }
    let rest = text.trim().strip_prefix("met in").ok_or(HELP)?;
    let (share, period) = rest.split_once(" of ").ok_or(HELP)?;
    let period = period.trim().trim_end_matches('s').to_owned();
    match share_of(share) {
        Some(share) if ["month", "week", "day"].contains(&period.as_str()) => Ok(SenseAsked::Periods(share, period)),
        _ => Err(HELP.to_owned()),
    }
}

fn tolerance(text: &str) -> Result<f64, String> {
    let number = ["points", "point", "%"]
        .iter()
        .find_map(|unit| text.trim().strip_suffix(unit));
    let number = number.unwrap_or(text).trim().parse::<f64>();
    match number {
        Ok(points) if points > 0.0 && points <= 20.0 => Ok(points / 100.0),
        _ => Err("percentage points above 0 are expected, 20 at most, such as \"0.5 points\"".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Between, SenseAsked, between, sense, sure, tolerance};

    #[test]
    fn arguments_read_as_people_write_them() {
        let range = |of: Option<&str>, low, high| Between {
            of: of.map(str::to_owned),
            low,
            high,
        };
        assert_eq!(between("4..9"), Ok(range(None, 4, 9)));
        assert_eq!(between("desk.late = 0 .. 2"), Ok(range(Some("desk.late"), 0, 2)));
        assert!(between("9..4").is_err() && between("4-9").is_err() && between("0..0").is_err());
        assert_eq!(
            sense("met in 90% of months"),
            Ok(SenseAsked::Periods(0.9, "month".to_owned()))
        );
        assert_eq!(sense("long-run"), Ok(SenseAsked::LongRun));
        assert!(
            sense("90%").is_err() && sense("met in 90% of years").is_err() && sense("met in 100% of weeks").is_err()
        );
        assert_eq!(
            (sure("95%"), tolerance("0.5 points"), tolerance("2")),
            (Ok(0.95), Ok(0.005), Ok(0.02))
        );
        assert!(sure("40%").is_err() && tolerance("0").is_err() && sure("95").is_err());
    }
}
