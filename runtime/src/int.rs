//! Integers of any size: inline while they fit 64 bits, big when they must be.
//! needs: error, int_compare, int_ops, num

use std::borrow::Cow;
use std::fmt;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::error::{Exception, OrExit, PyResult, OVERFLOW_ERROR, VALUE_ERROR, ZERO_DIVISION_ERROR};
use super::num::Num;

/// A Python `int`. `Big` holds only what does not fit `Small`, so equal values are equal variants.
#[derive(Clone, Debug)]
pub enum Int {
    Small(i64),
    Big(Box<BigInt>),
}

impl Default for Int {
    fn default() -> Self {
        Int::Small(0)
    }
}

/// What can stand as an integer operand.
pub trait AsInt {
    /// The value as an `Int`.
    fn as_int(&self) -> Cow<'_, Int>;
}

impl AsInt for Int {
    fn as_int(&self) -> Cow<'_, Int> {
        Cow::Borrowed(self)
    }
}

impl AsInt for i64 {
    fn as_int(&self) -> Cow<'_, Int> {
        Cow::Owned(Int::Small(*self))
    }
}

impl AsInt for i32 {
    fn as_int(&self) -> Cow<'_, Int> {
        Cow::Owned(Int::Small(i64::from(*self)))
    }
}

impl<T: AsInt + ?Sized> AsInt for &T {
    fn as_int(&self) -> Cow<'_, Int> {
        (**self).as_int()
    }
}

/// What can stand as an index or a count; beyond 64 bits it saturates, as CPython's slices do.
pub trait ToIndex {
    /// The value as an `i64`.
    fn to_index(&self) -> i64;
}

impl ToIndex for i64 {
    fn to_index(&self) -> i64 {
        *self
    }
}

impl ToIndex for bool {
    fn to_index(&self) -> i64 {
        i64::from(*self)
    }
}

impl ToIndex for i32 {
    fn to_index(&self) -> i64 {
        i64::from(*self)
    }
}

impl ToIndex for usize {
    fn to_index(&self) -> i64 {
        i64::try_from(*self).unwrap_or(i64::MAX)
    }
}

impl ToIndex for Int {
    fn to_index(&self) -> i64 {
        match self {
            Int::Small(value) => *value,
            Int::Big(value) if value.is_negative() => i64::MIN,
            Int::Big(_) => i64::MAX,
        }
    }
}

impl<T: ToIndex + ?Sized> ToIndex for &T {
    fn to_index(&self) -> i64 {
        (**self).to_index()
    }
}

impl From<BigInt> for Int {
    fn from(value: BigInt) -> Self {
        match value.to_i64() {
            Some(small) => Int::Small(small),
            None => Int::Big(Box::new(value)),
        }
    }
}

impl From<i64> for Int {
    fn from(value: i64) -> Self {
        Int::Small(value)
    }
}

impl From<&i64> for Int {
    fn from(value: &i64) -> Self {
        Int::Small(*value)
    }
}

impl From<i32> for Int {
    fn from(value: i32) -> Self {
        Int::Small(i64::from(value))
    }
}

impl From<bool> for Int {
    fn from(value: bool) -> Self {
        Int::Small(i64::from(value))
    }
}

impl From<u64> for Int {
    fn from(value: u64) -> Self {
        Int::from(BigInt::from(value))
    }
}

impl From<usize> for Int {
    fn from(value: usize) -> Self {
        Int::from(value as u64)
    }
}

fn division_by_zero() -> Exception {
    Exception::new(&ZERO_DIVISION_ERROR, "integer division or modulo by zero")
}

impl Int {
    /// A literal of more than 64 bits.
    pub fn literal(digits: &str) -> Self {
        digits
            .parse::<BigInt>()
            .map_or_else(|_| Int::default(), Int::from)
    }

    /// The value as a big integer.
    pub fn to_big(&self) -> BigInt {
        match self {
            Int::Small(value) => BigInt::from(*value),
            Int::Big(value) => (**value).clone(),
        }
    }

