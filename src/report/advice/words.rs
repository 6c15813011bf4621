//! Advice in words.

use crate::report::{break_even, wording};
use crate::results::advice::{
    Advice, Dimension, Gain, Goal, GoalEffect, HourCell, LeverResult, LeverVerdict, NextHour, Objective, Principle,
};
use crate::results::{Difference, Estimate, Judgement};
use wording::Scale;

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
/// Lead times of so many demands are told of a lever.
const MOST_DEMANDS: usize = 2;
/// Lead times that change by less than this part are left out.
const TOLD: f64 = 0.05;

/// A guiding principle of ITIL 4.
pub(in crate::report) fn principle(of: Option<Principle>) -> &'static str {
    match of {
        Some(Principle::FocusOnValue) => "focus on value",
        Some(Principle::StartWhereYouAre) => "start where you are",
        Some(Principle::ProgressIteratively) => "progress iteratively with feedback",
        Some(Principle::Collaborate) => "collaborate and promote visibility",
        Some(Principle::ThinkHolistically) => "think and work holistically",
        Some(Principle::KeepItSimple) => "keep it simple and practical",
        Some(Principle::OptimiseAndAutomate) => "optimise and automate",
        None => wording::UNKNOWN,
    }
}

/// A dimension of service management.
pub(in crate::report) fn dimension(of: Dimension) -> &'static str {
    match of {
        Dimension::OrganisationsAndPeople => "organisations and people",
        Dimension::InformationAndTechnology => "information and technology",
        Dimension::PartnersAndSuppliers => "partners and suppliers",
        Dimension::ValueStreamsAndProcesses => "value streams and processes",
    }
}

/// What a verdict says of a lever, for a column.
pub(in crate::report) fn verdict(of: LeverVerdict) -> &'static str {
    match of {
        LeverVerdict::Helps => "helps",
        LeverVerdict::Saves => "saves money, harms nothing",
        LeverVerdict::Trade => "better in one, worse in another",
        LeverVerdict::Question => "what is it good for?",
        LeverVerdict::MovesTheQueue => "moves the queue elsewhere",
        LeverVerdict::Nothing => "does nothing",
        LeverVerdict::Unclear => "cannot be told",
        LeverVerdict::Harms => "harms",
    }
}

/// The title of a goal's column.
pub(in crate::report) fn goal(of: Goal) -> &'static str {
    match of {
        Goal::Promises => "missed/week",
        Goal::LeadTime => "open items",
        Goal::Cost => "cost/week",
    }
}

/// The unit of a goal after a number of it, for axes.
pub(in crate::report) fn goal_axis(of: Goal) -> &'static str {
    match of {
        Goal::Promises => "missed promises a week, against today",
        Goal::LeadTime => "items open on average, against today",
        Goal::Cost => "cost a week, against today",
    }
}

/// A goal today: `32`.
pub(in crate::report) fn today(of: &Objective) -> String {
    wording::number_alone(of.today.as_ref())
}

/// A paired difference, with its sign.
pub(in crate::report) fn change(of: &Difference) -> String {
    match of.judgement {
        Judgement::Same => "same".into(),
        _ => Scale::of(&of.unit, of.base.abs().max(of.variant.abs())).difference(&of.difference),
    }
}

/// The effect on a goal of a lever, where it has one.
pub(in crate::report) fn effect(lever: &LeverResult, of: Goal) -> Option<&GoalEffect> {
    lever.effects.iter().find(|it| it.goal == of)
}

/// Levers of a verdict.
pub(in crate::report) fn with(advice: &Advice, verdicts: &[LeverVerdict]) -> Vec<usize> {
    let levers = advice.levers.iter().enumerate();
    levers
        .filter(|(_, it)| verdicts.contains(&it.verdict))
        .map(|(place, _)| place)
        .collect()
}

