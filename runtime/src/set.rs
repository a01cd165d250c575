//! `set`: the table of CPython's Objects/setobject.c (3.11), so that it iterates in the same order wherever hashes are the
//! same in every run.
//! needs: error, hash, repr, set_elements

use super::error::{Exception, OrExit, PyResult, KEY_ERROR};
use super::hash::Key;
use super::repr::{exception_of, write_items, Repr};
use super::set_elements::{Elements, Slot};

const LINEAR_PROBES: usize = 9;

/// A Python `set`.
#[derive(Clone, Debug)]
pub struct Set<T> {
    table: Vec<Slot<T>>,
    fill: usize,
    used: usize,
    finger: usize,
}

impl<T: Key> Default for Set<T> {
    fn default() -> Self {
        Self::new()
    }
}

fn free_table<T>(size: usize) -> Vec<Slot<T>> {
    std::iter::repeat_with(|| Slot::Free).take(size).collect()
}

impl<T: Key> Set<T> {
    /// An empty set.
    pub fn new() -> Self {
        Self {
            table: free_table(8),
            fill: 0,
            used: 0,
            finger: 0,
        }
    }

    /// The elements of a display of constants that is iterated at once: CPython's compiler makes a frozenset of them, and
    /// makes that anew from its own order when it merges equal constants.
    pub fn folded(items: impl IntoIterator<Item = T>) -> Self {
        let first: Self = items.into_iter().collect();
        first.into_iter().collect()
    }

    /// A display of constants: a set filled from the folded frozenset.
    pub fn from_constants(items: impl IntoIterator<Item = T>) -> Self {
        Self::folded(items).copy()
    }

    fn mask(&self) -> usize {
        self.table.len() - 1
    }

    /// `len(s)`.
    pub fn len_i64(&self) -> i64 {
        self.used as i64
    }

