//! What happens in a replication, line by line.
//!
//! In an instant, order is no behaviour: nobody who is looked at between two instants can tell it, and the engine's fast path tells
//! a few things sooner than the slow one. So lines of an instant are sorted, and people counted when it is over. Numbers of places and
//! classes are left out: they differ where a scenario only names more than is used.

use std::collections::BTreeMap;

use flowcast::engine::{Program, World};
use flowcast::model::Model;
use flowcast::observation::{Decided, Ending, Observer, Part, Staff, Subject, Waited, Worked};
use flowcast::time::Instant;

/// Every line heard.
#[derive(Default)]
pub struct Heard {
    /// The lines of all instants that are over.
    pub lines: Vec<String>,
    now: Instant,
    /// Those of the present instant.
    present: Vec<String>,
    /// How many more people of a team count as something than when the instant began.
    staff: BTreeMap<(u32, u32), i32>,
}

impl Heard {
    /// What happens in the first replication of a model.
    pub fn of(model: &Model) -> Heard {
        let program = Program::new(model);
        let mut heard = Heard::default();
        World::new(&program).run(model.run.seed, 0, &mut heard);
        heard.close();
        heard
    }
    /// FNV-1a over all lines, 64 bits.
    pub fn hash(&self) -> u64 {
        let bytes = self.lines.iter().flat_map(|line| line.bytes().chain([b'\n']));
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }
    fn tell(&mut self, now: Instant, what: String) {
        self.turn(now);
        self.present.push(what);
    }
    fn turn(&mut self, now: Instant) {
        if now != self.now {
            self.close();
            self.now = now;
        }
    }
    /// The present instant is over.
    fn close(&mut self) {
        let changed = std::mem::take(&mut self.staff)
            .into_iter()
            .filter(|(_, change)| *change != 0);
        let people = changed.map(|((team, what), change)| format!("team {team} staff {what} {change:+}"));
        self.present.extend(people);
        self.present.sort_unstable();
        let at = (self.now - Instant::START).ticks();
        self.lines
            .extend(self.present.drain(..).map(|what| format!("{at} {what}")));
    }
}

impl Observer for Heard {
    fn arrived(&mut self, now: Instant, item: &Subject) {
        self.tell(now, format!("{:x} arrived, root {}", item.key, item.root));
    }
    fn started(&mut self, now: Instant, item: &Subject, _: u32, waited: Waited) {
        let Waited { queue, off_shift } = waited;
        self.tell(now, format!("{:x} started after {queue} and {off_shift}", item.key));
    }
    fn stopped(&mut self, now: Instant, item: &Subject, _: u32, worked: Worked) {
        let Worked {
            touch,
            people,
            rework,
            ends,
            among: _,
        } = worked;
        let how = format!("{touch} of {people}, again {rework}, ends {ends}");
        self.tell(now, format!("{:x} stopped after {how}", item.key));
    }
    fn decided(&mut self, now: Instant, item: &Subject, decided: Decided) {
        let Decided {
            route,
            delay,
            bad,
            turned_down,
            closes: _,
            whole: _,
            looked: _,
        } = decided;
        let how = format!("route {route}, after {delay}, bad {bad}, turned down {turned_down}");
        self.tell(now, format!("{:x} decided: {how}", item.key));
    }
    fn took_effect(&mut self, now: Instant, item: &Subject, _: Option<u32>, failed: bool) {
        self.tell(now, format!("{:x} took effect, failed {failed}", item.key));
    }
    fn ended(&mut self, now: Instant, item: &Subject, ending: Ending<'_>) {
        let parts = ending.parts();
        let named = [Part::Touch, Part::Queue, Part::OffShift, Part::Approval];
        let ticks = named.map(|part| [0, 1].map(|visits: usize| parts[visits][part as usize]));
        let first = ending.first_touch.map(|first| (first - Instant::START).ticks());
        let how = format!("completed {}, touched at {first:?}, parts {ticks:?}", ending.completed);
        self.tell(now, format!("{:x} ended, {how}", item.key));
    }
    fn staff(&mut self, now: Instant, team: u32, what: Staff, change: i32) {
        self.turn(now);
        *self.staff.entry((team, what as u32)).or_default() += change;
    }
    fn called_out(&mut self, now: Instant, team: u32) {
        self.tell(now, format!("team {team} called out"));
    }
    fn met(&mut self, now: Instant, route: u32, held: bool) {
        self.tell(now, format!("board {route} met {held}"));
    }
}
