//! What items are worth: when they are late, and what that takes from their value.

use crate::engine::Program;
use crate::model::{DemandId, Model};
use crate::time::HOUR;

/// What an item of a class is worth, and what each of its hours costs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Price {
    /// Its value when it is completed at once.
    pub value: Option<f64>,
    /// What an hour of delay costs.
    pub per_hour: Option<f64>,
    /// Until when it costs nothing, in ticks after arrival.
    pub after: i64,
}

/// The price of the items of a class.
pub fn price(model: &Model, program: &Program, class: u32) -> Price {
    let demand = DemandId(program.classes[class as usize].demand);
    let worth = &model.demands[demand.index()].worth;
    if worth.value.is_none() && worth.delay.is_none() {
        return Price::default();
    }
    let values = program.values_of(model, class);
    let value_of = |attribute| {
        values
            .iter()
            .find(|(own, _)| *own == attribute)
            .map(|(_, value)| *value)
    };
    Price {
        value: worth.value.as_ref().map(|value| *value.of(demand, value_of)),
        per_hour: worth.delay.as_ref().map(|delay| *delay.per_hour.of(demand, value_of)),
        after: worth.delay.as_ref().map_or(0, |delay| delay.after.ticks()),
    }
}

/// For each class, from which age on a completed item is late, and for how many ticks at most: no more than its value is lost.
/// Nothing where no class has a cost of delay.
pub fn lateness(model: &Model, program: &Program) -> Vec<Option<(i64, i64)>> {
    let of_class = |class: u32| {
        let price = price(model, program, class);
        let rate = price.per_hour.filter(|rate| *rate > 0.0)?;
        let most = price
            .value
            .map_or(i64::MAX, |value| (value / rate * HOUR as f64) as i64);
        Some((price.after, most))
    };
    let all: Vec<_> = (0..program.classes.len() as u32).map(of_class).collect();
    if all.iter().all(Option::is_none) {
        Vec::new()
    } else {
        all
    }
}
