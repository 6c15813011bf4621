//! Advice: what changes of the organisation do, each against today on the same luck.

use schemars::JsonSchema;
use serde::Serialize;

use super::break_even::BreakEven;
use super::{About, Difference, Estimate, Note};

/// What `flowcast advise` found.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Advice {
    /// The scenario as it stands, and how it was run.
    pub about: About,
    /// By what levers are ranked, and what they may cost: the first is what counts most.
    pub objectives: Vec<Objective>,
    /// How it was done.
    pub procedure: Procedure,
    /// Every lever that was tried, the most useful first.
    pub levers: Vec<LeverResult>,
    /// What one more hour of one person buys, by team and by when in the week.
    pub next_hour: Option<NextHour>,
    /// How busy teams are today.
    pub teams: Vec<TeamToday>,
    /// Levers that could not be tried, and why.
    pub not_tried: Vec<NotTried>,
    /// What a reader must know.
    pub notes: Vec<Note>,
}

/// A figure by which levers are judged.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Objective {
    /// What it is.
    pub goal: Goal,
    /// What is measured.
    pub measure: String,
    /// Unit.
    pub unit: String,
    /// Today.
    pub today: Option<Estimate>,
    /// Changes below this are not worth talking about, in its unit.
    pub noticeable: f64,
}

/// What a manager wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// Fewer missed promises: items a week that missed any of the promises made for them, added up over promises.
    Promises,
    /// Shorter lead times: items that are open on average, which is arrivals times mean lead time (Little's law).
    LeadTime,
    /// Less cost a week.
    Cost,
}

/// How levers were measured.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Procedure {
    /// Levers that were tried.
    pub levers: u32,
    /// Replications with which every lever was screened: the first ones.
    pub screening_replications: u32,
    /// Levers that were measured more exactly.
    pub finalists: u32,
    /// Their replications: later ones, of which screening knew nothing.
    pub finalist_replications: u32,
    /// The level that holds for all levers at once, for each goal.
    pub confidence: f64,
    /// Level of each interval of a lever that was screened only.
    pub each_screened: f64,
    /// Level of each interval of a lever that was measured more exactly.
    pub each_finalist: f64,
    /// Whether the work was cut short.
    pub interrupted: bool,
}

/// A change of the organisation, against today.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LeverResult {
    /// What is done, in words.
    pub name: String,
    /// What sort of change it is.
    pub family: Family,
    /// The guiding principle of ITIL 4 that it serves, if any.
    pub principle: Option<Principle>,
    /// Where it takes hold among the four dimensions of service management.
    pub dimension: Dimension,
    /// The team that it is about, if any.
    pub team: Option<String>,
    /// The changes, each as in `--set`.
    pub changes: Vec<String>,
    /// What must be true for it to work as it was simulated, beyond what the scenario says.
    pub assumes: Option<String>,
    /// Whether it was measured more exactly after screening.
    pub finalist: bool,
    /// Its replications.
    pub replications: u32,
    /// What it does to each goal, in the order of the objectives.
    pub effects: Vec<GoalEffect>,
    /// What it does to the mean lead time of each demand, in the order of the scenario.
    pub lead_times: Vec<Difference>,
    /// What it does to failed changes a week, where there are any.
    pub failed_changes: Option<Difference>,
    /// What it does to the hours that items wait in each team's queue.
    pub queues: Vec<Difference>,
    /// What follows.
    pub verdict: LeverVerdict,
    /// Of the first goal, how much it buys for one unit of money; only where the scenario states what the change costs.
    pub per_money: Option<f64>,
    /// What a step or an approval that is left out must be good for to be worth keeping.
    pub worth_keeping: Option<WorthKeeping>,
}

/// What a lever does to a goal.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct GoalEffect {
    /// The goal.
    pub goal: Goal,
    /// With the lever less today, paired.
    pub difference: Difference,
    /// Whether it is known to be too small to notice: the whole interval is.
    pub is_nothing: bool,
    /// Whether it is known to do no harm that would be noticed.
    pub is_harmless: bool,
}

