//! The order of integers, among themselves and with floats, by exact value.
//! needs: int

use std::cmp::Ordering;

use num_bigint::Sign;

use super::int::Int;

impl PartialEq for Int {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Int {}

impl PartialOrd for Int {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Int {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => a.cmp(b),
            (Int::Big(a), Int::Big(b)) => a.cmp(b),
            (Int::Big(a), Int::Small(_)) => {
                if a.sign() == Sign::Minus {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
            (Int::Small(_), Int::Big(b)) => {
                if b.sign() == Sign::Minus {
                    Ordering::Greater
                } else {
                    Ordering::Less
                }
            }
        }
    }
}

impl std::hash::Hash for Int {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self {
            Int::Small(value) => value.hash(state),
            Int::Big(value) => value.hash(state),
        }
    }
}

/// Compares an int with a float by their exact values.
pub fn compare_with_float(n: &Int, x: f64) -> Option<Ordering> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    let whole = Int::try_from_f64(x.trunc()).ok()?;
    Some(
        n.cmp(&whole)
            .then_with(|| 0.0.partial_cmp(&x.fract()).unwrap_or(Ordering::Equal)),
    )
}

macro_rules! compare {
    ($($other:ty => |$a:ident, $b:ident| $cmp:expr;)*) => {$(
        impl PartialEq<$other> for Int {
            fn eq(&self, other: &$other) -> bool {
                self.partial_cmp(other) == Some(Ordering::Equal)
            }
        }
        impl PartialOrd<$other> for Int {
            fn partial_cmp(&self, other: &$other) -> Option<Ordering> {
                let ($a, $b) = (self, other);
                $cmp
            }
        }
        impl PartialEq<Int> for $other {
            fn eq(&self, other: &Int) -> bool {
                other == self
            }
        }
        impl PartialOrd<Int> for $other {
            fn partial_cmp(&self, other: &Int) -> Option<Ordering> {
                other.partial_cmp(self).map(Ordering::reverse)
            }
        }
    )*};
}

compare! {
    i64 => |a, b| Some(a.cmp(&Int::Small(*b)));
    f64 => |a, b| compare_with_float(a, *b);
}
