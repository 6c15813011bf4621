//! What is needed to run the same thing again: `manifest.json`.

use serde::{Deserialize, Serialize};

use crate::results::About;

/// What [`Manifest::program`] says.
pub const PROGRAM: &str = "flowcast";

/// The content of `manifest.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`PROGRAM`]: by this a folder is known as ours.
    pub program: String,
    /// Version of flowcast.
    pub version: String,
    /// The scenario's file name without folder and ending.
    pub scenario: String,
    /// Hash of the scenario's text, as the caller made it.
    pub scenario_hash: String,
    /// The files beside the scenario that were read, with hashes of their texts; no key where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenario_files: Vec<ScenarioFile>,
    /// The variant, where it is not the scenario as written.
    pub variant: Option<String>,
    /// Overrides from the command line, as given.
    pub overrides: Vec<String>,
    /// What it was compared with, in the order of the results; empty for a run alone.
    pub compared_with: Vec<String>,
    /// The command line, word by word.
    pub command: Vec<String>,
    /// Seed of every random number.
    pub seed: u64,
    /// Replications in the results.
    pub replications: u32,
    /// Replications that were asked for; more than `replications` if the run was interrupted.
    pub replications_planned: u32,
    /// Confidence level of every interval.
    pub confidence: f64,
    /// The files that were written, by their paths in the folder, this one left out.
    pub files: Vec<String>,
}

/// A file beside the scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioFile {
    /// Its path relative to the scenario's folder.
    pub path: String,
    /// Hash of its text, as the caller made it.
    pub hash: String,
}

impl Manifest {
    /// The manifest of a run.
    pub fn new(about: &About, scenario_hash: &str, command: &[String]) -> Manifest {
        Manifest {
            program: PROGRAM.into(),
            version: about.version.clone(),
            scenario: about.scenario.clone(),
            scenario_hash: scenario_hash.into(),
            scenario_files: Vec::new(),
            variant: about.variant.clone(),
            overrides: about.overrides.clone(),
            compared_with: Vec::new(),
            command: command.to_vec(),
            seed: about.seed,
            replications: about.replications,
            replications_planned: about.replications_planned,
            confidence: about.confidence,
            files: Vec::new(),
        }
    }

    /// The text of `manifest.json`.
    pub fn json(&self) -> String {
        let mut text =
            serde_json::to_string_pretty(self).expect("a manifest has text keys and memory takes every write");
        text.push('\n');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_manifest_says_how_to_run_it_again() {
        let command = ["flowcast", "run", "scenarios/northwind.toml"].map(String::from);
        insta::assert_snapshot!(Manifest::new(&fixture::overloaded().about, "9f2c", &command).json());
    }
}
