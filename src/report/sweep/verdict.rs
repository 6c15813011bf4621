//! What a sweep says, in sentences.

use super::point;
use crate::report::{varied, wording};
use crate::results::{FrontPlace, Judgement, MeasuredFigure, Sweep, SweepGain, SweepPoint, Verdict};

/// Points that a sentence names.
const MOST_NAMED: usize = 6;

/// The verdict, sentence by sentence.
pub(in crate::report) fn verdict(sweep: &Sweep) -> Vec<String> {
    let mut sentences = Vec::new();
    if sweep.points.iter().all(|it| it.promises == Verdict::Unknown) {
        sentences.push("No promise falls due here, so no point is better than another by promises.".to_owned());
    } else if let [_] = sweep.axes.as_slice() {
        sentences.extend(along_one(sweep));
    } else {
        sentences.extend(over_many(sweep));
    }
    sentences.extend(front(sweep));
    sentences
}

fn keeps(point: &SweepPoint) -> bool {
    point.promises == Verdict::Kept
}

fn along_one(sweep: &Sweep) -> Vec<String> {
    let points = &sweep.points;
    let ordered = sweep.axes[0].values.iter().all(|value| value.size.is_some());
    let kept: Vec<usize> = (0..points.len()).filter(|&at| keeps(&points[at])).collect();
    let (Some(&first), Some(&last)) = (kept.first(), kept.last()) else {
        return vec![none(sweep)];
    };
    let run = last - first + 1 == kept.len();
    let name = |at: usize| point(sweep, &points[at]);
    if kept.len() == points.len() {
        let (from, to) = (name(0), name(points.len() - 1));
        return match points.len() {
            1 => vec![format!("{from} keeps every promise.")],
            _ if ordered => vec![format!("Every promise is kept at every value, from {from} to {to}.")],
            _ => vec!["Every promise is kept at every value.".to_owned()],
        };
    }
    if ordered && run && last + 1 == points.len() {
        let mut told = vec![format!(
            "{} is the {} that keeps every promise; {}.",
            name(first),
            word(sweep, "fewest", "least"),
            why_not(sweep, &points[first - 1])
        )];
        told.extend(next_buys(sweep, first));
        return told;
    }
    if ordered && run && first == 0 {
        let beyond = &points[last + 1];
        let most = word(sweep, "most", "most");
        return vec![format!(
            "{} is the {most} that keeps every promise; {}.",
            name(last),
            why_not(sweep, beyond)
        )];
    }
    let names: Vec<String> = kept.iter().take(MOST_NAMED).map(|&at| name(at)).collect();
    let others = points.iter().filter(|it| !keeps(it)).take(MOST_NAMED);
    let others: Vec<String> = others.map(|it| why_not(sweep, it)).collect();
    vec![format!(
        "Every promise is kept with {}; {}.",
        wording::list(&names),
        others.join("; ")
    )]
}

/// People are counted, all else is measured.
fn word(sweep: &Sweep, counted: &'static str, measured: &'static str) -> &'static str {
    if varied::keys(&sweep.axes[0].path).iter().any(|key| key == "people") {
        counted
    } else {
        measured
    }
}

/// Why a point does not keep every promise: `with 5 on desk P3 is missed (84%)`.
fn why_not(sweep: &Sweep, it: &SweepPoint) -> String {
    what_is_not(&format!("with {}", point(sweep, it)), it)
}

fn what_is_not(lead: &str, it: &SweepPoint) -> String {
    let of = |verdict: Verdict| it.figures.iter().filter(move |figure| figure.verdict == Some(verdict));
    let named = |figure: &MeasuredFigure| {
        let share = wording::share_alone(figure.estimate.as_ref());
        format!("{} ({share})", varied::promise(&figure.name))
    };
    let missed: Vec<String> = of(Verdict::Missed).map(named).collect();
    let close: Vec<String> = of(Verdict::TooClose).map(named).collect();
    let is = |names: &[String]| if names.len() == 1 { "is" } else { "are" };
    match (missed.is_empty(), close.is_empty()) {
        (false, _) => format!("{lead} {} {} missed", wording::list(&missed), is(&missed)),
        (true, false) => format!("{lead} {} {} too close to call", wording::list(&close), is(&close)),
        (true, true) => format!("{lead} nothing falls due"),
    }
}

