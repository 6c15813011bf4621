//! Flow of items: arrivals, lead times and their parts, open items.

use super::figures::{Better, Figures, Form, Label, Sum, from_point};
use super::gathered::Gathered;
use super::groups::Items;
use super::layout::item;
use super::reading;
use crate::engine::Program;
use crate::observation::PARTS;
use crate::results::{DemandResult, Durations, Estimate, PART_WORDS, Spread};
use crate::statistics::{Histogram, ratio, series};
use crate::time::HOUR;

const HOURS_PER_TICK: f64 = 1.0 / HOUR as f64;
const PERCENTILES: [(f64, &str); 3] = [(0.50, "p50"), (0.85, "p85"), (0.95, "p95")];

/// Makes the figures of one group of items.
pub fn add(figures: &mut Figures<'_>, group: &Items, weeks: f64) -> DemandResult {
    let label = |measure, statistic, unit| Label {
        measure,
        by: &group.by,
        name: &group.name,
        statistic,
        unit,
    };
    let count = |number| Sum::of(group.at(number), 1.0);
    let hours = |number| Sum::of(group.at(number), HOURS_PER_TICK);
    let rate = |number| Form::Rate(count(number), weeks);
    let arrivals = figures.add(
        label("arrivals", "per week", "items"),
        rate(item::ARRIVED),
        Better::Neither,
    );
    let completed = figures.add(
        label("throughput", "per week", "items"),
        rate(item::COMPLETED),
        Better::More,
    );
    figures.add(
        label("closed undone", "per week", "items"),
        rate(item::CLOSED),
        Better::Less,
    );
    let lead_time = durations(figures, group, "lead time");
    let response_time = durations(figures, group, "response time");
    let (mut parts_first, mut parts_rework) = (Vec::new(), Vec::new());
    for (part, word) in PART_WORDS.iter().enumerate() {
        for (rework, means) in [(0, &mut parts_first), (1, &mut parts_rework)] {
            let measure = format!("{word}{}", if rework == 1 { ", rework" } else { "" });
            let label = Label {
                measure: &measure,
                by: &group.by,
                name: &group.name,
                statistic: "mean",
                unit: "hours",
            };
            let number = item::PARTS_FROM + rework * PARTS + part;
            let form = Form::Ratio(hours(number), count(item::COMPLETED));
            means.push(figures.add(label, form, part_direction(part)));
        }
    }
    let touch = hours(item::PARTS_FROM).plus(hours(item::PARTS_FROM + PARTS));
    let waiting = Form::Ratio(hours(item::LEAD).minus(touch.clone()), hours(item::LEAD));
    let share_waiting = figures.add(label("share spent waiting", "share", "share"), waiting, Better::Less);
    let efficiency = Form::Ratio(touch, hours(item::LEAD));
    let flow_efficiency = figures.add(label("flow efficiency", "share", "share"), efficiency, Better::More);
    let gap = hours(item::OPEN).minus(hours(item::LEAD));
    let gap_to_littles_law = figures.estimate(&Form::Rate(gap, weeks * 168.0));
    let open = Form::Rate(hours(item::OPEN), weeks * 168.0);
    let open = figures.add(label("open items", "mean", "items"), open, Better::Less);
    DemandResult {
        name: group.name.clone(),
        kind: String::new(),
        arrivals_per_week: arrivals,
        completed_per_week: completed,
        lead_time,
        response_time,
        parts_first,
        parts_rework,
        share_waiting,
        flow_efficiency,
        open,
        open_at_end: None,
        growth_per_week: None,
        growing: false,
        weeks_to_drain: None,
        weeks_at_this_pace: None,
        gap_to_littles_law,
        survival: Vec::new(),
    }
}

/// Makes the figures of one group that a model has only where its steps or demands say so.
pub fn add_seldom(figures: &mut Figures<'_>, program: &Program, group: &Items, weeks: f64) {
    let label = |measure, statistic, unit| Label {
        measure,
        by: &group.by,
        name: &group.name,
        statistic,
        unit,
    };
    let count = |number| Sum::of(group.at(number), 1.0);
    let ended = || count(item::COMPLETED).plus(count(item::CLOSED));
    let gates = || program.places.iter().map(|place| &place.gates);
    if gates().any(|gates| gates.patience.is_some()) {
        let rate = Form::Rate(count(item::ABANDONED), weeks);
        figures.add(label("abandoned", "per week", "items"), rate, Better::Less);
        let share = Form::Share(count(item::ABANDONED), ended());
        figures.add(label("abandoned", "share", "share"), share, Better::Less);
    }
    if gates().any(|gates| gates.misrouting.is_some()) {
        let per_item = Form::Ratio(count(item::MISROUTED), ended());
        figures.add(
            label("reassignments", "mean per item", "reassignments"),
            per_item,
            Better::Less,
        );
    }
    if program.demands.iter().any(|demand| demand.reopening.is_some()) {
        let rate = Form::Rate(count(item::REOPENED), weeks);
        figures.add(label("reopened", "per week", "items"), rate, Better::Less);
    }
}

fn part_direction(part: usize) -> Better {
    if part == 0 { Better::Neither } else { Better::Less }
}

