//! Suppliers, spare parts, services, and what is paid for nothing that happens.

use super::{World, entries};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{
    CalendarId, Distribution, Model, Outsourced, PartId, Service, SparePart, Spread, StandingCost, Supplier, SupplierId,
};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{PartText, ServiceText, StandingCostText, StepText, SupplierText};
use crate::scenario::values::{Count, Money};
use crate::time::Instant;

/// The amount of a field, where it is written.
pub fn amount(field: &Option<Placed<Money>>) -> Option<f64> {
    field.as_ref().map(|money| money.value.0)
}

fn hours(world: &World<'_>, name: &Option<Placed<String>>, faults: &mut Diagnostics) -> CalendarId {
    let found = name.as_ref().and_then(|name| world.hours.find(name, faults));
    found.map_or(Model::ALWAYS, CalendarId::from)
}

/// Every supplier in the order of the file.
pub fn suppliers(world: &World<'_>, faults: &mut Diagnostics) -> Vec<Supplier> {
    let mut suppliers = Vec::new();
    for (name, text) in entries(&world.text.supplier) {
        let calendar = text
            .as_ref()
            .map_or(Model::ALWAYS, |text| hours(world, &text.hours, faults));
        let mut supplier = Supplier {
            name: name.value.clone(),
            calendar,
            takes: Distribution::Constant(0.0),
            returned_unsolved: 0.0,
            promise: None,
            penalty: None,
            fee: None,
            at_once: None,
        };
        if let Some(text) = text {
            check_supplier(name, text, faults);
            supplier.takes = text
                .takes
                .as_ref()
                .map_or(supplier.takes, |takes| takes.value.0.clone());
            supplier.returned_unsolved = text.returned_unsolved.as_ref().map_or(0.0, |share| share.value.0);
            supplier.promise = text.promise.as_ref().map(|promise| promise.value.0);
            supplier.penalty = amount(&text.penalty);
            supplier.fee = amount(&text.fee);
            supplier.at_once = text.at_once.as_ref().map(|count| count.value.0);
        }
        suppliers.push(supplier);
    }
    suppliers
}

fn check_supplier(name: &Placed<String>, text: &SupplierText, faults: &mut Diagnostics) {
    let mut tell = |fact: String, place: &Place, label: &str, help: &str| {
        let fault = Diagnostic::error(fact).at(place, label);
        faults.push(if help.is_empty() { fault } else { fault.help(help) });
    };
    let name = &name.value;
    if let Some(share) = text.returned_unsolved.as_ref().filter(|share| share.value.0 >= 1.0) {
        let fact = format!("supplier `{name}` returns every case unsolved");
        tell(fact, &share.place, "it must be below 100 %", "");
    }
    if let Some(none) = text.at_once.as_ref().filter(|count| count.value.0 == 0) {
        let fact = format!("supplier `{name}` never works on any case");
        tell(
            fact,
            &none.place,
            "it must be 1 or more",
            "leave it out where any number fits",
        );
    }
    if let (Some(penalty), None) = (&text.penalty, &text.promise) {
        let fact = format!("supplier `{name}` pays a penalty and has promised nothing");
        tell(fact, &penalty.place, "for what?", "add `promise = \"3 working days\"`");
    }
    let has_days = text.hours.as_ref().is_some_and(|hours| hours.value != "always");
    if let Some(promise) = &text.promise
        && matches!(promise.value.0, crate::model::Deadline::WorkingDays(_))
        && !has_days
    {
        let fact = format!("working days of supplier `{name}` need working hours");
        tell(
            fact,
            &promise.place,
            "the hours `always` have no working days",
            "name its hours, as in `hours = \"office\"`",
        );
    }
}

/// What a step that a supplier does lasts, and on which hours. Faults of the supplier itself are told elsewhere.
pub fn case_of(
    world: &World<'_>,
    text: &StepText,
    faults: &mut Diagnostics,
) -> Option<(Outsourced, CalendarId, Distribution)> {
    let number = world.suppliers.find(text.supplier.as_ref()?, faults)?;
    let of = entries(&world.text.supplier).get(number)?.1.as_ref()?;
    let calendar = hours(world, &of.hours, &mut Diagnostics::default());
    let outsourced = Outsourced {
        supplier: SupplierId::from(number),
        returned_unsolved: of.returned_unsolved.as_ref().map_or(0.0, |share| share.value.0),
        if_unsolved: None,
    };
    Some((outsourced, calendar, of.takes.as_ref()?.value.0.clone()))
}

