//! Gates of a place, compiled: what happens between being sent there and joining the queue, and what ends the wait in it.

use super::NIL;
use super::automation::{self, AutomationProgram};
use super::classes::{DemandProgram, values_of};
use super::commitments::Commitment;
use super::control::{self, FreezeProgram};
use super::exits::{Exits, exits};
use super::numbering::{Layout, wrong_teams};
use super::places::Place;
use super::supply::{self, CaseProgram};
use crate::engine::sampler::Sampler;
use crate::engine::streams::name_hash;
use crate::model::{DemandId, Misrouting, Model, Noticed, Reason, Step, StepId, TeamId, Timetable};
use crate::observation::Part;
use crate::time::Instant;

/// What happens to an item on its way to a place's queue and in it. Nothing, unless a scenario says so.
#[derive(Clone, Debug)]
pub struct Gates {
    /// The place is a wait that needs nobody.
    pub wait: Option<WaitProgram>,
    /// The wait is a supplier's case.
    pub case: Option<CaseProgram>,
    /// Visits that are tried without people.
    pub automated: Option<Box<AutomationProgram>>,
    /// Items that go to a wrong team first.
    pub misrouting: Option<MisroutingProgram>,
    /// How long an item is on its way here from a step of another team.
    pub handoff: Option<Sampler>,
    /// While which team is swamped items are held.
    pub hold: Option<HoldProgram>,
    /// Spare parts that a visit needs, as indices into the program's, and how many of each.
    pub parts: Vec<(u32, i64)>,
    /// For which of the program's trains items wait; [`NIL`] where they wait for none.
    pub train: u32,
    /// When the step is not begun.
    pub freezes: Vec<FreezeProgram>,
    /// After how many ticks in the queue an item goes on to which place's queue.
    pub overflow: Option<(i64, u32)>,
    /// How long items wait before they leave undone.
    pub patience: Option<PatienceProgram>,
    /// Exceptions from the place's exits; the first that holds is taken.
    pub exceptions: Vec<ExceptionProgram>,
    /// Which of the visit counts of its demand's items is this step's; [`NIL`] where nobody asks.
    pub counter: u32,
    /// The place is a wrong team's: where its items go then. Else [`NIL`].
    pub detour_to: u32,
}

/// A wait that needs nobody; how long it lasts is the place's effort.
#[derive(Clone, Debug)]
pub struct WaitProgram {
    /// The part of lead time that it counts as.
    pub part: Part,
    /// The hours in which it passes.
    pub clock: Timetable,
    /// For each commitment, whether its clock stands still.
    pub stops: Vec<bool>,
    /// Whether any does.
    pub stops_any: bool,
}

/// Misrouting, compiled.
#[derive(Clone, Debug)]
pub struct MisroutingProgram {
    /// Probability.
    pub share: f64,
    /// Upper ends of the wrong teams' cumulative shares; the team; the place where it deals with the item, or [`NIL`].
    pub to: Vec<(f64, u32, u32)>,
    /// Until they notice, where nobody touches it.
    pub noticed_after: Option<Sampler>,
}

/// When items are held.
#[derive(Clone, Copy, Debug)]
pub struct HoldProgram {
    /// While more items wait for this team
    pub team: u32,
    /// than these.
    pub above: u32,
}

/// Patience, compiled.
#[derive(Clone, Debug)]
pub struct PatienceProgram {
    /// From joining the queue to the start of work.
    pub lasts: Sampler,
    /// Probability that an item which has left comes back.
    pub comes_back: f64,
    /// How much later.
    pub after: Sampler,
}

/// An exception from a place's exits.
#[derive(Clone, Debug)]
pub struct ExceptionProgram {
    /// From which visit on.
    pub from_visit: u16,
    /// For each class of the demand, whether it holds.
    pub classes: Vec<bool>,
    /// Where the item goes.
    pub exits: Exits,
}

