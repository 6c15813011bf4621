//! A board's meeting.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step, task};

/// Changes of two priorities, prepared in ten minutes by as many people as it takes, then decided by a board.
fn world(people: &str, board: &str, high: &[&str], low: &[&str]) -> String {
    let mut text = HEAD.to_owned()
        + &format!("thursdays = \"Thu 09:00-17:00\"\n[team.dev]\npeople = 9\n[team.board]\npeople = {people}\n");
    for (name, shares, at) in [("high", ["100%", "0%"], high), ("low", ["0%", "100%"], low)] {
        if !at.is_empty() {
            let priority = format!("priority = {{ P1 = \"{}\", P3 = \"{}\" }}", shares[0], shares[1]);
            text += &demand(name, &priority, at);
            text += &step(name, "prepare", "dev", "10m", "approval = true");
        }
    }
    text + "[governance]\npolicy = \"boards\"\n[policy.boards]\nrules = [ { route = \"cab\" } ]\n"
        + "[route.cab]\nby = \"board\"\npeople = 2\nlength = \"30m\"\ndiscussion = \"10m\"\n"
        + board
        + "\n"
}

/// Papers are in by 09:00. Of the three in time the board takes two, the urgent one first although it was submitted last; each
/// decision falls when its discussion ends. The others wait a week. A member's own work pauses from 10:00 to 10:20.
#[test]
fn a_board_decides_by_priority_what_was_submitted_in_time() {
    let text = world(
        "{ office = 2 }",
        "meets = \"Wed 10:00\"\nat_most = 2\npapers_in = \"1h before\"",
        &["06 08:40"],
        &["06 08:00", "06 08:30", "06 09:30"],
    ) + &task("errand", "board", "1h", &["06 09:45"]);
    assert_timeline(
        &text,
        "Wed 08:00 low1 arrives
         Wed 08:00 low1 starts prepare
         Wed 08:10 low1 ends prepare, 10m
         Wed 08:30 low2 arrives
         Wed 08:30 low2 starts prepare
         Wed 08:40 low2 ends prepare, 10m
         Wed 08:40 high1 arrives
         Wed 08:40 high1 starts prepare
         Wed 08:50 high1 ends prepare, 10m
         Wed 09:30 low3 arrives
         Wed 09:30 low3 starts prepare
         Wed 09:40 low3 ends prepare, 10m
         Wed 09:45 errand1 arrives
         Wed 09:45 errand1 starts do
         Wed 10:00 cab meets
         Wed 10:00 errand1 pauses do, 15m
         Wed 10:10 high1 ends approval by cab, 10m of 2
         Wed 10:10 high1 approved by cab after 1h 20m
         Wed 10:10 high1 done
         Wed 10:20 low1 ends approval by cab, 10m of 2
         Wed 10:20 low1 approved by cab after 2h 10m
         Wed 10:20 low1 done
         Wed 10:20 errand1 starts do, 20m queue
         Wed 11:05 errand1 ends do, 45m
         Wed 11:05 errand1 done
         Wed 10:00 cab meets
         Wed 10:10 low2 ends approval by cab, 10m of 2
         Wed 10:10 low2 approved by cab after 1w 1h 30m
         Wed 10:10 low2 done
         Wed 10:20 low3 ends approval by cab, 10m of 2
         Wed 10:20 low3 approved by cab after 1w 40m
         Wed 10:20 low3 done",
    );
    let (model, program) = support::program(&text);
    let busy: Vec<(String, u32, u32)> = Timeline::of(&model, &program)
        .levels
        .into_iter()
        .filter(|(at, team, _)| *team == 1 && at.starts_with("Wed"))
        .map(|(at, _, level)| (at, level.present, level.busy))
        .take(6)
        .collect();
    let expected = [
        ("09:00", 2, 0),
        ("09:45", 2, 1),
        ("10:00", 2, 2),
        ("10:20", 2, 1),
        ("11:05", 2, 0),
        ("17:00", 0, 0),
    ];
    assert_eq!(
        busy,
        expected.map(|(at, present, busy)| (format!("Wed {at}"), present, busy))
    );
}

