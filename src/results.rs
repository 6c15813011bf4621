//! Results as plain documented data: all that outputs read. Times are in hours unless a field says otherwise; shares are
//! between 0 and 1; what is not known is absent, never zero.

mod lesson;
mod sensitivity;
mod sweep;

use schemars::JsonSchema;
use serde::Serialize;

pub use lesson::{LessonChoice, LessonFigure, LessonResult};
pub use sensitivity::{Decision, DecisionAtEnds, Flip, InputEffect, InputRange, Risk, Screening, Sensitivity, Swing};
pub use sweep::{FrontPlace, MeasuredFigure, PairedChange, Sweep, SweepAxis, SweepGain, SweepPoint, SweepValue};

/// What one scenario (or one variant of it) came to.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Results {
    /// What was run.
    pub about: About,
    /// Promises, in the order of the scenario; one entry per deadline.
    pub promises: Vec<PromiseResult>,
    /// Flow by demand, in the order of the scenario.
    pub demands: Vec<DemandResult>,
    /// Teams, in the order of the scenario.
    pub teams: Vec<TeamResult>,
    /// Approval routes that were taken.
    pub routes: Vec<RouteResult>,
    /// Periodic reviews.
    pub reviews: Vec<ReviewResult>,
    /// The improvement register: what each improvement seemed to do, and did.
    pub improvements: Vec<ImprovementResult>,
    /// Work by the kind of the item and by the kind of its root cause.
    pub ledgers: Vec<LedgerRow>,
    /// Hours whose root cause is failure, per hour of all other work.
    pub failure_multiplier: Option<Estimate>,
    /// Work by practice and activity of the service value chain, practices in the order of their catalogue.
    pub practices: Vec<PracticeResult>,
    /// Demands that are opportunities, or release their value in increments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opportunities: Vec<OpportunityResult>,
    /// Services, in the order of the scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceResult>,
    /// Suppliers, in the order of the scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suppliers: Vec<SupplierResult>,
    /// Spare parts, in the order of the scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartResult>,
    /// Faults, sort by sort, in the order of the scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<FaultResult>,
    /// What items bring about: of all, then by demand; empty where nothing brings about anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<CauseResult>,
    /// Steps that have automation, in the order of the scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub automation: Vec<AutomationResult>,
    /// Demands whose users help themselves, whose items nobody notices at once, or about which fewer call when they are announced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<ContactResult>,
    /// Knowledge, in the order of the scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub knowledge: Vec<KnowledgeResult>,
    /// Money, where the scenario says more of it than what an hour of work costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<MoneyResult>,
    /// Open items day by day.
    pub backlog: Vec<BacklogSeries>,
    /// Every figure, tidy: the rows of `kpis.csv`.
    pub figures: Vec<Figure>,
    /// Things to know when reading the results.
    pub notes: Vec<Note>,
    /// What is assumed of approvals and not modelled; empty where nobody asks for any.
    pub assumptions: Vec<String>,
    /// How the figures were made, and what theory says of them.
    pub analysis: Analysis,
}

/// Faults of one sort.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FaultResult {
    /// Its name.
    pub name: String,
    /// Open faults, averaged over time.
    pub open: Option<Estimate>,
    /// Growth of open faults per week.
    pub growth_per_week: Option<Estimate>,
    /// Faults that came by themselves or that items left behind, per week.
    pub added_per_week: Option<Estimate>,
    /// Of those, faults that items left behind.
    pub left_behind_per_week: Option<Estimate>,
    /// Faults removed per week.
    pub removed_per_week: Option<Estimate>,
    /// Items that they caused themselves, per week.
    pub caused_per_week: Option<Estimate>,
    /// Of those, the share whose fault had caused one before.
    pub repeats: Option<Estimate>,
    /// Of those, the share that came when a workaround was known; absent where none ever is.
    pub with_workaround: Option<Estimate>,
    /// Items of any demand whose root cause is such a fault, per week.
    pub traced_per_week: Option<Estimate>,
    /// Open faults day by day.
    pub days: Vec<FaultDay>,
}

