use super::*;
use crate::diagnostic::Style;
use crate::model::{Arrivals, Deadline, HourOfWeek, RouteKind, Target};
use crate::time::{HOUR, Instant, Span};

const NORTHWIND: &str = include_str!("../../scenarios/northwind.toml");

/// A desk open at all hours, to which a test adds its arrivals.
fn desk(arrivals: &str) -> String {
    format!(
        "title = \"desk\"\nstart = 2027-01-04\nduration = \"4 weeks\"\n[hours]\noffice = \"Mon-Fri 09:00-17:00\"\n\
         [team.desk]\npeople = 3\n[demand.incident]\nkind = \"failure\"\nstream = \"restore\"\narrivals = {arrivals}\n\
         [[stream.restore.step]]\nname = \"fix\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n\
         effort = \"10m\"\n"
    )
}

fn read_text(text: &str, choice: &Choice) -> Result<Scenario, String> {
    let mut sources = Sources::default();
    let file = sources.add("scenario.toml", text);
    read(&mut sources, file, choice).map_err(|faults| {
        faults
            .iter()
            .map(|fault| fault.render(&sources, Style::Plain))
            .collect()
    })
}

fn northwind(sets: &[&str], variant: Option<&str>) -> Scenario {
    let choice = Choice {
        variant: variant.map(str::to_owned),
        sets: sets.iter().map(|set| (*set).to_owned()).collect(),
    };
    read_text(NORTHWIND, &choice).unwrap_or_else(|faults| panic!("{faults}"))
}

fn arrivals(text: &str) -> Arrivals {
    let scenario = read_text(&desk(text), &Choice::default()).unwrap_or_else(|faults| panic!("{faults}"));
    scenario.model.demands[0].arrivals.clone().expect("it has arrivals")
}

#[test]
fn northwind_reads_into_a_model() {
    let Scenario {
        model,
        variants,
        warnings,
        ..
    } = northwind(&[], None);
    assert_eq!(warnings, []);
    assert_eq!(variants, ["7 on platform", "peer review"]);
    assert_eq!(model.attributes[0].values, ["P1", "P2", "P3"]);
    let names: Vec<&str> = model.calendars.iter().map(|calendar| calendar.name.as_str()).collect();
    assert_eq!(names, ["always", "office", "late", "meetings of board"]);
    assert_eq!(model.calendars[1].closed.len(), 2);
    let restore = &model.streams[0];
    assert_eq!(restore.steps[0].next[0], (Target::Done, 0.82));
    assert!((restore.steps[0].next[1].1 - 0.18).abs() < 1e-12);
    assert_eq!(restore.steps[1].next, [(Target::Done, 1.0)]);
    let incident = &model.demands[0];
    assert_eq!(incident.enters.otherwise.0, 0);
    assert_eq!(incident.enters.cases[0].1.0, 1);
    let request_priority: Vec<f64> = model.demands[1].mixes[0].1.iter().map(|(_, share)| *share).collect();
    assert_eq!(request_priority, [1.0]);
    assert_eq!(model.promises[1].resolve, Some(Deadline::WorkingDays(3)));
    assert_eq!(model.routes[0].name, "pre_approved");
    let RouteKind::Board(board) = &model.routes[2].kind else {
        panic!("not a board")
    };
    assert_eq!(
        (board.at_most, board.length, board.papers_in),
        (15, Span::minutes(90), Span::hours(24))
    );
    assert_eq!(board.discussion, crate::model::Distribution::Constant(6.0 * 60_000.0));
}

#[test]
fn northwind_can_be_staffed_and_its_promises_kept() {
    let scenario = northwind(&[], None);
    let loads = load::offered_load(&scenario.model);
    let ratio = |team: usize| loads[team].ratio().expect("has hours");
    assert!((0.75..0.92).contains(&ratio(0)), "desk {}", ratio(0));
    assert!((0.75..0.92).contains(&ratio(1)), "platform {}", ratio(1));
    assert!(
        scenario.ceilings.iter().all(|ceiling| ceiling.share >= 0.95),
        "{:?}",
        scenario.ceilings
    );
    let resolve = scenario
        .ceilings
        .iter()
        .find(|ceiling| ceiling.promise == "p1" && ceiling.aspect == crate::model::Aspect::Resolve);
    assert_eq!(resolve.map(|ceiling| ceiling.share > 0.999), Some(true));
}

