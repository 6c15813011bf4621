//! The command line as written.

mod staff;

pub use staff::{SenseAsked, Staff};

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::lesson::LessonArguments;

const EXAMPLES: &str = "\
Examples:
  flowcast check scenarios/northwind.toml       read it, find every fault, say what was understood
  flowcast run scenarios/northwind.toml         forecast it; the report goes to output/northwind/
  flowcast compare scenarios/northwind.toml     its variants against today
  flowcast staff scenarios/northwind.toml       the cheapest roster that keeps every promise
  flowcast story scenarios/northwind.toml       what happened to one ticket, in plain words
  flowcast new desk.toml                        a scenario of your own to begin with

Exit codes: 0 done; 1 a promise is missed (only with --check); 2 bad arguments, scenario or files;
3 too close to call or unknown (only with --check); 130 interrupted.";

const RUN_EXAMPLES: &str = "\
Examples:
  flowcast run scenarios/northwind.toml
  flowcast run scenarios/northwind.toml --variant \"7 on platform\"
  flowcast run scenarios/northwind.toml --set team.desk.people.office=5 --out output/five
  flowcast run scenarios/northwind.toml --precision \"0.5 points of p1\"
  flowcast run scenarios/northwind.toml --check && echo \"every promise is kept\"
  flowcast run scenarios/northwind.toml --json | jq '.promises[] | {name, kept}'

Ctrl-C once: the runs done so far are reported. Twice: stop at once.";

const STORY_EXAMPLES: &str = "\
Examples:
  flowcast story scenarios/northwind.toml                    the item that overran a promise most
  flowcast story scenarios/northwind.toml --worst p1         the one that overran this promise most
  flowcast story scenarios/northwind.toml --typical change   a change that took as long as half of them do
  flowcast story scenarios/northwind.toml --longest          the one that was open longest
  flowcast story scenarios/northwind.toml --item incident-1042
  flowcast story scenarios/northwind.toml --item incident-1042 --variant \"7 on platform\"

Ids are a demand's name and a number in the order of arrival. `flowcast run … --items` lists all of them.";

const NEW_EXAMPLES: &str = "\
Examples:
  flowcast new --list
  flowcast new desk.toml
  flowcast new ours.toml --template desk-and-change";

const CHECK_EXAMPLES: &str = "\
Examples:
  flowcast check scenarios/northwind.toml
  flowcast check scenarios/northwind.toml --set team.platform.people.office=4";

const COMPARE_EXAMPLES: &str = "\
Examples:
  flowcast compare scenarios/northwind.toml
  flowcast compare scenarios/northwind.toml --variant \"peer review\"
  flowcast compare scenarios/northwind.toml --set team.desk.people.office=5 --set team.desk.people.office=6

Each --set is a variant of its own beside the others. For a variant that changes several things at once, write it
into the scenario under [variant.\"its name\"].";

const LESSON_EXAMPLES: &str = "\
Examples:
  flowcast lesson                              the lessons there are
  flowcast lesson busy-and-waiting             asks for your prediction, then shows what happens
  flowcast lesson busy-and-waiting --predict b
  flowcast lesson mine.toml                    a scenario of your own with a [lesson]";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  flowcast schema > scenario.schema.json
  flowcast schema --of results";

/// Forecasts the flow of service work: who waits, which promises are kept, and what a change would do.
#[derive(Clone, Debug, Parser)]
#[command(name = "flowcast", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Colours: on terminals that show them, always, or never
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How much is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Loudness {
    /// Errors only.
    Quiet,
    /// Results, warnings, progress.
    #[default]
    Usual,
    /// What is being done, too.
    Verbose,
}

/// What can be done.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Simulate a scenario many times and report what to expect
    #[command(after_help = RUN_EXAMPLES)]
    Run(Run),
    /// Read a scenario, find every fault, and say what was understood
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Run variants of a scenario against today, on the same luck
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(Compare),
    /// Find the cheapest roster that keeps every promise
    #[command(after_help = staff::EXAMPLES)]
    Staff(Box<Staff>),
    /// Tell one item's journey: who held it, why it waited, when its clocks ran
    #[command(after_help = STORY_EXAMPLES)]
    Story(Story),
    /// Write a scenario to begin with
    #[command(after_help = NEW_EXAMPLES)]
    New(New),
    /// Ask a question about flow, take a prediction, and show what happens
    #[command(after_help = LESSON_EXAMPLES)]
    Lesson(LessonArguments),
    /// List the 34 management practices: which settings each drives, or that it groups hours only
    Practices,
    /// Print the JSON Schema of scenarios or of results
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema(Schema),
}

