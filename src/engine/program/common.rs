//! What the phases of a run have in common: whoever is there in any of them has a number in all of them.

use super::commitments::{self, Commitment};
use crate::model::{Model, StreamId, TeamId};
use crate::time::Instant;

/// People on call and teams of steps over all phases, and with all changes that the run makes.
#[derive(Debug)]
pub(super) struct Common {
    /// For each team, the most people on call.
    pub on_call: Vec<u32>,
    /// For each stream and step, the teams that do it in some phase, the first phase's first.
    teams: Vec<Vec<Vec<TeamId>>>,
    /// What was promised: no change of a run changes that, nor the hours in which clocks run.
    pub commitments: Vec<Commitment>,
    /// Sampling instants.
    pub samples: Vec<Instant>,
}

impl Common {
    /// Of the models of all phases.
    pub fn of(models: &[&Model]) -> Common {
        let Some(first) = models.first() else {
            return Common {
                on_call: Vec::new(),
                teams: Vec::new(),
                commitments: Vec::new(),
                samples: Vec::new(),
            };
        };
        let on_call = |team: usize| {
            let people = |model: &&Model| model.teams[team].on_call.as_ref().map_or(0, |on_call| on_call.people);
            models.iter().map(people).max().unwrap_or(0)
        };
        let teams_of = |stream: usize, step: usize| {
            let mut teams: Vec<TeamId> = Vec::new();
            for model in models {
                let step = &model.streams[stream].steps[step];
                if teams.is_empty() || step.wait.is_none() && !teams.contains(&step.team) {
                    teams.push(step.team);
                }
            }
            teams
        };
        let of_stream = |stream: usize| {
            let steps = 0..first.streams[stream].steps.len();
            steps.map(|step| teams_of(stream, step)).collect()
        };
        Common {
            on_call: (0..first.teams.len()).map(on_call).collect(),
            teams: (0..first.streams.len()).map(of_stream).collect(),
            commitments: commitments::compile(first),
            samples: samples(first),
        }
    }

    /// The teams that do a step in some phase.
    pub fn teams_of(&self, stream: StreamId, step: usize) -> &[TeamId] {
        &self.teams[stream.index()][step]
    }
}

/// Every local midnight of the counted window, its beginning and its end.
fn samples(model: &Model) -> Vec<Instant> {
    let (from, to) = (model.run.window_start(), model.run.window_end());
    let mut samples = model.epoch.midnights(from, to);
    if samples.first() != Some(&from) {
        samples.insert(0, from);
    }
    if samples.last() != Some(&to) {
        samples.push(to);
    }
    samples
}
