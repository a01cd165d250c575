//! `template % values` of a template that only the running program knows, after CPython's `PyUnicode_Format`.
//! needs: error, fmt_float, int, int_text, list, repr, str, tuple, value, value_ops

use std::borrow::Cow;

use super::error::{Exception, OrExit, PyResult, OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR};
use super::fmt_float::float_text;
use super::int::Int;
use super::repr::{ascii, repr, to_str};
use super::str::{push_repeated, try_chr, Str};
use super::value::Value;

/// `template % values`: a tuple gives several values, a dict named ones too, anything else is one value.
pub fn try_percent_format(template: &str, values: &Value) -> PyResult<Str> {
    let mut reader = Reader {
        text: template,
        at: 0,
        values: Values::new(values),
    };
    let mut out = String::with_capacity(template.len() + 16);
    while let Some(length) = template[reader.at..].find('%') {
        out.push_str(&template[reader.at..reader.at + length]);
        reader.at += length + 1;
        if reader.peek() == Some('%') {
            reader.at += 1;
            out.push('%');
        } else {
            let conversion = reader.conversion()?;
            let value = reader.values.take()?;
            reader.convert(&mut out, &conversion, &value)?;
        }
    }
    out.push_str(&template[reader.at..]);
    if reader.values.mapping.is_none() && reader.values.are_left() {
        return type_error("not all arguments converted during string formatting");
    }
    Ok(Str::from(out))
}

/// `template % values`, or the end of the program.
pub fn percent_format(template: &str, values: &Value) -> Str {
    try_percent_format(template, values).or_exit()
}

fn type_error<T>(message: impl Into<String>) -> PyResult<T> {
    Err(Exception::new(&TYPE_ERROR, message))
}

fn value_error<T>(message: impl Into<String>) -> PyResult<T> {
    Err(Exception::new(&VALUE_ERROR, message))
}

fn overflow_error<T>(message: impl Into<String>) -> PyResult<T> {
    Err(Exception::new(&OVERFLOW_ERROR, message))
}

/// The values that are left for conversions to take.
struct Values<'a> {
    /// What names are looked up in: CPython asks lists too, which then refuse names.
    mapping: Option<&'a Value>,
    /// The value of the last name.
    named: Option<Value>,
    left: std::slice::Iter<'a, Value>,
}

impl<'a> Values<'a> {
    fn new(values: &'a Value) -> Self {
        let several = match values {
            Value::Tuple(items) => &items[..],
            one => std::slice::from_ref(one),
        };
        Self {
            mapping: matches!(values, Value::List(_) | Value::Dict(_)).then_some(values),
            named: None,
            left: several.iter(),
        }
    }

    fn are_left(&self) -> bool {
        self.left.len() > 0
    }

    fn take(&mut self) -> PyResult<Cow<'a, Value>> {
        if let Some(value) = self.named.take() {
            return Ok(Cow::Owned(value));
        }
        match self.left.next() {
            Some(value) => Ok(Cow::Borrowed(value)),
            None => type_error("not enough arguments for format string"),
        }
    }

    /// The number that stands for a `*`.
    fn take_int(&mut self) -> PyResult<Int> {
        match self.take()?.int() {
            Some(number) => Ok(number),
            None => type_error("* wants int"),
        }
    }
}

/// A conversion as it is written: `%[flags][width][.precision]kind`.
#[derive(Default)]
struct Conversion {
    left: bool,
    sign: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
    kind: char,
}

/// A template that is read from its front.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    values: Values<'a>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// The next character of a conversion, which cannot end before its kind.
    fn next(&mut self) -> PyResult<char> {
        match self.peek() {
            Some(c) => {
                self.at += c.len_utf8();
                Ok(c)
            }
            None => value_error("incomplete format"),
        }
    }

    /// Reads a conversion behind its `%`; names and stars take their values meanwhile.
    fn conversion(&mut self) -> PyResult<Conversion> {
        let mut found = Conversion::default();
        if self.peek() == Some('(') {
            self.name()?;
        }
        let mut c = self.next()?;
        loop {
            match c {
                '-' => found.left = true,
                '+' => found.sign = true,
                ' ' => found.blank = true,
                '#' => found.alternate = true,
                '0' => found.zero = true,
                _ => break,
            }
            c = self.next()?;
        }
        if c == '*' {
            let Some(width) = self.values.take_int()?.to_i64() else {
                return overflow_error("Python int too large to convert to C ssize_t");
            };
            found.left |= width < 0;
            found.width = usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX);
            c = self.next()?;
        } else if c.is_ascii_digit() {
            (found.width, c) = self.number(c, usize::MAX >> 1, "width too big")?;
        }
        if c == '.' {
            let mut precision = 0;
            c = self.next()?;
            if c == '*' {
                let number = self.values.take_int()?.to_i64();
                let Some(number) = number.and_then(|n| i32::try_from(n).ok()) else {
                    return overflow_error("Python int too large to convert to C int");
                };
                precision = usize::try_from(number).unwrap_or(0);
                c = self.next()?;
            } else if c.is_ascii_digit() {
                (precision, c) = self.number(c, i32::MAX as usize, "precision too big")?;
            }
            found.precision = Some(precision);
        }
        if matches!(c, 'h' | 'l' | 'L') {
            c = self.next()?; // C's lengths mean nothing
        }
        found.kind = c;
        Ok(found)
    }

    /// Reads a name in parentheses, which may have parentheses inside; its value is then the only one that is left.
    fn name(&mut self) -> PyResult<()> {
        let Some(mapping) = self.values.mapping else {
            return type_error("format requires a mapping");
        };
        let start = self.at + 1;
        let mut open = 0;
        while let Some(c) = self.peek() {
            self.at += c.len_utf8();
            match c {
                '(' => open += 1,
                ')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                let name = &self.text[start..self.at - 1];
                self.values.named = Some(mapping.try_at(&Value::from(name))?);
                self.values.left = [].iter();
                return Ok(());
            }
        }
        value_error("incomplete format key")
    }

    /// The number that begins with a digit, and what follows it.
    fn number(&mut self, first: char, most: usize, too_big: &str) -> PyResult<(usize, char)> {
        let mut number: usize = 0;
        let mut c = first;
        while let Some(digit) = c.to_digit(10) {
            let digit = digit as usize;
            if number > (most - digit) / 10 {
                return value_error(too_big);
            }
            number = number * 10 + digit;
            c = self.next()?;
        }
        Ok((number, c))
    }

    fn convert(&self, out: &mut String, how: &Conversion, value: &Value) -> PyResult<()> {
        match how.kind {
            's' => match value {
                Value::Str(text) => how.put(out, how.cut(text), false),
                _ => how.put(out, how.cut(&to_str(value)), false),
            },
            'r' => how.put(out, how.cut(&repr(value)), false),
            'a' => how.put(out, how.cut(&ascii(value)), false),
            'd' | 'i' | 'u' | 'o' | 'x' | 'X' => how.put(out, &how.int(value)?, true),
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => how.put(out, &how.float(value)?, true),
            'c' => how.put(out, &character(value)?, false),
            kind => {
                let shown = Some(kind).filter(|c| ('\x1f'..='~').contains(c));
                value_error(format!(
                    "unsupported format character '{}' (0x{:x}) at index {}",
                    shown.unwrap_or('?'),
                    u32::from(kind),
                    self.text[..self.at].chars().count() - 1
                ))
            }
        }
    }
}

