//! Variants that remove, merge and add: exactly what they change changes.

use flowcast::engine::Program;
use flowcast::scenario::Choice;

use crate::support;
use crate::timeline::{HEAD, Timeline, demand, step};

fn lines(text: &str, variant: Option<&str>) -> Vec<String> {
    let choice = Choice {
        variant: variant.map(str::to_owned),
        sets: Vec::new(),
    };
    let model = support::model_of(text, &choice);
    let program = Program::new(&model);
    Timeline::of(&model, &program).lines
}

/// Submitted at 08:10 and decided at 10:10: without the approval the change is done two hours sooner, and nothing else differs.
#[test]
fn without_an_approval_the_lead_time_is_shorter_by_the_approval() {
    let text = HEAD.to_owned()
        + "[team.dev]\npeople = 9\n[team.board]\npeople = { office = 2 }\n"
        + &demand("job", "", &["06 08:00"])
        + &step("job", "prepare", "dev", "10m", "approval = true")
        + &step("job", "deploy", "dev", "1h", "")
        + "[governance]\npolicy = \"boards\"\n[policy.boards]\nrules = [ { route = \"cab\" } ]\n\
           [route.cab]\nby = \"board\"\npeople = 2\nlength = \"30m\"\ndiscussion = \"10m\"\nat_most = 5\nmeets = \"Wed 10:00\"\n\
           [variant.nobody]\nremove = [\"stream.job.prepare.approval\"]\n";
    let of_job = |variant| {
        let lines = lines(&text, variant).into_iter();
        lines.filter(|line| line.contains("job1")).collect::<Vec<_>>()
    };
    let today = [
        "Wed 08:00 job1 arrives",
        "Wed 08:00 job1 starts prepare",
        "Wed 08:10 job1 ends prepare, 10m",
        "Wed 10:10 job1 ends approval by cab, 10m of 2",
        "Wed 10:10 job1 approved by cab after 2h",
        "Wed 10:10 job1 starts deploy",
        "Wed 11:10 job1 ends deploy, 1h",
        "Wed 11:10 job1 done",
    ];
    assert_eq!(of_job(None), today);
    let without = [
        "Wed 08:00 job1 arrives",
        "Wed 08:00 job1 starts prepare",
        "Wed 08:10 job1 ends prepare, 10m",
        "Wed 08:10 job1 starts deploy",
        "Wed 09:10 job1 ends deploy, 1h",
        "Wed 09:10 job1 done",
    ];
    assert_eq!(of_job(Some("nobody")), without);
}

const RANDOM: &str = "{ typical = \"20m\", one_in_ten_over = \"2h\" }";

/// A step with a random effort.
fn random(stream: &str, name: &str, team: &str, more: &str) -> String {
    step(stream, name, team, "1h", more).replace("\"1h\"", RANDOM)
}

/// Two queues of random work that become one: the run is that of the file which says so itself, event by event.
#[test]
fn merged_teams_run_as_one_team_written_by_hand() {
    let arrivals = "arrivals = { per_week = 120 }";
    let organisation = |teams: &str, names: [&str; 2]| {
        HEAD.to_owned()
            + teams
            + &demand("north", arrivals, &[])
            + &random("north", "do", names[0], "")
            + &demand("south", arrivals, &[])
            + &random("south", "do", names[1], "")
    };
    let habits = "absence = \"10%\"\nother_duties = \"10%\"\n";
    let apart = organisation(
        &format!("[team.north]\npeople = {{ office = 2 }}\n{habits}[team.south]\npeople = {{ office = 3 }}\n{habits}"),
        ["north", "south"],
    ) + "[variant.together]\nmerge = [{ teams = [\"north\", \"south\"], into = \"pool\" }]\n";
    let pooled = organisation(
        &format!("[team.pool]\npeople = {{ office = 5 }}\n{habits}"),
        ["pool", "pool"],
    );
    let merged = lines(&apart, Some("together"));
    assert!(merged.len() > 300, "{}", merged.len());
    assert_ne!(merged, lines(&apart, None));
    assert_eq!(merged, lines(&pooled, None));
}

/// Luck belongs to things by name: without the step in the middle the same items arrive, the other steps take as long as before to
/// the tick, and the other stream does not notice.
#[test]
fn removing_a_step_redraws_nothing() {
    let arrivals = "arrivals = { per_week = 100 }";
    let text = HEAD.to_owned()
        + "[team.crowd]\npeople = 400\n"
        + &demand("job", arrivals, &[])
        + &random("job", "first", "crowd", "next = { middle = \"60%\", last = \"rest\" }")
        + &random("job", "middle", "crowd", "")
        + &random("job", "last", "crowd", "")
        + &demand("errand", arrivals, &[])
        + &random("errand", "do", "crowd", "")
        + "[variant.shorter]\nremove = [\"stream.job.middle\"]\n";
    let (today, shorter) = (lines(&text, None), lines(&text, Some("shorter")));
    let of = |lines: &[String], what: &str| {
        let found = lines.iter().filter(|line| line.contains(what));
        found.cloned().collect::<Vec<_>>()
    };
    assert!(of(&today, "errand").len() > 300);
    assert_eq!(of(&today, "errand"), of(&shorter, "errand"));
    assert!(of(&today, " ends middle").len() > 30 && of(&shorter, "middle").is_empty());
    let arriving = |lines: &[String]| of(&of(lines, "job"), "arrives");
    assert_eq!(arriving(&today), arriving(&shorter));
    assert_eq!(of(&today, "ends first"), of(&shorter, "ends first"));
    // The last step begins sooner, but takes each item as long.
    let efforts = |lines: &[String]| {
        let ends = of(lines, "ends last").into_iter();
        let of_item = ends.filter_map(|line| line.split_once(" job").map(|(_, rest)| rest.to_owned()));
        of_item.collect::<std::collections::BTreeSet<_>>()
    };
    let (today, shorter) = (efforts(&today), efforts(&shorter));
    assert!(today.len() > 100);
    assert!(
        today.is_subset(&shorter),
        "{:?}",
        today.difference(&shorter).collect::<Vec<_>>()
    );
}
