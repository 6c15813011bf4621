//! What few demands have: batches, recorded values, attributes that depend on others, wrong first priorities, items that are
//! open at the start.

use super::channels::{self, SelfServiceProgram};
use super::numbering::Layout;
use crate::engine::sampler::Sampler;
use crate::engine::streams::{Key, name_hash};
use crate::model::{AttributeId, DemandId, Kind, Misjudged, Model, Starting, StepId, ValueId};

/// Values that need no draw: (index into [`Special::draws`], number of the value).
pub type Preset = Vec<(u32, u32)>;

/// What few demands have.
#[derive(Clone, Debug)]
pub struct Special {
    /// How many items each arrival brings.
    pub batch: Option<Sampler>,
    /// The values that were recorded of each arrival; empty where nothing was recorded.
    pub recorded: Vec<Preset>,
    /// How each attribute with several values is drawn, each after the one it depends on.
    draws: Vec<Draw>,
    /// Wrong first priorities.
    pub misjudged: Option<MisjudgedProgram>,
    /// Items that are open at the start.
    pub starting: Vec<StartingProgram>,
    /// Users who try to help themselves first.
    pub self_service: Option<SelfServiceProgram>,
}

/// How an attribute is drawn.
#[derive(Clone, Debug)]
struct Draw {
    attribute: AttributeId,
    /// Hash of its name.
    hash: u64,
    /// How far apart the classes of neighbouring values are.
    stride: u32,
    /// Of the attribute that it depends on: the stride, and how many values it has.
    by: Option<(u32, u32)>,
    /// Upper ends of the values' cumulative shares; a row for each value of the attribute that it depends on.
    cumulative: Vec<Vec<f64>>,
}

/// Wrong first priorities.
#[derive(Clone, Debug)]
pub struct MisjudgedProgram {
    /// For each class of the demand: how likely its priority is taken for another, and for which.
    pub classes: Vec<(f64, Vec<Seen>)>,
    /// The place at whose end it is corrected.
    pub until_place: Option<u32>,
    /// The ticks after arrival at which it is corrected.
    pub until_time: Option<i64>,
}

/// What a priority is taken for.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Upper end of the cumulative share.
    pub until: f64,
    /// The priority it is taken for.
    pub priority: u8,
    /// The class with that priority and otherwise the same values.
    pub class: u32,
}

/// Items that are open at the start.
#[derive(Clone, Debug)]
pub enum StartingProgram {
    /// So many, drawn.
    Drawn {
        /// How many.
        count: u32,
        /// Their ages in ticks.
        age: Sampler,
        /// Upper ends of cumulative shares, and the places where they wait; empty where they enter as others do.
        at: Vec<(f64, u32)>,
    },
    /// Listed: age in ticks, place, values.
    Listed(Vec<(i64, Option<u32>, Preset)>),
}

impl Special {
    /// Values that need no draw.
    pub(super) fn preset(&self, model: &Model, id: DemandId, values: &[(AttributeId, ValueId)]) -> Preset {
        preset(model, id, &self.draws, values)
    }

    /// The class, counted from the demand's first, of an item with this key.
    pub fn class(&self, key: Key, preset: &[(u32, u32)]) -> u32 {
        let mut class = 0;
        for (number, draw) in self.draws.iter().enumerate() {
            let known = preset.iter().find(|(index, _)| *index == number as u32);
            let value = known.map_or_else(|| draw.value(key.part(draw.hash).uniform(), class), |known| known.1);
            class += value * draw.stride;
        }
        class
    }
}

impl Draw {
    fn value(&self, luck: f64, class: u32) -> u32 {
        let row = self.by.map_or(0, |(stride, count)| class / stride % count);
        self.cumulative[row as usize].iter().filter(|end| luck >= **end).count() as u32
    }
}

/// Upper ends of cumulative shares; the last share above zero takes what rounding leaves.
fn cumulative(shares: impl Iterator<Item = f64>) -> Vec<f64> {
    let shares: Vec<f64> = shares.collect();
    let last = shares.iter().rposition(|share| *share > 0.0).unwrap_or(0);
    let mut sum = 0.0;
    let mut ends = Vec::with_capacity(shares.len());
    for (index, share) in shares.iter().enumerate() {
        sum += share;
        ends.push(if index >= last { f64::INFINITY } else { sum });
    }
    ends
}

