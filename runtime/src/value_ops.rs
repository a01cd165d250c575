//! The operators of dynamic values.
//! needs: dict, error, float, int, int_ops, list, num, percent, set, shared, shared_list, str, tuple, value

use super::error::{Exception, OrExit, PyResult, TYPE_ERROR};
use super::float::{round_digits, round_int_digits};
use super::int::{Int, ToIndex};
use super::list::ListOps;
use super::num::Num;
use super::percent::try_percent_format;
use super::shared::Shared;
use super::tuple::Tuple;
use super::value::Value;

fn unsupported(op: &str, a: &Value, b: &Value) -> Exception {
    let message = format!(
        "unsupported operand type(s) for {op}: '{}' and '{}'",
        a.type_name(),
        b.type_name()
    );
    Exception::new(&TYPE_ERROR, message)
}

fn repeat(sequence: &Value, count: &Int) -> Option<Value> {
    match sequence {
        Value::Str(s) => Some(Value::Str(s.repeat_n(count))),
        Value::List(xs) => Some(Value::List(Shared::new(
            xs.with(|items| items.repeat_n(count)),
        ))),
        Value::Tuple(t) => Some(Value::Tuple(t.repeat_n(count))),
        _ => None,
    }
}

macro_rules! operations {
    ($($name:ident $try_name:ident $op:literal |$self:ident, $other:ident| $value:expr;)*) => {$(
        #[doc = concat!("`a ", $op, " b`.")]
        pub fn $try_name(&self, other: &Value) -> PyResult<Value> {
            let ($self, $other) = (self, other);
            $value
        }
        #[doc = concat!("`a ", $op, " b`, or the end of the program.")]
        pub fn $name(&self, other: &Value) -> Value {
            self.$try_name(other).or_exit()
        }
    )*};
}

fn numbers(
    op: &str,
    a: &Value,
    b: &Value,
    apply: impl FnOnce(&Num, &Num) -> PyResult<Num>,
) -> PyResult<Value> {
    match (a.num(), b.num()) {
        (Some(x), Some(y)) => apply(&x, &y).map(Value::from),
        _ => Err(unsupported(op, a, b)),
    }
}

fn integers(
    op: &str,
    a: &Value,
    b: &Value,
    apply: impl FnOnce(&Int, &Int) -> PyResult<Int>,
) -> PyResult<Value> {
    match (a.int(), b.int()) {
        (Some(x), Some(y)) => apply(&x, &y).map(Value::Int),
        _ => Err(unsupported(op, a, b)),
    }
}

fn bits(
    op: &str,
    a: &Value,
    b: &Value,
    bools: impl FnOnce(bool, bool) -> bool,
    ints: impl FnOnce(&Int, &Int) -> Int,
) -> PyResult<Value> {
    if let (Value::Bool(x), Value::Bool(y)) = (a, b) {
        return Ok(Value::Bool(bools(*x, *y)));
    }
    integers(op, a, b, |x, y| Ok(ints(x, y)))
}

fn add(a: &Value, b: &Value) -> PyResult<Value> {
    Ok(match (a, b) {
        (Value::Str(x), Value::Str(y)) => Value::Str(x + y),
        (Value::List(x), Value::List(y)) => Value::List(Shared::new(x.concat_with(&y.to_vec()))),
        (Value::Tuple(x), Value::Tuple(y)) => Value::Tuple(x.concat_with(y)),
        (Value::Str(_) | Value::List(_) | Value::Tuple(_), _) => {
            let (left, right) = (a.type_name(), b.type_name());
            return Err(Exception::new(
                &TYPE_ERROR,
                format!("can only concatenate {left} (not \"{right}\") to {left}"),
            ));
        }
        _ => return numbers("+", a, b, |x, y| Ok(x + y)),
    })
}

