//! What items of a step wait for together: the departures of a train, and enough of them to make a batch.

use jiff::civil::{Date, DateTime};

use super::World;
use super::calendars::holidays;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Batch, OnHoliday, Train};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{BatchText, StepText, TrainText};
use crate::scenario::values::Count;
use crate::time::{Instant, Span, WEEK};

/// The most departures of a train.
const MOST_DEPARTURES: usize = 100_000;

/// The departures for which items of a step wait.
pub fn train(world: &World<'_>, text: &StepText, faults: &mut Diagnostics) -> Option<Train> {
    let train = text.train.as_ref()?;
    let at_most = train.value.at_most.as_ref();
    if let Some(none) = at_most.filter(|most| most.value.0 == 0) {
        faults
            .push(Diagnostic::error("nothing ever leaves with this train").at(&none.place, "it has room for no item"));
    }
    let weeks = weeks(&train.value, faults)?;
    let departures = departures(world, &train.value, weeks);
    if departures.is_empty() && train.value.leaves.is_some() {
        let fault = Diagnostic::error(format!("the train of step `{}` never leaves", name(text)));
        let place = train.value.leaves.as_ref().map_or(&train.place, |leaves| &leaves.place);
        faults.push(
            fault
                .at(place, "no departure falls into the run")
                .help("name a day of the run, or leave `first` out"),
        );
    }
    Some(Train {
        departures,
        at_most: at_most.map_or(u32::MAX, |most| most.value.0),
        cut_off: train
            .value
            .cut_off
            .as_ref()
            .map_or(Span::ZERO, |cut_off| cut_off.value.0),
    })
}

fn name(text: &StepText) -> &str {
    text.name.as_ref().map_or("", |name| name.value.as_str())
}

/// Every how many weeks it leaves.
fn weeks(text: &TrainText, faults: &mut Diagnostics) -> Option<i32> {
    let every = text.every.as_ref()?;
    let ticks = every.value.ticks();
    let weeks = i32::try_from(ticks / WEEK)
        .ok()
        .filter(|weeks| *weeks > 0 && ticks % WEEK == 0);
    if weeks.is_none() {
        let fault = Diagnostic::error("a train leaves every so many whole weeks");
        faults.push(
            fault
                .at(&every.place, "this is no number of weeks")
                .help("write for instance \"2 weeks\"; for a monthly train name a day, as in `leaves = \"1st 18:00\"`"),
        );
    }
    weeks
}

/// When it leaves. A departure that a holiday moves lies on the next day that is none; two on the same time are one.
fn departures(world: &World<'_>, text: &TrainText, weeks: i32) -> Vec<Instant> {
    let Some(leaves) = &text.leaves else { return Vec::new() };
    let first = text.first.as_ref().map_or(world.epoch.date, |first| first.value);
    let moves = text
        .on_holiday
        .as_ref()
        .is_some_and(|way| way.value.0 == OnHoliday::Move);
    let holidays = holidays(world);
    let clock = world.epoch.clock();
    let mut departures = Vec::new();
    let mut date = first.max(world.epoch.date);
    while clock.midnight_of(date) <= world.end && departures.len() < MOST_DEPARTURES {
        if weeks_between(first, date).rem_euclid(weeks) == 0 {
            let today = leaves.value.on(date).into_iter();
            let held = today.filter_map(|time| around(time, &holidays, moves));
            departures.extend(held.map(|time| clock.instant_of(time)));
        }
        let Ok(next) = date.tomorrow() else { break };
        date = next;
    }
    departures.retain(|at| (Instant::START..=world.end).contains(at));
    departures.sort_unstable();
    departures.dedup();
    departures
}

/// A departure as holidays leave it.
fn around(time: DateTime, holidays: &[Date], moves: bool) -> Option<DateTime> {
    let mut date = time.date();
    while holidays.binary_search(&date).is_ok() {
        if !moves {
            return None;
        }
        date = date.tomorrow().ok()?;
    }
    Some(date.to_datetime(time.time()))
}

