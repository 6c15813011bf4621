//! From text to model: names become ids, words become ticks; every unknown name is reported.
//!
//! A part with a fault still gets a stand-in, so that ids stay in step and the other parts are looked at too; a model with
//! faults never leaves the reader.

mod arrivals;
mod attributes;
mod automation;
mod calendars;
mod causes;
mod channels;
mod control;
mod demands;
mod figures;
mod gates;
mod gathering;
mod governance;
mod improvements;
mod increments;
mod knowledge;
mod mixes;
mod names;
mod parts;
mod patterns;
mod promises;
mod recorded;
mod reviews;
mod run;
mod selectors;
mod staffing;
mod steps;
mod streams;
mod supply;
mod tasks;
mod teams;
mod worth;

use jiff::tz::TimeZone;

use super::catalogue::Placed;
use super::fields::ScenarioText;
use super::values::ByName;
use crate::diagnostic::Diagnostics;
use crate::model::{Attribute, Epoch, Model, PolicyId};
use crate::time::Instant;
pub use figures::{asked, no_figure_fact, team_in};
use names::Names;
pub use names::unknown_fact;

/// Which parts came through without a fault, so that checks do not report what follows from one.
pub struct Soundness {
    /// For each stream.
    pub streams: Vec<bool>,
    /// For each demand.
    pub demands: Vec<bool>,
    /// Everything.
    pub whole: bool,
}

/// The names and attributes that parts refer to.
struct World<'a> {
    text: &'a ScenarioText,
    epoch: Epoch,
    hours: Names<'a>,
    teams: Names<'a>,
    demands: Names<'a>,
    streams: Names<'a>,
    routes: Names<'a>,
    policies: Names<'a>,
    promises: Names<'a>,
    faults: Names<'a>,
    suppliers: Names<'a>,
    parts: Names<'a>,
    services: Names<'a>,
    knowledge: Names<'a>,
    improvements: Names<'a>,
    capabilities: Names<'a>,
    attributes: Vec<Attribute>,
    /// When the run ends.
    end: Instant,
}

/// The entries of a table of names that may be missing.
fn entries<T>(table: &Option<Placed<ByName<T>>>) -> &[(Placed<String>, Option<T>)] {
    table.as_ref().map_or(&[], |table| table.value.0.as_slice())
}

/// Builds the model.
pub fn model(text: &ScenarioText, faults: &mut Diagnostics) -> (Model, Soundness) {
    let world = world(text, run::end(text), faults);
    let mut calendars = calendars::calendars(&world, faults);
    let teams = teams::teams(&world, &mut calendars, faults);
    let (mut streams, mut stream_soundness) = sound_parts(entries(&text.stream), faults, |name, stream, faults| {
        streams::stream(&world, name, stream, faults)
    });
    let (mut demands, mut demand_soundness) = sound_parts(entries(&text.demand), faults, |name, demand, faults| {
        demands::demand(&world, name, demand, &mut calendars, faults)
    });
    let routes = governance::routes(&world, &mut calendars, faults);
    let policies = governance::policies(&world, faults);
    let policy = text
        .governance
        .as_ref()
        .and_then(|governance| governance.value.policy.as_ref());
    let policy = policy
        .and_then(|name| world.policies.find(name, faults))
        .map(PolicyId::from);
    let promises = promises::promises(&world, faults);
    let defects = causes::faults(&world, faults);
    let chases = causes::chases(&world, &promises, faults);
    for (demand, chase) in demands.iter_mut().zip(chases) {
        demand.chased = chase;
    }
    let freezes = control::freezes(&world, faults);
    let mut tasks = tasks::Tasks::new(&world, &mut demands, &mut streams);
    let escalations = control::escalations(&world, &promises, &mut tasks, faults);
    let audits = control::audits(&world, &mut tasks, faults);
    // What governance asks of people has no faults of its own.
    stream_soundness.resize(streams.len(), true);
    demand_soundness.resize(demands.len(), true);
    let suppliers = supply::suppliers(&world, faults);
    let parts = supply::parts(&world, &suppliers, faults);
    let services = supply::services(&world, faults);
    let knowledge = knowledge::knowledge(&world, faults);
    let reviews = reviews::reviews(&world, &promises, faults);
    let switched = entries(&text.review)
        .iter()
        .filter(|(_, review)| review.as_ref().is_some_and(|it| it.then.is_some()));
    let first = switched.count();
    let improvements = improvements::improvements(&world, first, &promises, faults);
    let capabilities = improvements::capabilities(&world, first + entries(&text.improvement).len(), faults);
    let run = run::run(&world, &promises, faults);
    let costs = supply::costs(&world, run.window_start(), faults);
    let model = Model {
        title: text
            .title
            .as_ref()
            .map_or_else(String::new, |title| title.value.clone()),
        epoch: world.epoch.clone(),
        calendars,
        teams,
        attributes: world.attributes,
        demands,
        streams,
        routes,
        policies,
        policy,
        freezes,
        escalations,
        audits,
        faults: defects,
        promises,
        suppliers,
        parts,
        services,
        knowledge,
        costs,
        currency: text.currency.as_ref().map(|currency| currency.value.clone()),
        run,
        later: Vec::new(),
        reviews,
        improvements,
        capabilities,
        switches: Vec::new(),
    };
    let soundness = Soundness {
        streams: stream_soundness,
        demands: demand_soundness,
        whole: faults.errors() == 0,
    };
    (model, soundness)
}

