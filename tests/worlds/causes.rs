//! Causes: faults, people who ask after late items, and failed changes that are undone.

use std::collections::BTreeMap;

use flowcast::engine::{Program, World};
use flowcast::observation::{Observer, Raised, Subject, Symptom, Worked};
use flowcast::results::{Estimate, Results};
use flowcast::time::{HOUR, Instant, MINUTE};

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};

fn lines(text: &str) -> Vec<String> {
    let (model, program) = support::program(text);
    Timeline::of(&model, &program).lines
}

/// Lines that hold a text.
fn with<'l>(lines: &'l [String], what: &str) -> Vec<&'l str> {
    lines
        .iter()
        .filter(|line| line.contains(what))
        .map(String::as_str)
        .collect()
}

/// A change fails and causes two incidents; people ask after those that take long. One incident more comes from outside.
fn change_incidents_chases() -> String {
    let incident =
        "kind = \"failure\"\nchased = { raises = \"chase\", after = \"2h\", again = \"2h\", closes = false }";
    HEAD.to_owned()
        + "[team.platform]\npeople = { office = 1 }\n[team.desk]\npeople = { office = 1 }\n"
        + &demand("change", "fails = \"100%\"", &["04 09:00"])
        + &step(
            "change",
            "deploy",
            "platform",
            "1h",
            "if_it_fails = { raises = \"incident\", count = 2 }",
        )
        + &demand("incident", incident, &["05 09:00"]).replacen("kind = \"value\"\n", "", 1)
        + &step("incident", "fix", "platform", "3h", "")
        + &demand("chase", "", &[]).replace("value", "information")
        + &step("chase", "answer", "desk", "10m", "")
}

#[test]
fn people_ask_after_what_is_late_and_again_until_it_is_resolved() {
    assert_timeline(
        &change_incidents_chases(),
        "Mon 09:00 change1 arrives
         Mon 09:00 change1 starts deploy
         Mon 10:00 change1 ends deploy, 1h
         Mon 10:00 change1 fails, approved by nobody
         Mon 10:00 incident1 arrives
         Mon 10:00 incident2 arrives
         Mon 10:00 change1 done
         Mon 10:00 incident1 starts fix
         Mon 12:00 incident1 is chased
         Mon 12:00 chase1 arrives
         Mon 12:00 chase1 starts answer
         Mon 12:00 incident2 is chased
         Mon 12:00 chase2 arrives
         Mon 12:10 chase1 ends answer, 10m
         Mon 12:10 chase1 done
         Mon 12:10 chase2 starts answer, 10m queue
         Mon 12:20 chase2 ends answer, 10m
         Mon 12:20 chase2 done
         Mon 13:00 incident1 ends fix, 3h
         Mon 13:00 incident1 done
         Mon 13:00 incident2 starts fix, 3h queue
         Mon 14:00 incident2 is chased
         Mon 14:00 chase3 arrives
         Mon 14:00 chase3 starts answer
         Mon 14:10 chase3 ends answer, 10m
         Mon 14:10 chase3 done
         Mon 16:00 incident2 ends fix, 3h
         Mon 16:00 incident2 done
         Tue 09:00 incident3 arrives
         Tue 09:00 incident3 starts fix
         Tue 11:00 incident3 is chased
         Tue 11:00 chase4 arrives
         Tue 11:00 chase4 starts answer
         Tue 11:10 chase4 ends answer, 10m
         Tue 11:10 chase4 done
         Tue 12:00 incident3 ends fix, 3h
         Tue 12:00 incident3 done",
    );
}

/// Follows every item to its root, and gives it the minutes that anybody works on it.
#[derive(Default)]
struct Accounts {
    roots: BTreeMap<u64, u64>,
    minutes: BTreeMap<u64, i64>,
    arrivals: BTreeMap<u64, Instant>,
}

impl Accounts {
    fn brings(&mut self, parent: &Subject, raised: Raised) {
        let root = self.roots.get(&parent.key).copied().unwrap_or(parent.key);
        self.roots.insert(raised.key, root);
    }
}

