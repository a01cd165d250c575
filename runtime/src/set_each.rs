//! `s.union(*sets)` and its like, with each set of an iterable as an argument.
//! needs: error, frozenset, hash, set, shared

use super::error::{Exception, OrExit, PyResult, TYPE_ERROR};
use super::frozenset::FrozenSet;
use super::hash::Key;
use super::set::Set;
use super::shared::Shared;

/// What holds a set: the set itself, a reference to it, or a handle of it.
pub trait AsSet<T> {
    /// Reads the set, which stays the object that it is.
    fn with_set<R>(&self, read: impl FnOnce(&Set<T>) -> R) -> R;
}

impl<T> AsSet<T> for Set<T> {
    fn with_set<R>(&self, read: impl FnOnce(&Set<T>) -> R) -> R {
        read(self)
    }
}

impl<T> AsSet<T> for FrozenSet<T> {
    fn with_set<R>(&self, read: impl FnOnce(&Set<T>) -> R) -> R {
        read(self)
    }
}

impl<T> AsSet<T> for Shared<Set<T>> {
    fn with_set<R>(&self, read: impl FnOnce(&Set<T>) -> R) -> R {
        self.with(read)
    }
}

impl<T, S: AsSet<T>> AsSet<T> for &S {
    fn with_set<R>(&self, read: impl FnOnce(&Set<T>) -> R) -> R {
        (*self).with_set(read)
    }
}

fn union<T: Key>(first: &Set<T>, others: &[impl AsSet<T>]) -> Set<T> {
    others.iter().fold(first.copy(), |made, other| {
        other.with_set(|other| {
            if std::ptr::eq(first, other) {
                made
            } else {
                made.and_union(other)
            }
        })
    })
}

fn intersection<T: Key>(first: &Set<T>, others: &[impl AsSet<T>]) -> Set<T> {
    let Some((second, others)) = others.split_first() else {
        return first.copy();
    };
    let made = second.with_set(|second| first.intersection(second));
    others.iter().fold(made, |made, other| {
        other.with_set(|other| made.intersection(other))
    })
}

fn difference<T: Key>(first: &Set<T>, others: &[impl AsSet<T>]) -> Set<T> {
    let Some((second, others)) = others.split_first() else {
        return first.copy();
    };
    let made = second.with_set(|second| first.difference(second));
    others.iter().fold(made, |made, other| {
        other.with_set(|other| made.and_difference(other))
    })
}

fn unbound(name: &str) -> Exception {
    Exception::new(
        &TYPE_ERROR,
        format!("unbound method set.{name}() needs an argument"),
    )
}

macro_rules! of_each {
    ($($each:ident $try_of:ident $of:ident $make:ident;)*) => {$(
        #[doc = concat!("`first.", stringify!($make), "(*others)`.")]
        pub fn $each<T: Key, S: AsSet<T>>(
            first: &impl AsSet<T>,
            others: impl IntoIterator<Item = S>,
        ) -> Set<T> {
            let others: Vec<S> = others.into_iter().collect();
            first.with_set(|first| $make(first, &others))
        }

        #[doc = concat!("`set.", stringify!($make), "(*sets)`.")]
        pub fn $try_of<T: Key, S: AsSet<T>>(
            sets: impl IntoIterator<Item = S>,
        ) -> PyResult<Set<T>> {
            let mut sets = sets.into_iter();
            let first = sets.next().ok_or_else(|| unbound(stringify!($make)))?;
            Ok($each(&first, sets))
        }

        #[doc = concat!("`set.", stringify!($make), "(*sets)`, or the end of the program.")]
        pub fn $of<T: Key, S: AsSet<T>>(sets: impl IntoIterator<Item = S>) -> Set<T> {
            $try_of(sets).or_exit()
        }
    )*};
}

of_each! {
    union_each try_union_of union_of union;
    intersection_each try_intersection_of intersection_of intersection;
    difference_each try_difference_of difference_of difference;
}