#[test]
fn a_variant_and_overrides_change_the_model() {
    let model = northwind(&[], Some("7 on platform")).model;
    assert_eq!(model.teams[1].shifts[0].people, 7);
    let model = northwind(&[], Some("peer review")).model;
    assert_eq!(
        model.policies[model.policy.expect("in force").index()].name,
        "peer_review"
    );
    let sets = [
        "team.platform.people.office=9",
        "stream.restore.triage.effort=\"5m\"",
        "governance.policy=peer_review",
        "demand.incident.arrivals.per_week = 330",
        "demand.incident.priority = { P1 = \"50%\", P2 = \"rest\" }",
        "promise.p3.for.priority = \"P2\"",
    ];
    let model = northwind(&sets, Some("7 on platform")).model;
    assert_eq!(model.attributes[0].values, ["P1", "P2"], "a mix is replaced whole");
    let promised = &model.promises[1].selector;
    assert!(
        promised.demands.is_some() && promised.attributes[0].1 == [crate::model::ValueId(1)],
        "a selector merges"
    );
    assert_eq!(model.teams[1].shifts[0].people, 9);
    assert_eq!(
        model.streams[0].steps[0].effort.otherwise,
        crate::model::Distribution::Constant(300_000.0)
    );
    let Some(Arrivals::Poisson {
        per_week, burstiness, ..
    }) = &model.demands[0].arrivals
    else {
        panic!("not Poisson")
    };
    assert_eq!((*per_week, burstiness.is_some()), (330.0, true));
}

#[test]
fn every_fault_of_every_part_is_told_at_once() {
    let text = desk("{ per_week = 300 }")
        .replace("people = 3", "people = 3\nabsence = \"800%\"")
        .replace("team = \"desk\"", "team = \"dsk\"")
        .replace("2027-01-04", "\"2027-13-04\"");
    let told = read_text(&text, &Choice::default()).expect_err("three faults");
    assert_eq!(told.matches("error: ").count(), 3, "{told}");
}

/// Reads a text that may be anything; every fault must be tellable.
fn read_anything(text: &str) -> usize {
    let told = read_text(text, &Choice::default());
    told.map_or_else(|faults| faults.len(), |scenario| scenario.variants.len())
}

#[test]
fn no_damage_to_a_scenario_makes_the_reader_fail() {
    let lines: Vec<&str> = NORTHWIND.lines().collect();
    let mut told = 0;
    for damaged in 0..lines.len() {
        let without = |line: usize| (line != damaged).then_some(lines[line]);
        let text: Vec<&str> = (0..lines.len()).filter_map(without).collect();
        told += read_anything(&text.join("\n"));
        let Some((key, _)) = lines[damaged].split_once('=') else {
            continue;
        };
        for value in [
            "\"\"",
            "0",
            "-1",
            "1e300",
            "[]",
            "{}",
            "\"0%\"",
            "\"100%\"",
            "\"9999999999d\"",
            "true",
            "{ a = 1 }",
            "[[{}]]",
        ] {
            let changed = format!("{key}= {value}");
            let replaced = |line: usize| if line == damaged { changed.as_str() } else { lines[line] };
            let text: Vec<&str> = (0..lines.len()).map(replaced).collect();
            told += read_anything(&text.join("\n"));
        }
    }
    assert!(told > 1_000, "only {told} bytes of messages");
}

#[test]
fn the_hash_tells_choices_apart() {
    let plain = northwind(&[], None).text_hash;
    assert_eq!(plain, northwind(&[], None).text_hash);
    assert_ne!(plain, northwind(&["run.seed=43"], None).text_hash);
    assert_ne!(plain, northwind(&[], Some("peer review")).text_hash);
}

