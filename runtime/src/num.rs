//! A number that is an int or a float, where only the running program knows which.
//! needs: int_compare, error, int, int_ops, float, hash, repr

use std::cmp::Ordering;
use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use super::error::{Exception, OrExit, PyResult, TYPE_ERROR};
use super::float::{
    round_digits, round_int_digits, try_float_div, try_float_floor_div, try_float_mod,
    try_float_pow,
};
use super::hash::Key;
use super::int::Int;
use super::int_compare::compare_with_float;
use super::repr::Repr;

/// An int or a float.
#[derive(Clone, Debug)]
pub enum Num {
    Int(Int),
    Float(f64),
}

impl Default for Num {
    fn default() -> Self {
        Num::Int(Int::default())
    }
}

impl From<i64> for Num {
    fn from(value: i64) -> Self {
        Num::Int(Int::from(value))
    }
}

impl From<Int> for Num {
    fn from(value: Int) -> Self {
        Num::Int(value)
    }
}

impl From<f64> for Num {
    fn from(value: f64) -> Self {
        Num::Float(value)
    }
}

impl From<&Num> for Num {
    fn from(value: &Num) -> Self {
        value.clone()
    }
}

macro_rules! try_and_plain {
    ($($try_name:ident $name:ident $doc:literal |$a:ident, $b:ident| $ints:expr, |$x:ident, $y:ident| $floats:expr;)*) => {$(
        #[doc = $doc]
        pub fn $try_name(&self, other: &Num) -> PyResult<Num> {
            Ok(match (self, other) {
                (Num::Int($a), Num::Int($b)) => $ints,
                _ => {
                    let ($x, $y) = (self.try_to_f64()?, other.try_to_f64()?);
                    Num::Float($floats)
                }
            })
        }
        #[doc = $doc]
        pub fn $name(&self, other: &Num) -> Num {
            self.$try_name(other).or_exit()
        }
    )*};
}

impl Num {
    try_and_plain! {
        try_floor_div floor_div "`a // b`." |a, b| Num::Int(a.try_floor_div(b)?), |x, y| try_float_floor_div(x, y)?;
        try_modulo modulo "`a % b`." |a, b| Num::Int(a.try_rem(b)?), |x, y| try_float_mod(x, y)?;
        try_pow pow "`a ** b`." |a, b| a.try_pow_num(b)?, |x, y| try_float_pow(x, y)?;
    }

    /// `a / b`.
    pub fn try_true_div(&self, other: &Num) -> PyResult<f64> {
        match (self, other) {
            (Num::Int(a), Num::Int(b)) => a.try_true_div(b),
            _ => try_float_div(self.try_to_f64()?, other.try_to_f64()?),
        }
    }

    /// `a / b`, or the end of the program.
    pub fn true_div(&self, other: &Num) -> f64 {
        self.try_true_div(other).or_exit()
    }

    /// `float(a)`.
    pub fn try_to_f64(&self) -> PyResult<f64> {
        match self {
            Num::Int(n) => n.try_to_f64(),
            Num::Float(x) => Ok(*x),
        }
    }

    /// `float(a)`, or the end of the program.
    pub fn to_f64(&self) -> f64 {
        self.try_to_f64().or_exit()
    }

    /// `int(a)`.
    pub fn try_to_int(&self) -> PyResult<Int> {
        match self {
            Num::Int(n) => Ok(n.clone()),
            Num::Float(x) => Int::try_from_f64(*x),
        }
    }

    /// `int(a)`, or the end of the program.
    pub fn to_int(&self) -> Int {
        self.try_to_int().or_exit()
    }

    /// The value where only an int will do; a float raises TypeError with `message`.
    pub fn try_whole(&self, message: &str) -> PyResult<Int> {
        match self {
            Num::Int(n) => Ok(n.clone()),
            Num::Float(_) => Err(Exception::new(&TYPE_ERROR, message)),
        }
    }

    /// The value where only an int will do, or the end of the program.
    pub fn whole(&self, message: &str) -> Int {
        self.try_whole(message).or_exit()
    }

    /// `math.floor(a)`.
    pub fn try_floor(&self) -> PyResult<Int> {
        match self {
            Num::Int(n) => Ok(n.clone()),
            Num::Float(x) => Int::try_floor_f64(*x),
        }
    }

    /// `math.floor(a)`, or the end of the program.
    pub fn floor(&self) -> Int {
        self.try_floor().or_exit()
    }

    /// `math.ceil(a)`.
    pub fn try_ceil(&self) -> PyResult<Int> {
        match self {
            Num::Int(n) => Ok(n.clone()),
            Num::Float(x) => Int::try_ceil_f64(*x),
        }
    }

    /// `math.ceil(a)`, or the end of the program.
    pub fn ceil(&self) -> Int {
        self.try_ceil().or_exit()
    }

