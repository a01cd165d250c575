//! `math.gamma`, `math.lgamma` and `math.ulp`: the methods of CPython's Modules/mathmodule.c.
//! needs: error

#![allow(clippy::excessive_precision)] // as CPython writes them

use super::error::{Exception, OrExit, PyResult, OVERFLOW_ERROR, VALUE_ERROR};

const G: f64 = 6.024_680_040_776_73;
const G_MINUS_HALF: f64 = 5.524_680_040_776_73;
const LOG_PI: f64 = 1.144_729_885_849_400_2;
const NUMERATORS: [f64; 13] = [
    23531376880.410759,
    42919803642.649099,
    35711959237.355669,
    17921034426.037209,
    6039542586.352028,
    1439720407.3117216,
    248874557.86205417,
    31426415.585400194,
    2876370.6289353725,
    186056.26539522349,
    8071.6720023658163,
    210.82427775157935,
    2.5066282746310002,
];
const DENOMINATORS: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

fn lanczos_sum(x: f64) -> f64 {
    let (mut num, mut den) = (0.0, 0.0);
    if x < 5.0 {
        for i in (0..13).rev() {
            num = num * x + NUMERATORS[i];
            den = den * x + DENOMINATORS[i];
        }
    } else {
        for i in 0..13 {
            num = num / x + NUMERATORS[i];
            den = den / x + DENOMINATORS[i];
        }
    }
    num / den
}

/// The sine of pi times x.
fn sin_pi(x: f64) -> f64 {
    let pi = std::f64::consts::PI;
    let y = x.abs() % 2.0;
    let r = match (2.0 * y).round() as i64 {
        0 => (pi * y).sin(),
        1 => (pi * (y - 0.5)).cos(),
        2 => (pi * (1.0 - y)).sin(),
        3 => -(pi * (y - 1.5)).cos(),
        _ => (pi * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * r
}

fn domain() -> Exception {
    Exception::new(&VALUE_ERROR, "math domain error")
}

fn finite(value: f64) -> PyResult<f64> {
    if value.is_infinite() {
        return Err(Exception::new(&OVERFLOW_ERROR, "math range error"));
    }
    Ok(value)
}

/// `math.gamma(x)`.
pub fn try_math_gamma(x: f64) -> PyResult<f64> {
    if !x.is_finite() {
        return if x.is_nan() || x > 0.0 {
            Ok(x)
        } else {
            Err(domain())
        };
    }
    if x == 0.0 || (x == x.floor() && x < 0.0) {
        return Err(domain());
    }
    if x == x.floor() && x <= 23.0 {
        return Ok((1..x as i64).fold(1.0, |product, i| product * i as f64));
    }
    let a = x.abs();
    if a < 1e-20 {
        return finite(1.0 / x);
    }
    if a > 200.0 {
        return if x < 0.0 {
            Ok(0.0 / sin_pi(x))
        } else {
            finite(f64::INFINITY)
        };
    }
    let y = a + G_MINUS_HALF;
    let z = if a > G_MINUS_HALF {
        (y - a) - G_MINUS_HALF
    } else {
        (y - G_MINUS_HALF) - a
    };
    let z = z * G / y;
    let mut r;
    if x < 0.0 {
        r = -std::f64::consts::PI / sin_pi(a) / a * y.exp() / lanczos_sum(a);
        r -= z * r;
        if a < 140.0 {
            r /= y.powf(a - 0.5);
        } else {
            let root = y.powf(a / 2.0 - 0.25);
            r /= root;
            r /= root;
        }
    } else {
        r = lanczos_sum(a) / y.exp();
        r += z * r;
        if a < 140.0 {
            r *= y.powf(a - 0.5);
        } else {
            let root = y.powf(a / 2.0 - 0.25);
            r *= root;
            r *= root;
        }
    }
    finite(r)
}

/// `math.gamma(x)`, or the end of the program.
pub fn math_gamma(x: f64) -> f64 {
    try_math_gamma(x).or_exit()
}

/// `math.lgamma(x)`.
pub fn try_math_lgamma(x: f64) -> PyResult<f64> {
    if !x.is_finite() {
        return Ok(if x.is_nan() { x } else { f64::INFINITY });
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(domain()) } else { Ok(0.0) };
    }
    let a = x.abs();
    if a < 1e-20 {
        return Ok(-a.ln());
    }
    let mut r = lanczos_sum(a).ln() - G;
    r += (a - 0.5) * ((a + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        r = LOG_PI - sin_pi(a).abs().ln() - a.ln() - r;
    }
    finite(r)
}

/// `math.lgamma(x)`, or the end of the program.
pub fn math_lgamma(x: f64) -> f64 {
    try_math_lgamma(x).or_exit()
}

/// `math.ulp(x)`.
pub fn math_ulp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let a = x.abs();
    if a.is_infinite() {
        return a;
    }
    let next = f64::from_bits(a.to_bits() + 1);
    if next.is_infinite() {
        return a - f64::from_bits(a.to_bits() - 1);
    }
    next - a
}
