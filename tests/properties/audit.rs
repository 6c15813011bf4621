//! The auditor of one replication: an observer that believes nothing.

use std::collections::BTreeMap;

use crate::people::{Clocks, People, Wait};
use crate::supply::Supply;
use crate::support::staff::Gauge;
use flowcast::engine::Program;
use flowcast::engine::program::PlaceKind;
use flowcast::model::Model;
use flowcast::observation::{
    Arisen, Attempt, Block, Bypassed, Decided, Drawn, Ending, Found, Leave, Observer, Part, Passed, Raised, Released,
    Returned, Run, RunOutcome, Staff, Standing, Subject, Symptom, Waited, Worked,
};
use flowcast::time::{DAY, HOUR, Instant, Span};

/// An item that is open.
struct Open {
    arrived: Instant,
    /// Since when it is worked on, place by place: branches are worked on at once.
    since: BTreeMap<u32, Instant>,
    touch: i64,
    discussed: bool,
    /// Since when it is held, place by place, and as what that counts.
    held: BTreeMap<u32, (Instant, Part)>,
    /// Whether it has split: then its parts are those of the last branch.
    split: bool,
    /// Ticks in which it was held.
    held_ticks: i64,
    /// The wait that began when it came, at a place that is not told; then those that were told, place by place.
    arrives: Option<Wait>,
    waits: BTreeMap<u32, Wait>,
    /// Who is at work on it, place by place, and the place where work started last.
    at_work: BTreeMap<u32, Vec<u32>>,
    place: u32,
    /// The increments that it has released, a bit each.
    released: u64,
}

impl Open {
    fn since(arrived: Instant, wait: Wait) -> Open {
        Open {
            arrived,
            since: BTreeMap::new(),
            touch: 0,
            discussed: false,
            held: BTreeMap::new(),
            split: false,
            held_ticks: 0,
            arrives: Some(wait),
            waits: BTreeMap::new(),
            at_work: BTreeMap::new(),
            place: 0,
            released: 0,
        }
    }
}

/// What a team has done so far.
#[derive(Clone, Copy, Default)]
struct Team {
    gauge: Gauge,
    /// Who was on the roster before the level that holds.
    rostered_before: u32,
    /// Person-ticks busy by level, of work that its people were told to do, and of work that was told at its steps.
    busy: i64,
    worked: i64,
    touch: i64,
    /// Person-ticks in which people were kept by items for which there was no room.
    kept: i64,
}

/// Adds up what is told and looks for what cannot be.
pub struct Audit<'a> {
    model: &'a Model,
    program: &'a Program,
    open: BTreeMap<u64, Open>,
    /// Faults that are there: their sort, and how many items they have caused.
    defects: BTreeMap<u32, (u32, u32)>,
    teams: Vec<Team>,
    told_open: u64,
    counts: [u64; 3],
    open_at_start: u64,
    /// The last arrival: when, and of which demand.
    last: Option<(Instant, usize)>,
    people: People,
    clocks: Clocks,
    /// Suppliers, shelves and services.
    pub supply: Supply,
    /// Who left work last, and why.
    leave: Option<(Instant, u32, Leave)>,
    open_ticks: i64,
    faults: Vec<String>,
    /// How often each mechanism was at work.
    pub seen: BTreeMap<&'static str, u64>,
}

