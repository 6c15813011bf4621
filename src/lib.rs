//! flowcast forecasts the flow of service work.
pub mod diagnostic;
pub mod engine;
pub mod model;
pub mod results;
pub mod scenario;
pub mod time;
