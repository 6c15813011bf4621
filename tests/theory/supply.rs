//! Spare parts, suppliers and services against their closed forms.

use crate::harness::{REPLICATIONS, Read, case, exponential, heading, hold};

/// e^-m m^n / n!
fn poisson(mean: f64, n: u32) -> f64 {
    (1..=n).fold((-mean).exp(), |p, k| p * mean / f64::from(k))
}

/// A shelf that one item in 20 minutes takes a part from, an order an hour on its way on average.
fn shelf(count: u32, reorder_at: u32, order: u32, takes: &str) -> String {
    heading(400_000.0, 2_000.0, REPLICATIONS)
        + &format!("[part.antenna]\ncount = {count}\nreorder_at = {reorder_at}\norder = {order}\ntakes = {takes}\n")
        + "[team.desk]\npeople = 20\n[demand.job]\nkind = \"value\"\nstream = \"job\"\narrivals = { per_hour = 3 }\n\
           [[stream.job.step]]\nname = \"mount\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n\
           effort = \"1m\"\nuses = { antenna = 1 }\n"
}

fn antenna(measure: &'static str, statistic: &'static str) -> Read {
    Read::Figure(measure, "part", "antenna", statistic)
}

/// One ordered for each one taken, four in all: orders outstanding are Poisson whatever the law of the delivery time.
/// Source: Palm 1938; Feeney and Sherbrooke 1966, Management Science 12:391.
#[test]
fn base_stock_by_palms_theorem() {
    let (mean, all) = (3.0, 4u32);
    let p = |n| poisson(mean, n);
    let fill: f64 = (0..all).map(p).sum();
    let stock: f64 = (0..all).map(|n| f64::from(all - n) * p(n)).sum();
    let backorders = mean - f64::from(all) + stock;
    for (id, takes) in [
        ("base_stock_exponential", exponential(60.0)),
        ("base_stock_constant", "\"1h\"".to_owned()),
    ] {
        let cases = [
            case("fill rate", antenna("found on the shelf", "share"), fill, 0.005, 0.0),
            case("mean stock", antenna("stock", "mean"), stock, 0.005, 0.0),
            case("empty shelf", antenna("empty shelf", "share"), 1.0 - fill, 0.01, 0.0),
            // Backorders by Little's law, over those that wait, in hours.
            case(
                "wait",
                antenna("wait for parts", "mean"),
                backorders / 3.0 / (1.0 - fill),
                0.01,
                0.0,
            ),
            case("orders", antenna("orders", "per week"), 3.0 * 168.0, 0.005, 0.0),
        ];
        hold(id, &shelf(4, 3, 1, &takes), &cases);
    }
}

/// Three ordered when no more than two are there or on their way, an hour long: the position is uniform on three, four and five, and
/// what is on the shelf is the position an hour ago less the demand since.
/// Source: Hadley and Whitin 1963, chapter 4.
#[test]
fn reorder_point_with_a_constant_lead_time() {
    let (mean, positions) = (3.0, [3u32, 4, 5]);
    let average = |of: &dyn Fn(u32) -> f64| positions.iter().map(|y| of(*y)).sum::<f64>() / 3.0;
    let fill = average(&|y| (0..y).map(|n| poisson(mean, n)).sum());
    let stock = average(&|y| (0..y).map(|n| f64::from(y - n) * poisson(mean, n)).sum());
    let backorders = stock - average(&|y| f64::from(y) - mean);
    let cases = [
        case("fill rate", antenna("found on the shelf", "share"), fill, 0.005, 0.0),
        case("mean stock", antenna("stock", "mean"), stock, 0.005, 0.0),
        case(
            "wait",
            antenna("wait for parts", "mean"),
            backorders / 3.0 / (1.0 - fill),
            0.01,
            0.0,
        ),
        case("orders", antenna("orders", "per week"), 168.0, 0.005, 0.0),
    ];
    hold("reorder_point", &shelf(5, 2, 3, "\"1h\""), &cases);
}

fn outages(arrivals: &str, step: &str, more: &str) -> String {
    heading(600_000.0, 6_000.0, REPLICATIONS)
        + more
        + "[service.wifi]\nharm_per_hour = 100\n[team.desk]\npeople = 1\n[demand.outage]\nkind = \"failure\"\nstream = \"restore\"\n\
           service = \"wifi\"\n"
        + &format!("arrivals = {arrivals}\n")
        + "[[stream.restore.step]]\nname = \"mend\"\nactivity = \"engage\"\npractice = \"service desk\"\n"
        + step
}

