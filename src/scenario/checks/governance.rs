//! Whoever asks for approval gets a route.

use super::super::fields::ScenarioText;
use super::super::load;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{DemandId, Model};

/// Checks that a policy is in force where one is needed, and that each policy has a route for every item.
pub fn all(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    let asking: Vec<DemandId> = (0..model.demands.len())
        .map(DemandId::from)
        .filter(|demand| model.steps_of(*demand).iter().any(|step| step.approval))
        .collect();
    if asking.is_empty() {
        return;
    }
    if model.policy.is_none() {
        report_lawless(text, found);
    }
    let texts = text
        .policy
        .as_ref()
        .map_or(&[][..], |policies| policies.value.0.as_slice());
    for (policy, (name, _)) in model.policies.iter().zip(texts) {
        for id in &asking {
            let demand = &model.demands[id.index()];
            let lost = |item: &load::Combination| load::route_of(model, Some(policy), *id, item).is_none();
            if let Some(item) = load::combinations(demand).into_iter().find(lost) {
                let of = item.values.iter().filter(|(attribute, _)| {
                    let selects =
                        |selector: &crate::model::Selector| selector.attributes.iter().any(|(own, _)| own == attribute);
                    policy.rules.iter().any(|(selector, _)| selects(selector))
                });
                let words = of.map(|(attribute, value)| {
                    let attribute = &model.attributes[attribute.index()];
                    format!("`{}` = `{}`", attribute.name, attribute.values[value.index()])
                });
                let words: Vec<String> = words.collect();
                let which = if words.is_empty() {
                    String::new()
                } else {
                    format!(" with {}", words.join(", "))
                };
                let fact = format!(
                    "policy `{}` has no route for demand `{}`{which}",
                    policy.name, demand.name
                );
                found.push(
                    Diagnostic::error(fact)
                        .at(&name.place, "no rule of this policy holds for them")
                        .help("end the rules with one that holds for all, such as `{ route = \"pre_approved\" }`"),
                );
            }
        }
    }
}

fn report_lawless(text: &ScenarioText, found: &mut Diagnostics) {
    let streams = text.stream.iter().flat_map(|streams| &streams.value.0);
    let steps = streams
        .filter_map(|(_, stream)| stream.as_ref()?.step.as_ref())
        .flat_map(|steps| &steps.value.0);
    let asking = steps.filter_map(|step| step.approval.as_ref().filter(|approval| approval.value));
    for approval in asking {
        found.push(
            Diagnostic::error("approval is asked for, but no policy is in force")
                .at(&approval.place, "nothing says which route it takes")
                .help("name a policy: `[governance]` with `policy = \"…\"`"),
        );
    }
}
