//! Changes that a run makes itself: what they are, and what the organisation is while several of them hold.

use super::{Demand, Model, Route, Step, Team};

/// A change that holds while the run says so: a review acts, an improvement is adopted, a capability has been built.
#[derive(Clone, Debug)]
pub struct Switch {
    /// What it is called, unique among the switches.
    pub name: String,
    /// The organisation with this change alone.
    pub then: Model,
}

/// Takes over the fields in which `$changed` differs from `$base`.
macro_rules! take {
    ($into:expr, $base:expr, $changed:expr; $($field:ident),* $(,)?) => {$(
        if $changed.$field != $base.$field {
            $into.$field.clone_from(&$changed.$field);
        }
    )*};
}

impl Model {
    /// Takes over what `changed` changes of `base`. All three have the same parts: only what may change while a run goes on differs,
    /// and no field is changed by two.
    pub fn take_changes(&mut self, base: &Model, changed: &Model) {
        take!(self, base, changed; policy);
        let policies = base.policies.iter().zip(&changed.policies);
        for (into, (base, changed)) in self.policies.iter_mut().zip(policies) {
            take!(into, base, changed; rules);
        }
        let teams = base.teams.iter().zip(&changed.teams);
        for (into, (base, changed)) in self.teams.iter_mut().zip(teams) {
            into.take_changes(base, changed);
        }
        let demands = base.demands.iter().zip(&changed.demands);
        for (into, (base, changed)) in self.demands.iter_mut().zip(demands) {
            into.take_changes(base, changed);
        }
        let routes = base.routes.iter().zip(&changed.routes);
        for (into, (base, changed)) in self.routes.iter_mut().zip(routes) {
            into.take_changes(base, changed);
        }
        let suppliers = base.suppliers.iter().zip(&changed.suppliers);
        for (into, (base, changed)) in self.suppliers.iter_mut().zip(suppliers) {
            take!(into, base, changed; takes, returned_unsolved);
        }
        let parts = base.parts.iter().zip(&changed.parts);
        for (into, (base, changed)) in self.parts.iter_mut().zip(parts) {
            take!(into, base, changed; takes);
        }
        let faults = base.faults.iter().zip(&changed.faults);
        for (into, (base, changed)) in self.faults.iter_mut().zip(faults) {
            take!(into, base, changed; new_per_week, per_week, effort_once_known, found);
        }
        let audits = base.audits.iter().zip(&changed.audits);
        for (into, (base, changed)) in self.audits.iter_mut().zip(audits) {
            take!(into, base, changed; sample, at_most, finds, deters, deters_for);
        }
        let streams = base.streams.iter().zip(&changed.streams);
        for (into, (base, changed)) in self.streams.iter_mut().zip(streams) {
            take!(into, base, changed; limit);
            let steps = base.steps.iter().zip(&changed.steps);
            for (into, (base, changed)) in into.steps.iter_mut().zip(steps) {
                into.take_changes(base, changed);
            }
        }
    }
}

impl Team {
    fn take_changes(&mut self, base: &Team, changed: &Team) {
        take!(self, base, changed; absence, spell, other_duties, on_call, handoff, limit, queue, preempts, resumption,
            at_shift_end, hand_over, also_works_for);
        if self.shifts.len() != base.shifts.len() || base.shifts.len() != changed.shifts.len() {
            return take!(self, base, changed; shifts);
        }
        let shifts = base.shifts.iter().zip(&changed.shifts);
        for (into, (base, changed)) in self.shifts.iter_mut().zip(shifts) {
            take!(into, base, changed; people, present);
        }
    }
}

impl Demand {
    fn take_changes(&mut self, base: &Demand, changed: &Demand) {
        take!(self, base, changed; arrivals, batch, mixes, dependent, misjudged, enters, fails, reopening, calls,
            chased, self_service, detection);
    }
}

impl Route {
    fn take_changes(&mut self, base: &Route, changed: &Route) {
        take!(self, base, changed; kind, catches_bad, rejects_good, still_bad_after_rework, on_rejection, bypass);
    }
}

impl Step {
    fn take_changes(&mut self, base: &Step, changed: &Step) {
        take!(self, base, changed; team, people, effort, limit, wait, handoff, overflow, misrouting, patience, hold,
            next, exceptions, raises, fork, approval, if_it_fails, brings, batch,
            outsourced, automation, writes);
    }
}
