//! Spare parts: taken, waited for, ordered, delivered, given back.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};
use flowcast::observation::Part;
use flowcast::time::Span;

fn shelf(part: &str, uses: &str, at: &[&str]) -> String {
    HEAD.to_owned()
        + "[team.field]\npeople = 2\n"
        + &format!("[part.antenna]\n{part}\n")
        + &demand("job", "", at)
        + &step("job", "mount", "field", "1h", uses)
}

/// One antenna on the shelf, one more ordered whenever none is there or on order, five office hours on the way. The second job
/// waits for it with nobody at work on it; the third stands behind it though it came at the same time.
#[test]
fn an_item_waits_for_its_part_and_keeps_nobody() {
    let text = shelf(
        "count = 1\nreorder_at = 0\norder = 1\ntakes = \"5h\"\nhours = \"office\"",
        "uses = { antenna = 1 }",
        &["04 09:00", "04 10:00", "04 10:30"],
    );
    assert_timeline(
        &text,
        "Mon 00:00 +1 antenna
         Mon 09:00 job1 arrives
         Mon 09:00 -1 antenna
         Mon 09:00 1 antenna ordered
         Mon 09:00 job1 starts mount
         Mon 10:00 job1 ends mount, 1h
         Mon 10:00 job1 done
         Mon 10:00 job2 arrives
         Mon 10:00 job2 held at mount, supplier
         Mon 10:00 job2 lacks parts for mount
         Mon 10:00 1 antenna ordered
         Mon 10:30 job3 arrives
         Mon 10:30 job3 held at mount, supplier
         Mon 10:30 job3 lacks parts for mount
         Mon 10:30 1 antenna ordered
         Mon 14:00 +1 antenna
         Mon 14:00 -1 antenna
         Mon 14:00 job2 goes on to mount, 4h held
         Mon 14:00 job2 starts mount
         Mon 15:00 job2 ends mount, 1h
         Mon 15:00 job2 done
         Mon 15:00 +1 antenna
         Mon 15:00 -1 antenna
         Mon 15:00 job3 goes on to mount, 4h 30m held
         Mon 15:00 job3 starts mount
         Mon 15:30 +1 antenna
         Mon 16:00 job3 ends mount, 1h
         Mon 16:00 job3 done",
    );
    let (model, program) = support::program(&text);
    let (lead, parts) = Timeline::of(&model, &program).parts["job2"];
    assert_eq!(
        (lead, parts[0][Part::Supplier as usize]),
        (Span::hours(5), Span::hours(4))
    );
}

/// The second job needs both antennas and gets none of them before both are there; the third needs only one, which is there, and does
/// not overtake.
#[test]
fn parts_are_taken_all_at_once_and_nobody_overtakes() {
    let text = HEAD.to_owned()
        + "[team.field]\npeople = 3\n[part.antenna]\ncount = 2\nreorder_at = 1\norder = 2\ntakes = \"3h\"\n"
        + &demand("small", "", &["04 09:00", "04 11:00"])
        + &step("small", "mount", "field", "1h", "uses = { antenna = 1 }")
        + &demand("large", "", &["04 10:00"])
        + &step("large", "mount", "field", "1h", "uses = { antenna = 2 }");
    assert_timeline(
        &text,
        "Mon 00:00 +2 antenna
         Mon 09:00 small1 arrives
         Mon 09:00 -1 antenna
         Mon 09:00 2 antenna ordered
         Mon 09:00 small1 starts mount
         Mon 10:00 small1 ends mount, 1h
         Mon 10:00 small1 done
         Mon 10:00 large1 arrives
         Mon 10:00 large1 held at mount, supplier
         Mon 10:00 large1 lacks parts for mount
         Mon 10:00 2 antenna ordered
         Mon 11:00 small2 arrives
         Mon 11:00 small2 held at mount, supplier
         Mon 11:00 small2 lacks parts for mount
         Mon 12:00 +2 antenna
         Mon 12:00 -2 antenna
         Mon 12:00 large1 goes on to mount, 2h held
         Mon 12:00 -1 antenna
         Mon 12:00 small2 goes on to mount, 1h held
         Mon 12:00 large1 starts mount
         Mon 12:00 small2 starts mount
         Mon 13:00 large1 ends mount, 1h
         Mon 13:00 large1 done
         Mon 13:00 small2 ends mount, 1h
         Mon 13:00 small2 done
         Mon 13:00 +2 antenna",
    );
}

/// What was set aside for an item that gives up before anybody started on it goes back on the shelf, and the next one takes it.
#[test]
fn a_part_goes_back_where_nobody_started_on_the_item() {
    let text = HEAD.to_owned()
        + "[team.field]\npeople = 1\n[part.antenna]\ncount = 2\nreorder_at = 0\norder = 1\ntakes = \"9 days\"\n"
        + &demand("job", "", &["04 09:00", "04 09:10", "04 09:20"])
        + &step(
            "job",
            "mount",
            "field",
            "4h",
            "uses = { antenna = 1 }\npatience = { lasts = \"1h\" }",
        );
    assert_timeline(
        &text,
        "Mon 00:00 +2 antenna
         Mon 09:00 job1 arrives
         Mon 09:00 -1 antenna
         Mon 09:00 job1 starts mount
         Mon 09:10 job2 arrives
         Mon 09:10 -1 antenna
         Mon 09:10 1 antenna ordered
         Mon 09:20 job3 arrives
         Mon 09:20 job3 held at mount, supplier
         Mon 09:20 job3 lacks parts for mount
         Mon 09:20 1 antenna ordered
         Mon 10:10 job2 leaves mount, 1h queue
         Mon 10:10 +1 antenna
         Mon 10:10 -1 antenna
         Mon 10:10 job3 goes on to mount, 50m held
         Mon 10:10 job2 closed
         Mon 11:10 job3 leaves mount, 1h queue
         Mon 11:10 +1 antenna
         Mon 11:10 job3 closed
         Mon 13:00 job1 ends mount, 4h
         Mon 13:00 job1 done
         Wed 09:10 +1 antenna
         Wed 09:20 +1 antenna",
    );
}

/// Fewer than the reorder point at the start: the first orders leave at once, and a supplier's time and hours hold for them.
#[test]
fn a_short_shelf_is_filled_at_the_start() {
    let text = HEAD.to_owned()
        + "[team.field]\npeople = 1\n[supplier.netco]\nhours = \"office\"\ntakes = \"2h\"\n\
           [part.antenna]\ncount = 0\nreorder_at = 2\norder = 2\nsupplier = \"netco\"\n"
        + &demand("job", "", &["04 09:00"])
        + &step("job", "mount", "field", "1h", "uses = { antenna = 1 }");
    assert_timeline(
        &text,
        "Mon 00:00 +0 antenna
         Mon 00:00 2 antenna ordered
         Mon 00:00 2 antenna ordered
         Mon 09:00 job1 arrives
         Mon 09:00 job1 held at mount, supplier
         Mon 09:00 job1 lacks parts for mount
         Mon 11:00 +2 antenna
         Mon 11:00 -1 antenna
         Mon 11:00 job1 goes on to mount, 2h held
         Mon 11:00 +2 antenna
         Mon 11:00 job1 starts mount
         Mon 12:00 job1 ends mount, 1h
         Mon 12:00 job1 done",
    );
}
