//! Single items as users meet them: `--items`, `--xes`, `story`, `new`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> TempDir {
    TempDir::new().expect("a folder can be made")
}

/// Runs a command in a folder; gives its exit code, what it printed, and what it told.
fn flowcast(folder: &TempDir, words: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flowcast"));
    command.current_dir(folder.path()).args(words).env("LC_ALL", "C.UTF-8");
    let output = command.output().expect("the command runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what we print is UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn done(folder: &TempDir, words: &[&str]) -> String {
    let (code, printed, told) = flowcast(folder, words);
    assert_eq!(code, Some(0), "{words:?}\n{told}");
    printed
}

/// One person at a desk, one behind them, both from nine to five. The second incident finds the desk busy for 20 minutes and the
/// platform for an hour until it closes; a promise of three office hours runs out at 10:10 the next day, 20 minutes too early.
const WORLD: &str = r#"
title = "A small world"
start = 2027-01-04
timezone = "Europe/Berlin"
duration = "2 weeks"
[hours]
office = "Mon-Fri 09:00-17:00"
[team.desk]
people = { office = 1 }
[team.platform]
people = { office = 1 }
[demand.incident]
kind = "failure"
stream = "restore"
arrivals = { at = ["2027-01-04 15:00", "2027-01-04 15:10", "2027-01-15 16:30"] }
priority = { P2 = "100%" }
[demand.change]
kind = "value"
stream = "change"
[[stream.restore.step]]
name = "triage"
activity = "engage"
practice = "service desk"
team = "desk"
effort = "30m"
next = { fix = "100%" }
[[stream.restore.step]]
name = "fix"
activity = "deliver_and_support"
practice = "incident management"
team = "platform"
effort = "90m"
raises = { change = "100%" }
[[stream.change.step]]
name = "deploy"
activity = "deliver_and_support"
practice = "deployment management"
team = "platform"
effort = "1h"
[promise.p2]
for = { demand = "incident", priority = "P2" }
resolve = "3h"
respond = "15m"
clock = "office"
target = "90%"
[run]
replications = 1
"#;

fn small_world() -> TempDir {
    let folder = folder();
    fs::write(folder.path().join("small.toml"), WORLD).expect("the file can be written");
    folder
}

const STORY: &str = "\
incident-2, P2, took 19 h 20 min, of which 2 h was work; its promise p2 of a first touch broke on
Mon 4 Jan 15:25, while it waited in the queue of desk; its promise p2 broke on Tue 5 Jan 10:10,
while platform 1 worked on it.

TIMELINE
  Mon 4 Jan 2027   15:10   arrives: incident, P2
                   15:10   waits in the queue of desk (triage)        20 min
                   15:25   promise p2 of a first touch breaks
                   15:30   desk 1 works on triage                     30 min
                   16:00   waits in the queue of platform (fix)          1 h
                   17:00   waits for platform, off shift (fix)          16 h
                   17:00   the clock of p2 stands still
  Tue 5 Jan        09:00   platform 1 works on fix                1 h 30 min
                   09:00   the clock of p2 runs
                   10:10   promise p2 breaks
                   10:30   raises change-2
                   10:30   resolved

WHERE THE TIME WENT                               of it
  in the queue of desk                   20 min      2%
  work by desk                           30 min      3%
  in the queue of platform                  1 h      5%
  waiting for platform, off shift          16 h     83%
  work by platform                   1 h 30 min      8%
  all                               19 h 20 min    100%

PROMISES
  P2: resolved within 3 h of office hours. Due Tue 5 Jan 10:10; broken: resolved Tue 5 Jan 10:30, 20
    min late. Its clock ran for 3 h 20 min and stood still for 16 h, outside office hours.
  P2: first touched within 15 min of office hours. Due Mon 4 Jan 15:25; broken: first touched Mon 4
    Jan 15:30, 5 min late. Its clock ran all the while, for 20 min.

WHAT STOOD IN THE WAY
  Its promise p2 was broken by 20 min. Each of these waits was longer than that: 16 h for platform,
    off shift and 1 h in the queue of platform.
  Its promise p2 of a first touch was broken by 5 min. One wait was longer than that: 20 min in the
    queue of desk.

RELATED
  raised   change-2
";

#[test]
fn a_story_tells_a_small_world_to_the_minute() {
    let folder = small_world();
    assert_eq!(done(&folder, &["story", "small.toml", "--item", "incident-2"]), STORY);
    // It is also the worst of all, which is what is told where nothing is asked for.
    assert_eq!(done(&folder, &["story", "small.toml"]), STORY);
    assert_eq!(done(&folder, &["story", "small.toml", "--worst", "p2"]), STORY);
    let child = done(&folder, &["story", "small.toml", "--item", "change-2"]);
    assert!(
        child.starts_with("change-2, P2, took 2 h, of which 1 h was work.\n"),
        "{child}"
    );
    assert!(child.contains("10:30   incident-2 raises it: change, P2\n"), "{child}");
    assert!(child.contains("raised by   incident-2\n"), "{child}");
    let open = done(&folder, &["story", "small.toml", "--longest"]);
    let headline = "incident-3, P2, was still open when the run ended, after 2 days 8 h, of which 30 min was work;";
    assert!(open.starts_with(headline), "{open}");
    assert!(open.contains("00:00   the run ends; it is still open\n"), "{open}");
}

#[test]
fn a_story_as_json_is_the_whole_record() {
    let folder = small_world();
    let text = done(&folder, &["story", "small.toml", "--item", "incident-2", "--json"]);
    let record: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(record["arrived"], "2027-01-04T15:10:00.000+01:00");
    assert_eq!(record["state"], "completed");
    assert_eq!(record["lead_seconds"], 69600.0);
    assert_eq!(record["children"][0]["id"], "change-2");
    let timeline = record["timeline"].as_array().expect("a list");
    let spells: Vec<(&str, f64)> = timeline
        .iter()
        .filter_map(|entry| Some((entry["part"].as_str()?, entry["seconds"].as_f64()?)))
        .collect();
    let expected = [
        ("queue", 1200.0),
        ("touch", 1800.0),
        ("queue", 3600.0),
        ("off_shift", 57600.0),
        ("touch", 5400.0),
    ];
    assert_eq!(spells, expected);
    assert_eq!(timeline.last().expect("an entry")["note"], "raised");
    let runs = record["promises"][0]["runs"].as_array().expect("a list");
    let ran: Vec<(&str, bool)> = runs
        .iter()
        .map(|run| (run["from"].as_str().expect("a time"), run["runs"] == true))
        .collect();
    let expected = [
        ("2027-01-04T15:10:00.000+01:00", true),
        ("2027-01-04T17:00:00.000+01:00", false),
        ("2027-01-05T09:00:00.000+01:00", true),
    ];
    assert_eq!(ran, expected);
}

#[test]
fn an_item_that_is_not_there_is_told_kindly() {
    let folder = small_world();
    for (words, told) in [
        (
            ["--item", "incident-4"],
            "error: there is no item `incident-4` in replication 1\n = note: it has 3 of them: `incident-1` to `incident-3`",
        ),
        (
            ["--item", "incident-0"],
            "error: there is no item `incident-0` in replication 1",
        ),
        (
            ["--item", "incidnt-4"],
            "a demand with a similar name exists: `incident`",
        ),
        (["--item", "incident"], "error: `incident` is not an item's id"),
        (["--typical", "request"], "error: the scenario has no demand `request`"),
        (["--worst", "p3"], "a promise with a similar name exists: `p2`"),
    ] {
        let (code, printed, error) = flowcast(&folder, &["story", "small.toml", words[0], words[1]]);
        assert_eq!((code, printed.as_str()), (Some(2), ""), "{error}");
        assert!(error.contains(told), "{error}");
    }
}

/// One person at a desk, one behind them. The second joiner waits 20 minutes for the desk, and splits at 10:40; the laptop waits half
/// an hour behind the first joiner's, and is the branch that the item waits for.
const SPLIT: &str = r#"
title = "A split world"
start = 2027-01-04
timezone = "Europe/Berlin"
duration = "2 weeks"
[hours]
office = "Mon-Fri 09:00-17:00"
[team.desk]
people = { office = 1 }
[team.platform]
people = { office = 1 }
[demand.joiner]
kind = "value"
stream = "joining"
arrivals = { at = ["2027-01-04 10:00", "2027-01-04 10:10"] }
[[stream.joining.step]]
name = "take"
activity = "engage"
practice = "service desk"
team = "desk"
effort = "10m"
branch = { to = ["laptop", "account"], join = "hand over" }
[[stream.joining.step]]
name = "laptop"
activity = "obtain_build"
practice = "service desk"
team = "platform"
effort = "1h"
next = { "hand over" = "100%" }
[[stream.joining.step]]
name = "account"
activity = "obtain_build"
practice = "service desk"
team = "desk"
effort = "20m"
next = { "hand over" = "100%" }
[[stream.joining.step]]
name = "hand over"
activity = "engage"
practice = "service desk"
team = "desk"
effort = "15m"
[run]
replications = 1
"#;

const SPLIT_STORY: &str = "\
joiner-2 took 2 h 15 min, of which 1 h 25 min was work.

TIMELINE
  Mon 4 Jan 2027   10:10   arrives: joiner
                   10:10   waits in the queue of desk (take)                           20 min
                   10:30   desk 1 works on take                                        10 min
                   10:40   splits into 2 branches after take: laptop and account   1 h 30 min
                   10:40   [laptop] waits in the queue of platform (laptop)            30 min
                   10:40   [account] desk 1 works on account                           20 min
                   11:00   [account] ends
                   11:10   [laptop] platform 1 works on laptop                            1 h
                   12:10   [laptop] ends, and the item goes on
                   12:10   desk 1 works on hand over                                   15 min
                   12:25   resolved

WHERE THE TIME WENT                       of it
  in the queue of desk           20 min     15%
  work by desk                   25 min     19%
  in the queue of platform       30 min     22%
  work by platform                  1 h     44%
  all                        2 h 15 min    100%
";

#[test]
fn a_story_tells_what_each_branch_did() {
    let folder = folder();
    fs::write(folder.path().join("split.toml"), SPLIT).expect("the file can be written");
    let words = ["story", "split.toml", "--item", "joiner-2"];
    assert_eq!(done(&folder, &words), SPLIT_STORY);
    // Where one branch is enough, the other is withdrawn while it is worked on, and lead time follows the first.
    let one = SPLIT.replace(r#"join = "hand over""#, r#"join = "hand over", first = 1"#);
    fs::write(folder.path().join("split.toml"), one).expect("the file can be written");
    let told = done(&folder, &words);
    assert!(
        told.starts_with("joiner-2 took 1 h 20 min, of which 45 min was work.\n"),
        "{told}"
    );
    assert!(
        told.contains("laptop and account; the first to end is enough"),
        "{told}"
    );
    assert!(told.contains("11:15  [account] ends, and the item goes on\n"), "{told}");
    assert!(told.contains("11:15  [laptop] is not needed any more\n"), "{told}");
}

/// Only one incident at a time may be in the fix, and whoever brings the next one waits with it; a fix raises a change that has to
/// end before the incident goes on.
const FULL: &str = r#"
title = "A full world"
start = 2027-01-04
timezone = "Europe/Berlin"
duration = "2 weeks"
[hours]
office = "Mon-Fri 09:00-17:00"
[team.desk]
people = { office = 1 }
[team.platform]
people = { office = 1 }
[demand.incident]
kind = "failure"
stream = "restore"
arrivals = { at = ["2027-01-04 10:00", "2027-01-04 10:10"] }
[demand.change]
kind = "value"
stream = "change"
[[stream.restore.step]]
name = "triage"
activity = "engage"
practice = "service desk"
team = "desk"
effort = "10m"
[[stream.restore.step]]
name = "fix"
activity = "deliver_and_support"
practice = "incident management"
team = "platform"
effort = "1h"
wip = { items = 1, when_full = "holding" }
raises = { change = { share = "100%", wait = true } }
[[stream.restore.step]]
name = "confirm"
activity = "engage"
practice = "service desk"
team = "desk"
effort = "5m"
[[stream.change.step]]
name = "deploy"
activity = "deliver_and_support"
practice = "deployment management"
team = "desk"
effort = "30m"
[run]
replications = 1
"#;

const FULL_STORY: &str = "\
incident-2 took 2 h 35 min, of which 1 h 15 min was work.

TIMELINE
  Mon 4 Jan 2027   10:10   arrives: incident
                   10:10   desk 1 works on triage                                          10 min
                   10:20   waits to enter fix: its limit (1) is full, and keeps 1 person   50 min
                   11:10   platform 1 works on fix                                            1 h
                   12:10   raises change-2
                   12:10   waits for change-2                                              30 min
                   12:40   desk 1 works on confirm                                          5 min
                   12:45   resolved

WHERE THE TIME WENT                               of it
  work by desk                           15 min     10%
  blocked by other items, platform   1 h 20 min     52%
  work by platform                          1 h     39%
  all                                2 h 35 min    100%

RELATED
  raised   change-2
";

#[test]
fn a_story_tells_what_an_item_was_blocked_by() {
    let folder = folder();
    fs::write(folder.path().join("full.toml"), FULL).expect("the file can be written");
    let told = done(&folder, &["story", "full.toml", "--item", "incident-2"]);
    assert_eq!(told, FULL_STORY);
}

const SHELF: &str = r#"
title = "A shelf and a supplier"
start = 2027-01-04
duration = "1 week"
[team.desk]
people = 1
[supplier.netco]
takes = "2h"
[part.antenna]
count = 1
reorder_at = 0
order = 1
takes = "3h"
[demand.job]
kind = "value"
stream = "job"
arrivals = { at = ["2027-01-04 09:00", "2027-01-04 10:00"] }
[[stream.job.step]]
name = "mount"
activity = "engage"
practice = "service desk"
team = "desk"
effort = "30m"
uses = { antenna = 1 }
[[stream.job.step]]
name = "line"
activity = "obtain_build"
practice = "supplier management"
supplier = "netco"
[run]
replications = 1
"#;

/// The first job takes the antenna at 9:00, and the next one comes at 12:00.
#[test]
fn a_story_tells_of_spare_parts_and_suppliers() {
    let folder = folder();
    fs::write(folder.path().join("shelf.toml"), SHELF).expect("the file can be written");
    let told = done(&folder, &["story", "shelf.toml", "--item", "job-2"]);
    let lines: Vec<String> = told
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(
        lines,
        [
            "job-2 took 4 h 30 min, of which 30 min was work.",
            "TIMELINE",
            "Mon 4 Jan 2027 10:00 arrives: job",
            "10:00 waits for spare parts (antenna) at mount 2 h",
            "12:00 desk 1 works on mount 30 min",
            "12:30 waits for the supplier netco at line 2 h",
            "14:30 resolved",
            "WHERE THE TIME WENT of it",
            "waiting for spare parts, desk 2 h 44%",
            "work by desk 30 min 11%",
            "with the supplier netco 2 h 44%",
            "all 4 h 30 min 100%",
        ],
        "{told}"
    );
}

/// A world where much goes wrong: a wrong team and a second line that takes over, a caller who gives up, a resolution that was none,
/// calls about an outage, an order from before the run, a wait that stops a clock, and people who are away while a shock lasts.
const MISHAPS: &str = r#"
title = "A world of mishaps"
start = 2027-01-04
timezone = "Europe/Berlin"
duration = "1 week"
[hours]
office = "Mon-Fri 09:00-17:00"
late = "Mon-Fri 16:00-17:00"
[team.desk]
people = { office = 1 }
[team.network]
people = { office = 1 }
[team.second]
people = { office = 1 }
[demand.fault]
kind = "failure"
stream = "repair"
arrivals = { at = ["2027-01-04 10:00", "2027-01-04 10:00"] }
[[stream.repair.step]]
name = "mend"
activity = "deliver_and_support"
practice = "incident management"
team = ["desk", { team = "second", after = "15m" }]
effort = "1h"
misrouted = { share = "100%", to = { network = "100%" }, effort = "5m" }
[demand.question]
kind = "information"
stream = "ask"
arrivals = { at = ["2027-01-05 09:00", "2027-01-05 09:05"] }
[[stream.ask.step]]
name = "answer"
activity = "engage"
practice = "service desk"
team = "desk"
effort = "40m"
patience = { lasts = "20m" }
[demand.request]
kind = "value"
stream = "fulfil"
arrivals = { at = ["2027-01-06 09:00"] }
reopened = { share = "50%", to = "do", within = "0m" }
[[stream.fulfil.step]]
name = "do"
activity = "obtain_build"
practice = "service request management"
team = "second"
effort = "30m"
[demand.outage]
kind = "failure"
stream = "restore"
arrivals = { at = ["2027-01-07 10:00"] }
while_open = { raises = "call", per_hour = 3600, at_most = 2 }
[[stream.restore.step]]
name = "restart"
activity = "deliver_and_support"
practice = "incident management"
team = "network"
effort = "1h"
[demand.call]
kind = "information"
stream = "listen"
[[stream.listen.step]]
name = "listen"
activity = "engage"
practice = "service desk"
team = "desk"
effort = "2h"
[demand.order]
kind = "value"
stream = "deliver"
arrivals = { at = ["2027-01-08 10:00"] }
starting = { count = 1, age = "2 days" }
[[stream.deliver.step]]
name = "pack"
activity = "obtain_build"
practice = "service request management"
team = "second"
effort = "30m"
[[stream.deliver.step]]
name = "ask back"
activity = "engage"
practice = "service desk"
wait = "3h"
waits_for = "customer"
stops_clock = true
[[stream.deliver.step]]
name = "send"
activity = "obtain_build"
practice = "service request management"
team = "second"
effort = "30m"
[promise.order]
for = { demand = "order" }
resolve = "2h"
clock = "office"
target = "90%"
[promise.request]
for = { demand = "request" }
resolve = "1h"
clock = "office"
target = "90%"
[shock.strike]
from = "2027-01-08 13:40"
lasts = "1h"
changes.team.second.people = { office = 0, late = 1 }
[run]
replications = 1
"#;

/// Each worked out by hand; how often the request is reopened is luck, and that of this seed.
const MISHAP_STORIES: [(&str, &str); 6] = [
    (
        "fault-2",
        "\
fault-2 took 1 h 25 min, of which 1 h 5 min was work.

TIMELINE
  Mon 4 Jan 2027   10:00   arrives: fault
                   10:00   goes to the wrong team first: network
                   10:00   waits in the queue of network (mend)         5 min
                   10:05   network 1 works on mend                      5 min
                   10:10   waits in the queue of desk (mend)           15 min
                   10:25   has waited too long: second takes it over
                   10:25   second 1 works on mend                         1 h
                   11:25   resolved

WHERE THE TIME WENT                      of it
  in the queue of network        5 min      6%
  work by network                5 min      6%
  in the queue of desk          15 min     18%
  work by second                   1 h     71%
  all                       1 h 25 min    100%
",
    ),
    (
        "question-2",
        "\
question-2 was closed undone after 20 min, in which nobody worked on it.

TIMELINE
  Tue 5 Jan 2027   09:05   arrives: question
                   09:05   waits in the queue of desk (answer)   20 min
                   09:25   gives up waiting (answer)
                   09:25   closed undone

WHERE THE TIME WENT               of it
  in the queue of desk   20 min    100%
  all                    20 min    100%
",
    ),
    (
        "request-1",
        "\
request-1 took 3 h, all of it work; its promise request was kept.

TIMELINE
  Wed 6 Jan 2027   09:00   arrives: request
                   09:00   second 1 works on do            30 min
                   09:30   resolved, as it seems
                   09:30   reopened: it was not resolved
                   09:30   second 1 works on do, again     30 min
                   10:00   resolved, as it seems
                   10:00   reopened: it was not resolved
                   10:00   second 1 works on do, again     30 min
                   10:30   resolved, as it seems
                   10:30   reopened: it was not resolved
                   10:30   second 1 works on do, again     30 min
                   11:00   resolved, as it seems
                   11:00   reopened: it was not resolved
                   11:00   second 1 works on do, again     30 min
                   11:30   resolved, as it seems
                   11:30   reopened: it was not resolved
                   11:30   second 1 works on do, again     30 min
                   12:00   resolved

WHERE THE TIME WENT         of it
  work by second      3 h    100%
  all                 3 h    100%

PROMISES
  Request: resolved within 1 h of office hours. Due Wed 6 Jan 10:00; kept: resolved Wed 6 Jan 09:30,
    30 min before. Its clock ran all the while, for 30 min.
",
    ),
    (
        "outage-1",
        "\
outage-1 took 1 h, all of it work.

TIMELINE
  Thu 7 Jan 2027   10:00   arrives: outage
                   10:00   network 1 works on restart   1 h
                   11:00   resolved

WHERE THE TIME WENT         of it
  work by network     1 h    100%
  all                 1 h    100%

RELATED
  called about by   2 items, call-1 to call-2
",
    ),
    (
        "order-1",
        "\
order-1 took 2 days 13 h, of which 1 h was work; of the 2 days before the run began nothing is
known; its promise order was kept.

TIMELINE
  Sat 2 Jan 2027   00:00   arrives: order
                   00:00   is open before the run begins; what happened is not known   2 days
                   00:00   the clock of order does not run yet
  Mon 4 Jan        00:00   waits for second, off shift (pack)                             9 h
                   09:00   second 1 works on pack                                      30 min
                   09:00   the clock of order runs
                   09:30   waits for the customer at ask back                             3 h
                   09:30   the clock of order stands still
                   12:30   second 1 works on send                                      30 min
                   12:30   the clock of order runs
                   13:00   resolved

WHERE THE TIME WENT                                   of it
  before the run began, not known how        2 days     79%
  waiting for second, off shift                 9 h     15%
  work by second                                1 h      2%
  customer                                      3 h      5%
  all                                   2 days 13 h    100%

PROMISES
  Order: resolved within 2 h of office hours. Due Mon 4 Jan 14:00; kept: resolved Mon 4 Jan 13:00, 1
    h before. Its clock ran for 1 h and stood still for 2 days 12 h: 2 days 9 h outside office
    hours and 3 h during ask back.
",
    ),
    (
        "order-2",
        "\
order-2 took 5 h, of which 1 h was work; its promise order was kept.

TIMELINE
  Fri 8 Jan 2027   10:00   arrives: order
                   10:00   second 1 works on pack                                  30 min
                   10:30   waits for the customer at ask back                         3 h
                   10:30   the clock of order stands still
                   13:30   second 1 works on send; stops at the end of the shift   10 min
                   13:30   the clock of order runs
                   13:40   waits for second, off shift (send)                         1 h
                   14:40   second 1 goes on with send                              20 min
                   15:00   resolved

WHERE THE TIME WENT                     of it
  work by second                  1 h     20%
  customer                        3 h     60%
  waiting for second, off shift   1 h     20%
  all                             5 h    100%

PROMISES
  Order: resolved within 2 h of office hours. Due Fri 8 Jan 15:00; kept: resolved Fri 8 Jan 15:00 on
    the dot. Its clock ran for 2 h and stood still for 3 h, during ask back.
",
    ),
];

#[test]
fn stories_of_mishaps_are_told_to_the_minute() {
    let folder = folder();
    fs::write(folder.path().join("mishaps.toml"), MISHAPS).expect("the file can be written");
    for (item, story) in MISHAP_STORIES {
        assert_eq!(
            done(&folder, &["story", "mishaps.toml", "--item", item]),
            story,
            "{item}"
        );
    }
}

const ITEMS: &str = "\
replication,id,demand,kind,priority,state,counted,arrived,first_touched,resolved,lead_seconds,touch_seconds,queue_seconds,\
off_shift_seconds,approval_seconds,supplier_seconds,customer_seconds,handoff_seconds,blocked_seconds,other_waits_seconds,batch_seconds,p2 due,p2 kept,\
p2 respond due,p2 respond kept,parent,root,root_kind
1,incident-1,incident,failure,P2,completed,yes,2027-01-04 15:00:00.000,2027-01-04 15:00:00.000,2027-01-04 17:00:00.000,\
7200.000,7200.000,0.000,0.000,0.000,0.000,0.000,0.000,0.000,0.000,0.000,2027-01-05 10:00:00.000,yes,2027-01-04 15:15:00.000,yes,,\
incident-1,failure
1,incident-2,incident,failure,P2,completed,yes,2027-01-04 15:10:00.000,2027-01-04 15:30:00.000,2027-01-05 10:30:00.000,\
69600.000,7200.000,4800.000,57600.000,0.000,0.000,0.000,0.000,0.000,0.000,0.000,2027-01-05 10:10:00.000,no,2027-01-04 15:25:00.000,no,,\
incident-2,failure
1,change-1,change,value,P2,completed,yes,2027-01-04 17:00:00.000,2027-01-05 10:30:00.000,2027-01-05 11:30:00.000,66600.000,\
3600.000,5400.000,57600.000,0.000,0.000,0.000,0.000,0.000,0.000,0.000,,,,,incident-1,incident-1,failure
1,change-2,change,value,P2,completed,yes,2027-01-05 10:30:00.000,2027-01-05 11:30:00.000,2027-01-05 12:30:00.000,7200.000,\
3600.000,3600.000,0.000,0.000,0.000,0.000,0.000,0.000,0.000,0.000,,,,,incident-2,incident-2,failure
1,incident-3,incident,failure,P2,open,no,2027-01-15 16:30:00.000,2027-01-15 16:30:00.000,,199800.000,1800.000,0.000,\
198000.000,0.000,0.000,0.000,0.000,0.000,0.000,0.000,,,2027-01-15 16:45:00.000,yes,,incident-3,failure
";

#[test]
fn a_table_of_a_small_world_is_known_to_the_second() {
    let folder = small_world();
    done(&folder, &["run", "small.toml", "--items", "--out", "out"]);
    let table = fs::read_to_string(folder.path().join("out/items.csv")).expect("a table");
    assert_eq!(table, ITEMS);
    assert!(!folder.path().join("out/items.xes").exists());
    let manifest = fs::read_to_string(folder.path().join("out/manifest.json")).expect("a manifest");
    assert!(manifest.contains("items.csv"), "a second run knows the file for ours");
    done(&folder, &["run", "small.toml", "--out", "out"]);
    assert!(!folder.path().join("out/items.csv").exists());
}

fn northwind() -> PathBuf {
    root().join("scenarios/northwind.toml")
}

/// Figures that `items.csv` of all runs gives, beside those of the run.
#[test]
fn figures_counted_from_items_are_those_of_the_run() {
    let folder = folder();
    let scenario = northwind().display().to_string();
    done(
        &folder,
        &[
            "run",
            &scenario,
            "--replications",
            "3",
            "--items",
            "3",
            "-q",
            "--out",
            "out",
        ],
    );
    let mut table = csv::Reader::from_path(folder.path().join("out/items.csv")).expect("a table");
    let heading = table.headers().expect("a heading").clone();
    let column = |name: &str| {
        heading
            .iter()
            .position(|own| own == name)
            .unwrap_or_else(|| panic!("no {name}"))
    };
    let number = |row: &csv::StringRecord, name: &str| row[column(name)].parse::<f64>().expect("a number");
    let mut counted: BTreeMap<(String, String), f64> = BTreeMap::new();
    let (mut runs, mut ids) = (BTreeMap::new(), std::collections::BTreeSet::new());
    // 4 weeks of warm-up from Monday 2027-01-04; the window ends with British Summer Time.
    let (from, to) = ("2027-02-01 00:00", "2027-04-26 01:00");
    for row in table.records() {
        let row = row.expect("a row");
        *runs.entry(row[0].to_owned()).or_insert(0) += 1;
        assert!(
            ids.insert((row[0].to_owned(), row[1].to_owned())),
            "an id comes twice: {row:?}"
        );
        let demand = row[column("demand")].to_owned();
        let parts: f64 = heading
            .iter()
            .filter(|name| name.ends_with("_seconds") && *name != "lead_seconds")
            .map(|part| number(&row, part))
            .sum();
        assert!(
            (parts - number(&row, "lead_seconds")).abs() < 5e-7,
            "the parts do not add up: {row:?}"
        );
        let mut add = |what: &str, value: f64| *counted.entry((what.to_owned(), demand.clone())).or_default() += value;
        if &row[column("arrived")] >= from {
            add("arrivals", 1.0);
        }
        if &row[column("counted")] == "yes" {
            add("throughput", 1.0);
            for part in ["lead", "touch", "queue", "off_shift", "approval"] {
                add(part, number(&row, &format!("{part}_seconds")) / 3600.0);
            }
        }
        for promise in ["p1", "p3", "requests", "p1 respond"] {
            let due = &row[column(&format!("{promise} due"))];
            if due >= from && due < to && !due.is_empty() {
                let mut add = |what: &str| *counted.entry((what.to_owned(), promise.to_owned())).or_default() += 1.0;
                add("due");
                if &row[column(&format!("{promise} kept"))] == "yes" {
                    add("kept");
                }
            }
        }
    }
    assert_eq!(runs.len(), 3);
    let of = |what: &str, name: &str| counted.get(&(what.to_owned(), name.to_owned())).copied().unwrap_or(0.0);
    let kpis = fs::read_to_string(folder.path().join("out/kpis.csv")).expect("a table");
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(kpis.as_bytes())
        .records()
        .map(|row| row.expect("a row"))
        .collect();
    // A part of lead time is told in two figures: first visits, and repeat visits.
    let again = |measure: &str, name: &str| -> f64 {
        let rework = format!("{measure}, rework");
        let found = rows
            .iter()
            .find(|row| row[1] == rework && &row[2] == "demand" && &row[3] == name);
        found.map_or(0.0, |row| row[6].parse().expect("a number"))
    };
    let mut compared = 0;
    for row in &rows {
        let (measure, by, name, statistic) = (&row[1], &row[2], &row[3], &row[4]);
        let weeks = 3.0 * 12.0;
        let expected = match (measure, by, statistic) {
            ("arrivals" | "throughput", "demand", "per week") => of(measure, name) / weeks,
            ("lead time", "demand", "mean") => of("lead", name) / of("throughput", name),
            ("touch" | "queue" | "off shift" | "approval", "demand", "mean") => {
                of(&measure.replace(' ', "_"), name) / of("throughput", name) - again(measure, name)
            }
            ("promise kept", "promise", "share") => of("kept", name) / of("due", name),
            _ => continue,
        };
        let figure: f64 = row[6].parse().expect("a number");
        // Parts and means are sums of whole milliseconds: nothing but floating division differs.
        let close = (figure - expected).abs() <= 1e-9 * expected.abs().max(1.0);
        assert!(
            close,
            "{measure} of {name}: {figure} in kpis.csv, {expected} from items.csv"
        );
        compared += 1;
    }
    assert!(compared >= 20, "only {compared} figures were compared");
}

#[test]
fn the_event_log_is_sound_xml_with_unique_traces() {
    let folder = folder();
    let scenario = northwind().display().to_string();
    let hostile = "title=\"a <b> & \\\"c\\\" \\u0007\"";
    let words = [
        "run",
        &scenario,
        "--replications",
        "2",
        "--xes",
        "2",
        "-q",
        "--out",
        "out",
        "--set",
        hostile,
    ];
    done(&folder, &words);
    let text = fs::read_to_string(folder.path().join("out/items.xes")).expect("UTF-8");
    let mut reader = Reader::from_str(&text);
    let (mut depth, mut traces, mut events, mut names) = (0_usize, 0, 0, std::collections::BTreeSet::new());
    let mut parents: Vec<String> = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_owned();
                traces += usize::from(name == "trace");
                events += usize::from(name == "event");
                parents.push(name);
                depth += 1;
            }
            Event::End(_) => {
                parents.pop();
                depth -= 1;
            }
            Event::Empty(tag) => {
                let attribute = |key: &str| {
                    let found = tag.try_get_attribute(key).expect("sound attributes");
                    found.map(|found| found.value.into_owned())
                };
                let in_trace = parents.last().is_some_and(|parent| parent == "trace");
                if in_trace && attribute("key").as_deref() == Some("concept:name") {
                    names.insert(attribute("value").expect("a value"));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    assert_eq!(names.len(), traces, "names of traces are unique");
    assert!(
        traces > 10_000 && events > 4 * traces,
        "{traces} traces, {events} events"
    );
    assert!(names.contains("2/incident-1"));
    assert!(text.contains("<string key=\"concept:name\" value=\"a &lt;b&gt; &amp; &quot;c&quot; \"/>"));
    // After the spring change of the clocks London is an hour ahead of UTC.
    assert!(text.contains("+01:00\"/>") && text.contains("+00:00\"/>"));
}

// ---- Scenarios to begin with ----

fn templates() -> Vec<String> {
    let entries = fs::read_dir(root().join("scenarios/templates")).expect("the folder is there");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .path()
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn every_template_is_listed_reads_without_warnings_and_runs_with_its_variants() {
    let folder = folder();
    let list = done(&folder, &["new", "--list"]);
    assert_eq!(templates().len(), 6);
    for name in templates() {
        assert!(list.contains(&format!("\n  {name} ")), "{name} is not in\n{list}");
        let file = format!("{name}.toml");
        let told = done(&folder, &["new", &file, "--template", &name]);
        assert!(told.starts_with(&format!("Wrote {file}: ")), "{told}");
        let text = fs::read_to_string(folder.path().join(&file)).expect("a scenario");
        assert!(text.starts_with("#:schema ./scenario.schema.json\n"), "{text}");
        let (code, _, warned) = flowcast(&folder, &["check", &file]);
        assert_eq!((code, warned.as_str()), (Some(0), ""), "{name}");
        let printed = done(&folder, &["run", &file]);
        assert!(
            !printed.contains("warning") && !printed.contains(" ✗ "),
            "{name} is not believable:\n{printed}"
        );
        done(&folder, &["compare", &file, "--replications", "3", "-q"]);
        done(&folder, &["story", &file]);
    }
    assert!(folder.path().join("scenario.schema.json").exists());
}

#[test]
fn a_new_scenario_never_replaces_a_file() {
    let folder = folder();
    let ours = folder.path().join("desk.toml");
    fs::write(&ours, "ours").expect("the file can be written");
    fs::write(folder.path().join("scenario.schema.json"), "ours too").expect("the file can be written");
    let (code, _, told) = flowcast(&folder, &["new", "desk"]);
    assert_eq!(code, Some(2));
    assert!(
        told.contains("`desk.toml` is there already, and is left as it is"),
        "{told}"
    );
    assert_eq!(fs::read_to_string(&ours).expect("a file"), "ours");
    done(&folder, &["new", "other"]);
    let schema = fs::read_to_string(folder.path().join("scenario.schema.json")).expect("a file");
    assert_eq!(schema, "ours too");
    let (code, _, told) = flowcast(&folder, &["new", "x", "--template", "dsk"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("a template with a similar name exists: `desk`"), "{told}");
}
