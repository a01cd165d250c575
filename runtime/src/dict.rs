//! `dict`: insertion-ordered, a table of positions over a list of entries as in CPython's Objects/dictobject.c.
//! needs: error, hash, repr

use super::error::{Exception, OrExit, PyResult, KEY_ERROR};
use super::hash::Key;
use super::repr::{exception_of, Repr};

const EMPTY: usize = usize::MAX;
const DELETED: usize = usize::MAX - 1;

#[derive(Clone, Debug)]
struct Entry<K, V> {
    hash: i64,
    key: K,
    value: V,
}

type Entries<'a, K, V> = std::iter::Flatten<std::slice::Iter<'a, Option<Entry<K, V>>>>;

// Named types, which have nothing to drop: a borrow in the last expression of a function ends with it.
macro_rules! views {
    ($($(#[$doc:meta])* $name:ident $item:ty = |$e:ident| $value:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name<'a, K, V>(Entries<'a, K, V>);

        impl<K, V> Clone for $name<'_, K, V> {
            fn clone(&self) -> Self {
                $name(self.0.clone())
            }
        }

        impl<'a, K, V> Iterator for $name<'a, K, V> {
            type Item = $item;

            fn next(&mut self) -> Option<Self::Item> {
                self.0.next().map(|$e| $value)
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }
        }

        impl<K, V> DoubleEndedIterator for $name<'_, K, V> {
            fn next_back(&mut self) -> Option<Self::Item> {
                self.0.next_back().map(|$e| $value)
            }
        }
    )*};
}

views! {
    /// The keys of a dict, in order.
    Keys &'a K = |e| &e.key;
    /// The values of a dict, in order of their keys.
    Values &'a V = |e| &e.value;
    /// Keys and values of a dict, in order.
    Items (&'a K, &'a V) = |e| (&e.key, &e.value);
}

/// A Python `dict`.
#[derive(Clone, Debug)]
pub struct Dict<K, V> {
    table: Vec<usize>,
    entries: Vec<Option<Entry<K, V>>>,
    used: usize,
    /// Slots of the table that are or were in use.
    filled: usize,
}

impl<K, V> Default for Dict<K, V> {
    fn default() -> Self {
        Self {
            table: Vec::new(),
            entries: Vec::new(),
            used: 0,
            filled: 0,
        }
    }
}

/// Any kind of dict, for what is shared.
pub trait Mapping: Clone {
    /// Its keys.
    type Key: Key;
    /// Its values.
    type Value: Clone;
    /// What stands for it inside itself.
    const DOTS: &'static str = "{...}";
    /// The dict that it is built on.
    fn dict(&self) -> &Dict<Self::Key, Self::Value>;
    /// The same, to be changed.
    fn dict_mut(&mut self) -> &mut Dict<Self::Key, Self::Value>;
    /// The value of a key that is not there, and whether it is added.
    fn missing(&self, key: &Self::Key) -> PyResult<(Self::Value, bool)>
    where
        Self::Key: Repr,
    {
        Err(exception_of(&KEY_ERROR, key))
    }
    /// `del d[k]`.
    fn try_delete(&mut self, key: &Self::Key) -> PyResult<()>
    where
        Self::Key: Repr,
    {
        self.dict_mut().try_remove(key)
    }
}

impl<K: Key, V: Clone> Mapping for Dict<K, V> {
    type Key = K;
    type Value = V;
    fn dict(&self) -> &Dict<K, V> {
        self
    }
    fn dict_mut(&mut self) -> &mut Dict<K, V> {
        self
    }
}

impl<K: Key, V> Dict<K, V> {
    /// An empty dict.
    pub fn new() -> Self {
        Self::default()
    }

    /// `len(d)`.
    pub fn len_i64(&self) -> i64 {
        self.used as i64
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    fn slots(&self, hash: i64) -> impl Iterator<Item = usize> + '_ {
        let mask = self.table.len().wrapping_sub(1);
        let mut perturb = hash as u64;
        let mut slot = hash as usize & mask;
        std::iter::once(slot).chain(std::iter::from_fn(move || {
            perturb >>= 5;
            slot = slot
                .wrapping_mul(5)
                .wrapping_add(perturb as usize)
                .wrapping_add(1)
                & mask;
            Some(slot)
        }))
    }

