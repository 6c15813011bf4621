//! Who may work when, and for how long nobody could: found without the engine's own books.

use flowcast::engine::Program;
use flowcast::model::{AtShiftEnd, Model};
use flowcast::observation::Staff;
use flowcast::time::Instant;

/// When single people are there.
pub struct People {
    /// For each person, the spans in which they are on shift; none for people on call.
    turns: Vec<Option<Vec<(Instant, Instant)>>>,
    /// For each person, from when until when they belong to the team.
    there: Vec<(Instant, Instant)>,
    /// For each team, whether some work is finished after the shift.
    finishes: Vec<bool>,
}

impl People {
    /// The people of a program, and what the model says of them.
    pub fn of(model: &Model, program: &Program) -> People {
        let mut turns = vec![None; program.people.len()];
        let mut there = vec![(Instant::START, Instant::NEVER); program.people.len()];
        let said = model.teams.iter().flat_map(|team| &team.shifts);
        for (shift, said) in program.shifts.iter().zip(said) {
            for person in shift.people.clone() {
                let spans = shift.turns.iter().map(|turn| (turn.from, turn.to));
                turns[person as usize] = Some(spans.collect());
                there[person as usize] = (said.from, said.until.unwrap_or(Instant::NEVER));
            }
        }
        let finish = |team: &flowcast::model::Team| team.at_shift_end.contains(&AtShiftEnd::Finish);
        People {
            turns,
            there,
            finishes: model.teams.iter().map(finish).collect(),
        }
    }

    /// Whether a person may take an item now: on shift, and neither gone nor still to come. People on call always may.
    pub fn may_begin(&self, person: u32, now: Instant) -> bool {
        let (from, until) = self.there[person as usize];
        let on_shift = !self.is_regular_off_shift(person, now);
        on_shift && from <= now && now < until
    }

    /// Whether somebody who has shifts is at home.
    pub fn is_regular_off_shift(&self, person: u32, now: Instant) -> bool {
        let turns = self.turns[person as usize].as_ref();
        turns.is_some_and(|turns| !turns.iter().any(|(from, to)| *from <= now && now < *to))
    }

    /// Whether somebody leaves the team during the run.
    pub fn will_leave(&self, person: u32) -> bool {
        self.there[person as usize].1 < Instant::NEVER
    }

    /// Whether some work of a team's people is finished after the shift.
    pub fn may_finish(&self, team: u32) -> bool {
        self.finishes[team as usize]
    }
}

/// A wait that goes on.
#[derive(Clone, Debug)]
pub struct Wait {
    /// Since when.
    pub at: Instant,
    nobody: Vec<[i64; 2]>,
}

/// For each team, how long nobody who may take its work was on the roster, and how long nobody was present. Who is absent is on the
/// roster but not staffed, who has other duties is staffed but not present: the time that is off shift lies between the two.
pub struct Clocks {
    since: Instant,
    /// On the roster, and present, by team.
    levels: Vec<[i64; 2]>,
    eligible: Vec<Vec<u32>>,
    nobody: Vec<[i64; 2]>,
}

impl Clocks {
    /// At the start nobody is there.
    pub fn of(program: &Program) -> Clocks {
        let group = |team: usize| {
            let helpers = program.teams.iter().zip(0u32..);
            let helpers = helpers.filter(|(other, _)| other.habits.also.contains(&(team as u32)));
            std::iter::once(team as u32)
                .chain(helpers.map(|(_, number)| number))
                .collect()
        };
        let teams = program.teams.len();
        Clocks {
            since: Instant::START,
            levels: vec![[0; 2]; teams],
            eligible: (0..teams).map(group).collect(),
            nobody: vec![[0; 2]; teams],
        }
    }

    /// Time passes.
    pub fn advance(&mut self, now: Instant) {
        let passed = (now - std::mem::replace(&mut self.since, now)).ticks();
        for (group, nobody) in self.eligible.iter().zip(&mut self.nobody) {
            for (kind, nobody) in nobody.iter_mut().enumerate() {
                if group.iter().all(|team| self.levels[*team as usize][kind] == 0) {
                    *nobody += passed;
                }
            }
        }
    }

    /// People come or go.
    pub fn staff(&mut self, now: Instant, team: u32, what: Staff, change: i32) {
        self.advance(now);
        match what {
            Staff::Rostered => self.levels[team as usize][0] += i64::from(change),
            Staff::Present => self.levels[team as usize][1] += i64::from(change),
            Staff::Busy | Staff::Overtime | Staff::Kept => {}
        }
    }

    /// A wait begins.
    pub fn wait(&self, at: Instant) -> Wait {
        let nobody = self.nobody.clone();
        Wait { at, nobody }
    }

    /// For how long of a wait nobody was on the roster, and nobody was present.
    pub fn nobody_since(&self, team: u32, wait: &Wait) -> [i64; 2] {
        let [rostered, present] = self.nobody[team as usize];
        let [rostered_before, present_before] = wait.nobody[team as usize];
        [rostered - rostered_before, present - present_before]
    }
}
