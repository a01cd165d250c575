//! `collections.deque`.
//! needs: error, int, repr, slice

use std::collections::VecDeque;

use super::error::{Exception, OrExit, PyResult, INDEX_ERROR};
use super::int::ToIndex;
use super::repr::{write_items, Repr};
use super::slice::position;

/// A Python `deque` without a maximal length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deque<T>(VecDeque<T>);

fn out_of_range() -> Exception {
    Exception::new(&INDEX_ERROR, "deque index out of range")
}

impl<T> Deque<T> {
    /// An empty deque.
    pub fn new() -> Self {
        Deque(VecDeque::new())
    }

    /// `len(d)`.
    pub fn len_i64(&self) -> i64 {
        self.0.len() as i64
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `d.append(x)`.
    pub fn append(&mut self, item: T) {
        self.0.push_back(item);
    }

    /// `d.appendleft(x)`.
    pub fn appendleft(&mut self, item: T) {
        self.0.push_front(item);
    }

    fn popped(item: Option<T>) -> PyResult<T> {
        item.ok_or_else(|| Exception::new(&INDEX_ERROR, "pop from an empty deque"))
    }

    /// `d.pop()`.
    pub fn try_pop(&mut self) -> PyResult<T> {
        Self::popped(self.0.pop_back())
    }

    /// `d.pop()`, or the end of the program.
    pub fn pop(&mut self) -> T {
        self.try_pop().or_exit()
    }

    /// `d.popleft()`.
    pub fn try_popleft(&mut self) -> PyResult<T> {
        Self::popped(self.0.pop_front())
    }

    /// `d.popleft()`, or the end of the program.
    pub fn popleft(&mut self) -> T {
        self.try_popleft().or_exit()
    }

    /// `d.extend(items)`.
    pub fn extend(&mut self, items: impl IntoIterator<Item = T>) {
        self.0.extend(items);
    }

    /// `d.extendleft(items)`.
    pub fn extendleft(&mut self, items: impl IntoIterator<Item = T>) {
        for item in items {
            self.0.push_front(item);
        }
    }

    /// `d.rotate(n)`.
    pub fn rotate(&mut self, count: impl ToIndex) {
        if !self.0.is_empty() {
            let n = count.to_index().rem_euclid(self.len_i64()) as usize;
            self.0.rotate_right(n);
        }
    }

    /// `d.clear()`.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// `d[i]`.
    pub fn try_at(&self, index: impl ToIndex) -> PyResult<&T> {
        position(index.to_index(), self.0.len())
            .map(|i| &self.0[i])
            .ok_or_else(out_of_range)
    }

    /// `d[i]`, or the end of the program.
    pub fn at(&self, index: impl ToIndex) -> &T {
        self.try_at(index).or_exit()
    }

    /// `d[i] = x`.
    pub fn try_set(&mut self, index: impl ToIndex, item: T) -> PyResult<()> {
        let i = position(index.to_index(), self.0.len()).ok_or_else(out_of_range)?;
        self.0[i] = item;
        Ok(())
    }

    /// `d[i] = x`, or the end of the program.
    pub fn set(&mut self, index: impl ToIndex, item: T) {
        self.try_set(index, item).or_exit();
    }

    /// The items, in order.
    pub fn iter(&self) -> std::collections::vec_deque::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T: PartialEq> Deque<T> {
    /// `x in d`.
    pub fn has(&self, item: &T) -> bool {
        self.0.contains(item)
    }

    /// `d.count(x)`.
    pub fn count_of(&self, item: &T) -> i64 {
        self.0.iter().filter(|x| *x == item).count() as i64
    }
}

impl<T> FromIterator<T> for Deque<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Deque(iter.into_iter().collect())
    }
}

impl<T> IntoIterator for Deque<T> {
    type Item = T;
    type IntoIter = std::collections::vec_deque::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T: Repr> Repr for Deque<T> {
    fn write_repr(&self, out: &mut String) {
        write_items(self.0.iter(), "deque([", "])", out);
    }
}
