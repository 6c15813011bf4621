//! What came of a lesson.

use schemars::JsonSchema;
use serde::Serialize;

use super::Estimate;

/// A question with what a run says to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct LessonResult {
    /// The scenario's title.
    pub title: String,
    /// What was asked.
    pub question: String,
    /// What there was to choose from.
    pub choices: Vec<LessonChoice>,
    /// The choice that was predicted, by its place from 0 on.
    pub predicted: Option<usize>,
    /// The choice that is right, by its place from 0 on; none where the interval reaches over a border.
    pub right: Option<usize>,
    /// The variant that was asked about; none where the scenario as it stands was.
    pub variant: Option<String>,
    /// The figure that answers; none before it is run.
    pub figure: Option<LessonFigure>,
    /// Figures beside it.
    pub shows: Vec<LessonFigure>,
    /// Why it is so.
    pub because: String,
    /// One thing to try next.
    pub next: String,
    /// How many replications there were.
    pub replications: u32,
}

/// What could be chosen.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LessonChoice {
    /// What it says.
    pub says: String,
    /// The smallest number for which it is right; none where there is no such end.
    pub from: Option<f64>,
    /// It is right for numbers below this; none where there is no such end.
    pub below: Option<f64>,
}

/// A figure today and in the variant.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LessonFigure {
    /// What is measured.
    pub measure: String,
    /// By what.
    pub by: String,
    /// Of which.
    pub name: String,
    /// Which statistic.
    pub statistic: String,
    /// Unit.
    pub unit: String,
    /// As the scenario stands.
    pub today: Option<Estimate>,
    /// In the variant.
    pub variant: Option<Estimate>,
    /// How many times as much it is in the variant, paired.
    pub times: Option<Estimate>,
}

impl LessonResult {
    /// What is compared with the ranges of the choices: how many times as much, or the figure itself where there is no variant.
    pub fn told(&self) -> Option<Estimate> {
        let figure = self.figure.as_ref()?;
        match self.variant {
            Some(_) => figure.times,
            None => figure.today,
        }
    }
}
