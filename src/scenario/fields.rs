//! The tables of a scenario, each declared once.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::catalogue::{Placed, Reader, Shape, Value};
use super::nearest;
use super::record::{change, field_default, field_key, record};
use super::tree::{Content, Entry, Node};
use super::values::{
    ByName, ByValue, Changes, Count, CountDistribution, Deadline, DurationDistribution, Enters, Lead, Listed,
    LocalTimes, Meetings, Mix, Money, Number, OneOf, Raises, Roster, Seed, SelectorText, Share, Split, Week, Zone,
};
use crate::model::{Activity, Kind, OnRejection, Paid, Period, PracticeId};
use crate::time::Span;

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
        /// Promises about time
        [structural, default ()] promise: ByName<PromiseText>,
        /// Variants: named changes to this scenario
        [structural, default ()] variant: ByName<Changes>,
        /// How to run it
        [structural, default ()] run: RunText,
    }
}

record! {
    /// Hours by name
    pub struct HoursText {
        /// Days on which none of the named hours begins
        [structural, default Content::List(Vec::new())] holidays: Vec<Placed<Date>>,
    }
    others {
        /// Hours of a week
        named: HoursValue, taken by looks_like_hours
    }
}

record! {
    /// Hours with exceptions
    pub struct HoursDetail {
        /// Open spans of a standard week
        [structural, required] week: Week,
        /// Further days on which no span begins
        [structural, default Content::List(Vec::new())] closed: Vec<Placed<Date>>,
        /// Dates with hours of their own, such as { 2027-05-01 = "10:00-14:00" }
        [structural, default ()] extra: ByName<String>,
        /// The zone these hours are told in; the scenario's where it is left out
        [structural, optional] timezone: Zone,
    }
}

record! {
    /// People who share a queue
    pub struct TeamText {
        /// On the roster, by hours
        [live, required] people: Roster,
        /// Probability that a person is absent, drawn for each person and day
        [live, default "0%"] absence: Share,
        /// Meetings, training, projects: share of each person's time
        [live, default "0%"] other_duties: Share,
        /// Who can be called while nobody of the team is on shift
        [live, optional] on_call: OnCallText,
        /// Cost of an hour of one person, in the scenario's currency
        [live, optional] hourly_cost: Money,
        /// Which hours cost money
        [structural, default "for the roster"] paid: OneOf<Paid>,
    }
}

record! {
    /// People who can be called out
    pub struct OnCallText {
        /// When they can be called, by name of hours
        [structural, default "always"] hours: String,
        /// How many
        [live, default 1i64] people: Count,
        /// For which items; for all where it is left out
        [live, default ()] only: SelectorText,
        /// From the call to the start of work
        [live, default "0m"] call_out: Span,
    }
}

record! {
    /// One kind of work
    pub struct DemandText {
        /// What it is for
        [structural, required] kind: OneOf<Kind>,
        /// The stream it flows through
        [structural, required] stream: String,
        /// How it arrives from outside; only raised by other items where it is left out
        [live, optional] arrivals: ArrivalsText,
        /// Shares of priorities, the most urgent first
        [live, optional] priority: Mix,
        /// The step at which items enter, or steps by value; others enter at the first
        [live, optional] enters: Enters,
        /// Share that would fail before any control, or shares by value
        [live, default "0%"] fails: ByValue<Share>,
    }
    others {
        /// An attribute of your own: shares of its values
        attributes: Mix, taken by looks_like_attribute
    }
}

record! {
    /// Arrivals from outside
    pub struct ArrivalsText {
        /// Expected arrivals in a standard week
        [live, optional] per_week: Number,
        /// Expected arrivals a day, averaged over a standard week
        [live, optional] per_day: Number,
        /// Expected arrivals an hour, averaged over a standard week
        [live, optional] per_hour: Number,
        /// Shares by hours and `outside` all of them
        [live, optional] split: Split,
        /// 168 weights, one an hour of the week from Monday 00:00; without a rate they are arrivals an hour
        [live, optional] by_hour_of_week: Vec<Placed<Number>>,
        /// A random daily factor
        [live, optional] burstiness: BurstinessText,
        /// The time between two arrivals
        [live, optional] every: DurationDistribution,
        /// These local dates and times
        [structural, optional] at: LocalTimes,
    }
}

record! {
    /// A random daily factor with mean 1
    pub struct BurstinessText {
        /// Standard deviation of the factor
        [live, required] spread: Share,
        /// Correlation with the next day's factor
        [live, default "0%"] memory: Share,
    }
}