/// Sorts of levers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// A person more.
    PersonMore,
    /// A person fewer.
    PersonFewer,
    /// A person on other hours.
    ShiftMoved,
    /// Two teams become one.
    TeamsPooled,
    /// An approval that nobody asks for any more.
    ApprovalRemoved,
    /// An approval that somebody else decides.
    ApprovalDelegated,
    /// A board that meets twice as often.
    BoardTwiceAsOften,
    /// Half of the work of a step is done by a tool.
    WorkHalved,
    /// Half of the visits to a step are done without people.
    StepAutomated,
    /// People do again what is done without them today.
    AutomationRemoved,
    /// More is solved where it comes first.
    SolvedAtFirst,
    /// Faults are looked for sooner, or before all else.
    ProblemsFed,
    /// Items wait for half as large a batch.
    BatchHalved,
    /// No more than so many items at once.
    WipLimit,
    /// A supplier that takes half as long.
    SupplierFaster,
    /// Half as much time on the way between teams.
    HandoffHalved,
    /// Half as many items go to a wrong team.
    MisroutingHalved,
    /// A step that is left out: a question, not a proposal.
    StepLeftOut,
}

/// The seven guiding principles of ITIL 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Principle {
    /// Focus on value.
    FocusOnValue,
    /// Start where you are.
    StartWhereYouAre,
    /// Progress iteratively with feedback.
    ProgressIteratively,
    /// Collaborate and promote visibility.
    Collaborate,
    /// Think and work holistically.
    ThinkHolistically,
    /// Keep it simple and practical.
    KeepItSimple,
    /// Optimise and automate.
    OptimiseAndAutomate,
}

/// The four dimensions of service management.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Organisations and people.
    OrganisationsAndPeople,
    /// Information and technology.
    InformationAndTechnology,
    /// Partners and suppliers.
    PartnersAndSuppliers,
    /// Value streams and processes.
    ValueStreamsAndProcesses,
}

/// What follows for a lever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeverVerdict {
    /// Clearly better for promises or lead times by more than would go unnoticed, and clearly worse for neither.
    Helps,
    /// Clearly cheaper, and known to harm neither promises nor lead times in a way that would be noticed.
    Saves,
    /// Better in one and worse in another.
    Trade,
    /// Nothing is lost by it, and nothing is gained by keeping what it leaves out, as far as the scenario says.
    Question,
    /// What it is about gets faster, and the whole does not: the queue moves elsewhere.
    MovesTheQueue,
    /// Known to do nothing that would be noticed.
    Nothing,
    /// Cannot be told with so many runs.
    Unclear,
    /// Clearly worse, and better in nothing.
    Harms,
}

/// What something must be good for, beyond what the scenario knows, to be worth keeping.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WorthKeeping {
    /// What leaving it out clearly gains: so much it must be good for elsewhere.
    pub gains: Vec<Gain>,
    /// For an approval: the share of failing changes that it must catch to be no worse than none.
    pub break_even: Option<BreakEven>,
}

/// What is gained in one of the goals.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Gain {
    /// The goal.
    pub goal: Goal,
    /// Unit.
    pub unit: String,
    /// How much, above zero.
    pub gain: Estimate,
}

/// What one more hour of one person a week buys.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NextHour {
    /// The goal.
    pub goal: Goal,
    /// Unit of what is bought.
    pub unit: String,
    /// Hours of each stretch of the week that was tried.
    pub stretch_hours: f64,
    /// By team and stretch.
    pub cells: Vec<HourCell>,
    /// Replications of each.
    pub replications: u32,
    /// The level that holds for all cells at once.
    pub confidence: f64,
    /// Level of each interval.
    pub each: f64,
}

/// One more person of a team in one stretch of each week.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct HourCell {
    /// The team.
    pub team: String,
    /// Day of the week: 0 is Monday.
    pub day: u8,
    /// Hours after midnight at which the stretch begins.
    pub from: f64,
    /// Hours after midnight at which it ends; above 24 on the next day.
    pub to: f64,
    /// What an hour of it changes, with its interval.
    pub per_hour: Estimate,
    /// Whether that is clearly better than nothing.
    pub clear: bool,
}

/// A team as it is.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TeamToday {
    /// The team.
    pub name: String,
    /// Busy hours as a share of present hours.
    pub utilisation: Option<Estimate>,
}

/// A lever that the scenario does not allow.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NotTried {
    /// What would have been done.
    pub name: String,
    /// The first fault of the scenario with it.
    pub why: String,
}
