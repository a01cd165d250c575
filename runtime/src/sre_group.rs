//! What stands in parentheses in a pattern.
//! needs: error, sre_parse, sre_source, sre_tree, unicode

use super::error::{Exception, PyResult};
use super::sre_parse::{alternation, sequence, State};
use super::sre_source::{is_name, number, quoted, Source, Token, MOST_GROUPS};
use super::sre_tree::{
    Node, ASCII, DEBUG, DOTALL, IGNORECASE, LOCALE, MULTILINE, TEMPLATE, TYPE_FLAGS, UNICODE,
    VERBOSE,
};
use super::unicode::is_letter_char;

/// Flags that only the whole pattern may have.
const GLOBAL_FLAGS: u32 = DEBUG | TEMPLATE;

fn flag(token: Token) -> Option<u32> {
    Some(match token.char()? {
        'i' => IGNORECASE,
        'L' => LOCALE,
        'm' => MULTILINE,
        's' => DOTALL,
        'x' => VERBOSE,
        'a' => ASCII,
        't' => TEMPLATE,
        'u' => UNICODE,
        _ => return None,
    })
}

fn end_of_pattern(source: &Source<'_>) -> Exception {
    source.error("unexpected end of pattern", 0)
}

fn close(source: &mut Source<'_>, start: usize) -> PyResult<()> {
    if source.matches(')')? {
        return Ok(());
    }
    let size = source.tell() - start;
    Err(source.error("missing ), unterminated subpattern", size))
}

fn unknown(source: &Source<'_>, prefix: &str, token: Token) -> Exception {
    let message = format!("unknown extension ?{prefix}{}", token.text());
    source.error(&message, prefix.len() + 1 + token.size())
}

/// A group after its parenthesis; nothing for a comment and for flags of the whole pattern.
pub(super) fn group(
    source: &mut Source<'_>,
    state: &mut State,
    verbose: bool,
    nested: usize,
    first: bool,
) -> PyResult<Option<Node>> {
    let start = source.tell() - 1;
    let (mut capture, mut atomic, mut name) = (true, false, None);
    let (mut add, mut remove) = (0, 0);
    if source.matches('?')? {
        let token = source.get()?.ok_or_else(|| end_of_pattern(source))?;
        match token {
            Token::Char('P') => {
                if source.matches('<')? {
                    let found = source.until('>', "group name")?;
                    source.check_name(&found)?;
                    name = Some(found);
                } else if source.matches('=')? {
                    return named_reference(source, state).map(Some);
                } else {
                    let token = source.get()?.ok_or_else(|| end_of_pattern(source))?;
                    return Err(unknown(source, "P", token));
                }
            }
            Token::Char(':') => capture = false,
            Token::Char('#') => loop {
                if source.next.is_none() {
                    let size = source.tell() - start;
                    return Err(source.error("missing ), unterminated comment", size));
                }
                if source.get()? == Some(Token::Char(')')) {
                    return Ok(None);
                }
            },
            Token::Char(c @ ('=' | '!' | '<')) => {
                return look(source, state, verbose, nested, start, c).map(Some);
            }
            Token::Char('(') => {
                return condition(source, state, verbose, nested, start).map(Some);
            }
            Token::Char('>') => (capture, atomic) = (false, true),
            _ if flag(token).is_some() || token == Token::Char('-') => {
                match flags(source, state, token)? {
                    Some(found) => (add, remove) = found,
                    None if first => return Ok(None),
                    None => {
                        let size = source.tell() - start;
                        let message = "global flags not at the start of the expression";
                        return Err(source.error(message, size));
                    }
                }
                capture = false;
            }
            _ => return Err(unknown(source, "", token)),
        }
    }
    let number = if capture {
        Some(open(source, state, name)?)
    } else {
        None
    };
    let verbose = (verbose || add & VERBOSE != 0) && remove & VERBOSE == 0;
    let body = alternation(source, state, verbose, nested + 1)?;
    close(source, start)?;
    if let Some(number) = number {
        state.close(number, &body);
    }
    Ok(Some(if atomic {
        Node::Atomic(body)
    } else {
        Node::Group {
            number,
            add,
            remove,
            body,
        }
    }))
}

fn open(source: &Source<'_>, state: &mut State, name: Option<String>) -> PyResult<usize> {
    let number = state.widths.len();
    state.widths.push(None);
    if let Some(name) = name {
        if let Some(before) = state.find(&name) {
            let shown = quoted(&name);
            let message =
                format!("redefinition of group name {shown} as group {number}; was group {before}");
            return Err(source.name_error(&message, &name));
        }
        state.names.push((name, number));
    }
    Ok(number)
}

fn group_named(source: &Source<'_>, state: &State, name: &str) -> PyResult<usize> {
    let found = state.find(name);
    found.ok_or_else(|| {
        let message = format!("unknown group name {}", quoted(name));
        source.name_error(&message, name)
    })
}

