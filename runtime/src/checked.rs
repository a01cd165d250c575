//! Sorting and extremes of values whose comparison may be a TypeError.
//! needs: compare, error, shared, sorting

use super::compare::{try_sort_with, TryOrd};
use super::error::{OrExit, PyResult};
use super::shared::Shared;
use super::sorting::empty;

/// `xs.sort(…)` of values or keys that may not be comparable.
pub trait SortChecked<T> {
    /// Sorts stably.
    fn try_sort_checked(&mut self, reverse: bool) -> PyResult<()>
    where
        T: TryOrd;
    /// Sorts stably, or ends the program.
    fn sort_checked(&mut self, reverse: bool)
    where
        T: TryOrd,
    {
        self.try_sort_checked(reverse).or_exit();
    }
    /// Sorts stably by keys.
    fn try_sort_by_checked<K: TryOrd>(
        &mut self,
        key: impl FnMut(&T) -> K,
        reverse: bool,
    ) -> PyResult<()>;
    /// Sorts stably by keys, or ends the program.
    fn sort_by_checked<K: TryOrd>(&mut self, key: impl FnMut(&T) -> K, reverse: bool) {
        self.try_sort_by_checked(key, reverse).or_exit();
    }
}

impl<T> SortChecked<T> for Vec<T> {
    fn try_sort_checked(&mut self, reverse: bool) -> PyResult<()>
    where
        T: TryOrd,
    {
        try_sort_with(self, reverse, T::try_less)
    }

    fn try_sort_by_checked<K: TryOrd>(
        &mut self,
        mut key: impl FnMut(&T) -> K,
        reverse: bool,
    ) -> PyResult<()> {
        let taken = std::mem::take(self).into_iter();
        let mut pairs: Vec<(K, T)> = taken.map(|item| (key(&item), item)).collect();
        let sorted = try_sort_with(&mut pairs, reverse, |a, b| a.0.try_less(&b.0));
        self.extend(pairs.into_iter().map(|(_, item)| item));
        sorted
    }
}

impl<T> Shared<Vec<T>> {
    /// `xs.sort()`: the list is empty meanwhile, as in CPython.
    pub fn try_sort_checked(&self, reverse: bool) -> PyResult<()>
    where
        T: TryOrd,
    {
        let mut items = self.update(std::mem::take);
        let sorted = items.try_sort_checked(reverse);
        self.update(|held| *held = items);
        sorted
    }

    /// `xs.sort()`, or the end of the program.
    pub fn sort_checked(&self, reverse: bool)
    where
        T: TryOrd,
    {
        self.try_sort_checked(reverse).or_exit();
    }

    /// `xs.sort(key=key)`: the list is empty meanwhile, as in CPython.
    pub fn try_sort_by_checked<K: TryOrd>(
        &self,
        key: impl FnMut(&T) -> K,
        reverse: bool,
    ) -> PyResult<()> {
        let mut items = self.update(std::mem::take);
        let sorted = items.try_sort_by_checked(key, reverse);
        self.update(|held| *held = items);
        sorted
    }

    /// `xs.sort(key=key)`, or the end of the program.
    pub fn sort_by_checked<K: TryOrd>(&self, key: impl FnMut(&T) -> K, reverse: bool) {
        self.try_sort_by_checked(key, reverse).or_exit();
    }
}

/// `sorted(items)` of values that may not be comparable.
pub fn try_sorted_checked<T: TryOrd>(
    items: impl IntoIterator<Item = T>,
    reverse: bool,
) -> PyResult<Vec<T>> {
    let mut found: Vec<T> = items.into_iter().collect();
    found.try_sort_checked(reverse)?;
    Ok(found)
}

/// `sorted(items)` of values that may not be comparable, or the end of the program.
pub fn sorted_checked<T: TryOrd>(items: impl IntoIterator<Item = T>, reverse: bool) -> Vec<T> {
    try_sorted_checked(items, reverse).or_exit()
}

/// `sorted(items, key=key)` by keys that may not be comparable.
pub fn try_sorted_by_checked<T, K: TryOrd>(
    items: impl IntoIterator<Item = T>,
    key: impl FnMut(&T) -> K,
    reverse: bool,
) -> PyResult<Vec<T>> {
    let mut found: Vec<T> = items.into_iter().collect();
    found.try_sort_by_checked(key, reverse)?;
    Ok(found)
}

/// `sorted(items, key=key)` by keys that may not be comparable, or the end of the program.
pub fn sorted_by_checked<T, K: TryOrd>(
    items: impl IntoIterator<Item = T>,
    key: impl FnMut(&T) -> K,
    reverse: bool,
) -> Vec<T> {
    try_sorted_by_checked(items, key, reverse).or_exit()
}

/// Items in the order of the keys that stand before them, which may not be comparable.
pub fn try_sorted_pairs_checked<K: TryOrd, T>(
    pairs: impl IntoIterator<Item = (K, T)>,
    reverse: bool,
) -> PyResult<Vec<T>> {
    let mut found: Vec<(K, T)> = pairs.into_iter().collect();
    try_sort_with(&mut found, reverse, |a, b| a.0.try_less(&b.0))?;
    Ok(found.into_iter().map(|(_, item)| item).collect())
}

