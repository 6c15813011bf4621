//! Value streams: steps through the service value chain and what follows each.

use super::{Activity, CalendarId, Choice, DemandId, Distribution, PracticeId, StepId, TeamId};
use crate::time::Span;

/// A value stream.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Its name.
    pub name: String,
    /// Its steps; items enter at the first unless their demand says otherwise. At most 64.
    pub steps: Vec<Step>,
}

/// One step: an activity done by a team, or a wait that needs nobody.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name, unique in the stream.
    pub name: String,
    /// Where it stands in the service value chain.
    pub activity: Activity,
    /// The practice it belongs to.
    pub practice: PracticeId,
    /// Who does it; of no meaning where the step is a wait.
    pub team: TeamId,
    /// People of that team needed at once: at least 1, and none where the step is a wait.
    pub people: u32,
    /// Touch time in milliseconds; where the step is a wait, how long it lasts on its hours.
    pub effort: Choice<Distribution>,
    /// What the item waits for, where nobody does anything.
    pub wait: Option<Wait>,
    /// How long an item is on its way here from a step of another team, in milliseconds.
    pub handoff: Option<Distribution>,
    /// Where the item goes next, with probabilities that add up to 1.
    pub next: Vec<(Target, f64)>,
    /// Items raised when the step ends, each with its probability, caused by this one.
    pub raises: Vec<Raise>,
    /// Whether the item takes an approval route after this step.
    pub approval: bool,
    /// What happens after this step to an item whose fate is to fail.
    pub if_it_fails: Option<Consequence>,
}

/// A wait that needs nobody.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// What for.
    pub reason: Reason,
    /// The hours in which it passes.
    pub calendar: CalendarId,
    /// The promises, as indices into the model's, whose clocks stand still during it.
    pub stops: Vec<usize>,
}

/// What an item waits for that needs nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A supplier.
    Supplier,
    /// The customer.
    Customer,
    /// Anything else.
    Other,
}

/// Where an item goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a step of the same stream.
    Step(StepId),
    /// It is done.
    Done,
}

/// An item raised by another.
#[derive(Clone, Debug, PartialEq)]
pub struct Raise {
    /// What is raised.
    pub demand: DemandId,
    /// Probability.
    pub share: f64,
}

/// What a failed item causes.
#[derive(Clone, Debug)]
pub struct Consequence {
    /// What is raised.
    pub demand: DemandId,
    /// How many; drawn and rounded to the nearest whole number, at least 0.
    pub count: Distribution,
    /// Each appears at a uniformly random moment within this span after the step.
    pub within: Span,
}
