//! Preemption: urgent work interrupts less urgent work.

use crate::timeline::{HEAD, assert_timeline, demand, step};

const P1: &str = "priority = { P1 = \"100%\", P2 = \"0%\", P3 = \"0%\" }";
const P2: &str = "priority = { P1 = \"0%\", P2 = \"100%\", P3 = \"0%\" }";
const P3: &str = "priority = { P1 = \"0%\", P2 = \"0%\", P3 = \"100%\" }";

fn desk(people: u32, more: &str) -> String {
    format!("{HEAD}[team.desk]\npeople = {{ office = {people} }}\npreempts = [\"P1\"]\n{more}\n")
}

/// The urgent item interrupts at 10:00; the plain one goes on at 11:00 with its hour that is left, and the 15 minutes that the
/// interruption costs, before the older plain one that was never begun.
#[test]
fn urgent_work_interrupts_and_the_interruption_has_its_cost() {
    let text = desk(1, "resumption = \"15m\"")
        + &demand("plain", P3, &["04 09:00", "04 09:30"])
        + &step("plain", "do", "desk", "2h", "")
        + &demand("urgent", P1, &["04 10:00"])
        + &step("urgent", "do", "desk", "1h", "");
    assert_timeline(
        &text,
        "Mon 09:00 plain1 arrives
         Mon 09:00 plain1 starts do
         Mon 09:30 plain2 arrives
         Mon 10:00 urgent1 arrives
         Mon 10:00 plain1 pauses do, 1h
         Mon 10:00 urgent1 starts do
         Mon 11:00 urgent1 ends do, 1h
         Mon 11:00 urgent1 done
         Mon 11:00 plain1 starts do, 1h queue
         Mon 12:15 plain1 ends do, 1h 15m
         Mon 12:15 plain1 done
         Mon 12:15 plain2 starts do, 2h 45m queue
         Mon 14:15 plain2 ends do, 2h
         Mon 14:15 plain2 done",
    );
}

/// Of a P2 and two P3 at work the P3 that started last is interrupted; a P2 interrupts nobody, because only P1 may.
#[test]
fn the_least_urgent_and_of_those_the_latest_started_is_interrupted() {
    let text = desk(3, "")
        + &demand("middle", P2, &["04 09:00", "04 09:40"])
        + &step("middle", "do", "desk", "3h", "")
        + &demand("plain", P3, &["04 09:10", "04 09:20"])
        + &step("plain", "do", "desk", "3h", "")
        + &demand("urgent", P1, &["04 09:30"])
        + &step("urgent", "do", "desk", "30m", "");
    assert_timeline(
        &text,
        "Mon 09:00 middle1 arrives
         Mon 09:00 middle1 starts do
         Mon 09:10 plain1 arrives
         Mon 09:10 plain1 starts do
         Mon 09:20 plain2 arrives
         Mon 09:20 plain2 starts do
         Mon 09:30 urgent1 arrives
         Mon 09:30 plain2 pauses do, 10m
         Mon 09:30 urgent1 starts do
         Mon 09:40 middle2 arrives
         Mon 10:00 urgent1 ends do, 30m
         Mon 10:00 urgent1 done
         Mon 10:00 middle2 starts do, 20m queue
         Mon 12:00 middle1 ends do, 3h
         Mon 12:00 middle1 done
         Mon 12:00 plain2 starts do, 2h 30m queue
         Mon 12:10 plain1 ends do, 3h
         Mon 12:10 plain1 done
         Mon 13:00 middle2 ends do, 3h
         Mon 13:00 middle2 done
         Mon 14:50 plain2 ends do, 2h 50m
         Mon 14:50 plain2 done",
    );
}

/// Urgent work does not interrupt urgent work.
#[test]
fn equals_do_not_interrupt_each_other() {
    let text = desk(1, "") + &demand("urgent", P1, &["04 09:00", "04 09:10"]) + &step("urgent", "do", "desk", "1h", "");
    assert_timeline(
        &text,
        "Mon 09:00 urgent1 arrives
         Mon 09:00 urgent1 starts do
         Mon 09:10 urgent2 arrives
         Mon 10:00 urgent1 ends do, 1h
         Mon 10:00 urgent1 done
         Mon 10:00 urgent2 starts do, 50m queue
         Mon 11:00 urgent2 ends do, 1h
         Mon 11:00 urgent2 done",
    );
}
