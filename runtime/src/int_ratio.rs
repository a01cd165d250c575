//! What `int` and `float` have in common with other numbers: real and imaginary part, numerator and denominator.
//! needs: int

use super::int::{AsInt, Int};

/// `n.as_integer_ratio()`.
pub fn int_ratio(n: impl AsInt) -> (Int, Int) {
    (n.as_int().into_owned(), Int::from(1))
}

/// `n.imag`.
pub fn int_imag(_: impl AsInt) -> i64 {
    0
}

/// `n.denominator`.
pub fn int_denominator(_: impl AsInt) -> i64 {
    1
}

/// `x.imag`.
pub fn float_imag(_: f64) -> f64 {
    0.0
}
