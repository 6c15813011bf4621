//! The clocks of promises about one item.

use super::Directory;
use super::deadlines::{ClockRun, PromiseClock, Stop, Verdict};
use super::record::Record;
use crate::engine::program::Due;
use crate::model::{Aspect, Timetable};
use crate::observation::Pause;
use crate::time::{Instant, Span};

/// Every deadline promised for an item, judged as the run's figures are: what is still open when the run ends is broken where
/// it fell due before.
pub(super) fn clocks<'a>(record: &Record, directory: &Directory<'a>) -> Vec<PromiseClock<'a>> {
    let program = directory.program;
    let commitments = &program.classes[record.class as usize].commitments;
    // Nothing is promised for what nobody has noticed.
    if record.clock_from == Some(Instant::NEVER) {
        return Vec::new();
    }
    let clock = |&index: &u32| of_commitment(record, directory, index);
    commitments.iter().map(clock).collect()
}

fn of_commitment<'a>(record: &Record, directory: &Directory<'a>, index: u32) -> PromiseClock<'a> {
    let program = directory.program;
    let of = &program.commitments[index as usize];
    let promise = &directory.model.promises[of.promise as usize];
    let end = directory.program.window_end;
    let completed = record.ending.filter(|ending| ending.completed).map(|ending| ending.at);
    let completed = record.resolved.or(completed);
    let (aspect, met) = match of.aspect {
        Aspect::Resolve => ("resolve", completed),
        Aspect::Respond => ("respond", record.first_touch),
    };
    let stands = |place: u32| program.stops(place, index);
    let from = record.clock_from.unwrap_or(record.arrived);
    let due = of.due_after(from, &record.pauses, met.unwrap_or(Instant::NEVER), stands);
    let stops = met.or(record.ending.map(|ending| ending.at)).unwrap_or(end);
    let verdict = match met {
        Some(met) if met <= due => Verdict::Kept,
        // Closed undone, it can no longer be kept.
        None if record.ending.is_none() && due >= end => Verdict::Undecided,
        _ => Verdict::Broken,
    };
    let pauses: Vec<Pause> = record
        .pauses
        .iter()
        .filter(|pause| stands(pause.place))
        .copied()
        .collect();
    let (target_seconds, working_days, runs, stopped) = match &of.due {
        Due::Clock(hours, span) => (
            Some(span.ticks() as f64 / 1000.0),
            None,
            runs(directory, hours, (from, stops), &pauses),
            stopped(directory, hours, (from, stops), &pauses),
        ),
        Due::Day(_, days) => (None, Some(*days), Vec::new(), Vec::new()),
    };
    PromiseClock {
        promise: &promise.name,
        aspect,
        clock: &directory.model.calendars[promise.clock.index()].name,
        target_seconds,
        working_days,
        due: Some(due)
            .filter(|due| *due < Instant::NEVER)
            .map(|due| directory.moment(due)),
        met: met.map(|met| directory.moment(met)),
        verdict,
        stopped,
        runs,
    }
}

/// How long waits stopped a clock inside its hours, in the order in which they first did.
fn stopped<'a>(
    directory: &Directory<'a>,
    hours: &Timetable,
    (from, to): (Instant, Instant),
    pauses: &[Pause],
) -> Vec<Stop<'a>> {
    let mut stopped: Vec<Stop<'a>> = Vec::new();
    for pause in pauses {
        let (begins, ends) = (pause.from.max(from), pause.to.min(to));
        let time = if begins < ends {
            hours.open_between(begins, ends)
        } else {
            Span::ZERO
        };
        let step = directory.place(pause.place).step;
        match stopped.iter_mut().find(|stop| stop.step == step) {
            Some(stop) => stop.time += time,
            None if time > Span::ZERO => stopped.push(Stop { step, time }),
            None => {}
        }
    }
    stopped
}

/// When a clock ran and stood still.
fn runs(
    directory: &Directory<'_>,
    hours: &Timetable,
    (from, to): (Instant, Instant),
    pauses: &[Pause],
) -> Vec<ClockRun> {
    let mut runs: Vec<ClockRun> = Vec::new();
    let mut push = |from: Instant, to: Instant, runs_now: bool| {
        if from >= to {
            return;
        }
        // A pause may touch the end of the hours: both are one stretch in which it stands still.
        match runs.last_mut() {
            Some(last) if last.runs == runs_now => last.to = directory.moment(to),
            _ => runs.push(ClockRun {
                from: directory.moment(from),
                to: directory.moment(to),
                runs: runs_now,
            }),
        }
    };
    let mut at = from;
    for (opens, closes) in hours.spans_between(from, to) {
        let (open, ends) = (opens.max(from), closes.min(to));
        let mut begins = open;
        for pause in pauses.iter().filter(|pause| pause.from < ends && pause.to > open) {
            push(at, begins, false);
            push(begins, pause.from, true);
            at = pause.from.max(begins);
            begins = pause.to.min(ends);
        }
        push(at, begins, false);
        push(begins, ends, true);
        at = ends;
    }
    push(at, to, false);
    runs
}
