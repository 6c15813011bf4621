//! Where each count and sum of a replication stands: one flat vector of numbers, cut into cells.

mod cells;

pub use cells::{
    batch, case, commitment, contact, fault, improvement, increment, item, knowledge, machine, review, route, run,
    service, stock, switch, team, trace, train, venture, visit, worth,
};

use crate::engine::Program;
use crate::engine::program::{Class, NIL, Place};

/// Numbers in a worth cell of a class.
pub fn worth_size(class: &Class) -> usize {
    worth::MISSED_FROM + class.commitments.len()
}

/// Offsets of the cells.
#[derive(Clone, Debug)]
pub struct Layout {
    /// First item cell of each class; its roots follow.
    pub items: Vec<usize>,
    /// First visit cell of each place; its roots follow.
    pub visits: Vec<usize>,
    /// Where the items' cells end and the visits' begin.
    pub visits_from: usize,
    /// First team cell.
    pub teams: usize,
    /// First route cell.
    pub routes: usize,
    /// For each class that asks for approval or could fail, a cell as a route's.
    pub changes: Vec<Option<usize>>,
    /// First commitment cell.
    pub commitments: usize,
    /// First review cell.
    pub reviews: usize,
    /// First improvement cell.
    pub improvements: usize,
    /// First switch cell.
    pub switches: usize,
    /// Whether so many items were open that nothing more arrived: 1 where it is so.
    pub full: usize,
    /// Always 1: what amounts that never vary are multiples of.
    pub unit: usize,
    /// First case cell of each place that a supplier does; its roots follow.
    pub cases: Vec<Option<usize>>,
    /// First contact cell of each class whose items may keep from people for a while; its roots follow.
    pub contacts: Vec<Option<usize>>,
    /// First run cell of each place that has automation; its roots follow.
    pub runs: Vec<Option<usize>>,
    /// First cell of knowledge.
    pub knowledge: usize,
    /// First cell of the automation of steps.
    pub machines: usize,
    /// First cell of spare parts.
    pub stocks: usize,
    /// First service cell.
    pub services: usize,
    /// First worth cell of each class; its roots follow.
    pub worth: Vec<usize>,
    /// First cell of the increments of each class.
    pub increments: Vec<usize>,
    /// The cell of each demand that is an opportunity, or releases its value in increments.
    pub ventures: Vec<Option<usize>>,
    /// First cell of the program's batches.
    pub batches: usize,
    /// First cell of the program's trains.
    pub trains: usize,
    /// First trace cell of the demands.
    pub traces: usize,
    /// First cell of the sorts of faults.
    pub faults: usize,
    /// Numbers in all.
    pub size: usize,
    /// For each class, which distribution its times go to: one for each demand and priority.
    pub cohorts: Vec<u32>,
    /// The demand of each cohort.
    pub cohort_demands: Vec<u32>,
    /// The priority of each cohort.
    pub cohort_priorities: Vec<u32>,
}

impl Layout {
    /// How many routes have distributions of their delays: none where nobody asks for approval.
    pub fn delay_routes(&self, program: &Program) -> usize {
        let asks = program.classes.iter().any(|class| class.route != NIL);
        if asks { program.routes.len() } else { 0 }
    }