impl Command {
    /// How much the command is to tell.
    pub fn loudness(&self) -> Loudness {
        match self {
            Command::Run(it) => it.telling.loudness(),
            Command::Compare(it) => it.telling.loudness(),
            Command::Staff(it) => it.telling.loudness(),
            Command::Check(_)
            | Command::Story(_)
            | Command::New(_)
            | Command::Lesson(_)
            | Command::Practices
            | Command::Schema(_) => Loudness::Usual,
        }
    }
}

/// `flowcast run`.
#[derive(Clone, Debug, Args)]
pub struct Run {
    /// The scenario, a TOML file
    pub scenario: PathBuf,
    /// Run this variant of the scenario
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Change a value of the scenario for this run; may be given several times
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
    /// Tell by the exit code whether promises are kept: 0 all kept, 1 one missed, 3 undecided
    #[arg(long)]
    pub check: bool,
    /// Single items.
    #[command(flatten)]
    pub items: Items,
    /// How it is done.
    #[command(flatten)]
    pub doing: Doing,
    /// What is told.
    #[command(flatten)]
    pub telling: Telling,
}

/// Files of single items.
#[derive(Clone, Debug, Args)]
pub struct Items {
    /// Write items.csv too: a row for each item of the first run, or of the first N
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "1", value_parser = first_runs)]
    pub items: Option<u32>,
    /// Write items.xes too: an event log for process mining of the first run, or of the first N
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "1", value_parser = first_runs)]
    pub xes: Option<u32>,
}

/// `flowcast story`.
#[derive(Clone, Debug, Args)]
pub struct Story {
    /// The scenario, a TOML file
    pub scenario: PathBuf,
    /// The item of this id, as in incident-1042
    #[arg(long, value_name = "ID", group = "which")]
    pub item: Option<String>,
    /// The item that overran a promise most: this promise, or any; the default
    #[arg(long, value_name = "PROMISE", num_args = 0..=1, default_missing_value = "", group = "which")]
    pub worst: Option<String>,
    /// An item of this demand that took as long as half of them do
    #[arg(long, value_name = "DEMAND", group = "which")]
    pub typical: Option<String>,
    /// The item that was open longest: of this demand, or of any
    #[arg(long, value_name = "DEMAND", num_args = 0..=1, default_missing_value = "", group = "which")]
    pub longest: Option<String>,
    /// Which replication
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = replications)]
    pub replication: u32,
    /// Seed of every random number [default: the scenario's]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Tell of this variant of the scenario
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Change a value of the scenario first; may be given several times
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
    /// Print the record as JSON
    #[arg(long)]
    pub json: bool,
}

/// `flowcast new`.
#[derive(Clone, Debug, Args)]
pub struct New {
    /// The file to write, as in desk.toml
    #[arg(required_unless_present = "list")]
    pub name: Option<PathBuf>,
    /// What to begin with
    #[arg(long, value_name = "NAME", default_value = "desk")]
    pub template: String,
    /// List the templates
    #[arg(long)]
    pub list: bool,
}

/// `flowcast check`.
#[derive(Clone, Debug, Args)]
pub struct Check {
    /// The scenario, a TOML file
    pub scenario: PathBuf,
    /// Check this variant of the scenario
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Change a value of the scenario first; may be given several times
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
}

/// `flowcast compare`.
#[derive(Clone, Debug, Args)]
pub struct Compare {
    /// The scenario, a TOML file
    pub scenario: PathBuf,
    /// Compare this variant and not all of them; may be given several times
    #[arg(long = "variant", value_name = "NAME")]
    pub variants: Vec<String>,
    /// One more variant that changes this value; may be given several times
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
    /// How it is done.
    #[command(flatten)]
    pub doing: Doing,
    /// What is told.
    #[command(flatten)]
    pub telling: Telling,
}

