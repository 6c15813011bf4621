//! Items that gather at a step and are worked on as one.

use flowcast::observation::Part;
use flowcast::time::Span;

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step, task};

fn world(people: &str, effort: &str, more: &str, at: &[&str]) -> String {
    HEAD.to_owned()
        + &format!("[team.desk]\npeople = {people}\n")
        + &demand("job", "", at)
        + &step("job", "do", "desk", effort, more)
}

/// Three make a batch: the third lets the others go, half an hour of one person serves them all, and they go on together.
#[test]
fn exactly_so_many_gather() {
    let text = world(
        "1",
        "30m",
        "batch = { size = 3 }",
        &["04 09:00", "04 09:10", "04 09:20", "04 09:21"],
    );
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 gathers at do
         Mon 09:10 job2 arrives
         Mon 09:10 job2 gathers at do
         Mon 09:20 job3 arrives
         Mon 09:20 job1 goes on to do, 20m held
         Mon 09:20 job2 goes on to do, 10m held
         Mon 09:20 job1 starts do
         Mon 09:20 job2 starts do
         Mon 09:20 job3 starts do
         Mon 09:21 job4 arrives
         Mon 09:21 job4 gathers at do
         Mon 09:50 job1 ends do, 30m
         Mon 09:50 job2 ends do, 30m
         Mon 09:50 job3 ends do, 30m
         Mon 09:50 job1 done
         Mon 09:50 job2 done
         Mon 09:50 job3 done",
    );
    let (model, program) = support::program(&text);
    let told = Timeline::of(&model, &program);
    let busy: Vec<(&str, u32)> = told
        .levels
        .iter()
        .map(|(at, _, level)| (at.as_str(), level.busy))
        .collect();
    assert_eq!(
        busy,
        [("Mon 00:00", 0), ("Mon 09:20", 1), ("Mon 09:50", 0), ("Mon 00:00", 0)]
    );
    let (lead, [parts, _]) = told.parts["job1"];
    assert_eq!(parts[Part::Batch as usize] + parts[Part::Touch as usize], lead);
    assert_eq!(parts[Part::Batch as usize], Span(20 * 60_000));
}

/// Five would gather, but the first waits no longer than an hour for them; the second has waited half as long by then.
#[test]
fn nobody_waits_longer_for_others_than_they_may() {
    assert_timeline(
        &world(
            "1",
            "30m",
            "batch = { size = 5, wait_at_most = \"1h\" }",
            &["04 09:00", "04 09:30", "04 10:10"],
        ),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 gathers at do
         Mon 09:30 job2 arrives
         Mon 09:30 job2 gathers at do
         Mon 10:00 job1 goes on to do, 1h held
         Mon 10:00 job2 goes on to do, 30m held
         Mon 10:00 job1 starts do
         Mon 10:00 job2 starts do
         Mon 10:10 job3 arrives
         Mon 10:10 job3 gathers at do
         Mon 10:30 job1 ends do, 30m
         Mon 10:30 job2 ends do, 30m
         Mon 10:30 job1 done
         Mon 10:30 job2 done
         Mon 11:10 job3 goes on to do, 1h held
         Mon 11:10 job3 starts do
         Mon 11:40 job3 ends do, 30m
         Mon 11:40 job3 done",
    );
}

/// Whoever is free takes up to three of those that wait; the fourth that waits is the first of the next batch.
#[test]
fn up_to_so_many_when_somebody_is_free() {
    assert_timeline(
        &world(
            "1",
            "1h",
            "batch = { at_most = 3 }",
            &["04 09:00", "04 09:10", "04 09:20", "04 09:30", "04 09:40"],
        ),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts do
         Mon 09:10 job2 arrives
         Mon 09:20 job3 arrives
         Mon 09:30 job4 arrives
         Mon 09:40 job5 arrives
         Mon 10:00 job1 ends do, 1h
         Mon 10:00 job1 done
         Mon 10:00 job2 starts do, 50m queue
         Mon 10:00 job3 starts do, 40m queue
         Mon 10:00 job4 starts do, 30m queue
         Mon 11:00 job2 ends do, 1h
         Mon 11:00 job3 ends do, 1h
         Mon 11:00 job4 ends do, 1h
         Mon 11:00 job2 done
         Mon 11:00 job3 done
         Mon 11:00 job4 done
         Mon 11:00 job5 starts do, 1h 20m queue
         Mon 12:00 job5 ends do, 1h
         Mon 12:00 job5 done",
    );
}

