//! Replacements of `re.sub` and `Match.expand`, read as CPython's `parse_template` reads them.
//! needs: error, sre_source

use super::error::{Exception, PyResult, INDEX_ERROR};
use super::sre_source::{is_name, number, quoted, Source, Token, MOST_GROUPS};

/// A piece of a replacement template.
pub(super) enum Piece {
    Text(String),
    Group(usize),
}

#[derive(Default)]
struct Pieces {
    found: Vec<Piece>,
    text: String,
}

impl Pieces {
    fn group(
        &mut self,
        index: u64,
        groups: usize,
        source: &Source<'_>,
        size: usize,
    ) -> PyResult<()> {
        if index >= groups as u64 {
            return Err(source.error(&format!("invalid group reference {index}"), size));
        }
        if !self.text.is_empty() {
            self.found.push(Piece::Text(std::mem::take(&mut self.text)));
        }
        self.found.push(Piece::Group(index as usize));
        Ok(())
    }
}

fn octal(digits: &str) -> u32 {
    u32::from_str_radix(digits, 8).unwrap_or(0)
}

/// The pieces of a template for a pattern whose groups have these names.
pub(super) fn parse_template(template: &str, names: &[Option<String>]) -> PyResult<Vec<Piece>> {
    let mut pieces = Pieces::default();
    let groups = names.len();
    let mut source = Source::new(template)?;
    while let Some(token) = source.get()? {
        let c = match token {
            Token::Char(c) => {
                pieces.text.push(c);
                continue;
            }
            Token::Escape(c) => c,
        };
        match c {
            'g' => {
                if !source.matches('<')? {
                    return Err(source.error("missing <", 0));
                }
                let name = source.until('>', "group name")?;
                let size = name.chars().count() + 1;
                if is_name(&name) {
                    let found = names.iter().position(|n| n.as_deref() == Some(&name));
                    let Some(index) = found else {
                        let message = format!("unknown group name {}", quoted(&name));
                        return Err(Exception::new(&INDEX_ERROR, message));
                    };
                    pieces.group(index as u64, groups, &source, size)?;
                    continue;
                }
                let index = number(&name).ok_or_else(|| source.bad_name(&name))?;
                if index >= MOST_GROUPS {
                    let message = format!("invalid group reference {index}");
                    return Err(source.error(&message, size));
                }
                pieces.group(index, groups, &source, size)?;
            }
            '0' => {
                let digits = source.digits(2, 8)?;
                let code = octal(&digits) & 0xff;
                pieces.text.extend(char::from_u32(code));
            }
            '1'..='9' => {
                let mut digits = c.to_string();
                digits += &source.digits(1, 10)?;
                let two = digits.len() == 2 && digits.chars().all(|d| d.is_digit(8));
                if two && source.digit(8).is_some() {
                    digits += &source.digits(1, 8)?;
                    let code = octal(&digits);
                    if code > 0o377 {
                        let message =
                            format!("octal escape value \\{digits} outside of range 0-0o377");
                        return Err(source.error(&message, 4));
                    }
                    pieces.text.extend(char::from_u32(code));
                } else {
                    let index = digits.parse().unwrap_or(0);
                    pieces.group(index, groups, &source, digits.len())?;
                }
            }
            _ => match c {
                'a' => pieces.text.push('\x07'),
                'b' => pieces.text.push('\x08'),
                'f' => pieces.text.push('\x0c'),
                'n' => pieces.text.push('\n'),
                'r' => pieces.text.push('\r'),
                't' => pieces.text.push('\t'),
                'v' => pieces.text.push('\x0b'),
                '\\' => pieces.text.push('\\'),
                _ if c.is_ascii_alphabetic() => {
                    return Err(source.error(&format!("bad escape \\{c}"), 2));
                }
                _ => {
                    pieces.text.push('\\');
                    pieces.text.push(c);
                }
            },
        }
    }
    if !pieces.text.is_empty() {
        pieces.found.push(Piece::Text(pieces.text));
    }
    Ok(pieces.found)
}
