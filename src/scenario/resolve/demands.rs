//! Demands: their mixes, where they enter, whether they fail.

use super::names::Names;
use super::streams::step_names;
use super::{World, arrivals, channels, entries, mixes, recorded, supply, worth};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Calendar, Calls, Choice, Demand, DemandId, Kind, Reopening, Selector, StepId, StreamId, Worth};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{CallsText, DemandText, ReopenedText};
use crate::scenario::values::Enters;

/// The most combinations of attribute values of one demand.
const MOST_COMBINATIONS: usize = 4_096;

/// One demand.
pub fn demand(
    world: &World<'_>,
    name: &Placed<String>,
    text: Option<&DemandText>,
    calendars: &mut Vec<Calendar>,
    faults: &mut Diagnostics,
) -> Demand {
    let mut demand = Demand {
        name: name.value.clone(),
        kind: Kind::Value,
        stream: StreamId(0),
        arrivals: None,
        batch: None,
        starting: Vec::new(),
        mixes: Vec::new(),
        dependent: Vec::new(),
        misjudged: None,
        enters: Choice::always(StepId(0)),
        fails: Choice::always(0.0),
        reopening: None,
        self_service: None,
        detection: None,
        calls: None,
        chased: None,
        affects: None,
        worth: Worth::default(),
        cost_per_item: None,
    };
    let Some(text) = text else { return demand };
    if let Some(kind) = &text.kind {
        demand.kind = kind.value.0;
    }
    let stream = text
        .stream
        .as_ref()
        .and_then(|stream| world.streams.find(stream, faults));
    demand.stream = StreamId::from(stream.unwrap_or(0));
    if let Some(arrivals) = &text.arrivals {
        demand.arrivals = arrivals::arrivals(world, text, &arrivals.value, calendars, faults);
        demand.batch = arrivals::batch(&arrivals.value, faults);
    }
    (demand.mixes, demand.dependent) = mixes::mixes(world, text, faults);
    if let Some(starting) = &text.starting {
        demand.starting = recorded::starting(world, text, starting, faults);
    }
    if let Some(wrong) = &text.wrong_priority {
        demand.misjudged = mixes::misjudged(world, text, wrong, faults);
    }
    let values = demand.mixes.iter().map(|(_, mix)| mix.len());
    let combinations = values.fold(1, usize::saturating_mul);
    if combinations > MOST_COMBINATIONS {
        let fact = format!(
            "demand `{}` has {combinations} combinations of attribute values",
            name.value
        );
        faults.push(Diagnostic::error(fact).at(&name.place, "at most 4,096 can be told apart"));
    }
    if let (Some(enters), Some(stream)) = (&text.enters, stream) {
        demand.enters = enter(world, text, &enters.value, stream, faults);
    }
    if let Some(fails) = &text.fails
        && let Some(choice) = world.choice(&fails.value, &[text], &fails.place, |share| share.0, faults)
    {
        demand.fails = choice;
    }
    if let (Some(reopened), Some(stream)) = (&text.reopened, stream) {
        demand.reopening = reopening(world, &reopened.value, stream, faults);
    }
    demand.affects = worth::affects(world, text, faults);
    demand.worth = worth::worth(world, text, faults);
    demand.cost_per_item = supply::amount(&text.cost_per_item);
    demand.calls = text
        .while_open
        .as_ref()
        .and_then(|calls| self::calls(world, &calls.value, text, faults));
    demand.self_service = channels::self_service(world, text, faults);
    demand.detection = channels::detection(world, text, faults);
    demand
}

