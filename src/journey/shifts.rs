//! When teams had somebody on shift in a replication.

use super::in_force::InForce;
use crate::engine::Program;
use crate::time::Instant;

/// For each team, when it closed (true) and opened (false), in order; closed at the start.
#[derive(Clone, Debug)]
pub(super) struct Shifts<'a> {
    program: &'a Program,
    in_force: InForce<'a>,
    changes: Vec<Vec<(Instant, bool)>>,
}

impl<'a> Shifts<'a> {
    pub fn new(program: &'a Program) -> Shifts<'a> {
        Shifts {
            program,
            in_force: InForce::new(program),
            changes: vec![vec![(Instant::START, true)]; program.teams.len()],
        }
    }

    pub fn staffed(&mut self, now: Instant, team: u32, people: u32) {
        let changes = &mut self.changes[team as usize];
        if changes.last().is_none_or(|&(_, closed)| closed != (people == 0)) {
            changes.push((now, people == 0));
        }
    }

    /// So much of a change that the run makes itself is adopted from now on.
    pub fn switched(&mut self, now: Instant, switch: u32, level: f64) {
        self.in_force.switched(now, switch, level);
    }

    /// The class that people first take an item for that appears now.
    pub fn first_seen_class(&self, now: Instant, class: u32, key: u64) -> u32 {
        self.in_force.now(now).first_seen_class(class, key)
    }

    /// A wait for a team cut where the team closes or opens for an item of a class: (until when, whether it is closed).
    pub fn cut(&self, place: u32, class: u32, from: Instant, to: Instant) -> Vec<(Instant, bool)> {
        let on_call = self.in_force.callable_times(place, class, from, to);
        let place = &self.program.places[place as usize];
        let changes = &self.changes[place.team as usize];
        let mut next = changes.partition_point(|&(at, _)| at <= from);
        let mut next_on_call = on_call.partition_point(|&at| at <= from);
        let mut pieces: Vec<(Instant, bool)> = Vec::new();
        let mut at = from;
        while at < to {
            // Nothing before the first change: closed, as at the start.
            let unstaffed = next.checked_sub(1).is_none_or(|index| changes[index].1);
            let closed = unstaffed && next_on_call % 2 == 0;
            let until = [changes.get(next).map(|&(at, _)| at), on_call.get(next_on_call).copied()]
                .into_iter()
                .flatten()
                .fold(to, Instant::min);
            match pieces.last_mut() {
                Some(last) if last.1 == closed => last.0 = until,
                _ if until > at => pieces.push((until, closed)),
                _ => {}
            }
            at = until;
            next = changes.partition_point(|&(change, _)| change <= at);
            next_on_call = on_call.partition_point(|&change| change <= at);
        }
        pieces
    }
}
