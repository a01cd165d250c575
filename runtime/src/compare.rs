//! Order where comparing two values may be a TypeError.
//! needs: error, int, num, str, tuple, value, value_compare

use std::cmp::Ordering;

use super::error::{Exception, PyResult, TYPE_ERROR};
use super::int::Int;
use super::num::Num;
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
                let name = |x: &Option<T>| if x.is_some() { T::NAME } else { "NoneType" };
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

/// The name of a type in Python.
pub trait TypeName {
    /// The name.
    const NAME: &'static str;
}

macro_rules! named {
    ($($ty:ty = $name:literal),*) => {$(
        impl TypeName for $ty {
            const NAME: &'static str = $name;
        }
    )*};
}

named!(
    i64 = "int",
    Int = "int",
    Num = "float",
    Str = "str",
    bool = "bool",
    f64 = "float",
    () = "NoneType"
);

impl<T> TypeName for Vec<T> {
    const NAME: &'static str = "list";
}

impl<T> TypeName for Tuple<T> {
    const NAME: &'static str = "tuple";
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

impl<T: TryOrd + PartialEq> TryOrd for Tuple<T> {
    fn try_less(&self, other: &Self) -> PyResult<bool> {
        less_items(self, other)
    }
}

macro_rules! tuples {
    ($($($name:ident $index:tt),+;)*) => {$(
        impl<$($name),+> TypeName for ($($name,)+) {
            const NAME: &'static str = "tuple";
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

/// Sorts stably with comparisons that may raise; the first exception wins.
pub fn try_sort_items<T: TryOrd>(items: &mut [T], reverse: bool) -> PyResult<()> {
    let mut failed = None;
    if reverse {
        items.reverse();
    }
    items.sort_by(|a, b| {
        if failed.is_some() {
            return Ordering::Equal;
        }
        let less = |x: &T, y: &T| x.try_less(y);
        match less(a, b).and_then(|first| {
            if first {
                Ok(Ordering::Less)
            } else {
                less(b, a).map(|second| {
                    if second {
                        Ordering::Greater
                    } else {
                        Ordering::Equal
                    }
                })
            }
        }) {
            Ok(order) => order,
            Err(error) => {
                failed = Some(error);
                Ordering::Equal
            }
        }
    });
    if reverse {
        items.reverse();
    }
    failed.map_or(Ok(()), Err)
}
