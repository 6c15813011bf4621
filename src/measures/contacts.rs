//! Contacts: who helped themselves, how long nobody noticed, and who did not call because they had read it.

use super::figures::{Better, Figures, Form, Label, Sum};
use super::layout::{contact, item};
use super::supply::Source;
use crate::model::Demand;
use crate::results::{ContactResult, Estimate};
use crate::time::HOUR;

const HOURS_PER_TICK: f64 = 1.0 / HOUR as f64;

/// Makes the figures of every demand whose items may keep from people for a while.
pub fn add(figures: &mut Figures<'_>, source: &Source<'_>) -> Vec<ContactResult> {
    let demands = source.model.demands.iter().enumerate();
    let told = demands.filter(|(_, demand)| {
        let announced = demand.calls.as_ref().is_some_and(|calls| calls.announced.is_some());
        demand.self_service.is_some() || demand.detection.is_some() || announced
    });
    told.map(|(number, demand)| of_one(figures, source, (number, demand)))
        .collect()
}

/// What is summed up of one demand.
struct Cells {
    contacts: Vec<usize>,
    items: Vec<usize>,
}

impl Cells {
    fn of(source: &Source<'_>, demand: usize) -> Cells {
        let (mut contacts, mut items) = (Vec::new(), Vec::new());
        let roots = source.program.demands[demand].roots.len();
        for (class, of) in source.program.classes.iter().enumerate() {
            if of.demand as usize == demand {
                let first = source.layout.contacts[class].into_iter();
                contacts.extend(first.flat_map(|first| (0..roots).map(move |root| first + root * contact::SIZE)));
                items.extend((0..roots).map(|root| source.layout.items[class] + root * item::SIZE));
            }
        }
        Cells { contacts, items }
    }

    fn count(&self, number: usize) -> Sum {
        Sum::of(self.contacts.iter().map(|cell| cell + number), 1.0)
    }

    fn arrived(&self) -> Sum {
        Sum::of(self.items.iter().map(|cell| cell + item::ARRIVED), 1.0)
    }
}

fn of_one(figures: &mut Figures<'_>, source: &Source<'_>, (number, demand): (usize, &Demand)) -> ContactResult {
    let cells = Cells::of(source, number);
    let mut add = |(measure, statistic, unit): (&str, &str, &str), form: Form, better: Better| -> Option<Estimate> {
        let label = Label {
            measure,
            by: "demand",
            name: &demand.name,
            statistic,
            unit,
        };
        figures.add(label, form, better)
    };
    let weekly = |sum: Sum| Form::Rate(sum, source.weeks);
    let count = |number| cells.count(number);
    let mean = |ticks, of| Form::Ratio(count(ticks).times(HOURS_PER_TICK), count(of));
    let mut result = ContactResult {
        demand: demand.name.clone(),
        ..ContactResult::default()
    };
    if let Some(portal) = &demand.self_service {
        let ended = || count(contact::DEFLECTED).plus(count(contact::FAILED));
        let gave_up = count(contact::FAILED).minus(count(contact::CAME_BACK));
        // Who comes back as the same demand has been counted as an attempt.
        let same = portal.comes_back_as.is_none_or(|other| other.index() == number);
        let again = if same {
            count(contact::CAME_BACK)
        } else {
            Sum::default()
        };
        let needs = ended().plus(cells.arrived()).minus(again);
        result.attempts_per_week = add(
            ("self-service attempts", "per week", "attempts"),
            weekly(count(contact::TRIED)),
            Better::Neither,
        );
        result.deflected_per_week = add(
            ("deflected", "per week", "attempts"),
            weekly(count(contact::DEFLECTED)),
            Better::More,
        );
        result.deflection = add(
            ("deflection", "share", "share"),
            Form::Share(count(contact::DEFLECTED), needs),
            Better::More,
        );
        result.failed = add(
            ("failed attempts", "share", "share"),
            Form::Share(count(contact::FAILED), ended()),
            Better::Less,
        );
        result.came_back_per_week = add(
            ("came back", "per week", "attempts"),
            weekly(count(contact::CAME_BACK)),
            Better::Less,
        );
        result.gave_up_per_week = add(("gave up", "per week", "attempts"), weekly(gave_up), Better::Less);
        result.time = add(
            ("self-service time", "mean", "hours"),
            mean(contact::TIME, contact::DEFLECTED),
            Better::Less,
        );
    }
    if demand.detection.is_some() {
        result.unnoticed = add(
            ("time until noticed", "mean", "hours"),
            mean(contact::UNNOTICED, contact::NOTICED),
            Better::Less,
        );
        result.by_call = add(
            ("noticed by a call", "share", "share"),
            Form::Share(count(contact::BY_CALL), count(contact::NOTICED)),
            Better::Less,
        );
    }
    if demand.calls.as_ref().is_some_and(|calls| calls.announced.is_some()) {
        result.kept_away_per_week = add(
            ("calls kept away", "per week", "calls"),
            weekly(count(contact::KEPT_AWAY)),
            Better::Neither,
        );
    }
    result
}
