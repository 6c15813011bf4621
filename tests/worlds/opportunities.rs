//! Opportunities: value that comes in increments, work that is stopped at a gate, and questions about what is new.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};
use flowcast::results::{OpportunityResult, Results};

fn results(text: &str) -> Results {
    support::run(&support::model(text)).summary.results
}

fn only(results: &Results) -> &OpportunityResult {
    let [one] = results.opportunities.as_slice() else {
        panic!("one opportunity: {:?}", results.opportunities);
    };
    one
}

fn close(is: Option<f64>, should: f64, what: &str) {
    let is = is.unwrap_or_else(|| panic!("{what} is unknown"));
    assert!((is - should).abs() < 1e-6, "{what}: {is} instead of {should}");
}

/// Checks delivered value, value lost to delay, value lost undone (all in the two weeks), and hours to first and full value.
fn check(results: &Results, [delivered, delay, undone]: [f64; 3], [first, full]: [f64; 2]) {
    let of = only(results);
    let two_weeks = |estimate: Option<flowcast::results::Estimate>| estimate.map(|of| of.value * 2.0);
    close(two_weeks(of.value_per_week), delivered, "value");
    close(two_weeks(of.lost_to_delay_per_week), delay, "delay");
    close(two_weeks(of.lost_undone_per_week), undone, "undone");
    close(of.time_to_first_value.map(|of| of.value), first, "first value");
    close(of.time_to_full_value.map(|of| of.value), full, "full value");
    let weeks: f64 = of.by_week.iter().filter_map(|week| week.value).map(|of| of.value).sum();
    close(Some(weeks), delivered, "all weeks");
    let money = results.money.as_ref().expect("there is money in it");
    close(two_weeks(money.value_delivered_per_week), delivered, "all value");
    close(two_weeks(money.lost_undone_per_week), undone, "all undone");
    close(two_weeks(money.lost_to_delay_per_week), delay, "all delay");
}

const TEAM: &str = "[team.dev]\npeople = { office = 1 }\n";
const WORTH: &str = "value = 1000\ncost_of_delay = { per_hour = 10 }";

/// An hour, two hours, an hour: 40 % is there at 10:00, 30 % at 12:00, the rest at 13:00.
///
/// The first part loses 10 an hour on 40 % of the value for one hour, the second on 30 % for three, the rest on 30 % for four:
/// 4 + 9 + 12 = 25. All of it at the end would lose 40.
#[test]
fn each_part_loses_to_delay_until_it_is_there() {
    let steps = |parts: [&str; 2]| {
        HEAD.to_owned()
            + TEAM
            + &demand("app", WORTH, &["04 09:00"])
            + &step("app", "first", "dev", "1h", parts[0])
            + &step("app", "second", "dev", "2h", parts[1])
            + &step("app", "rest", "dev", "1h", "")
    };
    let text = steps(["releases = \"40%\"", "releases = \"30%\""]);
    check(&results(&text), [975.0, 25.0, 0.0], [1.0, 4.0]);
    assert_timeline(
        &text,
        "Mon 09:00 app1 arrives
         Mon 09:00 app1 starts first
         Mon 10:00 app1 ends first, 1h
         Mon 10:00 app1 releases part 1
         Mon 10:00 app1 starts second
         Mon 12:00 app1 ends second, 2h
         Mon 12:00 app1 releases part 2
         Mon 12:00 app1 starts rest
         Mon 13:00 app1 ends rest, 1h
         Mon 13:00 app1 done",
    );
    let whole = steps(["", ""]).replace("kind = \"value\"", "kind = \"opportunity\"");
    check(&results(&whole), [960.0, 40.0, 0.0], [4.0, 4.0]);
}

/// Where the parts add up to all of the value, all of it is there before the item is done.
#[test]
fn all_value_may_be_there_before_the_end() {
    let text = HEAD.to_owned()
        + TEAM
        + &demand("app", WORTH, &["04 09:00"])
        + &step("app", "first", "dev", "1h", "releases = \"40%\"")
        + &step("app", "second", "dev", "2h", "releases = \"60%\"")
        + &step("app", "review", "dev", "1h", "");
    // 40 % late by an hour, 60 % by three: 4 + 18.
    check(&results(&text), [978.0, 22.0, 0.0], [1.0, 3.0]);
}

