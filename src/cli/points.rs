//! The points of a sweep, every one read before any is run, so that all that cannot be is told at once.

use super::Failure;
use super::workshop::ScenarioWorkshop;
use crate::diagnostic::{Diagnostic, Mark, Place, SourceId, Sources};
use crate::experiment::Point;
use crate::scenario::Scenario;
use crate::scenario::axes::{self, Axis};

/// The most points of a sweep: more are hours of work, and no picture shows them.
pub const MOST_POINTS: usize = 1_000;
/// Points that a message lists.
const MOST_LISTED: usize = 3;
/// Tables that say when and how often is run, or nothing about the organisation.
const FIXED: [&str; 8] = [
    "start",
    "timezone",
    "duration",
    "run",
    "title",
    "variant",
    "uncertain",
    "currency",
];

/// Axes with their points.
#[derive(Debug)]
pub struct Points {
    /// The axes, in the order of the command line.
    pub axes: Vec<Axis>,
    /// Every combination of their values; the last axis changes fastest.
    pub points: Vec<Point>,
    /// Warnings about the axes, and the texts that they point into.
    pub warnings: (Vec<Diagnostic>, Sources),
}

/// Reads the axes and every combination of their values. `faults` are those found elsewhere in `sources`, to be told with them.
///
/// # Errors
/// Every fault of the axes; where there is none, every value that cannot be, and why; where there is none, every combination.
pub fn points(
    workshop: &ScenarioWorkshop<'_>,
    texts: &[String],
    mut sources: Sources,
    mut faults: Vec<Diagnostic>,
) -> Result<Points, Failure> {
    let file = workshop.add_to(&mut sources);
    let (axes, found) = axes::axes(&mut sources, file, workshop.base(), texts);
    let (wrong, mut warnings): (Vec<_>, Vec<_>) = found.into_iter().partition(Diagnostic::is_error);
    faults.extend(wrong);
    faults.extend(axes.iter().filter_map(cannot_vary));
    faults.extend(too_many(&axes));
    let may = |axis: &&Axis| cannot_vary(axis).is_none();
    let mut reading = Reading {
        workshop,
        file,
        sources,
        axes: &axes,
        found: Vec::new(),
    };
    // Where there are too many, looking at each is work for nothing.
    if too_many(&axes).is_none() {
        axes.iter().filter(may).for_each(|axis| reading.alone(axis));
    }
    faults.extend(reading.told());
    let mut points = Vec::new();
    if faults.is_empty() {
        points = reading.all();
        faults.extend(reading.told());
    }
    let sources = reading.sources;
    if !faults.is_empty() {
        faults.append(&mut warnings);
        return Err(Failure::new(faults, sources));
    }
    Ok(Points {
        axes,
        points,
        warnings: (warnings, sources),
    })
}

fn cannot_vary(axis: &Axis) -> Option<Diagnostic> {
    let first = axis.path.split('.').next().unwrap_or_default().trim_matches('"').trim();
    FIXED.contains(&first).then(|| {
        Diagnostic::error(format!("`{}` cannot be varied", axis.path))
            .at(&axis.path_place, "it says nothing of how the work is done")
            .note("all points are simulated over the same time with the same luck, and compared run by run")
    })
}

fn too_many(axes: &[Axis]) -> Option<Diagnostic> {
    let counts: Vec<usize> = axes.iter().map(|axis| axis.values.len()).collect();
    let points = counts
        .iter()
        .fold(1usize, |product, count| product.saturating_mul(*count));
    let largest = axes.iter().max_by_key(|axis| axis.values.len())?;
    (points > MOST_POINTS).then(|| {
        let product: Vec<String> = counts.iter().map(usize::to_string).collect();
        let most = MOST_POINTS * largest.values.len() / points;
        let fault = Diagnostic::error(format!(
            "the sweep has {points} points ({}); {MOST_POINTS} are the most",
            product.join(" × ")
        ));
        let fault = fault.at(
            &largest.path_place,
            format!("this takes {} values", largest.values.len()),
        );
        fault.help(match most {
            0 | 1 => "vary fewer things at once: hold those still that matter least".to_owned(),
            most => format!("give `{}` larger steps: at most {most} values", largest.path),
        })
    })
}

/// Candidates as they are read, with what is wrong with them.
struct Reading<'a, 'b> {
    workshop: &'a ScenarioWorkshop<'b>,
    file: SourceId,
    sources: Sources,
    axes: &'a [Axis],
    /// Faults with the points at which they were found.
    found: Vec<(Diagnostic, Vec<String>)>,
}