/// Open faults of a sort at one instant, over all runs.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FaultDay {
    /// The local date, and the time where it is not midnight.
    pub date: String,
    /// The local time in ISO 8601.
    pub at: String,
    /// Days since counting began.
    pub day: f64,
    /// Mean over runs.
    pub mean: f64,
    /// 5th percentile of runs.
    pub p5: f64,
    /// Median of runs.
    pub p50: f64,
    /// 95th percentile of runs.
    pub p95: f64,
}

/// What items bring about.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CauseResult {
    /// `all` or `demand`.
    pub by: String,
    /// Of which.
    pub name: String,
    /// Items of any demand whose root cause is one of these (of all: or a fault), by each of these that came from outside; absent where
    /// none does.
    pub caused_per_item: Option<Estimate>,
    /// Share of these items that others, or faults, brought about.
    pub brought_about: Option<Estimate>,
    /// Share of these items whose fault had caused one before; absent where no fault causes any.
    pub repeats: Option<Estimate>,
    /// How often people asked after one that was late, per week; absent where nobody does.
    pub chases_per_week: Option<Estimate>,
}

/// How the figures were made, and what theory says of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Analysis {
    /// Where a precision decided how many replications there are.
    pub run_length: Option<RunLength>,
    /// Whether counting began late enough; absent where the run is too short to say, or ends by design.
    pub warm_up: Option<WarmUpResult>,
    /// Teams that are asked for more than they can do, and demands whose open items grow or shrink clearly.
    pub overload: Vec<Overload>,
    /// Closed forms beside the results.
    pub theory: Vec<Twin>,
}

/// How a precision decided the number of replications.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RunLength {
    /// Replications that were run.
    pub replications: u32,
    /// The most that were allowed.
    pub at_most: u32,
    /// How often the figures were looked at.
    pub looks: u32,
    /// Whether every figure is as sure as was asked.
    pub reached: bool,
    /// Whether it was stopped by hand.
    pub interrupted: bool,
    /// The figures that decided.
    pub aims: Vec<AimResult>,
}

/// A figure that decided how many replications there are.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AimResult {
    /// The figure, as the scenario calls it.
    pub name: String,
    /// What it came to, in its own unit: a share, hours, items.
    pub estimate: Option<Estimate>,
    /// The half width that was asked for, in that unit.
    pub half_width_wanted: Option<f64>,
    /// Whether the interval is as narrow.
    pub reached: bool,
}

/// Whether counting began late enough.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WarmUpResult {
    /// Hours simulated before counting.
    pub hours: f64,
    /// Whether a pilot decided that.
    pub automatic: bool,
    /// Hours at the start of the counted window that differ clearly from the rest; 0 where none do.
    pub too_short_by_hours: f64,
    /// In words.
    pub words: String,
}

/// A team that is asked for more than it can do, or a demand whose open items grow or shrink.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Overload {
    /// `team` or `demand`.
    pub by: String,
    /// Its name.
    pub name: String,
    /// Offered work by capacity in a standard week, of a team.
    pub load: Option<f64>,
    /// Growth of open items per week.
    pub growth_per_week: Option<Estimate>,
    /// People that the team would need beside those it has, to keep up.
    pub people_needed: Option<Estimate>,
    /// Weeks until the items open at the end would be done if nothing new came.
    pub weeks_without_arrivals: Option<Estimate>,
    /// Weeks until nothing would be open at the pace at which open items shrink.
    pub weeks_at_this_pace: Option<Estimate>,
    /// In words.
    pub words: String,
}

