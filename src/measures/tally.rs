//! The tally: the observer that counts and adds up one replication.

mod changes;
mod verdicts;

use super::attendance::Attendance;
use super::improvements::Register;
use super::judgement::{Count, Judgement};
use super::layout::{batch, commitment, item, review, route, team, train, visit};
use super::outages::Outages;
pub use super::outcome::{Age, HOURS, Outcome, Plan};
use super::shelves::Shelves;
use crate::engine::Program;
use crate::observation::{
    Bypassed, Decided, Ending, Found, Observer, PARTS, Part, Passed, Returned, Staff, Standing, Subject, Waited, Worked,
};
use crate::statistics::histogram::{BUCKETS, bucket};
use crate::time::Instant;

/// Every bucket has a number of 16 bits.
const _: () = assert!(BUCKETS <= 1 << 16);

/// Where a class's numbers stand: its first cell among the items' cells, which its roots follow, and its histogram.
#[derive(Clone, Copy, Debug)]
struct ClassCells {
    first_item: u32,
    histogram: u32,
}

/// Counts and adds up one replication. Sums are whole ticks, so the order of adding does not matter.
pub struct Tally<'p> {
    program: &'p Program,
    plan: &'p Plan,
    from: Instant,
    to: Instant,
    classes: Vec<ClassCells>,
    /// Where each place's cells begin among the visits' cells; its roots follow.
    first_visit: Vec<u32>,
    items: Vec<[i64; item::SIZE]>,
    visits: Vec<[i64; visit::SIZE]>,
    /// All sums by the layout: those of items and visits come to it at the end.
    sums: Vec<i64>,
    /// Commitment by commitment.
    judgements: Vec<Judgement<'p>>,
    attendance: Attendance<'p>,
    outages: Outages<'p>,
    shelves: Shelves,
    /// Of each change that the run makes itself: how much of it is in force, and since when.
    in_force: Vec<(f64, Instant)>,
    register: Register,
    outcome: Outcome,
}