impl Observer for Accounts {
    fn arrived(&mut self, _: Instant, item: &Subject) {
        self.arrivals.insert(item.key, item.arrived);
    }
    fn raised(&mut self, _: Instant, item: &Subject, raised: Raised) {
        self.brings(item, raised);
    }
    fn chased(&mut self, _: Instant, item: &Subject, chase: Raised) {
        self.brings(item, chase);
    }
    fn stopped(&mut self, _: Instant, item: &Subject, _: u32, worked: Worked) {
        let root = self.roots.get(&item.key).copied().unwrap_or(item.key);
        assert_eq!(worked.touch % MINUTE, 0);
        *self.minutes.entry(root).or_default() += worked.touch / MINUTE * i64::from(worked.people);
    }
}

/// Of the 640 minutes that anybody works, the change has 450: its own hour, two incidents of three hours, three chases. The incident
/// from outside has its own three hours, and the chase about it.
#[test]
fn every_minute_of_touch_time_goes_to_its_root() {
    let (model, program) = support::program(&change_incidents_chases());
    let mut accounts = Accounts::default();
    World::new(&program).run(model.run.seed, 0, &mut accounts);
    let told: Vec<(i64, i64)> = accounts
        .minutes
        .iter()
        .map(|(root, minutes)| (accounts.arrivals[root].0 / HOUR, *minutes))
        .collect::<BTreeMap<_, _>>()
        .into_iter()
        .collect();
    assert_eq!(told, [(9, 60 + 2 * 180 + 3 * 10), (33, 180 + 10)]);
    // The ledgers say the same by kind: two weeks, so that hours a week are half the hours.
    let forecast = support::run(&model);
    let results = &forecast.summary.results;
    let hours: BTreeMap<(&str, &str), f64> = results
        .ledgers
        .iter()
        .map(|row| ((row.kind.as_str(), row.root.as_str()), 2.0 * value(row.hours_per_week)))
        .collect();
    let expected = [
        (("failure", "failure"), 3.0),
        (("failure", "value"), 6.0),
        (("information", "failure"), 1.0 / 6.0),
        (("information", "value"), 0.5),
        (("value", "value"), 1.0),
    ];
    for ((told, hours), (named, expected)) in hours.iter().zip(&expected) {
        assert_eq!(told, named);
        assert!((hours - expected).abs() < 1e-9, "{told:?}: {hours}");
    }
    assert_eq!(hours.len(), expected.len());
    // Five items more for one change, one for an incident from outside, six for both.
    assert_eq!(caused(results, "change"), Some(5.0));
    assert_eq!(caused(results, "incident"), Some(1.0));
    assert_eq!(caused(results, "chase"), None);
    assert_eq!(caused(results, "all"), Some(3.0));
    let chases = results.causes.iter().find(|cause| cause.name == "incident");
    assert_eq!(chases.map(|cause| value(cause.chases_per_week)), Some(2.0));
}

fn value(of: Option<Estimate>) -> f64 {
    of.expect("it is known").value
}

fn caused(results: &Results, name: &str) -> Option<f64> {
    let cause = results.causes.iter().find(|cause| cause.name == name)?;
    cause.caused_per_item.map(|caused| caused.value)
}

