//! What lies beside the work, for a terminal: reviews, improvements, what needs nobody, faults, opportunities, services, suppliers,
//! spare parts, money.

use super::causes;
use super::grid::{Align, Grid, cell};
use super::wording;
use crate::results::{
    AutomationResult, ContactResult, Estimate, ImprovementResult, KnowledgeResult, MoneyResult, OpportunityResult,
    PartResult, Results, ReviewResult, ServiceResult, SupplierResult,
};

/// A grid for each of them of which the scenario says something.
pub(super) fn grids(results: &Results) -> Vec<Grid> {
    let mut grids = Vec::new();
    if !results.reviews.is_empty() {
        grids.push(reviews(&results.reviews));
    }
    if !results.improvements.is_empty() {
        grids.push(improvements(&results.improvements));
    }
    if !results.automation.is_empty() {
        grids.push(automation(&results.automation));
    }
    if results.contacts.iter().any(|of| of.attempts_per_week.is_some()) {
        grids.push(self_service(&results.contacts));
    }
    if results.contacts.iter().any(is_noticed) {
        grids.push(noticed(&results.contacts));
    }
    if !results.knowledge.is_empty() {
        grids.push(knowledge(&results.knowledge));
    }
    if !results.faults.is_empty() {
        grids.push(causes::faults(&results.faults));
    }
    grids.extend(causes::causes(&results.causes));
    if !results.opportunities.is_empty() {
        grids.push(opportunities(&results.opportunities));
    }
    if !results.services.is_empty() {
        grids.push(services(&results.services));
    }
    if !results.suppliers.is_empty() {
        grids.push(suppliers(&results.suppliers));
    }
    if !results.parts.is_empty() {
        grids.push(parts(&results.parts));
    }
    grids.extend(results.money.as_ref().map(money));
    grids
}

pub(super) fn number(of: &Option<Estimate>) -> super::grid::Cell {
    cell(wording::number_alone(of.as_ref()))
}

pub(super) fn of_numbers(titles: &[&str]) -> Grid {
    let mut aligns = vec![Align::Right; titles.len()];
    aligns[0] = Align::Left;
    let mut grid = Grid::new(&aligns);
    grid.heading(titles);
    grid
}

pub(super) fn name(of: &str) -> super::grid::Cell {
    cell(format!("  {}", wording::title(of)))
}

fn reviews(of: &[ReviewResult]) -> Grid {
    let mut grid = of_numbers(&["REVIEWS", "held a week", "acted", "its changes in force"]);
    for review in of {
        grid.row(vec![
            name(&review.name),
            number(&review.held_per_week),
            cell(wording::share(review.acted.as_ref())),
            cell(wording::share(review.in_force.as_ref())),
        ]);
    }
    grid
}

fn improvements(of: &[ImprovementResult]) -> Grid {
    let mut grid = of_numbers(&[
        "IMPROVEMENTS",
        "seemed to change",
        "did change",
        "kept in",
        "decided wrongly in",
        "",
    ]);
    for improvement in of {
        let difference = |estimate: &Option<Estimate>| wording::difference_in(&improvement.unit, estimate.as_ref());
        grid.row(vec![
            name(&improvement.name),
            cell(difference(&improvement.seemed)),
            cell(difference(&improvement.did)),
            cell(wording::share(improvement.kept.as_ref())),
            cell(wording::share(improvement.wrong.as_ref())),
            cell(wording::worth(improvement.judgement).to_owned()),
        ]);
    }
    grid
}

fn opportunities(of: &[OpportunityResult]) -> Grid {
    let mut grid = of_numbers(&[
        "OPPORTUNITIES",
        "first value after",
        "all value after",
        "stopped a week",
        "value a week",
        "lost to delay",
    ]);
    for opportunity in of {
        grid.row(vec![
            cell(format!("  {}", wording::title_plural(&opportunity.name))),
            cell(wording::duration_with_error(opportunity.time_to_first_value.as_ref())),
            cell(wording::duration_with_error(opportunity.time_to_full_value.as_ref())),
            number(&opportunity.stopped_per_week),
            number(&opportunity.value_per_week),
            number(&opportunity.lost_to_delay_per_week),
        ]);
    }
    grid
}

fn automation(of: &[AutomationResult]) -> Grid {
    let mut grid = of_numbers(&[
        "AUTOMATION",
        "runs a week",
        "visits done so",
        "runs failed",
        "unnoticed a week",
        "until noticed",
    ]);
    for step in of {
        grid.row(vec![
            name(&step.step),
            number(&step.runs_per_week),
            cell(wording::share(step.rate.as_ref())),
            cell(wording::share(step.failed.as_ref())),
            number(&step.unnoticed_per_week),
            cell(wording::duration(step.hidden.as_ref())),
        ]);
    }
    grid
}