/// What is special about a demand; none where nothing is.
pub(super) fn compile(
    model: &Model,
    layout: &Layout,
    (id, first_class): (DemandId, u32),
    roots: &[Vec<Kind>],
) -> Option<Box<Special>> {
    let demand = &model.demands[id.index()];
    let recorded = match &demand.arrivals {
        Some(crate::model::Arrivals::Recorded(arrivals)) => arrivals.as_slice(),
        _ => &[],
    };
    let ordinary = demand.batch.is_none()
        && recorded.iter().all(|arrival| arrival.values.is_empty())
        && demand.dependent.is_empty()
        && demand.misjudged.is_none()
        && demand.self_service.is_none()
        && demand.starting.is_empty();
    if ordinary {
        return None;
    }
    let draws = draws(model, id);
    let preset = |values: &[(AttributeId, ValueId)]| preset(model, id, &draws, values);
    let recorded = recorded.iter().map(|arrival| preset(&arrival.values)).collect();
    let place = |step: &StepId| layout.place_of_step(id, *step);
    let starting = demand.starting.iter().map(|starting| match starting {
        Starting::Drawn { count, age, at } => StartingProgram::Drawn {
            count: *count,
            age: Sampler::new(age),
            at: cumulative(at.iter().map(|(_, share)| *share))
                .into_iter()
                .zip(at.iter().map(|(step, _)| place(step)))
                .collect(),
        },
        Starting::Listed(items) => {
            let listed = items.iter();
            let listed = listed.map(|item| (-item.arrived.ticks(), item.at.as_ref().map(place), preset(&item.values)));
            StartingProgram::Listed(listed.collect())
        }
    });
    let starting = starting.collect();
    let misjudged = demand.misjudged.as_ref();
    Some(Box::new(Special {
        batch: demand.batch.as_ref().map(Sampler::new),
        recorded,
        misjudged: misjudged.map(|misjudged| misjudgement(model, layout, id, first_class, misjudged)),
        starting,
        self_service: demand
            .self_service
            .as_ref()
            .map(|of| channels::self_service(model, id, of, roots)),
        draws,
    }))
}

/// How far apart the classes of neighbouring values of an attribute are: the last attribute varies fastest.
pub(super) fn stride(model: &Model, demand: DemandId, attribute: AttributeId) -> u32 {
    let mixes = model.demands[demand.index()].mixes.iter().rev();
    let after = mixes.take_while(|(own, _)| *own != attribute);
    after.map(|(_, mix)| mix.len() as u32).product()
}

fn draws(model: &Model, id: DemandId) -> Vec<Draw> {
    let demand = &model.demands[id.index()];
    let draw = |attribute: AttributeId, by, cumulative| Draw {
        attribute,
        hash: name_hash(&model.attributes[attribute.index()].name),
        stride: stride(model, id, attribute),
        by,
        cumulative,
    };
    let depends = |attribute: AttributeId| demand.dependent.iter().any(|mix| mix.attribute == attribute);
    let free = demand
        .mixes
        .iter()
        .filter(|(attribute, mix)| mix.len() > 1 && !depends(*attribute));
    let mut draws: Vec<Draw> = free
        .map(|(attribute, mix)| draw(*attribute, None, vec![cumulative(mix.iter().map(|(_, share)| *share))]))
        .collect();
    draws.extend(demand.dependent.iter().map(|mix| {
        let rows: Vec<Vec<f64>> = mix.shares.iter().map(|row| cumulative(row.iter().copied())).collect();
        let by = (stride(model, id, mix.by), rows.len() as u32);
        draw(mix.attribute, Some(by), rows)
    }));
    draws
}

fn preset(model: &Model, id: DemandId, draws: &[Draw], values: &[(AttributeId, ValueId)]) -> Preset {
    let of = |attribute: AttributeId, value: ValueId| {
        let draw = draws.iter().position(|draw| draw.attribute == attribute)?;
        let mixes = &model.demands[id.index()].mixes;
        let (_, mix) = mixes.iter().find(|(own, _)| *own == attribute)?;
        let number = mix.iter().position(|(own, _)| *own == value)?;
        Some((draw as u32, number as u32))
    };
    values
        .iter()
        .filter_map(|(attribute, value)| of(*attribute, *value))
        .collect()
}

fn misjudgement(
    model: &Model,
    layout: &Layout,
    id: DemandId,
    first_class: u32,
    misjudged: &Misjudged,
) -> MisjudgedProgram {
    let demand = &model.demands[id.index()];
    let combinations: usize = demand.mixes.iter().map(|(_, mix)| mix.len()).product();
    let priorities: Vec<ValueId> = demand
        .mixes
        .iter()
        .filter(|(attribute, _)| *attribute == Model::PRIORITY)
        .flat_map(|(_, mix)| mix.iter().map(|(value, _)| *value))
        .collect();
    let stride = stride(model, id, Model::PRIORITY);
    let of_class = |number: usize| {
        let values = super::classes::values_of(model, id, number);
        let value_of = |attribute| {
            values
                .iter()
                .find(|(own, _)| *own == attribute)
                .map(|(_, value)| *value)
        };
        let own = number as u32 / stride % priorities.len() as u32;
        let others: Vec<(u32, ValueId, f64)> = (0u32..)
            .zip(&priorities)
            .filter(|(index, _)| *index != own)
            .filter_map(|(index, value)| {
                let (_, share) = misjudged.seen_as.iter().find(|(seen, _)| seen == value)?;
                (*share > 0.0).then_some((index, *value, *share))
            })
            .collect();
        let total: f64 = others.iter().map(|(_, _, share)| share).sum();
        let ends = cumulative(others.iter().map(|(_, _, share)| share / total));
        let seen = others.iter().zip(ends).map(|((index, value, _), until)| Seen {
            until,
            priority: value.0 as u8,
            class: first_class + number as u32 + index * stride - own * stride,
        });
        (*misjudged.share.of(id, value_of), seen.collect())
    };
    MisjudgedProgram {
        classes: (0..combinations).map(of_class).collect(),
        until_place: misjudged.until_step.map(|step| layout.place_of_step(id, step)),
        until_time: misjudged.until_time.map(|time| time.ticks()),
    }
}