impl<'a> Audit<'a> {
    /// Before the first event.
    pub fn new(model: &'a Model, program: &'a Program) -> Audit<'a> {
        let mut audit = Audit {
            model,
            program,
            open: BTreeMap::new(),
            defects: BTreeMap::new(),
            teams: vec![Team::default(); program.teams.len()],
            told_open: 0,
            counts: [0; 3],
            open_at_start: 0,
            last: None,
            people: People::of(model, program),
            clocks: Clocks::of(program),
            supply: Supply::of(program),
            leave: None,
            open_ticks: 0,
            faults: Vec::new(),
            seen: BTreeMap::new(),
        };
        let midnights = model.epoch.midnights(Instant::START, program.window_end);
        if midnights.windows(2).any(|days| (days[1] - days[0]).ticks() != DAY) {
            audit.see("a day that is not 24 hours long");
        }
        audit
    }

    /// Items that arrived or were raised.
    pub fn arrived(&self) -> u64 {
        self.counts[0]
    }
    /// Items completed.
    pub fn completed(&self) -> u64 {
        self.counts[1]
    }
    /// Items closed undone.
    pub fn closed(&self) -> u64 {
        self.counts[2]
    }
    /// Item-hours in the system.
    pub fn open_hours(&self) -> f64 {
        self.open_ticks as f64 / HOUR as f64
    }
    /// Person-hours of work of a team's own people.
    pub fn touch_hours(&self, team: usize) -> f64 {
        self.teams[team].touch as f64 / HOUR as f64
    }
    /// Person-hours of a team busy: at work, or kept.
    pub fn busy_hours(&self, team: usize) -> f64 {
        (self.teams[team].worked + self.teams[team].kept) as f64 / HOUR as f64
    }

    /// Person-hours of a team kept by items that waited for a place.
    pub fn kept_hours(&self, team: usize) -> f64 {
        self.teams[team].kept as f64 / HOUR as f64
    }

    fn see(&mut self, mechanism: &'static str) {
        *self.seen.entry(mechanism).or_default() += 1;
    }

    fn must(&mut self, holds: bool, now: Instant, what: impl FnOnce() -> String) {
        if !holds && self.faults.len() < 20 {
            self.faults.push(format!("{now:?}: {}", what()));
        }
    }

    /// After the last event: everything that was wrong.
    pub fn close(&mut self) -> Vec<String> {
        let end = self.program.window_end;
        let [arrived, completed, closed] = self.counts;
        let open = self.told_open;
        let before = self.open_at_start;
        self.must(before + arrived == completed + closed + open, end, || {
            format!("{before} were open, {arrived} arrived, {completed} completed, {closed} closed, {open} are open")
        });
        self.must(self.open.len() as u64 == open, end, || {
            "open items are miscounted".to_owned()
        });
        for number in 0..self.teams.len() {
            self.level_ends(end, number as u32, self.teams[number].gauge);
            let team = self.teams[number];
            let level = team.gauge.level;
            self.must(team.busy == team.worked + team.kept, end, || {
                format!(
                    "team {number} was busy for {} and worked for {}",
                    team.busy, team.worked
                )
            });
            self.must(level.busy + level.overtime == 0, end, || {
                format!("team {number} is still at work: {level:?}")
            });
        }
        let outside = self.supply.close(self.model, self.program);
        self.faults.extend(outside);
        std::mem::take(&mut self.faults)
    }

    /// The people of a team did what `over` says since its instant, until now.
    fn level_ends(&mut self, now: Instant, team: u32, over: Gauge) {
        let Gauge { since, level } = over;
        let of_team = &mut self.teams[team as usize];
        of_team.busy += i64::from(level.busy + level.overtime) * (now - since).ticks();
        let rostered_before = std::mem::replace(&mut of_team.rostered_before, level.rostered);
        self.must(
            level.busy <= level.present && level.present <= level.rostered,
            since,
            || format!("team {team}: {level:?}"),
        );
        let of = &self.program.teams[team as usize];
        let (on_call, duties) = (self.people.on_call(team), of.other_duties);
        let boards = self.program.boards.iter().filter(|board| board.team == team);
        let members: u32 = boards.map(|board| board.people).sum();
        let finishing = if self.people.may_finish(team) { of.regulars } else { 0 };
        self.must(level.overtime <= on_call + members.max(finishing), since, || {
            format!("team {team} works off shift: {level:?}")
        });
        let shifts = self.program.shifts.iter().filter(|shift| shift.team == team);
        let rostered: u32 = shifts
            .filter(|shift| shift.turns.iter().any(|turn| turn.from <= since && since < turn.to))
            .map(|shift| shift.people.len() as u32)
            .sum();
        let at_end = since == self.program.window_end;
        self.must(at_end || level.rostered == rostered, since, || {
            format!("team {team}: {rostered} should be on the roster, {level:?}")
        });
        if level.overtime > 0 {
            self.see("work off the roster");
        }
        if level.present < level.rostered {
            if duties == 0.0 {
                self.see("an absence");
            } else if rostered_before == level.rostered && !self.shift_begins(team, since) {
                self.see("other duties");
            }
        }
    }

    fn is_board(&self, place: u32) -> bool {
        match self.program.places[place as usize].kind {
            PlaceKind::Approval(route) => self.program.routes[route as usize].board.is_some(),
            PlaceKind::Step(_) => false,
        }
    }

    /// Whether a shift of the team begins (or ends) now.
    fn shift_begins(&self, team: u32, now: Instant) -> bool {
        let shifts = self.program.shifts.iter().filter(|shift| shift.team == team);
        shifts.flat_map(|shift| shift.turns.iter()).any(|turn| turn.from == now)
    }
    fn shift_ends(&self, team: u32, now: Instant) -> bool {
        let shifts = self.program.shifts.iter().filter(|shift| shift.team == team);
        shifts.flat_map(|shift| shift.turns.iter()).any(|turn| turn.to == now)
    }
    fn meeting_begins(&self, team: u32, now: Instant) -> bool {
        let boards = self.program.boards.iter().filter(|board| board.team == team);
        boards.flat_map(|board| &board.meetings).any(|at| *at == now)
    }

    /// Somebody who was at work left it, for a reason that holds.
    fn tell_why_paused(&mut self, who: &[u32], now: Instant) {
        let Some((at, person, why)) = self.leave.take() else {
            self.must(false, now, || "work pauses for no reason".to_owned());
            return;
        };
        self.must(at == now && who.contains(&person), now, || {
            format!("work of {who:?} pauses because {person} left at {at:?}")
        });
        let team = self.program.people[person as usize].team;
        let holds = match why {
            Leave::ShiftEnd => self.shift_ends(team, now),
            Leave::Duties => self.program.teams[team as usize].other_duties > 0.0,
            Leave::Meeting => self.meeting_begins(team, now),
            Leave::Preempted => self.program.teams[team as usize].habits.preempts != 0,
            Leave::RunEnd => now == self.program.window_end,
        };
        self.must(holds, now, || format!("person {person} has no reason for {why:?}"));
        self.see(match why {
            Leave::ShiftEnd => "a pause at the end of a shift",
            Leave::Duties => "a pause for other duties",
            Leave::Meeting => "a pause for a meeting",
            Leave::Preempted => "an interruption by urgent work",
            Leave::RunEnd => return,
        });
    }

    /// A wait ends, by work or because the item goes elsewhere: its parts are what the people of all eligible teams did.
    fn wait_ends(&mut self, now: Instant, item: &Subject, place: u32, waited: Waited) {
        self.must(waited.queue >= 0 && waited.off_shift >= 0, now, || {
            format!("{waited:?}")
        });
        self.clocks.advance(now);
        let wait = self
            .open
            .get_mut(&item.key)
            .and_then(|open| open.waits.remove(&place).or_else(|| open.arrives.take()));
        let Some(wait) = wait else {
            self.must(false, now, || format!("the wait at {place} that ends had not begun"));
            return;
        };
        let lasted = (now - wait.at).ticks();
        self.must(waited.queue + waited.off_shift == lasted, now, || {
            format!("{waited:?} of a wait of {lasted}")
        });
        let team = self.program.places[place as usize].team;
        let [least, most] = self.clocks.nobody_since(team, &wait);
        // People on call make some of it a queue.
        let least = if self.program.teams[team as usize].on_call.is_some() {
            0
        } else {
            least
        };
        self.must((least..=most).contains(&waited.off_shift), now, || {
            format!("{waited:?}, and nobody could for {least} to {most}")
        });
    }
}

