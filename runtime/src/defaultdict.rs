//! `collections.defaultdict` and `collections.OrderedDict`.
//! needs: dict, error, hash, repr

use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use super::dict::{Dict, Mapping};
use super::error::{Exception, OrExit, PyResult, KEY_ERROR};
use super::hash::Key;
use super::repr::{exception_of, Repr};

/// A Python `defaultdict`.
#[derive(Clone)]
pub struct DefaultDict<K, V> {
    dict: Dict<K, V>,
    factory: Rc<dyn Fn() -> V>,
    name: &'static str,
}

impl<K: Key, V> DefaultDict<K, V> {
    /// An empty dict whose missing values `factory` makes; `name` is what Python calls it.
    pub fn new(factory: impl Fn() -> V + 'static, name: &'static str) -> Self {
        Self {
            dict: Dict::new(),
            factory: Rc::new(factory),
            name,
        }
    }

    /// The same with values to begin with.
    pub fn with(self, dict: Dict<K, V>) -> Self {
        Self { dict, ..self }
    }

    /// `d[k]`: a missing key is added.
    pub fn get_item(&mut self, key: &K) -> &mut V {
        if !self.dict.contains(key) {
            self.dict.insert(key.clone(), (self.factory)());
        }
        match self.dict.get_mut(key) {
            Some(value) => value,
            None => unreachable!("the key was just added"),
        }
    }

    /// `d[k]`, which never raises.
    pub fn try_get_item(&mut self, key: &K) -> PyResult<&mut V> {
        Ok(self.get_item(key))
    }
}

impl<K: Key, V> Deref for DefaultDict<K, V> {
    type Target = Dict<K, V>;
    fn deref(&self) -> &Dict<K, V> {
        &self.dict
    }
}

impl<K: Key, V> DerefMut for DefaultDict<K, V> {
    fn deref_mut(&mut self) -> &mut Dict<K, V> {
        &mut self.dict
    }
}

impl<K: Key, V> DefaultDict<K, V> {
    /// Keys and values, owned.
    pub fn into_items(self) -> impl DoubleEndedIterator<Item = (K, V)> {
        self.dict.into_items()
    }

    /// The keys, owned.
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = K> {
        self.dict.into_keys()
    }

    /// The values, owned.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> {
        self.dict.into_values()
    }
}

impl<K: Key, V: PartialEq> PartialEq for DefaultDict<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.dict == other.dict
    }
}

impl<K: Key + Repr, V: Repr> Repr for DefaultDict<K, V> {
    fn write_repr(&self, out: &mut String) {
        if self.name == "function" {
            // CPython shows an address, which differs from run to run
            out.push_str("defaultdict(<function <lambda> at 0x7f0000000000>, ");
        } else {
            out.push_str(&format!("defaultdict(<class '{}'>, ", self.name));
        }
        self.dict.write_repr(out);
        out.push(')');
    }
}

impl<K: Key, V: Clone> Mapping for DefaultDict<K, V> {
    type Key = K;
    type Value = V;
    const DOTS: &'static str = "defaultdict(...)";
    fn dict(&self) -> &Dict<K, V> {
        &self.dict
    }
    fn dict_mut(&mut self) -> &mut Dict<K, V> {
        &mut self.dict
    }
    fn missing(&self, _: &K) -> PyResult<(V, bool)> {
        Ok(((self.factory)(), true))
    }
}

impl<K: Key, V: Clone> DefaultDict<K, V> {
    /// `d.copy()`.
    pub fn copy(&self) -> Self {
        self.clone()
    }

    /// `d | other`.
    pub fn merged(&self, other: &Dict<K, V>) -> Self {
        let mut out = self.clone();
        out.dict.update(other);
        out
    }
}

/// A Python `OrderedDict`.
#[derive(Clone, Debug)]
pub struct OrderedDict<K, V>(Dict<K, V>);