/// Two are enough; while nobody is free a third joins them, and so no more than three can. Two people do it, and each item adds ten
/// minutes to the hour that the batch takes.
#[test]
fn more_join_until_work_begins_and_each_adds_its_own() {
    assert_timeline(
        &(world(
            "2",
            "1h",
            "people = 2\nbatch = { at_least = 2, at_most = 3, effort_each = \"10m\" }",
            &["04 09:00", "04 09:10", "04 09:20"],
        ) + &task("errand", "desk", "30m", &["04 09:00"])),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 gathers at do
         Mon 09:00 errand1 arrives
         Mon 09:00 errand1 starts do
         Mon 09:10 job2 arrives
         Mon 09:10 job1 goes on to do, 10m held
         Mon 09:20 job3 arrives
         Mon 09:30 errand1 ends do, 30m
         Mon 09:30 errand1 done
         Mon 09:30 job1 starts do, 20m queue
         Mon 09:30 job2 starts do, 20m queue
         Mon 09:30 job3 starts do, 10m queue
         Mon 11:00 job1 ends do, 1h 30m of 2
         Mon 11:00 job2 ends do, 1h 30m of 2
         Mon 11:00 job3 ends do, 1h 30m of 2
         Mon 11:00 job1 done
         Mon 11:00 job2 done
         Mon 11:00 job3 done",
    );
}

fn ranked(name: &str, stream: &str, priority: &str, at: &[&str]) -> String {
    let shares = ["P1", "P2", "P3"].map(|one| format!("{one} = \"{}%\"", if one == priority { 100 } else { 0 }));
    let more = format!("priority = {{ {} }}", shares.join(", "));
    demand(name, &more, at).replace(&format!("stream = \"{name}\""), &format!("stream = \"{stream}\""))
}

/// A batch is as urgent as the most urgent of its items: with `high` in it, it goes before `mid2`, which came before that. The effort
/// is that of the most urgent item.
#[test]
fn a_batch_is_as_urgent_as_its_most_urgent_item() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &ranked("mid", "mid", "P2", &["04 09:00", "04 09:10"])
        + &ranked("low", "low", "P3", &["04 09:05"])
        + &ranked("high", "low", "P1", &["04 09:20"])
        + &step("mid", "do", "desk", "1h", "")
        + &step("low", "pack", "desk", "20m", "batch = { at_most = 5 }").replace(
            "effort = \"20m\"",
            "effort = { by = \"priority\", P1 = \"20m\", other = \"50m\" }",
        );
    assert_timeline(
        &text,
        "Mon 09:00 mid1 arrives
         Mon 09:00 mid1 starts do
         Mon 09:05 low1 arrives
         Mon 09:10 mid2 arrives
         Mon 09:20 high1 arrives
         Mon 10:00 mid1 ends do, 1h
         Mon 10:00 mid1 done
         Mon 10:00 high1 starts pack, 40m queue
         Mon 10:00 low1 starts pack, 55m queue
         Mon 10:20 low1 ends pack, 20m
         Mon 10:20 high1 ends pack, 20m
         Mon 10:20 low1 done
         Mon 10:20 high1 done
         Mon 10:20 mid2 starts do, 1h 10m queue
         Mon 11:20 mid2 ends do, 1h
         Mon 11:20 mid2 done",
    );
}

