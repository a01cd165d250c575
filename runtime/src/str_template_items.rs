//! Containers whose items a template of `str.format` may ask for that only the running program knows.
//! needs: dict, error, fmt, hash, repr, shared, str, str_template, tuple, value

use super::dict::Dict;
use super::error::PyResult;
use super::fmt::{Field, Format, TemplateKey};
use super::hash::Key;
use super::repr::Repr;
use super::shared::Shared;
use super::str::Str;
use super::str_template::Unformatted;
use super::tuple::Tuple;
use super::value::Value;

/// A container, with its type's name.
pub struct Subscripted<'a, T: ?Sized>(pub &'a T, pub &'static str);

impl<T: Repr + ?Sized> Repr for Subscripted<'_, T> {
    fn write_repr(&self, out: &mut String) {
        self.0.write_repr(out);
    }
}

impl<T: Repr + LookedInto + ?Sized> Format for Subscripted<'_, T> {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        Unformatted(self.0, self.1).try_format_spec(spec)
    }
    fn try_template_item(&self, key: &TemplateKey<'_>) -> PyResult<Box<dyn Field>> {
        self.0.to_dynamic_value().try_template_item(key)
    }
}

/// A container of plain values.
pub trait LookedInto {
    /// A dynamic value with the same items.
    fn to_dynamic_value(&self) -> Value;
}

impl<T: Clone + Into<Value>> LookedInto for [T] {
    fn to_dynamic_value(&self) -> Value {
        let items: Vec<Value> = self.iter().cloned().map(Into::into).collect();
        Value::List(Shared::new(items))
    }
}

impl<T: Clone + Into<Value>> LookedInto for Vec<T> {
    fn to_dynamic_value(&self) -> Value {
        self.as_slice().to_dynamic_value()
    }
}

impl<T: Clone + Into<Value>, const N: usize> LookedInto for [T; N] {
    fn to_dynamic_value(&self) -> Value {
        self.as_slice().to_dynamic_value()
    }
}

impl<T: Clone + Into<Value>> LookedInto for Tuple<T> {
    fn to_dynamic_value(&self) -> Value {
        Value::Tuple(self.iter().cloned().map(Into::into).collect())
    }
}

impl<K: Key + Clone + Into<Value>, V: Clone + Into<Value>> LookedInto for Dict<K, V> {
    fn to_dynamic_value(&self) -> Value {
        let items = self
            .items()
            .map(|(k, v)| (k.clone().into(), v.clone().into()));
        Value::Dict(Shared::new(items.collect()))
    }
}

impl<T: LookedInto> LookedInto for Shared<T> {
    fn to_dynamic_value(&self) -> Value {
        self.with(LookedInto::to_dynamic_value)
    }
}

macro_rules! tuples {
    ($($($name:ident)+;)*) => {$(
        impl<$($name: Clone),+> LookedInto for ($($name,)+)
        where
            Value: From<($($name,)+)>,
        {
            fn to_dynamic_value(&self) -> Value {
                self.clone().into()
            }
        }
    )*};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
}