    /// The table's slot and the position of a key's entry.
    fn locate(&self, key: &K, hash: i64) -> Option<(usize, usize)> {
        if self.table.is_empty() {
            return None;
        }
        for slot in self.slots(hash) {
            match self.table[slot] {
                EMPTY => return None,
                DELETED => {}
                index => {
                    if self.entries[index]
                        .as_ref()
                        .is_some_and(|e| e.hash == hash && e.key == *key)
                    {
                        return Some((slot, index));
                    }
                }
            }
        }
        None
    }

    fn rebuild(&mut self) {
        self.entries.retain(Option::is_some);
        let mut size = 8;
        while size * 2 < (self.used + 1) * 6 {
            size *= 2;
        }
        self.table = vec![EMPTY; size];
        self.filled = self.entries.len();
        for index in 0..self.entries.len() {
            if let Some(hash) = self.entries[index].as_ref().map(|e| e.hash) {
                let free = self.slots(hash).find(|slot| self.table[*slot] == EMPTY);
                if let Some(slot) = free {
                    self.table[slot] = index;
                }
            }
        }
    }

    fn position(&self, key: &K) -> Option<usize> {
        self.locate(key, key.py_hash()).map(|(_, index)| index)
    }

    /// `d[k] = v`: a key that is there stays.
    pub fn insert(&mut self, key: K, value: V) {
        let hash = key.py_hash();
        if let Some((_, index)) = self.locate(&key, hash) {
            if let Some(entry) = &mut self.entries[index] {
                entry.value = value;
            }
            return;
        }
        if (self.filled + 1) * 3 > self.table.len() * 2 {
            self.rebuild();
        }
        let free = self.slots(hash).find(|slot| self.table[*slot] >= DELETED);
        if let Some(slot) = free {
            self.filled += usize::from(self.table[slot] == EMPTY);
            self.table[slot] = self.entries.len();
        }
        self.entries.push(Some(Entry { hash, key, value }));
        self.used += 1;
    }

    /// `k in d`.
    pub fn contains(&self, key: &K) -> bool {
        self.position(key).is_some()
    }

    /// The value of a key, if it is there.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.entries[self.position(key)?].as_ref().map(|e| &e.value)
    }

    /// The value of a key as a place, if it is there.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let index = self.position(key)?;
        self.entries[index].as_mut().map(|e| &mut e.value)
    }

    /// Removes a key; its entry, if it was there.
    pub fn take(&mut self, key: &K) -> Option<(K, V)> {
        let (slot, index) = self.locate(key, key.py_hash())?;
        self.table[slot] = DELETED;
        self.used -= 1;
        let entry = self.entries[index].take()?;
        while matches!(self.entries.last(), Some(None)) {
            self.entries.pop();
        }
        Some((entry.key, entry.value))
    }

    /// `d.pop(k, None)`.
    pub fn pop_option(&mut self, key: &K) -> Option<V> {
        self.take(key).map(|(_, value)| value)
    }

    /// `d.pop(k, default)`.
    pub fn pop_or(&mut self, key: &K, default: V) -> V {
        self.pop_option(key).unwrap_or(default)
    }

    /// `d.setdefault(k, default)`.
    pub fn setdefault(&mut self, key: K, default: V) -> &mut V {
        let index = match self.position(&key) {
            Some(index) => index,
            None => {
                self.insert(key, default);
                self.entries.len() - 1
            }
        };
        match &mut self.entries[index] {
            Some(entry) => &mut entry.value,
            None => unreachable!("a position always has an entry"),
        }
    }

    /// `d.popitem()`.
    pub fn try_popitem(&mut self) -> PyResult<(K, V)> {
        let last = self
            .entries
            .iter()
            .rev()
            .flatten()
            .next()
            .map(|e| e.key.clone());
        last.and_then(|key| self.take(&key)).ok_or_else(|| {
            let text = "'popitem(): dictionary is empty'";
            Exception::with_argument(&KEY_ERROR, text.to_owned(), text.to_owned())
        })
    }

    /// `d.popitem()`, or the end of the program.
    pub fn popitem(&mut self) -> (K, V) {
        self.try_popitem().or_exit()
    }

    /// The first entry at a position or after it, and the position behind it.
    pub(super) fn entry_from(&self, position: usize) -> Option<(usize, &K, &V)> {
        let rest = self.entries.get(position..)?;
        let skipped = rest.iter().position(Option::is_some)?;
        let entry = rest[skipped].as_ref()?;
        Some((position + skipped + 1, &entry.key, &entry.value))
    }

    /// `d.clear()`.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// `d.update(pairs)`.
    pub fn extend(&mut self, pairs: impl IntoIterator<Item = (K, V)>) {
        for (key, value) in pairs {
            self.insert(key, value);
        }
    }

    /// The keys, in order.
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys(self.entries.iter().flatten())
    }

    /// The values, in order of their keys.
    pub fn values(&self) -> Values<'_, K, V> {
        Values(self.entries.iter().flatten())
    }

    /// Keys and values, in order.
    pub fn items(&self) -> Items<'_, K, V> {
        Items(self.entries.iter().flatten())
    }

    /// The keys, owned.
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = K> {
        self.entries.into_iter().flatten().map(|e| e.key)
    }

    /// The values, owned.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> {
        self.entries.into_iter().flatten().map(|e| e.value)
    }

    /// Keys and values, owned.
    pub fn into_items(self) -> impl DoubleEndedIterator<Item = (K, V)> {
        self.entries.into_iter().flatten().map(|e| (e.key, e.value))
    }
}

