//! Escalations: by age, by a part of what was promised, clocks that stand still.

use flowcast::observation::Part;
use flowcast::time::Span;

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step, task};

fn by_age(low: &str) -> String {
    let shares = |urgent: &str| format!("priority = {{ P1 = \"0%\", P2 = \"{urgent}\", P3 = \"rest\" }}");
    HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n[team.boss]\npeople = { office = 1 }\n"
        + &task("errand", "desk", "3h", &["04 09:00"])
        + &demand("low", &shares("0%"), &[low])
        + &step("low", "do", "desk", "30m", "")
        + &demand("high", &shares("100%"), &["04 09:30"])
        + &step("high", "do", "desk", "30m", "")
        + "[escalation.old]\nfor = { demand = \"low\" }\nafter = \"1h\"\npriority = \"P1\"\nby = \"boss\"\neffort = \"5m\"\n"
}

/// After an hour the ticket passes one of higher priority, and somebody is told, which takes their time.
#[test]
fn after_its_time_it_goes_first_and_a_manager_is_told() {
    assert_timeline(
        &by_age("04 09:10"),
        "Mon 09:00 errand1 arrives
         Mon 09:00 errand1 starts do
         Mon 09:10 low1 arrives
         Mon 09:30 high1 arrives
         Mon 10:10 low1 escalated by old
         Mon 10:10 escalation old1 arrives
         Mon 10:10 low1 is now P1
         Mon 10:10 escalation old1 starts do
         Mon 10:15 escalation old1 ends do, 5m
         Mon 10:15 escalation old1 done
         Mon 12:00 errand1 ends do, 3h
         Mon 12:00 errand1 done
         Mon 12:00 low1 starts do, 2h 50m queue
         Mon 12:30 low1 ends do, 30m
         Mon 12:30 low1 done
         Mon 12:30 high1 starts do, 3h queue
         Mon 13:00 high1 ends do, 30m
         Mon 13:00 high1 done",
    );
}

/// Done at the very instant is done in time; what is done earlier is nobody's concern.
#[test]
fn what_is_resolved_in_time_is_not_escalated() {
    let escalated = |arrives: &str| {
        let (model, program) = support::program(&by_age(arrives));
        let lines = Timeline::of(&model, &program).lines;
        lines.iter().any(|line| line.contains("escalated"))
    };
    assert!(!escalated("04 15:00"));
    // The errand ends at 12:00, the other ticket at 12:30, this one at 13:00: an hour after it arrived.
    assert!(!escalated("04 12:00"));
    assert!(escalated("04 11:59"));
}

/// Four hours are promised, so it is due for escalation after three. The clock stands still while the customer is asked from 09:30 to
/// 11:30: at 14:00 the ticket, which waits for the desk, goes to the second line.
#[test]
fn a_part_of_what_was_promised_without_pauses() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n[team.second]\npeople = { office = 1 }\n"
        + &demand("ticket", "", &["04 09:00"])
        + &step("ticket", "look", "desk", "30m", "")
        + "[[stream.ticket.step]]\nname = \"ask\"\nactivity = \"engage\"\npractice = \"service desk\"\nwait = \"2h\"\n\
           waits_for = \"customer\"\nstops_clock = true\n"
        + &step("ticket", "solve", "desk", "20m", "")
        + &task("errand", "desk", "4h", &["04 11:00"])
        + "[promise.soon]\nfor = { demand = \"ticket\" }\nresolve = \"4h\"\ntarget = \"90%\"\n\
           [escalation.late]\nfor = { demand = \"ticket\" }\nat = \"75%\"\nof = \"soon\"\nto_team = \"second\"\n";
    assert_timeline(
        &text,
        "Mon 09:00 ticket1 arrives
         Mon 09:00 ticket1 starts look
         Mon 09:30 ticket1 ends look, 30m
         Mon 09:30 ticket1 held at ask, customer
         Mon 11:00 errand1 arrives
         Mon 11:00 errand1 starts do
         Mon 11:30 ticket1 ends ask, 2h held
         Mon 14:00 ticket1 escalated by late
         Mon 14:00 ticket1 leaves solve, 2h 30m queue
         Mon 14:00 ticket1 waits for second
         Mon 14:00 ticket1 starts solve
         Mon 14:20 ticket1 ends solve, 20m
         Mon 14:20 ticket1 done
         Mon 15:00 errand1 ends do, 4h
         Mon 15:00 errand1 done",
    );
    let (model, program) = support::program(&text);
    let (lead, parts) = Timeline::of(&model, &program).parts["ticket1"];
    assert_eq!(lead, Span::minutes(320));
    assert_eq!(parts[0][Part::Queue as usize], Span::minutes(150));
    assert_eq!(parts[0][Part::Customer as usize], Span::hours(2));
    // Asked for so long that the time would be up meanwhile: it is not, and the rest of it runs afterwards.
    let text = text.replace("wait = \"2h\"", "wait = \"4h\"");
    let (model, program) = support::program(&text.replace("effort = \"4h\"", "effort = \"7h\""));
    let lines = Timeline::of(&model, &program).lines;
    assert!(
        lines.contains(&"Mon 16:00 ticket1 escalated by late".to_owned()),
        "{lines:?}"
    );
}

/// In office hours: from Monday 16:30, an hour is over on Tuesday at 09:30.
#[test]
fn age_may_count_in_hours() {
    let text = by_age("04 16:30").replace("after = \"1h\"", "after = \"1h\"\nhours = \"office\"");
    let text = text.replace("effort = \"30m\"", "effort = \"2h\"");
    let (model, program) = support::program(&text);
    let lines = Timeline::of(&model, &program).lines;
    assert!(
        lines.contains(&"Tue 09:30 low1 escalated by old".to_owned()),
        "{lines:?}"
    );
}
