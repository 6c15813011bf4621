//! As many replications as make some figures sure.

use super::replications::{Means, Running, run_until};
use crate::measures::aims;
use crate::model::{Precision, Within};
use crate::results::{AimResult, Note, NoteLevel, RunLength};
use crate::statistics::sequential::{FIRST_LOOK, Looks, Narrow, next_look};

/// Runs until every figure was sure enough at two looks in a row, or there are as many replications as allowed.
///
/// Looks are at numbers of replications that are known beforehand, so that nothing depends on the threads.
pub fn run(running: &mut Running<'_>, precision: &Precision, means: &mut Means<'_>) -> RunLength {
    let at_most = running.model.run.replications;
    let (mut looks, mut look) = (Looks::default(), FIRST_LOOK.min(at_most));
    let mut taken = 0;
    loop {
        run_until(look, running, means);
        let replications = running.gathered.replications();
        taken += 1;
        let aims = aims_of(running, precision);
        let narrow = aims.iter().all(|aim| aim.reached);
        let interrupted = replications < look;
        let reached = looks.enough(narrow) && !interrupted;
        // At the ceiling there is no further look to wait for.
        let ends = reached || interrupted || replications >= at_most;
        if ends {
            return RunLength {
                replications,
                at_most,
                looks: taken,
                reached: reached || (narrow && !interrupted),
                interrupted,
                aims,
            };
        }
        look = next_look(look).min(at_most);
    }
}

fn aims_of(running: &Running<'_>, precision: &Precision) -> Vec<AimResult> {
    let narrow = match precision.within {
        Within::Part(part) => Narrow::Part(part),
        Within::Absolute(width) => Narrow::Absolute(width),
    };
    let aim = |aim: &crate::model::Aim| {
        let estimate = aims::estimate(
            running.model,
            running.program,
            running.plan,
            &running.gathered,
            aim.figure,
        );
        let interval = estimate.and_then(|estimate| Some((estimate.value, estimate.low?, estimate.high?)));
        AimResult {
            name: aim.words.clone(),
            estimate,
            half_width_wanted: estimate.map(|estimate| narrow.half_width(estimate.value)),
            reached: interval.is_some_and(|(value, low, high)| narrow.holds(value, low, high)),
        }
    };
    precision.of.iter().map(aim).collect()
}

/// How many there were and why, in words.
pub(super) fn note(length: &RunLength) -> Note {
    let (runs, at_most) = (length.replications, length.at_most);
    let names: Vec<String> = length.aims.iter().map(|aim| format!("`{}`", aim.name)).collect();
    if length.reached {
        return Note {
            level: NoteLevel::Information,
            text: format!(
                "{runs} runs were enough for the precision asked of {}; intervals at a stop that the figures chose hold \
                 a little less often than they say",
                names.join(", ")
            ),
        };
    }
    let missing = length.aims.iter().filter(|aim| !aim.reached);
    let missing: Vec<String> = missing.map(|aim| format!("`{}`", aim.name)).collect();
    Note {
        level: NoteLevel::Warning,
        text: format!(
            "the precision asked of {} was not reached in the {at_most} runs that were allowed",
            missing.join(", ")
        ),
    }
}
