//! Journeys of single items keep the engine's books, in every organisation.

use flowcast::journey::{Doing, Entry, Id, Journey, Listener, Stage, State, Verdict};
use flowcast::time::Span;

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
}

impl<'a> Listener<'a> for Books {
    fn told(&mut self, _: Id, of: Journey<'a>) {
        // Branches at which people of several teams work are told differently than the engine counts them.
        if of.demand == "joiner" {
            return;
        }
        self.items += 1;
        self.open += u64::from(of.state == State::Open);
        self.children += u64::from(of.parent.is_some());
        let mut at = of.arrived.at;
        let mut sums: Vec<(&str, Span)> = of.parts.iter().map(|part| (part.part, Span::ZERO)).collect();
        for entry in &of.timeline {
            let Entry::Spell(spell) = entry else {
                self.notes += 1;
                continue;
            };
            assert_eq!(spell.from.at, at, "a gap or an overlap: {of:#?}");
            assert_eq!(spell.lasting, spell.to.at - spell.from.at);
            assert!(
                spell.people.is_empty() || spell.people.len() == spell.crew as usize,
                "{spell:#?}"
            );
            assert_eq!(spell.doing == Doing::Work, spell.crew > 0);
            self.paused += u64::from(spell.paused.is_some());
            self.boards += u64::from(spell.board && spell.doing == Doing::Work);
            at = spell.to.at;
            let sum = sums
                .iter_mut()
                .find(|(part, _)| *part == spell.part)
                .expect("a known part");
            sum.1 += spell.lasting;
        }
        assert_eq!(at, of.until.at, "the journey does not reach its end: {of:#?}");
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
                assert_eq!(first.from, of.arrived);
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
        // Whether somebody on call can be called goes by the priority that is seen, of which observers hear only when it is
        // corrected: a journey cannot tell which part of such a wait is off shift.
        if text.contains("wrong_priority") && text.contains("only = {") {
            continue;
        }
        let model = support::model(&text);
        let stage = Stage::new(&model);
        books = stage.replay(0, books);
    }
    let Books {
        items,
        notes,
        paused,
        boards,
        open,
        children,
    } = books;
    let seen = [items, notes, paused, boards, open, children];
    assert!(
        seen.iter().all(|count| *count > 100),
        "hardly anything was seen: {seen:?}"
    );
}
