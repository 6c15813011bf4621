//! Advice for people: which changes help, which only look good, what must be good for what, and what the next hour buys.

mod page;
mod summary;
mod table;
pub(super) mod words;

pub use page::advice_report;
pub use summary::advice;
pub use table::{levers_csv, next_hour_csv};
