//! Open time on the simulation clock: sorted spans and the questions asked of them.

use crate::time::{Instant, Span};

/// A calendar expanded over a run: sorted, disjoint, non-touching open spans, each open from its beginning up to but not
/// including its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Timetable {
    spans: Vec<OpenSpan>,
    always: bool,
}

/// One open span with what is needed to count open time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct OpenSpan {
    from: Instant,
    to: Instant,
    /// Open time before `from` since the first span.
    before: Span,
}

impl Timetable {
    /// The timetable that is always open, over all of the clock.
    pub fn always() -> Timetable {
        let from = Instant(-Instant::NEVER.ticks());
        Timetable {
            spans: vec![OpenSpan {
                from,
                to: Instant::NEVER,
                before: Span::ZERO,
            }],
            always: true,
        }
    }

    /// The timetable of these spans (beginning, end) in any order: those that overlap or touch become one, those without
    /// length are dropped.
    pub fn of_spans(mut spans: Vec<(Instant, Instant)>) -> Timetable {
        spans.retain(|&(from, to)| from < to);
        spans.sort_unstable();
        let mut merged: Vec<OpenSpan> = Vec::with_capacity(spans.len());
        for (from, to) in spans {
            match merged.last_mut() {
                Some(last) if from <= last.to => last.to = last.to.max(to),
                last => {
                    let before = last.map_or(Span::ZERO, |last| last.before + (last.to - last.from));
                    merged.push(OpenSpan { from, to, before });
                }
            }
        }
        Timetable {
            spans: merged,
            always: false,
        }
    }

    /// Whether it never closes.
    #[inline]
    pub fn is_always(&self) -> bool {
        self.always
    }

