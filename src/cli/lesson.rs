//! `flowcast lesson`: a question, a prediction, a run, and what happened.

use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;

use super::arguments::Doing;
use super::work::{self, Interruption};
use super::workshop::ScenarioWorkshop;
use super::{Exit, Failure, Terminal, run, scenario_file};
use crate::diagnostic::Diagnostic;
use crate::experiment::{self, Description, Observed, Workshop};
use crate::report::{json, lesson as telling};
use crate::results::{LessonChoice, LessonResult};
use crate::scenario::lesson::Figure;
use crate::scenario::{Choice, Lesson, nearest};

/// `flowcast lesson`.
#[derive(Clone, Debug, Args)]
pub struct LessonArguments {
    /// The lesson, or a scenario of your own with a `[lesson]`; all are listed where it is left out
    pub name: Option<String>,
    /// Your prediction, a letter; asked for on a terminal
    #[arg(long, value_name = "LETTER")]
    pub predict: Option<char>,
    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
    /// Threads that do the work [default: one for each core]
    #[arg(long, value_name = "N", value_parser = super::arguments::threads)]
    pub threads: Option<usize>,
}

/// A lesson that comes with the program.
struct Shipped {
    name: &'static str,
    text: &'static str,
}

macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        &[$(Shipped { name: $name, text: include_str!(concat!("../../scenarios/lessons/", $name, ".toml")) }),+]
    };
}

/// In the order in which they are best taken.
const LESSONS: &[Shipped] = shipped![
    "busy-and-waiting",
    "one-queue-or-two",
    "a-person-in-the-wrong-place",
    "the-weekly-board",
    "work-in-progress",
    "a-limit-too-low",
    "failure-demand",
    "judged-by-noise",
];

/// Lists the lessons, or asks one, runs it and tells what happened.
pub fn lesson(arguments: &LessonArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let Some(name) = &arguments.name else {
        terminal.print(&list()?)?;
        return Ok(Exit::Done);
    };
    let doing = Doing {
        threads: arguments.threads,
        ..Doing::default()
    };
    let (path, text) = find(name)?;
    let workshop = ScenarioWorkshop::of(&path, text, Choice::default(), &doing);
    // What would be warned of is what the lesson is about.
    let (scenario, _) = workshop.scenario(&Choice::default())?;
    let Some(lesson) = scenario.lesson.clone() else {
        let fault = Diagnostic::error(format!("`{}` asks nothing: it has no `[lesson]`", path.display()));
        return Err(fault
            .help("the lessons that come with flowcast are listed by `flowcast lesson`")
            .into());
    };
    let mut result = asked(&scenario.model.title, &lesson);
    if !arguments.json {
        terminal.print(&telling::question(&result, &terminal.style))?;
    }
    result.predicted = match arguments.predict {
        Some(letter) => Some(place(letter, &lesson)?),
        None if arguments.json => None,
        None => match prediction(&lesson, terminal)? {
            Some(place) => Some(place),
            None => return Ok(Exit::Done),
        },
    };
    let interruption = Interruption::listen(terminal)?;
    let Some(observed) = observed(&workshop, &lesson, &interruption, terminal)? else {
        return Ok(run::stopped_early(terminal));
    };
    take(&mut result, &lesson, observed)?;
    result.replications = scenario.model.run.replications;
    terminal.print(&match arguments.json {
        true => json::lesson_json(&result),
        false => telling::answer(&result, &terminal.style),
    })?;
    Ok(Exit::Done)
}

/// Where a lesson is, and its text: one that comes with the program, or a file.
fn find(name: &str) -> Result<(PathBuf, String), Failure> {
    if let Some(shipped) = LESSONS.iter().find(|shipped| shipped.name == name) {
        return Ok((PathBuf::from(format!("{name}.toml")), shipped.text.to_owned()));
    }
    let path = Path::new(name);
    if path.exists() || name.ends_with(".toml") {
        return Ok((path.to_owned(), scenario_file::read(path)?));
    }
    let fault = Diagnostic::error(format!("there is no lesson `{name}`"));
    let names = || LESSONS.iter().map(|shipped| shipped.name);
    Err(match nearest::name(name, names()) {
        Some(near) => fault.help(format!("a lesson with a similar name exists: `{near}`")),
        None => fault.help(format!("there are {}", nearest::list(names()))),
    }
    .into())
}

