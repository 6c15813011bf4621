//! What happens before people have anything to do with an item.

use super::World;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Announcement, Choice, DemandId, Detection, SelfService};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{AnnouncedText, DemandText, NoticedText};

/// Users who try to help themselves.
pub fn self_service(world: &World<'_>, of: &DemandText, faults: &mut Diagnostics) -> Option<SelfService> {
    let placed = of.self_service.as_ref()?;
    let text = &placed.value;
    let (tries, succeeds) = (text.tries.as_ref()?, text.succeeds.as_ref()?);
    let back = text
        .comes_back_as
        .as_ref()
        .and_then(|name| world.demands.find(name, faults));
    let written = |key: &str| of.keys.iter().any(|written| written == key);
    let users = of.arrivals.as_ref().and_then(|arrivals| arrivals.value.users.as_ref());
    if let Some(users) = users {
        let fault = Diagnostic::error("a fixed number of users cannot help themselves");
        faults.push(
            fault
                .at(&placed.place, "nobody would know when such a user comes again")
                .at(&users.place, "the number of users is fixed here")
                .help("say how often they come instead, as in `arrivals = { per_week = 90 }`"),
        );
    }
    if !written("arrivals") {
        let fault = Diagnostic::error("nobody comes who could help themselves");
        faults.push(
            fault
                .at(&placed.place, "the demand has no `arrivals`")
                .note("what other items raise goes to people at once"),
        );
    }
    Some(SelfService {
        tries: world.choice(&tries.value, &[of], &tries.place, |share| share.0, faults)?,
        succeeds: world.choice(&succeeds.value, &[of], &succeeds.place, |share| share.0, faults)?,
        learns_from: text
            .learns_from
            .as_ref()
            .and_then(|name| world.knowledge.find(name, faults)),
        takes: text.takes.as_ref()?.value.0.clone(),
        comes_back: text.comes_back.as_ref()?.value.0,
        after: text.after.as_ref()?.value.0.clone(),
        comes_back_as: back.map(DemandId::from),
        clock_from_attempt: text.clock_from_attempt.as_ref().is_some_and(|from| from.value),
    })
}

/// When somebody notices that an item is there.
pub fn detection(world: &World<'_>, of: &DemandText, faults: &mut Diagnostics) -> Option<Detection> {
    let placed = of.noticed.as_ref()?;
    let NoticedText { after, first_call, .. } = &placed.value;
    let first_call = first_call.as_ref()?;
    let by_call = world.choice(&first_call.value, &[of], &first_call.place, |call| *call, faults)?;
    let all_call = by_call.otherwise && by_call.cases.iter().all(|(_, call)| *call);
    let written = placed.value.keys.iter().any(|key| key == "after");
    if !written && !all_call {
        let fault = Diagnostic::error(if by_call == Choice::always(false) {
            "nobody ever notices these items"
        } else {
            "nobody ever notices some of these items"
        });
        faults.push(fault.at(&placed.place, "they would be open for ever").help(
            "say when they are noticed, as in `after = \"5m\"`, or `first_call = true` where people call about them",
        ));
    }
    let calls = by_call.otherwise || by_call.cases.iter().any(|(_, call)| *call);
    if calls && of.while_open.is_none() {
        let fault = Diagnostic::error("nobody calls about these items");
        faults.push(
            fault
                .at(&first_call.place, "so no call is the first")
                .help("say who calls, as in `while_open = { raises = \"call\", per_hour = 20 }`"),
        );
    }
    let after = match after {
        Some(after) => Some(world.choice(&after.value, &[of], &after.place, |time| time.0.clone(), faults)?),
        None => None,
    };
    Some(Detection {
        after,
        first_call: by_call,
    })
}

/// An announcement about an open item; `announces` says whether a step of the demand's stream makes one.
pub fn announcement(text: &Placed<AnnouncedText>, announces: bool, faults: &mut Diagnostics) -> Option<Announcement> {
    if text.value.after.is_none() && !announces {
        let fault = Diagnostic::error("nobody makes this announcement");
        faults.push(
            fault
                .at(&text.place, "neither a time nor a step says when it is made")
                .help("add `after = \"15m\"`, or `announces = true` at a step that makes it"),
        );
    }
    Some(Announcement {
        after: text.value.after.as_ref().map(|after| after.value.0.clone()),
        stops: text.value.stops.as_ref()?.value.0,
    })
}
