//! Suppliers that work on so many cases at once can do what they are sent.

use super::super::fields::ScenarioText;
use super::super::{load, standard_week};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Model;

/// Warns of suppliers with whom cases pile up.
pub fn all(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    if model.suppliers.iter().all(|supplier| supplier.at_once.is_none()) {
        return;
    }
    let texts = text.supplier.iter().flat_map(|suppliers| &suppliers.value.0);
    let sent = load::supplier_hours(model);
    for ((supplier, hours), (name, _)) in model.suppliers.iter().zip(sent).zip(texts) {
        let Some(at_once) = supplier.at_once else { continue };
        let calendar = &model.calendars[supplier.calendar.index()];
        let capacity = f64::from(at_once) * standard_week::open_hours(calendar, &model.epoch);
        if hours > capacity && capacity > 0.0 {
            let ratio = hours / capacity;
            let fact = format!(
                "supplier `{}` is sent {ratio:.2} times the work it can do",
                supplier.name
            );
            found.push(
                Diagnostic::warning(fact)
                    .at(
                        &name.place,
                        format!("{hours:.0} hours of cases a week, for {capacity:.0} hours"),
                    )
                    .note("cases pile up there until the end, so mean times depend on the length of the run")
                    .help("raise `at_once`, shorten `takes`, or read the growth of open items instead"),
            );
        }
    }
}