impl<K: Key, V: Clone> Dict<K, V> {
    /// `d.copy()`.
    pub fn copy(&self) -> Self {
        self.clone()
    }

    /// `d.update(other)`.
    pub fn update(&mut self, other: &Dict<K, V>) {
        self.extend(other.items().map(|(k, v)| (k.clone(), v.clone())));
    }

    /// `d.update(other)`, under the name that a shared dict has for it too.
    pub fn merge(&mut self, other: &Dict<K, V>) {
        self.update(other);
    }

    /// `d.get(k)`, by value: under the name that a shared dict has for it too.
    pub fn get_value(&self, key: &K) -> Option<V> {
        self.get(key).cloned()
    }

    /// `d | other`.
    pub fn merged(&self, other: &Dict<K, V>) -> Self {
        let mut out = self.clone();
        out.update(other);
        out
    }
}

impl<K: Key + Repr, V> Dict<K, V> {
    /// `d[k]`.
    pub fn try_get_item(&self, key: &K) -> PyResult<&V> {
        self.get(key).ok_or_else(|| exception_of(&KEY_ERROR, key))
    }

    /// `d[k]`, or the end of the program.
    pub fn get_item(&self, key: &K) -> &V {
        self.try_get_item(key).or_exit()
    }

    /// `d[k]` as a place.
    pub fn try_get_item_mut(&mut self, key: &K) -> PyResult<&mut V> {
        self.get_mut(key)
            .ok_or_else(|| exception_of(&KEY_ERROR, key))
    }

    /// `d[k]` as a place, or the end of the program.
    pub fn get_item_mut(&mut self, key: &K) -> &mut V {
        self.try_get_item_mut(key).or_exit()
    }

    /// `d.pop(k)`.
    pub fn try_pop(&mut self, key: &K) -> PyResult<V> {
        self.pop_option(key)
            .ok_or_else(|| exception_of(&KEY_ERROR, key))
    }

    /// `d.pop(k)`, or the end of the program.
    pub fn pop(&mut self, key: &K) -> V {
        self.try_pop(key).or_exit()
    }

    /// `del d[k]`.
    pub fn try_remove(&mut self, key: &K) -> PyResult<()> {
        self.try_pop(key).map(|_| ())
    }

    /// `del d[k]`, or the end of the program.
    pub fn remove(&mut self, key: &K) {
        self.try_remove(key).or_exit();
    }
}

impl<K: Key, V> FromIterator<(K, V)> for Dict<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(iter: I) -> Self {
        let mut out = Self::new();
        out.extend(iter);
        out
    }
}

impl<K: Key, V: PartialEq> PartialEq for Dict<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.used == other.used && self.items().all(|(k, v)| other.get(k) == Some(v))
    }
}

impl<K: Key + Repr, V: Repr> Repr for Dict<K, V> {
    fn write_repr(&self, out: &mut String) {
        out.push('{');
        for (i, (key, value)) in self.items().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            key.write_repr(out);
            out.push_str(": ");
            value.write_repr(out);
        }
        out.push('}');
    }
}
