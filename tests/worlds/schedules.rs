//! Arrivals that are scheduled, that follow at fixed intervals, or were recorded.

use flowcast::engine::World;
use flowcast::model::Model;
use flowcast::observation::{Observer, Subject};
use flowcast::time::Instant;

use crate::support;
use crate::timeline::{HEAD, assert_timeline, assert_timeline_beside, demand, step};

/// The local times at which items arrive, in words.
fn arrivals(model: &Model) -> Vec<String> {
    struct Times(Vec<Instant>);
    impl Observer for Times {
        fn arrived(&mut self, now: Instant, _: &Subject) {
            self.0.push(now);
        }
    }
    let program = flowcast::engine::Program::new(model);
    let mut times = Times(Vec::new());
    World::new(&program).run(model.run.seed, 0, &mut times);
    let local = times.0.iter().map(|at| model.epoch.civil_of(*at));
    local.map(|time| time.strftime("%m-%d %H:%M").to_string()).collect()
}

fn world(head: &str, arrivals: &str) -> String {
    head.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &demand("job", &format!("arrivals = {arrivals}"), &[])
        + &step("job", "do", "desk", "1h", "")
}

/// Two items each Monday and Wednesday; one person takes them one after the other.
#[test]
fn batches_arrive_together_and_are_taken_in_turn() {
    let text = world(
        &HEAD.replace("2 weeks", "1 week"),
        "{ on = \"Mon 09:00, Wed 16:30\", batch = 2 }",
    );
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job2 arrives
         Mon 09:00 job1 starts do
         Mon 10:00 job1 ends do, 1h
         Mon 10:00 job1 done
         Mon 10:00 job2 starts do, 1h queue
         Mon 11:00 job2 ends do, 1h
         Mon 11:00 job2 done
         Wed 16:30 job3 arrives
         Wed 16:30 job4 arrives
         Wed 16:30 job3 starts do
         Wed 17:00 job3 pauses do, 30m
         Thu 09:00 job3 starts do, 16h off shift
         Thu 09:30 job3 ends do, 30m
         Thu 09:30 job3 done
         Thu 09:30 job4 starts do, 1h queue, 16h off shift
         Thu 10:30 job4 ends do, 1h
         Thu 10:30 job4 done",
    );
}

/// All items of a batch are there before anybody takes one: the urgent one is first, though it is not the first of the batch.
#[test]
fn a_batch_is_there_before_anybody_takes_of_it() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand(
            "job",
            "priority = { P1 = \"50%\", P2 = \"50%\" }\narrivals = { at = [\"2027-01-04 09:00\"], batch = 20 }",
            &[],
        )
        + &step("job", "do", "desk", "1h", "");
    let (model, program) = support::program(&text);
    struct Priorities<'p>(&'p flowcast::engine::Program, Vec<u32>);
    impl Observer for Priorities<'_> {
        fn started(&mut self, _: Instant, item: &Subject, _: u32, _: flowcast::observation::Waited) {
            self.1.push(self.0.classes[item.class as usize].priority);
        }
    }
    let mut seen = Priorities(&program, Vec::new());
    World::new(&program).run(model.run.seed, 0, &mut seen);
    assert_eq!(seen.1.len(), 20);
    assert!(seen.1.is_sorted() && seen.1[0] < seen.1[19], "{:?}", seen.1);
}

/// Days of the month, and the last of each; months with 31, 28 and 31 days.
#[test]
fn schedules_follow_the_month() {
    let text = world(
        &HEAD.replace("2 weeks", "11 weeks"),
        "{ on = \"1st 09:00, last day 17:00, 30th 08:00\" }",
    );
    let expected = [
        "01-30 08:00",
        "01-31 17:00",
        "02-01 09:00",
        "02-28 17:00",
        "03-01 09:00",
    ];
    assert_eq!(arrivals(&support::model(&text)), expected);
}

