use super::*;
use crate::diagnostic::Diagnostics;

const TEXT: &str = r#"
[team.desk]
people  = { office = 4 }
absence = "8%"
[demand.call]
arrivals = { per_week = 200, split = { office = "100%" } }
priority = { P1 = "10%", P2 = "30%", P3 = "60%" }
fails    = { standard = "1%", normal = "8%" }
[[stream.answer.step]]
name   = "look"
effort = { typical = "20m", one_in_ten_over = "1h" }
next   = { done = "80%", look = "rest" }
[promise.soon]
target = "90%"
"#;

fn read(uncertain: &str) -> Vec<Input> {
    let mut sources = Sources::default();
    let file = sources.add("desk.toml", format!("{TEXT}\n[uncertain]\n{uncertain}"));
    inputs(&mut sources, file, &Choice::default(), false)
}

fn ends(input: &Input) -> [String; 2] {
    [0.0, 1.0].map(|place| changes(std::slice::from_ref(input), &[(0, place)]).remove(0))
}

#[test]
fn efforts_arrivals_and_shares_have_ranges_by_default() {
    let found = read("");
    let paths: Vec<&str> = found.iter().map(|input| input.path.as_str()).collect();
    let expected = [
        "team.desk.absence",
        "demand.call.arrivals.per_week",
        "demand.call.priority.P1",
        "demand.call.fails.standard",
        "demand.call.fails.normal",
        "stream.answer.look.effort",
        "stream.answer.look.next.done",
    ];
    assert_eq!(paths, expected);
    assert!(found.iter().all(|input| !input.stated && input.today_at == 0.5));
    assert_eq!(
        ends(&found[0]),
        ["team.desk.absence=\"6.4%\"", "team.desk.absence=\"9.6%\""]
    );
    assert_eq!(ends(&found[1])[1], "demand.call.arrivals.per_week=240");
    assert_eq!(
        ends(&found[2])[1],
        "demand.call.priority={ P1 = \"12%\", P2 = \"29.333333333%\", P3 = \"58.666666667%\" }"
    );
    assert_eq!(ends(&found[4])[0], "demand.call.fails.normal=\"6.4%\"");
    assert_eq!(
        ends(&found[5]),
        [
            "stream.answer.look.effort={ typical = \"16m\", one_in_ten_over = \"48m\" }",
            "stream.answer.look.effort={ typical = \"24m\", one_in_ten_over = \"1h 12m\" }"
        ]
    );
    assert_eq!(
        ends(&found[6])[0],
        "stream.answer.look.next={ done = \"64%\", look = \"rest\" }"
    );
}

#[test]
fn stated_ranges_come_alone_quoted_or_not() {
    let found = read(
        "\"team.desk.absence\" = { low = \"4%\", high = \"12%\", likely = \"6%\" }\nteam.desk.people.office = { low = 3, high = 6 }",
    );
    let said = |input: &Input| {
        (
            input.path.clone(),
            input.low.clone(),
            input.today.clone(),
            input.high.clone(),
            input.likely,
        )
    };
    assert_eq!(
        said(&found[0]),
        (
            "team.desk.absence".into(),
            "4%".into(),
            "8%".into(),
            "12%".into(),
            Some(0.25)
        )
    );
    assert_eq!(
        said(&found[1]),
        (
            "team.desk.people.office".into(),
            "3".into(),
            "4".into(),
            "6".into(),
            None
        )
    );
    assert_eq!(found.len(), 2);
    // People come whole: two thirds of the way from 3 to 6 are 5, half of it is 5 too, rounded.
    for place in [0.5, 2.0 / 3.0] {
        assert_eq!(changes(&found, &[(1, place)]), ["team.desk.people.office=5"]);
        assert!((found[1].reached(place) - 2.0 / 3.0).abs() < 1e-12);
    }
}

#[test]
fn inputs_inside_one_thing_move_together() {
    let found = read(
        "\"stream.answer.look.effort.typical\" = { low = \"10m\", high = \"30m\" }\n\"stream.answer.look.effort.one_in_ten_over\" = { low = \"40m\", high = \"80m\" }",
    );
    assert_eq!(
        changes(&found, &[(0, 1.0), (1, 0.5)]),
        ["stream.answer.look.effort={ typical = \"30m\", one_in_ten_over = \"1h\" }"]
    );
}

#[test]
fn a_range_may_be_a_part_of_what_is_written() {
    let found = read("\"stream.answer.look.effort\" = { within = \"50%\" }");
    assert_eq!(
        ends(&found[0])[0],
        "stream.answer.look.effort={ typical = \"10m\", one_in_ten_over = \"30m\" }"
    );
    assert!(found[0].stated && found[0].low == "50%" && found[0].high == "150%");
}

#[test]
fn every_fault_of_ranges_is_told() {
    let text = format!(
        "{TEXT}\n[uncertain]\n\"team.desk.absense\" = {{ low = \"4%\", high = \"12%\" }}\n\"team.desk.absence\" = {{ low = \"12%\", high = \"4%\" }}\n\
         \"demand.call.arrivals.per_week\" = {{ low = \"4h\", high = 300 }}\n\"stream.answer.look.effort\" = {{ low = \"4h\", high = \"5h\" }}\n\
         \"demand.call.fails.normal\" = {{ low = \"10%\", high = \"20%\", likely = \"30%\" }}\n\"team.desk.people\" = {{ within = \"10%\" }}\n\
         \"promise.soon.target\" = {{ within = \"10%\", low = \"1%\" }}\n\"team.desk.people.office\" = {{ low = 2 }}\n"
    );
    let mut sources = Sources::default();
    let file = sources.add("desk.toml", text.clone());
    let root = crate::scenario::tree::parse(&text, file, &mut Diagnostics::default());
    let mut faults = Diagnostics::default();
    check(&root, &mut faults);
    let told: Vec<String> = faults
        .into_sorted()
        .iter()
        .map(|fault| fault.render(&sources, crate::diagnostic::Style::Plain))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}
