//! The text of a pattern or of a replacement as CPython's Lib/re/_parser.py reads it, and the errors that this gives.
//! needs: digits, error, repr, unicode

use super::digits::decimal_value;
use super::error::{Exception, ExceptionClass, PyResult, EXCEPTION, NOT_IMPLEMENTED_ERROR};
use super::repr::write_text_repr;
use super::unicode::{is_identifier_part, is_identifier_start};

/// `re.error`.
pub static RE_ERROR: ExceptionClass = ExceptionClass::derived("error", "re.error", &EXCEPTION);

/// As many groups as CPython admits.
pub(super) const MOST_GROUPS: u64 = 1_073_741_823;

/// A piece of the source: a character, or a backslash with the character after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token {
    Char(char),
    Escape(char),
}

impl Token {
    pub(super) fn size(self) -> usize {
        match self {
            Token::Char(_) => 1,
            Token::Escape(_) => 2,
        }
    }

    pub(super) fn text(self) -> String {
        match self {
            Token::Char(c) => c.to_string(),
            Token::Escape(c) => format!("\\{c}"),
        }
    }

    pub(super) fn char(self) -> Option<char> {
        match self {
            Token::Char(c) => Some(c),
            Token::Escape(_) => None,
        }
    }
}

/// CPython's `Tokenizer`: it has read one token ahead.
pub(super) struct Source<'a> {
    whole: &'a str,
    chars: Vec<char>,
    index: usize,
    pub(super) next: Option<Token>,
}

/// What cannot be kept, where only the running program knows it.
pub(super) fn unsupported<T>(what: impl Into<String>) -> PyResult<T> {
    Err(Exception::new(&NOT_IMPLEMENTED_ERROR, what))
}

/// `re.error` for a place in a pattern.
pub(super) fn error_at(whole: &str, message: &str, position: usize) -> Exception {
    let mut text = format!("{message} at position {position}");
    if whole.contains('\n') {
        let before: Vec<char> = whole.chars().take(position).collect();
        let line = before.iter().filter(|c| **c == '\n').count() + 1;
        let last = before.iter().rposition(|c| *c == '\n');
        let column = last.map_or(position + 1, |last| position - last);
        text += &format!(" (line {line}, column {column})");
    }
    Exception::new(&RE_ERROR, text)
}

/// A text as `repr` shows it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_text_repr(text, &mut out);
    out
}

/// Whether `text.isidentifier()`.
pub(super) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_identifier_start) && chars.all(is_identifier_part)
}

/// `int(text)`, where that is not negative.
pub(super) fn number(text: &str) -> Option<u64> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || ('\x1c'..='\x1f').contains(&c));
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut found = None;
    let mut after_digit = false;
    for c in digits.chars() {
        if c == '_' && after_digit {
            after_digit = false;
            continue;
        }
        let digit = u64::from(decimal_value(c)?);
        found = Some(
            found
                .unwrap_or(0u64)
                .saturating_mul(10)
                .saturating_add(digit),
        );
        after_digit = true;
    }
    found.filter(|n| after_digit && (!negative || *n == 0))
}

impl<'a> Source<'a> {
    pub(super) fn new(whole: &'a str) -> PyResult<Source<'a>> {
        let mut made = Source {
            whole,
            chars: whole.chars().collect(),
            index: 0,
            next: None,
        };
        made.advance()?;
        Ok(made)
    }

    fn advance(&mut self) -> PyResult<()> {
        self.next = match self.chars.get(self.index) {
            None => None,
            Some('\\') => match self.chars.get(self.index + 1) {
                Some(c) => Some(Token::Escape(*c)),
                None => {
                    let last = self.chars.len() - 1;
                    return Err(error_at(self.whole, "bad escape (end of pattern)", last));
                }
            },
            Some(c) => Some(Token::Char(*c)),
        };
        self.index += self.next.map_or(0, Token::size);
        Ok(())
    }

    pub(super) fn get(&mut self) -> PyResult<Option<Token>> {
        let this = self.next;
        self.advance()?;
        Ok(this)
    }

    pub(super) fn matches(&mut self, c: char) -> PyResult<bool> {
        let found = self.next == Some(Token::Char(c));
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    /// The next token, if that is a digit of so many.
    pub(super) fn digit(&self, radix: u32) -> Option<char> {
        self.next?.char().filter(|c| c.is_digit(radix))
    }

    /// At most `most` digits.
    pub(super) fn digits(&mut self, most: usize, radix: u32) -> PyResult<String> {
        let mut found = String::new();
        while found.len() < most {
            let Some(c) = self.digit(radix) else { break };
            found.push(c);
            self.advance()?;
        }
        Ok(found)
    }

    pub(super) fn until(&mut self, end: char, name: &str) -> PyResult<String> {
        let mut found = String::new();
        let mut size = 0;
        loop {
            let this = self.get()?;
            match this {
                None if size == 0 => return Err(self.error(&format!("missing {name}"), 0)),
                None => {
                    let message = format!("missing {end}, unterminated name");
                    return Err(self.error(&message, size));
                }
                Some(Token::Char(c)) if c == end => {
                    if size == 0 {
                        return Err(self.error(&format!("missing {name}"), 1));
                    }
                    return Ok(found);
                }
                Some(token) => {
                    found += &token.text();
                    size += token.size();
                }
            }
        }
    }

    pub(super) fn tell(&self) -> usize {
        self.index - self.next.map_or(0, Token::size)
    }

    pub(super) fn seek(&mut self, index: usize) -> PyResult<()> {
        self.index = index;
        self.advance()
    }

    /// An error `offset` characters before the next token.
    pub(super) fn error(&self, message: &str, offset: usize) -> Exception {
        error_at(self.whole, message, self.tell() - offset)
    }

    /// An error at the beginning of a name that has been read, with what ended it.
    pub(super) fn name_error(&self, message: &str, name: &str) -> Exception {
        self.error(message, name.chars().count() + 1)
    }

    pub(super) fn check_name(&self, name: &str) -> PyResult<()> {
        if is_name(name) {
            return Ok(());
        }
        Err(self.bad_name(name))
    }

    pub(super) fn bad_name(&self, name: &str) -> Exception {
        let message = format!("bad character in group name {}", quoted(name));
        self.name_error(&message, name)
    }
}
