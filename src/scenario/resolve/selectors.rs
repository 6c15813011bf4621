//! Selectors, and values that depend on an attribute.

use super::World;
use super::names::unknown;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{AttributeId, Choice, DemandId, Selector, ValueId};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::DemandText;
use crate::scenario::nearest;
use crate::scenario::values::{ByValue, SelectorText};

impl World<'_> {
    /// An attribute by its name, or a fault.
    pub fn attribute(&self, name: &Placed<String>, faults: &mut Diagnostics) -> Option<AttributeId> {
        let found = self
            .attributes
            .iter()
            .position(|attribute| attribute.name == name.value);
        if found.is_none() {
            let names: Vec<&str> = self
                .attributes
                .iter()
                .map(|attribute| attribute.name.as_str())
                .collect();
            faults.push(unknown("attribute", "attributes", name, &names));
        }
        found.map(AttributeId::from)
    }

    /// A value of an attribute by its name, or a fault.
    pub fn value(&self, attribute: AttributeId, name: &Placed<String>, faults: &mut Diagnostics) -> Option<ValueId> {
        let attribute = &self.attributes[attribute.index()];
        let found = attribute.values.iter().position(|value| *value == name.value);
        if found.is_none() {
            let fault = Diagnostic::error(format!("`{}` has no value `{}`", attribute.name, name.value))
                .at(&name.place, "no item has this value");
            let values = attribute.values.iter().map(String::as_str);
            faults.push(match nearest::name(&name.value, values.clone()) {
                Some(near) if near.len() > 2 => fault.help(format!("a value with a similar name exists: `{near}`")),
                _ => fault.help(format!("its values are {}", nearest::list(values))),
            });
        }
        found.map(ValueId::from)
    }

    /// A selector; parts that are not known are reported and left out.
    pub fn selector(&self, text: &SelectorText, faults: &mut Diagnostics) -> Selector {
        let mut selector = Selector::default();
        for (name, values) in &text.0 {
            if name.value == "demand" {
                let found = values.iter().filter_map(|value| self.demands.find(value, faults));
                selector.demands = Some(found.map(DemandId::from).collect());
                continue;
            }
            if !self.attributes.iter().any(|attribute| attribute.name == name.value) {
                let mut known = vec!["demand"];
                known.extend(self.attributes.iter().map(|attribute| attribute.name.as_str()));
                faults.push(unknown("attribute", "attributes", name, &known));
                continue;
            }
            let Some(attribute) = self.attribute(name, faults) else {
                continue;
            };
            let found = values
                .iter()
                .filter_map(|value| self.value(attribute, value, faults))
                .collect();
            selector.attributes.push((attribute, found));
        }
        selector
    }

    /// The values of an attribute that a demand declares.
    pub fn declared_values<'t>(
        &self,
        demand: &'t DemandText,
        attribute: AttributeId,
    ) -> Option<Vec<&'t Placed<String>>> {
        if attribute == crate::model::Model::PRIORITY {
            return demand.priority.as_ref().map(|mix| mix.value.names());
        }
        let name = &self.attributes[attribute.index()].name;
        demand
            .attributes
            .iter()
            .find(|(own, _)| own.value == *name)
            .and_then(|(_, mix)| mix.as_ref().map(|mix| mix.value.names()))
    }

    /// The attribute of a demand that has all of these values.
    fn attribute_with(&self, demand: &DemandText, names: &[&Placed<String>]) -> Option<AttributeId> {
        (0..self.attributes.len()).map(AttributeId::from).find(|attribute| {
            self.declared_values(demand, *attribute).is_some_and(|values| {
                names
                    .iter()
                    .all(|name| values.iter().any(|value| value.value == name.value))
            })
        })
    }

    /// The attribute of a demand that has all of these values, or a fault.
    pub fn attribute_of_values(
        &self,
        demand: &DemandText,
        names: &[&Placed<String>],
        faults: &mut Diagnostics,
    ) -> Option<AttributeId> {
        let found = self.attribute_with(demand, names);
        if found.is_none() {
            let alone = |name: &&&Placed<String>| self.attribute_with(demand, &[**name]).is_none();
            match names.iter().find(alone) {
                Some(name) => {
                    let all = (0..self.attributes.len()).filter_map(|index| self.declared_values(demand, index.into()));
                    let known: Vec<&str> = all.flatten().map(|value| value.value.as_str()).collect();
                    faults.push(unknown("value", "values", name, &known));
                }
                None => {
                    let fault = Diagnostic::error("these values belong to different attributes");
                    faults.push(match names.first() {
                        Some(name) => fault.at(&name.place, "the first of them"),
                        None => fault,
                    });
                }
            }
        }
        found
    }

    /// A value that may depend on an attribute of the items of `audience`; every value they have must be covered.
    pub fn choice<T: Clone, M: Clone>(
        &self,
        text: &ByValue<T>,
        audience: &[&DemandText],
        place: &Place,
        mean: impl Fn(&T) -> M,
        faults: &mut Diagnostics,
    ) -> Option<Choice<M>> {
        let (by, cases, other) = match text {
            ByValue::Same(value) => return Some(Choice::always(mean(value))),
            ByValue::Cases { by, cases, other } => (by, cases, other),
        };
        let names: Vec<&Placed<String>> = cases.iter().map(|(name, _)| name).collect();
        let attribute = match (by, audience) {
            (Some(by), _) => self.attribute(by, faults)?,
            (None, [demand, ..]) => self.attribute_of_values(demand, &names, faults)?,
            (None, []) => return None,
        };
        let mut resolved = Vec::new();
        for (name, value) in cases {
            let id = self.value(attribute, name, faults)?;
            let selector = Selector {
                demands: None,
                attributes: vec![(attribute, vec![id])],
            };
            resolved.push((selector, mean(value)));
        }
        if other.is_none()
            && let Some(uncovered) = self.uncovered(attribute, &names, audience)
        {
            faults.push(
                Diagnostic::error(uncovered)
                    .at(place, "not every item finds its value here")
                    .help("add `other = …`"),
            );
            return None;
        }
        let otherwise = other
            .as_ref()
            .map(&mean)
            .or_else(|| resolved.last().map(|(_, value)| value.clone()))?;
        Some(Choice {
            cases: resolved,
            otherwise,
        })
    }

    /// What no case covers, as a fact.
    fn uncovered(&self, attribute: AttributeId, names: &[&Placed<String>], audience: &[&DemandText]) -> Option<String> {
        let word = &self.attributes[attribute.index()].name;
        for demand in audience {
            let Some(values) = self.declared_values(demand, attribute) else {
                return Some(format!("some items have no `{word}`, and there is no `other`"));
            };
            let missing = |value: &&&Placed<String>| !names.iter().any(|name| name.value == value.value);
            if let Some(value) = values.iter().find(missing) {
                return Some(format!(
                    "nothing is said for `{word}` = `{}`, and there is no `other`",
                    value.value
                ));
            }
        }
        None
    }
}
