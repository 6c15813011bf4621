//! What the 34 management practices of ITIL 4 mean to this program: which settings each drives, and which test shows that; or that its
//! name only groups hours.
//!
//! Every step names a practice, and results tell hours, waiting and cost by practice and activity for all of them alike. Naming one
//! changes nothing by itself: what a practice does is said by settings.

use crate::model::PracticeId;

/// What a practice means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Practice {
    /// Which one.
    pub id: PracticeId,
    /// What it does in a scenario, in words.
    pub does: &'static str,
    /// What of a scenario it drives: settings as the reference tells them, with `NAME` for a name of one's own. None where its name only
    /// groups hours.
    pub drives: &'static [&'static str],
    /// The test that shows it: the suite, and the test's path in it. None where its name only groups hours.
    pub shown_by: Option<(&'static str, &'static str)>,
}

type Entry = (&'static str, &'static [&'static str], &'static str, &'static str);

/// A practice whose name only groups hours.
const fn only(does: &'static str) -> Entry {
    (does, &[], "", "")
}

/// In the order of [`crate::model::PRACTICES`].
const ENTRIES: [Entry; 34] = [
    only("Where hours for drawing up and keeping the architecture go."),
    (
        "A register of improvements: work that somebody must find time for, a change that is taken up, a judgement by noisy figures.",
        &[
            "improvement.NAME.work",
            "improvement.NAME.changes",
            "improvement.NAME.judged",
        ],
        "worlds",
        "improvements::an_improvement_is_worked_on_taken_up_judged_and_kept",
    ),
    only("Where hours for security go; what security asks of a change is said by its approval route."),
    (
        "What is written down makes later work shorter and helps users to help themselves; it goes out of date.",
        &[
            "knowledge.NAME.halves_after",
            "stream.NAME.step.writes",
            "stream.NAME.step.learns_from",
        ],
        "worlds",
        "knowledge::each_article_shortens_what_follows",
    ),
    (
        "Periodic reviews look at a figure of the past, and act where it is out of bounds.",
        &["review.NAME.looks_at", "review.NAME.when", "review.NAME.then"],
        "worlds",
        "periodic_reviews::a_review_acts_for_a_time_expires_and_acts_again",
    ),
    (
        "A change is taken up day by day, by some sooner than by others, and perhaps never by all.",
        &["improvement.NAME.adoption", "capability.NAME.adoption"],
        "worlds",
        "improvements::adoption_chooses_by_item_and_blends_rates",
    ),
    (
        "An opportunity may be stopped at a gate: what it released stays, and the rest of its value is forgone.",
        &[
            "route.NAME.on_rejection",
            "demand.NAME.value",
            "demand.NAME.cost_of_delay",
        ],
        "worlds",
        "opportunities::what_is_stopped_keeps_what_it_released",
    ),
    (
        "Work splits into branches and joins; value is released in increments; what has been built changes how others work.",
        &[
            "stream.NAME.step.branch",
            "stream.NAME.step.releases",
            "stream.NAME.step.brings",
        ],
        "worlds",
        "opportunities::each_part_loses_to_delay_until_it_is_there",
    ),
    only("Where hours with customers and users go."),
    (
        "How likely a change is to fail, by what it is, and what a failure causes.",
        &["demand.NAME.fails", "stream.NAME.step.if_it_fails"],
        "worlds",
        "fates::a_change_has_the_same_fate_under_every_policy",
    ),
    (
        "What hours, visits, cases, parts, penalties and standing costs come to; what finished work is worth.",
        &[
            "team.NAME.hourly_cost",
            "demand.NAME.cost_per_item",
            "demand.NAME.value",
            "cost.NAME.per_month",
        ],
        "worlds",
        "money::every_unit_of_money_is_accounted_for",
    ),
    only("Where hours for setting direction go."),
    (
        "Suppliers do steps in their own time, return some of it unsolved, and owe penalties.",
        &[
            "supplier.NAME.takes",
            "supplier.NAME.returned_unsolved",
            "supplier.NAME.penalty",
            "stream.NAME.step.supplier",
        ],
        "worlds",
        "suppliers::what_is_returned_unsolved_goes_back_or_is_sent_again",
    ),
    (
        "Who is there when: shifts, absence, people who join, get up to speed and leave.",
        &[
            "team.NAME.people",
            "team.NAME.absence",
            "team.NAME.joining",
            "team.NAME.leaving",
        ],
        "worlds",
        "joiners::who_joins_gets_up_to_speed",
    ),
    (
        "Open items take services down or degrade them; outages, and how long they last.",
        &["service.NAME.hours", "demand.NAME.service", "demand.NAME.means"],
        "worlds",
        "services::outages_that_overlap_or_touch_are_one",
    ),
    only("Where hours for finding out what is needed go."),
    (
        "How much can be done at once: people of several teams, limits on work in progress.",
        &[
            "team.NAME.also_works_for",
            "team.NAME.wip",
            "stream.NAME.wip",
            "stream.NAME.step.wip",
        ],
        "worlds",
        "limits::a_team_limit_spans_its_steps",
    ),
    (
        "Policies say which change takes which approval route; routes find some of what would fail, and cost time and hours.",
        &[
            "governance.policy",
            "policy.NAME.rules",
            "route.NAME.catches_bad",
            "route.NAME.meets",
            "stream.NAME.step.approval",
        ],
        "worlds",
        "approval_routes::twice_the_changes_take_their_approval_hours_from_those_who_approve",
    ),
    (
        "Urgent work first, and interrupting other work; what has been open for too long is escalated; calls about an outage.",
        &[
            "demand.NAME.priority",
            "team.NAME.preempts",
            "escalation.NAME.after",
            "demand.NAME.while_open",
        ],
        "worlds",
        "escalations::after_its_time_it_goes_first_and_a_manager_is_told",
    ),
    (
        "Spare parts on a shelf, ordered again at a reorder point.",
        &["part.NAME.count", "part.NAME.reorder_at", "stream.NAME.step.uses"],
        "worlds",
        "spare_parts::an_item_waits_for_its_part_and_keeps_nobody",
    ),
    (
        "What is seen by itself enters further on: an alert calls those who mend, and passes by the desk.",
        &["demand.NAME.enters"],
        "worlds",
        "routing::what_monitoring_sees_enters_further_on",
    ),
    (
        "Faults cause incidents until somebody with time for it finds them and a change removes them; workarounds shorten what they cause.",
        &[
            "fault.NAME.found",
            "stream.NAME.step.removes_fault",
            "stream.NAME.step.finds_workaround",
        ],
        "worlds",
        "causes::a_fault_causes_incidents_until_the_change_of_its_problem_removes_it",
    ),
    (
        "Releases leave by the calendar, and take what was there in time.",
        &["stream.NAME.step.train", "stream.NAME.step.batch"],
        "worlds",
        "trains::a_train_takes_what_was_there_in_time",
    ),
    only("Where hours for keeping the catalogue go."),
    only("Where hours for keeping records of what there is go."),
    (
        "What changes for a time: people away, demand that surges, dates on which an outage does more harm.",
        &["shock.NAME.changes", "service.NAME.critical"],
        "worlds",
        "shocks::people_are_away_while_a_shock_lasts",
    ),
    only("Where hours for designing services go."),
    (
        "What the first contact resolves, what it sends astray, and who gives up waiting for it.",
        &[
            "stream.NAME.step.next",
            "stream.NAME.step.misrouted",
            "stream.NAME.step.patience",
        ],
        "worlds",
        "misrouting::a_wrong_team_works_on_an_item_until_it_notices",
    ),
    (
        "Promises: a deadline, a clock, and the share of items for which it is to hold.",
        &[
            "promise.NAME.resolve",
            "promise.NAME.respond",
            "promise.NAME.clock",
            "promise.NAME.target",
        ],
        "worlds",
        "clocks::resolved_at_the_due_instant_is_kept",
    ),
    (
        "A request asks other teams for parts of it, and waits until they are done.",
        &["stream.NAME.step.raises", "stream.NAME.step.branch"],
        "worlds",
        "branches::a_parent_waits_for_its_child",
    ),
    (
        "Checks find what would fail, people or machines; what is found goes back, and may still be bad.",
        &["route.NAME.automated", "route.NAME.still_bad_after_rework"],
        "worlds",
        "approval_routes::an_automated_check_runs_at_night",
    ),
    (
        "What is put into effect may fail, and causes incidents soon after; freezes keep it from being begun.",
        &["stream.NAME.step.if_it_fails", "freeze.NAME.stops"],
        "worlds",
        "consequences::incidents_appear_within_the_time_told",
    ),
    only("Where hours for running infrastructure and platforms go."),
    only("Where hours for building and changing software go."),
];

/// All 34, by group: general, service, technical.
pub fn practices() -> impl Iterator<Item = Practice> {
    PracticeId::all()
        .zip(ENTRIES)
        .map(|(id, (does, drives, suite, test))| Practice {
            id,
            does,
            drives,
            shown_by: (!drives.is_empty()).then_some((suite, test)),
        })
}

impl Practice {
    /// What it means, in one sentence.
    pub fn meaning(&self) -> String {
        match self.shown_by {
            None => "groups hours only".to_owned(),
            Some((suite, test)) => format!("drives {}; shown by {suite} {test}", self.drives.join(", ")),
        }
    }
}
