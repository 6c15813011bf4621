//! Demand that is not just Poisson and single: batches, fixed intervals, rates that change by the hour, the day and the month,
//! mixes that depend on each other, a backlog to drain.

use std::collections::BTreeMap;

use flowcast::engine::World;
use flowcast::observation::{Ending, Observer, Subject};
use flowcast::time::{HOUR, Instant, MINUTE};

use crate::harness::{
    INSTANTLY, Read, Station, case, exponential, heading, hold, judge, mean, mean_lead, mean_open, mean_wait, step,
};
use crate::support;

/// Batches of four, exponential service of mean 1, load 0.8: M^[4]/M/1.
/// Source: Gross et al. s.3.1; Chaudhry-Templeton 1983; the lead time by Little.
#[test]
fn mx4_m1() {
    let mut station = Station::poisson(0.2, 1, exponential(1.0));
    station.arrivals = "{ per_hour = 12, batch = 4 }".to_owned();
    let cases = [
        case("mean_in_system_L", mean_open(), 10.0, 0.005, 0.001),
        case("mean_sojourn_per_item", mean_lead(), 12.5, 0.005, 0.001),
    ];
    hold("mx4_m1", &station.text(0.8, 10e6, 2000.0), &cases);
}

/// Batches of 1 or 7, as likely as each other (mean 4, mean square 25), load 0.8: L = ρ/(1−ρ) · (1 + E[X²]/E[X])/2 = 14.5.
/// Source: Gross et al. s.3.1, M^[X]/M/1.
#[test]
fn batches_of_random_size() {
    let mut station = Station::poisson(0.2, 1, exponential(1.0));
    station.arrivals =
        "{ per_hour = 12, batch = { discrete = [{ share = \"50%\", value = 1 }, { share = \"50%\", value = 7 }] } }"
            .to_owned();
    let cases = [
        case("mean_in_system_L", mean_open(), 14.5, 0.006, 0.001),
        case("mean_sojourn_per_item", mean_lead(), 18.125, 0.006, 0.001),
    ];
    hold("mx17_m1", &station.text(0.8, 16e6, 4000.0), &cases);
}

/// One arrival every 1.25, exponential service of mean 1: D/M/1. σ = exp(−(1−σ)·1.25), wait σ/(1−σ), P(wait > t) = σ·exp(−(1−σ)t).
/// Source: Gross et al. s.5.3 (root sigma of A*(mu(1-sigma))=sigma).
#[test]
fn dm1_r80() {
    const SIGMA: f64 = 0.628_629_796_497;
    let mut station = Station::poisson(0.8, 1, exponential(1.0))
        .respond("wait_0", INSTANTLY)
        .respond("wait_5", 5.0);
    station.arrivals = "{ every = \"1.25m\" }".to_owned();
    let tail = SIGMA * (-5.0 * (1.0 - SIGMA)).exp();
    let cases = [
        case("mean_wait_Wq", mean_wait("all", "all"), 1.692_730_839_92, 0.005, 0.001),
        case("P(wait>0)", Read::Missed("wait_0 respond"), SIGMA, 0.005, 0.001),
        case("P(wait>5)", Read::Missed("wait_5 respond"), tail, 0.015, 0.002),
    ];
    hold("dm1_r80", &station.text(0.8, 4e6, 1000.0), &cases);
}

/// One arrival every 0.625, two people: D/M/2.
/// Source: the stationary law of the chain embedded at arrivals, by power iteration (Gross et al. s.5.3.2, GI/M/c).
#[test]
fn dm2_r80() {
    let mut station = Station::poisson(1.6, 2, exponential(1.0)).respond("wait_0", INSTANTLY);
    station.arrivals = "{ every = \"0.625m\" }".to_owned();
    let cases = [
        case("mean_wait_Wq", mean_wait("all", "all"), 0.711_114_831_455, 0.005, 0.001),
        case(
            "P(wait>0)",
            Read::Missed("wait_0 respond"),
            0.528_173_719_343,
            0.005,
            0.001,
        ),
    ];
    hold("dm2_r80", &station.text(1.6, 5e6, 1000.0), &cases);
}