    /// The open spans (beginning, end) in order. One span over all of the clock where it is always open.
    pub fn spans(&self) -> impl ExactSizeIterator<Item = (Instant, Instant)> + DoubleEndedIterator + '_ {
        self.spans.iter().map(|span| (span.from, span.to))
    }

    /// The open spans that reach into the time from `from` to `to`, in order, whole.
    pub fn spans_between(&self, from: Instant, to: Instant) -> impl Iterator<Item = (Instant, Instant)> + '_ {
        let first = self.spans.partition_point(|span| span.to <= from);
        let spans = self.spans[first..].iter().map(|span| (span.from, span.to));
        spans.take_while(move |&(opens, _)| opens < to)
    }

    /// When it opens (true) and closes (false), in order. Nothing where it is always open.
    pub fn change_points(&self) -> impl Iterator<Item = (Instant, bool)> + '_ {
        let spans = if self.always { &[] } else { self.spans.as_slice() };
        spans.iter().flat_map(|span| [(span.from, true), (span.to, false)])
    }

    /// Whether it is open at `t`: at the instant of opening yes, at the instant of closing no.
    #[inline]
    pub fn open_at(&self, t: Instant) -> bool {
        self.always || self.begun(t).checked_sub(1).is_some_and(|i| t < self.spans[i].to)
    }

    /// Open time from `a` to `b`; negative where `b` lies before `a`.
    #[inline]
    pub fn open_between(&self, a: Instant, b: Instant) -> Span {
        if self.always {
            return b - a;
        }
        self.opened(self.begun(b), b) - self.opened(self.begun(a), a)
    }

    /// The first instant, not before `t`, at which open time since `t` has reached `span`. So a span that fills a day ends
    /// when the day closes, not when the next one opens; and no time at all ends at `t`, even where it is closed. None
    /// where the timetable ends sooner.
    #[inline]
    pub fn after(&self, t: Instant, span: Span) -> Option<Instant> {
        if self.always || span <= Span::ZERO {
            return Some(t + span.max(Span::ZERO));
        }
        self.reach(self.begun(t), t, span)
    }

    /// As [`Timetable::after`], faster for a row of questions whose `t` rarely goes far: `hint` remembers the place. Any
    /// `hint` gives the right answer; begin with 0.
    #[inline]
    pub fn after_from(&self, hint: &mut usize, t: Instant, span: Span) -> Option<Instant> {
        if self.always || span <= Span::ZERO {
            return Some(t + span.max(Span::ZERO));
        }
        let mut begun = (*hint).min(self.spans.len());
        while begun > 0 && self.spans[begun - 1].from > t {
            begun -= 1;
        }
        while begun < self.spans.len() && self.spans[begun].from <= t {
            begun += 1;
        }
        *hint = begun;
        self.reach(begun, t, span)
    }

    /// The first instant, not before `t`, at which it is open. None where it does not open again.
    pub fn next_open(&self, t: Instant) -> Option<Instant> {
        if self.open_at(t) {
            return Some(t);
        }
        self.spans.get(self.begun(t)).map(|span| span.from)
    }

    /// How many spans have begun at `t`.
    #[inline]
    fn begun(&self, t: Instant) -> usize {
        self.spans.partition_point(|span| span.from <= t)
    }

    /// Open time before `t`, where `begun` spans have begun.
    #[inline]
    fn opened(&self, begun: usize, t: Instant) -> Span {
        begun.checked_sub(1).map_or(Span::ZERO, |i| {
            let span = self.spans[i];
            span.before + (t.min(span.to) - span.from)
        })
    }

    /// When open time since `t` reaches a `span` above zero, where `begun` spans have begun at `t`.
    #[inline]
    fn reach(&self, begun: usize, t: Instant, span: Span) -> Option<Instant> {
        let target = self.opened(begun, t) + span;
        let rest = &self.spans[begun.saturating_sub(1)..];
        let i = rest.partition_point(|open| open.before + (open.to - open.from) < target);
        rest.get(i).map(|open| open.from + (target - open.before))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, proptest};

    use super::*;

    fn of(spans: &[(i64, i64)]) -> Timetable {
        Timetable::of_spans(spans.iter().map(|&(from, to)| (Instant(from), Instant(to))).collect())
    }

    #[test]
    fn spans_that_touch_or_overlap_become_one() {
        let timetable = of(&[(20, 30), (0, 10), (10, 12), (11, 15), (22, 25), (17, 17)]);
        assert_eq!(timetable, of(&[(0, 15), (20, 30)]));
        assert_eq!(timetable.spans().len(), 2);
        let changes: Vec<_> = timetable.change_points().collect();
        assert_eq!(
            changes,
            [
                (Instant(0), true),
                (Instant(15), false),
                (Instant(20), true),
                (Instant(30), false)
            ]
        );
    }

    #[test]
    fn a_clock_stops_when_the_doors_close_and_not_when_they_open_again() {
        let timetable = of(&[(0, 10), (20, 30)]);
        assert_eq!(timetable.after(Instant(2), Span(8)), Some(Instant(10)));
        assert_eq!(timetable.after(Instant(2), Span(9)), Some(Instant(21)));
        assert_eq!(timetable.after(Instant(-5), Span(1)), Some(Instant(1)));
        assert_eq!(timetable.after(Instant(15), Span(10)), Some(Instant(30)));
        assert_eq!(timetable.after(Instant(15), Span(11)), None);
        assert_eq!(timetable.after(Instant(15), Span::ZERO), Some(Instant(15)));
        assert_eq!(timetable.after(Instant(40), Span::ZERO), Some(Instant(40)));
        assert_eq!(timetable.after(Instant(30), Span(1)), None);
        assert_eq!(of(&[]).after(Instant(0), Span(1)), None);
    }

    #[test]
    fn spans_are_open_from_their_beginning_up_to_their_end() {
        let timetable = of(&[(0, 10), (20, 30)]);
        let open: Vec<i64> = (-1..=31).filter(|&t| timetable.open_at(Instant(t))).collect();
        let expected: Vec<i64> = (0..10).chain(20..30).collect();
        assert_eq!(open, expected);
        assert_eq!(timetable.next_open(Instant(-3)), Some(Instant(0)));
        assert_eq!(timetable.next_open(Instant(9)), Some(Instant(9)));
        assert_eq!(timetable.next_open(Instant(10)), Some(Instant(20)));
        assert_eq!(timetable.next_open(Instant(30)), None);
        assert_eq!(timetable.open_between(Instant(5), Instant(22)), Span(7));
        assert_eq!(timetable.open_between(Instant(22), Instant(5)), Span(-7));
    }

    #[test]
    fn always_is_open_and_never_changes() {
        let always = Timetable::always();
        assert!(always.is_always() && !of(&[(0, 1)]).is_always());
        assert!(always.open_at(Instant(-1)) && always.open_at(Instant(1 << 40)));
        assert_eq!(always.change_points().count(), 0);
        assert_eq!(always.spans().count(), 1);
        assert_eq!(always.after(Instant(5), Span(7)), Some(Instant(12)));
        assert_eq!(always.open_between(Instant(5), Instant(9)), Span(4));
        assert_eq!(always.next_open(Instant(5)), Some(Instant(5)));
    }

    fn timetables() -> impl Strategy<Value = Timetable> {
        prop::collection::vec((-60i64..60, 0i64..15), 0..12).prop_map(|spans| {
            Timetable::of_spans(
                spans
                    .into_iter()
                    .map(|(from, length)| (Instant(from), Instant(from + length)))
                    .collect(),
            )
        })
    }

    proptest! {
        #[test]
        fn open_time_adds_up_and_counts_open_instants(
            timetable in timetables(), a in -80i64..80, b in -80i64..80, c in -80i64..80,
        ) {
            let mut ends = [a, b, c];
            ends.sort_unstable();
            let [a, b, c] = ends.map(Instant);
            prop_assert_eq!(
                timetable.open_between(a, c),
                timetable.open_between(a, b) + timetable.open_between(b, c)
            );
            let counted = (a.0..c.0).filter(|&t| timetable.open_at(Instant(t))).count();
            prop_assert_eq!(timetable.open_between(a, c), Span(counted as i64));
        }

        #[test]
        fn after_is_the_first_instant_with_that_open_time(
            timetable in timetables(), t in -80i64..80, span in 0i64..60, mut hint in 0usize..20,
        ) {
            let (t, span) = (Instant(t), Span(span));
            let reached = timetable.after(t, span);
            let first = (t.0..200).map(Instant).find(|&x| timetable.open_between(t, x) >= span);
            prop_assert_eq!(reached, first);
            prop_assert_eq!(timetable.after_from(&mut hint, t, span), reached);
            prop_assert_eq!(timetable.after_from(&mut hint, t, span), reached);
            if let Some(x) = reached {
                prop_assert_eq!(timetable.open_between(t, x), span);
                prop_assert!(x >= t);
            }
        }
    }
}
