//! `sorted`, `list.sort`, `min` and `max`.
//! needs: error

use std::cmp::Ordering;

use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};

/// The order of two values; unordered ones (NaN) count as equal.
fn order<T: PartialOrd>(a: &T, b: &T) -> Ordering {
    a.partial_cmp(b).unwrap_or(Ordering::Equal)
}

/// `xs.sort(…)`: stable, also in reverse.
pub trait SortList<T> {
    /// `xs.sort(reverse=reverse)`.
    fn sort_list(&mut self, reverse: bool)
    where
        T: PartialOrd;
    /// `xs.sort(key=key, reverse=reverse)`.
    fn sort_by_key_fn<K: PartialOrd>(&mut self, key: impl FnMut(&T) -> K, reverse: bool);
    /// `xs.sort(key=cmp_to_key(compare), reverse=reverse)`.
    fn sort_by_comparison(&mut self, compare: impl FnMut(&T, &T) -> Ordering, reverse: bool);
}

impl<T> SortList<T> for Vec<T> {
    fn sort_list(&mut self, reverse: bool)
    where
        T: PartialOrd,
    {
        if self.iter().all(|x| x.partial_cmp(x).is_some()) {
            sort_ordered(self, reverse, |items| items.sort_by(order));
        } else {
            self.sort_by_comparison(order, reverse);
        }
    }

    fn sort_by_key_fn<K: PartialOrd>(&mut self, mut key: impl FnMut(&T) -> K, reverse: bool) {
        let pairs = std::mem::take(self)
            .into_iter()
            .map(|item| (key(&item), item));
        *self = sorted_pairs(pairs, reverse);
    }

    fn sort_by_comparison(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering, reverse: bool) {
        sort_ordered(self, reverse, |items| {
            merge_sort(items, |a, b| compare(a, b) == Ordering::Less)
        });
    }
}

/// Sorts, from the other end for the reverse order, which keeps equal items in place.
fn sort_ordered<T>(items: &mut Vec<T>, reverse: bool, sort: impl FnOnce(&mut Vec<T>)) {
    if reverse {
        items.reverse();
    }
    sort(items);
    if reverse {
        items.reverse();
    }
}

/// A stable sort by a relation that may not be an order (NaN, a careless comparison), where the library's sort may panic.
pub fn merge_sort<T>(items: &mut Vec<T>, mut less: impl FnMut(&T, &T) -> bool) {
    let n = items.len();
    let mut from: Vec<usize> = (0..n).collect();
    let mut width = 1;
    while width < n {
        let mut to = Vec::with_capacity(n);
        for run in from.chunks(2 * width) {
            let (mut a, mut b) = run.split_at(width.min(run.len()));
            while let (Some(x), Some(y)) = (a.first(), b.first()) {
                let next = if less(&items[*y], &items[*x]) {
                    &mut b
                } else {
                    &mut a
                };
                to.push(next[0]);
                *next = &next[1..];
            }
            to.extend_from_slice(a);
            to.extend_from_slice(b);
        }
        from = to;
        width *= 2;
    }
    let mut held: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(from.into_iter().filter_map(|i| held[i].take()));
}

/// `sorted(items, reverse=reverse)`.
pub fn sorted<T: PartialOrd>(items: impl IntoIterator<Item = T>, reverse: bool) -> Vec<T> {
    let mut found: Vec<T> = items.into_iter().collect();
    found.sort_list(reverse);
    found
}

/// `sorted(items, key=key, reverse=reverse)`.
pub fn sorted_by<T, K: PartialOrd>(
    items: impl IntoIterator<Item = T>,
    key: impl FnMut(&T) -> K,
    reverse: bool,
) -> Vec<T> {
    let mut found: Vec<T> = items.into_iter().collect();
    found.sort_by_key_fn(key, reverse);
    found
}

/// Items in the order of the keys that stand before them.
pub fn sorted_pairs<K: PartialOrd, T>(
    pairs: impl IntoIterator<Item = (K, T)>,
    reverse: bool,
) -> Vec<T> {
    let mut decorated: Vec<(K, T)> = pairs.into_iter().collect();
    if decorated.iter().all(|x| x.0.partial_cmp(&x.0).is_some()) {
        sort_ordered(&mut decorated, reverse, |pairs| {
            pairs.sort_by(|a, b| order(&a.0, &b.0))
        });
    } else {
        decorated.sort_by_comparison(|a, b| order(&a.0, &b.0), reverse);
    }
    decorated.into_iter().map(|(_, item)| item).collect()
}

