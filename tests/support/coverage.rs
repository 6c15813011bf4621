//! Coverage: how often intervals hold values that are known, over experiments that differ by their seeds alone.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use flowcast::diagnostic::Sources;
use flowcast::experiment::{Candidate, Contender, Description, Forgetful, Means, Measured, Trial, Wanted, measure};
use flowcast::measures::Identity;
use flowcast::scenario::{self, Choice};

/// The confidence of every interval.
pub const LEVEL: f64 = 0.95;

/// A queue whose figures are known in the long run: Poisson arrivals, exponential service, first come, first served.
pub struct Queue {
    /// Its name in tables.
    pub name: &'static str,
    /// People.
    pub servers: u32,
    /// Items an hour.
    pub rate: f64,
    /// Mean minutes of service.
    pub service: f64,
    /// The same in the variant that it is paired with.
    pub faster: f64,
    /// Counted hours.
    pub hours: u32,
    /// Hours before counting.
    pub warm_up: u32,
    /// Deadlines in minutes: one that is often missed, one that is hardly ever.
    pub deadlines: [f64; 2],
}

/// One server at half its capacity for two days, the same for two hours, and four at nine tenths.
pub const QUEUES: [Queue; 3] = [
    Queue {
        name: "one server, half busy, 288 items a run",
        servers: 1,
        rate: 6.0,
        service: 5.0,
        faster: 4.5,
        hours: 48,
        warm_up: 24,
        deadlines: [30.0, 60.0],
    },
    Queue {
        name: "the same for two hours, 12 items a run",
        servers: 1,
        rate: 6.0,
        service: 5.0,
        faster: 4.5,
        hours: 2,
        warm_up: 24,
        deadlines: [30.0, 60.0],
    },
    Queue {
        name: "four servers, nine tenths busy, 2,592 items a run",
        servers: 4,
        rate: 54.0,
        service: 4.0,
        faster: 3.9,
        hours: 48,
        warm_up: 72,
        deadlines: [20.0, 60.0],
    },
];

/// How often the interval of a figure held what is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The queue.
    pub queue: &'static str,
    /// `mean`, `share`, `percentile`; with `paired` before it for a difference.
    pub kind: &'static str,
    /// The figure.
    pub figure: String,
    /// Its known value, in hours or as a share.
    pub truth: f64,
    /// Experiments whose interval holds it.
    pub covered: u32,
    /// Experiments.
    pub experiments: u32,
    /// Mean half width of the interval.
    pub half_width: f64,
}

impl Coverage {
    /// Experiments whose interval holds the value, as a share.
    pub fn share(&self) -> f64 {
        f64::from(self.covered) / f64::from(self.experiments)
    }
}

impl Queue {
    fn text(&self) -> String {
        let [often, seldom] = self.deadlines;
        format!(
            "title = \"known\"\nstart = 2027-01-04\nduration = \"{}h\"\n[run]\nwarm_up = \"{}h\"\n\
             [team.desk]\npeople = {}\n[demand.call]\nkind = \"value\"\nstream = \"answer\"\n\
             arrivals = {{ per_hour = {} }}\n\
             [[stream.answer.step]]\nname = \"answer\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n\
             effort = {{ exponential = {{ mean = \"{}m\" }} }}\n\
             [promise.soon]\nfor = {{}}\nresolve = \"{often}m\"\ntarget = \"90%\"\n\
             [promise.ever]\nfor = {{}}\nresolve = \"{seldom}m\"\ntarget = \"90%\"\n",
            self.hours, self.warm_up, self.servers, self.rate, self.service
        )
    }

    /// Erlang C: the probability of waiting.
    fn waits(&self, service: f64) -> f64 {
        flowcast::theory::erlang::erlang_c(self.servers, self.rate * service / 60.0)
            .expect("less is offered than can be done")
    }

    /// Mean hours from arrival to end.
    fn mean(&self, service: f64) -> f64 {
        let per_hour = 60.0 / service;
        self.waits(service) / (f64::from(self.servers) * per_hour - self.rate) + 1.0 / per_hour
    }

    /// The probability that an item takes longer than so many hours: that of a wait (none, or exponential) and a service
    /// together (Gross et al., *Fundamentals of Queueing Theory*, 4th ed., §2.3).
    fn longer(&self, service: f64, hours: f64) -> f64 {
        let per_hour = 60.0 / service;
        let drain = f64::from(self.servers) * per_hour - self.rate;
        let waits = self.waits(service);
        let both = match (drain - per_hour).abs() < 1e-9 {
            true => (1.0 + per_hour * hours) * (-per_hour * hours).exp(),
            false => (drain * (-per_hour * hours).exp() - per_hour * (-drain * hours).exp()) / (drain - per_hour),
        };
        (1.0 - waits) * (-per_hour * hours).exp() + waits * both
    }

