//! Single items for spreadsheets and process mining, written as they come.

mod table;
mod xes;

pub use table::{Columns, Table};
pub use xes::EventLog;
