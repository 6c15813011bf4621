//! What of a team in a model is a queueing station of the textbooks, and what is not.

use super::priorities::Class;
use crate::model::{
    Arrivals, AttributeId, Demand, DemandId, Discipline, Distribution, HourOfWeek, Model, RouteKind, Step, Target,
    TeamId, ValueId,
};
use crate::results::Assumption;
use crate::time::{HOUR, Instant};

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
    /// Squared coefficient of variation of the intervals between arrivals; 1 for Poisson.
    pub arrival_scv: f64,
    /// Whether arrivals are Poisson.
    pub poisson: bool,
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
        .filter(|(id, _)| model.steps_of(*id).iter().any(|step| step.team == team))
        .collect();
    let every = |holds: &dyn Fn(DemandId, &Demand) -> bool| comers.iter().all(|(id, demand)| holds(*id, demand));
    let poisson = every(&|_, demand| is_poisson(demand));
    let renewal = comers.len() == 1
        && every(&|_, demand| {
            matches!(demand.arrivals, Some(Arrivals::Renewal { first: None, .. })) && comes_alone(demand)
        });
    let assumptions = [
        ("somebody comes", !comers.is_empty()),
        (
            "the same people work round the clock, without absence, other duties or approvals",
            is_constant(model, team),
        ),
        (
            "items arrive from outside at a level rate, independently of each other",
            poisson || renewal,
        ),
        ("no item is raised by another", every(&|id, _| !is_raised(model, id))),
        (
            "every item comes to the team once, on arrival",
            every(&|id, demand| comes_once(model, id, demand, team)),
        ),
        (
            "the most urgent is next, then first come, first served; nothing interrupts, and nobody works for two teams",
            takes_in_order(model, team),
        ),
        (
            "effort needs one person and depends on the priority at most",
            every(&|id, _| effort_is_plain(model, id, team)),
        ),
    ];
    let mut assumptions: Vec<Assumption> = assumptions.map(|(words, holds)| assumption(words, holds)).into();
    if assumptions.iter().any(|assumption| !assumption.holds) {
        return (assumptions, None);
    }
    let found = build(model, team, &comers, poisson);
    let stable = found.as_ref().is_some_and(|station| station.load() < 1.0);
    assumptions.push(assumption("less work is offered than the people can do", stable));
    (assumptions, found.filter(|_| stable))
}

fn takes_in_order(model: &Model, team: TeamId) -> bool {
    let own = &model.teams[team.index()];
    let helped = model.teams.iter().any(|other| other.also_works_for.contains(&team));
    let alone = own.also_works_for.is_empty() && !helped;
    alone && own.queue == Discipline::Priority && !own.preempts.contains(&true)
}

pub fn assumption(words: &str, holds: bool) -> Assumption {
    Assumption {
        words: words.to_owned(),
        holds,
    }
}

fn is_poisson(demand: &Demand) -> bool {
    let level = matches!(
        &demand.arrivals,
        Some(Arrivals::Poisson {
            pattern: HourOfWeek::Level,
            course: None,
            burstiness: None,
            ..
        })
    );
    level && comes_alone(demand)
}

/// Whether items come one by one, none is there at the start, and every priority is seen for what it is.
fn comes_alone(demand: &Demand) -> bool {
    demand.batch.is_none() && demand.starting.is_empty() && demand.misjudged.is_none()
}

fn is_constant(model: &Model, id: TeamId) -> bool {
    let team = &model.teams[id.index()];
    let always = team.shifts.iter().all(|shift| {
        model.calendars[shift.calendar.index()].always && shift.from == Instant::START && shift.until.is_none()
    });
    let decides = model.routes.iter().any(|route| match &route.kind {
        RouteKind::PreApproved | RouteKind::Automated(_) | RouteKind::Stages(_) | RouteKind::AllOf(_) => false,
        RouteKind::Review(review) => review.team == id,
        RouteKind::Board(board) => board.team == id,
    });
    let people: u32 = team.shifts.iter().map(|shift| shift.people).sum();
    always && people > 0 && team.absence == 0.0 && team.other_duties == 0.0 && !decides
}

