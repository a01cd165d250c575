//! `float.fromhex`: C99's hexadecimal notation, rounded half to even (Objects/floatobject.c).
//! needs: error

use super::error::{Exception, OrExit, PyResult, OVERFLOW_ERROR, VALUE_ERROR};

fn invalid() -> Exception {
    let text = "invalid hexadecimal floating-point string";
    Exception::new(&VALUE_ERROR, text)
}

fn too_large() -> Exception {
    let text = "hexadecimal value too large to represent as a float";
    Exception::new(&OVERFLOW_ERROR, text)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The bytes after a word, in whatever case.
fn after<'a>(text: &'a [u8], word: &str) -> Option<&'a [u8]> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word.as_bytes())
        .then(|| &text[word.len()..])
}

/// The longest run of bytes for which `test` holds, and what is after it.
fn run(text: &[u8], test: impl Fn(&u8) -> bool) -> (&[u8], &[u8]) {
    let end = text.iter().position(|b| !test(b)).unwrap_or(text.len());
    text.split_at(end)
}

/// The digits and the binary exponent of what stands after the sign, and what is after that.
fn parts(text: &[u8]) -> PyResult<(Vec<u8>, i64, &[u8])> {
    let text = after(text, "0x").unwrap_or(text);
    let (whole, mut rest) = run(text, u8::is_ascii_hexdigit);
    let mut fraction: &[u8] = &[];
    if let Some(tail) = rest.strip_prefix(b".") {
        (fraction, rest) = run(tail, u8::is_ascii_hexdigit);
    }
    if whole.is_empty() && fraction.is_empty() {
        return Err(invalid());
    }
    let mut exponent = 0i64;
    if let Some(tail) = after(rest, "p") {
        let negative = tail.first() == Some(&b'-');
        let tail = match tail.first() {
            Some(b'+' | b'-') => &tail[1..],
            _ => tail,
        };
        let (digits, tail) = run(tail, u8::is_ascii_digit);
        if digits.is_empty() {
            return Err(invalid());
        }
        for d in digits {
            exponent = exponent
                .saturating_mul(10)
                .saturating_add(i64::from(d - b'0'));
        }
        // far beyond any float, and far from the end of an i64
        exponent = exponent.min(1 << 60);
        if negative {
            exponent = -exponent;
        }
        rest = tail;
    }
    exponent -= 4 * fraction.len() as i64;
    Ok(([whole, fraction].concat(), exponent, rest))
}

/// The float nearest to the digits times a power of two.
fn nearest(digits: &[u8], mut exponent: i64) -> PyResult<f64> {
    let (mut value, mut rest_is_zero) = (0u128, true);
    for d in digits {
        let digit = u128::from(char::from(*d).to_digit(16).unwrap_or(0));
        if value >> 120 == 0 {
            value = value << 4 | digit;
        } else {
            rest_is_zero &= digit == 0;
            exponent += 4;
        }
    }
    if value == 0 {
        return Ok(0.0);
    }
    let top = exponent + i64::from(128 - value.leading_zeros());
    if top > 1024 {
        return Err(too_large());
    }
    let mut low = (top - 53).max(-1074);
    let shift = low - exponent;
    let mut rounded = if shift <= 0 {
        value << -shift
    } else if shift > 127 {
        0 // less than half of the smallest float, as the digits fill less than 125 bits
    } else {
        let (kept, dropped) = (value >> shift, value & ((1 << shift) - 1));
        let half = 1u128 << (shift - 1);
        let up = dropped > half || (dropped == half && (!rest_is_zero || kept & 1 == 1));
        kept + u128::from(up)
    } as u64;
    if rounded >> 53 == 1 {
        rounded >>= 1;
        low += 1;
    }
    if rounded >> 52 == 0 {
        return Ok(f64::from_bits(rounded));
    }
    let biased = (low + 1075) as u64;
    if biased >= 2047 {
        return Err(too_large());
    }
    Ok(f64::from_bits(biased << 52 | (rounded & ((1 << 52) - 1))))
}

/// `float.fromhex(text)`.
pub fn try_float_from_hex(text: &str) -> PyResult<f64> {
    let (_, text) = run(text.as_bytes(), |b| is_space(*b));
    let (sign, unsigned) = match text.first() {
        Some(b'-') => (-1.0, &text[1..]),
        Some(b'+') => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    let infinite = after(unsigned, "infinity").or_else(|| after(unsigned, "inf"));
    let (value, rest) = if let Some(rest) = infinite {
        (f64::INFINITY, rest)
    } else if let Some(rest) = after(unsigned, "nan") {
        (f64::NAN, rest)
    } else {
        let (digits, exponent, rest) = parts(unsigned)?;
        (nearest(&digits, exponent)?, rest)
    };
    if !run(rest, |b| is_space(*b)).1.is_empty() {
        return Err(invalid());
    }
    Ok(sign * value)
}

/// `float.fromhex(text)`, or the end of the program.
pub fn float_from_hex(text: &str) -> f64 {
    try_float_from_hex(text).or_exit()
}