/// `sorted(items, key=cmp_to_key(compare), reverse=reverse)`.
pub fn sorted_by_comparison<T>(
    items: impl IntoIterator<Item = T>,
    compare: impl FnMut(&T, &T) -> Ordering,
    reverse: bool,
) -> Vec<T> {
    let mut found: Vec<T> = items.into_iter().collect();
    found.sort_by_comparison(compare, reverse);
    found
}

/// The ValueError of `min` and `max` of nothing.
pub fn empty(name: &str) -> Exception {
    Exception::new(&VALUE_ERROR, format!("{name}() arg is an empty sequence"))
}

fn best<T, K: PartialOrd>(
    items: impl IntoIterator<Item = T>,
    mut key: impl FnMut(&T) -> K,
    wanted: Ordering,
) -> Option<T> {
    let mut items = items.into_iter();
    let mut found = items.next()?;
    let mut found_key = key(&found);
    for item in items {
        let item_key = key(&item);
        if item_key.partial_cmp(&found_key) == Some(wanted) {
            found = item;
            found_key = item_key;
        }
    }
    Some(found)
}

fn best_pair<K: PartialOrd, T>(
    pairs: impl IntoIterator<Item = (K, T)>,
    wanted: Ordering,
) -> Option<T> {
    let better = |found: (K, T), pair: (K, T)| match pair.0.partial_cmp(&found.0) {
        Some(way) if way == wanted => pair,
        _ => found,
    };
    pairs.into_iter().reduce(better).map(|(_, item)| item)
}

/// `min(items, key=key)`, of items with their keys before them.
pub fn try_min_pair<K: PartialOrd, T>(pairs: impl IntoIterator<Item = (K, T)>) -> PyResult<T> {
    best_pair(pairs, Ordering::Less).ok_or_else(|| empty("min"))
}

/// `max(items, key=key)`, of items with their keys before them.
pub fn try_max_pair<K: PartialOrd, T>(pairs: impl IntoIterator<Item = (K, T)>) -> PyResult<T> {
    best_pair(pairs, Ordering::Greater).ok_or_else(|| empty("max"))
}

fn best_item<T: PartialOrd>(items: impl IntoIterator<Item = T>, wanted: Ordering) -> Option<T> {
    let mut items = items.into_iter();
    let mut found = items.next()?;
    for item in items {
        if item.partial_cmp(&found) == Some(wanted) {
            found = item;
        }
    }
    Some(found)
}

macro_rules! extremes {
    ($($name:literal $wanted:ident $try_of:ident $of:ident $try_by:ident $by:ident $option:ident $by_option:ident;)*) => {$(
        #[doc = concat!("`", $name, "(items)`.")]
        pub fn $try_of<T: PartialOrd>(items: impl IntoIterator<Item = T>) -> PyResult<T> {
            best_item(items, Ordering::$wanted).ok_or_else(|| empty($name))
        }
        #[doc = concat!("`", $name, "(items)`, or the end of the program.")]
        pub fn $of<T: PartialOrd>(items: impl IntoIterator<Item = T>) -> T {
            $try_of(items).or_exit()
        }
        #[doc = concat!("`", $name, "(items, key=key)`.")]
        pub fn $try_by<T, K: PartialOrd>(items: impl IntoIterator<Item = T>, key: impl FnMut(&T) -> K) -> PyResult<T> {
            best(items, key, Ordering::$wanted).ok_or_else(|| empty($name))
        }
        #[doc = concat!("`", $name, "(items, key=key)`, or the end of the program.")]
        pub fn $by<T, K: PartialOrd>(items: impl IntoIterator<Item = T>, key: impl FnMut(&T) -> K) -> T {
            $try_by(items, key).or_exit()
        }
        #[doc = concat!("`", $name, "(items)`; `None` where there are none.")]
        pub fn $option<T: PartialOrd>(items: impl IntoIterator<Item = T>) -> Option<T> {
            best_item(items, Ordering::$wanted)
        }
        #[doc = concat!("`", $name, "(items, key=key)`; `None` where there are none.")]
        pub fn $by_option<T, K: PartialOrd>(items: impl IntoIterator<Item = T>, key: impl FnMut(&T) -> K) -> Option<T> {
            best(items, key, Ordering::$wanted)
        }
    )*};
}

extremes! {
    "min" Less try_min_of min_of try_min_by min_by min_option min_by_option;
    "max" Greater try_max_of max_of try_max_by max_by max_option max_by_option;
}
