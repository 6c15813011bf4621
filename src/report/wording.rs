//! Numbers and names for people: rounded to what is known, with a unit, and "unknown" where nothing is known.

mod durations;
mod names;
mod scale;
mod units;

pub use durations::{duration, duration_in_words, duration_with_error, lasting, span, working};
pub use names::{
    counted, hour_of_week, is_counted, is_override, list, name, plural, promise, title, title_plural, verdict,
};
pub use scale::Scale;
pub use units::{difference_in, figure_in, worth};

use crate::results::{Estimate, Spread};

/// Shown in a table where nothing is known.
pub const UNKNOWN: &str = "–";

/// What an interval allows to be said.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Claim {
    /// The value, give or take half the width.
    GiveOrTake(f64),
    /// Only a lower bound is supported.
    AtLeast(f64),
    /// Only an upper bound is supported.
    AtMost(f64),
    /// No interval is supported.
    Bare,
}

fn claim(estimate: &Estimate) -> Claim {
    match (estimate.low, estimate.high) {
        (Some(low), Some(high)) if high > low => Claim::GiveOrTake((high - low) / 2.0),
        (Some(low), None) => Claim::AtLeast(low),
        (None, Some(high)) => Claim::AtMost(high),
        _ => Claim::Bare,
    }
}

/// As [`claim`], for a share: at 0 and at 1 an interval has one side only, whatever its formula says.
fn claim_of_share(estimate: &Estimate) -> Claim {
    match claim(estimate) {
        Claim::GiveOrTake(_) if estimate.value >= 1.0 => estimate.low.map_or(Claim::Bare, Claim::AtLeast),
        Claim::GiveOrTake(_) if estimate.value <= 0.0 => estimate.high.map_or(Claim::Bare, Claim::AtMost),
        other => other,
    }
}

fn leading_place(number: f64) -> i32 {
    number.abs().log10().floor() as i32
}

/// Power of ten of the last digit worth showing: that of the leading digit of the standard error, taken as half of the
/// half width (a 95 % interval reaches about two standard errors). Without an interval: two digits.
pub fn last_place(value: f64, half_width: Option<f64>) -> i32 {
    match half_width {
        Some(half) if half > 0.0 => leading_place(half / 2.0).max(-6),
        _ if value == 0.0 => 0,
        _ => (leading_place(value) - 1).clamp(-6, 0),
    }
}

/// `number` rounded at a power of ten, thousands grouped: `rounded(12345.6, 1)` is `12,350`.
pub fn rounded(number: f64, place: i32) -> String {
    let unit = 10f64.powi(place);
    let snapped = if place > 0 {
        (number / unit).round() * unit
    } else {
        number
    };
    let text = format!("{snapped:.*}", usize::try_from(-place).unwrap_or(0));
    // "-0" and "-0.0" are roundings of noise, not a sign.
    let text = if text.trim_start_matches(['-', '0', '.']).is_empty() {
        text.replace('-', "")
    } else {
        text
    };
    grouped(&text.replace('-', "−"))
}

fn grouped(text: &str) -> String {
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let (sign, digits) = whole.strip_prefix('−').map_or(("", whole), |digits| ("−", digits));
    let mut out = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len() - index;
        if index > 0 && left % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number with its interval: `12.4 ± 0.3`, `at most 3`, `unknown` as [`UNKNOWN`].
pub fn number(estimate: Option<&Estimate>) -> String {
    let Some(estimate) = estimate else {
        return UNKNOWN.into();
    };
    match claim(estimate) {
        Claim::GiveOrTake(half) => {
            let place = last_place(estimate.value, Some(half));
            format!("{} ± {}", rounded(estimate.value, place), rounded(half, place))
        }
        Claim::AtLeast(low) => format!("at least {}", rounded(low, last_place(low, None))),
        Claim::AtMost(high) => format!("at most {}", rounded(high, last_place(high, None))),
        Claim::Bare => plain(estimate.value),
    }
}

/// A number alone, rounded to what its interval supports, with at most three digits where some are decimals.
pub fn number_alone(estimate: Option<&Estimate>) -> String {
    let Some(it) = estimate else { return UNKNOWN.into() };
    let Some(half) = it.half_width().filter(|half| *half > 0.0) else {
        return plain(it.value);
    };
    let finest = if it.value == 0.0 {
        0
    } else {
        (leading_place(it.value) - 2).min(0)
    };
    rounded(it.value, last_place(it.value, Some(half)).max(finest))
}

/// A number of which no interval is known: two digits, whole numbers in full.
pub fn plain(value: f64) -> String {
    let text = rounded(value, last_place(value, None));
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').into()
    } else {
        text
    }
}

