//! The functions of `math` that raise, or that Rust's floats lack.
//! needs: error, float, int, int_ops

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};

use super::error::{Exception, OrExit, PyResult, OVERFLOW_ERROR, VALUE_ERROR};
use super::int::{AsInt, Int, ToIndex};

fn domain() -> Exception {
    Exception::new(&VALUE_ERROR, "math domain error")
}

fn range_error() -> Exception {
    Exception::new(&OVERFLOW_ERROR, "math range error")
}

/// CPython's `math_1`: NaN out of a number is a domain error, infinity out of a finite number an overflow.
fn checked(x: f64, value: f64, can_overflow: bool) -> PyResult<f64> {
    if value.is_nan() && !x.is_nan() {
        return Err(domain());
    }
    if value.is_infinite() && x.is_finite() {
        return Err(if can_overflow {
            range_error()
        } else {
            domain()
        });
    }
    Ok(value)
}

macro_rules! functions {
    ($($try_name:ident $name:ident $doc:literal $overflow:literal |$x:ident| $value:expr;)*) => {$(
        #[doc = $doc]
        pub fn $try_name($x: f64) -> PyResult<f64> {
            checked($x, $value, $overflow)
        }
        #[doc = $doc]
        pub fn $name($x: f64) -> f64 {
            $try_name($x).or_exit()
        }
    )*};
}

functions! {
    try_math_sqrt math_sqrt "`math.sqrt(x)`." false |x| x.sqrt();
    try_math_exp math_exp "`math.exp(x)`." true |x| x.exp();
    try_math_exp2 math_exp2 "`math.exp2(x)`." true |x| x.exp2();
    try_math_expm1 math_expm1 "`math.expm1(x)`." true |x| x.exp_m1();
    try_math_log1p math_log1p "`math.log1p(x)`." false |x| x.ln_1p();
    try_math_asin math_asin "`math.asin(x)`." false |x| x.asin();
    try_math_acos math_acos "`math.acos(x)`." false |x| x.acos();
    try_math_sin math_sin "`math.sin(x)`." false |x| x.sin();
    try_math_cos math_cos "`math.cos(x)`." false |x| x.cos();
    try_math_tan math_tan "`math.tan(x)`." false |x| x.tan();
    try_math_sinh math_sinh "`math.sinh(x)`." true |x| x.sinh();
    try_math_cosh math_cosh "`math.cosh(x)`." true |x| x.cosh();
}

fn positive(x: f64) -> PyResult<f64> {
    if x <= 0.0 {
        return Err(domain());
    }
    Ok(x)
}

/// `math.log(x)`.
pub fn try_math_log(x: f64) -> PyResult<f64> {
    positive(x).map(f64::ln)
}

/// `math.log(x)`, or the end of the program.
pub fn math_log(x: f64) -> f64 {
    try_math_log(x).or_exit()
}

/// `math.log(x, base)`.
pub fn try_math_log_base(x: f64, base: f64) -> PyResult<f64> {
    let (n, d) = (try_math_log(x)?, try_math_log(base)?);
    super::float::try_float_div(n, d)
}

/// `math.log(x, base)`, or the end of the program.
pub fn math_log_base(x: f64, base: f64) -> f64 {
    try_math_log_base(x, base).or_exit()
}

/// `math.log2(x)`.
pub fn try_math_log2(x: f64) -> PyResult<f64> {
    positive(x).map(f64::log2)
}

/// `math.log2(x)`, or the end of the program.
pub fn math_log2(x: f64) -> f64 {
    try_math_log2(x).or_exit()
}

/// `math.log10(x)`.
pub fn try_math_log10(x: f64) -> PyResult<f64> {
    positive(x).map(f64::log10)
}

/// `math.log10(x)`, or the end of the program.
pub fn math_log10(x: f64) -> f64 {
    try_math_log10(x).or_exit()
}

/// The logarithm of an int, by its leading bits where it is too large for a float.
fn log_int(n: impl AsInt, log: impl Fn(f64) -> f64) -> PyResult<f64> {
    let n = n.as_int();
    if let Ok(x) = n.try_to_f64() {
        return positive(x).map(log);
    }
    let big = n.to_big();
    if big.is_negative() {
        return Err(domain());
    }
    // CPython splits n into m * 2**e with 0.5 <= m < 1, rounded as a float is
    let bits = big.bits();
    let shift = bits - 64;
    let mut top = (&big >> shift).to_u64().unwrap_or(u64::MAX);
    if (&big & ((BigInt::one() << shift) - 1u32)) != BigInt::from(0) {
        top |= 1;
    }
    let mantissa = top as f64 / 18_446_744_073_709_551_616.0;
    Ok(log(mantissa) + log(2.0) * bits as f64)
}

macro_rules! logarithms {
    ($($try_name:ident $name:ident $log:expr;)*) => {$(
        /// The logarithm of an int.
        pub fn $try_name(n: impl AsInt) -> PyResult<f64> {
            log_int(n, $log)
        }
        /// The logarithm of an int, or the end of the program.
        pub fn $name(n: impl AsInt) -> f64 {
            $try_name(n).or_exit()
        }
    )*};
}

