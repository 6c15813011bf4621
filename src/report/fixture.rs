//! Invented results of a plausible size, for the tests of outputs.

use crate::results::{
    About, Analysis, Aspect, BacklogDay, BacklogSeries, BusiestHour, Comparison, DemandResult, Difference, Durations,
    Estimate, Figure, Judgement, LedgerRow, Note, NoteLevel, OpportunityResult, PracticeResult, PromiseResult, Results,
    RouteResult, Spread, TeamResult, VariantComparison, Verdict, WeekOfValue,
};

pub(super) fn give_or_take(value: f64, half: f64) -> Option<Estimate> {
    Some(Estimate {
        value,
        low: Some(value - half),
        high: Some(value + half),
    })
}

fn practice(name: &str, activity: &str, hours: f64, share: f64) -> PracticeResult {
    PracticeResult {
        practice: name.into(),
        group: "service".into(),
        activity: activity.into(),
        visits_per_week: give_or_take(2.0 * hours, 3.0),
        hours_per_week: give_or_take(hours, hours / 40.0),
        share_of_hours: give_or_take(share, 0.01),
        waiting_per_week: give_or_take(3.0 * hours, hours / 10.0),
        cost_per_week: give_or_take(40.0 * hours, hours),
    }
}

/// An opportunity whose value comes in the second and the third of four weeks.
pub(super) fn opportunity(name: &str) -> OpportunityResult {
    let weeks = [
        ("2027-01-04", 0.0),
        ("2027-01-11", 4_000.0),
        ("2027-01-18", 6_000.0),
        ("2027-01-25", 0.0),
    ];
    OpportunityResult {
        name: name.into(),
        time_to_first_value: give_or_take(190.0, 12.0),
        time_to_full_value: give_or_take(410.0, 20.0),
        value_per_week: give_or_take(2_500.0, 60.0),
        lost_to_delay_per_week: give_or_take(120.0, 9.0),
        lost_undone_per_week: give_or_take(0.0, 0.0),
        stopped_per_week: give_or_take(0.0, 0.0),
        by_week: weeks
            .map(|(begins, value)| WeekOfValue {
                begins: begins.into(),
                value: give_or_take(value, value / 50.0),
            })
            .to_vec(),
    }
}

/// An ordinary run: one promise kept, one too close to call, one missed.
pub(super) fn results() -> Results {
    Results {
        about: about(),
        promises: promises(),
        demands: vec![
            demand("incident", "failure", 0.69, 1.9, 0.71),
            demand("service_request", "value", 26.0, 1.1, 0.93),
            demand("change", "internal", 61.0, 0.8, 0.88),
            demand("problem", "failure", 140.0, 0.9, 0.97),
        ],
        teams: vec![
            team("desk", 5, 0.85, ("Mon 10:00", 0.97)),
            team("platform", 5, 0.92, ("Tue 11:00", 0.99)),
            team("network", 3, 0.58, ("Wed 14:00", 0.81)),
        ],
        routes: vec![route("weekly board", 6.2, 71.0), route("peer review", 14.0, 3.1)],
        reviews: vec![],
        improvements: vec![],
        practices: vec![
            practice("change enablement", "design_and_transition", 21.0, 0.06),
            practice("incident management", "deliver_and_support", 190.0, 0.54),
            practice("service desk", "engage", 88.0, 0.25),
            practice("service request management", "deliver_and_support", 52.0, 0.15),
        ],
        opportunities: vec![],
        ledgers: ledgers(),
        failure_multiplier: give_or_take(0.62, 0.03),
        services: vec![],
        suppliers: vec![],
        automation: vec![],
        contacts: vec![],
        knowledge: vec![],
        parts: vec![],
        faults: Vec::new(),
        causes: Vec::new(),
        money: None,
        backlog: vec![backlog("all", 80.0, 0.0), backlog("incident", 18.0, 0.0), backlog("service_request", 48.0, 0.0)],
        figures: figures(),
        assumptions: vec![
            "nobody goes round an approval, however long it takes".into(),
            "a change that waits does not grow".into(),
        ],
        notes: vec![
            Note { level: NoteLevel::Information, text: "Nobody falls ill in this scenario.".into() },
            Note {
                level: NoteLevel::Warning,
                text: "Team `platform` is offered 97% of the work it can do, so small changes in demand change its queue a \
                       lot; do not read its lead times as fixed."
                    .into(),
            },
        ],
        analysis: Analysis::default(),
    }
}

