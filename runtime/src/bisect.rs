//! `bisect`: CPython's Lib/bisect.py.
//! needs: shared

use std::cmp::Ordering;

use super::shared::Shared;

/// `bisect.bisect_left(xs, x)`.
pub fn bisect_left<T: PartialOrd>(items: &[T], item: &T) -> i64 {
    items.partition_point(|x| x < item) as i64
}

/// `bisect.bisect_right(xs, x)`.
pub fn bisect_right<T: PartialOrd>(items: &[T], item: &T) -> i64 {
    items.partition_point(|x| item.partial_cmp(x) != Some(Ordering::Less)) as i64
}

/// A list that can be inserted into: owned or shared.
pub trait Insertable<T> {
    /// Runs a change on the items.
    fn with_items<R>(self, change: impl FnOnce(&mut Vec<T>) -> R) -> R;
}

impl<T> Insertable<T> for &mut Vec<T> {
    fn with_items<R>(self, change: impl FnOnce(&mut Vec<T>) -> R) -> R {
        change(self)
    }
}

impl<T> Insertable<T> for &Shared<Vec<T>> {
    fn with_items<R>(self, change: impl FnOnce(&mut Vec<T>) -> R) -> R {
        self.update(change)
    }
}

impl<T> Insertable<T> for Shared<Vec<T>> {
    fn with_items<R>(self, change: impl FnOnce(&mut Vec<T>) -> R) -> R {
        self.update(change)
    }
}

/// `bisect.insort_left(xs, x)`.
pub fn insort_left<T: PartialOrd>(items: impl Insertable<T>, item: T) {
    items.with_items(|xs| {
        let i = xs.partition_point(|x| *x < item);
        xs.insert(i, item);
    });
}

/// `bisect.insort_right(xs, x)`.
pub fn insort_right<T: PartialOrd>(items: impl Insertable<T>, item: T) {
    items.with_items(|xs| {
        let i = xs.partition_point(|x| item.partial_cmp(x) != Some(Ordering::Less));
        xs.insert(i, item);
    });
}
