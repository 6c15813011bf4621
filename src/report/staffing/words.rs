//! The answer in a manager's words.

use crate::report::wording;
use crate::results::staffing::{Neighbour, Roster, Sense, Staffing};

/// The people of a slot: `platform`, and its hours where a team has several.
pub fn slot_words(found: &Staffing, index: usize) -> String {
    let slot = &found.slots[index];
    let alone = found.slots.iter().filter(|other| other.team == slot.team).count() == 1;
    match alone {
        true => wording::name(&slot.team),
        false => format!("{} ({})", wording::name(&slot.team), wording::name(&slot.hours)),
    }
}

/// How many people a roster has.
pub fn people(people: &[u32]) -> String {
    match people.iter().sum::<u32>() {
        1 => "1 person".to_owned(),
        many => format!("{many} people"),
    }
}

/// A roster: `4 on desk (office), 1 on desk (late) and 7 on platform`.
pub fn people_words(found: &Staffing, people: &[u32]) -> String {
    let each = people
        .iter()
        .enumerate()
        .map(|(index, people)| format!("{people} on {}", slot_words(found, index)));
    wording::list(&each.collect::<Vec<_>>())
}

/// A cost a week, or paid hours where costs are not known.
pub fn amount(found: &Staffing, cost: f64) -> String {
    let number = wording::rounded(cost, 0);
    match (&found.currency, found.cost_known) {
        (_, false) => format!("{number} paid hours a week"),
        (Some(currency), true) => format!("{number} {currency} a week"),
        (None, true) => format!("{number} a week"),
    }
}

/// How a roster keeps a promise: `kept in 91.2% ± 0.8 of cases and met in 74% of months`.
pub fn told_in(found: &Staffing, roster: &Roster, place: usize) -> String {
    let (kept, period) = (&roster.promises[place], &found.promises[place].period);
    let share = wording::share(kept.kept.as_ref());
    match &kept.periods_met {
        Some(met) => format!(
            "kept for {share} of items, and met in {} of {period}s",
            wording::share_alone(Some(met))
        ),
        None => format!("kept for {share} of items"),
    }
}

/// The promise with the least to spare in a roster: `P1 incidents in 4 h: 91.2% ± 0.8`.
pub fn worst(found: &Staffing, roster: &Roster) -> String {
    let Some(place) = least(found, roster) else {
        return String::new();
    };
    let kept = &roster.promises[place];
    let told = match found.procedure.sense {
        Sense::LongRun => wording::share(kept.kept.as_ref()),
        Sense::Periods => format!(
            "{} of {}s",
            wording::share(kept.periods_met.as_ref()),
            found.promises[place].period
        ),
    };
    format!("{}: {told}", found.promises[place].words)
}

fn least(found: &Staffing, roster: &Roster) -> Option<usize> {
    let spare = |place: usize| {
        let promise = &found.promises[place];
        let kept = &roster.promises[place];
        let (told, aim) = match found.procedure.sense {
            Sense::LongRun => (kept.kept?, promise.target),
            Sense::Periods => (kept.periods_met?, found.procedure.periods?),
        };
        (!promise.impossible).then_some((told.value - aim, place))
    };
    let all = (0..found.promises.len()).filter_map(spare);
    all.min_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, place)| place)
}

/// The verdict, a sentence each.
pub fn verdict(found: &Staffing) -> Vec<String> {
    let mut told = impossible(found);
    match &found.answer {
        Some(answer) => {
            told.push(chosen(found, answer));
            told.push(kept(found));
            told.extend(decides(found, answer));
            told.extend(beside(found, answer));
        }
        None => told.extend(nothing(found)),
    }
    told.extend(undecided(found));
    told
}

fn impossible(found: &Staffing) -> Vec<String> {
    let never = found.promises.iter().filter(|promise| promise.impossible);
    let words = never.map(|promise| {
        let most = promise.ceiling.map(wording::percent).unwrap_or_default();
        format!(
            "No roster keeps “{}” (target {}): by the hours of those who do the work it can be kept for at most {most} of items. It \
             is left out of what follows.",
            promise.words,
            wording::percent(promise.target)
        )
    });
    words.collect()
}

fn chosen(found: &Staffing, answer: &Roster) -> String {
    let today: Vec<u32> = found.slots.iter().map(|slot| slot.today).collect();
    let cost: f64 = found.slots.iter().map(|slot| slot.cost * f64::from(slot.today)).sum();
    let against = match (answer.people == today, answer.cost - cost) {
        (true, _) => "as today".to_owned(),
        (_, more) if more > 0.5 => format!("{} more than today's {}", wording::rounded(more, 0), people(&today)),
        (_, less) if less < -0.5 => format!("{} less than today's {}", wording::rounded(-less, 0), people(&today)),
        _ => format!("as much as today's {}", people(&today)),
    };
    let whole = people(&answer.people);
    let each = match found.slots.len() {
        1 => format!("{whole} on {}", slot_words(found, 0)),
        _ => format!("{whole}: {}", people_words(found, &answer.people)),
    };
    format!("{each}. That costs {}, {against}.", amount(found, answer.cost))
}

