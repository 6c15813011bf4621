//! How many digits to show people: none to the right of the leading digit of the error. Files keep all digits.

/// Significant digits shown where the error is zero or unknown.
const DIGITS_WITHOUT_ERROR: i32 = 3;
/// An error below this share of the value is rounding error of the arithmetic, not of the estimate.
const ROUNDING_ERROR: f64 = 1e-12;

/// The decimal place of the leading digit of a number other than 0: 3 for 0.002, 0 for 7, −1 for 30. `None` for 0 and for
/// what is no finite number.
pub fn decimals(error: f64) -> Option<i32> {
    if error == 0.0 || !error.is_finite() {
        return None;
    }
    // Printing is exact where a logarithm may land on the wrong side of a power of ten.
    let printed = format!("{error:e}");
    let exponent: i32 = printed.rsplit_once('e')?.1.parse().ok()?;
    Some(-exponent)
}

/// A value rounded to the leading digit of its error (a standard error or a half width, in the unit of the value):
/// 97.134 with 0.2 is "97.1", 1234 with 30 is "1230". With an error that is zero or unknown, three significant digits
/// without trailing zeros.
pub fn shown(value: f64, error: Option<f64>) -> String {
    match error.and_then(|error| meaningful_decimals(value, error)) {
        Some(decimals) => fixed(value, decimals),
        None => significant(value),
    }
}

/// A value and its half width to the same number of decimals, that of the half width's leading digit: ("97.1", "0.2"). With
/// a half width of zero the value has three significant digits and the half width is "0".
pub fn shown_with_half_width(value: f64, half_width: f64) -> (String, String) {
    match meaningful_decimals(value, half_width) {
        Some(decimals) => (fixed(value, decimals), fixed(half_width, decimals)),
        None => (significant(value), fixed(half_width, 0)),
    }
}

/// The decimals of an error, unless it is only noise of the arithmetic.
fn meaningful_decimals(value: f64, error: f64) -> Option<i32> {
    decimals(error).filter(|_| error.abs() > ROUNDING_ERROR * value.abs())
}

/// A number with so many decimals; −1 rounds to tens, −2 to hundreds.
fn fixed(value: f64, decimals: i32) -> String {
    let text = match usize::try_from(decimals) {
        Ok(decimals) => format!("{value:.decimals$}"),
        Err(_) => {
            let unit = 10f64.powi(-decimals);
            format!("{:.0}", (value / unit).round() * unit)
        }
    };
    // Nobody wants to read "-0.0".
    match text.strip_prefix('-') {
        Some(positive) if positive.chars().all(|c| c == '0' || c == '.') => positive.to_string(),
        _ => text,
    }
}

/// A number to three significant digits without trailing zeros.
fn significant(value: f64) -> String {
    let Some(leading) = decimals(value) else {
        return fixed(value, 0);
    };
    let text = fixed(value, leading + DIGITS_WITHOUT_ERROR - 1);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_string()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{decimals, shown, shown_with_half_width};

    #[test]
    fn decimals_are_those_of_the_leading_digit() {
        let cases = [
            (0.2, 1),
            (1.0, 0),
            (9.99, 0),
            (10.0, -1),
            (30.0, -1),
            (0.001, 3),
            (0.000999, 4),
            (1e6, -6),
            (-0.05, 2),
        ];
        for (error, known) in cases {
            assert_eq!(decimals(error), Some(known), "{error}");
        }
        assert_eq!([0.0, f64::NAN, f64::INFINITY].map(decimals), [None; 3]);
    }

    #[test]
    fn values_show_what_their_error_supports() {
        let cases = [
            (97.134, 0.2, "97.1"),
            (91.3, 1.0, "91"),
            (1234.0, 30.0, "1230"),
            (1234.0, 3000.0, "1000"),
            (1234.0, 30000.0, "0"),
            (-0.04, 0.3, "0.0"),
            (-0.06, 0.3, "-0.1"),
            (0.034567, 0.00021, "0.0346"),
            (12.0, 0.05, "12.00"),
        ];
        for (value, error, text) in cases {
            assert_eq!(shown(value, Some(error)), text, "{value} with {error}");
        }
    }

    #[test]
    fn without_an_error_three_digits_are_shown() {
        let cases = [
            (97.134, "97.1"),
            (1234.0, "1230"),
            (0.0, "0"),
            (100.0, "100"),
            (12.0, "12"),
            (9.996, "10"),
            (-0.0123456, "-0.0123"),
            (1000.0, "1000"),
        ];
        for (value, text) in cases {
            assert_eq!(shown(value, None), text);
            assert_eq!(shown(value, Some(0.0)), text);
            assert_eq!(shown(value, Some(value.abs() * 1e-15)), text);
        }
    }

    #[test]
    fn value_and_half_width_have_the_same_decimals() {
        let pair = |value, half_width| {
            let (value, half_width) = shown_with_half_width(value, half_width);
            format!("{value} ± {half_width}")
        };
        assert_eq!(pair(97.134, 0.2), "97.1 ± 0.2");
        assert_eq!(pair(97.134, 0.96), "97.1 ± 1.0");
        assert_eq!(pair(1234.0, 36.0), "1230 ± 40");
        assert_eq!(pair(5.25, 0.0), "5.25 ± 0");
    }
}
