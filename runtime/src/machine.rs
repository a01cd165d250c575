//! Integers whose range is proved: Python's operations on `i64`.
//! needs: error, int

use super::error::{Exception, OrExit, PyResult, OVERFLOW_ERROR, ZERO_DIVISION_ERROR};
use super::int::{AsInt, Int};

fn division_by_zero() -> Exception {
    Exception::new(&ZERO_DIVISION_ERROR, "integer division or modulo by zero")
}

fn overflow() -> Exception {
    Exception::new(&OVERFLOW_ERROR, "integer result does not fit in 64 bits")
}

/// `divmod(a, b)`.
pub fn try_divmod_i64(a: i64, b: i64) -> PyResult<(i64, i64)> {
    if b == 0 {
        return Err(division_by_zero());
    }
    let q = a.checked_div(b).ok_or_else(overflow)?;
    let r = a.wrapping_rem(b);
    Ok(if r != 0 && (r < 0) != (b < 0) {
        (q - 1, r + b)
    } else {
        (q, r)
    })
}

/// `divmod(a, b)`, or the end of the program.
pub fn divmod_i64(a: i64, b: i64) -> (i64, i64) {
    try_divmod_i64(a, b).or_exit()
}

/// `a // b`.
pub fn try_floor_div_i64(a: i64, b: i64) -> PyResult<i64> {
    Ok(try_divmod_i64(a, b)?.0)
}

/// `a // b`, or the end of the program.
pub fn floor_div_i64(a: i64, b: i64) -> i64 {
    try_floor_div_i64(a, b).or_exit()
}

/// `a % b`.
pub fn try_floor_mod_i64(a: i64, b: i64) -> PyResult<i64> {
    if b == 0 {
        return Err(Exception::new(
            &ZERO_DIVISION_ERROR,
            "integer modulo by zero",
        ));
    }
    Ok(try_divmod_i64(a, b)?.1)
}

/// `a % b`, or the end of the program.
pub fn floor_mod_i64(a: i64, b: i64) -> i64 {
    try_floor_mod_i64(a, b).or_exit()
}

/// `a / b`, correctly rounded.
pub fn try_true_div_i64(a: i64, b: i64) -> PyResult<f64> {
    Int::Small(a).try_true_div(b)
}

/// `a / b`, or the end of the program.
pub fn true_div_i64(a: i64, b: i64) -> f64 {
    try_true_div_i64(a, b).or_exit()
}

/// `a ** b` for an exponent that is not negative.
pub fn pow_i64(a: i64, b: i64) -> Int {
    Int::Small(a).pow(b)
}

macro_rules! checked {
    ($($name:ident $try_name:ident $doc:literal |$a:ident, $b:ident| $value:expr;)*) => {$(
        #[doc = $doc]
        pub fn $try_name($a: i64, $b: i64) -> PyResult<i64> {
            $value.ok_or_else(overflow)
        }
        #[doc = $doc]
        pub fn $name($a: i64, $b: i64) -> i64 {
            $try_name($a, $b).or_exit()
        }
    )*};
}

checked! {
    add_i64 try_add_i64 "`a + b` under `--int i64`." |a, b| a.checked_add(b);
    sub_i64 try_sub_i64 "`a - b` under `--int i64`." |a, b| a.checked_sub(b);
    mul_i64 try_mul_i64 "`a * b` under `--int i64`." |a, b| a.checked_mul(b);
    pow_checked_i64 try_pow_checked_i64 "`a ** b` under `--int i64`." |a, b| Int::Small(a).pow(b).to_i64();
    shl_i64 try_shl_i64 "`a << b` under `--int i64`." |a, b| Int::Small(a).try_shl(b)?.to_i64();
}

/// `-a` under `--int i64`.
pub fn try_neg_i64(a: i64) -> PyResult<i64> {
    a.checked_neg().ok_or_else(overflow)
}

/// `-a` under `--int i64`, or the end of the program.
pub fn neg_i64(a: i64) -> i64 {
    try_neg_i64(a).or_exit()
}

/// Methods of `int` on machine integers.
pub trait IntMethods {
    /// `n.bit_length()`.
    fn bit_length(&self) -> i64;
    /// `n.bit_count()`.
    fn bit_count(&self) -> i64;
}

impl IntMethods for i64 {
    fn bit_length(&self) -> i64 {
        i64::from(64 - self.unsigned_abs().leading_zeros())
    }

    fn bit_count(&self) -> i64 {
        i64::from(self.unsigned_abs().count_ones())
    }
}

/// `enumerate(items, start)` from a number without a proved range.
pub fn enumerate_from<I: IntoIterator>(
    start: impl AsInt,
    items: I,
) -> impl Iterator<Item = (Int, I::Item)> {
    let mut next = start.as_int().into_owned();
    items.into_iter().map(move |item| {
        let number = next.clone();
        next += 1;
        (number, item)
    })
}
