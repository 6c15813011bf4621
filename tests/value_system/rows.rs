//! The table: what each part of the service value system is in a scenario, and what it moves.

/// Which way a measure goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moves {
    /// Up.
    Up,
    /// Down.
    Down,
}

/// A part of the service value system, switched on.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The part, as the field calls it.
    pub part: &'static str,
    /// The settings that make it.
    pub settings: &'static [&'static str],
    /// What the office has in both runs beside the usual.
    pub beside: &'static str,
    /// What is switched on, as a variant.
    pub switched_on: &'static str,
    /// The measure that it moves: measure, by, name, statistic.
    pub measure: [&'static str; 4],
    /// Which way.
    pub moves: Moves,
    /// The test that shows it.
    pub test: &'static str,
}

use Moves::{Down, Up};

const LEAD: [&str; 4] = ["lead time", "demand", "incident", "mean"];

/// All of them, in the order of the service value system.
pub const ROWS: &[Row] = &[
    Row {
        part: "Demand for value, information and because of failure",
        settings: &["demand.NAME.kind", "stream.NAME.step.if_it_fails"],
        beside: "",
        switched_on: "stream.change.deploy.if_it_fails = { raises = \"incident\", count = 2 }",
        measure: ["arrivals", "root kind", "value", "per week"],
        moves: Up,
        test: "failing_work_is_told_apart",
    },
    Row {
        part: "Opportunity: value in increments, a minimum viable service first",
        settings: &[
            "stream.NAME.step.releases",
            "demand.NAME.value",
            "demand.NAME.cost_of_delay",
        ],
        beside: "",
        switched_on: "stream.project.first.releases = \"40%\"",
        measure: ["time to first value", "demand", "project", "mean"],
        moves: Down,
        test: "a_first_part_comes_sooner",
    },
    Row {
        part: "Service value chain: six activities",
        settings: &["stream.NAME.step.activity"],
        beside: "",
        switched_on: "stream.fulfil.fulfil.activity = \"engage\"",
        measure: ["work", "activity", "engage", "per week"],
        moves: Up,
        test: "work_is_told_by_activity",
    },
    Row {
        part: "Value streams with rework",
        settings: &["stream.NAME.step.next"],
        beside: "",
        switched_on: "stream.restore.mend.next = { take = \"15%\", done = \"rest\" }",
        measure: LEAD,
        moves: Up,
        test: "rework_lengthens_a_stream",
    },
    Row {
        part: "Value proposition of a service: users, and what happens when it fails",
        settings: &["demand.NAME.service", "demand.NAME.means", "service.NAME.hours"],
        beside: "[service.mail]\nhours = \"always\"\n",
        switched_on: "demand.incident.service = \"mail\"\ndemand.incident.means = { P1 = \"down\", P2 = \"nothing\" }",
        measure: ["availability", "service", "mail", "share"],
        moves: Down,
        test: "a_service_stands_still",
    },
    Row {
        part: "The 34 management practices",
        settings: &["stream.NAME.step.practice"],
        beside: "",
        switched_on: "stream.fulfil.fulfil.practice = \"incident management\"",
        measure: [
            "work",
            "activity × practice",
            "deliver_and_support × incident management",
            "per week",
        ],
        moves: Up,
        test: "practices_have_hours",
    },
    Row {
        part: "Service desk: triage that sends some to the wrong team",
        settings: &["stream.NAME.step.misrouted"],
        beside: "",
        switched_on: "stream.restore.mend.misrouted = { share = \"30%\", to = { network = \"100%\" }, effort = \"20m\" }",
        measure: LEAD,
        moves: Up,
        test: "a_wrong_team_takes_time",
    },
    Row {
        part: "Release trains",
        settings: &["stream.NAME.step.train"],
        beside: "",
        switched_on: "stream.change.deploy.train = { leaves = \"Thu 10:00\" }",
        measure: ["batch", "demand", "change", "mean"],
        moves: Up,
        test: "a_train_gathers",
    },
    Row {
        part: "Continuity: surges, and people away",
        settings: &["shock.NAME.changes"],
        beside: "",
        switched_on: "add.shock.surge = { from = 2027-01-18, lasts = \"1 week\", changes = { demand.incident.arrivals.per_week = 150 } }",
        measure: LEAD,
        moves: Up,
        test: "a_surge_is_felt",
    },
    Row {
        part: "Workforce: who joins, leaves and learns",
        settings: &["team.NAME.joining"],
        beside: "",
        switched_on: "team.platform.joining = [ { date = 2027-01-11, hours = \"office\", ramp_up = \"2 weeks\", starts_at = \"50%\" } ]",
        measure: LEAD,
        moves: Down,
        test: "who_joins_helps",
    },
    Row {
        part: "Governance: tiered approval",
        settings: &["governance.policy", "policy.NAME.rules", "route.NAME.meets"],
        beside: "[governance]\npolicy = \"none\"\n[policy.none]\nrules = [ { route = \"pre_approved\" } ]\n[policy.board]\n\
                 rules = [ { route = \"board\" } ]\n[route.board]\nby = \"network\"\npeople = 2\nmeets = \"Wed 10:00\"\nlength = \"2h\"\n\
                 at_most = 40\ncatches_bad = \"50%\"\n[variant.approvals]\nstream.change.prepare.approval = true\n",
        switched_on: "stream.change.prepare.approval = true\ngovernance.policy = \"board\"",
        measure: ["approval", "demand", "change", "mean"],
        moves: Up,
        test: "a_board_costs_days",
    },
    Row {
        part: "Governance: escalation by age",
        settings: &["escalation.NAME.after", "escalation.NAME.priority"],
        beside: "",
        switched_on: "add.escalation.old = { for = { demand = \"incident\" }, after = \"2h\", by = \"desk\", effort = \"15m\" }",
        measure: ["work", "team", "desk", "per week"],
        moves: Up,
        test: "an_escalation_goes_first",
    },
    Row {
        part: "Continual improvement",
        settings: &["improvement.NAME.changes", "improvement.NAME.work"],
        beside: "[demand.improving]\nkind = \"internal\"\nstream = \"improve\"\n[[stream.improve.step]]\nname = \"improve\"\n\
                 activity = \"improve\"\npractice = \"continual improvement\"\nteam = \"network\"\neffort = \"2h\"\n",
        switched_on: "add.improvement.scripts = { from = 2027-01-04, work = \"improving\", items = 3, changes = { stream.restore.mend.effort = \"15m\" } }",
        measure: LEAD,
        moves: Down,
        test: "an_improvement_is_felt",
    },
    Row {
        part: "Failure demand: changes that fail",
        settings: &["demand.NAME.fails", "stream.NAME.step.if_it_fails"],
        beside: "",
        switched_on: "stream.change.deploy.if_it_fails = { raises = \"incident\", count = { low = 1, likely = 2, high = 6 }, within = \"1 day\" }",
        measure: ["arrivals", "demand", "incident", "per week"],
        moves: Up,
        test: "failing_changes_come_back",
    },
    Row {
        part: "Failure demand: fixes that do not hold",
        settings: &["demand.NAME.reopened"],
        beside: "",
        switched_on: "demand.incident.reopened = { share = \"15%\", to = \"mend\", within = \"2 days\" }",
        measure: LEAD,
        moves: Up,
        test: "bad_fixes_come_back",
    },
    Row {
        part: "Silos and handoffs",
        settings: &["team.NAME.handoff", "stream.NAME.step.handoff"],
        beside: "",
        switched_on: "team.platform.handoff = \"30m\"",
        measure: ["handoff", "demand", "incident", "mean"],
        moves: Up,
        test: "a_handoff_takes_time",
    },
    Row {
        part: "Collaboration: pooled and cross-skilled teams",
        settings: &["team.NAME.also_works_for"],
        beside: "",
        switched_on: "team.desk.also_works_for = [\"platform\"]",
        measure: LEAD,
        moves: Down,
        test: "people_who_help_shorten_queues",
    },
    Row {
        part: "Partners and suppliers",
        settings: &["supplier.NAME.takes", "stream.NAME.step.supplier"],
        beside: "[supplier.netco]\nhours = \"office\"\ntakes = \"4h\"\n",
        switched_on: "[[variant.on.add.stream.fulfil.step]]\nafter = \"fulfil\"\nname = \"order\"\nactivity = \"obtain_build\"\n\
                      practice = \"supplier management\"\nsupplier = \"netco\"",
        measure: ["supplier", "demand", "request", "mean"],
        moves: Up,
        test: "a_supplier_takes_its_time",
    },
    Row {
        part: "Assets: spare parts on a shelf",
        settings: &["part.NAME.count", "part.NAME.reorder_at", "stream.NAME.step.uses"],
        beside: "[part.disk]\ncount = 4\nreorder_at = 2\norder = 4\ntakes = \"3 days\"\n",
        switched_on: "stream.restore.mend.uses = { disk = 1 }",
        measure: ["supplier", "demand", "incident", "mean"],
        moves: Up,
        test: "spare_parts_run_out",
    },
    Row {
        part: "Flow: limits on work in progress",
        settings: &["stream.NAME.step.wip"],
        beside: "",
        switched_on: "stream.restore.mend.wip = 2",
        measure: ["blocked", "demand", "incident", "mean"],
        moves: Up,
        test: "work_in_progress_is_limited",
    },
    Row {
        part: "Incident management: urgent work interrupts",
        settings: &["team.NAME.preempts"],
        beside: "",
        switched_on: "team.platform.preempts = [\"P1\"]",
        measure: ["lead time", "demand × priority", "incident P1", "mean"],
        moves: Down,
        test: "urgent_work_interrupts",
    },
    Row {
        part: "New services raise information demand for a while",
        settings: &["capability.NAME.asks", "stream.NAME.step.brings"],
        beside: "[capability.app]\nchanges.stream.answer.answer.effort = \"16m\"\n\
                 asks = { raises = \"question\", per_week = 60, fade_over = \"3 weeks\", hours = \"office\" }\n",
        switched_on: "stream.project.rest.brings = \"app\"",
        measure: ["arrivals", "demand", "question", "per week"],
        moves: Up,
        test: "questions_follow_what_is_new",
    },
    Row {
        part: "Channels: users who help themselves",
        settings: &["demand.NAME.self_service"],
        beside: "",
        switched_on: "demand.request.self_service = { tries = \"50%\", succeeds = \"70%\", takes = \"10m\", comes_back = \"80%\", \
                      after = \"2h\" }",
        measure: ["work", "team", "network", "per week"],
        moves: Down,
        test: "users_help_themselves",
    },
    Row {
        part: "Channels: push messages",
        settings: &["demand.NAME.while_open.announced"],
        beside: "[demand.incident.while_open]\nraises = \"question\"\nper_hour = 0.5\n",
        switched_on: "demand.incident.while_open.announced = { after = \"30m\", stops = \"80%\" }",
        measure: ["arrivals", "demand", "question", "per week"],
        moves: Down,
        test: "an_announcement_keeps_calls_away",
    },
    Row {
        part: "Monitoring and event management: the time until something is noticed",
        settings: &["demand.NAME.noticed"],
        beside: "",
        switched_on: "demand.incident.noticed = { after = \"2h\" }",
        measure: LEAD,
        moves: Up,
        test: "what_nobody_notices_takes_longer",
    },
    Row {
        part: "Automation: what runs without people, its exceptions and its fallback",
        settings: &["stream.NAME.step.automated"],
        beside: "",
        switched_on: "stream.fulfil.fulfil.automated = { share = \"60%\", takes = \"2m\", succeeds = \"90%\" }",
        measure: ["work", "team", "network", "per week"],
        moves: Down,
        test: "runs_need_nobody",
    },
    Row {
        part: "Knowledge: work that gets shorter by what is written down",
        settings: &["knowledge.NAME.halves_after", "stream.NAME.step.learns_from"],
        beside: "[knowledge.articles]\nat_start = 4\nhalves_after = 5\nleast = \"40%\"\n",
        switched_on: "stream.restore.mend.learns_from = \"articles\"",
        measure: ["work", "team", "platform", "per week"],
        moves: Down,
        test: "knowledge_shortens_work",
    },
    Row {
        part: "Problem management: faults found and removed",
        settings: &["fault.NAME.found", "stream.NAME.step.removes_fault"],
        beside: "[demand.problem]\nkind = \"internal\"\nstream = \"cure\"\n[[stream.cure.step]]\nname = \"cure\"\nactivity = \"improve\"\n\
                 practice = \"problem management\"\nteam = \"network\"\neffort = \"2h\"\nremoves_fault = true\n\
                 [fault.leak]\nopen = 5\nraises = \"incident\"\nper_week = 3\nfound = { after = 1000, raises = \"problem\" }\n",
        switched_on: "fault.leak.found.after = 2",
        measure: ["arrivals", "demand", "incident", "per week"],
        moves: Down,
        test: "problem_management_removes_faults",
    },
    Row {
        part: "Failure demand: late work makes people chase it",
        settings: &["demand.NAME.chased"],
        beside: "",
        switched_on: "demand.incident.chased = { raises = \"question\", after = \"4h\", hours = \"office\" }",
        measure: ["arrivals", "demand", "question", "per week"],
        moves: Up,
        test: "late_work_is_chased",
    },
];