fn none(sweep: &Sweep) -> String {
    let missed = |it: &SweepPoint| {
        let all = it
            .figures
            .iter()
            .find(|figure| figure.measure == "missed" && figure.by == "all");
        all.and_then(|figure| figure.estimate)
            .map_or(f64::INFINITY, |estimate| estimate.value)
    };
    let clearly = sweep.points.iter().all(|it| it.promises == Verdict::Missed);
    let surely = if clearly {
        "No point keeps every promise."
    } else {
        "No point surely keeps every promise."
    };
    let best = sweep.points.iter().min_by(|a, b| missed(a).total_cmp(&missed(b)));
    best.map_or(surely.to_owned(), |best| {
        format!(
            "{surely} {} comes nearest: {}.",
            capital(&point(sweep, best)),
            what_is_not("there", best)
        )
    })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// What the value after the first that keeps every promise buys.
fn next_buys(sweep: &Sweep, first: usize) -> Option<String> {
    let gain = sweep.gains.iter().find(|gain| gain.from as usize == first)?;
    let next = point(sweep, &sweep.points[gain.to as usize]);
    let bought = most_bought(sweep, gain);
    let cost = cost(sweep, gain);
    Some(match (bought, cost) {
        (Some(bought), Some(cost)) => format!("Going on to {next} buys {bought}, for {cost}."),
        (Some(bought), None) => format!("Going on to {next} buys {bought}."),
        (None, Some(cost)) => format!("Going on to {next} keeps no promise clearly better, for {cost}."),
        (None, None) => format!("Going on to {next} keeps no promise clearly better."),
    })
}

/// The promise that is kept better by most: `2.1 points of P3`.
fn most_bought(sweep: &Sweep, gain: &SweepGain) -> Option<String> {
    let figures = &sweep.points[gain.to as usize].figures;
    let better = figures.iter().zip(&gain.changes).filter_map(|(figure, change)| {
        let change = change.as_ref()?;
        let counts = figure.target.is_some() && change.judgement == Judgement::Better && !change.slight;
        counts.then_some((figure, change))
    });
    let most = better.max_by(|a, b| a.1.difference.value.total_cmp(&b.1.difference.value));
    most.map(|(figure, change)| {
        let size = varied::size_of_change(&figure.unit, change, 1.0);
        format!("{size} of {}", varied::promise(&figure.name))
    })
}

/// What it costs: `1,240 a week more`.
fn cost(sweep: &Sweep, gain: &SweepGain) -> Option<String> {
    let figures = &sweep.points[gain.to as usize].figures;
    let mut both = figures.iter().zip(&gain.changes);
    let (figure, change) = both.find(|(figure, _)| figure.measure == "cost" && figure.by == "all")?;
    let change = change.as_ref()?;
    let size = varied::size_of_change(&figure.unit, change, figure.estimate?.value);
    match change.judgement {
        Judgement::Worse => Some(format!("{size} a week more")),
        Judgement::Better => Some(format!("{size} a week less")),
        _ => None,
    }
}

fn over_many(sweep: &Sweep) -> Vec<String> {
    let kept: Vec<&SweepPoint> = sweep.points.iter().filter(|it| keeps(it)).collect();
    let cost = |it: &SweepPoint| {
        let cost = it
            .figures
            .iter()
            .find(|figure| figure.measure == "cost" && figure.by == "all");
        cost.and_then(|figure| figure.estimate)
    };
    if kept.is_empty() {
        return vec![none(sweep)];
    }
    let counted = format!("{} of {} points keep every promise", kept.len(), sweep.points.len());
    let cheapest = kept.iter().filter_map(|it| Some((it, cost(it)?)));
    let cheapest = cheapest.min_by(|a, b| a.1.value.total_cmp(&b.1.value));
    match cheapest {
        Some((it, cost)) => vec![format!(
            "{counted}; the cheapest of them is {}, at {} a week.",
            point(sweep, it),
            wording::number_alone(Some(&cost))
        )],
        None => vec![format!("{counted}.")],
    }
}

/// Who is on the front, and how well the runs can tell.
fn front(sweep: &Sweep) -> Option<String> {
    let at = |place: FrontPlace| sweep.points.iter().filter(move |it| it.front == Some(place));
    sweep.front_confidence?;
    let (on, off, open) = (
        at(FrontPlace::OnFront).count(),
        at(FrontPlace::Dominated).count(),
        at(FrontPlace::NotToldApart).count(),
    );
    let mut told = match on {
        0 => "By cost against promises missed no point is surely on the front".to_owned(),
        on if on == sweep.points.len() => {
            return Some(
                "By cost against promises missed no point beats another: each costs more or misses more.".to_owned(),
            );
        }
        on if on > MOST_NAMED => format!("By cost against promises missed {on} points are on the front"),
        _ => {
            let names: Vec<String> = at(FrontPlace::OnFront).map(|it| point(sweep, it)).collect();
            let be = if on == 1 { "is" } else { "are" };
            format!(
                "By cost against promises missed {} {be} on the front",
                wording::list(&names)
            )
        }
    };
    if off > 0 {
        let (be, which) = if off == 1 { ("is", "1 point") } else { ("are", "points") };
        told.push_str(&format!(
            "; {}{which} {be} beaten",
            if off == 1 { String::new() } else { format!("{off} ") }
        ));
    }
    if open > 0 {
        told.push_str(&format!(
            "; {open} {} not told apart by these runs",
            if open == 1 { "is" } else { "are" }
        ));
    }
    Some(told + ".")
}