logarithms! {
    try_math_log_int math_log_int f64::ln;
    try_math_log2_int math_log2_int f64::log2;
    try_math_log10_int math_log10_int f64::log10;
}

/// `math.remainder(x, y)`.
pub fn try_math_remainder(x: f64, y: f64) -> PyResult<f64> {
    if x.is_nan() || y.is_nan() {
        return Ok(f64::NAN);
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain());
    }
    if y.is_infinite() {
        return Ok(x);
    }
    let (a, b) = (x.abs(), y.abs());
    let m = a % b;
    let c = b - m;
    let rest = if m < c {
        m
    } else if m > c {
        -c
    } else {
        m - 2.0 * ((0.5 * (a - m)) % b)
    };
    Ok(1f64.copysign(x) * rest)
}

/// `math.remainder(x, y)`, or the end of the program.
pub fn math_remainder(x: f64, y: f64) -> f64 {
    try_math_remainder(x, y).or_exit()
}

/// `math.nextafter(x, y)`.
pub fn math_nextafter(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if x == y {
        return y;
    }
    if x == 0.0 {
        return f64::from_bits(1).copysign(y);
    }
    let up = (x < y) == (x > 0.0);
    f64::from_bits(if up { x.to_bits() + 1 } else { x.to_bits() - 1 })
}

/// `math.pow(x, y)`.
pub fn try_math_pow(x: f64, y: f64) -> PyResult<f64> {
    let value = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if value.is_nan() || (value.is_infinite() && x == 0.0) {
            return Err(domain());
        }
        if value.is_infinite() {
            return Err(range_error());
        }
    }
    Ok(value)
}

/// `math.pow(x, y)`, or the end of the program.
pub fn math_pow(x: f64, y: f64) -> f64 {
    try_math_pow(x, y).or_exit()
}

/// `math.fmod(x, y)`.
pub fn try_math_fmod(x: f64, y: f64) -> PyResult<f64> {
    let value = x % y;
    if value.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain());
    }
    Ok(value)
}

/// `math.fmod(x, y)`, or the end of the program.
pub fn math_fmod(x: f64, y: f64) -> f64 {
    try_math_fmod(x, y).or_exit()
}

macro_rules! plain {
    ($($name:ident $doc:literal |$x:ident| $value:expr;)*) => {$(
        #[doc = $doc]
        pub fn $name($x: f64) -> f64 {
            $value
        }
    )*};
}

plain! {
    math_atan "`math.atan(x)`." |x| x.atan();
    math_tanh "`math.tanh(x)`." |x| x.tanh();
    math_degrees "`math.degrees(x)`." |x| x * (180.0 / std::f64::consts::PI);
    math_radians "`math.radians(x)`." |x| x * (std::f64::consts::PI / 180.0);
}

