//! Methods of a shared `Counter`, beyond those of any dict.
//! needs: counter, dict, hash, int, shared, shared_dict

use std::ops::{Add, Neg, Sub};

use super::counter::Counter;
use super::dict::Dict;
use super::hash::Key;
use super::int::ToIndex;
use super::shared::Shared;

impl<
        K: Key,
        V: Clone + From<i64> + PartialOrd + Add<Output = V> + Sub<Output = V> + Neg<Output = V>,
    > Shared<Counter<K, V>>
{
    /// `c.total()`.
    pub fn total(&self) -> V {
        self.with(Counter::total)
    }

    /// `c.most_common(n)`.
    pub fn most_common(&self, count: Option<i64>) -> Vec<(K, V)> {
        self.with(|c| c.most_common(count))
    }

    /// `c.most_common(n)` of an int of any kind.
    pub fn first_common(&self, count: impl ToIndex) -> Vec<(K, V)> {
        self.most_common(Some(count.to_index()))
    }

    /// `c.elements()`.
    pub fn elements(&self) -> impl Iterator<Item = K> {
        self.get().elements()
    }

    /// `c.subtract(items)`.
    pub fn subtract_items(&self, items: impl IntoIterator<Item = K>) {
        let items: Vec<K> = items.into_iter().collect();
        self.update(|c| c.subtract_items(items));
    }

    /// `c.update(items)`.
    pub fn count_items(&self, items: impl IntoIterator<Item = K>) {
        let items: Vec<K> = items.into_iter().collect();
        self.update(|c| c.count_items(items));
    }

    /// `c.subtract(mapping)`.
    pub fn subtract_from(&self, other: &Dict<K, V>) {
        self.update(|c| c.subtract_from(other));
    }

    /// `c.update(mapping)`.
    pub fn count_from(&self, other: &Dict<K, V>) {
        self.update(|c| c.count_from(other));
    }

    /// `c += d`.
    pub fn add_in_place(&self, other: &Counter<K, V>) {
        self.update(|c| c.add_in_place(other));
    }

    /// `c -= d`.
    pub fn subtract_in_place(&self, other: &Counter<K, V>) {
        self.update(|c| c.subtract_in_place(other));
    }

    /// `c &= d`.
    pub fn min_in_place(&self, other: &Counter<K, V>) {
        self.update(|c| c.min_in_place(other));
    }

    /// `c |= d`.
    pub fn max_in_place(&self, other: &Counter<K, V>) {
        self.update(|c| c.max_in_place(other));
    }
}