    /// The value, if it fits 64 bits.
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            Int::Small(value) => Some(*value),
            Int::Big(_) => None,
        }
    }

    /// The value under `--int i64`.
    pub fn try_to_checked_i64(&self) -> PyResult<i64> {
        self.to_i64().ok_or_else(|| {
            Exception::new(&OVERFLOW_ERROR, "integer result does not fit in 64 bits")
        })
    }

    /// The value under `--int i64`, or the end of the program.
    pub fn to_checked_i64(&self) -> i64 {
        self.try_to_checked_i64().or_exit()
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        matches!(self, Int::Small(0))
    }

    /// Whether it is below 0.
    pub fn is_negative(&self) -> bool {
        match self {
            Int::Small(value) => *value < 0,
            Int::Big(value) => value.is_negative(),
        }
    }

    /// `abs(n)`.
    pub fn abs(&self) -> Int {
        match self {
            Int::Small(value) => value
                .checked_abs()
                .map_or_else(|| Int::from(self.to_big().abs()), Int::Small),
            Int::Big(value) => Int::from(value.abs()),
        }
    }

    /// `n // m` and `n % m`: rounded down.
    pub fn try_divmod(&self, other: impl AsInt) -> PyResult<(Int, Int)> {
        let other = other.as_int();
        if other.is_zero() {
            return Err(division_by_zero());
        }
        if let (Int::Small(a), Int::Small(b)) = (self, &*other) {
            if let (Some(q), Some(r)) = (a.checked_div(*b), a.checked_rem(*b)) {
                let adjust = r != 0 && (r < 0) != (*b < 0);
                return Ok(if adjust {
                    (Int::Small(q - 1), Int::Small(r + b))
                } else {
                    (Int::Small(q), Int::Small(r))
                });
            }
        }
        let (q, r) = self.to_big().div_mod_floor(&other.to_big());
        Ok((Int::from(q), Int::from(r)))
    }

    /// `divmod(n, m)`, or the end of the program.
    pub fn divmod(&self, other: impl AsInt) -> (Int, Int) {
        self.try_divmod(other).or_exit()
    }

    /// `n // m`.
    pub fn try_floor_div(&self, other: impl AsInt) -> PyResult<Int> {
        Ok(self.try_divmod(other)?.0)
    }

    /// `n // m`, or the end of the program.
    pub fn floor_div(&self, other: impl AsInt) -> Int {
        self.try_floor_div(other).or_exit()
    }

    /// `n % m`: has the sign of `m`.
    pub fn try_rem(&self, other: impl AsInt) -> PyResult<Int> {
        let other = other.as_int();
        if other.is_zero() {
            return Err(Exception::new(
                &ZERO_DIVISION_ERROR,
                "integer modulo by zero",
            ));
        }
        Ok(self.try_divmod(&*other)?.1)
    }

    /// `n % m`, or the end of the program.
    pub fn rem(&self, other: impl AsInt) -> Int {
        self.try_rem(other).or_exit()
    }

    /// `n / m`, correctly rounded.
    pub fn try_true_div(&self, other: impl AsInt) -> PyResult<f64> {
        let other = other.as_int();
        if other.is_zero() {
            return Err(Exception::new(&ZERO_DIVISION_ERROR, "division by zero"));
        }
        if let (Int::Small(a), Int::Small(b)) = (self, &*other) {
            if a.unsigned_abs() <= 1 << 53 && b.unsigned_abs() <= 1 << 53 {
                return Ok(*a as f64 / *b as f64);
            }
        }
        let (a, b) = (self.to_big(), other.to_big());
        ratio(&a.abs(), &b.abs())
            .map(|q| {
                if a.is_negative() != b.is_negative() {
                    -q
                } else {
                    q
                }
            })
            .ok_or_else(|| {
                Exception::new(
                    &OVERFLOW_ERROR,
                    "integer division result too large for a float",
                )
            })
    }

    /// `n / m`, or the end of the program.
    pub fn true_div(&self, other: impl AsInt) -> f64 {
        self.try_true_div(other).or_exit()
    }

    /// `n ** m` for an exponent that is not negative.
    pub fn pow(&self, exponent: impl AsInt) -> Int {
        let exponent = exponent.as_int();
        if let (Int::Small(base), Some(e)) =
            (self, exponent.to_i64().and_then(|e| u32::try_from(e).ok()))
        {
            if let Some(value) = base.checked_pow(e) {
                return Int::Small(value);
            }
        }
        match self {
            Int::Small(0 | 1) => {
                return if exponent.is_zero() {
                    Int::Small(1)
                } else {
                    self.clone()
                }
            }
            Int::Small(-1) => return Int::Small(if exponent.rem(2).is_zero() { 1 } else { -1 }),
            _ => {}
        }
        let e = exponent.to_index().clamp(0, i64::from(u32::MAX)) as u32;
        Int::from(num_traits::pow::Pow::pow(&self.to_big(), e))
    }

    /// `n ** m` for any exponent: a float where that is negative.
    pub fn try_pow_num(&self, exponent: impl AsInt) -> PyResult<Num> {
        let exponent = exponent.as_int();
        if !exponent.is_negative() {
            return Ok(Num::Int(self.pow(&*exponent)));
        }
        if self.is_zero() {
            return Err(Exception::new(
                &ZERO_DIVISION_ERROR,
                "0.0 cannot be raised to a negative power",
            ));
        }
        Ok(Num::Float(self.try_to_f64()?.powf(exponent.try_to_f64()?)))
    }

    /// `n ** m` for any exponent, or the end of the program.
    pub fn pow_num(&self, exponent: impl AsInt) -> Num {
        self.try_pow_num(exponent).or_exit()
    }

    /// `pow(n, e, m)`.
    pub fn try_pow_mod(&self, exponent: impl AsInt, modulus: impl AsInt) -> PyResult<Int> {
        let (e, m) = (exponent.as_int().to_big(), modulus.as_int().to_big());
        if m.is_zero() {
            return Err(Exception::new(
                &VALUE_ERROR,
                "pow() 3rd argument cannot be 0",
            ));
        }
        let size = m.abs();
        let mut base = self.to_big().mod_floor(&size);
        let mut e = e;
        if e.is_negative() {
            let found = base.extended_gcd(&size);
            if !found.gcd.is_one() {
                return Err(Exception::new(
                    &VALUE_ERROR,
                    "base is not invertible for the given modulus",
                ));
            }
            base = found.x.mod_floor(&size);
            e = -e;
        }
        let value = base.modpow(&e, &size);
        Ok(Int::from(value.mod_floor(&m)))
    }

    /// `pow(n, e, m)`, or the end of the program.
    pub fn pow_mod(&self, exponent: impl AsInt, modulus: impl AsInt) -> Int {
        self.try_pow_mod(exponent, modulus).or_exit()
    }

    /// `n << m`.
    pub fn try_shl(&self, count: impl AsInt) -> PyResult<Int> {
        let count = count.as_int();
        if count.is_negative() {
            return Err(Exception::new(&VALUE_ERROR, "negative shift count"));
        }
        if self.is_zero() {
            return Ok(Int::Small(0));
        }
        match u64::try_from(count.to_index()) {
            Ok(n) if n < 1 << 40 => Ok(Int::from(self.to_big() << n)),
            _ => Err(Exception::new(
                &OVERFLOW_ERROR,
                "too many digits in integer",
            )),
        }
    }

    /// `n << m`, or the end of the program.
    pub fn shl(&self, count: impl AsInt) -> Int {
        self.try_shl(count).or_exit()
    }

    /// `n >> m`: rounded down.
    pub fn try_shr(&self, count: impl AsInt) -> PyResult<Int> {
        let count = count.as_int();
        if count.is_negative() {
            return Err(Exception::new(&VALUE_ERROR, "negative shift count"));
        }
        let n = count.to_index();
        Ok(match self {
            Int::Small(value) => Int::Small(value >> n.min(63)),
            Int::Big(value) => {
                Int::from(&**value >> u64::try_from(n).unwrap_or(u64::MAX).min(1 << 40))
            }
        })
    }

    /// `n >> m`, or the end of the program.
    pub fn shr(&self, count: impl AsInt) -> Int {
        self.try_shr(count).or_exit()
    }

    /// `n.bit_length()`.
    pub fn bit_length(&self) -> i64 {
        match self {
            Int::Small(value) => i64::from(64 - value.unsigned_abs().leading_zeros()),
            Int::Big(value) => value.bits() as i64,
        }
    }

    /// `n.bit_count()`.
    pub fn bit_count(&self) -> i64 {
        match self {
            Int::Small(value) => i64::from(value.unsigned_abs().count_ones()),
            Int::Big(value) => value.magnitude().count_ones() as i64,
        }
    }

    /// `math.isqrt(n)` of a number that is not negative.
    pub fn isqrt(&self) -> Int {
        Int::from(self.to_big().sqrt())
    }

    /// The greatest common divisor.
    pub fn gcd(&self, other: impl AsInt) -> Int {
        Int::from(self.to_big().gcd(&other.as_int().to_big()))
    }

    /// `float(n)`, rounded half to even.
    pub fn try_to_f64(&self) -> PyResult<f64> {
        match self {
            Int::Small(value) => Ok(*value as f64),
            Int::Big(value) => match value.to_f64() {
                Some(x) if x.is_finite() => Ok(x),
                _ => Err(Exception::new(
                    &OVERFLOW_ERROR,
                    "int too large to convert to float",
                )),
            },
        }
    }

    /// `float(n)`, or the end of the program.
    pub fn to_f64(&self) -> f64 {
        self.try_to_f64().or_exit()
    }

    /// `int(x)`: toward zero.
    pub fn try_from_f64(x: f64) -> PyResult<Int> {
        if x.is_nan() {
            return Err(Exception::new(
                &VALUE_ERROR,
                "cannot convert float NaN to integer",
            ));
        }
        if x.is_infinite() {
            return Err(Exception::new(
                &OVERFLOW_ERROR,
                "cannot convert float infinity to integer",
            ));
        }
        if x.abs() < 9e18 {
            return Ok(Int::Small(x as i64));
        }
        let big = <BigInt as num_traits::FromPrimitive>::from_f64(x.trunc()).unwrap_or_default();
        Ok(Int::from(big))
    }

    /// `int(x)`, or the end of the program.
    pub fn from_f64(x: f64) -> Int {
        Self::try_from_f64(x).or_exit()
    }

    /// `math.floor(x)`.
    pub fn try_floor_f64(x: f64) -> PyResult<Int> {
        Self::try_from_f64(x.floor())
    }

    /// `math.floor(x)`, or the end of the program.
    pub fn floor_f64(x: f64) -> Int {
        Self::try_floor_f64(x).or_exit()
    }

    /// `math.ceil(x)`.
    pub fn try_ceil_f64(x: f64) -> PyResult<Int> {
        Self::try_from_f64(x.ceil())
    }

    /// `math.ceil(x)`, or the end of the program.
    pub fn ceil_f64(x: f64) -> Int {
        Self::try_ceil_f64(x).or_exit()
    }

    /// `round(x)`: half to even.
    pub fn try_round_f64(x: f64) -> PyResult<Int> {
        Self::try_from_f64(x.round_ties_even())
    }

    /// `round(x)`, or the end of the program.
    pub fn round_f64(x: f64) -> Int {
        Self::try_round_f64(x).or_exit()
    }
}