/// `math.isclose(a, b, rel_tol=…, abs_tol=…)`.
pub fn try_math_isclose(a: f64, b: f64, rel_tol: f64, abs_tol: f64) -> PyResult<bool> {
    if rel_tol < 0.0 || abs_tol < 0.0 {
        return Err(Exception::new(
            &VALUE_ERROR,
            "tolerances must be non-negative",
        ));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let diff = (b - a).abs();
    Ok(diff <= (rel_tol * b).abs() || diff <= (rel_tol * a).abs() || diff <= abs_tol)
}

/// `math.isclose(…)`, or the end of the program.
pub fn math_isclose(a: f64, b: f64, rel_tol: f64, abs_tol: f64) -> bool {
    try_math_isclose(a, b, rel_tol, abs_tol).or_exit()
}

/// `math.factorial(n)`.
pub fn try_math_factorial(n: impl AsInt) -> PyResult<Int> {
    let n = n.as_int();
    if n.is_negative() {
        return Err(Exception::new(
            &VALUE_ERROR,
            "factorial() not defined for negative values",
        ));
    }
    let mut product = BigInt::one();
    for i in 2..=n.to_index() {
        product *= i;
    }
    Ok(Int::from(product))
}

/// `math.factorial(n)`, or the end of the program.
pub fn math_factorial(n: impl AsInt) -> Int {
    try_math_factorial(n).or_exit()
}

fn not_negative(n: &Int, name: &str) -> PyResult<()> {
    if n.is_negative() {
        return Err(Exception::new(
            &VALUE_ERROR,
            format!("{name} must be a non-negative integer"),
        ));
    }
    Ok(())
}

/// `math.perm(n, k)`.
pub fn try_math_perm(n: impl AsInt, k: impl AsInt) -> PyResult<Int> {
    let (n, k) = (n.as_int(), k.as_int());
    not_negative(&n, "n")?;
    not_negative(&k, "k")?;
    if k > n {
        return Ok(Int::from(0));
    }
    let mut product = BigInt::one();
    let n = n.to_big();
    for i in 0..k.to_index() {
        product *= &n - i;
    }
    Ok(Int::from(product))
}

/// `math.perm(n, k)`, or the end of the program.
pub fn math_perm(n: impl AsInt, k: impl AsInt) -> Int {
    try_math_perm(n, k).or_exit()
}

/// `math.comb(n, k)`.
pub fn try_math_comb(n: impl AsInt, k: impl AsInt) -> PyResult<Int> {
    let (n, k) = (n.as_int(), k.as_int());
    not_negative(&n, "n")?;
    not_negative(&k, "k")?;
    if k > n {
        return Ok(Int::from(0));
    }
    let other = &*n - &*k;
    let k = k.into_owned().min(other);
    Ok(math_perm(&*n, &k).floor_div(math_factorial(&k)))
}

/// `math.comb(n, k)`, or the end of the program.
pub fn math_comb(n: impl AsInt, k: impl AsInt) -> Int {
    try_math_comb(n, k).or_exit()
}

/// `math.isqrt(n)`.
pub fn try_math_isqrt(n: impl AsInt) -> PyResult<Int> {
    let n = n.as_int();
    if n.is_negative() {
        return Err(Exception::new(
            &VALUE_ERROR,
            "isqrt() argument must be nonnegative",
        ));
    }
    Ok(n.isqrt())
}

/// `math.isqrt(n)`, or the end of the program.
pub fn math_isqrt(n: impl AsInt) -> Int {
    try_math_isqrt(n).or_exit()
}

/// `math.gcd(a, b)`.
pub fn math_gcd(a: impl AsInt, b: impl AsInt) -> Int {
    a.as_int().gcd(b)
}

/// `math.lcm(a, b)`.
pub fn math_lcm(a: impl AsInt, b: impl AsInt) -> Int {
    Int::from(a.as_int().to_big().lcm(&b.as_int().to_big()).abs())
}

/// `math.fsum(items)`: exact partial sums (Shewchuk), rounded once.
pub fn try_math_fsum(items: impl IntoIterator<Item = f64>) -> PyResult<f64> {
    let mut partials: Vec<f64> = Vec::new();
    let (mut special, mut infinite) = (0.0, 0.0);
    for item in items {
        if !item.is_finite() {
            special += item;
            infinite += if item.is_nan() { 0.0 } else { item };
            partials.clear();
            continue;
        }
        let mut x = item;
        let mut kept = 0;
        for i in 0..partials.len() {
            let mut y = partials[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        if x.is_infinite() {
            return Err(Exception::new(
                &OVERFLOW_ERROR,
                "intermediate overflow in fsum",
            ));
        }
        partials.truncate(kept);
        partials.push(x);
    }
    if special != 0.0 {
        if infinite.is_nan() {
            return Err(Exception::new(&VALUE_ERROR, "-inf + inf in fsum"));
        }
        return Ok(special);
    }
    let mut n = partials.len();
    if n == 0 {
        return Ok(0.0);
    }
    n -= 1;
    let mut high = partials[n];
    let mut low = 0.0;
    while n > 0 {
        let x = high;
        n -= 1;
        let y = partials[n];
        high = x + y;
        low = y - (high - x);
        if low != 0.0 {
            break;
        }
    }
    if n > 0 && ((low < 0.0 && partials[n - 1] < 0.0) || (low > 0.0 && partials[n - 1] > 0.0)) {
        let y = low * 2.0;
        let x = high + y;
        if y == x - high {
            high = x;
        }
    }
    Ok(high)
}

/// `math.fsum(items)`, or the end of the program.
pub fn math_fsum(items: impl IntoIterator<Item = f64>) -> f64 {
    try_math_fsum(items).or_exit()
}

/// `math.modf(x)`.
pub fn math_modf(x: f64) -> (f64, f64) {
    if x.is_infinite() {
        return (0f64.copysign(x), x);
    }
    (x.fract().copysign(x), x.trunc())
}

/// `math.frexp(x)`.
pub fn math_frexp(x: f64) -> (f64, Int) {
    if x == 0.0 || !x.is_finite() {
        return (x, Int::from(0));
    }
    let (mut m, mut e) = (x, 0);
    while m.abs() >= 1.0 {
        m /= 2.0;
        e += 1;
    }
    while m.abs() < 0.5 {
        m *= 2.0;
        e -= 1;
    }
    (m, Int::from(e))
}

/// `math.ldexp(x, i)`.
pub fn try_math_ldexp(x: f64, exponent: impl ToIndex) -> PyResult<f64> {
    let mut left = exponent.to_index().clamp(-5000, 5000);
    let mut value = x;
    while left != 0 {
        let step = left.clamp(-1000, 1000);
        value *= 2f64.powi(step.to_i32().unwrap_or(0));
        left -= step;
    }
    if value.is_infinite() && x.is_finite() {
        return Err(range_error());
    }
    Ok(value)
}

/// `math.ldexp(x, i)`, or the end of the program.
pub fn math_ldexp(x: f64, exponent: impl ToIndex) -> f64 {
    try_math_ldexp(x, exponent).or_exit()
}
