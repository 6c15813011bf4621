//! Where items go next: by what they are, and by how often they were there.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};

/// Standard items are done after the desk, the others go on; the list's last entry holds for the rest.
#[test]
fn items_go_by_what_they_are() {
    let next = "next = [ { when = { type = \"standard\" }, to = \"done\" }, { to = \"fix\" } ]";
    let text = |share: &str| {
        HEAD.to_owned()
            + "[team.desk]\npeople = 1\n"
            + &demand(
                "job",
                &format!("type = {{ standard = \"{share}\", other = \"rest\" }}"),
                &["04 09:00"],
            )
            + &step("job", "look", "desk", "5m", next)
            + &step("job", "fix", "desk", "1h", "")
    };
    assert_timeline(
        &text("100%"),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts look
         Mon 09:05 job1 ends look, 5m
         Mon 09:05 job1 done",
    );
    assert_timeline(
        &text("0%"),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts look
         Mon 09:05 job1 ends look, 5m
         Mon 09:05 job1 starts fix
         Mon 10:05 job1 ends fix, 1h
         Mon 10:05 job1 done",
    );
}

/// At most three tries, then it is escalated; a second item's visits are its own.
#[test]
fn items_go_by_how_often_they_were_there() {
    let next = "next = [ { from_visit = 3, to = \"escalate\" }, { to = \"try\" } ]";
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n[team.lead]\npeople = 1\n"
        + &demand("job", "", &["04 09:00", "04 12:00"])
        + &step("job", "try", "desk", "10m", next)
        + &step("job", "escalate", "lead", "20m", "");
    let (model, program) = support::program(&text);
    let told = Timeline::of(&model, &program).lines;
    for (job, hour) in [("job1", "09"), ("job2", "12")] {
        let lines: Vec<&str> = told
            .iter()
            .filter(|line| line.contains(job))
            .map(|line| &line[4..])
            .collect();
        let expected = format!(
            "{hour}:00 {job} arrives\n{hour}:00 {job} starts try\n{hour}:10 {job} ends try, 10m\n{hour}:10 {job} starts try\n\
             {hour}:20 {job} ends try, 10m again\n{hour}:20 {job} starts try\n{hour}:30 {job} ends try, 10m again\n\
             {hour}:30 {job} starts escalate\n{hour}:50 {job} ends escalate, 20m\n{hour}:50 {job} done"
        );
        assert_eq!(lines.join("\n"), expected);
    }
}

/// An exception for some items changes nothing about the luck of the others, and none about their own efforts.
#[test]
fn exceptions_leave_the_luck_of_others_as_it_was() {
    let text = |exception: &str| {
        HEAD.to_owned()
            + "[team.desk]\npeople = 9\n[demand.job]\nkind = \"value\"\nstream = \"job\"\narrivals = { per_week = 60 }\n"
            + "type = { rare = \"0%\", usual = \"100%\" }\n"
            + &step(
                "job",
                "look",
                "desk",
                "5m",
                &format!("next = [ {exception} {{ to = {{ look = \"40%\", done = \"rest\" }} }} ]"),
            )
    };
    let told = |text: &str| {
        let (model, program) = support::program(text);
        Timeline::of(&model, &program).lines
    };
    let plain = told(&text(""));
    assert!(plain.len() > 100);
    assert_eq!(told(&text("{ when = { type = \"rare\" }, to = \"done\" },")), plain);
}

/// Monitoring calls those who mend: what it sees never comes to the desk, what people notice does.
#[test]
fn what_monitoring_sees_enters_further_on() {
    let text = |seen: u32| {
        HEAD.to_owned()
            + "[team.desk]\npeople = { office = 1 }\n[team.mend]\npeople = { office = 1 }\n"
            + &demand(
                "fault",
                &format!("seen_by = {{ monitor = \"{seen}%\", people = \"rest\" }}\nenters = {{ monitor = \"mend\" }}"),
                &["04 09:00"],
            )
            + &step("fault", "take", "desk", "15m", "")
            + &step("fault", "mend", "mend", "30m", "")
    };
    assert_timeline(
        &text(100),
        "Mon 09:00 fault1 arrives
         Mon 09:00 fault1 starts mend
         Mon 09:30 fault1 ends mend, 30m
         Mon 09:30 fault1 done",
    );
    assert_timeline(
        &text(0),
        "Mon 09:00 fault1 arrives
         Mon 09:00 fault1 starts take
         Mon 09:15 fault1 ends take, 15m
         Mon 09:15 fault1 starts mend
         Mon 09:45 fault1 ends mend, 30m
         Mon 09:45 fault1 done",
    );
}
