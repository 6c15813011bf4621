//! Theory beside results: it agrees where it must, says where it does not apply, and notices a wrong figure.

use flowcast::model::Model;
use flowcast::results::{Agreement, Results, Standing, Twin};
use flowcast::theory::{disagreements, twins};

use crate::harness::{exponential, hyperexponential};
use crate::support;

fn scenario(people: u32, demand: &str, effort: &str) -> Model {
    support::model(&text(people, demand, effort))
}

fn text(people: u32, demand: &str, effort: &str) -> String {
    format!(
        "title = \"twin\"\nstart = 2027-01-04\nduration = \"4 weeks\"\n[team.desk]\npeople = {people}\n\
         [demand.call]\nkind = \"value\"\nstream = \"answer\"\n{demand}\n\
         [[stream.answer.step]]\nname = \"talk\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n\
         effort = {effort}\n[run]\nwarm_up = \"1 week\"\nreplications = 60\n"
    )
}

fn results(model: &Model) -> Results {
    support::run(model).summary.results
}

fn by<'a>(twins: &'a [Twin], law: &str) -> &'a Twin {
    let found = twins.iter().find(|twin| twin.law == law);
    found.unwrap_or_else(|| panic!("no {law} in {twins:#?}"))
}

fn agrees(twins: &[Twin], law: &str, hours: f64) {
    let twin = by(twins, law);
    assert_eq!(twin.agreement, Agreement::Agrees, "{twin:#?}");
    let theory = twin.theory.expect("it applies");
    // Parts of a hyperexponential are whole milliseconds.
    assert!((theory / hours - 1.0).abs() < 1e-4, "{theory} is not {hours}");
}

#[test]
fn erlang_c_and_littles_law_agree_and_a_wrong_figure_is_flagged() {
    let model = scenario(5, "arrivals = { per_hour = 27 }", &exponential(10.0));
    let mut results = results(&model);
    // mmc_5_r90 with ten minutes for its unit.
    agrees(&results.analysis.theory, "Erlang C", 1.52498644147 / 6.0);
    assert_eq!(
        by(&results.analysis.theory, "Little's law").agreement,
        Agreement::Agrees
    );
    assert_eq!(disagreements(&results.analysis.theory).count(), 0);

    let wait = results.teams[0].queue_per_visit.as_mut().expect("somebody waited");
    let by_a_fifth = 0.2 * wait.value;
    for end in [Some(&mut wait.value), wait.low.as_mut(), wait.high.as_mut()]
        .into_iter()
        .flatten()
    {
        *end += by_a_fifth;
    }
    let perturbed = twins(&model, &results);
    assert_eq!(by(&perturbed, "Erlang C").agreement, Agreement::Disagrees);
    let told: Vec<String> = disagreements(&perturbed).collect();
    assert!(
        told.len() == 1 && told[0].contains("Erlang C") && told[0].contains("`desk`"),
        "{told:?}"
    );
}

#[test]
fn one_server_with_general_service_is_exact() {
    // mg1_h2 with a minute for its unit.
    let effort = hyperexponential(&[(0.9, 1.8), (0.1, 0.2)]);
    let results = results(&scenario(1, "arrivals = { per_hour = 42 }", &effort));
    agrees(&results.analysis.theory, "Pollaczek–Khinchine", 6.48148148148 / 60.0);
}

#[test]
fn priorities_wait_as_cobham_says() {
    // prio_ciw with ten minutes for its unit.
    let demand = "arrivals = { per_hour = 4.8 }\npriority = { P1 = \"25%\", P2 = \"75%\" }";
    let results = results(&scenario(1, demand, &exponential(10.0)));
    let waits = |name: &str| {
        let mut twins = results.analysis.theory.iter();
        let twin = twins
            .find(|twin| twin.law == "Cobham" && twin.of == name)
            .expect("it applies");
        assert_eq!(twin.agreement, Agreement::Agrees, "{twin:#?}");
        6.0 * twin.theory.expect("it applies")
    };
    assert!((waits("call P1") - 1.0).abs() < 1e-6 && (waits("call P2") - 5.0).abs() < 1e-6);
}

