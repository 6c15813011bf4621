//! The organisation as meant: every reference an index, every duration in ticks, nothing left to check.
//!
//! A [`Model`] is what the scenario reader hands to the engine. It knows no scenario text and no engine. All vectors are in
//! the order of the scenario file; ids are indices into them.

pub mod arrivals;
pub mod automation;
pub mod calendar;
pub mod chain;
pub mod change;
pub mod channels;
pub mod demand;
pub mod distribution;
pub mod epoch;
pub mod fault;
pub mod governance;
pub mod improvement;
pub mod knowledge;
pub mod limit;
pub mod moments;
pub mod money;
pub mod promise;
pub mod review;
pub mod run;
pub mod selector;
pub mod service;
pub mod stream;
pub mod supplier;
pub mod team;
pub mod timetable;
pub mod working_days;

pub use arrivals::{Arrivals, Burstiness, Course, HourOfWeek, RecordedArrival};
pub use automation::{Automation, Safeguard};
pub use calendar::{Calendar, WeeklySpan};
pub use chain::{Activity, Kind, PRACTICES, PracticeGroup, PracticeId};
pub use change::Switch;
pub use channels::{Announcement, Detection, SelfService};
pub use demand::{Attribute, Calls, Chase, Demand, DependentMix, Misjudged, OpenItem, Reopening, Shares, Starting};
pub use distribution::{Distribution, ParameterError};
pub use epoch::{Epoch, LocalClock};
pub use fault::{Fault, Found};
pub use governance::{
    Audit, Board, Bypass, BypassWay, EscalateWhen, Escalation, Freeze, FreezeTime, OnRejection, Policy, Review, Route,
    RouteKind,
};
pub use improvement::{AdoptionCurve, Asks, Capability, Improvement, Judging};
pub use knowledge::{Knowledge, Writes};
pub use limit::{Limit, WhenFull};
pub use money::{DelayCost, Spread, StandingCost, Worth};
pub use promise::{Aspect, Deadline, Period, Promise};
pub use review::{Condition, PeriodicReview};
pub use run::{Aim, AimedFigure, Precision, RunPlan, Within};
pub use selector::{Choice, Selector};
pub use service::{Affects, Impact, Service};
pub use stream::{
    Added, BackOut, Batch, Caused, Consequence, Exception, Fork, Hold, Misrouting, Noticed, OnHoliday, Overflow,
    Patience, Raise, Reason, Step, Stream, Target, Train, Wait,
};
pub use supplier::{Outsourced, SparePart, Supplier};
pub use team::{AtShiftEnd, Discipline, HandOver, OnCall, Paid, RampUp, Shift, Team};
pub use timetable::Timetable;
pub use working_days::WorkingDays;

use crate::time::{Instant, Span};

/// Declares index types, so that a team's number is never taken for a demand's.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// The index into the model's vector.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
        impl From<usize> for $name {
            fn from(index: usize) -> Self {
                $name(u32::try_from(index).expect("fewer than 2^32 things in a model"))
            }
        }
    )*};
}
ids! {
    /// Index into [`Model::teams`].
    TeamId,
    /// Index into [`Model::demands`].
    DemandId,
    /// Index into [`Model::streams`].
    StreamId,
    /// Index into the steps of one stream.
    StepId,
    /// Index into [`Model::calendars`].
    CalendarId,
    /// Index into [`Model::attributes`].
    AttributeId,
    /// Index into the values of one attribute.
    ValueId,
    /// Index into [`Model::routes`].
    RouteId,
    /// Index into [`Model::policies`].
    PolicyId,
    /// Index into [`Model::suppliers`].
    SupplierId,
    /// Index into [`Model::parts`].
    PartId,
    /// Index into [`Model::services`].
    ServiceId,
    /// Index into [`Model::faults`].
    FaultId,
}

/// The most priorities a model can have.
pub const MOST_PRIORITIES: usize = 8;

/// One organisation, one plan for running it.
#[derive(Clone, Debug)]
pub struct Model {
    /// What the scenario calls itself.
    pub title: String,
    /// Where the clock's zero lies in the real calendar.
    pub epoch: Epoch,
    /// Hours that people work, clocks run and boards meet. Index 0 is `always`.
    pub calendars: Vec<Calendar>,
    /// Teams.
    pub teams: Vec<Team>,
    /// Attributes of items. Index 0 is `priority`, whose values are in order of urgency, the most urgent first.
    pub attributes: Vec<Attribute>,
    /// Kinds of work that arrive or are raised.
    pub demands: Vec<Demand>,
    /// Value streams.
    pub streams: Vec<Stream>,
    /// Approval routes. Index 0 is `pre_approved`.
    pub routes: Vec<Route>,
    /// Policies.
    pub policies: Vec<Policy>,
    /// The policy in force, where any step asks for approval.
    pub policy: Option<PolicyId>,
    /// Times in which some steps are not begun.
    pub freezes: Vec<Freeze>,
    /// What happens to items that are open for too long.
    pub escalations: Vec<Escalation>,
    /// Audits of approvals.
    pub audits: Vec<Audit>,
    /// Sorts of faults.
    pub faults: Vec<Fault>,
    /// Promises.
    pub promises: Vec<Promise>,
    /// Suppliers.
    pub suppliers: Vec<Supplier>,
    /// Spare parts.
    pub parts: Vec<SparePart>,
    /// Services.
    pub services: Vec<Service>,
    /// Knowledge.
    pub knowledge: Vec<Knowledge>,
    /// What is paid for nothing that happens.
    pub costs: Vec<StandingCost>,
    /// What its money is called, where it says so.
    pub currency: Option<String>,
    /// How to run it.
    pub run: RunPlan,
    /// What it is instead from these instants on, in order: shocks begin and end. Everything but what may change while a run goes on is
    /// the same.
    pub later: Vec<(Instant, Model)>,
    /// Periodic reviews.
    pub reviews: Vec<PeriodicReview>,
    /// The improvement register.
    pub improvements: Vec<Improvement>,
    /// What steps bring about.
    pub capabilities: Vec<Capability>,
    /// Changes that the run makes itself: those of reviews, of improvements, of capabilities, each in the order of the file.
    pub switches: Vec<Switch>,
}

impl Model {
    /// The id of `always`.
    pub const ALWAYS: CalendarId = CalendarId(0);
    /// The id of the attribute `priority`.
    pub const PRIORITY: AttributeId = AttributeId(0);

    /// The steps that a demand passes through.
    pub fn steps_of(&self, demand: DemandId) -> &[Step] {
        &self.streams[self.demands[demand.index()].stream.index()].steps
    }
}

impl Model {
    /// Open time of a standard week (one without holidays or other exceptions) in which at least one of some calendars is open.
    pub fn open_in_standard_week(&self, calendars: &[CalendarId]) -> Span {
        let week = crate::time::WEEK;
        let mut spans = Vec::new();
        for calendar in calendars.iter().map(|calendar| &self.calendars[calendar.index()]) {
            if calendar.always {
                return Span(week);
            }
            for span in &calendar.weekly {
                let from = i64::from(span.day) * crate::time::DAY + span.begins().ticks();
                // A span that reaches into the next week is open at the beginning of this one.
                spans.push((Instant(from), Instant(from) + span.length()));
                spans.push((Instant(from - week), Instant(from - week) + span.length()));
            }
        }
        Timetable::of_spans(spans).open_between(Instant(0), Instant(week))
    }
}
