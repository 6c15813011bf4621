//! A small world in which every unit of money is accounted for.

use crate::support;
use crate::timeline::{HEAD, demand, step};
use flowcast::results::{MoneyRow, Results};

fn results(text: &str) -> Results {
    support::run(&support::model(text)).summary.results
}

/// An amount over the two weeks of the run.
fn in_all(rows: &[MoneyRow], name: &str) -> Option<f64> {
    let row = rows.iter().find(|row| row.name == name)?;
    row.per_week.map(|amount| amount.value * 2.0)
}

fn figure(results: &Results, measure: &str, by: &str, name: &str) -> Option<f64> {
    let mut figures = results.figures.iter();
    let found =
        figures.find(|of| of.measure == measure && of.by == by && of.name == name && of.statistic == "per week");
    found.and_then(|of| of.estimate).map(|amount| amount.value * 2.0)
}

fn close(is: Option<f64>, should: f64, what: &str) {
    let is = is.unwrap_or_else(|| panic!("{what} is unknown"));
    assert!((is - should).abs() < 1e-6, "{what}: {is} instead of {should}");
}

/// Everything that costs, once.
///
/// - desk: two people in office hours, ten days of eight hours: 160 h at 30 = 4,800. On call for one person always: 336 h less the 80 on
///   which the desk is there, 256 h at 2 = 512. A job that comes on Saturday at 10:00 is worked on for an hour on call-out: 1 h at 30 and
///   half as much again: 30 + 15.
/// - five jobs: four in hours, one on Saturday; each costs 3 when it comes and 7 for its visit to `fix`, and uses a part of 11.
/// - the supplier: each job goes there; four of them within hours of two hours each, a fee of 50. It has promised an hour: all are late,
///   and it owes 20 for each.
/// - our promise of 3 hours: every job takes at least an hour and two at the supplier, and then 15 minutes: all five are missed, at 100
///   each. No target is met in the one whole week that counts.
/// - licences: 70 a week; a project of 1,000 once.
#[test]
fn every_unit_of_money_is_accounted_for() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\nhourly_cost = 30\novertime_factor = 1.5\n\
           on_call = { hours = \"always\", people = 1, standby_per_hour = 2 }\n\
           [supplier.netco]\ntakes = \"2h\"\nfee = 50\npromise = \"1h\"\npenalty = 20\n\
           [part.antenna]\ncount = 20\nreorder_at = 2\norder = 4\ntakes = \"1h\"\ncost = 11\n\
           [cost.licences]\nper_week = 70\n[cost.project]\nonce = 1000\n\
           [promise.soon]\nresolve = \"3h\"\ntarget = \"90%\"\njudged = \"each week\"\npenalty_per_item = 100\npenalty_per_period = 400\n"
        + &demand(
            "job",
            "cost_per_item = 3\nvalue = 600\ncost_of_delay = { per_hour = 20, after = \"1h\" }",
            &["04 09:00", "05 09:00", "06 09:00", "07 09:00", "09 10:00"],
        )
        + &step("job", "fix", "desk", "1h", "cost_per_visit = 7\nuses = { antenna = 1 }")
        + "[[stream.job.step]]\nname = \"repair\"\nactivity = \"obtain_build\"\npractice = \"supplier management\"\nsupplier = \"netco\"\n"
        + &step("job", "check", "desk", "15m", "");
    let results = results(&text);
    let money = results.money.as_ref().expect("there is money in it");
    // On Saturday the job is fixed from 10:00 to 11:00, repaired to 13:00, checked to 13:15: 1.25 h on call.
    let expected = [
        ("people's hours", 160.0 * 30.0 + 1.25 * 30.0),
        ("overtime premium", 1.25 * 15.0),
        ("standby", 256.0 * 2.0),
        ("visits", 5.0 * 7.0),
        ("items", 5.0 * 3.0),
        ("supplier fees", 5.0 * 50.0),
        ("supplier penalties", -5.0 * 20.0),
        ("spare parts", 5.0 * 11.0),
        ("penalties for missed items", 5.0 * 100.0),
        ("penalties for missed periods", 400.0),
        ("standing costs", 2.0 * 70.0 + 1000.0),
    ];
    assert_eq!(money.categories.len(), expected.len(), "{:#?}", money.categories);
    for (name, amount) in expected {
        close(in_all(&money.categories, name), amount, name);
    }
    let total: f64 = expected.iter().map(|(_, amount)| amount).sum();
    close(money.cost_per_week.map(|cost| cost.value * 2.0), total, "all");
    close(figure(&results, "cost", "all", "all"), total, "the figure of all");
    close(money.cost_per_item.map(|cost| cost.value), total / 5.0, "by item");
    // The job pays for its own hours, 6.25 of them, at the price of hours on the roster.
    let own = 6.25 * 30.0 + 35.0 + 15.0 + 250.0 - 100.0 + 55.0 + 500.0;
    close(in_all(&money.demands, "job"), own, "the job");
    close(in_all(&money.demands, "none of these"), total - own, "no job");
    close(in_all(&money.roots, "value"), own, "by root");
    close(in_all(&money.roots, "none of these"), total - own, "no root");
    // Each takes 3 h 15 min, and is late by 2 h 15 min.
    close(
        money.value_delivered_per_week.map(|value| value.value * 2.0),
        5.0 * (600.0 - 45.0),
        "value",
    );
    close(
        money.lost_to_delay_per_week.map(|lost| lost.value * 2.0),
        5.0 * 45.0,
        "delay",
    );
    close(money.lost_undone_per_week.map(|lost| lost.value * 2.0), 0.0, "undone");
    let team = results.teams[0].cost_per_week.map(|cost| cost.value * 2.0);
    close(team, 4800.0 + 37.5 + 18.75 + 512.0, "the team");
    let supplier = &results.suppliers[0];
    close(supplier.cost_per_case.map(|cost| cost.value), 30.0, "a case");
    close(supplier.kept.map(|kept| kept.value), 0.0, "kept");
    close(supplier.time.map(|time| time.value), 2.0, "time");
    let part = &results.parts[0];
    close(part.used_per_week.map(|used| used.value), 2.5, "parts");
    close(part.found.map(|found| found.value), 1.0, "found");
}

