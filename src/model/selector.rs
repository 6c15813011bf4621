//! Which items something applies to, and values that depend on it.

use super::{AttributeId, DemandId, ValueId};

/// A condition on items: every part that is present must hold. The default selects every item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selector {
    /// One of these demands.
    pub demands: Option<Vec<DemandId>>,
    /// For each attribute named: one of these values. An item without the attribute is not selected.
    pub attributes: Vec<(AttributeId, Vec<ValueId>)>,
}

impl Selector {
    /// Whether an item of `demand` is selected, where `value_of` gives its value of an attribute.
    pub fn selects(&self, demand: DemandId, value_of: impl Fn(AttributeId) -> Option<ValueId>) -> bool {
        self.demands.as_ref().is_none_or(|demands| demands.contains(&demand))
            && self
                .attributes
                .iter()
                .all(|(attribute, values)| value_of(*attribute).is_some_and(|value| values.contains(&value)))
    }
}

/// A value that may depend on the item: the first case whose selector holds, else `otherwise`.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<T> {
    /// Cases in order.
    pub cases: Vec<(Selector, T)>,
    /// The value where no case holds.
    pub otherwise: T,
}

impl<T> Choice<T> {
    /// The same value for every item.
    pub const fn always(value: T) -> Self {
        Choice {
            cases: Vec::new(),
            otherwise: value,
        }
    }

    /// The value for an item of `demand`, where `value_of` gives its value of an attribute.
    pub fn of(&self, demand: DemandId, value_of: impl Fn(AttributeId) -> Option<ValueId>) -> &T {
        self.cases
            .iter()
            .find(|(selector, _)| selector.selects(demand, &value_of))
            .map_or(&self.otherwise, |(_, value)| value)
    }
}
