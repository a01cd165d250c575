//! Methods of a shared `dict`: as those of `Dict`, with results by value.
//! needs: dict, error, hash, repr, shared

use super::dict::Dict;
use super::error::{Exception, OrExit, PyResult, RUNTIME_ERROR};
use super::hash::Key;
use super::repr::Repr;
use super::shared::{write_shared, Shared};

/// Iterates a snapshot of a shared dict and raises when the dict's size changes meanwhile.
pub struct Watched<K, V, T> {
    dict: Shared<Dict<K, V>>,
    size: i64,
    items: std::vec::IntoIter<T>,
}

impl<K: Key, V, T> Iterator for Watched<K, V, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if self.dict.with(Dict::len_i64) != self.size {
            Exception::new(&RUNTIME_ERROR, "dictionary changed size during iteration").exit();
        }
        self.items.next()
    }
}

impl<K: Key, V: Clone> Shared<Dict<K, V>> {
    fn watch<T>(&self, items: Vec<T>) -> Watched<K, V, T> {
        Watched {
            dict: self.clone(),
            size: self.len_i64(),
            items: items.into_iter(),
        }
    }

    /// `len(d)`.
    pub fn len_i64(&self) -> i64 {
        self.with(Dict::len_i64)
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.with(Dict::is_empty)
    }

    /// `d[k] = v`.
    pub fn insert(&self, key: K, value: V) {
        self.update_with(|d| d.insert(key, value));
    }

    fn update_with<R>(&self, change: impl FnOnce(&mut Dict<K, V>) -> R) -> R {
        Shared::update(self, change)
    }

    /// `k in d`.
    pub fn contains(&self, key: &K) -> bool {
        self.with(|d| d.contains(key))
    }

    /// `d.get(k)`; without a key, see `Shared::get`.
    pub fn get_value(&self, key: &K) -> Option<V> {
        self.with(|d| d.get(key).cloned())
    }

    /// `d.pop(k, None)`.
    pub fn pop_option(&self, key: &K) -> Option<V> {
        self.update_with(|d| d.pop_option(key))
    }

    /// `d.pop(k, default)`.
    pub fn pop_or(&self, key: &K, default: V) -> V {
        self.update_with(|d| d.pop_or(key, default))
    }

    /// `d.setdefault(k, default)`.
    pub fn setdefault(&self, key: K, default: V) -> V {
        self.update_with(|d| d.setdefault(key, default).clone())
    }

    /// `d.popitem()`.
    pub fn try_popitem(&self) -> PyResult<(K, V)> {
        self.update_with(Dict::try_popitem)
    }

    /// `d.popitem()`, or the end of the program.
    pub fn popitem(&self) -> (K, V) {
        self.try_popitem().or_exit()
    }

    /// `d.clear()`.
    pub fn clear(&self) {
        self.update_with(Dict::clear);
    }

    /// `d.copy()`.
    pub fn copy(&self) -> Dict<K, V> {
        self.get()
    }

    /// `d.update(pairs)`.
    pub fn extend(&self, pairs: impl IntoIterator<Item = (K, V)>) {
        let new: Vec<(K, V)> = pairs.into_iter().collect();
        self.update_with(|d| d.extend(new));
    }

    /// `d.update(other)`; see `Shared::update` for the other meaning of that name.
    pub fn merge(&self, other: &Dict<K, V>) {
        self.update_with(|d| d.merge(other));
    }

    /// `d | other`.
    pub fn merged(&self, other: &Dict<K, V>) -> Dict<K, V> {
        self.with(|d| d.merged(other))
    }

    /// The keys, in order.
    pub fn keys(&self) -> Watched<K, V, K> {
        self.watch(self.with(|d| d.keys().cloned().collect()))
    }

    /// The values, in order.
    pub fn values(&self) -> Watched<K, V, V> {
        self.watch(self.with(|d| d.values().cloned().collect()))
    }

    /// Keys and values, in order.
    pub fn items(&self) -> Watched<K, V, (K, V)> {
        self.watch(self.with(|d| d.items().map(|(k, v)| (k.clone(), v.clone())).collect()))
    }

    /// The keys, in order.
    pub fn iter(&self) -> Watched<K, V, K> {
        self.keys()
    }
}

impl<K: Key + Repr, V: Clone> Shared<Dict<K, V>> {
    /// `d[k]`.
    pub fn try_get_item(&self, key: &K) -> PyResult<V> {
        self.with(|d| d.try_get_item(key).cloned())
    }

    /// `d[k]`, or the end of the program.
    pub fn get_item(&self, key: &K) -> V {
        self.try_get_item(key).or_exit()
    }

    /// `d.pop(k)`.
    pub fn try_pop(&self, key: &K) -> PyResult<V> {
        self.update_with(|d| d.try_pop(key))
    }

    /// `d.pop(k)`, or the end of the program.
    pub fn pop(&self, key: &K) -> V {
        self.try_pop(key).or_exit()
    }

    /// `del d[k]`.
    pub fn try_remove(&self, key: &K) -> PyResult<()> {
        self.update_with(|d| d.try_remove(key))
    }

    /// `del d[k]`, or the end of the program.
    pub fn remove(&self, key: &K) {
        self.try_remove(key).or_exit();
    }
}

impl<K: Key + Repr, V: Repr> Repr for Shared<Dict<K, V>> {
    fn write_repr(&self, out: &mut String) {
        write_shared(self, "{...}", out, |d, out| d.write_repr(out));
    }
}
