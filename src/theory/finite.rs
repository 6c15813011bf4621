//! Stations that cannot overflow: finite room, finite sources. Both are birth and death processes of the items present.

/// What a station with finite room or a finite source comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finite {
    /// Probability that an item that comes finds no room.
    pub turned_away: f64,
    /// Mean items present, at work included.
    pub present: f64,
    /// Mean wait of those that are let in, in the unit of the service time.
    pub mean_wait: f64,
    /// Items let in by unit of time.
    pub throughput: f64,
    /// Busy servers by servers.
    pub utilisation: f64,
}

/// M/M/c/K: Poisson arrivals of `rate`, exponential service of mean `service`, room for `room` items, those at work included.
///
/// With as much room as servers it is Erlang's loss system, whose figures hold for any service of that mean (Erlang 1917;
/// Sevastyanov 1957). Source: Gross et al., *Fundamentals of Queueing Theory*, 4th ed., §2.5. `None` unless every argument is
/// above zero.
pub fn room(rate: f64, service: f64, servers: u32, room: u32) -> Option<Finite> {
    stationary(room, servers, service, |_| rate, |present| present == room)
}

/// M/M/c//N: each of `users` comes again an exponential time of mean `again` after it was served. Source: Gross et al. §2.7.
/// `None` unless every argument is above zero.
pub fn users(users: u32, again: f64, service: f64, servers: u32) -> Option<Finite> {
    let births = |present: u32| f64::from(users - present) / again;
    stationary(users, servers, service, births, |_| false)
}

/// The stationary figures of 0 to `most` items, which come at a rate that depends on how many are present.
fn stationary(
    most: u32,
    servers: u32,
    service: f64,
    births: impl Fn(u32) -> f64,
    is_full: impl Fn(u32) -> bool,
) -> Option<Finite> {
    if most == 0 || servers == 0 || !(service > 0.0 && service.is_finite() && births(0) > 0.0 && births(0).is_finite())
    {
        return None;
    }
    // Logarithms, so that thousands of servers overflow nothing.
    let mut logs = vec![0.0f64];
    for present in 0..most {
        let deaths = f64::from((present + 1).min(servers)) / service;
        logs.push(logs[present as usize] + (births(present) / deaths).ln());
    }
    let greatest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (mut all, mut inside, mut busy, mut come, mut away) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (present, log) in (0..=most).zip(logs) {
        let weight = (log - greatest).exp();
        all += weight;
        inside += weight * f64::from(present);
        busy += weight * f64::from(present.min(servers));
        come += weight * births(present);
        away += if is_full(present) {
            weight * births(present)
        } else {
            0.0
        };
    }
    let throughput = (come - away) / all;
    Some(Finite {
        turned_away: away / come,
        present: inside / all,
        mean_wait: (inside - busy) / all / throughput,
        throughput,
        utilisation: busy / all / f64::from(servers),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::erlang::erlang_b;

    fn close(value: f64, expected: f64) {
        assert!((value / expected - 1.0).abs() < 1e-9, "{value} is not {expected}");
    }

    #[test]
    fn finite_room_is_that_of_the_collection() {
        // mm1k_4 and simmer_mm23.
        let one = room(0.9, 1.0, 1, 4).unwrap();
        close(one.turned_away, 0.160215867744);
        close(one.present, 1.7902859515);
        close(one.mean_wait, 1.36871183484);
        close(one.utilisation, 0.75580571903);
        let two = room(3.0, 0.25, 2, 3).unwrap();
        close(two.turned_away, 0.0493601462523);
        close(two.mean_wait, 0.0173076923077);
    }

    #[test]
    fn no_room_to_wait_is_erlang_b_and_less_room_than_servers_leaves_some_idle() {
        // erlangB_15.
        let loss = room(10.0, 1.0, 15, 15).unwrap();
        close(loss.turned_away, 0.0364969454724);
        close(loss.turned_away, erlang_b(15, 10.0));
        assert_eq!(loss.mean_wait, 0.0);
        close(room(10.0, 1.0, 20, 15).unwrap().turned_away, erlang_b(15, 10.0));
        // Where as much comes as can be served, each number beyond the servers is as likely as the one before.
        let level = 1.0 / (1.0 / erlang_b(5000, 5000.0) + 1000.0);
        close(room(5000.0, 1.0, 5000, 6000).unwrap().turned_away, level);
        assert!(room(4000.0, 1.0, 5000, 6000).unwrap().turned_away < 1e-6);
        assert_eq!((room(1.0, 1.0, 1, 0), room(0.0, 1.0, 1, 1)), (None, None));
    }

    #[test]
    fn repairers_are_those_of_the_collection() {
        // repair_10_2.
        let repair = users(10, 10.0, 2.0, 2).unwrap();
        close(repair.present, 2.40372153013);
        close(repair.throughput, 0.759627846987);
        close(repair.mean_wait, 1.16434098574);
        close(repair.utilisation, 0.759627846987);
        assert_eq!(repair.turned_away, 0.0);
    }
}
