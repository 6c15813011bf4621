//! A journey as it is told: plain data in names and local times, which every output reads.

use serde::{Serialize, Serializer};

use super::deadlines::PromiseClock;
use super::moment::Moment;
use super::notes::Note;
use crate::model::Kind;
use crate::time::Span;

/// One item's journey through one replication.
#[derive(Clone, Debug, Serialize)]
pub struct Journey<'a> {
    /// `incident-1042`: demand and number in the order of arrival, from 1.
    pub id: String,
    /// The replication, from 1.
    pub replication: u32,
    /// What it is.
    pub demand: &'a str,
    /// What its demand is for.
    pub kind: Kind,
    /// Its attributes with their values, priority first where it has one.
    pub attributes: Vec<(&'a str, &'a str)>,
    /// The item that raised it.
    pub parent: Option<String>,
    /// Whether it asks after that item, because it is late.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub asks_after_parent: bool,
    /// The fault that caused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<FromFault<'a>>,
    /// The first item of the chain that raised it; itself where nothing did.
    pub root: String,
    /// What that first item was for.
    pub root_kind: Kind,
    /// Items that it raised; told only where one journey is asked for.
    pub children: Vec<Child>,
    /// Items that came in as calls about it.
    pub calls: Vec<String>,
    /// When it arrived or was raised.
    pub arrived: Moment,
    /// When work on it first started.
    pub first_touched: Option<Moment>,
    /// How it stands.
    pub state: State,
    /// The item that it was about, where it was closed because that was over.
    pub closed_with: Option<String>,
    /// When it ended, or where it is still open, when the run ended.
    pub until: Moment,
    /// Whether it was open when the run started; what happened to it before is not known, and the first touch may lie there.
    pub open_at_start: bool,
    /// Whether it was completed inside the counted window, and so counts in lead times.
    pub counted: bool,
    /// From arrival to `until`, in seconds.
    #[serde(rename = "lead_seconds", serialize_with = "seconds")]
    pub lead: Span,
    /// The parts of that, which add up to it; in the order of results.
    pub parts: Vec<PartTime>,
    /// The same by who held it, in the order in which they first did.
    pub held: Vec<Held<'a>>,
    /// What went on, in order.
    pub timeline: Vec<Entry<'a>>,
    /// From when promises count, where that is not from its arrival: it was noticed later, or its user had tried before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promises_from: Option<Moment>,
    /// Every deadline that was promised for it.
    pub promises: Vec<PromiseClock<'a>>,
}

impl<'a> Journey<'a> {
    /// The spells that make up lead time: where the item was split, those of the branch that it waited for last.
    pub fn path(&self) -> Vec<&Spell<'a>> {
        path(&self.timeline)
    }

    /// Time in a part of lead time, by its name in results.
    pub fn part(&self, name: &str) -> Span {
        let found = self.parts.iter().find(|part| part.part == name);
        found.map_or(Span::ZERO, |part| part.time)
    }
}

fn path<'t, 'a>(timeline: &'t [Entry<'a>]) -> Vec<&'t Spell<'a>> {
    let spells = timeline.iter().map(|entry| match entry {
        Entry::Spell(spell) => vec![spell],
        Entry::Split(split) => {
            let followed = split.branches.iter().find(|branch| branch.followed);
            followed.map_or(Vec::new(), |branch| path(&branch.timeline))
        }
        Entry::Note(_) => Vec::new(),
    });
    spells.flatten().collect()
}

pub(super) fn seconds<S: Serializer>(span: &Span, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(span.ticks() as f64 / 1000.0)
}

/// The fault that caused an item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FromFault<'a> {
    /// Its sort.
    pub fault: &'a str,
    /// Its number, in the order in which faults of all sorts came, from 1.
    pub number: u32,
    /// Which of its items this is, from 1.
    pub item: u32,
    /// The item that left it behind, where one did.
    pub left_by: Option<String>,
    /// Whether a workaround was known.
    pub known: bool,
}

/// How an item stands when its journey is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Completed.
    Completed,
    /// Ended without completion: turned down for good, for instance.
    ClosedUndone,
    /// Still open when the run ended.
    Open,
    /// A user helped themselves: it never came to people.
    HelpedThemselves,
    /// A user tried to help themselves in vain.
    FailedAttempt,
}

/// Time in one part of lead time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PartTime {
    /// Its name, as in results.
    pub part: &'static str,
    /// How long, in seconds.
    #[serde(rename = "seconds", serialize_with = "seconds")]
    pub time: Span,
}