fn mul(a: &Value, b: &Value) -> PyResult<Value> {
    for (sequence, count) in [(a, b), (b, a)] {
        if let Some(n) = count.int() {
            if let Some(value) = repeat(sequence, &n) {
                return Ok(value);
            }
        }
    }
    match (a, b) {
        (Value::Str(_) | Value::List(_) | Value::Tuple(_), other)
        | (other, Value::Str(_) | Value::List(_) | Value::Tuple(_)) => {
            let message = format!(
                "can't multiply sequence by non-int of type '{}'",
                other.type_name()
            );
            Err(Exception::new(&TYPE_ERROR, message))
        }
        _ => numbers("*", a, b, |x, y| Ok(x * y)),
    }
}

impl Value {
    operations! {
        py_add try_py_add "+" |a, b| add(a, b);
        py_sub try_py_sub "-" |a, b| match (a, b) {
            (Value::Set(x), Value::Set(y)) => Ok(Value::Set(Shared::new(x.with(|s| y.with(|t| s.difference(t)))))),
            _ => numbers("-", a, b, |x, y| Ok(x - y)),
        };
        py_mul try_py_mul "*" |a, b| mul(a, b);
        py_true_div try_py_true_div "/" |a, b| numbers("/", a, b, |x, y| x.try_true_div(y).map(Num::Float));
        py_floor_div try_py_floor_div "//" |a, b| numbers("//", a, b, Num::try_floor_div);
        py_modulo try_py_modulo "%" |a, b| match a {
            Value::Str(template) => try_percent_format(template, b).map(Value::Str),
            _ => numbers("%", a, b, Num::try_modulo),
        };
        py_pow try_py_pow "**" |a, b| numbers("** or pow()", a, b, Num::try_pow);
        py_shl try_py_shl "<<" |a, b| integers("<<", a, b, |x, y| x.try_shl(y));
        py_shr try_py_shr ">>" |a, b| integers(">>", a, b, |x, y| x.try_shr(y));
        py_bit_and try_py_bit_and "&" |a, b| match (a, b) {
            (Value::Set(x), Value::Set(y)) => Ok(Value::Set(Shared::new(x.with(|s| y.with(|t| s.intersection(t)))))),
            _ => bits("&", a, b, |x, y| x & y, |x, y| x & y),
        };
        py_bit_or try_py_bit_or "|" |a, b| match (a, b) {
            (Value::Set(x), Value::Set(y)) => Ok(Value::Set(Shared::new(x.with(|s| y.with(|t| s.union(t)))))),
            (Value::Dict(x), Value::Dict(y)) => Ok(Value::Dict(Shared::new(x.with(|s| y.with(|t| s.merged(t)))))),
            _ => bits("|", a, b, |x, y| x | y, |x, y| x | y),
        };
        py_bit_xor try_py_bit_xor "^" |a, b| match (a, b) {
            (Value::Set(x), Value::Set(y)) => Ok(Value::Set(Shared::new(x.with(|s| y.with(|t| s.symmetric_difference(t)))))),
            _ => bits("^", a, b, |x, y| x ^ y, |x, y| x ^ y),
        };
    }

    fn unary(&self, symbol: &str, apply: impl FnOnce(Num) -> Num) -> PyResult<Value> {
        let bad = || {
            Exception::new(
                &TYPE_ERROR,
                format!("bad operand type for {symbol}: '{}'", self.type_name()),
            )
        };
        self.num().map(|n| Value::from(apply(n))).ok_or_else(bad)
    }

    /// `-x`.
    pub fn try_py_neg(&self) -> PyResult<Value> {
        self.unary("unary -", |n| -n)
    }

    /// `-x`, or the end of the program.
    pub fn py_neg(&self) -> Value {
        self.try_py_neg().or_exit()
    }

    /// `+x`.
    pub fn try_py_pos(&self) -> PyResult<Value> {
        self.unary("unary +", |n| n)
    }

    /// `+x`, or the end of the program.
    pub fn py_pos(&self) -> Value {
        self.try_py_pos().or_exit()
    }

