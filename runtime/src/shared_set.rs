//! Methods of a shared `set`: as those of `Set`, with results by value.
//! needs: error, hash, repr, set, shared

use super::error::{Exception, OrExit, PyResult, RUNTIME_ERROR};
use super::hash::Key;
use super::repr::Repr;
use super::set::Set;
use super::shared::{write_shared, Shared, SharedEq, SharedRepr};

/// Iterates a snapshot of a shared set and raises when the set's size changes meanwhile.
pub struct WatchedSet<T> {
    set: Shared<Set<T>>,
    size: i64,
    items: std::vec::IntoIter<T>,
}

impl<T: Key> Iterator for WatchedSet<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if self.set.with(Set::len_i64) != self.size {
            Exception::new(&RUNTIME_ERROR, "Set changed size during iteration").exit();
        }
        self.items.next()
    }
}

macro_rules! reading {
    ($($name:ident -> $ret:ty;)*) => {$(
        #[doc = concat!("As `", stringify!($name), "` of a set.")]
        pub fn $name(&self, other: &Set<T>) -> $ret {
            self.with(|s| s.$name(other))
        }
    )*};
}

macro_rules! changing {
    ($($name:ident;)*) => {$(
        #[doc = concat!("As `", stringify!($name), "` of a set.")]
        pub fn $name(&self, other: &Set<T>) {
            self.update(|s| s.$name(other));
        }
    )*};
}

macro_rules! with_items {
    ($($name:ident)*) => {$(
        #[doc = concat!("As `", stringify!($name), "` of a set.")]
        pub fn $name(&self, items: impl IntoIterator<Item = T>) -> Set<T> {
            let items: Vec<T> = items.into_iter().collect();
            self.with(|s| s.$name(items))
        }
    )*};
}

macro_rules! changed_by_items {
    ($($name:ident)*) => {$(
        #[doc = concat!("As `", stringify!($name), "` of a set.")]
        pub fn $name(&self, items: impl IntoIterator<Item = T>) {
            let items: Vec<T> = items.into_iter().collect();
            self.update(|s| s.$name(items));
        }
    )*};
}

impl<T: Key> SharedEq for Set<T> {
    fn handles_equal(a: &Shared<Self>, b: &Shared<Self>) -> bool {
        a.same_content(b)
    }
}

impl<T: Key> Shared<Set<T>> {
    with_items! {
        union_with intersection_with difference_with symmetric_difference_with
        union_listed difference_listed symmetric_difference_listed
    }
    changed_by_items! {
        extend_listed intersection_update_with difference_update_with
        symmetric_difference_update_with symmetric_difference_update_listed
    }

    reading! {
        union -> Set<T>;
        intersection -> Set<T>;
        difference -> Set<T>;
        symmetric_difference -> Set<T>;
        is_subset -> bool;
        is_proper_subset -> bool;
        is_superset -> bool;
        is_proper_superset -> bool;
        is_disjoint -> bool;
    }

    changing! {
        intersection_update;
        difference_update;
        symmetric_difference_update;
    }

    /// `len(s)`.
    pub fn len_i64(&self) -> i64 {
        self.with(Set::len_i64)
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.with(Set::is_empty)
    }

    /// `s.add(x)`.
    pub fn add(&self, item: T) {
        self.update(|s| s.add(item));
    }

    /// `s.discard(x)`.
    pub fn discard(&self, item: &T) {
        self.update(|s| s.discard(item));
    }

    /// `x in s`.
    pub fn contains(&self, item: &T) -> bool {
        self.with(|s| s.contains(item))
    }

    /// `s.pop()`.
    pub fn try_pop(&self) -> PyResult<T> {
        self.update(Set::try_pop)
    }

    /// `s.pop()`, or the end of the program.
    pub fn pop(&self) -> T {
        self.try_pop().or_exit()
    }

    /// `s.clear()`.
    pub fn clear(&self) {
        self.update(Set::clear);
    }

    /// `s.copy()`.
    pub fn copy(&self) -> Set<T> {
        self.with(Set::copy)
    }

    /// `s.update(items)`.
    pub fn extend(&self, items: impl IntoIterator<Item = T>) {
        let new: Vec<T> = items.into_iter().collect();
        self.update(|s| s.extend(new));
    }

    /// `s.update(other)` with a set.
    pub fn merge(&self, other: &Set<T>) {
        self.update(|s| s.merge(other));
    }

    /// The elements.
    pub fn iter(&self) -> WatchedSet<T> {
        let items: Vec<T> = self.with(|s| s.iter().cloned().collect());
        WatchedSet {
            set: self.clone(),
            size: self.len_i64(),
            items: items.into_iter(),
        }
    }
}

impl<T: Key + Repr> Shared<Set<T>> {
    /// `s.remove(x)`.
    pub fn try_remove(&self, item: &T) -> PyResult<()> {
        self.update(|s| s.try_remove(item))
    }

    /// `s.remove(x)`, or the end of the program.
    pub fn remove(&self, item: &T) {
        self.try_remove(item).or_exit();
    }
}

impl<T: Key + Repr> SharedRepr for Set<T> {
    fn write_handle(this: &Shared<Self>, out: &mut String) {
        write_shared(this, "set(...)", out, |s, out| s.write_repr(out));
    }
}