    fn percentile(&self, service: f64, p: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1000.0);
        for _ in 0..200 {
            let middle = (low + high) / 2.0;
            if self.longer(service, middle) > 1.0 - p {
                low = middle
            } else {
                high = middle
            }
        }
        low
    }

    /// What is known of a figure, for a mean service time in minutes.
    fn truth(&self, figure: &Measured, service: f64) -> Option<(&'static str, f64)> {
        let (measure, statistic) = (figure.measure.as_str(), figure.statistic.as_str());
        Some(match (measure, statistic) {
            ("lead time", "mean") => ("mean", self.mean(service)),
            ("lead time", percentile) => {
                let p = percentile.strip_prefix('p')?.parse::<f64>().ok()? / 100.0;
                ("percentile", self.percentile(service, p))
            }
            ("open items", "mean") => ("mean", self.rate * self.mean(service)),
            ("promise kept", _) => {
                let [often, seldom] = self.deadlines;
                let minutes = if figure.name == "soon" { often } else { seldom };
                ("share", 1.0 - self.longer(service, minutes / 60.0))
            }
            _ => return None,
        })
    }
}

/// Experiments of the queues, each with as many replications as a run has by default, on a number of threads.
pub fn coverage(queues: &[Queue], experiments: u32, threads: usize) -> Vec<Coverage> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("a pool can be built");
    let mut means = Means {
        pool: &pool,
        stop: &AtomicBool::new(false),
        progress: &mut |_| {},
    };
    queues
        .iter()
        .flat_map(|queue| of_queue(queue, experiments, &mut means))
        .collect()
}

fn of_queue(queue: &Queue, experiments: u32, means: &mut Means<'_>) -> Vec<Coverage> {
    let mut found: BTreeMap<(usize, bool), Coverage> = BTreeMap::new();
    for seed in 0..experiments {
        let desks = [queue.service, queue.faster].map(|service| contender(queue, service, seed));
        let until = desks[0].candidate.model.run.replications;
        let trials = desks.each_ref().map(|contender| Trial {
            contender,
            from: 0,
            until,
        });
        let measured = measure(&trials, &wanted(), &mut Forgetful, (0, 0), means);
        let [Some(base), Some(variant)] = &measured[..] else {
            panic!("nobody stops it")
        };
        for (place, (one, other)) in base.iter().zip(variant).enumerate() {
            let Some((kind, truth)) = queue.truth(one, queue.service) else {
                continue;
            };
            let Some((_, then)) = queue.truth(other, queue.faster) else {
                continue;
            };
            let name = format!("{} {} {}", one.measure, one.name, one.statistic);
            let told = one.reading.estimate(LEVEL).and_then(|it| Some((it.low?, it.high?)));
            count(&mut found, (place, false), queue, (kind, &name, truth), told);
            let paired = other.reading.less(&one.reading, LEVEL);
            let told = paired.map(|it| (it.difference.low, it.difference.high));
            count(
                &mut found,
                (place, true),
                queue,
                (paired_kind(kind), &name, then - truth),
                told,
            );
        }
    }
    found.into_values().collect()
}

fn paired_kind(kind: &str) -> &'static str {
    match kind {
        "mean" => "paired mean",
        "share" => "paired share",
        _ => "paired percentile",
    }
}

fn count(
    found: &mut BTreeMap<(usize, bool), Coverage>,
    place: (usize, bool),
    queue: &Queue,
    (kind, figure, truth): (&'static str, &str, f64),
    told: Option<(f64, f64)>,
) {
    let row = found.entry(place).or_insert_with(|| Coverage {
        queue: queue.name,
        kind,
        figure: figure.to_owned(),
        truth,
        covered: 0,
        experiments: 0,
        half_width: 0.0,
    });
    // No interval holds nothing.
    row.covered += u32::from(told.is_some_and(|(low, high)| low <= truth && truth <= high));
    let width = told.map_or(0.0, |(low, high)| (high - low) / 2.0);
    row.half_width += (width - row.half_width) / f64::from(row.experiments + 1);
    row.experiments += 1;
}

fn wanted() -> Wanted {
    Wanted(vec![
        Description::measure("lead time").by("all"),
        Description::measure("open items").by("all").statistic("mean"),
        Description::measure("promise kept"),
    ])
}

fn contender(queue: &Queue, service: f64, seed: u32) -> Contender {
    let text = Queue { service, ..*queue }.text();
    let mut sources = Sources::default();
    let file = sources.add("known.toml", text);
    let Ok(scenario) = scenario::read(&mut sources, file, &Choice::default()) else {
        panic!("the scenario is sound")
    };
    let mut model = scenario.model;
    model.run.seed = u64::from(seed) + 1;
    Contender {
        key: String::new(),
        candidate: Candidate {
            model,
            identity: Identity::default(),
        },
    }
}