    /// `~x`.
    pub fn try_py_invert(&self) -> PyResult<Value> {
        let bad = || {
            Exception::new(
                &TYPE_ERROR,
                format!("bad operand type for unary ~: '{}'", self.type_name()),
            )
        };
        self.int().map(|n| Value::Int(!n)).ok_or_else(bad)
    }

    /// `~x`, or the end of the program.
    pub fn py_invert(&self) -> Value {
        self.try_py_invert().or_exit()
    }

    /// `abs(x)`.
    pub fn try_py_abs(&self) -> PyResult<Value> {
        self.unary("abs()", |n| n.abs())
    }

    /// `abs(x)`, or the end of the program.
    pub fn py_abs(&self) -> Value {
        self.try_py_abs().or_exit()
    }

    fn number_to_round(&self) -> PyResult<Num> {
        self.num().ok_or_else(|| {
            Exception::new(
                &TYPE_ERROR,
                format!("type {} doesn't define __round__ method", self.type_name()),
            )
        })
    }

    /// `round(x)`.
    pub fn try_round(&self) -> PyResult<Value> {
        self.number_to_round()?.try_round().map(Value::Int)
    }

    /// `round(x)`, or the end of the program.
    pub fn round(&self) -> Value {
        self.try_round().or_exit()
    }

    /// `round(x, digits)`.
    pub fn round_digits(&self, digits: impl ToIndex) -> Value {
        match self.number_to_round().or_exit() {
            Num::Int(n) => Value::Int(round_int_digits(n, digits.to_index())),
            Num::Float(x) => Value::Float(round_digits(x, digits.to_index())),
        }
    }

    /// The items, one at a time.
    pub fn try_iter(&self) -> PyResult<std::vec::IntoIter<Value>> {
        let items: Vec<Value> = match self {
            Value::List(xs) => xs.to_vec(),
            Value::Tuple(t) => t.to_vec(),
            Value::Str(s) => s.chars_iter().map(Value::Str).collect(),
            Value::Dict(d) => d.keys().collect(),
            Value::Set(s) => s.iter().collect(),
            _ => {
                return Err(Exception::new(
                    &TYPE_ERROR,
                    format!("'{}' object is not iterable", self.type_name()),
                ))
            }
        };
        Ok(items.into_iter())
    }

    /// The items, or the end of the program.
    pub fn iter(&self) -> std::vec::IntoIter<Value> {
        self.try_iter().or_exit()
    }

    /// `len(x)`.
    pub fn try_py_len(&self) -> PyResult<i64> {
        Ok(match self {
            Value::List(xs) => xs.len_i64(),
            Value::Tuple(t) => t.len_i64(),
            Value::Str(s) => s.count_chars(),
            Value::Dict(d) => d.len_i64(),
            Value::Set(s) => s.len_i64(),
            _ => {
                return Err(Exception::new(
                    &TYPE_ERROR,
                    format!("object of type '{}' has no len()", self.type_name()),
                ))
            }
        })
    }

    /// `len(x)`, or the end of the program.
    pub fn py_len(&self) -> i64 {
        self.try_py_len().or_exit()
    }

    fn index(&self, index: &Value) -> PyResult<Int> {
        index.int().ok_or_else(|| {
            let name = if self.is_str() {
                "string"
            } else {
                self.type_name()
            };
            let tail = if self.is_str() {
                format!(", not '{}'", index.type_name())
            } else {
                format!(" or slices, not {}", index.type_name())
            };
            Exception::new(
                &TYPE_ERROR,
                format!("{name} indices must be integers{tail}"),
            )
        })
    }

    /// `x[i]`.
    pub fn try_at(&self, index: &Value) -> PyResult<Value> {
        match self {
            Value::List(xs) => xs.try_at(self.index(index)?),
            Value::Tuple(t) => t.try_at(self.index(index)?).cloned(),
            Value::Str(s) => s.try_at(self.index(index)?).map(Value::Str),
            Value::Dict(d) => d.try_get_item(index),
            _ => Err(Exception::new(
                &TYPE_ERROR,
                format!("'{}' object is not subscriptable", self.type_name()),
            )),
        }
    }

