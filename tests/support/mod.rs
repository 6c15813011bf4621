//! What every test of behaviour needs: a scenario read from text, run, and its program.

#[allow(dead_code)]
pub mod staff;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use flowcast::diagnostic::{Sources, Style};
use flowcast::engine::Program;
use flowcast::experiment::{Forecast, Means, forecast};
use flowcast::measures::Identity;
use flowcast::model::Model;
use flowcast::scenario::{self, Choice};

/// Reads a scenario as it stands.
///
/// # Panics
/// Where it has faults, with all of them.
pub fn model(text: &str) -> Model {
    model_of(text, &Choice::default())
}

/// Reads a scenario with files beside it.
#[allow(dead_code)]
pub fn model_beside(text: &str, files: &[(&str, &str)]) -> Model {
    read(text, &Choice::default(), files)
}

/// Reads a scenario with a variant or overrides.
pub fn model_of(text: &str, choice: &Choice) -> Model {
    read(text, choice, &[])
}

fn read(text: &str, choice: &Choice, files: &[(&str, &str)]) -> Model {
    let files: BTreeMap<String, String> = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let mut sources = Sources::default();
    let file = sources.add("scenario.toml", text);
    match scenario::read_beside(&mut sources, file, choice, &files) {
        Ok(scenario) => scenario.model,
        Err(faults) => {
            let faults: Vec<String> = faults
                .iter()
                .map(|fault| fault.render(&sources, Style::Plain))
                .collect();
            panic!("{text}\n{}", faults.join("\n"))
        }
    }
}

/// A model with its program.
#[allow(dead_code)]
pub fn program(text: &str) -> (Model, Program) {
    let model = model(text);
    let program = Program::new(&model);
    (model, program)
}

/// Runs a model to the end, on as many threads as there are cores.
#[allow(dead_code)]
pub fn run(model: &Model) -> Forecast {
    run_on(model, 0)
}

/// Runs a model to the end on a number of threads.
#[allow(dead_code)]
pub fn run_on(model: &Model, threads: usize) -> Forecast {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("a pool can be built");
    let stop = AtomicBool::new(false);
    let mut means = Means {
        pool: &pool,
        progress: &mut |_| {},
        stop: &stop,
    };
    forecast(model, &Identity::default(), &mut means).expect("it is not stopped")
}
