//! Levers: what an organisation could change, read off its model, each as changes of its scenario.

mod approvals;
mod flow;
mod hours;
mod people;
mod problems;
mod text;

pub use hours::{Cell, cells};
pub use text::path;

use crate::model::{Model, RouteKind, TeamId};
use crate::results::advice::{Dimension, Family, Principle};

/// Something that an organisation could change.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// What is done, in words.
    pub name: String,
    /// What sort of change it is.
    pub family: Family,
    /// The team that it is about, if any.
    pub team: Option<String>,
    /// The changes, each `path=value`.
    pub changes: Vec<String>,
    /// What must be true for it, beyond what the scenario says.
    pub assumes: Option<String>,
    /// Whether the scenario states all that it costs.
    pub priced: bool,
    /// The route that it does without, where it is about an approval by one route.
    pub route: Option<String>,
}

impl Lever {
    fn new(family: Family, name: String, changes: Vec<String>) -> Lever {
        Lever {
            name,
            family,
            team: None,
            changes,
            assumes: None,
            priced: false,
            route: None,
        }
    }

    fn about(self, team: &str) -> Lever {
        Lever {
            team: Some(team.to_owned()),
            ..self
        }
    }

    fn assuming(self, words: &str) -> Lever {
        Lever {
            assumes: Some(words.to_owned()),
            ..self
        }
    }

    fn priced(self, priced: bool) -> Lever {
        Lever { priced, ..self }
    }

    fn without_route(self, route: &str) -> Lever {
        Lever {
            route: Some(route.to_owned()),
            ..self
        }
    }
}

/// What levers need to know of today beyond the model: open items of each stream, averaged over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpenToday(pub Vec<Option<f64>>);

/// Every lever that a model offers, in an order that depends on nothing but the model.
pub fn levers(model: &Model, open: &OpenToday) -> Vec<Lever> {
    [
        people::levers(model),
        approvals::levers(model),
        flow::levers(model, open),
        problems::levers(model),
    ]
    .concat()
}

/// The guiding principle that a sort of lever serves, if any: more or other people alone serve none.
pub fn principle(family: Family) -> Option<Principle> {
    match family {
        Family::PersonMore | Family::PersonFewer | Family::ShiftMoved => None,
        Family::TeamsPooled | Family::HandoffHalved | Family::MisroutingHalved | Family::SupplierFaster => {
            Some(Principle::Collaborate)
        }
        Family::ApprovalRemoved | Family::ApprovalDelegated | Family::AutomationRemoved => {
            Some(Principle::KeepItSimple)
        }
        Family::BoardTwiceAsOften | Family::BatchHalved => Some(Principle::ProgressIteratively),
        Family::WorkHalved | Family::StepAutomated => Some(Principle::OptimiseAndAutomate),
        Family::SolvedAtFirst | Family::StepLeftOut | Family::ProblemsFed => Some(Principle::FocusOnValue),
        Family::WipLimit => Some(Principle::ThinkHolistically),
    }
}

/// Where a sort of lever takes hold.
pub fn dimension(family: Family) -> Dimension {
    match family {
        Family::PersonMore | Family::PersonFewer | Family::ShiftMoved | Family::TeamsPooled | Family::SolvedAtFirst => {
            Dimension::OrganisationsAndPeople
        }
        Family::WorkHalved | Family::StepAutomated | Family::AutomationRemoved => Dimension::InformationAndTechnology,
        Family::SupplierFaster => Dimension::PartnersAndSuppliers,
        _ => Dimension::ValueStreamsAndProcesses,
    }
}

/// Teams whose people work on items, or look at them for an approval as they come: only of these does a queue depend on how many
/// they are.
fn working_teams(model: &Model) -> Vec<TeamId> {
    let steps = model.streams.iter().flat_map(|stream| &stream.steps);
    let worked = steps.filter(|step| step.wait.is_none() && step.outsourced.is_none());
    let mut teams: Vec<TeamId> = worked.map(|step| step.team).collect();
    teams.extend(model.routes.iter().filter_map(|route| match &route.kind {
        RouteKind::Review(review) => Some(review.team),
        _ => None,
    }));
    teams.sort();
    teams.dedup();
    teams
}
