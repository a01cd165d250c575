//! `math.hypot` and `math.dist`: the Euclidean norm as CPython's Modules/mathmodule.c computes it.
//! needs: error

use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};

/// A sum that begins with 1.0, and what rounding took from it.
struct Sum {
    total: f64,
    lost: [f64; 3],
}

impl Sum {
    fn new() -> Sum {
        Sum {
            total: 1.0,
            lost: [0.0; 3],
        }
    }

    fn add(&mut self, x: f64, place: usize) {
        let before = self.total;
        self.total += x;
        self.lost[place] += (before - self.total) + x;
    }

    fn value(&self) -> f64 {
        self.total - 1.0 + (self.lost[0] + self.lost[1] + self.lost[2])
    }
}

/// A number as the sum of two with half its digits (Veltkamp and Dekker).
fn halves(x: f64) -> (f64, f64) {
    let t = x * 134_217_729.0;
    let high = t - (t - x);
    (high, x - high)
}

/// The power of two that brings a number between 0.5 and 1, as far as floats reach.
fn scale_of(x: f64) -> f64 {
    match x.to_bits() >> 52 {
        0 if x < f64::MIN_POSITIVE / 2.0 => f64::from_bits(2046 << 52),
        2045 => f64::MIN_POSITIVE / 2.0,
        2046 => f64::MIN_POSITIVE / 4.0,
        exponent => f64::from_bits((2045 - exponent) << 52),
    }
}

/// `math.hypot(…)`: the Euclidean norm.
pub fn math_hypot(parts: &[f64]) -> f64 {
    if parts.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if parts.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    let max = parts.iter().fold(0.0, |max: f64, x| max.max(x.abs()));
    if max == 0.0 || parts.len() < 2 {
        return max;
    }
    let mut sum = Sum::new();
    if max < f64::MIN_POSITIVE / 4.0 {
        for x in parts {
            let x = x / max;
            sum.add(x * x, 0);
        }
        return max * sum.value().sqrt();
    }
    let scale = scale_of(max);
    for x in parts {
        let (high, low) = halves(x * scale);
        sum.add(high * high, 0);
        sum.add(2.0 * high * low, 1);
        sum.lost[2] += low * low;
    }
    let h = sum.value().sqrt();
    let (high, low) = halves(h);
    sum.add(-high * high, 0);
    sum.add(-2.0 * high * low, 1);
    sum.add(-low * low, 2);
    (h + sum.value() / (2.0 * h)) / scale
}

/// `math.dist(p, q)`.
pub fn try_math_dist(
    p: impl IntoIterator<Item = f64>,
    q: impl IntoIterator<Item = f64>,
) -> PyResult<f64> {
    let (p, q): (Vec<f64>, Vec<f64>) = (p.into_iter().collect(), q.into_iter().collect());
    if p.len() != q.len() {
        return Err(Exception::new(
            &VALUE_ERROR,
            "both points must have the same number of dimensions",
        ));
    }
    let parts: Vec<f64> = p.iter().zip(&q).map(|(a, b)| a - b).collect();
    Ok(math_hypot(&parts))
}

/// `math.dist(p, q)`, or the end of the program.
pub fn math_dist(p: impl IntoIterator<Item = f64>, q: impl IntoIterator<Item = f64>) -> f64 {
    try_math_dist(p, q).or_exit()
}
