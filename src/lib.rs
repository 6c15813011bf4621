//! flowcast forecasts the flow of service work.
pub mod engine;
pub mod model;
pub mod report;
pub mod results;
pub mod time;
