//! flowcast forecasts the flow of service work.
pub mod engine;
pub mod time;
