//! The candidates of a sensitivity analysis: every one is made before any is run, so that all that cannot be is told at once.

use super::{Movable, Question};
use crate::engine::streams::Key;
use crate::experiment::trials::Contender;
use crate::experiment::workshop::Unfit;
use crate::statistics::design::{latin_hypercube, trajectory, triangular};

/// Which luck designs are drawn with; no replication has it.
const TRAJECTORIES: u64 = 0x6d6f_7272_6973;
const DRAWS: u64 = 0x006c_6174_696e;

/// Everything that may be run.
pub(super) struct Candidates {
    pub today: Contender,
    pub walks: Vec<Walk>,
    pub draws: Vec<Contender>,
    /// Both ends of each input.
    pub ends: Vec<[Contender; 2]>,
    pub rival: Option<Rival>,
}

/// A trajectory with its candidates.
pub(super) struct Walk {
    pub points: Vec<Contender>,
    /// Which input moves between each point and the next, and how far, as a part of its range.
    pub moves: Vec<(usize, f64)>,
}

/// A variant that may be chosen, as it stands and at both ends of each input.
pub(super) struct Rival {
    pub today: Contender,
    pub ends: Vec<[Contender; 2]>,
}

/// Makes candidates and keeps those that cannot be.
struct Maker {
    unfit: Vec<(Vec<String>, Unfit)>,
}

impl Maker {
    fn make(&mut self, of: Movable<'_>, places: &[(usize, f64)]) -> Option<Contender> {
        let changes = (of.changes)(places);
        match of.workshop.contender(&changes.join(", "), &changes) {
            Ok(contender) => Some(contender),
            Err(unfit) => {
                self.unfit.push((changes, unfit));
                None
            }
        }
    }

    fn ends(&mut self, of: Movable<'_>, inputs: usize) -> Option<Vec<[Contender; 2]>> {
        let ends: Vec<Option<[Contender; 2]>> = (0..inputs)
            .map(|input| {
                let [low, high] = [0.0, 1.0].map(|place| self.make(of, &[(input, place)]));
                Some([low?, high?])
            })
            .collect();
        ends.into_iter().collect()
    }

    fn walk(&mut self, question: &Question<'_>, number: u32) -> Option<Walk> {
        let inputs = question.inputs;
        let mut luck = luck(question, TRAJECTORIES, number);
        let walk = trajectory(inputs.len(), &mut luck);
        let points: Vec<Option<Contender>> = walk
            .points
            .iter()
            .map(|point| self.make(question.movable, &numbered(point)))
            .collect();
        let moves = walk.moves.iter().enumerate().map(|(number, &input)| {
            let [before, after] = [number, number + 1].map(|at| (inputs[input].reached)(walk.points[at][input]));
            (input, after - before)
        });
        Some(Walk {
            moves: moves.collect(),
            points: points.into_iter().collect::<Option<_>>()?,
        })
    }
}

impl Candidates {
    /// Makes all of them.
    pub fn make(question: &Question<'_>) -> Result<Candidates, Vec<(Vec<String>, Unfit)>> {
        let mut maker = Maker { unfit: Vec::new() };
        let made = Candidates::with(question, &mut maker);
        made.filter(|_| maker.unfit.is_empty()).ok_or(maker.unfit)
    }

    fn with(question: &Question<'_>, maker: &mut Maker) -> Option<Candidates> {
        let (movable, inputs) = (question.movable, question.inputs.len());
        let today = maker.make(movable, &[]);
        let ends = maker.ends(movable, inputs);
        let rival = question.rival.map(|(_, movable)| {
            let today = maker.make(movable, &[]);
            let ends = maker.ends(movable, inputs);
            Some(Rival {
                today: today?,
                ends: ends?,
            })
        });
        let walks: Vec<Option<Walk>> = (0..question.sample.trajectories)
            .map(|number| maker.walk(question, number))
            .collect();
        let draws: Vec<Option<Contender>> = drawn(question)
            .into_iter()
            .map(|point| maker.make(movable, &numbered(&point)))
            .collect();
        Some(Candidates {
            today: today?,
            walks: walks.into_iter().collect::<Option<_>>()?,
            draws: draws.into_iter().collect::<Option<_>>()?,
            ends: ends?,
            rival: match rival {
                Some(rival) => Some(rival?),
                None => None,
            },
        })
    }

    /// Every candidate.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Contender> {
        let rival = self.rival.iter_mut();
        let rival = rival.flat_map(|rival| std::iter::once(&mut rival.today).chain(rival.ends.iter_mut().flatten()));
        std::iter::once(&mut self.today)
            .chain(self.walks.iter_mut().flat_map(|walk| &mut walk.points))
            .chain(&mut self.draws)
            .chain(self.ends.iter_mut().flatten())
            .chain(rival)
    }
}

/// Numbers of a design: a trajectory keeps its own however many there are.
fn luck(question: &Question<'_>, purpose: u64, number: u32) -> impl FnMut() -> f64 + use<> {
    let seed = question.today.model.run.seed;
    let mut stream = Key::replication(seed, purpose).child(u64::from(number)).stream();
    move || stream.uniform()
}

/// Sets of inputs drawn from their ranges, as places between low and high.
fn drawn(question: &Question<'_>) -> Vec<Vec<f64>> {
    let mut luck = luck(question, DRAWS, 0);
    let mut points = latin_hypercube(question.sample.draws as usize, question.inputs.len(), &mut luck);
    for point in &mut points {
        for (place, input) in point.iter_mut().zip(question.inputs) {
            if let Some(likely) = input.likely {
                *place = triangular(*place, likely);
            }
        }
    }
    points
}

/// A point with the number of each input.
fn numbered(point: &[f64]) -> Vec<(usize, f64)> {
    point.iter().copied().enumerate().collect()
}
