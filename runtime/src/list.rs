//! Methods of `list` on slices and vectors.
//! needs: error, int, slice, repr

use super::error::{Exception, OrExit, PyResult, INDEX_ERROR, VALUE_ERROR};
use super::int::ToIndex;
use super::repr::{repr, Repr};
use super::slice::{position, slice_bounds, try_slice_indices};

/// Operations that read a list, a tuple or an array.
pub trait ListOps<T> {
    /// The items.
    fn items_slice(&self) -> &[T];

    /// `len(xs)`.
    fn len_i64(&self) -> i64 {
        self.items_slice().len() as i64
    }

    /// `xs[i]`.
    fn try_at(&self, index: impl ToIndex) -> PyResult<&T> {
        let items = self.items_slice();
        position(index.to_index(), items.len())
            .map(|i| &items[i])
            .ok_or_else(|| Exception::new(&INDEX_ERROR, "list index out of range"))
    }

    /// `xs[i]`, or the end of the program.
    fn at(&self, index: impl ToIndex) -> &T {
        self.try_at(index).or_exit()
    }

    /// `t[i]` of a tuple.
    fn try_tuple_at(&self, index: impl ToIndex) -> PyResult<&T> {
        let items = self.items_slice();
        position(index.to_index(), items.len())
            .map(|i| &items[i])
            .ok_or_else(|| Exception::new(&INDEX_ERROR, "tuple index out of range"))
    }

    /// `t[i]` of a tuple, or the end of the program.
    fn tuple_at(&self, index: impl ToIndex) -> &T {
        self.try_tuple_at(index).or_exit()
    }

    /// `x in xs`.
    fn has(&self, item: &T) -> bool
    where
        T: PartialEq,
    {
        self.items_slice().contains(item)
    }

    /// `xs.count(x)`.
    fn count_of(&self, item: &T) -> i64
    where
        T: PartialEq,
    {
        self.items_slice().iter().filter(|x| *x == item).count() as i64
    }

    /// `xs.index(x)`.
    fn try_index_of(&self, item: &T) -> PyResult<i64>
    where
        T: PartialEq + Repr,
    {
        self.try_index_from(item, 0)
    }

    /// `xs.index(x)`, or the end of the program.
    fn index_of(&self, item: &T) -> i64
    where
        T: PartialEq + Repr,
    {
        self.try_index_of(item).or_exit()
    }

    /// `xs.index(x, start)`.
    fn try_index_from(&self, item: &T, start: impl ToIndex) -> PyResult<i64>
    where
        T: PartialEq + Repr,
    {
        self.try_index_in(item, start, i64::MAX)
    }

    /// `xs.index(x, start, stop)`.
    fn try_index_in(&self, item: &T, start: impl ToIndex, stop: impl ToIndex) -> PyResult<i64>
    where
        T: PartialEq + Repr,
    {
        let items = self.items_slice();
        let (from, to) = slice_bounds(items.len(), Some(start.to_index()), Some(stop.to_index()));
        match items[..to].iter().skip(from).position(|x| x == item) {
            Some(i) => Ok((from + i) as i64),
            None => Err(Exception::new(
                &VALUE_ERROR,
                format!("{} is not in list", repr(item)),
            )),
        }
    }

    /// `xs.index(x, start, stop)`, or the end of the program.
    fn index_in(&self, item: &T, start: impl ToIndex, stop: impl ToIndex) -> i64
    where
        T: PartialEq + Repr,
    {
        self.try_index_in(item, start, stop).or_exit()
    }

    /// `xs.index(x, start)`, or the end of the program.
    fn index_from(&self, item: &T, start: impl ToIndex) -> i64
    where
        T: PartialEq + Repr,
    {
        self.try_index_from(item, start).or_exit()
    }

    /// `xs[start:]`.
    fn slice_from(&self, start: impl ToIndex) -> Vec<T>
    where
        T: Clone,
    {
        let items = self.items_slice();
        let (a, b) = slice_bounds(items.len(), Some(start.to_index()), None);
        items[a..b].to_vec()
    }

    /// `xs[:stop]`.
    fn slice_to(&self, stop: impl ToIndex) -> Vec<T>
    where
        T: Clone,
    {
        let items = self.items_slice();
        let (a, b) = slice_bounds(items.len(), None, Some(stop.to_index()));
        items[a..b].to_vec()
    }

    /// `xs[start:stop]`.
    fn slice_range(&self, start: impl ToIndex, stop: impl ToIndex) -> Vec<T>
    where
        T: Clone,
    {
        let items = self.items_slice();
        let (a, b) = slice_bounds(items.len(), Some(start.to_index()), Some(stop.to_index()));
        items[a..b].to_vec()
    }

