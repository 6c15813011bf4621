//! Which program was in force when, in a replication.

use crate::engine::Program;
use crate::engine::program::SwitchSet;
use crate::time::Instant;

/// The programs that were in force one after the other: each is what holds with some changes of the run, in all phases.
#[derive(Clone, Debug)]
pub(super) struct InForce<'a> {
    first: &'a Program,
    set: SwitchSet,
    since: Vec<(Instant, &'a Program)>,
}

impl<'a> InForce<'a> {
    /// None of the run's changes holds.
    pub fn new(first: &'a Program) -> InForce<'a> {
        InForce {
            first,
            set: SwitchSet::default(),
            since: vec![(Instant::START, first)],
        }
    }

    /// So much of a change is adopted from now on: as a whole it holds where that is more than half.
    pub fn switched(&mut self, now: Instant, switch: u32, level: f64) {
        self.set = self.set.with(switch as usize, level > 0.5);
        let program = self.first.with_changes(self.set);
        if self
            .since
            .last()
            .is_none_or(|(_, before)| !std::ptr::eq(*before, program))
        {
            self.since.push((now, program));
        }
    }

    /// The program in force now.
    pub fn now(&self, now: Instant) -> &'a Program {
        let latest = self.since.last().map_or(self.first, |(_, program)| program);
        let phases = latest.phases().take_while(|(from, _)| *from <= now);
        phases.last().map_or(latest, |(_, program)| program)
    }

    /// The programs in force between two instants, each with the part of that time in which it was.
    fn between(&self, from: Instant, to: Instant) -> impl Iterator<Item = (Instant, Instant, &'a Program)> {
        let ends = move |index: usize| self.since.get(index + 1).map_or(to, |next| next.0.min(to));
        let sets = self.since.iter().enumerate();
        sets.flat_map(move |(index, &(since, program))| {
            let (begins, ends) = (since.max(from), ends(index));
            let next = program.later.iter().map(|(from, _)| *from).chain([Instant::NEVER]);
            let phases = program.phases().zip(next);
            phases.map(move |((phase, program), next)| (phase.max(begins), next.min(ends), program))
        })
        .filter(|(from, to, _)| from < to)
    }

    /// When people on call could be called for items of a class at a place, between two instants: sorted instants at which this
    /// began and ended, in turn.
    pub fn callable_times(&self, place: u32, class: u32, from: Instant, to: Instant) -> Vec<Instant> {
        let mut times: Vec<Instant> = Vec::new();
        for (from, to, program) in self.between(from, to) {
            let place = &program.places[place as usize];
            if !program.is_callable(place, class) {
                continue;
            }
            let on_call = program.teams[place.team as usize].on_call.as_ref();
            let changes = on_call.map_or(&[][..], |on_call| on_call.changes.as_slice());
            // Changes come in turn, the first one opens.
            let earlier = changes.partition_point(|at| *at <= from) / 2 * 2;
            for span in changes[earlier..].chunks(2) {
                let begins = span[0].max(from);
                let ends = span.get(1).copied().unwrap_or(Instant::NEVER).min(to);
                if begins >= to {
                    break;
                }
                if begins < ends && times.last() == Some(&begins) {
                    times.pop();
                    times.push(ends);
                } else if begins < ends {
                    times.extend([begins, ends]);
                }
            }
        }
        times
    }
}
