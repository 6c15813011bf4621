//! The exact timeline of a small world, in words.

use std::collections::BTreeMap;

use flowcast::engine::program::PlaceKind;
use flowcast::engine::{Program, World};
use flowcast::model::Model;
use flowcast::observation::{
    Arisen, Attempt, Block, Bypassed, Decided, Ending, Found, Observer, PARTS, Part, Passed, Raised, Released,
    Returned, Run, RunOutcome, Staff, Subject, Symptom, Waited, Worked,
};
use flowcast::results::PART_WORDS;
use flowcast::time::{Instant, Span};

use crate::support;
use crate::support::staff::{Gauge, Level};

/// Everything that an observer hears of one replication, a line each, in local time.
pub struct Timeline<'a> {
    model: &'a Model,
    program: &'a Program,
    names: BTreeMap<u64, String>,
    counts: BTreeMap<u32, u32>,
    /// The lines.
    pub lines: Vec<String>,
    /// Changes of what the people of a team do.
    pub levels: Vec<(String, u32, Level)>,
    gauges: Vec<Gauge>,
    /// Of every item that ended: arrival to end, and the parts of that.
    pub parts: BTreeMap<String, (Span, [[Span; PARTS]; 2])>,
}

impl<'a> Timeline<'a> {
    /// Has heard nothing yet.
    pub fn silent(model: &'a Model, program: &'a Program) -> Timeline<'a> {
        Timeline {
            model,
            program,
            names: BTreeMap::new(),
            counts: BTreeMap::new(),
            lines: Vec::new(),
            levels: Vec::new(),
            gauges: vec![Gauge::default(); program.teams.len()],
            parts: BTreeMap::new(),
        }
    }

    /// Runs the first replication.
    pub fn of(model: &'a Model, program: &'a Program) -> Timeline<'a> {
        let mut timeline = Timeline::silent(model, program);
        World::new(program).run(model.run.seed, 0, &mut timeline);
        for team in 0..timeline.gauges.len() {
            timeline.tell_level(team as u32, timeline.gauges[team]);
        }
        timeline
    }

    fn at(&self, now: Instant) -> String {
        let local = self.model.epoch.civil_of(now);
        let day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let day = day[local.weekday().to_monday_zero_offset() as usize];
        let seconds = if local.second() == 0 && local.subsec_nanosecond() == 0 {
            String::new()
        } else {
            format!(":{:02}.{:03}", local.second(), local.millisecond())
        };
        format!("{day} {:02}:{:02}{seconds}", local.hour(), local.minute())
    }

    /// Tells a level, where it is not the one told before.
    fn tell_level(&mut self, team: u32, gauge: Gauge) {
        let told = self.levels.iter().rev().find(|(_, of, _)| *of == team);
        if told.map_or(Level::default(), |(_, _, level)| *level) != gauge.level {
            self.levels.push((self.at(gauge.since), team, gauge.level));
        }
    }

    fn tell(&mut self, now: Instant, item: &Subject, what: &str) {
        let line = format!("{} {} {what}", self.at(now), self.names[&item.key]);
        self.lines.push(line);
    }

    fn tell_improvement(&mut self, now: Instant, number: u32, what: &str) {
        let name = &self.model.improvements[number as usize].name;
        self.lines.push(format!("{} improvement {name} {what}", self.at(now)));
    }

    fn place(&self, place: u32) -> String {
        let place = &self.program.places[place as usize];
        match place.kind {
            PlaceKind::Step(step) => {
                let stream = self.model.demands[place.demand as usize].stream;
                self.model.streams[stream.index()].steps[step as usize].name.clone()
            }
            PlaceKind::Approval(route) => format!("approval by {}", self.model.routes[route as usize].name),
        }
    }
}

impl Timeline<'_> {
    /// Items are called by their demand, in the order in which they turn up.
    fn name(&mut self, item: &Subject) {
        let demand = self.program.classes[item.class as usize].demand;
        let count = self.counts.entry(demand).or_default();
        *count += 1;
        let name = format!("{}{count}", self.model.demands[demand as usize].name);
        self.names.insert(item.key, name);
    }
}

