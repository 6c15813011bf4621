//! Rates and staff that change over the day.

use flowcast::engine::World;
use flowcast::observation::{Ending, Observer, Staff, Subject};
use flowcast::time::{HOUR, Instant, MINUTE};

use crate::harness::{Read, case, judge, mean};
use crate::support;

/// Holds the mean of independent days to a known value.
fn hold_mean(id: &str, quantity: &'static str, values: &[f64], expected: f64, rel_se: f64) -> Option<String> {
    let known = case(quantity, Read::LeadVariance, expected, rel_se, 0.0);
    let (estimate, error) = mean(values);
    judge(id, &known, estimate, error)
}

/// Arrivals in each of three stretches of a cycle of ten hours, over two cycles.
#[derive(Default)]
struct Counts([f64; 3]);

impl Observer for Counts {
    fn arrived(&mut self, now: Instant, _: &Subject) {
        let in_cycle = now.ticks() % (10 * HOUR);
        let ends = [192 * MINUTE, 474 * MINUTE, 600 * MINUTE];
        self.0[ends.partition_point(|end| *end <= in_cycle)] += 1.0;
    }
}

/// Rates 5, 1.5 and 3 up to 3.2, 7.9 and 10 hours, twice.
/// Source: Ciw tests/test_sampling.py::test_poissoninterval_against_theory (32, 14.1, 12.6).
#[test]
fn nhpp_ciw() {
    let share = |expected: f64| format!("{:.10}%", expected / 58.7 * 100.0);
    let text = format!(
        "title = \"cycles\"\nstart = 2027-01-04\nduration = \"20h\"\n\
         [hours]\none = \"Mon 00:00-03:12, 10:00-13:12\"\ntwo = \"Mon 03:12-07:54, 13:12-17:54\"\n\
         three = \"Mon 07:54-10:00, 17:54-20:00\"\n[team.desk]\npeople = 100\n\
         [demand.call]\nkind = \"value\"\nstream = \"answer\"\narrivals = {{ per_week = 58.7, split = {{ one = \"{}\", two = \"{}\", \
         three = \"{}\" }} }}\n\
         [[stream.answer.step]]\nname = \"talk\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n\
         effort = \"1m\"\n",
        share(32.0),
        share(14.1),
        share(12.6)
    );
    let (model, program) = support::program(&text);
    let mut world = World::new(&program);
    let counts: Vec<[f64; 3]> = (0..12_000)
        .map(|number| {
            let mut counts = Counts::default();
            world.run(model.run.seed, number, &mut counts);
            counts.0
        })
        .collect();
    let by = |number: usize| counts.iter().map(|counts| counts[number]).collect::<Vec<_>>();
    let wrong = [
        hold_mean("nhpp_ciw", "mean_count_in_[0,3.2)_over_2_cycles", &by(0), 32.0, 0.003),
        hold_mean("nhpp_ciw", "mean_count_in_[3.2,7.9)_over_2_cycles", &by(1), 14.1, 0.003),
        hold_mean("nhpp_ciw", "mean_count_in_[7.9,10)_over_2_cycles", &by(2), 12.6, 0.003),
    ];
    assert_eq!(wrong.iter().flatten().count(), 0, "{wrong:?}");
}

/// What happens in one day of twelve hours.
#[derive(Default)]
struct Day {
    /// Items that have arrived, and ended, up to each hour.
    arrived: [f64; 13],
    ended: [f64; 13],
    lead_minutes: f64,
    count: f64,
    last_end: Instant,
    since: Instant,
    busy: i32,
    busy_hours: [f64; 12],
}

impl Day {
    fn read(&mut self, now: Instant) {
        let mut from = self.since.ticks();
        while from < now.ticks() {
            let hour = from / HOUR;
            let to = now.ticks().min((hour + 1) * HOUR);
            if let Some(busy) = self.busy_hours.get_mut(hour as usize) {
                *busy += f64::from(self.busy) * (to - from) as f64 / HOUR as f64;
            }
            from = to;
        }
        self.since = now;
    }

    /// Items in the system at a full hour.
    fn open(&self, hour: usize) -> f64 {
        self.arrived[hour] - self.ended[hour]
    }
}

