//! Sorting and extremes of values whose comparison may be a TypeError.
//! needs: compare, error, shared, sorting

use super::compare::{try_sort_items, TryOrd};
use super::error::{OrExit, PyResult};
use super::shared::Shared;
use super::sorting::empty;

/// `xs.sort()` of values that may not be comparable.
pub trait SortChecked {
    /// Sorts stably.
    fn try_sort_checked(&mut self, reverse: bool) -> PyResult<()>;
    /// Sorts stably, or ends the program.
    fn sort_checked(&mut self, reverse: bool);
}

impl<T: TryOrd> SortChecked for Vec<T> {
    fn try_sort_checked(&mut self, reverse: bool) -> PyResult<()> {
        try_sort_items(self, reverse)
    }

    fn sort_checked(&mut self, reverse: bool) {
        self.try_sort_checked(reverse).or_exit();
    }
}

impl<T: TryOrd> Shared<Vec<T>> {
    /// `xs.sort()`: the list is empty meanwhile, as in CPython.
    pub fn try_sort_checked(&self, reverse: bool) -> PyResult<()> {
        let mut items = self.update(std::mem::take);
        let sorted = try_sort_items(&mut items, reverse);
        self.update(|held| *held = items);
        sorted
    }

    /// `xs.sort()`, or the end of the program.
    pub fn sort_checked(&self, reverse: bool) {
        self.try_sort_checked(reverse).or_exit();
    }
}

/// `sorted(items)` of values that may not be comparable.
pub fn try_sorted_checked<T: TryOrd>(
    items: impl IntoIterator<Item = T>,
    reverse: bool,
) -> PyResult<Vec<T>> {
    let mut found: Vec<T> = items.into_iter().collect();
    try_sort_items(&mut found, reverse)?;
    Ok(found)
}

/// `sorted(items)` of values that may not be comparable, or the end of the program.
pub fn sorted_checked<T: TryOrd>(items: impl IntoIterator<Item = T>, reverse: bool) -> Vec<T> {
    try_sorted_checked(items, reverse).or_exit()
}

/// `min(items)` of values that may not be comparable.
pub fn try_min_checked<T: TryOrd>(items: impl IntoIterator<Item = T>) -> PyResult<T> {
    let mut items = items.into_iter();
    let mut best = items.next().ok_or_else(|| empty("min"))?;
    for item in items {
        if item.try_less(&best)? {
            best = item;
        }
    }
    Ok(best)
}

/// `min(items)` of values that may not be comparable, or the end of the program.
pub fn min_checked<T: TryOrd>(items: impl IntoIterator<Item = T>) -> T {
    try_min_checked(items).or_exit()
}

/// `max(items)` of values that may not be comparable.
pub fn try_max_checked<T: TryOrd>(items: impl IntoIterator<Item = T>) -> PyResult<T> {
    let mut items = items.into_iter();
    let mut best = items.next().ok_or_else(|| empty("max"))?;
    for item in items {
        if best.try_less(&item).map_err(greater)? {
            best = item;
        }
    }
    Ok(best)
}

/// `max` compares with `>`, and says so.
fn greater(mut error: super::error::Exception) -> super::error::Exception {
    if let Some(text) = error.message.take() {
        let swapped = text
            .strip_prefix("'<' not supported between instances of ")
            .and_then(|rest| rest.split_once(" and "));
        error.message = Some(match swapped {
            Some((a, b)) => format!("'>' not supported between instances of {b} and {a}"),
            None => text,
        });
    }
    error
}

/// `max(items)` of values that may not be comparable, or the end of the program.
pub fn max_checked<T: TryOrd>(items: impl IntoIterator<Item = T>) -> T {
    try_max_checked(items).or_exit()
}
