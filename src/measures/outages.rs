//! Outages: when services were down or degraded in one replication.
//!
//! A service is down from the moment at which the first open item means that until the last such item is resolved: outages that
//! overlap or touch are one. Degraded counts only while it is not down.

use std::collections::BTreeSet;

use super::layout::service;
use crate::engine::Program;
use crate::model::{DemandId, Impact, Model, ServiceId, Timetable};
use crate::observation::Subject;
use crate::time::{DAY, Instant, Span};

/// A service's hours.
#[derive(Clone, Debug)]
pub struct Hours {
    /// All of them.
    pub all: Timetable,
    /// Those on critical dates.
    pub critical: Timetable,
}

/// Services, and what items mean for them.
#[derive(Clone, Debug)]
pub struct Services {
    /// For each service.
    pub hours: Vec<Hours>,
    /// For each class, what its items mean for which service; empty where no item means anything.
    impacts: Vec<Option<(ServiceId, Impact)>>,
}

impl Services {
    /// Those of a model and the program it was compiled to.
    pub fn new(model: &Model, program: &Program) -> Services {
        let hours = model.services.iter().map(|of| {
            let calendar = &model.calendars[of.calendar.index()];
            let all = calendar.timetable(&model.epoch, Instant::START, program.window_end);
            let clock = model.epoch.clock();
            let days = of.critical.iter().map(|date| {
                let next = date
                    .tomorrow()
                    .map_or(clock.midnight_of(*date) + Span(DAY), |next| clock.midnight_of(next));
                (clock.midnight_of(*date), next)
            });
            let critical = days.flat_map(|(from, to)| {
                let spans = all.spans_between(from, to);
                spans.map(move |(opens, closes)| (opens.max(from), closes.min(to)))
            });
            Hours {
                critical: Timetable::of_spans(critical.collect()),
                all,
            }
        });
        let impact = |class: u32| {
            let demand = DemandId(program.classes[class as usize].demand);
            let affects = model.demands[demand.index()].affects.as_ref()?;
            let values = program.values_of(model, class);
            let value_of = |attribute| {
                values
                    .iter()
                    .find(|(own, _)| *own == attribute)
                    .map(|(_, value)| *value)
            };
            let impact = *affects.means.of(demand, value_of);
            (impact != Impact::None).then_some((affects.service, impact))
        };
        let impacts: Vec<_> = (0..program.classes.len() as u32).map(impact).collect();
        Services {
            hours: hours.collect(),
            impacts: if impacts.iter().all(Option::is_none) {
                Vec::new()
            } else {
                impacts
            },
        }
    }
}

/// A service as it stands.
#[derive(Clone, Debug, Default)]
struct State {
    /// Open items that mean down, and that mean degraded.
    down: u32,
    degraded: u32,
    since: Instant,
    /// Since when it is down, until it is known that it is so no longer.
    outage: Option<Instant>,
    sums: [i64; service::SIZE],
}

/// All services through one replication.
pub(super) struct Outages<'p> {
    plan: &'p Services,
    from: Instant,
    to: Instant,
    states: Vec<State>,
    /// Items that are resolved for the time being.
    resting: BTreeSet<u64>,
}

impl<'p> Outages<'p> {
    pub fn new(plan: &'p Services, from: Instant, to: Instant) -> Outages<'p> {
        Outages {
            plan,
            from,
            to,
            states: vec![State::default(); plan.hours.len()],
            resting: BTreeSet::new(),
        }
    }

    pub fn clear(&mut self) {
        self.states.fill(State::default());
        self.resting.clear();
    }

    /// An item comes, or comes back.
    #[inline(always)]
    pub fn begins(&mut self, now: Instant, of: &Subject) {
        if !self.plan.impacts.is_empty() {
            self.resting.remove(&of.key);
            self.change(now, of, 1);
        }
    }

    /// An item is resolved, and will come back.
    pub fn rests(&mut self, now: Instant, of: &Subject) {
        if !self.plan.impacts.is_empty() {
            self.resting.insert(of.key);
            self.change(now, of, -1);
        }
    }

    /// An item is over.
    #[inline(always)]
    pub fn ends(&mut self, now: Instant, of: &Subject) {
        if !self.plan.impacts.is_empty() && !self.resting.remove(&of.key) {
            self.change(now, of, -1);
        }
    }

    fn change(&mut self, now: Instant, of: &Subject, by: i32) {
        let Some((service, impact)) = self.plan.impacts[of.class as usize] else {
            return;
        };
        let hours = &self.plan.hours[service.index()];
        let state = &mut self.states[service.index()];
        state.pass(hours, self.from, now);
        match impact {
            Impact::Down => {
                state.down = state.down.saturating_add_signed(by);
                state.outage = state.outage.or((state.down > 0).then_some(now));
            }
            Impact::Degraded => state.degraded = state.degraded.saturating_add_signed(by),
            Impact::None => {}
        }
    }

    /// The run ends: the sums, service by service. An outage that goes on then has no length yet.
    pub fn finish(&mut self, sums: &mut [i64]) {
        let cells = sums.chunks_exact_mut(service::SIZE);
        for ((state, hours), cell) in self.states.iter_mut().zip(&self.plan.hours).zip(cells) {
            state.pass(hours, self.from, self.to);
            state.end_outage(hours, self.from);
            cell.copy_from_slice(&state.sums);
        }
    }
}

impl State {
    /// It has stood so up to now.
    fn pass(&mut self, hours: &Hours, window: Instant, now: Instant) {
        if now > self.since {
            self.end_outage(hours, window);
        }
        let from = self.since.max(window);
        if from < now && (self.down > 0 || self.degraded > 0) {
            let critical = hours.critical.open_between(from, now).ticks();
            let ordinary = hours.all.open_between(from, now).ticks() - critical;
            let (number, other) = if self.down > 0 {
                (service::DOWN, service::DOWN_CRITICAL)
            } else {
                (service::DEGRADED, service::DEGRADED_CRITICAL)
            };
            self.sums[number] += ordinary;
            self.sums[other] += critical;
        }
        self.since = now;
    }

    /// The outage that ended when something last changed, if it did and nothing took the service down again at that instant.
    fn end_outage(&mut self, hours: &Hours, window: Instant) {
        if self.down > 0 {
            return;
        }
        let Some(began) = self.outage.take() else { return };
        let felt = hours.all.open_between(began, self.since).ticks();
        if self.since >= window && felt > 0 {
            self.sums[service::OUTAGES] += 1;
            self.sums[service::OUTAGE] += felt;
            self.sums[service::RECOVERY] += (self.since - began).ticks();
        }
    }
}
