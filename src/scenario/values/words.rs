//! One word of a short list.

use serde_json::{Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::model::{
    Activity, AtShiftEnd, Impact, Kind, OnHoliday, OnRejection, PRACTICES, Paid, Period, PracticeId, Reason, WhenFull,
};
use crate::scenario::catalogue::{Reader, Value};
use crate::scenario::nearest;
use crate::scenario::tree::Node;

/// One of a short list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneOf<T>(pub T);

/// Something with a short list of words.
pub trait Word: Copy {
    /// What the words name, in the plural.
    const WHAT: &'static str;
    /// Every word with what it means.
    fn all() -> Vec<(&'static str, Self)>;
}

impl<T: Word> Value for OneOf<T> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = node.as_text() else {
            reader.wrong(node, &Self::words());
            return None;
        };
        let all = T::all();
        if let Some((_, value)) = all.iter().find(|(word, _)| word.eq_ignore_ascii_case(text.trim())) {
            return Some(OneOf(*value));
        }
        let fault = Diagnostic::error(format!("`{}` cannot be `{text}`", reader.path()))
            .at(&node.place, format!("not one of the {}", T::WHAT));
        let words = all.iter().map(|(word, _)| *word);
        reader.fault(match nearest::name(text, words.clone()) {
            Some(near) => fault.help(format!("a similar word exists: `{near}`")),
            None => fault.help(format!("the {} are {}", T::WHAT, nearest::list(words))),
        });
        None
    }
    fn words() -> String {
        let words: Vec<&str> = T::all().into_iter().map(|(word, _)| word).collect();
        match words.as_slice() {
            [first, ..] if words.len() > 6 => format!("one of the {}, such as \"{first}\"", T::WHAT),
            _ => format!("one of {}", nearest::list(words)),
        }
    }
    fn schema() -> Json {
        let words: Vec<&str> = T::all().into_iter().map(|(word, _)| word).collect();
        json!({ "type": "string", "enum": words })
    }
}

impl Word for Kind {
    const WHAT: &'static str = "kinds of demand";
    fn all() -> Vec<(&'static str, Self)> {
        Kind::ALL.into_iter().map(|kind| (kind.word(), kind)).collect()
    }
}

impl Word for Activity {
    const WHAT: &'static str = "activities of the service value chain";
    fn all() -> Vec<(&'static str, Self)> {
        Activity::ALL
            .into_iter()
            .map(|activity| (activity.word(), activity))
            .collect()
    }
}

impl Word for PracticeId {
    const WHAT: &'static str = "34 management practices of ITIL 4";
    fn all() -> Vec<(&'static str, Self)> {
        (0u8..)
            .zip(PRACTICES)
            .map(|(index, (name, _))| (name, PracticeId(index)))
            .collect()
    }
}

impl Word for Paid {
    const WHAT: &'static str = "ways to pay";
    fn all() -> Vec<(&'static str, Self)> {
        vec![
            ("for the roster", Paid::ForRoster),
            ("for time used", Paid::ForTimeUsed),
        ]
    }
}

impl Word for AtShiftEnd {
    const WHAT: &'static str = "ways to end a shift";
    fn all() -> Vec<(&'static str, Self)> {
        vec![
            ("pause", AtShiftEnd::Pause),
            ("finish", AtShiftEnd::Finish),
            ("hand over", AtShiftEnd::HandOver),
        ]
    }
}

impl Word for OnRejection {
    const WHAT: &'static str = "ways on from a rejection";
    fn all() -> Vec<(&'static str, Self)> {
        vec![("send back", OnRejection::SendBack), ("close", OnRejection::Close)]
    }
}

impl Word for WhenFull {
    const WHAT: &'static str = "things to do at a limit";
    fn all() -> Vec<(&'static str, Self)> {
        vec![
            ("wait", WhenFull::Wait),
            ("blocking", WhenFull::Block),
            ("holding", WhenFull::Hold),
            ("turn away", WhenFull::TurnAway),
        ]
    }
}

impl Word for Reason {
    const WHAT: &'static str = "reasons to wait";
    fn all() -> Vec<(&'static str, Self)> {
        vec![
            ("supplier", Reason::Supplier),
            ("customer", Reason::Customer),
            ("other", Reason::Other),
        ]
    }
}

impl Word for Impact {
    const WHAT: &'static str = "things that an item can mean for a service";
    fn all() -> Vec<(&'static str, Self)> {
        vec![
            ("down", Impact::Down),
            ("degraded", Impact::Degraded),
            ("nothing", Impact::None),
        ]
    }
}

impl Word for OnHoliday {
    const WHAT: &'static str = "ways around a holiday";
    fn all() -> Vec<(&'static str, Self)> {
        vec![("skip", OnHoliday::Skip), ("move", OnHoliday::Move)]
    }
}

impl Word for Period {
    const WHAT: &'static str = "periods of judgement";
    fn all() -> Vec<(&'static str, Self)> {
        vec![
            ("each day", Period::Day),
            ("each week", Period::Week),
            ("each month", Period::Month),
        ]
    }
}
