//! `starting-backlog.toml`: when 300 open tickets are worked off.

use flowcast::engine::{Program, World};
use flowcast::measures::backlog::broken_before;
use flowcast::model::Model;
use flowcast::observation::{Observer, Standing, Subject};
use flowcast::scenario::load;
use flowcast::time::{Instant, WEEK};
use flowcast::{diagnostic::Sources, scenario};

const OPEN: &str = include_str!("../../scenarios/starting-backlog.csv");
/// As many open tickets as are usual here: about two days' arrivals.
const USUAL: u32 = 40;

fn model(variant: Option<&str>) -> Model {
    let mut sources = Sources::default();
    let file = sources.add(
        "starting-backlog.toml",
        include_str!("../../scenarios/starting-backlog.toml"),
    );
    let files = std::collections::BTreeMap::from([("starting-backlog.csv".to_owned(), OPEN.to_owned())]);
    let choice = scenario::Choice {
        variant: variant.map(str::to_owned),
        sets: Vec::new(),
    };
    let read = scenario::read_beside(&mut sources, file, &choice, &files);
    read.expect("the scenario is sound").model
}

/// Open items at each midnight, and when the last of those that were open at the start ended.
#[derive(Default)]
struct Backlog {
    at_start: u32,
    open: Vec<u32>,
    old: u32,
    /// The first midnight without an item that was open at the start.
    cleared: Option<Instant>,
    /// The first midnight with no more open items than usual.
    usual: Option<Instant>,
}

impl Observer for Backlog {
    fn was_open(&mut self, _: Instant, _: &Subject, _: Option<Instant>) {
        self.at_start += 1;
    }
    fn sampled(&mut self, now: Instant, _: u32) {
        if let Some(open) = self.open.last() {
            let before = now - flowcast::time::Span::days(1);
            if *open <= USUAL {
                self.usual = self.usual.or(Some(before));
            }
            if self.old == 0 {
                self.cleared = self.cleared.or(Some(before));
            }
        }
        self.open.push(0);
        self.old = 0;
    }
    fn open(&mut self, _: Instant, _: u32, item: &Subject, _: Standing<'_>) {
        if let Some(open) = self.open.last_mut() {
            *open += 1;
        }
        self.old += u32::from(item.arrived < Instant::START);
    }
}

/// Weeks until the backlog is as usual, and until the last old ticket is gone, by replication.
fn weeks(model: &Model) -> (Vec<f64>, Vec<f64>) {
    let program = Program::new(model);
    let mut world = World::new(&program);
    let runs = (0..u64::from(model.run.replications)).map(|number| {
        let mut backlog = Backlog::default();
        world.run(model.run.seed, number, &mut backlog);
        assert_eq!((backlog.at_start, backlog.open[0]), (300, 300));
        let weeks = |at: Option<Instant>| at.expect("it is worked off within half a year").ticks() as f64 / WEEK as f64;
        (weeks(backlog.usual), weeks(backlog.cleared))
    });
    runs.unzip()
}

/// Mean and half of its 95 % interval (Student's quantile for 99 degrees of freedom is 1.984).
fn mean(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
    (mean, 1.984 * (variance / count).sqrt())
}

#[test]
fn the_backlog_is_worked_off_when_the_spare_hours_say_so_and_sooner_with_two_more() {
    let (today, more) = (model(None), model(Some("two more people")));
    let ((usual, cleared), (usual_of_more, _)) = (weeks(&today), weeks(&more));
    let (usual_mean, usual_error) = mean(&usual);
    println!(
        "as usual after {usual_mean:.2} ± {usual_error:.2} weeks, {:?}",
        mean(&cleared)
    );
    // By hand: the hours that the 300 tickets ask, over the hours that what arrives leaves.
    let load = load::offered_load(&today)[0];
    let by_hand = load::starting_hours(&today)[0] / (load.capacity - load.offered);
    println!("by hand {by_hand:.2} weeks");
    // What is usual remains when it is worked off, so the run is a little sooner; holidays and luck make it later.
    assert!(
        (0.75 * by_hand..1.35 * by_hand).contains(&usual_mean),
        "{usual_mean} and {by_hand}"
    );
    // Oldest first within a priority: the old tickets are gone before the backlog is.
    let first: Vec<f64> = usual
        .iter()
        .zip(&cleared)
        .map(|(usual, cleared)| usual - cleared)
        .collect();
    let (first, error) = mean(&first);
    assert!(first - error > 0.0, "{first} ± {error}");
    // Two more people: clearly sooner.
    let sooner: Vec<f64> = usual
        .iter()
        .zip(&usual_of_more)
        .map(|(today, more)| today - more)
        .collect();
    let (sooner, error) = mean(&sooner);
    println!("two more people: {sooner:.2} ± {error:.2} weeks sooner");
    assert!(sooner - error > 0.0, "{sooner} ± {error}");
}

#[test]
fn promises_broken_before_the_start_are_counted() {
    let broken = broken_before(&model(None));
    assert_eq!(broken.len(), 1);
    // Five working days before Monday 4 January 2027 end on 25 December, a Friday: the office knows no Christmas holiday in 2026.
    let old = OPEN.lines().skip(1).filter(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        cells[2] == "P3" && cells[1] < "2026-12-25 17:30"
    });
    assert_eq!(broken[0].broken, old.count() as f64);
    assert_eq!(
        broken[0].items,
        OPEN.lines().filter(|line| line.contains(",P3,")).count() as f64
    );
}
