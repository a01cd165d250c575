//! `statistics`: sums are exact fractions, as CPython's are, and rounded once.
//! needs: error, int, math, num, sorting

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use super::error::{Exception, ExceptionClass, OrExit, PyResult, VALUE_ERROR};
use super::int::Int;
use super::num::Num;

/// `statistics.StatisticsError`.
pub static STATISTICS_ERROR: ExceptionClass = ExceptionClass::derived(
    "StatisticsError",
    "statistics.StatisticsError",
    &VALUE_ERROR,
);

fn fewer(name: &str, least: &str) -> Exception {
    let text = format!("{name} requires at least {least}");
    Exception::new(&STATISTICS_ERROR, text)
}

/// A value that is an exact fraction: `numerator / 2**power`.
pub trait Exact: Clone {
    /// The fraction, or None of what is not finite.
    fn exact_fraction(&self) -> Option<(BigInt, u64)>;
    /// Whether a result that is a whole number is an int.
    fn is_whole(&self) -> bool;
    /// The value as a float, of what is not finite.
    fn rounded_float(&self) -> f64;
}

impl Exact for i64 {
    fn exact_fraction(&self) -> Option<(BigInt, u64)> {
        Some((BigInt::from(*self), 0))
    }
    fn is_whole(&self) -> bool {
        true
    }
    fn rounded_float(&self) -> f64 {
        *self as f64
    }
}

impl Exact for Int {
    fn exact_fraction(&self) -> Option<(BigInt, u64)> {
        Some((self.to_big(), 0))
    }
    fn is_whole(&self) -> bool {
        true
    }
    fn rounded_float(&self) -> f64 {
        self.to_f64()
    }
}

impl Exact for f64 {
    fn exact_fraction(&self) -> Option<(BigInt, u64)> {
        if !self.is_finite() {
            return None;
        }
        let bits = self.to_bits();
        let raw = ((bits >> 52) & 0x7ff) as i64;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, exponent) = if raw == 0 {
            (fraction, -1074)
        } else {
            (fraction | 1 << 52, raw - 1075)
        };
        let signed = if *self < 0.0 {
            -BigInt::from(mantissa)
        } else {
            BigInt::from(mantissa)
        };
        Some(if exponent >= 0 {
            (signed << exponent as u64, 0)
        } else {
            (signed, (-exponent) as u64)
        })
    }
    fn is_whole(&self) -> bool {
        false
    }
    fn rounded_float(&self) -> f64 {
        *self
    }
}

/// The sum of values and of their squares over `2**power` and `4**power`; None where one is not finite.
struct Sums {
    count: usize,
    power: u64,
    sum: BigInt,
    squares: BigInt,
    whole: bool,
    special: Option<f64>,
}

fn sums<T: Exact>(items: impl IntoIterator<Item = T>) -> Sums {
    let items: Vec<T> = items.into_iter().collect();
    let whole = items.iter().all(Exact::is_whole);
    let exact: Option<Vec<(BigInt, u64)>> = items.iter().map(Exact::exact_fraction).collect();
    let mut out = Sums {
        count: items.len(),
        power: 0,
        sum: BigInt::zero(),
        squares: BigInt::zero(),
        whole,
        special: None,
    };
    let Some(exact) = exact else {
        let total = items
            .iter()
            .map(Exact::rounded_float)
            .filter(|x| !x.is_finite());
        out.special = Some(total.fold(0.0, |a, b| a + b));
        return out;
    };
    out.power = exact.iter().map(|(_, power)| *power).max().unwrap_or(0);
    for (numerator, power) in exact {
        let scaled = numerator << (out.power - power);
        out.squares += &scaled * &scaled;
        out.sum += scaled;
    }
    out
}

fn quotient(a: &BigInt, b: &BigInt) -> PyResult<f64> {
    Int::from(a.clone()).try_true_div(Int::from(b.clone()))
}

/// A fraction as the type of the data: an int where it is whole, else a float.
fn converted(a: &BigInt, b: &BigInt, whole: bool) -> PyResult<Num> {
    if whole && (a % b).is_zero() {
        return Ok(Num::Int(Int::from(a / b)));
    }
    Ok(Num::Float(quotient(a, b)?))
}

/// `statistics.mean(data)`.
pub fn try_statistics_mean<T: Exact>(items: impl IntoIterator<Item = T>) -> PyResult<Num> {
    let s = sums(items);
    if s.count == 0 {
        return Err(fewer("mean", "one data point"));
    }
    if let Some(x) = s.special {
        return Ok(Num::Float(x));
    }
    converted(&s.sum, &(BigInt::from(s.count) << s.power), s.whole)
}

/// The mean of floats, which is a float.
pub fn try_statistics_mean_float(items: impl IntoIterator<Item = f64>) -> PyResult<f64> {
    match try_statistics_mean(items)? {
        Num::Float(x) => Ok(x),
        Num::Int(n) => n.try_to_f64(),
    }
}