/// A closed form beside a result.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Twin {
    /// The law: `Little's law`, `Erlang C`.
    pub law: String,
    /// Of what: `desk`, `incident P1`.
    pub of: String,
    /// The quantity: `open items`, `wait per visit`.
    pub quantity: String,
    /// Its unit.
    pub unit: String,
    /// What the law is here.
    pub standing: Standing,
    /// What it assumes, with whether that holds.
    pub assumptions: Vec<Assumption>,
    /// What the law says; absent where it does not apply.
    pub theory: Option<f64>,
    /// What the simulation says, with the wider interval by which it is judged.
    pub simulated: Option<Estimate>,
    /// Confidence of that interval.
    pub confidence: f64,
    /// How they compare.
    pub agreement: Agreement,
}

/// An assumption of a law.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Assumption {
    /// In words: `arrivals are Poisson, at a level rate`.
    pub words: String,
    /// Whether the scenario meets it.
    pub holds: bool,
}

/// What a law is for a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Exact in the long run.
    Exact,
    /// An approximation.
    Approximation,
    /// A bound from above.
    UpperBound,
}

/// How theory and simulation compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// The interval contains the exact figure, or lies below the bound.
    Agrees,
    /// It does not: something is wrong with the model, the run or the program.
    Disagrees,
    /// An approximation, or no interval: only shown.
    Shown,
    /// An assumption does not hold.
    DoesNotApply,
}

/// What was run.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct About {
    /// The scenario's title.
    pub title: String,
    /// The scenario's file name without folder and ending.
    pub scenario: String,
    /// The variant, where it is not the scenario as written.
    pub variant: Option<String>,
    /// Overrides from the command line, as given.
    pub overrides: Vec<String>,
    /// The policy in force.
    pub policy: Option<String>,
    /// First simulated day, as `2027-01-04`.
    pub start: String,
    /// First counted day.
    pub counted_from: String,
    /// Last counted day.
    pub counted_to: String,
    /// IANA name of the zone in which days and hours are told.
    pub timezone: String,
    /// Hours simulated before counting.
    pub warm_up_hours: f64,
    /// Hours counted.
    pub counted_hours: f64,
    /// Replications that are in the results.
    pub replications: u32,
    /// Replications that were asked for.
    pub replications_planned: u32,
    /// Seed of every random number.
    pub seed: u64,
    /// Confidence level of every interval.
    pub confidence: f64,
    /// Version of flowcast.
    pub version: String,
}

/// A number with the interval that the replications support. `low` and `high` are absent where they support none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Lower end of the confidence interval.
    pub low: Option<f64>,
    /// Upper end of the confidence interval.
    pub high: Option<f64>,
}

impl Estimate {
    /// Half the width of the interval.
    pub fn half_width(&self) -> Option<f64> {
        Some((self.high? - self.low?) / 2.0)
    }
}

/// Which deadline of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// From arrival to resolution.
    Resolve,
    /// From arrival to first touch.
    Respond,
}

/// Whether a promise is kept, as far as the run can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The whole interval is at or above the target.
    Kept,
    /// The whole interval is below the target.
    Missed,
    /// The interval contains the target.
    TooClose,
    /// No item fell due.
    Unknown,
}

/// One deadline of one promise.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PromiseResult {
    /// The promise's name in the scenario.
    pub name: String,
    /// In words: `Incidents P1 resolved in 4 h`.
    pub words: String,
    /// Which deadline.
    pub aspect: Aspect,
    /// The deadline in words: `4 h`, `5 working days`.
    pub deadline: String,
    /// The deadline in elapsed hours, where it runs on `always` (for a line in a plot of lead times).
    pub deadline_hours: Option<f64>,
    /// The demand that the promise is for, where it is for just one.
    pub demand: Option<String>,
    /// Share that is to be kept.
    pub target: f64,
    /// Share kept, of the items that fell due in the counted window.
    pub kept: Option<Estimate>,
    /// The verdict on `kept`.
    pub verdict: Verdict,
    /// Word for the period of judgement: `month`, `week`, `day`.
    pub period: String,
    /// Share of whole periods in which the target was met, over replications.
    pub periods_met: Option<Estimate>,
    /// Whole periods in one replication's counted window.
    pub periods_per_replication: u32,
    /// Items that missed the deadline, per week.
    pub missed_per_week: Option<Estimate>,
    /// Items that fell due, per week.
    pub due_per_week: Option<Estimate>,
    /// Best share that any staffing could reach, because of closed doors; absent where it is 1.
    pub ceiling: Option<f64>,
}