#[test]
fn renewal_arrivals_have_a_bound_and_an_approximation() {
    let arrivals = "arrivals = { every = { erlang = { mean = \"75s\", k = 2 } } }";
    let results = results(&scenario(1, arrivals, &exponential(1.0)));
    let bound = by(&results.analysis.theory, "Kingman's bound");
    assert_eq!(
        (bound.standing, bound.agreement),
        (Standing::UpperBound, Agreement::Agrees),
        "{bound:#?}"
    );
    let near = by(&results.analysis.theory, "Allen–Cunneen");
    assert_eq!(
        (near.standing, near.agreement),
        (Standing::Approximation, Agreement::Shown)
    );
    // e2m1_r80: the exact wait lies below the bound, 5 % from the approximation.
    let exact = 2.84397976699 / 60.0;
    assert!(bound.theory.expect("a bound") > exact);
    assert!((near.theory.expect("an approximation") / exact - 1.0).abs() < 0.06);
}

/// The twin of a law about a quantity.
fn about<'a>(twins: &'a [Twin], law: &str, quantity: &str) -> &'a Twin {
    let found = twins.iter().find(|twin| twin.law == law && twin.quantity == quantity);
    found.unwrap_or_else(|| panic!("no {law} about {quantity} in {twins:#?}"))
}

fn agree(results: &Results, law: &str, known: &[(&str, f64)]) {
    for (quantity, known) in known {
        let twin = about(&results.analysis.theory, law, quantity);
        assert_eq!(twin.agreement, Agreement::Agrees, "{twin:#?}");
        let theory = twin.theory.expect("it applies");
        assert!(
            (theory / known - 1.0).abs() < 1e-6,
            "{law} {quantity}: {theory} is not {known}"
        );
    }
}

#[test]
fn impatient_items_are_erlang_a_and_a_wrong_figure_is_flagged() {
    // erlA_small with ten minutes for its unit; hours of all who wait, by the visits of those who are served.
    let effort = exponential(10.0) + "\npatience = { lasts = { exponential = { mean = \"20m\" } } }";
    let model = scenario(4, "arrivals = { per_hour = 30 }", &effort);
    let mut results = results(&model);
    let away = 0.259025502083;
    let known = [
        ("wait per visit", 0.518051004165 / 6.0 / (1.0 - away)),
        ("utilisation", 0.926218122397),
        ("abandoned", away),
    ];
    agree(&results, "Erlang A", &known);
    let busy = results.teams[0].utilisation.as_mut().expect("somebody worked");
    for end in [Some(&mut busy.value), busy.low.as_mut(), busy.high.as_mut()]
        .into_iter()
        .flatten()
    {
        *end *= 0.95;
    }
    let perturbed = twins(&model, &results);
    assert_eq!(
        about(&perturbed, "Erlang A", "utilisation").agreement,
        Agreement::Disagrees
    );
    assert_eq!(disagreements(&perturbed).count(), 1);
}

#[test]
fn two_priorities_that_lose_patience_are_known_as_a_whole() {
    let effort = exponential(10.0) + "\npatience = { lasts = { exponential = { mean = \"20m\" } } }";
    let demand = "arrivals = { per_hour = 30 }\npriority = { P1 = \"40%\", P2 = \"60%\" }";
    let results = results(&scenario(4, demand, &effort));
    agree(&results, "Erlang A", &[("utilisation", 0.926218122397)]);
    assert!(results.analysis.theory.iter().all(|twin| twin.quantity != "abandoned"));
}

