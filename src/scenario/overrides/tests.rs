//! A structural change gives the very model that a file written by hand gives.

use crate::diagnostic::{Sources, Style};
use crate::model::Model;
use crate::scenario::{Choice, read};

const HEAD: &str = "title = \"a world\"\nstart = 2027-01-04\nduration = \"4 weeks\"\n[hours]\noffice = \"Mon-Fri 09:00-17:00\"\n\
    late = \"Mon-Fri 13:00-21:00\"\n";
const TEAMS: &str = "[team.desk]\npeople = { office = 3, late = 1 }\nabsence = \"5%\"\n\
    [team.second]\npeople = { office = 2 }\nabsence = \"5%\"\nalso_works_for = [\"desk\"]\n\
    [team.other]\npeople = 1\nabsence = \"5%\"\n";

fn demand(more: &str) -> String {
    format!(
        "[demand.job]\nkind = \"failure\"\nstream = \"job\"\narrivals = {{ per_week = 10 }}\n\
         priority = {{ P1 = \"10%\", P2 = \"rest\" }}\n{more}\n"
    )
}

fn step(name: &str, more: &str) -> String {
    let team = if more.contains("team = ") {
        ""
    } else {
        "team = \"desk\"\n"
    };
    format!(
        "[[stream.job.step]]\nname = \"{name}\"\nactivity = \"engage\"\npractice = \"service desk\"\neffort = \"10m\"\n{team}{more}\n"
    )
}

fn model(text: &str, variant: Option<&str>, sets: &[&str]) -> Result<Model, String> {
    let mut sources = Sources::default();
    let file = sources.add("scenario.toml", text);
    let choice = Choice {
        variant: variant.map(str::to_owned),
        sets: sets.iter().map(|set| (*set).to_owned()).collect(),
    };
    let told = |faults: Vec<crate::diagnostic::Diagnostic>| {
        faults
            .iter()
            .map(|fault| fault.render(&sources, Style::Plain))
            .collect::<String>()
    };
    match read(&mut sources.clone(), file, &choice) {
        Ok(scenario) => Ok(scenario.model),
        Err(faults) => Err(told(faults)),
    }
}

