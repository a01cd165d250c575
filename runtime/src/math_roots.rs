//! `math.cbrt`, `math.asinh`, `math.acosh` and `math.atanh` as the C library of GNU computes them, which CPython calls;
//! what Rust has under these names differs from it in the last digit.
//! needs: error

#![allow(clippy::excessive_precision)] // as the C library writes them

use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};

const SCALES: [f64; 5] = [
    1.0 / 1.5874010519681994748,
    1.0 / 1.2599210498948731648,
    1.0,
    1.2599210498948731648,
    1.5874010519681994748,
];

/// `math.cbrt(x)`.
pub fn math_cbrt(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    // |x| as m * 2**exponent with 0.5 <= m < 1
    let (a, shift) = if x.abs() < f64::MIN_POSITIVE {
        (x.abs() * 18_014_398_509_481_984.0, 54)
    } else {
        (x.abs(), 0)
    };
    let exponent = (a.to_bits() >> 52) as i32 - 1022;
    let m = f64::from_bits((a.to_bits() & 0x000F_FFFF_FFFF_FFFF) | 0x3FE0_0000_0000_0000);
    let exponent = exponent - shift;
    let u = 0.354895765043919860
        + ((1.50819193781584896
            - ((2.11499494167371287
                - ((2.44693122563534430
                    - ((1.83469277483613086
                        - (0.784932344976639262 - 0.145263899385486367 * m) * m)
                        * m))
                    * m))
                * m))
            * m);
    let cube = u * u * u;
    let scale = SCALES[(2 + exponent % 3) as usize];
    let root = u * (cube + 2.0 * m) / (2.0 * cube + m) * scale;
    (root * 2f64.powi(exponent / 3)).copysign(x)
}

/// `math.asinh(x)`.
pub fn math_asinh(x: f64) -> f64 {
    let a = x.abs();
    let high = a.to_bits() >> 32;
    if high < 0x3E30_0000 || !a.is_finite() {
        return x;
    }
    let w = if high > 0x41B0_0000 {
        a.ln() + std::f64::consts::LN_2
    } else if high > 0x4000_0000 {
        (2.0 * a + 1.0 / ((a * a + 1.0).sqrt() + a)).ln()
    } else {
        let t = a * a;
        (a + t / (1.0 + (1.0 + t).sqrt())).ln_1p()
    };
    w.copysign(x)
}

fn domain() -> Exception {
    Exception::new(&VALUE_ERROR, "math domain error")
}

/// `math.acosh(x)`.
pub fn try_math_acosh(x: f64) -> PyResult<f64> {
    if x < 1.0 {
        return Err(domain());
    }
    if x.is_nan() || x.is_infinite() {
        return Ok(x);
    }
    Ok(if x >= 268_435_456.0 {
        x.ln() + std::f64::consts::LN_2
    } else if x > 2.0 {
        (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln()
    } else {
        let t = x - 1.0;
        (t + (2.0 * t + t * t).sqrt()).ln_1p()
    })
}

/// `math.acosh(x)`, or the end of the program.
pub fn math_acosh(x: f64) -> f64 {
    try_math_acosh(x).or_exit()
}

/// `math.atanh(x)`.
pub fn try_math_atanh(x: f64) -> PyResult<f64> {
    let a = x.abs();
    if a >= 1.0 {
        return Err(domain());
    }
    if a.is_nan() || a < 2f64.powi(-28) {
        return Ok(x);
    }
    let t = if a < 0.5 {
        let t = a + a;
        0.5 * (t + t * a / (1.0 - a)).ln_1p()
    } else {
        0.5 * ((a + a) / (1.0 - a)).ln_1p()
    };
    Ok(t.copysign(x))
}

/// `math.atanh(x)`, or the end of the program.
pub fn math_atanh(x: f64) -> f64 {
    try_math_atanh(x).or_exit()
}
