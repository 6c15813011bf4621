//! The table-driven harness: a scenario, and the quantities to read from its run.

use flowcast::engine::{Program, World};
use flowcast::experiment::Forecast;
use flowcast::measures::figures::Form;
use flowcast::model::Model;
use flowcast::observation::{Ending, Observer, Subject};
use flowcast::statistics::Histogram;
use flowcast::time::{Instant, MINUTE};

use crate::support;

/// Replications of every steady-state run: as many as percentiles have sections.
pub const REPLICATIONS: u32 = 30;

/// A quantity with the value that is known for it.
pub struct Case {
    /// Its name in the collection of known results.
    pub quantity: &'static str,
    /// How it is read from a run.
    pub read: Read,
    /// The known value.
    pub expected: f64,
    /// Largest standard error, relative to the known value.
    pub rel_se: f64,
    /// Bias that is forgiven, relative to the known value.
    pub bias: f64,
}

/// A case.
pub fn case(quantity: &'static str, read: Read, expected: f64, rel_se: f64, bias: f64) -> Case {
    Case {
        quantity,
        read,
        expected,
        rel_se,
        bias,
    }
}

/// How a quantity is read from a run.
pub enum Read {
    /// A figure: measure, by, name, statistic.
    Figure(&'static str, &'static str, &'static str, &'static str),
    /// The share of items for which the promise is missed.
    Missed(&'static str),
    /// A percentile of lead time.
    Lead(f64),
    /// A percentile of response time, of the items of a group: by, name.
    Response(f64, &'static str, &'static str),
    /// Variance of lead time.
    LeadVariance,
    /// Mean square of response time.
    ResponseSquare,
    /// Standard deviation of response time.
    ResponseDeviation,
    /// A multiple of another reading.
    Times(f64, Box<Read>),
    /// The sum of others.
    Sum(Vec<Read>),
    /// One by another.
    By(Box<Read>, Box<Read>),
}

/// Mean time from arrival to first touch in minutes, of a group.
pub fn mean_wait(by: &'static str, name: &'static str) -> Read {
    minutes(Read::Figure("response time", by, name, "mean"))
}

/// Mean lead time in minutes.
pub fn mean_lead() -> Read {
    minutes(Read::Figure("lead time", "all", "all", "mean"))
}

/// Mean open items.
pub fn mean_open() -> Read {
    Read::Figure("open items", "all", "all", "mean")
}

/// Mean waiting items: hours of queueing in a week by the hours of a week.
pub fn mean_waiting() -> Read {
    Read::Times(1.0 / 168.0, Box::new(Read::Figure("queue", "team", "desk", "per week")))
}

/// Utilisation of a team.
pub fn utilisation(team: &'static str) -> Read {
    Read::Figure("utilisation", "team", team, "share")
}

/// A reading in hours, in minutes.
pub fn minutes(read: Read) -> Read {
    Read::Times(60.0, Box::new(read))
}

/// A scenario with one team and one step, in minutes.
pub struct Station {
    /// People, all the time.
    pub people: u32,
    /// Arrivals in TOML.
    pub arrivals: String,
    /// Effort in TOML.
    pub effort: String,
    /// More of the scenario: priorities of the demand.
    pub demand: String,
    /// Where items go after the step, in TOML; the end where it is empty.
    pub next: &'static str,
    /// Promises: name, aspect, deadline, whom for.
    pub promises: Vec<(&'static str, &'static str, String, &'static str)>,
}

impl Station {
    /// Poisson arrivals of `rate` a minute.
    pub fn poisson(rate: f64, people: u32, effort: impl Into<String>) -> Station {
        Station {
            people,
            arrivals: format!("{{ per_hour = {} }}", rate * 60.0),
            effort: effort.into(),
            demand: String::new(),
            next: "",
            promises: Vec::new(),
        }
    }

    /// With a promise about the first touch; `minutes` as a reader of the scenario writes them.
    pub fn respond(mut self, name: &'static str, minutes: f64) -> Station {
        self.promises
            .push((name, "respond", format!("{}s", minutes * 60.0), "{}"));
        self
    }

    /// With a promise about the first touch of some items.
    pub fn respond_to(mut self, name: &'static str, minutes: f64, whom: &'static str) -> Station {
        self.promises
            .push((name, "respond", format!("{}s", minutes * 60.0), whom));
        self
    }