impl Gates {
    /// Nothing happens on the way.
    pub const OPEN: Gates = Gates {
        wait: None,
        case: None,
        automated: None,
        misrouting: None,
        handoff: None,
        hold: None,
        parts: Vec::new(),
        train: NIL,
        freezes: Vec::new(),
        overflow: None,
        patience: None,
        exceptions: Vec::new(),
        counter: NIL,
        detour_to: NIL,
    };

    /// Whether nothing happens on the way.
    pub fn is_open(&self) -> bool {
        let on_the_way =
            self.wait.is_some() || self.misrouting.is_some() || self.handoff.is_some() || self.hold.is_some();
        let in_the_queue = self.overflow.is_some() || self.patience.is_some() || !self.exceptions.is_empty();
        !on_the_way && !in_the_queue && self.automated.is_none() && self.freezes.is_empty() && self.parts.is_empty()
    }
}

/// What the gates of a step's places are made from.
pub(super) struct Source<'a> {
    pub model: &'a Model,
    pub layout: &'a Layout,
    pub compiled: &'a DemandProgram,
    pub commitments: &'a [Commitment],
    pub demand: DemandId,
    pub number: StepId,
    pub step: &'a Step,
}

/// The gates of a step's own place.
pub(super) fn compile(of: &Source<'_>) -> Gates {
    let step = of.step;
    let elsewhere = of.layout.elsewhere(of.demand, of.number);
    let detours = wrong_teams(step).count() as u32;
    let counted = of.model.steps_of(of.demand).iter().take(of.number.index() + 1);
    let counter = counted.filter(|step| counts_visits(step)).count();
    Gates {
        wait: wait(of),
        case: supply::case(of),
        automated: automation::compile(of),
        misrouting: step
            .misrouting
            .as_ref()
            .map(|misrouting| compile_misrouting(misrouting, elsewhere)),
        handoff: handoff(of),
        hold: step.hold.as_ref().map(|hold| HoldProgram {
            team: hold.team.0,
            above: hold.above,
        }),
        parts: step
            .uses
            .iter()
            .map(|&(part, units)| (part.0, i64::from(units)))
            .collect(),
        train: NIL,
        overflow: step
            .overflow
            .first()
            .map(|first| (first.after.ticks(), elsewhere + detours)),
        patience: step.patience.as_ref().map(|patience| PatienceProgram {
            lasts: Sampler::new(&patience.lasts),
            comes_back: patience.comes_back,
            after: Sampler::new(&patience.after),
        }),
        exceptions: exceptions(of),
        freezes: control::freezes(of),
        counter: if counts_visits(step) { counter as u32 - 1 } else { NIL },
        detour_to: NIL,
    }
}

/// Whether anything about a step depends on how often an item was there.
fn counts_visits(step: &Step) -> bool {
    step.exceptions.iter().any(|exception| exception.from_visit > 1)
}

/// The most steps of a demand whose visits are counted.
pub(super) fn counted_steps(model: &Model) -> usize {
    let streams = model.streams.iter();
    let counts = streams.map(|stream| stream.steps.iter().filter(|step| counts_visits(step)).count());
    counts.max().unwrap_or(0)
}

fn wait(of: &Source<'_>) -> Option<WaitProgram> {
    let wait = of.step.wait.as_ref()?;
    let commitments = of.commitments.iter();
    let stops: Vec<bool> = commitments
        .map(|commitment| wait.stops.contains(&(commitment.promise as usize)))
        .collect();
    let calendar = &of.model.calendars[wait.calendar.index()];
    Some(WaitProgram {
        part: match wait.reason {
            Reason::Supplier => Part::Supplier,
            Reason::Customer => Part::Customer,
            Reason::Other => Part::Other,
        },
        clock: calendar.timetable(&of.model.epoch, Instant::START, of.model.run.window_end()),
        stops_any: stops.contains(&true),
        stops,
    })
}