/// The step's supplier, and where what is not solved goes.
pub fn outsourced(
    of: Outsourced,
    text: &StepText,
    steps: &super::names::Names<'_>,
    faults: &mut Diagnostics,
) -> Outsourced {
    let step = text.if_unsolved.as_ref().and_then(|step| steps.find(step, faults));
    Outsourced {
        if_unsolved: step.map(crate::model::StepId::from),
        ..of
    }
}

/// Every sort of spare parts in the order of the file.
pub fn parts(world: &World<'_>, suppliers: &[Supplier], faults: &mut Diagnostics) -> Vec<SparePart> {
    let mut parts = Vec::new();
    for (name, text) in entries(&world.text.part) {
        let mut part = SparePart {
            name: name.value.clone(),
            count: 0,
            reorder_at: 0,
            order: 1,
            calendar: Model::ALWAYS,
            takes: Distribution::Constant(0.0),
            cost: None,
        };
        if let Some(text) = text {
            too_small(name, text, faults);
            part.count = text.count.as_ref().map_or(0, |count| count.value.0);
            part.reorder_at = text.reorder_at.as_ref().map_or(0, |count| count.value.0);
            part.cost = amount(&text.cost);
            part.order = order(name, text, faults);
            (part.calendar, part.takes) = delivery(world, name, text, suppliers, faults);
        }
        parts.push(part);
    }
    parts
}

/// The most orders at once: more would be an order that is far too small.
const MOST_ORDERS: u32 = 1_000;

/// Orders that could never keep up.
fn too_small(name: &Placed<String>, text: &PartText, faults: &mut Diagnostics) {
    let (Some(count), Some(reorder), Some(order)) = (&text.count, &text.reorder_at, &text.order) else {
        return;
    };
    let missing = (reorder.value.0 + 1).saturating_sub(count.value.0);
    let orders = missing.div_ceil(order.value.0.max(1));
    if orders > MOST_ORDERS {
        let fact = format!("part `{}` begins with {orders} orders at once", name.value);
        let fault = Diagnostic::error(fact).at(&reorder.place, "so many must be there or on order");
        faults.push(
            fault
                .at(&order.place, "and so few come with each")
                .help("let an order bring more"),
        );
    }
}

fn order(name: &Placed<String>, text: &PartText, faults: &mut Diagnostics) -> u32 {
    let Some(order) = &text.order else { return 1 };
    if order.value.0 == 0 {
        let fault = Diagnostic::error(format!("an order of part `{}` brings none", name.value));
        faults.push(fault.at(&order.place, "it must be 1 or more"));
    }
    order.value.0.max(1)
}

fn delivery(
    world: &World<'_>,
    name: &Placed<String>,
    text: &PartText,
    suppliers: &[Supplier],
    faults: &mut Diagnostics,
) -> (CalendarId, Distribution) {
    let written = |key: &str| text.keys.iter().any(|written| written == key);
    let calendar = hours(world, &text.hours, faults);
    match (&text.supplier, &text.takes) {
        (Some(supplier), None) => {
            if written("hours") {
                let fault = Diagnostic::error(format!("part `{}` says both `supplier` and `hours`", name.value));
                faults.push(
                    fault
                        .at(&text.place, "an order is on its way in the supplier's hours")
                        .help("take `hours` out"),
                );
            }
            let found = world
                .suppliers
                .find(supplier, faults)
                .and_then(|number| suppliers.get(number));
            found.map_or((calendar, Distribution::Constant(0.0)), |of| {
                (of.calendar, of.takes.clone())
            })
        }
        (None, Some(takes)) => (calendar, takes.value.0.clone()),
        (both, _) => {
            let fault = Diagnostic::error(format!("how long an order of part `{}` takes is said once", name.value));
            let label = match both {
                None => "one of `supplier` and `takes` must be here",
                Some(_) => "only one of `supplier` and `takes` may be here",
            };
            faults.push(
                fault
                    .at(&text.place, label)
                    .help("write `supplier = \"netco\"` where one of the suppliers brings it, or `takes = \"5 days\"`"),
            );
            (calendar, Distribution::Constant(0.0))
        }
    }
}

/// The spare parts that each visit to a step uses.
pub fn uses(world: &World<'_>, text: &StepText, faults: &mut Diagnostics) -> Vec<(PartId, u32)> {
    let mut uses = Vec::new();
    if let Some(written) = text
        .uses
        .as_ref()
        .filter(|_| text.batch.is_some() || text.train.is_some())
    {
        let name = text.name.as_ref().map_or("", |name| name.value.as_str());
        let fault = Diagnostic::error(format!("step `{name}` gathers items, and cannot use spare parts"));
        faults.push(
            fault
                .at(
                    &written.place,
                    "what gathers or leaves together is begun together, and each item waits for its own parts",
                )
                .help("let the step before it or after it use them"),
        );
    }
    for (name, count) in text.uses.iter().flat_map(|uses| &uses.value.0) {
        if count.value.0 == 0 {
            let fault = Diagnostic::error(format!("a step uses none of part `{}`", name.value));
            faults.push(fault.at(&count.place, "it must be 1 or more").help("leave it out"));
        } else if let Some(part) = world.parts.find(name, faults) {
            many(world, part, name, count, faults);
            uses.push((PartId::from(part), count.value.0));
        }
    }
    uses
}

