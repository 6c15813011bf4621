//! Why a command could not be done.

use crate::diagnostic::{Diagnostic, Sources};

/// Faults, with the texts that they point into.
#[derive(Debug, Default)]
pub struct Failure {
    faults: Vec<Diagnostic>,
    sources: Sources,
}

impl Failure {
    /// Faults with places.
    pub fn new(faults: Vec<Diagnostic>, sources: Sources) -> Failure {
        Failure { faults, sources }
    }

    /// Every fault.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    /// The texts that they point into.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }
}

impl From<Diagnostic> for Failure {
    fn from(fault: Diagnostic) -> Failure {
        Failure::new(vec![fault], Sources::default())
    }
}

/// What the operating system says, in words without its number: `no space left on device`.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}
