//! `vendor-bounce.toml`: the promise looks kept because its clock stands still at the vendor; people of our own make no difference
//! to speak of, a vendor who solves it at once does.

use flowcast::results::Verdict;

use crate::compared::{compared, difference, figure};

const LEAD: [&str; 4] = ["lead time", "demand", "fault", "mean"];

#[test]
fn the_promise_is_kept_and_the_customer_waits() {
    let text = include_str!("../../scenarios/vendor-bounce.toml");
    let variants = [
        "the customer's clock",
        "twice the infrastructure team",
        "a vendor who solves it",
    ];
    let comparison = compared(text, &variants);
    let base = &comparison.base;
    // The clock of the promise stands still at the vendor: it is kept. The same tickets on the customer's clock: it is not.
    assert_eq!(base.promises[0].verdict, Verdict::Kept, "{:?}", base.promises[0].kept);
    let honest = &comparison.variants[0].results;
    assert_eq!(
        honest.promises[0].verdict,
        Verdict::Missed,
        "{:?}",
        honest.promises[0].kept
    );
    // A clock changes no ticket.
    assert_eq!(figure(base, LEAD), figure(honest, LEAD));
    // Most of lead time is the supplier's.
    let supplier = ["supplier", "supplier, rework"].map(|part| figure(base, [part, "demand", "fault", "mean"]));
    let share = supplier.iter().filter_map(|part| part.low).sum::<f64>() / figure(base, LEAD).value;
    assert!(share > 0.5, "{share}");
    // A vendor who solves it takes more off lead time than twice the people, beyond both intervals.
    let people = difference(&comparison, 1, LEAD);
    let vendor = difference(&comparison, 2, LEAD);
    println!("people {people:?}, vendor {vendor:?}, lead {:?}", figure(base, LEAD));
    assert!(
        vendor.high.expect("an interval") < people.low.expect("an interval"),
        "{vendor:?} {people:?}"
    );
    assert!(vendor.high.expect("an interval") < 0.0);
}
