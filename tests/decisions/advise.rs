//! Advice finds what is planted, wherever it is and whatever it is called, and says where there is nothing.

use std::sync::atomic::{AtomicBool, Ordering};

use flowcast::experiment::{AdviceQuestion, Means, Progress, advise};
use flowcast::results::advice::{Advice, Family, LeverResult, LeverVerdict};

use crate::desk::{DESK, Notebook, Texts, on_threads};

/// Tools that do a part of the work.
const TOOLS: [Family; 2] = [Family::WorkHalved, Family::StepAutomated];
/// Letters from which names are made.
const SYLLABLES: [&str; 12] = [
    "ba", "ko", "ri", "mu", "te", "sol", "van", "ix", "lo", "pern", "gra", "ul",
];

/// An organisation of three streams, each done by a team of its own in two steps; all of them have time to spare. Names are drawn.
struct Organisation {
    seed: u64,
    /// Which stream has the fault.
    place: usize,
}

/// What is wrong with it.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    /// Nothing.
    None,
    /// An approval that stops nothing and takes three days.
    Approval,
    /// A team that is busy for 97 % of its time.
    Busy,
}

impl Organisation {
    /// A name that looks like no other of the same organisation.
    fn name(&self, number: usize) -> String {
        let mut key = self
            .seed
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(number as u64 * 77_003);
        let mut name = String::new();
        for _ in 0..3 {
            key = key
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            name.push_str(SYLLABLES[(key >> 33) as usize % SYLLABLES.len()]);
        }
        format!("{name}{number}")
    }

    fn team(&self, place: usize) -> String {
        self.name(10 + place)
    }

    fn route(&self) -> String {
        self.name(90)
    }

    fn text(&self, fault: Fault) -> String {
        let mut text = format!(
            "title = \"{}\"\nstart = 2027-01-04\nduration = \"8 weeks\"\n[hours]\n{} = \"Mon-Fri 08:00-18:00\"\n[run]\nwarm_up = \"3 \
             weeks\"\nreplications = 60\nseed = {}\n",
            self.name(0),
            self.name(1),
            self.seed
        );
        for place in 0..3 {
            let (team, demand, stream) = (self.team(place), self.name(20 + place), self.name(30 + place));
            let faulty = |what: Fault| fault == what && place == self.place;
            // Four people have 200 hours a week. Each item takes an hour and a half.
            let per_week = if faulty(Fault::Busy) { 0.97 * 200.0 / 1.5 } else { 40.0 };
            let people = self.name(1);
            text += &format!("[team.{team}]\npeople = {{ {people} = 4 }}\n");
            text += &format!(
                "[demand.{demand}]\nkind = \"value\"\nstream = \"{stream}\"\narrivals = {{ per_week = {per_week}, split = {{ {people} = \
                 \"100%\" }} }}\nfails = \"5%\"\n"
            );
            let approval = faulty(Fault::Approval);
            text += &step(&stream, &self.name(40 + place), &team, "88m", approval);
            text += &step(&stream, &self.name(50 + place), &team, "2m", false);
            text += &format!(
                "[promise.{}]\nfor = {{ demand = \"{demand}\" }}\nresolve = \"2 working days\"\nclock = \"{people}\"\ntarget = \"90%\"\n",
                self.name(60 + place)
            );
        }
        if fault == Fault::Approval {
            let (policy, route) = (self.name(80), self.route());
            text += &format!(
                "[governance]\npolicy = \"{policy}\"\n[policy.{policy}]\nrules = [{{ route = \"{route}\" }}]\n"
            );
            text += &format!("[route.{route}]\nautomated = \"3 days\"\ncatches_bad = \"0%\"\n");
        }
        text
    }
}

fn step(stream: &str, name: &str, team: &str, effort: &str, approval: bool) -> String {
    let approval = if approval { "approval = true\n" } else { "" };
    format!(
        "[[stream.{stream}.step]]\nname = \"{name}\"\nactivity = \"deliver_and_support\"\npractice = \"service desk\"\nteam = \
         \"{team}\"\neffort = {{ exponential = {{ mean = \"{effort}\" }} }}\n{approval}"
    )
}

fn question(replications: u32) -> AdviceQuestion {
    AdviceQuestion {
        variant: None,
        replications,
        first: None,
        hours: false,
    }
}

fn advice(text: &str, question: &AdviceQuestion, threads: usize) -> Advice {
    let found = on_threads(threads, |means| {
        advise(&Texts(text), question, &mut Notebook::default(), means)
    });
    found.expect("it can be run").expect("nobody stops it")
}

/// Levers that are recommended.
fn recommended(advice: &Advice) -> Vec<&LeverResult> {
    let useful = [LeverVerdict::Helps, LeverVerdict::Saves];
    advice
        .levers
        .iter()
        .filter(|lever| useful.contains(&lever.verdict))
        .collect()
}

