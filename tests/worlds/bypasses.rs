//! Who goes round a route, and who finds out.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};

fn world(at: &[&str], bypass: &str) -> String {
    HEAD.to_owned()
        + "[team.dev]\npeople = { office = 9 }\n[team.auditors]\npeople = { office = 1 }\n"
        + &demand(
            "change",
            "fails = \"100%\"\ntype = { normal = \"100%\", emergency = \"0%\" }",
            at,
        )
        + &step("change", "prepare", "dev", "1h", "approval = true")
        + &step(
            "change",
            "deploy",
            "dev",
            "30m",
            "if_it_fails = { raises = \"repair\", count = 0 }",
        )
        + "[demand.repair]\nkind = \"failure\"\nstream = \"repair\"\n"
        + &step("repair", "mend", "dev", "15m", "")
        + "[governance]\npolicy = \"all\"\n[policy.all]\n\
           rules = [ { when = { type = \"emergency\" }, route = \"quick\" }, { route = \"peer\" } ]\n\
           [route.quick]\nautomated = \"5m\"\n[route.peer]\nautomated = \"1d\"\n"
        + &format!("bypass = {{ {bypass} }}\n")
}

/// Without approval: what nobody looked at fails as if there were no control.
#[test]
fn the_unauthorised_take_no_route() {
    assert_timeline(
        &world(&["04 09:00"], "share = \"100%\""),
        "Mon 09:00 change1 arrives
         Mon 09:00 change1 starts prepare
         Mon 10:00 change1 ends prepare, 1h
         Mon 10:00 change1 goes round peer
         Mon 10:00 change1 starts deploy
         Mon 10:30 change1 ends deploy, 30m
         Mon 10:30 change1 fails, approved by nobody
         Mon 10:30 change1 done",
    );
}

/// Declared urgent: the route of what it is not.
#[test]
fn the_falsely_urgent_take_the_route_of_the_urgent() {
    assert_timeline(
        &world(&["04 09:00"], "share = \"100%\", as = { type = \"emergency\" }"),
        "Mon 09:00 change1 arrives
         Mon 09:00 change1 starts prepare
         Mon 10:00 change1 ends prepare, 1h
         Mon 10:00 change1 goes round peer to quick
         Mon 10:00 change1 held at approval by quick, approval
         Mon 10:05 change1 ends approval by quick, 5m held
         Mon 10:05 change1 bad, approved by quick after 5m
         Mon 10:05 change1 starts deploy
         Mon 10:35 change1 ends deploy, 30m
         Mon 10:35 change1 fails, approved by quick
         Mon 10:35 change1 done",
    );
}

/// Nobody goes round it before anybody has had to wait. The first decision, on Tuesday at 10:00, took a day, and each day of delay
/// adds 100 %: who asks later than that goes round it.
#[test]
fn the_share_grows_with_the_delay_that_was_seen() {
    let (model, program) = support::program(&world(
        &["04 09:00", "05 08:59", "05 09:01"],
        "more_per_day_waited = \"100%\"",
    ));
    let lines = Timeline::of(&model, &program).lines;
    let told: Vec<&str> = lines
        .iter()
        .filter(|line| line.contains("held") || line.contains("round"))
        .map(String::as_str)
        .collect();
    assert_eq!(
        told,
        [
            "Mon 10:00 change1 held at approval by peer, approval",
            // At 08:59 nobody is there: work starts at 09:00 and ends at 10:00, just before the decision of the same instant.
            "Tue 10:00 change2 held at approval by peer, approval",
            "Tue 10:00 change1 ends approval by peer, 1d held",
            "Tue 10:01 change3 goes round peer",
            "Wed 10:00 change2 ends approval by peer, 1d held",
        ]
    );
}

/// The audit of Tuesday looks at what went round its route on Monday, finds it, and what it raises is mended. For a week after that
/// nobody goes round it.
#[test]
fn an_audit_finds_deters_and_corrects() {
    let text = world(&["04 09:00", "05 09:00", "12 09:00"], "share = \"100%\"")
        + "[audit.tuesdays]\non = \"Tue 00:00\"\nby = \"auditors\"\neffort = \"30m\"\ndeters = \"100%\"\n\
           deters_for = \"1 week\"\nraises = \"repair\"\n";
    let (model, program) = support::program(&text);
    let lines = Timeline::of(&model, &program).lines;
    let told: Vec<&str> = lines
        .iter()
        .filter(|line| {
            line.contains("audit") || line.contains("round") || line.contains("repair") || line.contains("by peer")
        })
        .map(String::as_str)
        .collect();
    assert_eq!(
        told,
        [
            "Mon 10:00 change1 goes round peer",
            "Tue 00:00 audit tuesdays1 arrives",
            "Tue 09:00 audit tuesdays1 starts do, 9h off shift",
            "Tue 09:30 audit tuesdays1 ends do, 30m",
            "Tue 09:30 audit tuesdays1 finds change1",
            "Tue 09:30 repair1 arrives",
            "Tue 09:30 audit tuesdays1 done",
            "Tue 09:30 repair1 starts mend",
            "Tue 09:45 repair1 ends mend, 15m",
            "Tue 09:45 repair1 done",
            // Asked at 10:00, half an hour after the finding.
            "Tue 10:00 change2 held at approval by peer, approval",
            "Wed 10:00 change2 ends approval by peer, 1d held",
            "Wed 10:00 change2 bad, approved by peer after 1d",
            "Wed 10:30 change2 fails, approved by peer",
            // The second audit finds that this one took its route: there is nothing to find, and by 10:00 the week is over.
            "Tue 00:00 audit tuesdays2 arrives",
            "Tue 09:00 audit tuesdays2 starts do, 9h off shift",
            "Tue 09:30 audit tuesdays2 ends do, 30m",
            "Tue 09:30 audit tuesdays2 done",
            "Tue 10:00 change3 goes round peer",
        ]
    );
}

/// Audits look at no more than they are to.
#[test]
fn a_sample_has_its_limits() {
    let at: Vec<String> = (0..50).map(|minute| format!("04 10:{minute:02}")).collect();
    let at: Vec<&str> = at.iter().map(String::as_str).collect();
    let looked = |sample: &str| {
        let audit = format!("[audit.one]\nevery = \"13 days\"\nby = \"auditors\"\neffort = \"1m\"\n{sample}\n");
        let (model, program) = support::program(&(world(&at, "share = \"100%\"") + &audit));
        let lines = Timeline::of(&model, &program).lines;
        lines
            .iter()
            .filter(|line| line.contains("audit") && line.contains("arrives"))
            .count()
    };
    assert_eq!(looked(""), 50);
    assert_eq!(looked("at_most = 7"), 7);
    assert_eq!(looked("sample = \"0%\""), 0);
    // Half of 50, within four standard errors.
    assert!((25 - 14..=25 + 14).contains(&looked("sample = \"50%\"")));
}
