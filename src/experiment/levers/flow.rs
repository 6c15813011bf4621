//! Levers of how work flows: steps that take less, fewer at once, smaller batches, faster suppliers, shorter ways.

use super::Lever;
use super::OpenToday;
use super::people::capital;
use super::text::{path, percent, plain, quoted, scaled, scaled_choice};
use crate::model::{Model, Reason, Step, Stream, Target};
use crate::results::advice::Family;

/// A limit is set at this part of what is open in a stream today.
const LIMIT: f64 = 0.8;

pub(super) fn levers(model: &Model, open: &OpenToday) -> Vec<Lever> {
    let mut all = Vec::new();
    for (number, stream) in model.streams.iter().enumerate() {
        // Audits and escalations have streams that no table of the scenario declares.
        let own = model
            .demands
            .iter()
            .any(|demand| demand.stream.index() == number && is_written(&stream.name));
        if !own {
            continue;
        }
        for step in &stream.steps {
            all.extend(of_step(model, stream, step));
        }
        all.extend(limit(stream, open.0.get(number).copied().flatten()));
    }
    all.extend(suppliers(model));
    all.extend(handoffs(model));
    all
}

fn is_written(stream: &str) -> bool {
    !stream.starts_with("audit ") && !stream.starts_with("escalation ") && !stream.starts_with("improvement ")
}

fn of_step(model: &Model, stream: &Stream, step: &Step) -> Vec<Lever> {
    let levers = [
        work_halved(model, stream, step),
        automated(model, stream, step),
        by_people_again(stream, step),
        wait_halved(model, stream, step),
        solved_at_first(model, stream, step),
        batch_halved(stream, step),
        misrouting_halved(stream, step),
        left_out(stream, step),
    ];
    levers.into_iter().flatten().collect()
}

fn key(stream: &Stream, step: &Step, key: &str) -> String {
    path(&["stream", &stream.name, &step.name, key])
}

/// A step in words; with its stream where the name alone may stand for several.
fn called(stream: &Stream, step: &Step) -> String {
    format!("{} ({})", plain(&step.name), plain(&stream.name))
}

fn is_work(step: &Step) -> bool {
    step.wait.is_none() && step.outsourced.is_none() && step.people > 0
}

fn work_halved(model: &Model, stream: &Stream, step: &Step) -> Option<Lever> {
    let is_some = step.effort.otherwise.mean() > 0.0 || !step.effort.cases.is_empty();
    let effort = scaled_choice(model, &step.effort, 0.5).filter(|_| is_work(step) && is_some)?;
    let name = format!("Half of the work of {} done by a tool", called(stream, step));
    let change = format!("{}={effort}", key(stream, step, "effort"));
    let lever = Lever::new(Family::WorkHalved, name, vec![change]).about(&model.teams[step.team.index()].name);
    Some(lever.assuming("the tool does its half as well as people do, and at once"))
}

/// Half of the visits without people, where none is yet.
fn automated(model: &Model, stream: &Stream, step: &Step) -> Option<Lever> {
    if !is_work(step)
        || step.automation.is_some()
        || step.effort.otherwise.mean() <= 0.0 && step.effort.cases.is_empty()
    {
        return None;
    }
    let name = format!("Half of the visits to {} automated", called(stream, step));
    let change = format!(
        "{}={{ share = \"50%\", takes = \"1m\" }}",
        key(stream, step, "automated")
    );
    let lever = Lever::new(Family::StepAutomated, name, vec![change]).about(&model.teams[step.team.index()].name);
    Some(lever.assuming("a machine can do them, in a minute, and does not fail"))
}

/// Whether an automation that is there is worth having: people do all of it again.
fn by_people_again(stream: &Stream, step: &Step) -> Option<Lever> {
    step.automation.as_ref()?;
    let name = format!("People do all of {} again", called(stream, step));
    let change = format!("remove=[{}]", quoted(&key(stream, step, "automated")));
    Some(Lever::new(Family::AutomationRemoved, name, vec![change]))
}

fn wait_halved(model: &Model, stream: &Stream, step: &Step) -> Option<Lever> {
    let supplier = step.wait.as_ref().is_some_and(|wait| wait.reason == Reason::Supplier);
    let wait = scaled_choice(model, &step.effort, 0.5).filter(|_| supplier && step.outsourced.is_none())?;
    let name = format!("The supplier takes half as long for {}", called(stream, step));
    Some(Lever::new(
        Family::SupplierFaster,
        name,
        vec![format!("{}={wait}", key(stream, step, "wait"))],
    ))
}

