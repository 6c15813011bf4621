//! Identities that hold to the last bit: Little's law on a closed set, and results whatever the threads and the order.

use std::sync::atomic::{AtomicBool, Ordering};

use flowcast::engine::Program;
use flowcast::experiment::{self, Forecast, Means};
use flowcast::measures::{Gathered, Identity, Outcome, Plan};
use flowcast::model::Model;

use crate::support;

const NORTHWIND: &str = include_str!("../../scenarios/northwind.toml");

/// `id_little/max_violation`: L·T = Σ W where every item that enters also leaves inside the window.
/// Arrivals fill the first three of seven days, three times as fast as they are dealt with at the end.
#[test]
fn id_little() {
    let mut times = Vec::new();
    for minute in 0..(3 * 24 * 60 / 7) {
        let (day, rest) = (minute * 7 / 1440, minute * 7 % 1440);
        times.push(format!("\"2027-01-{:02} {:02}:{:02}\"", 4 + day, rest / 60, rest % 60));
    }
    let text = format!(
        "title = \"closed\"\nstart = 2027-01-04\nduration = \"1 week\"\n[team.desk]\npeople = 2\n\
         [demand.call]\nkind = \"value\"\nstream = \"answer\"\narrivals = {{ at = [{}] }}\n\
         [[stream.answer.step]]\nname = \"talk\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n\
         effort = {{ exponential = {{ mean = \"15m\" }} }}\nnext = {{ done = \"80%\", talk = \"20%\" }}\n\
         [run]\nreplications = 50\n",
        times.join(", ")
    );
    let forecast = support::run(&support::model(&text));
    let value = |measure: &str, statistic: &str| {
        let figures = &forecast.summary.results.figures;
        let figure = figures
            .iter()
            .find(|figure| figure.measure == measure && figure.by == "all" && figure.statistic == statistic);
        figure.and_then(|figure| figure.estimate).expect("it is known").value
    };
    assert_eq!(value("open at end", "p95 of runs"), 0.0, "the set is closed");
    let (open, rate) = (value("open items", "mean"), value("throughput", "per week") / 168.0);
    let violation = (open - rate * value("lead time", "mean")).abs() / open;
    assert!(violation < 1e-9, "{violation}");
    assert!(open > 1.0, "{open}");
}

/// Everything that a replication came to, bit by bit.
fn bits(outcome: &Outcome) -> String {
    let numbers: Vec<u64> = outcome.numbers.iter().map(|number| number.to_bits()).collect();
    format!(
        "{numbers:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        outcome.open,
        outcome.ages,
        outcome.ages_until,
        outcome.ages_at_end,
        outcome.oldest,
        outcome.lead_times,
        outcome.response_times,
        outcome.busy,
        outcome.present
    )
}

/// Every figure with its interval, bit by bit.
fn figures(forecast: &Forecast) -> Vec<(String, Option<[Option<u64>; 3]>)> {
    let figures = forecast.summary.results.figures.iter();
    figures
        .map(|figure| {
            let name = format!("{} {} {} {}", figure.measure, figure.by, figure.name, figure.statistic);
            let bits = figure
                .estimate
                .map(|of| [Some(of.value), of.low, of.high].map(|value| value.map(f64::to_bits)));
            (name, bits)
        })
        .collect()
}

/// `id_edf_fifo`: where every item has as much time, the first to fall due is the first to come.
#[test]
fn the_first_due_is_the_first_to_come() {
    let text = |queue: &str| {
        format!(
            "title = \"due\"\nstart = 2027-01-04\nduration = \"4 weeks\"\n[team.desk]\npeople = 2\nqueue = \"{queue}\"\n\
             [demand.call]\nkind = \"value\"\nstream = \"answer\"\narrivals = {{ per_hour = 7 }}\n\
             priority = {{ P1 = \"50%\", P2 = \"50%\" }}\n\
             [[stream.answer.step]]\nname = \"talk\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n\
             effort = {{ exponential = {{ mean = \"15m\" }} }}\n[promise.soon]\nresolve = \"2h\"\ntarget = \"90%\"\n\
             [run]\nreplications = 20\n"
        )
    };
    let [due, fifo, urgent] =
        ["due", "fifo", "priority"].map(|queue| figures(&support::run(&support::model(&text(queue)))));
    // id_edf_fifo/max_violation
    assert_eq!(due, fifo);
    assert_ne!(due, urgent);
}

fn northwind() -> Model {
    let mut model = support::model(NORTHWIND);
    model.run.replications = 21;
    model
}

/// `id_threads/max_violation`: one, two and seven threads at work give the same bits. The thread that gathers is one more of the pool.
#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let model = northwind();
    let mut all = [1, 2, 7].map(|threads| {
        let forecast = support::run_on(&model, threads);
        format!("{:?} {:?}", figures(&forecast), forecast.summary.results)
    });
    all.sort();
    assert_eq!(all[0], all[2]);
}

/// A run that is stopped has every replication that was begun, and nothing of any other: it is what as many planned
/// replications come to.
#[test]
fn a_stopped_run_is_a_run_of_fewer_replications() {
    let mut model = northwind();
    model.run.replications = 200;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(5)
        .build()
        .expect("a pool can be built");
    let stop = AtomicBool::new(false);
    let mut means = Means {
        pool: &pool,
        stop: &stop,
        progress: &mut |progress| stop.store(progress.done >= 7, Ordering::Relaxed),
    };
    let stopped = experiment::forecast(&model, &Identity::default(), &mut means).expect("some are done");
    let done = stopped.gathered.replications();
    assert!((7..200).contains(&done), "{done}");
    assert_eq!(stopped.summary.results.about.replications, done);
    model.run.replications = done;
    assert_eq!(figures(&stopped), figures(&support::run(&model)));
}

/// `id_threads`: one replication alone, in any order, after any other, is the same.
#[test]
fn any_order_of_replications_gives_the_same_bits() {
    let model = northwind();
    let program = Program::new(&model);
    let plan = Plan::new(&model, &program);
    let mut permuted: Vec<(u32, Outcome)> = (0..21)
        .map(|place| place * 13 % 21)
        .map(|number| (number, experiment::one(&model, &program, &plan, number)))
        .collect();
    permuted.sort_by_key(|(number, _)| *number);
    let mut world = flowcast::engine::World::new(&program);
    let mut tally = flowcast::measures::Tally::new(&program, &plan);
    let mut gathered = Gathered::new(&program, &plan);
    for (number, outcome) in permuted {
        world.run(model.run.seed, u64::from(number), &mut tally);
        assert_eq!(bits(&tally.take()), bits(&outcome), "replication {number} alone");
        gathered.add(outcome);
    }
    let forecast = support::run(&model);
    let rows = |gathered: &Gathered| -> Vec<Vec<u64>> {
        let rows = gathered
            .rows()
            .map(|row| row.iter().map(|value| value.to_bits()).collect());
        rows.collect()
    };
    assert_eq!(rows(&gathered), rows(&forecast.gathered));
}
