//! `failure-demand.toml`: problem management with hours of its own takes incidents, repeats and chases away, also where its people come
//! from those who mend what breaks; with nobody who looks, faults pile up.

use crate::compared::{compared, difference, ends};

const INCIDENTS: [&str; 4] = ["arrivals", "demand", "incident", "per week"];
const REPEATS: [&str; 4] = ["repeat incidents", "demand", "incident", "share"];
const CHASES: [&str; 4] = ["chases", "demand", "incident", "per week"];
const OPEN: [&str; 4] = ["open faults", "all", "all", "mean"];
const REMOVED: [&str; 4] = ["faults removed", "all", "all", "per week"];
const CAUSED: [&str; 4] = ["items caused", "all", "all", "per item from outside"];
const LEAD: [&str; 4] = ["lead time", "demand", "incident", "mean"];

#[test]
fn who_looks_for_faults_has_fewer_incidents_with_the_same_people() {
    let text = include_str!("../../scenarios/failure-demand.toml");
    let variants = ["problem management hired", "one person moved over", "nobody looks"];
    let comparison = compared(text, &variants);
    for (fed, name) in variants.iter().enumerate().take(2) {
        // Fewer incidents, fewer of them again, fewer items that one from outside brings about.
        for less in [INCIDENTS, REPEATS, OPEN, CAUSED] {
            let (_, high) = ends(difference(&comparison, fed, less));
            assert!(high < 0.0, "{name}: {less:?} {high}");
        }
        let (low, _) = ends(difference(&comparison, fed, REMOVED));
        assert!(low > 0.0, "{name}");
    }
    // Who hires has fewer people who ask how it is going, and shorter waits.
    for less in [CHASES, LEAD] {
        let (_, high) = ends(difference(&comparison, 0, less));
        assert!(high < 0.0, "{less:?} {high}");
    }
    for more in [INCIDENTS, REPEATS, OPEN] {
        let (low, _) = ends(difference(&comparison, 2, more));
        assert!(low > 0.0, "{more:?} {low}");
    }
    // Today's one afternoon a week removes fewer faults than come.
    let growth = comparison
        .base
        .faults
        .iter()
        .filter_map(|fault| fault.growth_per_week?.low);
    assert!(growth.fold(f64::NEG_INFINITY, f64::max) > 0.0);
}
