//! Methods of a shared `deque`: as those of `Deque`, with results by value.
//! needs: deque, error, int, repr, shared

use std::cmp::Ordering;

use super::deque::Deque;
use super::error::{Exception, OrExit, PyResult, RUNTIME_ERROR};
use super::int::ToIndex;
use super::repr::Repr;
use super::shared::{write_shared, Shared, SharedEq, SharedOrd, SharedRepr};

/// Iterates a snapshot of a shared deque and raises when its length changes meanwhile.
pub struct WatchedDeque<T> {
    deque: Shared<Deque<T>>,
    size: i64,
    items: std::vec::IntoIter<T>,
}

impl<T: Clone> Iterator for WatchedDeque<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        let item = self.items.next()?;
        if self.deque.with(Deque::len_i64) != self.size {
            Exception::new(&RUNTIME_ERROR, "deque mutated during iteration").exit();
        }
        Some(item)
    }
}

impl<T: Clone> DoubleEndedIterator for WatchedDeque<T> {
    fn next_back(&mut self) -> Option<T> {
        self.items.next_back()
    }
}

impl<T: PartialEq> SharedEq for Deque<T> {
    fn handles_equal(a: &Shared<Self>, b: &Shared<Self>) -> bool {
        a.same_content(b)
    }
}

impl<T: PartialOrd> SharedOrd for Deque<T> {
    fn handles_order(a: &Shared<Self>, b: &Shared<Self>) -> Option<Ordering> {
        a.order_of_contents(b)
    }
}

impl<T: Clone> Shared<Deque<T>> {
    /// `len(d)`.
    pub fn len_i64(&self) -> i64 {
        self.with(Deque::len_i64)
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.with(Deque::is_empty)
    }

    /// `d.maxlen`.
    pub fn max_len(&self) -> Option<i64> {
        self.with(Deque::max_len)
    }

    /// `d.append(x)`.
    pub fn append(&self, item: T) {
        self.update(|d| d.append(item));
    }

    /// `d.appendleft(x)`.
    pub fn appendleft(&self, item: T) {
        self.update(|d| d.appendleft(item));
    }

    /// `d.pop()`.
    pub fn try_pop(&self) -> PyResult<T> {
        self.update(Deque::try_pop)
    }

    /// `d.pop()`, or the end of the program.
    pub fn pop(&self) -> T {
        self.try_pop().or_exit()
    }

    /// `d.popleft()`.
    pub fn try_popleft(&self) -> PyResult<T> {
        self.update(Deque::try_popleft)
    }

    /// `d.popleft()`, or the end of the program.
    pub fn popleft(&self) -> T {
        self.try_popleft().or_exit()
    }

    /// `d.extend(items)`.
    pub fn extend(&self, items: impl IntoIterator<Item = T>) {
        let items: Vec<T> = items.into_iter().collect();
        self.update(|d| d.extend(items));
    }

    /// `d.extendleft(items)`.
    pub fn extendleft(&self, items: impl IntoIterator<Item = T>) {
        let items: Vec<T> = items.into_iter().collect();
        self.update(|d| d.extendleft(items));
    }

    /// `d.rotate(n)`.
    pub fn rotate(&self, count: impl ToIndex) {
        self.update(|d| d.rotate(count));
    }

    /// `d.clear()`.
    pub fn clear(&self) {
        self.update(Deque::clear);
    }

    /// `d.reverse()`.
    pub fn reverse(&self) {
        self.update(Deque::reverse);
    }

    /// `d.copy()`.
    pub fn copy(&self) -> Deque<T> {
        self.get()
    }

    /// `d[i]`.
    pub fn try_at(&self, index: impl ToIndex) -> PyResult<T> {
        self.with(|d| d.try_at(index).cloned())
    }

    /// `d[i]`, or the end of the program.
    pub fn at(&self, index: impl ToIndex) -> T {
        self.try_at(index).or_exit()
    }

    /// `d[i] = x`.
    pub fn try_set(&self, index: impl ToIndex, item: T) -> PyResult<()> {
        self.update(|d| d.try_set(index, item))
    }

    /// `d[i] = x`, or the end of the program.
    pub fn set(&self, index: impl ToIndex, item: T) {
        self.try_set(index, item).or_exit();
    }

    /// `del d[i]`.
    pub fn try_del_at(&self, index: impl ToIndex) -> PyResult<()> {
        self.update(|d| d.try_del_at(index))
    }

    /// `del d[i]`, or the end of the program.
    pub fn del_at(&self, index: impl ToIndex) {
        self.try_del_at(index).or_exit();
    }

    /// `d.insert(i, x)`.
    pub fn try_insert_at(&self, index: impl ToIndex, item: T) -> PyResult<()> {
        self.update(|d| d.try_insert_at(index, item))
    }

    /// `d.insert(i, x)`, or the end of the program.
    pub fn insert_at(&self, index: impl ToIndex, item: T) {
        self.try_insert_at(index, item).or_exit();
    }

    /// `reversed(d)`.
    pub fn iter_reversed(&self) -> WatchedDeque<T> {
        let items: Vec<T> = self.with(|d| d.iter().rev().cloned().collect());
        WatchedDeque {
            deque: self.clone(),
            size: items.len() as i64,
            items: items.into_iter(),
        }
    }

    /// The items, in order.
    pub fn iter(&self) -> WatchedDeque<T> {
        let items: Vec<T> = self.with(|d| d.iter().cloned().collect());
        WatchedDeque {
            deque: self.clone(),
            size: items.len() as i64,
            items: items.into_iter(),
        }
    }
}

impl<T: Clone + PartialEq> Shared<Deque<T>> {
    /// `x in d`.
    pub fn has(&self, item: &T) -> bool {
        self.with(|d| d.has(item))
    }

    /// `d.count(x)`.
    pub fn count_of(&self, item: &T) -> i64 {
        self.with(|d| d.count_of(item))
    }
}

impl<T: Clone + PartialEq + Repr> Shared<Deque<T>> {
    /// `d.index(x, start, stop)`.
    pub fn try_index_in(&self, item: &T, start: impl ToIndex, stop: impl ToIndex) -> PyResult<i64> {
        self.with(|d| d.try_index_in(item, start, stop))
    }

    /// `d.index(x, start, stop)`, or the end of the program.
    pub fn index_in(&self, item: &T, start: impl ToIndex, stop: impl ToIndex) -> i64 {
        self.try_index_in(item, start, stop).or_exit()
    }

    /// `d.remove(x)`.
    pub fn try_remove_item(&self, item: &T) -> PyResult<()> {
        self.update(|d| d.try_remove_item(item))
    }

    /// `d.remove(x)`, or the end of the program.
    pub fn remove_item(&self, item: &T) {
        self.try_remove_item(item).or_exit();
    }
}

impl<T: Clone + Repr> SharedRepr for Deque<T> {
    fn write_handle(this: &Shared<Self>, out: &mut String) {
        write_shared(this, "[...]", out, |items, out| items.write_repr(out));
    }
}
