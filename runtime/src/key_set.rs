//! The keys of a dict as a set, for the operators of `d.keys()`.
//! needs: dict, hash, set, shared

use super::dict::Dict;
use super::hash::Key;
use super::set::Set;
use super::shared::Shared;

/// `set(d.keys())`.
pub trait KeySet<K> {
    /// The keys.
    fn key_set(&self) -> Set<K>;
}

impl<K: Key, V> KeySet<K> for Dict<K, V> {
    fn key_set(&self) -> Set<K> {
        self.keys().cloned().collect()
    }
}

impl<K: Key, V> KeySet<K> for Shared<Dict<K, V>> {
    fn key_set(&self) -> Set<K> {
        self.with(KeySet::key_set)
    }
}