/// Items that are open at some hours.
#[derive(Default)]
struct OpenAt {
    arrived: [f64; 25],
    ended: [f64; 25],
}

impl Observer for OpenAt {
    fn arrived(&mut self, now: Instant, _: &Subject) {
        (0..25).for_each(|hour| self.arrived[hour] += f64::from(u8::from(now.ticks() <= hour as i64 * HOUR)));
    }
    fn ended(&mut self, now: Instant, _: &Subject, _: Ending<'_>) {
        (0..25).for_each(|hour| self.ended[hour] += f64::from(u8::from(now.ticks() <= hour as i64 * HOUR)));
    }
}

fn hold_mean(id: &str, quantity: &'static str, values: &[f64], expected: f64, rel_se: f64) -> Option<String> {
    let (estimate, error) = mean(values);
    judge(
        id,
        &case(quantity, Read::LeadVariance, expected, rel_se, 0.0),
        estimate,
        error,
    )
}

/// M_t/M/∞ from empty with a rate for each hour, that of `mtminf` of the known results in steps: m' = λ(t) − m/2 within each hour.
/// Source: Eick-Massey-Whitt 1993, Mgmt Sci 39:241; N(t) is Poisson with mean m(t), so its variance is m(t) too.
#[test]
fn mtminf_by_the_hour() {
    let rates = [
        21, 24, 26, 28, 29, 30, 30, 29, 28, 26, 24, 21, 19, 16, 14, 12, 11, 10, 10, 11, 12, 14, 16, 19,
    ];
    let week: Vec<String> = (0..168).map(|hour| rates[hour % 24].to_string()).collect();
    let text = "title = \"theory\"\nstart = 2027-01-04\nduration = \"1 day\"\n[team.desk]\npeople = 400\n\
                [demand.incident]\nkind = \"failure\"\nstream = \"restore\"\n"
        .to_owned()
        + &format!("arrivals = {{ by_hour_of_week = [{}] }}\n", week.join(", "))
        + &step("restore", "fix", "desk", &exponential(120.0), "");
    let (model, program) = support::program(&text);
    let mut world = World::new(&program);
    let days: Vec<OpenAt> = (0..20_000)
        .map(|number| {
            let mut day = OpenAt::default();
            world.run(model.run.seed, number, &mut day);
            day
        })
        .collect();
    let known = [
        ("E[N(2)]", 2, 28.909_879_512_5),
        ("E[N(6)]", 6, 54.033_751_161_5),
        ("E[N(12)]", 12, 48.141_020_888_5),
        ("E[N(18)]", 18, 24.380_083_667_3),
        ("E[N(24)]", 24, 31.780_008_597_7),
    ];
    let open = |hour: usize| {
        days.iter()
            .map(|day| day.arrived[hour] - day.ended[hour])
            .collect::<Vec<_>>()
    };
    let mut wrong: Vec<Option<String>> = known
        .iter()
        .map(|&(quantity, hour, expected)| hold_mean("mtminf_by_the_hour", quantity, &open(hour), expected, 0.003))
        .collect();
    let squares: Vec<f64> = open(12).iter().map(|open| (open - 48.141_020_888_5).powi(2)).collect();
    wrong.push(hold_mean(
        "mtminf_by_the_hour",
        "Var[N(12)]",
        &squares,
        48.141_020_888_5,
        0.02,
    ));
    assert_eq!(wrong.iter().flatten().count(), 0, "{wrong:?}");
}

/// Arrivals by local date.
#[derive(Default)]
struct ByDate(Vec<f64>);

impl Observer for ByDate {
    fn arrived(&mut self, now: Instant, _: &Subject) {
        self.0[(now.ticks() / (24 * HOUR)) as usize] += 1.0;
    }
}