fn kept(found: &Staffing) -> String {
    let it = &found.procedure;
    let points = wording::plain(it.tolerance * 100.0);
    let sense = match it.periods {
        Some(share) => format!(
            "meets the target in at least {} of the periods it is judged by",
            wording::percent(share)
        ),
        None => "reaches its target in the long run".to_owned(),
    };
    let every = if found.promises.len() == 1 {
        "The promise"
    } else {
        "Every promise"
    };
    format!(
        "{every} {sense}, to within {points} points, {} sure; no cheaper roster does.",
        wording::percent(it.sure)
    )
}

/// The promise that decides, at what one person fewer would save.
fn decides(found: &Staffing, answer: &Roster) -> Option<String> {
    let name = found.binding.as_ref()?;
    let place = found.promises.iter().position(|promise| promise.name == *name)?;
    let value = |it: &Neighbour| {
        let kept = &it.roster.promises[place];
        match found.procedure.sense {
            Sense::LongRun => kept.kept,
            Sense::Periods => kept.periods_met,
        }
    };
    let missed = found
        .one_fewer
        .iter()
        .filter(|it| it.roster.promises[place].reached == Some(false));
    let known = missed.filter_map(|it| Some((value(it)?.value, it)));
    let worst = known.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, it)| it);
    let words = &found.promises[place].words;
    let target = wording::percent(found.promises[place].target);
    let now = told_in(found, answer, place);
    Some(match worst {
        Some(it) => format!(
            "“{words}” decides (target {target}): it is {now}; with {} on {} it would be {}, and {} less would be spent.",
            it.roster.people[it.slot],
            slot_words(found, it.slot),
            told_in(found, &it.roster, place),
            wording::rounded(answer.cost - it.roster.cost, 0)
        ),
        None => format!("“{words}” has the least to spare (target {target}): it is {now}."),
    })
}

fn beside(found: &Staffing, answer: &Roster) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(other) = &found.runner_up {
        let more = other.cost - answer.cost;
        told.push(format!(
            "Runner-up, {}: {}.",
            if more > 0.5 {
                format!("{} a week dearer", wording::rounded(more, 0))
            } else {
                "for the same money".to_owned()
            },
            people_words(found, &other.people)
        ));
    }
    let clear = (0..found.promises.len())
        .find(|&place| !found.promises[place].impossible && answer.promises[place].reached == Some(false));
    told.extend(clear.map(|place| {
        format!(
            "Estimated afresh, “{}” is {}, below its target: within the tolerance, or the search was one of the few that are wrong.",
            found.promises[place].words,
            told_in(found, answer, place)
        )
    }));
    let edge: Vec<String> = (0..found.slots.len())
        .filter(|&slot| answer.people[slot] == found.slots[slot].low && answer.people[slot] > 1)
        .map(|slot| slot_words(found, slot))
        .collect();
    if !edge.is_empty() {
        told.push(format!(
            "Fewer than on {} were not looked at; `--between` widens the range.",
            wording::list(&edge)
        ));
    }
    told
}

fn nothing(found: &Staffing) -> Vec<String> {
    if found.interrupted {
        return vec![format!(
            "Interrupted: {} rosters were tried, and no answer is known yet.",
            found.tried.len()
        )];
    }
    if found.promises.iter().all(|promise| promise.impossible) {
        return Vec::new();
    }
    let mut told = vec![match found.procedure.gave_up {
        true => format!(
            "None of the {} rosters tried is known to keep every promise.",
            found.tried.len()
        ),
        false if found.undecided.is_empty() => "No roster in range keeps every promise.".to_owned(),
        false => "No roster in range is known to keep every promise.".to_owned(),
    }];
    if let Some(near) = &found.nearest
        && let Some(place) = least(found, near)
    {
        told.push(format!(
            "The nearest: {} ({}); “{}” (target {}) is {}.",
            people_words(found, &near.people),
            amount(found, near.cost),
            found.promises[place].words,
            wording::percent(found.promises[place].target),
            told_in(found, near, place)
        ));
    }
    told.push("More people may help: `--between` widens the range.".to_owned());
    told
}

fn undecided(found: &Staffing) -> Option<String> {
    let cheapest = found.undecided.first()?;
    let share = cheapest
        .promise
        .and_then(|place| Some((place, cheapest.shares[place]?)));
    let words = share.map(|(place, share)| {
        let words = &found.promises[place].words;
        format!(
            ": “{words}” came to {} in {} runs",
            wording::percent(share),
            wording::rounded(f64::from(cheapest.replications), 0)
        )
    });
    let others = match found.undecided.len() {
        1 => String::new(),
        more => format!(", nor of {} more", more - 1),
    };
    Some(format!(
        "It could not be told of {}{}{others}. More runs (`--at-most`) or a wider `--tolerance` would tell.",
        people_words(found, &cheapest.people),
        words.unwrap_or_default()
    ))
}