/// On the spring Sunday 01:30 does not exist in London: it is 02:30. On the autumn Sunday it occurs twice: it is the first.
#[test]
fn schedules_keep_local_time_when_the_clocks_jump() {
    let of = |start: &str| {
        let head = HEAD.replace(
            "start = 2027-01-04",
            &format!("timezone = \"Europe/London\"\nstart = {start}"),
        );
        support::model(&world(&head, "{ on = \"Sat-Mon 01:30\" }"))
    };
    let spring = of("2027-03-22");
    assert_eq!(arrivals(&spring)[1..4], ["03-27 01:30", "03-28 02:30", "03-29 01:30"]);
    let autumn = of("2027-10-25");
    assert_eq!(arrivals(&autumn)[1..4], ["10-30 01:30", "10-31 01:30", "11-01 01:30"]);
    let Some(flowcast::model::Arrivals::At(instants)) = &autumn.demands[0].arrivals else {
        panic!("they are scheduled")
    };
    assert_eq!((instants[2] - instants[1]).ticks(), 24 * flowcast::time::HOUR);
    assert_eq!((instants[3] - instants[2]).ticks(), 25 * flowcast::time::HOUR);
}

/// Every 100 hours: the first after 100 hours, or when it is said.
#[test]
fn fixed_intervals_begin_at_the_start_or_when_it_is_said() {
    let plain = support::model(&world(HEAD, "{ every = \"100h\" }"));
    assert_eq!(arrivals(&plain), ["01-08 04:00", "01-12 08:00", "01-16 12:00"]);
    let first = support::model(&world(HEAD, "{ every = \"100h\", first = \"2027-01-04 09:00\" }"));
    assert_eq!(
        arrivals(&first),
        ["01-04 09:00", "01-08 13:00", "01-12 17:00", "01-16 21:00"]
    );
}

/// Recorded arrivals in any order, with their priorities. 01:30 occurs twice in the night of 31 October: with offsets the two are
/// an hour apart, and half an hour of work that begins at the first ends at 01:00.
#[test]
fn recorded_arrivals_come_when_they_came_and_as_they_were() {
    let head = HEAD.replace("start = 2027-01-04", "timezone = \"Europe/London\"\nstart = 2027-10-25");
    let text = head
        + "[team.desk]\npeople = 1\n"
        + &demand(
            "job",
            "priority = { P1 = \"50%\", P2 = \"50%\" }\narrivals = { replay = { file = \"seen.csv\", column = \"opened\" } }",
            &[],
        )
        + &step("job", "do", "desk", "30m", "");
    let csv = "id,opened,Priority,note\n\
               3,2027-11-01 09:00,P2,\"late, but\"\n\
               1,2027-10-31T01:30+01:00,P2,\n\
               2,2027-10-31T01:30:00Z,P1,\n\
               4,2027-11-01 09:00,P2,\n\
               5,2027-11-01 09:10,P1,\n";
    assert_timeline_beside(
        &text,
        &[("seen.csv", csv)],
        "Sun 01:30 job1 arrives
         Sun 01:30 job1 starts do
         Sun 01:00 job1 ends do, 30m
         Sun 01:00 job1 done
         Sun 01:30 job2 arrives
         Sun 01:30 job2 starts do
         Sun 02:00 job2 ends do, 30m
         Sun 02:00 job2 done
         Mon 09:00 job3 arrives
         Mon 09:00 job4 arrives
         Mon 09:00 job3 starts do
         Mon 09:10 job5 arrives
         Mon 09:30 job3 ends do, 30m
         Mon 09:30 job3 done
         Mon 09:30 job5 starts do, 20m queue
         Mon 10:00 job5 ends do, 30m
         Mon 10:00 job5 done
         Mon 10:00 job4 starts do, 1h queue
         Mon 10:30 job4 ends do, 30m
         Mon 10:30 job4 done",
    );
}

/// Last year's tickets, 52 weeks later: Mondays stay Mondays, and local times stay local times although the clocks have jumped in
/// between.
#[test]
fn recorded_arrivals_may_come_later_than_recorded() {
    let head = HEAD.replace("start = 2027-01-04", "timezone = \"Europe/London\"\nstart = 2027-03-22");
    let text = world(&head, "{ replay = { file = \"seen.csv\", later_by = \"52 weeks\" } }");
    let csv = "arrived\n2026-03-23 09:00\n2026-03-30 10:30\n";
    let model = support::model_beside(&text, &[("seen.csv", csv)]);
    assert_eq!(arrivals(&model), ["03-22 09:00", "03-29 10:30"]);
}
