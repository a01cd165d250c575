//! Integers from and to text.
//! needs: digits, error, int, str, repr

use num_bigint::BigInt;

use super::digits::ascii_digits;
use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};
use super::int::{AsInt, Int};
use super::repr::repr;
use super::str::Str;

fn invalid(text: &str, base: i64) -> Exception {
    let shown = repr(&Str::from(text));
    Exception::new(
        &VALUE_ERROR,
        format!("invalid literal for int() with base {base}: {shown}"),
    )
}

fn parse(text: &str, base: u32) -> Option<BigInt> {
    let (negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    if digits.is_empty()
        || digits.starts_with('_')
        || digits.ends_with('_')
        || digits.contains("__")
    {
        return None;
    }
    let plain: String = digits.chars().filter(|c| *c != '_').collect();
    if !plain.chars().all(|c| c.is_digit(base)) {
        return None;
    }
    let value = BigInt::parse_bytes(plain.as_bytes(), base)?;
    Some(if negative { -value } else { value })
}

impl Int {
    /// `int(text)`.
    pub fn try_from_str(text: &str) -> PyResult<Int> {
        Self::try_from_str_radix(text, 10)
    }

    /// `int(text)`, or the end of the program.
    #[allow(clippy::should_implement_trait)]
    pub fn from_str(text: &str) -> Int {
        Self::try_from_str(text).or_exit()
    }

    /// `int(text, base)`.
    pub fn try_from_str_radix(text: &str, base: i64) -> PyResult<Int> {
        if base != 0 && !(2..=36).contains(&base) {
            return Err(Exception::new(
                &VALUE_ERROR,
                "int() base must be >= 2 and <= 36, or 0",
            ));
        }
        let plain = ascii_digits(text);
        let trimmed =
            plain.trim_matches(|c: char| c.is_whitespace() || ('\x1c'..='\x1f').contains(&c));
        let (sign, rest) = match trimmed.strip_prefix(['-', '+']) {
            Some(rest) => (&trimmed[..1], rest),
            None => ("", trimmed),
        };
        let mut radix = base;
        let mut digits = rest;
        let lower = rest.to_ascii_lowercase();
        for (prefix, value) in [("0x", 16), ("0o", 8), ("0b", 2)] {
            if lower.starts_with(prefix) && (base == value || base == 0) {
                digits = &rest[2..];
                digits = digits.strip_prefix('_').unwrap_or(digits);
                radix = value;
            }
        }
        if radix == 0 {
            if digits.starts_with('0') && digits.chars().any(|c| c.is_ascii_digit() && c != '0') {
                return Err(invalid(text, base));
            }
            radix = 10;
        }
        if digits.starts_with(['-', '+']) {
            return Err(invalid(text, base));
        }
        parse(&format!("{sign}{digits}"), radix as u32)
            .map(Int::from)
            .ok_or_else(|| invalid(text, base))
    }

    /// `int(text, base)`, or the end of the program.
    pub fn from_str_radix(text: &str, base: i64) -> Int {
        Self::try_from_str_radix(text, base).or_exit()
    }

    /// The digits in a base, after a sign and a prefix.
    pub fn in_base(&self, base: u32, prefix: &str) -> String {
        let sign = if self.is_negative() { "-" } else { "" };
        format!("{sign}{prefix}{}", self.abs().to_big().to_str_radix(base))
    }
}

/// `bin(n)`.
pub fn bin(n: impl AsInt) -> Str {
    Str::from(n.as_int().in_base(2, "0b"))
}

/// `oct(n)`.
pub fn oct(n: impl AsInt) -> Str {
    Str::from(n.as_int().in_base(8, "0o"))
}

/// `hex(n)`.
pub fn hex(n: impl AsInt) -> Str {
    Str::from(n.as_int().in_base(16, "0x"))
}