/// Chases that end with what they are about; no more than so many; only beyond a part of what is promised.
#[test]
fn chases_end_with_the_item_and_have_a_bound() {
    let text = |chased: &str| {
        HEAD.to_owned()
            + "[team.desk]\npeople = { office = 1 }\n[promise.soon]\nfor = { demand = \"job\" }\nresolve = \"4h\"\nclock = \"office\"\n\
               target = \"90%\"\n"
            + &demand(
                "job",
                &format!("chased = {{ raises = \"chase\", {chased} }}"),
                &["04 15:00"],
            )
            + &step("job", "do", "desk", "5h", "")
            + &demand("chase", "", &[])
            + &step("chase", "answer", "desk", "10m", "")
    };
    // Half of four office hours are over at 17:00, three of them on the next morning; the desk is at work on the job until it is done.
    assert_timeline(
        &text("at = \"50%\", of = \"soon\", again = \"1h\", at_most = 2"),
        "Mon 15:00 job1 arrives
         Mon 15:00 job1 starts do
         Mon 17:00 job1 pauses do, 2h
         Mon 17:00 job1 is chased
         Mon 17:00 chase1 arrives
         Tue 09:00 job1 starts do, 16h off shift
         Tue 10:00 job1 is chased
         Tue 10:00 chase2 arrives
         Tue 12:00 job1 ends do, 3h
         Tue 12:00 job1 done
         Tue 12:00 chase2 leaves answer, 2h queue
         Tue 12:00 chase2 done
         Tue 12:00 chase1 leaves answer, 3h queue, 16h off shift
         Tue 12:00 chase1 done",
    );
    let answered = lines(&text("after = \"1h\", closes = false"));
    assert_eq!(with(&answered, "is chased"), ["Mon 16:00 job1 is chased"]);
    assert_eq!(with(&answered, "ends answer"), ["Tue 12:10 chase1 ends answer, 10m"]);
    assert!(with(&lines(&text("after = \"1h\", share = \"0%\"")), "chase").is_empty());
    // Four office hours after Monday 15:00 are over on Tuesday at 11:00.
    let broken = lines(&text("at = \"100%\", of = \"soon\""));
    assert_eq!(with(&broken, "is chased"), ["Tue 11:00 job1 is chased"]);
}

/// A failed change is undone, prepared once more, and put into effect again; it does not fail a second time.
fn back_out(after: &str, still_bad: &str) -> String {
    let failure = format!(
        "if_it_fails = {{ back_out = \"undo\", still_bad_after_rework = \"{still_bad}\" }}\nnext = {{ done = \"100%\" }}"
    );
    HEAD.to_owned()
        + "[team.platform]\npeople = { office = 1 }\n"
        + &demand("change", "fails = \"100%\"", &["04 09:00"])
        + &step("change", "prepare", "platform", "1h", "")
        + &step("change", "deploy", "platform", "30m", &failure)
        + &step(
            "change",
            "undo",
            "platform",
            "45m",
            &format!("next = {{ {after} = \"100%\" }}"),
        )
}

#[test]
fn a_back_out_is_work_and_the_change_goes_on_after_it() {
    assert_timeline(
        &back_out("prepare", "0%"),
        "Mon 09:00 change1 arrives
         Mon 09:00 change1 starts prepare
         Mon 10:00 change1 ends prepare, 1h
         Mon 10:00 change1 starts deploy
         Mon 10:30 change1 ends deploy, 30m
         Mon 10:30 change1 fails, approved by nobody
         Mon 10:30 change1 is backed out of deploy
         Mon 10:30 change1 starts undo
         Mon 11:15 change1 ends undo, 45m
         Mon 11:15 change1 starts prepare
         Mon 12:15 change1 ends prepare, 1h again
         Mon 12:15 change1 starts deploy
         Mon 12:45 change1 ends deploy, 30m again
         Mon 12:45 change1 works, approved by nobody
         Mon 12:45 change1 done",
    );
}

#[test]
fn what_is_undone_and_not_done_again_ends_as_failed() {
    assert_timeline(
        &back_out("done", "0%"),
        "Mon 09:00 change1 arrives
         Mon 09:00 change1 starts prepare
         Mon 10:00 change1 ends prepare, 1h
         Mon 10:00 change1 starts deploy
         Mon 10:30 change1 ends deploy, 30m
         Mon 10:30 change1 fails, approved by nobody
         Mon 10:30 change1 is backed out of deploy
         Mon 10:30 change1 starts undo
         Mon 11:15 change1 ends undo, 45m
         Mon 11:15 change1 closed",
    );
    let forecast = support::run(&support::model(&back_out("done", "0%")));
    let figure = |measure: &str, statistic: &str| {
        let mut rows = forecast.summary.results.figures.iter();
        let row = rows.find(|row| row.measure == measure && row.by == "all" && row.statistic == statistic);
        value(row.unwrap_or_else(|| panic!("{measure} is told")).estimate)
    };
    assert_eq!(figure("backed out", "per week"), 0.5);
    assert_eq!(figure("backed out", "share"), 1.0);
    assert_eq!(figure("change success rate", "share"), 0.0);
}

