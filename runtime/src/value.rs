//! The dynamic value: what a Python variable holds when only the running program knows its type.
//! needs: error, dict, float, fmt, hash, int, int_text, num, repr, set, shared, shared_list, shared_dict, shared_set, str, str_search, tuple, value_compare, value_ops

use super::dict::Dict;
use super::error::{Exception, OrExit, PyResult, ATTRIBUTE_ERROR, TYPE_ERROR};
use super::fmt::{Field, Format, TemplateKey};
use super::hash::{hash_items, Key};
use super::int::Int;
use super::num::Num;
use super::repr::Repr;
use super::set::Set;
use super::shared::Shared;
use super::str::Str;
use super::tuple::Tuple;

/// A value of any of Python's built-in types.
#[derive(Clone, Debug, Default)]
pub enum Value {
    #[default]
    None,
    Bool(bool),
    Int(Int),
    Float(f64),
    Str(Str),
    List(Shared<Vec<Value>>),
    Tuple(Tuple<Value>),
    Dict(Shared<Dict<Value, Value>>),
    Set(Shared<Set<Value>>),
}

macro_rules! from {
    ($($ty:ty => |$x:ident| $value:expr;)*) => {$(
        impl From<$ty> for Value {
            fn from($x: $ty) -> Self {
                $value
            }
        }
    )*};
}

from! {
    () => |_x| Value::None;
    bool => |x| Value::Bool(x);
    i64 => |x| Value::Int(Int::from(x));
    Int => |x| Value::Int(x);
    f64 => |x| Value::Float(x);
    Str => |x| Value::Str(x);
    &str => |x| Value::Str(Str::from(x));
    Shared<Vec<Value>> => |x| Value::List(x);
    Tuple<Value> => |x| Value::Tuple(x);
    Shared<Dict<Value, Value>> => |x| Value::Dict(x);
    Shared<Set<Value>> => |x| Value::Set(x);
}