impl<'p> Tally<'p> {
    /// An empty tally.
    pub fn new(program: &'p Program, plan: &'p Plan) -> Tally<'p> {
        let judgements = program.commitments.iter().map(|c| Judgement::new(&c.periods));
        let layout = &plan.layout;
        let (items, visits) = (
            layout.visits_from / item::SIZE,
            (layout.teams - layout.visits_from) / visit::SIZE,
        );
        let cell = |offset: usize, from: usize, size: usize| ((offset - from) / size) as u32;
        let mut tally = Tally {
            program,
            plan,
            from: program.window_start,
            to: program.window_end,
            classes: layout
                .items
                .iter()
                .zip(&layout.cohorts)
                .map(|(&at, &cohort)| ClassCells {
                    first_item: cell(at, 0, item::SIZE),
                    histogram: cohort * BUCKETS as u32,
                })
                .collect(),
            first_visit: layout
                .visits
                .iter()
                .map(|&at| cell(at, layout.visits_from, visit::SIZE))
                .collect(),
            items: vec![[0; item::SIZE]; items],
            visits: vec![[0; visit::SIZE]; visits],
            sums: vec![0; plan.layout.size],
            judgements: judgements.collect(),
            attendance: Attendance::new(
                &plan.hours,
                program.window_start,
                program.window_end,
                program.teams.len(),
            ),
            outages: Outages::new(&plan.services, program.window_start, program.window_end),
            shelves: Shelves::new(program),
            in_force: vec![(0.0, Instant::START); program.switches()],
            register: Register::new(program.improvements.len()),
            outcome: Outcome::default(),
        };
        tally.clear();
        tally
    }

    fn clear(&mut self) {
        let program = self.program;
        self.sums.fill(0);
        self.items.fill([0; item::SIZE]);
        self.visits.fill([0; visit::SIZE]);
        self.judgements.iter_mut().for_each(Judgement::clear);
        self.attendance.clear();
        self.outages.clear();
        self.shelves.clear();
        self.in_force.fill((0.0, Instant::START));
        self.register.clear();
        let cohorts = self.plan.layout.cohort_demands.len();
        self.outcome = Outcome {
            numbers: Vec::new(),
            open: vec![0; program.samples.len() * program.demands.len()],
            ages: Vec::new(),
            ages_until: vec![0; program.samples.len()],
            ages_at_end: Vec::new(),
            oldest: vec![None; program.samples.len()],
            lead_times: vec![0; cohorts * BUCKETS],
            response_times: vec![0; cohorts * BUCKETS],
            approval_delays: vec![0; self.plan.layout.delay_routes(program) * BUCKETS],
            busy: Vec::new(),
            present: Vec::new(),
        };
    }

    /// The replication in numbers; the tally is empty again.
    pub fn take(&mut self) -> Outcome {
        self.attendance.finish();
        for number in 0..self.in_force.len() {
            self.count_force(self.to, number);
        }
        for (number, [rostered, present, busy, overtime, kept]) in self.attendance.totals.iter().enumerate() {
            let cell = self.plan.layout.teams + number * team::SIZE;
            self.sums[cell + team::ROSTERED] = *rostered;
            self.sums[cell + team::PRESENT] = *present;
            self.sums[cell + team::BUSY] = *busy;
            self.sums[cell + team::OVERTIME] = *overtime;
            self.sums[cell + team::KEPT] = *kept;
        }
        self.outages.finish(&mut self.sums[self.plan.layout.services..]);
        self.shelves.finish(&mut self.sums[self.plan.layout.stocks..]);
        self.sums[self.plan.layout.unit] = 1;
        self.outcome.busy = std::mem::take(&mut self.attendance.busy);
        self.outcome.present = std::mem::take(&mut self.attendance.present);
        for (index, judgement) in self.judgements.iter().enumerate() {
            let cell = self.plan.layout.commitments + index * commitment::SIZE;
            let total = judgement.total();
            self.sums[cell + commitment::DUE] = i64::from(total.due);
            self.sums[cell + commitment::KEPT] = i64::from(total.kept);
            for Count { due, kept } in judgement.periods() {
                self.sums[cell + commitment::PERIODS] += 1;
                let met = f64::from(kept) >= self.plan.targets[index] * f64::from(due) - 1e-9;
                self.sums[cell + commitment::MET] += i64::from(met);
            }
        }
        let (items, others) = self.sums.split_at_mut(self.plan.layout.visits_from);
        items.copy_from_slice(self.items.as_flattened());
        let visits = self.visits.as_flattened();
        others[..visits.len()].copy_from_slice(visits);
        self.outcome.numbers = self.sums.iter().map(|&sum| sum as f64).collect();
        self.register
            .write(&mut self.outcome.numbers[self.plan.layout.improvements..]);
        let outcome = std::mem::take(&mut self.outcome);
        self.clear();
        outcome
    }

    /// The improvements that were judged in the replication, which is still here: what their figures would have been without them is
    /// asked.
    pub fn judged(&self) -> Vec<u32> {
        self.register.asked()
    }

    /// What an improvement's figure would have been if it had changed nothing.
    pub fn set_without(&mut self, improvement: u32, figure: Option<f64>) {
        self.register.set_without(improvement, figure);
    }

    #[inline(always)]
    fn counts(&self, now: Instant) -> bool {
        now >= self.from
    }

    #[inline(always)]
    fn item_cell(&mut self, of: &Subject) -> &mut [i64; item::SIZE] {
        &mut self.items[self.classes[of.class as usize].first_item as usize + usize::from(of.root)]
    }

    #[inline(always)]
    fn visit_cell(&mut self, place: u32, of: &Subject) -> &mut [i64; visit::SIZE] {
        &mut self.visits[self.first_visit[place as usize] as usize + usize::from(of.root)]
    }
}

