//! `str.format` of a template that only the running program knows, after CPython's `Objects/stringlib/unicode_format.h`.
//! needs: digits, error, fmt, repr, str

use super::digits::decimal_value;
use super::error::{Exception, OrExit, PyResult, INDEX_ERROR, KEY_ERROR, TYPE_ERROR, VALUE_ERROR};
use super::fmt::{not_looked_into, Field, Format, TemplateKey};
use super::repr::{ascii, exception_of, repr, to_str, Repr};
use super::str::Str;

/// An object whose class has no formats of its own.
pub struct Unformatted<'a, T: ?Sized>(pub &'a T, pub &'static str);

impl<T: Repr + ?Sized> Repr for Unformatted<'_, T> {
    fn write_repr(&self, out: &mut String) {
        self.0.write_repr(out);
    }
    fn write_str(&self, out: &mut String) {
        self.0.write_str(out);
    }
}

impl<T: Repr + ?Sized> Format for Unformatted<'_, T> {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        if spec.is_empty() {
            return Ok(to_str(self.0));
        }
        let message = format!("unsupported format string passed to {}.__format__", self.1);
        Err(Exception::new(&TYPE_ERROR, message))
    }
}

/// Templates.
pub trait FormatTemplate {
    /// `template.format(*positional, **named)`.
    fn try_format_fields(
        &self,
        positional: &[&dyn Field],
        named: &[(&str, &dyn Field)],
    ) -> PyResult<Str>;
    /// `template.format(*positional, **named)`, or the end of the program.
    fn format_fields(&self, positional: &[&dyn Field], named: &[(&str, &dyn Field)]) -> Str {
        self.try_format_fields(positional, named).or_exit()
    }
}

impl FormatTemplate for str {
    fn try_format_fields(
        &self,
        positional: &[&dyn Field],
        named: &[(&str, &dyn Field)],
    ) -> PyResult<Str> {
        let mut filler = Filler {
            positional,
            named,
            numbering: Numbering::Open,
        };
        let text: Vec<char> = self.chars().collect();
        filler.fill(&text, NESTING).map(|s| Str::from(s.as_str()))
    }
}

/// How deep fields may stand in the formats of others.
const NESTING: usize = 2;

/// Whether fields have been numbered so far, and by whom.
enum Numbering {
    Open,
    Automatic(usize),
    Manual,
}

struct Filler<'a> {
    positional: &'a [&'a dyn Field],
    named: &'a [(&'a str, &'a dyn Field)],
    numbering: Numbering,
}

/// A replacement field as it is written.
struct Markup<'a> {
    name: &'a [char],
    conversion: Option<char>,
    spec: &'a [char],
    nested: bool,
}

fn value_error<T>(message: impl Into<String>) -> PyResult<T> {
    Err(Exception::new(&VALUE_ERROR, message))
}

impl<'a> Filler<'a> {
    fn fill(&mut self, text: &[char], depth: usize) -> PyResult<String> {
        if depth == 0 {
            return value_error("Max string recursion exceeded");
        }
        let mut out = String::new();
        let mut at = 0;
        while at < text.len() {
            let c = text[at];
            at += 1;
            if c != '{' && c != '}' {
                out.push(c);
                continue;
            }
            let doubled = text.get(at) == Some(&c);
            if doubled {
                out.push(c);
                at += 1;
            } else if c == '}' || at == text.len() {
                return value_error(format!("Single '{c}' encountered in format string"));
            } else {
                let (markup, end) = read(text, at)?;
                at = end;
                out.push_str(&self.shown(&markup, depth)?);
            }
        }
        Ok(out)
    }

    fn shown(&mut self, markup: &Markup, depth: usize) -> PyResult<Str> {
        let (first, rest) = self.value(markup.name)?;
        let inside = look_into(first, rest)?;
        let value = inside.as_deref().unwrap_or(first);
        let text = match markup.conversion {
            None => None,
            Some('r') => Some(repr(value)),
            Some('s') => Some(to_str(value)),
            Some('a') => Some(ascii(value)),
            Some(c @ '!'..='~') => {
                return value_error(format!("Unknown conversion specifier {c}"));
            }
            Some(c) => {
                return value_error(format!(
                    "Unknown conversion specifier \\x{:x}",
                    u32::from(c)
                ));
            }
        };
        let spec = if markup.nested {
            self.fill(markup.spec, depth - 1)?
        } else {
            markup.spec.iter().collect()
        };
        match text {
            Some(text) => text.try_format_spec(&spec),
            None => value.try_format_spec(&spec),
        }
    }

