//! Order where comparing two values may be a TypeError.
//! needs: error, int, num, shared, sorting, str, tuple, value, value_compare

use super::error::{Exception, PyResult, TYPE_ERROR};
use super::int::Int;
use super::num::Num;
use super::shared::Shared;
use super::sorting::merge_sort;
use super::str::Str;
use super::tuple::Tuple;
use super::value::Value;

/// `a < b` that may raise.
pub trait TryOrd {
    /// Whether `self < other`.
    fn try_less(&self, other: &Self) -> PyResult<bool>;
}

macro_rules! total {
    ($($ty:ty),*) => {$(
        impl TryOrd for $ty {
            fn try_less(&self, other: &Self) -> PyResult<bool> {
                Ok(self < other)
            }
        }
    )*};
}

total!(i64, Int, Num, Str, bool, f64);

impl TryOrd for Value {
    fn try_less(&self, other: &Self) -> PyResult<bool> {
        self.try_py_lt(other)
    }
}

impl TryOrd for () {
    fn try_less(&self, _other: &Self) -> PyResult<bool> {
        Err(Exception::new(
            &TYPE_ERROR,
            "'<' not supported between instances of 'NoneType' and 'NoneType'",
        ))
    }
}

impl<T: TryOrd + TypeName> TryOrd for Option<T> {
    fn try_less(&self, other: &Self) -> PyResult<bool> {
        match (self, other) {
            (Some(a), Some(b)) => a.try_less(b),
            _ => {
                let name = |x: &Option<T>| x.as_ref().map_or("NoneType", T::type_name);
                let message = format!(
                    "'<' not supported between instances of '{}' and '{}'",
                    name(self),
                    name(other)
                );
                Err(Exception::new(&TYPE_ERROR, message))
            }
        }
    }
}

/// The name of a value's type in Python.
pub trait TypeName {
    /// The name.
    fn type_name(&self) -> &'static str;
}

macro_rules! named {
    ($($ty:ty = $name:literal),*) => {$(
        impl TypeName for $ty {
            fn type_name(&self) -> &'static str {
                $name
            }
        }
    )*};
}

named!(
    i64 = "int",
    Int = "int",
    Str = "str",
    bool = "bool",
    f64 = "float",
    () = "NoneType"
);

impl TypeName for Num {
    fn type_name(&self) -> &'static str {
        match self {
            Num::Int(_) => "int",
            Num::Float(_) => "float",
        }
    }
}

impl<T> TypeName for Vec<T> {
    fn type_name(&self) -> &'static str {
        "list"
    }
}

impl<T> TypeName for Shared<Vec<T>> {
    fn type_name(&self) -> &'static str {
        "list"
    }
}

impl<T> TypeName for Tuple<T> {
    fn type_name(&self) -> &'static str {
        "tuple"
    }
}

fn less_items<T: TryOrd + PartialEq>(a: &[T], b: &[T]) -> PyResult<bool> {
    match a.iter().zip(b).find(|(x, y)| x != y) {
        Some((x, y)) => x.try_less(y),
        None => Ok(a.len() < b.len()),
    }
}

impl<T: TryOrd + PartialEq> TryOrd for Vec<T> {
    fn try_less(&self, other: &Self) -> PyResult<bool> {
        less_items(self, other)
    }
}

impl<T: TryOrd + PartialEq> TryOrd for Shared<Vec<T>> {
    fn try_less(&self, other: &Self) -> PyResult<bool> {
        less_items(&self.borrow(), &other.borrow())
    }
}

impl<T: TryOrd + PartialEq> TryOrd for Tuple<T> {
    fn try_less(&self, other: &Self) -> PyResult<bool> {
        less_items(self, other)
    }
}

macro_rules! tuples {
    ($($($name:ident $index:tt),+;)*) => {$(
        impl<$($name),+> TypeName for ($($name,)+) {
            fn type_name(&self) -> &'static str {
                "tuple"
            }
        }

        impl<$($name: TryOrd + PartialEq),+> TryOrd for ($($name,)+) {
            fn try_less(&self, other: &Self) -> PyResult<bool> {
                $(
                    if self.$index != other.$index {
                        return self.$index.try_less(&other.$index);
                    }
                )+
                Ok(false)
            }
        }
    )*};
}

tuples! {
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
}

/// Sorts stably by a `<` that may raise, with CPython's comparisons as long as it sorts by insertion.
pub fn try_sort_with<T>(
    items: &mut Vec<T>,
    reverse: bool,
    mut less: impl FnMut(&T, &T) -> PyResult<bool>,
) -> PyResult<()> {
    if reverse {
        items.reverse();
    }
    let mut failed = None;
    if items.len() < LEAST_RUN {
        failed = insertion_sort(items, &mut less).err();
    } else {
        merge_sort(items, |a, b| {
            failed.is_none()
                && less(a, b).unwrap_or_else(|error| {
                    failed = Some(error);
                    false
                })
        });
    }
    if reverse {
        items.reverse();
    }
    failed.map_or(Ok(()), Err)
}

/// What CPython sorts by insertion alone.
const LEAST_RUN: usize = 64;

/// `count_run` and `binarysort` of CPython's `Objects/listobject.c`.
fn insertion_sort<T>(
    items: &mut [T],
    less: &mut impl FnMut(&T, &T) -> PyResult<bool>,
) -> PyResult<()> {
    if items.len() < 2 {
        return Ok(());
    }
    let descending = less(&items[1], &items[0])?;
    let mut run = 2;
    while run < items.len() && less(&items[run], &items[run - 1])? == descending {
        run += 1;
    }
    if descending {
        items[..run].reverse();
    }
    for next in run..items.len() {
        let (mut low, mut high) = (0, next);
        while low < high {
            let middle = low + (high - low) / 2;
            if less(&items[next], &items[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        items[low..=next].rotate_right(1);
    }
    Ok(())
}