/// A run in which requests pile up and doors are closed too long for one promise.
pub(super) fn overloaded() -> Results {
    let mut results = results();
    let requests = &mut results.demands[1];
    requests.growing = true;
    requests.growth_per_week = give_or_take(12.3, 2.0);
    requests.weeks_to_drain = give_or_take(5.4, 0.6);
    requests.open_at_end = Some(Spread {
        p5: 130.0,
        p50: 158.0,
        p95: 190.0,
    });
    results.promises[2].ceiling = Some(0.88);
    results.backlog = vec![backlog("all", 60.0, 1.7), backlog("service_request", 28.0, 1.7)];
    results.about.replications = 37;
    results
}

/// A scenario without anything in it.
pub(super) fn empty() -> Results {
    Results {
        about: About {
            replications: 1,
            replications_planned: 1,
            ..about()
        },
        promises: vec![],
        demands: vec![],
        teams: vec![],
        routes: vec![],
        reviews: vec![],
        improvements: vec![],
        practices: vec![],
        opportunities: vec![],
        ledgers: vec![],
        failure_multiplier: None,
        services: vec![],
        suppliers: vec![],
        automation: vec![],
        contacts: vec![],
        knowledge: vec![],
        parts: vec![],
        faults: Vec::new(),
        causes: Vec::new(),
        money: None,
        backlog: vec![],
        figures: vec![],
        notes: vec![],
        assumptions: vec![],
        analysis: Analysis::default(),
    }
}

/// Two variants against [`results`].
pub(super) fn comparison() -> Comparison {
    let variant = |name: &str, shift: f64| {
        let mut results = results();
        results.about.variant = Some(name.into());
        VariantComparison {
            name: name.into(),
            results,
            differences: differences(shift),
        }
    };
    Comparison {
        base: results(),
        variants: vec![variant("two more on platform", 1.0), variant("no board", 0.3)],
    }
}

fn about() -> About {
    About {
        title: "Northwind IT, as we are today".into(),
        scenario: "northwind".into(),
        variant: None,
        overrides: vec![],
        policy: Some("weekly board".into()),
        start: "2027-01-04".into(),
        counted_from: "2027-02-01".into(),
        counted_to: "2027-04-25".into(),
        timezone: "Europe/Berlin".into(),
        warm_up_hours: 4.0 * 168.0,
        counted_hours: 12.0 * 168.0,
        replications: 100,
        replications_planned: 100,
        seed: 42,
        confidence: 0.95,
        version: "0.1.0".into(),
    }
}

fn promises() -> Vec<PromiseResult> {
    let promise = |name: &str, deadline: &str, target, kept, verdict| PromiseResult {
        name: name.into(),
        words: format!("{name} resolved in {deadline}"),
        aspect: Aspect::Resolve,
        deadline: deadline.into(),
        deadline_hours: None,
        demand: None,
        target,
        kept,
        verdict,
        period: "month".into(),
        periods_met: give_or_take(0.86, 0.04),
        periods_per_replication: 2,
        missed_per_week: give_or_take(0.21, 0.05),
        due_per_week: give_or_take(7.0, 0.3),
        ceiling: None,
    };
    vec![
        PromiseResult {
            words: "Incidents P1 resolved in 4 h".into(),
            deadline_hours: Some(4.0),
            demand: Some("incident".into()),
            ..promise("p1", "4 h", 0.95, give_or_take(0.9712, 0.004), Verdict::Kept)
        },
        PromiseResult {
            periods_met: give_or_take(0.61, 0.05),
            missed_per_week: give_or_take(29.0, 6.0),
            ..promise(
                "P3",
                "3 working days",
                0.9,
                give_or_take(0.912, 0.021),
                Verdict::TooClose,
            )
        },
        PromiseResult {
            words: "Service requests done in 5 working days".into(),
            demand: Some("service_request".into()),
            periods_met: give_or_take(0.12, 0.03),
            missed_per_week: give_or_take(14.2, 1.1),
            ..promise(
                "requests",
                "5 working days",
                0.9,
                give_or_take(0.8431, 0.011),
                Verdict::Missed,
            )
        },
        PromiseResult {
            aspect: Aspect::Respond,
            words: "Incidents P1 first touched in 15 m".into(),
            deadline_hours: Some(0.25),
            demand: Some("incident".into()),
            periods_met: Some(Estimate {
                value: 1.0,
                low: Some(0.97),
                high: None,
            }),
            missed_per_week: None,
            ..promise(
                "p1",
                "15 m",
                0.99,
                Some(Estimate {
                    value: 1.0,
                    low: Some(0.9921),
                    high: Some(1.0),
                }),
                Verdict::Kept,
            )
        },
    ]
}

