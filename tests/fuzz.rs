//! Whatever a text holds, the reader tells what is wrong with it or hands over a model, and a model runs: no panic, no end of
//! time, no end of memory.
//!
//! Every input is a function of its number, so what fails can be done again:
//! `FLOWCAST_FUZZ_FROM=4711 FLOWCAST_FUZZ_INPUTS=1 cargo test --test fuzz`. Without these, some thousand inputs are tried.
//! `FLOWCAST_FUZZ_SHOW=1` prints them.

mod fuzzing;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use flowcast::scenario;
use fuzzing::inputs::Corpus;
use fuzzing::mutation::words;
use fuzzing::trial;
use serde_json::Value as Json;

/// How many inputs are tried where nobody says.
const INPUTS: u64 = 4_000;

fn number(name: &str, otherwise: u64) -> u64 {
    let told = std::env::var(name).ok();
    told.map_or(otherwise, |told| told.parse().expect("a whole number"))
}

/// What came of the inputs.
#[derive(Default)]
struct Tried {
    inputs: u64,
    refused: u64,
    ran: u64,
    too_long: u64,
    failed: Vec<u64>,
    /// Every word of those that ran, the parts of dotted ones for themselves.
    words: BTreeSet<String>,
}

/// The keys that the published schema knows, at any depth.
fn keys(schema: &Json, found: &mut BTreeSet<String>) {
    if let Some(properties) = schema.get("properties").and_then(Json::as_object) {
        found.extend(properties.keys().cloned());
    }
    match schema {
        Json::Object(entries) => entries.values().for_each(|inner| keys(inner, found)),
        Json::Array(entries) => entries.iter().for_each(|inner| keys(inner, found)),
        _ => {}
    }
}

/// Keys of the language that no input that ran had.
fn untried(words: &BTreeSet<String>) -> Vec<String> {
    let mut known = BTreeSet::new();
    keys(&scenario::schema(), &mut known);
    assert!(known.len() > 100, "the schema has keys");
    known.difference(words).cloned().collect()
}

/// Prints an input, so that it can be looked at.
fn show(corpus: &Corpus, number: u64) {
    let input = corpus.input(number);
    println!("{}\n# {:?}", input.text, input.choice);
}

fn try_one(corpus: &Corpus, number: u64, tried: &mut Tried) {
    let input = corpus.input(number);
    tried.inputs += 1;
    let outcome = catch_unwind(AssertUnwindSafe(|| match trial::read(&input) {
        Some(scenario) => {
            trial::run(&scenario);
            true
        }
        None => false,
    }));
    match outcome {
        Ok(true) => {
            tried.ran += 1;
            let parts = words(&input.text).into_iter().flat_map(|word| word.split('.'));
            let new = parts.filter(|word| !tried.words.contains(*word)).collect::<Vec<_>>();
            tried.words.extend(new.into_iter().map(str::to_owned));
        }
        Ok(false) => tried.refused += 1,
        Err(thrown) if thrown.is::<trial::TooLong>() => tried.too_long += 1,
        Err(_) => {
            eprintln!("input {number} failed");
            tried.failed.push(number);
        }
    }
}

#[test]
fn no_text_breaks_the_reader_or_the_engine() {
    let corpus = Corpus::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let from = number("FLOWCAST_FUZZ_FROM", 0);
    let inputs = number("FLOWCAST_FUZZ_INPUTS", INPUTS);
    let shows = std::env::var_os("FLOWCAST_FUZZ_SHOW").is_some();
    let tells = std::env::var_os("FLOWCAST_FUZZ_TELL").is_some();
    let mut tried = Tried::default();
    for number in from..from + inputs {
        if tells {
            println!("{number}");
        }
        if shows {
            show(&corpus, number);
        }
        try_one(&corpus, number, &mut tried);
    }
    let Tried {
        inputs,
        refused,
        ran,
        too_long,
        failed,
        words,
    } = tried;
    println!(
        "{inputs} inputs: {refused} refused, {ran} ran, {too_long} ended early, {} failed",
        failed.len()
    );
    assert!(failed.is_empty(), "these inputs failed: {failed:?}");
    if inputs >= INPUTS {
        // Inputs of which nearly all are refused try the engine too little, and the other way round.
        assert!(
            ran > inputs / 10 && refused > inputs / 10,
            "{ran} ran and {refused} were refused of {inputs}"
        );
        assert!(too_long < inputs / 100, "{too_long} of {inputs} were too long");
        let untried = untried(&words);
        assert!(
            untried.is_empty(),
            "keys that no input that ran had: {untried:?}; let tests/fuzzing say them"
        );
    }
}
