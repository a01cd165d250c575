//! Methods of a shared `list`: as those of `Vec`, with results by value.
//! needs: error, int, list, repr, shared, sorting

use std::cmp::Ordering;

use super::error::{OrExit, PyResult};
use super::int::ToIndex;
use super::list::{ListMut, ListOps};
use super::repr::Repr;
use super::shared::{Shared, SharedEq, SharedOrd};
use super::sorting::SortList;

/// Iterates a shared list by position: it sees what is appended meanwhile.
#[derive(Clone, Debug)]
pub struct SharedIter<T> {
    list: Shared<Vec<T>>,
    front: usize,
}

impl<T: Clone> Iterator for SharedIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        let item = self.list.with(|items| items.get(self.front).cloned());
        self.front += usize::from(item.is_some());
        item
    }
}

/// Iterates a shared list from its end by position: it sees what changes meanwhile, and is done when its place is gone.
#[derive(Clone, Debug)]
pub struct SharedRev<T> {
    list: Shared<Vec<T>>,
    left: usize,
}

impl<T: Clone> Iterator for SharedRev<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        let at = self.left.checked_sub(1)?;
        let item = self.list.with(|items| items.get(at).cloned());
        self.left = if item.is_some() { at } else { 0 };
        item
    }
}

macro_rules! reading {
    ($($name:ident($($arg:ident: $ty:ty),*) -> $ret:ty;)*) => {$(
        #[doc = concat!("As `", stringify!($name), "` of a list.")]
        pub fn $name(&self, $($arg: $ty),*) -> $ret {
            self.with(|items| items.$name($($arg),*))
        }
    )*};
}

macro_rules! changing {
    ($($name:ident($($arg:ident: $ty:ty),*) -> $ret:ty;)*) => {$(
        #[doc = concat!("As `", stringify!($name), "` of a list.")]
        pub fn $name(&self, $($arg: $ty),*) -> $ret {
            self.update(|items| items.$name($($arg),*))
        }
    )*};
}

impl<T: PartialEq> SharedEq for Vec<T> {
    fn handles_equal(a: &Shared<Self>, b: &Shared<Self>) -> bool {
        a.same_content(b)
    }
}

impl<T: PartialOrd> SharedOrd for Vec<T> {
    fn handles_order(a: &Shared<Self>, b: &Shared<Self>) -> Option<Ordering> {
        a.order_of_contents(b)
    }
}

impl<T> Shared<Vec<T>> {
    reading! {
        len_i64() -> i64;
        is_empty() -> bool;
    }