/// Log-normal lead times with the given median in hours and spread of the logarithm.
fn demand(name: &str, kind: &str, median: f64, sigma: f64, waiting: f64) -> DemandResult {
    let quantile = |z: f64| give_or_take(median * (sigma * z).exp(), 0.06 * median * (sigma * z).exp());
    let mean = median * (sigma * sigma / 2.0).exp();
    let parts = |scale: f64| {
        let weights = [
            1.0 - waiting,
            waiting * 0.55,
            waiting * 0.25,
            waiting * 0.1,
            0.0,
            waiting * 0.06,
            waiting * 0.04,
            0.0,
        ];
        weights
            .iter()
            .map(|weight| give_or_take(weight * mean * scale, 0.02 * mean))
            .collect()
    };
    let steps = (-60..=60).map(|step| f64::from(step) / 20.0);
    DemandResult {
        name: name.into(),
        kind: kind.into(),
        arrivals_per_week: give_or_take(120.0, 2.0),
        completed_per_week: give_or_take(119.0, 2.0),
        lead_time: Durations {
            mean: give_or_take(mean, 0.05 * mean),
            p50: quantile(0.0),
            p85: quantile(1.036),
            p95: quantile(1.645),
        },
        response_time: Durations {
            mean: give_or_take(0.3, 0.02),
            p50: None,
            p85: None,
            p95: None,
        },
        parts_first: parts(0.82),
        parts_rework: parts(0.18),
        share_waiting: give_or_take(waiting, 0.01),
        flow_efficiency: give_or_take(1.0 - waiting, 0.01),
        open: give_or_take(54.0, 3.0),
        open_at_end: Some(Spread {
            p5: 29.0,
            p50: 55.0,
            p95: 90.0,
        }),
        growth_per_week: give_or_take(0.1, 0.4),
        growing: false,
        weeks_to_drain: None,
        weeks_at_this_pace: None,
        gap_to_littles_law: give_or_take(0.0, 0.1),
        // A logistic curve in the logarithm is close enough to a normal one for a picture.
        survival: steps
            .map(|z| (median * (sigma * z).exp(), 1.0 / (1.0 + (1.7 * z).exp())))
            .collect(),
    }
}

fn team(name: &str, people: u32, utilisation: f64, busiest: (&str, f64)) -> TeamResult {
    let present = |hour: usize| {
        if hour < 120 && (8..17).contains(&(hour % 24)) {
            f64::from(people) * 0.92
        } else {
            0.0
        }
    };
    let shape = |hour: usize| 1.0 - 0.03 * (hour as f64 % 24.0 - 11.0).abs();
    let present_hours = 45.0 * f64::from(people) * 0.92;
    TeamResult {
        name: name.into(),
        people,
        rostered_per_week: give_or_take(45.0 * f64::from(people), 0.0001),
        offered_per_week: None,
        present_per_week: give_or_take(present_hours, 1.0),
        busy_per_week: give_or_take(present_hours * utilisation, 2.0),
        free_per_week: give_or_take(present_hours * (1.0 - utilisation), 2.0),
        utilisation: give_or_take(utilisation, 0.008),
        call_out_per_week: None,
        kept_per_week: None,
        call_outs: None,
        queue_per_visit: give_or_take(3.1 * utilisation, 0.3),
        queue_per_week: give_or_take(210.0 * utilisation, 20.0),
        cost_per_week: give_or_take(2400.0 * f64::from(people), 0.01),
        busiest: Some(BusiestHour {
            hour: busiest.0.into(),
            utilisation: busiest.1,
        }),
        bottleneck: name == "platform",
        busy_by_hour: (0..168).map(|hour| present(hour) * utilisation * shape(hour)).collect(),
        present_by_hour: (0..168).map(present).collect(),
    }
}

fn route(name: &str, decided: f64, delay: f64) -> RouteResult {
    RouteResult {
        name: name.into(),
        decided_per_week: give_or_take(decided, 0.3),
        delay: give_or_take(delay, delay * 0.05),
        effort_per_week: give_or_take(decided * 0.5, 0.1),
        turned_down: give_or_take(0.041, 0.006),
        bad_caught_per_week: give_or_take(0.31, 0.08),
        good_rejected_per_week: give_or_take(0.12, 0.05),
        success_rate: give_or_take(0.936, 0.008),
        delay_p95: give_or_take(delay * 2.2, delay * 0.1),
        bypassed: None,
    }
}