fn wifi(measure: &'static str, statistic: &'static str) -> Read {
    Read::Figure(measure, "service", "wifi", statistic)
}

/// Outages that nobody queues for: the service is up while M/G/∞ is empty, and an outage is its busy period.
/// Source: Takács 1962, Introduction to the Theory of Queues, chapter 3.
#[test]
fn overlapping_outages_are_the_busy_periods_of_an_endless_number_of_servers() {
    let (rate, mean) = (0.5f64, 1.0);
    let load = rate * mean;
    let up = (-load).exp();
    for (id, takes) in [
        (
            "outages_uniform",
            "{ uniform = { low = \"0m\", high = \"2h\" } }".to_owned(),
        ),
        ("outages_exponential", exponential(60.0)),
    ] {
        let more = format!("[supplier.netco]\ntakes = {takes}\n");
        let text = outages("{ per_hour = 0.5 }", "supplier = \"netco\"\n", &more);
        let cases = [
            case("availability", wifi("availability", "share"), up, 0.005, 0.0),
            case("outages", wifi("outages", "per week"), rate * 168.0 * up, 0.01, 0.0),
            case(
                "duration",
                wifi("outage duration", "mean"),
                (load.exp() - 1.0) / rate,
                0.01,
                0.0,
            ),
            case(
                "recovery",
                wifi("recovery time", "mean"),
                (load.exp() - 1.0) / rate,
                0.01,
                0.0,
            ),
            case("harm", wifi("harm", "per week"), 100.0 * 168.0 * (1.0 - up), 0.01, 0.0),
        ];
        hold(id, &text, &cases);
    }
}

/// One machine and one repairer: ten hours up, two hours down, each on average.
/// Source: Barlow and Proschan 1965, Mathematical Theory of Reliability, chapter 3.
#[test]
fn one_machine_is_an_alternating_renewal_process() {
    let arrivals = format!("{{ users = 1, each_again_after = {} }}", exponential(600.0));
    let text = outages(
        &arrivals,
        &format!("team = \"desk\"\neffort = {}\n", exponential(120.0)),
        "",
    );
    let cases = [
        case("availability", wifi("availability", "share"), 10.0 / 12.0, 0.005, 0.0),
        case("outages", wifi("outages", "per week"), 168.0 / 12.0, 0.01, 0.0),
        case("recovery", wifi("recovery time", "mean"), 2.0, 0.01, 0.0),
    ];
    hold("one_machine", &text, &cases);
}

/// A supplier with one case at once is M/M/1, and one that returns half of its cases unsolved, to be sent again, is M/M/1 with
/// feedback: each stay is as long, and twice as many cases.
/// Source: Jackson 1957, Operations Research 5:518.
#[test]
fn a_supplier_with_one_case_at_once_is_a_single_server() {
    for (id, rate, unsolved) in [("one_case_at_once", 0.8, 0.0), ("one_case_at_once_again", 0.4, 0.5)] {
        let text = heading(1_500_000.0, 10_000.0, REPLICATIONS)
            + &format!(
                "[supplier.netco]\ntakes = {}\nat_once = 1\nreturned_unsolved = \"{}%\"\npromise = \"5h\"\nfee = 10\npenalty = 4\n",
                exponential(60.0),
                unsolved * 100.0
            )
            + "[team.desk]\npeople = 1\n[demand.job]\nkind = \"value\"\nstream = \"job\"\n"
            + &format!("arrivals = {{ per_hour = {rate} }}\n")
            + "[[stream.job.step]]\nname = \"repair\"\nactivity = \"obtain_build\"\npractice = \"supplier management\"\nsupplier = \"netco\"\n";
        let netco = |measure, statistic| Read::Figure(measure, "supplier", "netco", statistic);
        let mut cases = vec![
            case("cases", netco("cases", "per week"), 0.8 * 168.0, 0.01, 0.0),
            case("stay", netco("time at the supplier", "mean"), 5.0, 0.04, 0.0),
            case("wait", netco("wait for a turn", "mean"), 4.0, 0.04, 0.0),
        ];
        if unsolved > 0.0 {
            cases.push(case("unsolved", netco("returned unsolved", "share"), 0.5, 0.005, 0.0));
        } else {
            // The stay is exponential with a mean of five hours.
            let late = (-1.0f64).exp();
            cases.push(case("kept", netco("promise kept", "share"), 1.0 - late, 0.02, 0.0));
            cases.push(case(
                "cost",
                netco("cost per case", "mean"),
                10.0 - 4.0 * late,
                0.02,
                0.0,
            ));
        }
        hold(id, &text, &cases);
    }
}
