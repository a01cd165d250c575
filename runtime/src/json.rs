//! `json.dumps`.
//! needs: dict, error, float, hash, int, repr, shared, str, tuple, value

use super::dict::Dict;
use super::error::{Exception, OrExit, PyResult, TYPE_ERROR};
use super::float::float_repr;
use super::hash::Key;
use super::int::{Int, ToIndex};
use super::shared::Shared;
use super::str::Str;
use super::tuple::Tuple;
use super::value::Value;

/// How JSON is laid out.
pub struct Layout {
    indent: Option<String>,
    between: String,
    after_key: String,
    sort_keys: bool,
    ascii: bool,
}

/// A value that has a JSON form.
pub trait Json {
    /// Adds the JSON of the value.
    fn write_json(&self, out: &mut String, layout: &Layout, level: usize) -> PyResult<()>;
}

/// A value that can be a key of a JSON object.
pub trait JsonKey {
    /// The key's text.
    fn key_text(&self) -> String;
}

fn number(x: f64) -> String {
    if x.is_nan() {
        return "NaN".to_owned();
    }
    if x.is_infinite() {
        return if x > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    float_repr(x)
}

fn truth(b: bool) -> &'static str {
    if b {
        "true"
    } else {
        "false"
    }
}

fn write_text(text: &str, ascii: bool, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\x0c' => out.push_str("\\f"),
            '\x08' => out.push_str("\\b"),
            c if (c as u32) < 0x20 || (ascii && !(' '..='~').contains(&c)) => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// The parts of an array or object between its brackets.
fn enclosed<T>(
    parts: impl Iterator<Item = T>,
    brackets: (char, char),
    out: &mut String,
    layout: &Layout,
    level: usize,
    mut write: impl FnMut(T, &mut String) -> PyResult<()>,
) -> PyResult<()> {
    out.push(brackets.0);
    let mut empty = true;
    for part in parts {
        if !empty {
            out.push_str(&layout.between);
        }
        empty = false;
        if let Some(indent) = &layout.indent {
            out.push('\n');
            out.push_str(&indent.repeat(level + 1));
        }
        write(part, out)?;
    }
    if let (Some(indent), false) = (&layout.indent, empty) {
        out.push('\n');
        out.push_str(&indent.repeat(level));
    }
    out.push(brackets.1);
    Ok(())
}

macro_rules! plain {
    ($($ty:ty => |$x:ident| $text:expr;)*) => {$(
        impl Json for $ty {
            fn write_json(&self, out: &mut String, _: &Layout, _: usize) -> PyResult<()> {
                let $x = self;
                out.push_str(&$text);
                Ok(())
            }
        }
        impl JsonKey for $ty {
            fn key_text(&self) -> String {
                let $x = self;
                $text.to_string()
            }
        }
    )*};
}

plain! {
    i64 => |n| n.to_string();
    Int => |n| n.to_string();
    f64 => |x| number(*x);
    bool => |b| truth(*b);
    () => |_unit| "null";
}

impl JsonKey for Str {
    fn key_text(&self) -> String {
        self.to_string()
    }
}

impl Json for Str {
    fn write_json(&self, out: &mut String, layout: &Layout, _: usize) -> PyResult<()> {
        write_text(self, layout.ascii, out);
        Ok(())
    }
}

impl<T: Json> Json for Option<T> {
    fn write_json(&self, out: &mut String, layout: &Layout, level: usize) -> PyResult<()> {
        match self {
            Some(value) => value.write_json(out, layout, level),
            None => ().write_json(out, layout, level),
        }
    }
}

fn write_items<'a, T: Json + 'a>(
    items: impl Iterator<Item = &'a T>,
    out: &mut String,
    layout: &Layout,
    level: usize,
) -> PyResult<()> {
    enclosed(items, ('[', ']'), out, layout, level, |item, out| {
        item.write_json(out, layout, level + 1)
    })
}

impl<T: Json> Json for [T] {
    fn write_json(&self, out: &mut String, layout: &Layout, level: usize) -> PyResult<()> {
        write_items(self.iter(), out, layout, level)
    }
}

impl<T: Json, const N: usize> Json for [T; N] {
    fn write_json(&self, out: &mut String, layout: &Layout, level: usize) -> PyResult<()> {
        write_items(self.iter(), out, layout, level)
    }
}

impl<T: Json> Json for Vec<T> {
    fn write_json(&self, out: &mut String, layout: &Layout, level: usize) -> PyResult<()> {
        write_items(self.iter(), out, layout, level)
    }
}

impl<T: Json + Clone> Json for Tuple<T> {
    fn write_json(&self, out: &mut String, layout: &Layout, level: usize) -> PyResult<()> {
        write_items(self.iter(), out, layout, level)
    }
}

macro_rules! tuples {
    ($($($name:ident $index:tt),+;)*) => {$(
        impl<$($name: Json),+> Json for ($($name,)+) {
            fn write_json(&self, out: &mut String, layout: &Layout, level: usize) -> PyResult<()> {
                let parts: [&dyn Json; [$($index),+].len()] = [$(&self.$index),+];
                enclosed(parts.into_iter(), ('[', ']'), out, layout, level, |item, out| {
                    item.write_json(out, layout, level + 1)
                })
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
}

impl<K: Key + JsonKey + PartialOrd, V: Json> Json for Dict<K, V> {
    fn write_json(&self, out: &mut String, layout: &Layout, level: usize) -> PyResult<()> {
        let mut pairs: Vec<(&K, &V)> = self.items().collect();
        if layout.sort_keys {
            pairs.sort_by(|a, b| a.0.partial_cmp(b.0).unwrap_or(std::cmp::Ordering::Equal));
        }
        enclosed(
            pairs.into_iter(),
            ('{', '}'),
            out,
            layout,
            level,
            |(key, value), out| {
                write_text(&key.key_text(), layout.ascii, out);
                out.push_str(&layout.after_key);
                value.write_json(out, layout, level + 1)
            },
        )
    }
}

impl<C: Json> Json for Shared<C> {
    fn write_json(&self, out: &mut String, layout: &Layout, level: usize) -> PyResult<()> {
        self.with(|content| content.write_json(out, layout, level))
    }
}

impl Json for Value {
    fn write_json(&self, out: &mut String, layout: &Layout, level: usize) -> PyResult<()> {
        match self {
            Value::None => ().write_json(out, layout, level),
            Value::Bool(b) => b.write_json(out, layout, level),
            Value::Int(n) => n.write_json(out, layout, level),
            Value::Float(x) => x.write_json(out, layout, level),
            Value::Str(s) => s.write_json(out, layout, level),
            Value::List(items) => items.write_json(out, layout, level),
            Value::Tuple(items) => items.write_json(out, layout, level),
            Value::Dict(dict) => dict.with(|d| write_dynamic(d, out, layout, level)),
            Value::Set(_) => {
                let text = "Object of type set is not JSON serializable";
                Err(Exception::new(&TYPE_ERROR, text))
            }
        }
    }
}

fn write_dynamic(
    dict: &Dict<Value, Value>,
    out: &mut String,
    layout: &Layout,
    level: usize,
) -> PyResult<()> {
    let mut pairs: Vec<(&Value, &Value)> = dict.items().collect();
    if layout.sort_keys {
        let texts = pairs.iter().all(|(k, _)| matches!(k, Value::Str(_)));
        let numbers = pairs.iter().all(|(k, _)| matches!(k, Value::Int(_)));
        if !texts && !numbers {
            let text = "'<' not supported between instances of 'int' and 'str'";
            return Err(Exception::new(&TYPE_ERROR, text));
        }
        pairs.sort_by(|a, b| match (a.0, b.0) {
            (Value::Str(x), Value::Str(y)) => x.as_text().cmp(y.as_text()),
            (Value::Int(x), Value::Int(y)) => x.cmp(y),
            _ => std::cmp::Ordering::Equal,
        });
    }
    enclosed(
        pairs.into_iter(),
        ('{', '}'),
        out,
        layout,
        level,
        |(key, value), out| {
            let text = match key {
                Value::Str(s) => s.to_string(),
                Value::Int(n) => n.to_string(),
                Value::Float(x) => number(*x),
                Value::Bool(b) => truth(*b).to_owned(),
                Value::None => "null".to_owned(),
                _ => {
                    let text = "keys must be str, int, float, bool or None, not tuple";
                    return Err(Exception::new(&TYPE_ERROR, text));
                }
            };
            write_text(&text, layout.ascii, out);
            out.push_str(&layout.after_key);
            value.write_json(out, layout, level + 1)
        },
    )
}

/// `json.dumps(value, indent=…, sort_keys=…, ensure_ascii=…)`.
pub fn try_json_dumps<T: Json + ?Sized>(
    value: &T,
    indent: Option<impl ToIndex>,
    sort_keys: bool,
    ascii: bool,
) -> PyResult<Str> {
    let indent = indent.map(|n| " ".repeat(usize::try_from(n.to_index()).unwrap_or(0)));
    let between = if indent.is_some() { "," } else { ", " };
    try_json_text(value, indent, between, ": ", sort_keys, ascii)
}

fn try_json_text<T: Json + ?Sized>(
    value: &T,
    indent: Option<String>,
    between: &str,
    after_key: &str,
    sort_keys: bool,
    ascii: bool,
) -> PyResult<Str> {
    let layout = Layout {
        indent,
        between: between.to_owned(),
        after_key: after_key.to_owned(),
        sort_keys,
        ascii,
    };
    let mut out = String::new();
    value.write_json(&mut out, &layout, 0)?;
    Ok(Str::from(out))
}

/// `json.dumps(value, indent=…, separators=…, sort_keys=…, ensure_ascii=…)` with an indent that is text.
pub fn try_json_dumps_laid_out<T: Json + ?Sized>(
    value: &T,
    indent: Option<&str>,
    separators: (&str, &str),
    sort_keys: bool,
    ascii: bool,
) -> PyResult<Str> {
    let indent = indent.map(str::to_owned);
    try_json_text(value, indent, separators.0, separators.1, sort_keys, ascii)
}

/// `json.dumps(…)` with separators or an indent that is text, or the end of the program.
pub fn json_dumps_laid_out<T: Json + ?Sized>(
    value: &T,
    indent: Option<&str>,
    separators: (&str, &str),
    sort_keys: bool,
    ascii: bool,
) -> Str {
    try_json_dumps_laid_out(value, indent, separators, sort_keys, ascii).or_exit()
}

/// `json.dumps(…)`, or the end of the program.
pub fn json_dumps<T: Json + ?Sized>(
    value: &T,
    indent: Option<impl ToIndex>,
    sort_keys: bool,
    ascii: bool,
) -> Str {
    try_json_dumps(value, indent, sort_keys, ascii).or_exit()
}
