//! What happens first at one instant, and who takes it.

use crate::timeline::{HEAD, assert_timeline, demand, step, task};

const URGENT: &str = "priority = { P1 = \"100%\", P3 = \"0%\" }";
const PLAIN: &str = "priority = { P1 = \"0%\", P3 = \"100%\" }";

/// The first item ends at 10:00, at which an urgent one arrives: the completion is told first, and the person takes the urgent
/// item before the older plain one.
#[test]
fn a_completion_comes_before_an_arrival_and_priority_before_age() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &demand("urgent", URGENT, &["04 10:00"])
        + &step("urgent", "do", "desk", "1h", "")
        + &demand("plain", PLAIN, &["04 09:00", "04 09:30"])
        + &step("plain", "do", "desk", "1h", "");
    assert_timeline(
        &text,
        "Mon 09:00 plain1 arrives
         Mon 09:00 plain1 starts do
         Mon 09:30 plain2 arrives
         Mon 10:00 plain1 ends do, 1h
         Mon 10:00 plain1 done
         Mon 10:00 urgent1 arrives
         Mon 10:00 urgent1 starts do
         Mon 11:00 urgent1 ends do, 1h
         Mon 11:00 urgent1 done
         Mon 11:00 plain2 starts do, 1h 30m queue
         Mon 12:00 plain2 ends do, 1h
         Mon 12:00 plain2 done",
    );
}

/// Work that ends when the shift does is complete, not paused; what arrives at closing time waits for the next day; what
/// arrives at opening time does not wait.
#[test]
fn a_completion_comes_before_the_end_of_a_shift_and_its_start_before_an_arrival() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &task("job", "desk", "1h", &["04 16:00", "04 17:00", "06 09:00"]);
    assert_timeline(
        &text,
        "Mon 16:00 job1 arrives
         Mon 16:00 job1 starts do
         Mon 17:00 job1 ends do, 1h
         Mon 17:00 job1 done
         Mon 17:00 job2 arrives
         Tue 09:00 job2 starts do, 16h off shift
         Tue 10:00 job2 ends do, 1h
         Tue 10:00 job2 done
         Wed 09:00 job3 arrives
         Wed 09:00 job3 starts do
         Wed 10:00 job3 ends do, 1h
         Wed 10:00 job3 done",
    );
}

const TWO_SHIFTS: &str = "early = \"Mon-Fri 09:00-12:00\"\nlate = \"Mon-Fri 10:00-17:00\"\n\
                          [team.desk]\npeople = { early = 1, late = 1 }\n";

/// At 11:30 the early person has been idle since 09:00, the late one since 10:00: the early one takes the item and is interrupted
/// when the early shift ends.
#[test]
fn the_person_who_has_been_idle_longest_takes_work() {
    let text = HEAD.to_owned() + TWO_SHIFTS + &task("job", "desk", "1h", &["04 11:30"]);
    assert_timeline(
        &text,
        "Mon 11:30 job1 arrives
         Mon 11:30 job1 starts do
         Mon 12:00 job1 pauses do, 30m
         Mon 12:00 job1 starts do
         Mon 12:30 job1 ends do, 30m
         Mon 12:30 job1 done",
    );
}

/// The early person worked from 10:30 to 10:45, so at 11:30 the late one, idle since 10:00, takes the hour's work and is not
/// interrupted.
#[test]
fn who_has_just_worked_is_last_among_the_idle() {
    let text = HEAD.to_owned()
        + TWO_SHIFTS
        + &task("errand", "desk", "15m", &["04 10:30"])
        + &task("job", "desk", "1h", &["04 11:30"]);
    assert_timeline(
        &text,
        "Mon 10:30 errand1 arrives
         Mon 10:30 errand1 starts do
         Mon 10:45 errand1 ends do, 15m
         Mon 10:45 errand1 done
         Mon 11:30 job1 arrives
         Mon 11:30 job1 starts do
         Mon 12:30 job1 ends do, 1h
         Mon 12:30 job1 done",
    );
}

/// `ciw_fifo` of the known results: arrivals each hour from the first, 90 minutes of work each, one person, until the ninth hour.
/// Source: Ciw v3.2.7 tests/test_simulation.py::test_first_in_first_out: completions at 2.5, 4, 5.5, 7, 8.5.
#[test]
fn ciw_fifo() {
    let hours: Vec<String> = (1..=9).map(|hour| format!("04 {hour:02}:00")).collect();
    let at: Vec<&str> = hours.iter().map(String::as_str).collect();
    let text = HEAD.replace("2 weeks", "9h") + "[team.desk]\npeople = 1\n" + &task("job", "desk", "90m", &at);
    let (model, program) = crate::support::program(&text);
    let lines = crate::timeline::Timeline::of(&model, &program).lines;
    let done: Vec<&str> = lines
        .iter()
        .filter(|line| line.ends_with("done"))
        .map(String::as_str)
        .collect();
    assert_eq!(
        done,
        [
            "Mon 02:30 job1 done",
            "Mon 04:00 job2 done",
            "Mon 05:30 job3 done",
            "Mon 07:00 job4 done",
            "Mon 08:30 job5 done"
        ]
    );
}

/// `ciw_prio_np` of the known results: low arrives at 1.5 and 5 (service 5), high at 7.5 (service 4), one person: 1.5–6.5, 6.5–11.5,
/// 11.5–15.5. Source: Ciw v3.2.7 tests/test_node.py::test_preemptive_priorities.
#[test]
fn ciw_prio_np() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand("high", URGENT, &["04 07:30"])
        + &step("high", "do", "desk", "4h", "")
        + &demand("low", PLAIN, &["04 01:30", "04 05:00"])
        + &step("low", "do", "desk", "5h", "");
    assert_timeline(
        &text,
        "Mon 01:30 low1 arrives
         Mon 01:30 low1 starts do
         Mon 05:00 low2 arrives
         Mon 06:30 low1 ends do, 5h
         Mon 06:30 low1 done
         Mon 06:30 low2 starts do, 1h 30m queue
         Mon 07:30 high1 arrives
         Mon 11:30 low2 ends do, 5h
         Mon 11:30 low2 done
         Mon 11:30 high1 starts do, 4h queue
         Mon 15:30 high1 ends do, 4h
         Mon 15:30 high1 done",
    );
}
