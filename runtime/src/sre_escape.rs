//! What follows a backslash in a pattern.
//! needs: error, sre_parse, sre_source, sre_tree

use super::error::PyResult;
use super::sre_parse::State;
use super::sre_source::{unsupported, Source};
use super::sre_tree::{Anchor, Item, Node};

fn control(c: char) -> Option<u32> {
    Some(match c {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'v' => 11,
        '\\' => 92,
        _ => return None,
    })
}

fn category(c: char) -> Option<Item> {
    "dDsSwW".contains(c).then_some(Item::Category(c))
}

/// `\x41`, `\u0041`, `\U00000041` and `\N{name}`; nothing where it is something else.
fn coded(source: &mut Source<'_>, c: char) -> PyResult<Option<u32>> {
    let size = match c {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        'N' => {
            if !source.matches('{')? {
                return Err(source.error("missing {", 0));
            }
            let name = source.until('}', "character name")?;
            return unsupported(format!("\\N{{{name}}} in a regular expression"));
        }
        _ => return Ok(None),
    };
    let digits = source.digits(size, 16)?;
    let length = digits.len() + 2;
    if digits.len() < size {
        let message = format!("incomplete escape \\{c}{digits}");
        return Err(source.error(&message, length));
    }
    let code = u32::from_str_radix(&digits, 16).unwrap_or(u32::MAX);
    if code > 0x10_ffff {
        let message = format!("bad escape \\{c}{digits}");
        return Err(source.error(&message, length));
    }
    Ok(Some(code))
}

fn octal(source: &Source<'_>, digits: &str) -> PyResult<u32> {
    let code = u32::from_str_radix(digits, 8).unwrap_or(0);
    if code > 0o377 {
        let message = format!("octal escape value \\{digits} outside of range 0-0o377");
        return Err(source.error(&message, digits.len() + 1));
    }
    Ok(code)
}

/// An escape in a class.
pub(super) fn class_escape(source: &mut Source<'_>, c: char) -> PyResult<Item> {
    if let Some(code) = control(c) {
        return Ok(Item::Literal(code));
    }
    if let Some(found) = category(c) {
        return Ok(found);
    }
    if let Some(code) = coded(source, c)? {
        return Ok(Item::Literal(code));
    }
    if c.is_digit(8) {
        let digits = format!("{c}{}", source.digits(2, 8)?);
        return Ok(Item::Literal(octal(source, &digits)?));
    }
    if c.is_ascii_alphanumeric() {
        return Err(source.error(&format!("bad escape \\{c}"), 2));
    }
    Ok(Item::Literal(u32::from(c)))
}

/// An escape outside of classes.
pub(super) fn escape(source: &mut Source<'_>, c: char, state: &State) -> PyResult<Node> {
    let anchor = match c {
        'A' => Some(Anchor::BeginningString),
        'b' => Some(Anchor::Boundary),
        'B' => Some(Anchor::NonBoundary),
        'Z' => Some(Anchor::EndString),
        _ => None,
    };
    if let Some(anchor) = anchor {
        return Ok(Node::At(anchor));
    }
    if let Some(found) = category(c) {
        return Ok(Node::In(false, vec![found]));
    }
    if let Some(code) = control(c) {
        return Ok(Node::Literal(code));
    }
    if let Some(code) = coded(source, c)? {
        return Ok(Node::Literal(code));
    }
    if c == '0' {
        let digits = format!("0{}", source.digits(2, 8)?);
        return Ok(Node::Literal(octal(source, &digits)?));
    }
    if c.is_ascii_digit() {
        let mut digits = format!("{c}{}", source.digits(1, 10)?);
        let two = digits.len() == 2 && digits.chars().all(|d| d.is_digit(8));
        if two && source.digit(8).is_some() {
            digits += &source.digits(1, 8)?;
            return Ok(Node::Literal(octal(source, &digits)?));
        }
        let group: usize = digits.parse().unwrap_or(0);
        if group < state.widths.len() {
            if !state.is_closed(group) {
                return Err(source.error("cannot refer to an open group", digits.len() + 1));
            }
            state.check_look_behind(group, source)?;
            return Ok(Node::GroupRef(group));
        }
        let message = format!("invalid group reference {group}");
        return Err(source.error(&message, digits.len()));
    }
    if c.is_ascii_alphabetic() {
        return Err(source.error(&format!("bad escape \\{c}"), 2));
    }
    Ok(Node::Literal(u32::from(c)))
}