/// Time that an item spent with one team in one way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Held<'a> {
    /// The team.
    pub team: Option<&'a str>,
    /// The supplier, where it was sent to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier: Option<&'a str>,
    /// The part of lead time that it is.
    pub part: &'static str,
    /// How long, in seconds.
    #[serde(rename = "seconds", serialize_with = "seconds")]
    pub time: Span,
}

/// An item that another one raised.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Child {
    /// Its id.
    pub id: String,
    /// When it appeared.
    pub at: Moment,
}

/// A part of a timeline.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Entry<'a> {
    /// Something that lasted.
    Spell(Spell<'a>),
    /// Something that lasted in branches, which went on at once.
    Split(Split<'a>),
    /// Something that happened at a moment.
    Note(Note<'a>),
}

/// A time in which one thing went on.
#[derive(Clone, Debug, Serialize)]
pub struct Spell<'a> {
    /// When it began.
    pub from: Moment,
    /// When it ended.
    pub to: Moment,
    /// How long that is, in seconds.
    #[serde(rename = "seconds", serialize_with = "seconds")]
    pub lasting: Span,
    /// Whether it waited or was worked on.
    pub doing: Doing,
    /// The part of lead time that it is, as in results.
    pub part: &'static str,
    /// The step or the approval route.
    pub step: &'a str,
    /// Whether that is an approval.
    pub approval: bool,
    /// Whether the approval waits for a meeting.
    pub board: bool,
    /// The team that does it.
    pub team: Option<&'a str>,
    /// The supplier that does it, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier: Option<&'a str>,
    /// Who worked on it; no names are known of members of a board.
    pub people: Vec<String>,
    /// How many worked on it.
    pub crew: u32,
    /// Whether it had been here before.
    pub rework: bool,
    /// Why work was interrupted, where it was.
    pub paused: Option<&'static str>,
    /// What kept it from going on, where anything but time did.
    pub blocked_by: Option<Cause<'a>>,
    /// What the work cost, at the hourly cost of those who did it; none where that is not stated, or nobody worked.
    pub cost: Option<f64>,
}

/// What keeps an item from going on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause<'a> {
    /// A limit on work in progress is full.
    FullLimit {
        /// How many people wait with it, kept from other work.
        keeps: u32,
        /// The limit: `team desk`, `stream restore`, `step restore.fix`.
        limit: String,
        /// How many items there is room for.
        items: u32,
    },
    /// Items that it raised must end first.
    Children {
        /// Which.
        ids: Vec<String>,
    },
    /// Spare parts that it needs are not there.
    MissingParts {
        /// All that it needs.
        parts: Vec<&'a str>,
    },
    /// The step is not begun for a while.
    Freeze {
        /// Which freeze.
        name: &'a str,
    },
    /// A team is swamped.
    SwampedTeam {
        /// Which.
        team: &'a str,
    },
    /// A train has not left.
    Departure {
        /// When it left with the item; absent where it did not.
        at: Option<Moment>,
    },
    /// Nothing: a run that needs nobody is under way.
    AutomatedRun,
    /// Nobody has noticed it.
    Unnoticed,
    /// Nobody: a user tries to help themselves.
    SelfService,
    /// Too few items have gathered to be worked on as one.
    Gathering {
        /// How many it takes.
        needs: u32,
    },
}

/// A time in which an item was split. In lead time it counts as what the branch did that is followed.
#[derive(Clone, Debug, Serialize)]
pub struct Split<'a> {
    /// When it split.
    pub from: Moment,
    /// When it went on, or ended.
    pub to: Moment,
    /// How long that is, in seconds.
    #[serde(rename = "seconds", serialize_with = "seconds")]
    pub lasting: Span,
    /// The step after which it split.
    pub split_after: &'a str,
    /// How many branches it needed to go on.
    pub needed: u32,
    /// Its branches, in the order of the scenario.
    pub branches: Vec<Branch<'a>>,
}

/// What one branch of an item did.
#[derive(Clone, Debug, Serialize)]
pub struct Branch<'a> {
    /// The step at which it began, by which it is called.
    pub name: &'a str,
    /// When it ended, or was not needed any more; else when the item or the run ended.
    pub until: Moment,
    /// What became of it.
    pub state: BranchState,
    /// Whether lead time follows it: it was the last that was needed.
    pub followed: bool,
    /// What went on in it.
    pub timeline: Vec<Entry<'a>>,
}

/// What became of a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BranchState {
    /// It ended.
    Joined,
    /// Others were enough: it was withdrawn.
    NotNeeded,
    /// It went on when the item or the run ended.
    WentOn,
}

/// What went on in a spell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// It waited.
    Waits,
    /// Somebody worked on it.
    Work,
    /// Nobody knows: it was open before the run starts. It counts as queueing.
    Unknown,
}
