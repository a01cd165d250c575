//! Dynamic values from plain containers, and the conversions of dynamic values that a `try` can catch.
//! needs: dict, error, float, int, num, set, shared, value, value_ops

use super::dict::Dict;
use super::error::{Exception, PyResult, TYPE_ERROR};
use super::float::{round_digits, round_int_digits};
use super::int::ToIndex;
use super::num::Num;
use super::set::Set;
use super::shared::Shared;
use super::value::Value;

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Value::List(Shared::new(items))
    }
}

impl From<Dict<Value, Value>> for Value {
    fn from(items: Dict<Value, Value>) -> Self {
        Value::Dict(Shared::new(items))
    }
}

impl From<Set<Value>> for Value {
    fn from(items: Set<Value>) -> Self {
        Value::Set(Shared::new(items))
    }
}

impl Value {
    /// `round(x, digits)`.
    pub fn try_round_digits(&self, digits: impl ToIndex) -> PyResult<Value> {
        match self.num() {
            Some(Num::Int(n)) => Ok(Value::Int(round_int_digits(n, digits.to_index()))),
            Some(Num::Float(x)) => Ok(Value::Float(round_digits(x, digits.to_index()))),
            None => Err(Exception::new(
                &TYPE_ERROR,
                format!("type {} doesn't define __round__ method", self.type_name()),
            )),
        }
    }

    /// `x[start:]`.
    pub fn try_slice_from(&self, start: impl ToIndex) -> PyResult<Value> {
        self.try_slice(Some(start.to_index()), None, None)
    }

    /// `x[:stop]`.
    pub fn try_slice_to(&self, stop: impl ToIndex) -> PyResult<Value> {
        self.try_slice(None, Some(stop.to_index()), None)
    }

    /// `x[start:stop]`.
    pub fn try_slice_range(&self, start: impl ToIndex, stop: impl ToIndex) -> PyResult<Value> {
        self.try_slice(Some(start.to_index()), Some(stop.to_index()), None)
    }

    /// `x[::-1]`.
    pub fn try_reversed(&self) -> PyResult<Value> {
        self.try_slice(None, None, Some(-1))
    }
}