/// The first sentence: what there is to advise.
pub(in crate::report) fn headline(advice: &Advice) -> String {
    let count = |verdict| with(advice, &[verdict]).len() as u32;
    let (helps, saves) = (count(LeverVerdict::Helps), count(LeverVerdict::Saves));
    let tried = wording::counted(advice.levers.len() as u32, "change");
    if helps == 0 && saves == 0 {
        return format!(
            "There is nothing to advise: of {tried} tried, none clearly helps by more than would go unnoticed."
        );
    }
    let verb = |count: u32, one: &str, many: &str| if count == 1 { one.to_owned() } else { many.to_owned() };
    let mut parts = Vec::new();
    if helps > 0 {
        parts.push(format!("{helps} clearly {}", verb(helps, "helps", "help")));
    }
    if saves > 0 {
        parts.push(format!(
            "{saves} {} money and {} nothing",
            verb(saves, "saves", "save"),
            verb(saves, "harms", "harm")
        ));
    }
    let nothing = with(advice, &[LeverVerdict::Nothing, LeverVerdict::MovesTheQueue]).len() as u32;
    if nothing > 0 {
        parts.push(format!(
            "{nothing} {} nothing for the whole",
            verb(nothing, "does", "do")
        ));
    }
    format!("Of {tried} tried, {}.", wording::list(&parts))
}

/// What a lever does, in a sentence or two.
pub(in crate::report) fn sentence(lever: &LeverResult, objectives: &[Objective]) -> String {
    let mut parts: Vec<String> = lever.effects.iter().filter_map(|it| in_words(it, objectives)).collect();
    parts.extend(lead_times(lever));
    parts.extend(lever.failed_changes.as_ref().and_then(failed_changes));
    if parts.is_empty() {
        parts.push("nothing clear changes".into());
    }
    let mut text = format!("{}: {}", lever.name, parts.join("; "));
    if let Some(bought) = per_money(lever, objectives) {
        text.push_str(&format!(" ({bought})"));
    }
    text.push('.');
    if let Some(assumes) = &lever.assumes {
        text.push_str(&format!(" If {assumes}."));
    }
    text
}

/// A clear effect on a goal: `12 fewer promises are missed a week, of 32`.
fn in_words(effect: &GoalEffect, objectives: &[Objective]) -> Option<String> {
    let it = &effect.difference;
    if !matches!(it.judgement, Judgement::Better | Judgement::Worse) || effect.is_nothing {
        return None;
    }
    let scale = Scale::of(&it.unit, it.base.abs().max(it.variant.abs()));
    let half = it.difference.half_width();
    let number = scale.figure(it.difference.value.abs(), half);
    let today = objectives.iter().find(|of| of.goal == effect.goal);
    let today = wording::number_alone(today.and_then(|of| of.today.as_ref()));
    let fewer = it.difference.value < 0.0;
    Some(match effect.goal {
        Goal::Promises if fewer => format!("{number} fewer promises are missed a week, of {today}"),
        Goal::Promises => format!("{number} more promises are missed a week, beside {today}"),
        Goal::LeadTime if fewer => format!("{number} fewer items are open at a time, of {today}"),
        Goal::LeadTime => format!("{number} more items are open at a time, beside {today}"),
        Goal::Cost if fewer => format!("it saves {number} a week"),
        Goal::Cost => format!("it costs {number} more a week"),
    })
}

/// The mean lead times that change most.
fn lead_times(lever: &LeverResult) -> Vec<String> {
    let part = |it: &Difference| it.difference.value.abs() / it.base.abs().max(f64::MIN_POSITIVE);
    let clear = |it: &&Difference| matches!(it.judgement, Judgement::Better | Judgement::Worse) && part(it) >= TOLD;
    let mut told: Vec<&Difference> = lever.lead_times.iter().filter(clear).collect();
    told.sort_by(|one, other| part(other).total_cmp(&part(one)));
    let words = |it: &&Difference| {
        let scale = Scale::of("hours", it.base.abs().max(it.variant.abs()));
        let half = it.difference.half_width();
        format!(
            "{} take {} on average instead of {}",
            wording::plural(&it.name),
            scale.figure(it.variant, half),
            scale.figure(it.base, half)
        )
    };
    told.iter().take(MOST_DEMANDS).map(words).collect()
}

fn failed_changes(it: &Difference) -> Option<String> {
    let clear = matches!(it.judgement, Judgement::Better | Judgement::Worse);
    let number = Scale::of("items", it.base).figure(it.difference.value.abs(), it.difference.half_width());
    let fewer = if it.difference.value < 0.0 { "fewer" } else { "more" };
    clear.then(|| format!("{number} {fewer} changes fail a week"))
}