/// A fault of which somebody is asked to take care when it has caused three incidents; the change that follows removes it.
fn leak(fails: &str, more: &str) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\n[team.platform]\npeople = { office = 1 }\n\
           [fault.leak]\nopen = 1\nraises = \"incident\"\nper_week = 60\nhours = \"office\"\nalways = { priority = \"P2\" }\n\
           effort_once_known = \"50%\"\nfound = { after = 3, raises = \"problem\" }\n"
        + &demand("incident", "priority = { P1 = \"100%\", P2 = \"0%\" }", &[])
        + &step("incident", "fix", "desk", "10m", "")
        + &demand("problem", "", &[])
        + &step(
            "problem",
            "analyse",
            "platform",
            "4h",
            &format!("raises = {{ change = \"100%\" }}\n{more}"),
        )
        + &demand("change", &format!("fails = \"{fails}\""), &[])
        + &step(
            "change",
            "deploy",
            "platform",
            "2h",
            "removes_fault = true\nif_it_fails = { adds = \"leak\", adds_count = 2 }",
        )
}

fn at(line: &str) -> &str {
    line.split_once(' ')
        .and_then(|(_, rest)| rest.split_once(' '))
        .map_or(line, |(time, _)| &line[..line.find(time).unwrap_or(0) + time.len()])
}

#[test]
fn a_fault_causes_incidents_until_the_change_of_its_problem_removes_it() {
    let lines = lines(&leak("0%", ""));
    let symptoms = with(&lines, "of leak fault 1");
    for (number, line) in symptoms.iter().enumerate() {
        assert!(line.contains(&format!("is item {} of", number + 1)), "{line}");
        let (_, time) = at(line).split_once(' ').expect("a day and a time");
        assert!(("09:00".."17:00").contains(&time), "{line}");
    }
    let problems = with(&lines, "problem1 arrives");
    assert_eq!(at(problems[0]), at(symptoms[2]), "it is found by its third incident");
    let removed = with(&lines, "removes leak fault 1");
    assert_eq!(removed.len(), 1);
    assert!(
        removed[0].contains("change1"),
        "a child of the problem carries its fault"
    );
    let index = |what: &str| lines.iter().position(|line| line == what).expect("it is among them");
    assert!(
        index(symptoms.last().expect("there are some")) < index(removed[0]),
        "nothing comes of it then"
    );
    assert!(symptoms.len() > 3, "some come while somebody looks for it");
    assert!(with(&lines, "problem2").is_empty(), "nobody asks twice");
    // Incidents of their fault have its values, and no incident comes from anywhere else.
    let (model, program) = support::program(&leak("0%", ""));
    let mut seen = Seen::new(&program);
    World::new(&program).run(model.run.seed, 0, &mut seen);
    assert_eq!(seen.priorities, vec![1; symptoms.len()]);
    assert_eq!(
        with(&lines, "incident")
            .iter()
            .filter(|line| line.ends_with("arrives"))
            .count(),
        symptoms.len()
    );
}

/// The priorities of items that faults cause.
struct Seen<'p> {
    program: &'p Program,
    priorities: Vec<u32>,
}

impl<'p> Seen<'p> {
    fn new(program: &'p Program) -> Seen<'p> {
        Seen {
            program,
            priorities: Vec::new(),
        }
    }
}

impl Observer for Seen<'_> {
    fn symptom(&mut self, _: Instant, item: &Subject, _: Symptom) {
        self.priorities.push(self.program.classes[item.class as usize].priority);
    }
}

