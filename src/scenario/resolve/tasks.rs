//! Work that governance asks of people: the demands and streams through which it takes their time.

use super::World;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{
    Activity, Choice, Demand, DemandId, Distribution, Kind, Model, PRACTICES, PracticeId, Step, StepId, Stream,
    StreamId, Target, TeamId, ValueId, Worth,
};
use crate::scenario::catalogue::Placed;

/// Work that governance asks of people: each of it is a demand with a stream of one step.
pub struct Tasks<'a> {
    demands: &'a mut Vec<Demand>,
    streams: &'a mut Vec<Stream>,
    least: ValueId,
}

/// Such work in particular.
pub struct Task<'t> {
    /// What its demand and its stream are called.
    pub name: String,
    /// The team whose people do it, one at a time.
    pub by: &'t Placed<String>,
    /// How long it takes one of them.
    pub effort: Distribution,
    /// Where it stands in the service value chain.
    pub activity: Activity,
    /// The practice it belongs to.
    pub practice: &'static str,
    /// The audit whose looking it is.
    pub audit: Option<usize>,
}

impl<'a> Tasks<'a> {
    /// After the scenario's own demands and streams.
    pub fn new(world: &World<'_>, demands: &'a mut Vec<Demand>, streams: &'a mut Vec<Stream>) -> Tasks<'a> {
        Tasks {
            demands,
            streams,
            least: ValueId::from(world.attributes[0].values.len().saturating_sub(1)),
        }
    }

    /// Adds such work; its demand, where its team is known.
    pub fn add(&mut self, world: &World<'_>, task: Task<'_>, faults: &mut Diagnostics) -> Option<DemandId> {
        let team = TeamId::from(world.teams.find(task.by, faults)?);
        if self.demands.iter().any(|demand| demand.name == task.name) {
            let fault = Diagnostic::error(format!("demand `{}` is taken for what this asks of people", task.name));
            faults.push(
                fault
                    .at(&task.by.place, "that work has the same name")
                    .help("give the demand another name"),
            );
        }
        let practice = PRACTICES
            .iter()
            .position(|(name, _)| *name == task.practice)
            .unwrap_or(0);
        self.streams.push(Stream {
            name: task.name.clone(),
            steps: vec![Step {
                name: "do".to_owned(),
                activity: task.activity,
                practice: PracticeId(practice as u8),
                team,
                people: 1,
                effort: Choice::always(task.effort),
                limit: None,
                wait: None,
                outsourced: None,
                uses: Vec::new(),
                cost_per_visit: None,
                handoff: None,
                overflow: Vec::new(),
                automation: None,
                misrouting: None,
                patience: None,
                hold: None,
                batch: None,
                train: None,
                next: vec![(Target::Done, 1.0)],
                exceptions: Vec::new(),
                raises: Vec::new(),
                fork: None,
                learns_from: None,
                writes: None,
                announces: false,
                approval: false,
                if_it_fails: None,
                removes_fault: false,
                finds_workaround: false,
                audit: task.audit,
                brings: None,
                releases: None,
            }],
            limit: None,
        });
        self.demands.push(Demand {
            name: task.name,
            kind: Kind::Internal,
            stream: StreamId::from(self.streams.len() - 1),
            arrivals: None,
            batch: None,
            starting: Vec::new(),
            mixes: vec![(Model::PRIORITY, vec![(self.least, 1.0)])],
            dependent: Vec::new(),
            misjudged: None,
            enters: Choice::always(StepId(0)),
            fails: Choice::always(0.0),
            reopening: None,
            self_service: None,
            detection: None,
            calls: None,
            chased: None,
            affects: None,
            worth: Worth::default(),
            cost_per_item: None,
        });
        Some(DemandId::from(self.demands.len() - 1))
    }
}
