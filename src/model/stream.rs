//! Value streams: steps through the service value chain and what follows each.

use super::{
    Activity, Automation, CalendarId, Choice, DemandId, Distribution, FaultId, Limit, Outsourced, PartId, PracticeId,
    Selector, StepId, TeamId, Writes,
};
use crate::time::{Instant, Span};

/// A value stream.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Its name.
    pub name: String,
    /// Its steps; items enter at the first unless their demand says otherwise. At most 64.
    pub steps: Vec<Step>,
    /// How many items may be in it at once; any number where there is none.
    pub limit: Option<Limit>,
}

impl Stream {
    /// For each step, where the branch that it is part of joins, if it is part of one.
    pub fn joins(&self) -> Vec<Option<StepId>> {
        let mut joins = vec![None; self.steps.len()];
        for fork in self.steps.iter().filter_map(|step| step.fork.as_ref()) {
            for &start in &fork.to {
                for step in self.branch_steps(start, fork.join) {
                    joins[step] = joins[step].or(Some(fork.join));
                }
            }
        }
        joins
    }

    /// The steps that a branch from `start` can reach before it joins, those of branches inside it included.
    pub fn branch_steps(&self, start: StepId, join: StepId) -> Vec<usize> {
        let mut reached = vec![false; self.steps.len()];
        let mut open = vec![start];
        while let Some(step) = open.pop() {
            if step == join || reached[step.index()] {
                continue;
            }
            let of = &self.steps[step.index()];
            reached[step.index()] = true;
            open.extend(of.fork.iter().flat_map(|fork| &fork.to));
            open.extend(of.outsourced.and_then(|outsourced| outsourced.if_unsolved));
            open.extend(of.automation.iter().filter_map(|automation| automation.fallback));
            open.extend(of.next.iter().filter_map(|(target, _)| match target {
                Target::Step(step) => Some(*step),
                Target::Done => None,
            }));
        }
        (0..reached.len()).filter(|step| reached[*step]).collect()
    }
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
    /// How many items may be in it at once, waiting or worked on; any number where there is none.
    pub limit: Option<Limit>,
    /// What the item waits for, where nobody does anything.
    pub wait: Option<Wait>,
    /// Who does it outside; it is a wait then.
    pub outsourced: Option<Outsourced>,
    /// Spare parts that each visit uses, and how many of them, at least 1.
    pub uses: Vec<(PartId, u32)>,
    /// What a visit costs beside people's hours, in the scenario's currency.
    pub cost_per_visit: Option<f64>,
    /// How long an item is on its way here from a step of another team, in milliseconds; as its team says where there is none.
    pub handoff: Option<Distribution>,
    /// Other teams that take an item over which has waited too long, in order.
    pub overflow: Vec<Overflow>,
    /// How visits are done without people.
    pub automation: Option<Automation>,
    /// Items that go to a wrong team first.
    pub misrouting: Option<Misrouting>,
    /// How long an item waits before it leaves undone.
    pub patience: Option<Patience>,
    /// When items are held before they come here.
    pub hold: Option<Hold>,
    /// The departures for which items wait before work on them begins.
    pub train: Option<Train>,
    /// How items gather to be worked on as one.
    pub batch: Option<Batch>,
    /// Where the item goes next, with probabilities that add up to 1.
    pub next: Vec<(Target, f64)>,
    /// Exceptions from `next`: the first that holds says where the item goes.
    pub exceptions: Vec<Exception>,
    /// Items raised when the step ends, each with its probability, caused by this one.
    pub raises: Vec<Raise>,
    /// Whether the item splits after the step; `next` is then where it joins.
    pub fork: Option<Fork>,
    /// The knowledge that shortens visits, as an index into the model's.
    pub learns_from: Option<usize>,
    /// The articles that visits write.
    pub writes: Option<Writes>,
    /// Whether the item is announced when the step ends.
    pub announces: bool,
    /// Whether the item takes an approval route after this step.
    pub approval: bool,
    /// What happens after this step to an item whose fate is to fail.
    pub if_it_fails: Option<Consequence>,
    /// Whether an item that does not fail removes the fault that it carries.
    pub removes_fault: bool,
    /// Whether a workaround is known after it for the fault that an item carries.
    pub finds_workaround: bool,
    /// The audit, as an index into the model's, of which this step is the looking at an item.
    pub audit: Option<usize>,
    /// The capability that an item brings about when it leaves the step, as an index into the model's.
    pub brings: Option<usize>,
    /// The part of an item's value that is there when work on the step first ends, above 0 and up to 1.
    pub releases: Option<f64>,
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

/// A team that takes an item over.
#[derive(Clone, Debug, PartialEq)]
pub struct Overflow {
    /// The team.
    pub team: TeamId,
    /// How long an item has waited for the team before, without being started.
    pub after: Span,
}

/// Items that go to a wrong team before they come to the right one.
#[derive(Clone, Debug, PartialEq)]
pub struct Misrouting {
    /// Probability.
    pub share: f64,
    /// The wrong teams, with probabilities that add up to 1.
    pub to: Vec<(TeamId, f64)>,
    /// What it takes until they notice, in milliseconds.
    pub noticed: Noticed,
}

/// What it takes a wrong team to notice, in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub enum Noticed {
    /// Touch time of one person: the item waits in their queue.
    Effort(Distribution),
    /// Time in which nobody touches it.
    After(Distribution),
}