impl Observer for Timeline<'_> {
    fn arrived(&mut self, now: Instant, item: &Subject) {
        self.name(item);
        self.tell(now, item, "arrives");
    }
    fn was_open(&mut self, now: Instant, item: &Subject, first_touch: Option<Instant>) {
        self.name(item);
        let touched = if first_touch.is_some() { ", touched" } else { "" };
        self.tell(now, item, &format!("is open, {} old{touched}", now - item.arrived));
    }
    fn corrected(&mut self, now: Instant, item: &Subject, priority: u32) {
        let priority = &self.model.attributes[0].values[priority as usize];
        self.tell(now, item, &format!("is now {priority}"));
    }
    fn symptom(&mut self, now: Instant, item: &Subject, symptom: Symptom) {
        let name = &self.model.faults[symptom.sort as usize].name;
        let known = if symptom.known { ", known" } else { "" };
        let what = format!(
            "is item {} of {name} fault {}{known}",
            symptom.number,
            symptom.fault + 1
        );
        self.tell(now, item, &what);
    }
    fn fault_added(&mut self, now: Instant, sort: u32, fault: u32, arisen: Arisen<'_>) {
        let what = format!("{} fault {}", self.model.faults[sort as usize].name, fault + 1);
        match arisen {
            Arisen::AtStart => {}
            Arisen::ByItself => self.lines.push(format!("{} {what} comes", self.at(now))),
            Arisen::LeftBy(item) => self.tell(now, item, &format!("leaves {what} behind")),
        }
    }
    fn fault_removed(&mut self, now: Instant, item: &Subject, sort: u32, fault: u32) {
        let what = format!("removes {} fault {}", self.model.faults[sort as usize].name, fault + 1);
        self.tell(now, item, &what);
    }
    fn workaround_found(&mut self, now: Instant, item: &Subject, sort: u32, fault: u32) {
        let name = &self.model.faults[sort as usize].name;
        self.tell(now, item, &format!("gets round {name} fault {}", fault + 1));
    }
    fn chased(&mut self, now: Instant, item: &Subject, _: Raised) {
        self.tell(now, item, "is chased");
    }
    fn backed_out(&mut self, now: Instant, item: &Subject, place: u32, _: Option<u32>) {
        let what = format!("is backed out of {}", self.place(place));
        self.tell(now, item, &what);
    }
    fn started(&mut self, now: Instant, item: &Subject, place: u32, waited: Waited) {
        let what = format!("starts {}{}", self.place(place), told(waited));
        self.tell(now, item, &what);
    }
    fn left(&mut self, now: Instant, item: &Subject, place: u32, waited: Waited) {
        let what = format!("leaves {}{}", self.place(place), told(waited));
        self.tell(now, item, &what);
    }
    fn stopped(&mut self, now: Instant, item: &Subject, place: u32, worked: Worked) {
        let verb = if worked.ends { "ends" } else { "pauses" };
        let mut what = format!("{verb} {}, {}", self.place(place), Span(worked.touch));
        if worked.people > 1 {
            what += &format!(" of {}", worked.people);
        }
        if worked.rework {
            what += " again";
        }
        self.tell(now, item, &what);
    }
    fn held(&mut self, now: Instant, item: &Subject, place: u32, why: Part) {
        // What is blocked is told by what blocks it.
        if why != Part::Blocked && why != Part::Batch {
            let what = format!("held at {}, {}", self.place(place), PART_WORDS[why as usize]);
            self.tell(now, item, &what);
        }
    }
    fn passed(&mut self, now: Instant, item: &Subject, place: u32, passed: Passed) {
        let verb = if passed.ends { "ends" } else { "goes on to" };
        let again = if passed.rework { " again" } else { "" };
        let what = format!("{verb} {}, {} held{again}", self.place(place), Span(passed.ticks));
        self.tell(now, item, &what);
    }
    fn misrouted(&mut self, now: Instant, item: &Subject, team: u32) {
        let what = format!("goes to {} by mistake", self.model.teams[team as usize].name);
        self.tell(now, item, &what);
    }
    fn overflowed(&mut self, now: Instant, item: &Subject, _: u32, team: u32) {
        let what = format!("waits for {}", self.model.teams[team as usize].name);
        self.tell(now, item, &what);
    }
    fn returned(&mut self, now: Instant, item: &Subject, place: u32, returned: Returned) {
        if returned.unsolved {
            self.tell(now, item, &format!("comes back unsolved from {}", self.place(place)));
        }
        if returned.waited > 0 {
            self.tell(
                now,
                item,
                &format!("waited {} for its turn there", Span(returned.waited)),
            );
        }
    }
    fn still_out(&mut self, now: Instant, item: &Subject, place: u32, sent: Instant) {
        self.tell(
            now,
            item,
            &format!("is out at {}, {} so far", self.place(place), now - sent),
        );
    }
    fn stocked(&mut self, now: Instant, part: u32, change: i64) {
        let part = &self.model.parts[part as usize].name;
        self.lines.push(format!("{} {change:+} {part}", self.at(now)));
    }
    fn ordered(&mut self, now: Instant, part: u32, units: i64) {
        let part = &self.model.parts[part as usize].name;
        self.lines.push(format!("{} {units} {part} ordered", self.at(now)));
    }
    fn automated(&mut self, now: Instant, item: &Subject, place: u32, run: Run) {
        let what = match run.outcome {
            RunOutcome::Done => "has run",
            RunOutcome::Failed => "has failed",
            RunOutcome::Unnoticed => "has failed, unnoticed",
        };
        let what = format!("{} {what} after {}", self.place(place), Span(run.ticks));
        self.tell(now, item, &what);
    }
    fn discovered(&mut self, now: Instant, item: &Subject, place: u32, ticks: i64) {
        let what = format!("{} had failed, noticed after {}", self.place(place), Span(ticks));
        self.tell(now, item, &what);
    }
    fn attempted(&mut self, now: Instant, attempt: &Subject) {
        self.name(attempt);
        self.tell(now, attempt, "tries");
    }
    fn attempt_ended(&mut self, now: Instant, attempt: &Subject, how: Attempt) {
        let what = match (how.succeeded, how.comes_back) {
            (true, _) => "has helped themselves".to_owned(),
            (false, Some(raised)) => format!("has failed, back {}", self.at(raised.at)),
            (false, None) => "has given up".to_owned(),
        };
        self.tell(now, attempt, &format!("{what} after {}", Span(how.ticks)));
    }
    fn attempting(&mut self, now: Instant, attempt: &Subject) {
        self.tell(now, attempt, "is still trying");
    }
    fn noticed(&mut self, now: Instant, item: &Subject, ticks: i64, by_call: bool) {
        let how = if by_call { "by a call" } else { "by itself" };
        self.tell(now, item, &format!("is noticed {how} after {}", Span(ticks)));
    }
    fn wrote(&mut self, now: Instant, item: &Subject, knowledge: u32, articles: f64) {
        let name = &self.model.knowledge[knowledge as usize].name;
        self.tell(now, item, &format!("adds to {name}: {articles}"));
    }
    fn announced(&mut self, now: Instant, item: &Subject) {
        self.tell(now, item, "is announced");
    }
    fn kept_away(&mut self, now: Instant, item: &Subject) {
        self.tell(now, item, "keeps a call away");
    }
    fn seems_done(&mut self, now: Instant, item: &Subject) {
        self.tell(now, item, "seems done");
    }
    fn automation_stopped(&mut self, now: Instant, automation: u32, until: Instant) {
        let line = format!(
            "{} automation {automation} stops until {}",
            self.at(now),
            self.at(until)
        );
        self.lines.push(line);
    }
    fn resolved(&mut self, now: Instant, item: &Subject) {
        self.tell(now, item, "resolved");
    }
    fn reopened(&mut self, now: Instant, item: &Subject) {
        self.tell(now, item, "reopened");
    }
    fn blocked(&mut self, now: Instant, item: &Subject, place: u32, by: Block) {
        let what = match by {
            Block::Children => "waits for children".to_owned(),
            Block::NoPart => format!("lacks parts for {}", self.place(place)),
            Block::Departure => format!("waits for the train to {}", self.place(place)),
            Block::Gathering => format!("gathers at {}", self.place(place)),
            Block::Frozen { freeze } => format!(
                "held at {} by {}",
                self.place(place),
                self.model.freezes[freeze as usize].name
            ),
            Block::Swamped => format!("held at {}, blocked", self.place(place)),
            Block::Unnoticed => "is not noticed yet".to_owned(),
            Block::SelfService => "helps themselves".to_owned(),
            Block::Automated => format!("{} runs by itself", self.place(place)),
            Block::Branches => format!("splits after {}", self.place(place)),
            Block::Full { people: 0, .. } => format!("finds {} full", self.place(place)),
            Block::Full { people, .. } => format!("finds {} full and keeps {people}", self.place(place)),
        };
        self.tell(now, item, &what);
    }
    fn joined(&mut self, now: Instant, item: &Subject, place: u32, last: bool) {
        let all = if last { ", enough to go on" } else { "" };
        let what = format!("has ended a branch of {}{all}", self.place(place));
        self.tell(now, item, &what);
    }
    fn kept(&mut self, now: Instant, team: u32, people: u32, ticks: i64) {
        let team = &self.model.teams[team as usize].name;
        let line = format!("{} {people} of {team} free, kept {}", self.at(now), Span(ticks));
        self.lines.push(line);
    }
    fn decided(&mut self, now: Instant, item: &Subject, decided: Decided) {
        let verb = if decided.turned_down { "turned down" } else { "approved" };
        let bad = if decided.bad { "bad, " } else { "" };
        let route = &self.model.routes[decided.route as usize].name;
        self.tell(
            now,
            item,
            &format!("{bad}{verb} by {route} after {}", Span(decided.delay)),
        );
    }
    fn bypassed(&mut self, now: Instant, item: &Subject, bypassed: Bypassed) {
        let route = &self.model.routes[bypassed.route as usize].name;
        let instead = bypassed.instead.map(|route| &self.model.routes[route as usize].name);
        let instead = instead.map_or(String::new(), |route| format!(" to {route}"));
        self.tell(now, item, &format!("goes round {route}{instead}"));
    }
    fn found(&mut self, now: Instant, item: &Subject, found: Found) {
        let of = self.names[&found.key].clone();
        self.tell(now, item, &format!("finds {of}"));
    }
    fn escalated(&mut self, now: Instant, item: &Subject, escalation: u32) {
        let name = &self.model.escalations[escalation as usize].name;
        self.tell(now, item, &format!("escalated by {name}"));
    }
    fn took_effect(&mut self, now: Instant, item: &Subject, route: Option<u32>, failed: bool) {
        let route = route.map_or("nobody", |route| &self.model.routes[route as usize].name);
        let verb = if failed { "fails" } else { "works" };
        self.tell(now, item, &format!("{verb}, approved by {route}"));
    }
    fn released(&mut self, now: Instant, item: &Subject, released: Released) {
        self.tell(now, item, &format!("releases part {}", released.increment + 1));
    }
    fn asked(&mut self, now: Instant, item: &Subject, _: Raised) {
        let line = format!("{} somebody asks about {}", self.at(now), self.names[&item.key]);
        self.lines.push(line);
    }
    fn ended(&mut self, now: Instant, item: &Subject, ending: Ending<'_>) {
        self.tell(now, item, if ending.completed { "done" } else { "closed" });
        let parts = ending.parts().map(|visits| visits.map(Span));
        let name = self.names[&item.key].clone();
        self.parts.insert(name, (now - item.arrived, parts));
    }
    fn staff(&mut self, now: Instant, team: u32, what: Staff, change: i32) {
        if let Some(over) = self.gauges[team as usize].change(now, what, change) {
            self.tell_level(team, over);
        }
    }
    fn called_out(&mut self, now: Instant, team: u32) {
        let line = format!("{} call-out of {}", self.at(now), self.model.teams[team as usize].name);
        self.lines.push(line);
    }
    fn reviewed(&mut self, now: Instant, review: u32, seen: Option<f64>, acts: bool) {
        let acts = if acts { " and acts" } else { "" };
        let name = &self.model.reviews[review as usize].name;
        self.lines
            .push(format!("{} review {name} sees {}{acts}", self.at(now), figure(seen)));
    }
    fn improvement_began(&mut self, now: Instant, number: u32, before: Option<f64>) {
        let what = format!("begins at {}", figure(before));
        self.tell_improvement(now, number, &what);
    }
    fn improvement_done(&mut self, now: Instant, number: u32) {
        self.tell_improvement(now, number, "is done");
    }
    fn improvement_judged(&mut self, now: Instant, number: u32, after: Option<f64>, kept: bool) {
        let verb = if kept { "is kept" } else { "is given up" };
        let what = format!("{verb} at {}", figure(after));
        self.tell_improvement(now, number, &what);
    }
    fn switched(&mut self, now: Instant, switch: u32, level: f64) {
        let name = &self.model.switches[switch as usize].name;
        self.lines.push(format!("{} {name} in force: {level}", self.at(now)));
    }
    fn met(&mut self, now: Instant, route: u32, held: bool) {
        let verb = if held { "meets" } else { "cannot meet" };
        let line = format!("{} {} {verb}", self.at(now), self.model.routes[route as usize].name);
        self.lines.push(line);
    }
}

