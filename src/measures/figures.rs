//! Figures: every row of `kpis.csv`, with how it is made from the numbers of a replication, so that two runs can be paired.

use serde::{Deserialize, Serialize};

use super::gathered::Gathered;
use super::reading::Reading;
use crate::results::{Estimate, Figure};
use crate::statistics::interval::PointEstimate;

/// A weighted sum of a replication's numbers. Weights turn ticks into hours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sum(Vec<(usize, f64)>);

impl Sum {
    /// The sum of some numbers, each with the same weight.
    pub fn of(indices: impl IntoIterator<Item = usize>, weight: f64) -> Sum {
        Sum(indices.into_iter().map(|index| (index, weight)).collect())
    }

    /// Both sums together.
    pub fn plus(mut self, other: Sum) -> Sum {
        self.0.extend(other.0);
        self
    }

    /// This sum less another.
    pub fn minus(mut self, other: Sum) -> Sum {
        self.0
            .extend(other.0.into_iter().map(|(index, weight)| (index, -weight)));
        self
    }

    /// This sum times a factor.
    pub fn times(mut self, factor: f64) -> Sum {
        for (_, weight) in &mut self.0 {
            *weight *= factor;
        }
        self
    }

    /// Whether it is the sum of no number at all.
    pub fn is_nothing(&self) -> bool {
        self.0.is_empty()
    }

    /// Its value in each replication.
    pub fn values(&self, gathered: &Gathered) -> Vec<f64> {
        // Minus zero is what adding starts from: it leaves the sign of a zero as it is.
        let mut sums = vec![-0.0; gathered.replications() as usize];
        for &(index, weight) in &self.0 {
            let numbers = gathered.number(index).flatten();
            for (sum, number) in sums.iter_mut().zip(numbers) {
                *sum += number * weight;
            }
        }
        sums
    }
}

/// How a figure is made.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A sum per replication, divided by a constant.
    Rate(Sum, f64),
    /// A sum divided by another.
    Ratio(Sum, Sum),
    /// As a ratio, of hits among trials.
    Share(Sum, Sum),
    /// A percentile of the lead times of some cohorts.
    LeadTime(Vec<usize>, f64),
    /// A percentile of the response times of some cohorts.
    ResponseTime(Vec<usize>, f64),
    /// A percentile of the delays of a route.
    ApprovalDelay(usize, f64),
    /// Open items at the end: of the last of so many days, of a demand or all.
    OpenAtEnd(usize, Option<usize>),
    /// Made in another way; cannot be paired.
    Other,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Better {
    /// Less is better.
    Less,
    /// More is better.
    More,
    /// Neither is good in itself.
    Neither,
}

/// What a figure is, without its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// How it is made.
    pub form: Form,
    /// Which way is better.
    pub better: Better,
}

/// The name of a figure: measure, by, name, statistic, unit.
#[derive(Clone, Copy, Debug)]
pub struct Label<'a> {
    /// What is measured.
    pub measure: &'a str,
    /// By what.
    pub by: &'a str,
    /// Of which.
    pub name: &'a str,
    /// Which statistic.
    pub statistic: &'a str,
    /// Unit.
    pub unit: &'a str,
}

/// Figures as they are made.
pub struct Figures<'a> {
    gathered: &'a Gathered,
    level: f64,
    /// The rows.
    pub rows: Vec<Figure>,
    /// How each row was made.
    pub definitions: Vec<Definition>,
}

impl<'a> Figures<'a> {
    /// None yet.
    pub fn new(gathered: &'a Gathered, level: f64) -> Figures<'a> {
        Figures {
            gathered,
            level,
            rows: Vec::new(),
            definitions: Vec::new(),
        }
    }

    /// What they are made from.
    pub fn gathered(&self) -> &'a Gathered {
        self.gathered
    }

    /// Makes a figure and adds its row.
    pub fn add(&mut self, label: Label<'_>, form: Form, better: Better) -> Option<Estimate> {
        let estimate = self.estimate(&form);
        self.add_made(label, estimate, form, better);
        estimate
    }

    /// Adds the row of a figure that was made elsewhere.
    pub fn add_made(&mut self, label: Label<'_>, estimate: Option<Estimate>, form: Form, better: Better) {
        self.rows.push(Figure {
            measure: label.measure.to_owned(),
            by: label.by.to_owned(),
            name: label.name.to_owned(),
            statistic: label.statistic.to_owned(),
            unit: label.unit.to_owned(),
            estimate,
        });
        self.definitions.push(Definition { form, better });
    }

    /// The value of a figure that gets no row.
    pub fn estimate(&self, form: &Form) -> Option<Estimate> {
        form.read(self.gathered)?.estimate(self.level)
    }
}

impl Form {
    /// What the replications told of it; none where it is made in another way.
    pub fn read(&self, gathered: &Gathered) -> Option<Reading> {
        let percentile = |sections, p: &f64| Reading::Percentile { sections, p: *p };
        Some(match self {
            Form::Rate(sum, per) => Reading::Rate {
                sums: sum.values(gathered),
                per: *per,
            },
            Form::Ratio(sum, by) => Reading::Ratio {
                sums: sum.values(gathered),
                by: by.values(gathered),
            },
            Form::Share(hits, trials) => Reading::Share {
                hits: hits.values(gathered),
                trials: trials.values(gathered),
            },
            Form::LeadTime(cohorts, p) => percentile(gathered.lead_times(cohorts), p),
            Form::ResponseTime(cohorts, p) => percentile(gathered.response_times(cohorts), p),
            Form::ApprovalDelay(route, p) => percentile(gathered.approval_delays(*route), p),
            Form::OpenAtEnd(days, demand) => Reading::Rate {
                sums: gathered.open_at(*days, *demand),
                per: 1.0,
            },
            Form::Other => return None,
        })
    }
}

/// The same estimate, as results show it.
pub fn from_point(point: PointEstimate) -> Estimate {
    Estimate {
        value: point.value,
        low: point.interval.map(|interval| interval.low),
        high: point.interval.map(|interval| interval.high),
    }
}