/// Three would be needed and two are there on Wednesday; on Thursday there are three.
#[test]
fn too_few_members_put_it_off_to_the_next_meeting() {
    let text = world(
        "{ office = 2, thursdays = 1 }",
        "meets = \"Wed 10:00, Thu 10:00\"\nat_most = 2",
        &["06 09:00"],
        &[],
    )
    .replace("by = \"board\"\npeople = 2", "by = \"board\"\npeople = 3");
    assert_timeline(
        &text,
        "Wed 09:00 high1 arrives
         Wed 09:00 high1 starts prepare
         Wed 09:10 high1 ends prepare, 10m
         Wed 10:00 cab cannot meet
         Thu 10:00 cab meets
         Thu 10:10 high1 ends approval by cab, 10m of 3
         Thu 10:10 high1 approved by cab after 1d 1h
         Thu 10:10 high1 done",
    );
}

/// A meeting of 25 minutes has room for two discussions of ten; the third item waits for the next meeting.
#[test]
fn a_meeting_ends_in_time() {
    let text = world(
        "{ office = 2 }",
        "meets = \"Wed 10:00, Thu 10:00\"\nat_most = 5",
        &[],
        &["06 09:00", "06 09:01", "06 09:02"],
    )
    .replace("length = \"30m\"", "length = \"25m\"");
    let (model, program) = support::program(&text);
    let timeline = Timeline::of(&model, &program);
    let decided: Vec<&str> = timeline
        .lines
        .iter()
        .filter(|line| line.contains("approved"))
        .map(|line| &line[..14])
        .collect();
    assert_eq!(decided, ["Wed 10:10 low1", "Wed 10:20 low2", "Thu 10:10 low3"]);
    let free: Vec<&str> = timeline
        .levels
        .iter()
        .filter(|(_, team, level)| *team == 1 && level.present == 2 && level.busy == 0)
        .map(|(at, _, _)| at.as_str())
        .filter(|at| at.contains(" 10:"))
        .collect();
    assert_eq!(free, ["Wed 10:20", "Thu 10:10"], "members go when nothing more fits");
}

/// An item with more to discuss than the meeting is long is decided when the meeting ends, or it never would be.
#[test]
fn the_first_item_is_decided_however_long_it_takes() {
    let text = world(
        "{ office = 2 }",
        "meets = \"Wed 10:00\"\nat_most = 5",
        &[],
        &["06 09:00"],
    )
    .replace("discussion = \"10m\"", "discussion = \"2h\"");
    let (model, program) = support::program(&text);
    let lines = Timeline::of(&model, &program).lines;
    assert!(
        lines.contains(&"Wed 10:30 low1 approved by cab after 1h 20m".to_owned()),
        "{lines:?}"
    );
}

/// Among equals in priority the one that is due first comes first, although it was submitted second: `low` has a promise of a day,
/// `high` here none and the same priority.
#[test]
fn among_equals_the_first_due_is_decided_first() {
    let text = world(
        "{ office = 2 }",
        "meets = \"Wed 10:00\"\nat_most = 5",
        &["06 08:00"],
        &["06 08:30"],
    )
    .replace("P1 = \"100%\", P3 = \"0%\"", "P1 = \"0%\", P3 = \"100%\"")
        + "[promise.soon]\nfor = { demand = \"low\" }\nresolve = \"1d\"\ntarget = \"90%\"\n";
    let (model, program) = support::program(&text);
    let lines = Timeline::of(&model, &program).lines;
    let decided: Vec<&str> = lines
        .iter()
        .filter(|line| line.contains("approved"))
        .map(|line| &line[..15])
        .collect();
    assert_eq!(decided, ["Wed 10:10 low1 ", "Wed 10:20 high1"]);
}

/// Two meetings of half an hour back to back: three discussions of ten minutes in the first, the fourth in the second.
#[test]
fn meetings_may_follow_each_other_at_once() {
    let at = ["06 09:00", "06 09:01", "06 09:02", "06 09:03"];
    let text = world(
        "{ office = 2 }",
        "meets = \"Wed 10:00, Wed 10:30\"\nat_most = 5",
        &[],
        &at,
    );
    let (model, program) = support::program(&text);
    let lines = Timeline::of(&model, &program).lines;
    let told: Vec<&str> = lines
        .iter()
        .filter(|line| line.contains("approved") || line.contains("meets"))
        .map(|line| &line[..14])
        .collect();
    let expected = [
        "Wed 10:00 cab ",
        "Wed 10:10 low1",
        "Wed 10:20 low2",
        "Wed 10:30 low3",
        "Wed 10:30 cab ",
        "Wed 10:40 low4",
    ];
    assert_eq!(told, expected);
}