    /// `xs[start:stop:step]`.
    fn try_slice(
        &self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
    ) -> PyResult<Vec<T>>
    where
        T: Clone,
    {
        let items = self.items_slice();
        let taken = try_slice_indices(items.len(), start, stop, step)?;
        Ok(taken.into_iter().map(|i| items[i].clone()).collect())
    }

    /// `xs[start:stop:step]`, or the end of the program.
    fn slice(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Vec<T>
    where
        T: Clone,
    {
        self.try_slice(start, stop, step).or_exit()
    }

    /// `xs[::-1]`.
    fn reversed(&self) -> Vec<T>
    where
        T: Clone,
    {
        self.items_slice().iter().rev().cloned().collect()
    }

    /// `xs + ys`.
    fn concat_with(&self, other: &[T]) -> Vec<T>
    where
        T: Clone,
    {
        [self.items_slice(), other].concat()
    }

    /// `xs * n`.
    fn repeat_n(&self, count: impl ToIndex) -> Vec<T>
    where
        T: Clone,
    {
        let count = usize::try_from(count.to_index()).unwrap_or(0);
        let mut out = Vec::with_capacity(self.items_slice().len() * count);
        for _ in 0..count {
            out.extend_from_slice(self.items_slice());
        }
        out
    }
}

impl<T> ListOps<T> for [T] {
    fn items_slice(&self) -> &[T] {
        self
    }
}

/// Operations that change a list.
pub trait ListMut<T> {
    /// `xs[i]` as a place.
    fn try_at_mut(&mut self, index: impl ToIndex) -> PyResult<&mut T>;
    /// `xs[i]` as a place, or the end of the program.
    fn at_mut(&mut self, index: impl ToIndex) -> &mut T;
    /// `xs[i] = x`.
    fn try_set(&mut self, index: impl ToIndex, item: T) -> PyResult<()>;
    /// `xs[i] = x`, or the end of the program.
    fn set(&mut self, index: impl ToIndex, item: T);
    /// `xs[i], xs[j] = xs[j], xs[i]`.
    fn try_swap_items(&mut self, a: impl ToIndex, b: impl ToIndex) -> PyResult<()>;
    /// `xs[i], xs[j] = xs[j], xs[i]`, or the end of the program.
    fn swap_items(&mut self, a: impl ToIndex, b: impl ToIndex);
    /// `xs.pop()`.
    fn try_pop_last(&mut self) -> PyResult<T>;
    /// `xs.pop()`, or the end of the program.
    fn pop_last(&mut self) -> T;
    /// `xs.pop(i)`.
    fn try_pop_at(&mut self, index: impl ToIndex) -> PyResult<T>;
    /// `xs.pop(i)`, or the end of the program.
    fn pop_at(&mut self, index: impl ToIndex) -> T;
    /// `xs.insert(i, x)`.
    fn insert_at(&mut self, index: impl ToIndex, item: T);
    /// `xs.remove(x)`.
    fn try_remove_item(&mut self, item: &T) -> PyResult<()>
    where
        T: PartialEq;
    /// `xs.remove(x)`, or the end of the program.
    fn remove_item(&mut self, item: &T)
    where
        T: PartialEq;
    /// `del xs[i]`.
    fn try_del_at(&mut self, index: impl ToIndex) -> PyResult<()>;
    /// `del xs[i]`, or the end of the program.
    fn del_at(&mut self, index: impl ToIndex);
    /// `del xs[start:stop:step]`.
    fn try_del_slice(
        &mut self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
    ) -> PyResult<()>;
    /// `del xs[start:stop:step]`, or the end of the program.
    fn del_slice(&mut self, start: Option<i64>, stop: Option<i64>, step: Option<i64>);
    /// `xs[start:stop:step] = items`.
    fn try_set_slice(
        &mut self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
        items: Vec<T>,
    ) -> PyResult<()>;
    /// `xs[start:stop:step] = items`, or the end of the program.
    fn set_slice(
        &mut self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
        items: Vec<T>,
    );
    /// `xs *= n`.
    fn repeat_in_place(&mut self, count: impl ToIndex)
    where
        T: Clone;
}

fn assignment_range() -> Exception {
    Exception::new(&INDEX_ERROR, "list assignment index out of range")
}

impl<T> ListMut<T> for Vec<T> {
    fn try_at_mut(&mut self, index: impl ToIndex) -> PyResult<&mut T> {
        position(index.to_index(), self.len())
            .map(|i| &mut self[i])
            .ok_or_else(|| Exception::new(&INDEX_ERROR, "list index out of range"))
    }

    fn at_mut(&mut self, index: impl ToIndex) -> &mut T {
        self.try_at_mut(index).or_exit()
    }