/// `(?P=name)`.
fn named_reference(source: &mut Source<'_>, state: &State) -> PyResult<Node> {
    let name = source.until(')', "group name")?;
    source.check_name(&name)?;
    let group = group_named(source, state, &name)?;
    if !state.is_closed(group) {
        return Err(source.name_error("cannot refer to an open group", &name));
    }
    state.check_look_behind(group, source)?;
    Ok(Node::GroupRef(group))
}

/// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`.
fn look(
    source: &mut Source<'_>,
    state: &mut State,
    verbose: bool,
    nested: usize,
    start: usize,
    mark: char,
) -> PyResult<Node> {
    let behind = mark == '<';
    let mut positive = mark == '=';
    let outer = state.look_behind_groups;
    if behind {
        let token = source.get()?.ok_or_else(|| end_of_pattern(source))?;
        if !matches!(token, Token::Char('=' | '!')) {
            return Err(unknown(source, "<", token));
        }
        positive = token == Token::Char('=');
        state.look_behind_groups = outer.or(Some(state.widths.len()));
    }
    let body = alternation(source, state, verbose, nested + 1)?;
    if behind {
        state.look_behind_groups = outer;
    }
    close(source, start)?;
    Ok(Node::Look {
        positive,
        behind,
        body,
    })
}

/// `(?(group)yes|no)`.
fn condition(
    source: &mut Source<'_>,
    state: &mut State,
    verbose: bool,
    nested: usize,
    start: usize,
) -> PyResult<Node> {
    let name = source.until(')', "group name")?;
    let size = name.chars().count() + 1;
    let group = if is_name(&name) {
        group_named(source, state, &name)?
    } else {
        let group = number(&name).ok_or_else(|| source.bad_name(&name))?;
        if group == 0 {
            return Err(source.error("bad group number", size));
        }
        if group >= MOST_GROUPS {
            let message = format!("invalid group reference {group}");
            return Err(source.error(&message, size));
        }
        if !state
            .named_by_number
            .iter()
            .any(|(known, _)| *known == group)
        {
            state.named_by_number.push((group, source.tell() - size));
        }
        group as usize
    };
    state.check_look_behind(group, source)?;
    let yes = sequence(source, state, verbose, nested + 1, false)?;
    let mut no = None;
    if source.matches('|')? {
        no = Some(sequence(source, state, verbose, nested + 1, false)?);
        if source.next == Some(Token::Char('|')) {
            let message = "conditional backref with more than two branches";
            return Err(source.error(message, 0));
        }
    }
    close(source, start)?;
    Ok(Node::GroupExists(group, yes, no))
}

fn unknown_flag(source: &Source<'_>, token: Token, otherwise: &str) -> Exception {
    let alphabetic = token.char().is_some_and(is_letter_char);
    let message = if alphabetic {
        "unknown flag"
    } else {
        otherwise
    };
    source.error(message, token.size())
}

/// `(?i)` and `(?i-s:`: nothing for the first, which is for the whole pattern.
fn flags(
    source: &mut Source<'_>,
    state: &mut State,
    mut token: Token,
) -> PyResult<Option<(u32, u32)>> {
    let (mut add, mut remove) = (0, 0);
    if token != Token::Char('-') {
        loop {
            if token == Token::Char('L') {
                let message = "bad inline flags: cannot use 'L' flag with a str pattern";
                return Err(source.error(message, 0));
            }
            let new = flag(token).unwrap_or(0);
            add |= new;
            if new & TYPE_FLAGS != 0 && add & TYPE_FLAGS != new {
                let message = "bad inline flags: flags 'a', 'u' and 'L' are incompatible";
                return Err(source.error(message, 0));
            }
            let next = source.get()?;
            token = next.ok_or_else(|| source.error("missing -, : or )", 0))?;
            if matches!(token, Token::Char(')' | '-' | ':')) {
                break;
            }
            if flag(token).is_none() {
                return Err(unknown_flag(source, token, "missing -, : or )"));
            }
        }
    }
    if token == Token::Char(')') {
        state.flags |= add;
        return Ok(None);
    }
    if add & GLOBAL_FLAGS != 0 {
        return Err(source.error("bad inline flags: cannot turn on global flag", 1));
    }
    if token == Token::Char('-') {
        let next = source.get()?;
        token = next.ok_or_else(|| source.error("missing flag", 0))?;
        if flag(token).is_none() {
            return Err(unknown_flag(source, token, "missing flag"));
        }
        loop {
            let new = flag(token).unwrap_or(0);
            if new & TYPE_FLAGS != 0 {
                let message = "bad inline flags: cannot turn off flags 'a', 'u' and 'L'";
                return Err(source.error(message, 0));
            }
            remove |= new;
            let next = source.get()?;
            token = next.ok_or_else(|| source.error("missing :", 0))?;
            if token == Token::Char(':') {
                break;
            }
            if flag(token).is_none() {
                return Err(unknown_flag(source, token, "missing :"));
            }
        }
    }
    if remove & GLOBAL_FLAGS != 0 {
        return Err(source.error("bad inline flags: cannot turn off global flag", 1));
    }
    if add & remove != 0 {
        return Err(source.error("bad inline flags: flag turned on and off", 1));
    }
    Ok(Some((add, remove)))
}