/// Items in the order of the keys that stand before them, or the end of the program.
pub fn sorted_pairs_checked<K: TryOrd, T>(
    pairs: impl IntoIterator<Item = (K, T)>,
    reverse: bool,
) -> Vec<T> {
    try_sorted_pairs_checked(pairs, reverse).or_exit()
}

/// The first item that is better than all others.
fn best<T>(
    items: impl IntoIterator<Item = T>,
    mut better: impl FnMut(&T, &T) -> PyResult<bool>,
) -> PyResult<Option<T>> {
    let mut items = items.into_iter();
    let Some(mut found) = items.next() else {
        return Ok(None);
    };
    for item in items {
        if better(&item, &found)? {
            found = item;
        }
    }
    Ok(Some(found))
}

fn lower<K: TryOrd>(item: &K, found: &K) -> PyResult<bool> {
    item.try_less(found)
}

fn higher<K: TryOrd>(item: &K, found: &K) -> PyResult<bool> {
    found.try_less(item).map_err(greater)
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

macro_rules! extremes_checked {
    ($($name:literal $better:ident $try_of:ident $of:ident $try_option:ident $option:ident $try_by:ident $by:ident $try_by_option:ident $by_option:ident $try_pair:ident $pair:ident;)*) => {$(
        #[doc = concat!("`", $name, "(items)` of values that may not be comparable.")]
        pub fn $try_of<T: TryOrd>(items: impl IntoIterator<Item = T>) -> PyResult<T> {
            best(items, $better)?.ok_or_else(|| empty($name))
        }
        #[doc = concat!("`", $name, "(items)` of values that may not be comparable, or the end of the program.")]
        pub fn $of<T: TryOrd>(items: impl IntoIterator<Item = T>) -> T {
            $try_of(items).or_exit()
        }
        #[doc = concat!("`", $name, "(items)` of values that may not be comparable; `None` where there are none.")]
        pub fn $try_option<T: TryOrd>(items: impl IntoIterator<Item = T>) -> PyResult<Option<T>> {
            best(items, $better)
        }
        #[doc = concat!("`", $name, "(items)` of values that may not be comparable, or the end of the program.")]
        pub fn $option<T: TryOrd>(items: impl IntoIterator<Item = T>) -> Option<T> {
            $try_option(items).or_exit()
        }
        #[doc = concat!("`", $name, "(items, key=key)` by keys that may not be comparable.")]
        pub fn $try_by<T, K: TryOrd>(items: impl IntoIterator<Item = T>, mut key: impl FnMut(&T) -> K) -> PyResult<T> {
            let pairs = items.into_iter().map(|item| (key(&item), item));
            let found = best(pairs, |a, b| $better(&a.0, &b.0))?.map(|pair| pair.1);
            found.ok_or_else(|| empty($name))
        }
        #[doc = concat!("`", $name, "(items, key=key)` by keys that may not be comparable, or the end of the program.")]
        pub fn $by<T, K: TryOrd>(items: impl IntoIterator<Item = T>, key: impl FnMut(&T) -> K) -> T {
            $try_by(items, key).or_exit()
        }
        #[doc = concat!("`", $name, "(items, key=key)` by keys that may not be comparable; `None` where there are none.")]
        pub fn $try_by_option<T, K: TryOrd>(items: impl IntoIterator<Item = T>, mut key: impl FnMut(&T) -> K) -> PyResult<Option<T>> {
            let pairs = items.into_iter().map(|item| (key(&item), item));
            Ok(best(pairs, |a, b| $better(&a.0, &b.0))?.map(|pair| pair.1))
        }
        #[doc = concat!("`", $name, "(items, key=key)` by keys that may not be comparable, or the end of the program.")]
        pub fn $by_option<T, K: TryOrd>(items: impl IntoIterator<Item = T>, key: impl FnMut(&T) -> K) -> Option<T> {
            $try_by_option(items, key).or_exit()
        }
        #[doc = concat!("`", $name, "(items, key=key)`, of items with their keys before them, which may not be comparable.")]
        pub fn $try_pair<K: TryOrd, T>(pairs: impl IntoIterator<Item = (K, T)>) -> PyResult<T> {
            let found = best(pairs, |a, b| $better(&a.0, &b.0))?.map(|pair| pair.1);
            found.ok_or_else(|| empty($name))
        }
        #[doc = concat!("`", $name, "(items, key=key)`, of items with their keys before them, or the end of the program.")]
        pub fn $pair<K: TryOrd, T>(pairs: impl IntoIterator<Item = (K, T)>) -> T {
            $try_pair(pairs).or_exit()
        }
    )*};
}

extremes_checked! {
    "min" lower try_min_checked min_checked try_min_option_checked min_option_checked try_min_by_checked min_by_checked try_min_by_option_checked min_by_option_checked try_min_pair_checked min_pair_checked;
    "max" higher try_max_checked max_checked try_max_option_checked max_option_checked try_max_by_checked max_by_checked try_max_by_option_checked max_by_option_checked try_max_pair_checked max_pair_checked;
}
