//! More distributions of `random`, by the algorithms of CPython's Lib/random.py.
//! needs: error, float, int, math, num, random, random_more

use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};
use super::float::{float_mod, try_float_div, try_float_pow};
use super::int::AsInt;
use super::math::try_math_exp;
use super::num::Num;
use super::random::{global, Random};

impl Random {
    /// `r.triangular(low, high, mode)` from an int, which is given back where `high` is no higher.
    pub fn triangular_from_int(&self, low: impl AsInt, high: f64, mode: f64) -> Num {
        let start = low.as_int().to_f64();
        let found = self.triangular(start, high, Some(mode));
        if start == high {
            return Num::from(low.as_int().into_owned());
        }
        Num::from(found)
    }

    /// `r.lognormvariate(mu, sigma)`.
    pub fn try_lognormvariate(&self, mu: f64, sigma: f64) -> PyResult<f64> {
        try_math_exp(self.normalvariate(mu, sigma))
    }

    /// `r.gammavariate(alpha, beta)`.
    pub fn try_gammavariate(&self, alpha: f64, beta: f64) -> PyResult<f64> {
        if alpha <= 0.0 || beta <= 0.0 {
            let text = "gammavariate: alpha and beta must be > 0.0";
            return Err(Exception::new(&VALUE_ERROR, text));
        }
        if alpha > 1.0 {
            Ok(self.gamma_above_one(alpha) * beta)
        } else if alpha == 1.0 {
            Ok(-(1.0 - self.random()).ln() * beta)
        } else {
            Ok(self.gamma_below_one(alpha) * beta)
        }
    }

    fn gamma_above_one(&self, alpha: f64) -> f64 {
        let magic = 1.0 + 4.5f64.ln();
        let root = (2.0 * alpha - 1.0).sqrt();
        let low = alpha - 4f64.ln();
        let high = alpha + root;
        loop {
            let u1 = self.random();
            if !(1e-7 < u1 && u1 < 0.9999999) {
                continue;
            }
            let u2 = 1.0 - self.random();
            let v = (u1 / (1.0 - u1)).ln() / root;
            let x = alpha * v.exp();
            let z = u1 * u1 * u2;
            let r = low + high * v - x;
            if r + magic - 4.5 * z >= 0.0 || r >= z.ln() {
                return x;
            }
        }
    }

    fn gamma_below_one(&self, alpha: f64) -> f64 {
        let e = std::f64::consts::E;
        loop {
            let u = self.random();
            let b = (e + alpha) / e;
            let p = b * u;
            let x = if p <= 1.0 {
                p.powf(1.0 / alpha)
            } else {
                -((b - p) / alpha).ln()
            };
            let u1 = self.random();
            let taken = if p > 1.0 {
                u1 <= x.powf(alpha - 1.0)
            } else {
                u1 <= (-x).exp()
            };
            if taken {
                return x;
            }
        }
    }

    /// `r.betavariate(alpha, beta)`.
    pub fn try_betavariate(&self, alpha: f64, beta: f64) -> PyResult<f64> {
        let y = self.try_gammavariate(alpha, 1.0)?;
        if y == 0.0 {
            return Ok(0.0);
        }
        Ok(y / (y + self.try_gammavariate(beta, 1.0)?))
    }

    /// `r.vonmisesvariate(mu, kappa)`.
    pub fn vonmisesvariate(&self, mu: f64, kappa: f64) -> f64 {
        let turn = std::f64::consts::TAU;
        if kappa <= 1e-6 {
            return turn * self.random();
        }
        let s = 0.5 / kappa;
        let r = s + (1.0 + s * s).sqrt();
        let z = loop {
            let z = (std::f64::consts::PI * self.random()).cos();
            let d = z / (r + z);
            let u = self.random();
            if u < 1.0 - d * d || u <= (1.0 - d) * d.exp() {
                break z;
            }
        };
        let q = 1.0 / r;
        let angle = ((q + z) / (1.0 + q * z)).acos();
        let away = if self.random() > 0.5 { angle } else { -angle };
        float_mod(mu + away, turn)
    }

    /// `r.paretovariate(alpha)`.
    pub fn try_paretovariate(&self, alpha: f64) -> PyResult<f64> {
        let u = 1.0 - self.random();
        try_float_pow(u, try_float_div(-1.0, alpha)?)
    }

    /// `r.weibullvariate(alpha, beta)`.
    pub fn try_weibullvariate(&self, alpha: f64, beta: f64) -> PyResult<f64> {
        let u = 1.0 - self.random();
        Ok(alpha * try_float_pow(-u.ln(), try_float_div(1.0, beta)?)?)
    }
}

macro_rules! distributions {
    ($($try_method:ident $method:ident $try_name:ident $name:ident ($($arg:ident),*);)*) => {
        impl Random {$(
            /// The same, or the end of the program.
            pub fn $method(&self, $($arg: f64),*) -> f64 {
                self.$try_method($($arg),*).or_exit()
            }
        )*}
        $(
            /// The same of the module.
            pub fn $try_name($($arg: f64),*) -> PyResult<f64> {
                global(|r| r.$try_method($($arg),*))
            }
            /// The same of the module, or the end of the program.
            pub fn $name($($arg: f64),*) -> f64 {
                $try_name($($arg),*).or_exit()
            }
        )*
    };
}

distributions! {
    try_lognormvariate lognormvariate try_random_lognormvariate random_lognormvariate (mu, sigma);
    try_gammavariate gammavariate try_random_gammavariate random_gammavariate (alpha, beta);
    try_betavariate betavariate try_random_betavariate random_betavariate (alpha, beta);
    try_paretovariate paretovariate try_random_paretovariate random_paretovariate (alpha);
    try_weibullvariate weibullvariate try_random_weibullvariate random_weibullvariate (alpha, beta);
}

/// `random.triangular(low, high, mode)` from an int.
pub fn random_triangular_from_int(low: impl AsInt, high: f64, mode: f64) -> Num {
    global(|r| r.triangular_from_int(low, high, mode))
}

/// `random.vonmisesvariate(mu, kappa)`.
pub fn random_vonmisesvariate(mu: f64, kappa: f64) -> f64 {
    global(|r| r.vonmisesvariate(mu, kappa))
}
