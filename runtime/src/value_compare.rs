//! The order of dynamic values; a TypeError where Python has none.
//! needs: error, num, set, shared, str, tuple, value

use std::cmp::Ordering;

use super::error::{Exception, OrExit, PyResult, TYPE_ERROR};
use super::set::Set;
use super::value::Value;

/// The order by inclusion.
fn subset_order(a: &Set<Value>, b: &Set<Value>) -> Option<Ordering> {
    match (a.is_subset(b), b.is_subset(a)) {
        (true, true) => Some(Ordering::Equal),
        (true, false) => Some(Ordering::Less),
        (false, true) => Some(Ordering::Greater),
        (false, false) => None,
    }
}

fn compare(op: &str, a: &Value, b: &Value) -> PyResult<Option<Ordering>> {
    let items = |x: &[Value], y: &[Value]| match x.iter().zip(y).find(|(p, q)| p != q) {
        Some((p, q)) => compare(op, p, q),
        None => Ok(Some(x.len().cmp(&y.len()))),
    };
    match (a, b) {
        (Value::Str(x), Value::Str(y)) => Ok(Some(x.cmp(y))),
        (Value::List(x), Value::List(y)) => items(&x.get(), &y.get()),
        (Value::Tuple(x), Value::Tuple(y)) => items(x, y),
        (Value::Set(x), Value::Set(y)) => Ok(x.with(|s| y.with(|t| subset_order(s, t)))),
        _ => match (a.num(), b.num()) {
            (Some(x), Some(y)) => Ok(x.partial_cmp(&y)),
            _ => {
                let message = format!(
                    "'{op}' not supported between instances of '{}' and '{}'",
                    a.type_name(),
                    b.type_name()
                );
                Err(Exception::new(&TYPE_ERROR, message))
            }
        },
    }
}

macro_rules! orders {
    ($($name:ident $try_name:ident $op:literal $test:ident;)*) => {$(
        #[doc = concat!("`a ", $op, " b`.")]
        pub fn $try_name(&self, other: &Value) -> PyResult<bool> {
            Ok(compare($op, self, other)?.is_some_and(Ordering::$test))
        }
        #[doc = concat!("`a ", $op, " b`, or the end of the program.")]
        pub fn $name(&self, other: &Value) -> bool {
            self.$try_name(other).or_exit()
        }
    )*};
}

impl Value {
    orders! {
        py_lt try_py_lt "<" is_lt;
        py_le try_py_le "<=" is_le;
        py_gt try_py_gt ">" is_gt;
        py_ge try_py_ge ">=" is_ge;
    }
}

impl PartialOrd for Value {
    /// For containers of values; a TypeError ends the program.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        compare("<", self, other).or_exit()
    }
}
