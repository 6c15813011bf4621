//! `flowcast new`: a scenario to begin with.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::arguments::New;
use super::failure::reason;
use super::{Exit, Failure, Terminal};
use crate::diagnostic::Diagnostic;
use crate::scenario::{self, nearest};

/// A scenario to begin with.
struct Template {
    name: &'static str,
    /// For whom it is.
    about: &'static str,
    text: &'static str,
}

const TEMPLATES: [Template; 6] = [
    Template {
        name: "desk",
        about: "a service desk alone: calls come in, the desk answers them",
        text: include_str!("../../scenarios/templates/desk.toml"),
    },
    Template {
        name: "desk-and-platform",
        about: "a desk that passes on what it cannot solve to a second line",
        text: include_str!("../../scenarios/templates/desk-and-platform.toml"),
    },
    Template {
        name: "desk-and-change",
        about: "desk, second line, and changes that a weekly board approves",
        text: include_str!("../../scenarios/templates/desk-and-change.toml"),
    },
    Template {
        name: "operations",
        about: "operations round the clock in three shifts, engineers on call behind them",
        text: include_str!("../../scenarios/templates/operations.toml"),
    },
    Template {
        name: "requests",
        about: "request fulfilment: standard orders, and those that somebody must approve",
        text: include_str!("../../scenarios/templates/requests.toml"),
    },
    Template {
        name: "platform-team",
        about: "a team with a board of cards: features, support and repairs from one backlog",
        text: include_str!("../../scenarios/templates/platform-team.toml"),
    },
];

/// The first line of templates in their own folder, and that of a scenario beside its schema.
const SCHEMA_LINE: (&str, &str) = ("#:schema ../scenario.schema.json", "#:schema ./scenario.schema.json");
const SCHEMA_FILE: &str = "scenario.schema.json";

/// Writes a scenario to begin with, or lists the templates.
pub fn new(arguments: &New, terminal: &Terminal) -> Result<Exit, Failure> {
    let Some(name) = arguments.name.as_ref().filter(|_| !arguments.list) else {
        terminal.print(&list())?;
        return Ok(Exit::Done);
    };
    let template = template(&arguments.template)?;
    let path = with_ending(name);
    write_new(&path, &template.text.replacen(SCHEMA_LINE.0, SCHEMA_LINE.1, 1))?;
    let schema = path.with_file_name(SCHEMA_FILE);
    let beside = match write_new(&schema, &format!("{:#}\n", scenario::schema())) {
        Ok(()) => format!(
            "Wrote {}: with it, editors complete keys and explain them.\n",
            schema.display()
        ),
        // One that is there already serves as well; a folder that takes no second file is no reason to fail.
        Err(_) => String::new(),
    };
    let shown = path.display();
    terminal.print(&format!(
        "Wrote {shown}: {}.\n{beside}Put your own figures where its comments say so, then:\n  flowcast check {shown}\n  \
         flowcast run {shown}\n",
        template.about
    ))?;
    Ok(Exit::Done)
}

fn list() -> String {
    let widest = TEMPLATES.iter().map(|template| template.name.len()).max().unwrap_or(0);
    let line = |template: &Template| format!("  {:widest$}   {}\n", template.name, template.about);
    let lines: String = TEMPLATES.iter().map(line).collect();
    format!("Templates for `flowcast new NAME --template …`:\n{lines}")
}

fn template(name: &str) -> Result<&'static Template, Failure> {
    let found = TEMPLATES.iter().find(|template| template.name == name);
    found.ok_or_else(|| {
        let known = || TEMPLATES.iter().map(|template| template.name);
        let fault = Diagnostic::error(format!("there is no template `{name}`"));
        match nearest::name(name, known()) {
            Some(near) => fault.help(format!("a template with a similar name exists: `{near}`")),
            None => fault.help(format!("there are {}", nearest::list(known()))),
        }
        .into()
    })
}

/// `desk` is taken for `desk.toml`.
fn with_ending(name: &Path) -> PathBuf {
    match name.extension() {
        Some(ending) if ending == "toml" => name.to_owned(),
        _ => {
            let mut whole = name.as_os_str().to_owned();
            whole.push(".toml");
            PathBuf::from(whole)
        }
    }
}

/// Writes a file that is not there yet.
fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let fault = |fact: String, help: &str| -> Failure { Diagnostic::error(fact).help(help).into() };
    let shown = path.display();
    let mut file = file.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => fault(
            format!("`{shown}` is there already, and is left as it is"),
            "choose another name",
        ),
        ErrorKind::NotFound => fault(
            format!("`{shown}` cannot be written: its folder is not there"),
            "make the folder first, or choose another name",
        ),
        _ => fault(
            format!("`{shown}` cannot be written: {}", reason(&error)),
            "look at who may write there, or choose another name",
        ),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| {
        // Half a scenario is worse than none; that it cannot be removed would tell nothing new.
        let _ = std::fs::remove_file(path);
        fault(format!("`{shown}` cannot be written: {}", reason(&error)), "make room")
    })
}
