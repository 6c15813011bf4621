//! Journeys of single items keep the engine's books, in every organisation.

use flowcast::journey::{BranchState, Cause, Doing, Entry, Id, Journey, Listener, Note, Spell, Stage, State, Verdict};
use flowcast::time::{Instant, Span};

use crate::{organisations, support};

const ORGANISATIONS: u64 = 180;

#[derive(Default)]
struct Books {
    items: u64,
    notes: u64,
    paused: u64,
    boards: u64,
    open: u64,
    children: u64,
    splits: u64,
    withdrawn: u64,
    full: u64,
    children_waited_for: u64,
    swamped: u64,
    parts_waited_for: u64,
    frozen: u64,
    astray: u64,
    reopened: u64,
    departures: u64,
    gatherings: u64,
    closed_with: u64,
    before: u64,
    corrected: u64,
    automated: u64,
    unnoticed: u64,
    attempts: u64,
}

impl Books {
    /// A timeline goes from one instant to another without a gap, and so does that of every branch in it.
    fn check(&mut self, timeline: &[Entry<'_>], from: Instant, to: Instant, of: &Journey<'_>) {
        let mut at = from;
        for entry in timeline {
            match entry {
                Entry::Spell(spell) => {
                    assert_eq!(spell.from.at, at, "a gap or an overlap: {of:#?}");
                    self.check_spell(spell);
                    at = spell.to.at;
                }
                Entry::Split(split) => {
                    assert_eq!(split.from.at, at, "a gap or an overlap: {of:#?}");
                    assert_eq!(split.lasting, split.to.at - split.from.at);
                    self.splits += 1;
                    at = split.to.at;
                    let states = split.branches.iter().map(|branch| branch.state);
                    let joined = states.filter(|state| *state == BranchState::Joined).count();
                    assert!(joined <= split.needed as usize, "{of:#?}");
                    let followed: Vec<_> = split.branches.iter().filter(|branch| branch.followed).collect();
                    assert!(followed.len() == 1 && followed[0].until == split.to, "{of:#?}");
                    for branch in &split.branches {
                        self.withdrawn += u64::from(branch.state == BranchState::NotNeeded);
                        self.check(&branch.timeline, split.from.at, branch.until.at, of);
                    }
                }
                Entry::Note(note) => {
                    self.notes += 1;
                    self.astray += u64::from(matches!(note, Note::Misrouted { .. } | Note::Overflowed { .. }));
                    self.corrected += u64::from(matches!(note, Note::Corrected { .. }));
                    self.reopened += u64::from(matches!(note, Note::Reopened { .. }));
                }
            }
        }
        assert_eq!(at, to, "the journey does not reach its end: {of:#?}");
    }

    fn check_spell(&mut self, spell: &Spell<'_>) {
        assert_eq!(spell.lasting, spell.to.at - spell.from.at);
        assert!(
            spell.people.is_empty() || spell.people.len() == spell.crew as usize,
            "{spell:#?}"
        );
        assert_eq!(spell.doing == Doing::Work, spell.crew > 0);
        self.paused += u64::from(spell.paused.is_some());
        self.boards += u64::from(spell.board && spell.doing == Doing::Work);
        let alone = matches!(
            spell.blocked_by,
            Some(Cause::AutomatedRun | Cause::Unnoticed | Cause::SelfService)
        );
        assert!(!alone || spell.part == "other_waits", "{spell:#?}");
        let parts = alone || matches!(spell.blocked_by, Some(Cause::MissingParts { .. }));
        let told = ["blocked", "batch"].contains(&spell.part);
        assert_eq!(spell.blocked_by.is_some() && !parts, told, "{spell:#?}");
        assert!(!parts || alone || spell.part == "supplier", "{spell:#?}");
        match &spell.blocked_by {
            Some(Cause::FullLimit { .. }) => self.full += 1,
            Some(Cause::Children { ids }) => {
                assert!(!ids.is_empty(), "{spell:#?}");
                self.children_waited_for += 1;
            }
            Some(Cause::MissingParts { parts }) => {
                assert!(!parts.is_empty(), "{spell:#?}");
                self.parts_waited_for += 1;
            }
            Some(Cause::SwampedTeam { .. }) => self.swamped += 1,
            Some(Cause::Departure { .. }) => self.departures += 1,
            Some(Cause::Gathering { .. }) => self.gatherings += 1,
            Some(Cause::Freeze { .. }) => self.frozen += 1,
            Some(Cause::AutomatedRun) => self.automated += 1,
            Some(Cause::Unnoticed) => self.unnoticed += 1,
            Some(Cause::SelfService) => self.attempts += 1,
            None => {}
        }
        self.before += u64::from(spell.doing == Doing::Unknown);
    }
}

impl<'a> Listener<'a> for Books {
    fn told(&mut self, _: Id, of: Journey<'a>) {
        self.items += 1;
        self.open += u64::from(of.state == State::Open);
        self.children += u64::from(of.parent.is_some());
        self.closed_with += u64::from(of.closed_with.is_some());
        assert!(of.closed_with.is_none() || of.closed_with == of.parent, "{of:#?}");
        self.check(&of.timeline, of.arrived.at, of.until.at, &of);
        let mut sums: Vec<(&str, Span)> = of.parts.iter().map(|part| (part.part, Span::ZERO)).collect();
        for spell in of.path() {
            let sum = sums
                .iter_mut()
                .find(|(part, _)| *part == spell.part)
                .expect("a known part");
            sum.1 += spell.lasting;
        }
        // What the engine counted, part by part, is what was told.
        let parts: Vec<(&str, Span)> = of.parts.iter().map(|part| (part.part, part.time)).collect();
        assert_eq!(sums, parts, "{of:#?}");
        assert_eq!(parts.iter().fold(Span::ZERO, |sum, (_, time)| sum + *time), of.lead);
        let held = of.held.iter().fold(Span::ZERO, |sum, held| sum + held.time);
        assert_eq!(held, of.lead);
        for promise in &of.promises {
            let due = promise.due.as_ref().map(|due| due.at);
            let kept = promise
                .met
                .as_ref()
                .is_some_and(|met| due.is_none_or(|due| met.at <= due));
            assert_eq!(promise.verdict == Verdict::Kept, kept, "{of:#?}");
            if let Some(first) = promise.runs.first() {
                assert_eq!(&first.from, of.promises_from.as_ref().unwrap_or(&of.arrived));
                let touch = promise
                    .runs
                    .windows(2)
                    .all(|pair| pair[0].to == pair[1].from && pair[0].runs != pair[1].runs);
                assert!(touch, "{promise:#?}");
            }
        }
    }
}

#[test]
fn every_journey_is_whole_and_adds_up_to_what_the_engine_counted() {
    let mut books = Books::default();
    for number in 0..ORGANISATIONS {
        let text = organisations::organisation(number);
        let model = support::model(&text);
        let stage = Stage::new(&model);
        books = stage.replay(0, books);
    }
    let seen = [
        ("items", books.items),
        ("notes", books.notes),
        ("paused", books.paused),
        ("boards", books.boards),
        ("open", books.open),
        ("children", books.children),
        ("splits", books.splits),
        ("withdrawn", books.withdrawn),
        ("full limits", books.full),
        ("children waited for", books.children_waited_for),
        ("swamped", books.swamped),
        ("spare parts waited for", books.parts_waited_for),
        ("frozen", books.frozen),
        ("astray", books.astray),
        ("reopened", books.reopened),
        ("departures", books.departures),
        ("gatherings", books.gatherings),
        ("closed with", books.closed_with),
        ("before the run", books.before),
        ("corrected", books.corrected),
        ("automated runs", books.automated),
        ("unnoticed", books.unnoticed),
        ("attempts", books.attempts),
    ];
    assert!(
        seen.iter().all(|(_, count)| *count > 30),
        "hardly anything was seen: {seen:?}"
    );
}