impl From<Num> for Value {
    fn from(x: Num) -> Self {
        match x {
            Num::Int(n) => Value::Int(n),
            Num::Float(f) => Value::Float(f),
        }
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(x: Option<T>) -> Self {
        x.map_or(Value::None, Into::into)
    }
}

macro_rules! tuples {
    ($($($name:ident $index:tt),+;)*) => {$(
        impl<$($name: Into<Value>),+> From<($($name,)+)> for Value {
            fn from(x: ($($name,)+)) -> Self {
                Value::Tuple(Tuple::from(vec![$(x.$index.into()),+]))
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
    A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}

macro_rules! plain_tuples {
    ($($ty:ty),*) => {$(
        impl From<Tuple<$ty>> for Value {
            fn from(x: Tuple<$ty>) -> Self {
                Value::Tuple(x.iter().cloned().map(Value::from).collect())
            }
        }
    )*};
}

plain_tuples!(bool, i64, Int, f64, Num, Str, ());

macro_rules! tests {
    ($($name:ident $variant:pat => $doc:literal;)*) => {$(
        #[doc = $doc]
        pub fn $name(&self) -> bool {
            matches!(self, $variant)
        }
    )*};
}

impl Value {
    tests! {
        is_none Value::None => "Whether it is None.";
        is_bool Value::Bool(_) => "Whether it is a bool.";
        is_exact_int Value::Int(_) => "Whether it is an int and no bool.";
        is_float Value::Float(_) => "Whether it is a float.";
        is_str Value::Str(_) => "Whether it is a str.";
        is_list Value::List(_) => "Whether it is a list.";
        is_tuple Value::Tuple(_) => "Whether it is a tuple.";
        is_dict Value::Dict(_) => "Whether it is a dict.";
        is_set Value::Set(_) => "Whether it is a set.";
    }

    /// Whether it is anything but None.
    pub fn is_some(&self) -> bool {
        !self.is_none()
    }

    /// `type(x).__name__`.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::None => "NoneType",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::Str(_) => "str",
            Value::List(_) => "list",
            Value::Tuple(_) => "tuple",
            Value::Dict(_) => "dict",
            Value::Set(_) => "set",
        }
    }

    /// `bool(x)`.
    pub fn truthy(&self) -> bool {
        match self {
            Value::None => false,
            Value::Bool(b) => *b,
            Value::Int(n) => !n.is_zero(),
            Value::Float(x) => *x != 0.0,
            Value::Str(s) => !s.is_empty(),
            Value::List(xs) => !xs.is_empty(),
            Value::Tuple(t) => !t.is_empty(),
            Value::Dict(d) => !d.is_empty(),
            Value::Set(s) => !s.is_empty(),
        }
    }

    fn unexpected(&self, wanted: &str) -> ! {
        Exception::new(
            &TYPE_ERROR,
            format!("expected {wanted}, found {}", self.type_name()),
        )
        .exit()
    }

    /// The number, where it is an int or a bool.
    pub fn int(&self) -> Option<Int> {
        match self {
            Value::Int(n) => Some(n.clone()),
            Value::Bool(b) => Some(Int::from(*b)),
            _ => None,
        }
    }

    /// The number, where it is one.
    pub fn num(&self) -> Option<Num> {
        match self {
            Value::Float(x) => Some(Num::Float(*x)),
            _ => self.int().map(Num::Int),
        }
    }

    /// The int that a test has shown it to be.
    pub fn as_int(&self) -> Int {
        self.int().unwrap_or_else(|| self.unexpected("int"))
    }

    /// The machine integer that it is known to be.
    pub fn as_i64(&self) -> i64 {
        self.as_int()
            .to_i64()
            .unwrap_or_else(|| self.unexpected("a small int"))
    }

    /// The float that a test has shown it to be.
    pub fn as_float(&self) -> f64 {
        match self {
            Value::Float(x) => *x,
            _ => self.unexpected("float"),
        }
    }

    /// The bool that a test has shown it to be.
    pub fn as_bool(&self) -> bool {
        match self {
            Value::Bool(b) => *b,
            _ => self.unexpected("bool"),
        }
    }

    /// The string that a test has shown it to be.
    pub fn as_str(&self) -> Str {
        match self {
            Value::Str(s) => s.clone(),
            _ => self.unexpected("str"),
        }
    }

    /// The list that a test has shown it to be.
    pub fn as_list(&self) -> Shared<Vec<Value>> {
        match self {
            Value::List(xs) => xs.clone(),
            _ => self.unexpected("list"),
        }
    }

    /// The tuple that a test has shown it to be.
    pub fn as_tuple(&self) -> Tuple<Value> {
        match self {
            Value::Tuple(t) => t.clone(),
            _ => self.unexpected("tuple"),
        }
    }

    /// The dict that a test has shown it to be.
    pub fn as_dict(&self) -> Shared<Dict<Value, Value>> {
        match self {
            Value::Dict(d) => d.clone(),
            _ => self.unexpected("dict"),
        }
    }

    /// The set that a test has shown it to be.
    pub fn as_set(&self) -> Shared<Set<Value>> {
        match self {
            Value::Set(s) => s.clone(),
            _ => self.unexpected("set"),
        }
    }

    /// The value where only an int will do; `message` has `{}` where Python names the type.
    pub fn try_whole(&self, message: &str) -> PyResult<Int> {
        self.int()
            .ok_or_else(|| Exception::new(&TYPE_ERROR, message.replace("{}", self.type_name())))
    }

    /// The value where only an int will do, or the end of the program.
    pub fn whole(&self, message: &str) -> Int {
        self.try_whole(message).or_exit()
    }

    /// `int(x)`.
    pub fn try_to_int(&self) -> PyResult<Int> {
        match self {
            Value::Str(s) => Int::try_from_str(s),
            Value::Float(x) => Int::try_from_f64(*x),
            _ => self.int().ok_or_else(|| {
                let message = format!("int() argument must be a string, a bytes-like object or a real number, not '{}'", self.type_name());
                Exception::new(&TYPE_ERROR, message)
            }),
        }
    }

    /// `int(x)`, or the end of the program.
    pub fn to_int(&self) -> Int {
        self.try_to_int().or_exit()
    }

    /// `float(x)`.
    pub fn try_to_float(&self) -> PyResult<f64> {
        match self {
            Value::Str(s) => super::float::try_parse_float(s),
            _ => match self.num() {
                Some(n) => n.try_to_f64(),
                None => {
                    let message = format!(
                        "float() argument must be a string or a real number, not '{}'",
                        self.type_name()
                    );
                    Err(Exception::new(&TYPE_ERROR, message))
                }
            },
        }
    }

    /// `float(x)`, or the end of the program.
    pub fn to_float(&self) -> f64 {
        self.try_to_float().or_exit()
    }
}

impl Repr for Value {
    fn write_repr(&self, out: &mut String) {
        match self {
            Value::None => out.push_str("None"),
            Value::Bool(b) => b.write_repr(out),
            Value::Int(n) => n.write_repr(out),
            Value::Float(x) => x.write_repr(out),
            Value::Str(s) => s.write_repr(out),
            Value::List(xs) => xs.write_repr(out),
            Value::Tuple(t) => t.write_repr(out),
            Value::Dict(d) => d.write_repr(out),
            Value::Set(s) => s.write_repr(out),
        }
    }

    fn write_str(&self, out: &mut String) {
        match self {
            Value::Str(s) => out.push_str(s),
            _ => self.write_repr(out),
        }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::None, Value::None) => true,
            (Value::Str(a), Value::Str(b)) => a == b,
            (Value::List(a), Value::List(b)) => a == b,
            (Value::Tuple(a), Value::Tuple(b)) => a == b,
            (Value::Dict(a), Value::Dict(b)) => a == b,
            (Value::Set(a), Value::Set(b)) => a == b,
            _ => match (self.num(), other.num()) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            },
        }
    }
}

