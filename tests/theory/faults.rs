//! Faults that come by themselves and are removed, against their closed forms.
//!
//! Each fault that is open causes items as a Poisson process, and those that come in are independent of each other: so the open ones
//! are the customers of a queue with endless servers, whose mean depends on the mean life alone.

use crate::harness::{REPLICATIONS, Read, case, heading, hold};

const WEEK: f64 = 7.0 * 24.0 * 60.0;

/// Faults of which fifty a week come, each of which causes an incident a week, and is found by its third. Whatever is done takes no time,
/// so that a fault lives for three intervals, or three more each time that a fix fails, which leaves another one behind.
fn faults(fails: f64, adds: &str) -> String {
    heading(300.0 * WEEK, 40.0 * WEEK, REPLICATIONS)
        + &format!(
            "[fault.leak]\nraises = \"incident\"\nnew_per_week = 50\nper_week = 1\nfound = {{ after = 3, raises = \"problem\" }}\n\
             [team.desk]\npeople = 5\n\
             [demand.incident]\nkind = \"failure\"\nstream = \"restore\"\n[demand.problem]\nkind = \"internal\"\nstream = \"find\"\n\
             fails = \"{}%\"\n",
            fails * 100.0
        )
        + "[[stream.restore.step]]\nname = \"fix\"\nactivity = \"deliver_and_support\"\npractice = \"incident management\"\n\
           team = \"desk\"\neffort = \"0m\"\n\
           [[stream.find.step]]\nname = \"remove\"\nactivity = \"improve\"\npractice = \"problem management\"\nteam = \"desk\"\n\
           effort = \"0m\"\nremoves_fault = true\n"
        + adds
}

fn leak(measure: &'static str, statistic: &'static str) -> Read {
    Read::Figure(measure, "fault", "leak", statistic)
}

/// The life of a fault is Erlang of three intervals, a week each: 150 are open on average, as in M/G/∞.
/// Source: Takács 1962, Introduction to the Theory of Queues; the mean by Little's law.
#[test]
fn open_faults_are_a_queue_with_endless_servers() {
    let cases = [
        case("open", leak("open faults", "mean"), 150.0, 0.005, 0.0),
        case("caused", leak("caused by faults", "per week"), 150.0, 0.005, 0.0),
        case("removed", leak("faults removed", "per week"), 50.0, 0.005, 0.0),
        case("repeats", leak("repeat incidents", "share"), 2.0 / 3.0, 0.001, 0.0),
    ];
    hold("faults_mginf", &faults(0.0, ""), &cases);
}

/// One fix in four fails and leaves another fault behind: of each four fixes, three remove one and one adds one, so that two fixes are
/// needed for each fault that comes by itself, and a hundred a week for fifty of them.
/// Source: the total progeny of a branching process, Harris 1963, The Theory of Branching Processes; Little's law for the open ones.
#[test]
fn fixes_that_fail_and_add_faults_branch() {
    let cases = [
        case("open", leak("open faults", "mean"), 300.0, 0.005, 0.0),
        case("caused", leak("caused by faults", "per week"), 300.0, 0.005, 0.0),
        case("removed", leak("faults removed", "per week"), 75.0, 0.005, 0.0),
        case("left behind", leak("faults left behind", "per week"), 25.0, 0.005, 0.0),
        case(
            "fixes",
            Read::Figure("arrivals", "demand", "problem", "per week"),
            100.0,
            0.005,
            0.0,
        ),
        case(
            "success",
            Read::Figure("change success rate", "all", "all", "share"),
            0.75,
            0.001,
            0.0,
        ),
    ];
    hold(
        "faults_branching",
        &faults(0.25, "if_it_fails = { adds = \"leak\" }\n"),
        &cases,
    );
}

/// A hundred faults that nobody removes cause ten items a week each, and three times as many from the middle of the run on. What is left
/// of an interval then passes three times as fast, because it has no memory: the mean is exact, and 1 % higher than if intervals under
/// way ended as they were drawn.
#[test]
fn a_rate_that_changes_holds_at_once() {
    let text = heading(10.0 * WEEK, 0.0, REPLICATIONS)
        + "[fault.leak]\nopen = 100\nraises = \"incident\"\nper_week = 10\n\
           [shock.worse]\nfrom = 2027-02-08\nchanges.fault.leak.per_week = 30\n\
           [team.desk]\npeople = 5\n[demand.incident]\nkind = \"failure\"\nstream = \"restore\"\n\
           [[stream.restore.step]]\nname = \"fix\"\nactivity = \"deliver_and_support\"\npractice = \"incident management\"\n\
           team = \"desk\"\neffort = \"0m\"\n";
    let cases = [case(
        "caused",
        leak("caused by faults", "per week"),
        2_000.0,
        0.002,
        0.0,
    )];
    hold("faults_rate", &text, &cases);
}