    /// `x[i]`, or the end of the program.
    pub fn at(&self, index: &Value) -> Value {
        self.try_at(index).or_exit()
    }

    /// `x[i] = v`.
    pub fn try_set_item(&self, index: &Value, value: Value) -> PyResult<()> {
        match self {
            Value::List(xs) => xs.try_set(self.index(index)?, value),
            Value::Dict(d) => {
                d.insert(index.clone(), value);
                Ok(())
            }
            _ => Err(Exception::new(
                &TYPE_ERROR,
                format!(
                    "'{}' object does not support item assignment",
                    self.type_name()
                ),
            )),
        }
    }

    /// `x[i] = v`, or the end of the program.
    pub fn set_item(&self, index: &Value, value: Value) {
        self.try_set_item(index, value).or_exit();
    }

    /// `item in x`.
    pub fn try_contains(&self, item: &Value) -> PyResult<bool> {
        Ok(match (self, item) {
            (Value::List(xs), _) => xs.has(item),
            (Value::Tuple(t), _) => t.has(item),
            (Value::Dict(d), _) => d.contains(item),
            (Value::Set(s), _) => s.contains(item),
            (Value::Str(s), Value::Str(part)) => s.contains_str(part),
            (Value::Str(_), _) => {
                let message = format!(
                    "'in <string>' requires string as left operand, not {}",
                    item.type_name()
                );
                return Err(Exception::new(&TYPE_ERROR, message));
            }
            _ => {
                return Err(Exception::new(
                    &TYPE_ERROR,
                    format!("argument of type '{}' is not iterable", self.type_name()),
                ))
            }
        })
    }

    /// `item in x`, or the end of the program.
    pub fn contains(&self, item: &Value) -> bool {
        self.try_contains(item).or_exit()
    }

    /// `x[start:stop:step]`.
    pub fn try_slice(
        &self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
    ) -> PyResult<Value> {
        match self {
            Value::List(xs) => Ok(Value::List(Shared::new(xs.try_slice(start, stop, step)?))),
            Value::Tuple(t) => t.try_slice(start, stop, step).map(Value::Tuple),
            Value::Str(s) => s.try_slice(start, stop, step).map(Value::Str),
            _ => Err(Exception::new(
                &TYPE_ERROR,
                format!("'{}' object is not subscriptable", self.type_name()),
            )),
        }
    }

    /// `x[start:stop:step]`, or the end of the program.
    pub fn slice(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Value {
        self.try_slice(start, stop, step).or_exit()
    }

    /// `x[start:]`.
    pub fn slice_from(&self, start: impl ToIndex) -> Value {
        self.slice(Some(start.to_index()), None, None)
    }

    /// `x[:stop]`.
    pub fn slice_to(&self, stop: impl ToIndex) -> Value {
        self.slice(None, Some(stop.to_index()), None)
    }

    /// `x[start:stop]`.
    pub fn slice_range(&self, start: impl ToIndex, stop: impl ToIndex) -> Value {
        self.slice(Some(start.to_index()), Some(stop.to_index()), None)
    }

    /// `x[::-1]`.
    pub fn reversed(&self) -> Value {
        self.slice(None, None, Some(-1))
    }
}

/// `sum(items, start)` of dynamic values.
pub fn try_sum_values(items: impl IntoIterator<Item = Value>, start: Value) -> PyResult<Value> {
    items
        .into_iter()
        .try_fold(start, |total, item| total.try_py_add(&item))
}

/// `sum(items, start)` of dynamic values, or the end of the program.
pub fn sum_values(items: impl IntoIterator<Item = Value>, start: Value) -> Value {
    try_sum_values(items, start).or_exit()
}

/// A tuple of dynamic values from anything that gives them.
pub fn value_tuple(items: Vec<Value>) -> Value {
    Value::Tuple(Tuple::from(items))
}