fn list() -> Result<String, Failure> {
    let doing = Doing::default();
    let widest = LESSONS.iter().map(|shipped| shipped.name.len()).max().unwrap_or(0);
    let mut text = "Lessons, each a question that a run answers:\n".to_owned();
    for shipped in LESSONS {
        let path = PathBuf::from(format!("{}.toml", shipped.name));
        let workshop = ScenarioWorkshop::of(&path, shipped.text.to_owned(), Choice::default(), &doing);
        let (scenario, _) = workshop.scenario(&Choice::default())?;
        text.push_str(&format!("  {:widest$}   {}\n", shipped.name, scenario.model.title));
    }
    text.push_str("Take one with `flowcast lesson NAME`.\n");
    Ok(text)
}

/// The lesson before it is run.
fn asked(title: &str, lesson: &Lesson) -> LessonResult {
    let end = |end: f64| Some(end).filter(|end| end.is_finite());
    let choices = lesson.choices.iter().map(|choice| LessonChoice {
        says: choice.says.clone(),
        from: end(choice.from),
        below: end(choice.below),
    });
    LessonResult {
        title: title.to_owned(),
        question: lesson.question.clone(),
        choices: choices.collect(),
        variant: lesson.variant.clone(),
        because: lesson.because.clone(),
        next: lesson.next.clone(),
        ..LessonResult::default()
    }
}

/// The place of a choice by its letter.
fn place(letter: char, lesson: &Lesson) -> Result<usize, Failure> {
    let place = (letter.to_ascii_lowercase() as usize).checked_sub('a' as usize);
    place.filter(|&place| place < lesson.choices.len()).ok_or_else(|| {
        let last = char::from(b'a' + (lesson.choices.len() - 1) as u8);
        let fault = Diagnostic::error(format!("there is no choice `{letter}`"));
        fault.help(format!("choose a letter from a to {last}")).into()
    })
}

/// Asks for a prediction; none where nobody is there to give one.
fn prediction(lesson: &Lesson, terminal: &Terminal) -> Result<Option<usize>, Failure> {
    if !io::stdin().is_terminal() {
        terminal
            .print("Say what you predict, then see what happens: give it with `--predict`, as in `--predict a`.\n")?;
        return Ok(None);
    }
    loop {
        terminal.print("What do you predict? ")?;
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line).unwrap_or(0);
        if read == 0 {
            return Ok(None);
        }
        match line.trim().chars().next().map(|letter| place(letter, lesson)) {
            Some(Ok(place)) => return Ok(Some(place)),
            Some(Err(fault)) => terminal.tell(&fault),
            None => {}
        }
    }
}

fn observed(
    workshop: &ScenarioWorkshop<'_>,
    lesson: &Lesson,
    interruption: &Interruption,
    terminal: &Terminal,
) -> Result<Option<Observed>, Failure> {
    // Both have been read without a fault, the variant with the scenario.
    let fault = |unfit: experiment::Unfit| Failure::from(Diagnostic::error(unfit.faults.join("; ")));
    let today = workshop.contender("today", &[]).map_err(fault)?;
    let variant = match &lesson.variant {
        Some(name) => Some(workshop.of_variant(name).contender(name, &[]).map_err(fault)?),
        None => None,
    };
    let figures: Vec<Description> = [&lesson.figure]
        .into_iter()
        .chain(&lesson.shows)
        .map(described)
        .collect();
    let total = today.candidate.model.run.replications * (1 + u32::from(variant.is_some()));
    work::with_means(workshop.doing().threads, total, interruption, terminal, |means| {
        experiment::observe(&today, variant.as_ref(), &figures, means)
    })
}

fn described(figure: &Figure) -> Description {
    Description::measure(&figure.measure)
        .by(&figure.by)
        .of(&figure.name)
        .statistic(&figure.statistic)
}

/// Takes what was observed, and which choice that makes right.
fn take(result: &mut LessonResult, lesson: &Lesson, observed: Observed) -> Result<(), Failure> {
    let asked = [&lesson.figure].into_iter().chain(&lesson.shows);
    let mut figures = Vec::new();
    for (figure, seen) in asked.zip(observed.figures) {
        figures.push(seen.ok_or_else(|| unknown(figure))?);
    }
    let mut figures = figures.into_iter();
    result.figure = figures.next();
    result.shows = figures.collect();
    let interval = result.told().and_then(|told| Some((told.low?, told.high?)));
    result.right = interval.and_then(|(low, high)| {
        let mut choices = lesson.choices.iter();
        choices.position(|choice| choice.from <= low && high < choice.below)
    });
    Ok(())
}

fn unknown(figure: &Figure) -> Failure {
    let Figure {
        measure,
        by,
        name,
        statistic,
    } = figure;
    Diagnostic::error(format!("no figure is `{measure}` by {by} of `{name}`, {statistic}"))
        .help("`flowcast run` writes all figures with their labels into kpis.csv; percentiles cannot be told as so many times")
        .into()
}
