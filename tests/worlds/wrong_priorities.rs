//! Priorities that are first taken for another.

use crate::timeline::{HEAD, assert_timeline, demand, step};

/// Every P1 is first taken for a P3 (its own priority is left out), and corrected as `when` says.
fn world(when: &str, hot: &[&str], cold: &[&str]) -> String {
    let wrong = format!(
        "priority = {{ P1 = \"100%\", P3 = \"0%\" }}\n\
         wrong_priority = {{ share = \"100%\", seen_as = {{ P1 = \"50%\", P3 = \"50%\" }}, {when} }}"
    );
    HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand("hot", &wrong, hot)
        + &step("hot", "triage", "desk", "30m", "")
        + &step("hot", "fix", "desk", "1h", "")
        + &demand("cold", "priority = { P2 = \"100%\" }", cold)
        + &step("cold", "do", "desk", "1h", "")
}

/// Corrected half an hour after its arrival, while it waits: it overtakes the plain item that would have gone first.
#[test]
fn corrected_after_a_time_it_goes_to_its_right_class() {
    assert_timeline(
        &world("until_time = \"30m\"", &["04 09:10"], &["04 09:00", "04 09:20"]),
        "Mon 09:00 cold1 arrives
         Mon 09:00 cold1 starts do
         Mon 09:10 hot1 arrives
         Mon 09:20 cold2 arrives
         Mon 09:40 hot1 is now P1
         Mon 10:00 cold1 ends do, 1h
         Mon 10:00 cold1 done
         Mon 10:00 hot1 starts triage, 50m queue
         Mon 10:30 hot1 ends triage, 30m
         Mon 10:30 hot1 starts fix
         Mon 11:30 hot1 ends fix, 1h
         Mon 11:30 hot1 done
         Mon 11:30 cold2 starts do, 2h 10m queue
         Mon 12:30 cold2 ends do, 1h
         Mon 12:30 cold2 done",
    );
}

/// Corrected half an hour after its arrival, while it waits for a place of a full team: it changes over to the right class there, behind
/// who was blocked before it in that class.
#[test]
fn corrected_before_a_full_team_it_goes_to_its_right_class_there() {
    let text = world(
        "until_time = \"30m\"",
        &["04 09:10", "04 09:15"],
        &["04 09:00", "04 09:20"],
    );
    assert_timeline(
        &text.replace("people = 1\n", "people = 1\nwip = 1\n"),
        "Mon 09:00 cold1 arrives
         Mon 09:00 cold1 starts do
         Mon 09:10 hot1 arrives
         Mon 09:10 hot1 finds triage full
         Mon 09:15 hot2 arrives
         Mon 09:15 hot2 finds triage full
         Mon 09:20 cold2 arrives
         Mon 09:20 cold2 finds do full
         Mon 09:40 hot1 is now P1
         Mon 09:45 hot2 is now P1
         Mon 10:00 cold1 ends do, 1h
         Mon 10:00 hot1 goes on to triage, 50m held
         Mon 10:00 cold1 done
         Mon 10:00 hot1 starts triage
         Mon 10:30 hot1 ends triage, 30m
         Mon 10:30 hot1 starts fix
         Mon 11:30 hot1 ends fix, 1h
         Mon 11:30 hot2 goes on to triage, 2h 15m held
         Mon 11:30 hot1 done
         Mon 11:30 hot2 starts triage
         Mon 12:00 hot2 ends triage, 30m
         Mon 12:00 hot2 starts fix
         Mon 13:00 hot2 ends fix, 1h
         Mon 13:00 cold2 goes on to do, 3h 40m held
         Mon 13:00 hot2 done
         Mon 13:00 cold2 starts do
         Mon 14:00 cold2 ends do, 1h
         Mon 14:00 cold2 done",
    );
}

/// Corrected at triage, for which it waited as a P3; then it goes first. Done before the time has come, nothing is left to correct.
#[test]
fn corrected_at_a_step_it_waited_long_for_it() {
    assert_timeline(
        &world(
            "until_step = \"triage\", until_time = \"1 day\"",
            &["04 09:10"],
            &["04 09:00", "04 09:20", "04 11:10"],
        ),
        "Mon 09:00 cold1 arrives
         Mon 09:00 cold1 starts do
         Mon 09:10 hot1 arrives
         Mon 09:20 cold2 arrives
         Mon 10:00 cold1 ends do, 1h
         Mon 10:00 cold1 done
         Mon 10:00 cold2 starts do, 40m queue
         Mon 11:00 cold2 ends do, 1h
         Mon 11:00 cold2 done
         Mon 11:00 hot1 starts triage, 1h 50m queue
         Mon 11:10 cold3 arrives
         Mon 11:30 hot1 ends triage, 30m
         Mon 11:30 hot1 is now P1
         Mon 11:30 hot1 starts fix
         Mon 12:30 hot1 ends fix, 1h
         Mon 12:30 hot1 done
         Mon 12:30 cold3 starts do, 1h 20m queue
         Mon 13:30 cold3 ends do, 1h
         Mon 13:30 cold3 done",
    );
}

/// At night nobody is called for what looks like a P3. Half an hour later it is known, and ten minutes after that somebody is
/// there: until then nobody could take it, from then on somebody could. Who has been called goes on.
#[test]
fn nobody_is_called_for_what_looks_plain() {
    let text = world("until_time = \"30m\"", &["04 20:00"], &[]).replace(
        "people = 1\n",
        "people = { office = 1 }\non_call = { only = { priority = [\"P1\"] }, call_out = \"10m\" }\n",
    );
    assert_timeline(
        &text,
        "Mon 20:00 hot1 arrives
         Mon 20:30 hot1 is now P1
         Mon 20:30 call-out of desk
         Mon 20:40 hot1 starts triage, 10m queue, 30m off shift
         Mon 21:10 hot1 ends triage, 30m
         Mon 21:10 hot1 starts fix
         Mon 22:10 hot1 ends fix, 1h
         Mon 22:10 hot1 done",
    );
}

/// Never corrected, it stays at the back, and is done all the same.
#[test]
fn what_is_never_corrected_stays_where_it_is() {
    let text = world("", &["04 09:10"], &["04 09:00", "04 09:20"]).replace(", }", " }");
    assert_timeline(
        &text,
        "Mon 09:00 cold1 arrives
         Mon 09:00 cold1 starts do
         Mon 09:10 hot1 arrives
         Mon 09:20 cold2 arrives
         Mon 10:00 cold1 ends do, 1h
         Mon 10:00 cold1 done
         Mon 10:00 cold2 starts do, 40m queue
         Mon 11:00 cold2 ends do, 1h
         Mon 11:00 cold2 done
         Mon 11:00 hot1 starts triage, 1h 50m queue
         Mon 11:30 hot1 ends triage, 30m
         Mon 11:30 hot1 starts fix
         Mon 12:30 hot1 ends fix, 1h
         Mon 12:30 hot1 done",
    );
}
