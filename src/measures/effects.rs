//! What became of changes beside their decisions: what failed and was undone, and what went round its route.

use super::figures::{Better, Figures, Form, Label, Sum};
use super::layout::route;
use crate::engine::Program;
use crate::engine::program::Place;
use crate::results::Estimate;

/// Makes the figures of failed changes that were undone, where any are.
pub fn add_undone(figures: &mut Figures<'_>, program: &Program, (by, name): (&str, &str), cells: &[usize], weeks: f64) {
    let backs_out = |place: &Place| place.consequence.as_ref().is_some_and(|it| it.back_out.is_some());
    if !program.places.iter().any(backs_out) {
        return;
    }
    let count = |number: usize| Sum::of(cells.iter().map(|cell| cell + number), 1.0);
    let label = |statistic, unit| Label {
        measure: "backed out",
        by,
        name,
        statistic,
        unit,
    };
    let undone = count(route::BACKED_OUT);
    figures.add(
        label("per week", "items"),
        Form::Rate(undone.clone(), weeks),
        Better::Less,
    );
    let share = Form::Share(undone, count(route::EFFECTED));
    figures.add(label("share", "share"), share, Better::Less);
}

/// Makes the figures of what was undone, and of what went round routes, where any does; the share of the latter.
pub fn add_bypassed(
    figures: &mut Figures<'_>,
    program: &Program,
    (by, name): (&str, &str),
    cells: &[usize],
    weeks: f64,
) -> Option<Estimate> {
    add_undone(figures, program, (by, name), cells, weeks);
    let count = |number: usize| Sum::of(cells.iter().map(|cell| cell + number), 1.0);
    let mut add = |measure, statistic, unit, form, better| {
        let label = Label {
            measure,
            by,
            name,
            statistic,
            unit,
        };
        figures.add(label, form, better)
    };
    let rate = |sum| Form::Rate(sum, weeks);
    if program.routes.iter().all(|route| route.bypass.is_none()) {
        return None;
    }
    let asked = count(route::BYPASSED).plus(count(route::DECIDED));
    add(
        "bypassed",
        "per week",
        "items",
        rate(count(route::BYPASSED)),
        Better::Less,
    );
    let share = add(
        "bypassed",
        "share",
        "share",
        Form::Share(count(route::BYPASSED), asked),
        Better::Less,
    );
    if !program.audits.is_empty() {
        add(
            "found by audits",
            "per week",
            "items",
            rate(count(route::FOUND)),
            Better::Neither,
        );
        let found = Form::Ratio(count(route::FOUND), count(route::BYPASSED));
        add("found by audits", "share", "share", found, Better::More);
    }
    share
}
