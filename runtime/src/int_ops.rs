//! The operators of integers. `%` is Python's: its result has the sign of the divisor.
//! needs: int

use std::iter::Sum;
use std::ops::{
    Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Mul, MulAssign,
    Neg, Not, Rem, RemAssign, Sub, SubAssign,
};

use super::int::Int;

fn add(a: &Int, b: &Int) -> Int {
    if let (Int::Small(x), Int::Small(y)) = (a, b) {
        if let Some(z) = x.checked_add(*y) {
            return Int::Small(z);
        }
    }
    Int::from(a.to_big() + b.to_big())
}

fn sub(a: &Int, b: &Int) -> Int {
    if let (Int::Small(x), Int::Small(y)) = (a, b) {
        if let Some(z) = x.checked_sub(*y) {
            return Int::Small(z);
        }
    }
    Int::from(a.to_big() - b.to_big())
}

fn mul(a: &Int, b: &Int) -> Int {
    if let (Int::Small(x), Int::Small(y)) = (a, b) {
        if let Some(z) = x.checked_mul(*y) {
            return Int::Small(z);
        }
    }
    Int::from(a.to_big() * b.to_big())
}

fn rem(a: &Int, b: &Int) -> Int {
    a.rem(b)
}

macro_rules! bitwise {
    ($name:ident, $op:tt) => {
        fn $name(a: &Int, b: &Int) -> Int {
            match (a, b) {
                (Int::Small(x), Int::Small(y)) => Int::Small(x $op y),
                _ => Int::from(a.to_big() $op b.to_big()),
            }
        }
    };
}

bitwise!(bit_and, &);
bitwise!(bit_or, |);
bitwise!(bit_xor, ^);

macro_rules! operators {
    ($($trait:ident $method:ident $assign_trait:ident $assign:ident $function:ident;)*) => {$(
        impl $trait for Int {
            type Output = Int;
            fn $method(self, other: Int) -> Int { $function(&self, &other) }
        }
        impl $trait<&Int> for Int {
            type Output = Int;
            fn $method(self, other: &Int) -> Int { $function(&self, other) }
        }
        impl $trait<Int> for &Int {
            type Output = Int;
            fn $method(self, other: Int) -> Int { $function(self, &other) }
        }
        impl $trait for &Int {
            type Output = Int;
            fn $method(self, other: &Int) -> Int { $function(self, other) }
        }
        impl $trait<i64> for Int {
            type Output = Int;
            fn $method(self, other: i64) -> Int { $function(&self, &Int::Small(other)) }
        }
        impl $trait<i64> for &Int {
            type Output = Int;
            fn $method(self, other: i64) -> Int { $function(self, &Int::Small(other)) }
        }
        impl $trait<Int> for i64 {
            type Output = Int;
            fn $method(self, other: Int) -> Int { $function(&Int::Small(self), &other) }
        }
        impl $trait<&Int> for i64 {
            type Output = Int;
            fn $method(self, other: &Int) -> Int { $function(&Int::Small(self), other) }
        }
        impl $assign_trait for Int {
            fn $assign(&mut self, other: Int) { *self = $function(self, &other); }
        }
        impl $assign_trait<&Int> for Int {
            fn $assign(&mut self, other: &Int) { *self = $function(self, other); }
        }
        impl $assign_trait<i64> for Int {
            fn $assign(&mut self, other: i64) { *self = $function(self, &Int::Small(other)); }
        }
    )*};
}

operators! {
    Add add AddAssign add_assign add;
    Sub sub SubAssign sub_assign sub;
    Mul mul MulAssign mul_assign mul;
    Rem rem RemAssign rem_assign rem;
    BitAnd bitand BitAndAssign bitand_assign bit_and;
    BitOr bitor BitOrAssign bitor_assign bit_or;
    BitXor bitxor BitXorAssign bitxor_assign bit_xor;
}

impl Neg for &Int {
    type Output = Int;
    fn neg(self) -> Int {
        sub(&Int::Small(0), self)
    }
}

impl Neg for Int {
    type Output = Int;
    fn neg(self) -> Int {
        -&self
    }
}

impl Not for &Int {
    type Output = Int;
    fn not(self) -> Int {
        sub(&Int::Small(-1), self)
    }
}

impl Not for Int {
    type Output = Int;
    fn not(self) -> Int {
        !&self
    }
}

impl Sum for Int {
    fn sum<I: Iterator<Item = Int>>(iter: I) -> Int {
        iter.fold(Int::default(), |a, b| a + b)
    }
}

impl<'a> Sum<&'a Int> for Int {
    fn sum<I: Iterator<Item = &'a Int>>(iter: I) -> Int {
        iter.fold(Int::default(), |a, b| a + b)
    }
}