/// `flowcast schema`.
#[derive(Clone, Debug, Args)]
pub struct Schema {
    /// What the schema describes
    #[arg(long, value_enum, default_value_t = Subject::Scenario)]
    pub of: Subject,
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// Scenario files, for editors that complete fields
    Scenario,
    /// results.json of `flowcast run`
    Results,
    /// comparison.json of `flowcast compare`
    Comparison,
    /// staffing.json of `flowcast staff`
    Staffing,
    /// What `flowcast lesson --json` prints
    Lesson,
}

/// How runs are done, and where their outputs go.
#[derive(Clone, Debug, Default, Args)]
pub struct Doing {
    /// Folder for the outputs [default: output/ and the scenario's name]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Seed of every random number [default: the scenario's]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How many times the scenario is run [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = replications)]
    pub replications: Option<u32>,
    /// Run until a figure is as sure, at most 1,000 times: "5% of p1", "30m of lead time of incident"
    #[arg(long, value_name = "WIDTH of FIGURE", value_parser = precision, conflicts_with = "replications")]
    pub precision: Option<Precision>,
    /// Threads that do the work; results do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
}

impl Doing {
    /// What it changes in a scenario, as overrides.
    pub fn overrides(&self) -> Vec<String> {
        let overrides = self.precision.iter().map(|asked| {
            // What JSON calls a string is one for TOML, too.
            let [width, figure] = [&asked.width, &asked.figure].map(|text| serde_json::Value::from(text.as_str()));
            format!("run.replications={{ precision = {width}, of = {figure} }}")
        });
        overrides.collect()
    }
}

/// How sure a figure is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Precision {
    /// Half width of its interval, as a scenario says it.
    pub width: String,
    /// The figure.
    pub figure: String,
}

/// What is told, and how.
#[derive(Clone, Debug, Args)]
pub struct Telling {
    /// Print the results as JSON instead of the summary
    #[arg(long)]
    pub json: bool,
    /// Print nothing but errors
    #[arg(short, long, conflicts_with_all = ["json", "verbose"])]
    pub quiet: bool,
    /// Say on standard error what is being done
    #[arg(short, long)]
    pub verbose: bool,
}

impl Telling {
    fn loudness(&self) -> Loudness {
        match (self.quiet, self.verbose) {
            (true, _) => Loudness::Quiet,
            (false, true) => Loudness::Verbose,
            (false, false) => Loudness::Usual,
        }
    }
}

fn replications(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(count @ 1..=1_000_000) => Ok(count),
        Ok(0) => Err("without a run there is nothing to report; 30 and more give honest intervals".to_owned()),
        _ => Err("a whole number from 1 to 1,000,000 is expected".to_owned()),
    }
}

fn precision(text: &str) -> Result<Precision, String> {
    match text.split_once(" of ") {
        Some((width, figure)) if !width.trim().is_empty() && !figure.trim().is_empty() => Ok(Precision {
            width: width.trim().to_owned(),
            figure: figure.trim().to_owned(),
        }),
        _ => Err("a half width and a figure are expected, such as \"5% of p1\"".to_owned()),
    }
}

fn first_runs(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(count @ 1..=1_000_000) => Ok(count),
        Ok(0) => Err("leave it out to write none".to_owned()),
        _ => Err("a number of runs is expected; the scenario stands before this option".to_owned()),
    }
}

pub(super) fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count @ 1..=1024) => Ok(count),
        Ok(0) => Err("somebody has to do the work; leave it out for one thread for each core".to_owned()),
        _ => Err("a whole number from 1 to 1,024 is expected".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }

    #[test]
    fn a_precision_is_an_override() {
        let asked = |text| {
            super::precision(text).map(|precision| {
                let doing = super::Doing {
                    precision: Some(precision),
                    ..super::Doing::default()
                };
                doing.overrides()
            })
        };
        assert_eq!(
            asked("30m of lead time of \"odd\""),
            Ok(vec![
                r#"run.replications={ precision = "30m", of = "lead time of \"odd\"" }"#.to_owned()
            ])
        );
        assert!(asked("5%").is_err() && asked(" of p1").is_err());
    }
}
