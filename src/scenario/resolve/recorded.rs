//! What CSV files say: recorded arrivals, and items that are open at the start.

use std::rc::Rc;

use super::streams::step_names;
use super::{World, entries};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::demand::LONGEST_AGE;
use crate::model::{AttributeId, OpenItem, RecordedArrival, Starting, StepId, ValueId};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::DemandText;
use crate::scenario::files::csv::{CsvTable, Row};
use crate::scenario::files::rows::{Moment, RowFaults};
use crate::scenario::nearest;
use crate::scenario::values::{Replay, StartingPart, StartingText, WarmUp};
use crate::time::{Instant, Span};

/// Arrivals as recorded, in order; rows outside the run are left out, and told.
pub fn arrivals(
    world: &World<'_>,
    demand: &DemandText,
    replay: &Placed<Replay>,
    faults: &mut Diagnostics,
) -> Option<Vec<RecordedArrival>> {
    let detail = &replay.value.0;
    let (file, column) = (detail.file.as_ref()?, detail.column.as_ref()?);
    let table: &CsvTable = &file.value.0;
    let later_by = detail.later_by.as_ref().map_or(Span::ZERO, |later| later.value);
    let column = told(table.needed(&[&column.value]), faults)?;
    let columns = Columns::new(world, demand, table);
    let mut wrong = RowFaults::default();
    let mut clocks = Jumps::default();
    let mut all = Vec::new();
    for row in table.rows() {
        let at = clocks.instant(world, table, row, column, later_by, &mut wrong);
        let values = columns.values(world, table, row, &mut wrong);
        all.extend(at.map(|at| RecordedArrival { at, values }));
    }
    let sound = wrong.is_empty() && table.faults().is_empty();
    wrong.tell(table, faults);
    clocks.tell(table, &file.place, faults);
    if !sound {
        return None;
    }
    let rows = all.len();
    all.retain(|arrival| (Instant::START..=world.end).contains(&arrival.at));
    all.sort_by_key(|arrival| arrival.at);
    let outside = rows - all.len();
    if all.is_empty() {
        let fault = Diagnostic::error(format!("no row of `{}` falls into the run", table.name));
        faults.push(
            fault
                .at(&file.place, format!("it has {rows} rows"))
                .note(format!("the run starts on {}", world.epoch.date))
                .help("let them arrive later with `later_by`, as in `later_by = \"52 weeks\"`"),
        );
        return None;
    }
    if outside > 0 {
        let fact = format!("{outside} of {rows} rows of `{}` lie outside the run", table.name);
        faults.push(Diagnostic::warning(fact).at(&file.place, "they are left out"));
    }
    Some(all)
}

/// Items that are open at the start.
pub fn starting(
    world: &World<'_>,
    demand: &DemandText,
    text: &Placed<StartingText>,
    faults: &mut Diagnostics,
) -> Vec<Starting> {
    let mut all = Vec::new();
    for part in &text.value.0 {
        match part {
            StartingPart::Listed(table, place) => all.extend(listed(world, demand, table, place, faults)),
            StartingPart::Drawn(detail) => {
                let steps = steps(world, demand);
                let at = detail.at.iter().flat_map(|at| &at.value.0);
                let at = at.filter(|(_, share)| *share > 0.0).filter_map(|(name, share)| {
                    let found = step(&steps, &name.value);
                    if found.is_none() {
                        let names = steps.iter().copied();
                        let known = super::names::Names::new("step", "steps", names);
                        known.find(name, faults);
                    }
                    Some((found?, *share))
                });
                let at = at.collect();
                if let (Some(count), Some(age)) = (&detail.count, &detail.age) {
                    all.push(Starting::Drawn {
                        count: count.value.0,
                        age: age.value.0.clone(),
                        at,
                    });
                }
            }
        }
    }
    if let Some(warm_up) = world.text.run.as_ref().and_then(|run| run.value.warm_up.as_ref())
        && warm_up.value != WarmUp::Fixed(Span::ZERO)
    {
        let warning = Diagnostic::warning("items are open at the start, and the run has a warm-up");
        faults.push(
            warning
                .at(&text.place, "these are there when the warm-up begins")
                .at(&warm_up.place, "when counting begins, many of them are done")
                .help("set `run.warm_up = \"0 weeks\"`, so that the run counts from the backlog you have"),
        );
    }
    all
}

