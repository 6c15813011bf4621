//! Each mechanism, switched on where it cannot matter, changes no bit: what happens is the same, line by line, and so is every
//! figure.
//!
//! What cannot be neutral is not tried. Absence in spells, a dependent mix and another way to say how work arrives draw from other
//! luck; an empty backlog, calls that nobody makes, branches of one and limits of nothing are refused. Orders of queues are tried
//! where no work is ever paused, because paused work goes on first of its class by priority, and first of all in other orders.

use flowcast::diagnostic::Sources;
use flowcast::model::Model;
use flowcast::results::Figure;
use flowcast::scenario::{self, Choice};

use crate::heard::Heard;
use crate::support::run_on;

const NORTHWIND: &str = include_str!("../../scenarios/northwind.toml");
/// P1 incidents begin at `fix`, so the desk never has any.
const NEUTRAL: &[(&str, &str)] = &[
    ("a handoff of no time to a team", "team.platform.handoff=\"0m\""),
    ("a handoff of no time to a step", "stream.restore.fix.handoff=\"0m\""),
    (
        "nobody misrouted, noticed by work",
        "stream.restore.fix.misrouted={ share = \"0%\", to = { desk = \"100%\" }, effort = \"5m\" }",
    ),
    (
        "nobody misrouted, noticed after a time",
        "stream.restore.fix.misrouted={ share = \"0%\", to = { desk = \"100%\" }, noticed_after = \"5m\" }",
    ),
    (
        "patience for ever",
        "stream.restore.triage.patience={ lasts = \"5000 days\" }",
    ),
    (
        "an overflow that never comes",
        "stream.restore.triage.team=[\"desk\", { team = \"platform\", after = \"5000 days\" }]",
    ),
    (
        "nothing that runs by itself",
        "stream.restore.fix.automated={ share = \"0%\", takes = \"2m\", succeeds = \"50%\" }",
    ),
    (
        "nobody who helps themselves",
        "demand.incident.self_service={ tries = \"0%\", succeeds = \"50%\", takes = \"9m\" }",
    ),
    (
        "automation that nobody has switched on, with a safeguard",
        "stream.fulfil.fulfil.automated={ share = \"0%\", takes = \"0m\", stops = { after = 1, for = \"1h\" } }",
    ),
    ("a list of one team", "stream.restore.triage.team=[\"desk\"]"),
    ("an interruption that never fires", "team.desk.preempts=[\"P1\"]"),
    ("an interruption that costs nothing", "team.desk.resumption=\"0m\""),
    ("a pause at shift end, said", "team.desk.at_shift_end=\"pause\""),
    (
        "overtime for what never comes",
        "team.desk.at_shift_end={ P1 = \"finish\", other = \"pause\" }",
    ),
    ("a team limit of a million", "team.platform.wip=1000000"),
    ("a step limit of a million", "stream.restore.fix.wip=1000000"),
    ("a stream limit of a million", "stream.restore.wip=1000000"),
    (
        "a limit of a million that blocks",
        "stream.restore.fix.wip={ items = 1000000, when_full = \"blocking\" }",
    ),
    (
        "a limit of a million that holds",
        "stream.restore.fix.wip={ items = 1000000, when_full = \"holding\" }",
    ),
    (
        "a limit of a million that turns away",
        "stream.restore.fix.wip={ items = 1000000, when_full = \"turn away\" }",
    ),
    (
        "a hold while a million wait",
        "stream.change.deploy.hold={ while = \"platform\", above = 1000000 }",
    ),
    (
        "children waited for that never come",
        "stream.fulfil.fulfil.raises={ change = { share = \"0%\", wait = true } }",
    ),
    (
        "nobody reopens",
        "demand.incident.reopened={ share = \"0%\", to = \"triage\", within = \"2 days\" }",
    ),
    (
        "nobody calls",
        "demand.incident.while_open={ raises = \"request\", per_hour = 1e-9 }",
    ),
    (
        "no priority is taken for another",
        "demand.incident.wrong_priority={ share = \"0%\", seen_as = { P1 = \"50%\", P2 = \"50%\" }, until_step = \"triage\" }",
    ),
    (
        "no absence, in spells",
        "team.platform.absence={ share = \"0%\", days = 4 }",
    ),
    ("one person at a time, said", "stream.restore.fix.people=1"),
    ("batches of one", "demand.change.arrivals.batch=1"),
    ("no growth", "demand.change.arrivals.growth=\"0% a year\""),
    (
        "a season that changes nothing",
        "demand.change.arrivals.season={ Jan = \"+0%\", Feb = 1 }",
    ),
    (
        "bursts of nothing",
        "demand.change.arrivals.burstiness={ spread = \"0%\" }",
    ),
    (
        "ways by visit that nothing takes",
        "stream.restore.triage.next=[ { from_visit = 1000, to = \"done\" }, { to = { done = \"82%\", fix = \"rest\" } } ]",
    ),
    (
        "efforts by value, all alike",
        "stream.restore.fix.effort={ by = \"priority\", P1 = { typical = \"25m\", one_in_ten_over = \"2h\" }, \
         other = { typical = \"25m\", one_in_ten_over = \"2h\" } }",
    ),
    (
        "joining after the run",
        "team.desk.joining=[ { date = 2029-01-01, hours = \"office\", ramp_up = \"4 weeks\", starts_at = \"50%\" } ]",
    ),
    (
        "leaving after the run",
        "team.desk.leaving=[ { date = 2029-01-01, hours = \"office\" } ]",
    ),
    (
        "a shock after the run",
        "shock.later={ from = 2029-01-01, changes = { team.desk.absence = \"90%\" } }",
    ),
    (
        "a shock that changes nothing",
        "shock.nothing={ from = 2027-01-13, lasts = \"5 days\", changes = { team.desk.absence = \"8%\" } }",
    ),
    (
        "a shock of a rate that is the same",
        "shock.nothing={ from = 2027-01-13, lasts = \"5 days\", changes = { demand.request.arrivals.per_week = 90 } }",
    ),
    (
        "a shock of a roster that is the same",
        "shock.nothing={ from = \"2027-01-13 11:30\", lasts = \"5 days\", changes = { team.platform.people.office = 5 } }",
    ),
    (
        "a shock of an effort that is the same",
        "shock.nothing={ from = 2027-01-13, changes = { stream.fulfil.fulfil.effort = { typical = \"20m\", one_in_ten_over = \"90m\" } } }",
    ),
];

