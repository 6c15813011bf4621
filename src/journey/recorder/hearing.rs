//! What the recorder notes at each thing it hears.

use super::{Bond, Listener, Recorder};
use crate::journey::record::{Ending, FaultOf, Happening, Noted};
use crate::observation::{
    self, Arisen, Attempt, Block, Bypassed, Decided, Leave, Observer, Part, Passed, Raised, Released, Returned, Run,
    Standing, Subject, Symptom, Waited, Worked,
};
use crate::time::Instant;

impl<'a, L: Listener<'a>> Observer for Recorder<'a, L> {
    fn arrived(&mut self, now: Instant, of: &Subject) {
        self.begin(now, of, false);
    }

    fn was_open(&mut self, now: Instant, of: &Subject, first_touch: Option<Instant>) {
        self.begin(now, of, true);
        if let Some(record) = self.open.get_mut(&of.key) {
            record.first_touch = first_touch;
        }
    }

    fn corrected(&mut self, now: Instant, of: &Subject, priority: u32) {
        let seen = self.directory.program.class_seen_as(of.class, priority as u8);
        if let Some(record) = self.open.get_mut(&of.key) {
            record.seen.push((now, seen));
        }
        // Where an escalation raises a priority, people know what they did.
        if self.directory.program.classes[of.class as usize].priority != priority {
            return;
        }
        self.note(now, of, Happening::Noted(Noted::Corrected { class: of.class }));
    }

    fn raised(&mut self, now: Instant, of: &Subject, raised: Raised) {
        self.note(
            now,
            of,
            Happening::Noted(Noted::Raises {
                key: raised.key,
                at: raised.at,
            }),
        );
        self.expect(of, raised, Bond::Child, false);
    }

    fn called(&mut self, _: Instant, of: &Subject, call: Raised) {
        let demand = self.directory.program.classes[of.class as usize].demand;
        let calls = &self.directory.program.demands[demand as usize].calls;
        let ends_with = calls.as_ref().is_some_and(|calls| calls.closes);
        self.expect(of, call, Bond::Call, ends_with);
    }

    fn chased(&mut self, now: Instant, of: &Subject, chase: Raised) {
        let demand = self.directory.program.classes[of.class as usize].demand;
        let chased = &self.directory.model.demands[demand as usize].chased;
        self.note(now, of, Happening::Noted(Noted::Chased));
        self.expect(
            of,
            chase,
            Bond::Chase,
            chased.as_ref().is_some_and(|chase| chase.closes),
        );
    }

    fn fault_added(&mut self, now: Instant, sort: u32, _: u32, arisen: Arisen<'_>) {
        let by = match arisen {
            Arisen::LeftBy(item) => {
                self.note(now, item, Happening::Noted(Noted::LeavesFault { sort }));
                self.open.get(&item.key).map(|record| (record.id, record.root))
            }
            Arisen::AtStart | Arisen::ByItself => None,
        };
        self.faults.push(by);
    }

    fn symptom(&mut self, _: Instant, of: &Subject, symptom: Symptom) {
        let left = self.faults.get(symptom.fault as usize).copied().flatten();
        if let Some(record) = self.open.get_mut(&of.key) {
            record.fault = Some(FaultOf {
                symptom,
                left_by: left.map(|(item, _)| item),
            });
            if let Some((_, root)) = left {
                record.root = root;
            }
        }
    }

    fn workaround_found(&mut self, now: Instant, of: &Subject, sort: u32, _: u32) {
        self.note(now, of, Happening::Noted(Noted::FindsWorkaround { sort }));
    }

    fn fault_removed(&mut self, now: Instant, of: &Subject, sort: u32, _: u32) {
        self.note(now, of, Happening::Noted(Noted::RemovesFault { sort }));
    }

    fn backed_out(&mut self, now: Instant, of: &Subject, place: u32, _: Option<u32>) {
        self.note(now, of, Happening::Noted(Noted::BackedOut { place }));
    }

    fn released(&mut self, now: Instant, of: &Subject, released: Released) {
        let increment = released.increment;
        self.note(now, of, Happening::Noted(Noted::Released { increment }));
    }

    fn brought(&mut self, now: Instant, of: &Subject, capability: u32) {
        self.note(now, of, Happening::Noted(Noted::Brings { capability }));
        let asks = &self.directory.program.capabilities[capability as usize].asks;
        if let Some(record) = self.open.get(&of.key).filter(|_| asks.is_some()) {
            self.asked_about.insert(of.key, (record.id, record.root));
        }
    }

    fn asked(&mut self, _: Instant, of: &Subject, question: Raised) {
        self.expect(of, question, Bond::Call, false);
    }

    fn waits(&mut self, now: Instant, of: &Subject, place: u32) {
        self.note(now, of, Happening::Waits { place });
    }

    fn started(&mut self, now: Instant, of: &Subject, place: u32, _: Waited) {
        self.note(now, of, Happening::Starts { place });
    }

    fn taken(&mut self, now: Instant, of: &Subject, person: u32) {
        self.note(now, of, Happening::Taken { person });
    }

    fn leaves(&mut self, now: Instant, person: u32, why: Leave) {
        self.leaving = Some((now, person, why));
    }

    fn stopped(&mut self, now: Instant, of: &Subject, place: u32, worked: Worked) {
        let why = self.why_paused(now, of).filter(|_| !worked.ends);
        self.note(now, of, Happening::Stops { place, worked, why });
    }

    fn held(&mut self, now: Instant, of: &Subject, place: u32, why: Part) {
        self.note(now, of, Happening::Held { place, why });
    }

    fn passed(&mut self, now: Instant, of: &Subject, place: u32, passed: Passed) {
        let ends = passed.ends;
        self.note(now, of, Happening::Passed { place, ends });
    }

    fn left(&mut self, now: Instant, of: &Subject, place: u32, _: Waited) {
        self.note(now, of, Happening::Left { place });
    }

    fn blocked(&mut self, now: Instant, of: &Subject, place: u32, by: Block) {
        let what = match by {
            Block::Branches => Happening::Splits { place },
            _ => Happening::Blocked { place, by },
        };
        self.note(now, of, what);
    }

    fn joined(&mut self, now: Instant, of: &Subject, place: u32, last: bool) {
        self.note(now, of, Happening::Joined { place, last });
    }

    fn misrouted(&mut self, now: Instant, of: &Subject, team: u32) {
        self.note(now, of, Happening::Noted(Noted::Misrouted { team }));
    }

    fn overflowed(&mut self, now: Instant, of: &Subject, _: u32, team: u32) {
        self.note(now, of, Happening::Noted(Noted::Overflowed { team }));
    }

    fn abandoned(&mut self, now: Instant, of: &Subject, place: u32) {
        self.note(now, of, Happening::Noted(Noted::Abandoned { place }));
    }

    fn returned(&mut self, now: Instant, of: &Subject, place: u32, returned: Returned) {
        if returned.unsolved {
            self.note(now, of, Happening::Noted(Noted::Unsolved { place }));
        }
    }

    fn automated(&mut self, now: Instant, of: &Subject, place: u32, run: Run) {
        let outcome = run.outcome;
        self.note(now, of, Happening::Noted(Noted::Automated { place, outcome }));
    }

    fn discovered(&mut self, now: Instant, of: &Subject, place: u32, _: i64) {
        self.note(now, of, Happening::Noted(Noted::Discovered { place }));
    }

    fn noticed(&mut self, now: Instant, of: &Subject, _: i64, by_call: bool) {
        self.note(now, of, Happening::Noted(Noted::Noticed { by_call }));
    }

    fn announced(&mut self, now: Instant, of: &Subject) {
        self.note(now, of, Happening::Noted(Noted::Announced));
    }

    fn attempted(&mut self, now: Instant, of: &Subject) {
        self.begin(now, of, false);
        if let Some(record) = self.open.get_mut(&of.key) {
            record.is_attempt = true;
        }
        let (place, why, by) = (self.entry(of), Part::Other, Block::SelfService);
        self.note(now, of, Happening::Held { place, why });
        self.note(now, of, Happening::Blocked { place, by });
    }

    fn attempt_ended(&mut self, now: Instant, of: &Subject, how: Attempt) {
        let (place, ends) = (self.entry(of), false);
        self.note(now, of, Happening::Passed { place, ends });
        if let Some(raised) = how.comes_back {
            self.raised(now, of, raised);
        }
        if let Some(mut record) = self.open.remove(&of.key) {
            record.ending = Some(Ending::of_attempt(now, &how));
            self.tell(&record);
        }
    }

    fn attempting(&mut self, _: Instant, of: &Subject) {
        if let Some(record) = self.open.remove(&of.key) {
            self.tell(&record);
        }
    }

    fn seems_done(&mut self, now: Instant, of: &Subject) {
        self.note(now, of, Happening::Noted(Noted::SeemsDone));
    }

    fn resolved(&mut self, now: Instant, of: &Subject) {
        self.note(now, of, Happening::Noted(Noted::Resolved));
    }

    fn reopened(&mut self, now: Instant, of: &Subject) {
        self.note(now, of, Happening::Noted(Noted::Reopened));
    }

    fn decided(&mut self, now: Instant, of: &Subject, decided: Decided) {
        self.note(now, of, Happening::Noted(Noted::Decided(decided)));
    }

    fn bypassed(&mut self, now: Instant, of: &Subject, bypassed: Bypassed) {
        self.note(now, of, Happening::Noted(Noted::Bypassed(bypassed)));
    }

    fn escalated(&mut self, now: Instant, of: &Subject, escalation: u32) {
        self.note(now, of, Happening::Noted(Noted::Escalated { escalation }));
    }

    fn took_effect(&mut self, now: Instant, of: &Subject, route: Option<u32>, failed: bool) {
        self.note(now, of, Happening::Noted(Noted::TakesEffect { route, failed }));
    }

    fn ended(&mut self, now: Instant, of: &Subject, ending: observation::Ending<'_>) {
        let Some(mut record) = self.open.remove(&of.key) else {
            return;
        };
        record.first_touch = ending.first_touch;
        record.resolved = ending.resolved;
        record.clock_from = Some(ending.clock_from);
        record.pauses = ending.pauses.to_vec();
        let closed_with = self.closed_with(now, &record);
        record.ending = Some(Ending {
            at: now,
            closed_with,
            completed: ending.completed,
            parts: ending.parts(),
        });
        self.tell(&record);
    }

    fn staffed(&mut self, now: Instant, team: u32, people: u32) {
        self.shifts.staffed(now, team, people);
    }

    fn switched(&mut self, now: Instant, switch: u32, level: f64) {
        self.shifts.switched(now, switch, level);
    }

    fn open(&mut self, now: Instant, _: u32, of: &Subject, standing: Standing<'_>) {
        if now < self.end {
            return;
        }
        if let Some(mut record) = self.open.remove(&of.key) {
            record.first_touch = standing.first_touch;
            record.resolved = standing.resolved;
            record.clock_from = Some(standing.clock_from);
            record.pauses = standing.pauses.to_vec();
            self.tell(&record);
        }
    }
}
