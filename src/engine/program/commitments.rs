//! Commitments: one deadline of one promise, and when something is due.

use crate::model::{Aspect, CalendarId, Deadline, Model, Timetable, WorkingDays};
use crate::observation::Pause;
use crate::time::{Instant, Span};

/// One deadline of one promise.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// The promise, as an index into the model's.
    pub promise: u32,
    /// From arrival to what.
    pub aspect: Aspect,
    /// When an item is due.
    pub due: Due,
    /// When its clock runs.
    pub clock: Timetable,
    /// Starts of whole periods of judgement inside the counted window, and the end of the last.
    pub periods: Vec<Instant>,
}

/// When an item is due.
#[derive(Clone, Debug)]
pub enum Due {
    /// When the clock has run so long.
    Clock(Timetable, Span),
    /// The same time on the n-th following working day.
    Day(WorkingDays, u32),
}

impl Commitment {
    /// When an item that arrived at `arrival` is due, moved by the pauses that stop this clock: each by as long as the clock would
    /// have run in it. Only pauses count that begin before the item is due and before `met`, when what was promised happened:
    /// what is decided stays so.
    #[inline(always)]
    pub fn due_after(&self, arrival: Instant, pauses: &[Pause], met: Instant, stops: impl Fn(u32) -> bool) -> Instant {
        self.moved(self.due.of(arrival), pauses, met, stops)
    }

    /// The same for a deadline that is `more` later on the clock; working days have none.
    pub fn due_after_more(
        &self,
        more: Span,
        arrival: Instant,
        pauses: &[Pause],
        met: Instant,
        stops: impl Fn(u32) -> bool,
    ) -> Instant {
        let due = match &self.due {
            Due::Clock(clock, span) => clock.after(arrival, *span + more).unwrap_or(Instant::NEVER),
            Due::Day(..) => Instant::NEVER,
        };
        self.moved(due, pauses, met, stops)
    }

    #[inline(always)]
    fn moved(&self, due: Instant, pauses: &[Pause], met: Instant, stops: impl Fn(u32) -> bool) -> Instant {
        let mut due = due;
        for pause in pauses {
            if pause.from < due.min(met) && stops(pause.place) {
                let run = self.clock.open_between(pause.from, pause.to);
                due = self.clock.after(due, run).unwrap_or(Instant::NEVER);
            }
        }
        due
    }
}

impl Due {
    /// When an item that arrived at `arrival` is due; [`Instant::NEVER`] where that lies beyond the calendar.
    #[inline]
    pub fn of(&self, arrival: Instant) -> Instant {
        let due = match self {
            Due::Clock(clock, span) => clock.after(arrival, *span),
            Due::Day(days, n) => days.due(arrival, *n),
        };
        due.unwrap_or(Instant::NEVER)
    }
}

/// When something is due that begins at an instant of the run.
pub(super) fn due_of(model: &Model, clock: CalendarId, deadline: Deadline) -> Due {
    due_from(model, clock, deadline, Instant::START)
}

fn due_from(model: &Model, clock: CalendarId, deadline: Deadline, first: Instant) -> Due {
    let calendar = &model.calendars[clock.index()];
    let to = model.run.window_end();
    match deadline {
        Deadline::After(span) => Due::Clock(calendar.timetable(&model.epoch, first, to), span),
        Deadline::WorkingDays(n) => Due::Day(WorkingDays::new(calendar, &model.epoch, first, to), n),
    }
}

pub(super) fn compile(model: &Model) -> Vec<Commitment> {
    let (from, to) = (model.run.window_start(), model.run.window_end());
    // What is open at the start arrived before it.
    let oldest = model.demands.iter().map(|demand| demand.oldest_at_start()).max();
    let first = Instant::START - oldest.unwrap_or(Span::ZERO);
    let mut commitments = Vec::new();
    for (index, promise) in model.promises.iter().enumerate() {
        let calendar = &model.calendars[promise.clock.index()];
        let deadlines = [(Aspect::Resolve, promise.resolve), (Aspect::Respond, promise.respond)];
        for (aspect, deadline) in deadlines {
            let Some(deadline) = deadline else { continue };
            let clock = calendar.timetable(&model.epoch, first, to);
            let due = due_from(model, promise.clock, deadline, first);
            let periods = model.epoch.period_starts(promise.judged, from, to);
            commitments.push(Commitment {
                promise: index as u32,
                aspect,
                due,
                clock,
                periods,
            });
        }
    }
    commitments
}
