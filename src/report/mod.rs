//! Results as text, tables, plots and pages. Everything here turns plain results into bytes: it writes no file, knows no
//! engine and no model, and computes no statistics.

pub mod html;
pub mod items;
pub mod json;
pub mod lesson;
pub mod manifest;
pub mod plots;
pub mod staffing;
pub mod story;
pub mod tables;
pub mod terminal;
pub mod understanding;
pub mod wording;

mod beside;
mod causes;
mod comparison;
mod finding;
mod grid;
mod practices;

#[cfg(test)]
mod fixture;
