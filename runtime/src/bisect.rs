//! `bisect`: CPython's Lib/bisect.py.
//! needs: error, int, shared

use std::cmp::Ordering;

use super::error::{Exception, OrExit, PyResult, INDEX_ERROR, VALUE_ERROR};
use super::int::ToIndex;
use super::shared::Shared;

/// The search of CPython between two indices, which says where an item goes in a list that is not sorted too.
pub(super) fn search_indices(
    from: usize,
    to: usize,
    mut right: impl FnMut(usize) -> bool,
) -> usize {
    let (mut low, mut high) = (from, to);
    while low < high {
        let middle = (low + high) / 2;
        if right(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

fn search<T>(items: &[T], from: usize, to: usize, mut right: impl FnMut(&T) -> bool) -> usize {
    search_indices(from, to, |i| items.get(i).is_some_and(&mut right))
}

fn left<T: PartialOrd>(items: &[T], item: &T) -> usize {
    search(items, 0, items.len(), |x| x < item)
}

fn right<T: PartialOrd>(items: &[T], item: &T) -> usize {
    search(items, 0, items.len(), |x| {
        item.partial_cmp(x) != Some(Ordering::Less)
    })
}

/// The bounds `lo` and `hi` in a sequence of `length` items.
pub(super) fn limits(length: usize, from: i64, to: Option<i64>) -> PyResult<(usize, usize)> {
    let from = usize::try_from(from)
        .map_err(|_| Exception::new(&VALUE_ERROR, "lo must be non-negative"))?;
    let to = to.and_then(|n| usize::try_from(n).ok()).unwrap_or(length);
    if from < to && to > length {
        return Err(Exception::new(&INDEX_ERROR, "list index out of range"));
    }
    Ok((from, to))
}

/// `bisect.bisect_left(xs, x)`.
pub fn bisect_left<T: PartialOrd>(items: &[T], item: &T) -> i64 {
    left(items, item) as i64
}

/// `bisect.bisect_right(xs, x)`.
pub fn bisect_right<T: PartialOrd>(items: &[T], item: &T) -> i64 {
    right(items, item) as i64
}

/// `bisect.bisect_left(xs, x, lo, hi, key=…)`.
pub fn try_bisect_left_by<T, K: PartialOrd>(
    items: &[T],
    item: &K,
    from: i64,
    to: Option<i64>,
    mut key: impl FnMut(&T) -> K,
) -> PyResult<i64> {
    let (from, to) = limits(items.len(), from, to)?;
    Ok(search(items, from, to, |x| key(x) < *item) as i64)
}

/// `bisect.bisect_left(xs, x, lo, hi, key=…)`, or the end of the program.
pub fn bisect_left_by<T, K: PartialOrd>(
    items: &[T],
    item: &K,
    from: i64,
    to: Option<i64>,
    key: impl FnMut(&T) -> K,
) -> i64 {
    try_bisect_left_by(items, item, from, to, key).or_exit()
}

/// `bisect.bisect_right(xs, x, lo, hi, key=…)`.
pub fn try_bisect_right_by<T, K: PartialOrd>(
    items: &[T],
    item: &K,
    from: i64,
    to: Option<i64>,
    mut key: impl FnMut(&T) -> K,
) -> PyResult<i64> {
    let (from, to) = limits(items.len(), from, to)?;
    let at = search(items, from, to, |x| {
        item.partial_cmp(&key(x)) != Some(Ordering::Less)
    });
    Ok(at as i64)
}

/// `bisect.bisect_right(xs, x, lo, hi, key=…)`, or the end of the program.
pub fn bisect_right_by<T, K: PartialOrd>(
    items: &[T],
    item: &K,
    from: i64,
    to: Option<i64>,
    key: impl FnMut(&T) -> K,
) -> i64 {
    try_bisect_right_by(items, item, from, to, key).or_exit()
}

/// Where `bisect.insort_left(xs, x, key=…)` inserts.
pub fn insort_place_left<T, K: PartialOrd>(
    items: &[T],
    item: &T,
    mut key: impl FnMut(&T) -> K,
) -> i64 {
    let wanted = key(item);
    search(items, 0, items.len(), |x| key(x) < wanted) as i64
}

/// Where `bisect.insort_right(xs, x, key=…)` inserts.
pub fn insort_place_right<T, K: PartialOrd>(
    items: &[T],
    item: &T,
    mut key: impl FnMut(&T) -> K,
) -> i64 {
    let wanted = key(item);
    let place = search(items, 0, items.len(), |x| {
        wanted.partial_cmp(&key(x)) != Some(Ordering::Less)
    });
    place as i64
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
        let i = left(xs, &item);
        xs.insert(i, item);
    });
}

/// `bisect.insort_right(xs, x)`.
pub fn insort_right<T: PartialOrd>(items: impl Insertable<T>, item: T) {
    items.with_items(|xs| {
        let i = right(xs, &item);
        xs.insert(i, item);
    });
}

/// `bisect.insort_left(xs, x, lo, hi)`; a missing `hi` is the greatest number there is.
pub fn try_insort_left_in<T: PartialOrd>(
    items: impl Insertable<T>,
    item: T,
    from: impl ToIndex,
    to: impl ToIndex,
) -> PyResult<()> {
    insert_between(items, item, from, to, |x, item| x < item)
}

/// `bisect.insort_left(xs, x, lo, hi)`, or the end of the program.
pub fn insort_left_in<T: PartialOrd>(
    items: impl Insertable<T>,
    item: T,
    from: impl ToIndex,
    to: impl ToIndex,
) {
    try_insort_left_in(items, item, from, to).or_exit();
}

/// `bisect.insort_right(xs, x, lo, hi)`; a missing `hi` is the greatest number there is.
pub fn try_insort_right_in<T: PartialOrd>(
    items: impl Insertable<T>,
    item: T,
    from: impl ToIndex,
    to: impl ToIndex,
) -> PyResult<()> {
    insert_between(items, item, from, to, |x, item| {
        item.partial_cmp(x) != Some(Ordering::Less)
    })
}

/// `bisect.insort_right(xs, x, lo, hi)`, or the end of the program.
pub fn insort_right_in<T: PartialOrd>(
    items: impl Insertable<T>,
    item: T,
    from: impl ToIndex,
    to: impl ToIndex,
) {
    try_insort_right_in(items, item, from, to).or_exit();
}

fn insert_between<T>(
    items: impl Insertable<T>,
    item: T,
    from: impl ToIndex,
    to: impl ToIndex,
    before: impl Fn(&T, &T) -> bool,
) -> PyResult<()> {
    let to = Some(to.to_index()).filter(|n| *n != i64::MAX);
    items.with_items(|xs| {
        let (low, high) = limits(xs.len(), from.to_index(), to)?;
        let i = search(xs, low, high, |x| before(x, &item));
        xs.insert(i.min(xs.len()), item);
        Ok(())
    })
}