impl Observer for Tally<'_> {
    #[inline(always)]
    fn arrived(&mut self, now: Instant, of: &Subject) {
        self.outages.begins(now, of);
        if self.counts(now) {
            self.item_cell(of)[item::ARRIVED] += 1;
        }
    }

    #[inline(always)]
    fn started(&mut self, now: Instant, of: &Subject, place: u32, waited: Waited) {
        if self.counts(now) {
            let cell = self.visit_cell(place, of);
            cell[visit::WAITS] += 1;
            cell[visit::QUEUE] += waited.queue;
            cell[visit::OFF_SHIFT] += waited.off_shift;
        }
    }

    fn left(&mut self, now: Instant, of: &Subject, place: u32, waited: Waited) {
        self.started(now, of, place, waited);
    }

    #[inline(always)]
    fn stopped(&mut self, now: Instant, of: &Subject, place: u32, worked: Worked) {
        if self.counts(now) {
            // Work that began before the window counts from its start.
            let work = worked.touch.min((now - self.from).ticks()) * i64::from(worked.people);
            let work = worked.among.part_of(work);
            let (ends, rework) = (i64::from(worked.ends), i64::from(worked.rework));
            let cell = self.visit_cell(place, of);
            cell[visit::ENDED] += ends;
            cell[visit::REWORK] += ends & rework;
            cell[visit::WORK] += work;
            cell[visit::REWORK_WORK] += work * rework;
        }
    }

    fn helped(&mut self, now: Instant, helper: u32, place: u32, worked: Worked) {
        if self.counts(now) {
            let work = worked
                .among
                .part_of(worked.touch.min((now - self.from).ticks()) * i64::from(worked.people));
            let own = self.program.places[place as usize].team;
            for (number, work) in [(helper, work), (own, -work)] {
                let cell = self.plan.layout.teams + number as usize * team::SIZE;
                self.sums[cell + team::HELP] += work;
                self.sums[cell + team::HELP_REWORK] += work * i64::from(worked.rework);
            }
        }
    }

    fn passed(&mut self, now: Instant, of: &Subject, place: u32, passed: Passed) {
        if self.counts(now) {
            let cell = self.visit_cell(place, of);
            let (ends, rework) = (i64::from(passed.ends), i64::from(passed.rework));
            cell[visit::ENDED] += ends;
            cell[visit::REWORK] += ends & rework;
            cell[visit::HELD] += passed.ticks;
        }
    }

    fn misrouted(&mut self, now: Instant, of: &Subject, _: u32) {
        if self.counts(now) {
            self.item_cell(of)[item::MISROUTED] += 1;
        }
    }

    fn abandoned(&mut self, now: Instant, of: &Subject, _: u32) {
        if self.counts(now) {
            self.item_cell(of)[item::ABANDONED] += 1;
        }
    }

    fn was_open(&mut self, now: Instant, of: &Subject, _: Option<Instant>) {
        self.outages.begins(now, of);
    }

    fn resolved(&mut self, now: Instant, of: &Subject) {
        self.outages.rests(now, of);
    }

    fn returned(&mut self, now: Instant, of: &Subject, place: u32, returned: Returned) {
        self.count_case(now, of, place, returned);
    }

    fn still_out(&mut self, now: Instant, of: &Subject, place: u32, sent: Instant) {
        self.judge_case(now, of, place, sent, None);
    }

    fn stocked(&mut self, now: Instant, part: u32, change: i64) {
        self.shelves.stocked(now, part, change);
    }

    fn requested(&mut self, now: Instant, part: u32, there: bool) {
        self.shelves.requested(now, part, there);
    }

    fn supplied(&mut self, now: Instant, part: u32, units: i64, waited: Option<i64>) {
        self.shelves.supplied(now, part, units, waited);
    }

    fn ordered(&mut self, now: Instant, part: u32, _: i64) {
        self.shelves.ordered(now, part);
    }

    fn reopened(&mut self, now: Instant, of: &Subject) {
        self.outages.begins(now, of);
        if self.counts(now) {
            self.item_cell(of)[item::REOPENED] += 1;
        }
    }

    fn decided(&mut self, now: Instant, of: &Subject, decided: Decided) {
        if self.counts(now) {
            self.count_decision(of, &decided);
        }
    }

    fn bypassed(&mut self, now: Instant, of: &Subject, bypassed: Bypassed) {
        if self.counts(now) {
            self.count_change(of.class, Some(bypassed.route), true, |cell| cell[route::BYPASSED] += 1);
        }
    }

    fn found(&mut self, now: Instant, _: &Subject, found: Found) {
        if self.counts(now) {
            self.count_change(found.class, Some(found.route), true, |cell| cell[route::FOUND] += 1);
        }
    }

    fn took_effect(&mut self, now: Instant, of: &Subject, by: Option<u32>, failed: bool) {
        if self.counts(now) {
            self.count_effect(of, by, failed);
        }
    }

    fn caused(&mut self, now: Instant, of: &Subject, by: Option<u32>, count: u64) {
        if self.counts(now) {
            self.count_change(of.class, by, true, |cell| cell[route::CAUSED] += count as i64);
        }
    }

    #[inline(always)]
    fn ended(&mut self, now: Instant, of: &Subject, ending: Ending<'_>) {
        self.outages.ends(now, of);
        let touched = ending.first_touch.unwrap_or(Instant::NEVER);
        let resolved = if ending.completed { now } else { Instant::NEVER };
        let resolved = ending.resolved.unwrap_or(resolved);
        if !self.counts(now) {
            // Resolved before the window, it may still fall due inside it.
            self.judge(of, touched, resolved, ending.pauses);
            return;
        }
        let open = (now - of.arrived.max(self.from)).ticks();
        let lead = (now - of.arrived).ticks();
        let response = ending.first_touch.map(|touch| (touch - of.arrived).ticks());
        let ClassCells { first_item, histogram } = self.classes[of.class as usize];
        let cell = &mut self.items[first_item as usize + usize::from(of.root)];
        cell[item::OPEN] += open;
        if !ending.completed {
            cell[item::CLOSED] += 1;
            self.judge(of, touched, resolved, ending.pauses);
            return;
        }
        cell[item::COMPLETED] += 1;
        cell[item::LEAD] += lead;
        if let Some(response) = response {
            cell[item::TOUCHED] += 1;
            cell[item::RESPONSE] += response;
        }
        for (part, spans) in [
            (Part::Touch, ending.touch),
            (Part::Queue, ending.queue),
            (Part::OffShift, ending.off_shift),
        ] {
            cell[item::PARTS_FROM + part as usize] += spans[0];
            cell[item::PARTS_FROM + PARTS + part as usize] += spans[1];
        }
        if let Some(others) = ending.others {
            for (sum, part) in cell[item::PARTS_FROM..].iter_mut().zip(others.as_flattened()) {
                *sum += part;
            }
        }
        if !self.plan.lateness.is_empty() {
            self.count_lateness(of, lead);
        }
        self.outcome.lead_times[histogram as usize + bucket(lead)] += 1;
        if let Some(response) = response {
            self.outcome.response_times[histogram as usize + bucket(response)] += 1;
        }
        self.judge(of, touched, resolved, ending.pauses);
    }

    #[inline(always)]
    fn staff(&mut self, now: Instant, number: u32, what: Staff, change: i32) {
        self.attendance.change(now, number, what, change);
    }

    fn called_out(&mut self, now: Instant, number: u32) {
        if self.counts(now) {
            self.sums[self.plan.layout.teams + number as usize * team::SIZE + team::CALL_OUTS] += 1;
        }
    }

    fn reviewed(&mut self, now: Instant, number: u32, _: Option<f64>, acts: bool) {
        if self.counts(now) {
            let cell = self.plan.layout.reviews + number as usize * review::SIZE;
            self.sums[cell + review::HELD] += 1;
            self.sums[cell + review::ACTED] += i64::from(acts);
        }
    }

    fn improvement_began(&mut self, now: Instant, number: u32, before: Option<f64>) {
        self.register.began(now, number, before);
    }

    fn improvement_done(&mut self, now: Instant, number: u32) {
        self.register.done(now, number);
    }

    fn improvement_judged(&mut self, _: Instant, number: u32, after: Option<f64>, kept: bool) {
        self.register.judged(number, after, kept);
    }

    fn switched(&mut self, now: Instant, number: u32, level: f64) {
        self.count_force(now, number as usize);
        self.in_force[number as usize] = (level, now);
    }

    fn met(&mut self, now: Instant, number: u32, held: bool) {
        if self.counts(now) {
            self.route_cell(number as usize)[if held { route::HELD } else { route::NOT_HELD }] += 1;
        }
    }

    fn batched(&mut self, now: Instant, place: u32, items: u32) {
        if self.counts(now) {
            let number = self.program.places[place as usize].batch as usize;
            let cell = &mut self.sums[self.plan.layout.batches + number * batch::SIZE..];
            cell[batch::BATCHES] += 1;
            cell[batch::ITEMS] += i64::from(items);
        }
    }

    fn departed(&mut self, now: Instant, number: u32, items: u32, left_behind: u32) {
        if self.counts(now) {
            let cell = &mut self.sums[self.plan.layout.trains + number as usize * train::SIZE..];
            cell[train::DEPARTURES] += 1;
            cell[train::ITEMS] += i64::from(items);
            cell[train::LEFT_BEHIND] += i64::from(left_behind);
        }
    }

    fn was_full(&mut self, _: Instant) {
        self.sums[self.plan.layout.full] = 1;
    }

    fn open(&mut self, now: Instant, sample: u32, of: &Subject, standing: Standing<'_>) {
        let demand = self.program.classes[of.class as usize].demand;
        let age = (now - of.arrived).ticks();
        self.outcome.open[sample as usize * self.program.demands.len() + demand as usize] += 1;
        let bucket = bucket(age) as u16;
        self.outcome.ages.push(bucket);
        self.outcome.ages_until[sample as usize] = self.outcome.ages.len() as u32;
        let oldest = &mut self.outcome.oldest[sample as usize];
        *oldest = (*oldest).max(Some(age));
        if now >= self.to {
            self.outcome.ages_at_end.push(Age { demand, bucket });
            let open = (now - of.arrived.max(self.from)).ticks();
            self.item_cell(of)[item::OPEN] += open;
            let [touched, resolved] = [standing.first_touch, standing.resolved].map(|at| at.unwrap_or(Instant::NEVER));
            self.judge(of, touched, resolved, standing.pauses);
        }
    }
}