/// A batch is one piece of work: it pauses with its person at the end of the shift and goes on in the morning; who comes
/// meanwhile is not in it.
#[test]
fn a_batch_pauses_at_the_end_of_a_shift() {
    assert_timeline(
        &world(
            "{ office = 1 }",
            "2h",
            "batch = { size = 2 }",
            &["04 16:00", "04 16:00", "04 16:30", "04 16:31"],
        ),
        "Mon 16:00 job1 arrives
         Mon 16:00 job1 gathers at do
         Mon 16:00 job2 arrives
         Mon 16:00 job1 goes on to do, 0s held
         Mon 16:00 job1 starts do
         Mon 16:00 job2 starts do
         Mon 16:30 job3 arrives
         Mon 16:30 job3 gathers at do
         Mon 16:31 job4 arrives
         Mon 16:31 job3 goes on to do, 1m held
         Mon 17:00 job1 pauses do, 1h
         Mon 17:00 job2 pauses do, 1h
         Tue 09:00 job1 starts do, 16h off shift
         Tue 09:00 job2 starts do, 16h off shift
         Tue 10:00 job1 ends do, 1h
         Tue 10:00 job2 ends do, 1h
         Tue 10:00 job1 done
         Tue 10:00 job2 done
         Tue 10:00 job3 starts do, 1h 29m queue, 16h off shift
         Tue 10:00 job4 starts do, 1h 29m queue, 16h off shift
         Tue 12:00 job3 ends do, 2h
         Tue 12:00 job4 ends do, 2h
         Tue 12:00 job3 done
         Tue 12:00 job4 done",
    );
}

/// Patience runs while an item gathers: the first leaves after an hour, and the next three make a batch.
#[test]
fn who_loses_patience_leaves_a_batch_that_gathers() {
    assert_timeline(
        &world(
            "1",
            "30m",
            "batch = { size = 3 }\npatience = { lasts = \"1h\" }",
            &["04 09:00", "04 09:30", "04 10:10", "04 10:20"],
        ),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 gathers at do
         Mon 09:30 job2 arrives
         Mon 09:30 job2 gathers at do
         Mon 10:00 job1 goes on to do, 1h held
         Mon 10:00 job1 closed
         Mon 10:10 job3 arrives
         Mon 10:10 job3 gathers at do
         Mon 10:20 job4 arrives
         Mon 10:20 job2 goes on to do, 50m held
         Mon 10:20 job3 goes on to do, 10m held
         Mon 10:20 job2 starts do
         Mon 10:20 job3 starts do
         Mon 10:20 job4 starts do
         Mon 10:50 job2 ends do, 30m
         Mon 10:50 job3 ends do, 30m
         Mon 10:50 job4 ends do, 30m
         Mon 10:50 job2 done
         Mon 10:50 job3 done
         Mon 10:50 job4 done",
    );
}

/// The item as which a batch stands in the queue leaves; another one takes its place there, before the errand that came after the
/// batch. Once work has begun nobody leaves, however long it takes.
#[test]
fn a_batch_keeps_its_place_when_its_first_item_leaves() {
    assert_timeline(
        &(world(
            "1",
            "2h",
            "batch = { at_most = 4 }\npatience = { lasts = \"1h\" }",
            &["04 09:05", "04 09:15"],
        ) + &task("errand", "desk", "70m", &["04 09:00", "04 09:10"])),
        "Mon 09:00 errand1 arrives
         Mon 09:00 errand1 starts do
         Mon 09:05 job1 arrives
         Mon 09:10 errand2 arrives
         Mon 09:15 job2 arrives
         Mon 10:05 job1 leaves do, 1h queue
         Mon 10:05 job1 closed
         Mon 10:10 errand1 ends do, 1h 10m
         Mon 10:10 errand1 done
         Mon 10:10 job2 starts do, 55m queue
         Mon 12:10 job2 ends do, 2h
         Mon 12:10 job2 done
         Mon 12:10 errand2 starts do, 3h queue
         Mon 13:20 errand2 ends do, 1h 10m
         Mon 13:20 errand2 done",
    );
}