/// How long an item waits before it leaves undone.
#[derive(Clone, Debug, PartialEq)]
pub struct Patience {
    /// From joining the queue to the start of work, in milliseconds.
    pub lasts: Distribution,
    /// Probability that one which has left comes back as an item of its own.
    pub comes_back: f64,
    /// How much later, in milliseconds.
    pub after: Distribution,
}

/// When items are held before they come to a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Hold {
    /// While this team is swamped:
    pub team: TeamId,
    /// more items than this wait for it.
    pub above: u32,
}

/// Departures for which items wait: all that are there leave together.
#[derive(Clone, Debug, PartialEq)]
pub struct Train {
    /// When it leaves, in order; not before the run starts, nor after it ends.
    pub departures: Vec<Instant>,
    /// Most items that leave at once.
    pub at_most: u32,
    /// How long before a departure an item must be there.
    pub cut_off: Span,
}

/// Items that gather before a step, are worked on as one, and go on together.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// How many must have gathered before work can begin; at least 1.
    pub at_least: u32,
    /// The most that are worked on as one; not below `at_least`.
    pub at_most: u32,
    /// After how long an item waits no longer for others.
    pub wait_at_most: Option<Span>,
    /// Touch time that each item adds to that of the batch, in milliseconds.
    pub effort_each: Option<Distribution>,
}

/// What becomes of a departure on a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnHoliday {
    /// There is none.
    Skip,
    /// It is on the next day that is no holiday, at the same time.
    Move,
}

/// An exception from where items go next.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// For which items.
    pub selector: Selector,
    /// From which visit of an item to the step on; 1 is the first.
    pub from_visit: u32,
    /// Where they go, with probabilities that add up to 1.
    pub next: Vec<(Target, f64)>,
}

impl Step {
    /// Every step or end that an item may go to next.
    pub fn targets(&self) -> impl Iterator<Item = Target> + '_ {
        let exceptions = self.exceptions.iter().flat_map(|exception| &exception.next);
        let unsolved = self.outsourced.and_then(|outsourced| outsourced.if_unsolved);
        let next = self.next.iter().chain(exceptions).map(|(target, _)| *target);
        let failed = self.if_it_fails.as_ref().and_then(|failure| failure.back_out);
        let failed = failed.map(|back_out| back_out.to);
        let fallback = self.automation.as_ref().and_then(|automation| automation.fallback);
        let stray = unsolved.into_iter().chain(failed).chain(fallback);
        next.chain(stray.map(Target::Step))
    }
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
    /// Whether the item that raises it waits until it has ended.
    pub waited_for: bool,
}

/// An item splits after a step: its branches go on at once, each at a step of its own, until they join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// Where the branches begin; no step is on the way of two of them.
    pub to: Vec<StepId>,
    /// Where the item goes on.
    pub join: StepId,
    /// How many branches it needs to go on; the others are then withdrawn.
    pub needed: u32,
}

/// What follows from a failed item.
#[derive(Clone, Debug, PartialEq)]
pub struct Consequence {
    /// What it causes.
    pub raises: Option<Caused>,
    /// The faults that it leaves behind.
    pub adds: Option<Added>,
    /// How it is undone.
    pub back_out: Option<BackOut>,
}

/// Faults that a failed item leaves behind.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// The sort.
    pub fault: FaultId,
    /// How many; drawn and rounded to the nearest whole number, at least 0.
    pub count: Distribution,
}

/// How a failed item is undone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BackOut {
    /// The step to which it goes instead of the next: the work of undoing it.
    pub to: StepId,
    /// Probability that it would still fail when it is put into effect again.
    pub still_bad: f64,
}

/// Items that a failed item causes.
#[derive(Clone, Debug, PartialEq)]
pub struct Caused {
    /// What is raised.
    pub demand: DemandId,
    /// How many; drawn and rounded to the nearest whole number, at least 0.
    pub count: Distribution,
    /// Each appears at a uniformly random moment within this span after the step.
    pub within: Span,
}
