//! Attributes of items: priorities over all demands, and the scenario's own.

use super::entries;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Attribute, MOST_PRIORITIES};
use crate::scenario::fields::ScenarioText;

/// Every attribute; `priority` first, the most urgent value first.
pub fn attributes(text: &ScenarioText, faults: &mut Diagnostics) -> Vec<Attribute> {
    let mut all = vec![Attribute {
        name: "priority".to_owned(),
        values: Vec::new(),
    }];
    for demand in entries(&text.demand).iter().filter_map(|(_, demand)| demand.as_ref()) {
        if let Some(priority) = &demand.priority {
            let known = all[0].values.len();
            let names = priority.value.names();
            add(&mut all[0], names.iter().map(|name| name.value.as_str()));
            if known <= MOST_PRIORITIES && all[0].values.len() > MOST_PRIORITIES {
                let fault = Diagnostic::error(format!("there are more than {MOST_PRIORITIES} priorities"));
                faults.push(
                    fault
                        .at(&priority.place, "with these there are too many")
                        .help("use fewer priorities, and an attribute of your own for what else tells items apart"),
                );
            }
        }
        for (name, mix) in &demand.attributes {
            let index = all
                .iter()
                .position(|attribute| attribute.name == name.value)
                .unwrap_or_else(|| {
                    all.push(Attribute {
                        name: name.value.clone(),
                        values: Vec::new(),
                    });
                    all.len() - 1
                });
            let names = mix.as_ref().map_or_else(Vec::new, |mix| mix.value.names());
            add(&mut all[index], names.iter().map(|name| name.value.as_str()));
        }
    }
    if all[0].values.is_empty() {
        all[0].values.push("normal".to_owned());
    }
    sort_by_urgency(&mut all[0].values);
    all
}

fn add<'a>(attribute: &mut Attribute, values: impl Iterator<Item = &'a str>) {
    for value in values {
        if !attribute.values.iter().any(|known| known == value) {
            attribute.values.push(value.to_owned());
        }
    }
}

/// `P1, P2, …` and `1, 2, …` go by number; other names keep the order in which they were written.
fn sort_by_urgency(values: &mut [String]) {
    let number = |value: &str| value.trim_start_matches(['P', 'p']).parse::<u32>().ok();
    if values.iter().all(|value| number(value).is_some()) {
        values.sort_by_key(|value| number(value));
    }
}

#[cfg(test)]
mod tests {
    use super::sort_by_urgency;

    #[test]
    fn numbered_priorities_go_by_number_and_others_as_written() {
        let mut values = ["P10", "P2", "P1"].map(str::to_owned);
        sort_by_urgency(&mut values);
        assert_eq!(values, ["P1", "P2", "P10"]);
        let mut values = ["urgent", "P2", "later"].map(str::to_owned);
        sort_by_urgency(&mut values);
        assert_eq!(values, ["urgent", "P2", "later"]);
    }
}
