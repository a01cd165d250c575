//! `str(x)` and `repr(x)`.
//! needs: error, float, int, printable, str

use std::fmt::{self, Write};

use super::error::{Exception, ExceptionClass, KEY_ERROR};
use super::float::float_repr;
use super::int::Int;
use super::printable::is_printable_char;
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

/// The text of a view of a dict: its name, and what it shows as a list.
pub fn view_text<T: Repr>(name: &str, items: impl IntoIterator<Item = T>) -> Str {
    let mut out = format!("{name}(");
    items.into_iter().collect::<Vec<_>>().write_repr(&mut out);
    out.push(')');
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
    let shown = repr(value);
    if shown.is_all_ascii() {
        return shown;
    }
    let mut out = String::with_capacity(2 * shown.len());
    for c in shown.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            push_escape(&mut out, c);
        }
    }
    Str::from(out)
}

/// Appends a character as its number, in the shortest of Python's forms.
fn push_escape(out: &mut String, c: char) {
    // writing to a string cannot fail
    let _ = match u32::from(c) {
        code @ 0..=0xff => write!(out, "\\x{code:02x}"),
        code @ 0x100..=0xffff => write!(out, "\\u{code:04x}"),
        code => write!(out, "\\U{code:08x}"),
    };
}

/// A value that formats as its `str`.
pub struct Shown<'a, T: ?Sized>(&'a T);

impl<T: Repr + ?Sized> fmt::Display for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.0.write_str(&mut out);
        f.write_str(&out)
    }
}

/// A value that formats as its `repr`.
pub struct Represented<'a, T: ?Sized>(&'a T);

impl<T: Repr + ?Sized> fmt::Display for Represented<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.0.write_repr(&mut out);
        f.write_str(&out)
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
    let text = if class.is(&KEY_ERROR) {
        shown.clone()
    } else {
        to_str(argument)
    };
    Exception::with_argument(class, text.to_string(), shown.to_string())
}

/// An exception with several arguments, which its text and its `repr` show as a tuple.
pub fn exception_of_several<T: Repr>(class: &'static ExceptionClass, arguments: &T) -> Exception {
    let shown = repr(arguments).to_string();
    let inside = shown[1..shown.len() - 1].to_string();
    Exception::with_argument(class, shown, inside)
}

/// Appends the `repr` of text.
pub fn write_text_repr(text: &str, out: &mut String) {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    out.reserve(text.len() + 2);
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
            _ if is_printable_char(c) => out.push(c),
            _ => push_escape(out, c),
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
                // writing to a string cannot fail
                let _ = write!(out, "{self}");
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
        if let (Some(_), Some(text)) = (&self.object, &self.argument) {
            out.push_str(text);
            return;
        }
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
