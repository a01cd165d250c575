//! `collections.Counter`.
//! needs: dict, error, hash, int, repr, sorting

use std::ops::{Add, Deref, DerefMut, Neg, Sub};

use super::dict::{Dict, Mapping};
use super::hash::Key;
use super::int::ToIndex;
use super::repr::Repr;
use super::sorting::sorted_by;

/// A Python `Counter`: a dict whose missing values are 0.
#[derive(Clone, Debug)]
pub struct Counter<K, V = i64>(Dict<K, V>);

impl<K: Key, V> Counter<K, V> {
    /// `Counter(mapping)`.
    pub fn from_dict(dict: Dict<K, V>) -> Self {
        Counter(dict)
    }

    /// Keys and values, owned.
    pub fn into_items(self) -> impl DoubleEndedIterator<Item = (K, V)> {
        self.0.into_items()
    }

    /// The keys, owned.
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = K> {
        self.0.into_keys()
    }

    /// The values, owned.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> {
        self.0.into_values()
    }
}

impl<K: Key, V: Clone + From<i64>> Mapping for Counter<K, V> {
    type Key = K;
    type Value = V;
    fn dict(&self) -> &Dict<K, V> {
        &self.0
    }
    fn dict_mut(&mut self) -> &mut Dict<K, V> {
        &mut self.0
    }
    fn missing(&self, _: &K) -> super::error::PyResult<(V, bool)> {
        Ok((V::from(0), false))
    }
    fn try_delete(&mut self, key: &K) -> super::error::PyResult<()> {
        self.0.pop_option(key);
        Ok(())
    }
}

impl<K: Key, V: Clone> Counter<K, V> {
    /// `c.copy()`.
    pub fn copy(&self) -> Self {
        self.clone()
    }
}

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

    /// `c.most_common(n)` of an int of any kind.
    pub fn first_common(&self, count: impl ToIndex) -> Vec<(K, V)> {
        self.most_common(Some(count.to_index()))
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

    /// `c.subtract(items)`.
    pub fn subtract_items(&mut self, items: impl IntoIterator<Item = K>) {
        for key in items {
            self.change(key, |count| count - V::from(1));
        }
    }

    /// `c.update(items)`.
    pub fn count_items(&mut self, items: impl IntoIterator<Item = K>) {
        for key in items {
            self.change(key, |count| count + V::from(1));
        }
    }

    /// `c.subtract(mapping)`.
    pub fn subtract_from(&mut self, other: &Dict<K, V>) {
        for (key, count) in other.items() {
            self.change(key.clone(), |old| old - count.clone());
        }
    }

    /// `c.update(mapping)`.
    pub fn count_from(&mut self, other: &Dict<K, V>) {
        for (key, count) in other.items() {
            self.change(key.clone(), |old| old + count.clone());
        }
    }

    fn change(&mut self, key: K, apply: impl FnOnce(V) -> V) {
        let new = apply(self.get_item(&key));
        self.0.insert(key, new);
    }

    /// Leaves out what is not above zero.
    fn keep_positive(&mut self) {
        let zero = V::from(0);
        let gone: Vec<K> = self
            .0
            .items()
            .filter(|(_, count)| **count <= zero)
            .map(|(key, _)| key.clone())
            .collect();
        for key in gone {
            self.0.pop_option(&key);
        }
    }

    /// `c += d`.
    pub fn add_in_place(&mut self, other: &Self) {
        self.count_from(&other.0);
        self.keep_positive();
    }

    /// `c -= d`.
    pub fn subtract_in_place(&mut self, other: &Self) {
        self.subtract_from(&other.0);
        self.keep_positive();
    }

    /// `c &= d`.
    pub fn min_in_place(&mut self, other: &Self) {
        let keys: Vec<K> = self.0.keys().cloned().collect();
        for key in keys {
            let theirs = other.get_item(&key);
            if theirs < self.get_item(&key) {
                self.0.insert(key, theirs);
            }
        }
        self.keep_positive();
    }

    /// `c |= d`.
    pub fn max_in_place(&mut self, other: &Self) {
        for (key, theirs) in other.0.items() {
            if *theirs > self.get_item(key) {
                self.0.insert(key.clone(), theirs.clone());
            }
        }
        self.keep_positive();
    }

    /// `c <= d`: every count is at most the other's.
    pub fn is_subset(&self, other: &Self) -> bool {
        let keys = self.0.keys().chain(other.0.keys());
        keys.into_iter()
            .all(|k| self.get_item(k) <= other.get_item(k))
    }

    /// `c < d`.
    pub fn is_proper_subset(&self, other: &Self) -> bool {
        self.is_subset(other) && !other.is_subset(self)
    }

    /// `c >= d`.
    pub fn is_superset(&self, other: &Self) -> bool {
        other.is_subset(self)
    }

    /// `c > d`.
    pub fn is_proper_superset(&self, other: &Self) -> bool {
        other.is_proper_subset(self)
    }

    /// `del c[k]`, which never raises.
    pub fn remove(&mut self, key: &K) {
        self.0.pop_option(key);
    }

    /// `del c[k]`, which never raises.
    pub fn try_remove(&mut self, key: &K) -> super::error::PyResult<()> {
        self.remove(key);
        Ok(())
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