/// Tables that no item ever reaches, and people who have nothing to do with those who are there.
const UNUSED: &[(&str, &str)] = &[
    (
        "a team without work, helped by everybody",
        "[team.idle]\npeople = { office = 2 }\nabsence = { share = \"20%\", days = 4 }\nqueue = \"random\"\nhourly_cost = 0\n",
    ),
    (
        "a demand that never comes, through every kind of step",
        r#"
[team.spare]
hourly_cost = 0
people = { office = 2 }
queue = "due"
at_shift_end = "hand over"
hand_over = { to = "desk", takes = "5m" }
[demand.never]
kind = "value"
stream = "never"
arrivals = { per_week = 0, burstiness = { spread = "50%", memory = "50%" } }
while_open = { raises = "request", per_hour = 2 }
reopened = { share = "50%", to = "look", within = "1 day" }
[stream.never]
wip = 3
[[stream.never.step]]
name = "look"
activity = "engage"
practice = "service desk"
team = ["spare", { team = "platform", after = "5m" }]
effort = "10m"
people = 2
patience = { lasts = "5m", comes_back = "50%" }
misrouted = { share = "50%", to = { desk = "100%" }, effort = "5m" }
branch = { to = ["left", "right"], join = "meet" }
[[stream.never.step]]
name = "left"
activity = "engage"
practice = "service desk"
team = "desk"
effort = "10m"
wip = { items = 1, when_full = "holding" }
next = "meet"
[[stream.never.step]]
name = "right"
activity = "engage"
practice = "service desk"
wait = "3h"
waits_for = "supplier"
stops_clock = true
next = "meet"
[[stream.never.step]]
name = "meet"
activity = "engage"
practice = "service desk"
team = "platform"
effort = "10m"
hold = { while = "desk", above = 1 }
handoff = "20m"
"#,
    ),
];

