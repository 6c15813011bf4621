//! What of a team in a model is a queueing station of the textbooks, and what is not.

use super::mechanisms::{
    Room, comes_alone, comes_once, is_constant, is_poisson, is_raised, is_sent_none, joins_the_queue, patience, room,
    takes_in_order, works_at,
};
use super::priorities::Class;
use crate::model::{Arrivals, AttributeId, Demand, DemandId, Distribution, Model, Step, TeamId, ValueId};
use crate::results::Assumption;
use crate::time::HOUR;

/// Items of one demand and priority that come to a team.
#[derive(Clone, Debug)]
pub struct Stream {
    /// The demand's name.
    pub demand: String,
    /// The priority's name, where the demand has several.
    pub priority_name: Option<String>,
    /// Rank of the priority, the most urgent first.
    pub priority: u32,
    /// Items an hour; hours.
    pub class: Class,
    /// Whether service is exponential.
    pub exponential: bool,
}

/// A team as a queueing station.
#[derive(Clone, Debug)]
pub struct Station {
    /// People at work round the clock.
    pub servers: u32,
    /// Who comes.
    pub streams: Vec<Stream>,
    /// How they come.
    pub source: Source,
    /// How many items there is room for, at work included; any number where it is not said.
    pub room: Option<u32>,
    /// Mean hours of an exponential patience; endless where it is not said.
    pub patience: Option<f64>,
}

/// How items come to a station.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Source {
    /// Poisson.
    Poisson,
    /// Independent intervals of this squared coefficient of variation.
    Renewal(f64),
    /// So many users, each of whom comes again an exponential time, of so many hours on average, after the last end.
    Users(u32, f64),
}

impl Station {
    /// Items an hour.
    pub fn rate(&self) -> f64 {
        self.streams.iter().map(|stream| stream.class.rate).sum()
    }

    /// Mean hours of service, over all who come.
    pub fn service(&self) -> f64 {
        self.streams
            .iter()
            .map(|stream| stream.class.rate * stream.class.service)
            .sum::<f64>()
            / self.rate()
    }

    /// Squared coefficient of variation of service, over all who come.
    pub fn service_scv(&self) -> f64 {
        let square: f64 = self
            .streams
            .iter()
            .map(|stream| stream.class.rate * stream.class.square)
            .sum();
        square / self.rate() / self.service().powi(2) - 1.0
    }

    /// Busy as a share of capacity.
    pub fn load(&self) -> f64 {
        self.rate() * self.service() / f64::from(self.servers)
    }

    /// Whether all service is exponential with one mean.
    pub fn one_exponential(&self) -> bool {
        let first = self.streams.first().map_or(0.0, |stream| stream.class.service);
        let same = |stream: &Stream| (stream.class.service / first - 1.0).abs() < 1e-9;
        self.streams.iter().all(|stream| stream.exponential && same(stream))
    }

    /// Priorities with an item, the most urgent first.
    pub fn priorities(&self) -> Vec<u32> {
        let mut ranks: Vec<u32> = self.streams.iter().map(|stream| stream.priority).collect();
        ranks.sort_unstable();
        ranks.dedup();
        ranks
    }

    /// Items of one priority together.
    pub fn class_of(&self, priority: u32) -> Class {
        let own = || self.streams.iter().filter(|stream| stream.priority == priority);
        let rate: f64 = own().map(|stream| stream.class.rate).sum();
        Class {
            rate,
            service: own()
                .map(|stream| stream.class.rate * stream.class.service)
                .sum::<f64>()
                / rate,
            square: own().map(|stream| stream.class.rate * stream.class.square).sum::<f64>() / rate,
        }
    }
}

/// What a station of the textbooks assumes, with whether the team meets it, and the station where it meets all.
pub fn station(model: &Model, team: TeamId) -> (Vec<Assumption>, Option<Station>) {
    let comers: Vec<(DemandId, &Demand)> = (0..model.demands.len())
        .map(DemandId::from)
        .map(|id| (id, &model.demands[id.index()]))
        .filter(|(id, _)| model.steps_of(*id).iter().any(|step| works_at(step, team)))
        .collect();
    let ids: Vec<DemandId> = comers.iter().map(|(id, _)| *id).collect();
    let mut assumptions = of_arrivals(model, team, &comers);
    assumptions.extend(of_people(model, team, &ids));
    let (limits, ends) = (room(model, team, &ids), patience(model, team, &ids));
    let users = comers
        .iter()
        .any(|(_, demand)| matches!(demand.arrivals, Some(Arrivals::Users { .. })));
    let patient = ends == Ok(None);
    assumptions.extend([
        assumption(
            "a limit on the way, if any, is the room before these people, and whoever finds it full is turned away",
            limits == Room::Endless || matches!(limits, Room::For(_)) && patient && !users,
        ),
        assumption(
            "patience, if it ends, is exponential and the same for all",
            patient || ends.is_ok() && !users,
        ),
    ]);
    if assumptions.iter().any(|assumption| !assumption.holds) {
        return (assumptions, None);
    }
    let found = build(model, team, &comers).map(|station| Station {
        room: match limits {
            Room::For(items) => Some(items),
            Room::Endless | Room::Otherwise => None,
        },
        patience: ends.ok().flatten(),
        ..station
    });
    // Whoever leaves, is turned away or is one of a few keeps a queue finite at any load.
    let bounded = |station: &Station| station.room.is_some() || station.patience.is_some() || users;
    let stable = found
        .as_ref()
        .is_some_and(|station| bounded(station) || station.load() < 1.0);
    assumptions.push(assumption("less work is offered than the people can do", stable));
    (assumptions, found.filter(|_| stable))
}