#[test]
fn arrivals_read_in_every_spelling() {
    let level = |per_week| Arrivals::Poisson {
        per_week,
        pattern: HourOfWeek::Level,
        course: None,
        burstiness: None,
    };
    assert_eq!(arrivals("{ per_week = 300 }"), level(300.0));
    assert_eq!(arrivals("{ per_day = 10 }"), level(70.0));
    assert_eq!(arrivals("{ per_hour = 0.5 }"), level(84.0));
    let every = Arrivals::Renewal {
        first: None,
        interval: crate::model::Distribution::Constant(2.0 * HOUR as f64),
    };
    assert_eq!(arrivals("{ every = \"2h\" }"), every);
    let every = Arrivals::Renewal {
        first: None,
        interval: crate::model::Distribution::Exponential { mean: HOUR as f64 },
    };
    assert_eq!(arrivals("{ every = { exponential = { mean = \"1h\" } } }"), every);
    let at = Arrivals::At(vec![Instant(9 * HOUR), Instant(33 * HOUR)]);
    assert_eq!(arrivals("{ at = [\"2027-01-05 09:00\", 2027-01-04T09:00:00] }"), at);
    let Arrivals::Poisson {
        pattern: HourOfWeek::Split { inside, outside },
        ..
    } = arrivals("{ per_week = 10, split = { office = \"80%\", outside = \"20%\" } }")
    else {
        panic!("no split")
    };
    assert_eq!((inside.len(), (outside * 100.0).round()), (1, 20.0));
    let hours = vec!["0.5"; 168].join(",");
    let Arrivals::Poisson { per_week, .. } = arrivals(&format!("{{ by_hour_of_week = [{hours}] }}")) else {
        panic!("not Poisson")
    };
    assert_eq!(per_week, 84.0);
}

#[test]
fn offered_load_follows_by_hand() {
    // 300 items a week of 10 minutes: 50 hours; three people at all hours: 504.
    let scenario =
        read_text(&desk("{ per_week = 300 }"), &Choice::default()).unwrap_or_else(|faults| panic!("{faults}"));
    let load = load::offered_load(&scenario.model)[0];
    assert!(
        (load.offered - 50.0).abs() < 1e-9 && (load.capacity - 504.0).abs() < 1e-9,
        "{load:?}"
    );
}

#[test]
fn the_schema_knows_every_key_of_northwind() {
    let root = tree::parse(NORTHWIND, SourceId(0), &mut Diagnostics::default());
    let unknown = unknown_keys(&root, &schema(), "");
    assert_eq!(unknown, Vec::<String>::new());
    let mut wrong = schema();
    wrong["properties"]["team"]["additionalProperties"]["properties"]
        .as_object_mut()
        .expect("an object")
        .remove("absence");
    assert_eq!(unknown_keys(&root, &wrong, ""), ["team.desk.absence"]);
}

/// Keys of `node` that no alternative of `schema` allows.
fn unknown_keys(node: &Node, schema: &serde_json::Value, path: &str) -> Vec<String> {
    if let Some(alternatives) = schema["anyOf"].as_array() {
        let found = alternatives.iter().map(|schema| unknown_keys(node, schema, path));
        return found.min_by_key(Vec::len).unwrap_or_default();
    }
    match &node.content {
        Content::List(nodes) => nodes
            .iter()
            .flat_map(|node| unknown_keys(node, &schema["items"], path))
            .collect(),
        Content::Table(table) if schema["type"] == "object" => {
            let inside = |entry: &tree::Entry| {
                let path = if path.is_empty() {
                    entry.key.clone()
                } else {
                    format!("{path}.{}", entry.key)
                };
                match (schema["properties"].get(&entry.key), &schema["additionalProperties"]) {
                    (Some(schema), _) => unknown_keys(&entry.node, schema, &path),
                    (None, serde_json::Value::Bool(false)) => vec![path],
                    (None, others) => unknown_keys(&entry.node, others, &path),
                }
            };
            table.entries.iter().flat_map(inside).collect()
        }
        Content::Table(_) if schema["type"].is_string() => vec![format!("{path} as a table")],
        _ => Vec::new(),
    }
}

