//! What happens before people have anything to do with an item, compiled.

use super::classes::values_of;
use crate::engine::sampler::Sampler;
use crate::model::{Announcement, DemandId, Detection, Kind, Model, SelfService, Step};

/// Users who try to help themselves, compiled.
#[derive(Clone, Debug)]
pub struct SelfServiceProgram {
    /// For each class of the demand: how likely they try, and succeed.
    pub odds: Vec<(f64, f64)>,
    /// The knowledge with which failures become fewer.
    pub learns_from: Option<u32>,
    /// How long an attempt takes.
    pub takes: Sampler,
    /// Probability that who has failed comes back.
    pub comes_back: f64,
    /// How much later.
    pub after: Sampler,
    /// The demand as whose item they come, where it is another one, and for each root index the item's.
    pub comes_back_as: Option<(u32, Vec<u8>)>,
    /// Whether promises count from the attempt.
    pub clock_from_attempt: bool,
}

/// An announcement, compiled.
#[derive(Clone, Debug)]
pub struct AnnouncedProgram {
    /// How long after the item has been noticed it is made by itself.
    pub after: Option<Sampler>,
    /// Probability that who would call does not.
    pub stops: f64,
}

/// When items are noticed, compiled.
#[derive(Clone, Debug)]
pub struct DetectionProgram {
    /// For each class of the demand, how long after they have come; empty where never by themselves.
    pub after: Vec<Sampler>,
    /// For each class, whether the first call is noticed.
    pub first_call: Vec<bool>,
}

/// Users who try to help themselves.
pub(super) fn self_service(model: &Model, id: DemandId, of: &SelfService, roots: &[Vec<Kind>]) -> SelfServiceProgram {
    let combinations: usize = model.demands[id.index()]
        .mixes
        .iter()
        .map(|(_, mix)| mix.len())
        .product();
    let odds = |number: usize| {
        let values = values_of(model, id, number);
        let value_of = |attribute| {
            values
                .iter()
                .find(|(own, _)| *own == attribute)
                .map(|(_, value)| *value)
        };
        (*of.tries.of(id, value_of), *of.succeeds.of(id, value_of))
    };
    let other = of.comes_back_as.filter(|other| *other != id);
    SelfServiceProgram {
        odds: (0..combinations).map(odds).collect(),
        learns_from: of.learns_from.map(|number| number as u32),
        takes: Sampler::new(&of.takes),
        comes_back: of.comes_back,
        after: Sampler::new(&of.after),
        comes_back_as: other.map(|other| {
            let theirs = &roots[other.index()];
            let position = |kind: &Kind| theirs.iter().position(|own| own == kind).unwrap_or(0) as u8;
            (other.0, roots[id.index()].iter().map(position).collect())
        }),
        clock_from_attempt: of.clock_from_attempt,
    }
}

/// When items are noticed.
pub(super) fn detection(model: &Model, id: DemandId, of: &Detection) -> DetectionProgram {
    let combinations: usize = model.demands[id.index()]
        .mixes
        .iter()
        .map(|(_, mix)| mix.len())
        .product();
    let (mut after, mut first_call) = (Vec::new(), Vec::new());
    for number in 0..combinations {
        let values = values_of(model, id, number);
        let value_of = |attribute| {
            values
                .iter()
                .find(|(own, _)| *own == attribute)
                .map(|(_, value)| *value)
        };
        after.extend(of.after.as_ref().map(|after| Sampler::new(after.of(id, value_of))));
        first_call.push(*of.first_call.of(id, value_of));
    }
    DetectionProgram { after, first_call }
}

/// After which announcement fewer call.
pub(super) fn announced(of: &Announcement) -> AnnouncedProgram {
    AnnouncedProgram {
        after: of.after.as_ref().map(Sampler::new),
        stops: of.stops,
    }
}

/// What knowledge has to do with visits to a place.
#[derive(Clone, Debug)]
pub struct PlaceKnowledge {
    /// Which shortens them.
    pub learns_from: Option<u32>,
    /// The articles that they write.
    pub writes: Option<WritesProgram>,
}

/// Articles that visits write, compiled.
#[derive(Clone, Debug)]
pub struct WritesProgram {
    /// Of which knowledge.
    pub knowledge: u32,
    /// Probability.
    pub share: f64,
    /// Touch time that writing adds.
    pub effort: Sampler,
}

/// What knowledge has to do with a step.
pub(super) fn knowledge(step: &Step) -> Option<Box<PlaceKnowledge>> {
    let touched = step.learns_from.is_some() || step.writes.is_some();
    touched.then(|| {
        Box::new(PlaceKnowledge {
            learns_from: step.learns_from.map(|number| number as u32),
            writes: step.writes.as_ref().map(|writes| WritesProgram {
                knowledge: writes.knowledge as u32,
                share: writes.share,
                effort: Sampler::new(&writes.effort),
            }),
        })
    })
}
