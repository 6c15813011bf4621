//! Small traces of the known results, to the tick, a minute for a unit.

use flowcast::engine::World;
use flowcast::observation::{Ending, Observer, Subject, Waited};
use flowcast::time::{Instant, MINUTE};

use crate::harness::{heading, step};
use crate::support;

/// What a trace is asked for, in minutes.
#[derive(Default)]
struct Trace {
    waits: Vec<f64>,
    /// Demand by class, and when it ended.
    ends: Vec<(u32, f64)>,
    /// Arrival and leaving.
    abandoned: Vec<(f64, f64)>,
}

fn minutes(at: Instant) -> f64 {
    at.ticks() as f64 / MINUTE as f64
}

impl Observer for Trace {
    fn started(&mut self, _: Instant, _: &Subject, _: u32, waited: Waited) {
        self.waits
            .push((waited.queue + waited.off_shift) as f64 / MINUTE as f64);
    }
    fn abandoned(&mut self, now: Instant, of: &Subject, _: u32) {
        self.abandoned.push((minutes(of.arrived), minutes(now)));
    }
    fn ended(&mut self, now: Instant, of: &Subject, ending: Ending<'_>) {
        if ending.completed {
            self.ends.push((of.class, minutes(now)));
        }
    }
}

fn trace(text: &str) -> Trace {
    let (model, program) = support::program(text);
    let mut trace = Trace::default();
    World::new(&program).run(model.run.seed, 0, &mut trace);
    trace
}

/// A demand that arrives at these minutes, with one step at the desk.
fn task(name: &str, more: &str, effort: &str, at: &[u32], step_more: &str) -> String {
    let at: Vec<String> = at.iter().map(|at| format!("\"2027-01-04 00:{at:02}\"")).collect();
    format!(
        "[demand.{name}]\nkind = \"value\"\nstream = \"{name}\"\narrivals = {{ at = [{}] }}\n{more}\n{}{step_more}\n",
        at.join(", "),
        step(name, "do", "desk", &format!("\"{effort}\""), "")
    )
}

/// Two come at a time; their services take 2 and 3.
#[test]
fn ciw_batch2() {
    let at = [5, 10, 12, 13, 18];
    let text = heading(60.0, 0.0, 1)
        + "[team.desk]\npeople = 1\n"
        + &task("first", "", "2m", &at, "")
        + &task("second", "", "3m", &at, "");
    // ciw_batch2/waits
    assert_eq!(trace(&text).waits, [0.0, 2.0, 0.0, 2.0, 3.0, 5.0, 7.0, 9.0, 7.0, 9.0]);
}

/// Arrivals at 2 and 5, services of 10 and 6, three servers, a horizon of 20.
#[test]
fn ciw_util3() {
    let text = heading(20.0, 0.0, 1)
        + "[team.desk]\npeople = 3\n"
        + &task("long", "", "10m", &[2], "")
        + &task("short", "", "6m", &[5], "");
    let results = support::run(&support::model(&text)).summary.results;
    let utilisation = results.teams[0].utilisation.expect("somebody worked").value;
    // ciw_util3/utilisation
    assert!((utilisation - 16.0 / 60.0).abs() < 1e-9, "{utilisation}");
}

/// An arrival every 7, service of 11, patience of 3: the second leaves at 17, the fourth at 31.
#[test]
fn ciw_renege() {
    let text = heading(31.5, 0.0, 1)
        + "[team.desk]\npeople = 1\n"
        + &task("call", "", "11m", &[7, 14, 21, 28], "patience = { lasts = \"3m\" }");
    // ciw_renege/reneged_[id,_time]
    assert_eq!(trace(&text).abandoned, [(14.0, 17.0), (28.0, 31.0)]);
}

/// Low arrives at 1 and takes 6, high at 3 and takes 10: interrupted work is resumed.
#[test]
fn ciw_preempt_modes() {
    let text = heading(60.0, 0.0, 1)
        + "[team.desk]\npeople = 1\npreempts = [\"P1\"]\n"
        + &task("low", "priority = { P2 = \"100%\" }", "6m", &[1], "")
        + &task("high", "priority = { P1 = \"100%\" }", "10m", &[3], "");
    // ciw_preempt_modes/low_completion:_restart,resume,resample: the second of them.
    assert_eq!(trace(&text).ends, [(1, 13.0), (0, 17.0)]);
}

/// A job of 10 arrives at 1; its server is there until 5 and from 9 on.
#[test]
fn ciw_shift_modes() {
    let text = heading(100.0, 0.0, 1)
        + "[hours]\nopen = \"Mon 00:00-00:05, 00:09-01:40\"\n[team.desk]\npeople = { open = 1 }\n"
        + &task("job", "", "10m", &[1], "");
    // ciw_shift_modes/completion:_restart,resume,resample: the second of them.
    assert_eq!(trace(&text).ends, [(0, 15.0)]);
}
