//! Methods of a shared dict of any kind: as those of `Dict`, with results by value.
//! needs: dict, dict_steps, error, repr, shared

use super::dict::{Dict, Mapping};
use super::dict_steps::DictSteps;
use super::error::{OrExit, PyResult};
use super::repr::Repr;
use super::shared::{write_shared, Shared, SharedEq, SharedRepr};

/// Iterates a shared dict as it is at each step, and raises when its size changes.
pub struct Watched<M, T> {
    dict: Shared<M>,
    steps: DictSteps,
    next: fn(&mut DictSteps, &M) -> Option<T>,
}

impl<M: Mapping, T> Iterator for Watched<M, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.dict.with(|dict| (self.next)(&mut self.steps, dict))
    }
}

impl<M: Mapping + PartialEq> SharedEq for M {
    fn handles_equal(a: &Shared<Self>, b: &Shared<Self>) -> bool {
        a.same_content(b)
    }
}

impl<M: Mapping> Shared<M> {
    fn watch<T>(&self, next: fn(&mut DictSteps, &M) -> Option<T>) -> Watched<M, T> {
        Watched {
            dict: self.clone(),
            steps: self.with(DictSteps::of),
            next,
        }
    }

    /// `len(d)`.
    pub fn len_i64(&self) -> i64 {
        self.with(|d| d.dict().len_i64())
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.with(|d| d.dict().is_empty())
    }

    /// `d[k] = v`.
    pub fn insert(&self, key: M::Key, value: M::Value) {
        self.update_with(|d| d.insert(key, value));
    }

    fn update_with<R>(&self, change: impl FnOnce(&mut Dict<M::Key, M::Value>) -> R) -> R {
        Shared::update(self, |d| change(d.dict_mut()))
    }

    /// `k in d`.
    pub fn contains(&self, key: &M::Key) -> bool {
        self.with(|d| d.dict().contains(key))
    }

    /// `d.get(k)`; without a key, see `Shared::get`.
    pub fn get_value(&self, key: &M::Key) -> Option<M::Value> {
        self.with(|d| d.dict().get(key).cloned())
    }

    /// `d.pop(k, None)`.
    pub fn pop_option(&self, key: &M::Key) -> Option<M::Value> {
        self.update_with(|d| d.pop_option(key))
    }

    /// `d.pop(k, default)`.
    pub fn pop_or(&self, key: &M::Key, default: M::Value) -> M::Value {
        self.update_with(|d| d.pop_or(key, default))
    }

    /// `d.setdefault(k, default)`.
    pub fn setdefault(&self, key: M::Key, default: M::Value) -> M::Value {
        self.update_with(|d| d.setdefault(key, default).clone())
    }

    /// `d.popitem()`.
    pub fn try_popitem(&self) -> PyResult<(M::Key, M::Value)> {
        self.update_with(Dict::try_popitem)
    }

    /// `d.popitem()`, or the end of the program.
    pub fn popitem(&self) -> (M::Key, M::Value) {
        self.try_popitem().or_exit()
    }

    /// `d.clear()`.
    pub fn clear(&self) {
        self.update_with(Dict::clear);
    }

    /// `d.copy()`.
    pub fn copy(&self) -> M {
        self.get()
    }

    /// `d.update(pairs)`.
    pub fn extend(&self, pairs: impl IntoIterator<Item = (M::Key, M::Value)>) {
        let new: Vec<(M::Key, M::Value)> = pairs.into_iter().collect();
        self.update_with(|d| d.extend(new));
    }

    /// `d.update(other)`; see `Shared::update` for the other meaning of that name.
    pub fn merge(&self, other: &Dict<M::Key, M::Value>) {
        self.update_with(|d| d.merge(other));
    }

    /// `d | other`.
    pub fn merged(&self, other: &Dict<M::Key, M::Value>) -> M {
        let mut out = self.get();
        out.dict_mut().update(other);
        out
    }

    /// The keys, in order.
    pub fn keys(&self) -> Watched<M, M::Key> {
        self.watch(DictSteps::next_key)
    }

    /// The values, in order.
    pub fn values(&self) -> Watched<M, M::Value> {
        self.watch(DictSteps::next_value)
    }

    /// Keys and values, in order.
    pub fn items(&self) -> Watched<M, (M::Key, M::Value)> {
        self.watch(DictSteps::next_item)
    }

    /// The keys, in order.
    pub fn iter(&self) -> Watched<M, M::Key> {
        self.keys()
    }
}

impl<M: Mapping> Shared<M>
where
    M::Key: Repr,
{
    /// `d[k]`.
    pub fn try_get_item(&self, key: &M::Key) -> PyResult<M::Value> {
        if let Some(value) = self.get_value(key) {
            return Ok(value);
        }
        let (value, added) = self.with(|d| d.missing(key))?;
        if added {
            self.insert(key.clone(), value.clone());
        }
        Ok(value)
    }

    /// `d[k]`, or the end of the program.
    pub fn get_item(&self, key: &M::Key) -> M::Value {
        self.try_get_item(key).or_exit()
    }

    /// `d.pop(k)`.
    pub fn try_pop(&self, key: &M::Key) -> PyResult<M::Value> {
        self.update_with(|d| d.try_pop(key))
    }

    /// `d.pop(k)`, or the end of the program.
    pub fn pop(&self, key: &M::Key) -> M::Value {
        self.try_pop(key).or_exit()
    }

    /// `del d[k]`.
    pub fn try_remove(&self, key: &M::Key) -> PyResult<()> {
        Shared::update(self, |d| d.try_delete(key))
    }

    /// `del d[k]`, or the end of the program.
    pub fn remove(&self, key: &M::Key) {
        self.try_remove(key).or_exit();
    }
}

impl<M: Mapping + Repr> SharedRepr for M {
    fn write_handle(this: &Shared<Self>, out: &mut String) {
        write_shared(this, M::DOTS, out, |d, out| d.write_repr(out));
    }
}