/// A share in per cent with its interval: `97.1% ± 0.4`, `at least 99.2%`.
pub fn share(estimate: Option<&Estimate>) -> String {
    let Some(estimate) = estimate else {
        return UNKNOWN.into();
    };
    match claim_of_share(estimate) {
        Claim::GiveOrTake(half) => {
            let place = last_place(estimate.value * 100.0, Some(half * 100.0));
            format!(
                "{}% ± {}",
                rounded(estimate.value * 100.0, place),
                rounded(half * 100.0, place)
            )
        }
        Claim::AtLeast(low) => format!("at least {}", bound(low, 1.0 - low, f64::floor)),
        Claim::AtMost(high) => format!("at most {}", bound(high, high, f64::ceil)),
        Claim::Bare => percent(estimate.value),
    }
}

/// A share alone, rounded to what its interval supports, never finer than a whole per cent.
pub fn share_alone(estimate: Option<&Estimate>) -> String {
    let Some(estimate) = estimate else {
        return UNKNOWN.into();
    };
    match claim_of_share(estimate) {
        Claim::GiveOrTake(half) => {
            let place = last_place(estimate.value * 100.0, Some(half * 100.0)).max(0);
            format!("{}%", rounded(estimate.value * 100.0, place))
        }
        Claim::Bare => share_given(estimate.value),
        _ => percent(estimate.value),
    }
}

/// A share of which no interval is known, in two digits: `84%`, `3%`.
pub fn share_given(value: f64) -> String {
    Scale::of("share", value).figure(value, None)
}

