//! `str(x)` and `repr(x)`.
//! needs: error, int, str, float

use std::fmt;

use super::error::{Exception, ExceptionClass, KEY_ERROR};
use super::float::float_repr;
use super::int::Int;
use super::str::Str;

/// What Python shows of a value.
pub trait Repr {
    /// Appends `repr(self)`.
    fn write_repr(&self, out: &mut String);
    /// Appends `str(self)`.
    fn write_str(&self, out: &mut String) {
        self.write_repr(out);
    }
}

/// `repr(x)`.
pub fn repr<T: Repr + ?Sized>(value: &T) -> Str {
    let mut out = String::new();
    value.write_repr(&mut out);
    Str::from(out)
}

/// `str(x)`.
pub fn to_str<T: Repr + ?Sized>(value: &T) -> Str {
    let mut out = String::new();
    value.write_str(&mut out);
    Str::from(out)
}

/// `ascii(x)`.
pub fn ascii<T: Repr + ?Sized>(value: &T) -> Str {
    let mut out = String::new();
    for c in repr(value).chars() {
        match u32::from(c) {
            0..=0x7f => out.push(c),
            code @ 0x80..=0xff => out.push_str(&format!("\\x{code:02x}")),
            code @ 0x100..=0xffff => out.push_str(&format!("\\u{code:04x}")),
            code => out.push_str(&format!("\\U{code:08x}")),
        }
    }
    Str::from(out)
}

/// A value that formats as its `str`.
pub struct Shown<'a, T: ?Sized>(&'a T);

impl<T: Repr + ?Sized> fmt::Display for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_str(self.0))
    }
}

/// A value that formats as its `repr`.
pub struct Represented<'a, T: ?Sized>(&'a T);

impl<T: Repr + ?Sized> fmt::Display for Represented<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&repr(self.0))
    }
}

/// The value, for `format!` to show as `str` does.
pub fn shown<T: Repr + ?Sized>(value: &T) -> Shown<'_, T> {
    Shown(value)
}

/// The value, for `format!` to show as `repr` does.
pub fn reprd<T: Repr + ?Sized>(value: &T) -> Represented<'_, T> {
    Represented(value)
}

/// An exception whose argument is not a string, or whose text is its argument's `repr`.
pub fn exception_of<T: Repr + ?Sized>(class: &'static ExceptionClass, argument: &T) -> Exception {
    let shown = repr(argument);
    let text = if std::ptr::eq(class, &KEY_ERROR) {
        shown.clone()
    } else {
        to_str(argument)
    };
    Exception::with_argument(class, text.to_string(), shown.to_string())
}

fn is_printable(c: char) -> bool {
    let code = u32::from(c);
    if code < 0x7f {
        return code >= 0x20;
    }
    !(c.is_control()
        || c.is_whitespace()
        || matches!(code, 0xad | 0x600..=0x605 | 0x61c | 0x6dd | 0x70f | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xd800..=0xf8ff
            | 0xfeff | 0xfff0..=0xfffb | 0xfffe | 0xffff | 0xe0000..=0xe007f | 0xf0000..=0x10ffff))
}

/// Appends the `repr` of text.
pub fn write_text_repr(text: &str, out: &mut String) {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    out.push(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            _ if c == quote => {
                out.push('\\');
                out.push(c);
            }
            _ if is_printable(c) => out.push(c),
            _ => match u32::from(c) {
                code @ 0..=0xff => out.push_str(&format!("\\x{code:02x}")),
                code @ 0x100..=0xffff => out.push_str(&format!("\\u{code:04x}")),
                code => out.push_str(&format!("\\U{code:08x}")),
            },
        }
    }
    out.push(quote);
}

/// Appends items between brackets.
pub fn write_items<'a, T: Repr + 'a>(
    items: impl IntoIterator<Item = &'a T>,
    open: &str,
    close: &str,
    out: &mut String,
) {
    out.push_str(open);
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        item.write_repr(out);
    }
    out.push_str(close);
}

impl Repr for str {
    fn write_repr(&self, out: &mut String) {
        write_text_repr(self, out);
    }
    fn write_str(&self, out: &mut String) {
        out.push_str(self);
    }
}

impl Repr for Str {
    fn write_repr(&self, out: &mut String) {
        write_text_repr(self, out);
    }
    fn write_str(&self, out: &mut String) {
        out.push_str(self);
    }
}

macro_rules! displayed {
    ($($ty:ty),*) => {$(
        impl Repr for $ty {
            fn write_repr(&self, out: &mut String) {
                out.push_str(&self.to_string());
            }
        }
    )*};
}

displayed!(i32, i64, usize, u8, Int);

impl Repr for bool {
    fn write_repr(&self, out: &mut String) {
        out.push_str(if *self { "True" } else { "False" });
    }
}

impl Repr for f64 {
    fn write_repr(&self, out: &mut String) {
        out.push_str(&float_repr(*self));
    }
}

impl Repr for () {
    fn write_repr(&self, out: &mut String) {
        out.push_str("None");
    }
}

impl Repr for Exception {
    fn write_repr(&self, out: &mut String) {
        out.push_str(self.class.name);
        out.push('(');
        match (&self.argument, &self.message) {
            (Some(argument), _) => out.push_str(argument),
            (None, Some(message)) => write_text_repr(message, out),
            (None, None) => {}
        }
        out.push(')');
    }
    fn write_str(&self, out: &mut String) {
        out.push_str(self.message.as_deref().unwrap_or(""));
    }
}

impl<T: Repr + ?Sized> Repr for &T {
    fn write_repr(&self, out: &mut String) {
        (**self).write_repr(out);
    }
    fn write_str(&self, out: &mut String) {
        (**self).write_str(out);
    }
}

impl<T: Repr> Repr for Option<T> {
    fn write_repr(&self, out: &mut String) {
        match self {
            Some(value) => value.write_repr(out),
            None => out.push_str("None"),
        }
    }
    fn write_str(&self, out: &mut String) {
        match self {
            Some(value) => value.write_str(out),
            None => out.push_str("None"),
        }
    }
}

impl<T: Repr> Repr for [T] {
    fn write_repr(&self, out: &mut String) {
        write_items(self, "[", "]", out);
    }
}

impl<T: Repr> Repr for Vec<T> {
    fn write_repr(&self, out: &mut String) {
        write_items(self, "[", "]", out);
    }
}

impl<T: Repr, const N: usize> Repr for [T; N] {
    fn write_repr(&self, out: &mut String) {
        write_items(self, "[", "]", out);
    }
}

impl<A: Repr> Repr for (A,) {
    fn write_repr(&self, out: &mut String) {
        out.push('(');
        self.0.write_repr(out);
        out.push_str(",)");
    }
}

macro_rules! tuples {
    ($($($name:ident $index:tt),+;)*) => {$(
        impl<$($name: Repr),+> Repr for ($($name,)+) {
            fn write_repr(&self, out: &mut String) {
                out.push('(');
                $(
                    if $index > 0 {
                        out.push_str(", ");
                    }
                    self.$index.write_repr(out);
                )+
                out.push(')');
            }
        }
    )*};
}

tuples! {
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
