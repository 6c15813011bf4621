//! flowcast forecasts the flow of service work.
pub mod engine;
pub mod experiment;
pub mod measures;
pub mod model;
pub mod observation;
pub mod results;
pub mod statistics;
pub mod time;