fn of_arrivals(model: &Model, team: TeamId, comers: &[(DemandId, &Demand)]) -> Vec<Assumption> {
    let every = |holds: &dyn Fn(DemandId, &Demand) -> bool| comers.iter().all(|(id, demand)| holds(*id, demand));
    let one = comers.len() == 1;
    let renewal = |demand: &Demand| matches!(demand.arrivals, Some(Arrivals::Renewal { first: None, .. }));
    let independent = every(&|_, demand| is_poisson(demand))
        || one && every(&|id, demand| comes_alone(demand) && (renewal(demand) || are_users(model, id)));
    vec![
        assumption("somebody comes", !comers.is_empty()),
        assumption(
            "items arrive from outside at a level rate, independently of each other",
            independent,
        ),
        assumption("no item is raised by another", every(&|id, _| !is_raised(model, id))),
        assumption(
            "every item comes to the team once, on arrival",
            every(&|id, _| comes_once(model, id, team)),
        ),
    ]
}

/// Users who come again an exponential time after the only step of their stream.
fn are_users(model: &Model, id: DemandId) -> bool {
    let users = matches!(
        &model.demands[id.index()].arrivals,
        Some(Arrivals::Users {
            again_after: Distribution::Exponential { .. },
            ..
        })
    );
    users && model.steps_of(id).len() == 1
}

fn of_people(model: &Model, team: TeamId, comers: &[DemandId]) -> Vec<Assumption> {
    let every = |holds: &dyn Fn(&Step) -> bool| {
        let mut own = comers
            .iter()
            .flat_map(|id| model.steps_of(*id))
            .filter(|step| works_at(step, team));
        own.all(holds)
    };
    vec![
        assumption(
            "the same people work round the clock, without absence, other duties or approvals",
            is_constant(model, team),
        ),
        assumption(
            "the most urgent is next, then first come, first served; nothing interrupts, and nobody works for two teams",
            takes_in_order(model, team),
        ),
        assumption(
            "effort needs one person and depends on the priority at most",
            every(&effort_is_plain),
        ),
        assumption(
            "items go to their own team's queue and to no other, and stay until they are served or lose patience",
            every(&joins_the_queue) && is_sent_none(model, team),
        ),
    ]
}

pub fn assumption(words: &str, holds: bool) -> Assumption {
    Assumption {
        words: words.to_owned(),
        holds,
    }
}

fn entry(model: &Model, id: DemandId) -> &Step {
    &model.steps_of(id)[model.demands[id.index()].enters.otherwise.index()]
}

fn effort_is_plain(step: &Step) -> bool {
    let by_priority = |attribute: &AttributeId| *attribute == Model::PRIORITY;
    let mut named = step.effort.cases.iter().flat_map(|(selector, _)| &selector.attributes);
    step.people == 1 && named.all(|(attribute, _)| by_priority(attribute))
}

fn build(model: &Model, id: TeamId, comers: &[(DemandId, &Demand)]) -> Option<Station> {
    let mut streams = Vec::new();
    let mut source = Source::Poisson;
    for (demand_id, demand) in comers {
        let rate = match &demand.arrivals {
            Some(Arrivals::Poisson { per_week, .. }) => per_week / 168.0,
            Some(Arrivals::Renewal { interval, .. }) => {
                source = Source::Renewal(interval.scv()?);
                HOUR as f64 / interval.mean()
            }
            Some(Arrivals::Users { users, again_after }) => {
                let hours = again_after.mean() / HOUR as f64;
                source = Source::Users(*users, hours);
                f64::from(*users) / hours
            }
            _ => return None,
        };
        streams.extend(by_priority(model, (*demand_id, demand), rate)?);
    }
    let shifts = &model.teams[id.index()].shifts;
    Some(Station {
        servers: shifts.iter().map(|shift| shift.people).sum(),
        streams,
        source,
        room: None,
        patience: None,
    })
}

/// The items of one demand, so many an hour, by priority.
fn by_priority(model: &Model, (id, demand): (DemandId, &Demand), rate: f64) -> Option<Vec<Stream>> {
    let effort = &entry(model, id).effort;
    let mix = demand
        .mixes
        .iter()
        .find(|(attribute, _)| *attribute == Model::PRIORITY)?;
    let possible: Vec<&(ValueId, f64)> = mix.1.iter().filter(|(_, share)| *share > 0.0).collect();
    let stream = |(value, share): &&(ValueId, f64)| {
        let of = effort.of(id, |attribute| (attribute == Model::PRIORITY).then_some(*value));
        let hours = of.mean() / HOUR as f64;
        let name = &model.attributes[Model::PRIORITY.index()].values[value.index()];
        Some(Stream {
            demand: demand.name.clone(),
            priority_name: (possible.len() > 1).then(|| name.clone()),
            priority: value.0,
            class: Class {
                rate: rate * share,
                service: hours,
                square: hours * hours * (1.0 + of.scv()?),
            },
            exponential: matches!(of, Distribution::Exponential { .. }),
        })
    };
    possible.iter().map(stream).collect()
}
