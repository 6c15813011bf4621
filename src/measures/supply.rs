//! Services, suppliers and spare parts: what each came to.

use super::figures::{Better, Figures, Form, Label, Sum};
use super::layout::{Layout, case, service, stock};
use crate::engine::Program;
use crate::model::Model;
use crate::results::{Estimate, PartResult, ServiceResult, SupplierResult};
use crate::time::{HOUR, Span};

const HOURS_PER_TICK: f64 = 1.0 / HOUR as f64;

/// What figures are made from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The model.
    pub model: &'a Model,
    /// The program it was compiled to.
    pub program: &'a Program,
    /// Where a replication keeps its numbers.
    pub layout: &'a Layout,
    /// Length of the counted window.
    pub weeks: f64,
}

/// Makes figures of one thing by name.
struct Of<'f, 'g, 's> {
    figures: &'f mut Figures<'g>,
    by: &'s str,
    name: &'s str,
    weeks: f64,
}

impl Of<'_, '_, '_> {
    fn add(&mut self, (measure, statistic, unit): (&str, &str, &str), form: Form, better: Better) -> Option<Estimate> {
        let label = Label {
            measure,
            by: self.by,
            name: self.name,
            statistic,
            unit,
        };
        self.figures.add(label, form, better)
    }

    fn weekly(&mut self, measure: &str, unit: &str, sum: Sum, better: Better) -> Option<Estimate> {
        self.add((measure, "per week", unit), Form::Rate(sum, self.weeks), better)
    }
}

/// Ticks of a service's hours in the counted window.
fn used_ticks(source: &Source<'_>, number: usize) -> i64 {
    let run = &source.model.run;
    let calendar = &source.model.calendars[source.model.services[number].calendar.index()];
    let hours = calendar.timetable(&source.model.epoch, crate::time::Instant::START, run.window_end());
    let Span(ticks) = hours.open_between(run.window_start(), run.window_end());
    ticks
}

/// What being down and degraded costs, where that is stated.
pub fn harm(source: &Source<'_>, number: usize) -> Option<Sum> {
    let of = &source.model.services[number];
    let hourly = of.harm_per_hour? * HOURS_PER_TICK;
    let cell = source.layout.services + number * service::SIZE;
    let critical = hourly * of.critical_factor;
    let mut sum = Sum::of([cell + service::DOWN], hourly).plus(Sum::of([cell + service::DOWN_CRITICAL], critical));
    if let Some(part) = of.degraded {
        sum = sum
            .plus(Sum::of([cell + service::DEGRADED], hourly * part))
            .plus(Sum::of([cell + service::DEGRADED_CRITICAL], critical * part));
    }
    Some(sum)
}

/// Makes the figures of every service.
pub fn add_services(figures: &mut Figures<'_>, source: &Source<'_>) -> Vec<ServiceResult> {
    let all = 0..source.model.services.len();
    all.map(|number| add_service(figures, source, number)).collect()
}

fn add_service(figures: &mut Figures<'_>, source: &Source<'_>, number: usize) -> ServiceResult {
    let model = &source.model.services[number];
    let cell = source.layout.services + number * service::SIZE;
    let hours = |numbers: &[usize]| Sum::of(numbers.iter().map(|number| cell + number), HOURS_PER_TICK);
    let count = || Sum::of([cell + service::OUTAGES], 1.0);
    let used = || Sum::of([source.layout.unit], used_ticks(source, number) as f64 * HOURS_PER_TICK);
    let down = || hours(&[service::DOWN, service::DOWN_CRITICAL]);
    let degraded = hours(&[service::DEGRADED, service::DEGRADED_CRITICAL]);
    let mut of = Of {
        figures,
        by: "service",
        name: &model.name,
        weeks: source.weeks,
    };
    let up = Form::Ratio(used().minus(down()), used());
    let lost = model.users.map(|users| down().times(f64::from(users)));
    ServiceResult {
        name: model.name.clone(),
        users: model.users,
        availability: of.add(("availability", "share", "share"), up, Better::More),
        degraded: of.add(
            ("degraded", "share", "share"),
            Form::Ratio(degraded, used()),
            Better::Less,
        ),
        outages_per_week: of.weekly("outages", "outages", count(), Better::Less),
        outage: of.add(
            ("outage duration", "mean", "hours"),
            Form::Ratio(hours(&[service::OUTAGE]), count()),
            Better::Less,
        ),
        recovery: of.add(
            ("recovery time", "mean", "hours"),
            Form::Ratio(hours(&[service::RECOVERY]), count()),
            Better::Less,
        ),
        user_hours_lost_per_week: lost.and_then(|lost| of.weekly("user hours lost", "hours", lost, Better::Less)),
        harm_per_week: harm(source, number).and_then(|harm| of.weekly("harm", "currency", harm, Better::Less)),
    }
}

