//! The keys of a dict among sets: `d.keys() & s` and the like.
//! needs: dict, hash, set, shared

use super::dict::{Dict, Mapping};
use super::hash::Key;
use super::set::Set;
use super::shared::Shared;

/// The keys of a dict.
pub trait KeySet<K> {
    /// `set(d)`.
    fn key_set(&self) -> Set<K>;
    /// `list(d)`.
    fn key_list(&self) -> Vec<K>;
}

impl<K: Key, V> KeySet<K> for Dict<K, V> {
    fn key_set(&self) -> Set<K> {
        Set::from_keys(self.key_list())
    }
    fn key_list(&self) -> Vec<K> {
        self.keys().cloned().collect()
    }
}

impl<M: Mapping> KeySet<M::Key> for Shared<M> {
    fn key_set(&self) -> Set<M::Key> {
        self.with(|d| d.dict().key_set())
    }
    fn key_list(&self) -> Vec<M::Key> {
        self.with(|d| d.dict().key_list())
    }
}

/// `d.keys() & s` and `s & d.keys()`: the smaller of the two is iterated.
pub fn keys_and_set<K: Key>(keys: Vec<K>, set: &Set<K>) -> Set<K> {
    if keys.len() as i64 <= set.len_i64() {
        return set.intersection_with(keys);
    }
    set_in_keys(keys, set)
}

/// `d.keys() & s` with a frozenset, which is iterated.
pub fn set_in_keys<K: Key>(keys: Vec<K>, set: &Set<K>) -> Set<K> {
    let keys: Set<K> = keys.into_iter().collect();
    set.iter().filter(|x| keys.contains(x)).cloned().collect()
}

/// `d.keys() & e.keys()`.
pub fn keys_and_keys<K: Key>(left: Vec<K>, right: Vec<K>) -> Set<K> {
    let (asked, iterated) = if right.len() > left.len() {
        (right, left)
    } else {
        (left, right)
    };
    let asked: Set<K> = asked.into_iter().collect();
    iterated.into_iter().filter(|x| asked.contains(x)).collect()
}