fn is_raised(model: &Model, id: DemandId) -> bool {
    let steps = model.streams.iter().flat_map(|stream| &stream.steps);
    steps.into_iter().any(|step| {
        let consequence = step.if_it_fails.as_ref().is_some_and(|it| it.demand == id);
        let raised = model.escalations.iter().filter_map(|escalation| escalation.raises);
        let corrected = model.audits.iter().filter_map(|audit| audit.raises);
        let governed = raised.chain(corrected).any(|raised| raised == id);
        governed || consequence || step.raises.iter().any(|raise| raise.demand == id && raise.share > 0.0)
    })
}

fn comes_once(model: &Model, id: DemandId, demand: &Demand, team: TeamId) -> bool {
    let steps = model.steps_of(id);
    let entry = demand.enters.otherwise;
    if !demand.enters.cases.is_empty() || steps.iter().any(|step| step.approval) {
        return false;
    }
    let mut reached = vec![false; steps.len()];
    let mut open = vec![entry];
    while let Some(from) = open.pop() {
        for (target, share) in &steps[from.index()].next {
            if let Target::Step(to) = target
                && *share > 0.0
                && !reached[to.index()]
            {
                reached[to.index()] = true;
                open.push(*to);
            }
        }
    }
    let comes_again = (0..steps.len()).any(|step| reached[step] && steps[step].team == team);
    steps[entry.index()].team == team && !comes_again
}

fn entry(model: &Model, id: DemandId) -> &Step {
    &model.steps_of(id)[model.demands[id.index()].enters.otherwise.index()]
}

fn effort_is_plain(model: &Model, id: DemandId, team: TeamId) -> bool {
    let by_priority = |attribute: &AttributeId| *attribute == Model::PRIORITY;
    let own = model.steps_of(id).iter().filter(|step| step.team == team);
    own.into_iter().all(|step| {
        let cases = step.effort.cases.iter();
        let plain = cases
            .flat_map(|(selector, _)| &selector.attributes)
            .all(|(attribute, _)| by_priority(attribute));
        step.people == 1 && plain
    })
}

fn build(model: &Model, id: TeamId, comers: &[(DemandId, &Demand)], poisson: bool) -> Option<Station> {
    let mut streams = Vec::new();
    let mut arrival_scv = 1.0;
    for (demand_id, demand) in comers {
        let rate = match &demand.arrivals {
            Some(Arrivals::Poisson { per_week, .. }) => per_week / 168.0,
            Some(Arrivals::Renewal { interval, .. }) => {
                arrival_scv = interval.scv()?;
                HOUR as f64 / interval.mean()
            }
            _ => return None,
        };
        let effort = &entry(model, *demand_id).effort;
        let mix = demand
            .mixes
            .iter()
            .find(|(attribute, _)| *attribute == Model::PRIORITY)?;
        let possible: Vec<&(ValueId, f64)> = mix.1.iter().filter(|(_, share)| *share > 0.0).collect();
        for (value, share) in &possible {
            let of = effort.of(*demand_id, |attribute| (attribute == Model::PRIORITY).then_some(*value));
            let hours = of.mean() / HOUR as f64;
            let name = &model.attributes[Model::PRIORITY.index()].values[value.index()];
            streams.push(Stream {
                demand: demand.name.clone(),
                priority_name: (possible.len() > 1).then(|| name.clone()),
                priority: value.0,
                class: Class {
                    rate: rate * share,
                    service: hours,
                    square: hours * hours * (1.0 + of.scv()?),
                },
                exponential: matches!(of, Distribution::Exponential { .. }),
            });
        }
    }
    let shifts = &model.teams[id.index()].shifts;
    Some(Station {
        servers: shifts.iter().map(|shift| shift.people).sum(),
        streams,
        arrival_scv,
        poisson,
    })
}
