//! Knowledge: the more of it there is, the less effort work takes, and the more users help themselves.

use super::Distribution;
use crate::time::Span;

/// Articles, scripts, experience: what is known of one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Knowledge {
    /// Its name.
    pub name: String,
    /// How many articles there are at the start.
    pub at_start: f64,
    /// With so many more articles, what can still be saved halves; above 0.
    pub halves_after: f64,
    /// The share of the effort that no knowledge saves, below 1.
    pub least: f64,
    /// After how long half of it is out of date; never where there is none.
    pub half_life: Option<Span>,
}

impl Knowledge {
    /// What so many articles leave of effort: least + (1 − least) × 2^(−articles ÷ halves_after). A learning curve with a plateau;
    /// that effort falls with what has been done is Wright's (Factors Affecting the Cost of Airplanes, 1936), that it falls
    /// exponentially towards a plateau is Heathcote, Brown and Mewhort's (The power law repealed, 2000).
    pub fn factor(&self, articles: f64) -> f64 {
        self.least + (1.0 - self.least) * (-articles / self.halves_after).exp2()
    }

    /// What is left of so many articles after so many ticks.
    pub fn aged(&self, articles: f64, ticks: i64) -> f64 {
        match self.half_life {
            Some(half_life) => articles * (-(ticks as f64) / half_life.ticks() as f64).exp2(),
            None => articles,
        }
    }
}

/// Articles that visits to a step write.
#[derive(Clone, Debug, PartialEq)]
pub struct Writes {
    /// Of which knowledge, as an index into the model's.
    pub knowledge: usize,
    /// Probability that a visit writes one.
    pub share: f64,
    /// Touch time that it adds, in milliseconds.
    pub effort: Distribution,
}
