//! What is noted of an item, in names.

use super::directory::Directory;
use super::notes::Note;
use super::record::Noted;
use crate::observation::RunOutcome;
use crate::time::Instant;

pub(super) fn note<'a>(at: Instant, noted: Noted, demand: u32, directory: &Directory<'a>) -> Note<'a> {
    let at = directory.moment(at);
    let routes = &directory.model.routes;
    match noted {
        Noted::Decided(decided) => {
            let route = &routes[decided.route as usize];
            Note::Decided {
                at,
                route: &route.name,
                approved: !decided.turned_down,
                looked_at: !directory.program.routes[decided.route as usize].pre_approved,
                sent_back: decided.turned_down && !decided.closes,
                whole: decided.whole,
            }
        }
        Noted::Bypassed(bypassed) => Note::Bypassed {
            at,
            route: &routes[bypassed.route as usize].name,
            instead: bypassed.instead.map(|route| routes[route as usize].name.as_str()),
        },
        Noted::Escalated { escalation } => Note::Escalated {
            at,
            escalation: &directory.model.escalations[escalation as usize].name,
        },
        Noted::TakesEffect { route, failed } => Note::TookEffect {
            at,
            failed,
            approved_by: route.map(|route| routes[route as usize].name.as_str()),
        },
        Noted::BackedOut { place } => Note::BackedOut {
            at,
            step: directory.place(place).step,
        },
        Noted::LeavesFault { sort } => Note::LeftFault {
            at,
            fault: directory.fault(sort),
        },
        Noted::FindsWorkaround { sort } => Note::FoundWorkaround {
            at,
            fault: directory.fault(sort),
        },
        Noted::RemovesFault { sort } => Note::RemovedFault {
            at,
            fault: directory.fault(sort),
        },
        Noted::Chased => Note::Chased { at },
        Noted::Raises { key, at: appears } => Note::Raised {
            at,
            key,
            id: None,
            appears: directory.moment(appears),
        },
        Noted::Misjudged { class } => Note::Misjudged {
            at,
            priority: directory.priority(class),
        },
        Noted::Corrected { class } => Note::Corrected {
            at,
            priority: directory.priority(class),
        },
        Noted::Misrouted { team } => Note::Misrouted {
            at,
            team: directory.team(team),
        },
        Noted::Overflowed { team } => Note::Overflowed {
            at,
            team: directory.team(team),
        },
        Noted::Abandoned { place } => Note::Abandoned {
            at,
            step: directory.place(place).step,
        },
        Noted::Unsolved { place } => Note::Unsolved {
            at,
            supplier: directory.place(place).supplier,
        },
        Noted::Released { increment } => Note::Released {
            at,
            part: directory.program.demands[demand as usize].increments[increment as usize],
        },
        Noted::Brings { capability } => Note::Brought {
            at,
            capability: &directory.model.capabilities[capability as usize].name,
        },
        Noted::Automated { place, outcome } => Note::Automated {
            at,
            step: directory.place(place).step,
            outcome: match outcome {
                RunOutcome::Done => "done",
                RunOutcome::Failed => "failed",
                RunOutcome::Unnoticed => "failed, not noticed",
            },
        },
        Noted::Discovered { place } => Note::Discovered {
            at,
            step: directory.place(place).step,
        },
        Noted::SeemsDone => Note::SeemsDone { at },
        Noted::Noticed { by_call } => Note::Noticed { at, by_call },
        Noted::Announced => Note::Announced { at },
        Noted::Resolved => Note::Resolved { at },
        Noted::Reopened => Note::Reopened { at },
    }
}
