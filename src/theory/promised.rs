//! How often a promise is kept, where Erlang's formulas know it.

use super::erlang::erlang_c;
use super::mechanisms::{is_lasting, works_at};
use super::station::{Source, station};
use crate::model::{Arrivals, Aspect, Deadline, DemandId, Model, Promise, TeamId};
use crate::time::HOUR;

/// The long-run share of items for which a promise is kept, where it is made for items of a demand that come to one M/M/c
/// queue, first come, first served, and its clock always runs; none where a model is anything else.
///
/// A wait beyond `t` has the probability `C·e^(−(cμ−λ)t)` with Erlang's C; with the service after it the time is that of
/// Gross et al., *Fundamentals of Queueing Theory*, 4th ed., §2.3.
pub fn kept(model: &Model, promise: &Promise, aspect: Aspect) -> Option<f64> {
    let deadline = match aspect {
        Aspect::Resolve => promise.resolve?,
        Aspect::Respond => promise.respond?,
    };
    let Deadline::After(span) = deadline else { return None };
    let settled = is_lasting(model)
        && model
            .demands
            .iter()
            .all(|demand| !matches!(demand.arrivals, Some(Arrivals::At(_) | Arrivals::Recorded(_))));
    if !model.calendars[promise.clock.index()].always || !settled {
        return None;
    }
    let [demand] = promise.selector.demands.as_deref()? else {
        return None;
    };
    let (team, steps) = place(model, *demand)?;
    let at = station(model, team).1?;
    let one_class = at.one_exponential() && at.priorities().len() == 1 && at.source == Source::Poisson;
    let endless = at.room.is_none() && at.patience.is_none();
    if !one_class || !endless || aspect == Aspect::Resolve && steps != 1 {
        return None;
    }
    let hours = span.ticks() as f64 / HOUR as f64;
    let waits = erlang_c(at.servers, at.rate() * at.service())?;
    let (drain, served) = (f64::from(at.servers) / at.service() - at.rate(), 1.0 / at.service());
    let late = match aspect {
        Aspect::Respond => waits * (-drain * hours).exp(),
        Aspect::Resolve => {
            let both = match (drain - served).abs() < 1e-9 * served {
                true => (1.0 + served * hours) * (-served * hours).exp(),
                false => (drain * (-served * hours).exp() - served * (-drain * hours).exp()) / (drain - served),
            };
            (1.0 - waits) * (-served * hours).exp() + waits * both
        }
    };
    Some(1.0 - late)
}

/// The team that the items of a demand come to first, and how many steps their stream has.
fn place(model: &Model, demand: DemandId) -> Option<(TeamId, usize)> {
    let steps = model.steps_of(demand);
    let entry = &steps[model.demands[demand.index()].enters.otherwise.index()];
    let team = (0..model.teams.len())
        .map(TeamId::from)
        .find(|team| works_at(entry, *team))?;
    Some((team, steps.len()))
}
