//! Floats: text, division, powers and rounding as CPython does them.
//! needs: digits, error, int, str, repr

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::digits::ascii_digits;
use super::error::{
    Exception, OrExit, PyResult, NOT_IMPLEMENTED_ERROR, OVERFLOW_ERROR, VALUE_ERROR,
    ZERO_DIVISION_ERROR,
};
use super::int::Int;
use super::str::Str;

/// `repr(x)`: the shortest digits that give the same float back.
pub fn float_repr(x: f64) -> String {
    if x.is_nan() {
        return "nan".to_owned();
    }
    if x.is_infinite() {
        return if x > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let mut text = format!("{x:e}");
    let digits = text
        .split('e')
        .next()
        .map_or(0, |m| m.bytes().filter(u8::is_ascii_digit).count());
    // Of two that are as short and as near Rust takes the greater one, Python the even one; fewer digits are never tied.
    let tied = digits >= 16;
    if tied {
        text = format!("{x:.*e}", digits - 1);
    }
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let plain = if tied {
            format!("{x:.*}", (digits as i32 - 1 - exponent).max(0) as usize)
        } else {
            format!("{x}")
        };
        return if plain.contains('.') {
            plain
        } else {
            format!("{plain}.0")
        };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

/// `float(text)`.
pub fn try_parse_float(text: &str) -> PyResult<f64> {
    let invalid = || {
        let mut shown = String::new();
        super::repr::write_text_repr(text, &mut shown);
        Exception::new(
            &VALUE_ERROR,
            format!("could not convert string to float: {shown}"),
        )
    };
    let plain = ascii_digits(text);
    let trimmed = plain.trim_matches(|c: char| c.is_whitespace() || ('\x1c'..='\x1f').contains(&c));
    let body = trimmed.strip_prefix(['-', '+']).unwrap_or(trimmed);
    let lower = body.to_ascii_lowercase();
    let value = match lower.as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        _ => {
            let bytes = lower.as_bytes();
            for (i, b) in bytes.iter().enumerate() {
                let inner = i > 0
                    && bytes[i - 1].is_ascii_digit()
                    && bytes.get(i + 1).is_some_and(u8::is_ascii_digit);
                if *b == b'_' && !inner {
                    return Err(invalid());
                }
            }
            let digits = lower.replace('_', "");
            let numeric = digits
                .bytes()
                .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'+' | b'-'));
            if !numeric
                || !digits.bytes().any(|b| b.is_ascii_digit())
                || digits.starts_with(['-', '+'])
            {
                return Err(invalid());
            }
            digits.parse().map_err(|_| invalid())?
        }
    };
    Ok(if trimmed.starts_with('-') {
        -value
    } else {
        value
    })
}

/// `float(text)`, or the end of the program.
pub fn parse_float(text: &str) -> f64 {
    try_parse_float(text).or_exit()
}

fn nonzero(b: f64, message: &str) -> PyResult<()> {
    if b == 0.0 {
        return Err(Exception::new(&ZERO_DIVISION_ERROR, message));
    }
    Ok(())
}

/// `a / b`.
pub fn try_float_div(a: f64, b: f64) -> PyResult<f64> {
    nonzero(b, "float division by zero")?;
    Ok(a / b)
}

/// `a / b`, or the end of the program.
pub fn float_div(a: f64, b: f64) -> f64 {
    try_float_div(a, b).or_exit()
}

/// Quotient and remainder rounded down (CPython's `_float_div_mod`).
fn divide(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest != 0.0 {
        if (b < 0.0) != (rest < 0.0) {
            rest += b;
            quotient -= 1.0;
        }
    } else {
        rest = 0f64.copysign(b);
    }
    let quotient = if quotient != 0.0 {
        let floor = quotient.floor();
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        }
    } else {
        0f64.copysign(a / b)
    };
    (quotient, rest)
}

/// `a % b`.
pub fn try_float_mod(a: f64, b: f64) -> PyResult<f64> {
    nonzero(b, "float modulo")?;
    Ok(divide(a, b).1)
}

/// `a % b`, or the end of the program.
pub fn float_mod(a: f64, b: f64) -> f64 {
    try_float_mod(a, b).or_exit()
}

/// `a // b`.
pub fn try_float_floor_div(a: f64, b: f64) -> PyResult<f64> {
    nonzero(b, "float floor division by zero")?;
    Ok(divide(a, b).0)
}

/// `a // b`, or the end of the program.
pub fn float_floor_div(a: f64, b: f64) -> f64 {
    try_float_floor_div(a, b).or_exit()
}

/// `divmod(a, b)`.
pub fn try_float_divmod(a: f64, b: f64) -> PyResult<(f64, f64)> {
    nonzero(b, "float divmod()")?;
    Ok(divide(a, b))
}