/// The case cells of a supplier.
fn case_cells(source: &Source<'_>, supplier: usize) -> Vec<usize> {
    let places = source.program.places.iter().zip(&source.layout.cases);
    let of_supplier = places.filter_map(|(place, cell)| {
        place.gates.case.filter(|case| case.supplier as usize == supplier)?;
        let roots = source.program.demands[place.demand as usize].roots.len();
        let cell = (*cell)?;
        Some((0..roots).map(move |root| cell + root * case::SIZE))
    });
    of_supplier.flatten().collect()
}

/// Makes the figures of every supplier.
pub fn add_suppliers(figures: &mut Figures<'_>, source: &Source<'_>) -> Vec<SupplierResult> {
    let all = 0..source.model.suppliers.len();
    all.map(|number| add_supplier(figures, source, number)).collect()
}

fn add_supplier(figures: &mut Figures<'_>, source: &Source<'_>, number: usize) -> SupplierResult {
    let model = &source.model.suppliers[number];
    let cells = case_cells(source, number);
    let count = |number: usize| Sum::of(cells.iter().map(|cell| cell + number), 1.0);
    let hours = |number: usize| count(number).times(HOURS_PER_TICK);
    let mut of = Of {
        figures,
        by: "supplier",
        name: &model.name,
        weeks: source.weeks,
    };
    let mean = |number| Form::Ratio(hours(number), count(case::RETURNED));
    let late = || count(case::DUE).minus(count(case::KEPT));
    let owed = model.penalty.map(|penalty| late().times(penalty));
    let fees = model.fee.map(|fee| count(case::RETURNED).times(fee));
    let cost = match (&fees, &owed) {
        (Some(fees), Some(owed)) => Some(fees.clone().minus(owed.clone())),
        (Some(fees), None) => Some(fees.clone()),
        (None, _) => None,
    };
    SupplierResult {
        name: model.name.clone(),
        cases_per_week: of.weekly("cases", "cases", count(case::RETURNED), Better::Neither),
        time: of.add(
            ("time at the supplier", "mean", "hours"),
            mean(case::TIME),
            Better::Less,
        ),
        waited: of.add(("wait for a turn", "mean", "hours"), mean(case::WAITED), Better::Less),
        unsolved: of.add(
            ("returned unsolved", "share", "share"),
            Form::Share(count(case::UNSOLVED), count(case::RETURNED)),
            Better::Less,
        ),
        kept: model.promise.and_then(|_| {
            let kept = Form::Share(count(case::KEPT), count(case::DUE));
            of.add(("promise kept", "share", "share"), kept, Better::More)
        }),
        penalties_per_week: owed.and_then(|owed| of.weekly("penalties owed", "currency", owed, Better::Neither)),
        cost_per_case: cost.and_then(|cost| {
            let by_case = Form::Ratio(cost, count(case::RETURNED));
            of.add(("cost per case", "mean", "currency"), by_case, Better::Less)
        }),
    }
}

/// Makes the figures of every sort of spare parts.
pub fn add_parts(figures: &mut Figures<'_>, source: &Source<'_>) -> Vec<PartResult> {
    let all = 0..source.model.parts.len();
    all.map(|number| add_part(figures, source, number)).collect()
}

fn add_part(figures: &mut Figures<'_>, source: &Source<'_>, number: usize) -> PartResult {
    let model = &source.model.parts[number];
    let cell = source.layout.stocks + number * stock::SIZE;
    let count = |number: usize| Sum::of([cell + number], 1.0);
    let time = source.model.run.counted.ticks() as f64;
    let mut of = Of {
        figures,
        by: "part",
        name: &model.name,
        weeks: source.weeks,
    };
    let found = count(stock::REQUESTS).minus(count(stock::SHORT));
    let used = || count(stock::USED);
    PartResult {
        name: model.name.clone(),
        used_per_week: of.weekly("used", "parts", used(), Better::Neither),
        found: of.add(
            ("found on the shelf", "share", "share"),
            Form::Share(found, count(stock::REQUESTS)),
            Better::More,
        ),
        stock_outs_per_week: of.weekly("stock-outs", "visits", count(stock::SHORT), Better::Less),
        wait: of.add(
            ("wait for parts", "mean", "hours"),
            Form::Ratio(count(stock::WAITED).times(HOURS_PER_TICK), count(stock::WAITS)),
            Better::Less,
        ),
        stock: of.add(
            ("stock", "mean", "parts"),
            Form::Rate(count(stock::SHELF), time),
            Better::Neither,
        ),
        empty: of.add(
            ("empty shelf", "share", "share"),
            Form::Rate(count(stock::EMPTY), time),
            Better::Less,
        ),
        orders_per_week: of.weekly("orders", "orders", count(stock::ORDERS), Better::Neither),
        cost_per_week: model
            .cost
            .and_then(|cost| of.weekly("cost of parts used", "currency", used().times(cost), Better::Less)),
    }
}
