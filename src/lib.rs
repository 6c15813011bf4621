//! flowcast forecasts the flow of service work.
pub mod engine;
pub mod statistics;
pub mod time;