record! {
    /// A value stream
    pub struct StreamText {
        /// Its steps in order
        [structural, required] step: Listed<StepText>,
    }
}

record! {
    /// A step of a stream
    pub struct StepText {
        /// Its name, unique in the stream
        [structural, required] name: String,
        /// Where it stands in the service value chain
        [structural, required] activity: OneOf<Activity>,
        /// The practice it belongs to
        [structural, required] practice: OneOf<PracticeId>,
        /// Who does it
        [live, required] team: String,
        /// People of the team needed at once
        [live, default 1i64] people: Count,
        /// Touch time of each, or touch times by value
        [live, required] effort: ByValue<DurationDistribution>,
        /// Shares by the step that follows, or `done`; the step below where it is left out
        [live, optional] next: Mix,
        /// Child items, caused by this one
        [live, default ()] raises: Raises,
        /// Whether the item takes its approval route after this step
        [live, default false] approval: bool,
        /// What happens after this step to an item whose fate is to fail
        [live, optional] if_it_fails: ConsequenceText,
    }
}

record! {
    /// What a failed item causes
    pub struct ConsequenceText {
        /// The demand that is raised
        [live, required] raises: String,
        /// How many
        [live, default 1i64] count: CountDistribution,
        /// Each appears at a random moment within this time
        [live, default "0m"] within: Span,
    }
}

record! {
    /// Governance
    pub struct GovernanceText {
        /// The policy in force
        [live, optional] policy: String,
    }
}

record! {
    /// A policy
    pub struct PolicyText {
        /// The first rule that holds names the route
        [structural, required] rules: Rules,
    }
}

record! {
    /// A rule of a policy
    pub struct RuleText {
        /// Which items; all where it is left out
        [live, default ()] when: SelectorText,
        /// The route they take
        [live, required] route: String,
    }
}

record! {
    /// An approval route: people who look at each item, or a board that meets
    pub struct RouteText {
        /// The team whose people decide
        [live, required] by: String,
        /// How many of them
        [live, default 1i64] people: Count,
        /// Touch time of each, where they look at each item as it comes
        [live, optional] effort: DurationDistribution,
        /// When the board meets
        [structural, optional] meets: Meetings,
        /// How long a meeting lasts at most
        [structural, optional] length: Span,
        /// Most items that a meeting decides
        [live, optional] at_most: Count,
        /// How long before the meeting an item must be submitted
        [live, default "0h before"] papers_in: Lead,
        /// Discussion of one item; the meeting's length shared among the most items where it is left out
        [live, optional] discussion: DurationDistribution,
        /// Share caught of the items that would fail
        [live, default "0%"] catches_bad: Share,
        /// Share turned down of the items that would not fail
        [live, default "0%"] rejects_good: Share,
        /// Probability that a caught item, sent back and reworked, would still fail
        [live, default "0%"] still_bad_after_rework: Share,
        /// What happens to an item that is turned down
        [live, default "send back"] on_rejection: OneOf<OnRejection>,
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
    }
}

record! {
    /// How to run it
    pub struct RunText {
        /// Simulated before counting begins
        [structural, default "0 weeks"] warm_up: Span,
        /// Monte Carlo replications
        [structural, default 100i64] replications: Count,
        /// Seed of every random number
        [structural, default 1i64] seed: Seed,
    }
}

/// Hours by words, or with exceptions.
#[derive(Clone, Debug)]
pub enum HoursValue {
    /// Words alone.
    Plain(Week),
    /// With closed and extra days, or a zone of their own.
    Detail(HoursDetail),
}

impl Value for HoursValue {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.as_table() {
            Some(_) => HoursDetail::read(node, reader).map(HoursValue::Detail),
            None => Week::read(node, reader).map(HoursValue::Plain),
        }
    }
    fn words() -> String {
        Week::words()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ Week::schema(), HoursDetail::schema() ] })
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

/// A key of `[hours]` names hours unless it was meant for a known key.
fn looks_like_hours(entry: &Entry, known: &[&str]) -> bool {
    !matches!(entry.node.content, Content::List(_)) || nearest::name(&entry.key, known.iter().copied()).is_none()
}

/// A key of a demand is an attribute where its value is a table of shares and no known key has a similar name.
fn looks_like_attribute(entry: &Entry, known: &[&str]) -> bool {
    let near = |key: &&str| strsim::damerau_levenshtein(key, &entry.key) <= 2;
    entry.node.as_table().is_some() && !known.iter().any(near)
}
