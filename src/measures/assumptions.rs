//! What comparisons of approvals assume, told beside the figures.

use crate::model::{Demand, Model, RouteKind};

/// What is assumed of approvals and not modelled; nothing where nobody asks for any.
pub fn assumptions(model: &Model) -> Vec<String> {
    let mut steps = model.streams.iter().flat_map(|stream| &stream.steps);
    if !steps.any(|step| step.approval) {
        return Vec::new();
    }
    let mut told = vec![
        "how well a route tells bad changes from good ones (`catches_bad`, `rejects_good`) is what the scenario says: an input, not a \
         finding",
        "changes are made as carefully whoever looks at them afterwards: a control changes what passes, not what is asked",
        "those who decide catch as much when they are busy as when they are not",
    ];
    if model.demands.iter().all(|demand| demand.batch.is_none()) {
        told.push("a change that waits does not grow: delay makes no batches larger, and larger batches riskier");
    } else {
        told.push("a change that waits grows no riskier: batches are as large as the scenario says, however long approval takes");
    }
    let bypassed = model.routes.iter().any(|route| route.bypass.is_some());
    told.push(if bypassed {
        "what goes round its approval is as likely to fail as what does not, before anybody looks"
    } else {
        "nobody goes round an approval, however long it takes"
    });
    if model.routes.iter().any(|route| !route.kind.parts().is_empty()) {
        told.push("stages of a route decide independently: what one has missed, the next is as likely to catch as anything else");
    }
    if model
        .routes
        .iter()
        .any(|route| matches!(route.kind, RouteKind::Automated(_)))
    {
        told.push("automated checks never fail to run, and cost nothing to build or to keep");
    }
    if !model.freezes.is_empty() {
        told.push("what a freeze has held is no riskier when all of it is done at once afterwards");
    }
    told.into_iter().map(str::to_owned).collect()
}

/// The same in a line, for a note.
pub fn note(model: &Model) -> Option<String> {
    let mut steps = model.streams.iter().flat_map(|stream| &stream.steps);
    if !steps.any(|step| step.approval) {
        return None;
    }
    let grows = |demand: &Demand| demand.batch.is_some();
    let delay = if model.demands.iter().any(grows) {
        "riskier"
    } else {
        "larger or riskier"
    };
    let bypassed = model.routes.iter().any(|route| route.bypass.is_some());
    let bypass = if bypassed {
        ""
    } else {
        ", and nobody goes round the approval"
    };
    Some(format!("not modelled: approval delay makes no change {delay}{bypass}"))
}
