//! Commitments: one deadline of one promise, and when something is due.

use crate::model::{Aspect, Deadline, Model, Timetable, WorkingDays};

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
            let due = match deadline {
                Deadline::After(span) => Due::Clock(calendar.timetable(&model.epoch, first, to), span),
                Deadline::WorkingDays(n) => Due::Day(WorkingDays::new(calendar, &model.epoch, first, to), n),
            };
            let periods = model.epoch.period_starts(promise.judged, from, to);
            commitments.push(Commitment {
                promise: index as u32,
                aspect,
                due,
                periods,
            });
        }
    }
    commitments
}