/// A share that is given and not estimated: `95%`, `99.5%`, `99.95%`.
pub fn percent(value: f64) -> String {
    let text = format!("{:.2}", value * 100.0);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// One digit more than the distance to the end of the scale has zeros, rounded to the safe side.
fn bound(value: f64, distance: f64, towards: fn(f64) -> f64) -> String {
    let place = if distance > 0.0 {
        leading_place(distance * 100.0).min(0)
    } else {
        0
    };
    let unit = 10f64.powi(place);
    // The nudge keeps 99.2 from becoming 99.1 because 0.992 has no exact binary form.
    let nudge = if towards(0.5) > 0.5 { -1e-9 } else { 1e-9 };
    format!("{}%", rounded(towards(value * 100.0 / unit + nudge) * unit, place))
}

/// An estimate in another unit.
pub fn scaled(estimate: &Estimate, factor: f64) -> Estimate {
    Estimate {
        value: estimate.value * factor,
        low: estimate.low.map(|low| low * factor),
        high: estimate.high.map(|high| high * factor),
    }
}

/// What nine of ten runs lie between: `29 – 90`. A spread of runs, so never written with ±.
pub fn spread(spread: Option<&Spread>) -> String {
    spread.map_or(UNKNOWN.into(), |it| {
        let (low, high) = (rounded(it.p5, 0), rounded(it.p95, 0));
        if low == high { low } else { format!("{low} – {high}") }
    })
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
    fn digits_stop_at_the_leading_digit_of_the_standard_error() {
        for (value, half, text) in [
            (0.971234, 0.004, "97.1% ± 0.4"),
            (0.9123, 0.021, "91% ± 2"),
            (0.8431, 0.011, "84.3% ± 1.1"),
            (0.8431, 0.4, "80% ± 40"),
            (0.5, 0.0008, "50.00% ± 0.08"),
        ] {
            assert_eq!(share(Some(&estimate(value, half))), text);
        }
        assert_eq!(number(Some(&estimate(12345.6, 300.0))), "12,300 ± 300");
        assert_eq!(number(Some(&estimate(-0.01, 0.5))), "0.0 ± 0.5");
    }

    #[test]
    fn numbers_alone_have_few_decimals_however_well_they_are_known() {
        assert_eq!(number_alone(Some(&estimate(12000.0, 0.01))), "12,000");
        assert_eq!(number_alone(Some(&estimate(207.04, 0.1))), "207");
        assert_eq!(number_alone(Some(&estimate(0.2134, 0.0001))), "0.213");
        assert_eq!(number_alone(Some(&estimate(5.0, 0.0))), "5");
    }

    #[test]
    fn a_share_of_all_or_nothing_is_told_by_its_bound() {
        let all = Estimate {
            value: 1.0,
            low: Some(0.992),
            high: Some(1.0),
        };
        assert_eq!(share(Some(&all)), "at least 99.2%");
        let none = Estimate {
            value: 0.0,
            low: Some(0.0),
            high: Some(0.0312),
        };
        assert_eq!(share(Some(&none)), "at most 4%");
        let open = Estimate {
            value: 1.0,
            low: Some(0.99962),
            high: None,
        };
        assert_eq!(share(Some(&open)), "at least 99.96%");
    }

    #[test]
    fn unknown_is_never_a_number() {
        assert_eq!(share(None), UNKNOWN);
        assert_eq!(number(None), UNKNOWN);
        assert_eq!(duration(None), UNKNOWN);
        assert_eq!(spread(None), UNKNOWN);
    }

    #[test]
    fn durations_choose_their_unit() {
        for (hours, text) in [
            (41.3 / 60.0, "41 m"),
            (6.0, "6 h"),
            (0.0, "0 h"),
            (20.0 / 3600.0, "20 s"),
            (50.4, "2.1 d"),
            (30.4, "30 h"),
            (600.0, "3.6 wk"),
        ] {
            assert_eq!(
                duration(Some(&Estimate {
                    value: hours,
                    low: None,
                    high: None
                })),
                text
            );
        }
        assert_eq!(duration(Some(&estimate(6.1, 2.2))), "6 h");
        assert_eq!(duration_in_words(&estimate(50.4, 3.0)), "2.1 days");
        assert_eq!(duration_with_error(Some(&estimate(6.13, 0.31))), "6.1 ± 0.3 h");
    }

    #[test]
    fn people_see_no_underscores_but_in_what_they_typed() {
        assert_eq!(name("change_board"), "change board");
        assert_eq!(title("change_board"), "Change board");
        assert_eq!(title("change-enablement"), "Change-enablement");
        assert_eq!(title_plural("service-request"), "Service-requests");
        assert_eq!(title("team.change_board.people=3"), "team.change_board.people=3");
    }

    #[test]
    fn only_words_that_english_counts_are_pluralised() {
        for (name, title) in [
            ("incident", "Incidents"),
            ("service_request", "Service requests"),
            ("enquiry", "Enquiries"),
            ("patch", "Patches"),
            ("planning", "Planning"),
            ("P1", "P1"),
            ("émission", "Émission"),
            ("", ""),
        ] {
            assert_eq!(title_plural(name), title);
        }
    }

    #[test]
    fn spans_and_lists_read_as_english() {
        assert_eq!(span(2016.0), "12 weeks");
        assert_eq!(span(168.0), "1 week");
        assert_eq!(span(240.0), "10 days");
        assert_eq!(span(2015.0), "12 weeks", "a clock change does not make it hours");
        assert_eq!(span(12.0), "12 hours");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(counted(1, "run"), "1 run");
        assert_eq!(hour_of_week("Tue 11:00"), "Tuesday 11:00");
        assert_eq!(hour_of_week("holiday"), "holiday");
    }
}
