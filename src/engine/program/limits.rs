//! Limits on work in progress, numbered: of teams, of streams, of steps.

use super::NIL;
use crate::model::{Limit, Model, StreamId, Target, TeamId, WhenFull};

/// The limits of a model.
pub(super) struct Limits {
    /// All of them.
    pub all: Vec<Limit>,
    teams: Vec<u32>,
    streams: Vec<u32>,
    /// Stream by stream.
    steps: Vec<Vec<u32>>,
}

impl Limits {
    pub(super) fn new(model: &Model) -> Limits {
        let mut all = Vec::new();
        let mut number = |limit: &Option<Limit>| match limit {
            None => NIL,
            Some(limit) => {
                all.push(*limit);
                all.len() as u32 - 1
            }
        };
        let teams = model.teams.iter().map(|team| number(&team.limit)).collect();
        let streams = model.streams.iter().map(|stream| number(&stream.limit)).collect();
        let of_stream =
            |stream: &crate::model::Stream| stream.steps.iter().map(|step| number(&step.limit)).collect::<Vec<_>>();
        let steps = model.streams.iter().map(of_stream).collect();
        Limits {
            all,
            teams,
            streams,
            steps,
        }
    }

    /// What limits a step where a team does it: its stream's limit, its team's and its own, [`NIL`] where there is none.
    pub(super) fn of(&self, model: &Model, stream: StreamId, step: usize, team: TeamId) -> [u32; 3] {
        let of = &model.streams[stream.index()].steps[step];
        if of.wait.is_some() {
            return [self.streams[stream.index()], NIL, NIL];
        }
        [
            self.streams[stream.index()],
            self.teams[team.index()],
            self.steps[stream.index()][step],
        ]
    }

    /// Whether people may be kept after a step, because a step that follows is full.
    pub(super) fn may_keep(&self, model: &Model, stream: StreamId, step: usize, team: TeamId) -> bool {
        let here = self.of(model, stream, step, team);
        let keeps = |target: &Target| match target {
            Target::Done => false,
            Target::Step(next) => {
                let team = model.streams[stream.index()].steps[next.index()].team;
                let there = self.of(model, stream, next.index(), team);
                there
                    .iter()
                    .filter(|limit| **limit != NIL && !here.contains(limit))
                    .any(|limit| self.all[*limit as usize].when_full == WhenFull::Hold)
            }
        };
        model.streams[stream.index()].steps[step]
            .next
            .iter()
            .any(|(target, _)| keeps(target))
    }
}
