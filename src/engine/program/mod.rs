//! The program: a model compiled to flat tables, so that the loop looks nothing up by name and does no calendar arithmetic.
//!
//! - A *class* is a demand with one value for each of its attributes: all that depends on attributes is looked up by class.
//! - A *place* is a step as one demand meets it, or an approval by one route as one demand meets it.

mod alternates;
mod arrivals;
mod automation;
mod boards;
mod causes;
mod channels;
mod classes;
mod commitments;
mod common;
mod control;
mod exits;
mod gates;
mod gathering;
mod habits;
mod improvements;
mod limits;
mod numbering;
mod people;
mod phases;
mod places;
mod reviews;
mod roots;
mod special;
mod supply;
mod switched;

pub use arrivals::{ArrivalProgram, DailyFactor, RateSegment};
pub use automation::{AutomationProgram, Odds, automated_steps};
pub use boards::{BoardProgram, BypassProgram, RouteProgram};
pub use causes::{AddedProgram, CausedProgram, ChaseProgram, ConsequenceProgram, FaultProgram};
pub use channels::{AnnouncedProgram, DetectionProgram, PlaceKnowledge, SelfServiceProgram, WritesProgram};
pub use classes::{AttributeDraw, CallsProgram, Class, DemandProgram, ReopeningProgram};
pub use commitments::{Commitment, Due};
pub use control::{AuditProgram, EscalationProgram, FreezeProgram};
pub use exits::{Exits, Routing};
pub use gates::{ExceptionProgram, Gates, HoldProgram, MisroutingProgram, PatienceProgram, WaitProgram};
pub use gathering::{BatchProgram, TrainProgram};
pub use habits::{Habits, Order, Rank};
pub use improvements::{AsksProgram, BroughtProgram, CapabilityProgram, ImprovementProgram};
pub use limits::LimitOf;
pub use people::{OnCallProgram, PersonProgram, ShiftProgram, TeamProgram, Turn};
pub use places::{ForkProgram, Place, PlaceKind, RaiseProgram};
pub use reviews::{Gauge, GaugeOf, ReviewProgram};
pub use special::{MisjudgedProgram, Preset, Seen, Special, StartingProgram};
pub use supply::{CaseProgram, StockProgram, SupplierProgram};
pub use switched::{MOST_SWITCHES, SwitchSet, Switched};

use std::sync::Arc;

use crate::model::{Kind, Knowledge, Limit, Model};
use crate::time::Instant;
use common::Common;

/// No index: for links that may be empty.
pub const NIL: u32 = u32::MAX;

/// The most items that may be open at once in a replication, those that are still to appear included: some 300 MB of them.
pub const MOST_OPEN: usize = 1_000_000;

/// A model ready to run.
#[derive(Clone, Debug)]
pub struct Program {
    /// When counting begins.
    pub window_start: Instant,
    /// When the run ends.
    pub window_end: Instant,
    /// Demands, as in the model.
    pub demands: Vec<DemandProgram>,
    /// Classes, demand by demand.
    pub classes: Vec<Class>,
    /// Places, demand by demand: the steps of its stream, then one for each route; after all of them, the steps that another team
    /// does where work is handed over.
    pub places: Vec<Place>,
    /// Routes, as in the model: what decides, and how well.
    pub routes: Vec<RouteProgram>,
    /// For each route, those that decide one after the other: itself alone, where it is no series.
    pub stages: Vec<Vec<u32>>,
    /// Boards: the routes that meet.
    pub boards: Vec<BoardProgram>,
    /// When freezes begin.
    pub freezes: Vec<Instant>,
    /// Escalations.
    pub escalations: Vec<EscalationProgram>,
    /// Audits.
    pub audits: Vec<AuditProgram>,
    /// Sorts of faults, as in the model.
    pub faults: Vec<FaultProgram>,
    /// Teams, as in the model.
    pub teams: Vec<TeamProgram>,
    /// Shifts of all teams.
    pub shifts: Vec<ShiftProgram>,
    /// People of all teams, on call last within each team.
    pub people: Vec<PersonProgram>,
    /// Knowledge, as in the model.
    pub knowledge: Vec<Knowledge>,
    /// How many steps have automation.
    pub automations: usize,
    /// Limits on work in progress.
    pub limits: Vec<Limit>,
    /// Suppliers, as in the model.
    pub suppliers: Vec<SupplierProgram>,
    /// Spare parts, as in the model.
    pub stocks: Vec<StockProgram>,
    /// What each limit is of.
    pub limit_owners: Vec<LimitOf>,
    /// Periodic reviews.
    pub reviews: Vec<ReviewProgram>,
    /// The improvement register.
    pub improvements: Vec<ImprovementProgram>,
    /// What steps bring about.
    pub capabilities: Vec<BroughtProgram>,
    /// Figures that the run itself looks at.
    pub gauges: Vec<Gauge>,
    /// Deadlines of promises.
    pub commitments: Vec<Commitment>,
    /// How items gather at the steps that work in batches.
    pub batches: Vec<BatchProgram>,
    /// Departures of the steps that have any.
    pub trains: Vec<TrainProgram>,
    /// The most steps of a demand whose visits are counted.
    pub counted_steps: usize,
    /// Sampling instants: every local midnight of the counted window, and its end.
    pub samples: Vec<Instant>,
    /// How many items may be open at once, [`MOST_OPEN`]. When there are so many, nothing more arrives in the replication.
    pub most_open: usize,
    /// What holds instead from these instants on, in order: the same people, places, classes and sources, but other rates, shares,
    /// efforts and choices.
    pub later: Vec<(Instant, Program)>,
    /// What holds instead with changes that the run makes itself.
    pub switched: Option<Arc<Switched>>,
}