/// What money buys: `5.7 for each 1,000 a week`; nothing where no cost is stated.
pub(in crate::report) fn per_money(lever: &LeverResult, objectives: &[Objective]) -> Option<String> {
    let each = lever.per_money? * 1_000.0;
    let number = wording::number_alone(Some(&Estimate {
        value: each,
        low: None,
        high: None,
    }));
    let what = match objectives.first()?.goal {
        Goal::Promises => "fewer missed",
        _ => "fewer open",
    };
    Some(format!("{number} {what} for each 1,000 a week"))
}

/// What something must be good for to be worth keeping.
pub(in crate::report) fn worth_keeping(lever: &LeverResult) -> Option<String> {
    let worth = lever.worth_keeping.as_ref()?;
    let gains: Vec<String> = worth.gains.iter().map(gained).collect();
    let gains = match gains.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => gains.concat(),
    };
    let text = format!("{}: worth keeping only if it prevents at least {gains}", lever.name);
    Some(match worth.break_even.as_ref().map(break_even::clause) {
        Some(clause) => format!("{text} that nobody has told of here. Of the changes that would fail, {clause}."),
        None => format!("{text} that nobody has told of here."),
    })
}

fn gained(gain: &Gain) -> String {
    let number = Scale::of(&gain.unit, gain.gain.value).figure(gain.gain.value, gain.gain.half_width());
    match gain.goal {
        Goal::Promises => format!("{number} missed promises a week"),
        Goal::LeadTime => format!("{number} items waiting at any time"),
        Goal::Cost => format!("{number} of cost a week"),
    }
}

/// Why a lever that looks good does nothing.
pub(in crate::report) fn why_nothing(lever: &LeverResult) -> String {
    let own = lever.queues.iter().find(|it| Some(&it.name) == lever.team.as_ref());
    let shorter = own.filter(|it| it.judgement == Judgement::Better && it.base > 0.0);
    let less = shorter.map(|it| wording::percent(-(it.difference.value / it.base * 100.0).round() / 100.0));
    match (lever.verdict, less) {
        (LeverVerdict::MovesTheQueue, Some(less)) => {
            format!(
                "{}: its queue is {less} shorter, another one longer, and the whole no faster.",
                lever.name
            )
        }
        (_, Some(less)) if less != "0%" => {
            format!(
                "{}: its own queue is {less} shorter, and nobody who waits for the whole would notice.",
                lever.name
            )
        }
        _ => format!("{}: nobody would notice.", lever.name),
    }
}

/// When a stretch of the week is: `Monday 09:00–13:00`.
pub(in crate::report) fn stretch(cell: &HourCell) -> String {
    let time = |hours: f64| format!("{:02}:{:02}", hours as u32, ((hours % 1.0) * 60.0).round() as u32);
    let day = DAYS.get(usize::from(cell.day)).copied().unwrap_or_default();
    format!("{day} {}–{}", time(cell.from), time(cell.to))
}

/// The stretch in which an hour buys most, if any buys anything.
pub(in crate::report) fn best_hour(next: &NextHour) -> Option<&HourCell> {
    let clear = next.cells.iter().filter(|cell| cell.clear);
    clear.min_by(|one, other| one.per_hour.value.total_cmp(&other.per_hour.value))
}

/// What the next hour buys, in a sentence.
pub(in crate::report) fn next_hour(next: &NextHour) -> String {
    let Some(best) = best_hour(next) else {
        return "One more hour of anybody, at whatever time of the week, buys nothing that could be told from chance."
            .into();
    };
    let number =
        Scale::of(&next.unit, best.per_hour.value).figure(best.per_hour.value.abs(), best.per_hour.half_width());
    let what = match next.goal {
        Goal::Promises => "missed promises a week",
        _ => "open items",
    };
    format!(
        "The next hour buys most on {}, {}: {number} fewer {what} for each hour a week.",
        wording::name(&best.team),
        stretch(best)
    )
}

/// How it was done.
pub(in crate::report) fn procedure(advice: &Advice) -> String {
    let of = &advice.procedure;
    let mut text = format!(
        "Each change was run against today on the same luck: all {} with the first {} runs, the {} most promising with {} others. \
         For each goal, all intervals together hold with {} confidence (Bonferroni).",
        of.levers,
        of.screening_replications,
        of.finalists,
        of.finalist_replications,
        wording::percent(of.confidence),
    );
    if of.interrupted {
        text.push_str(" Interrupted: what had not been measured is missing or told from screening.");
    }
    text
}