/// Weeks from the week of one date to that of another; weeks begin on Monday.
fn weeks_between(from: Date, to: Date) -> i32 {
    let monday = |date: Date| i32::from(date.weekday().to_monday_zero_offset());
    let days = (to - from).get_days();
    (days + monday(from) - monday(to)) / 7
}

/// How items of a step gather.
pub fn batch(text: &StepText, faults: &mut Diagnostics) -> Option<Batch> {
    let batch = text.batch.as_ref()?;
    let before = faults.errors();
    let (at_least, at_most) = bounds(text, &batch.value, &batch.place, faults);
    // Where it is not known how many it takes, that has been told.
    let alone = at_least == 1 && faults.errors() == before;
    if let Some(wait) = batch.value.wait_at_most.as_ref().filter(|_| alone) {
        let fault = Diagnostic::error(format!("a batch of step `{}` waits for nothing", name(text)));
        faults.push(
            fault
                .at(&wait.place, "one item is enough, so there is no time to limit")
                .help("take `wait_at_most` out, or say with `at_least` how many must have gathered"),
        );
    }
    if let Some((team, _)) = text.team.as_ref().and_then(|team| team.value.0.get(1)) {
        let fault = Diagnostic::error(format!(
            "step `{}` works in batches, and has teams that take over",
            name(text)
        ));
        faults.push(
            fault
                .at(&team.place, "nobody takes over a batch")
                .at(&batch.place, "the batch is here")
                .help("name one team, or leave `batch` out; people who help are said with `also_works_for`"),
        );
    }
    (faults.errors() == before).then(|| Batch {
        at_least,
        at_most,
        wait_at_most: batch.value.wait_at_most.as_ref().map(|wait| wait.value),
        effort_each: batch.value.effort_each.as_ref().map(|effort| effort.value.0.clone()),
    })
}

/// The fewest and the most items of a batch.
fn bounds(text: &StepText, batch: &BatchText, place: &Place, faults: &mut Diagnostics) -> (u32, u32) {
    let count = |field: &Option<Placed<Count>>| field.as_ref().map(|count| count.value.0);
    let fields = [&batch.size, &batch.at_least, &batch.at_most];
    for none in fields.into_iter().flatten().filter(|count| count.value.0 == 0) {
        let fault = Diagnostic::error("a batch has at least one item");
        faults.push(
            fault
                .at(&none.place, "nothing would be worked on")
                .help("a number from 1 on"),
        );
    }
    let (size, at_least, at_most) = (count(&batch.size), count(&batch.at_least), count(&batch.at_most));
    match (size, at_least, at_most) {
        (None, None, None) => {
            let fault = Diagnostic::error(format!("nothing says how many make a batch of step `{}`", name(text)));
            faults.push(fault.at(place, "`size` is missing here").help(
                "add `size = 10` for exactly so many, `at_least = 2` for no fewer, or `at_most = 5` for up to so many \
                 when somebody is free",
            ));
            (1, 1)
        }
        (Some(size), None, None) => (size, size),
        (Some(_), _, _) => {
            let other = batch.at_least.as_ref().or(batch.at_most.as_ref());
            let other = other.map_or(place, |other| &other.place);
            let fault = Diagnostic::error(format!("step `{}` says twice how many make a batch", name(text)));
            faults.push(
                fault
                    .at(other, "`size` says both how few and how many")
                    .help("leave one of them out"),
            );
            (1, 1)
        }
        (None, least, most) => {
            let (least, most) = (least.unwrap_or(1), most.unwrap_or(u32::MAX));
            if let (true, Some(field)) = (most < least, &batch.at_most) {
                let fact = format!(
                    "a batch of step `{}` cannot be both {least} or more and {most} or fewer",
                    name(text)
                );
                faults.push(Diagnostic::error(fact).at(&field.place, format!("less than the {least} of `at_least`")));
            }
            (least, most.max(least))
        }
    }
}
