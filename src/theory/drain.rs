//! How long a backlog takes.

/// The fluid limit: work flows in and out at constant rates, so that a backlog is gone after backlog / (capacity −
/// arriving). `None` where what arrives does not leave capacity for it.
pub fn fluid(backlog: f64, arriving: f64, capacity: f64) -> Option<f64> {
    let left = capacity - arriving;
    (left > 0.0 && backlog >= 0.0).then(|| backlog / left)
}

/// How fast a backlog grows in the fluid limit, in items a unit of time; negative where it shrinks.
pub fn growth(arriving: f64, capacity: f64) -> f64 {
    arriving - capacity
}

/// The mean time until M/M/1 that starts with `items` is empty first: items / (μ − λ), which is that of the fluid limit
/// exactly, because each item is the start of a busy period of mean 1 / (μ − λ) (Gross et al., 4th ed., §2.12).
pub fn one_server(items: u32, arriving: f64, service: f64) -> Option<f64> {
    fluid(f64::from(items), arriving, 1.0 / service)
}

/// The mean time in which `servers` finish `items` with exponential service while nothing arrives: Σ s / min(n, c).
pub fn several_servers(items: u32, service: f64, servers: u32) -> Option<f64> {
    (servers > 0).then(|| (1..=items).map(|n| service / f64::from(n.min(servers))).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drains_by_hand_and_of_the_collection() {
        // 30 items, 10 a day come, 15 a day can be done: five days' worth less each day.
        assert_eq!(fluid(30.0, 10.0, 15.0), Some(6.0));
        assert_eq!((fluid(30.0, 15.0, 15.0), fluid(0.0, 1.0, 2.0)), (None, Some(0.0)));
        assert_eq!((growth(336.0, 224.0), growth(10.0, 15.0)), (112.0, -5.0));
        // From one item it is the mean busy period: 1 / (1 − 0.8).
        assert!((one_server(1, 0.8, 1.0).unwrap() - 5.0).abs() < 1e-12);
        assert!((one_server(20, 0.8, 1.0).unwrap() - 100.0).abs() < 1e-9);
        // drain_exp.
        assert!((several_servers(40, 1.0, 4).unwrap() - 11.0833333333).abs() < 1e-9);
        assert_eq!(several_servers(40, 1.0, 0), None);
    }
}
