//! Limits on work in progress, numbered: of teams, of streams, of steps.

use super::NIL;
use crate::model::{Limit, Model, StepId, StreamId, Target, TeamId, WhenFull};

/// What a limit is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitOf {
    /// A team.
    Team(TeamId),
    /// A stream.
    Stream(StreamId),
    /// A step of a stream.
    Step(StreamId, StepId),
}

/// The limits of a model.
pub(super) struct Limits {
    /// All of them.
    pub all: Vec<Limit>,
    /// What each is of.
    pub owners: Vec<LimitOf>,
    teams: Vec<u32>,
    streams: Vec<u32>,
    /// Stream by stream.
    steps: Vec<Vec<u32>>,
}

impl Limits {
    pub(super) fn new(model: &Model) -> Limits {
        let (mut all, mut owners) = (Vec::new(), Vec::new());
        let mut number = |limit: &Option<Limit>, owner: LimitOf| match limit {
            None => NIL,
            Some(limit) => {
                all.push(*limit);
                owners.push(owner);
                all.len() as u32 - 1
            }
        };
        let teams = model.teams.iter().enumerate();
        let teams = teams
            .map(|(id, team)| number(&team.limit, LimitOf::Team(id.into())))
            .collect();
        let streams = model.streams.iter().enumerate();
        let streams = streams
            .map(|(id, stream)| number(&stream.limit, LimitOf::Stream(id.into())))
            .collect();
        let mut of_stream = |(id, stream): (usize, &crate::model::Stream)| {
            let steps = stream.steps.iter().enumerate();
            let owner = |step: usize| LimitOf::Step(id.into(), step.into());
            steps
                .map(|(step, of)| number(&of.limit, owner(step)))
                .collect::<Vec<_>>()
        };
        let steps = model.streams.iter().enumerate().map(&mut of_stream).collect();
        Limits {
            all,
            owners,
            teams,
            streams,
            steps,
        }
    }

    /// What limits a step: its stream's limit, its team's and its own, [`NIL`] where there is none.
    pub(super) fn of(&self, model: &Model, stream: StreamId, step: usize) -> [u32; 3] {
        let of = &model.streams[stream.index()].steps[step];
        if of.wait.is_some() {
            return [self.streams[stream.index()], NIL, NIL];
        }
        let team = of.team.index();
        [
            self.streams[stream.index()],
            self.teams[team],
            self.steps[stream.index()][step],
        ]
    }

    /// Whether people may be kept after a step, because a step that follows is full.
    pub(super) fn may_keep(&self, model: &Model, stream: StreamId, step: usize) -> bool {
        let here = self.of(model, stream, step);
        let keeps = |target: &Target| match target {
            Target::Done => false,
            Target::Step(next) => {
                let there = self.of(model, stream, next.index());
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
