//! Attendance: person-ticks of each team in each way of counting people, and by hour of the week.

use super::tally::HOURS;
use crate::observation::{STAFF, Staff};
use crate::time::Instant;

/// How many people of a team count as something, and the person-ticks that makes in the hour under way if nothing changes.
#[derive(Clone, Copy, Debug, Default)]
struct Meter {
    level: i64,
    this_hour: i64,
}

/// Adds up person-ticks hour by hour. Before the window nothing is counted: its first hour begins with the levels that it finds.
#[derive(Clone, Debug)]
pub(super) struct Attendance<'p> {
    /// Local hours of the window: where each begins, and which hour of the week it is.
    hours: &'p [(Instant, u8)],
    from: Instant,
    to: Instant,
    /// Team by team, one for each way of counting people.
    meters: Vec<[Meter; STAFF]>,
    /// Where the hour under way ends; before the window, where the window begins.
    hour_ends: Instant,
    /// How many hours of the window have begun.
    hours_begun: usize,
    /// Team by team.
    pub totals: Vec<[i64; STAFF]>,
    /// For each team and hour of the week, person-ticks.
    pub busy: Vec<i64>,
    pub present: Vec<i64>,
}

impl<'p> Attendance<'p> {
    /// Nobody is there yet.
    pub fn new(hours: &'p [(Instant, u8)], from: Instant, to: Instant, teams: usize) -> Attendance<'p> {
        Attendance {
            hours,
            from,
            to,
            meters: vec![[Meter::default(); STAFF]; teams],
            hour_ends: from,
            hours_begun: 0,
            totals: vec![[0; STAFF]; teams],
            busy: vec![0; teams * HOURS],
            present: vec![0; teams * HOURS],
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Attendance::new(self.hours, self.from, self.to, self.meters.len());
    }

    /// From now on, so many more people of a team count as `what`.
    #[inline(always)]
    pub fn change(&mut self, now: Instant, team: u32, what: Staff, change: i32) {
        if now >= self.hour_ends {
            self.turn_hours(now);
        }
        let meter = &mut self.meters[team as usize][what as usize];
        let change = i64::from(change);
        meter.level += change;
        meter.this_hour += change * (self.hour_ends - now).ticks();
    }

    /// The window ends.
    pub fn finish(&mut self) {
        self.turn_hours(self.to);
        self.close_hour();
    }

    /// Ends the hours that are over at `now` and begins the next: what the people of each team did is added up, and each is
    /// taken to go on as it is until the hour ends.
    #[cold]
    fn turn_hours(&mut self, now: Instant) {
        while self.hour_ends <= now && self.hour_ends < self.to {
            self.close_hour();
            let begins = self.hour_ends;
            self.hours_begun += 1;
            self.hour_ends = self.hours.get(self.hours_begun).map_or(self.to, |hour| hour.0);
            let length = (self.hour_ends - begins).ticks();
            for meter in self.meters.iter_mut().flatten() {
                meter.this_hour = meter.level * length;
            }
        }
    }

    fn close_hour(&mut self) {
        let Some(hour) = self.hours_begun.checked_sub(1) else {
            return;
        };
        let hour_of_week = usize::from(self.hours[hour].1);
        for (team, (meters, totals)) in self.meters.iter().zip(&mut self.totals).enumerate() {
            for (total, meter) in totals.iter_mut().zip(meters) {
                *total += meter.this_hour;
            }
            self.busy[team * HOURS + hour_of_week] += meters[Staff::Busy as usize].this_hour;
            self.present[team * HOURS + hour_of_week] += meters[Staff::Present as usize].this_hour;
        }
    }
}
