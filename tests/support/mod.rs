//! What every test of behaviour needs: a scenario read from text, run, and its program.

use std::sync::atomic::AtomicBool;

use flowcast::diagnostic::{Sources, Style};
use flowcast::engine::Program;
use flowcast::experiment::{Forecast, Watch, forecast};
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

/// Reads a scenario with a variant or overrides.
pub fn model_of(text: &str, choice: &Choice) -> Model {
    let mut sources = Sources::default();
    let file = sources.add("scenario.toml", text);
    match scenario::read(&mut sources, file, choice) {
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

/// Runs a model to the end.
#[allow(dead_code)]
pub fn run(model: &Model) -> Forecast {
    let stop = AtomicBool::new(false);
    let mut watch = Watch {
        progress: &mut |_| {},
        stop: &stop,
    };
    forecast(model, &Identity::default(), &mut watch).expect("it is not stopped")
}