fn compile_misrouting(misrouting: &Misrouting, elsewhere: u32) -> MisroutingProgram {
    let mut sum = 0.0;
    let touched = matches!(misrouting.noticed, Noticed::Effort(_));
    let to = misrouting.to.iter().zip(elsewhere..).map(|((team, share), place)| {
        sum += share;
        (sum, team.0, if touched { place } else { NIL })
    });
    MisroutingProgram {
        share: misrouting.share,
        to: to.collect(),
        noticed_after: match &misrouting.noticed {
            Noticed::After(after) => Some(Sampler::new(after)),
            Noticed::Effort(_) => None,
        },
    }
}

fn exceptions(of: &Source<'_>) -> Vec<ExceptionProgram> {
    let classes = 0..of.compiled.classes as usize;
    let compiled = of.step.exceptions.iter().map(|exception| {
        let holds = |number| {
            let values = values_of(of.model, of.demand, number);
            let value_of = |attribute| {
                values
                    .iter()
                    .find(|(own, _)| *own == attribute)
                    .map(|(_, value)| *value)
            };
            exception.selector.selects(of.demand, value_of)
        };
        ExceptionProgram {
            from_visit: u16::try_from(exception.from_visit).unwrap_or(u16::MAX),
            classes: classes.clone().map(holds).collect(),
            exits: exits(of.layout, of.demand, &exception.next),
        }
    });
    compiled.collect()
}

/// How long an item is on its way to a step: as the step says, else as its team says.
fn handoff(of: &Source<'_>) -> Option<Sampler> {
    let team = || of.model.teams.get(of.step.team.index())?.handoff.as_ref();
    let handoff = of.step.handoff.as_ref().or_else(team);
    handoff.filter(|_| of.step.wait.is_none()).map(Sampler::new)
}

/// The places at which other teams deal with the items of a step that `team` does at the start, in the order of
/// [`Layout::elsewhere`].
pub(super) fn elsewhere(of: &Source<'_>, own: &Place, team: TeamId) -> Vec<Place> {
    let step = of.step;
    let first = of.layout.elsewhere(of.demand, of.number);
    let mut places = Vec::new();
    if let Some(Noticed::Effort(effort)) = step.misrouting.as_ref().map(|misrouting| &misrouting.noticed) {
        for (team, _) in wrong_teams(step) {
            let gates = Gates {
                handoff: own.gates.handoff.clone(),
                detour_to: of.layout.place_of_step(of.demand, of.number),
                ..Gates::OPEN
            };
            places.push(Place {
                team: team.0,
                people: 1,
                hash: own.hash ^ name_hash(&format!("misrouted.{}", of.model.teams[team.index()].name)),
                bit: 0,
                effort: Sampler::new(effort),
                effort_by_class: Vec::new(),
                eventful: true,
                knowledge: None,
                announces: false,
                approval: false,
                exits: Exits::new(&[(NIL, 1.0)]),
                raises: Vec::new(),
                consequence: None,
                gated: false,
                gates,
                ..own.clone()
            });
        }
    }
    for (number, overflow) in step.overflow.iter().enumerate() {
        let next = step.overflow.get(number + 1);
        let following = first + (places.len() as u32) + 1;
        places.push(Place {
            team: overflow.team.0,
            gated: false,
            gates: Gates {
                overflow: next.map(|next| (next.after.ticks(), following)),
                patience: own.gates.patience.clone(),
                freezes: own.gates.freezes.clone(),
                ..Gates::OPEN
            },
            ..own.clone()
        });
    }
    places.extend(
        control::teams_after_escalation(of.model, of.demand, step, team).map(|team| Place {
            team: team.0,
            gated: false,
            gates: Gates {
                patience: own.gates.patience.clone(),
                freezes: own.gates.freezes.clone(),
                ..Gates::OPEN
            },
            ..own.clone()
        }),
    );
    places
}
