//! What a scenario says of suppliers, spare parts and services, for `flowcast check`.

use crate::model::{CalendarId, Distribution, Model, Service, SparePart, Supplier};
use crate::report::understanding::BesideLine;
use crate::report::wording;
use crate::time::Span;

/// A line for each supplier, spare part and service.
pub fn lines(model: &Model) -> Vec<BesideLine> {
    let suppliers = model.suppliers.iter().map(|of| supplier(model, of));
    let parts = model.parts.iter().map(|of| part(model, of));
    let services = model.services.iter().map(|of| service(model, of));
    suppliers.chain(parts).chain(services).collect()
}

/// ` in office hours`; nothing where they never end.
fn hours(model: &Model, calendar: CalendarId) -> String {
    match calendar {
        Model::ALWAYS => String::new(),
        calendar => format!(", in {} hours", model.calendars[calendar.index()].name),
    }
}

fn on_average(takes: &Distribution) -> String {
    format!("{} on average", wording::lasting(Span(takes.mean().round() as i64)))
}

fn supplier(model: &Model, of: &Supplier) -> BesideLine {
    let mut words = format!("{}{}", on_average(&of.takes), hours(model, of.calendar));
    if let Some(most) = of.at_once {
        words.push_str(&format!("; {} at once", wording::counted(most, "case")));
    }
    if of.returned_unsolved > 0.0 {
        words.push_str(&format!(
            "; returns {} unsolved",
            wording::percent(of.returned_unsolved)
        ));
    }
    BesideLine {
        name: of.name.clone(),
        what: "supplier",
        words,
    }
}

fn part(model: &Model, of: &SparePart) -> BesideLine {
    let delivery = format!("{}{}", on_average(&of.takes), hours(model, of.calendar));
    BesideLine {
        name: of.name.clone(),
        what: "spare part",
        words: format!(
            "{} at the start; {} more are ordered at {}, which takes {delivery}",
            of.count, of.order, of.reorder_at
        ),
    }
}

fn service(model: &Model, of: &Service) -> BesideLine {
    let hit = model.demands.iter().filter(|demand| {
        let service = demand.affects.as_ref().map(|affects| affects.service.index());
        service.is_some_and(|index| model.services[index].name == of.name)
    });
    let demands: Vec<String> = hit.map(|demand| wording::plural(&demand.name)).collect();
    let by = if demands.is_empty() {
        "nothing takes it down".to_owned()
    } else {
        format!("{} take it down or degrade it", wording::list(&demands))
    };
    BesideLine {
        name: of.name.clone(),
        what: "service",
        words: format!("{by}{}", hours(model, of.calendar)),
    }
}