#[test]
fn finite_room_has_its_laws() {
    let limited = |place: &str, people, demand, effort: &str, items| {
        let limit = format!("wip = {{ items = {items}, when_full = \"turn away\" }}");
        let text = text(people, demand, effort);
        let text = match place {
            "step" => text.replacen("effort =", &format!("{limit}\neffort ="), 1),
            "team" => text.replacen("[team.desk]", &format!("[team.desk]\n{limit}"), 1),
            _ => text.replacen(
                "[[stream.answer.step]]",
                &format!("[stream.answer]\n{limit}\n[[stream.answer.step]]"),
                1,
            ),
        };
        results(&support::model(&text))
    };
    // simmer_mm23 with forty minutes for its unit: at whatever place the limit stands.
    let known = [
        ("wait per visit", 0.0173076923077 * 40.0 / 60.0),
        ("utilisation", 0.356489945155),
        ("closed undone", 4.5 * 168.0 * 0.0493601462523),
    ];
    for place in ["stream", "team", "step"] {
        agree(
            &limited(place, 2, "arrivals = { per_hour = 4.5 }", &exponential(10.0), 3),
            "M/M/c/K",
            &known,
        );
    }
    // erlangB_15 with ten minutes for its unit, whatever the law of service.
    let away = [("closed undone", 60.0 * 168.0 * 0.0364969454724)];
    agree(
        &limited("stream", 15, "arrivals = { per_hour = 60 }", "\"10m\"", 15),
        "Erlang B",
        &away,
    );
    // Without exponential service a queue of finite room has no such law.
    let none = limited("stream", 2, "arrivals = { per_hour = 4.5 }", "\"10m\"", 3);
    let twin = about(&none.analysis.theory, "M/M/c/K", "wait per visit");
    assert_eq!(twin.agreement, Agreement::DoesNotApply);
}

#[test]
fn users_who_come_again_have_their_law() {
    // repair_10_2 with ten minutes for its unit.
    let demand = "arrivals = { users = 10, each_again_after = { exponential = { mean = \"100m\" } } }";
    let results = results(&scenario(2, demand, &exponential(20.0)));
    let known = [
        ("wait per visit", 1.16434098574 / 6.0),
        ("utilisation", 0.759627846987),
        ("throughput", 0.759627846987 * 6.0 * 168.0),
    ];
    agree(&results, "M/M/c//N", &known);
}

/// Which assumptions of queueing formulas a scenario breaks; none where a law applies.
fn broken_by(text: &str) -> Vec<String> {
    let short = text.replacen("replications = 60", "replications = 3", 1);
    let twins = results(&support::model(&short)).analysis.theory;
    let about = |twin: &&Twin| twin.of == "desk" && twin.quantity == "wait per visit";
    let twin = twins.iter().find(about).expect("something is said of the desk");
    if twin.agreement != Agreement::DoesNotApply {
        return Vec::new();
    }
    assert_eq!(twin.theory, None);
    let broken = twin.assumptions.iter().filter(|assumption| !assumption.holds);
    broken.map(|assumption| assumption.words.clone()).collect()
}

const ARRIVALS: &str = "arrivals = { per_hour = 3 }";
const FROM_OUTSIDE: &str = "items arrive from outside at a level rate, independently of each other";
const NOT_RAISED: &str = "no item is raised by another";
const ONCE: &str = "every item comes to the team once, on arrival";
const CONSTANT: &str = "the same people work round the clock, without absence, other duties or approvals";
const IN_ORDER: &str =
    "the most urgent is next, then first come, first served; nothing interrupts, and nobody works for two teams";
const PLAIN: &str = "effort needs one person and depends on the priority at most";
const STAYS: &str =
    "items go to their own team's queue and to no other, and stay until they are served or lose patience";
const ROOM: &str =
    "a limit on the way, if any, is the room before these people, and whoever finds it full is turned away";
const PATIENCE: &str = "patience, if it ends, is exponential and the same for all";
const LASTING: &str = "nothing changes while the run goes on";

/// A second team, its work beside that of the desk.
const OTHER: &str = "[team.other]\npeople = 2\n[demand.task]\nkind = \"value\"\nstream = \"do\"\narrivals = { per_hour = 2 }\n\
                     [[stream.do.step]]\nname = \"do\"\nactivity = \"engage\"\npractice = \"service desk\"\n\
                     team = \"other\"\neffort = \"10m\"\n";

/// A second step of the desk's stream.
fn then(team: &str, more: &str) -> String {
    format!(
        "[[stream.answer.step]]\nname = \"then\"\nactivity = \"engage\"\npractice = \"service desk\"\n\
         team = \"{team}\"\neffort = \"5m\"\n{more}\n"
    )
}

