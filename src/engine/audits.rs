//! Audits: people look at some of the items that asked for approval since the last one, and may find who went round it.

use std::collections::BTreeMap;

use super::agenda::Rank;
use super::bonds::Tie;
use super::causes::Cause;
use super::program::NIL;
use super::streams::{Key, name_hash};
use super::world::World;
use crate::observation::{Found, Observer, Raised};
use crate::time::Instant;

const SAMPLE: u64 = name_hash("sample");
const LOOK: u64 = name_hash("look");
const FINDS: u64 = name_hash("finds");
const CORRECTS: u64 = name_hash("corrects");

/// An item that asked for approval.
#[derive(Clone, Copy, Debug)]
struct Case {
    key: Key,
    class: u32,
    root: u8,
    /// Which of its submissions.
    round: u32,
    /// The route that the policy named.
    route: u32,
    bypassed: bool,
}

/// An audit between and during its times.
#[derive(Clone, Debug)]
struct AuditState {
    next: usize,
    /// What has come since the last time.
    cases: Vec<Case>,
    /// Until when fewer items go round their routes.
    deters_until: Instant,
}

/// All audits in a run.
#[derive(Clone, Debug)]
pub(super) struct AuditStates {
    all: Vec<AuditState>,
    /// What is being looked at, by the key of the item that is the looking.
    looking: BTreeMap<u64, Case>,
}

impl AuditStates {
    pub fn new(count: usize) -> AuditStates {
        let state = AuditState {
            next: 0,
            cases: Vec::new(),
            deters_until: Instant::START,
        };
        AuditStates {
            all: vec![state; count],
            looking: BTreeMap::new(),
        }
    }

    pub fn reset(&mut self) {
        for state in &mut self.all {
            state.next = 0;
            state.cases.clear();
            state.deters_until = Instant::START;
        }
        self.looking.clear();
    }
}

impl World<'_> {
    /// An item went through its route, or round it: audits to come may look at it.
    pub(super) fn file_for_audits(&mut self, item: u32, route: u32, bypassed: bool) {
        let of = &self.items[item as usize];
        let dossier = &self.dossiers[item as usize];
        // Who went round the route was filed then.
        if dossier.bypasses != bypassed {
            return;
        }
        let case = Case {
            key: of.key,
            class: of.class,
            root: of.root,
            round: dossier.submissions,
            route,
            bypassed,
        };
        for (program, state) in self.program.audits.iter().zip(&mut self.audits.all) {
            if program.classes[of.class as usize] {
                state.cases.push(case);
            }
        }
    }

    /// By what share fewer items of a class go round their routes now: the strongest that lasts.
    pub(super) fn deterrence(&self, class: u32) -> f64 {
        let audits = self.program.audits.iter().zip(&self.audits.all);
        let lasting =
            audits.filter(|(program, state)| program.classes[class as usize] && self.now < state.deters_until);
        lasting.map(|(program, _)| program.deters).fold(0.0, f64::max)
    }

    /// Schedules an audit's next time.
    pub(super) fn schedule_audit(&mut self, audit: u32) {
        let next = self.audits.all[audit as usize].next;
        if let Some(&at) = self.program.audits[audit as usize].at.get(next) {
            self.agenda.add(Rank::Audit, audit, at);
        }
    }

    /// An audit begins: each item of the sample is to be looked at.
    pub(super) fn audit<O: Observer>(&mut self, audit: u32, observer: &mut O) {
        self.audits.all[audit as usize].next += 1;
        self.schedule_audit(audit);
        let program = &self.program.audits[audit as usize];
        let cases = std::mem::take(&mut self.audits.all[audit as usize].cases);
        let luck = |case: &Case| {
            let key = case.key.part(program.hash).part(SAMPLE);
            key.child(u64::from(case.round)).uniform()
        };
        let mut sample: Vec<(f64, Case)> = cases.iter().map(|case| (luck(case), *case)).collect();
        sample.retain(|(luck, _)| *luck < program.sample);
        sample.sort_by(|one, other| one.0.total_cmp(&other.0));
        sample.truncate(program.at_most as usize);
        let (demand, hash) = (program.looking, program.hash);
        let root = self.program.demands[demand as usize].own_root;
        for (_, case) in sample {
            let key = case.key.part(hash).part(LOOK).child(u64::from(case.round));
            self.audits.looking.insert(key.0, case);
            self.raise(demand, key, Cause::itself(root), self.now, (Tie::None, NIL), observer);
        }
    }

    /// Somebody has looked at an item: what was found, if anything.
    pub(super) fn end_looking<O: Observer>(&mut self, item: u32, audit: u32, observer: &mut O) {
        let of = &self.items[item as usize];
        let (key, subject) = (of.key, of.subject());
        let Some(case) = self.audits.looking.remove(&key.0) else {
            return;
        };
        let program = &self.program.audits[audit as usize];
        if !case.bypassed || key.part(FINDS).uniform() >= program.finds {
            return;
        }
        let found = Found {
            audit,
            key: case.key.0,
            class: case.class,
            root: case.root,
            route: case.route,
        };
        observer.found(self.now, &subject, found);
        let until = self.now + program.deters_for;
        let state = &mut self.audits.all[audit as usize];
        state.deters_until = state.deters_until.max(until);
        if let Some((demand, roots)) = &program.raises {
            let child = key.part(CORRECTS);
            let (key, at) = (child.0, self.now);
            observer.raised(at, &subject, Raised { key, at });
            let cause = self.brought_about(item, roots);
            self.raise(*demand, child, cause, at, (Tie::None, NIL), observer);
        }
    }
}
