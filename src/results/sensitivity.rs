//! What a scenario's figures owe to values that nobody has measured.

use schemars::JsonSchema;
use serde::Serialize;

use super::{About, Estimate, MeasuredFigure, Note, PairedChange, Spread, Verdict};

/// How figures depend on the inputs of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Sensitivity {
    /// What was run; the replications are those of today and of both ends of each input.
    pub about: About,
    /// The inputs, in the order of the scenario.
    pub inputs: Vec<InputRange>,
    /// The figure by which inputs are ranked, among those of `today`.
    pub figure: u32,
    /// The figures as the scenario stands.
    pub today: Vec<MeasuredFigure>,
    /// Elementary effects; absent where the work was interrupted before there were two trajectories.
    pub screening: Option<Screening>,
    /// Both ends of the inputs that matter, the one first that moves the figure most.
    pub swings: Vec<Swing>,
    /// Chance and not knowing apart, figure by figure in the order of `today`; absent where the work was interrupted before.
    pub risks: Vec<Risk>,
    /// Drawn sets of inputs behind the risks.
    pub draws: u32,
    /// Replications of each drawn set and of each point of a trajectory.
    pub screening_replications: u32,
    /// The choice that was asked about.
    pub decision: Option<Decision>,
    /// The input that would most change the decision if it were known; absent where none would.
    pub most_wanted: Option<u32>,
    /// Things to know when reading the results.
    pub notes: Vec<Note>,
}

/// A value of the scenario and between what and what it may lie.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct InputRange {
    /// Its path in the scenario.
    pub path: String,
    /// The least that it may be.
    pub low: String,
    /// What the scenario says.
    pub today: String,
    /// The most that it may be.
    pub high: String,
    /// Whether the range is stated in the scenario; it is a default otherwise.
    pub stated: bool,
}

/// Elementary effects of every input on every figure.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Screening {
    /// Trajectories that are whole.
    pub trajectories: u32,
    /// Effects, figure by figure in the order of `today`; absent where a figure was unknown at a point.
    pub figures: Vec<Option<Vec<InputEffect>>>,
}

/// What an input does to a figure while it goes from its low end to its high end, at random places of the others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct InputEffect {
    /// Which input.
    pub input: u32,
    /// The mean effect, with its sign (μ).
    pub mean: Estimate,
    /// The mean size of effects (μ*).
    pub size: Estimate,
    /// Their standard deviation (σ): how much the effect depends on where the inputs are.
    pub spread: Estimate,
    /// The size that luck alone would give an effect: the root mean square of standard errors.
    pub noise: f64,
    /// Whether one of the effects is clearly no luck, or their mean size is more than luck could make it.
    pub clear: bool,
}

/// The figures at both ends of one input, all else as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Swing {
    /// Which input.
    pub input: u32,
    /// The figures at its low end.
    pub low: Vec<MeasuredFigure>,
    /// The figures at its high end.
    pub high: Vec<MeasuredFigure>,
    /// Verdicts that are others at an end.
    pub flips: Vec<Flip>,
}

/// A promise whose verdict is another at an end of an input.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Flip {
    /// The promise, by the name of its figure.
    pub promise: String,
    /// `low` or `high`.
    pub end: String,
    /// The verdict as the scenario stands.
    pub today: Verdict,
    /// The verdict there.
    pub then: Verdict,
}

/// How far a figure may lie from what is expected: by chance, and because inputs are not known.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Risk {
    /// Which figure, among those of `today`.
    pub figure: u32,
    /// One run from another, at the inputs as they stand: luck that no measurement takes away.
    pub chance: Spread,
    /// Its standard deviation, with its interval.
    pub chance_deviation: Estimate,
    /// What is expected, from one drawn set of inputs to another: it goes away as inputs become known.
    pub not_knowing: Spread,
    /// Its standard deviation.
    pub not_knowing_deviation: f64,
    /// The part of the variance of both that comes from not knowing.
    pub share_not_knowing: Option<f64>,
}

/// A choice between today and a variant.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Decision {
    /// The variant.
    pub variant: String,
    /// The variant less today in the figure by which inputs are ranked, as the scenario stands.
    pub today: Option<PairedChange>,
    /// The same at both ends of inputs.
    pub ends: Vec<DecisionAtEnds>,
}

/// The variant less today at both ends of an input.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DecisionAtEnds {
    /// Which input.
    pub input: u32,
    /// At its low end.
    pub low: Option<PairedChange>,
    /// At its high end.
    pub high: Option<PairedChange>,
    /// Whether the judgement is another at one of them.
    pub flips: bool,
}