/// What may follow when an item is resolved.
fn reopening(world: &World<'_>, text: &ReopenedText, stream: usize, faults: &mut Diagnostics) -> Option<Reopening> {
    let (_, stream) = entries(&world.text.stream).get(stream)?;
    let steps = Names::new("step", "steps", step_names(stream.as_ref()).into_iter());
    let to = steps.find(text.to.as_ref()?, faults)?;
    let share = text.share.as_ref()?;
    if share.value.0 >= 1.0 {
        let fault = Diagnostic::error("items that are always reopened never end");
        faults.push(fault.at(&share.place, "it must be below 100 %"));
    }
    Some(Reopening {
        share: share.value.0,
        to: StepId::from(to),
        within: text.within.as_ref()?.value,
    })
}

/// Calls about an open item.
fn calls(world: &World<'_>, text: &CallsText, of: &DemandText, faults: &mut Diagnostics) -> Option<Calls> {
    let demand = world.demands.find(text.raises.as_ref()?, faults)?;
    let per_hour = text.per_hour.as_ref()?;
    if per_hour.value.0 <= 0.0 {
        faults.push(Diagnostic::error("nobody ever calls").at(&per_hour.place, "`per_hour` must be above 0"));
        return None;
    }
    Some(Calls {
        demand: DemandId::from(demand),
        per_hour: per_hour.value.0,
        at_most: text.at_most.as_ref()?.value.0,
        closes: text.closes.as_ref()?.value,
        announced: text
            .announced
            .as_ref()
            .and_then(|announced| channels::announcement(announced, is_announced(world, of, demand), faults)),
    })
}

/// The name of a demand's stream.
fn stream_of(demand: Option<&DemandText>) -> Option<&str> {
    demand?.stream.as_ref().map(|stream| stream.value.as_str())
}

/// Whether a step announces the items of a demand: one of their own stream, of the calls about them, or of what they wait for.
fn is_announced(world: &World<'_>, of: &DemandText, calls: usize) -> bool {
    let demand = |name: &str| {
        let mut demands = entries(&world.text.demand).iter();
        demands.find(|(own, _)| own.value == name)?.1.as_ref()
    };
    let steps = |name: Option<&str>| {
        let mut streams = entries(&world.text.stream).iter();
        let found = streams.find(|(own, _)| Some(own.value.as_str()) == name);
        let listed = found.and_then(|(_, stream)| stream.as_ref()?.step.as_ref());
        listed.map_or(&[][..], |steps| steps.value.0.as_slice())
    };
    let caller = entries(&world.text.demand)
        .get(calls)
        .and_then(|(_, text)| text.as_ref());
    let own = steps(stream_of(Some(of)));
    let raised = own
        .iter()
        .flat_map(|step| &step.raises)
        .flat_map(|raises| &raises.value.0);
    let waited_for = raised.filter(|(_, raise)| raise.wait);
    let children = waited_for.flat_map(|(name, _)| steps(stream_of(demand(&name.value))));
    let mut all = own.iter().chain(steps(stream_of(caller))).chain(children);
    all.any(|step| step.announces.as_ref().is_some_and(|announces| announces.value))
}

fn enter(
    world: &World<'_>,
    text: &DemandText,
    enters: &Enters,
    stream: usize,
    faults: &mut Diagnostics,
) -> Choice<StepId> {
    let stream = entries(&world.text.stream)
        .get(stream)
        .and_then(|(_, stream)| stream.as_ref());
    let steps = Names::new("step", "steps", step_names(stream).into_iter());
    let cases = match enters {
        Enters::At(step) => return Choice::always(steps.find(step, faults).map_or(StepId(0), StepId::from)),
        Enters::ByValue(cases) => cases,
    };
    let mut choice = Choice::always(StepId(0));
    let names: Vec<&Placed<String>> = cases.iter().map(|(value, _)| value).collect();
    let Some(attribute) = world.attribute_of_values(text, &names, faults) else {
        return choice;
    };
    for (value, step) in cases {
        if let (Some(value), Some(step)) = (world.value(attribute, value, faults), steps.find(step, faults)) {
            let selector = Selector {
                demands: None,
                attributes: vec![(attribute, vec![value])],
            };
            choice.cases.push((selector, StepId::from(step)));
        }
    }
    choice
}
