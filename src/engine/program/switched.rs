//! What a model is with some of the changes that a run makes itself: a program for each set of them, compiled when it is first asked
//! for and kept.
//!
//! Which sets are asked for depends on luck, what a set's program is does not: so the programs are shared, and no result can tell who
//! compiled them.

use std::sync::{Arc, OnceLock};

use super::phases::{self, Unfolded};
use super::{Program, Turn};
use crate::engine::streams::name_hash;
use crate::model::Model;
use crate::time::Instant;

/// The most changes that a run can make itself: one bit each.
pub const MOST_SWITCHES: usize = 64;

/// A set of switches, by their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SwitchSet(u64);

impl SwitchSet {
    /// The same set with a switch in it or not.
    pub fn with(self, switch: usize, on: bool) -> SwitchSet {
        let bit = 1 << switch;
        SwitchSet(if on { self.0 | bit } else { self.0 & !bit })
    }

    /// The switches in it.
    fn switches(self) -> impl Iterator<Item = usize> + Clone {
        (0..MOST_SWITCHES).filter(move |switch| self.0 >> switch & 1 == 1)
    }
}

/// The programs of a model that changes itself.
#[derive(Debug)]
pub struct Switched {
    unfolded: Unfolded,
    turns: Vec<Arc<[Turn]>>,
    /// For each switch, what depends on it beyond the tables.
    pub switches: Vec<SwitchProgram>,
    first: OnceLock<Box<Known>>,
}

/// A switch, compiled.
#[derive(Clone, Debug)]
pub struct SwitchProgram {
    /// Hash of the name: the key of the luck by which items adopt it.
    pub hash: u64,
    /// The demands whose rate of arrivals it changes.
    pub rates: Vec<u32>,
}

/// A set whose programs are known, and the next one.
#[derive(Debug)]
struct Known {
    set: SwitchSet,
    program: Program,
    next: OnceLock<Box<Known>>,
}

impl Switched {
    /// Takes a model apart and compiles it as it is to begin with; with it the means to compile the rest.
    pub(super) fn compile(model: &Model) -> Program {
        let unfolded = Unfolded::new(model);
        let phases = compile_phases(&unfolded.phases);
        let alone: Vec<Program> = unfolded.switched.iter().map(Program::of_phase).collect();
        let plain = Program::of_phase(&unfolded.plain);
        let turns = phases::finest_turns(phases.iter().map(|(_, program)| program).chain(&alone));
        let switches = model.switches.iter().zip(&alone).map(|(switch, alone)| SwitchProgram {
            hash: name_hash(&switch.name),
            rates: phases::changed_rates(&plain, alone),
        });
        let switched = Switched {
            switches: switches.collect(),
            turns,
            unfolded,
            first: OnceLock::new(),
        };
        let mut program = switched.join(phases);
        program.switched = (!model.switches.is_empty()).then(|| Arc::new(switched));
        program
    }

    /// The program with a set of changes: what holds at the start, and later.
    pub fn program(&self, set: SwitchSet) -> &Program {
        let mut place = &self.first;
        loop {
            let known = place.get_or_init(|| Box::new(self.learn(set)));
            if known.set == set {
                return &known.program;
            }
            place = &known.next;
        }
    }

    fn learn(&self, set: SwitchSet) -> Known {
        let phases = compile_phases(&self.unfolded.with(set.switches()));
        Known {
            set,
            program: self.join(phases),
            next: OnceLock::new(),
        }
    }

    /// Makes one program of those of the phases.
    fn join(&self, mut programs: Vec<(Instant, Program)>) -> Program {
        phases::join_rates(&mut programs);
        for (_, program) in &mut programs {
            for (shift, turns) in program.shifts.iter_mut().zip(&self.turns) {
                shift.turns = Arc::clone(turns);
            }
        }
        let (_, mut first) = programs.remove(0);
        first.later = programs;
        first
    }
}

fn compile_phases(phases: &[(Instant, Model)]) -> Vec<(Instant, Program)> {
    phases
        .iter()
        .map(|(from, then)| (*from, Program::of_phase(then)))
        .collect()
}
