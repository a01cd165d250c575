//! `bisect` in a range: the search for where a condition begins to hold.
//! needs: bisect, error, iter

use std::cmp::Ordering;

use super::bisect::{limits, search_indices};
use super::error::{OrExit, PyResult};
use super::iter::RangeI64;

/// `bisect.bisect_left(range(…), x, lo, hi, key=…)`.
pub fn try_bisect_left_range<K: PartialOrd>(
    items: &RangeI64,
    item: &K,
    from: i64,
    to: Option<i64>,
    mut key: impl FnMut(&i64) -> K,
) -> PyResult<i64> {
    let (from, to) = limits(items.len_i64() as usize, from, to)?;
    let right = |i: usize| key(&items.at(i as i64)) < *item;
    Ok(search_indices(from, to, right) as i64)
}

/// `bisect.bisect_left(range(…), x, lo, hi, key=…)`, or the end of the program.
pub fn bisect_left_range<K: PartialOrd>(
    items: &RangeI64,
    item: &K,
    from: i64,
    to: Option<i64>,
    key: impl FnMut(&i64) -> K,
) -> i64 {
    try_bisect_left_range(items, item, from, to, key).or_exit()
}

/// `bisect.bisect_right(range(…), x, lo, hi, key=…)`.
pub fn try_bisect_right_range<K: PartialOrd>(
    items: &RangeI64,
    item: &K,
    from: i64,
    to: Option<i64>,
    mut key: impl FnMut(&i64) -> K,
) -> PyResult<i64> {
    let (from, to) = limits(items.len_i64() as usize, from, to)?;
    let right = |i: usize| item.partial_cmp(&key(&items.at(i as i64))) != Some(Ordering::Less);
    Ok(search_indices(from, to, right) as i64)
}

/// `bisect.bisect_right(range(…), x, lo, hi, key=…)`, or the end of the program.
pub fn bisect_right_range<K: PartialOrd>(
    items: &RangeI64,
    item: &K,
    from: i64,
    to: Option<i64>,
    key: impl FnMut(&i64) -> K,
) -> i64 {
    try_bisect_right_range(items, item, from, to, key).or_exit()
}
