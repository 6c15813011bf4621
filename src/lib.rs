//! flowcast forecasts the flow of service work: a discrete-event simulation of an organisation's value streams, teams,
//! calendars and approvals, run many times, with honest uncertainty.
//!
//! # A tour
//!
//! Data flows one way: [`scenario`] → [`model`] → [`engine`] → [`observation`] → [`measures`] → [`results`] → [`report`],
//! and [`experiment`] runs models many times. Everything below works on values in memory; only [`cli`] reads files and
//! prints.
//!
//! A scenario is TOML text. Reading it gives a [`model::Model`] in which every name is an index and every duration is in
//! ticks, or all faults at once, each with its place:
//!
//! ```
//! use flowcast::diagnostic::{Sources, Style};
//! use flowcast::scenario::{self, Choice};
//!
//! let text = r#"
//! title = "One desk"
//! start = 2027-01-04
//! duration = "4 weeks"
//! [hours]
//! office = "Mon-Fri 09:00-17:00"
//! [team.desk]
//! people = { office = 2 }
//! [demand.question]
//! kind = "information"
//! stream = "answer"
//! arrivals = { per_week = 100, split = { office = "100%" } }
//! [[stream.answer.step]]
//! name = "answer"
//! activity = "engage"
//! practice = "service desk"
//! team = "desk"
//! effort = { typical = "20m", one_in_ten_over = "1h" }
//! [promise.questions]
//! for = { demand = "question" }
//! resolve = "1 working day"
//! clock = "office"
//! target = "90%"
//! [run]
//! replications = 4
//! "#;
//! let mut sources = Sources::default();
//! let file = sources.add("desk.toml", text);
//! let scenario = scenario::read(&mut sources, file, &Choice::default()).map_err(|faults| {
//!     let told: Vec<String> = faults.iter().map(|fault| fault.render(&sources, Style::Plain)).collect();
//!     told.join("\n")
//! })?;
//! assert_eq!(scenario.model.teams[0].name, "desk");
//!
//! // An experiment is given its threads, who may stop it, and who watches it.
//! use std::sync::atomic::AtomicBool;
//! use flowcast::experiment::{self, Means};
//! use flowcast::measures::Identity;
//!
//! let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build()?;
//! let mut done = 0;
//! let forecast = experiment::forecast(
//!     &scenario.model,
//!     &Identity::default(),
//!     &mut Means {
//!         pool: &pool,
//!         stop: &AtomicBool::new(false),
//!         progress: &mut |progress| done = progress.done,
//!     },
//! )
//! .ok_or("stopped before the first replication")?;
//! assert_eq!(done, 4);
//!
//! // Results are plain documented data; every output is made from them alone.
//! let results = forecast.summary.results;
//! let kept = results.promises[0].kept.ok_or("no question fell due")?;
//! println!("{}: {:.0} % kept", results.promises[0].words, 100.0 * kept.value);
//! assert!(kept.value > 0.5 && kept.value <= 1.0);
//! assert!(flowcast::report::tables::kpis_csv(&[("today", &results)]).starts_with(b"variant,measure,"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same seed gives the same results, bit for bit, whatever the number of threads.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod cli;
pub mod diagnostic;
pub mod engine;
pub mod experiment;
pub mod journey;
pub mod measures;
pub mod model;
pub mod observation;
pub mod report;
pub mod results;
pub mod scenario;
pub mod statistics;
pub mod theory;
pub mod time;
