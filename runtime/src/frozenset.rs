//! `frozenset`.
//! needs: hash, repr, set

use std::ops::Deref;

use super::hash::Key;
use super::repr::{write_items, Repr};
use super::set::Set;

/// A Python `frozenset`.
#[derive(Clone, Debug)]
pub struct FrozenSet<T>(Set<T>);

impl<T> Deref for FrozenSet<T> {
    type Target = Set<T>;
    fn deref(&self) -> &Set<T> {
        &self.0
    }
}

impl<T: Key> FrozenSet<T> {
    /// An empty frozenset.
    pub fn new() -> Self {
        FrozenSet(Set::new())
    }

    /// `frozenset(s)` of a set.
    pub fn of(set: &Set<T>) -> Self {
        FrozenSet(set.copy())
    }

    /// `frozenset(d)` of a dict, whose keys these are.
    pub fn from_keys(keys: Vec<T>) -> Self {
        FrozenSet(Set::from_keys(keys))
    }

    /// `s.copy()`.
    pub fn copy(&self) -> Self {
        self.clone()
    }

    /// A frozenset that `union` made, and one more argument.
    pub fn and_union(self, other: &Set<T>) -> Self {
        FrozenSet(self.0.and_union(other))
    }

    /// A frozenset that `difference` made, and one more argument.
    pub fn and_difference(self, other: &Set<T>) -> Self {
        FrozenSet(self.0.and_difference(other))
    }

    /// `s | t`.
    pub fn union(&self, other: &Set<T>) -> Self {
        FrozenSet(self.0.union(other))
    }

    /// `s & t`.
    pub fn intersection(&self, other: &Set<T>) -> Self {
        FrozenSet(self.0.intersection(other))
    }

    /// `s - t`.
    pub fn difference(&self, other: &Set<T>) -> Self {
        FrozenSet(self.0.difference(other))
    }

    /// `s ^ t`.
    pub fn symmetric_difference(&self, other: &Set<T>) -> Self {
        FrozenSet(self.0.symmetric_difference(other))
    }
}

macro_rules! with_items {
    ($($name:ident)*) => {$(
        #[doc = concat!("As `", stringify!($name), "` of a set.")]
        pub fn $name(&self, items: impl IntoIterator<Item = T>) -> Self {
            FrozenSet(self.0.$name(items))
        }
    )*};
}

macro_rules! with_keys {
    ($($name:ident)*) => {$(
        #[doc = concat!("As `", stringify!($name), "` of a set.")]
        pub fn $name(&self, keys: Vec<T>) -> Self {
            FrozenSet(self.0.$name(keys))
        }
    )*};
}

impl<T: Key> FrozenSet<T> {
    with_items! { union_with intersection_with difference_with symmetric_difference_with }
    with_keys! { union_listed difference_listed symmetric_difference_listed }

    /// A frozenset that `union` made, and one more argument.
    pub fn and_union_with(self, items: impl IntoIterator<Item = T>) -> Self {
        FrozenSet(self.0.and_union_with(items))
    }

    /// A frozenset that `union` made, and one more argument.
    pub fn and_union_listed(self, keys: Vec<T>) -> Self {
        FrozenSet(self.0.and_union_listed(keys))
    }

    /// A frozenset that `difference` made, and one more argument.
    pub fn and_difference_with(self, items: impl IntoIterator<Item = T>) -> Self {
        FrozenSet(self.0.and_difference_with(items))
    }
}

impl<T: Key> Default for FrozenSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Key> FromIterator<T> for FrozenSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        FrozenSet(iter.into_iter().collect())
    }
}

impl<T: Key> IntoIterator for FrozenSet<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T: Key> PartialEq for FrozenSet<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: Key + Repr> Repr for FrozenSet<T> {
    fn write_repr(&self, out: &mut String) {
        if self.0.is_empty() {
            out.push_str("frozenset()");
        } else {
            write_items(self.0.iter(), "frozenset({", "})", out);
        }
    }
}

impl<T: Key> Key for FrozenSet<T> {
    /// `frozenset_hash` of CPython's Objects/setobject.c.
    fn py_hash(&self) -> i64 {
        let mut hash: u64 = 0;
        for item in self.0.iter() {
            let h = item.py_hash() as u64;
            hash ^= (h ^ 89_869_747 ^ (h << 16)).wrapping_mul(3_644_798_167);
        }
        hash ^= (self.0.len_i64() as u64 + 1).wrapping_mul(1_927_868_237);
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
        if hash == u64::MAX {
            590_923_713
        } else {
            hash as i64
        }
    }
}
