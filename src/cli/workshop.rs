//! A scenario file from which candidates are made: read once, changed as often as one likes.

use std::path::Path;

use super::arguments::Doing;
use super::{Failure, run, scenario_file};
use crate::diagnostic::{Diagnostic, Severity, SourceId, Sources};
use crate::experiment::{Candidate, Contender, Unfit, Workshop};
use crate::scenario::{self, Choice, Scenario};

/// A scenario's text, with what holds for all candidates made from it.
#[derive(Clone, Debug)]
pub struct ScenarioWorkshop<'a> {
    path: &'a Path,
    text: String,
    base: Choice,
    doing: &'a Doing,
}

impl<'a> ScenarioWorkshop<'a> {
    /// Reads the text. `base` is chosen for every candidate.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn open(path: &'a Path, base: Choice, doing: &'a Doing) -> Result<ScenarioWorkshop<'a>, Failure> {
        Ok(ScenarioWorkshop::of(path, scenario_file::read(path)?, base, doing))
    }

    /// The same of a text that has been read already and goes by this path.
    pub fn of(path: &'a Path, text: String, base: Choice, doing: &'a Doing) -> ScenarioWorkshop<'a> {
        ScenarioWorkshop {
            path,
            text,
            base,
            doing,
        }
    }

    /// Where the scenario is.
    pub fn path(&self) -> &'a Path {
        self.path
    }

    /// How runs are done.
    pub fn doing(&self) -> &'a Doing {
        self.doing
    }

    /// The scenario as chosen, whatever the base is, with seed and replications of the command line; and the texts that its
    /// warnings point into.
    ///
    /// # Errors
    /// Every fault of it.
    pub fn scenario(&self, choice: &Choice) -> Result<(Scenario, Sources), Failure> {
        let mut sources = Sources::default();
        let file = self.add_to(&mut sources);
        match self.read_in(&mut sources, file, choice) {
            Ok(scenario) => Ok((scenario, sources)),
            Err(faults) => Err(Failure::new(faults, sources)),
        }
    }

    /// Adds its text to others.
    pub fn add_to(&self, sources: &mut Sources) -> SourceId {
        sources.add(self.path.display().to_string(), self.text.clone())
    }

    /// As [`ScenarioWorkshop::scenario`], where its text is `file` among `sources`.
    ///
    /// # Errors
    /// Every fault of it.
    pub fn read_in(&self, sources: &mut Sources, file: SourceId, choice: &Choice) -> Result<Scenario, Vec<Diagnostic>> {
        let beside = scenario_file::Beside::scenario(self.path);
        let mut scenario = scenario::read_beside(sources, file, choice, &beside)?;
        run::take(self.doing, &mut scenario.model);
        scenario.warnings.extend(run::broken_before(&scenario.model));
        Ok(scenario)
    }

    /// What is chosen for every candidate.
    pub fn base(&self) -> &Choice {
        &self.base
    }

    /// The same with a variant in place of the base's.
    pub fn of_variant(&self, name: &str) -> ScenarioWorkshop<'a> {
        let mut workshop = self.clone();
        workshop.base.variant = Some(name.to_owned());
        workshop
    }

    /// The base with some changes; a change takes the place of one of the base that says the same path.
    pub fn choice(&self, changes: &[String]) -> Choice {
        let path = |change: &String| change.split('=').next().unwrap_or_default().trim().to_owned();
        let changed: Vec<String> = changes.iter().map(path).collect();
        let kept = self.base.sets.iter().filter(|set| !changed.contains(&path(set)));
        Choice {
            variant: self.base.variant.clone(),
            sets: kept.chain(changes).cloned().collect(),
        }
    }
}

impl ScenarioWorkshop<'_> {
    /// A scenario that was read as chosen, as a contender.
    pub fn contender_of(&self, name: &str, scenario: Scenario, choice: &Choice) -> Contender {
        let mut identity = run::identity(&scenario, choice, self.path);
        identity.variant = Some(name.to_owned());
        let files: Vec<String> = scenario
            .files
            .iter()
            .map(|file| format!("{:016x}", file.text_hash))
            .collect();
        Contender {
            key: [vec![format!("{:016x}", scenario.text_hash)], files].concat().join("+"),
            candidate: Candidate {
                model: scenario.model,
                identity,
            },
        }
    }
}

impl Workshop for ScenarioWorkshop<'_> {
    fn contender(&self, name: &str, changes: &[String]) -> Result<Contender, Unfit> {
        let choice = self.choice(changes);
        let (scenario, _) = self.scenario(&choice).map_err(|failure| {
            let faults = failure.faults().iter();
            let errors = faults.filter(|fault| fault.severity == Severity::Error);
            Unfit {
                faults: errors.map(|fault| fault.message.clone()).collect(),
            }
        })?;
        Ok(self.contender_of(name, scenario, &choice))
    }
}