    fn try_set(&mut self, index: impl ToIndex, item: T) -> PyResult<()> {
        let i = position(index.to_index(), self.len()).ok_or_else(assignment_range)?;
        self[i] = item;
        Ok(())
    }

    fn set(&mut self, index: impl ToIndex, item: T) {
        self.try_set(index, item).or_exit();
    }

    fn try_swap_items(&mut self, a: impl ToIndex, b: impl ToIndex) -> PyResult<()> {
        let inside = |i: i64, len| {
            position(i, len).ok_or_else(|| Exception::new(&INDEX_ERROR, "list index out of range"))
        };
        let (i, j) = (
            inside(a.to_index(), self.len())?,
            inside(b.to_index(), self.len())?,
        );
        self.swap(i, j);
        Ok(())
    }

    fn swap_items(&mut self, a: impl ToIndex, b: impl ToIndex) {
        self.try_swap_items(a, b).or_exit();
    }

    fn try_pop_last(&mut self) -> PyResult<T> {
        self.pop()
            .ok_or_else(|| Exception::new(&INDEX_ERROR, "pop from empty list"))
    }

    fn pop_last(&mut self) -> T {
        self.try_pop_last().or_exit()
    }

    fn try_pop_at(&mut self, index: impl ToIndex) -> PyResult<T> {
        if self.is_empty() {
            return Err(Exception::new(&INDEX_ERROR, "pop from empty list"));
        }
        let i = position(index.to_index(), self.len())
            .ok_or_else(|| Exception::new(&INDEX_ERROR, "pop index out of range"))?;
        Ok(self.remove(i))
    }

    fn pop_at(&mut self, index: impl ToIndex) -> T {
        self.try_pop_at(index).or_exit()
    }

    fn insert_at(&mut self, index: impl ToIndex, item: T) {
        let (i, _) = slice_bounds(self.len(), Some(index.to_index()), None);
        self.insert(i, item);
    }

    fn try_remove_item(&mut self, item: &T) -> PyResult<()>
    where
        T: PartialEq,
    {
        let i = self
            .iter()
            .position(|x| x == item)
            .ok_or_else(|| Exception::new(&VALUE_ERROR, "list.remove(x): x not in list"))?;
        self.remove(i);
        Ok(())
    }

    fn remove_item(&mut self, item: &T)
    where
        T: PartialEq,
    {
        self.try_remove_item(item).or_exit();
    }

    fn try_del_at(&mut self, index: impl ToIndex) -> PyResult<()> {
        let i = position(index.to_index(), self.len()).ok_or_else(assignment_range)?;
        self.remove(i);
        Ok(())
    }

    fn del_at(&mut self, index: impl ToIndex) {
        self.try_del_at(index).or_exit();
    }

    fn try_del_slice(
        &mut self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
    ) -> PyResult<()> {
        let mut gone = try_slice_indices(self.len(), start, stop, step)?;
        gone.sort_unstable();
        let mut gone = gone.into_iter().peekable();
        let mut at = 0;
        self.retain(|_| {
            let kept = gone.next_if_eq(&at).is_none();
            at += 1;
            kept
        });
        Ok(())
    }

    fn del_slice(&mut self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) {
        self.try_del_slice(start, stop, step).or_exit();
    }

    fn try_set_slice(
        &mut self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
        items: Vec<T>,
    ) -> PyResult<()> {
        if step.unwrap_or(1) == 1 {
            let (a, b) = slice_bounds(self.len(), start, stop);
            self.splice(a..b, items);
            return Ok(());
        }
        let places = try_slice_indices(self.len(), start, stop, step)?;
        if places.len() != items.len() {
            let message = format!(
                "attempt to assign sequence of size {} to extended slice of size {}",
                items.len(),
                places.len()
            );
            return Err(Exception::new(&VALUE_ERROR, message));
        }
        for (i, item) in places.into_iter().zip(items) {
            self[i] = item;
        }
        Ok(())
    }

    fn set_slice(
        &mut self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
        items: Vec<T>,
    ) {
        self.try_set_slice(start, stop, step, items).or_exit();
    }

    fn repeat_in_place(&mut self, count: impl ToIndex)
    where
        T: Clone,
    {
        *self = self.repeat_n(count);
    }
}

/// `operator.indexOf(xs, x)`.
pub fn try_index_in_sequence<T: PartialEq>(items: &[T], item: &T) -> PyResult<i64> {
    let found = items.iter().position(|x| x == item);
    found
        .map(|i| i as i64)
        .ok_or_else(|| Exception::new(&VALUE_ERROR, "sequence.index(x): x not in sequence"))
}

/// `operator.indexOf(xs, x)`, or the end of the program.
pub fn index_in_sequence<T: PartialEq>(items: &[T], item: &T) -> i64 {
    try_index_in_sequence(items, item).or_exit()
}