/// `a / b` of positive integers, rounded half to even; None where it overflows. Scales the quotient to 55 bits and more,
/// with the remainder as a sticky bit, so that one rounding is left (the method of CPython's `long_true_divide`).
fn ratio(a: &BigInt, b: &BigInt) -> Option<f64> {
    if a.is_zero() {
        return Some(0.0);
    }
    let shift = b.bits() as i64 - a.bits() as i64 + 66;
    let (a, b) = if shift >= 0 {
        (a << shift as usize, b.clone())
    } else {
        (a.clone(), b << (-shift) as usize)
    };
    let (mut q, r) = a.div_rem(&b);
    if !r.is_zero() {
        q |= BigInt::one();
    }
    let exponent = -shift;
    // subnormal results lose bits before the rounding
    let lost = (-1074 - exponent).max(q.bits() as i64 - 64).max(0) as usize;
    if lost > 0 {
        let mask = (BigInt::one() << lost) - BigInt::one();
        let sticky = !(&q & &mask).is_zero();
        q >>= lost;
        if lost as i64 == -1074 - exponent {
            let half = BigInt::one() << (lost - 1);
            let rest: BigInt = (&a / &b) & &mask;
            let up = rest > half || (rest == half && (!r.is_zero() || q.is_odd()));
            if up {
                q += BigInt::one();
            }
        } else if sticky {
            q |= BigInt::one();
        }
    }
    let value = q.to_f64()?;
    let mut power = exponent + lost as i64;
    let mut result = value;
    while power > 0 {
        let step = power.min(1000);
        result *= 2f64.powi(step as i32);
        power -= step;
    }
    while power < 0 {
        let step = power.max(-1000);
        result *= 2f64.powi(step as i32);
        power -= step;
    }
    result.is_finite().then_some(result)
}

impl fmt::Display for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Int::Small(value) => fmt::Display::fmt(value, f),
            Int::Big(value) => fmt::Display::fmt(value, f),
        }
    }
}