    /// The first element at a slot of the table or after it, and the slot behind it.
    pub(super) fn element_from(&self, slot: usize) -> Option<(usize, &T)> {
        let mut rest = self.table.iter().enumerate().skip(slot);
        rest.find_map(|(i, place)| match place {
            Slot::Full(_, item) => Some((i + 1, item)),
            _ => None,
        })
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// The slot of an element, or the free slot where its search ends.
    fn find(&self, item: &T, hash: i64) -> Result<usize, usize> {
        let mask = self.mask();
        let mut dummy = None;
        let mut perturb = hash as u64;
        let mut i = hash as usize & mask;
        loop {
            let last = if i + LINEAR_PROBES <= mask {
                i + LINEAR_PROBES
            } else {
                i
            };
            for j in i..=last {
                match &self.table[j] {
                    Slot::Free => return Err(dummy.unwrap_or(j)),
                    Slot::Dummy => dummy = Some(j),
                    Slot::Full(h, x) if *h == hash && x == item => return Ok(j),
                    _ => {}
                }
            }
            perturb >>= 5;
            i = i
                .wrapping_mul(5)
                .wrapping_add(1)
                .wrapping_add(perturb as usize)
                & mask;
        }
    }

    /// Puts an element that is not there into a table without dummies.
    fn insert_clean(table: &mut [Slot<T>], item: T, hash: i64) {
        let mask = table.len() - 1;
        let mut perturb = hash as u64;
        let mut i = hash as usize & mask;
        loop {
            let last = if i + LINEAR_PROBES <= mask {
                i + LINEAR_PROBES
            } else {
                i
            };
            for slot in &mut table[i..=last] {
                if matches!(slot, Slot::Free) {
                    *slot = Slot::Full(hash, item);
                    return;
                }
            }
            perturb >>= 5;
            i = i
                .wrapping_mul(5)
                .wrapping_add(1)
                .wrapping_add(perturb as usize)
                & mask;
        }
    }

    fn resize(&mut self, minimum: usize) {
        let mut size = 8;
        while size <= minimum {
            size <<= 1;
        }
        let old = std::mem::replace(&mut self.table, free_table(size));
        for slot in old {
            if let Slot::Full(hash, item) = slot {
                Self::insert_clean(&mut self.table, item, hash);
            }
        }
        self.fill = self.used;
    }

    fn grown(&self) -> usize {
        if self.used > 50_000 {
            self.used * 2
        } else {
            self.used * 4
        }
    }

    /// `s.add(x)`.
    pub fn add(&mut self, item: T) {
        let hash = item.py_hash();
        if let Err(slot) = self.find(&item, hash) {
            let reused = matches!(self.table[slot], Slot::Dummy);
            self.table[slot] = Slot::Full(hash, item);
            self.used += 1;
            if reused {
                return;
            }
            self.fill += 1;
            if self.fill * 5 >= self.mask() * 3 {
                self.resize(self.grown());
            }
        }
    }

    /// `x in s`.
    pub fn contains(&self, item: &T) -> bool {
        self.find(item, item.py_hash()).is_ok()
    }

    /// `s.discard(x)`.
    pub fn discard(&mut self, item: &T) {
        self.take(item);
    }

    fn take(&mut self, item: &T) -> bool {
        match self.find(item, item.py_hash()) {
            Ok(slot) => {
                self.table[slot] = Slot::Dummy;
                self.used -= 1;
                true
            }
            Err(_) => false,
        }
    }

    /// `s.pop()`.
    pub fn try_pop(&mut self) -> PyResult<T> {
        if self.used == 0 {
            let text = "'pop from an empty set'";
            return Err(Exception::with_argument(
                &KEY_ERROR,
                text.to_owned(),
                text.to_owned(),
            ));
        }
        let mut i = self.finger & self.mask();
        while !matches!(self.table[i], Slot::Full(..)) {
            i += 1;
            if i > self.mask() {
                i = 0;
            }
        }
        self.used -= 1;
        self.finger = i + 1;
        match std::mem::replace(&mut self.table[i], Slot::Dummy) {
            Slot::Full(_, item) => Ok(item),
            _ => unreachable!("the loop stops at a full slot"),
        }
    }

    /// `s.pop()`, or the end of the program.
    pub fn pop(&mut self) -> T {
        self.try_pop().or_exit()
    }

    /// `s.clear()`.
    pub fn clear(&mut self) {
        self.table = free_table(8);
        self.fill = 0;
        self.used = 0;
    }

    /// The elements, in the order of the table.
    pub fn iter(&self) -> Elements<'_, T> {
        Elements(self.table.iter())
    }

    /// `s.update(items)`.
    pub fn extend(&mut self, items: impl IntoIterator<Item = T>) {
        for item in items {
            self.add(item);
        }
    }

    /// `s.update(other)` with a set: `set_merge`, which makes room first.
    pub fn merge(&mut self, other: &Set<T>) {
        if other.used == 0 {
            return;
        }
        if (self.fill + other.used) * 5 >= self.mask() * 3 {
            self.resize((self.used + other.used) * 2);
        }
        if self.fill == 0 && self.table.len() == other.table.len() && other.fill == other.used {
            self.table = other.table.clone();
            self.fill = other.fill;
            self.used = other.used;
            return;
        }
        if self.fill == 0 {
            for slot in &other.table {
                if let Slot::Full(hash, item) = slot {
                    Self::insert_clean(&mut self.table, item.clone(), *hash);
                }
            }
            self.fill = other.used;
            self.used = other.used;
            return;
        }
        for item in other.iter() {
            self.add(item.clone());
        }
    }

    /// `s.copy()`.
    pub fn copy(&self) -> Self {
        let mut out = Self::new();
        out.merge(self);
        out
    }

    /// `s | t`.
    pub fn union(&self, other: &Set<T>) -> Self {
        let mut out = self.copy();
        if !std::ptr::eq(self, other) {
            out.merge(other);
        }
        out
    }

    /// `s & t`: iterates the smaller of the two.
    pub fn intersection(&self, other: &Set<T>) -> Self {
        if std::ptr::eq(self, other) {
            return self.copy();
        }
        let (small, large) = if other.used > self.used {
            (self, other)
        } else {
            (other, self)
        };
        small
            .iter()
            .filter(|x| large.contains(x))
            .cloned()
            .collect()
    }

