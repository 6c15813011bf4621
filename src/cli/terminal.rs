//! Printing: results on standard output, all else on standard error.

use std::env;
use std::io::{self, ErrorKind, IsTerminal, Write};

use super::arguments::{Arguments, Color, Loudness};
use super::failure::{Failure, reason};
use crate::diagnostic::{Diagnostic, Sources, Style};
use crate::report::terminal::TerminalStyle;

/// Columns where nobody says how many there are.
const USUAL_WIDTH: usize = 100;

/// Both outputs of the process, and how they like their text.
#[derive(Clone, Debug)]
pub struct Terminal {
    /// How results are to look.
    pub style: TerminalStyle,
    /// How much is told.
    pub loudness: Loudness,
    messages: Style,
}

impl Terminal {
    /// Looks at both outputs and the environment.
    pub fn new(arguments: &Arguments) -> Terminal {
        let coloured = |is_terminal: bool| match arguments.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && !is_set("NO_COLOR") && env::var_os("TERM").is_none_or(|term| term != "dumb"),
        };
        Terminal {
            style: TerminalStyle {
                colour: coloured(io::stdout().is_terminal()),
                width: width(),
                unicode: unicode(),
            },
            loudness: arguments.command.loudness(),
            messages: if coloured(io::stderr().is_terminal()) {
                Style::Coloured
            } else {
                Style::Plain
            },
        }
    }

    /// Whether somebody sees what standard error says while it happens.
    pub fn is_watched(&self) -> bool {
        self.loudness != Loudness::Quiet && io::stderr().is_terminal()
    }

    /// Prints results. A reader that has gone away is no fault; a full disk is.
    ///
    /// # Errors
    /// What kept them from being written.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Diagnostic::error(format!(
                "results cannot be printed: {}",
                reason(&error)
            ))
            .help("look at where standard output goes")
            .into()),
            _ => Ok(()),
        }
    }

    /// Tells why a command could not be done.
    pub fn tell(&self, failure: &Failure) {
        self.tell_all(failure.faults(), failure.sources());
    }

    /// Tells faults, and warnings unless it is to be quiet.
    pub fn tell_all(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        let quiet = self.loudness == Loudness::Quiet;
        let told: Vec<String> = diagnostics
            .iter()
            .filter(|one| one.is_error() || !quiet)
            .map(|one| one.render(sources, self.messages))
            .collect();
        self.say(&told.join("\n"));
    }

    /// A line on standard error for whoever asked for more.
    pub fn mention(&self, line: &str) {
        if self.loudness == Loudness::Verbose {
            self.say(&format!("{line}\n"));
        }
    }

    /// Standard error that nobody can read is no reason to stop.
    fn say(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(USUAL_WIDTH, |(width, _)| usize::from(width.0).max(40))
}

/// Whether the locale writes UTF-8: by the first of the variables that is set, as POSIX has it. Windows has no such variable.
fn unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(env::var_os)
        .find(|value| !value.is_empty());
    match locale {
        Some(locale) => {
            let locale = locale.to_string_lossy().to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        None => cfg!(windows),
    }
}
