//! `e.args` of built-in exceptions. An exception keeps its arguments as their text, which is read again here.
//! needs: dict, error, float, int, int_text, set, shared, shared_dict, shared_list, shared_set, str, tuple, value

use super::dict::Dict;
use super::error::{Exception, NOT_IMPLEMENTED_ERROR, UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR};
use super::float::try_parse_float;
use super::int::Int;
use super::set::Set;
use super::shared::Shared;
use super::str::Str;
use super::tuple::Tuple;
use super::value::Value;

/// The arguments of an exception.
///
/// Those whose text is none of a literal (an object of a class of the program's own) cannot be had: the program ends.
pub fn exception_args(error: &Exception) -> Tuple<Value> {
    let special = error.is(&UNICODE_DECODE_ERROR) || error.is(&UNICODE_ENCODE_ERROR);
    let found = match (&error.argument, &error.message) {
        _ if special || error.object.is_some() => None,
        (Some(text), _) => Reader::read(text),
        (None, Some(message)) => Some(vec![Value::from(message.as_str())]),
        (None, None) => Some(Vec::new()),
    };
    let Some(items) = found else {
        let what = format!("the arguments of this {}", error.class.name);
        Exception::new(&NOT_IMPLEMENTED_ERROR, what).exit()
    };
    Tuple::from(items)
}

/// Reads literals as `repr` writes them.
struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
}

impl Reader<'_> {
    /// The literals of a text, with commas between them.
    fn read(text: &str) -> Option<Vec<Value>> {
        let mut reader = Reader {
            rest: text.chars().peekable(),
        };
        let items = reader.items(None)?;
        reader.rest.next().is_none().then_some(items)
    }

    /// What stands before a closing bracket, or before the end.
    fn items(&mut self, close: Option<char>) -> Option<Vec<Value>> {
        let mut items = Vec::new();
        while self.rest.peek().copied() != close {
            items.push(self.value()?);
            self.separator(close)?;
        }
        Some(items)
    }

    /// A comma with its blank, where the bracket does not close.
    fn separator(&mut self, close: Option<char>) -> Option<()> {
        if self.rest.next_if_eq(&',').is_some() {
            self.rest.next_if_eq(&' ');
            return Some(());
        }
        (self.rest.peek().copied() == close).then_some(())
    }

    fn value(&mut self) -> Option<Value> {
        match *self.rest.peek()? {
            quote @ ('\'' | '"') => {
                self.rest.next();
                self.text(quote)
            }
            '[' => {
                self.rest.next();
                let items = self.items(Some(']'))?;
                self.rest.next();
                Some(Value::List(Shared::new(items)))
            }
            '(' => {
                self.rest.next();
                let items = self.items(Some(')'))?;
                self.rest.next();
                Some(Value::Tuple(Tuple::from(items)))
            }
            '{' => {
                self.rest.next();
                self.braces()
            }
            _ => self.word(),
        }
    }

    /// A dict, or a set that is not empty.
    fn braces(&mut self) -> Option<Value> {
        let mut pairs = Dict::new();
        let mut set = Set::new();
        while *self.rest.peek()? != '}' {
            let key = self.value()?;
            if self.rest.next_if_eq(&':').is_some() {
                self.rest.next_if_eq(&' ')?;
                pairs.insert(key, self.value()?);
            } else {
                set.add(key);
            }
            self.separator(Some('}'))?;
        }
        self.rest.next();
        Some(if set.is_empty() {
            Value::Dict(Shared::new(pairs))
        } else {
            Value::Set(Shared::new(set))
        })
    }

    fn text(&mut self, quote: char) -> Option<Value> {
        let mut out = String::new();
        loop {
            match self.rest.next()? {
                c if c == quote => return Some(Value::from(Str::from(out))),
                '\\' => match self.rest.next()? {
                    'n' => out.push('\n'),
                    'r' => out.push('\r'),
                    't' => out.push('\t'),
                    'x' => out.push(self.code(2)?),
                    'u' => out.push(self.code(4)?),
                    'U' => out.push(self.code(8)?),
                    c => out.push(c),
                },
                c => out.push(c),
            }
        }
    }

    fn code(&mut self, digits: usize) -> Option<char> {
        let text: String = self.rest.by_ref().take(digits).collect();
        char::from_u32(u32::from_str_radix(&text, 16).ok()?)
    }

    /// A number, or a constant.
    fn word(&mut self) -> Option<Value> {
        let mut word = String::new();
        while let Some(c) = self
            .rest
            .next_if(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        {
            word.push(c);
        }
        match word.as_str() {
            "None" => return Some(Value::None),
            "True" => return Some(Value::Bool(true)),
            "False" => return Some(Value::Bool(false)),
            _ => {}
        }
        let digits = word.strip_prefix('-').unwrap_or(&word);
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            return Int::try_from_str(&word).ok().map(Value::Int);
        }
        let special = matches!(digits, "inf" | "nan");
        let number = special || digits.starts_with(|c: char| c.is_ascii_digit());
        let value = number.then(|| try_parse_float(&word).ok());
        value.flatten().map(Value::Float)
    }
}
