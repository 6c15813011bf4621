//! One unit for a row: what was, what is and what lies between them.

use super::durations::duration_unit;
use super::{last_place, number, rounded, scaled};
use crate::results::Estimate;

/// The finest digit of a difference, seen from the finest digit of the figures that differ.
const DIGITS_BEYOND: i32 = 1;

/// A unit for people, in which figures and their differences are told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// How many of this unit are one of the results' unit.
    factor: f64,
    /// What follows a figure: `%`, ` h`.
    of_figure: &'static str,
    /// What follows a difference: ` points`, ` h`.
    of_difference: &'static str,
    /// The finest power of ten that is worth showing.
    finest: i32,
}

impl Scale {
    /// The unit in which a reader would tell figures of a unit of the results that reach up to `largest`.
    pub fn of(unit: &str, largest: f64) -> Scale {
        match unit {
            "share" => Scale {
                factor: 100.0,
                of_figure: "%",
                of_difference: " points",
                finest: -3,
            },
            "hours" => {
                let (hours, _) = duration_unit(largest);
                Scale {
                    factor: 1.0 / hours,
                    of_figure: spaced(hours),
                    of_difference: spaced(hours),
                    finest: -1,
                }
            }
            "currency" => Scale::plain(0),
            _ => Scale::plain(-4),
        }
    }

    fn plain(finest: i32) -> Scale {
        Scale {
            factor: 1.0,
            of_figure: "",
            of_difference: "",
            finest,
        }
    }

    /// A figure with the digits that a half width (in the results' unit) supports.
    pub fn figure(&self, value: f64, half_width: Option<f64>) -> String {
        let value = value * self.factor;
        let place = last_place(value, half_width.map(|half| half * self.factor)).max(self.finest);
        let text = rounded(value, place);
        // All of them is all of them, however finely it was counted.
        let text = if self.of_figure == "%" && value == 100.0 {
            "100"
        } else {
            &text
        };
        format!("{text}{}", self.of_figure)
    }

    /// A difference with its sign and half width: `+8.9 ± 1.1 points`.
    pub fn difference(&self, difference: &Estimate) -> String {
        let it = scaled(difference, self.factor);
        let sign = if it.value > 0.0 { "+" } else { "" };
        let finest = self.finest - DIGITS_BEYOND * i32::from(self.finest < 0);
        let text = match it.half_width() {
            Some(half) if half > 0.0 && last_place(it.value, Some(half)) < finest => {
                let unit = 10f64.powi(finest);
                let value = rounded(it.value, finest);
                // An interval narrower than the last digit that anybody reads is left out.
                if half < unit && it.value.abs() >= unit {
                    value
                } else {
                    format!("{value} ± {}", rounded(half.max(unit), finest))
                }
            }
            _ => number(Some(&it)),
        };
        format!("{sign}{text}{}", self.of_difference)
    }
}

/// The abbreviation of a unit of so many hours, with the space before it.
fn spaced(hours: f64) -> &'static str {
    match hours {
        week if week >= 168.0 => " wk",
        day if day >= 24.0 => " d",
        hour if hour >= 1.0 => " h",
        minute if minute >= 1.0 / 60.0 => " m",
        _ => " s",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(value: f64, half: f64) -> Estimate {
        Estimate {
            value,
            low: Some(value - half),
            high: Some(value + half),
        }
    }

    #[test]
    fn differences_carry_their_sign_and_unit() {
        assert_eq!(
            Scale::of("share", 0.9).difference(&estimate(0.089, 0.011)),
            "+8.9 ± 1.1 points"
        );
        assert_eq!(
            Scale::of("hours", 6.0).difference(&estimate(-3.21, 0.41)),
            "−3.2 ± 0.4 h"
        );
        assert_eq!(Scale::of("items", 40.0).difference(&estimate(-12.0, 3.0)), "−12 ± 3");
    }

    #[test]
    fn a_row_has_one_unit() {
        let scale = Scale::of("hours", 187.0);
        assert_eq!(scale.figure(187.0, Some(3.0)), "7.8 d");
        assert_eq!(scale.figure(72.0, Some(3.0)), "3.0 d");
        assert_eq!(scale.difference(&estimate(-115.0, 7.0)), "−4.8 ± 0.3 d");
        let scale = Scale::of("hours", 3.9);
        assert_eq!(scale.difference(&estimate(0.001, 0.083)), "+0.00 ± 0.08 h");
        assert_eq!(scale.difference(&estimate(0.014, 0.016)), "+0.01 ± 0.02 h");
        assert_eq!(scale.difference(&estimate(0.002, 0.003)), "+0.00 ± 0.01 h");
    }

    #[test]
    fn nobody_reads_parts_of_a_coin() {
        let scale = Scale::of("currency", 21_483.0);
        assert_eq!(scale.difference(&estimate(4_269.9, 0.6)), "+4,270");
        assert_eq!(scale.difference(&estimate(-148.2, 3.1)), "−148 ± 3");
        assert_eq!(Scale::of("share", 1.0).figure(1.0, Some(0.03)), "100%");
    }
}
