//! Periodic reviews: how often they took place and acted, and how long what they changed held.

use super::figures::{Better, Figures, Form, Label, Sum};
use super::layout::{Layout, review, switch};
use crate::model::Model;
use crate::results::ReviewResult;
use crate::time::WEEK;

/// Makes the figures of every review.
pub fn add_reviews(figures: &mut Figures<'_>, model: &Model, layout: &Layout, weeks: f64) -> Vec<ReviewResult> {
    let each = model.reviews.iter().enumerate();
    each.map(|(number, of)| {
        let cell = layout.reviews + number * review::SIZE;
        let count = |number| Sum::of([cell + number], 1.0);
        let mut add = |measure, statistic, unit, form| {
            figures.add(
                Label {
                    measure,
                    by: "review",
                    name: &of.name,
                    statistic,
                    unit,
                },
                form,
                Better::Neither,
            )
        };
        ReviewResult {
            name: of.name.clone(),
            held_per_week: add(
                "reviews held",
                "per week",
                "reviews",
                Form::Rate(count(review::HELD), weeks),
            ),
            acted: add(
                "reviews that acted",
                "share",
                "share",
                Form::Ratio(count(review::ACTED), count(review::HELD)),
            ),
            in_force: of.switch.and_then(|number| {
                let cell = layout.switches + number * switch::SIZE + switch::IN_FORCE;
                let share = Form::Rate(Sum::of([cell], 1.0 / WEEK as f64), weeks);
                add("changes of reviews in force", "share", "share", share)
            }),
        }
    })
    .collect()
}