    /// With a promise about the end.
    pub fn resolve(mut self, name: &'static str, minutes: f64) -> Station {
        self.promises
            .push((name, "resolve", format!("{}s", minutes * 60.0), "{}"));
        self
    }

    /// The scenario's text, with a run of so many arrivals in all replications and so many before counting in each.
    pub fn text(&self, rate: f64, arrivals: f64, warm_up: f64) -> String {
        let mut text = heading(arrivals / f64::from(REPLICATIONS) / rate, warm_up / rate, REPLICATIONS);
        text += &format!(
            "[team.desk]\npeople = {}\n[demand.incident]\nkind = \"failure\"\nstream = \"restore\"\narrivals = {}\n{}\n{}",
            self.people,
            self.arrivals,
            self.demand,
            step("restore", "fix", "desk", &self.effort, self.next)
        );
        for (name, aspect, deadline, whom) in &self.promises {
            text += &format!("[promise.{name}]\nfor = {whom}\n{aspect} = \"{deadline}\"\ntarget = \"90%\"\n");
        }
        text
    }
}

/// The head of a scenario in minutes.
pub fn heading(minutes: f64, warm_up: f64, replications: u32) -> String {
    format!(
        "title = \"theory\"\nstart = 2027-01-04\nduration = \"{}m\"\n[run]\nwarm_up = \"{}m\"\nreplications = {replications}\n\
         seed = 20270104\n",
        minutes.ceil(),
        warm_up.ceil()
    )
}

/// A step in TOML.
pub fn step(stream: &str, name: &str, team: &str, effort: &str, next: &str) -> String {
    let next = match next {
        "" => String::new(),
        next => format!("next = {next}\n"),
    };
    format!(
        "[[stream.{stream}.step]]\nname = \"{name}\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"{team}\"\n\
         effort = {effort}\n{next}"
    )
}

/// An exponential effort with a mean in minutes.
pub fn exponential(mean: f64) -> String {
    format!("{{ exponential = {{ mean = \"{mean:.9}m\" }} }}")
}

/// A hyperexponential duration: probabilities and rates a minute.
pub fn hyperexponential(parts: &[(f64, f64)]) -> String {
    let parts = parts.iter().map(|(share, rate)| {
        format!(
            "{{ share = \"{:.10}%\", mean = \"{:.9}m\" }}",
            share * 100.0,
            1.0 / rate
        )
    });
    format!("{{ hyperexponential = [{}] }}", parts.collect::<Vec<_>>().join(", "))
}

/// The same with two parts of squared coefficient of variation 4 and balanced means.
pub fn balanced(often: f64, seldom: f64) -> String {
    const P: f64 = 0.887_298_334_621;
    hyperexponential(&[(P, often), (1.0 - P, seldom)])
}

/// A deadline that only an item without any wait keeps, in minutes: one tick.
pub const INSTANTLY: f64 = 0.001 / 60.0;

/// Runs a scenario and holds every case to its rule; tells all that fail.
pub fn hold(id: &str, text: &str, cases: &[Case]) {
    let mut model = support::model(text);
    // Luck of its own, or the same few unlucky arrivals would be in every case.
    model.run.seed = id
        .bytes()
        .fold(1, |seed: u64, byte| seed * 31 % 1_000_003 + u64::from(byte));
    let run = Run::new(model, cases);
    let failures: Vec<String> = cases.iter().filter_map(|case| run.check(id, case)).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// Runs a scenario and holds every case to a reference that is itself an estimate, with the half width of its 95 % interval.
pub fn hold_references(id: &str, text: &str, cases: &[(Case, f64)]) {
    let run = Run::new(support::model(text), &[]);
    let check = |(known, half_width): &(Case, f64)| {
        let (estimate, residuals) = run.linear(&known.read);
        judge_reference(id, known, (estimate, standard_error(&residuals)), *half_width)
    };
    let failures: Vec<String> = cases.iter().filter_map(check).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// The same of an estimate with its standard error; what is wrong where it is not.
pub fn judge_reference(id: &str, case: &Case, (estimate, error): (f64, f64), half_width: f64) -> Option<String> {
    let both = (error * error + (half_width / 1.96).powi(2)).sqrt();
    let off = (estimate - case.expected).abs();
    let verdict = format!(
        "{id}/{}: {estimate:.6} against {:.6}, off by {:.2} standard errors of both, relative error {:.5} of {}",
        case.quantity,
        case.expected,
        off / both,
        error / case.expected.abs(),
        case.rel_se
    );
    println!("{verdict}");
    let sharp = error <= case.rel_se * case.expected.abs();
    (off > 4.0 * both || !sharp).then_some(verdict)
}

/// Whether an estimate is within the rule of a case; what is wrong where it is not.
pub fn judge(id: &str, case: &Case, estimate: f64, error: f64) -> Option<String> {
    let (expected, size) = (case.expected, case.expected.abs());
    let off = (estimate - expected).abs();
    let within = off <= 4.0 * error + case.bias * size;
    let sharp = error <= case.rel_se * size;
    let verdict = format!(
        "{id}/{}: {estimate:.6} against {expected:.6}, off by {:.2} standard errors, relative error {:.5} of {}",
        case.quantity,
        off / error,
        error / size,
        case.rel_se
    );
    println!("{verdict}");
    (!within || !sharp).then_some(verdict)
}

/// The mean of independent values and its standard error.
pub fn mean(values: &[f64]) -> (f64, f64) {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let residuals: Vec<f64> = values.iter().map(|value| value - mean).collect();
    (mean, standard_error(&residuals))
}

/// The standard error of an estimate that is linear in independent residuals.
fn standard_error(residuals: &[f64]) -> f64 {
    let count = residuals.len() as f64;
    (residuals.iter().map(|residual| residual * residual).sum::<f64>() / (count - 1.0) / count).sqrt()
}

/// A run of a scenario.
pub struct Run {
    forecast: Forecast,
    squares: Vec<Squares>,
}

impl Run {
    fn new(model: Model, cases: &[Case]) -> Run {
        let forecast = support::run(&model);
        let squares = if cases.iter().any(|case| case.read.needs_squares()) {
            squares(&model)
        } else {
            Vec::new()
        };
        Run { forecast, squares }
    }

    fn check(&self, id: &str, case: &Case) -> Option<String> {
        assert!(self.forecast.gathered.replications() >= 20);
        let (estimate, residuals) = self.linear(&case.read);
        judge(id, case, estimate, standard_error(&residuals))
    }

    /// The estimate of a reading, and what each replication adds to it beyond the mean.
    fn linear(&self, read: &Read) -> (f64, Vec<f64>) {
        match read {
            Read::Figure(measure, by, name, statistic) => self.figure([measure, by, name, statistic]),
            Read::Missed(promise) => {
                let (kept, residuals) = self.figure(["promise kept", "promise", promise, "share"]);
                (1.0 - kept, residuals)
            }
            Read::Lead(p) => percentile(&self.forecast.gathered.lead_times(&self.cohorts("all", "all")), *p),
            Read::Response(p, by, name) => {
                percentile(&self.forecast.gathered.response_times(&self.cohorts(by, name)), *p)
            }
            Read::LeadVariance => variance(&self.squares, |squares| squares.lead),
            Read::ResponseDeviation => {
                let (variance, residuals) = variance(&self.squares, |squares| squares.response);
                let deviation = variance.sqrt();
                let scaled = residuals.iter().map(|residual| residual / (2.0 * deviation));
                (deviation, scaled.collect())
            }
            Read::ResponseSquare => ratio(
                &self.squares.iter().map(|s| s.response[1]).collect::<Vec<_>>(),
                &self.squares.iter().map(|s| s.count).collect::<Vec<_>>(),
            ),
            Read::Times(factor, read) => {
                let (estimate, residuals) = self.linear(read);
                (estimate * factor, residuals.iter().map(|r| r * factor).collect())
            }
            Read::Sum(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.linear(part)).collect();
                let replications = parts[0].1.len();
                (
                    parts.iter().map(|part| part.0).sum(),
                    (0..replications)
                        .map(|number| parts.iter().map(|part| part.1[number]).sum())
                        .collect(),
                )
            }
            Read::By(above, below) => {
                let ((a, ra), (b, rb)) = (self.linear(above), self.linear(below));
                let ratio = a / b;
                let residuals = ra.iter().zip(&rb).map(|(a, beside)| (a - ratio * beside) / b);
                (ratio, residuals.collect())
            }
        }
    }

    fn position(&self, [measure, by, name, statistic]: [&str; 4]) -> usize {
        let figures = &self.forecast.summary.results.figures;
        let found = figures.iter().position(|figure| {
            figure.measure == measure && figure.by == by && figure.name == name && figure.statistic == statistic
        });
        found.unwrap_or_else(|| panic!("no figure {measure} {by} {name} {statistic}"))
    }

    /// The figure as results show it; its spread from the numbers of the replications.
    fn figure(&self, label: [&str; 4]) -> (f64, Vec<f64>) {
        let position = self.position(label);
        let gathered = &self.forecast.gathered;
        let shown = self.forecast.summary.results.figures[position].estimate;
        let shown = shown.expect("a known figure").value;
        let (estimate, residuals) = match &self.forecast.summary.definitions[position].form {
            Form::Rate(sum, per) => ratio(&sum.values(gathered), &vec![*per; gathered.replications() as usize]),
            Form::Ratio(sum, by) | Form::Share(sum, by) => ratio(&sum.values(gathered), &by.values(gathered)),
            form => panic!("{label:?} is made by {form:?}"),
        };
        assert!((shown - estimate).abs() <= 1e-9 * estimate.abs(), "{label:?}");
        (estimate, residuals)
    }

    fn cohorts(&self, by: &str, name: &str) -> Vec<usize> {
        match &self.forecast.summary.definitions[self.position(["response time", by, name, "p50"])].form {
            Form::ResponseTime(cohorts, _) => cohorts.clone(),
            form => panic!("a percentile is made by {form:?}"),
        }
    }
}

impl Read {
    fn needs_squares(&self) -> bool {
        matches!(
            self,
            Read::LeadVariance | Read::ResponseSquare | Read::ResponseDeviation
        )
    }
}

/// Σa/Σb, with the residuals of the delta method.
fn ratio(above: &[f64], below: &[f64]) -> (f64, Vec<f64>) {
    let total: f64 = below.iter().sum();
    let ratio = above.iter().sum::<f64>() / total;
    let mean = total / below.len() as f64;
    let residuals = above.iter().zip(below).map(|(a, b)| (a - ratio * b) / mean);
    (ratio, residuals.collect())
}

/// A percentile in minutes of the pooled distribution, with the residuals of sectioning.
fn percentile(sections: &[Histogram], p: f64) -> (f64, Vec<f64>) {
    let mut pool = Histogram::new();
    for section in sections {
        pool.merge(section);
    }
    let minutes = |of: &Histogram| of.quantile(p).expect("there are values") / MINUTE as f64;
    let value = minutes(&pool);
    (value, sections.iter().map(|section| minutes(section) - value).collect())
}

/// Sums over the items that end in the window of one replication, in minutes.
#[derive(Clone, Copy, Debug, Default)]
struct Squares {
    from: i64,
    count: f64,
    /// Of lead times and of their squares.
    lead: [f64; 2],
    response: [f64; 2],
}

impl Observer for Squares {
    fn ended(&mut self, now: Instant, of: &Subject, ending: Ending<'_>) {
        if now.ticks() < self.from {
            return;
        }
        let minutes = |to: Instant| (to - of.arrived).ticks() as f64 / MINUTE as f64;
        let (lead, response) = (minutes(now), minutes(ending.first_touch.expect("it was touched")));
        self.count += 1.0;
        for (sums, value) in [(&mut self.lead, lead), (&mut self.response, response)] {
            sums[0] += value;
            sums[1] += value * value;
        }
    }
}

fn squares(model: &Model) -> Vec<Squares> {
    let program = Program::new(model);
    let mut world = World::new(&program);
    let replications = 0..u64::from(model.run.replications);
    replications
        .map(|number| {
            let mut squares = Squares {
                from: program.window_start.ticks(),
                ..Squares::default()
            };
            world.run(model.run.seed, number, &mut squares);
            squares
        })
        .collect()
}

fn variance(replications: &[Squares], of: impl Fn(&Squares) -> [f64; 2]) -> (f64, Vec<f64>) {
    let counts: Vec<f64> = replications.iter().map(|one| one.count).collect();
    let sums: Vec<f64> = replications.iter().map(|one| of(one)[0]).collect();
    let squares: Vec<f64> = replications.iter().map(|one| of(one)[1]).collect();
    let ((first, first_residuals), (second, second_residuals)) = (ratio(&sums, &counts), ratio(&squares, &counts));
    let residuals = first_residuals.iter().zip(&second_residuals);
    (
        second - first * first,
        residuals.map(|(one, two)| two - 2.0 * first * one).collect(),
    )
}
