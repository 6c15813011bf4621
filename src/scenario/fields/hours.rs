//! Named hours.

use serde_json::{Value as Json, json};

use crate::scenario::catalogue::{Reader, Value};
use crate::scenario::nearest;
use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::tree::{Content, Entry, Node};
use crate::scenario::values::{Dates, OpenDates, Week, Zone};

record! {
    /// Hours by name
    pub struct HoursText {
        /// Days on which none of the named hours begins
        [structural, default Content::List(Vec::new())] holidays: Dates,
    }
    others {
        /// Hours of a week
        named: HoursValue, taken by looks_like_hours
    }
}

record! {
    /// Hours with exceptions
    pub struct HoursDetail {
        /// Open spans of a standard week
        [structural, required] week: Week,
        /// Further days on which no span begins
        [structural, default Content::List(Vec::new())] closed: Dates,
        /// Dates that open although they are closed otherwise, or with hours of their own
        [structural, default ()] open: OpenDates,
        /// The zone these hours are told in; the scenario's where it is left out
        [structural, optional] timezone: Zone,
    }
}

/// Hours by words, or with exceptions.
#[derive(Clone, Debug)]
pub enum HoursValue {
    /// Words alone.
    Plain(Week),
    /// With closed and extra days, or a zone of their own.
    Detail(Box<HoursDetail>),
}

impl Value for HoursValue {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.as_table() {
            Some(_) => HoursDetail::read(node, reader).map(|detail| HoursValue::Detail(Box::new(detail))),
            None => Week::read(node, reader).map(HoursValue::Plain),
        }
    }
    fn words() -> String {
        Week::words()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ Week::schema(), HoursDetail::schema() ] })
    }
}

/// A key of `[hours]` names hours unless it was meant for a known key.
fn looks_like_hours(entry: &Entry, known: &[&str]) -> bool {
    !matches!(entry.node.content, Content::List(_)) || nearest::name(&entry.key, known.iter().copied()).is_none()
}