impl Key for Value {
    fn py_hash(&self) -> i64 {
        match self {
            Value::None => ().py_hash(),
            Value::Bool(b) => b.py_hash(),
            Value::Int(n) => n.py_hash(),
            Value::Float(x) => x.py_hash(),
            Value::Str(s) => s.py_hash(),
            Value::Tuple(t) => hash_items(t.iter().map(Key::py_hash)),
            Value::List(_) | Value::Dict(_) | Value::Set(_) => Exception::new(
                &TYPE_ERROR,
                format!("unhashable type: '{}'", self.type_name()),
            )
            .exit(),
        }
    }
}

impl Format for Value {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        match self {
            Value::Int(n) => n.try_format_spec(spec),
            Value::Bool(b) => b.try_format_spec(spec),
            Value::Float(x) => x.try_format_spec(spec),
            Value::Str(s) => s.try_format_spec(spec),
            _ if spec.is_empty() => Ok(super::repr::to_str(self)),
            _ => Err(Exception::new(
                &TYPE_ERROR,
                format!(
                    "unsupported format string passed to {}.__format__",
                    self.type_name()
                ),
            )),
        }
    }
    fn try_template_item(&self, key: &TemplateKey<'_>) -> PyResult<Box<dyn Field>> {
        let key = match key {
            TemplateKey::Index(index) => Value::from(*index),
            TemplateKey::Name(name) => Value::from(*name),
        };
        Ok(Box::new(self.try_at(&key)?))
    }
}

macro_rules! expected {
    ($($try_name:ident $name:ident $kind:ident -> $ty:ty;)*) => {
        impl Value {
            $(
                #[doc = concat!("The value of the kind `", stringify!($kind), "` whose method is about to be called.")]
                pub fn $try_name(&self, method: &str) -> PyResult<$ty> {
                    match self {
                        Value::$kind(x) => Ok(x.clone()),
                        _ => Err(self.lacks(method)),
                    }
                }
                #[doc = concat!("The value of the kind `", stringify!($kind), "` whose method is about to be called, or the end of the program.")]
                pub fn $name(&self, method: &str) -> $ty {
                    self.$try_name(method).or_exit()
                }
            )*

            fn lacks(&self, attribute: &str) -> Exception {
                let text = format!("'{}' object has no attribute '{attribute}'", self.type_name());
                Exception::new(&ATTRIBUTE_ERROR, text)
            }
        }
    };
}

expected! {
    try_expect_str expect_str Str -> Str;
    try_expect_list expect_list List -> Shared<Vec<Value>>;
    try_expect_tuple expect_tuple Tuple -> Tuple<Value>;
    try_expect_dict expect_dict Dict -> Shared<Dict<Value, Value>>;
    try_expect_set expect_set Set -> Shared<Set<Value>>;
}