/// A change that fails removes nothing and leaves two more behind; once nobody looks any longer for the first, it is asked for again.
#[test]
fn a_failed_change_removes_nothing_and_adds_faults() {
    let lines = lines(&leak("100%", ""));
    assert!(with(&lines, "removes").is_empty());
    let left = with(&lines, "behind");
    assert!(left[0].ends_with("change1 leaves leak fault 2 behind"), "{}", left[0]);
    assert!(left[1].ends_with("change1 leaves leak fault 3 behind"), "{}", left[1]);
    assert_eq!(left.len(), 2 * with(&lines, "fails, approved by nobody").len());
    let asked = |fault: u32| {
        let own = format!("of leak fault {fault}");
        lines
            .windows(3)
            .filter(|three| three[1].contains(&own) && three[2].contains("problem") && three[2].ends_with("arrives"))
            .count()
    };
    assert!(asked(1) >= 2, "the first is asked for once more");
    assert!(asked(2) >= 1, "so is what was left behind");
}

/// Once a workaround is known, incidents of the fault take half the time; those that wait already take what they take.
#[test]
fn a_workaround_makes_later_incidents_of_its_fault_shorter() {
    let lines = lines(&leak("0%", "finds_workaround = true"));
    let found = lines.iter().position(|line| line.contains("gets round leak fault 1"));
    let (before, after) = lines.split_at(found.expect("it is found"));
    assert_eq!(with(before, "ends fix, 5m").len(), 0);
    let known = with(after, ", known").len();
    assert!(known > 0);
    assert_eq!(with(after, "ends fix, 5m").len(), known);
    assert_eq!(
        with(before, "ends fix, 10m").len() + with(after, "ends fix, 10m").len(),
        with(before, "is item").len()
    );
}

/// What an item that faults left behind causes goes on the account of that item: a value, not a failure.
#[test]
fn incidents_of_a_fault_go_on_the_account_of_the_change_that_left_it_behind() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\n\
           [fault.leak]\nraises = \"incident\"\nper_week = 10\n\
           [fault.old]\nopen = 1\nraises = \"incident\"\nper_week = 5\n"
        + &demand("change", "fails = \"100%\"", &["04 09:00"])
        + &step("change", "deploy", "desk", "1h", "if_it_fails = { adds = \"leak\" }")
        + &demand(
            "incident",
            "chased = { raises = \"chase\", after = \"0h\", closes = false }",
            &[],
        )
        .replace("value", "failure")
        + &step("incident", "fix", "desk", "1h", "")
        + &demand("chase", "", &[]).replace("value", "information")
        + &step("chase", "answer", "desk", "1m", "");
    let (model, program) = support::program(&text);
    let told = Timeline::of(&model, &program).lines;
    let (new, old) = (
        with(&told, "of leak fault 2").len(),
        with(&told, "of old fault 1").len(),
    );
    assert!(new > 0 && old > 0);
    let forecast = support::run(&model);
    let results = &forecast.summary.results;
    let arrivals = |kind: &str, root: &str| {
        let row = results.ledgers.iter().find(|row| row.kind == kind && row.root == root);
        (2.0 * value(row.expect("it is there").arrivals_per_week)).round() as usize
    };
    assert_eq!(
        (arrivals("failure", "value"), arrivals("failure", "failure")),
        (new, old)
    );
    assert_eq!(
        (arrivals("information", "value"), arrivals("information", "failure")),
        (new, old)
    );
    // The change brings about its incidents and the chases about them; what the old fault causes is traced to it.
    assert_eq!(caused(results, "change"), Some(2.0 * new as f64));
    let traced: Vec<f64> = results
        .faults
        .iter()
        .map(|fault| 2.0 * value(fault.traced_per_week))
        .collect();
    assert_eq!(traced, [0.0, 2.0 * old as f64]);
    let repeats: Vec<f64> = results.faults.iter().map(|fault| value(fault.repeats)).collect();
    assert_eq!(repeats, [(new - 1) as f64 / new as f64, (old - 1) as f64 / old as f64]);
    let open: Vec<f64> = results.faults.iter().map(|fault| value(fault.open)).collect();
    let since = 1.0 - 10.0 / (14.0 * 24.0);
    assert!((open[0] - since).abs() < 1e-12 && open[1] == 1.0, "{open:?}");
}
