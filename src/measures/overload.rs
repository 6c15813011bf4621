//! Overload, told as growth and time to drain: means of a queue that grows say only how long it was watched.

use super::identity::{Identity, Load};
use crate::model::{Model, Team};
use crate::results::{DemandResult, Estimate, Overload, TeamResult};

/// Teams that are offered more than they can do, then demands whose open items grow or shrink clearly.
pub fn overload(model: &Model, identity: &Identity, demands: &[DemandResult], teams: &[TeamResult]) -> Vec<Overload> {
    let loads = model.teams.iter().zip(teams).zip(&identity.loads);
    let teams = loads.filter_map(|((team, result), load)| of_team(team, result, load));
    teams.chain(demands.iter().filter_map(of_demand)).collect()
}

fn of_team(team: &Team, result: &TeamResult, load: &Load) -> Option<Overload> {
    // What others take off a team, as those can who also work for it, is none of its overload.
    let offered = load.offered - load.relief;
    let ratio = offered / load.capacity;
    if offered <= load.capacity * (1.0 + 1e-9) {
        return None;
    }
    let people: u32 = team.shifts.iter().map(|shift| shift.people).sum();
    let people_needed = result
        .present_per_week
        .and_then(|present| people_needed(f64::from(people), offered + load.boards, present));
    let times = match load.capacity > 0.0 {
        true => format!("it is asked for {ratio:.2} times the work it can do"),
        false => "it is asked for work and has no time for it".to_owned(),
    };
    let need = people_needed.map_or("more people".to_owned(), |needed| {
        format!("{} more people", told(needed))
    });
    Some(Overload {
        by: "team".to_owned(),
        name: team.name.clone(),
        load: (load.capacity > 0.0).then_some(ratio),
        growth_per_week: None,
        people_needed,
        weeks_without_arrivals: None,
        weeks_at_this_pace: None,
        words: format!("team `{}` would need {need} to keep up: {times}", team.name),
    })
}

/// People who have to be added to `people` for their present hours to become `offered` hours, if those who come are present
/// as much as those who are there: people · (offered / present − 1). Fewer present hours ask for more people.
fn people_needed(people: f64, offered: f64, present: Estimate) -> Option<Estimate> {
    let needed = |hours: f64| (hours > 0.0).then(|| people * (offered / hours - 1.0));
    Some(Estimate {
        value: needed(present.value)?,
        low: present.high.and_then(needed),
        high: present.low.and_then(needed),
    })
}

fn of_demand(demand: &DemandResult) -> Option<Overload> {
    let growth = demand.growth_per_week?;
    let words = if demand.growing {
        let mut words = format!("open items of `{}` grow by {} a week", demand.name, told(growth));
        if let Some(weeks) = demand.weeks_to_drain {
            words += &format!(
                "; if nothing new came, those open at the end would take {} weeks",
                told(weeks)
            );
        }
        words + ": its mean times depend on how long the run is"
    } else {
        let weeks = demand.weeks_at_this_pace?;
        let shrinks = Estimate {
            value: -growth.value,
            low: growth.high.map(|high| -high),
            high: growth.low.map(|low| -low),
        };
        format!(
            "open items of `{}` shrink by {} a week; at this pace what is open at the end would be done after {} weeks",
            demand.name,
            told(shrinks),
            told(weeks)
        )
    };
    Some(Overload {
        by: "demand".to_owned(),
        name: demand.name.clone(),
        load: None,
        growth_per_week: Some(growth),
        people_needed: None,
        weeks_without_arrivals: demand.weeks_to_drain.filter(|_| demand.growing),
        weeks_at_this_pace: demand.weeks_at_this_pace,
        words,
    })
}

/// `31 (28 to 34)`, with as many digits as the interval bears; `about 31` without one.
fn told(estimate: Estimate) -> String {
    let (low, high) = match (estimate.low, estimate.high) {
        (Some(low), Some(high)) if low < high => (low, high),
        (Some(low), Some(_)) => return number(low, 1),
        _ => return format!("about {}", number(estimate.value, 1)),
    };
    let digits = match (high - low) / 2.0 {
        half if half >= 1.0 => 0,
        half if half >= 0.1 => 1,
        _ => 2,
    };
    format!(
        "{} ({} to {})",
        number(estimate.value, digits),
        number(low, digits),
        number(high, digits)
    )
}

fn number(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    match text.strip_prefix('-') {
        Some(zero) if zero.chars().all(|letter| matches!(letter, '0' | '.')) => zero.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_needed_by_hand() {
        // Four people are present 120 of their hours; 150 are asked for, so that one more is needed.
        let present = Estimate {
            value: 120.0,
            low: Some(100.0),
            high: Some(125.0),
        };
        let needed = people_needed(4.0, 150.0, present).unwrap();
        assert!((needed.value - 1.0).abs() < 1e-12);
        assert!((needed.high.unwrap() - 2.0).abs() < 1e-12 && (needed.low.unwrap() - 0.8).abs() < 1e-12);
        let nobody = Estimate {
            value: 0.0,
            low: None,
            high: None,
        };
        assert_eq!(people_needed(0.0, 10.0, nobody), None);
    }

    #[test]
    fn figures_have_the_digits_that_their_intervals_bear() {
        let of = |value: f64, half: f64| Estimate {
            value,
            low: Some(value - half),
            high: Some(value + half),
        };
        assert_eq!(told(of(31.26, 2.9)), "31 (28 to 34)");
        assert_eq!(told(of(6.04, 0.31)), "6.0 (5.7 to 6.3)");
        assert_eq!(told(of(0.3, 2.0)), "0 (-2 to 2)");
        assert_eq!(told(of(112.0, 0.0)), "112.0");
    }
}
