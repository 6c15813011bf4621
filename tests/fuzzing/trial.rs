//! What is done with a text that may be anything: it is read, everything told of it is put into words, and what can run is run
//! for some days.

use std::collections::BTreeMap;

use flowcast::diagnostic::{Diagnostic, Sources, Style};
use flowcast::engine::{Program, World};
use flowcast::measures::{Gathered, Identity, Plan, Tally, summarise};
use flowcast::model::Model;
use flowcast::observation::{Ending, Observer, Subject, Waited};
use flowcast::report::terminal::{Beside, TerminalStyle, summary};
use flowcast::report::{html, json, plots, tables};
use flowcast::results::Results;
use flowcast::scenario::{self, Choice, Scenario, load};
use flowcast::time::{DAY, Instant, Span, WEEK};

/// Items that a trial expects at most, by the length of the run.
const ITEMS: f64 = 2_000.0;
/// Items that may be open at once in a trial.
const OPEN: usize = 5_000;
/// What may happen in one instant of a trial: more than all that is open going through every step many times.
const EVENTS_IN_AN_INSTANT: u64 = 5_000_000;
/// What may happen in a trial; one that is busier is ended.
const EVENTS: u64 = 20_000_000;

/// A text with the files beside it, and what is chosen of it.
pub struct Input {
    /// The scenario.
    pub text: String,
    /// Files by name.
    pub files: BTreeMap<String, String>,
    /// Variant and overrides.
    pub choice: Choice,
}

/// Reads an input and tells all that there is to tell; what can run is returned.
pub fn read(input: &Input) -> Option<Scenario> {
    let mut sources = Sources::default();
    let file = sources.add("scenario.toml", input.text.as_str());
    let read = scenario::read_beside(&mut sources, file, &input.choice, &input.files);
    let tell = |all: &[Diagnostic]| {
        for one in all {
            for style in [Style::Plain, Style::Coloured] {
                assert!(one.render(&sources, style).ends_with('\n'), "a message ends its line");
            }
            let labels = one.mark.iter().chain(&one.more).map(|mark| &mark.label);
            for words in labels.chain([&one.message]) {
                assert!(
                    !is_row_of_digits(words) || is_row_of_digits(&input.text),
                    "nobody reads this number: {words}"
                );
            }
        }
    };
    match read {
        Ok(scenario) => {
            tell(&scenario.warnings);
            Some(scenario)
        }
        Err(faults) => {
            assert!(faults.iter().any(Diagnostic::is_error), "what cannot run has a fault");
            tell(&faults);
            None
        }
    }
}

/// Whether a number in a text has more digits than anybody reads.
fn is_row_of_digits(text: &str) -> bool {
    let mut digits = 0;
    text.chars().any(|letter| {
        digits = if letter.is_ascii_digit() { digits + 1 } else { 0 };
        digits > 25
    })
}

/// How a run in a trial ended: it is thrown where it is too long.
pub struct TooLong;

/// Runs a scenario for some days and puts what came of it into words.
///
/// # Panics
/// Where the engine or a measure does, where time stands still, or where more items are open than may be; with [`TooLong`] where
/// the run is only too busy.
pub fn run(scenario: &Scenario) {
    let mut model = scenario.model.clone();
    shorten(&mut model);
    let mut program = Program::new(&model);
    program.most_open = OPEN;
    let plan = Plan::new(&model, &program);
    let mut gathered = Gathered::new(&program, &plan);
    let mut world = World::new(&program);
    for replication in 0..u64::from(model.run.replications) {
        let mut watch = Watch::default();
        world.run(model.run.seed, replication, &mut watch);
        assert!(watch.open <= OPEN as i64, "{} items are open", watch.open);
        let mut tally = Tally::new(&program, &plan);
        world.run(model.run.seed, replication, &mut tally);
        gathered.add(tally.take());
    }
    let results = summarise(&model, &program, &plan, &gathered, &Identity::default()).results;
    tell(&results);
}

/// Puts results into words, tables and pictures.
fn tell(results: &Results) {
    let style = TerminalStyle {
        width: 80,
        colour: false,
        unicode: true,
    };
    let told = summary(results, &style, &Beside::default());
    assert!(!told.contains("NaN"), "a figure is no number:\n{told}");
    let (json, kpis, series) = (
        json::results_json(results),
        tables::kpis_csv(&[("today", results)]),
        tables::series_csv(&[("today", results)]),
    );
    assert!(!json.is_empty() && !kpis.is_empty() && !series.is_empty());
    // Pages take longer than all else together, so one in eight is looked at, which is as random as the figures are.
    if json.len() % 8 == 0 {
        let page = html::report(results);
        assert!(page.trim_end().ends_with("</html>"), "the page is whole");
        assert!(plots::plots(results).iter().all(|plot| !plot.svg.contains("NaN")));
    }
}

/// At most some days, and fewer where much is to arrive.
fn shorten(model: &mut Model) {
    let rate: f64 = load::items_per_week(model).iter().sum();
    let busy = Span((ITEMS / rate.max(1e-9) * WEEK as f64).min((5 * DAY) as f64) as i64);
    let run = &mut model.run;
    run.counted = run.counted.min(busy).max(Span(1));
    run.warm_up = run.warm_up.min(Span(run.counted.ticks() / 2));
    run.automatic_warm_up = false;
    run.precision = None;
    run.replications = run.replications.min(2);
}

/// Counts what happens, so that a run that would never end is found without a clock.
#[derive(Default)]
struct Watch {
    now: Option<Instant>,
    in_this_instant: u64,
    in_all: u64,
    open: i64,
}

impl Watch {
    fn hear(&mut self, now: Instant) {
        if self.now != Some(now) {
            assert!(self.now <= Some(now), "time goes back");
            self.now = Some(now);
            self.in_this_instant = 0;
        }
        self.in_this_instant += 1;
        self.in_all += 1;
        assert!(
            self.in_this_instant < EVENTS_IN_AN_INSTANT,
            "time stands still at {now:?}"
        );
        if self.in_all > EVENTS {
            std::panic::resume_unwind(Box::new(TooLong));
        }
    }
}

impl Observer for Watch {
    fn arrived(&mut self, now: Instant, _: &Subject) {
        self.open += 1;
        self.hear(now);
    }
    fn was_open(&mut self, now: Instant, _: &Subject, _: Option<Instant>) {
        self.open += 1;
        self.hear(now);
    }
    fn waits(&mut self, now: Instant, _: &Subject, _: u32) {
        self.hear(now);
    }
    fn started(&mut self, now: Instant, _: &Subject, _: u32, waited: Waited) {
        assert!(
            waited.queue >= 0 && waited.off_shift >= 0,
            "nobody waits less than no time"
        );
        self.hear(now);
    }
    fn ended(&mut self, now: Instant, item: &Subject, ending: Ending<'_>) {
        self.open -= 1;
        let parts: i64 = ending.parts().iter().flatten().sum();
        assert_eq!(parts, (now - item.arrived).ticks(), "the parts add up to lead time");
        self.hear(now);
    }
}
