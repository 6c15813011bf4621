//! `flowcast practices`.

use super::{Exit, Failure, Terminal};
use crate::model::PracticeGroup;
use crate::report::wording;
use crate::scenario::practices::{Practice, practices};

/// Prints the catalogue of the 34 management practices, by group.
pub fn list(terminal: &Terminal) -> Result<Exit, Failure> {
    let mut text = String::new();
    for group in PracticeGroup::ALL {
        let own: Vec<Practice> = practices().filter(|practice| practice.id.group() == group).collect();
        text.push_str(&format!("{} ({})\n", group.word().to_uppercase(), own.len()));
        own.iter().for_each(|practice| text.push_str(&told(practice)));
    }
    text.push_str("Results tell hours, waiting and cost by practice and activity for all of them.\n");
    terminal.print(&text)?;
    Ok(Exit::Done)
}

fn told(practice: &Practice) -> String {
    let name = wording::title(practice.id.name());
    let (does, means) = (practice.does, practice.meaning());
    format!("  {name}\n    {does}\n    {means}\n")
}
