//! Which mechanisms of the language break what formulas take for granted.
//!
//! Whoever adds a field to the model is asked here what it does to the formulas: steps, demands and teams are taken apart
//! field by field.

use crate::model::{
    Arrivals, AtShiftEnd, Demand, DemandId, Discipline, Distribution, HourOfWeek, Model, RouteKind, Step, Stream,
    Target, Team, TeamId, WhenFull,
};
use crate::time::{HOUR, Instant, Span};

/// Whether people of a team work at a step.
pub fn works_at(step: &Step, team: TeamId) -> bool {
    step.wait.is_none() && step.team == team
}

/// Whether items come one by one, none is there at the start, and every priority is seen for what it is.
pub fn comes_alone(demand: &Demand) -> bool {
    let Demand {
        batch,
        starting,
        misjudged,
        self_service,
        detection,
        // Who comes, and when: `is_poisson`. Where they go: `comes_once`. What they bring with them: `is_raised`.
        name: _,
        kind: _,
        stream: _,
        arrivals: _,
        mixes: _,
        dependent: _,
        enters: _,
        fails: _,
        reopening: _,
        calls: _,
        chased: _,
        // Money takes no time, and a service that stands still sends nobody.
        affects: _,
        worth: _,
        cost_per_item: _,
    } = demand;
    let late = self_service.is_some() || detection.is_some();
    batch.is_none() && starting.is_empty() && misjudged.is_none() && !late
}

/// Poisson arrivals at a level rate, one by one.
pub fn is_poisson(demand: &Demand) -> bool {
    let level = matches!(
        &demand.arrivals,
        Some(Arrivals::Poisson {
            pattern: HourOfWeek::Level,
            course: None,
            burstiness: None,
            ..
        })
    );
    level && comes_alone(demand)
}

/// Whether some items of a demand are not from outside: raised by others, called in about them, or come back.
pub fn is_raised(model: &Model, id: DemandId) -> bool {
    let steps = model.streams.iter().flat_map(|stream| &stream.steps);
    let raised = steps.into_iter().any(|step| {
        let failure = step.if_it_fails.as_ref().and_then(|failure| failure.raises.as_ref());
        let consequence = failure.is_some_and(|raised| raised.demand == id);
        consequence || step.raises.iter().any(|raise| raise.demand == id && raise.share > 0.0)
    });
    let mut calls = model.demands.iter().filter_map(|demand| demand.calls.as_ref());
    let chases = model.demands.iter().filter_map(|demand| demand.chased.as_ref());
    let faults = model.faults.iter().flat_map(|fault| {
        let found = fault.found.map(|found| found.raises);
        [Some(fault.raises), found].into_iter().flatten()
    });
    let caused = chases
        .map(|chase| chase.demand)
        .chain(faults)
        .any(|caused| caused == id);
    let mut patience = model.steps_of(id).iter().filter_map(|step| step.patience.as_ref());
    let told = model.escalations.iter().filter_map(|escalation| escalation.raises);
    let corrected = model.audits.iter().filter_map(|audit| audit.raises);
    let mut back = model
        .demands
        .iter()
        .filter_map(|demand| demand.self_service.as_ref()?.comes_back_as);
    let asked = model.capabilities.iter().filter_map(|of| of.asks.as_ref());
    let asked = asked.map(|asks| asks.demand);
    let governed = told.chain(corrected).chain(asked).any(|governed| governed == id);
    governed
        || raised
        || caused
        || back.any(|back| back == id)
        || calls.any(|call| call.demand == id)
        || patience.any(|patience| patience.comes_back > 0.0)
}

/// Whether every item of a demand comes to a team first, and never again.
pub fn comes_once(model: &Model, id: DemandId, team: TeamId) -> bool {
    let demand = &model.demands[id.index()];
    let steps = model.steps_of(id);
    let entry = demand.enters.otherwise;
    if !demand.enters.cases.is_empty() || steps.iter().any(|step| step.approval) {
        return false;
    }
    let mut reached = vec![false; steps.len()];
    let mut open = vec![entry];
    open.extend(demand.reopening.iter().map(|reopening| reopening.to));
    for again in open.iter().skip(1) {
        reached[again.index()] = true;
    }
    while let Some(from) = open.pop() {
        let step = &steps[from.index()];
        let forks = step.fork.iter().flat_map(|fork| fork.to.iter().copied());
        let onwards = step.targets().filter_map(|target| match target {
            Target::Step(to) => Some(to),
            Target::Done => None,
        });
        for to in forks.chain(onwards) {
            if !std::mem::replace(&mut reached[to.index()], true) {
                open.push(to);
            }
        }
    }
    let comes_again = (0..steps.len()).any(|step| reached[step] && works_at(&steps[step], team));
    works_at(&steps[entry.index()], team) && !comes_again
}

