//! Trials: many candidates measured by a few figures, with replications of all of them in one line, so that no thread waits
//! for the last of one candidate before it begins the next; and nothing that is remembered is run again.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use serde::{Deserialize, Serialize};

use super::comparison::Candidate;
use super::replications::{Means, Progress, replicate};
use crate::engine::{Program, World};
use crate::measures::figures::Better;
use crate::measures::reading::Reading;
use crate::measures::{Gathered, Plan, Scalars, Shared, Tally, summarise};
use crate::results::Figure;

/// Candidates that are compiled and in memory at once.
const AT_ONCE: usize = 8;

/// A candidate that can be told from every other.
#[derive(Clone, Debug)]
pub struct Contender {
    /// What is run.
    pub candidate: Candidate,
    /// Contenders of one key have the same results, whenever they are run.
    pub key: String,
}

/// Some replications of a contender.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'a> {
    /// Who is tried.
    pub contender: &'a Contender,
    /// The number of the first replication.
    pub from: u32,
    /// The number after that of the last.
    pub until: u32,
}

/// Which figures are kept of a trial: those that any of these describes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted(pub Vec<Description>);

/// Describes figures by the parts of their names; what is left out may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// What is measured.
    pub measure: String,
    /// By what.
    pub by: Option<String>,
    /// Of which.
    pub name: Option<String>,
    /// Which statistic.
    pub statistic: Option<String>,
}

impl Description {
    /// All figures of a measure.
    pub fn measure(measure: &str) -> Description {
        Description {
            measure: measure.to_owned(),
            ..Description::default()
        }
    }

    /// Of those, the figures by one thing.
    pub fn by(mut self, by: &str) -> Description {
        self.by = Some(by.to_owned());
        self
    }

    /// Of those, the figures of one name.
    pub fn of(mut self, name: &str) -> Description {
        self.name = Some(name.to_owned());
        self
    }

    /// Of those, one statistic.
    pub fn statistic(mut self, statistic: &str) -> Description {
        self.statistic = Some(statistic.to_owned());
        self
    }

    /// Whether it describes a figure that was measured.
    pub fn describes(&self, figure: &Measured) -> bool {
        self.holds([&figure.measure, &figure.by, &figure.name, &figure.statistic])
    }

    fn holds(&self, [measure, by, name, statistic]: [&str; 4]) -> bool {
        let any_or = |asked: &Option<String>, is: &str| asked.as_deref().is_none_or(|asked| asked == is);
        self.measure == measure
            && any_or(&self.by, by)
            && any_or(&self.name, name)
            && any_or(&self.statistic, statistic)
    }
}

/// A figure with what each replication told of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// What is measured.
    pub measure: String,
    /// By what.
    pub by: String,
    /// Of which.
    pub name: String,
    /// Which statistic.
    pub statistic: String,
    /// Unit.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// What the replications told.
    pub reading: Reading,
}

impl Measured {
    /// Whether both are the same figure.
    pub fn is_same(&self, other: &Measured) -> bool {
        (&self.measure, &self.by, &self.name, &self.statistic)
            == (&other.measure, &other.by, &other.name, &other.statistic)
    }
}

/// Adds what later replications of the same contender told; figures that only one of them has stay as they are.
pub fn append(measured: &mut Vec<Measured>, later: Vec<Measured>) {
    if measured.is_empty() {
        *measured = later;
        return;
    }
    for more in later {
        if let Some(figure) = measured.iter_mut().find(|figure| figure.is_same(&more)) {
            figure.reading.append(more.reading);
        }
    }
}

/// What was measured before. What is kept under a key is always the same, so that forgetting costs time and nothing else.
pub trait Memory {
    /// What was kept under this key.
    fn recall(&self, key: &str) -> Option<Vec<Measured>>;
    /// Keeps it.
    fn keep(&mut self, key: &str, measured: &[Measured]);
}

/// Remembers nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Forgetful;

impl Memory for Forgetful {
    fn recall(&self, _: &str) -> Option<Vec<Measured>> {
        None
    }

    fn keep(&mut self, _: &str, _: &[Measured]) {}
}

