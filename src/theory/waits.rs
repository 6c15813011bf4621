//! What formulas say of a team's queue: waits, and what becomes of those that do not wait.

use super::finite::{self, Finite};
use super::station::{Source, Station, station};
use super::twins::{Subject, steady, twin};
use super::{erlang, priorities, queues};
use crate::model::{Model, TeamId};
use crate::results::{Assumption, Estimate, Results, Standing, TeamResult, Twin};

/// Hours of a week.
const WEEK: f64 = 168.0;

/// A team with what formulas assume of it.
struct Place<'a> {
    results: &'a Results,
    team: &'a TeamResult,
    at: Station,
    assumptions: Vec<Assumption>,
}

impl Place<'_> {
    /// A figure of the team beside what a law says.
    fn of_team(
        &self,
        (law, standing): (&str, Standing),
        (quantity, unit): (&str, &str),
        theory: Option<f64>,
        simulated: Option<Estimate>,
    ) -> Twin {
        let subject = Subject {
            law,
            of: &self.team.name,
            quantity,
            unit,
            standing,
        };
        twin(self.results, subject, self.assumptions.clone(), theory, simulated)
    }

    /// Hours in the queue by visit that ends.
    fn wait(&self, law: &str, standing: Standing, theory: Option<f64>) -> Twin {
        self.of_team(
            (law, standing),
            ("wait per visit", "hours"),
            theory,
            self.team.queue_per_visit,
        )
    }

    fn utilisation(&self, law: &str, theory: Option<f64>) -> Twin {
        let quantity = ("utilisation", "share");
        self.of_team((law, Standing::Exact), quantity, theory, self.team.utilisation)
    }

    /// A figure of every demand that comes here, of its items an hour.
    fn by_demand(
        &self,
        law: &str,
        (measure, statistic, unit): (&str, &str, &str),
        theory: impl Fn(f64) -> Option<f64>,
    ) -> Vec<Twin> {
        let mut rates: Vec<(&str, f64)> = Vec::new();
        for stream in &self.at.streams {
            match rates.iter_mut().find(|(name, _)| *name == stream.demand) {
                Some((_, rate)) => *rate += stream.class.rate,
                None => rates.push((&stream.demand, stream.class.rate)),
            }
        }
        let made = rates.into_iter().filter_map(|(name, rate)| {
            let figure = self.results.figures.iter().find(|figure| {
                figure.measure == measure
                    && figure.by == "demand"
                    && figure.name == name
                    && figure.statistic == statistic
            })?;
            let subject = Subject {
                law,
                of: name,
                quantity: measure,
                unit,
                standing: Standing::Exact,
            };
            Some(twin(
                self.results,
                subject,
                self.assumptions.clone(),
                theory(rate),
                figure.estimate,
            ))
        });
        made.collect()
    }
}

/// What formulas say of a team's queue, by the one that fits it.
pub fn waits(model: &Model, results: &Results, id: TeamId, team: &TeamResult) -> Vec<Twin> {
    let (mut assumptions, found) = station(model, id);
    assumptions.extend(steady(model, results));
    let Some(at) = found else {
        let none = Subject {
            law: "Queueing formulas",
            of: &team.name,
            quantity: "wait per visit",
            unit: "hours",
            standing: Standing::Exact,
        };
        return vec![twin(results, none, assumptions, None, team.queue_per_visit)];
    };
    let place = Place {
        results,
        team,
        at,
        assumptions,
    };
    if let Some(patience) = place.at.patience {
        return place.with_patience(patience);
    }
    if let Some(room) = place.at.room {
        return place.with_room(room);
    }
    match place.at.source {
        Source::Users(users, again) => place.with_users(users, again),
        Source::Renewal(scv) => place.after_intervals(scv),
        Source::Poisson => place.after_poisson(),
    }
}

