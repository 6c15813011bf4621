//! The improvement register: work that somebody must find time for, changes that are taken up when it is done, and a judgement by
//! figures before and after, which keeps them or gives them up.

use super::agenda::Rank;
use super::bonds::Tie;
use super::causes::Cause;
use super::program::CapabilityProgram;
use super::streams::name_hash;
use super::world::World;
use crate::observation::Observer;
use crate::time::{DAY, Instant, Span};

const IMPROVEMENT: u64 = name_hash("improvement");

/// How far an improvement has come.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Progress {
    begun: bool,
    /// Items of its work that have not ended.
    left: u32,
    /// What the figure was before its work began.
    before: Option<f64>,
}

impl World<'_> {
    /// Sets when work begins that has a date.
    pub(super) fn begin_improvements(&mut self) {
        self.improvements.clear();
        self.improvements
            .resize(self.program.improvements.len(), Progress::default());
        for (number, improvement) in (0u32..).zip(&self.program.improvements) {
            if let Some(from) = improvement.from {
                self.agenda.add(Rank::Improvement, number, from);
            }
        }
    }

    /// An improvement begins: the figure is noted, and its work is raised. It begins once.
    pub(super) fn begin_improvement<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let first = self.first;
        let improvement = &first.improvements[number as usize];
        if std::mem::replace(&mut self.improvements[number as usize].begun, true) {
            return;
        }
        let before = improvement.judged.and_then(|(judged, gauge)| {
            let from = (self.now - judged.over).max(Instant::START);
            self.figure(gauge, from, self.now, from)
        });
        self.improvements[number as usize].before = before;
        self.improvements[number as usize].left = improvement.items;
        observer.improvement_began(self.now, number, before);
        let root = self.program.demands[improvement.work as usize].own_root;
        let key = self.key.part(IMPROVEMENT).child(u64::from(number));
        for item in 0..improvement.items {
            if self.full_since.is_some() {
                return;
            }
            let tie = (Tie::Improvement, number);
            self.raise(
                improvement.work,
                key.child(u64::from(item)),
                Cause::itself(root),
                self.now,
                tie,
                observer,
            );
        }
    }

    /// A piece of an improvement's work has ended: with the last one its changes begin to be taken up.
    pub(super) fn work_ended<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let progress = &mut self.improvements[number as usize];
        progress.left -= 1;
        if progress.left > 0 {
            return;
        }
        let first = self.first;
        let improvement = &first.improvements[number as usize];
        observer.improvement_done(self.now, number);
        if self.without != Some(number) {
            self.bring(improvement.brings, observer);
        }
        if let Some((judged, _)) = improvement.judged {
            let at = self.now + judged.after;
            if at <= self.program.window_end {
                self.agenda.add(Rank::Judgement, number, at);
            }
        }
    }

    /// A change begins to be taken up.
    pub(super) fn bring<O: Observer>(&mut self, brings: CapabilityProgram, observer: &mut O) {
        self.plan_anew(brings.switch);
        if brings.days == 0 {
            return self.intend(brings.switch, brings.up_to, self.now, observer);
        }
        for day in 1..=brings.days {
            let at = self.now + Span(i64::from(day) * DAY);
            if at > self.program.window_end {
                return;
            }
            let level = brings.up_to * f64::from(day) / f64::from(brings.days);
            self.intend(brings.switch, level, at, observer);
        }
    }

    /// An improvement is judged: the figure is compared with what it was before, and its changes are kept or given up.
    pub(super) fn judge_improvement<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let first = self.first;
        let improvement = &first.improvements[number as usize];
        let Some((judged, gauge)) = improvement.judged else {
            return;
        };
        let from = (self.now - judged.over).max(Instant::START);
        let after = self.figure(gauge, from, self.now, from);
        let gain = self.improvements[number as usize]
            .before
            .zip(after)
            .and_then(|(before, after)| judged.gain(before, after));
        // Without figures nobody gives up what has been built.
        let kept = gain.is_none_or(|gain| gain >= judged.least);
        observer.improvement_judged(self.now, number, after, kept);
        if !kept {
            self.plan_anew(improvement.brings.switch);
            self.intend(improvement.brings.switch, 0.0, self.now, observer);
        }
    }

    /// Runs one replication as it would be if an improvement's work were done but changed nothing.
    pub fn run_without<O: Observer>(&mut self, improvement: u32, seed: u64, replication: u64, observer: &mut O) {
        self.without = Some(improvement);
        self.run(seed, replication, observer);
        self.without = None;
    }
}
