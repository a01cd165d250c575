//! Complex numbers, as CPython's Objects/complexobject.c computes them.
//! needs: error, float, hash, repr

use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use super::error::{Exception, OrExit, PyResult, OVERFLOW_ERROR, ZERO_DIVISION_ERROR};
use super::float::float_repr;
use super::hash::Key;
use super::repr::Repr;

/// A Python `complex`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Complex {
    pub re: f64,
    pub im: f64,
}

impl Complex {
    /// `complex(re, im)`.
    pub fn new(re: f64, im: f64) -> Self {
        Self { re, im }
    }

    /// `cmath.rect(r, phi)`.
    pub fn rect(r: f64, phi: f64) -> Self {
        if r == 0.0 && !phi.is_finite() {
            return Self::new(0.0, 0.0);
        }
        if phi == 0.0 {
            return Self::new(r, r * phi);
        }
        Self::new(r * phi.cos(), r * phi.sin())
    }

    /// `abs(z)`.
    pub fn abs(self) -> f64 {
        self.re.hypot(self.im)
    }

    /// `cmath.phase(z)`.
    pub fn phase(self) -> f64 {
        self.im.atan2(self.re)
    }

    /// `cmath.polar(z)`.
    pub fn polar(self) -> (f64, f64) {
        (self.abs(), self.phase())
    }

    /// `z.conjugate()`.
    pub fn conjugate(self) -> Self {
        Self::new(self.re, -self.im)
    }

    /// Whether it is not 0.
    pub fn is_truthy(self) -> bool {
        self.re != 0.0 || self.im != 0.0
    }

    /// `cmath.sqrt(z)`.
    pub fn sqrt(self) -> Self {
        if !self.is_truthy() {
            return Self::new(0.0, self.im);
        }
        let (ax, ay) = (self.re.abs() / 8.0, self.im.abs());
        let s = 2.0 * (ax + ax.hypot(ay / 8.0)).sqrt();
        let d = ay / (2.0 * s);
        if self.re >= 0.0 {
            Self::new(s, d.copysign(self.im))
        } else {
            Self::new(d, s.copysign(self.im))
        }
    }

    /// `cmath.exp(z)`.
    pub fn try_exp(self) -> PyResult<Self> {
        let (shift, scale) = if self.re > (f64::MAX / 4.0).ln() {
            (1.0, std::f64::consts::E)
        } else {
            (0.0, 1.0)
        };
        let size = (self.re - shift).exp();
        let out = Self::new(size * self.im.cos() * scale, size * self.im.sin() * scale);
        let finite = self.re.is_finite() && self.im.is_finite();
        if finite && out.is_infinite() {
            return Err(Exception::new(&OVERFLOW_ERROR, "math range error"));
        }
        Ok(out)
    }

    /// `cmath.exp(z)`, or the end of the program.
    pub fn exp(self) -> Self {
        self.try_exp().or_exit()
    }

    fn is_infinite(self) -> bool {
        self.re.is_infinite() || self.im.is_infinite()
    }

    /// `a / b` (Smith's method).
    pub fn try_divide(self, other: Self) -> PyResult<Self> {
        if !other.is_truthy() {
            return Err(Exception::new(
                &ZERO_DIVISION_ERROR,
                "complex division by zero",
            ));
        }
        Ok(if other.re.abs() >= other.im.abs() {
            let ratio = other.im / other.re;
            let denominator = other.re + other.im * ratio;
            Self::new(
                (self.re + self.im * ratio) / denominator,
                (self.im - self.re * ratio) / denominator,
            )
        } else {
            let ratio = other.re / other.im;
            let denominator = other.re * ratio + other.im;
            Self::new(
                (self.re * ratio + self.im) / denominator,
                (self.im * ratio - self.re) / denominator,
            )
        })
    }

    /// `a / b`, or the end of the program.
    pub fn divide(self, other: Self) -> Self {
        self.try_divide(other).or_exit()
    }

    /// `a ** b`.
    pub fn try_pow(self, other: Self) -> PyResult<Self> {
        let power = self.power(other)?;
        if power.is_infinite() {
            return Err(Exception::new(&OVERFLOW_ERROR, "complex exponentiation"));
        }
        Ok(power)
    }

    fn power(self, other: Self) -> PyResult<Self> {
        let undefined =
            || Exception::new(&ZERO_DIVISION_ERROR, "0.0 to a negative or complex power");
        if !other.is_truthy() {
            return Ok(Self::new(1.0, 0.0));
        }
        if other.im == 0.0 && other.re.fract() == 0.0 && other.re.abs() <= 100.0 {
            let n = other.re as i32;
            let power = self.powu(n.unsigned_abs());
            return if n >= 0 {
                Ok(power)
            } else {
                Self::new(1.0, 0.0)
                    .try_divide(power)
                    .map_err(|_| undefined())
            };
        }
        if !self.is_truthy() {
            if other.im != 0.0 || other.re < 0.0 {
                return Err(undefined());
            }
            return Ok(Self::default());
        }
        let size = self.abs();
        let mut length = size.powf(other.re);
        let angle = self.phase();
        let mut phase = angle * other.re;
        if other.im != 0.0 {
            length /= (angle * other.im).exp();
            phase += other.im * size.ln();
        }
        if phase.is_infinite() {
            return Err(undefined());
        }
        Ok(Self::new(length * phase.cos(), length * phase.sin()))
    }

    fn powu(self, n: u32) -> Self {
        let (mut result, mut power) = (Self::new(1.0, 0.0), self);
        let mut mask = 1;
        while mask > 0 && n >= mask {
            if n & mask != 0 {
                result *= power;
            }
            mask <<= 1;
            power = power * power;
        }
        result
    }

    /// `a ** b`, or the end of the program.
    pub fn pow(self, other: Self) -> Self {
        self.try_pow(other).or_exit()
    }
}

impl From<f64> for Complex {
    fn from(re: f64) -> Self {
        Self::new(re, 0.0)
    }
}

impl Add for Complex {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.re + other.re, self.im + other.im)
    }
}

impl Sub for Complex {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.re - other.re, self.im - other.im)
    }
}

impl Mul for Complex {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::new(
            self.re * other.re - self.im * other.im,
            self.re * other.im + self.im * other.re,
        )
    }
}

macro_rules! assigning {
    ($($trait:ident $method:ident $op:tt;)*) => {$(
        impl $trait for Complex {
            fn $method(&mut self, other: Self) {
                *self = *self $op other;
            }
        }
    )*};
}

assigning! {
    AddAssign add_assign +;
    SubAssign sub_assign -;
    MulAssign mul_assign *;
}

impl Neg for Complex {
    type Output = Self;
    fn neg(self) -> Self {
        Self::new(-self.re, -self.im)
    }
}

fn part(x: f64) -> String {
    let text = float_repr(x);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

impl Repr for Complex {
    fn write_repr(&self, out: &mut String) {
        let im = part(self.im);
        if self.re == 0.0 && self.re.is_sign_positive() {
            out.push_str(&format!("{im}j"));
            return;
        }
        let sign = if im.starts_with('-') { "" } else { "+" };
        out.push_str(&format!("({}{sign}{im}j)", part(self.re)));
    }
}

impl Key for Complex {
    fn py_hash(&self) -> i64 {
        let hash = (self.re.py_hash() as u64)
            .wrapping_add(1_000_003u64.wrapping_mul(self.im.py_hash() as u64));
        if hash == u64::MAX {
            -2
        } else {
            hash as i64
        }
    }
}
