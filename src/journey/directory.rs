//! Names: ids of items, of people, of what a place is, and local times.

use super::moment::Moment;
use crate::engine::Program;
use crate::engine::program::{LimitOf, PlaceKind};
use crate::model::{Attribute, DemandId, LocalClock, Model, StreamId};
use crate::time::Instant;

/// An item by its demand and its number in the order of arrival, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id {
    /// Index into the model's demands.
    pub demand: u32,
    /// Its number among the items of its demand.
    pub number: u32,
}

/// A model with the program it was compiled to, for looking up names.
#[derive(Clone, Debug)]
pub struct Directory<'a> {
    pub(super) model: &'a Model,
    pub(super) program: &'a Program,
    pub(super) clock: LocalClock,
    /// The replication, from 1, as people count.
    pub(super) replication: u32,
}

/// What a place is called.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlaceName<'a> {
    pub step: &'a str,
    pub team: Option<&'a str>,
    /// The supplier that does it.
    pub supplier: Option<&'a str>,
    pub is_approval: bool,
}

impl<'a> Directory<'a> {
    /// The directory of one replication, the first of which is 0.
    pub fn new(model: &'a Model, program: &'a Program, replication: u32) -> Directory<'a> {
        Directory {
            model,
            program,
            clock: model.epoch.clock(),
            replication: replication + 1,
        }
    }

    /// `incident-1042`.
    pub fn id(&self, id: Id) -> String {
        format!("{}-{}", self.model.demands[id.demand as usize].name, id.number)
    }

    pub(super) fn moment(&self, at: Instant) -> Moment {
        Moment {
            at,
            local: self.clock.zoned_of(at),
        }
    }

    pub(super) fn team(&self, team: u32) -> Option<&'a str> {
        self.model.teams.get(team as usize).map(|team| team.name.as_str())
    }

    pub(super) fn place(&self, place: u32) -> PlaceName<'a> {
        let of = &self.program.places[place as usize];
        let team = self.team(of.team);
        let supplier = of
            .gates
            .case
            .and_then(|case| self.model.suppliers.get(case.supplier as usize));
        let supplier = supplier.map(|supplier| supplier.name.as_str());
        match of.kind {
            PlaceKind::Step(step) => PlaceName {
                step: &self.model.steps_of(DemandId(of.demand))[step as usize].name,
                team,
                supplier,
                is_approval: false,
            },
            PlaceKind::Approval(route) => PlaceName {
                step: &self.model.routes[route as usize].name,
                team,
                supplier,
                is_approval: true,
            },
        }
    }

    /// The priority of a class.
    pub(super) fn priority(&self, class: u32) -> &'a str {
        let values = self
            .model
            .attributes
            .get(Model::PRIORITY.index())
            .map_or(&[][..], |of| &of.values);
        let priority = self.program.classes[class as usize].priority as usize;
        values.get(priority).map_or("", String::as_str)
    }

    /// `team desk`, `stream restore`, `step restore.fix`.
    pub(super) fn limit(&self, limit: u32) -> String {
        let stream = |id: StreamId| &self.model.streams[id.index()];
        match self.program.limit_owners.get(limit as usize) {
            Some(LimitOf::Team(id)) => format!("team {}", self.model.teams[id.index()].name),
            Some(LimitOf::Stream(id)) => format!("stream {}", stream(*id).name),
            Some(LimitOf::Step(id, step)) => {
                format!("step {}.{}", stream(*id).name, stream(*id).steps[step.index()].name)
            }
            None => String::new(),
        }
    }

    /// The name of a sort of faults.
    pub(super) fn fault(&self, sort: u32) -> &'a str {
        &self.model.faults[sort as usize].name
    }

    /// `desk 3`, `platform on call 1`.
    pub(super) fn person(&self, person: u32) -> String {
        let of = &self.program.people[person as usize];
        let team = &self.program.teams[of.team as usize];
        let name = &self.model.teams[of.team as usize].name;
        let number = person - team.first_person;
        if of.on_call {
            format!("{name} on call {}", number - team.regulars + 1)
        } else {
            format!("{name} {}", number + 1)
        }
    }

    /// The attributes that a scenario names, in its order. `priority` is left out where it names no other than `normal`, which
    /// stands for none.
    pub fn named_attributes(model: &Model) -> impl Iterator<Item = (usize, &Attribute)> {
        let attributes = model.attributes.iter().enumerate();
        attributes.filter(|(index, of)| *index != Model::PRIORITY.index() || of.values != ["normal"])
    }

    /// The attributes of a class with their values, in the order of the scenario.
    pub(super) fn attributes(&self, class: u32) -> Vec<(&'a str, &'a str)> {
        let values = self.program.values_of(self.model, class);
        let is_named = |index| Directory::named_attributes(self.model).any(|(named, _)| named == index);
        let named = values.into_iter().filter(|(attribute, _)| is_named(attribute.index()));
        named
            .map(|(attribute, value)| {
                let of = &self.model.attributes[attribute.index()];
                (of.name.as_str(), of.values[value.index()].as_str())
            })
            .collect()
    }
}
