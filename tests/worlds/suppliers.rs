//! Suppliers: their time, their turn, what they return unsolved, their promise.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};
use flowcast::observation::Part;
use flowcast::time::Span;

/// A step that a supplier does.
fn sent(stream: &str, name: &str, more: &str) -> String {
    format!(
        "[[stream.{stream}.step]]\nname = \"{name}\"\nactivity = \"obtain_build\"\npractice = \"supplier management\"\n\
         supplier = \"netco\"\n{more}\n"
    )
}

fn netco(more: &str, at: &[&str]) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &format!("[supplier.netco]\nhours = \"office\"\ntakes = \"2h\"\n{more}\n")
        + &demand("job", "", at)
        + &step("job", "ask", "desk", "30m", "")
        + &sent("job", "repair", "")
        + &step("job", "check", "desk", "15m", "")
}

/// Two hours from 16:30 end at 10:30 of the next day: the supplier goes home too. All of it is the supplier's part.
#[test]
fn a_case_takes_the_suppliers_time_in_the_suppliers_hours() {
    let text = netco("", &["04 16:00"]);
    assert_timeline(
        &text,
        "Mon 16:00 job1 arrives
         Mon 16:00 job1 starts ask
         Mon 16:30 job1 ends ask, 30m
         Mon 16:30 job1 held at repair, supplier
         Tue 10:30 job1 ends repair, 18h held
         Tue 10:30 job1 starts check
         Tue 10:45 job1 ends check, 15m
         Tue 10:45 job1 done",
    );
    let (model, program) = support::program(&text);
    let (lead, parts) = Timeline::of(&model, &program).parts["job1"];
    assert_eq!(lead, Span::minutes(18 * 60 + 45));
    assert_eq!(parts[0][Part::Supplier as usize], Span::hours(18));
}

/// One case at once: the second of two that are sent half an hour apart begins when the first is back, and so on; first come, first
/// served, whatever the day.
#[test]
fn cases_wait_for_their_turn_where_a_supplier_does_so_many_at_once() {
    assert_timeline(
        &netco("at_once = 1", &["04 09:00", "04 09:00", "04 14:00"]),
        "Mon 09:00 job1 arrives
         Mon 09:00 job2 arrives
         Mon 09:00 job1 starts ask
         Mon 09:30 job1 ends ask, 30m
         Mon 09:30 job1 held at repair, supplier
         Mon 09:30 job2 starts ask, 30m queue
         Mon 10:00 job2 ends ask, 30m
         Mon 10:00 job2 held at repair, supplier
         Mon 11:30 job1 ends repair, 2h held
         Mon 11:30 job1 starts check
         Mon 11:45 job1 ends check, 15m
         Mon 11:45 job1 done
         Mon 13:30 job2 ends repair, 3h 30m held
         Mon 13:30 job2 waited 1h 30m for its turn there
         Mon 13:30 job2 starts check
         Mon 13:45 job2 ends check, 15m
         Mon 13:45 job2 done
         Mon 14:00 job3 arrives
         Mon 14:00 job3 starts ask
         Mon 14:30 job3 ends ask, 30m
         Mon 14:30 job3 held at repair, supplier
         Mon 16:30 job3 ends repair, 2h held
         Mon 16:30 job3 starts check
         Mon 16:45 job3 ends check, 15m
         Mon 16:45 job3 done",
    );
}