fn ledgers() -> Vec<LedgerRow> {
    let row = |kind: &str, root: &str, hours: f64, share: f64| LedgerRow {
        kind: kind.into(),
        root: root.into(),
        arrivals_per_week: give_or_take(hours * 1.4, 2.0),
        completed_per_week: give_or_take(hours * 1.39, 2.0),
        hours_per_week: give_or_take(hours, 3.0),
        share_of_hours: give_or_take(share, 0.008),
        cost_per_week: None,
    };
    vec![
        row("value", "value", 210.0, 0.54),
        row("failure", "failure", 121.0, 0.31),
        row("failure", "internal", 57.0, 0.15),
    ]
}

fn backlog(name: &str, level: f64, growth_per_day: f64) -> BacklogSeries {
    let days = (-28..=84).map(|day: i32| {
        let elapsed = f64::from(day + 28);
        let settled = level * (1.0 - (-elapsed / 8.0).exp()) + growth_per_day * elapsed;
        let middle = settled + level * 0.06 * (elapsed * std::f64::consts::TAU / 7.0).sin();
        let apart = settled * 0.35;
        BacklogDay {
            date: (jiff::civil::date(2027, 2, 1) + jiff::Span::new().days(day)).to_string(),
            at: format!("{}T00:00", jiff::civil::date(2027, 2, 1) + jiff::Span::new().days(day)),
            day: f64::from(day),
            mean: middle * 1.02,
            p5: (middle - apart * 0.8).max(0.0),
            p50: middle,
            p95: middle + apart,
            age_p50: (day > -28).then_some(20.0),
            age_p85: (day > -28).then_some(60.0),
            age_p95: (day > -28).then_some(110.0),
            oldest: (day > -28).then_some(190.0),
        }
    });
    BacklogSeries {
        name: name.into(),
        days: days.collect(),
    }
}

fn figures() -> Vec<Figure> {
    let figure = |measure: &str, by: &str, name: &str, statistic: &str, unit: &str, estimate| Figure {
        measure: measure.into(),
        by: by.into(),
        name: name.into(),
        statistic: statistic.into(),
        unit: unit.into(),
        estimate,
    };
    vec![
        figure(
            "promise kept",
            "promise",
            "requests",
            "share",
            "share",
            give_or_take(0.8431, 0.011),
        ),
        figure(
            "lead time",
            "demand",
            "incident",
            "p50",
            "hours",
            give_or_take(0.69, 0.04),
        ),
        figure("lead time", "demand", "a, \"quoted\" name", "p95", "hours", None),
        figure(
            "utilisation",
            "team",
            "platform",
            "share",
            "share",
            give_or_take(0.92, 0.008),
        ),
    ]
}

fn differences(shift: f64) -> Vec<Difference> {
    let difference =
        |measure: &str, by: &str, name: &str, (statistic, unit): (&str, &str), base: f64, change: f64, half: f64| {
            let better_when_lower = measure != "promise kept" && measure != "change success rate";
            let judgement = match (change.abs() <= half, (change < 0.0) == better_when_lower) {
                (true, _) => Judgement::NoClearDifference,
                (false, true) => Judgement::Better,
                (false, false) => Judgement::Worse,
            };
            Difference {
                measure: measure.into(),
                by: by.into(),
                name: name.into(),
                statistic: statistic.into(),
                unit: unit.into(),
                base,
                variant: base + change,
                difference: Estimate {
                    value: change,
                    low: Some(change - half),
                    high: Some(change + half),
                },
                judgement,
                slight: change.abs() < if unit == "share" { 0.01 } else { 0.02 * base },
                correlation: Some(0.87),
                variance_ratio: Some(3.0 + 10.0 * half.min(2.0)),
            }
        };
    vec![
        difference(
            "promise kept",
            "promise",
            "requests",
            ("share", "share"),
            0.8431,
            0.089 * shift,
            0.011,
        ),
        difference(
            "promise kept",
            "promise",
            "p1",
            ("share", "share"),
            0.9712,
            0.001,
            0.003,
        ),
        difference(
            "lead time",
            "demand",
            "service_request",
            ("p85", "hours"),
            81.3,
            -31.0 * shift,
            4.0,
        ),
        difference("lead time", "demand", "incident", ("p85", "hours"), 4.9, 0.02, 0.11),
        difference(
            "utilisation",
            "team",
            "platform",
            ("share", "share"),
            0.92,
            -0.25 * shift,
            0.01,
        ),
        difference(
            "change success rate",
            "route",
            "weekly board",
            ("share", "share"),
            0.936,
            -0.02,
            0.008,
        ),
        difference(
            "cost",
            "all",
            "all",
            ("per week", "currency"),
            31200.0,
            4800.0 * shift,
            0.0,
        ),
    ]
}