/// A desk with these keys of its own, demand and step, and what else there is.
fn desk(team: &str, demand: &str, step: &str, more: &str) -> String {
    text(2, demand, &format!("{}\n{step}", exponential(10.0)))
        .replacen("[team.desk]\n", &format!("[team.desk]\n{team}\n"), 1)
        .replacen("[run]", &format!("{more}[run]"), 1)
}

#[test]
fn a_plain_desk_has_its_law_beside_another_team() {
    for more in [
        String::new(),
        OTHER.to_owned(),
        then("other", "") + OTHER,
        // What follows the desk does not change its queue.
        then("other", "patience = { lasts = \"1h\" }") + OTHER,
        then(
            "other",
            "misrouted = { share = \"10%\", to = { third = \"100%\" }, noticed_after = \"5m\" }",
        ) + OTHER
            + "[team.third]\npeople = 1\n",
        then("other", "").replacen(
            "team = \"other\"",
            "team = [\"other\", { team = \"third\", after = \"1h\" }]",
            1,
        ) + OTHER
            + "[team.third]\npeople = 1\n",
    ] {
        let text = desk("", ARRIVALS, "", &more);
        assert_eq!(broken_by(&text), Vec::<String>::new(), "{more}");
    }
    let wait =
        "[[stream.answer.step]]\nname = \"then\"\nactivity = \"engage\"\npractice = \"service desk\"\nwait = \"1h\"\n";
    assert_eq!(broken_by(&desk("", ARRIVALS, "", wait)), Vec::<String>::new());
}

#[test]
fn mechanisms_of_the_step_keep_formulas_away() {
    let patience = "patience = { lasts = { exponential = { mean = \"20m\" } }, comes_back = \"50%\", after = \"1h\" }";
    for (step, words) in [
        ("people = 2", PLAIN),
        ("hold = { while = \"other\", above = 2 }", STAYS),
        (
            "misrouted = { share = \"10%\", to = { other = \"100%\" }, noticed_after = \"5m\" }",
            STAYS,
        ),
        ("patience = { lasts = \"20m\" }", PATIENCE),
        (patience, NOT_RAISED),
        ("wip = 3", ROOM),
        (
            "wip = { items = 3, when_full = \"turn away\" }\npatience = { lasts = { exponential = { mean = \"20m\" } } }",
            ROOM,
        ),
        ("raises = { call = \"5%\" }", NOT_RAISED),
        ("raises = { call = { share = \"5%\", wait = true } }", NOT_RAISED),
        ("if_it_fails = { raises = \"call\" }", NOT_RAISED),
        ("next = { talk = \"5%\", done = \"rest\" }", ONCE),
        (
            "next = [ { from_visit = 1, when = { priority = \"P1\" }, to = { talk = \"10%\", done = \"rest\" } }, { to = \"done\" } ]",
            ONCE,
        ),
    ] {
        let mut demand = ARRIVALS.to_owned();
        if step.contains("P1") {
            demand += "\npriority = { P1 = \"50%\", P2 = \"50%\" }";
        }
        if step.contains("if_it_fails") {
            demand += "\nfails = \"10%\"";
        }
        assert_eq!(broken_by(&desk("", &demand, step, OTHER)), [words], "{step}");
    }
    let overflow = desk("", ARRIVALS, "", OTHER).replacen(
        "team = \"desk\"",
        "team = [\"desk\", { team = \"other\", after = \"10m\" }]",
        1,
    );
    assert_eq!(broken_by(&overflow), [STAYS]);
}