    changing! {
        push(item: T) -> ();
        clear() -> ();
        reverse() -> ();
        try_set(index: impl ToIndex, item: T) -> PyResult<()>;
        try_swap_items(a: impl ToIndex, b: impl ToIndex) -> PyResult<()>;
        try_pop_last() -> PyResult<T>;
        try_pop_at(index: impl ToIndex) -> PyResult<T>;
        insert_at(index: impl ToIndex, item: T) -> ();
        try_del_at(index: impl ToIndex) -> PyResult<()>;
        try_del_slice(start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> PyResult<()>;
        try_set_slice(start: Option<i64>, stop: Option<i64>, step: Option<i64>, new: Vec<T>) -> PyResult<()>;
    }

    /// `xs[i] = x`, or the end of the program.
    pub fn set(&self, index: impl ToIndex, item: T) {
        self.try_set(index, item).or_exit();
    }

    /// `xs[i], xs[j] = xs[j], xs[i]`, or the end of the program.
    pub fn swap_items(&self, a: impl ToIndex, b: impl ToIndex) {
        self.try_swap_items(a, b).or_exit();
    }

    /// `xs.pop()`, or the end of the program.
    pub fn pop_last(&self) -> T {
        self.try_pop_last().or_exit()
    }

    /// `xs.pop(i)`, or the end of the program.
    pub fn pop_at(&self, index: impl ToIndex) -> T {
        self.try_pop_at(index).or_exit()
    }

    /// `del xs[i]`, or the end of the program.
    pub fn del_at(&self, index: impl ToIndex) {
        self.try_del_at(index).or_exit();
    }

    /// `del xs[start:stop:step]`, or the end of the program.
    pub fn del_slice(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) {
        self.try_del_slice(start, stop, step).or_exit();
    }

    /// `xs[start:stop:step] = items`, or the end of the program.
    pub fn set_slice(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>, new: Vec<T>) {
        self.try_set_slice(start, stop, step, new).or_exit();
    }

    /// `xs.extend(items)`; the items are made before the list changes.
    pub fn extend(&self, items: impl IntoIterator<Item = T>) {
        let new: Vec<T> = items.into_iter().collect();
        self.update(|held| held.extend(new));
    }

    /// `xs.sort(…)`: the list is empty while the keys are made, as in CPython.
    pub fn sort_by_key_fn<K: PartialOrd>(&self, key: impl FnMut(&T) -> K, reverse: bool) {
        let mut items = self.update(std::mem::take);
        items.sort_by_key_fn(key, reverse);
        self.update(|held| *held = items);
    }

    /// `xs.sort(key=cmp_to_key(compare))`.
    pub fn sort_by_comparison(&self, compare: impl FnMut(&T, &T) -> Ordering, reverse: bool) {
        let mut items = self.update(std::mem::take);
        items.sort_by_comparison(compare, reverse);
        self.update(|held| *held = items);
    }

    /// `xs.sort(reverse=reverse)`.
    pub fn sort_list(&self, reverse: bool)
    where
        T: PartialOrd,
    {
        let mut items = self.update(std::mem::take);
        items.sort_list(reverse);
        self.update(|held| *held = items);
    }
}

impl<T: Clone> Shared<Vec<T>> {
    reading! {
        to_vec() -> Vec<T>;
        slice_from(start: impl ToIndex) -> Vec<T>;
        slice_to(stop: impl ToIndex) -> Vec<T>;
        slice_range(start: impl ToIndex, stop: impl ToIndex) -> Vec<T>;
        try_slice(start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> PyResult<Vec<T>>;
        slice(start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Vec<T>;
        reversed() -> Vec<T>;
        concat_with(other: &[T]) -> Vec<T>;
        repeat_n(count: impl ToIndex) -> Vec<T>;
    }

    changing! {
        repeat_in_place(count: impl ToIndex) -> ();
    }

    /// `xs[i]`.
    pub fn try_at(&self, index: impl ToIndex) -> PyResult<T> {
        self.with(|items| items.try_at(index).cloned())
    }

    /// `xs[i]`, or the end of the program.
    pub fn at(&self, index: impl ToIndex) -> T {
        self.try_at(index).or_exit()
    }

    /// The items, one at a time.
    pub fn iter(&self) -> SharedIter<T> {
        SharedIter {
            list: self.clone(),
            front: 0,
        }
    }

    /// `reversed(xs)`.
    pub fn iter_reversed(&self) -> SharedRev<T> {
        SharedRev {
            list: self.clone(),
            left: self.with(Vec::len),
        }
    }
}

impl<T: PartialEq> Shared<Vec<T>> {
    reading! {
        has(item: &T) -> bool;
        count_of(item: &T) -> i64;
    }

    changing! {
        try_remove_item(item: &T) -> PyResult<()>;
    }

    /// `xs.remove(x)`, or the end of the program.
    pub fn remove_item(&self, item: &T) {
        self.try_remove_item(item).or_exit();
    }
}

impl<T: PartialEq + Repr> Shared<Vec<T>> {
    reading! {
        try_index_of(item: &T) -> PyResult<i64>;
        index_of(item: &T) -> i64;
        try_index_from(item: &T, start: impl ToIndex) -> PyResult<i64>;
        index_from(item: &T, start: impl ToIndex) -> i64;
    }
}
