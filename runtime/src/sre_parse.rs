//! The parser of patterns that only the running program knows: CPython's Lib/re/_parser.py, with its errors.
//! needs: error, sre_escape, sre_group, sre_source, sre_tree

use super::error::{Exception, PyResult, OVERFLOW_ERROR, VALUE_ERROR};
use super::sre_escape::{class_escape, escape};
use super::sre_group::group;
use super::sre_source::{error_at, unsupported, Source, Token};
use super::sre_tree::{
    width, Anchor, Greed, Item, Node, Sequence, ASCII, LOCALE, MAXREPEAT, UNICODE, VERBOSE,
};

/// About as deep as CPython's own parser goes.
const DEEPEST: usize = 900;

/// What is known of the groups while a pattern is parsed.
pub(super) struct State {
    pub(super) flags: u32,
    pub(super) names: Vec<(String, usize)>,
    /// How wide each group is, once it is closed.
    pub(super) widths: Vec<Option<(u128, u128)>>,
    pub(super) look_behind_groups: Option<usize>,
    /// The groups that conditions name by number, and where.
    pub(super) named_by_number: Vec<(u64, usize)>,
}

impl State {
    pub(super) fn is_closed(&self, group: usize) -> bool {
        self.widths.get(group).is_some_and(Option::is_some)
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let found = self.names.iter().find(|(known, _)| known == name);
        found.map(|(_, group)| *group)
    }

    pub(super) fn check_look_behind(&self, group: usize, source: &Source<'_>) -> PyResult<()> {
        let Some(first) = self.look_behind_groups else {
            return Ok(());
        };
        if !self.is_closed(group) {
            return Err(source.error("cannot refer to an open group", 0));
        }
        if group >= first {
            let message = "cannot refer to group defined in the same lookbehind subpattern";
            return Err(source.error(message, 0));
        }
        Ok(())
    }
}

/// A parsed pattern.
pub(super) struct Parsed {
    pub(super) body: Sequence,
    pub(super) state: State,
}

/// Parses a pattern.
pub(super) fn parse(pattern: &str, flags: u32) -> PyResult<Parsed> {
    let mut source = Source::new(pattern)?;
    let mut state = State {
        flags,
        names: Vec::new(),
        widths: vec![None],
        look_behind_groups: None,
        named_by_number: Vec::new(),
    };
    let body = alternation(&mut source, &mut state, flags & VERBOSE != 0, 0)?;
    let wrong = |message| Err(Exception::new(&VALUE_ERROR, message));
    if state.flags & LOCALE != 0 {
        return wrong("cannot use LOCALE flag with a str pattern");
    }
    if state.flags & ASCII == 0 {
        state.flags |= UNICODE;
    } else if state.flags & UNICODE != 0 {
        return wrong("ASCII and UNICODE flags are incompatible");
    }
    if source.next.is_some() {
        return Err(source.error("unbalanced parenthesis", 0));
    }
    let groups = state.widths.len() as u64;
    for (group, position) in &state.named_by_number {
        if *group >= groups {
            let message = format!("invalid group reference {group}");
            return Err(error_at(pattern, &message, *position));
        }
    }
    Ok(Parsed { body, state })
}

/// `a|b|c`.
pub(super) fn alternation(
    source: &mut Source<'_>,
    state: &mut State,
    mut verbose: bool,
    nested: usize,
) -> PyResult<Sequence> {
    if nested > DEEPEST {
        return unsupported("a regular expression that is nested so deeply");
    }
    let mut branches: Vec<Sequence> = Vec::new();
    loop {
        let first = nested == 0 && branches.is_empty();
        branches.push(sequence(source, state, verbose, nested + 1, first)?);
        if !source.matches('|')? {
            break;
        }
        if nested == 0 {
            verbose = state.flags & VERBOSE != 0;
        }
    }
    if branches.len() == 1 {
        return Ok(branches.remove(0));
    }
    let mut found = Vec::new();
    // what all begin with stands before the branch
    loop {
        let begin = branches.iter().map(|branch| branch.first());
        let Some(begin) = begin.collect::<Option<Vec<_>>>() else {
            break;
        };
        if !begin.iter().skip(1).all(|node| node.is_same(begin[0])) {
            break;
        }
        let firsts = branches.iter_mut().map(|branch| branch.remove(0));
        found.extend(firsts.last());
    }
    found.push(match class_of(&branches) {
        Some(items) => Node::In(false, items),
        None => Node::Branch(branches),
    });
    Ok(found)
}

/// The class that a choice of single characters is.
fn class_of(branches: &[Sequence]) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    for branch in branches {
        match branch.as_slice() {
            [Node::Literal(code)] => items.push(Item::Literal(*code)),
            [Node::In(false, more)] => items.extend(more.iter().copied()),
            _ => return None,
        }
    }
    Some(unique(items))
}

fn unique(items: Vec<Item>) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    for item in items {
        if !found.contains(&item) {
            found.push(item);
        }
    }
    found
}