/// Three teams of `people` people who work 40 hours a week, with so many hours of work each, and who else each works for.
fn sharing(teams: [(u32, u32, &str); 3]) -> Scenario {
    let mut text =
        "title = \"s\"\nstart = 2027-01-04\nduration = \"52 weeks\"\n[hours]\noffice = \"Mon-Fri 09:00-17:00\"\n"
            .to_owned();
    for ((people, hours, more), name) in teams.into_iter().zip(["a", "b", "c"]) {
        text += &format!(
            "[team.{name}]\npeople = {{ office = {people} }}\n{more}\n[demand.of_{name}]\nkind = \"failure\"\nstream = \"{name}\"\n\
             arrivals = {{ per_week = {hours} }}\n[[stream.{name}.step]]\nname = \"do\"\nactivity = \"engage\"\n\
             practice = \"service desk\"\nteam = \"{name}\"\neffort = \"1h\"\n"
        );
    }
    read_text(&text, &Choice::default()).unwrap_or_else(|faults| panic!("{faults}"))
}

/// Pools as the letters of their work and people, offered and capacity.
fn pooled(teams: [(u32, u32, &str); 3]) -> Vec<(String, String, f64, f64)> {
    let model = sharing(teams).model;
    let names = |ids: &[crate::model::TeamId]| ids.iter().map(|id| model.teams[id.index()].name.as_str()).collect();
    let pools = pools::pools(&model, &load::offered_load(&model));
    pools
        .iter()
        .map(|pool| (names(&pool.work), names(&pool.people), pool.offered, pool.capacity))
        .collect()
}

#[test]
fn teams_that_share_work_are_weighed_together() {
    let pool = |work: &str, people: &str, offered, capacity| (work.to_owned(), people.to_owned(), offered, capacity);
    // Nobody shares anything.
    assert_eq!(
        pooled([(1, 50, ""), (1, 10, ""), (1, 20, "")]),
        [
            pool("a", "a", 50.0, 40.0),
            pool("b", "b", 10.0, 40.0),
            pool("c", "c", 20.0, 40.0)
        ]
    );
    // b helps a: together 60 of 80.
    let helped = [(1, 50, ""), (1, 10, "also_works_for = [\"a\"]"), (1, 20, "")];
    assert_eq!(
        pooled(helped),
        [pool("ab", "ab", 60.0, 80.0), pool("c", "c", 20.0, 40.0)]
    );
    assert!(sharing(helped).warnings.is_empty());
    // The other way round nobody helps a: its own people have nothing to spare.
    assert_eq!(
        pooled([(1, 50, "also_works_for = [\"b\"]"), (1, 10, ""), (1, 20, "")]),
        [
            pool("a", "a", 50.0, 40.0),
            pool("b", "b", 10.0, 40.0),
            pool("c", "c", 20.0, 40.0)
        ]
    );
    // c helps b, who helps a: b's work can go to c, so that all three are as tight, 100 of 120.
    assert_eq!(
        pooled([
            (1, 60, ""),
            (1, 30, "also_works_for = [\"a\"]"),
            (1, 10, "also_works_for = [\"b\"]")
        ]),
        [pool("abc", "abc", 100.0, 120.0)]
    );
}

/// a has 40 hours too much and b 10 to spare: 30 hours stay with a.
#[test]
fn helpers_relieve_a_team_by_what_they_can_spare() {
    let model = sharing([(1, 80, ""), (1, 30, "also_works_for = [\"a\"]"), (1, 50, "")]).model;
    let relief = pools::relief(&model, &load::offered_load(&model));
    assert!(
        (relief[0] - 10.0).abs() < 1e-9 && relief[1..] == [0.0, 0.0],
        "{relief:?}"
    );
}

/// One of two leaves after 13 of 52 weeks; another one comes after 26 and works at a mean of 70 % for 13 of the 26 weeks left.
#[test]
fn who_joins_and_leaves_counts_for_the_time_there() {
    let change = "leaving = [ { date = 2027-04-05, hours = \"office\" } ]\n\
                  joining = [ { date = 2027-07-05, hours = \"office\", ramp_up = \"13 weeks\", starts_at = \"40%\" } ]";
    let scenario = sharing([(2, 50, change), (1, 10, ""), (1, 10, "")]);
    let load = load::offered_load(&scenario.model)[0];
    let by_hand = 40.0 * (1.0 + 13.0 / 52.0 + (0.7 * 13.0 + 13.0) / 52.0);
    assert!((load.capacity - by_hand).abs() < 1e-9, "{load:?}, by hand {by_hand}");
    // Over the year they are enough; in between they are not.
    let told: Vec<&str> = scenario.warnings.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(told, ["in 2027-06 team `a` is offered 1.25 times the work it can do"]);
}
