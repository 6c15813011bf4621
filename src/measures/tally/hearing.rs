//! What the tally counts at each thing it hears.

use super::{Age, ClassCells, Tally};
use crate::measures::layout::{batch, contact, item, knowledge, review, route, team, trace, train, visit};
use crate::observation::{
    Arisen, Attempt, Bypassed, Decided, Drawn, Ending, Found, Observer, Origin, PARTS, Part, Passed, Raised, Released,
    Returned, Run, Staff, Standing, Subject, Symptom, Waited, Worked,
};
use crate::statistics::histogram::bucket;
use crate::time::Instant;

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

    fn automated(&mut self, now: Instant, of: &Subject, place: u32, run: Run) {
        if self.counts(now) {
            self.count_run(of, place, run);
        }
    }

    fn discovered(&mut self, now: Instant, of: &Subject, place: u32, ticks: i64) {
        if self.counts(now) {
            self.count_discovery(of, place, ticks);
        }
    }

    fn attempted(&mut self, now: Instant, of: &Subject) {
        if self.counts(now) {
            self.count_contact(of, contact::TRIED, 1);
        }
    }

    fn attempt_ended(&mut self, now: Instant, of: &Subject, how: Attempt) {
        self.count_attempt(now, of, &how);
    }

    fn noticed(&mut self, now: Instant, of: &Subject, ticks: i64, by_call: bool) {
        if self.counts(now) {
            self.count_contact(of, contact::NOTICED, 1);
            self.count_contact(of, contact::UNNOTICED, ticks);
            self.count_contact(of, contact::BY_CALL, i64::from(by_call));
        }
    }

    fn drew_on(&mut self, now: Instant, _: &Subject, _: u32, drawn: Drawn) {
        if self.counts(now) {
            self.count_knowledge(drawn);
        }
    }

    fn wrote(&mut self, now: Instant, _: &Subject, number: u32, _: f64) {
        if self.counts(now) {
            self.sums[self.plan.layout.knowledge + number as usize * knowledge::SIZE + knowledge::WRITTEN] += 1;
        }
    }

    fn known(&mut self, _: Instant, number: u32, articles: f64) {
        let cell = self.plan.layout.knowledge + number as usize * knowledge::SIZE;
        self.sums[cell + knowledge::AT_END] = (articles * knowledge::PARTS).round() as i64;
    }

    fn kept_away(&mut self, now: Instant, of: &Subject) {
        if self.counts(now) {
            self.count_contact(of, contact::KEPT_AWAY, 1);
        }
    }

    fn automation_stopped(&mut self, now: Instant, number: u32, until: Instant) {
        self.count_stop(now, number, until);
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

    fn released(&mut self, now: Instant, of: &Subject, released: Released) {
        if self.counts(now) {
            self.count_increment(now, of, released);
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
            self.judge(of, ending.clock_from, [touched, resolved], ending.pauses);
            return;
        }
        let open = (now - of.arrived.max(self.from)).ticks();
        let lead = (now - of.arrived).ticks();
        if !self.plan.prices.is_empty() {
            self.end_venture(now, of, &ending);
        }
        let response = ending.first_touch.map(|touch| (touch - of.arrived).ticks());
        let ClassCells { first_item, histogram } = self.classes[of.class as usize];
        let cell = &mut self.items[first_item as usize + usize::from(of.root)];
        cell[item::OPEN] += open;
        if !ending.completed {
            cell[item::CLOSED] += 1;
            self.judge(of, ending.clock_from, [touched, resolved], ending.pauses);
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
        self.judge(of, ending.clock_from, [touched, resolved], ending.pauses);
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

    fn traced(&mut self, now: Instant, of: &Subject, origin: Origin) {
        self.count_origin(now, of, origin);
    }

    fn chased(&mut self, now: Instant, of: &Subject, _: Raised) {
        if self.counts(now) {
            self.trace_cell(of.class)[trace::CHASED] += 1;
        }
    }

    fn fault_added(&mut self, now: Instant, sort: u32, _: u32, arisen: Arisen<'_>) {
        self.defects.added(now, sort, arisen);
    }

    fn fault_removed(&mut self, now: Instant, _: &Subject, sort: u32, _: u32) {
        self.defects.removed(now, sort);
    }

    fn symptom(&mut self, now: Instant, of: &Subject, symptom: Symptom) {
        self.count_symptom(now, of, symptom);
    }

    fn backed_out(&mut self, now: Instant, of: &Subject, _: u32, by: Option<u32>) {
        if self.counts(now) {
            self.count_change(of.class, by, true, |cell| cell[route::BACKED_OUT] += 1);
        }
    }

    fn sampled(&mut self, _: Instant, _: u32) {
        self.outcome.open_faults.extend(self.defects.open());
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
            let met = [standing.first_touch, standing.resolved].map(|at| at.unwrap_or(Instant::NEVER));
            self.judge(of, standing.clock_from, met, standing.pauses);
        }
    }
}
