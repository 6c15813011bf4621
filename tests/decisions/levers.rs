//! Levers: what is read off a scenario is something that its reader takes, and does what it says.

use std::fs;
use std::path::Path;

use flowcast::experiment::{Lever, OpenToday, Workshop, levers};
use flowcast::model::{Model, RouteKind};
use flowcast::results::advice::Family;

use crate::desk::Texts;

const MOST_TEAMS: usize = 12;

/// Scenarios that name no files beside them.
fn scenarios() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut found: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| (path.display().to_string(), fs::read_to_string(path).expect("text")))
        .filter(|(_, text)| !text.contains(".csv\""))
        .collect();
    found.sort();
    found
}

fn today(text: &str) -> Model {
    Texts(text)
        .contender("today", &[])
        .expect("it can be run")
        .candidate
        .model
}

/// Every stream holds ten items.
fn all(model: &Model) -> Vec<Lever> {
    levers(model, &OpenToday(vec![Some(10.0); model.streams.len()]))
}

fn people(model: &Model) -> u32 {
    let shifts = model.teams.iter().flat_map(|team| &team.shifts);
    shifts.map(|shift| shift.people).sum()
}

/// Mean work of all steps in hours, each counted once.
fn work(model: &Model) -> f64 {
    let steps = model.streams.iter().flat_map(|stream| &stream.steps);
    steps
        .map(|step| step.effort.otherwise.mean() + step.effort.cases.iter().map(|(_, it)| it.mean()).sum::<f64>())
        .sum()
}

#[test]
fn readers_take_what_levers_change() {
    let (mut taken, mut refused) = (0, Vec::new());
    for (name, text) in scenarios() {
        let model = today(&text);
        // Of forty teams nothing more is learnt, in much more time.
        if model.teams.len() > MOST_TEAMS {
            continue;
        }
        for lever in all(&model) {
            match Texts(&text).contender(&lever.name, &lever.changes) {
                Ok(contender) => {
                    taken += 1;
                    does_what_it_says(&model, &contender.candidate.model, &lever);
                }
                // Teams that differ in how they work, and steps that are named elsewhere, have no such lever.
                Err(_) if [Family::TeamsPooled, Family::StepLeftOut].contains(&lever.family) => {}
                Err(why) => refused.push(format!("{name}: {} {:?}: {:?}", lever.name, lever.changes, why.faults)),
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(taken > 150, "{taken} levers");
}

fn does_what_it_says(before: &Model, after: &Model, lever: &Lever) {
    let (people_before, people_after) = (people(before), people(after));
    let half = |now: f64, then: f64| assert!(now < then, "{}: {now} and {then}", lever.name);
    match lever.family {
        Family::PersonMore => assert_eq!(people_after, people_before + 1, "{}", lever.name),
        Family::PersonFewer => assert_eq!(people_after + 1, people_before, "{}", lever.name),
        Family::ShiftMoved | Family::TeamsPooled => assert_eq!(people_after, people_before, "{}", lever.name),
        Family::WorkHalved => half(work(after), work(before)),
        Family::StepLeftOut => {
            let steps = |model: &Model| model.streams.iter().map(|stream| stream.steps.len()).sum::<usize>();
            assert_eq!(steps(after) + 1, steps(before), "{}", lever.name);
        }
        Family::ApprovalRemoved => {
            let route = lever.route.as_deref().expect("a route");
            let asked = |model: &Model| {
                let policy = &model.policies[model.policy.expect("a policy").index()];
                policy
                    .rules
                    .iter()
                    .filter(|(_, id)| model.routes[id.index()].name == route)
                    .count()
            };
            assert!(asked(before) > 0 && asked(after) == 0, "{}", lever.name);
        }
        Family::BoardTwiceAsOften => {
            let meetings = |model: &Model| -> usize {
                let boards = model.routes.iter().filter_map(|route| match &route.kind {
                    RouteKind::Board(board) => Some(model.calendars[board.meets.index()].weekly.len()),
                    _ => None,
                });
                boards.sum()
            };
            assert_eq!(meetings(after), meetings(before) + 1, "{}", lever.name);
        }
        Family::SupplierFaster => {
            let takes = |model: &Model| -> f64 {
                let suppliers = model.suppliers.iter().map(|it| it.takes.mean());
                suppliers
                    .chain(model.parts.iter().map(|it| it.takes.mean()))
                    .sum::<f64>()
                    + work(model)
            };
            half(takes(after), takes(before));
        }
        _ => {}
    }
}

/// A tool that does half of the work halves every form of it exactly, to a millisecond.
#[test]
fn every_distribution_is_halved() {
    let efforts = [
        "\"20m\"",
        "{ exponential = { mean = \"20m\" } }",
        "{ typical = \"20m\", one_in_ten_over = \"1h\" }",
        "{ low = \"5m\", likely = \"10m\", high = \"1h\" }",
        "{ uniform = { low = \"5m\", high = \"25m\" } }",
        "{ triangular = { low = \"5m\", likely = \"10m\", high = \"1h\" } }",
        "{ gamma = { mean = \"20m\", cv = 0.7 } }",
        "{ erlang = { mean = \"20m\", k = 3 } }",
        "{ weibull = { shape = 1.5, scale = \"20m\" } }",
        "{ normal = { mean = \"20m\", sd = \"5m\" } }",
        "{ empirical = [\"10m\", \"20m\", \"45m\"] }",
        "{ hyperexponential = [{ share = \"30%\", mean = \"5m\" }, { share = \"70%\", mean = \"30m\" }] }",
        "{ by = \"priority\", P1 = \"1h\", other = { exponential = { mean = \"20m\" } } }",
    ];
    for effort in efforts {
        let text = crate::desk::DESK.replace("effort   = \"20m\"", &format!("effort = {effort}"));
        let text = text.replace(
            "kind     = \"value\"",
            "kind = \"value\"\npriority = { P1 = \"10%\", P2 = \"40%\", P3 = \"50%\" }",
        );
        let model = today(&text);
        let lever = all(&model)
            .into_iter()
            .find(|it| it.family == Family::WorkHalved)
            .expect("a tool");
        let after = Texts(&text)
            .contender("tool", &lever.changes)
            .unwrap_or_else(|why| panic!("{effort}: {why:?}"));
        let [before, after] = [&model, &after.candidate.model].map(|model| {
            let step = &model.streams[0].steps[0];
            let demand = flowcast::model::DemandId(0);
            let values = &model.demands[0].mixes[0].1;
            let mean = |value: flowcast::model::ValueId| step.effort.of(demand, |_| Some(value)).mean();
            values.iter().map(|(value, share)| share * mean(*value)).sum::<f64>()
        });
        assert!((after / before - 0.5).abs() < 1e-5, "{effort}: {before} and {after}");
    }
}