impl Place<'_> {
    /// Erlang A: M/M/c and exponential patience.
    fn with_patience(&self, patience: f64) -> Vec<Twin> {
        const LAW: &str = "Erlang A";
        let at = &self.at;
        let rates = (at.one_exponential() && at.source == Source::Poisson).then(|| at.rate());
        let found = rates.and_then(|rate| erlang::erlang_a(rate, at.service(), at.servers, patience));
        // Hours of all who wait, by the visits of those who are served.
        let wait = found.map(|found| found.mean_wait / (1.0 - found.gives_up));
        let mut made = vec![
            self.wait(LAW, Standing::Exact, wait),
            self.utilisation(LAW, found.map(|found| found.utilisation)),
        ];
        // Whoever is served first loses patience less: with several priorities only the whole is known.
        if at.priorities().len() == 1 {
            made.extend(self.by_demand(LAW, ("abandoned", "share", "share"), |_| {
                found.map(|found| found.gives_up)
            }));
        }
        made
    }

    /// M/M/c/K, or Erlang B where there is no room to wait.
    fn with_room(&self, room: u32) -> Vec<Twin> {
        let at = &self.at;
        let no_queue = room <= at.servers;
        let law = if no_queue { "Erlang B" } else { "M/M/c/K" };
        let fits = at.source == Source::Poisson && (no_queue || at.one_exponential());
        let found = fits
            .then(|| finite::room(at.rate(), at.service(), at.servers, room))
            .flatten();
        let of = |read: fn(&Finite) -> f64| found.as_ref().map(read);
        let mut made = vec![self.utilisation(law, of(|found| found.utilisation))];
        if !no_queue {
            made.push(self.wait(law, Standing::Exact, of(|found| found.mean_wait)));
        }
        let away = |rate: f64| found.map(|found| WEEK * rate * found.turned_away);
        made.extend(self.by_demand(law, ("closed undone", "per week", "items"), away));
        made
    }

    /// M/M/c//N: some users, each of whom comes again.
    fn with_users(&self, users: u32, again: f64) -> Vec<Twin> {
        const LAW: &str = "M/M/c//N";
        let at = &self.at;
        let found = at
            .one_exponential()
            .then(|| finite::users(users, again, at.service(), at.servers))
            .flatten();
        let of = |read: fn(&Finite) -> f64| found.as_ref().map(read);
        let mut made = vec![
            self.wait(LAW, Standing::Exact, of(|found| found.mean_wait)),
            self.utilisation(LAW, of(|found| found.utilisation)),
        ];
        let done = |_| found.map(|found| WEEK * found.throughput);
        made.extend(self.by_demand(LAW, ("throughput", "per week", "items"), done));
        made
    }

    /// A bound for one person, and an approximation.
    fn after_intervals(&self, arrival_scv: f64) -> Vec<Twin> {
        let at = &self.at;
        let (rate, service, scv) = (at.rate(), at.service(), at.service_scv());
        let mut made = Vec::new();
        if at.servers == 1 {
            let bound = queues::kingman_bound(rate, service, arrival_scv, scv);
            made.push(self.wait("Kingman's bound", Standing::UpperBound, bound));
        }
        let near = queues::allen_cunneen(rate, service, at.servers, arrival_scv, scv);
        made.push(self.wait("Allen–Cunneen", Standing::Approximation, near));
        made
    }

    /// Erlang C, Pollaczek–Khinchine or Cobham; else an approximation.
    fn after_poisson(&self) -> Vec<Twin> {
        let at = &self.at;
        let (rate, service, scv) = (at.rate(), at.service(), at.service_scv());
        let by_priority = by_priority(at);
        let mut made = vec![if at.one_exponential() {
            self.wait(
                "Erlang C",
                Standing::Exact,
                erlang::mean_wait(rate, service, at.servers),
            )
        } else if at.servers == 1 && at.priorities().len() == 1 {
            let exact = queues::pollaczek_khinchine(rate, service, scv);
            self.wait("Pollaczek–Khinchine", Standing::Exact, exact)
        } else if at.servers == 1 {
            let parts = by_priority.iter().map(|(_, rate, wait)| wait.map(|wait| rate * wait));
            let weighted: Option<f64> = parts.sum();
            self.wait("Cobham", Standing::Exact, weighted.map(|sum| sum / rate))
        } else {
            let near = queues::allen_cunneen(rate, service, at.servers, 1.0, scv);
            self.wait("Allen–Cunneen", Standing::Approximation, near)
        }];
        made.extend(waits_by_priority(self.results, at, &by_priority, &self.assumptions));
        made
    }
}

/// Priority, rate and wait, where Cobham's formulas say it; else nothing.
fn by_priority(at: &Station) -> Vec<(u32, f64, Option<f64>)> {
    let ranks = at.priorities();
    if ranks.len() < 2 {
        return Vec::new();
    }
    let classes: Vec<priorities::Class> = ranks.iter().map(|rank| at.class_of(*rank)).collect();
    let rates: Vec<f64> = classes.iter().map(|class| class.rate).collect();
    let waits = if at.servers == 1 {
        priorities::one_server(&classes)
    } else if at.one_exponential() {
        priorities::several_servers(&rates, at.service(), at.servers).unwrap_or_default()
    } else {
        Vec::new()
    };
    let made = ranks.iter().zip(&rates).zip(waits);
    made.map(|((rank, rate), wait)| (*rank, *rate, wait)).collect()
}

/// The wait of each priority: it is the time to first touch, because items come to the team on arrival.
fn waits_by_priority(
    results: &Results,
    at: &Station,
    waits: &[(u32, f64, Option<f64>)],
    assumptions: &[Assumption],
) -> Vec<Twin> {
    let named = |stream: &super::station::Stream| {
        let priority = stream.priority_name.as_ref()?;
        let name = format!("{} {priority}", stream.demand);
        let figure = results.figures.iter().find(|figure| {
            figure.measure == "response time"
                && figure.by == "demand × priority"
                && figure.name == name
                && figure.statistic == "mean"
        })?;
        let (_, _, wait) = waits.iter().find(|(rank, _, _)| *rank == stream.priority)?;
        let subject = Subject {
            law: "Cobham",
            of: &name,
            quantity: "response time",
            unit: "hours",
            standing: Standing::Exact,
        };
        Some(twin(results, subject, assumptions.to_vec(), *wait, figure.estimate))
    };
    at.streams.iter().filter_map(named).collect()
}