/// What comes back unsolved is looked at again; without a step for that it is sent once more, and either is rework. The seed is one
/// whose luck returns the first case of the first job, and no more.
#[test]
fn what_is_returned_unsolved_goes_back_or_is_sent_again() {
    let text = |unsolved: &str, seed: u32| {
        HEAD.replace("replications = 1", &format!("replications = 1\nseed = {seed}"))
            + "[team.desk]\npeople = 1\n[supplier.netco]\ntakes = \"2h\"\nreturned_unsolved = \"40%\"\n"
            + &demand("job", "", &["04 09:00"])
            + &step("job", "ask", "desk", "30m", "")
            + &sent("job", "repair", unsolved)
    };
    let unlucky = |unsolved: &str| {
        let once = |lines: &[String]| lines.iter().filter(|line| line.contains("unsolved")).count() == 1;
        let told = |seed: &u32| {
            let (model, program) = support::program(&text(unsolved, *seed));
            once(&Timeline::of(&model, &program).lines)
        };
        (1..40).find(told).expect("some luck returns just one case")
    };
    let again = unlucky("");
    assert_timeline(
        &text("", again),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts ask
         Mon 09:30 job1 ends ask, 30m
         Mon 09:30 job1 held at repair, supplier
         Mon 11:30 job1 ends repair, 2h held
         Mon 11:30 job1 comes back unsolved from repair
         Mon 11:30 job1 held at repair, supplier
         Mon 13:30 job1 ends repair, 2h held again
         Mon 13:30 job1 done",
    );
    // The same luck: the case itself is the same.
    assert_timeline(
        &text("if_unsolved = \"ask\"", again),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts ask
         Mon 09:30 job1 ends ask, 30m
         Mon 09:30 job1 held at repair, supplier
         Mon 11:30 job1 ends repair, 2h held
         Mon 11:30 job1 comes back unsolved from repair
         Mon 11:30 job1 starts ask
         Mon 12:00 job1 ends ask, 30m again
         Mon 12:00 job1 held at repair, supplier
         Mon 14:00 job1 ends repair, 2h held again
         Mon 14:00 job1 done",
    );
}

/// A call is closed with what it is about, and its case is called off: the next one begins at once.
#[test]
fn a_case_that_is_called_off_makes_room_for_the_next() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n[supplier.netco]\ntakes = \"2h\"\nat_once = 1\n"
        + &demand(
            "outage",
            "while_open = { raises = \"call\", per_hour = 1000, at_most = 1 }",
            &["04 09:00"],
        )
        + &step("outage", "mend", "desk", "30m", "")
        + &demand("call", "", &[])
        + &sent("call", "hotline", "")
        + &demand("job", "", &["04 09:10"])
        + &sent("job", "repair", "");
    let (model, program) = support::program(&text);
    let lines = Timeline::of(&model, &program).lines;
    let tail: Vec<&String> = lines
        .iter()
        .filter(|line| !line.contains("call1 arrives") && !line.contains("hotline, supplier"))
        .collect();
    assert_eq!(
        tail,
        [
            "Mon 09:00 outage1 arrives",
            "Mon 09:00 outage1 starts mend",
            "Mon 09:10 job1 arrives",
            "Mon 09:10 job1 held at repair, supplier",
            "Mon 09:30 outage1 ends mend, 30m",
            "Mon 09:30 outage1 done",
            tail[6],
            tail[7],
            "Mon 09:30 call1 done",
            "Mon 11:30 job1 ends repair, 2h 20m held",
            "Mon 11:30 job1 waited 20m for its turn there",
            "Mon 11:30 job1 done",
        ]
    );
    assert!(
        tail[6].contains("is out at hotline") && tail[7].contains("goes on to hotline"),
        "{lines:#?}"
    );
}

/// The promise's clock of ours stands still at the supplier where the step says so, for as long as it would have run.
#[test]
fn a_clock_stands_still_at_a_supplier_where_the_step_says_so() {
    for (stops, target, kept) in [
        ("true", "45m", 1.0),
        ("true", "44m", 0.0),
        ("false", "45m", 0.0),
        ("false", "18h 45m", 1.0),
    ] {
        let text = netco("", &["04 16:00"]).replace(
            "supplier = \"netco\"\n",
            &format!("supplier = \"netco\"\nstops_clock = {stops}\n"),
        ) + &format!("[promise.it]\nresolve = \"{target}\"\ntarget = \"90%\"\n");
        let forecast = support::run(&support::model(&text));
        let share = forecast.summary.results.promises[0]
            .kept
            .expect("an item fell due")
            .value;
        assert_eq!(share, kept, "{stops}, {target}");
    }
}