/// What a part was worth came in the week in which it was there: the first on Friday, the rest on the Monday after.
#[test]
fn value_comes_in_the_week_in_which_it_is_there() {
    let text = HEAD.to_owned()
        + TEAM
        + &demand("app", "value = 1000", &["08 15:00"])
        + &step("app", "first", "dev", "2h", "releases = \"40%\"")
        + &step("app", "rest", "dev", "1h", "");
    let results = results(&text);
    let weeks: Vec<(&str, f64)> = only(&results)
        .by_week
        .iter()
        .map(|week| (week.begins.as_str(), week.value.map_or(-1.0, |of| of.value)))
        .collect();
    assert_eq!(weeks, [("2027-01-04", 400.0), ("2027-01-11", 600.0)]);
    // From Friday 15:00 to 17:00, and to Monday 10:00.
    close(only(&results).time_to_first_value.map(|of| of.value), 2.0, "first");
    close(only(&results).time_to_full_value.map(|of| of.value), 67.0, "full");
}

/// A part is released once, however often its step is visited: the second visit is rework.
#[test]
fn a_part_is_released_once() {
    let text = HEAD.to_owned()
        + TEAM
        + &demand("app", "value = 1000", &["04 09:00"])
        + &step("app", "build", "dev", "1h", "releases = \"40%\"")
        + &step(
            "app",
            "look",
            "dev",
            "1h",
            "next = [ { from_visit = 2, to = \"done\" }, { to = \"build\" } ]",
        );
    let of = results(&text);
    close(only(&of).value_per_week.map(|of| of.value * 2.0), 1000.0, "value");
    close(only(&of).time_to_first_value.map(|of| of.value), 1.0, "first");
    close(only(&of).time_to_full_value.map(|of| of.value), 4.0, "full");
}

/// What a branch releases is the item's: 20 % after 30 minutes in one branch, 30 % after an hour in the other.
#[test]
fn a_branch_releases_a_part_of_the_whole_item() {
    let text = HEAD.to_owned()
        + "[team.one]\npeople = { office = 1 }\n[team.two]\npeople = { office = 1 }\n"
        + TEAM
        + &demand("app", WORTH, &["04 09:00"])
        + &step(
            "app",
            "plan",
            "dev",
            "1h",
            "branch = { to = [\"left\", \"right\"], join = \"end\" }",
        )
        + &step("app", "left", "one", "30m", "releases = \"20%\"\nnext = \"end\"")
        + &step("app", "right", "two", "1h", "releases = \"30%\"\nnext = \"end\"")
        + &step("app", "end", "dev", "1h", "");
    // 20 % late by 1.5 hours, 30 % by 2, and 50 % by 3: 3 + 6 + 15.
    check(&results(&text), [976.0, 24.0, 0.0], [1.5, 3.0]);
}

/// A gate stops one of two: what it had released stays, and the rest is forgone. Both release 40 % at once; the first is stopped before
/// its second hour.
#[test]
fn what_is_stopped_keeps_what_it_released() {
    let gate = "[governance]\npolicy = \"gate\"\n[policy.gate]\n\
                rules = [ { when = { idea = \"weak\" }, route = \"stop\" }, { route = \"pre_approved\" } ]\n\
                [route.stop]\nautomated = \"0m\"\ncatches_bad = \"100%\"\nrejects_good = \"100%\"\non_rejection = \"close\"\n";
    let text = |idea: &str, at: &str| {
        HEAD.to_owned()
            + TEAM
            + &demand("app", &format!("{WORTH}\nidea = {idea}"), &[at])
            + &step("app", "pilot", "dev", "1h", "releases = \"40%\"")
            + &step("app", "review", "dev", "1h", "approval = true")
            + &step("app", "build", "dev", "2h", "")
            + gate
    };
    // 40 % late by an hour: 4. The other 600 never come.
    let weak = results(&text("{ weak = \"100%\", strong = \"0%\" }", "04 09:00"));
    let of = only(&weak);
    close(of.value_per_week.map(|of| of.value * 2.0), 396.0, "value");
    close(of.lost_undone_per_week.map(|of| of.value * 2.0), 600.0, "forgone");
    close(of.lost_to_delay_per_week.map(|of| of.value * 2.0), 4.0, "delay");
    close(of.stopped_per_week.map(|of| of.value * 2.0), 1.0, "stopped");
    close(of.time_to_first_value.map(|of| of.value), 1.0, "first");
    assert_eq!(of.time_to_full_value, None);
    // The rest late by four hours: 4 + 24.
    let strong = results(&text("{ weak = \"0%\", strong = \"100%\" }", "04 09:00"));
    check(&strong, [972.0, 28.0, 0.0], [1.0, 4.0]);
}