fn self_service(of: &[ContactResult]) -> Grid {
    let mut grid = of_numbers(&[
        "SELF-SERVICE",
        "attempts a week",
        "deflection",
        "attempts that fail",
        "come back a week",
        "an attempt takes",
    ]);
    for of in of.iter().filter(|of| of.attempts_per_week.is_some()) {
        grid.row(vec![
            name(&of.demand),
            number(&of.attempts_per_week),
            cell(wording::share(of.deflection.as_ref())),
            cell(wording::share(of.failed.as_ref())),
            number(&of.came_back_per_week),
            cell(wording::duration(of.time.as_ref())),
        ]);
    }
    grid
}

fn is_noticed(of: &ContactResult) -> bool {
    of.unnoticed.is_some() || of.kept_away_per_week.is_some()
}

fn noticed(of: &[ContactResult]) -> Grid {
    let mut grid = of_numbers(&[
        "DETECTION AND PUSH",
        "until noticed",
        "noticed by a call",
        "calls kept away a week",
    ]);
    for of in of.iter().filter(|of| is_noticed(of)) {
        grid.row(vec![
            name(&of.demand),
            cell(wording::duration(of.unnoticed.as_ref())),
            cell(wording::share(of.by_call.as_ref())),
            number(&of.kept_away_per_week),
        ]);
    }
    grid
}

fn knowledge(of: &[KnowledgeResult]) -> Grid {
    let mut grid = of_numbers(&[
        "KNOWLEDGE",
        "written a week",
        "up to date at the end",
        "hours saved a week",
        "hours of writing",
    ]);
    for of in of {
        grid.row(vec![
            name(&of.name),
            number(&of.written_per_week),
            number(&of.at_end),
            number(&of.saved_per_week),
            number(&of.writing_per_week),
        ]);
    }
    grid
}

fn services(of: &[ServiceResult]) -> Grid {
    let mut grid = of_numbers(&[
        "SERVICES",
        "can be used",
        "outages a week",
        "until all is well",
        "harm a week",
    ]);
    for service in of {
        grid.row(vec![
            name(&service.name),
            cell(wording::share(service.availability.as_ref())),
            number(&service.outages_per_week),
            cell(wording::duration(service.recovery.as_ref())),
            number(&service.harm_per_week),
        ]);
    }
    grid
}

fn suppliers(of: &[SupplierResult]) -> Grid {
    let mut grid = of_numbers(&[
        "SUPPLIERS",
        "cases a week",
        "back after",
        "unsolved",
        "kept its promise",
    ]);
    for supplier in of {
        grid.row(vec![
            name(&supplier.name),
            number(&supplier.cases_per_week),
            cell(wording::duration(supplier.time.as_ref())),
            cell(wording::share_alone(supplier.unsolved.as_ref())),
            cell(wording::share(supplier.kept.as_ref())),
        ]);
    }
    grid
}

fn parts(of: &[PartResult]) -> Grid {
    let mut grid = of_numbers(&[
        "SPARE PARTS",
        "used a week",
        "found on the shelf",
        "a wait lasts",
        "on the shelf",
    ]);
    for part in of {
        grid.row(vec![
            name(&part.name),
            number(&part.used_per_week),
            cell(wording::share(part.found.as_ref())),
            cell(wording::duration(part.wait.as_ref())),
            number(&part.stock),
        ]);
    }
    grid
}

fn money(of: &MoneyResult) -> Grid {
    let unit = of
        .currency
        .as_ref()
        .map_or_else(String::new, |currency| format!(", {currency}"));
    let mut grid = of_numbers(&["MONEY", &format!("a week{unit}")]);
    let costs = of
        .categories
        .iter()
        .map(|row| (wording::title(&row.name), row.per_week));
    costs.for_each(|(title, amount)| grid.row(vec![cell(format!("  {title}")), number(&amount)]));
    grid.row(vec![cell("  All costs"), number(&of.cost_per_week)]);
    let worth = [
        ("Value delivered", of.value_delivered_per_week),
        ("Lost to delay", of.lost_to_delay_per_week),
        ("Lost undone", of.lost_undone_per_week),
        ("Harm", of.harm_per_week),
    ];
    for (title, amount) in worth.into_iter().filter(|(_, amount)| amount.is_some()) {
        grid.row(vec![cell(format!("  {title}")), number(&amount)]);
    }
    grid
}
