//! The tally: the observer that counts and adds up one replication.

mod causes;
mod changes;
mod channels;
mod hearing;
mod increments;
mod verdicts;

use super::attendance::Attendance;
use super::defects::Defects;
use super::improvements::Register;
use super::judgement::{Count, Judgement};
use super::layout::{commitment, item, team, visit};
use super::outages::Outages;
pub use super::outcome::{Age, HOURS, Outcome, Plan};
use super::shelves::Shelves;
use crate::engine::Program;
use crate::observation::Subject;
use crate::statistics::histogram::BUCKETS;
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
    defects: Defects,
    /// Of each change that the run makes itself: how much of it is in force, and since when.
    in_force: Vec<(f64, Instant)>,
    register: Register,
    /// For each number of the sums, the value that came in a week; used where there are opportunities.
    value: Vec<(usize, f64)>,
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
            defects: Defects::new(program),
            in_force: vec![(0.0, Instant::START); program.switches()],
            register: Register::new(program.improvements.len()),
            value: Vec::new(),
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
        self.defects.clear();
        self.in_force.fill((0.0, Instant::START));
        self.register.clear();
        self.value.clear();
        let cohorts = self.plan.layout.cohort_demands.len();
        self.outcome = Outcome {
            numbers: Vec::new(),
            open: vec![0; program.samples.len() * program.demands.len()],
            open_faults: Vec::with_capacity(program.samples.len() * program.faults.len()),
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
        self.defects.finish(&mut self.sums[self.plan.layout.faults..]);
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
        for (number, value) in &self.value {
            self.outcome.numbers[*number] += value;
        }
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
