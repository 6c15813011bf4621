//! What happens to items on their way to a step's queue, and in it.

use super::World;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Hold, Misrouting, Noticed, Overflow, Patience, TeamId};
use crate::scenario::fields::StepText;

/// The team that does a step, and those that take over what has waited too long.
pub fn teams(world: &World<'_>, text: &StepText, faults: &mut Diagnostics) -> (usize, Vec<Overflow>) {
    let listed = text.team.as_ref().map_or(&[][..], |teams| teams.value.0.as_slice());
    let mut first = 0;
    let mut overflow = Vec::new();
    for (number, (name, after)) in listed.iter().enumerate() {
        if let Some((twin, _)) = listed[..number].iter().find(|(before, _)| before.value == name.value) {
            let fault = Diagnostic::error(format!("team `{}` takes over from itself", name.value));
            faults.push(fault.at(&name.place, "named again here").at(&twin.place, "and before"));
        }
        let Some(team) = world.teams.find(name, faults) else {
            continue;
        };
        match after {
            None => first = team,
            Some(after) => overflow.push(Overflow {
                team: TeamId::from(team),
                after: after.value,
            }),
        }
    }
    (first, overflow)
}

/// Items that go to a wrong team first.
pub fn misrouting(world: &World<'_>, text: &StepText, team: usize, faults: &mut Diagnostics) -> Option<Misrouting> {
    let misrouted = text.misrouted.as_ref()?;
    let (place, text) = (&misrouted.place, &misrouted.value);
    let noticed = match (&text.effort, &text.noticed_after) {
        (Some(effort), None) => Some(Noticed::Effort(effort.value.0.clone())),
        (None, Some(after)) => Some(Noticed::After(after.value.0.clone())),
        _ => {
            let fault = Diagnostic::error("what it takes a wrong team to notice is said once");
            faults.push(fault.at(place, "one of `effort` and `noticed_after` must be here").help(
                "write `effort = \"10m\"` where somebody looks at it, `noticed_after = \"2h\"` where it only lies there",
            ));
            None
        }
    };
    let mut to = Vec::new();
    for (name, share) in text.to.iter().flat_map(|to| &to.value.0) {
        let Some(wrong) = world.teams.find(name, faults) else {
            continue;
        };
        if wrong == team {
            let fault = Diagnostic::error(format!("team `{}` is no wrong team for this step", name.value));
            faults.push(fault.at(&name.place, "it is the one that does it"));
        }
        to.push((TeamId::from(wrong), *share));
    }
    Some(Misrouting {
        share: text.share.as_ref()?.value.0,
        to,
        noticed: noticed?,
    })
}

/// How long items wait.
pub fn patience(text: &StepText, faults: &mut Diagnostics) -> Option<Patience> {
    let text = &text.patience.as_ref()?.value;
    let lasts = text.lasts.as_ref()?.value.0.clone();
    let comes_back = text.comes_back.as_ref().map_or(0.0, |share| share.value.0);
    let after = text.after.as_ref()?.value.0.clone();
    if comes_back > 0.0 && after.mean() <= 0.0 && lasts.mean() <= 0.0 {
        let fault = Diagnostic::error("items without patience come back at once, without end");
        faults.push(
            fault
                .at(&text.place, "neither `lasts` nor `after` is any time")
                .help("let them come back later, as in `after = \"30m\"`"),
        );
    }
    Some(Patience {
        lasts,
        comes_back,
        after,
    })
}

/// While which team is swamped items are held.
pub fn hold(world: &World<'_>, text: &StepText, faults: &mut Diagnostics) -> Option<Hold> {
    let text = &text.hold.as_ref()?.value;
    let team = world.teams.find(text.team.as_ref()?, faults)?;
    Some(Hold {
        team: TeamId::from(team),
        above: text.above.as_ref()?.value.0,
    })
}