/// Quantiles of a duration in hours.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Durations {
    /// Mean.
    pub mean: Option<Estimate>,
    /// Half are done by then.
    pub p50: Option<Estimate>,
    /// 85 % are done by then.
    pub p85: Option<Estimate>,
    /// 95 % are done by then.
    pub p95: Option<Estimate>,
}

/// The parts of lead time, in the order of [`PART_WORDS`].
pub const PART_WORDS: [&str; 10] = [
    "touch",
    "queue",
    "off shift",
    "approval",
    "supplier",
    "customer",
    "handoff",
    "blocked",
    "other waits",
    "batch",
];

/// Flow of one demand.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DemandResult {
    /// The demand.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Items that arrived or were raised, per week.
    pub arrivals_per_week: Option<Estimate>,
    /// Items completed, per week.
    pub completed_per_week: Option<Estimate>,
    /// Elapsed hours from arrival to completion.
    pub lead_time: Durations,
    /// Hours from arrival to first touch.
    pub response_time: Durations,
    /// Mean hours of each part of lead time per completed item, first visits; order of [`PART_WORDS`].
    pub parts_first: Vec<Option<Estimate>>,
    /// The same for repeat visits (rework).
    pub parts_rework: Vec<Option<Estimate>>,
    /// Share of lead time that is not touch time.
    pub share_waiting: Option<Estimate>,
    /// Touch time as a share of lead time.
    pub flow_efficiency: Option<Estimate>,
    /// Open items, time-weighted mean.
    pub open: Option<Estimate>,
    /// Open items at the end: 5th, 50th and 95th percentile over replications.
    pub open_at_end: Option<Spread>,
    /// Growth of open items per week.
    pub growth_per_week: Option<Estimate>,
    /// Whether growth is clear: its interval is above zero and it adds up to more than chance. Then steady-state means mislead.
    pub growing: bool,
    /// Where it grows: weeks that the items open at the end would take at the present pace if nothing new arrived.
    pub weeks_to_drain: Option<Estimate>,
    /// Where open items shrink clearly: weeks until none would be left of those open at the end, at that pace.
    pub weeks_at_this_pace: Option<Estimate>,
    /// Open items less items completed in an hour times their lead time, which Little's law says is 0.
    pub gap_to_littles_law: Option<Estimate>,
    /// Share of items still open after a time: pairs of hours and share, falling from 1.
    pub survival: Vec<(f64, f64)>,
}

/// Risk: how much replications differ (not an error of estimation).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Spread {
    /// 5th percentile over replications.
    pub p5: f64,
    /// Median over replications.
    pub p50: f64,
    /// 95th percentile over replications.
    pub p95: f64,
}

/// One team.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TeamResult {
    /// The team.
    pub name: String,
    /// Most people on the roster at once.
    pub people: u32,
    /// Rostered hours per week.
    pub rostered_per_week: Option<Estimate>,
    /// Hours of work that it is offered in a standard week, by arithmetic; absent where nobody worked it out.
    pub offered_per_week: Option<f64>,
    /// Hours present per week: rostered less absence and other duties.
    pub present_per_week: Option<Estimate>,
    /// Busy hours per week within present hours.
    pub busy_per_week: Option<Estimate>,
    /// Present hours without work, per week.
    pub free_per_week: Option<Estimate>,
    /// Busy as a share of present hours.
    pub utilisation: Option<Estimate>,
    /// Hours of call-out work per week.
    pub call_out_per_week: Option<Estimate>,
    /// Hours per week in which its people were kept by items that waited for a place; they count as busy. Absent where no limit
    /// keeps people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_per_week: Option<Estimate>,
    /// Call-outs per week.
    pub call_outs: Option<Estimate>,
    /// Mean hours an item waits here in the queue while somebody is on shift, per visit.
    pub queue_per_visit: Option<Estimate>,
    /// Total hours of queueing here per week: the bottleneck has the most.
    pub queue_per_week: Option<Estimate>,
    /// Cost per week, where the scenario states one.
    pub cost_per_week: Option<Estimate>,
    /// The busiest hour of the week.
    pub busiest: Option<BusiestHour>,
    /// Whether this team holds work up most.
    pub bottleneck: bool,
    /// Mean busy people by hour of the week, 168 values from Monday 00:00 local time.
    pub busy_by_hour: Vec<f64>,
    /// Mean people present by hour of the week.
    pub present_by_hour: Vec<f64>,
}