    /// `s - t`.
    pub fn difference(&self, other: &Set<T>) -> Self {
        if self.used >> 2 > other.used {
            let mut out = self.copy();
            out.difference_update(other);
            return out;
        }
        self.iter()
            .filter(|x| !other.contains(x))
            .cloned()
            .collect()
    }

    /// `s ^ t`.
    pub fn symmetric_difference(&self, other: &Set<T>) -> Self {
        let mut out = other.copy();
        for item in self.iter() {
            if !out.take(item) {
                out.add(item.clone());
            }
        }
        out
    }

    /// `s &= t`.
    pub fn intersection_update(&mut self, other: &Set<T>) {
        let finger = self.finger;
        *self = self.intersection(other);
        self.finger = finger;
    }

    /// `s -= t`.
    pub fn difference_update(&mut self, other: &Set<T>) {
        if other.used >> 3 > self.used {
            for item in self.intersection(other).iter() {
                self.discard(item);
            }
        } else {
            for item in other.iter() {
                self.discard(item);
            }
        }
        if self.fill - self.used > self.mask() / 4 {
            self.resize(self.grown());
        }
    }

    /// `s ^= t`.
    pub fn symmetric_difference_update(&mut self, other: &Set<T>) {
        for item in other.iter() {
            if !self.take(item) {
                self.add(item.clone());
            }
        }
    }

    /// `s.update(d)` with a dict, whose keys these are: makes room first.
    pub fn extend_listed(&mut self, keys: Vec<T>) {
        if (self.fill + keys.len()) * 5 >= self.mask() * 3 {
            self.resize((self.used + keys.len()) * 2);
        }
        self.extend(keys);
    }

    /// `set(d)` with a dict, whose keys these are.
    pub fn from_keys(keys: Vec<T>) -> Self {
        let mut out = Self::new();
        out.extend_listed(keys);
        out
    }

    /// `s.union(items)`.
    pub fn union_with(&self, items: impl IntoIterator<Item = T>) -> Self {
        self.copy().and_union_with(items)
    }

    /// `s.union(d)`.
    pub fn union_listed(&self, keys: Vec<T>) -> Self {
        self.copy().and_union_listed(keys)
    }

    /// A set that `union` made, and one more argument.
    pub fn and_union(mut self, other: &Set<T>) -> Self {
        self.merge(other);
        self
    }

    /// A set that `union` made, and one more argument.
    pub fn and_union_with(mut self, items: impl IntoIterator<Item = T>) -> Self {
        self.extend(items);
        self
    }

    /// A set that `union` made, and one more argument.
    pub fn and_union_listed(mut self, keys: Vec<T>) -> Self {
        self.extend_listed(keys);
        self
    }

    /// `s.intersection(items)`: in the order of the items.
    pub fn intersection_with(&self, items: impl IntoIterator<Item = T>) -> Self {
        let mut out = Self::new();
        for item in items {
            if self.contains(&item) {
                out.add(item);
                if out.used >= self.used {
                    break;
                }
            }
        }
        out
    }

    /// `s.intersection_update(items)`.
    pub fn intersection_update_with(&mut self, items: impl IntoIterator<Item = T>) {
        let finger = self.finger;
        *self = self.intersection_with(items);
        self.finger = finger;
    }

    /// `s.difference(items)`.
    pub fn difference_with(&self, items: impl IntoIterator<Item = T>) -> Self {
        self.copy().and_difference_with(items)
    }

    /// `s.difference(d)`.
    pub fn difference_listed(&self, keys: Vec<T>) -> Self {
        if self.used >> 2 > keys.len() {
            return self.difference_with(keys);
        }
        let other: Set<T> = keys.into_iter().collect();
        self.iter()
            .filter(|x| !other.contains(x))
            .cloned()
            .collect()
    }

