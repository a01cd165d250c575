//! Floats in the format mini-language, after CPython's `format_float_short`.
//! needs: error, float, fmt, str

use super::error::{Exception, PyResult, VALUE_ERROR};
use super::float::float_repr;
use super::fmt::{unknown_kind, Spec};
use super::str::Str;

/// No float has more digits than this, before or after the point; what is asked for beyond is zeros.
const MOST_DIGITS: usize = 1100;

/// Whether a type code shows a number as a float.
pub fn is_float_kind(kind: char) -> bool {
    matches!(kind, 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%')
}

/// `x` with so many digits after the point.
fn fixed(x: f64, precision: usize) -> String {
    let shown = precision.min(MOST_DIGITS);
    let mut text = format!("{x:.shown$}");
    text.push_str(&"0".repeat(precision - shown));
    text
}

/// The digits of `x`, a point after the first, and its exponent.
fn scientific(x: f64, precision: usize) -> (String, i32) {
    let shown = precision.min(MOST_DIGITS);
    let text = format!("{x:.shown$e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mut digits = digits.to_owned();
    digits.push_str(&"0".repeat(precision - shown));
    (digits, exponent.parse().unwrap_or(0))
}

fn with_exponent(digits: &str, exponent: i32) -> String {
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

/// Takes away zeros at the end of a fraction, and the point when nothing is left behind it.
fn without_zeros(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

/// The `g` format; `float_like` is the variant of a missing type code, which leaves no whole number looking like an int.
fn general(x: f64, precision: usize, keep_zeros: bool, float_like: bool) -> String {
    let precision = precision.max(1);
    let (digits, exponent) = scientific(x, precision - 1);
    let limit = i64::try_from(precision).unwrap_or(i64::MAX) - i64::from(float_like);
    if exponent < -4 || i64::from(exponent) >= limit {
        let digits = if keep_zeros {
            &digits
        } else {
            without_zeros(&digits)
        };
        return with_exponent(digits, exponent);
    }
    let decimals = usize::try_from(precision as i64 - 1 - i64::from(exponent)).unwrap_or(0);
    let text = fixed(x, decimals);
    let text = if keep_zeros {
        &text
    } else {
        without_zeros(&text)
    };
    if float_like && !text.contains('.') {
        return format!("{text}.0");
    }
    text.to_owned()
}

/// Puts in the point that the alternate form always has.
fn with_point(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.split_at(digits) {
        (_, rest) if rest.starts_with('.') => text,
        (whole, rest) => format!("{whole}.{rest}"),
    }
}

/// The text of a finite float that is not negative.
fn magnitude(x: f64, kind: Option<char>, precision: Option<usize>, alternate: bool) -> String {
    let digits = precision.unwrap_or(6);
    let text = match (kind, precision) {
        (None, None) => float_repr(x),
        (None, Some(precision)) => general(x, precision, alternate, true),
        (Some('e' | 'E'), _) => {
            let (digits, exponent) = scientific(x, digits);
            with_exponent(&digits, exponent)
        }
        (Some('f' | 'F' | '%'), _) => fixed(x, digits),
        _ => general(x, digits, alternate, false),
    };
    if alternate {
        with_point(text)
    } else {
        text
    }
}

/// The text of a float without its sign, in capitals where the type code is one.
pub(super) fn float_text(
    x: f64,
    kind: Option<char>,
    precision: Option<usize>,
    alternate: bool,
) -> String {
    let mut text = if x.is_nan() {
        "nan".to_owned()
    } else if x.is_infinite() {
        "inf".to_owned()
    } else {
        magnitude(x.abs(), kind, precision, alternate)
    };
    if matches!(kind, Some('E' | 'F' | 'G')) {
        text.make_ascii_uppercase();
    }
    text
}

/// Formats a float.
pub(super) fn format_float(x: f64, spec: &Spec) -> PyResult<Str> {
    let known = |kind| is_float_kind(kind) || kind == 'n';
    if let Some(kind) = spec.kind.filter(|kind| !known(*kind)) {
        return Err(unknown_kind(kind, "float"));
    }
    if spec.precision.is_some_and(|n| i32::try_from(n).is_err()) {
        return Err(Exception::new(&VALUE_ERROR, "precision too big"));
    }
    let percent = spec.kind == Some('%');
    let x = if percent { x * 100.0 } else { x };
    let mut text = float_text(x, spec.kind, spec.precision, spec.alternate);
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let is_zero = x.is_finite() && !mantissa.contains(|c| matches!(c, '1'..='9'));
    let negative = x.is_sign_negative() && !x.is_nan() && !(spec.no_negative_zero && is_zero);
    if percent {
        text.push('%');
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = text.split_at(digits);
    spec.number(negative, "", whole, rest, 3)
}
