//! What the people of teams do, instant by instant.

use flowcast::observation::Staff;
use flowcast::time::Instant;

/// How many people of a team are doing what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    pub rostered: u32,
    pub present: u32,
    pub busy: u32,
    pub overtime: u32,
}

/// The level of one team as it is told, change by change. Within an instant it passes through states that nobody sees.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gauge {
    /// Since when the level holds.
    pub since: Instant,
    pub level: Level,
}

impl Gauge {
    /// Takes a change; returns what held since an earlier instant, if that is over now.
    pub fn change(&mut self, now: Instant, what: Staff, change: i32) -> Option<Gauge> {
        // Whoever is kept is busy all the same.
        if what == Staff::Kept {
            return None;
        }
        let over = (now > self.since).then_some(*self);
        self.since = now;
        let count = match what {
            Staff::Rostered => &mut self.level.rostered,
            Staff::Present => &mut self.level.present,
            Staff::Busy => &mut self.level.busy,
            Staff::Overtime | Staff::Kept => &mut self.level.overtime,
        };
        *count = count.checked_add_signed(change).expect("nobody is counted below none");
        over
    }
}