impl Reading<'_, '_> {
    /// Reads every value of an axis alone.
    fn alone(&mut self, axis: &Axis) {
        for value in &axis.values {
            self.read(
                std::slice::from_ref(&value.set),
                &format!("`{}={}`", axis.path, value.text),
            );
        }
        // What every value has in common does not depend on the value.
        let all = axis.values.len();
        for (_, points) in self
            .found
            .iter_mut()
            .filter(|(_, points)| points.len() == all && all > 1)
        {
            points.clear();
        }
    }

    /// Reads every combination.
    fn all(&mut self) -> Vec<Point> {
        let mut points = Vec::new();
        let total = self.axes.iter().map(|axis| axis.values.len()).product();
        for number in 0..total {
            let at = places(self.axes, number);
            let values: Vec<_> = self
                .axes
                .iter()
                .zip(&at)
                .map(|(axis, &at)| (axis, &axis.values[at]))
                .collect();
            let sets: Vec<String> = values.iter().map(|(_, value)| value.set.clone()).collect();
            let named: Vec<String> = values
                .iter()
                .map(|(axis, value)| format!("{}={}", axis.path, value.text))
                .collect();
            let today = values.iter().all(|(_, value)| value.today);
            let name = named.join(", ");
            let Some(scenario) = self.read(&sets, &format!("`{name}`")) else {
                continue;
            };
            let choice = self.workshop.choice(&sets);
            points.push(Point {
                contender: self.workshop.contender_of(&name, scenario, &choice),
                at,
                overrides: sets,
                today,
            });
        }
        points
    }

    fn read(&mut self, sets: &[String], name: &str) -> Option<Scenario> {
        let choice = self.workshop.choice(sets);
        match self.workshop.read_in(&mut self.sources, self.file, &choice) {
            Ok(scenario) => Some(scenario),
            Err(faults) => {
                for fault in faults.into_iter().filter(Diagnostic::is_error) {
                    self.note(fault, name);
                }
                None
            }
        }
    }

    fn note(&mut self, mut fault: Diagnostic, point: &str) {
        for mark in fault.mark.iter_mut().chain(&mut fault.more) {
            self.point_at_axis(mark);
        }
        // In a range, what differs from value to value is told once, with the values.
        let same = |known: &Diagnostic| known.message == fault.message && known.mark == fault.mark;
        match self.found.iter_mut().find(|(known, _)| same(known)) {
            Some((_, points)) => points.push(point.to_owned()),
            None => self.found.push((fault, vec![point.to_owned()])),
        }
    }

    /// A place in an override of ours is a place in what was written.
    fn point_at_axis(&self, mark: &mut Mark) {
        let Some(source) = self
            .sources
            .get(mark.place.source)
            .filter(|source| source.name == "--set")
        else {
            return;
        };
        let mut values = self
            .axes
            .iter()
            .flat_map(|axis| axis.values.iter().map(move |value| (axis, value)));
        if let Some((axis, value)) = values.find(|(_, value)| value.set == source.text) {
            let offset = axis.path_place.range.start;
            let range = &mark.place.range;
            mark.place = if range.end <= axis.path.len() {
                Place {
                    source: axis.path_place.source,
                    range: range.start + offset..range.end + offset,
                }
            } else {
                value.place.clone()
            };
        }
    }

    /// What was found, each with the points that it is about; and forgets it.
    fn told(&mut self) -> Vec<Diagnostic> {
        let found = std::mem::take(&mut self.found);
        let told = found.into_iter().map(|(fault, points)| match points.len() {
            0 => fault,
            1 => fault.note(format!("at the point {}", points[0])),
            many if many > MOST_LISTED => {
                let listed = points[..MOST_LISTED].join(", ");
                fault.note(format!("at {many} points: {listed} …"))
            }
            _ => fault.note(format!("at the points {}", points.join(", "))),
        });
        told.collect()
    }
}

/// Which value of each axis a point has.
fn places(axes: &[Axis], number: usize) -> Vec<usize> {
    let mut rest = number;
    let mut at: Vec<usize> = axes
        .iter()
        .rev()
        .map(|axis| {
            let place = rest % axis.values.len();
            rest /= axis.values.len();
            place
        })
        .collect();
    at.reverse();
    at
}
