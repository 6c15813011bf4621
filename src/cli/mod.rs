//! The command line: the only part that reads files, prints and writes.

mod arguments;
mod beside;
mod check;
mod compare;
mod exit;
mod failure;
mod folder;
mod items;
mod lesson;
mod memory;
mod new;
mod pages;
mod practices;
mod run;
mod scenario_file;
mod schema;
mod staff;
mod story;
mod terminal;
mod work;
mod workshop;

use std::ffi::OsString;
use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser;
pub use exit::Exit;
use failure::Failure;
use terminal::Terminal;

/// Runs a command line, its first word the program's name, and gives the exit code.
pub fn main(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = words.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&words) {
        Ok(arguments) => arguments,
        Err(told) => {
            // Help on a closed pipe is nobody's loss.
            let _ = told.print();
            return if told.use_stderr() { Exit::Fault } else { Exit::Done }.into();
        }
    };
    let mut terminal = Terminal::new(&arguments);
    match command(&arguments, &written(&words), &mut terminal) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            terminal.tell(&failure);
            Exit::Fault.into()
        }
    }
}

fn command(arguments: &Arguments, words: &[String], terminal: &mut Terminal) -> Result<Exit, Failure> {
    match &arguments.command {
        Command::Run(it) => run::run(it, words, terminal),
        Command::Check(it) => check::check(it, terminal),
        Command::Compare(it) => compare::compare(it, words, terminal),
        Command::Staff(it) => staff::staff(it, words, terminal),
        Command::Story(it) => story::story(it, terminal),
        Command::New(it) => new::new(it, terminal),
        Command::Lesson(it) => lesson::lesson(it, terminal),
        Command::Practices => practices::list(terminal),
        Command::Schema(it) => schema::schema(it, terminal),
    }
}

/// The command line as manifests tell it: where the program lies is nobody's business.
fn written(words: &[OsString]) -> Vec<String> {
    let rest = words.iter().skip(1).map(|word| word.to_string_lossy().into_owned());
    std::iter::once("flowcast".to_owned()).chain(rest).collect()
}
