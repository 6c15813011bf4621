//! The scenarios that are measured, as text.

/// The network of six teams and four kinds of customer.
pub const SERVICE_NETWORK: &str = include_str!("service-network.toml");

/// M/M/c at load 0.9 for about as many customers, with a promise to measure.
pub fn mmc(servers: u32, customers: u64) -> String {
    let per_hour = 9.0 * f64::from(servers);
    let weeks = customers as f64 / (per_hour * 168.0);
    format!(
        r#"
title = "M/M/{servers}"
start = 2027-01-04
timezone = "UTC"
duration = "{} weeks"
[team.desk]
people = {servers}
[demand.job]
kind = "value"
stream = "serve"
arrivals = {{ per_hour = {per_hour} }}
[[stream.serve.step]]
name = "serve"
activity = "deliver_and_support"
practice = "service desk"
team = "desk"
effort = {{ exponential = {{ mean = "6m" }} }}
[promise.job]
for = {{ demand = "job" }}
resolve = "90m"
clock = "always"
target = "90%"
judged = "each month"
[run]
warm_up = "0 weeks"
"#,
        weeks.round(),
    )
}