#[test]
fn mechanisms_of_demand_keep_formulas_away() {
    let priorities = "priority = { P1 = \"50%\", P2 = \"50%\" }";
    let wrong = "wrong_priority = { share = \"10%\", seen_as = { P1 = \"50%\", P2 = \"50%\" }, until_time = \"1h\" }";
    for (demand, words) in [
        (
            "arrivals = { per_hour = 1.5, batch = 2 }".to_owned(),
            vec![FROM_OUTSIDE],
        ),
        (
            "arrivals = { per_hour = 3, season = { Feb = \"+50%\" } }".to_owned(),
            vec![FROM_OUTSIDE, LASTING],
        ),
        (
            "arrivals = { per_hour = 3, growth = \"10% a year\" }".to_owned(),
            vec![FROM_OUTSIDE, LASTING],
        ),
        (
            "arrivals = { per_hour = 3, burstiness = { spread = \"30%\" } }".to_owned(),
            vec![FROM_OUTSIDE],
        ),
        (
            "arrivals = { per_hour = 3, split = { office = \"80%\", outside = \"20%\" } }".to_owned(),
            vec![FROM_OUTSIDE],
        ),
        (
            "arrivals = { users = 5, each_again_after = \"1h\" }".to_owned(),
            vec![FROM_OUTSIDE],
        ),
        (format!("{ARRIVALS}\n{priorities}\n{wrong}"), vec![FROM_OUTSIDE]),
        (
            format!("{ARRIVALS}\nstarting = {{ count = 5, age = \"1h\" }}"),
            vec![FROM_OUTSIDE],
        ),
        (
            format!("{ARRIVALS}\nreopened = {{ share = \"10%\", to = \"talk\", within = \"1 day\" }}"),
            vec![ONCE],
        ),
    ] {
        assert_eq!(
            broken_by(&desk("", &demand, "", "[hours]\noffice = \"Mon-Fri 09:00-17:00\"\n")),
            words,
            "{demand}"
        );
    }
    // Calls about the tasks of others, at the desk; they end with the task.
    let calls = OTHER.replacen(
        "kind = ",
        "while_open = { raises = \"call\", per_hour = 1 }\nkind = ",
        1,
    );
    assert_eq!(broken_by(&desk("", ARRIVALS, "", &calls)), [NOT_RAISED]);
    // Users whose way is longer than the desk.
    let users = "arrivals = { users = 5, each_again_after = { exponential = { mean = \"1h\" } } }";
    assert_eq!(
        broken_by(&desk("", users, "", &(then("other", "") + OTHER))),
        [FROM_OUTSIDE]
    );
    let limited = "wip = { items = 3, when_full = \"turn away\" }";
    assert_eq!(broken_by(&desk(limited, users, "", "")), [ROOM]);
}

#[test]
fn mechanisms_of_people_keep_formulas_away() {
    let hours = "[hours]\noffice = \"Mon-Fri 09:00-17:00\"\n";
    for (team, words) in [
        ("absence = \"10%\"", vec![CONSTANT]),
        ("other_duties = \"10%\"", vec![CONSTANT]),
        (
            "joining = [ { date = 2027-01-13, hours = \"office\", ramp_up = \"10 days\", starts_at = \"50%\" } ]",
            vec![CONSTANT, LASTING],
        ),
        (
            "leaving = [ { date = 2027-01-20, hours = \"always\" } ]",
            vec![CONSTANT, LASTING],
        ),
        ("queue = \"fifo\"", vec![IN_ORDER]),
        ("queue = \"shortest\"", vec![IN_ORDER]),
        ("preempts = [\"P1\"]", vec![IN_ORDER]),
        ("also_works_for = [\"other\"]", vec![IN_ORDER]),
        ("wip = 5", vec![ROOM]),
    ] {
        let demand = format!("{ARRIVALS}\npriority = {{ P1 = \"50%\", P2 = \"50%\" }}");
        assert_eq!(
            broken_by(&desk(team, &demand, "", &(hours.to_owned() + OTHER))),
            words,
            "{team}"
        );
    }
    let helped = OTHER.replacen("people = 2", "people = 2\nalso_works_for = [\"desk\"]", 1);
    assert_eq!(broken_by(&desk("", ARRIVALS, "", &helped)), [IN_ORDER]);
    let handed = hours.to_owned()
        + &OTHER.replacen(
            "people = 2",
            "people = { office = 2 }\nat_shift_end = \"hand over\"\nhand_over = { to = \"desk\" }",
            1,
        );
    assert_eq!(broken_by(&desk("", ARRIVALS, "", &handed)), [STAYS]);
    let reviewed = OTHER.to_owned()
        + "approval = true\n[governance]\npolicy = \"seen\"\n[policy.seen]\nrules = [ { route = \"peer\" } ]\n\
           [route.peer]\nby = \"desk\"\neffort = \"20m\"\n";
    assert_eq!(broken_by(&desk("", ARRIVALS, "", &reviewed)), [CONSTANT]);
}

