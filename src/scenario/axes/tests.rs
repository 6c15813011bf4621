use super::*;
use crate::diagnostic::Style;

const TEXT: &str = r#"
[team.desk]
people  = { office = 6 }
absence = "10%"
[governance]
policy = "board"
[[stream.answer.step]]
name   = "look"
effort = "90m"
"#;

fn read(texts: &[&str]) -> (Vec<Axis>, String) {
    let mut sources = Sources::default();
    let file = sources.add("desk.toml", TEXT);
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    let (axes, faults) = axes(&mut sources, file, &Choice::default(), &texts);
    let told: Vec<String> = faults
        .iter()
        .map(|fault| fault.render(&sources, Style::Plain))
        .collect();
    (axes, told.join("\n"))
}

/// Texts of the values of one axis; today's has a star.
fn values(text: &str) -> String {
    let (axes, told) = read(&[text]);
    assert!(!told.contains("error"), "{told}");
    let value = |value: &AxisValue| format!("{}{}", value.text, if value.today { "*" } else { "" });
    axes[0].values.iter().map(value).collect::<Vec<_>>().join(" ")
}

#[test]
fn ranges_count_up() {
    assert_eq!(values("team.desk.people.office=4..8"), "4 5 6* 7 8");
    assert_eq!(values("team.desk.people.office = 4 .. 8 by 2"), "4 6* 8");
    assert_eq!(values("team.desk.absence=5%..20% by 5%"), "5% 10%* 15% 20%");
    assert_eq!(values("team.desk.absence=5%..20% step 5%"), "5% 10%* 15% 20%");
    assert_eq!(
        values("stream.answer.look.effort=1h..2h by 15m"),
        "1h 1h 15m 1h 30m* 1h 45m 2h"
    );
    assert_eq!(
        values("stream.answer.look.effort=1h..2h"),
        "1h 1h 15m 1h 30m* 1h 45m 2h",
        "by quarters"
    );
    assert_eq!(values("demand.x.arrivals.per_week=0.5..1.5"), "0.5 0.75 1 1.25 1.5");
    assert_eq!(values("team.desk.people.office=6..6"), "6*");
}

#[test]
fn lists_hold_words_amounts_and_tables() {
    assert_eq!(values("team.desk.people.office=3,6, 7"), "3 6* 7");
    assert_eq!(values("governance.policy=board,peer"), "board* peer");
    assert_eq!(
        values("stream.answer.look.effort=90m,{ typical = \"1h\", one_in_ten_over = \"2h\" }"),
        "90m* { typical = \"1h\", one_in_ten_over = \"2h\" }"
    );
    let (axes, _) = read(&["governance.policy=board,peer", "team.desk.people.office=3,6"]);
    let sizes = |axis: &Axis| axis.values.iter().map(|value| value.size).collect::<Vec<_>>();
    assert_eq!(
        (sizes(&axes[0]), sizes(&axes[1])),
        (vec![None, None], vec![Some(3.0), Some(6.0)])
    );
    assert_eq!(axes[0].values[1].set, "governance.policy=\"peer\"");
}

#[test]
fn every_fault_of_every_axis_is_told_at_once() {
    let (_, told) = read(&[
        "team.desk.people.office=8..4",
        "team.desk.absence=5%..20% by 0%",
        "team.desk.absence=5%..20",
        "demand.call.arrivals.per_week=1..1000000",
        "governance.policy=board,,board",
        "governance.policy=a..b",
        "nothing",
        "team.desk.people.office=",
        "run.seed=1,2",
        "run.seed=3",
        "stream.answer.look.effort=1h..3h by 50m",
    ]);
    insta::assert_snapshot!(told);
}