/// An hour of the week and how busy it is.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BusiestHour {
    /// `Mon 10:00`.
    pub hour: String,
    /// Busy as a share of present.
    pub utilisation: f64,
}

/// Approvals by one route.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RouteResult {
    /// The route.
    pub name: String,
    /// Decisions per week.
    pub decided_per_week: Option<Estimate>,
    /// Mean hours from submission to decision.
    pub delay: Option<Estimate>,
    /// Hours of approvers' time per week.
    pub effort_per_week: Option<Estimate>,
    /// Share of decisions that turned an item down.
    pub turned_down: Option<Estimate>,
    /// Items that would have failed and were caught, per week.
    pub bad_caught_per_week: Option<Estimate>,
    /// Items that would not have failed and were turned down, per week.
    pub good_rejected_per_week: Option<Estimate>,
    /// Share of the items that passed this route last and were put into effect that did not fail.
    pub success_rate: Option<Estimate>,
    /// Hours from submission to decision that one in twenty exceeds.
    pub delay_p95: Option<Estimate>,
    /// Share of the items for which the policy names the route that go round it; absent where none can.
    pub bypassed: Option<Estimate>,
}

/// What a periodic review did.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ReviewResult {
    /// The review.
    pub name: String,
    /// How often it took place, per week.
    pub held_per_week: Option<Estimate>,
    /// Share of these times at which it acted.
    pub acted: Option<Estimate>,
    /// Share of the time for which what it changes held.
    pub in_force: Option<Estimate>,
}

/// What an improvement seemed to do, and did. Figures are in the unit of the figure by which it is judged; times in hours.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ImprovementResult {
    /// The improvement.
    pub name: String,
    /// What it is to mend.
    pub issue: Option<String>,
    /// By what it is judged, in the scenario's words.
    pub judged_by: Option<String>,
    /// The unit of that figure: share, hours, items; empty where there is none.
    pub unit: String,
    /// Share of runs in which its work was done before the end, of those in which it began.
    pub done: Option<Estimate>,
    /// Mean hours from the begin of its work to the end.
    pub took: Option<Estimate>,
    /// Share of the runs in which it was judged that kept it.
    pub kept: Option<Estimate>,
    /// The figure before its work began.
    pub before: Option<Estimate>,
    /// The figure when it was judged.
    pub after: Option<Estimate>,
    /// What seemed to have changed: after less before. Whatever else changed meanwhile is in it.
    pub seemed: Option<Estimate>,
    /// What it did change: after, less what the figure would have been at that time without it, in the same runs.
    pub did: Option<Estimate>,
    /// How much better it was expected to be, as a part of before.
    pub expected: Option<f64>,
    /// What the difference that it made is worth.
    pub judgement: Option<Judgement>,
    /// Share of the runs in which it was judged whose decision was wrong: kept although it makes nothing better, on average over all
    /// runs, by as much as it must; or given up although it does. Absent where that is too close to call.
    pub wrong: Option<Estimate>,
}

/// Work of one kind, caused by one kind.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LedgerRow {
    /// Kind of the item.
    pub kind: String,
    /// Kind of its root cause.
    pub root: String,
    /// Items that arrived or were raised, per week.
    pub arrivals_per_week: Option<Estimate>,
    /// Items completed, per week.
    pub completed_per_week: Option<Estimate>,
    /// Hours of touch per week.
    pub hours_per_week: Option<Estimate>,
    /// Share of all touch hours.
    pub share_of_hours: Option<Estimate>,
    /// Cost of the touch hours per week, where every team involved states one.
    pub cost_per_week: Option<Estimate>,
}