/// `n / sum(1 / x)` of positive floats: the sum is exact.
pub fn harmonic(items: &[f64]) -> PyResult<f64> {
    let s = sums(items.iter().map(|x| 1.0 / x));
    if s.special.is_some() {
        return Ok(f64::NAN);
    }
    quotient(&(BigInt::from(s.count) << s.power), &s.sum)
}

/// `n * sum(x²) - sum(x)²`, and `n`, over `4**power`.
fn spread<T: Exact>(
    items: impl IntoIterator<Item = T>,
    name: &str,
    sample: bool,
) -> PyResult<(BigInt, BigInt, bool, bool)> {
    let s = sums(items);
    if s.count < 1 + usize::from(sample) {
        let least = if sample {
            "two data points"
        } else {
            "one data point"
        };
        return Err(fewer(name, least));
    }
    let n = BigInt::from(s.count);
    let top = &n * &s.squares - &s.sum * &s.sum;
    let divisor = if sample { &n - 1 } else { n.clone() };
    Ok((
        top,
        (n * divisor) << (2 * s.power),
        s.whole,
        s.special.is_some(),
    ))
}

fn variance_of<T: Exact>(
    items: impl IntoIterator<Item = T>,
    name: &str,
    sample: bool,
) -> PyResult<Num> {
    let (a, b, whole, special) = spread(items, name, sample)?;
    if special {
        return Ok(Num::Float(f64::NAN));
    }
    converted(&a, &b, whole)
}

/// CPython's `_float_sqrt_of_frac`: the square root of a fraction, correctly rounded.
fn root(n: &BigInt, m: &BigInt) -> PyResult<f64> {
    if n.is_zero() {
        return Ok(0.0);
    }
    let to_odd = |n: &BigInt, m: &BigInt| {
        let a = (n / m).sqrt();
        let inexact = &(&a * &a) * m != *n;
        a | BigInt::from(i32::from(inexact))
    };
    let divisor = num_integer::Integer::gcd(n, m);
    let (n, m) = (n / &divisor, m / &divisor);
    let q = (n.bits() as i64 - m.bits() as i64 - 109).div_euclid(2);
    if q >= 0 {
        let numerator = to_odd(&n, &(&m << (2 * q) as usize)) << q as usize;
        return quotient(&numerator, &BigInt::from(1));
    }
    let numerator = to_odd(&(&n << (-2 * q) as usize), &m);
    quotient(&numerator, &(BigInt::from(1) << (-q) as usize))
}

fn deviation<T: Exact>(
    items: impl IntoIterator<Item = T>,
    name: &str,
    sample: bool,
) -> PyResult<f64> {
    let (a, b, _, special) = spread(items, name, sample)?;
    if special {
        return Ok(f64::NAN);
    }
    debug_assert!(!a.is_negative());
    root(&a, &b)
}

macro_rules! spreads {
    ($($try_variance:ident $variance:ident $try_stdev:ident $stdev:ident $v:literal $s:literal $sample:literal;)*) => {$(
        /// A variance.
        pub fn $try_variance<T: Exact>(items: impl IntoIterator<Item = T>) -> PyResult<Num> {
            variance_of(items, $v, $sample)
        }
        /// A variance, or the end of the program.
        pub fn $variance<T: Exact>(items: impl IntoIterator<Item = T>) -> Num {
            $try_variance(items).or_exit()
        }
        /// A standard deviation.
        pub fn $try_stdev<T: Exact>(items: impl IntoIterator<Item = T>) -> PyResult<f64> {
            deviation(items, $s, $sample)
        }
        /// A standard deviation, or the end of the program.
        pub fn $stdev<T: Exact>(items: impl IntoIterator<Item = T>) -> f64 {
            $try_stdev(items).or_exit()
        }
    )*};
}

spreads! {
    try_statistics_variance statistics_variance try_statistics_stdev statistics_stdev "variance" "stdev" true;
    try_statistics_pvariance statistics_pvariance try_statistics_pstdev statistics_pstdev "pvariance" "pstdev" false;
}

/// `statistics.mean(data)`, or the end of the program.
pub fn statistics_mean<T: Exact>(items: impl IntoIterator<Item = T>) -> Num {
    try_statistics_mean(items).or_exit()
}

/// The mean of floats, or the end of the program.
pub fn statistics_mean_float(items: impl IntoIterator<Item = f64>) -> f64 {
    try_statistics_mean_float(items).or_exit()
}

/// The middle items of sorted data: one, or two of an even number.
fn middle<T: Clone + PartialOrd>(items: impl IntoIterator<Item = T>) -> PyResult<(T, T, bool)> {
    let data = super::sorting::sorted(items, false);
    let n = data.len();
    if n == 0 {
        return Err(Exception::new(
            &STATISTICS_ERROR,
            "no median for empty data",
        ));
    }
    let even = n % 2 == 0;
    Ok((data[(n - 1) / 2].clone(), data[n / 2].clone(), even))
}

