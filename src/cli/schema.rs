//! `flowcast schema`.

use super::arguments::{Schema, Subject};
use super::{Exit, Failure, Terminal};
use crate::report::json;
use crate::scenario;

/// Prints a JSON Schema.
pub fn schema(arguments: &Schema, terminal: &Terminal) -> Result<Exit, Failure> {
    let text = match arguments.of {
        Subject::Scenario => format!("{:#}\n", scenario::schema()),
        Subject::Results => json::results_schema(),
        Subject::Comparison => json::comparison_schema(),
        Subject::BreakEven => json::break_even_schema(),
        Subject::Advice => json::advice_schema(),
        Subject::Staffing => json::staffing_schema(),
        Subject::Sweep => json::sweep_schema(),
        Subject::Sensitivity => json::sensitivity_schema(),
        Subject::Lesson => json::lesson_schema(),
    };
    terminal.print(&text)?;
    Ok(Exit::Done)
}