/// What a service's users saw of it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ServiceResult {
    /// The service's name.
    pub name: String,
    /// How many people use it, where the scenario says so.
    pub users: Option<u32>,
    /// Share of its hours in which it was not down.
    pub availability: Option<Estimate>,
    /// Share of its hours in which it was degraded.
    pub degraded: Option<Estimate>,
    /// Outages that ended, per week; those that overlap or touch are one.
    pub outages_per_week: Option<Estimate>,
    /// Hours of an outage in the service's hours, on average.
    pub outage: Option<Estimate>,
    /// Hours from the beginning of an outage to its end, day and night, on average.
    pub recovery: Option<Estimate>,
    /// Hours down of all users together, per week.
    pub user_hours_lost_per_week: Option<Estimate>,
    /// What being down and degraded cost the organisation, per week.
    pub harm_per_week: Option<Estimate>,
}

/// What a supplier did.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SupplierResult {
    /// The supplier's name.
    pub name: String,
    /// Cases that came back, per week.
    pub cases_per_week: Option<Estimate>,
    /// Hours from sending a case to its return, on average.
    pub time: Option<Estimate>,
    /// Of those, hours in which it waited there for its turn.
    pub waited: Option<Estimate>,
    /// Share of cases that came back unsolved.
    pub unsolved: Option<Estimate>,
    /// Share of the cases that fell due for which its promise was kept.
    pub kept: Option<Estimate>,
    /// Penalties that it owes, per week.
    pub penalties_per_week: Option<Estimate>,
    /// Fees less penalties by case that came back.
    pub cost_per_case: Option<Estimate>,
}

/// What a step did without people.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AutomationResult {
    /// Stream and step.
    pub step: String,
    /// Runs that ended, per week.
    pub runs_per_week: Option<Estimate>,
    /// Share of the step's visits that a run did, as it should.
    pub rate: Option<Estimate>,
    /// Share of the runs that failed, noticed at once or not.
    pub failed: Option<Estimate>,
    /// Failed runs that nobody noticed at once, per week.
    pub unnoticed_per_week: Option<Estimate>,
    /// Hours until such a failure was noticed, on average.
    pub hidden: Option<Estimate>,
    /// How often its safeguard stopped it, per week; absent where it has none.
    pub stops_per_week: Option<Estimate>,
    /// Share of time in which it stood still for that.
    pub stopped: Option<Estimate>,
}

/// What happened before people had anything to do with items of a demand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct ContactResult {
    /// The demand.
    pub demand: String,
    /// Attempts of users to help themselves, per week.
    pub attempts_per_week: Option<Estimate>,
    /// Attempts that succeeded, per week: what never reached people.
    pub deflected_per_week: Option<Estimate>,
    /// The same as a share of all who needed something.
    pub deflection: Option<Estimate>,
    /// Share of the attempts that failed.
    pub failed: Option<Estimate>,
    /// Failed attempts whose users came to people, per week.
    pub came_back_per_week: Option<Estimate>,
    /// Failed attempts whose users did not, per week.
    pub gave_up_per_week: Option<Estimate>,
    /// Hours that an attempt took which succeeded, on average.
    pub time: Option<Estimate>,
    /// Hours until an item was noticed, on average.
    pub unnoticed: Option<Estimate>,
    /// Share of those items that a call made known.
    pub by_call: Option<Estimate>,
    /// Calls that did not come because an item had been announced, per week.
    pub kept_away_per_week: Option<Estimate>,
}

/// What was written down, and what it saved.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct KnowledgeResult {
    /// Its name.
    pub name: String,
    /// Articles written, per week.
    pub written_per_week: Option<Estimate>,
    /// Articles up to date when the run ends, on average.
    pub at_end: Option<Estimate>,
    /// Hours of work that visits took less because of it, per week.
    pub saved_per_week: Option<Estimate>,
    /// Hours of writing, per week.
    pub writing_per_week: Option<Estimate>,
}

