//! Hashes of keys, as CPython computes them where they are the same in every run.
//! needs: int, str

use num_traits::{Signed, ToPrimitive};

use super::int::Int;
use super::str::Str;

const MODULUS: i64 = (1 << 61) - 1;

/// A value that can be a key or an element of a set.
pub trait Key: Clone + PartialEq {
    /// `hash(self)`.
    fn py_hash(&self) -> i64;
}

/// `hash(x)`.
pub fn hash_of<T: Key>(value: &T) -> Int {
    Int::from(value.py_hash())
}

impl Key for i64 {
    fn py_hash(&self) -> i64 {
        let value = (self.unsigned_abs() % MODULUS as u64) as i64;
        match if *self < 0 { -value } else { value } {
            -1 => -2,
            hash => hash,
        }
    }
}

impl Key for Int {
    fn py_hash(&self) -> i64 {
        match self {
            Int::Small(value) => value.py_hash(),
            Int::Big(value) => {
                let rest = (value.abs() % MODULUS).to_i64().unwrap_or(0);
                match if value.is_negative() { -rest } else { rest } {
                    -1 => -2,
                    hash => hash,
                }
            }
        }
    }
}

impl Key for bool {
    fn py_hash(&self) -> i64 {
        i64::from(*self)
    }
}

impl Key for () {
    fn py_hash(&self) -> i64 {
        0x0fca_86420
    }
}

impl Key for f64 {
    /// `_Py_HashDouble` of CPython's Python/pyhash.c.
    fn py_hash(&self) -> i64 {
        if self.is_infinite() {
            return if *self > 0.0 { 314_159 } else { -314_159 };
        }
        if self.is_nan() {
            return 0;
        }
        let (mut m, mut e) = split(self.abs());
        let mut x: u64 = 0;
        while m > 0.0 {
            x = ((x << 28) & MODULUS as u64) | (x >> (61 - 28));
            m *= 268_435_456.0;
            e -= 28;
            let y = m as u64;
            m -= y as f64;
            x += y;
            if x >= MODULUS as u64 {
                x -= MODULUS as u64;
            }
        }
        let e = if e >= 0 { e % 61 } else { 60 - ((-1 - e) % 61) };
        x = ((x << e) & MODULUS as u64) | (x >> (61 - e));
        match if *self < 0.0 { -(x as i64) } else { x as i64 } {
            -1 => -2,
            hash => hash,
        }
    }
}

/// Mantissa in [0.5, 1) and exponent.
fn split(x: f64) -> (f64, i64) {
    if x == 0.0 {
        return (0.0, 0);
    }
    let bits = x.to_bits();
    let raw = ((bits >> 52) & 0x7ff) as i64;
    if raw == 0 {
        let (m, e) = split(x * 2f64.powi(64));
        return (m, e - 64);
    }
    (
        f64::from_bits((bits & !(0x7ff << 52)) | (1022 << 52)),
        raw - 1022,
    )
}

impl Key for Str {
    /// Any hash serves, since CPython's differs from run to run (FNV-1a).
    fn py_hash(&self) -> i64 {
        let hash = self.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
        });
        (hash ^ (hash >> 32)) as i64
    }
}

impl<T: Key> Key for Option<T> {
    fn py_hash(&self) -> i64 {
        self.as_ref().map_or_else(|| ().py_hash(), Key::py_hash)
    }
}

/// The hash of a tuple from its items' hashes (the xxHash variant of CPython's Objects/tupleobject.c).
pub fn hash_items(hashes: impl ExactSizeIterator<Item = i64>) -> i64 {
    const P1: u64 = 11_400_714_785_074_694_791;
    const P2: u64 = 14_029_467_366_897_019_727;
    const P5: u64 = 2_870_177_450_012_600_261;
    let len = hashes.len() as u64;
    let mut acc = P5;
    for lane in hashes {
        acc = acc.wrapping_add((lane as u64).wrapping_mul(P2));
        acc = acc.rotate_left(31).wrapping_mul(P1);
    }
    acc = acc.wrapping_add(len ^ (P5 ^ 3_527_539));
    if acc == u64::MAX {
        1_546_275_796
    } else {
        acc as i64
    }
}

macro_rules! tuples {
    ($($($name:ident $index:tt),+;)*) => {$(
        impl<$($name: Key),+> Key for ($($name,)+) {
            fn py_hash(&self) -> i64 {
                hash_items([$(self.$index.py_hash()),+].into_iter())
            }
        }
    )*};
}

tuples! {
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
}
