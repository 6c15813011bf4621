//! The words of the ITIL 4 service value system: kinds of demand, activities of the service value chain, practices.

use serde::{Deserialize, Serialize};

/// What a demand is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Someone outside wants something of worth: a request, a change.
    Value,
    /// Someone asks a question.
    Information,
    /// Something did not work, or was not done right.
    Failure,
    /// Something new: it needs innovation, a project, a new capability.
    Opportunity,
    /// Work nobody outside asked for: planning, patching, reviews, improvement.
    Internal,
}

impl Kind {
    /// Every kind, in the order of results.
    pub const ALL: [Kind; 5] = [
        Kind::Value,
        Kind::Information,
        Kind::Failure,
        Kind::Opportunity,
        Kind::Internal,
    ];
    /// The word of scenarios and results.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Value => "value",
            Kind::Information => "information",
            Kind::Failure => "failure",
            Kind::Opportunity => "opportunity",
            Kind::Internal => "internal",
        }
    }
}

/// An activity of the service value chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Activity {
    /// Plan.
    Plan,
    /// Improve.
    Improve,
    /// Engage.
    Engage,
    /// Design and transition.
    DesignAndTransition,
    /// Obtain or build.
    ObtainBuild,
    /// Deliver and support.
    DeliverAndSupport,
}

impl Activity {
    /// Every activity, in the order of results.
    pub const ALL: [Activity; 6] = [
        Activity::Plan,
        Activity::Improve,
        Activity::Engage,
        Activity::DesignAndTransition,
        Activity::ObtainBuild,
        Activity::DeliverAndSupport,
    ];
    /// The word of scenarios and results.
    pub const fn word(self) -> &'static str {
        match self {
            Activity::Plan => "plan",
            Activity::Improve => "improve",
            Activity::Engage => "engage",
            Activity::DesignAndTransition => "design_and_transition",
            Activity::ObtainBuild => "obtain_build",
            Activity::DeliverAndSupport => "deliver_and_support",
        }
    }
}

/// Index into [`PRACTICES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PracticeId(pub u8);

impl PracticeId {
    /// The practice to which approvals belong.
    pub const CHANGE_ENABLEMENT: PracticeId = PracticeId(17);
    /// Every practice, in the order of [`PRACTICES`].
    pub fn all() -> impl Iterator<Item = PracticeId> {
        (0..PRACTICES.len() as u8).map(PracticeId)
    }
    /// The group to which it belongs.
    pub fn group(self) -> PracticeGroup {
        PRACTICES[self.0 as usize].1
    }
    /// The practice's name.
    pub fn name(self) -> &'static str {
        PRACTICES[self.0 as usize].0
    }
}

/// The three groups of practices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PracticeGroup {
    /// General management practices (14).
    General,
    /// Service management practices (17).
    Service,
    /// Technical management practices (3).
    Technical,
}

impl PracticeGroup {
    /// Every group, in the order of results.
    pub const ALL: [PracticeGroup; 3] = [PracticeGroup::General, PracticeGroup::Service, PracticeGroup::Technical];
    /// The word of results.
    pub const fn word(self) -> &'static str {
        match self {
            PracticeGroup::General => "general",
            PracticeGroup::Service => "service",
            PracticeGroup::Technical => "technical",
        }
    }
}

/// The 34 management practices of ITIL 4, by group.
pub const PRACTICES: [(&str, PracticeGroup); 34] = {
    use PracticeGroup::{General as G, Service as S, Technical as T};
    [
        ("architecture management", G),
        ("continual improvement", G),
        ("information security management", G),
        ("knowledge management", G),
        ("measurement and reporting", G),
        ("organizational change management", G),
        ("portfolio management", G),
        ("project management", G),
        ("relationship management", G),
        ("risk management", G),
        ("service financial management", G),
        ("strategy management", G),
        ("supplier management", G),
        ("workforce and talent management", G),
        ("availability management", S),
        ("business analysis", S),
        ("capacity and performance management", S),
        ("change enablement", S),
        ("incident management", S),
        ("IT asset management", S),
        ("monitoring and event management", S),
        ("problem management", S),
        ("release management", S),
        ("service catalogue management", S),
        ("service configuration management", S),
        ("service continuity management", S),
        ("service design", S),
        ("service desk", S),
        ("service level management", S),
        ("service request management", S),
        ("service validation and testing", S),
        ("deployment management", T),
        ("infrastructure and platform management", T),
        ("software development and management", T),
    ]
};