/// What happened on a shelf of spare parts.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PartResult {
    /// The part's name.
    pub name: String,
    /// How many are used, per week.
    pub used_per_week: Option<Estimate>,
    /// Share of the visits that asked for some which found enough.
    pub found: Option<Estimate>,
    /// Visits that found too few, per week.
    pub stock_outs_per_week: Option<Estimate>,
    /// Hours of a wait for some, on average.
    pub wait: Option<Estimate>,
    /// How many are on the shelf, on average over time.
    pub stock: Option<Estimate>,
    /// Share of time with an empty shelf.
    pub empty: Option<Estimate>,
    /// Orders per week.
    pub orders_per_week: Option<Estimate>,
    /// What was used cost, per week.
    pub cost_per_week: Option<Estimate>,
}

/// Money.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MoneyResult {
    /// What it is called, where the scenario says so.
    pub currency: Option<String>,
    /// All costs, per week; absent where any of them is unknown.
    pub cost_per_week: Option<Estimate>,
    /// All costs by item completed.
    pub cost_per_item: Option<Estimate>,
    /// Costs by what they are for; they add up to all.
    pub categories: Vec<MoneyRow>,
    /// Costs by demand; with what belongs to none they add up to all.
    pub demands: Vec<MoneyRow>,
    /// Costs by the kind of the root cause; with what belongs to none they add up to all.
    pub roots: Vec<MoneyRow>,
    /// Value of completed items less what was lost to delay, per week.
    pub value_delivered_per_week: Option<Estimate>,
    /// Value lost because completed items were late, per week; where no value is stated, what the delay cost.
    pub lost_to_delay_per_week: Option<Estimate>,
    /// Value of items that were closed undone, per week.
    pub lost_undone_per_week: Option<Estimate>,
    /// Harm of all services, per week.
    pub harm_per_week: Option<Estimate>,
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MoneyRow {
    /// What for.
    pub name: String,
    /// How much a week; absent where it is unknown.
    pub per_week: Option<Estimate>,
    /// How much by item completed, where it is of a demand.
    pub per_item: Option<Estimate>,
}

/// What one practice does in one activity of the service value chain.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PracticeResult {
    /// The practice.
    pub practice: String,
    /// Its group: `general`, `service` or `technical`.
    pub group: String,
    /// The activity.
    pub activity: String,
    /// Visits to its steps that ended, per week.
    pub visits_per_week: Option<Estimate>,
    /// Hours of work per week.
    pub hours_per_week: Option<Estimate>,
    /// Its share of all hours of work.
    pub share_of_hours: Option<Estimate>,
    /// Hours in which items waited for its steps, per week: in queues, off shift, held or outside.
    pub waiting_per_week: Option<Estimate>,
    /// What the hours of work cost per week; absent where a team involved does not say what an hour costs.
    pub cost_per_week: Option<Estimate>,
}

/// A demand whose items are opportunities, or release their value in increments.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct OpportunityResult {
    /// The demand.
    pub name: String,
    /// From arrival to the first part of an item's value.
    pub time_to_first_value: Option<Estimate>,
    /// From arrival to all of its value.
    pub time_to_full_value: Option<Estimate>,
    /// Value delivered per week, what was lost to delay taken off; absent where no value is stated.
    pub value_per_week: Option<Estimate>,
    /// What was lost to delay, per week.
    pub lost_to_delay_per_week: Option<Estimate>,
    /// Value that was never there because items were closed undone, per week.
    pub lost_undone_per_week: Option<Estimate>,
    /// Items closed undone, per week.
    pub stopped_per_week: Option<Estimate>,
    /// The value that came in each week of the counted window; empty where no value is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_week: Vec<WeekOfValue>,
}