/// Open items, a row each: `arrived` or `age`, `step`, and attributes by their names.
fn listed(
    world: &World<'_>,
    demand: &DemandText,
    table: &Rc<CsvTable>,
    place: &Place,
    faults: &mut Diagnostics,
) -> Option<Starting> {
    let since = told(table.needed(&["arrived", "age"]), faults)?;
    let by_age = table.column("arrived").is_none();
    let step_column = table.column("step");
    let steps = steps(world, demand);
    let columns = Columns::new(world, demand, table);
    let (mut wrong, mut clocks, mut items) = (RowFaults::default(), Jumps::default(), Vec::new());
    for row in table.rows() {
        let arrived = if by_age {
            age(table, row, since, &mut wrong)
        } else {
            clocks.instant(world, table, row, since, Span::ZERO, &mut wrong)
        };
        let arrived = arrived.filter(|arrived| is_before_the_start(world, *arrived, table, row, since, &mut wrong));
        let cell = step_column
            .map(|column| row.cell(column))
            .filter(|cell| !cell.text.is_empty());
        let at = cell.and_then(|cell| {
            let found = step(&steps, &cell.text);
            if found.is_none() {
                let names = steps.iter().map(|name| name.value.as_str());
                let fact = format!("`{}` is no step of this demand", cell.text);
                let label = format!("its steps are {}", nearest::list(names));
                wrong.add(table, row.line, cell, "step", fact, &label);
            }
            found
        });
        let values = columns.values(world, table, row, &mut wrong);
        items.extend(arrived.map(|arrived| OpenItem { arrived, at, values }));
    }
    wrong.tell(table, faults);
    clocks.tell(table, place, faults);
    Some(Starting::Listed(items))
}

fn is_before_the_start(
    world: &World<'_>,
    arrived: Instant,
    table: &CsvTable,
    row: &Row,
    column: usize,
    wrong: &mut RowFaults,
) -> bool {
    let cell = row.cell(column);
    if arrived > Instant::START {
        let fact = format!("`{}` is after the start", cell.text);
        let label = format!("what is open at the start arrived before {}", world.epoch.date);
        wrong.add(table, row.line, cell, "late", fact, &label);
        return false;
    }
    if Instant::START - arrived > LONGEST_AGE {
        let fact = format!("`{}` is more than ten years before the start", cell.text);
        wrong.add(
            table,
            row.line,
            cell,
            "old",
            fact,
            "an open item is at most ten years old",
        );
        return false;
    }
    true
}

fn age(table: &CsvTable, row: &Row, column: usize, wrong: &mut RowFaults) -> Option<Instant> {
    let cell = row.cell(column);
    match Span::parse(&cell.text) {
        Ok(age) => Some(Instant::START - age),
        Err(_) => {
            let fact = format!("`{}` is not an age", cell.text);
            wrong.add(table, row.line, cell, "age", fact, "write it as in `3 days` or `4h`");
            None
        }
    }
}

fn told<T>(found: Result<T, Box<Diagnostic>>, faults: &mut Diagnostics) -> Option<T> {
    found.map_err(|fault| faults.push(*fault)).ok()
}

/// The steps of a demand's stream.
fn steps<'a>(world: &World<'a>, demand: &DemandText) -> Vec<&'a Placed<String>> {
    let name = demand.stream.as_ref().map_or("", |stream| stream.value.as_str());
    let stream = entries(&world.text.stream).iter().find(|(own, _)| own.value == name);
    step_names(stream.and_then(|(_, stream)| stream.as_ref()))
}

fn step(steps: &[&Placed<String>], name: &str) -> Option<StepId> {
    steps.iter().position(|step| step.value == name).map(StepId::from)
}

