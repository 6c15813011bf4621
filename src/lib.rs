//! flowcast forecasts the flow of service work.
pub mod cli;
pub mod diagnostic;
pub mod engine;
pub mod experiment;
pub mod measures;
pub mod model;
pub mod observation;
pub mod report;
pub mod results;
pub mod scenario;
pub mod statistics;
pub mod time;