    /// The layout of a program's numbers: `services` are how many services there are, `opportunities` whether each demand is one.
    pub fn new(program: &Program, services: usize, opportunities: &[bool]) -> Layout {
        let mut size = 0;
        let mut take = |numbers: usize| {
            size += numbers;
            size - numbers
        };
        let roots = |demand: u32| program.demands[demand as usize].roots.len();
        let items = program
            .classes
            .iter()
            .map(|class| take(item::SIZE * roots(class.demand)))
            .collect();
        let visits_from = take(0);
        let visits = program
            .places
            .iter()
            .map(|place| take(visit::SIZE * roots(place.demand)))
            .collect();
        let teams = take(team::SIZE * program.teams.len());
        let routes = take(route::SIZE * (program.routes.len() + 1));
        let could_fail = |demand: u32| {
            let mut places = program.places.iter();
            places.any(|place| place.demand == demand && place.consequence.is_some())
        };
        let failing: Vec<bool> = (0..program.demands.len() as u32).map(could_fail).collect();
        let changes = program.classes.iter().map(|class| {
            let counts = class.route != NIL || failing[class.demand as usize];
            counts.then(|| take(route::SIZE))
        });
        let changes = changes.collect();
        let commitments = take(commitment::SIZE * program.commitments.len());
        let reviews = take(review::SIZE * program.reviews.len());
        let improvements = take(improvement::SIZE * program.improvements.len());
        let switches = take(switch::SIZE * program.switches());
        let full = take(1);
        let unit = take(1);
        let case_cells = |place: &Place| place.gates.case.map(|_| case::SIZE * roots(place.demand));
        let cases = program
            .places
            .iter()
            .map(|place| case_cells(place).map(&mut take))
            .collect();
        let apart = |class: &Class| {
            let demand = &program.demands[class.demand as usize];
            let portal = demand.special.as_ref().is_some_and(|of| of.self_service.is_some());
            let announced = demand.calls.as_ref().is_some_and(|calls| calls.announced.is_some());
            (portal || announced || demand.detection.is_some()).then(|| contact::SIZE * roots(class.demand))
        };
        let contacts = program
            .classes
            .iter()
            .map(|class| apart(class).map(&mut take))
            .collect();
        let run_cells = |place: &Place| place.gates.automated.as_ref().map(|_| run::SIZE * roots(place.demand));
        let runs = program
            .places
            .iter()
            .map(|place| run_cells(place).map(&mut take))
            .collect();
        let machines = take(machine::SIZE * program.automations);
        let knowledge = take(knowledge::SIZE * program.knowledge.len());
        let stocks = take(stock::SIZE * program.stocks.len());
        let services = take(service::SIZE * services);
        let worth = program.classes.iter();
        let worth = worth
            .map(|class| take(worth_size(class) * roots(class.demand)))
            .collect();
        let increments = program.classes.iter().map(|class| {
            let demand = &program.demands[class.demand as usize];
            take(increment::SIZE * demand.increments.len())
        });
        let increments = increments.collect();
        let weeks = venture::weeks(program.window_start, program.window_end);
        let ventures = program.demands.iter().zip(opportunities);
        let ventures = ventures
            .map(|(demand, opportunity)| {
                (*opportunity || !demand.increments.is_empty()).then(|| take(venture::WEEKS_FROM + weeks))
            })
            .collect();
        let batches = take(batch::SIZE * program.batches.len());
        let trains = take(train::SIZE * program.trains.len());
        let traces = take(trace::SIZE * program.demands.len());
        let faults = take(fault::SIZE * program.faults.len());
        let (mut cohorts, mut cohort_demands, mut cohort_priorities) = (Vec::new(), Vec::new(), Vec::new());
        for class in &program.classes {
            let known = (0..cohort_demands.len())
                .find(|&cohort| cohort_demands[cohort] == class.demand && cohort_priorities[cohort] == class.priority);
            let cohort = known.unwrap_or_else(|| {
                cohort_demands.push(class.demand);
                cohort_priorities.push(class.priority);
                cohort_demands.len() - 1
            });
            cohorts.push(cohort as u32);
        }
        Layout {
            items,
            visits,
            visits_from,
            teams,
            routes,
            changes,
            commitments,
            reviews,
            improvements,
            switches,
            full,
            unit,
            cases,
            contacts,
            knowledge,
            runs,
            machines,
            stocks,
            services,
            worth,
            increments,
            ventures,
            batches,
            trains,
            traces,
            faults,
            size,
            cohorts,
            cohort_demands,
            cohort_priorities,
        }
    }
}