/// A part of a pattern without `|`.
pub(super) fn sequence(
    source: &mut Source<'_>,
    state: &mut State,
    mut verbose: bool,
    nested: usize,
    first: bool,
) -> PyResult<Sequence> {
    let mut found: Sequence = Vec::new();
    while let Some(this) = source.next {
        if matches!(this, Token::Char('|' | ')')) {
            break;
        }
        source.get()?;
        let c = match this {
            Token::Char(c) => c,
            Token::Escape(c) => {
                found.push(escape(source, c, state)?);
                continue;
            }
        };
        match c {
            ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c' if verbose => {}
            '#' if verbose => while !matches!(source.get()?, None | Some(Token::Char('\n'))) {},
            '[' => found.push(class(source)?),
            '*' | '+' | '?' | '{' => repeat(source, &mut found, c)?,
            '.' => found.push(Node::Any),
            '(' => {
                let may_set = first && found.is_empty();
                match group(source, state, verbose, nested, may_set)? {
                    Some(node) => found.push(node),
                    None => verbose = verbose || (may_set && state.flags & VERBOSE != 0),
                }
            }
            '^' => found.push(Node::At(Anchor::Beginning)),
            '$' => found.push(Node::At(Anchor::End)),
            _ => found.push(Node::Literal(u32::from(c))),
        }
    }
    // groups that only hold together are taken apart
    let unpacked = found.into_iter().flat_map(|node| match node {
        Node::Group {
            number: None,
            add: 0,
            remove: 0,
            body,
        } => body,
        other => vec![other],
    });
    Ok(unpacked.collect())
}

/// `[a-z]`, after its bracket.
fn class(source: &mut Source<'_>) -> PyResult<Node> {
    let here = source.tell() - 1;
    let unterminated = |source: &Source<'_>| {
        let size = source.tell() - here;
        source.error("unterminated character set", size)
    };
    let mut items: Vec<Item> = Vec::new();
    let negated = source.matches('^')?;
    loop {
        let Some(this) = source.get()? else {
            return Err(unterminated(source));
        };
        let low = match this {
            Token::Char(']') if !items.is_empty() => break,
            Token::Char(c) => Item::Literal(u32::from(c)),
            Token::Escape(c) => class_escape(source, c)?,
        };
        if !source.matches('-')? {
            items.push(low);
            continue;
        }
        let Some(that) = source.get()? else {
            return Err(unterminated(source));
        };
        let high = match that {
            Token::Char(']') => {
                items.push(low);
                items.push(Item::Literal(u32::from('-')));
                break;
            }
            Token::Char(c) => Item::Literal(u32::from(c)),
            Token::Escape(c) => class_escape(source, c)?,
        };
        match (low, high) {
            (Item::Literal(low), Item::Literal(high)) if low <= high => {
                items.push(Item::Range(low, high));
            }
            _ => {
                let (this, that) = (this.text(), that.text());
                let size = this.chars().count() + 1 + that.chars().count();
                let message = format!("bad character range {this}-{that}");
                return Err(source.error(&message, size));
            }
        }
    }
    let items = unique(items);
    Ok(match items.as_slice() {
        [Item::Literal(code)] if negated => Node::NotLiteral(*code),
        [Item::Literal(code)] => Node::Literal(*code),
        _ => Node::In(negated, items),
    })
}

/// The least and the largest number of times; nothing where `{` is only itself.
fn times(source: &mut Source<'_>, c: char) -> PyResult<Option<(u64, u64)>> {
    match c {
        '?' => return Ok(Some((0, 1))),
        '*' => return Ok(Some((0, MAXREPEAT))),
        '+' => return Ok(Some((1, MAXREPEAT))),
        _ => {}
    }
    let here = source.tell();
    if source.next == Some(Token::Char('}')) {
        return Ok(None);
    }
    let low = source.digits(usize::MAX, 10)?;
    let high = if source.matches(',')? {
        source.digits(usize::MAX, 10)?
    } else {
        low.clone()
    };
    if !source.matches('}')? {
        source.seek(here)?;
        return Ok(None);
    }
    let limit = |digits: &str, otherwise: u64| {
        if digits.is_empty() {
            return Ok(otherwise);
        }
        let found = digits.parse().ok().filter(|n| *n < MAXREPEAT);
        found.ok_or_else(|| Exception::new(&OVERFLOW_ERROR, "the repetition number is too large"))
    };
    let (least, most) = (limit(&low, 0)?, limit(&high, MAXREPEAT)?);
    if most < least {
        let size = source.tell() - here;
        return Err(source.error("min repeat greater than max repeat", size));
    }
    Ok(Some((least, most)))
}

fn repeat(source: &mut Source<'_>, found: &mut Sequence, c: char) -> PyResult<()> {
    let here = source.tell();
    let Some((least, most)) = times(source, c)? else {
        found.push(Node::Literal(u32::from(c)));
        return Ok(());
    };
    let size = source.tell() - here + 1;
    let item = match found.pop() {
        None | Some(Node::At(_)) => return Err(source.error("nothing to repeat", size)),
        Some(Node::Repeat(..)) => return Err(source.error("multiple repeat", size)),
        Some(Node::Group {
            number: None,
            add: 0,
            remove: 0,
            body,
        }) => body,
        Some(other) => vec![other],
    };
    let greed = if source.matches('?')? {
        Greed::Least
    } else if source.matches('+')? {
        Greed::Possessive
    } else {
        Greed::Most
    };
    found.push(Node::Repeat(greed, least, most, item));
    Ok(())
}

impl State {
    /// Closes a group.
    pub(super) fn close(&mut self, group: usize, body: &[Node]) {
        self.widths[group] = Some(width(body, &self.widths));
    }
}