/// 70 a week that double in a year, and half as many more in February: of the n-th day 10 · 2^(n/365.25), times 1.5 in February.
/// Saturday and Sunday have a tenth of the week each, and Monday three tenths.
#[test]
fn rates_follow_the_year_and_the_week() {
    let text = heading(60.0 * 24.0 * 91.0, 0.0, 1)
        + "[team.desk]\npeople = 50\n[demand.incident]\nkind = \"failure\"\nstream = \"restore\"\n\
           arrivals = { per_week = 70, growth = \"100% a year\", season = { Feb = \"+50%\" }, \
           by_day = { Sat-Sun = \"20%\", Mon = \"30%\", Tue-Fri = \"rest\" } }\n"
        + &step("restore", "fix", "desk", "\"1m\"", "");
    let (model, program) = support::program(&text);
    let mut world = World::new(&program);
    let runs: Vec<Vec<f64>> = (0..2_000)
        .map(|number| {
            let mut counts = ByDate(vec![0.0; 92]);
            world.run(model.run.seed, number, &mut counts);
            counts.0
        })
        .collect();
    let factor = |day: usize| 2f64.powf(day as f64 / 365.25) * if (28..56).contains(&day) { 1.5 } else { 1.0 };
    // The run starts on Monday 4 January; 1 February is its 29th day, 1 March its 57th.
    let sums: [(&'static str, Vec<usize>, f64); 5] = [
        (
            "January from the 4th",
            (0..28).collect(),
            (0..28).map(|day| factor(day) * share(day)).sum(),
        ),
        (
            "February",
            (28..56).collect(),
            (28..56).map(|day| factor(day) * share(day)).sum(),
        ),
        (
            "March",
            (56..87).collect(),
            (56..87).map(|day| factor(day) * share(day)).sum(),
        ),
        ("the first Monday", vec![0], 21.0),
        ("the first Saturday", vec![5], 7.0 * 2f64.powf(5.0 / 365.25)),
    ];
    let wrong: Vec<Option<String>> = sums
        .iter()
        .map(|(quantity, days, expected)| {
            let counts: Vec<f64> = runs.iter().map(|run| days.iter().map(|day| run[*day]).sum()).collect();
            hold_mean("rates_follow_the_year", quantity, &counts, *expected, 0.02)
        })
        .collect();
    assert_eq!(wrong.iter().flatten().count(), 0, "{wrong:?}");
    // What the reader says before the run, over the whole of it, is the same.
    let offered = flowcast::scenario::load::items_per_week(&model)[0] * 13.0;
    let all: Vec<f64> = runs.iter().map(|run| run.iter().sum()).collect();
    assert_eq!(hold_mean("rates_follow_the_year", "whole", &all, offered, 0.01), None);
}

/// Arrivals of a day where the factor is 1: 70 a week by the shares of the days.
fn share(day: usize) -> f64 {
    70.0 * [0.3, 0.125, 0.125, 0.125, 0.125, 0.1, 0.1][day % 7]
}

/// Items by attribute values, and the minutes they are worked on.
#[derive(Default)]
struct Kinds(BTreeMap<u32, f64>);

impl Observer for Kinds {
    fn arrived(&mut self, _: Instant, item: &Subject) {
        *self.0.entry(item.class).or_default() += 1.0;
    }
}

/// Priority depends on the type, and the type on the site: P(north) = 0.25, P(outage | north) = 0.6, P(outage | south) = 0.2, so
/// P(outage) = 0.3; P(P1 | outage) = 0.5 and never else, so P(P1) = 0.15. The load before the run is that of the mix: 20 minutes for
/// each P1, 5 for each other, 7.25 on average.
#[test]
fn mixes_depend_on_each_other() {
    let text = heading(60.0 * 24.0 * 7.0, 0.0, 1)
        + "[team.desk]\npeople = 50\n[demand.incident]\nkind = \"failure\"\nstream = \"restore\"\narrivals = { per_week = 1000 }\n\
           priority = { by = \"type\", outage = { P1 = \"50%\", P2 = \"rest\" }, other = { P2 = \"100%\" } }\n\
           type = { by = \"site\", north = { outage = \"60%\", question = \"rest\" }, south = { question = \"80%\", outage = \"rest\" } }\n\
           site = { north = \"25%\", south = \"75%\" }\n"
        + &step(
            "restore",
            "fix",
            "desk",
            "{ by = \"priority\", P1 = \"20m\", P2 = \"5m\" }",
            "",
        );
    let (model, program) = support::program(&text);
    let mut world = World::new(&program);
    let attribute = |name: &str| {
        model
            .attributes
            .iter()
            .position(|own| own.name == name)
            .expect("it is declared")
    };
    let of = |class: u32, name: &str| {
        let values = program.values_of(&model, class);
        let (id, value) = values
            .iter()
            .find(|(own, _)| own.index() == attribute(name))
            .expect("it has one");
        model.attributes[id.index()].values[value.index()].clone()
    };
    let runs: Vec<BTreeMap<u32, f64>> = (0..300)
        .map(|number| {
            let mut kinds = Kinds::default();
            world.run(model.run.seed, number, &mut kinds);
            kinds.0
        })
        .collect();
    let count = |wanted: &[(&str, &str)]| -> Vec<f64> {
        let fits = |class: u32| wanted.iter().all(|(name, value)| of(class, name) == *value);
        runs.iter()
            .map(|run| {
                run.iter()
                    .filter(|(class, _)| fits(**class))
                    .map(|(_, count)| count)
                    .sum()
            })
            .collect()
    };
    let known: [(&'static str, Vec<f64>, f64); 4] = [
        ("P1", count(&[("priority", "P1")]), 150.0),
        ("outage", count(&[("type", "outage")]), 300.0),
        (
            "outage in the north",
            count(&[("type", "outage"), ("site", "north")]),
            150.0,
        ),
        (
            "P2 question in the south",
            count(&[("priority", "P2"), ("type", "question"), ("site", "south")]),
            600.0,
        ),
    ];
    let wrong: Vec<Option<String>> = known
        .iter()
        .map(|(quantity, counts, expected)| hold_mean("dependent_mixes", quantity, counts, *expected, 0.01))
        .collect();
    assert_eq!(wrong.iter().flatten().count(), 0, "{wrong:?}");
    assert!(
        count(&[("priority", "P1"), ("type", "question")])
            .iter()
            .all(|count| *count == 0.0)
    );
    let offered = flowcast::scenario::load::offered_load(&model)[0].offered;
    assert!((offered - 1000.0 * 7.25 / 60.0).abs() < 1e-9, "{offered}");
}

/// When the last item ends, in minutes.
#[derive(Default)]
struct LastEnd(f64);

impl Observer for LastEnd {
    fn ended(&mut self, now: Instant, _: &Subject, _: Ending<'_>) {
        self.0 = now.ticks() as f64 / MINUTE as f64;
    }
}

/// Open items and four people, nothing arrives.
fn makespans(count: u32, effort: &str, replications: u64) -> Vec<f64> {
    let text = heading(200.0, 0.0, 1)
        + "[team.desk]\npeople = 4\n[demand.backlog]\nkind = \"failure\"\nstream = \"restore\"\n"
        + &format!("starting = {{ count = {count}, age = {{ exponential = {{ mean = \"3 days\" }} }} }}\n")
        + &step("restore", "fix", "desk", effort, "");
    let (model, program) = support::program(&text);
    let mut world = World::new(&program);
    (0..replications)
        .map(|number| {
            let mut last = LastEnd::default();
            world.run(model.run.seed, number, &mut last);
            last.0
        })
        .collect()
}

/// `drain_exp` and `drain_det` of the known results, from items that are open at the start: Σ 1/min(n, 4), and ⌈10/4⌉ · 1.5.
#[test]
fn drain_of_a_starting_backlog() {
    let spans = makespans(40, &exponential(1.0), 20_000);
    assert_eq!(
        hold_mean("drain_exp", "mean_makespan", &spans, 11.083_333_333_3, 0.003),
        None
    );
    assert_eq!(makespans(10, "\"90s\"", 3), [4.5, 4.5, 4.5]);
}