/// Whether the same people of a team work round the clock, at the same speed, and at nothing but steps.
pub fn is_constant(model: &Model, id: TeamId) -> bool {
    let team = &model.teams[id.index()];
    let always = team.shifts.iter().all(|shift| {
        let steady = shift.from == Instant::START && shift.until.is_none() && shift.gaps.is_empty();
        model.calendars[shift.calendar.index()].always && steady && shift.ramp_up.is_none()
    });
    let decides = model.routes.iter().any(|route| match &route.kind {
        RouteKind::PreApproved | RouteKind::Automated(_) | RouteKind::Stages(_) | RouteKind::AllOf(_) => false,
        RouteKind::Review(review) => review.team == id,
        RouteKind::Board(board) => board.team == id,
    });
    let people: u32 = team.shifts.iter().map(|shift| shift.people).sum();
    always && people > 0 && team.absence == 0.0 && team.other_duties == 0.0 && !decides
}

/// Whether a team takes the most urgent first, is not interrupted, and shares no people.
pub fn takes_in_order(model: &Model, id: TeamId) -> bool {
    let Team {
        queue,
        preempts,
        also_works_for,
        // When its people are there: `is_constant`. Nobody is called while they are, and no shift of theirs ends.
        shifts: _,
        absence: _,
        spell: _,
        other_duties: _,
        on_call: _,
        at_shift_end: _,
        hand_over: _,
        // Places: `limits_on_the_way`.
        limit: _,
        // They cost nothing where nothing is interrupted, and money takes no time.
        resumption: _,
        name: _,
        hourly_cost: _,
        overtime_factor: _,
        paid: _,
        // On an item's first step there is none.
        handoff: _,
    } = &model.teams[id.index()];
    let helped = model.teams.iter().any(|other| other.also_works_for.contains(&id));
    also_works_for.is_empty() && !helped && *queue == Discipline::Priority && !preempts.contains(&true)
}

/// Whether nothing but arrivals brings items to a team's queue: no other team's shift end, overflow or wrong routing.
pub fn is_sent_none(model: &Model, id: TeamId) -> bool {
    let handed = model.teams.iter().any(|team| {
        let hands_over = team.at_shift_end.contains(&AtShiftEnd::HandOver);
        hands_over && team.hand_over.is_some_and(|hand_over| hand_over.to == id)
    });
    let mut steps = model.streams.iter().flat_map(|stream| &stream.steps);
    !handed
        && !steps.any(|step| {
            let overflows = step.overflow.iter().any(|overflow| overflow.team == id);
            let wrong = step.misrouting.iter().flat_map(|misrouting| &misrouting.to);
            overflows || wrong.into_iter().any(|(team, share)| *team == id && *share > 0.0)
        })
}

/// Whether an item that comes to a step goes to its queue at once and stays until it is served or its patience ends.
pub fn joins_the_queue(step: &Step) -> bool {
    let Step {
        overflow,
        automation,
        misrouting,
        hold,
        batch,
        train,
        uses,
        learns_from,
        writes,
        // Where it is an item's first step, it is on no way from another team.
        handoff: _,
        // Patience: the caller's. Places: `limits_on_the_way`. What is done: `effort_is_plain`.
        patience: _,
        limit: _,
        team: _,
        people: _,
        effort: _,
        wait: _,
        // A wait, which needs nobody: `works_at`. Where it returns what it did not solve: `comes_once`.
        outsourced: _,
        // What follows the visit: `comes_once`, `is_raised`; whoever waits for children or branches holds nobody.
        next: _,
        exceptions: _,
        raises: _,
        fork: _,
        approval: _,
        if_it_fails: _,
        removes_fault: _,
        // Visits of an item that a fault caused may be shorter, and such items are raised: `is_raised`.
        finds_workaround: _,
        name: _,
        activity: _,
        practice: _,
        // Money takes no time.
        cost_per_visit: _,
        // Who reads it does not call: `is_raised`.
        announces: _,
        // Changes while the run goes on are asked of the model.
        brings: _,
        // Money takes no time.
        releases: _,
        audit: _,
    } = step;
    let gathers = batch.is_some() || train.is_some();
    let learns = learns_from.is_some() || writes.is_some();
    overflow.is_empty()
        && automation.is_none()
        && misrouting.is_none()
        && hold.is_none()
        && !gathers
        && !learns
        && uses.is_empty()
}

/// What limits on work in progress do to a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// There are none on the way of its items.
    Endless,
    /// It has room for so many items, at work included, and others are turned away.
    For(u32),
    /// They do something else.
    Otherwise,
}

