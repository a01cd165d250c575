//! Methods of a shared `set`: as those of `Set`, with results by value.
//! needs: error, hash, repr, set, set_steps, shared

use super::error::{OrExit, PyResult};
use super::hash::Key;
use super::repr::Repr;
use super::set::Set;
use super::set_steps::SetSteps;
use super::shared::{write_shared, Shared, SharedEq, SharedRepr};

/// Iterates a shared set as it is at each step, and raises when its size changes.
pub struct WatchedSet<T> {
    set: Shared<Set<T>>,
    steps: SetSteps,
}

impl<T: Key> Iterator for WatchedSet<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.set.with(|set| self.steps.next_key(set))
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
        WatchedSet {
            set: self.clone(),
            steps: self.with(SetSteps::of),
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
