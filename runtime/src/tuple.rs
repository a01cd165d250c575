//! Tuples of any length.
//! needs: error, hash, int, list, repr, slice

use std::ops::Deref;
use std::rc::Rc;

use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};
use super::hash::{hash_items, Key};
use super::int::ToIndex;
use super::list::ListOps;
use super::repr::{write_items, Repr};
use super::slice::slice_bounds;

/// A tuple whose length only the running program knows; its items have one type.
#[derive(Debug)]
pub struct Tuple<T>(Rc<[T]>);

impl<T> Clone for Tuple<T> {
    fn clone(&self) -> Self {
        Tuple(Rc::clone(&self.0))
    }
}

impl<T> Default for Tuple<T> {
    fn default() -> Self {
        Tuple(Rc::new([]))
    }
}

impl<T> Deref for Tuple<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> From<Vec<T>> for Tuple<T> {
    fn from(items: Vec<T>) -> Self {
        Tuple(items.into())
    }
}

impl<T> FromIterator<T> for Tuple<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Tuple(iter.into_iter().collect())
    }
}

impl<T> Tuple<T> {
    /// `t[i]`.
    pub fn try_at(&self, index: impl ToIndex) -> PyResult<&T> {
        self.0.try_tuple_at(index)
    }

    /// `t[i]`, or the end of the program.
    pub fn at(&self, index: impl ToIndex) -> &T {
        self.try_at(index).or_exit()
    }
}

impl<T: PartialEq> Tuple<T> {
    /// `t.index(x)`.
    pub fn try_index_of(&self, item: &T) -> PyResult<i64> {
        let found = self.iter().position(|x| x == item);
        found
            .map(|i| i as i64)
            .ok_or_else(|| Exception::new(&VALUE_ERROR, "tuple.index(x): x not in tuple"))
    }

    /// `t.index(x)`, or the end of the program.
    pub fn index_of(&self, item: &T) -> i64 {
        self.try_index_of(item).or_exit()
    }

    /// `t.index(x, start, stop)`.
    pub fn try_tuple_index_in(
        &self,
        item: &T,
        start: impl ToIndex,
        stop: impl ToIndex,
    ) -> PyResult<i64> {
        let (from, to) = slice_bounds(self.len(), Some(start.to_index()), Some(stop.to_index()));
        let found = self[from.min(to)..to].iter().position(|x| x == item);
        found
            .map(|i| (from + i) as i64)
            .ok_or_else(|| Exception::new(&VALUE_ERROR, "tuple.index(x): x not in tuple"))
    }

    /// `t.index(x, start, stop)`, or the end of the program.
    pub fn tuple_index_in(&self, item: &T, start: impl ToIndex, stop: impl ToIndex) -> i64 {
        self.try_tuple_index_in(item, start, stop).or_exit()
    }
}

impl<T: Clone> Tuple<T> {
    /// `t[start:]`.
    pub fn slice_from(&self, start: impl ToIndex) -> Tuple<T> {
        Tuple::from(self.0.slice_from(start))
    }

    /// `t[:stop]`.
    pub fn slice_to(&self, stop: impl ToIndex) -> Tuple<T> {
        Tuple::from(self.0.slice_to(stop))
    }

    /// `t[start:stop]`.
    pub fn slice_range(&self, start: impl ToIndex, stop: impl ToIndex) -> Tuple<T> {
        Tuple::from(self.0.slice_range(start, stop))
    }

    /// `t[start:stop:step]`.
    pub fn try_slice(
        &self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
    ) -> PyResult<Tuple<T>> {
        self.0.try_slice(start, stop, step).map(Tuple::from)
    }

    /// `t[start:stop:step]`, or the end of the program.
    pub fn slice(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Tuple<T> {
        self.try_slice(start, stop, step).or_exit()
    }

    /// `t[::-1]`.
    pub fn reversed(&self) -> Tuple<T> {
        Tuple::from(self.0.reversed())
    }

    /// `t + u`.
    pub fn concat_with(&self, other: &Tuple<T>) -> Tuple<T> {
        Tuple::from(self.0.concat_with(other))
    }

    /// `t * n`.
    pub fn repeat_n(&self, count: impl ToIndex) -> Tuple<T> {
        Tuple::from(self.0.repeat_n(count))
    }
}

impl<T: PartialEq> PartialEq for Tuple<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: PartialOrd> PartialOrd for Tuple<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.0.partial_cmp(&other.0)
    }
}

impl<T: Repr> Repr for Tuple<T> {
    fn write_repr(&self, out: &mut String) {
        let close = if self.len() == 1 { ",)" } else { ")" };
        write_items(self.iter(), "(", close, out);
    }
}

impl<T: Key> Key for Tuple<T> {
    fn py_hash(&self) -> i64 {
        hash_items(self.iter().map(Key::py_hash))
    }
}