/// A scenario with overrides, or why it is refused.
fn read(text: &str, sets: &[&str]) -> Result<Model, String> {
    let choice = Choice {
        variant: None,
        sets: sets.iter().map(|set| (*set).to_owned()).collect(),
    };
    let mut sources = Sources::default();
    let file = sources.add("scenario.toml", text);
    match scenario::read(&mut sources, file, &choice) {
        Ok(scenario) => Ok(scenario.model),
        Err(faults) => Err(faults.into_iter().map(|fault| fault.message).collect()),
    }
}

/// Northwind for some weeks, with more tables or one override.
fn northwind(more: &str, set: Option<&str>) -> Result<Model, String> {
    let own = ["duration=\"6 weeks\"", "run.warm_up=\"1 week\"", "run.replications=2"];
    let sets: Vec<&str> = own.into_iter().chain(set).collect();
    read(&format!("{NORTHWIND}\n{more}"), &sets)
}

/// Everything that happens and every figure, figures by what they are of.
fn all_of(model: &Model) -> (Heard, Vec<Figure>) {
    (Heard::of(model), run_on(model, 1).summary.results.figures)
}

/// What is different, in words; nothing where all is the same.
fn difference(name: &str, before: &(Heard, Vec<Figure>), model: Result<Model, String>) -> Option<String> {
    let (heard, figures) = match model {
        Ok(model) => all_of(&model),
        Err(why) => return Some(format!("{name}: refused: {why}")),
    };
    // People of further teams are staff of theirs alone.
    let teams_before =
        |line: &&String| (0..3).any(|team| line.contains(&format!(" team {team} "))) || !line.contains(" team ");
    let now: Vec<&String> = heard.lines.iter().filter(teams_before).collect();
    let changed = before.0.lines.iter().zip(&now).find(|(before, now)| before != *now);
    if let Some((before, now)) = changed {
        return Some(format!("{name}: before: {before}; now: {now}"));
    }
    if before.0.lines.len() != now.len() {
        return Some(format!("{name}: {} lines, now {}", before.0.lines.len(), now.len()));
    }
    let same = |one: &Figure, other: &Figure| {
        (&one.measure, &one.by, &one.name, &one.statistic) == (&other.measure, &other.by, &other.name, &other.statistic)
    };
    before.1.iter().find_map(|before| {
        let now = figures.iter().find(|now| same(before, now));
        (now != Some(before)).then(|| format!("{name}: before {before:?}; now {now:?}"))
    })
}

/// Customers of one priority, and a team that never goes home.
const MM1: &str = include_str!("mm1.toml");

#[test]
fn an_order_that_cannot_matter_changes_no_bit() {
    let with = |set: &str| read(MM1, &["duration=\"2 weeks\"", "run.replications=2", set]);
    let before = all_of(&with("team.desk.queue=\"priority\"").expect("it can be read"));
    let same = [
        "team.desk.queue=\"fifo\"",
        "team.desk.queue=\"due\"",
        "team.desk.queue={ ageing = \"1h\" }",
    ];
    for set in same {
        assert_eq!(difference(set, &before, with(set)), None);
    }
    for set in ["team.desk.queue=\"lifo\"", "team.desk.queue=\"shortest\""] {
        assert!(difference(set, &before, with(set)).is_some(), "{set}");
    }
}

#[test]
fn what_cannot_matter_changes_no_bit() {
    let before = all_of(&northwind("", None).expect("it can be read"));
    assert!(
        before.0.lines.len() > 15_000 && before.1.len() > 100,
        "there is something to compare"
    );
    let sets = NEUTRAL.iter().map(|(name, set)| (name, northwind("", Some(set))));
    let tables = UNUSED.iter().map(|(name, more)| (name, northwind(more, None)));
    let differences: Vec<String> = sets
        .chain(tables)
        .filter_map(|(name, model)| difference(name, &before, model))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// The comparison finds what matters a little.
#[test]
fn what_matters_is_found() {
    let before = all_of(&northwind("", None).expect("it can be read"));
    for set in [
        "team.desk.absence=\"20%\"",
        "team.platform.handoff=\"0.001s\"",
        "stream.restore.fix.wip=3",
    ] {
        assert!(difference(set, &before, northwind("", Some(set))).is_some(), "{set}");
    }
    // What happens is the same, but hours cost more.
    let dearer = northwind("", Some("team.desk.hourly_cost=32"));
    let told = difference("dearer", &before, dearer).expect("costs differ");
    assert!(told.contains("cost"), "{told}");
}