/// The limits on the way of the demands that come to a team.
pub fn room(model: &Model, id: TeamId, comers: &[DemandId]) -> Room {
    let mut rooms = Vec::new();
    let team = model.teams[id.index()].limit;
    rooms.extend(team);
    let mut streams: Vec<&Stream> = Vec::new();
    for comer in comers {
        let stream = &model.streams[model.demands[comer.index()].stream.index()];
        if !streams.iter().any(|known| std::ptr::eq(*known, stream)) {
            streams.push(stream);
        }
    }
    let one = streams.len() == 1;
    for stream in streams {
        let alone = one && stream.steps.len() == 1;
        // A limit that more than one step shares, or of a step where others pass by, is not room before these people alone.
        match stream.limit {
            Some(limit) if alone => rooms.push(limit),
            Some(_) => return Room::Otherwise,
            None => {}
        }
        for step in &stream.steps {
            let own = works_at(step, id);
            let other = !own && step.wait.is_none() && model.teams[step.team.index()].limit.is_some();
            match step.limit {
                _ if other => return Room::Otherwise,
                Some(limit) if own && one => rooms.push(limit),
                Some(_) => return Room::Otherwise,
                None => {}
            }
        }
    }
    match rooms.as_slice() {
        [] => Room::Endless,
        [limit] if limit.when_full == WhenFull::TurnAway => Room::For(limit.items),
        _ => Room::Otherwise,
    }
}

/// Hours of patience of the items that come to a team, where it is exponential with one mean: `Ok(None)` where it is endless.
pub fn patience(model: &Model, id: TeamId, comers: &[DemandId]) -> Result<Option<f64>, ()> {
    let mut found: Vec<Option<f64>> = Vec::new();
    for comer in comers {
        let steps = model.steps_of(*comer).iter().filter(|step| works_at(step, id));
        for patience in steps.map(|step| step.patience.as_ref()) {
            found.push(match patience.map(|patience| &patience.lasts) {
                None => None,
                Some(Distribution::Exponential { mean }) => Some(mean / HOUR as f64),
                Some(_) => return Err(()),
            });
        }
    }
    let first = found.first().copied().flatten();
    found.iter().all(|own| *own == first).then_some(first).ok_or(())
}

/// Whether the model is the same all through the run: no shock, no change that the run makes itself, nobody who joins or leaves, no trend and no season.
pub fn is_lasting(model: &Model) -> bool {
    let course = |demand: &Demand| matches!(&demand.arrivals, Some(Arrivals::Poisson { course: Some(_), .. }));
    let mut shifts = model.teams.iter().flat_map(|team| &team.shifts);
    let stays = shifts.all(|shift| {
        shift.from == Instant::START && shift.until.is_none() && shift.gaps.is_empty() && shift.ramp_up.is_none()
    });
    let alone = model.later.is_empty() && model.switches.is_empty() && model.reviews.is_empty();
    let governed = !model.freezes.is_empty() || !model.escalations.is_empty();
    alone && stays && !governed && !model.demands.iter().any(course)
}

/// Whether the work that is offered is done, no more and no less, by those to whom it is offered.
pub fn does_what_is_offered(model: &Model) -> bool {
    let limit = |when_full: WhenFull| matches!(when_full, WhenFull::TurnAway | WhenFull::Hold);
    let plain_step = |step: &Step| {
        let whole = step
            .fork
            .as_ref()
            .is_none_or(|fork| fork.needed as usize == fork.to.len());
        joins_the_queue(step) && step.patience.is_none() && whole && !step.limit.is_some_and(|of| limit(of.when_full))
    };
    let plain_stream =
        |stream: &Stream| stream.steps.iter().all(plain_step) && !stream.limit.is_some_and(|of| limit(of.when_full));
    let plain_team = |team: &Team| {
        let interrupted = team.preempts.contains(&true) && team.resumption > Span::ZERO;
        let handed = team.at_shift_end.contains(&AtShiftEnd::HandOver);
        team.also_works_for.is_empty() && !interrupted && !handed && !team.limit.is_some_and(|of| limit(of.when_full))
    };
    let plain_demand = |demand: &Demand| {
        demand.calls.is_none()
            && demand.chased.is_none()
            && demand.self_service.is_none()
            && !matches!(demand.arrivals, Some(Arrivals::Users { .. }))
    };
    // How many items faults cause depends on when they are removed.
    model.faults.is_empty()
        && model.streams.iter().all(plain_stream)
        && model.teams.iter().all(plain_team)
        && model.demands.iter().all(plain_demand)
}