    /// `round(a)`.
    pub fn try_round(&self) -> PyResult<Int> {
        match self {
            Num::Int(n) => Ok(n.clone()),
            Num::Float(x) => Int::try_round_f64(*x),
        }
    }

    /// `round(a)`, or the end of the program.
    pub fn round(&self) -> Int {
        self.try_round().or_exit()
    }

    /// `round(a, digits)`.
    pub fn round_digits(&self, digits: i64) -> Num {
        match self {
            Num::Int(n) => Num::Int(round_int_digits(n.clone(), digits)),
            Num::Float(x) => Num::Float(round_digits(*x, digits)),
        }
    }

    /// `abs(a)`.
    pub fn abs(&self) -> Num {
        match self {
            Num::Int(n) => Num::Int(n.abs()),
            Num::Float(x) => Num::Float(x.abs()),
        }
    }

    /// `type(a).__name__`.
    pub fn type_name(&self) -> &'static str {
        match self {
            Num::Int(_) => "int",
            Num::Float(_) => "float",
        }
    }

    /// Whether it is an int.
    pub fn is_int(&self) -> bool {
        matches!(self, Num::Int(_))
    }

    /// Whether it is a float.
    pub fn is_float(&self) -> bool {
        matches!(self, Num::Float(_))
    }

    /// `bool(a)`.
    pub fn is_truthy(&self) -> bool {
        match self {
            Num::Int(n) => !n.is_zero(),
            Num::Float(x) => *x != 0.0,
        }
    }
}

fn compare(a: &Num, b: &Num) -> Option<Ordering> {
    match (a, b) {
        (Num::Int(x), Num::Int(y)) => Some(x.cmp(y)),
        (Num::Int(x), Num::Float(y)) => compare_with_float(x, *y),
        (Num::Float(x), Num::Int(y)) => compare_with_float(y, *x).map(Ordering::reverse),
        (Num::Float(x), Num::Float(y)) => x.partial_cmp(y),
    }
}

impl PartialEq for Num {
    fn eq(&self, other: &Self) -> bool {
        compare(self, other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Num {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        compare(self, other)
    }
}

macro_rules! compare_as {
    ($($ty:ty),*) => {$(
        impl PartialEq<$ty> for Num {
            fn eq(&self, other: &$ty) -> bool {
                compare(self, &Num::from(other.clone())) == Some(Ordering::Equal)
            }
        }
        impl PartialOrd<$ty> for Num {
            fn partial_cmp(&self, other: &$ty) -> Option<Ordering> {
                compare(self, &Num::from(other.clone()))
            }
        }
        impl PartialEq<Num> for $ty {
            fn eq(&self, other: &Num) -> bool {
                compare(&Num::from(self.clone()), other) == Some(Ordering::Equal)
            }
        }
        impl PartialOrd<Num> for $ty {
            fn partial_cmp(&self, other: &Num) -> Option<Ordering> {
                compare(&Num::from(self.clone()), other)
            }
        }
    )*};
}

compare_as!(i64, f64, Int);

macro_rules! arithmetic {
    ($($trait:ident $method:ident $assign_trait:ident $assign:ident $function:ident $op:tt;)*) => {$(
        fn $function(a: &Num, b: &Num) -> Num {
            match (a, b) {
                (Num::Int(x), Num::Int(y)) => Num::Int(x $op y),
                _ => Num::Float(a.to_f64() $op b.to_f64()),
            }
        }
        impl<T: Into<Num>> $trait<T> for Num {
            type Output = Num;
            fn $method(self, other: T) -> Num { $function(&self, &other.into()) }
        }
        impl<T: Into<Num>> $trait<T> for &Num {
            type Output = Num;
            fn $method(self, other: T) -> Num { $function(self, &other.into()) }
        }
        impl<T: Into<Num>> $assign_trait<T> for Num {
            fn $assign(&mut self, other: T) { *self = $function(self, &other.into()); }
        }
    )*};
}

arithmetic! {
    Add add AddAssign add_assign plus +;
    Sub sub SubAssign sub_assign minus -;
    Mul mul MulAssign mul_assign times *;
}

impl Neg for &Num {
    type Output = Num;
    fn neg(self) -> Num {
        match self {
            Num::Int(n) => Num::Int(-n),
            Num::Float(x) => Num::Float(-x),
        }
    }
}

impl Neg for Num {
    type Output = Num;
    fn neg(self) -> Num {
        -&self
    }
}

impl Repr for Num {
    fn write_repr(&self, out: &mut String) {
        match self {
            Num::Int(n) => n.write_repr(out),
            Num::Float(x) => x.write_repr(out),
        }
    }
}

impl Key for Num {
    fn py_hash(&self) -> i64 {
        match self {
            Num::Int(n) => n.py_hash(),
            Num::Float(x) => x.py_hash(),
        }
    }
}
