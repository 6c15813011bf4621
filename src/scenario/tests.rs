use super::*;
use crate::diagnostic::Style;
use crate::model::{Deadline, Distribution, RouteKind, Target};
use crate::time::Span;

const NORTHWIND: &str = include_str!("../../scenarios/northwind.toml");

fn read_text(text: &str, choice: &Choice) -> Result<Scenario, String> {
    let mut sources = Sources::default();
    let file = sources.add("scenario.toml", text);
    read(&mut sources, file, choice).map_err(|faults| {
        faults
            .iter()
            .map(|fault| fault.render(&sources, Style::Plain))
            .collect()
    })
}

fn northwind(sets: &[&str], variant: Option<&str>) -> Result<Scenario, String> {
    let choice = Choice {
        variant: variant.map(str::to_owned),
        sets: sets.iter().map(|set| (*set).to_owned()).collect(),
    };
    read_text(NORTHWIND, &choice)
}

#[test]
fn northwind_reads_into_a_model() {
    let scenario = northwind(&[], None).unwrap_or_else(|faults| panic!("{faults}"));
    for load in load::offered_load(&scenario.model) {
        println!(
            "{} {:?} {:?}",
            scenario.model.teams[load.team.index()].name,
            load,
            load.ratio()
        );
    }
    println!("{:?}", scenario.ceilings);
    println!("{:?}", scenario.warnings);
}
