//! `collections.Counter`.
//! needs: dict, error, hash, int, repr, sorting

use std::ops::{Add, Deref, DerefMut, Neg, Sub};

use super::dict::Dict;
use super::hash::Key;
use super::repr::Repr;
use super::sorting::sorted_by;

/// A Python `Counter`: a dict whose missing values are 0.
#[derive(Clone, Debug)]
pub struct Counter<K, V = i64>(Dict<K, V>);

impl<K: Key, V> Default for Counter<K, V> {
    fn default() -> Self {
        Counter(Dict::new())
    }
}

impl<K: Key, V> Deref for Counter<K, V> {
    type Target = Dict<K, V>;
    fn deref(&self) -> &Dict<K, V> {
        &self.0
    }
}

impl<K: Key, V> DerefMut for Counter<K, V> {
    fn deref_mut(&mut self) -> &mut Dict<K, V> {
        &mut self.0
    }
}

impl<
        K: Key,
        V: Clone + From<i64> + PartialOrd + Add<Output = V> + Sub<Output = V> + Neg<Output = V>,
    > Counter<K, V>
{
    /// An empty counter.
    pub fn new() -> Self {
        Self::default()
    }

    /// `c[k]`: 0 where it is missing.
    pub fn get_item(&self, key: &K) -> V {
        self.0.get(key).cloned().unwrap_or_else(|| V::from(0))
    }

    /// `c[k]`, which never raises.
    pub fn try_get_item(&self, key: &K) -> super::error::PyResult<V> {
        Ok(self.get_item(key))
    }

    /// `c.total()`.
    pub fn total(&self) -> V {
        self.0
            .values()
            .fold(V::from(0), |sum, count| sum + count.clone())
    }

    /// `c.most_common(n)`.
    pub fn most_common(&self, count: Option<i64>) -> Vec<(K, V)> {
        let pairs = self.0.items().map(|(k, v)| (k.clone(), v.clone()));
        let mut found = sorted_by(pairs, |pair| pair.1.clone(), true);
        if let Some(n) = count {
            found.truncate(usize::try_from(n).unwrap_or(0));
        }
        found
    }

    /// `c.elements()`.
    pub fn elements(&self) -> impl Iterator<Item = K> {
        let mut out = Vec::new();
        for (key, count) in self.0.items() {
            let mut left = count.clone();
            while left > V::from(0) {
                out.push(key.clone());
                left = left - V::from(1);
            }
        }
        out.into_iter()
    }

    fn combine(&self, other: &Self, apply: impl Fn(V, V) -> V) -> Self {
        let mut out = Self::default();
        let fresh = other.0.keys().filter(|k| !self.0.contains(k));
        for key in self.0.keys().chain(fresh) {
            let value = apply(self.get_item(key), other.get_item(key));
            if value > V::from(0) {
                out.0.insert(key.clone(), value);
            }
        }
        out
    }

    /// `c + d`.
    pub fn add_counts(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a + b)
    }

    /// `c - d`.
    pub fn subtract_counts(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a - b)
    }

    /// `c & d`.
    pub fn min_counts(&self, other: &Self) -> Self {
        self.combine(other, |a, b| if b < a { b } else { a })
    }

    /// `c | d`.
    pub fn max_counts(&self, other: &Self) -> Self {
        self.combine(other, |a, b| if a < b { b } else { a })
    }

    /// `+c`: the counts above zero.
    pub fn positive(&self) -> Self {
        self.combine(&Self::default(), |a, _| a)
    }

    /// `-c`.
    pub fn negated(&self) -> Self {
        Self::default().subtract_counts(self)
    }
}

impl<K: Key> FromIterator<K> for Counter<K, i64> {
    fn from_iter<I: IntoIterator<Item = K>>(iter: I) -> Self {
        let mut out = Dict::new();
        for key in iter {
            *out.setdefault(key, 0) += 1;
        }
        Counter(out)
    }
}

impl<K: Key> FromIterator<K> for Counter<K, super::int::Int> {
    fn from_iter<I: IntoIterator<Item = K>>(iter: I) -> Self {
        let counted: Counter<K, i64> = iter.into_iter().collect();
        Counter(
            counted
                .0
                .into_items()
                .map(|(k, v)| (k, super::int::Int::from(v)))
                .collect(),
        )
    }
}

impl<K: Key, V: PartialEq + From<i64>> PartialEq for Counter<K, V> {
    /// A missing value is 0.
    fn eq(&self, other: &Self) -> bool {
        let covers = |a: &Self, b: &Self| {
            let zero = V::from(0);
            a.0.items().all(|(k, v)| b.0.get(k).unwrap_or(&zero) == v)
        };
        covers(self, other) && covers(other, self)
    }
}

impl<K: Key + Repr, V: Repr + Clone + PartialOrd> Repr for Counter<K, V> {
    fn write_repr(&self, out: &mut String) {
        if self.0.is_empty() {
            out.push_str("Counter()");
            return;
        }
        let pairs = self.0.items().map(|(k, v)| (k.clone(), v.clone()));
        let ordered: Dict<K, V> = sorted_by(pairs, |pair| pair.1.clone(), true)
            .into_iter()
            .collect();
        out.push_str("Counter(");
        ordered.write_repr(out);
        out.push(')');
    }
}
