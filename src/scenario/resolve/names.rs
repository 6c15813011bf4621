//! Names of one sort of thing, and the fault when one is not known.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::scenario::catalogue::Placed;
use crate::scenario::nearest;

/// The names of one sort of thing, in the order of their ids.
pub struct Names<'a> {
    what: &'static str,
    plural: &'static str,
    names: Vec<&'a str>,
    places: Vec<&'a Placed<String>>,
}

impl<'a> Names<'a> {
    /// Names in the order of the file.
    pub fn new(what: &'static str, plural: &'static str, names: impl Iterator<Item = &'a Placed<String>>) -> Self {
        let places: Vec<&Placed<String>> = names.collect();
        Names {
            what,
            plural,
            names: places.iter().map(|name| name.value.as_str()).collect(),
            places,
        }
    }
    /// Puts a name that needs no declaration at index 0.
    pub fn with_built_in(mut self, name: &'static str, faults: &mut Diagnostics) -> Self {
        if let Some(own) = self.places.iter().find(|place| place.value == name) {
            let fault = Diagnostic::error(format!("`{name}` is built in")).at(&own.place, "it cannot be declared");
            faults.push(fault.help("give these another name"));
        }
        self.names.insert(0, name);
        self
    }
    /// Whether a name is known.
    pub fn knows(&self, name: &str) -> bool {
        self.names.contains(&name)
    }
    /// The index of a name, or a fault.
    pub fn find(&self, wanted: &Placed<String>, faults: &mut Diagnostics) -> Option<usize> {
        let found = self.names.iter().position(|name| *name == wanted.value);
        if found.is_none() {
            faults.push(unknown(self.what, self.plural, wanted, &self.names));
        }
        found
    }
}

/// The fact that a name is not known.
pub fn unknown_fact(what: &str, name: &str) -> String {
    format!("unknown {what} `{name}`")
}

/// A name that is not known.
pub fn unknown(what: &str, plural: &str, wanted: &Placed<String>, known: &[&str]) -> Diagnostic {
    let have = if plural == what { "have" } else { "has" };
    let fault =
        Diagnostic::error(unknown_fact(what, &wanted.value)).at(&wanted.place, format!("no {what} {have} this name"));
    let article = match (plural == what, what.starts_with(['a', 'e', 'i', 'o'])) {
        (true, _) => "",
        (false, true) => "an ",
        (false, false) => "a ",
    };
    match nearest::name(&wanted.value, known.iter().copied()) {
        Some(near) if plural == what => fault.help(format!("{what} with a similar name exist: `{near}`")),
        Some(near) => fault.help(format!("{article}{what} with a similar name exists: `{near}`")),
        None if known.len() == 1 => fault.help(format!("there is only `{}`", known[0])),
        None if known.is_empty() => fault.help(format!("the scenario declares no {plural}")),
        None => fault.help(format!("the {plural} are {}", nearest::list(known.iter().copied()))),
    }
}