/// No more than its value is lost to delay, and all of it where the item is never done.
#[test]
fn an_item_loses_no_more_than_it_is_worth() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand("slow", "value = 100\ncost_of_delay = { per_day = 480 }", &["04 09:00"])
        + &step("slow", "do", "desk", "9h", "")
        + &demand("lost", "value = 70", &["04 10:00"])
        + &step("lost", "do", "desk", "1h", "patience = { lasts = \"1h\" }");
    let money = results(&text).money.expect("there is money in it");
    close(money.value_delivered_per_week.map(|of| of.value * 2.0), 0.0, "value");
    close(money.lost_to_delay_per_week.map(|of| of.value * 2.0), 100.0, "delay");
    close(money.lost_undone_per_week.map(|of| of.value * 2.0), 70.0, "undone");
    // What an hour costs is not stated: the cost is unknown, not nothing.
    assert_eq!(
        (money.cost_per_week, in_all(&money.categories, "people's hours")),
        (None, None)
    );
}

/// January has 31 days and the year 365: two weeks of them, and a cost that begins with the second week and ends with its Wednesday.
#[test]
fn standing_costs_are_spread_over_their_months_and_years() {
    let cost = |text: &str| {
        let text = HEAD.to_owned()
            + &format!("[cost.it]\n{text}\n[team.desk]\npeople = 1\n")
            + &demand("job", "", &["04 09:00"])
            + &step("job", "do", "desk", "1h", "");
        let money = results(&text).money.expect("there is money in it");
        in_all(&money.categories, "standing costs")
    };
    close(cost("per_month = 310"), 140.0, "a month");
    close(cost("per_year = 365"), 14.0, "a year");
    close(
        cost("per_week = 70\nfrom = 2027-01-11\nuntil = 2027-01-14"),
        30.0,
        "three days",
    );
    close(cost("once = 9\nfrom = 2027-01-18"), 0.0, "after the run");
    close(cost("once = 9\nfrom = 2027-01-17"), 9.0, "its last day");
}

/// A supplier that keeps some promises and not others: two working days from Friday 16:00 are Tuesday 16:00. Three office days of eight
/// hours end on Wednesday; two end in time, to the instant. What is still out when the run ends and late by then is missed too.
#[test]
fn the_suppliers_own_promise_is_judged_in_its_working_days() {
    let text = |takes: &str, at: &str| {
        HEAD.to_owned()
            + &format!(
                "[supplier.netco]\nhours = \"office\"\ntakes = \"{takes}\"\npromise = \"2 working days\"\npenalty = 20\nfee = 1\n"
            )
            + "[team.desk]\npeople = 1\n"
            + &demand("job", "", &[at])
            + "[[stream.job.step]]\nname = \"repair\"\nactivity = \"obtain_build\"\npractice = \"supplier management\"\nsupplier = \"netco\"\n"
            + &step("job", "check", "desk", "15m", "")
    };
    let of = |takes: &str, at: &str| results(&text(takes, at)).suppliers[0].clone();
    for (takes, at, kept, owed) in [
        ("16h", "08 16:00", Some(1.0), 0.0),
        ("960.001m", "08 16:00", Some(0.0), 20.0),
        ("24h", "08 16:00", Some(0.0), 20.0),
        ("900h", "08 16:00", Some(0.0), 20.0),
        ("900h", "14 16:00", None, 0.0),
    ] {
        let supplier = of(takes, at);
        assert_eq!(supplier.kept.map(|kept| kept.value), kept, "{takes}, {at}");
        close(supplier.penalties_per_week.map(|of| of.value * 2.0), owed, "owed");
    }
}
