//! What a command tells whoever called it.

use std::process::ExitCode;

use crate::results::{PromiseResult, Verdict};

/// Exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything asked for was done.
    Done = 0,
    /// A promise is missed; only where that was asked.
    Missed = 1,
    /// Bad arguments, scenario or files.
    Fault = 2,
    /// Whether promises are kept is too close to call, or unknown; only where that was asked.
    Undecided = 3,
    /// Stopped by Ctrl-C; what was done until then is told.
    Interrupted = 130,
}

impl Exit {
    /// What promises come to: one that is missed outweighs one that is undecided.
    pub fn of_promises(promises: &[PromiseResult]) -> Exit {
        let any = |of: &[Verdict]| promises.iter().any(|promise| of.contains(&promise.verdict));
        if any(&[Verdict::Missed]) {
            Exit::Missed
        } else if any(&[Verdict::TooClose, Verdict::Unknown]) {
            Exit::Undecided
        } else {
            Exit::Done
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}
