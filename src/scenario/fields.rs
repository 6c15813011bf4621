//! The tables of a scenario, each declared once.

mod automation;
mod changes;
mod demand;
mod fault;
mod governance;
mod hours;
mod improvement;
mod lesson;
mod review;
mod stream;
mod supply;
mod team;
mod uncertain;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::catalogue::{Reader, Shape, Value};
use super::record::{change, field_default, field_key, record};
use super::tree::Node;
use super::values::{
    ByName, ByPath, Changes, Count, Deadline, HalfWidth, Listed, Money, OneOf, OneOrMore, Seed, SelectorText, Share,
    WarmUp, Zone,
};
use crate::model::Period;
use crate::time::Span;
pub use automation::{
    AnnouncedText, AutomatedText, KnowledgeText, NoticedText, SafeguardText, SelfServiceText, WritesText,
};
pub use changes::{MergeText, ShockText};
pub use demand::{
    ArrivalsText, BurstinessText, CallsText, ChasedText, DelayText, DemandText, ReopenedText, WrongPriorityText,
};
pub use fault::{FaultText, FoundText};
pub use governance::{
    AuditText, BypassText, EscalationText, FreezeText, GovernanceText, PolicyText, RouteText, RuleText,
};
pub use hours::{HoursDetail, HoursText, HoursValue};
pub use improvement::{AdoptionText, AsksText, CapabilityText, ImprovementText, JudgedText};
pub use lesson::{LessonChoiceText, LessonFigureText, LessonText};
pub use review::{ConditionText, ReviewText};
pub use stream::{
    BatchText, BranchText, ConsequenceText, ExceptionText, HoldText, MisroutedText, PatienceText, StepText, StreamText,
    TrainText,
};
pub use supply::{CriticalText, PartText, ServiceText, StandingCostText, SupplierText};
pub use team::{HandOverText, JoiningText, LeavingText, OnCallText, TeamText};
pub use uncertain::UncertainText;

record! {
    /// A scenario
    pub struct ScenarioText {
        /// What the scenario calls itself
        [structural, required] title: String,
        /// The first day; the clock starts at its midnight
        [structural, required] start: Date,
        /// The zone in which days, hours and months are told; daylight saving is honoured
        [structural, default "UTC"] timezone: Zone,
        /// How long is counted, after the warm-up
        [structural, required] duration: Span,
        /// When people work, clocks run and boards meet; `always` is built in
        [structural, default ()] hours: HoursText,
        /// Teams: people who share a queue
        [structural, required] team: ByName<TeamText>,
        /// Kinds of work that arrive or are raised
        [structural, required] demand: ByName<DemandText>,
        /// Value streams
        [structural, required] stream: ByName<StreamText>,
        /// Which policy is in force
        [structural, default ()] governance: GovernanceText,
        /// Policies: which item takes which approval route
        [structural, default ()] policy: ByName<PolicyText>,
        /// Approval routes; `pre_approved` is built in
        [structural, default ()] route: ByName<RouteText>,
        /// Freezes: times in which some steps are not begun
        [structural, default ()] freeze: ByName<FreezeText>,
        /// Escalations: what happens to items that are open for too long
        [structural, default ()] escalation: ByName<EscalationText>,
        /// Audits: whether items took their approval routes
        [structural, default ()] audit: ByName<AuditText>,
        /// Faults: what causes items until it is removed
        [structural, default ()] fault: ByName<FaultText>,
        /// Promises about time
        [structural, default ()] promise: ByName<PromiseText>,
        /// Suppliers to whom steps send items
        [structural, default ()] supplier: ByName<SupplierText>,
        /// Spare parts that steps use
        [structural, default ()] part: ByName<PartText>,
        /// Services that open items take down or degrade
        [structural, default ()] service: ByName<ServiceText>,
        /// Knowledge: what is written down, so that work takes less effort
        [structural, default ()] knowledge: ByName<KnowledgeText>,
        /// What is paid for nothing that happens: licences, rent, a project's budget
        [structural, default ()] cost: ByName<StandingCostText>,
        /// What money is called in reports, such as "GBP" or "euros"
        [structural, optional] currency: String,
        /// Reviews: governance that looks at figures again and again, and acts on them
        [structural, default ()] review: ByName<ReviewText>,
        /// The improvement register: work that changes how things are done
        [structural, default ()] improvement: ByName<ImprovementText>,
        /// Capabilities: what steps bring about when they end
        [structural, default ()] capability: ByName<CapabilityText>,
        /// Shocks: what changes while the run goes on
        [structural, default ()] shock: ByName<ShockText>,
        /// Variants: named changes to this scenario
        [structural, default ()] variant: ByName<Changes>,
        /// Values that nobody has measured, by their paths: between what and what they lie
        [structural, default ()] uncertain: ByPath<UncertainText>,
        /// A question that its run answers, for `flowcast lesson`
        [structural, optional] lesson: LessonText,
        /// How to run it
        [structural, default ()] run: RunText,
    }
}

record! {
    /// A promise
    pub struct PromiseText {
        /// The items it is made for; all where it is left out
        [structural, default ()] selector ("for"): SelectorText,
        /// From arrival to first resolution
        [structural, optional] resolve: Deadline,
        /// From arrival to first touch
        [structural, optional] respond: Deadline,
        /// The hours in which its clock runs
        [structural, default "always"] clock: String,
        /// Share of items for which it must be kept
        [structural, required] target: Share,
        /// The periods over which a manager is judged
        [structural, default "each month"] judged: OneOf<Period>,
        /// What each missed deadline costs, in the scenario's currency
        [structural, optional] penalty_per_item: Money,
        /// What each period costs in which the target is not met
        [structural, optional] penalty_per_period: Money,
    }
}

record! {
    /// How to run it
    pub struct RunText {
        /// Simulated before counting begins
        [structural, default "0 weeks"] warm_up: WarmUp,
        /// Monte Carlo replications: how many, or how sure of which figures
        [structural, default 100i64] replications: Replications,
        /// Seed of every random number
        [structural, default 1i64] seed: Seed,
    }
}

record! {
    /// As many replications as make some figures sure
    pub struct PrecisionText {
        /// Half width of their intervals, at most
        [structural, required] precision: HalfWidth,
        /// Which figures
        [structural, required] of: OneOrMore,
        /// The most replications
        [structural, default 1000i64] at_most: Count,
    }
}

/// How many replications, or as many as it takes.
#[derive(Clone, Debug)]
pub enum Replications {
    /// So many.
    Fixed(Count),
    /// As many as make figures sure.
    Enough(PrecisionText),
}

impl Value for Replications {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if node.as_table().is_some() {
            return PrecisionText::read(node, reader).map(Replications::Enough);
        }
        if node.as_number().is_none() {
            reader.wrong(node, &Self::words());
            return None;
        }
        Count::read(node, reader).map(Replications::Fixed)
    }
    fn words() -> String {
        "a whole number, or a precision, such as { precision = \"5%\", of = \"p1\", at_most = 2000 }".to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ Count::schema(), PrecisionText::schema() ] })
    }
}

/// Rules in order; replaced whole.
#[derive(Clone, Debug)]
pub struct Rules(pub Vec<RuleText>);

impl Value for Rules {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        Listed::read(node, reader).map(|rules| Rules(rules.0))
    }
    fn words() -> String {
        "a list of rules, such as [ { when = { type = \"standard\" }, route = \"pre_approved\" } ]".to_owned()
    }
    fn schema() -> Json {
        Listed::<RuleText>::schema()
    }
    fn shape() -> Shape {
        Shape::Leaf
    }
}