    /// A set that `difference` made, and one more argument.
    pub fn and_difference(mut self, other: &Set<T>) -> Self {
        self.difference_update(other);
        self
    }

    /// A set that `difference` made, and one more argument.
    pub fn and_difference_with(mut self, items: impl IntoIterator<Item = T>) -> Self {
        self.difference_update_with(items);
        self
    }

    /// `s.difference_update(items)`.
    pub fn difference_update_with(&mut self, items: impl IntoIterator<Item = T>) {
        for item in items {
            self.discard(&item);
        }
        if self.fill - self.used > self.mask() / 4 {
            self.resize(self.grown());
        }
    }

    /// A set made from the keys of a dict, and its other operand.
    pub fn and_symmetric_difference(mut self, other: &Set<T>) -> Self {
        self.symmetric_difference_update(other);
        self
    }

    /// A set made from the keys of a dict, and its other operand.
    pub fn and_symmetric_difference_with(mut self, items: impl IntoIterator<Item = T>) -> Self {
        self.symmetric_difference_update_with(items);
        self
    }

    /// `s.symmetric_difference(items)`.
    pub fn symmetric_difference_with(&self, items: impl IntoIterator<Item = T>) -> Self {
        let mut out: Set<T> = items.into_iter().collect();
        out.symmetric_difference_update(self);
        out
    }

    /// `s.symmetric_difference(d)`.
    pub fn symmetric_difference_listed(&self, keys: Vec<T>) -> Self {
        let mut out = Self::from_keys(keys);
        out.symmetric_difference_update(self);
        out
    }

    /// `s.symmetric_difference_update(items)`.
    pub fn symmetric_difference_update_with(&mut self, items: impl IntoIterator<Item = T>) {
        let other: Set<T> = items.into_iter().collect();
        self.symmetric_difference_update(&other);
    }

    /// `s.symmetric_difference_update(d)`.
    pub fn symmetric_difference_update_listed(&mut self, keys: Vec<T>) {
        for item in keys {
            if !self.take(&item) {
                self.add(item);
            }
        }
    }

    /// `s <= t`.
    pub fn is_subset(&self, other: &Set<T>) -> bool {
        self.used <= other.used && self.iter().all(|x| other.contains(x))
    }

    /// `s < t`.
    pub fn is_proper_subset(&self, other: &Set<T>) -> bool {
        self.used < other.used && self.is_subset(other)
    }

    /// `s >= t`.
    pub fn is_superset(&self, other: &Set<T>) -> bool {
        other.is_subset(self)
    }

    /// `s > t`.
    pub fn is_proper_superset(&self, other: &Set<T>) -> bool {
        other.is_proper_subset(self)
    }

    /// `s.isdisjoint(t)`.
    pub fn is_disjoint(&self, other: &Set<T>) -> bool {
        !self.iter().any(|x| other.contains(x))
    }
}

impl<T: Key + Repr> Set<T> {
    /// `s.remove(x)`.
    pub fn try_remove(&mut self, item: &T) -> PyResult<()> {
        if self.take(item) {
            return Ok(());
        }
        Err(exception_of(&KEY_ERROR, item))
    }

    /// `s.remove(x)`, or the end of the program.
    pub fn remove(&mut self, item: &T) {
        self.try_remove(item).or_exit();
    }
}

impl<T: Key> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        let mut out = Self::new();
        out.extend(iter);
        out
    }
}

impl<T: Key> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        let items: Vec<T> = self
            .table
            .into_iter()
            .filter_map(|slot| match slot {
                Slot::Full(_, item) => Some(item),
                _ => None,
            })
            .collect();
        items.into_iter()
    }
}

impl<T: Key> PartialEq for Set<T> {
    fn eq(&self, other: &Self) -> bool {
        self.used == other.used && self.is_subset(other)
    }
}

impl<T: Key + Repr> Repr for Set<T> {
    fn write_repr(&self, out: &mut String) {
        if self.is_empty() {
            out.push_str("set()");
        } else {
            write_items(self.iter(), "{", "}", out);
        }
    }
}