/// A cost of delay without a value is lost as long as a part is not there.
#[test]
fn delay_costs_only_what_is_not_there_yet() {
    let text = HEAD.to_owned()
        + TEAM
        + &demand(
            "app",
            "cost_of_delay = { per_hour = 10, after = \"1h\" }",
            &["04 09:00"],
        )
        + &step("app", "first", "dev", "2h", "releases = \"50%\"")
        + &step("app", "rest", "dev", "3h", "");
    let results = results(&text);
    // Half for one hour, half for four.
    let of = only(&results);
    close(of.lost_to_delay_per_week.map(|of| of.value * 2.0), 25.0, "delay");
    assert_eq!((of.value_per_week, of.by_week.len()), (None, 0));
}

/// What was released before counting begins is in no figure, and the rest is.
#[test]
fn what_came_before_counting_is_not_counted() {
    let text = HEAD
        .replace("[run]\n", "[run]\nwarm_up = \"1 week\"\n")
        .replace("2 weeks", "1 week")
        + TEAM
        + &demand("app", "value = 1000", &["08 15:00"])
        + &step("app", "first", "dev", "2h", "releases = \"40%\"")
        + &step("app", "rest", "dev", "1h", "");
    let results = results(&text);
    let of = only(&results);
    close(of.value_per_week.map(|of| of.value), 600.0, "value");
    assert_eq!(of.time_to_first_value, None);
    close(of.time_to_full_value.map(|of| of.value), 67.0, "full");
}

/// The launch ends on Monday at 10:00. From then on people ask in office hours, 40 a week at first and none after five days of 24
/// hours; each question takes no time.
fn asking(more: &str) -> String {
    HEAD.to_owned()
        + TEAM
        + "[team.desk]\npeople = 1\n"
        + &demand("app", "", &["04 09:00"]).replace("kind = \"value\"", "kind = \"opportunity\"")
        + &step("app", "launch", "dev", "1h", "brings = \"app\"")
        + "[demand.question]\nkind = \"information\"\nstream = \"question\"\n"
        + &step("question", "answer", "desk", "0m", "")
        + "[capability.app]\nchanges = { team.desk.absence = \"0%\" }\n"
        + &format!("asks = {{ raises = \"question\", per_week = 40, fade_over = \"5 days\"{more} }}\n")
}

#[test]
fn people_ask_when_they_ask_until_it_is_no_longer_new() {
    let (model, program) = support::program(&asking(", hours = \"office\""));
    let lines = Timeline::of(&model, &program).lines;
    let launched = lines
        .iter()
        .position(|line| line == "Mon 10:00 app1 done")
        .expect("it is launched");
    let asked: Vec<&String> = lines.iter().filter(|line| line.ends_with("asks about app1")).collect();
    assert!(asked.len() > 5, "{lines:#?}");
    let first = lines.iter().position(|line| line.ends_with("asks about app1"));
    assert!(first.is_some_and(|first| first > launched), "nobody asks before");
    for line in asked {
        let hour: u32 = line[4..6].parse().expect("an hour");
        assert!((9..17).contains(&hour), "in office hours: {line}");
        assert!(!line.starts_with("Sat") && !line.starts_with("Sun"), "{line}");
    }
}

/// What is asked has the launch for its cause, in every ledger.
#[test]
fn questions_are_caused_by_the_opportunity() {
    let results = results(&asking(""));
    let questions = results.ledgers.iter().filter(|row| row.kind == "information");
    let roots: Vec<&str> = questions.map(|row| row.root.as_str()).collect();
    assert_eq!(roots, ["opportunity"]);
}

/// Its rate falls evenly: on average 40 a week for half of five days, of which three quarters come in the first half.
#[test]
fn questions_fade_evenly() {
    use flowcast::engine::World;
    use flowcast::observation::{Observer, Raised, Subject};
    use flowcast::time::{HOUR, Instant};

    #[derive(Default)]
    struct Asked {
        early: u32,
        all: u32,
    }
    impl Observer for Asked {
        fn asked(&mut self, now: Instant, _: &Subject, _: Raised) {
            self.all += 1;
            self.early += u32::from(now.ticks() < 70 * HOUR);
        }
    }
    let (_, program) = support::program(&asking(""));
    let mut world = World::new(&program);
    let mut asked = Asked::default();
    let runs = 4_000;
    (0..runs).for_each(|run| world.run(7, run, &mut asked));
    // Poisson counts: their variance is their mean. Launched at hour 10; half of 120 hours later is hour 70.
    let expected = |mean: f64, count: u32, what: &str| {
        let (mean, count) = (mean * f64::from(runs as u32), f64::from(count));
        assert!(
            (count - mean).abs() < 4.0 * mean.sqrt(),
            "{what}: {count} and not {mean}"
        );
    };
    let all = 40.0 / 7.0 * 5.0 / 2.0;
    expected(all, asked.all, "all");
    expected(0.75 * all, asked.early, "the first half");
}