/// Resolves each part and notes whether it brought faults.
fn sound_parts<T, M>(
    parts: &[(Placed<String>, Option<T>)],
    faults: &mut Diagnostics,
    mut resolve: impl FnMut(&Placed<String>, Option<&T>, &mut Diagnostics) -> M,
) -> (Vec<M>, Vec<bool>) {
    let mut models = Vec::new();
    let mut sound = Vec::new();
    for (name, part) in parts {
        let before = faults.errors();
        models.push(resolve(name, part.as_ref(), faults));
        sound.push(part.is_some() && faults.errors() == before);
    }
    (models, sound)
}

fn world<'a>(text: &'a ScenarioText, end: Instant, faults: &mut Diagnostics) -> World<'a> {
    let date = text
        .start
        .as_ref()
        .map_or_else(jiff::civil::Date::default, |start| start.value);
    let zone = text
        .timezone
        .as_ref()
        .map_or(TimeZone::UTC, |zone| zone.value.0.clone());
    let hours = text
        .hours
        .as_ref()
        .map_or(&[][..], |hours| hours.value.named.as_slice());
    World {
        text,
        epoch: Epoch { date, zone },
        hours: Names::new("hours", "hours", hours.iter().map(|(name, _)| name)).with_built_in("always", faults),
        teams: Names::new("team", "teams", entries(&text.team).iter().map(|(name, _)| name)),
        demands: Names::new("demand", "demands", entries(&text.demand).iter().map(|(name, _)| name)),
        streams: Names::new("stream", "streams", entries(&text.stream).iter().map(|(name, _)| name)),
        routes: Names::new("route", "routes", entries(&text.route).iter().map(|(name, _)| name))
            .with_built_in("pre_approved", faults),
        policies: Names::new("policy", "policies", entries(&text.policy).iter().map(|(name, _)| name)),
        promises: Names::new(
            "promise",
            "promises",
            entries(&text.promise).iter().map(|(name, _)| name),
        ),
        faults: Names::new("fault", "faults", entries(&text.fault).iter().map(|(name, _)| name)),
        suppliers: Names::new(
            "supplier",
            "suppliers",
            entries(&text.supplier).iter().map(|(name, _)| name),
        ),
        parts: Names::new("part", "parts", entries(&text.part).iter().map(|(name, _)| name)),
        services: Names::new(
            "service",
            "services",
            entries(&text.service).iter().map(|(name, _)| name),
        ),
        knowledge: Names::new(
            "knowledge base",
            "knowledge bases",
            entries(&text.knowledge).iter().map(|(name, _)| name),
        ),
        improvements: Names::new(
            "improvement",
            "improvements",
            entries(&text.improvement).iter().map(|(name, _)| name),
        ),
        capabilities: Names::new(
            "capability",
            "capabilities",
            entries(&text.capability).iter().map(|(name, _)| name),
        ),
        attributes: attributes::attributes(text, faults),
        end,
    }
}
