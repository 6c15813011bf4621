//! Theory beside results: it agrees where it must, says where it does not apply, and notices a wrong figure.

use flowcast::model::Model;
use flowcast::results::{Agreement, Results, Standing, Twin};
use flowcast::theory::{disagreements, twins};

use crate::harness::{exponential, hyperexponential};
use crate::support;

fn scenario(people: u32, demand: &str, effort: &str) -> Model {
    support::model(&format!(
        "title = \"twin\"\nstart = 2027-01-04\nduration = \"4 weeks\"\n[team.desk]\npeople = {people}\n\
         [demand.call]\nkind = \"value\"\nstream = \"answer\"\n{demand}\n\
         [[stream.answer.step]]\nname = \"talk\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n\
         effort = {effort}\n[run]\nwarm_up = \"1 week\"\nreplications = 60\n"
    ))
}

fn results(model: &Model) -> Results {
    support::run(model).summary.results
}

fn by<'a>(twins: &'a [Twin], law: &str) -> &'a Twin {
    let found = twins.iter().find(|twin| twin.law == law);
    found.unwrap_or_else(|| panic!("no {law} in {twins:#?}"))
}

fn agrees(twins: &[Twin], law: &str, hours: f64) {
    let twin = by(twins, law);
    assert_eq!(twin.agreement, Agreement::Agrees, "{twin:#?}");
    let theory = twin.theory.expect("it applies");
    // Parts of a hyperexponential are whole milliseconds.
    assert!((theory / hours - 1.0).abs() < 1e-4, "{theory} is not {hours}");
}

#[test]
fn erlang_c_and_littles_law_agree_and_a_wrong_figure_is_flagged() {
    let model = scenario(5, "arrivals = { per_hour = 27 }", &exponential(10.0));
    let mut results = results(&model);
    // mmc_5_r90 with ten minutes for its unit.
    agrees(&results.analysis.theory, "Erlang C", 1.52498644147 / 6.0);
    assert_eq!(
        by(&results.analysis.theory, "Little's law").agreement,
        Agreement::Agrees
    );
    assert_eq!(disagreements(&results.analysis.theory).count(), 0);

    let wait = results.teams[0].queue_per_visit.as_mut().expect("somebody waited");
    let by_a_fifth = 0.2 * wait.value;
    for end in [Some(&mut wait.value), wait.low.as_mut(), wait.high.as_mut()]
        .into_iter()
        .flatten()
    {
        *end += by_a_fifth;
    }
    let perturbed = twins(&model, &results);
    assert_eq!(by(&perturbed, "Erlang C").agreement, Agreement::Disagrees);
    let told: Vec<String> = disagreements(&perturbed).collect();
    assert!(
        told.len() == 1 && told[0].contains("Erlang C") && told[0].contains("`desk`"),
        "{told:?}"
    );
}

#[test]
fn one_server_with_general_service_is_exact() {
    // mg1_h2 with a minute for its unit.
    let effort = hyperexponential(&[(0.9, 1.8), (0.1, 0.2)]);
    let results = results(&scenario(1, "arrivals = { per_hour = 42 }", &effort));
    agrees(&results.analysis.theory, "Pollaczek–Khinchine", 6.48148148148 / 60.0);
}

#[test]
fn priorities_wait_as_cobham_says() {
    // prio_ciw with ten minutes for its unit.
    let demand = "arrivals = { per_hour = 4.8 }\npriority = { P1 = \"25%\", P2 = \"75%\" }";
    let results = results(&scenario(1, demand, &exponential(10.0)));
    let waits = |name: &str| {
        let mut twins = results.analysis.theory.iter();
        let twin = twins
            .find(|twin| twin.law == "Cobham" && twin.of == name)
            .expect("it applies");
        assert_eq!(twin.agreement, Agreement::Agrees, "{twin:#?}");
        6.0 * twin.theory.expect("it applies")
    };
    assert!((waits("call P1") - 1.0).abs() < 1e-6 && (waits("call P2") - 5.0).abs() < 1e-6);
}

#[test]
fn renewal_arrivals_have_a_bound_and_an_approximation() {
    let arrivals = "arrivals = { every = { erlang = { mean = \"75s\", k = 2 } } }";
    let results = results(&scenario(1, arrivals, &exponential(1.0)));
    let bound = by(&results.analysis.theory, "Kingman's bound");
    assert_eq!(
        (bound.standing, bound.agreement),
        (Standing::UpperBound, Agreement::Agrees),
        "{bound:#?}"
    );
    let near = by(&results.analysis.theory, "Allen–Cunneen");
    assert_eq!(
        (near.standing, near.agreement),
        (Standing::Approximation, Agreement::Shown)
    );
    // e2m1_r80: the exact wait lies below the bound, 5 % from the approximation.
    let exact = 2.84397976699 / 60.0;
    assert!(bound.theory.expect("a bound") > exact);
    assert!((near.theory.expect("an approximation") / exact - 1.0).abs() < 0.06);
}

#[test]
fn a_broken_assumption_is_named() {
    let broken = |demand: &str, effort: &str, people: u32| {
        let results = results(&scenario(people, demand, effort));
        let twins = results.analysis.theory;
        let twin = by(&twins, "Queueing formulas").clone();
        assert_eq!((twin.agreement, twin.theory), (Agreement::DoesNotApply, None));
        let broken = twin.assumptions.into_iter().filter(|assumption| !assumption.holds);
        broken.map(|assumption| assumption.words).collect::<Vec<_>>()
    };
    let bursts = "arrivals = { per_hour = 30, burstiness = { spread = \"30%\", memory = \"50%\" } }";
    assert_eq!(
        broken(bursts, &exponential(1.0), 1),
        ["items arrive from outside at a level rate, independently of each other"]
    );
    let again = format!("{}\nnext = {{ done = \"80%\", talk = \"20%\" }}", exponential(1.0));
    assert_eq!(
        broken("arrivals = { per_hour = 30 }", &again, 1),
        ["every item comes to the team once, on arrival"]
    );
    let too_much = broken("arrivals = { per_hour = 66 }", &exponential(1.0), 1);
    assert!(
        too_much.contains(&"less work is offered than the people can do".to_owned()),
        "{too_much:?}"
    );
}