impl<K: Key, V> OrderedDict<K, V> {
    /// An empty dict.
    pub fn new() -> Self {
        OrderedDict(Dict::new())
    }

    /// Keys and values, owned.
    pub fn into_items(self) -> impl DoubleEndedIterator<Item = (K, V)> {
        self.0.into_items()
    }

    /// The keys, owned.
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = K> {
        self.0.into_keys()
    }

    /// The values, owned.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> {
        self.0.into_values()
    }
}

impl<K: Key, V> Default for OrderedDict<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Key + Repr, V> OrderedDict<K, V> {
    /// `d.move_to_end(k, last)`.
    pub fn try_move_to_end(&mut self, key: &K, last: bool) -> PyResult<()> {
        let (key, value) = self
            .0
            .take(key)
            .ok_or_else(|| exception_of(&KEY_ERROR, key))?;
        if last {
            self.0.insert(key, value);
        } else {
            let rest = std::mem::take(&mut self.0);
            self.0.insert(key, value);
            self.0.extend(rest.into_items());
        }
        Ok(())
    }

    /// `d.popitem(last)`.
    pub fn try_popitem_end(&mut self, last: bool) -> PyResult<(K, V)> {
        if self.0.is_empty() {
            let text = "'dictionary is empty'".to_owned();
            return Err(Exception::with_argument(&KEY_ERROR, text.clone(), text));
        }
        if last {
            return self.0.try_popitem();
        }
        let first = self.0.keys().next().cloned();
        match first.and_then(|key| self.0.take(&key)) {
            Some(pair) => Ok(pair),
            None => unreachable!("it is not empty"),
        }
    }

    /// `d.popitem(last)`, or the end of the program.
    pub fn popitem_end(&mut self, last: bool) -> (K, V) {
        self.try_popitem_end(last).or_exit()
    }

    /// `d.move_to_end(k, last)`, or the end of the program.
    pub fn move_to_end(&mut self, key: &K, last: bool) {
        self.try_move_to_end(key, last).or_exit();
    }
}

impl<K: Key, V: Clone> Mapping for OrderedDict<K, V> {
    type Key = K;
    type Value = V;
    const DOTS: &'static str = "...";
    fn dict(&self) -> &Dict<K, V> {
        &self.0
    }
    fn dict_mut(&mut self) -> &mut Dict<K, V> {
        &mut self.0
    }
}

impl<K: Key, V: Clone> OrderedDict<K, V> {
    /// `d.copy()`.
    pub fn copy(&self) -> Self {
        self.clone()
    }

    /// `d | other`.
    pub fn merged(&self, other: &Dict<K, V>) -> Self {
        let mut out = self.clone();
        out.0.update(other);
        out
    }
}

impl<K: Key, V> Deref for OrderedDict<K, V> {
    type Target = Dict<K, V>;
    fn deref(&self) -> &Dict<K, V> {
        &self.0
    }
}

impl<K: Key, V> DerefMut for OrderedDict<K, V> {
    fn deref_mut(&mut self) -> &mut Dict<K, V> {
        &mut self.0
    }
}

impl<K: Key, V> FromIterator<(K, V)> for OrderedDict<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(iter: I) -> Self {
        OrderedDict(iter.into_iter().collect())
    }
}

impl<K: Key, V: PartialEq> PartialEq for OrderedDict<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0.len_i64() == other.0.len_i64()
            && self.0.items().zip(other.0.items()).all(|(a, b)| a == b)
    }
}

impl<K: Key + Repr, V: Repr> Repr for OrderedDict<K, V> {
    fn write_repr(&self, out: &mut String) {
        out.push_str("OrderedDict(");
        if !self.0.is_empty() {
            out.push('[');
            for (i, (key, value)) in self.0.items().enumerate() {
                out.push_str(if i > 0 { ", (" } else { "(" });
                key.write_repr(out);
                out.push_str(", ");
                value.write_repr(out);
                out.push(')');
            }
            out.push(']');
        }
        out.push(')');
    }
}
