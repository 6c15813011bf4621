//! Named hours become calendars.

use jiff::civil::Date;

use super::World;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Calendar;
use crate::scenario::fields::{HoursDetail, HoursValue};
use crate::scenario::values::{Week, Zone};
use crate::time::{DAY, Span};

/// `always`, then the named hours in the order of the file.
pub fn calendars(world: &World<'_>, faults: &mut Diagnostics) -> Vec<Calendar> {
    let mut calendars = vec![Calendar::always(world.epoch.zone.clone())];
    let Some(hours) = &world.text.hours else {
        return calendars;
    };
    let holidays = holidays(world);
    for (name, hours) in &hours.value.named {
        let mut calendar = Calendar {
            name: name.value.clone(),
            weekly: Vec::new(),
            closed: holidays.clone(),
            extra: Vec::new(),
            zone: world.epoch.zone.clone(),
            always: false,
        };
        match hours.as_ref().map(|hours| &hours.value) {
            Some(HoursValue::Plain(week)) => calendar.weekly.clone_from(&week.0),
            Some(HoursValue::Detail(detail)) => exceptions(&mut calendar, detail, faults),
            None => {}
        }
        calendars.push(calendar);
    }
    calendars
}

/// The days on which no hours begin, sorted.
pub fn holidays(world: &World<'_>) -> Vec<Date> {
    let holidays = world
        .text
        .hours
        .as_ref()
        .and_then(|hours| hours.value.holidays.as_ref());
    let mut dates: Vec<Date> =
        holidays.map_or_else(Vec::new, |dates| dates.value.iter().map(|date| date.value).collect());
    dates.sort();
    dates.dedup();
    dates
}

fn exceptions(calendar: &mut Calendar, detail: &HoursDetail, faults: &mut Diagnostics) {
    if let Some(Week(spans)) = detail.week.as_ref().map(|week| &week.value) {
        calendar.weekly.clone_from(spans);
    }
    let closed = detail
        .closed
        .iter()
        .flat_map(|dates| dates.value.iter().map(|date| date.value));
    calendar.closed.extend(closed);
    calendar.closed.sort();
    calendar.closed.dedup();
    if let Some(Zone(zone)) = detail.timezone.as_ref().map(|zone| &zone.value) {
        calendar.zone = zone.clone();
    }
    let Some(extra) = &detail.extra else { return };
    for (name, hours) in &extra.value.0 {
        let Ok(date) = name.value.parse::<Date>() else {
            let fault = Diagnostic::error(format!("`{}` is not a date", name.value));
            faults.push(fault.at(&name.place, "the calendar has no such date"));
            continue;
        };
        for part in hours.iter().flat_map(|text| text.split(',')) {
            match Week::parse_span(part.trim()) {
                Ok((from, to)) => {
                    let length = (to.duration_since(from).as_millis() as i64).rem_euclid(DAY);
                    calendar
                        .extra
                        .push((date, from, Span(if length == 0 { DAY } else { length })));
                }
                Err(fact) => {
                    let fault = Diagnostic::error(format!("the extra hours of {date} cannot be read: {fact}"));
                    faults.push(fault.at(&name.place, "").help("write them as \"10:00-14:00\""));
                }
            }
        }
    }
}
