//! `collections.deque`.
//! needs: error, int, repr, slice

use std::collections::VecDeque;

use super::error::{Exception, OrExit, PyResult, INDEX_ERROR, VALUE_ERROR};
use super::int::ToIndex;
use super::repr::{repr, write_items, Repr};
use super::slice::{position, slice_bounds};

/// A Python `deque`.
#[derive(Clone, Debug)]
pub struct Deque<T>(VecDeque<T>, Option<usize>);

impl<T> Default for Deque<T> {
    fn default() -> Self {
        Deque(VecDeque::new(), None)
    }
}

impl<T: PartialEq> PartialEq for Deque<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: PartialOrd> PartialOrd for Deque<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.0.partial_cmp(&other.0)
    }
}

fn out_of_range() -> Exception {
    Exception::new(&INDEX_ERROR, "deque index out of range")
}

impl<T> Deque<T> {
    /// An empty deque.
    pub fn new() -> Self {
        Self::default()
    }

    /// `deque(items, maxlen)`.
    pub fn try_bounded(
        items: impl IntoIterator<Item = T>,
        limit: Option<impl ToIndex>,
    ) -> PyResult<Self> {
        let limit = match limit.map(|n| usize::try_from(n.to_index())) {
            Some(Err(_)) => {
                let text = "maxlen must be non-negative";
                return Err(Exception::new(&VALUE_ERROR, text));
            }
            Some(Ok(n)) => Some(n),
            None => None,
        };
        let mut out = Deque(VecDeque::new(), limit);
        out.extend(items);
        Ok(out)
    }

    /// `deque(items, maxlen)`, or the end of the program.
    pub fn bounded(items: impl IntoIterator<Item = T>, limit: Option<impl ToIndex>) -> Self {
        Self::try_bounded(items, limit).or_exit()
    }

    /// `d.maxlen`.
    pub fn max_len(&self) -> Option<i64> {
        self.1.map(|n| n as i64)
    }

    fn full(&self) -> bool {
        self.1.is_some_and(|n| self.0.len() >= n)
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
        if self.1.is_some_and(|n| self.0.len() > n) {
            self.0.pop_front();
        }
    }

    /// `d.appendleft(x)`.
    pub fn appendleft(&mut self, item: T) {
        self.0.push_front(item);
        if self.1.is_some_and(|n| self.0.len() > n) {
            self.0.pop_back();
        }
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
        for item in items {
            self.append(item);
        }
    }

    /// `d.extendleft(items)`.
    pub fn extendleft(&mut self, items: impl IntoIterator<Item = T>) {
        for item in items {
            self.appendleft(item);
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

    /// `d.insert(i, x)`.
    pub fn try_insert_at(&mut self, index: impl ToIndex, item: T) -> PyResult<()> {
        if self.full() {
            let text = "deque already at its maximum size";
            return Err(Exception::new(&INDEX_ERROR, text));
        }
        let (at, _) = slice_bounds(self.0.len(), Some(index.to_index()), None);
        self.0.insert(at, item);
        Ok(())
    }

    /// `d.insert(i, x)`, or the end of the program.
    pub fn insert_at(&mut self, index: impl ToIndex, item: T) {
        self.try_insert_at(index, item).or_exit();
    }

    /// `del d[i]`.
    pub fn try_del_at(&mut self, index: impl ToIndex) -> PyResult<()> {
        let i = position(index.to_index(), self.0.len()).ok_or_else(out_of_range)?;
        self.0.remove(i);
        Ok(())
    }

    /// `del d[i]`, or the end of the program.
    pub fn del_at(&mut self, index: impl ToIndex) {
        self.try_del_at(index).or_exit();
    }

    /// `d[i]`, to be changed.
    pub fn try_at_mut(&mut self, index: impl ToIndex) -> PyResult<&mut T> {
        let i = position(index.to_index(), self.0.len()).ok_or_else(out_of_range)?;
        Ok(&mut self.0[i])
    }

    /// `d[i]`, to be changed, or the end of the program.
    pub fn at_mut(&mut self, index: impl ToIndex) -> &mut T {
        self.try_at_mut(index).or_exit()
    }

    /// `d.reverse()`.
    pub fn reverse(&mut self) {
        self.0.make_contiguous().reverse();
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

impl<T: PartialEq + Repr> Deque<T> {
    /// `d.index(x, start, stop)`.
    pub fn try_index_in(&self, item: &T, start: impl ToIndex, stop: impl ToIndex) -> PyResult<i64> {
        let (from, to) = slice_bounds(self.0.len(), Some(start.to_index()), Some(stop.to_index()));
        let found = self.0.range(from..to.max(from)).position(|x| x == item);
        found
            .map(|i| (from + i) as i64)
            .ok_or_else(|| Exception::new(&VALUE_ERROR, format!("{} is not in deque", repr(item))))
    }

    /// `d.index(x, start, stop)`, or the end of the program.
    pub fn index_in(&self, item: &T, start: impl ToIndex, stop: impl ToIndex) -> i64 {
        self.try_index_in(item, start, stop).or_exit()
    }

    /// `d.remove(x)`.
    pub fn try_remove_item(&mut self, item: &T) -> PyResult<()> {
        let Some(i) = self.0.iter().position(|x| x == item) else {
            let text = format!("{} is not in deque", repr(item));
            return Err(Exception::new(&VALUE_ERROR, text));
        };
        self.0.remove(i);
        Ok(())
    }

    /// `d.remove(x)`, or the end of the program.
    pub fn remove_item(&mut self, item: &T) {
        self.try_remove_item(item).or_exit();
    }
}

impl<T: Clone> Deque<T> {
    /// `d + e`: as long as `d` may be.
    pub fn merged(&self, other: &Self) -> Self {
        let mut out = self.clone();
        out.extend(other.0.iter().cloned());
        out
    }

    /// `d.copy()`.
    pub fn copy(&self) -> Self {
        self.clone()
    }

    /// `d *= n`.
    pub fn repeat_in_place(&mut self, count: impl ToIndex) {
        *self = self.repeat_n(count);
    }

    /// `d * n`.
    pub fn repeat_n(&self, count: impl ToIndex) -> Self {
        let mut out = Deque(VecDeque::new(), self.1);
        for _ in 0..count.to_index().max(0) {
            out.extend(self.0.iter().cloned());
        }
        out
    }
}

impl<T> FromIterator<T> for Deque<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Deque(iter.into_iter().collect(), None)
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
        match self.1 {
            Some(n) => write_items(self.0.iter(), "deque([", &format!("], maxlen={n})"), out),
            None => write_items(self.0.iter(), "deque([", "])", out),
        }
    }
}