/// One branch is enough. The first item's other branch is withdrawn from the batch that gathers, the second one's from the batch at
/// work, which goes on without it for the third.
#[test]
fn a_branch_that_is_not_needed_leaves_its_batch() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 9\n[team.shop]\npeople = 1\n"
        + &demand("job", "", &["04 09:00", "04 10:00", "04 10:10"])
        + &step(
            "job",
            "split",
            "desk",
            "10m",
            "branch = { to = [\"quick\", \"shop\"], join = \"end\", first = 1 }",
        )
        + &step("job", "quick", "desk", "30m", "next = \"end\"")
        + &step("job", "shop", "shop", "25m", "batch = { size = 2 }\nnext = \"end\"")
        + &step("job", "end", "desk", "5m", "");
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts split
         Mon 09:10 job1 ends split, 10m
         Mon 09:10 job1 splits after split
         Mon 09:10 job1 gathers at shop
         Mon 09:10 job1 starts quick
         Mon 09:40 job1 ends quick, 30m
         Mon 09:40 job1 has ended a branch of split, enough to go on
         Mon 09:40 job1 goes on to shop, 30m held
         Mon 09:40 job1 starts end
         Mon 09:45 job1 ends end, 5m
         Mon 09:45 job1 done
         Mon 10:00 job2 arrives
         Mon 10:00 job2 starts split
         Mon 10:10 job2 ends split, 10m
         Mon 10:10 job2 splits after split
         Mon 10:10 job2 gathers at shop
         Mon 10:10 job3 arrives
         Mon 10:10 job2 starts quick
         Mon 10:10 job3 starts split
         Mon 10:20 job3 ends split, 10m
         Mon 10:20 job3 splits after split
         Mon 10:20 job2 goes on to shop, 10m held
         Mon 10:20 job3 starts quick
         Mon 10:20 job2 starts shop
         Mon 10:20 job3 starts shop
         Mon 10:40 job2 ends quick, 30m
         Mon 10:40 job2 has ended a branch of split, enough to go on
         Mon 10:40 job2 ends shop, 20m
         Mon 10:40 job2 starts end
         Mon 10:45 job2 ends end, 5m
         Mon 10:45 job2 done
         Mon 10:45 job3 ends shop, 25m
         Mon 10:45 job3 has ended a branch of split, enough to go on
         Mon 10:45 job3 ends quick, 25m
         Mon 10:45 job3 starts end
         Mon 10:50 job3 ends end, 5m
         Mon 10:50 job3 done",
    );
}

/// Nobody interrupts for a batch of the less urgent; an urgent item in a batch does interrupt, and what is interrupted is a batch too.
#[test]
fn a_batch_interrupts_and_is_interrupted_as_one() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\npreempts = [\"P1\"]\nresumption = \"5m\"\n"
        + &ranked("low", "low", "P3", &["04 09:00", "04 09:00"])
        + &ranked("high", "high", "P1", &["04 09:20", "04 09:30"])
        + &step("low", "pack", "desk", "1h", "batch = { size = 2 }")
        + &step("high", "mend", "desk", "15m", "batch = { size = 2 }");
    assert_timeline(
        &text,
        "Mon 09:00 low1 arrives
         Mon 09:00 low1 gathers at pack
         Mon 09:00 low2 arrives
         Mon 09:00 low1 goes on to pack, 0s held
         Mon 09:00 low1 starts pack
         Mon 09:00 low2 starts pack
         Mon 09:20 high1 arrives
         Mon 09:20 high1 gathers at mend
         Mon 09:30 high2 arrives
         Mon 09:30 high1 goes on to mend, 10m held
         Mon 09:30 low1 pauses pack, 30m
         Mon 09:30 low2 pauses pack, 30m
         Mon 09:30 high1 starts mend
         Mon 09:30 high2 starts mend
         Mon 09:45 high1 ends mend, 15m
         Mon 09:45 high2 ends mend, 15m
         Mon 09:45 high1 done
         Mon 09:45 high2 done
         Mon 09:45 low1 starts pack, 15m queue
         Mon 09:45 low2 starts pack, 15m queue
         Mon 10:20 low1 ends pack, 35m
         Mon 10:20 low2 ends pack, 35m
         Mon 10:20 low1 done
         Mon 10:20 low2 done",
    );
}

/// Items that gather are in the step: a limit of two lets the third in when the batch has gone, and people are kept by nobody.
#[test]
fn what_gathers_counts_in_limits() {
    assert_timeline(
        &world(
            "1",
            "30m",
            "batch = { size = 2 }\nwip = 2",
            &["04 09:00", "04 09:10", "04 09:20", "04 09:50"],
        ),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 gathers at do
         Mon 09:10 job2 arrives
         Mon 09:10 job1 goes on to do, 10m held
         Mon 09:10 job1 starts do
         Mon 09:10 job2 starts do
         Mon 09:20 job3 arrives
         Mon 09:20 job3 finds do full
         Mon 09:40 job1 ends do, 30m
         Mon 09:40 job2 ends do, 30m
         Mon 09:40 job3 goes on to do, 20m held
         Mon 09:40 job3 gathers at do
         Mon 09:40 job1 done
         Mon 09:40 job2 done
         Mon 09:50 job4 arrives
         Mon 09:50 job3 goes on to do, 10m held
         Mon 09:50 job3 starts do
         Mon 09:50 job4 starts do
         Mon 10:20 job3 ends do, 30m
         Mon 10:20 job4 ends do, 30m
         Mon 10:20 job3 done
         Mon 10:20 job4 done",
    );
}