/// A figure that was seen.
fn figure(seen: Option<f64>) -> String {
    seen.map_or_else(|| "nothing".to_owned(), |figure| figure.to_string())
}

/// How long an item waited, where it did.
fn told(waited: Waited) -> String {
    [(waited.queue, "queue"), (waited.off_shift, "off shift")]
        .into_iter()
        .filter(|(ticks, _)| *ticks != 0)
        .map(|(ticks, word)| format!(", {} {word}", Span(ticks)))
        .collect()
}

/// A demand of items of a stream of its own with one step, that arrive at local times of the first week ("04 09:00" is Monday).
pub fn task(name: &str, team: &str, effort: &str, at: &[&str]) -> String {
    demand(name, "", at) + &step(name, "do", team, effort, "")
}

/// A demand with more of its table.
pub fn demand(name: &str, more: &str, at: &[&str]) -> String {
    let times: Vec<String> = at.iter().map(|at| format!("\"2027-01-{at}\"")).collect();
    let arrivals = if at.is_empty() {
        String::new()
    } else {
        format!("arrivals = {{ at = [{}] }}\n", times.join(", "))
    };
    format!("[demand.{name}]\nkind = \"value\"\nstream = \"{name}\"\n{arrivals}{more}\n")
}

/// A step with more of its table.
pub fn step(stream: &str, name: &str, team: &str, effort: &str, more: &str) -> String {
    format!(
        "[[stream.{stream}.step]]\nname = \"{name}\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"{team}\"\n\
         effort = \"{effort}\"\n{more}\n"
    )
}

/// The head of a scenario of two weeks from Monday 2027-01-04 in UTC, with office hours.
pub const HEAD: &str = "title = \"a small world\"\nstart = 2027-01-04\nduration = \"2 weeks\"\n[run]\nreplications = 1\n\
                        [hours]\noffice = \"Mon-Fri 09:00-17:00\"\n";

/// Asserts that the first replication of a scenario with files beside it is told in exactly these lines.
pub fn assert_timeline_beside(text: &str, files: &[(&str, &str)], expected: &str) {
    let model = support::model_beside(text, files);
    let program = Program::new(&model);
    let told = Timeline::of(&model, &program).lines;
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(told, expected, "told:\n{}", told.join("\n"));
}

/// Asserts that the first replication of a scenario is told in exactly these lines.
pub fn assert_timeline(text: &str, expected: &str) {
    assert_timeline_beside(text, &[], expected);
}
