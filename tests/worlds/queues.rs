//! Queue disciplines: which waiting item is next.

use crate::support;
use crate::timeline::{HEAD, Timeline, demand, step, task};

/// In which order items are done.
fn order(text: &str) -> Vec<String> {
    let (model, program) = support::program(text);
    let lines = Timeline::of(&model, &program).lines;
    let done = lines.iter().filter(|line| line.ends_with(" done"));
    done.filter_map(|line| line.split(' ').nth(2).map(str::to_owned))
        .collect()
}

fn desk(queue: &str) -> String {
    format!("{HEAD}[team.desk]\npeople = {{ office = 1 }}\nqueue = {queue}\n")
}

/// One item is at work from 09:00 to 10:00 while the others come: the long plain one, the short plain one, the urgent one.
fn waiting(queue: &str) -> String {
    desk(queue)
        + &task("first", "desk", "1h", &["04 09:00"])
        + &demand("long", "priority = { P1 = \"0%\", P3 = \"100%\" }", &["04 09:10"])
        + &step("long", "do", "desk", "3h", "")
        + &demand("short", "priority = { P1 = \"0%\", P3 = \"100%\" }", &["04 09:20"])
        + &step("short", "do", "desk", "30m", "")
        + &demand("urgent", "priority = { P1 = \"100%\", P3 = \"0%\" }", &["04 09:30"])
        + &step("urgent", "do", "desk", "1h", "")
}

#[test]
fn each_discipline_has_its_order() {
    for (queue, expected) in [
        ("\"priority\"", ["first1", "urgent1", "long1", "short1"]),
        ("\"fifo\"", ["first1", "long1", "short1", "urgent1"]),
        ("\"lifo\"", ["first1", "urgent1", "short1", "long1"]),
        ("\"shortest\"", ["first1", "short1", "urgent1", "long1"]),
        // 30, 60 ÷ 4 = 15 and 180 minutes of touch time for each unit of weight.
        (
            "{ weighted = { P1 = 4, P3 = 1 } }",
            ["first1", "urgent1", "short1", "long1"],
        ),
        // The urgent one came 20 and 10 minutes after the others: a priority is worth 15 minutes, then 30.
        ("{ ageing = \"15m\" }", ["first1", "long1", "urgent1", "short1"]),
        ("{ ageing = \"30m\" }", ["first1", "urgent1", "long1", "short1"]),
    ] {
        assert_eq!(order(&waiting(queue)), expected, "{queue}");
    }
}

/// Promises of 8 and of 4 hours: what falls due first is next, and what no promise is about comes last.
#[test]
fn the_first_promise_to_fall_due_is_next() {
    let promise = |name: &str, hours: u32| {
        format!(
            "[promise.{name}]\nfor = {{ demand = \"{name}\" }}\nresolve = \"{hours}h\"\nclock = \"always\"\ntarget = \"90%\"\n"
        )
    };
    let text = waiting("\"due\"") + &promise("long", 8) + &promise("short", 9) + &promise("urgent", 4);
    assert_eq!(order(&text), ["first1", "urgent1", "long1", "short1"]);
    let text = waiting("\"due\"") + &promise("short", 40);
    assert_eq!(order(&text), ["first1", "short1", "long1", "urgent1"]);
}

/// Paused work goes on before anything that waits, whatever the order.
#[test]
fn paused_work_is_first_in_every_order() {
    for queue in [
        "\"lifo\"",
        "\"shortest\"",
        "\"due\"",
        "\"random\"",
        "{ ageing = \"1h\" }",
    ] {
        let text = desk(queue)
            + &task("paused", "desk", "2h", &["04 16:00"])
            + &task("quick", "desk", "10m", &["04 16:30", "04 18:00"]);
        let order = order(&text);
        // At random the paused item has no rank above the others.
        if queue != "\"random\"" {
            assert_eq!(order[0], "paused1", "{queue}: {order:?}");
        }
    }
}

/// At random every one of three that wait is next equally often: over 2,000 replications each share lies within five standard
/// errors of a third, about 5 %.
#[test]
fn at_random_each_waiting_item_is_next_with_the_same_probability() {
    let text = desk("\"random\"")
        + &task("first", "desk", "1h", &["04 09:00"])
        + &task("waits", "desk", "1h", &["04 09:10", "04 09:20", "04 09:30"]);
    let (model, program) = support::program(&text);
    let mut world = flowcast::engine::World::new(&program);
    let mut second = [0u32; 3];
    let replications = 2_000;
    for replication in 0..replications {
        let mut timeline = Timeline::silent(&model, &program);
        world.run(1, replication, &mut timeline);
        let starts = timeline.lines.iter().filter(|line| line.contains("starts do"));
        let name = starts
            .clone()
            .nth(1)
            .and_then(|line| line.split(' ').nth(2))
            .unwrap_or("");
        let number = name.trim_start_matches("waits").parse::<usize>().expect("one of three");
        second[number - 1] += 1;
    }
    let expected = replications as f64 / 3.0;
    let bound = 5.0 * (replications as f64 * 2.0 / 9.0).sqrt();
    assert!(
        second.iter().all(|&count| (f64::from(count) - expected).abs() < bound),
        "{second:?}"
    );
}

/// `ciw_lifo` of the known results: an arrival each unit, 1.6 units of service, here of ten minutes: the first, second, fourth, fifth
/// and seventh are served.
#[test]
fn ciw_lifo() {
    let arrivals: Vec<String> = (1..=9)
        .map(|unit| format!("04 {:02}:{:02}", 9 + unit / 6, unit % 6 * 10))
        .collect();
    let arrivals: Vec<&str> = arrivals.iter().map(String::as_str).collect();
    let order = order(&(desk("\"lifo\"") + &task("job", "desk", "16m", &arrivals)));
    assert_eq!(order[..5], ["job1", "job2", "job4", "job5", "job7"]);
}

/// `edf_np` of the known results, an hour for a unit: due after 20, 14, 6 and 27 hours; done in the order first, third, second, fourth.
#[test]
fn edf_np() {
    let mut text = format!("{HEAD}[team.desk]\npeople = 1\nqueue = \"due\"\n");
    for (name, arrives, takes, due) in [
        ("a", "00:00", 5, 20),
        ("b", "01:00", 3, 14),
        ("c", "02:00", 2, 6),
        ("d", "03:00", 1, 27),
    ] {
        text += &task(name, "desk", &format!("{takes}h"), &[&format!("04 {arrives}")]);
        text += &format!(
            "[promise.{name}]\nfor = {{ demand = \"{name}\" }}\nresolve = \"{due}h\"\nclock = \"always\"\ntarget = \"90%\"\n"
        );
    }
    assert_eq!(order(&text), ["a1", "c1", "b1", "d1"]);
}