/// Of what a step sends on to another team, half is done where it is.
fn solved_at_first(model: &Model, stream: &Stream, step: &Step) -> Option<Lever> {
    let done = step.next.iter().find(|(target, _)| *target == Target::Done)?.1;
    let goes_elsewhere = step.next.iter().any(|(target, share)| match target {
        Target::Step(to) => *share > 0.0 && stream.steps[to.index()].team != step.team,
        Target::Done => false,
    });
    if !goes_elsewhere || !is_work(step) || !step.exceptions.is_empty() || done <= 0.0 {
        return None;
    }
    let mut shares = vec!["done = \"rest\"".to_owned()];
    for (target, share) in &step.next {
        if let Target::Step(to) = target {
            let name = &stream.steps[to.index()].name;
            shares.push(format!("{} = {}", quoted(name), percent(share / 2.0)));
        }
    }
    let now = done + (1.0 - done) / 2.0;
    let name = format!(
        "{} settles {:.0}% itself, not {:.0}%",
        capital(&called(stream, step)),
        now * 100.0,
        done * 100.0
    );
    let change = format!("{}={{ {} }}", key(stream, step, "next"), shares.join(", "));
    let lever = Lever::new(Family::SolvedAtFirst, name, vec![change]).about(&model.teams[step.team.index()].name);
    Some(lever.assuming("what is settled takes no longer there than what is settled there today"))
}

fn batch_halved(stream: &Stream, step: &Step) -> Option<Lever> {
    let batch = step.batch.as_ref().filter(|batch| batch.at_least >= 2)?;
    let half = batch.at_least.div_ceil(2);
    let change = match batch.at_least == batch.at_most {
        true => format!(
            "{}={half}",
            path(&["stream", &stream.name, &step.name, "batch", "size"])
        ),
        false => format!(
            "{}={half}",
            path(&["stream", &stream.name, &step.name, "batch", "at_least"])
        ),
    };
    let name = format!("Batches of {half}, not {}, at {}", batch.at_least, called(stream, step));
    Some(Lever::new(Family::BatchHalved, name, vec![change]))
}

fn misrouting_halved(stream: &Stream, step: &Step) -> Option<Lever> {
    let share = step
        .misrouting
        .as_ref()
        .map(|it| it.share)
        .filter(|share| *share > 0.0)?;
    let name = format!("Half as many go to a wrong team before {}", called(stream, step));
    let place = path(&["stream", &stream.name, &step.name, "misrouted", "share"]);
    Some(Lever::new(
        Family::MisroutingHalved,
        name,
        vec![format!("{place}={}", percent(share / 2.0))],
    ))
}

/// A step that changes nothing which the scenario knows: it sends items nowhere else, causes nothing, and is not the only one.
fn left_out(stream: &Stream, step: &Step) -> Option<Lever> {
    let changes_nothing = step.next.len() == 1
        && step.exceptions.is_empty()
        && step.raises.is_empty()
        && step.fork.is_none()
        && !step.approval
        && step.if_it_fails.is_none()
        && step.brings.is_none()
        && !step.removes_fault
        && !step.finds_workaround
        && step.writes.is_none()
        && !step.announces
        && step.releases.is_none();
    if !changes_nothing || stream.steps.len() < 2 {
        return None;
    }
    let name = format!("Without {}", called(stream, step));
    let place = path(&["stream", &stream.name, &step.name]);
    Some(Lever::new(
        Family::StepLeftOut,
        name,
        vec![format!("remove=[{}]", quoted(&place))],
    ))
}

fn limit(stream: &Stream, open: Option<f64>) -> Option<Lever> {
    let open = open.filter(|open| *open >= 2.0 && stream.limit.is_none())?;
    let most = (LIMIT * open).round().max(1.0);
    let name = format!("At most {most} items at once in {}", plain(&stream.name));
    let change = format!("{}={most}", path(&["stream", &stream.name, "wip"]));
    Some(Lever::new(Family::WipLimit, name, vec![change]))
}

fn suppliers(model: &Model) -> Vec<Lever> {
    let suppliers = model
        .suppliers
        .iter()
        .map(|of| ("supplier", &of.name, &of.takes, of.name.clone()));
    let parts = model
        .parts
        .iter()
        .map(|of| ("part", &of.name, &of.takes, format!("Delivery of {}", of.name)));
    let faster = |(table, name, takes, words): (&str, &String, _, String)| {
        let takes = scaled(takes, 0.5)?;
        let words = format!("{} takes half as long", capital(&plain(&words)));
        let change = format!("{}={takes}", path(&[table, name, "takes"]));
        Some(Lever::new(Family::SupplierFaster, words, vec![change]))
    };
    suppliers.chain(parts).filter_map(faster).collect()
}

fn handoffs(model: &Model) -> Vec<Lever> {
    let teams = model.teams.iter().filter_map(|team| {
        let half = scaled(team.handoff.as_ref()?, 0.5)?;
        let name = format!("Handing over to {} takes half as long", plain(&team.name));
        let change = format!("{}={half}", path(&["team", &team.name, "handoff"]));
        Some(Lever::new(Family::HandoffHalved, name, vec![change]).about(&team.name))
    });
    let steps = model
        .streams
        .iter()
        .flat_map(|stream| stream.steps.iter().map(move |step| (stream, step)));
    let steps = steps.filter_map(|(stream, step)| {
        let half = scaled(step.handoff.as_ref()?, 0.5)?;
        let name = format!("Handing over for {} takes half as long", called(stream, step));
        Some(Lever::new(
            Family::HandoffHalved,
            name,
            vec![format!("{}={half}", key(stream, step, "handoff"))],
        ))
    });
    teams.chain(steps).collect()
}
