//! A small desk from which candidates are made, and a memory that lies in memory.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use flowcast::diagnostic::Sources;
use flowcast::experiment::{Candidate, Contender, Means, Measured, Memory, Unfit, Workshop};
use flowcast::measures::Identity;
use flowcast::scenario::{self, Choice};

/// Calls for a desk of two.
pub const DESK: &str = r#"
title    = "A desk"
start    = 2027-01-04
duration = "8 weeks"
[hours]
office = "Mon-Fri 09:00-17:00"
[team.desk]
people      = { office = 2 }
hourly_cost = 30
[demand.call]
kind     = "value"
stream   = "answer"
arrivals = { per_week = 200, split = { office = "100%" } }
[[stream.answer.step]]
name     = "answer"
activity = "engage"
practice = "service desk"
team     = "desk"
effort   = "20m"
[promise.soon]
for     = { demand = "call" }
resolve = "1h"
clock   = "office"
target  = "90%"
[run]
warm_up      = "1 week"
replications = 40
seed         = 7
"#;

/// A scenario's text from which candidates are made.
pub struct Texts<'a>(pub &'a str);

impl Workshop for Texts<'_> {
    fn contender(&self, name: &str, changes: &[String]) -> Result<Contender, Unfit> {
        let mut sources = Sources::default();
        let file = sources.add("scenario.toml", self.0);
        let choice = Choice {
            variant: None,
            sets: changes.to_vec(),
        };
        let scenario = scenario::read(&mut sources, file, &choice).map_err(|faults| Unfit {
            faults: faults.into_iter().map(|fault| fault.message).collect(),
        })?;
        Ok(Contender {
            key: format!("{:016x}", scenario.text_hash),
            candidate: Candidate {
                model: scenario.model,
                identity: Identity {
                    variant: Some(name.to_owned()),
                    ..Identity::default()
                },
            },
        })
    }
}

/// Does work on a number of threads.
pub fn on_threads<T>(threads: usize, work: impl FnOnce(&mut Means<'_>) -> T) -> T {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("a pool can be built");
    work(&mut Means {
        pool: &pool,
        stop: &AtomicBool::new(false),
        progress: &mut |_| {},
    })
}

/// Remembers for as long as it lives, and counts what it was asked to keep.
#[derive(Default)]
pub struct Notebook {
    known: BTreeMap<String, Vec<Measured>>,
    pub kept: usize,
}

impl Memory for Notebook {
    fn recall(&self, key: &str) -> Option<Vec<Measured>> {
        self.known.get(key).cloned()
    }

    fn keep(&mut self, key: &str, measured: &[Measured]) {
        self.kept += 1;
        self.known.insert(key.to_owned(), measured.to_vec());
    }
}

/// A workshop in which some changes hold for all.
pub struct Changed<'a>(pub &'a Texts<'a>, pub Vec<String>);

impl Workshop for Changed<'_> {
    fn contender(&self, name: &str, changes: &[String]) -> Result<Contender, Unfit> {
        self.0.contender(name, &[self.1.as_slice(), changes].concat())
    }
}
