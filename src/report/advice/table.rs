//! Advice as tidy tables.

use super::words;
use crate::report::tables::{Table, digits, guarded, interval};
use crate::results::Difference;
use crate::results::advice::{Advice, LeverResult};

/// `levers.csv`: a row for each lever and each figure that it was judged by.
pub fn levers_csv(advice: &Advice) -> Vec<u8> {
    let columns = [
        "rank",
        "lever",
        "family",
        "verdict",
        "principle",
        "dimension",
        "changes",
        "measured",
        "replications",
        "measure",
        "by",
        "name",
        "statistic",
        "unit",
        "today",
        "with",
        "difference",
        "low",
        "high",
        "judgement",
        "variance_ratio",
        "per_money",
    ];
    let mut table = Table::new(&columns);
    for (place, lever) in advice.levers.iter().enumerate() {
        let goals = lever.effects.iter().map(|it| &it.difference);
        let others = lever
            .lead_times
            .iter()
            .chain(&lever.queues)
            .chain(&lever.failed_changes);
        for difference in goals.chain(others) {
            row(&mut table, (place + 1, lever), difference);
        }
    }
    table.bytes()
}

fn row(table: &mut Table, (rank, lever): (usize, &LeverResult), of: &Difference) {
    let [value, low, high] = interval(Some(&of.difference));
    table.row(&[
        &rank.to_string(),
        &guarded(&lever.name),
        &key(&lever.family),
        &key(&lever.verdict),
        words::principle(lever.principle).trim_matches('–'),
        words::dimension(lever.dimension),
        &guarded(&lever.changes.join("; ")),
        if lever.finalist { "closely" } else { "screened" },
        &lever.replications.to_string(),
        &of.measure,
        &of.by,
        &guarded(&of.name),
        &of.statistic,
        &of.unit,
        &digits(Some(of.base)),
        &digits(Some(of.variant)),
        &value,
        &low,
        &high,
        &key(&of.judgement),
        &digits(of.variance_ratio),
        &digits(lever.per_money),
    ]);
}

/// A word as JSON has it.
fn key<T: serde::Serialize>(of: &T) -> String {
    let value = serde_json::to_value(of).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// `next-hour.csv`: what an hour of one more person buys, by team and stretch of the week.
pub fn next_hour_csv(advice: &Advice) -> Vec<u8> {
    let mut table = Table::new(&[
        "team", "day", "from", "to", "goal", "unit", "per_hour", "low", "high", "clear",
    ]);
    for (next, cell) in advice
        .next_hour
        .iter()
        .flat_map(|next| next.cells.iter().map(move |cell| (next, cell)))
    {
        let [value, low, high] = interval(Some(&cell.per_hour));
        table.row(&[
            &guarded(&cell.team),
            &(cell.day + 1).to_string(),
            &digits(Some(cell.from)),
            &digits(Some(cell.to)),
            &key(&next.goal),
            &next.unit,
            &value,
            &low,
            &high,
            if cell.clear { "yes" } else { "no" },
        ]);
    }
    table.bytes()
}