/// The value that came in a week.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WeekOfValue {
    /// The day on which the week begins.
    pub begins: String,
    /// How much.
    pub value: Option<Estimate>,
}

/// Open items of one demand (or all), day by day at local midnight.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BacklogSeries {
    /// The demand, or `all`.
    pub name: String,
    /// A row a day, the end of the run last.
    pub days: Vec<BacklogDay>,
}

/// Open items at an instant.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BacklogDay {
    /// The day that begins, as `2027-02-01`.
    pub date: String,
    /// The instant in local time, as `2027-02-01T00:00`. Unlike the date it never comes twice: a run that ends after a clock
    /// change has its last row an hour from midnight.
    pub at: String,
    /// Days since the counted window began.
    pub day: f64,
    /// Mean open items over replications.
    pub mean: f64,
    /// 5th percentile over replications.
    pub p5: f64,
    /// Median over replications.
    pub p50: f64,
    /// 95th percentile over replications.
    pub p95: f64,
    /// Median age in hours of the open items of all replications; absent where there are none.
    pub age_p50: Option<f64>,
    /// 85th percentile of age.
    pub age_p85: Option<f64>,
    /// 95th percentile of age.
    pub age_p95: Option<f64>,
    /// Mean over replications of the age of the oldest open item; replications without one are left out.
    pub oldest: Option<f64>,
}

/// One row of `kpis.csv`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Figure {
    /// What is measured: `lead time`.
    pub measure: String,
    /// By what: `demand`, `team`, `step` …; `all`.
    pub by: String,
    /// Of which: the demand's or team's name; `all`.
    pub name: String,
    /// `mean`, `share`, `p50`, `p85`, `p95`, `per week` …
    pub statistic: String,
    /// `hours`, `share`, `items`, `people`, `currency` …
    pub unit: String,
    /// The estimate; absent where unknown.
    pub estimate: Option<Estimate>,
}

/// Something to know when reading the results.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Note {
    /// How much it matters.
    pub level: NoteLevel,
    /// The fact, one sentence.
    pub text: String,
}

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoteLevel {
    /// Results would mislead a reader who does not know this.
    Warning,
    /// Good to know: an assumption, what is not modelled.
    Information,
}

/// Variants against today, paired by common random numbers.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Comparison {
    /// What each is compared with.
    pub base: Results,
    /// The variants, in the order of the scenario.
    pub variants: Vec<VariantComparison>,
}

/// One variant against today.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct VariantComparison {
    /// The variant's name.
    pub name: String,
    /// Its own results.
    pub results: Results,
    /// Differences, the most telling first within each measure's group.
    pub differences: Vec<Difference>,
}

/// A paired difference of one figure.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Difference {
    /// What is measured.
    pub measure: String,
    /// By what.
    pub by: String,
    /// Of which.
    pub name: String,
    /// Which statistic.
    pub statistic: String,
    /// Unit.
    pub unit: String,
    /// Today.
    pub base: f64,
    /// In the variant.
    pub variant: f64,
    /// Variant less today, with its interval; without one where no replication differed.
    pub difference: Estimate,
    /// What it means.
    pub judgement: Judgement,
    /// Whether it is below what people would notice: less than [`SLIGHT_SHARE`] for shares, less than [`SLIGHT_PART`] of
    /// today's figure for others. For missed items, that of the share kept.
    pub slight: bool,
    /// Correlation of the two over replications.
    pub correlation: Option<f64>,
    /// How many times as many independent runs would have been needed for the same interval.
    pub variance_ratio: Option<f64>,
}

/// What a difference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// Clearly better.
    Better,
    /// Clearly worse.
    Worse,
    /// Clearly different, neither good nor bad in itself.
    Different,
    /// The interval contains zero.
    NoClearDifference,
    /// The two came to the same in every replication.
    Same,
}

/// Differences of shares below this (one percentage point) are slight.
pub const SLIGHT_SHARE: f64 = 0.01;

/// Differences of times, counts and costs below this part of today's figure are slight.
pub const SLIGHT_PART: f64 = 0.02;