impl Observer for Day {
    fn arrived(&mut self, now: Instant, _: &Subject) {
        for hour in 0..=12 {
            self.arrived[hour] += f64::from(u8::from(now.ticks() <= hour as i64 * HOUR));
        }
    }
    fn ended(&mut self, now: Instant, of: &Subject, _: Ending<'_>) {
        for hour in 0..=12 {
            self.ended[hour] += f64::from(u8::from(now.ticks() <= hour as i64 * HOUR));
        }
        self.lead_minutes += (now - of.arrived).ticks() as f64 / MINUTE as f64;
        self.count += 1.0;
        self.last_end = now;
    }
    fn staff(&mut self, now: Instant, _: u32, what: Staff, change: i32) {
        if what == Staff::Busy {
            self.read(now);
            self.busy += change;
        }
    }
}

/// The staff of 4 7 9 11 10 8 7 9 10 8 6 4 people, as shifts that overlap: whoever goes home at the end of a shift leaves the
/// item at the front of the queue. Four stay until nothing is left.
const DAY: &str = r#"
title = "a day"
start = 2027-01-04
duration = "24h"
[hours]
a = "Mon 01:00-11:00"
b = "Mon 01:00-10:00"
c = "Mon 02:00-06:00, 07:00-10:00"
d = "Mon 02:00-05:00, 07:00-09:00"
e = "Mon 03:00-05:00, 08:00-09:00"
f = "Mon 03:00-04:00"
day = "Mon 00:00-24:00"
[team.desk]
people = { day = 4, a = 2, b = 1, c = 1, d = 1, e = 1, f = 1 }
[demand.call]
kind = "value"
stream = "answer"
arrivals = { by_hour_of_week = [20, 35, 50, 60, 55, 45, 40, 50, 55, 45, 30, 20, HOURS] }
[[stream.answer.step]]
name = "talk"
activity = "engage"
practice = "service desk"
team = "desk"
effort = { exponential = { mean = "10m" } }
"#;

/// Arrivals by the hour, staff by the hour, preemptive shift changes.
/// Source: Kolmogorov forward equations, uniformization per constant piece; cf. Green-Kolesar-Soares 2001 Oper.Res. 49:549,
/// Ingolfsson et al. 2007.
#[test]
fn day_pr() {
    let text = DAY.replace("HOURS", &vec!["0"; 156].join(", "));
    let (model, program) = support::program(&text);
    let mut world = World::new(&program);
    let days: Vec<Day> = (0..45_000)
        .map(|number| {
            let mut day = Day::default();
            world.run(model.run.seed, number, &mut day);
            assert_eq!(day.arrived[12], day.count, "the day is long enough");
            day
        })
        .collect();
    let of = |value: &dyn Fn(&Day) -> f64| days.iter().map(value).collect::<Vec<_>>();
    let open = [
        ("E[N(1h)]", 1, 4.56173384246),
        ("E[N(3h)]", 3, 11.639067269),
        ("E[N(4h)]", 4, 13.9208346808),
        ("E[N(6h)]", 6, 14.9541270952),
        ("E[N(8h)]", 8, 16.1476198877),
        ("E[N(10h)]", 10, 16.5499501002),
        ("E[N(12h)]", 12, 11.6319065365),
    ];
    let mut wrong: Vec<Option<String>> = open
        .iter()
        .map(|&(quantity, hour, expected)| hold_mean("day_pr", quantity, &of(&|day| day.open(hour)), expected, 0.005))
        .collect();
    let items = of(&|day| day.count).iter().sum::<f64>() / days.len() as f64;
    let overtime = |day: &Day| (day.last_end - Instant(12 * HOUR)).ticks().max(0) as f64 / MINUTE as f64;
    let known = [
        // The mean over all items of all days: a ratio whose denominator is known well.
        (
            "mean_sojourn_min_(all_arrivals)",
            of(&|day| (day.lead_minutes - 18.8859614501 * (day.count - items)) / items),
            18.8859614501,
            0.005,
        ),
        ("E[overtime_after_12h,_minutes]", of(&overtime), 39.5420690511, 0.01),
        (
            "utilisation_hour4",
            of(&|day| day.busy_hours[3] / 11.0),
            0.874518675579,
            0.003,
        ),
        (
            "utilisation_hour7",
            of(&|day| day.busy_hours[6] / 7.0),
            0.936871107484,
            0.003,
        ),
    ];
    for (quantity, values, expected, rel_se) in known {
        wrong.push(hold_mean("day_pr", quantity, &values, expected, rel_se));
    }
    assert_eq!(wrong.iter().flatten().count(), 0, "{wrong:?}");
}