/// `statistics.median(data)` of ints.
pub fn try_statistics_median<T: Clone + PartialOrd + Into<Int>>(
    items: impl IntoIterator<Item = T>,
) -> PyResult<Num> {
    let (low, high, even) = middle(items)?;
    let low: Int = low.into();
    if !even {
        return Ok(Num::Int(low));
    }
    let high: Int = high.into();
    Ok(Num::Float((low + high).try_true_div(2)?))
}

/// `statistics.median(data)` of ints, or the end of the program.
pub fn statistics_median<T: Clone + PartialOrd + Into<Int>>(
    items: impl IntoIterator<Item = T>,
) -> Num {
    try_statistics_median(items).or_exit()
}

/// `statistics.median(data)` of floats.
pub fn try_statistics_median_float(items: impl IntoIterator<Item = f64>) -> PyResult<f64> {
    let (low, high, even) = middle(items)?;
    Ok(if even { (low + high) / 2.0 } else { low })
}

/// `statistics.median(data)` of floats, or the end of the program.
pub fn statistics_median_float(items: impl IntoIterator<Item = f64>) -> f64 {
    try_statistics_median_float(items).or_exit()
}

/// `statistics.median_low(data)`.
pub fn try_statistics_median_low<T: Clone + PartialOrd>(
    items: impl IntoIterator<Item = T>,
) -> PyResult<T> {
    Ok(middle(items)?.0)
}

/// `statistics.median_low(data)`, or the end of the program.
pub fn statistics_median_low<T: Clone + PartialOrd>(items: impl IntoIterator<Item = T>) -> T {
    try_statistics_median_low(items).or_exit()
}

/// `statistics.median_high(data)`.
pub fn try_statistics_median_high<T: Clone + PartialOrd>(
    items: impl IntoIterator<Item = T>,
) -> PyResult<T> {
    Ok(middle(items)?.1)
}

/// `statistics.median_high(data)`, or the end of the program.
pub fn statistics_median_high<T: Clone + PartialOrd>(items: impl IntoIterator<Item = T>) -> T {
    try_statistics_median_high(items).or_exit()
}

/// The values by how often they come, in the order of their first coming.
fn counted<T: Clone + PartialEq>(items: impl IntoIterator<Item = T>) -> Vec<(T, usize)> {
    let mut found: Vec<(T, usize)> = Vec::new();
    for item in items {
        match found.iter_mut().find(|(x, _)| *x == item) {
            Some((_, n)) => *n += 1,
            None => found.push((item, 1)),
        }
    }
    found
}

/// `statistics.mode(data)`.
pub fn try_statistics_mode<T: Clone + PartialEq>(
    items: impl IntoIterator<Item = T>,
) -> PyResult<T> {
    let all = statistics_multimode(items);
    let first = all.into_iter().next();
    first.ok_or_else(|| Exception::new(&STATISTICS_ERROR, "no mode for empty data"))
}

/// `statistics.mode(data)`, or the end of the program.
pub fn statistics_mode<T: Clone + PartialEq>(items: impl IntoIterator<Item = T>) -> T {
    try_statistics_mode(items).or_exit()
}

/// `statistics.multimode(data)`.
pub fn statistics_multimode<T: Clone + PartialEq>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let found = counted(items);
    let most = found.iter().map(|(_, n)| *n).max().unwrap_or(0);
    let best = found.into_iter().filter(|(_, n)| *n == most);
    best.map(|(x, _)| x).collect()
}

/// `statistics.fmean(data)`.
pub fn try_statistics_fmean(items: impl IntoIterator<Item = f64>) -> PyResult<f64> {
    let items: Vec<f64> = items.into_iter().collect();
    if items.is_empty() {
        return Err(fewer("fmean", "one data point"));
    }
    let count = items.len() as f64;
    Ok(super::math::try_math_fsum(items)? / count)
}

/// `statistics.fmean(data)`, or the end of the program.
pub fn statistics_fmean(items: impl IntoIterator<Item = f64>) -> f64 {
    try_statistics_fmean(items).or_exit()
}

impl Exact for Num {
    fn exact_fraction(&self) -> Option<(BigInt, u64)> {
        match self {
            Num::Int(n) => n.exact_fraction(),
            Num::Float(x) => x.exact_fraction(),
        }
    }
    fn is_whole(&self) -> bool {
        matches!(self, Num::Int(_))
    }
    fn rounded_float(&self) -> f64 {
        match self {
            Num::Int(n) => n.to_big().to_f64().unwrap_or(f64::INFINITY),
            Num::Float(x) => *x,
        }
    }
}