#[test]
fn mechanisms_elsewhere_keep_formulas_away() {
    // Places further on that block, hold people or wait; a stream with a limit; a branch back; other teams' items sent here.
    for (when_full, of) in [
        ("blocking", "step"),
        ("holding", "step"),
        ("wait", "step"),
        ("wait", "team"),
        ("wait", "stream"),
    ] {
        let limit = format!("wip = {{ items = 2, when_full = \"{when_full}\" }}");
        let more = match of {
            "step" => then("other", &limit) + OTHER,
            "team" => then("other", "") + &OTHER.replacen("people = 2", &format!("people = 2\n{limit}"), 1),
            _ => then("other", "") + OTHER + "[stream.answer]\n" + &limit + "\n",
        };
        let text = desk("", ARRIVALS, "", &more);
        // A stream's own keys come before its steps.
        let own = format!("[stream.answer]\n{limit}\n");
        let text = match of {
            "stream" => {
                text.replacen(&own, "", 1)
                    .replacen("[[stream.answer.step]]", &(own + "[[stream.answer.step]]"), 1)
            }
            _ => text,
        };
        assert_eq!(broken_by(&text), [ROOM], "{when_full} {of}");
    }
    let wrong =
        OTHER.to_owned() + "misrouted = { share = \"10%\", to = { desk = \"100%\" }, noticed_after = \"5m\" }\n";
    assert_eq!(broken_by(&desk("", ARRIVALS, "", &wrong)), [STAYS]);
    let overflow = OTHER.replacen(
        "team = \"other\"",
        "team = [\"other\", { team = \"desk\", after = \"10m\" }]",
        1,
    );
    assert_eq!(broken_by(&desk("", ARRIVALS, "", &overflow)), [STAYS]);
    let shock =
        "[shock.rush]\nfrom = \"2027-01-20 10:00\"\nlasts = \"1 day\"\nchanges.demand.call.arrivals.per_hour = 5\n";
    assert_eq!(broken_by(&desk("", ARRIVALS, "", shock)), [LASTING]);
    let forked = then("other", "").replacen("\"then\"", "\"one\"", 1)
        + &then("desk", "next = { last = \"100%\" }").replacen("\"then\"", "\"two\"", 1)
        + &then("other", "").replacen("\"then\"", "\"last\"", 1)
        + OTHER;
    let forked = forked.replacen("effort = \"5m\"\n", "effort = \"5m\"\nnext = { last = \"100%\" }\n", 1);
    let text = desk(
        "",
        ARRIVALS,
        "branch = { to = [\"one\", \"two\"], join = \"last\" }",
        &forked,
    );
    assert_eq!(broken_by(&text), [ONCE]);
}

#[test]
fn a_broken_assumption_is_named() {
    let broken = |demand: &str, effort: &str, people: u32| {
        let results = results(&scenario(people, demand, effort));
        let twins = results.analysis.theory;
        let twin = by(&twins, "Queueing formulas").clone();
        assert_eq!((twin.agreement, twin.theory), (Agreement::DoesNotApply, None));
        let broken = twin.assumptions.into_iter().filter(|assumption| !assumption.holds);
        broken.map(|assumption| assumption.words).collect::<Vec<_>>()
    };
    let bursts = "arrivals = { per_hour = 30, burstiness = { spread = \"30%\", memory = \"50%\" } }";
    assert_eq!(
        broken(bursts, &exponential(1.0), 1),
        ["items arrive from outside at a level rate, independently of each other"]
    );
    let again = format!("{}\nnext = {{ done = \"80%\", talk = \"20%\" }}", exponential(1.0));
    assert_eq!(
        broken("arrivals = { per_hour = 30 }", &again, 1),
        ["every item comes to the team once, on arrival"]
    );
    let too_much = broken("arrivals = { per_hour = 66 }", &exponential(1.0), 1);
    assert!(
        too_much.contains(&"less work is offered than the people can do".to_owned()),
        "{too_much:?}"
    );
}