    /// The argument that a field names, and the attributes and items that it asks of it.
    fn value<'b>(&mut self, name: &'b [char]) -> PyResult<(&'a dyn Field, &'b [char])> {
        let end = name.iter().position(|c| matches!(c, '.' | '['));
        let (first, rest) = name.split_at(end.unwrap_or(name.len()));
        let index = match number(first)? {
            _ if first.is_empty() => Some(self.next_number()?),
            Some(index) => Some(self.own_number(index)?),
            None => None,
        };
        let key: String = first.iter().collect();
        let found = match index {
            Some(index) => self.positional.get(index).copied().ok_or_else(|| {
                let message =
                    format!("Replacement index {index} out of range for positional args tuple");
                Exception::new(&INDEX_ERROR, message)
            })?,
            None => {
                let found = self.named.iter().find(|(name, _)| *name == key);
                found
                    .map(|(_, value)| *value)
                    .ok_or_else(|| exception_of(&KEY_ERROR, key.as_str()))?
            }
        };
        Ok((found, rest))
    }

    fn next_number(&mut self) -> PyResult<usize> {
        let number = match self.numbering {
            Numbering::Open => 0,
            Numbering::Automatic(next) => next,
            Numbering::Manual => {
                return value_error(
                    "cannot switch from manual field specification to automatic field numbering",
                );
            }
        };
        self.numbering = Numbering::Automatic(number + 1);
        Ok(number)
    }

    fn own_number(&mut self, index: usize) -> PyResult<usize> {
        if let Numbering::Automatic(_) = self.numbering {
            return value_error(
                "cannot switch from automatic field numbering to manual field specification",
            );
        }
        self.numbering = Numbering::Manual;
        Ok(index)
    }
}

/// The field that begins at `start`, behind its brace, and where the text goes on.
fn read(text: &[char], start: usize) -> PyResult<(Markup<'_>, usize)> {
    let mut at = start;
    let stop = loop {
        match text.get(at) {
            None => return value_error("expected '}' before end of string"),
            Some('{') => return value_error("unexpected '{' in field name"),
            Some('[') => {
                let close = text[at..].iter().position(|c| *c == ']');
                at = close.map_or(text.len(), |n| at + n);
            }
            Some(c @ ('}' | ':' | '!')) => break *c,
            Some(_) => at += 1,
        }
    };
    let mut markup = Markup {
        name: &text[start..at],
        conversion: None,
        spec: &[],
        nested: false,
    };
    at += 1;
    if stop == '}' {
        return Ok((markup, at));
    }
    if stop == '!' {
        markup.conversion = text.get(at).copied();
        if markup.conversion.is_none() {
            return value_error("end of string while looking for conversion specifier");
        }
        match text.get(at + 1) {
            Some('}') => return Ok((markup, at + 2)),
            Some(':') | None => at += 2,
            Some(_) => return value_error("expected ':' after conversion specifier"),
        }
    }
    let mut open = 1;
    for (i, c) in text.iter().enumerate().skip(at) {
        match c {
            '{' => {
                markup.nested = true;
                open += 1;
            }
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            markup.spec = &text[at..i];
            return Ok((markup, i + 1));
        }
    }
    value_error("unmatched '{' in format spec")
}

/// The number that a field's name is; `None` where it is another name, or empty.
fn number(name: &[char]) -> PyResult<Option<usize>> {
    let mut number: usize = 0;
    for c in name {
        let Some(digit) = decimal_value(*c) else {
            return Ok(None);
        };
        let grown = number.checked_mul(10);
        let grown = grown.and_then(|n| n.checked_add(digit as usize));
        match grown.filter(|n| i64::try_from(*n).is_ok()) {
            Some(n) => number = n,
            None => return value_error("Too many decimal digits in format string"),
        }
    }
    Ok(Some(number).filter(|_| !name.is_empty()))
}

/// What stands where `rest` leads from a value; `None` where it leads nowhere.
fn look_into(value: &dyn Field, rest: &[char]) -> PyResult<Option<Box<dyn Field>>> {
    let mut inside: Option<Box<dyn Field>> = None;
    let mut rest = rest;
    while let Some((first, after)) = rest.split_first() {
        let (part, next) = match first {
            '[' => match after.iter().position(|c| *c == ']') {
                Some(end) => (&after[..end], &after[end + 1..]),
                None => return value_error("Missing ']' in format string"),
            },
            '.' => {
                let end = after.iter().position(|c| matches!(c, '.' | '['));
                after.split_at(end.unwrap_or(after.len()))
            }
            _ => return value_error("Only '.' or '[' may follow ']' in format field specifier"),
        };
        let index = if *first == '[' { number(part)? } else { None };
        if part.is_empty() {
            return value_error("Empty attribute in format string");
        }
        if *first == '.' {
            not_looked_into();
        }
        let name: String = part.iter().collect();
        let key = match index {
            Some(index) => TemplateKey::Index(i64::try_from(index).unwrap_or(i64::MAX)),
            None => TemplateKey::Name(&name),
        };
        let found = inside.as_deref().unwrap_or(value).try_template_item(&key)?;
        inside = Some(found);
        rest = next;
    }
    Ok(inside)
}
