//! Teams that take over what has waited too long.

use crate::timeline::{HEAD, assert_timeline, demand, step};

fn lines(team: &str) -> String {
    (HEAD.to_owned()
        + "[team.desk]\npeople = 1\n[team.second]\npeople = 1\n[team.third]\npeople = 1\n"
        + &demand("call", "", &["04 09:00", "04 09:01", "04 09:02", "04 09:03"])
        + &step("call", "answer", "desk", "1h", ""))
        .replace("team = \"desk\"\n", &format!("team = {team}\n"))
}

/// After 15 minutes at the desk an item waits for the second line only, and after ten more for the third; its wait adds up.
#[test]
fn the_next_team_takes_over_what_has_waited_too_long() {
    assert_timeline(
        &lines("[\"desk\", { team = \"second\", after = \"15m\" }, { team = \"third\", after = \"10m\" }]"),
        "Mon 09:00 call1 arrives
         Mon 09:00 call1 starts answer
         Mon 09:01 call2 arrives
         Mon 09:02 call3 arrives
         Mon 09:03 call4 arrives
         Mon 09:16 call2 leaves answer, 15m queue
         Mon 09:16 call2 waits for second
         Mon 09:16 call2 starts answer
         Mon 09:17 call3 leaves answer, 15m queue
         Mon 09:17 call3 waits for second
         Mon 09:18 call4 leaves answer, 15m queue
         Mon 09:18 call4 waits for second
         Mon 09:27 call3 leaves answer, 10m queue
         Mon 09:27 call3 waits for third
         Mon 09:27 call3 starts answer
         Mon 09:28 call4 leaves answer, 10m queue
         Mon 09:28 call4 waits for third
         Mon 10:00 call1 ends answer, 1h
         Mon 10:00 call1 done
         Mon 10:16 call2 ends answer, 1h
         Mon 10:16 call2 done
         Mon 10:27 call3 ends answer, 1h
         Mon 10:27 call3 done
         Mon 10:27 call4 starts answer, 59m queue
         Mon 11:27 call4 ends answer, 1h
         Mon 11:27 call4 done",
    );
}

/// At the instant of taking over somebody of the first team is freed: that one takes it.
#[test]
fn the_first_team_goes_first_at_the_same_instant() {
    assert_timeline(
        &lines("[\"desk\", { team = \"second\", after = \"59m\" }]")
            .replace(", \"2027-01-04 09:02\", \"2027-01-04 09:03\"", ""),
        "Mon 09:00 call1 arrives
         Mon 09:00 call1 starts answer
         Mon 09:01 call2 arrives
         Mon 10:00 call1 ends answer, 1h
         Mon 10:00 call1 done
         Mon 10:00 call2 starts answer, 59m queue
         Mon 11:00 call2 ends answer, 1h
         Mon 11:00 call2 done",
    );
}