/// A visit that would need no end of orders.
fn many(world: &World<'_>, part: usize, name: &Placed<String>, units: &Placed<Count>, faults: &mut Diagnostics) {
    let text = entries(&world.text.part).get(part).and_then(|(_, text)| text.as_ref());
    let order = text
        .and_then(|text| text.order.as_ref())
        .map_or(1, |order| order.value.0.max(1));
    let orders = units.value.0.div_ceil(order);
    if orders > MOST_ORDERS {
        let fact = format!("a visit uses as many of part `{}` as {orders} orders bring", name.value);
        let fault = Diagnostic::error(fact).at(&units.place, format!("an order brings {order}"));
        faults.push(fault.help("use fewer, or let an order bring more"));
    }
}

/// Every service in the order of the file.
pub fn services(world: &World<'_>, faults: &mut Diagnostics) -> Vec<Service> {
    let service = |(name, text): &(Placed<String>, Option<ServiceText>)| {
        let text = text.as_ref();
        let critical = text
            .and_then(|text| text.critical.as_ref())
            .map(|critical| &critical.value);
        let mut dates: Vec<_> = critical
            .and_then(|critical| critical.on.as_ref())
            .map_or_else(Vec::new, |on| on.value.0.iter().map(|date| date.value).collect());
        dates.sort_unstable();
        dates.dedup();
        Service {
            name: name.value.clone(),
            users: text.and_then(|text| text.users.as_ref()).map(|users| users.value.0),
            calendar: text.map_or(Model::ALWAYS, |text| hours(world, &text.hours, faults)),
            harm_per_hour: text.and_then(|text| amount(&text.harm_per_hour)),
            degraded: text.and_then(|text| text.degraded.as_ref()).map(|share| share.value.0),
            critical: dates,
            critical_factor: critical
                .and_then(|critical| critical.factor.as_ref())
                .map_or(1.0, |factor| factor.value.0),
        }
    };
    entries(&world.text.service).iter().map(service).collect()
}

/// Everything that is paid for nothing that happens, in the order of the file.
pub fn costs(world: &World<'_>, counted_from: Instant, faults: &mut Diagnostics) -> Vec<StandingCost> {
    let mut costs = Vec::new();
    for (name, text) in entries(&world.text.cost) {
        let Some(text) = text else { continue };
        costs.extend(cost(world, name, text, counted_from, faults));
    }
    costs
}

fn cost(
    world: &World<'_>,
    name: &Placed<String>,
    text: &StandingCostText,
    counted_from: Instant,
    faults: &mut Diagnostics,
) -> Option<StandingCost> {
    let amounts = [
        (&text.once, Spread::Once),
        (&text.per_week, Spread::Weekly),
        (&text.per_month, Spread::Monthly),
        (&text.per_year, Spread::Yearly),
    ];
    let mut written = amounts
        .iter()
        .filter_map(|(field, spread)| Some((amount(field)?, *spread)));
    let (Some((amount, spread)), None) = (written.next(), written.next()) else {
        let fault = Diagnostic::error(format!("cost `{}` is said once", name.value));
        let label = "just one of `per_week`, `per_month`, `per_year` and `once` must be here";
        faults.push(fault.at(&name.place, label));
        return None;
    };
    let clock = world.epoch.clock();
    let midnight = |date: &Placed<jiff::civil::Date>| clock.midnight_of(date.value);
    let (from, until) = (text.from.as_ref().map(midnight), text.until.as_ref().map(midnight));
    if let Some(date) = text.until.as_ref().filter(|_| spread == Spread::Once) {
        let fault = Diagnostic::error(format!("cost `{}` is paid once, and has an end", name.value));
        faults.push(fault.at(&date.place, "say only `from`, the day on which it is paid"));
    }
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
        && let Some(date) = &text.until
    {
        let fault = Diagnostic::error(format!("cost `{}` ends before it begins", name.value));
        faults.push(fault.at(&date.place, "not after `from`"));
    }
    let otherwise = if spread == Spread::Once {
        counted_from
    } else {
        Instant::START
    };
    Some(StandingCost {
        name: name.value.clone(),
        amount,
        spread,
        from: from.unwrap_or(otherwise),
        until: until.unwrap_or(Instant::NEVER),
    })
}
