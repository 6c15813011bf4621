//! Boards that meet, and what routes decide.

use super::RouteProgram;
use crate::model::{Calendar, Model, OnRejection, RouteKind};
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
            RouteKind::PreApproved | RouteKind::Review(_) => None,
        };
        routes.push(RouteProgram {
            catches_bad: route.catches_bad,
            rejects_good: route.rejects_good,
            still_bad_after_rework: route.still_bad_after_rework,
            sends_back: route.on_rejection == OnRejection::SendBack,
            pre_approved: matches!(route.kind, RouteKind::PreApproved),
            board,
        });
    }
    (boards, routes)
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