/// The text with the variant gives what the other text gives, all but the exact bits of shares.
#[track_caller]
fn assert_gives(text: &str, changes: &str, by_hand: &str) {
    let varied = format!("{text}\n[variant.v]\n{changes}\n");
    let varied = model(&varied, Some("v"), &[]).unwrap_or_else(|faults| panic!("{faults}"));
    let by_hand = model(by_hand, None, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(in_words(&varied), in_words(&by_hand));
}

fn in_words(model: &Model) -> String {
    let mut model = model.clone();
    for step in model.streams.iter_mut().flat_map(|stream| &mut stream.steps) {
        let shares = step
            .next
            .iter_mut()
            .chain(step.exceptions.iter_mut().flat_map(|exception| &mut exception.next));
        shares.for_each(|(_, share)| *share = (*share * 1e9).round() / 1e9);
    }
    format!("{model:#?}")
}

fn stream(demand_more: &str, steps: &[(&str, &str)]) -> String {
    let steps: String = steps.iter().map(|(name, more)| step(name, more)).collect();
    HEAD.to_owned() + TEAMS + &demand(demand_more) + &steps
}

#[test]
fn what_led_to_a_removed_step_leads_to_what_follows_it() {
    let of = |steps: &[(&str, &str)]| stream("", steps);
    // In the middle, at the end, at the beginning.
    assert_gives(
        &of(&[("a", ""), ("b", ""), ("c", "")]),
        "remove = [\"stream.job.b\"]",
        &of(&[("a", ""), ("c", "")]),
    );
    assert_gives(
        &of(&[("a", ""), ("b", "")]),
        "remove = \"stream.job.step.b\"",
        &of(&[("a", "")]),
    );
    assert_gives(
        &of(&[("a", ""), ("b", "")]),
        "remove = [\"stream.job.a\"]",
        &of(&[("b", "")]),
    );
    // To elsewhere, from whoever named it and whoever did not.
    let jump = [
        ("a", "next = { b = \"30%\", c = \"rest\" }"),
        ("c", ""),
        ("b", "next = \"d\""),
        ("e", ""),
        ("d", ""),
    ];
    let jumped = [
        ("a", "next = { d = \"30%\", c = \"rest\" }"),
        ("c", "next = \"d\""),
        ("e", ""),
        ("d", ""),
    ];
    let with_e = "enters = { P1 = \"e\" }";
    assert_gives(
        &stream(with_e, &jump),
        "remove = [\"stream.job.b\"]",
        &stream(with_e, &jumped),
    );
    // Two at once, one after the other.
    assert_gives(
        &of(&[("a", "next = \"b\""), ("b", ""), ("c", ""), ("d", "")]),
        "remove = [\"stream.job.c\", \"stream.job.b\"]",
        &of(&[("a", ""), ("d", "")]),
    );
}

#[test]
fn several_ways_on_are_spliced_where_that_is_exact() {
    let of = |steps: &[(&str, &str)]| stream("", steps);
    // 40 % of 50 % end, and 60 % of it go to d; the way back to itself only delays.
    assert_gives(
        &of(&[
            ("a", "next = { b = \"50%\", c = \"20%\", done = \"rest\" }"),
            ("b", "next = { b = \"50%\", done = \"20%\", d = \"30%\" }"),
            ("c", ""),
            ("d", ""),
        ]),
        "remove = [\"stream.job.b\"]",
        &of(&[
            ("a", "next = { c = \"20%\", done = \"50%\", d = \"30%\" }"),
            ("c", ""),
            ("d", ""),
        ]),
    );
    // Who led on without saying so, says so.
    assert_gives(
        &of(&[("a", ""), ("b", "next = { done = \"20%\", c = \"80%\" }"), ("c", "")]),
        "remove = [\"stream.job.b\"]",
        &of(&[("a", "next = { done = \"20%\", c = \"80%\" }"), ("c", "")]),
    );
    // So does a list of exceptions whose end goes without saying.
    assert_gives(
        &of(&[
            ("a", "next = [{ when = { priority = \"P1\" }, to = \"b\" }]"),
            ("b", "next = \"d\""),
            ("c", ""),
            ("d", "next = { c = \"10%\", done = \"90%\" }"),
        ]),
        "remove = [\"stream.job.b\"]",
        &of(&[
            (
                "a",
                "next = [{ when = { priority = \"P1\" }, to = \"d\" }, { to = \"d\" }]",
            ),
            ("c", ""),
            ("d", "next = { c = \"10%\", done = \"90%\" }"),
        ]),
    );
}

#[test]
fn what_entered_at_a_removed_step_enters_where_it_led() {
    let steps = [
        ("a", "next = \"c\""),
        ("b", ""),
        ("c", "next = { b = \"10%\", done = \"rest\" }"),
    ];
    let without = [("b", ""), ("c", "next = { b = \"10%\", done = \"rest\" }")];
    assert_gives(
        &stream("", &steps),
        "remove = [\"stream.job.a\"]",
        &stream("enters = \"c\"", &without),
    );
    let reopened =
        |to: &str| format!("enters = \"{to}\"\nreopened = {{ share = \"5%\", to = \"{to}\", within = \"1 day\" }}");
    assert_gives(
        &stream(&reopened("a"), &steps),
        "remove = [\"stream.job.a\"]",
        &stream(&reopened("c"), &without),
    );
    // Where nobody can know, what the same override says is taken.
    let several = [("a", "next = { b = \"82%\", done = \"rest\" }"), ("b", "")];
    assert_gives(
        &stream("", &several),
        "remove = [\"stream.job.a\"]\ndemand.job.enters = \"b\"",
        &stream("enters = \"b\"", &several[1..]),
    );
}

#[test]
fn a_new_step_takes_its_place_in_the_flow() {
    let new = |position: &str| {
        let step = step("new", position);
        step.replace("[[stream.", "[[variant.v.add.stream.")
    };
    let steps = [
        ("a", "next = { b = \"70%\", done = \"rest\" }"),
        ("b", "next = [{ from_visit = 2, to = \"done\" }, { to = \"a\" }]"),
    ];
    assert_gives(
        &stream("", &steps),
        &new("after = \"a\""),
        &stream("", &[("a", ""), ("new", steps[0].1), steps[1]]),
    );
    assert_gives(
        &stream("enters = { P1 = \"b\" }", &steps),
        &new("before = \"b\""),
        &stream(
            "enters = { P1 = \"new\" }",
            &[
                ("a", "next = { new = \"70%\", done = \"rest\" }"),
                ("new", ""),
                steps[1],
            ],
        ),
    );
    // It may lead elsewhere itself; values can name it.
    assert_gives(
        &stream("", &steps),
        &(new("before = \"a\"\nnext = { b = \"10%\", a = \"rest\" }") + "[variant.v.stream.job.new]\neffort = \"30m\""),
        &stream(
            "",
            &[
                ("new", "next = { b = \"10%\", a = \"rest\" }"),
                steps[0],
                ("b", "next = [{ from_visit = 2, to = \"done\" }, { to = \"new\" }]"),
            ],
        )
        .replacen("effort = \"10m\"", "effort = \"30m\"", 1),
    );
}

#[test]
fn teams_promises_rules_and_shocks_can_be_new_or_gone() {
    let policy = |rules: &str| {
        stream("", &[("a", "approval = true"), ("b", "")])
            + "[governance]\npolicy = \"p\"\n[route.peer]\nby = \"second\"\neffort = \"5m\"\n[policy.p]\nrules = ["
            + rules
            + "]\n"
    };
    let (first, last) = (
        "{ when = { priority = \"P1\" }, route = \"pre_approved\" }",
        "{ route = \"peer\" }",
    );
    let both = format!("{first}, {last}");
    assert_gives(
        &policy(last),
        &format!("add.policy.p.rules = [{first}]"),
        &policy(&both),
    );
    assert_gives(&policy(&both), "remove = [\"policy.p.rules.1\"]", &policy(last));
    let third = "{ when = { priority = \"P2\" }, route = \"peer\" }";
    let before = third.replace("{ when", "{ before = 2, when");
    assert_gives(
        &policy(&both),
        &format!("add.policy.p.rules = [{before}]"),
        &policy(&format!("{first}, {third}, {last}")),
    );
    let gone = policy(&both).replace("approval = true\n", "");
    assert_gives(&policy(&both), "remove = [\"stream.job.a.approval\"]", &gone);
    let promise = "[promise.quick]\nfor = { demand = \"job\" }\nresolve = \"1 day\"\ntarget = \"90%\"\n";
    let plain = stream("", &[("a", ""), ("b", "")]);
    assert_gives(
        &plain,
        &promise.replace("[promise", "[variant.v.add.promise"),
        &(plain.clone() + promise),
    );
    assert_gives(&(plain.clone() + promise), "remove = \"promise.quick\"", &plain);
    let shock = "[shock.flu]\nfrom = 2027-01-11\nlasts = \"1 week\"\nchanges.team.desk.absence = \"30%\"\n";
    assert_gives(&(plain.clone() + shock), "remove = [\"shock.flu\"]", &plain);
    assert_gives(
        &plain,
        &shock.replace("[shock", "[variant.v.add.shock"),
        &(plain.clone() + shock),
    );
    let nobody = plain.replace("[team.other]\npeople = 1\nabsence = \"5%\"\n", "");
    assert_gives(&plain, "remove = [\"team.other\"]", &nobody);
    let (before, after) = plain.split_at(plain.find("[demand").expect("a demand"));
    let team = "[team.third]\npeople = { office = 1, late = 2 }\n";
    let with_third = format!("{before}{team}{after}").replacen("team = \"desk\"", "team = \"third\"", 1);
    let changes = team.replace("[team", "[variant.v.add.team") + "[variant.v.stream.job.a]\nteam = \"third\"";
    assert_gives(&plain, &changes, &with_third);
}

#[test]
fn merged_teams_are_one_wherever_they_are_named() {
    let steps = [
        (
            "a",
            "team = [\"desk\", { team = \"other\", after = \"10m\" }, { team = \"second\", after = \"1h\" }]",
        ),
        (
            "b",
            "team = \"other\"\nmisrouted = { share = \"10%\", to = { desk = \"25%\", second = \"rest\" }, effort = \"5m\" }\n\
               hold = { while = \"second\", above = 3 }",
        ),
    ];
    let merged = [
        ("a", "team = [\"pool\", { team = \"other\", after = \"10m\" }]"),
        (
            "b",
            "team = \"other\"\nmisrouted = { share = \"10%\", to = { pool = \"100%\" }, effort = \"5m\" }\n\
               hold = { while = \"pool\", above = 3 }",
        ),
    ];
    let teams = "[team.pool]\npeople = { office = 5, late = 1 }\nabsence = \"5%\"\n[team.other]\npeople = 1\nabsence = \"5%\"\n";
    let figures = |of: &str| format!("[run]\nreplications = {{ precision = \"5%\", of = {of} }}\n");
    let named = figures("[\"utilisation of desk\", \"utilisation of second\", \"queue of desk\", \"queue of other\"]");
    let once = figures("[\"utilisation of pool\", \"queue of pool\", \"queue of other\"]");
    let by_hand = stream("", &merged).replace(TEAMS, teams) + &once;
    let text = stream("", &steps) + &named;
    assert_gives(
        &text,
        "merge = [{ teams = [\"desk\", \"second\"], into = \"pool\" }]",
        &by_hand,
    );
    // What differs is said by the same override; people on call are counted together.
    let on_call = |people: u32| format!("absence = \"5%\"\non_call = {{ people = {people}, call_out = \"15m\" }}\n");
    let different = text
        .replacen("absence = \"5%\"\n", &(on_call(1) + "queue = \"fifo\"\n"), 1)
        .replace(
            "also_works_for = [\"desk\"]\n",
            "on_call = { people = 2, call_out = \"15m\" }\n",
        );
    let by_hand = by_hand.replacen("absence = \"5%\"\n", &(on_call(3) + "queue = \"due\"\n"), 1);
    assert_gives(
        &different,
        "merge = [{ teams = [\"second\", \"desk\"], into = \"pool\" }]\nteam.pool.queue = \"due\"",
        &by_hand,
    );
}

#[test]
fn structure_can_change_on_the_command_line() {
    let text = stream("", &[("a", ""), ("b", ""), ("c", "")]);
    let sets = [
        "remove=[\"stream.job.b\"]",
        "remove=\"stream.job.c\"",
        "merge=[{ teams = [\"desk\", \"second\"], into = \"desk\" }]",
        "team.desk.people.office=9",
    ];
    let model = model(&text, None, &sets).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(model.streams[0].steps.len(), 1);
    assert_eq!(model.teams.len(), 2);
    assert_eq!(model.teams[0].shifts[0].people, 9);
}

#[test]
fn an_unreadable_rate_is_told_once() {
    let text = stream("", &[("a", "")]);
    let told = model(&text, None, &["demand.job.arrivals.per_week=abc"]).expect_err("it is no number");
    assert_eq!(told.matches("error:").count(), 1, "{told}");
}