/// At the end of the shift another team goes on with the batch, and with the one that waits.
#[test]
fn a_batch_is_handed_over_as_one() {
    let text = HEAD.to_owned()
        + "late = \"Mon-Fri 12:00-22:00\"\n[team.desk]\npeople = { office = 1 }\nat_shift_end = \"hand over\"\n\
           hand_over = { to = \"night\", takes = \"10m\" }\n[team.night]\npeople = { late = 1 }\n"
        + &demand("job", "", &["04 16:00", "04 16:10", "04 16:20", "04 16:30"])
        + &step("job", "do", "desk", "2h", "batch = { at_least = 2, at_most = 3 }");
    assert_timeline(
        &text,
        "Mon 16:00 job1 arrives
         Mon 16:00 job1 gathers at do
         Mon 16:10 job2 arrives
         Mon 16:10 job1 goes on to do, 10m held
         Mon 16:10 job1 starts do
         Mon 16:10 job2 starts do
         Mon 16:20 job3 arrives
         Mon 16:20 job3 gathers at do
         Mon 16:30 job4 arrives
         Mon 16:30 job3 goes on to do, 10m held
         Mon 17:00 job1 pauses do, 50m
         Mon 17:00 job2 pauses do, 50m
         Mon 17:00 job3 leaves do, 30m queue
         Mon 17:00 job4 leaves do, 30m queue
         Mon 17:00 job1 starts do
         Mon 17:00 job2 starts do
         Mon 18:20 job1 ends do, 1h 20m
         Mon 18:20 job2 ends do, 1h 20m
         Mon 18:20 job1 done
         Mon 18:20 job2 done
         Mon 18:20 job3 starts do, 1h 20m queue
         Mon 18:20 job4 starts do, 1h 20m queue
         Mon 20:20 job3 ends do, 2h
         Mon 20:20 job4 ends do, 2h
         Mon 20:20 job3 done
         Mon 20:20 job4 done",
    );
}

/// Items that are taken for P3 are P1, which somebody finds out after half an hour: with the first of them the batch goes before
/// `mid2`.
#[test]
fn a_wrong_priority_is_corrected_in_a_batch() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &ranked("mid", "mid", "P2", &["04 09:00", "04 09:10"])
        + &ranked("low", "low", "P3", &["04 09:05", "04 09:15"])
        + &step("mid", "do", "desk", "1h", "")
        + &step("low", "pack", "desk", "20m", "batch = { at_most = 5 }");
    let text = text.replace(
        "priority = { P1 = \"0%\", P2 = \"0%\", P3 = \"100%\" }",
        "priority = { P1 = \"100%\", P2 = \"0%\", P3 = \"0%\" }\n\
         wrong_priority = { share = { P1 = \"100%\", other = \"0%\" }, seen_as = { P1 = \"50%\", P3 = \"50%\" }, until_step = \"pack\", until_time = \"30m\" }",
    );
    assert_timeline(
        &text,
        "Mon 09:00 mid1 arrives
         Mon 09:00 mid1 starts do
         Mon 09:05 low1 arrives
         Mon 09:10 mid2 arrives
         Mon 09:15 low2 arrives
         Mon 09:35 low1 is now P1
         Mon 09:45 low2 is now P1
         Mon 10:00 mid1 ends do, 1h
         Mon 10:00 mid1 done
         Mon 10:00 low1 starts pack, 55m queue
         Mon 10:00 low2 starts pack, 45m queue
         Mon 10:20 low1 ends pack, 20m
         Mon 10:20 low2 ends pack, 20m
         Mon 10:20 low1 done
         Mon 10:20 low2 done
         Mon 10:20 mid2 starts do, 1h 10m queue
         Mon 11:20 mid2 ends do, 1h
         Mon 11:20 mid2 done",
    );
}