fn durations(figures: &mut Figures<'_>, group: &Items, measure: &str) -> Durations {
    let label = |statistic| Label {
        measure,
        by: &group.by,
        name: &group.name,
        statistic,
        unit: "hours",
    };
    let of_lead_time = measure == "lead time";
    let (sum, count) = if of_lead_time {
        (item::LEAD, item::COMPLETED)
    } else {
        (item::RESPONSE, item::TOUCHED)
    };
    let mean = Form::Ratio(Sum::of(group.at(sum), HOURS_PER_TICK), Sum::of(group.at(count), 1.0));
    let mean = figures.add(label("mean"), mean, Better::Less);
    let mut percentiles = PERCENTILES.map(|(p, statistic)| {
        let cohorts = group.cohorts.clone();
        if cohorts.is_empty() {
            return None;
        }
        let form = if of_lead_time {
            Form::LeadTime(cohorts, p)
        } else {
            Form::ResponseTime(cohorts, p)
        };
        figures.add(label(statistic), form, Better::Less)
    });
    let [p50, p85, p95] = [0, 1, 2].map(|index| percentiles[index].take());
    Durations { mean, p50, p85, p95 }
}

/// Open items of one demand, or all: at the end, whether they grow, and how old they are.
pub struct Backlog {
    /// Open items at the end.
    pub at_end: Option<Spread>,
    /// Growth per week.
    pub growth: Option<Estimate>,
    /// Whether growth is clear.
    pub growing: bool,
    /// Weeks of work that are open at the end: open items by items completed in a week.
    pub weeks_to_drain: Option<Estimate>,
    /// Where open items shrink clearly: open items at the end by their decrease in a week.
    pub weeks_at_this_pace: Option<Estimate>,
}

/// Looks at the open items of one demand (by index) or all.
///
/// Growth is the slope of a straight line through the daily counts, by replication. It is clear when its interval lies above
/// zero and it adds up, over the window, to more than half of the mean number of open items.
pub fn backlog(
    figures: &mut Figures<'_>,
    gathered: &Gathered,
    group: &Items,
    demand: Option<usize>,
    days: usize,
    level: f64,
    open: Option<Estimate>,
) -> Backlog {
    let by_day: Vec<Vec<f64>> = (0..days).map(|sample| gathered.open_at(sample, demand)).collect();
    let replications = gathered.replications() as usize;
    let by_replication: Vec<Vec<f64>> = (0..replications)
        .map(|number| by_day.iter().map(|day| day[number]).collect())
        .collect();
    let per_week = |estimate: Estimate| Estimate {
        value: estimate.value * 7.0,
        low: estimate.low.map(|low| low * 7.0),
        high: estimate.high.map(|high| high * 7.0),
    };
    let growth = series::trend(&by_replication, level).map(from_point).map(per_week);
    let label = |measure, statistic, unit| Label {
        measure,
        by: &group.by,
        name: &group.name,
        statistic,
        unit,
    };
    figures.add_made(
        label("backlog growth", "per week", "items"),
        growth,
        Form::Other,
        Better::Less,
    );
    let weeks = days as f64 / 7.0;
    let shrinking = match (growth.and_then(|growth| growth.high), growth, open) {
        (Some(high), Some(growth), Some(open)) => high < 0.0 && -growth.value * weeks > 0.5 * open.value,
        _ => false,
    };
    let growing = match (growth.and_then(|growth| growth.low), growth, open) {
        (Some(low), Some(growth), Some(open)) => low > 0.0 && growth.value * weeks > 0.5 * open.value,
        _ => false,
    };
    let at_end = gathered.open_at(days, demand);
    let at = |p| series::percentile(&at_end, p);
    let spread = at(0.05)
        .zip(at(0.5))
        .zip(at(0.95))
        .map(|((p5, p50), p95)| Spread { p5, p50, p95 });
    for (statistic, p) in [("p5 of runs", 0.05), ("p50 of runs", 0.5), ("p95 of runs", 0.95)] {
        let value = at(p).map(|value| Estimate {
            value,
            low: None,
            high: None,
        });
        figures.add_made(
            label("open at end", statistic, "items"),
            value,
            Form::Other,
            Better::Less,
        );
    }
    figures.add(
        label("open at end", "mean", "items"),
        Form::OpenAtEnd(days, demand),
        Better::Less,
    );
    let ages: Vec<Histogram> = gathered.ages_at_end(demand);
    for (p, statistic) in PERCENTILES {
        let age = reading::percentile(&ages, p, level);
        figures.add_made(
            label("backlog age at end", statistic, "hours"),
            age,
            Form::Other,
            Better::Less,
        );
    }
    let completed = Sum::of(group.at(item::COMPLETED), 1.0 / weeks).values(gathered);
    let weeks_to_drain = ratio::ratio(&at_end, &completed, level).map(from_point);
    figures.add_made(
        label("weeks to drain", "mean", "weeks"),
        weeks_to_drain,
        Form::Other,
        Better::Less,
    );
    let weeks_at_this_pace = shrinking
        .then(|| at_this_pace(&by_replication, &at_end, level))
        .flatten();
    figures.add_made(
        label("weeks to drain", "at this pace", "weeks"),
        weeks_at_this_pace,
        Form::Other,
        Better::Less,
    );
    Backlog {
        at_end: spread,
        growth,
        growing,
        weeks_to_drain,
        weeks_at_this_pace,
    }
}

/// Weeks until none would be left of the items open at the end, if they went on to shrink as they did.
fn at_this_pace(by_replication: &[Vec<f64>], at_end: &[f64], level: f64) -> Option<Estimate> {
    let slopes: Option<Vec<f64>> = by_replication.iter().map(|days| series::slope(days)).collect();
    let pace: Vec<f64> = slopes?.iter().map(|slope| -7.0 * slope).collect();
    ratio::ratio(at_end, &pace, level).map(from_point)
}