#[test]
fn an_approval_that_stops_nothing_and_costs_three_days_is_found() {
    for (seed, place) in [(1, 2), (2, 0), (3, 1)] {
        let organisation = Organisation { seed, place };
        let found = advice(&organisation.text(Fault::Approval), &question(30), 2);
        let first = recommended(&found)
            .first()
            .copied()
            .unwrap_or_else(|| panic!("seed {seed}: nothing helps"));
        assert_eq!(first.family, Family::ApprovalRemoved, "seed {seed}: {}", first.name);
        assert!(first.name.contains(&organisation.route()), "{}", first.name);
        let lead_time = first
            .lead_times
            .iter()
            .find(|it| it.name == organisation.name(20 + place));
        let saved = lead_time.map(|it| -it.difference.value).expect("a lead time");
        assert!(
            (72.0..=100.0).contains(&saved),
            "seed {seed}: three days and the weekends they lead into, not {saved} hours"
        );
        let worth = first.worth_keeping.as_ref().expect("what it must be good for");
        let break_even = worth.break_even.as_ref().expect("which share it must catch");
        assert_eq!(
            break_even.answer,
            flowcast::results::break_even::BreakEvenAnswer::Never,
            "failures cost nothing here"
        );
        assert_eq!(break_even.stated, Some(0.0));
    }
}

#[test]
fn a_team_that_is_busy_for_97_percent_is_found() {
    for (seed, place) in [(4, 0), (5, 2), (6, 1)] {
        let organisation = Organisation { seed, place };
        let found = advice(&organisation.text(Fault::Busy), &question(30), 2);
        let team = organisation.team(place);
        let useful = recommended(&found);
        let first = useful.first().unwrap_or_else(|| panic!("seed {seed}: nothing helps"));
        assert!(
            first.name.contains(&team) || first.team.as_ref() == Some(&team),
            "seed {seed}: {}",
            first.name
        );
        let more = useful
            .iter()
            .any(|it| it.family == Family::PersonMore && it.team.as_ref() == Some(&team));
        assert!(more, "seed {seed}: one person more on {team} is among what helps");
        // Nobody else needs anything.
        for lever in useful.iter().filter(|lever| lever.family == Family::PersonMore) {
            assert_eq!(lever.team.as_ref(), Some(&team), "seed {seed}: {}", lever.name);
        }
        // A tool for a step of two minutes is useless wherever people have time to spare.
        for step in (0..3)
            .filter(|it| *it != place)
            .map(|place| organisation.name(50 + place))
        {
            for family in TOOLS {
                let mut levers = found.levers.iter();
                let tool = levers.find(|it| it.family == family && it.name.contains(&step));
                let verdict = tool.expect("a tool for every step").verdict;
                let useful = [LeverVerdict::Helps, LeverVerdict::Saves].contains(&verdict);
                assert!(!useful, "seed {seed}: {step} {family:?} {verdict:?}");
            }
        }
    }
}

/// A tool that does half of an hour and a half does make it shorter: that is no fault of anything.
fn is_for_long_work(lever: &LeverResult, organisation: &Organisation) -> bool {
    let mut steps = (0..3).map(|place| organisation.name(40 + place));
    TOOLS.contains(&lever.family) && steps.any(|step| lever.name.contains(&step))
}

#[test]
fn where_nothing_is_wrong_nothing_is_advised_but_what_makes_work_shorter() {
    for seed in [7, 8, 9] {
        let organisation = Organisation { seed, place: 0 };
        let found = advice(&organisation.text(Fault::None), &question(30), 2);
        // A tool that does half of all work halves the time that items spend at work: that is no fault, and no advice on people.
        let others = recommended(&found)
            .into_iter()
            .filter(|it| !is_for_long_work(it, &organisation));
        let names: Vec<&str> = others.map(|it| it.name.as_str()).collect();
        assert!(names.is_empty(), "seed {seed}: {names:?}");
    }
}

#[test]
fn threads_change_nothing_and_neither_does_an_interruption() {
    let text = DESK.to_owned();
    let question = AdviceQuestion {
        hours: true,
        ..question(5)
    };
    let one = advice(&text, &question, 1);
    assert_eq!(one, advice(&text, &question, 2));
    assert_eq!(one, advice(&text, &question, 7));
    let mut memory = Notebook::default();
    let mut run = |stop_at: u32| {
        let stop = AtomicBool::new(false);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(2)
            .build()
            .expect("a pool can be built");
        let mut progress = |progress: Progress| {
            if progress.done >= stop_at {
                stop.store(true, Ordering::Relaxed);
            }
        };
        let mut means = Means {
            pool: &pool,
            stop: &stop,
            progress: &mut progress,
        };
        advise(&Texts(&text), &question, &mut memory, &mut means).expect("it can be run")
    };
    for stop_at in [3, 12, 90] {
        let cut = run(stop_at);
        assert!(cut.is_none_or(|cut| cut.procedure.interrupted), "stopped at {stop_at}");
    }
    assert_eq!(run(u32::MAX), Some(one));
}

#[test]
fn one_more_hour_buys_most_where_work_waits() {
    let organisation = Organisation { seed: 11, place: 2 };
    let question = AdviceQuestion {
        hours: true,
        ..question(30)
    };
    let found = advice(&organisation.text(Fault::Busy), &question, 2);
    let next = found.next_hour.expect("hours were tried");
    let best = next
        .cells
        .iter()
        .min_by(|one, other| one.per_hour.value.total_cmp(&other.per_hour.value));
    let best = best.expect("there are hours");
    assert_eq!(best.team, organisation.team(2), "{best:?}");
    assert!(best.clear && best.per_hour.value < 0.0);
    // Every team works five days of ten hours; each stretch lies in them.
    for cell in &next.cells {
        assert!(cell.day < 5 && cell.from >= 8.0 && cell.to <= 18.0, "{cell:?}");
    }
    let hours: f64 = next.cells.iter().map(|cell| cell.to - cell.from).sum();
    assert!((hours - 150.0).abs() < 1e-9, "all hours of three teams, not {hours}");
}
