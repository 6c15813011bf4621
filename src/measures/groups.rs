//! Groups: which cells of the layout belong together under a name.

use super::layout::{Layout, item, visit};
use crate::engine::Program;
use crate::engine::program::{Place, PlaceKind};
use crate::model::{Activity, DemandId, Kind, Model, PracticeId, StepId};

/// Item cells that belong together.
#[derive(Clone, Debug, Default)]
pub struct Items {
    /// What they are grouped by.
    pub by: String,
    /// The name of this group.
    pub name: String,
    /// First numbers of the cells.
    pub cells: Vec<usize>,
    /// The cohorts, where the group is made of whole ones; else empty, and there are no percentiles.
    pub cohorts: Vec<usize>,
}

impl Items {
    /// The places of one number in all cells.
    pub fn at(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        self.cells.iter().map(move |cell| cell + number)
    }
}

/// A class and root as the groups see it.
struct Cell {
    start: usize,
    class: usize,
    root: Kind,
}

fn cells(program: &Program, layout: &Layout) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (class, of) in program.classes.iter().enumerate() {
        for (number, root) in program.demands[of.demand as usize].roots.iter().enumerate() {
            cells.push(Cell {
                start: layout.items[class] + number * item::SIZE,
                class,
                root: *root,
            });
        }
    }
    cells
}

/// The groups of items that results tell apart: all, by kind, by root kind, by stream, by demand, by demand and priority, by
/// demand and each attribute of the scenario's own.
pub fn items(model: &Model, program: &Program, layout: &Layout) -> Vec<Items> {
    let cells = cells(program, layout);
    let demand_of = |cell: &Cell| program.classes[cell.class].demand as usize;
    let mut groups = Vec::new();
    let mut add = |by: &str, name: &str, belongs: &dyn Fn(&Cell) -> bool, whole_cohorts: bool| {
        let members: Vec<&Cell> = cells.iter().filter(|cell| belongs(cell)).collect();
        if members.is_empty() {
            return;
        }
        let mut cohorts: Vec<usize> = members.iter().map(|cell| layout.cohorts[cell.class] as usize).collect();
        cohorts.sort_unstable();
        cohorts.dedup();
        groups.push(Items {
            by: by.to_owned(),
            name: name.to_owned(),
            cells: members.iter().map(|cell| cell.start).collect(),
            cohorts: if whole_cohorts { cohorts } else { Vec::new() },
        });
    };
    add("all", "all", &|_| true, true);
    for kind in Kind::ALL {
        add(
            "kind",
            kind.word(),
            &|cell| model.demands[demand_of(cell)].kind == kind,
            true,
        );
    }
    for kind in Kind::ALL {
        add("root kind", kind.word(), &|cell| cell.root == kind, false);
    }
    for (number, stream) in model.streams.iter().enumerate() {
        add(
            "stream",
            &stream.name,
            &|cell| model.demands[demand_of(cell)].stream.index() == number,
            true,
        );
    }
    for (number, demand) in model.demands.iter().enumerate() {
        add("demand", &demand.name, &|cell| demand_of(cell) == number, true);
    }
    for (number, demand) in model.demands.iter().enumerate() {
        for (attribute, mix) in demand.mixes.iter().filter(|(_, mix)| mix.len() > 1) {
            let of = &model.attributes[attribute.index()];
            for (value, _) in mix {
                let name = format!("{} {}", demand.name, of.values[value.index()]);
                let by = format!("demand × {}", of.name);
                let belongs = |cell: &Cell| {
                    let values = program.values_of(model, cell.class as u32);
                    demand_of(cell) == number && values.contains(&(*attribute, *value))
                };
                add(&by, &name, &belongs, *attribute == Model::PRIORITY);
            }
        }
    }
    groups
}

/// Visit cells that belong together.
#[derive(Clone, Debug, Default)]
pub struct Visits {
    /// What they are grouped by.
    pub by: String,
    /// The name of this group.
    pub name: String,
    /// First numbers of the cells.
    pub cells: Vec<usize>,
}

impl Visits {
    /// The places of one number in all cells.
    pub fn at(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        self.cells.iter().map(move |cell| cell + number)
    }
}

/// The visit cells of a place, one for each root.
pub fn cells_of_place(program: &Program, layout: &Layout, place: usize) -> impl Iterator<Item = usize> {
    let roots = program.demands[program.places[place].demand as usize].roots.len();
    let first = layout.visits[place];
    (0..roots).map(move |root| first + root * visit::SIZE)
}

/// The groups of visits that results tell apart: by step, activity, practice, activity × practice, team.
pub fn visits(model: &Model, program: &Program, layout: &Layout) -> Vec<Visits> {
    let mut groups: Vec<Visits> = Vec::new();
    let mut add = |by: &str, name: String, place: usize| {
        let cells = cells_of_place(program, layout, place);
        match groups.iter_mut().find(|group| group.by == by && group.name == name) {
            Some(group) => group.cells.extend(cells),
            None => groups.push(Visits {
                by: by.to_owned(),
                name,
                cells: cells.collect(),
            }),
        }
    };
    for (number, place) in program.places.iter().enumerate() {
        if let Some(team) = model.teams.get(place.team as usize) {
            add("team", team.name.clone(), number);
        }
        match place.kind {
            PlaceKind::Step(step) => {
                let demand = DemandId(place.demand);
                let stream = &model.streams[model.demands[demand.index()].stream.index()];
                let step = &model.steps_of(demand)[StepId(step).index()];
                add("step", format!("{}.{}", stream.name, step.name), number);
            }
            PlaceKind::Approval(route) if place.people > 0 => {
                let name = format!("approval by {}", model.routes[route as usize].name);
                add("step", name, number);
            }
            PlaceKind::Approval(_) => {}
        }
        if let Some((activity, practice)) = part_of_the_chain(model, place) {
            let (activity, practice) = (activity.word(), practice.name());
            add("activity", activity.to_owned(), number);
            add("practice", practice.to_owned(), number);
            add("activity × practice", format!("{activity} × {practice}"), number);
        }
    }
    // Whose people only help has no steps, and work all the same.
    for team in model.teams.iter().filter(|team| !team.also_works_for.is_empty()) {
        if !groups.iter().any(|group| group.by == "team" && group.name == team.name) {
            groups.push(Visits {
                by: "team".to_owned(),
                name: team.name.clone(),
                cells: Vec::new(),
            });
        }
    }
    groups.sort_by(|a, b| a.by.cmp(&b.by));
    groups
}

/// The activity of the service value chain and the practice to which a place belongs; none where nobody of ours does anything there.
/// Approval belongs to change enablement.
pub fn part_of_the_chain(model: &Model, place: &Place) -> Option<(Activity, PracticeId)> {
    match place.kind {
        PlaceKind::Step(step) => {
            let step = &model.steps_of(DemandId(place.demand))[StepId(step).index()];
            Some((step.activity, step.practice))
        }
        PlaceKind::Approval(_) if place.people > 0 => {
            Some((approved_activity(model, place.demand), PracticeId::CHANGE_ENABLEMENT))
        }
        PlaceKind::Approval(_) => None,
    }
}

/// Approval belongs to the activity of the step that asks for it.
fn approved_activity(model: &Model, demand: u32) -> Activity {
    let steps = model.steps_of(DemandId(demand));
    steps
        .iter()
        .find(|step| step.approval)
        .map_or(Activity::Plan, |step| step.activity)
}