/// Measures trials, each as it would be measured alone, in their order. Those that were not whole when the work was stopped
/// are none. `done` replications of earlier work are counted as progress, of `planned` in all.
pub fn measure(
    trials: &[Trial<'_>],
    wanted: &Wanted,
    memory: &mut dyn Memory,
    (done, planned): (u32, u32),
    means: &mut Means<'_>,
) -> Vec<Option<Vec<Measured>>> {
    let keys: Vec<String> = trials.iter().map(|trial| key(trial, wanted)).collect();
    let mut found: Vec<Option<Vec<Measured>>> = keys.iter().map(|key| memory.recall(key)).collect();
    let size = |index: &usize| trials[*index].until.saturating_sub(trials[*index].from);
    let (known, missing): (Vec<usize>, Vec<usize>) = (0..trials.len()).partition(|&index| found[index].is_some());
    let mut done = done + known.iter().map(size).sum::<u32>();
    (means.progress)(Progress { done, planned });
    for window in missing.chunks(AT_ONCE) {
        let booths: Vec<Booth<'_>> = window.iter().map(|&index| Booth::new(trials[index])).collect();
        let gathered = run_all(&booths, (done, planned), means);
        let whole = booths.iter().zip(gathered).map(|(booth, gathered)| {
            let whole = gathered.replications() == booth.replications();
            whole.then_some((booth, gathered))
        });
        let whole: Vec<_> = whole.collect();
        let measured: Vec<Option<Vec<Measured>>> = means.pool.install(|| {
            let told = whole.into_par_iter().map(|whole| {
                let (booth, gathered) = whole?;
                Some(booth.measured(&gathered, wanted))
            });
            told.collect()
        });
        for (&index, measured) in window.iter().zip(measured) {
            if let Some(measured) = &measured {
                memory.keep(&keys[index], measured);
                done += size(&index);
            }
            found[index] = measured;
        }
        if means.stop.load(Ordering::Relaxed) {
            break;
        }
    }
    found
}

/// What tells a trial from every other.
fn key(trial: &Trial<'_>, wanted: &Wanted) -> String {
    let run = &trial.contender.candidate.model.run;
    let described = wanted.0.iter().map(|it| {
        let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "*".to_owned());
        let [by, name, statistic] = [&it.by, &it.name, &it.statistic].map(part);
        format!("{}|{by}|{name}|{statistic}", it.measure)
    });
    let described: Vec<String> = described.collect();
    format!(
        "{}/seed {}/warm-up {}/runs {}..{}/{}",
        trial.contender.key,
        run.seed,
        run.warm_up.ticks(),
        trial.from,
        trial.until,
        described.join(";")
    )
}

/// A trial with what its contender is compiled to, by the thread that comes first.
struct Booth<'a> {
    trial: Trial<'a>,
    compiled: OnceLock<(Program, OnceLock<Plan>)>,
}