impl Conversion {
    /// As much of a text as the precision asks for.
    fn cut<'a>(&self, text: &'a str) -> &'a str {
        let end = self.precision.and_then(|n| text.char_indices().nth(n));
        end.map_or(text, |(at, _)| &text[..at])
    }

    /// A number as an int: its sign, the prefix of its base where that is asked for, and its digits.
    fn int(&self, value: &Value) -> PyResult<String> {
        let whole = !matches!(self.kind, 'd' | 'i' | 'u');
        let number = match value {
            Value::Float(x) if !whole => Int::try_from_f64(*x)?,
            _ => match value.int() {
                Some(number) => number,
                None => {
                    return type_error(format!(
                        "%{} format: {} is required, not {}",
                        self.kind,
                        if whole { "an integer" } else { "a real number" },
                        value.type_name()
                    ))
                }
            },
        };
        if !whole && self.precision.is_none() {
            return Ok(number.to_string());
        }
        let precision = self.precision.unwrap_or(0);
        if precision > i32::MAX as usize - 3 {
            return overflow_error("precision too large");
        }
        let size = number.abs();
        let (prefix, digits) = match self.kind {
            'o' => ("0o", size.in_base(8, "")),
            'x' => ("0x", size.in_base(16, "")),
            'X' => ("0X", size.in_base(16, "").to_uppercase()),
            _ => ("", size.to_string()),
        };
        let mut text = String::from(if number.is_negative() { "-" } else { "" });
        if self.alternate {
            text.push_str(prefix);
        }
        push_repeated(&mut text, "0", precision.saturating_sub(digits.len()))?;
        text.push_str(&digits);
        Ok(text)
    }

    fn float(&self, value: &Value) -> PyResult<String> {
        let x = match value.num() {
            Some(number) => number.try_to_f64()?,
            None => return type_error(format!("must be real number, not {}", value.type_name())),
        };
        let precision = Some(self.precision.unwrap_or(6));
        let negative = x.is_sign_negative() && !x.is_nan();
        let mut text = float_text(x, Some(self.kind), precision, self.alternate);
        if negative {
            text.insert(0, '-');
        }
        Ok(text)
    }

    /// Appends a text at the width asked for; only numbers have signs, prefixes and zeros before them.
    fn put(&self, out: &mut String, text: &str, numeric: bool) -> PyResult<()> {
        let (mut sign, mut digits) = ("", text);
        if numeric {
            (sign, digits) = match text.strip_prefix('-') {
                Some(rest) => ("-", rest),
                None if self.sign => ("+", text),
                None if self.blank => (" ", text),
                None => ("", text),
            };
        }
        let based = self.alternate && matches!(self.kind, 'o' | 'x' | 'X');
        let (prefix, digits) = digits.split_at(if based { 2 } else { 0 });
        let length = || sign.len() + prefix.len() + digits.chars().count();
        let missing = match self.width {
            0 => 0,
            width => width.saturating_sub(length()),
        };
        let (before, between, after) = match (self.left, self.zero && numeric) {
            (true, _) => (0, 0, missing),
            (false, true) => (0, missing, 0),
            (false, false) => (missing, 0, 0),
        };
        push_repeated(out, " ", before)?;
        out.push_str(sign);
        out.push_str(prefix);
        push_repeated(out, "0", between)?;
        out.push_str(digits);
        push_repeated(out, " ", after)
    }
}

fn character(value: &Value) -> PyResult<Str> {
    if let Value::Str(text) = value {
        if text.chars().count() == 1 {
            return Ok(text.clone());
        }
    }
    match value.int().map(|number| number.to_i64()) {
        Some(Some(code @ 0..=0x10_ffff)) => try_chr(code),
        Some(_) => overflow_error("%c arg not in range(0x110000)"),
        None => type_error("%c requires int or char"),
    }
}