impl Observer for Audit<'_> {
    fn arrived(&mut self, now: Instant, item: &Subject) {
        self.supply.comes(self.model, self.program, now, item);
        self.counts[0] += 1;
        self.clocks.advance(now);
        let open = Open::since(now, self.clocks.wait(now));
        self.must(item.arrived == now, now, || {
            "an item arrived at another time".to_owned()
        });
        let known = self.open.insert(item.key, open).is_some();
        self.must(!known, now, || "an item arrives twice".to_owned());
        let demand = self.program.classes[item.class as usize].demand as usize;
        if self.model.demands[demand].arrivals.is_none() {
            self.see("a raised child");
        } else if self.last.replace((now, demand)) == Some((now, demand)) {
            self.see("a batch");
        }
    }

    fn was_open(&mut self, now: Instant, item: &Subject, first_touch: Option<Instant>) {
        self.supply.comes(self.model, self.program, now, item);
        self.open_at_start += 1;
        self.see("an item that was open at the start");
        let fine =
            now == Instant::START && item.arrived <= now && first_touch.is_none_or(|touch| touch == item.arrived);
        self.must(fine, now, || "an item was not open at the start".to_owned());
        let open = Open::since(item.arrived, self.clocks.wait(now));
        let known = self.open.insert(item.key, open).is_some();
        self.must(!known, now, || "an item is open twice".to_owned());
    }

    fn corrected(&mut self, now: Instant, item: &Subject, _: u32) {
        self.see("a corrected priority");
        self.must(self.open.contains_key(&item.key), now, || {
            "a priority is corrected of an item that is not open".to_owned()
        });
    }

    fn waits(&mut self, now: Instant, item: &Subject, place: u32) {
        self.clocks.advance(now);
        let wait = self.clocks.wait(now);
        let board = self.is_board(place);
        let fine = match self.open.get_mut(&item.key) {
            Some(open) => {
                open.arrives = None;
                let before = if board { None } else { open.waits.insert(place, wait) };
                before.is_none() && !open.since.contains_key(&place)
            }
            None => false,
        };
        self.must(fine, now, || {
            format!("a wait at {place} begins in the midst of something")
        });
    }

    fn taken(&mut self, now: Instant, item: &Subject, person: u32) {
        let Some(open) = self
            .open
            .get_mut(&item.key)
            .filter(|open| open.since.get(&open.place) == Some(&now))
        else {
            self.must(false, now, || {
                "a person takes an item on which no work starts".to_owned()
            });
            return;
        };
        open.at_work.entry(open.place).or_default().push(person);
        let place = &self.program.places[open.place as usize];
        let own = self.program.people[person as usize].team;
        let eligible = own == place.team || self.program.teams[own as usize].habits.also.contains(&place.team);
        self.must(eligible, now, || {
            format!("person {person} works for team {}", place.team)
        });
        let fine = self.people.may_begin(person, now);
        self.must(fine, now, || format!("person {person} begins work and is not there"));
        if own != place.team {
            self.see("help from another team");
        }
        if self.program.people[person as usize].pace.at(now) < 1.0 {
            self.see("work of somebody who is new");
        }
        if self.people.will_leave(person) {
            self.see("work of somebody who will leave");
        }
    }

    fn leaves(&mut self, now: Instant, person: u32, why: Leave) {
        self.leave = Some((now, person, why));
    }

    fn started(&mut self, now: Instant, item: &Subject, place: u32, waited: Waited) {
        let fine = match self.open.get_mut(&item.key) {
            Some(open) => {
                open.at_work.insert(place, Vec::new());
                open.place = place;
                open.since.insert(place, now).is_none() && !open.held.contains_key(&place)
            }
            None => false,
        };
        self.must(fine, now, || "work starts on an item that is not waiting".to_owned());
        self.wait_ends(now, item, place, waited);
        if waited.off_shift > 0 {
            self.see("a wait off shift");
        }
        if self.program.places[place as usize].people > 1 {
            self.see("several people at once");
        }
    }

    fn stopped(&mut self, now: Instant, item: &Subject, place: u32, worked: Worked) {
        let board = self.is_board(place);
        let of = &self.program.places[place as usize];
        let (team, people) = (of.team, of.people);
        self.must(worked.people == people, now, || {
            format!("{} people at work, not {people}", worked.people)
        });
        self.must(worked.touch >= 0, now, || format!("{worked:?}"));
        if board {
            self.teams[team as usize].touch += worked.touch * i64::from(worked.people);
        }
        if worked.among.items > 1 {
            self.see("work on a batch");
        } else if worked.among.items == 0 {
            self.see("an item withdrawn from a batch at work");
        }
        let most = self
            .program
            .batches
            .get(of.batch as usize)
            .map_or(1, |batch| batch.at_most);
        self.must(worked.among.items <= most, now, || {
            format!("{worked:?}, at most {most}")
        });
        let fine = match self.open.get_mut(&item.key) {
            Some(open) if board => {
                open.discussed = true;
                !open.since.contains_key(&place)
            }
            Some(open) => {
                open.touch += worked.touch;
                open.since
                    .remove(&place)
                    .is_some_and(|since| (now - since).ticks() == worked.touch)
            }
            None => false,
        };
        self.must(fine, now, || "work stops that had not started then".to_owned());
        if worked.rework {
            self.see("rework");
        }
        let at_work = match self.open.get_mut(&item.key) {
            Some(open) if !board => open.at_work.remove(&place).unwrap_or_default(),
            _ => Vec::new(),
        };
        for person in &at_work {
            let of = self.program.people[*person as usize].team;
            self.teams[of as usize].worked += worked.among.part_of(worked.touch);
            self.teams[of as usize].touch += worked.among.part_of(worked.touch);
            if worked.ends && worked.touch > 0 && self.people.is_regular_off_shift(*person, now - Span(1)) {
                self.see("work finished in overtime");
                let may = self.people.may_finish(of);
                self.must(may, now, || format!("person {person} works after the shift"));
            }
        }
        if board {
            self.teams[team as usize].worked += worked.touch * i64::from(worked.people);
            return;
        }
        self.must(at_work.len() == people as usize, now, || {
            format!("{at_work:?} were at work")
        });
        if !worked.ends {
            // Work on a batch pauses for all of its items, told one after the other.
            let leave = self.leave;
            self.tell_why_paused(&at_work, now);
            if worked.among.number + 1 < worked.among.items {
                self.leave = leave;
            }
        }
    }

    fn held(&mut self, now: Instant, item: &Subject, place: u32, why: Part) {
        let fine = match self.open.get_mut(&item.key) {
            Some(open) => open.held.insert(place, (now, why)).is_none() && !open.since.contains_key(&place),
            None => false,
        };
        self.must(fine, now, || "an item is held that is not free to be".to_owned());
    }

    fn passed(&mut self, now: Instant, item: &Subject, place: u32, passed: Passed) {
        let fine = match self.open.get_mut(&item.key) {
            Some(open) => {
                if passed.part != Part::Approval {
                    open.held_ticks += passed.ticks;
                }
                let held = open.held.remove(&place);
                held.is_some_and(|(since, why)| (now - since).ticks() == passed.ticks && why == passed.part)
            }
            None => false,
        };
        self.must(fine, now, || {
            format!("an item goes on that was not held so: {passed:?}")
        });
        let wait = self.program.places[place as usize].gates.wait.is_some() || passed.part == Part::Approval;
        let run = self.program.places[place as usize].gates.automated.is_some() && passed.part == Part::Other;
        // A wait that is withdrawn from passes, and does not end.
        self.must(wait || run || !passed.ends, now, || format!("{passed:?}"));
        self.see(match passed.part {
            Part::Supplier => "a wait for a supplier",
            Part::Customer => "a wait for the customer",
            Part::Handoff => "a handoff",
            Part::Blocked => "a wait for other items",
            Part::Batch => "a wait for a train or a batch",
            Part::Approval => "an automated check",
            _ => "another wait",
        });
    }

    fn misrouted(&mut self, _: Instant, _: &Subject, _: u32) {
        self.see("a misrouted item");
    }

    fn left(&mut self, now: Instant, item: &Subject, place: u32, waited: Waited) {
        let open = self.open.get(&item.key);
        let waits = open.is_some_and(|open| !open.since.contains_key(&place) && !open.held.contains_key(&place));
        self.must(waits && waited.queue >= 0 && waited.off_shift >= 0, now, || {
            format!("{waited:?}")
        });
        if self.program.places[place as usize].hand_over != flowcast::engine::program::NIL {
            self.see("a queue left where work is handed over");
        }
        self.wait_ends(now, item, place, waited);
    }

    fn overflowed(&mut self, _: Instant, _: &Subject, _: u32, _: u32) {
        self.see("an overflow");
    }

    fn abandoned(&mut self, _: Instant, _: &Subject, _: u32) {
        self.see("an abandoned item");
    }

    fn resolved(&mut self, now: Instant, item: &Subject) {
        self.supply.goes(now, item);
    }

    fn returned(&mut self, now: Instant, _: &Subject, place: u32, returned: Returned) {
        self.supply.returned(self.program, now, place, returned);
        self.see(match (returned.unsolved, returned.waited) {
            (true, _) => "a case returned unsolved",
            (false, 0) => "a case of a supplier",
            (false, _) => "a case that waited for its turn",
        });
    }

    fn still_out(&mut self, _: Instant, _: &Subject, _: u32, _: Instant) {
        self.see("a case that is not back");
    }

    fn stocked(&mut self, _: Instant, part: u32, change: i64) {
        self.supply.stocked(part, change);
    }

    fn supplied(&mut self, _: Instant, part: u32, units: i64, _: Option<i64>) {
        self.supply.supplied(part, units);
        self.see(if units < 0 {
            "a part that goes back"
        } else {
            "a part taken"
        });
    }

    fn ordered(&mut self, _: Instant, part: u32, units: i64) {
        self.supply.ordered(part, units);
        self.see("an order of parts");
    }

    fn reopened(&mut self, now: Instant, item: &Subject) {
        self.supply.comes(self.model, self.program, now, item);
        self.see("a reopened item");
    }

    fn fault_added(&mut self, now: Instant, sort: u32, fault: u32, arisen: Arisen<'_>) {
        let known = self.defects.insert(fault, (sort, 0)).is_some();
        self.must(!known, now, || "a fault comes twice".to_owned());
        self.see(match arisen {
            Arisen::AtStart => "a fault that was there",
            Arisen::ByItself => "a fault that came by itself",
            Arisen::LeftBy(_) => "a fault left behind",
        });
    }

    fn symptom(&mut self, now: Instant, item: &Subject, symptom: Symptom) {
        self.see("an item of a fault");
        let open = self.defects.get_mut(&symptom.fault);
        let counted = open.is_some_and(|(sort, count)| {
            *count += 1;
            (*sort, *count) == (symptom.sort, symptom.number)
        });
        self.must(counted, now, || {
            "an item of a fault that is not open, or out of turn".to_owned()
        });
        let there = self.open.contains_key(&item.key);
        self.must(there, now, || "an item of a fault that has not arrived".to_owned());
    }

    fn fault_removed(&mut self, now: Instant, _: &Subject, sort: u32, fault: u32) {
        self.see("a fault removed");
        let gone = self.defects.remove(&fault);
        self.must(gone.is_some_and(|(own, _)| own == sort), now, || {
            "a fault is removed that is not there".to_owned()
        });
    }

    fn workaround_found(&mut self, now: Instant, _: &Subject, _: u32, fault: u32) {
        self.see("a workaround");
        let there = self.defects.contains_key(&fault);
        self.must(there, now, || "a workaround for a fault that is not there".to_owned());
    }

    fn chased(&mut self, now: Instant, item: &Subject, _: Raised) {
        self.see("a chase");
        let there = self.open.contains_key(&item.key);
        self.must(there, now, || "somebody asks after an item that is not open".to_owned());
    }

    fn backed_out(&mut self, now: Instant, item: &Subject, _: u32, _: Option<u32>) {
        self.see("a back-out");
        let there = self.open.contains_key(&item.key);
        self.must(there, now, || "an item is undone that is not open".to_owned());
    }

    fn blocked(&mut self, now: Instant, item: &Subject, _: u32, by: Block) {
        self.see(match by {
            Block::Full { people: 0, .. } => "a full limit",
            Block::Full { .. } => "people kept",
            Block::Children => "children waited for",
            Block::NoPart => "a wait for spare parts",
            Block::Swamped => "an item held while a team is swamped",
            Block::Departure => "a wait for a departure",
            Block::Gathering => "an item that gathers with others",
            Block::Frozen { .. } => "a freeze",
            Block::Automated => "an automated run",
            Block::Unnoticed => "an item that nobody has noticed",
            Block::SelfService => "users who help themselves, as items",
            Block::Branches => "branches",
        });
        if by == Block::Branches {
            let fine = self.open.get_mut(&item.key).map(|open| open.split = true).is_some();
            self.must(fine, now, || "an item splits that is not there".to_owned());
        }
    }

    fn joined(&mut self, _: Instant, _: &Subject, _: u32, last: bool) {
        if last {
            self.see("a join");
        }
    }

    fn kept(&mut self, now: Instant, team: u32, people: u32, ticks: i64) {
        self.must(people > 0 && ticks >= 0, now, || format!("{people} kept for {ticks}"));
        self.teams[team as usize].kept += i64::from(people) * ticks;
    }

    fn decided(&mut self, now: Instant, _: &Subject, decided: Decided) {
        self.must(decided.delay >= 0, now, || format!("{decided:?}"));
        let route = self.program.routes[decided.route as usize];
        let in_stages = self.program.stages[decided.route as usize].len() > 1;
        self.see(match (route.pre_approved, route.board) {
            (true, _) => "a pre-approval",
            (false, _) if in_stages => "a decision in stages",
            (false, _) if route.at_once => "a decision of several at once",
            (false, _) if route.automated => "a decision of a check",
            (false, Some(_)) => "a decision of a board",
            (false, None) => "a decision of peers",
        });
        if decided.turned_down {
            self.see("a rejection");
        }
    }

    fn bypassed(&mut self, _: Instant, _: &Subject, bypassed: Bypassed) {
        self.see(match bypassed.instead {
            None => "an unauthorised item",
            Some(_) => "a falsely urgent item",
        });
    }

    fn found(&mut self, _: Instant, _: &Subject, _: Found) {
        self.see("a bypass found");
    }

    fn escalated(&mut self, now: Instant, item: &Subject, _: u32) {
        self.see("an escalation");
        self.must(self.open.contains_key(&item.key), now, || {
            "an item is escalated that is not open".to_owned()
        });
    }

    fn automated(&mut self, now: Instant, item: &Subject, _: u32, run: Run) {
        self.must(self.open.contains_key(&item.key) && run.ticks >= 0, now, || {
            format!("{run:?}")
        });
        self.see(match run.outcome {
            RunOutcome::Done => "a run that did what it should",
            RunOutcome::Failed => "a run that failed",
            RunOutcome::Unnoticed => "a failure that nobody noticed",
        });
    }

    fn discovered(&mut self, now: Instant, item: &Subject, _: u32, _: i64) {
        self.must(self.open.contains_key(&item.key), now, || {
            "a failure of no item".to_owned()
        });
        self.see("a failure noticed later");
    }

    fn seems_done(&mut self, _: Instant, _: &Subject) {
        self.see("an item that seemed done");
    }

    fn automation_stopped(&mut self, _: Instant, _: u32, _: Instant) {
        self.see("an automation that stopped");
    }

    fn attempt_ended(&mut self, now: Instant, attempt: &Subject, how: Attempt) {
        self.must(!self.open.contains_key(&attempt.key), now, || {
            "an attempt is an item".to_owned()
        });
        self.see(match (how.succeeded, how.comes_back) {
            (true, _) => "a user who helped themselves",
            (false, Some(_)) => "a user who comes back",
            (false, None) => "a user who gave up",
        });
    }

    fn noticed(&mut self, now: Instant, item: &Subject, ticks: i64, by_call: bool) {
        self.must(now - item.arrived == flowcast::time::Span(ticks), now, || {
            format!("{ticks}")
        });
        self.see(if by_call {
            "an item noticed by a call"
        } else {
            "an item noticed by itself"
        });
    }

    fn announced(&mut self, _: Instant, _: &Subject) {
        self.see("an announcement");
    }

    fn kept_away(&mut self, _: Instant, _: &Subject) {
        self.see("a call kept away");
    }

    fn wrote(&mut self, now: Instant, _: &Subject, _: u32, articles: f64) {
        self.must(articles >= 1.0, now, || format!("{articles} articles"));
        self.see("an article");
    }

    fn drew_on(&mut self, now: Instant, _: &Subject, _: u32, drawn: Drawn) {
        let saved = drawn.saved.map_or(0, |(_, saved)| saved);
        self.must(saved >= 0, now, || format!("{drawn:?}"));
        if saved > 0 {
            self.see("effort saved by knowledge");
        }
    }

    fn took_effect(&mut self, _: Instant, _: &Subject, _: Option<u32>, failed: bool) {
        if failed {
            self.see("a failing change");
        }
    }

    fn released(&mut self, now: Instant, item: &Subject, released: Released) {
        self.see("a released increment");
        let Some(open) = self.open.get_mut(&item.key) else {
            self.must(false, now, || "value of an item that was not there".to_owned());
            return;
        };
        let before = open.released;
        open.released |= 1 << released.increment;
        self.must(
            before == released.before && before & 1 << released.increment == 0,
            now,
            || format!("increment {} after {before:b}", released.increment),
        );
    }

    fn asked(&mut self, now: Instant, _: &Subject, question: Raised) {
        self.see("a question about what is new");
        self.must(question.at == now, now, || "a question at another time".to_owned());
    }

    fn ended(&mut self, now: Instant, item: &Subject, ending: Ending<'_>) {
        self.supply.goes(now, item);
        let Some(open) = self.open.remove(&item.key) else {
            self.must(false, now, || "an item ends that was not there".to_owned());
            return;
        };
        let lead = (now - open.arrived).ticks();
        self.open_ticks += (now - open.arrived.max(Instant::START)).ticks();
        self.counts[if ending.completed { 1 } else { 2 }] += 1;
        if !ending.completed {
            self.see("an item closed undone");
        }
        if !ending.completed && ending.released != 0 {
            self.see("an item stopped after an increment");
        }
        let class = self.program.classes[item.class as usize].demand as usize;
        let shares = self.program.demands[class].increments.iter().enumerate();
        let sum: f64 = shares
            .filter(|(number, _)| ending.released & 1 << number != 0)
            .map(|(_, share)| share)
            .sum();
        self.must(ending.released == open.released && sum < 1.0 + 1e-9, now, || {
            format!(
                "increments {:b} of {:b}, {sum} of its value",
                ending.released, open.released
            )
        });
        let parts: i64 = ending.parts().iter().flatten().sum();
        self.must(parts == lead, now, || format!("parts {:?} of {lead}", ending.parts()));
        let positive = ending.parts().iter().flatten().all(|part| *part >= 0);
        self.must(positive, now, || format!("negative parts {:?}", ending.parts()));
        let of = |part: Part| ending.parts()[0][part as usize] + ending.parts()[1][part as usize];
        let touch = of(Part::Touch);
        // Work on a review counts as approval.
        self.must(touch <= open.touch, now, || {
            format!("touched {touch} of {}", open.touch)
        });
        self.must(open.split || open.touch - touch <= of(Part::Approval), now, || {
            "approvals are too short".to_owned()
        });
        let held = of(Part::Supplier)
            + of(Part::Customer)
            + of(Part::Handoff)
            + of(Part::Blocked)
            + of(Part::Other)
            + of(Part::Batch);
        let all = held == open.held_ticks || open.split && held < open.held_ticks;
        self.must(all && open.held.is_empty(), now, || {
            format!("held for {}, and told {held}", open.held_ticks)
        });
        self.must(ending.pauses.iter().all(|pause| pause.to <= now), now, || {
            format!("clocks still stand: {:?}", ending.pauses)
        });
        if !ending.pauses.is_empty() {
            self.see("a promise's clock that stood still");
        }
        self.must(open.since.is_empty(), now, || {
            "an item ends while it is worked on".to_owned()
        });
        // Who is turned away, and who called about what is over, nobody may have touched.
        let touched = match ending.first_touch {
            Some(touch) => touch >= open.arrived && touch <= now,
            None => touch == 0,
        };
        if ending.first_touch.is_none() {
            self.see(if ending.completed {
                "a call closed untouched"
            } else {
                "an item turned away"
            });
        }
        self.must(touched, now, || format!("first touch {:?}", ending.first_touch));
    }

    fn staff(&mut self, now: Instant, team: u32, what: Staff, change: i32) {
        self.clocks.staff(now, team, what, change);
        if let Some(over) = self.teams[team as usize].gauge.change(now, what, change) {
            self.level_ends(now, team, over);
        }
    }

    fn called_out(&mut self, now: Instant, team: u32) {
        self.see("a call-out");
        let shifts = self.program.shifts.iter().filter(|shift| shift.team == team);
        let staffed = shifts
            .flat_map(|shift| shift.turns.iter())
            .any(|turn| turn.from <= now && now < turn.to);
        let absence = self.program.teams[team as usize].absence > 0.0;
        self.must(!staffed || absence, now, || {
            format!("team {team} is called out of its office")
        });
    }

    fn met(&mut self, _: Instant, _: u32, held: bool) {
        self.see(if held {
            "a meeting held"
        } else {
            "a meeting without enough members"
        });
    }

    fn open(&mut self, now: Instant, _: u32, item: &Subject, _: Standing<'_>) {
        self.must(self.open.contains_key(&item.key), now, || {
            "an item is open that ended".to_owned()
        });
        if now == self.program.window_end {
            self.told_open += 1;
            self.open_ticks += (now - item.arrived.max(Instant::START)).ticks();
            self.see("an open item at the end");
        }
    }
}
