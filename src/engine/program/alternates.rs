//! Alternates: the same step done by another team, in another phase or where work is handed over.

use super::NIL;
use super::common::Common;
use super::limits::Limits;
use super::numbering::Layout;
use super::places::{Place, PlaceKind};
use crate::model::{AtShiftEnd, DemandId, Model};

/// Adds, for every step that other teams do in some phase, the same step as each of them meets it, in the order of
/// [`super::numbering::Layout`].
pub(super) fn add_teams(model: &Model, common: &Common, (layout, limits): (&Layout, &Limits), places: &mut Vec<Place>) {
    for demand in (0..model.demands.len()).map(DemandId::from) {
        let stream = model.demands[demand.index()].stream;
        for number in 0..model.steps_of(demand).len() {
            for team in &common.teams_of(stream, number)[1..] {
                let base = layout.first_place(demand) as usize + number;
                let mut place = Place {
                    team: team.0,
                    ..places[base].clone()
                };
                place.limit(
                    limits.of(model, stream, number, *team),
                    limits.may_keep(model, stream, number, *team),
                );
                places.push(place);
            }
        }
    }
}

/// Adds, for every step whose team hands work over, the same step as the other team meets it, and so on from team to team.
pub(super) fn add_hand_overs(model: &Model, places: &mut Vec<Place>) {
    let mut origin: Vec<usize> = (0..places.len()).collect();
    let mut index = 0;
    while index < places.len() {
        if let Some(to) = receiver(model, &places[index]) {
            let known = (0..places.len()).find(|&other| origin[other] == origin[index] && places[other].team == to);
            let receiving = known.unwrap_or_else(|| {
                origin.push(origin[index]);
                places.push(Place {
                    team: to,
                    hand_over: NIL,
                    ..places[index].clone()
                });
                places.len() - 1
            });
            places[index].hand_over = receiving as u32;
        }
        index += 1;
    }
}

fn receiver(model: &Model, place: &Place) -> Option<u32> {
    let team = model.teams.get(place.team as usize)?;
    let hands_over = team.at_shift_end.contains(&AtShiftEnd::HandOver) && matches!(place.kind, PlaceKind::Step(_));
    hands_over.then_some(team.hand_over?.to.0)
}
