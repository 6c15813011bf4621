//! `two-queues-or-one.toml`: the same six people keep times shorter with one queue, or where they help each other.

use flowcast::results::Comparison;

use crate::compared::{compared, difference, ends};

const VARIANTS: [&str; 4] = [
    "they help each other",
    "the north helps",
    "one team",
    "one team, a fifth slower",
];

/// By how many hours the mean response to a team's tickets is shorter than today; both ends of the interval.
fn sooner(comparison: &Comparison, variant: usize, tickets: &str) -> (f64, f64) {
    let (low, high) = ends(difference(
        comparison,
        variant,
        ["response time", "demand", tickets, "mean"],
    ));
    (-high, -low)
}

#[test]
fn people_who_share_a_queue_or_help_each_other_respond_sooner() {
    let comparison = compared(include_str!("../../scenarios/two-queues-or-one.toml"), &VARIANTS);
    let [helping, north_helps, one_team, slower] = [0, 1, 2, 3];
    for variant in [helping, one_team] {
        for tickets in ["north_ticket", "south_ticket"] {
            assert!(sooner(&comparison, variant, tickets).0 > 0.0, "{}", VARIANTS[variant]);
        }
    }
    // Help from one side is good for the other side, and costs those who help.
    assert!(sooner(&comparison, north_helps, "south_ticket").0 > 0.0);
    assert!(sooner(&comparison, north_helps, "north_ticket").1 < 0.0);
    // Nobody who knows everything: the gain of pooling is lost, and more.
    assert!(sooner(&comparison, slower, "south_ticket").1 < 0.0);
    // Whoever is next, the same people at the same work leave as many tickets waiting: helping each other is as good as one queue
    // on the whole. Luck of efforts is the same but not its order, so the two agree within their intervals.
    let both = |variant| {
        let [north, south] = ["north_ticket", "south_ticket"].map(|tickets| sooner(&comparison, variant, tickets));
        ((north.0 + south.0) / 2.0, (north.1 + south.1) / 2.0)
    };
    let (of_helping, of_one_team) = (both(helping), both(one_team));
    assert!(
        of_helping.0 < of_one_team.1 && of_one_team.0 < of_helping.1,
        "{of_helping:?} and {of_one_team:?}"
    );
}