/// The columns of a file that are attributes of a demand.
struct Columns<'t> {
    found: Vec<(usize, AttributeId, Vec<&'t str>)>,
}

impl<'t> Columns<'t> {
    fn new(world: &World<'_>, demand: &'t DemandText, table: &CsvTable) -> Columns<'t> {
        let attributes = (0..world.attributes.len()).map(AttributeId::from);
        let found = attributes.filter_map(|attribute| {
            let column = table.column(&world.attributes[attribute.index()].name)?;
            let values = world.declared_values(demand, attribute)?;
            Some((
                column,
                attribute,
                values.into_iter().map(|name| name.value.as_str()).collect(),
            ))
        });
        Columns { found: found.collect() }
    }

    /// The values that a row gives; an empty cell leaves its attribute to be drawn.
    fn values(
        &self,
        world: &World<'_>,
        table: &CsvTable,
        row: &Row,
        wrong: &mut RowFaults,
    ) -> Vec<(AttributeId, ValueId)> {
        let mut values = Vec::new();
        for (column, attribute, declared) in &self.found {
            let cell = row.cell(*column);
            if cell.text.is_empty() {
                continue;
            }
            let of = &world.attributes[attribute.index()];
            let known = declared.contains(&cell.text.as_str());
            match of.values.iter().position(|value| known && *value == cell.text) {
                Some(value) => values.push((*attribute, ValueId::from(value))),
                None => {
                    let fact = format!("`{}` is no {} of this demand", cell.text, of.name);
                    let label = format!("its values are {}", nearest::list(declared.iter().copied()));
                    wrong.add(table, row.line, cell, &of.name, fact, &label);
                }
            }
        }
        values
    }
}

/// Local times that the clocks skip or repeat.
#[derive(Default)]
struct Jumps {
    skipped: Vec<u64>,
    repeated: Vec<u64>,
}

impl Jumps {
    /// The instant in a cell, so much later.
    fn instant(
        &mut self,
        world: &World<'_>,
        table: &CsvTable,
        row: &Row,
        column: usize,
        later_by: Span,
        wrong: &mut RowFaults,
    ) -> Option<Instant> {
        let cell = row.cell(column);
        match Moment::parse(&cell.text) {
            Some(Moment::Exact(moment)) => Some(world.epoch.instant_of_timestamp(moment) + later_by),
            Some(Moment::Local(local)) => {
                let local = local.saturating_add(jiff::Span::new().milliseconds(later_by.ticks()));
                match world.epoch.occurrences(local) {
                    0 => self.skipped.push(row.line),
                    2 => self.repeated.push(row.line),
                    _ => {}
                }
                Some(world.epoch.instant_of(local))
            }
            None => {
                let fact = format!("`{}` is not a date and time", cell.text);
                let label = format!("write {}", Moment::WORDS.trim_start_matches("a date and time such as "));
                wrong.add(table, row.line, cell, "moment", fact, &label);
                None
            }
        }
    }

    fn tell(self, table: &CsvTable, place: &Place, faults: &mut Diagnostics) {
        let kinds = [
            (
                self.repeated,
                "that the clocks repeat",
                "they are taken as the first of the two",
            ),
            (
                self.skipped,
                "that the clocks skip",
                "they are taken as if the clocks had not yet jumped",
            ),
        ];
        for (lines, what, taken) in kinds.into_iter().filter(|(lines, _, _)| !lines.is_empty()) {
            let rows = if lines.len() == 1 {
                "row tells".to_owned()
            } else {
                "rows tell".to_owned()
            };
            let fact = format!("{} {rows} a local time {what}", lines.len());
            let warning = Diagnostic::warning(fact).at(place, taken);
            let lines: Vec<String> = lines.iter().take(3).map(u64::to_string).collect();
            faults.push(
                warning
                    .note(format!("lines of `{}`: {}", table.name, lines.join(", ")))
                    .help("write them with their offset, as in 2027-10-31T01:30+00:00"),
            );
        }
    }
}