impl<'a> Booth<'a> {
    fn new(trial: Trial<'a>) -> Booth<'a> {
        Booth {
            trial,
            compiled: OnceLock::new(),
        }
    }

    fn replications(&self) -> u32 {
        self.trial.until.saturating_sub(self.trial.from)
    }

    fn program(&self) -> (&Program, &Plan) {
        let model = &self.trial.contender.candidate.model;
        let (program, plan) = self.compiled.get_or_init(|| (Program::new(model), OnceLock::new()));
        (program, plan.get_or_init(|| Plan::new(model, program)))
    }

    fn nothing(&self) -> Gathered {
        let (program, plan) = self.program();
        Gathered::new(program, plan)
    }

    fn measured(&self, gathered: &Gathered, wanted: &Wanted) -> Vec<Measured> {
        let (program, plan) = self.program();
        let candidate = &self.trial.contender.candidate;
        let summary = summarise(&candidate.model, program, plan, gathered, &candidate.identity);
        let rows = summary.results.figures.into_iter().zip(summary.definitions);
        let kept = rows.filter(|(figure, _)| {
            let Figure {
                measure,
                by,
                name,
                statistic,
                ..
            } = figure;
            wanted.0.iter().any(|it| it.holds([measure, by, name, statistic]))
        });
        let told = kept.filter_map(|(figure, definition)| {
            Some(Measured {
                reading: definition.form.read(gathered)?,
                measure: figure.measure,
                by: figure.by,
                name: figure.name,
                statistic: figure.statistic,
                unit: figure.unit,
                better: definition.better,
            })
        });
        told.collect()
    }
}

/// Runs the replications of some trials. Which thread runs which, and when, changes nothing; of each trial those that are done
/// have no gap.
fn run_all(booths: &[Booth<'_>], (done, planned): (u32, u32), means: &mut Means<'_>) -> Vec<Gathered> {
    let line = Line::of(booths);
    let workers = means.pool.current_num_threads().min(line.total()).max(1);
    let (sender, receiver) = mpsc::sync_channel(4 * workers);
    let stop = means.stop;
    let shelves: Vec<OnceLock<Shared>> = booths.iter().map(|_| OnceLock::new()).collect();
    let mut gathering = Gathering {
        early: BTreeMap::new(),
        gathered: booths.iter().map(|_| None).collect(),
    };
    means.pool.in_place_scope(|scope| {
        for _ in 0..workers {
            let (line, shelves, sender) = (&line, &shelves, sender.clone());
            scope.spawn(move |_| work(booths, line, shelves, stop, &sender));
        }
        drop(sender);
        for (so_far, (number, replication, scalars)) in (done + 1..).zip(receiver) {
            gathering.take(booths, number, replication, scalars);
            (means.progress)(Progress { done: so_far, planned });
        }
    });
    let all = gathering.gathered.into_iter().zip(shelves).zip(booths);
    let whole = all.map(|((gathered, shelf), booth)| {
        let mut gathered = gathered.unwrap_or_else(|| booth.nothing());
        if let Some(shared) = shelf.into_inner() {
            gathered.unshare(shared);
        }
        gathered
    });
    whole.collect()
}

/// What one thread does: the next replication of the line, until there is none or the work is stopped. Stopping is looked at
/// before a place is taken, and every place taken is run: so there is no gap.
fn work(
    booths: &[Booth<'_>],
    line: &Line,
    shelves: &[OnceLock<Shared>],
    stop: &AtomicBool,
    sender: &mpsc::SyncSender<(usize, u32, Scalars)>,
) {
    let mut at = None;
    while !stop.load(Ordering::Relaxed) {
        let Some((number, place)) = line.next() else { break };
        let booth = &booths[number];
        let (program, plan) = booth.program();
        let shared = shelves[number].get_or_init(|| booth.nothing().share());
        let still = at.take().filter(|(of, _, _)| *of == number);
        let fresh = || (number, World::new(program), Tally::new(program, plan));
        let (_, world, tally) = at.insert(still.unwrap_or_else(fresh));
        let replication = booth.trial.from + place;
        replicate(
            world,
            booth.trial.contender.candidate.model.run.seed,
            replication,
            tally,
        );
        let scalars = shared.add(replication, tally.take());
        if sender.send((number, replication, scalars)).is_err() {
            break;
        }
    }
}

/// The replications of several trials in one line.
struct Line {
    /// For each trial, the place in the line after its last replication.
    ends: Vec<usize>,
    next: AtomicUsize,
}

impl Line {
    fn of(booths: &[Booth<'_>]) -> Line {
        let ends = booths.iter().scan(0, |end, booth| {
            *end += booth.replications() as usize;
            Some(*end)
        });
        Line {
            ends: ends.collect(),
            next: AtomicUsize::new(0),
        }
    }

    fn total(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    /// The next trial by its number, and which of its replications.
    fn next(&self) -> Option<(usize, u32)> {
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        let number = self.ends.partition_point(|&end| end <= place);
        let before = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        (place < self.total()).then_some((number, (place - before) as u32))
    }
}

/// Scalars in the order of their numbers, trial by trial; what comes early waits.
struct Gathering {
    early: BTreeMap<(usize, u32), Scalars>,
    gathered: Vec<Option<Gathered>>,
}

impl Gathering {
    fn take(&mut self, booths: &[Booth<'_>], number: usize, replication: u32, scalars: Scalars) {
        let gathered = self.gathered[number].get_or_insert_with(|| booths[number].nothing());
        self.early.insert((number, replication), scalars);
        let from = booths[number].trial.from;
        while let Some(scalars) = self.early.remove(&(number, from + gathered.replications())) {
            gathered.add_scalars(&scalars);
        }
    }
}
