//! `functools.lru_cache`: results by arguments, the least recently used of them forgotten first.
//! needs: dict, error, hash

use std::cell::RefCell;

use super::dict::Dict;
use super::error::PyResult;
use super::hash::Key;

/// The results of a function that is decorated by `functools.cache` or `functools.lru_cache`.
///
/// A call that raises leaves nothing behind. While a result is computed the memory is free for the calls inside it.
pub struct Memo<K, V> {
    results: RefCell<Dict<K, V>>,
    limit: i64,
}

impl<K: Key, V: Clone> Memo<K, V> {
    /// A memory without bounds.
    pub fn new() -> Self {
        Self::bounded(i64::MAX)
    }

    /// A memory of at most `limit` results.
    pub fn bounded(limit: i64) -> Self {
        Self {
            results: RefCell::new(Dict::new()),
            limit,
        }
    }

    /// The result for these arguments, from memory or computed now.
    pub fn recall(&self, arguments: K, compute: impl FnOnce() -> V) -> V {
        if let Some(known) = self.known(&arguments) {
            return known;
        }
        let value = compute();
        self.keep(arguments, value.clone());
        value
    }

    /// The same for a function that may raise.
    pub fn try_recall(&self, arguments: K, compute: impl FnOnce() -> PyResult<V>) -> PyResult<V> {
        if let Some(known) = self.known(&arguments) {
            return Ok(known);
        }
        let value = compute()?;
        self.keep(arguments, value.clone());
        Ok(value)
    }

    /// `f.cache_clear()`.
    pub fn clear(&self) {
        *self.results.borrow_mut() = Dict::new();
    }

    fn known(&self, arguments: &K) -> Option<V> {
        let mut results = self.results.borrow_mut();
        if self.limit == i64::MAX {
            return results.get_value(arguments);
        }
        // what was used last stands last
        let (key, value) = results.take(arguments)?;
        results.insert(key, value.clone());
        Some(value)
    }

    fn keep(&self, arguments: K, value: V) {
        let mut results = self.results.borrow_mut();
        if self.limit <= 0 || results.contains(&arguments) {
            return;
        }
        if results.len_i64() >= self.limit {
            let oldest = results.keys().next().cloned();
            if let Some(oldest) = oldest {
                results.take(&oldest);
            }
        }
        results.insert(arguments, value);
    }
}

impl<K: Key, V: Clone> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
