//! Named hours become calendars.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::World;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Calendar, CalendarId};
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
        holidays.map_or_else(Vec::new, |dates| dates.value.0.iter().map(|date| date.value).collect());
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
        .flat_map(|dates| dates.value.0.iter().map(|date| date.value));
    calendar.closed.extend(closed);
    calendar.closed.sort();
    calendar.closed.dedup();
    if let Some(Zone(zone)) = detail.timezone.as_ref().map(|zone| &zone.value) {
        calendar.zone = zone.clone();
    }
    let Some(open) = &detail.open else { return };
    for date in &open.value.as_usual {
        let day = date.value.weekday().to_monday_zero_offset();
        let before = calendar.extra.len();
        let usual = calendar.weekly.iter().filter(|span| i8::try_from(span.day) == Ok(day));
        calendar
            .extra
            .extend(usual.map(|span| (date.value, span.from, span.length())));
        if calendar.extra.len() == before {
            let fault = Diagnostic::error(format!("{} has no hours to open", date.value));
            faults.push(fault.at(&date.place, "the week says nothing of this day").help(format!(
                "give it hours, as in `open = {{ {} = \"10:00-14:00\" }}`",
                date.value
            )));
        }
    }
    for (date, spans) in &open.value.hours {
        for (from, to) in spans {
            let length = (to.duration_since(*from).as_millis() as i64).rem_euclid(DAY);
            let length = Span(if length == 0 { DAY } else { length });
            calendar.extra.push((date.value, *from, length));
        }
    }
}

/// The hours that a team keeps: in its own zone, unless the hours name one themselves.
pub fn in_zone(
    world: &World<'_>,
    hours: CalendarId,
    zone: Option<&TimeZone>,
    calendars: &mut Vec<Calendar>,
) -> CalendarId {
    let of = &calendars[hours.index()];
    let text = world
        .text
        .hours
        .as_ref()
        .and_then(|text| text.value.named.get(hours.index().checked_sub(1)?));
    let own_zone = text
        .and_then(|(_, hours)| hours.as_ref())
        .is_some_and(|hours| match &hours.value {
            HoursValue::Plain(_) => false,
            HoursValue::Detail(detail) => detail.timezone.is_some(),
        });
    let Some(zone) = zone.filter(|zone| !of.always && !own_zone && **zone != of.zone) else {
        return hours;
    };
    let name = format!("{} ({})", of.name, zone.iana_name().unwrap_or("own zone"));
    if let Some(known) = calendars.iter().position(|calendar| calendar.name == name) {
        return CalendarId::from(known);
    }
    let mut moved = of.clone();
    moved.name = name;
    moved.zone = zone.clone();
    calendars.push(moved);
    CalendarId::from(calendars.len() - 1)
}