/// `divmod(a, b)`, or the end of the program.
pub fn float_divmod(a: f64, b: f64) -> (f64, f64) {
    try_float_divmod(a, b).or_exit()
}

/// `a ** b`. A negative base with a fractional exponent is complex in Python, and ends the program here.
pub fn try_float_pow(a: f64, b: f64) -> PyResult<f64> {
    if a == 0.0 && b < 0.0 {
        return Err(Exception::new(
            &ZERO_DIVISION_ERROR,
            "0.0 cannot be raised to a negative power",
        ));
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b.fract() != 0.0 {
        Exception::new(&NOT_IMPLEMENTED_ERROR, "a complex result of **").exit();
    }
    let value = a.powf(b);
    if value.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(Exception::new(
            &OVERFLOW_ERROR,
            "(34, 'Numerical result out of range')",
        ));
    }
    Ok(value)
}

/// `a ** b`, or the end of the program.
pub fn float_pow(a: f64, b: f64) -> f64 {
    try_float_pow(a, b).or_exit()
}

/// `round(x, digits)`, correctly rounded, half to even.
pub fn round_digits(x: f64, digits: i64) -> f64 {
    if !x.is_finite() || digits > 323 {
        return x;
    }
    if digits < -308 {
        return 0f64.copysign(x);
    }
    if digits >= 0 {
        return format!("{x:.*}", digits as usize).parse().unwrap_or(x);
    }
    let n = round_int_digits(Int::from_f64(x.trunc()), digits);
    let half = BigInt::from(10).pow(digits.unsigned_abs() as u32);
    // the fraction decides only where the whole part is exactly half way
    let whole = Int::from_f64(x.trunc()).to_big();
    let twice = (&whole.abs() % &half) * 2;
    let value = if x.fract() != 0.0 && twice == half {
        let up = (whole.abs() / &half + 1u32) * &half;
        if x < 0.0 {
            -up
        } else {
            up
        }
    } else {
        n.to_big()
    };
    let result = Int::from(value).to_f64();
    if result == 0.0 {
        0f64.copysign(x)
    } else {
        result
    }
}

/// `round(n, digits)` of an int.
pub fn round_int_digits(n: Int, digits: i64) -> Int {
    if digits >= 0 {
        return n;
    }
    if digits < -10_000 {
        return Int::from(0);
    }
    let unit = BigInt::from(10).pow(digits.unsigned_abs() as u32);
    let value = n.to_big();
    let quotient = value.abs() / &unit;
    let twice = (value.abs() % &unit) * 2;
    let odd = !(&quotient % 2u32).is_zero();
    let rounded = if twice > unit || (twice == unit && odd) {
        quotient + 1u32
    } else {
        quotient
    } * unit;
    Int::from(if value.is_negative() {
        -rounded
    } else {
        rounded
    })
}

/// `x.is_integer()`.
pub fn is_integer(x: f64) -> bool {
    x.is_finite() && x.fract() == 0.0
}

/// `x.as_integer_ratio()`.
pub fn try_as_integer_ratio(x: f64) -> PyResult<(Int, Int)> {
    if x.is_nan() {
        return Err(Exception::new(
            &VALUE_ERROR,
            "cannot convert NaN to integer ratio",
        ));
    }
    if x.is_infinite() {
        return Err(Exception::new(
            &OVERFLOW_ERROR,
            "cannot convert Infinity to integer ratio",
        ));
    }
    let mut numerator = x;
    let mut exponent = 0u32;
    while numerator.fract() != 0.0 {
        numerator *= 2.0;
        exponent += 1;
    }
    Ok((
        Int::from_f64(numerator),
        Int::from(BigInt::from(1) << exponent),
    ))
}

/// `x.as_integer_ratio()`, or the end of the program.
pub fn as_integer_ratio(x: f64) -> (Int, Int) {
    try_as_integer_ratio(x).or_exit()
}

/// `x.hex()`.
pub fn float_hex(x: f64) -> Str {
    if !x.is_finite() {
        return Str::from(float_repr(x));
    }
    let bits = x.to_bits();
    let sign = if x.is_sign_negative() { "-" } else { "" };
    let fraction = bits & ((1 << 52) - 1);
    let raw = ((bits >> 52) & 0x7ff) as i64;
    let (lead, exponent) = match (raw, fraction) {
        (0, 0) => (0, 0),
        (0, _) => (0, -1022),
        _ => (1, raw - 1023),
    };
    if x == 0.0 {
        return Str::from(format!("{sign}0x0.0p+0"));
    }
    Str::from(format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}"))
}