impl Program {
    /// Compiles a model. The model has been checked: this cannot fail.
    pub fn new(model: &Model) -> Program {
        if model.later.is_empty() && model.switches.is_empty() {
            return Program::of_phase(model, &Common::of(&[model]));
        }
        Switched::compile(model)
    }

    /// Compiles what holds all the time.
    fn of_phase(model: &Model, common: &Common) -> Program {
        let (boards, routes) = boards::compile(model);
        let roots = roots::reachable_roots(model);
        let layout = numbering::Layout::new(model, common);
        let commitments = common.commitments.clone();
        let (teams, shifts, people) = people::compile(model, common);
        let (demands, classes) = classes::compile(model, &layout, &roots, &commitments);
        let limits = limits::Limits::new(model);
        let mut places = places::compile(model, &layout, &roots, &demands, (&limits, &commitments, common));
        alternates::add_teams(model, common, (&layout, &limits), &mut places);
        let audits = control::audits(model, &roots, &demands);
        let faults = causes::faults(model, &roots, &demands);
        let escalations = control::escalations(model, (&layout, common), &roots, &classes, &commitments, places.len());
        alternates::add_hand_overs(model, &mut places);
        let (reviews, mut gauges) = reviews::compile(model, &commitments);
        let improvements = improvements::compile(model, &commitments, &mut gauges);
        let mut program = Program {
            reviews,
            improvements,
            capabilities: improvements::capabilities(model, &roots.demands),
            gauges,
            window_start: model.run.window_start(),
            window_end: model.run.window_end(),
            samples: common.samples.clone(),
            most_open: MOST_OPEN,
            counted_steps: gates::counted_steps(model),
            demands,
            classes,
            places,
            stages: boards::stages(model),
            routes,
            boards,
            freezes: control::freeze_beginnings(model),
            escalations,
            audits,
            faults,
            teams,
            shifts,
            people,
            knowledge: model.knowledge.clone(),
            automations: automation::automated_steps(model).len(),
            limits: limits.all,
            suppliers: supply::suppliers(model),
            stocks: supply::stocks(model),
            limit_owners: limits.owners,
            commitments,
            batches: gathering::batches(model),
            trains: gathering::trains(model),
            later: Vec::new(),
            switched: None,
        };
        people::mark_on_call_classes(model, &mut program);
        people::mark_batches(&mut program);
        program.places.iter_mut().for_each(Place::sum_up);
        program
    }

    /// Whether items that faults raise may take less at any time of the run, because a workaround is known.
    pub fn may_ease(&self) -> bool {
        let finds = self.places.iter().any(|place| place.finds_workaround);
        finds && !self.faults.is_empty()
    }

    /// How many changes the run can make itself.
    pub fn switches(&self) -> usize {
        self.switched.as_ref().map_or(0, |switched| switched.switches.len())
    }

    /// Whether people on call of a place's team can be called for items of a class. They work alone, on one item: what takes several
    /// people, and what is worked on in batches, waits for a shift.
    pub fn is_callable(&self, place: &Place, class: u32) -> bool {
        let on_call = &self.teams[place.team as usize].on_call;
        on_call
            .as_ref()
            .is_some_and(|on_call| on_call.classes[class as usize] && place.people == 1 && place.batch == NIL)
    }

    /// The programs that hold one after the other, each with the instant from which it does.
    pub fn phases(&self) -> impl Iterator<Item = (Instant, &Program)> {
        std::iter::once((Instant::START, self)).chain(self.later.iter().map(|(from, then)| (*from, then)))
    }

    /// What holds instead with a set of changes that the run makes itself: all phases of it.
    pub fn with_changes(&self, set: SwitchSet) -> &Program {
        match &self.switched {
            Some(switched) if set != SwitchSet::default() => switched.program(set),
            _ => self,
        }
    }

    /// Whether the clock of a commitment stands still while an item waits at a place.
    pub fn stops(&self, place: u32, commitment: u32) -> bool {
        let wait = &self.places[place as usize].gates.wait;
        wait.as_ref().is_some_and(|wait| wait.stops[commitment as usize])
    }

    /// The kind of the root cause that root `root` of an item of `class` stands for.
    pub fn root_kind(&self, class: u32, root: u8) -> Kind {
        self.demands[self.classes[class as usize].demand as usize].roots[root as usize]
    }
}

impl Program {
    /// The attribute values of a class.
    pub fn values_of(&self, model: &Model, class: u32) -> Vec<(crate::model::AttributeId, crate::model::ValueId)> {
        let demand = self.classes[class as usize].demand;
        let number = class - self.demands[demand as usize].first_class;
        classes::values_of(model, crate::model::DemandId(demand), number as usize)
    }
}
