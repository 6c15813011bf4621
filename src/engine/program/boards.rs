//! Boards that meet, and what routes decide.

use crate::engine::streams::name_hash;
use crate::model::{Calendar, Model, OnRejection, Route, RouteKind};
use crate::time::Instant;

/// A board, compiled.
#[derive(Clone, Debug)]
pub struct BoardProgram {
    /// Its route.
    pub route: u32,
    /// Whose people sit on it.
    pub team: u32,
    /// How many are needed.
    pub people: u32,
    /// When it may meet.
    pub meetings: Vec<Instant>,
    /// Length of a meeting in ticks.
    pub length: i64,
    /// Most items a meeting decides.
    pub at_most: u32,
    /// Ticks before the meeting by which papers must be in.
    pub papers_in: i64,
}

/// What a route is, and how well it tells good from bad.
#[derive(Clone, Copy, Debug)]
pub struct RouteProgram {
    /// Share of bad items caught.
    pub catches_bad: f64,
    /// Share of good items turned down.
    pub rejects_good: f64,
    /// Probability that a reworked bad item is still bad.
    pub still_bad_after_rework: f64,
    /// Whether an item that is turned down goes back; otherwise it is closed.
    pub sends_back: bool,
    /// Index into [`Program::boards`](super::Program::boards), where the route is one.
    pub board: Option<u32>,
    /// Whether nobody looks.
    pub pre_approved: bool,
    /// Whether a machine looks.
    pub automated: bool,
    /// Whether it is several routes at once.
    pub at_once: bool,
    /// What keys the luck of its decisions about an item.
    pub luck: u64,
    /// Items that go round it.
    pub bypass: Option<BypassProgram>,
}

/// Who goes round a route, compiled.
#[derive(Clone, Copy, Debug)]
pub struct BypassProgram {
    /// Share of the items where there is no delay.
    pub share: f64,
    /// Added for each day of delay.
    pub more_per_day: f64,
    /// The most.
    pub at_most: f64,
    /// How many delays are looked at.
    pub latest: u32,
}

/// The luck of all routes that are no part of another: whoever looks better catches what others catch, and more.
const CAUGHT: u64 = name_hash("caught");

pub(super) fn compile(model: &Model) -> (Vec<BoardProgram>, Vec<RouteProgram>) {
    let mut boards = Vec::new();
    let mut routes = Vec::new();
    for (index, route) in model.routes.iter().enumerate() {
        let board = match &route.kind {
            RouteKind::Board(board) => {
                boards.push(BoardProgram {
                    route: index as u32,
                    team: board.team.0,
                    people: board.people,
                    meetings: meetings(model, &model.calendars[board.meets.index()]),
                    length: board.length.ticks(),
                    at_most: board.at_most,
                    papers_in: board.papers_in.ticks(),
                });
                Some(boards.len() as u32 - 1)
            }
            _ => None,
        };
        // Parts of another route look one after the other: each has luck of its own, wherever it stands.
        let is_part = |whole: &Route| whole.kind.parts().iter().any(|part| part.index() == index);
        let luck = if model.routes.iter().any(is_part) {
            CAUGHT ^ name_hash(&route.name)
        } else {
            CAUGHT
        };
        routes.push(RouteProgram {
            catches_bad: route.catches_bad,
            rejects_good: route.rejects_good,
            still_bad_after_rework: route.still_bad_after_rework,
            sends_back: route.on_rejection == OnRejection::SendBack,
            pre_approved: matches!(route.kind, RouteKind::PreApproved),
            automated: matches!(route.kind, RouteKind::Automated(_)),
            at_once: matches!(route.kind, RouteKind::AllOf(_)),
            board,
            luck,
            bypass: route.bypass.as_ref().map(|bypass| BypassProgram {
                share: bypass.share,
                more_per_day: bypass.more_per_day,
                at_most: bypass.at_most,
                latest: bypass.latest,
            }),
        });
    }
    (boards, routes)
}

/// For each route, those that decide one after the other.
pub(super) fn stages(model: &Model) -> Vec<Vec<u32>> {
    let routes = model.routes.iter().enumerate();
    routes
        .map(|(number, route)| match &route.kind {
            RouteKind::Stages(parts) => parts.iter().map(|part| part.0).collect(),
            _ => vec![number as u32],
        })
        .collect()
}

/// When the meetings of a calendar begin. Each weekly one is expanded alone: a timetable makes one span of those that touch.
fn meetings(model: &Model, calendar: &Calendar) -> Vec<Instant> {
    let mut meetings = Vec::new();
    for weekly in &calendar.weekly {
        let alone = Calendar {
            weekly: vec![*weekly],
            ..calendar.clone()
        };
        let timetable = alone.timetable(&model.epoch, Instant::START, model.run.window_end());
        meetings.extend(timetable.spans().map(|(from, _)| from).filter(|from| from.0 >= 0));
    }
    meetings.sort_unstable();
    meetings.dedup();
    meetings
}
