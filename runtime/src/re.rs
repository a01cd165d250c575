//! Regular expressions: `re` over the `regex` crate. Patterns are rewritten to its dialect when a program is translated.
//! needs: dict, error, hash, int, repr, slice, str, tuple

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use regex::{Captures, Regex};

use super::dict::Dict;
use super::error::{Exception, OrExit, PyResult, INDEX_ERROR, NOT_IMPLEMENTED_ERROR};
use super::int::ToIndex;
use super::repr::{write_text_repr, Repr};
use super::str::Str;
use super::tuple::Tuple;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Rc<Regex>,
    dollar: bool,
}

/// A match: the text, and where each group stands, in bytes.
#[derive(Clone, Debug)]
pub struct Match {
    pub(super) text: Str,
    pub(super) groups: Rc<[Option<(usize, usize)>]>,
    pub(super) regex: Rc<Regex>,
    /// What `pos` and `endpos` were, in code points.
    pub(super) window: (i64, i64),
}

thread_local! {
    static CACHE: RefCell<HashMap<&'static str, Pattern>> = RefCell::new(HashMap::new());
}

impl Pattern {
    /// The compiled form of a pattern. `dollar` says that it uses `$`, which also matches before a final newline.
    pub fn cached(pattern: &'static str, dollar: bool) -> Pattern {
        CACHE.with(|cache| {
            let found = cache.borrow().get(pattern).cloned();
            found.unwrap_or_else(|| {
                let regex = Regex::new(pattern).unwrap_or_else(|error| {
                    Exception::new(&NOT_IMPLEMENTED_ERROR, error.to_string()).exit()
                });
                let made = Pattern {
                    regex: Rc::new(regex),
                    dollar,
                };
                cache.borrow_mut().insert(pattern, made.clone());
                made
            })
        })
    }

    /// The crate has no anchor for `$` before a final newline: that is refused, never answered wrongly.
    pub(super) fn check(&self, text: &Str) {
        if self.dollar && text.ends_with('\n') {
            Exception::new(
                &NOT_IMPLEMENTED_ERROR,
                "`$` in a pattern over text that ends with a newline",
            )
            .exit();
        }
    }

    fn made(&self, text: &Str, captures: &Captures<'_>) -> Match {
        let groups = (0..captures.len())
            .map(|i| captures.get(i).map(|m| (m.start(), m.end())))
            .collect();
        Match {
            text: text.clone(),
            groups,
            regex: Rc::clone(&self.regex),
            window: (0, text.count_chars()),
        }
    }

    pub(super) fn at(&self, text: &Str, start: usize) -> Option<Match> {
        self.regex
            .captures_at(text, start)
            .map(|c| self.made(text, &c))
    }

    /// `p.search(text)`.
    pub fn search(&self, text: &Str) -> Option<Match> {
        self.check(text);
        self.at(text, 0)
    }

    /// `p.match(text)`.
    pub fn match_start(&self, text: &Str) -> Option<Match> {
        self.check(text);
        let anchored = self.anchored("\\A(?:", ")");
        anchored.at(text, 0)
    }

    /// `p.fullmatch(text)`.
    pub fn fullmatch(&self, text: &Str) -> Option<Match> {
        self.check(text);
        let anchored = self.anchored("\\A(?:", ")\\z");
        anchored.at(text, 0)
    }

    pub(super) fn anchored(&self, head: &str, tail: &str) -> Pattern {
        thread_local! {
            static ANCHORED: RefCell<HashMap<String, Pattern>> = RefCell::new(HashMap::new());
        }
        let text = format!("{head}{}{tail}", self.regex.as_str());
        ANCHORED.with(|cache| {
            let found = cache.borrow().get(&text).cloned();
            found.unwrap_or_else(|| {
                let regex = Regex::new(&text).unwrap_or_else(|error| {
                    Exception::new(&NOT_IMPLEMENTED_ERROR, error.to_string()).exit()
                });
                let made = Pattern {
                    regex: Rc::new(regex),
                    dollar: self.dollar,
                };
                cache.borrow_mut().insert(text, made.clone());
                made
            })
        })
    }

    /// `p.finditer(text)`: an empty match may follow another match at once. Patterns that could match something where they
    /// prefer nothing are refused when they are translated.
    pub fn finditer(&self, text: &Str) -> Vec<Match> {
        self.check(text);
        self.each_from(text, 0)
    }

    pub(super) fn each_from(&self, text: &Str, mut position: usize) -> Vec<Match> {
        let mut found = Vec::new();
        while let Some(m) = self.at(text, position) {
            let (start, end) = m.groups[0].unwrap_or((position, position));
            found.push(m);
            position = end;
            if start == end {
                match text[end..].chars().next() {
                    Some(c) => position += c.len_utf8(),
                    None => break,
                }
            }
        }
        found
    }

    /// `p.findall(text)` of a pattern with at most one group.
    pub fn findall(&self, text: &Str) -> Vec<Str> {
        let group = usize::from(self.regex.captures_len() > 1);
        self.finditer(text)
            .iter()
            .map(|m| m.text_of(group))
            .collect()
    }

    /// `p.findall(text)` of a pattern with many groups.
    pub fn findall_many(&self, text: &Str) -> Vec<Tuple<Str>> {
        self.finditer(text)
            .iter()
            .map(|m| (1..m.groups.len()).map(|i| m.text_of(i)).collect())
            .collect()
    }

    /// `p.findall(text)` of a pattern with two groups.
    pub fn findall_2(&self, text: &Str) -> Vec<(Str, Str)> {
        self.finditer(text)
            .iter()
            .map(|m| (m.text_of(1), m.text_of(2)))
            .collect()
    }

    /// `p.findall(text)` of a pattern with three groups.
    pub fn findall_3(&self, text: &Str) -> Vec<(Str, Str, Str)> {
        self.finditer(text)
            .iter()
            .map(|m| (m.text_of(1), m.text_of(2), m.text_of(3)))
            .collect()
    }

    /// `p.findall(text)` of a pattern with four groups.
    pub fn findall_4(&self, text: &Str) -> Vec<(Str, Str, Str, Str)> {
        self.finditer(text)
            .iter()
            .map(|m| (m.text_of(1), m.text_of(2), m.text_of(3), m.text_of(4)))
            .collect()
    }

    fn limited(&self, text: &Str, limit: impl ToIndex) -> Vec<Match> {
        let mut found = self.finditer(text);
        if let Ok(n) = usize::try_from(limit.to_index()) {
            if n > 0 {
                found.truncate(n);
            }
        }
        found
    }

    /// `p.split(text, maxsplit)` of a pattern without groups.
    pub fn split(&self, text: &Str, limit: impl ToIndex) -> Vec<Str> {
        let mut parts = Vec::new();
        let mut last = 0;
        for m in self.limited(text, limit) {
            let (start, end) = m.groups[0].unwrap_or((0, 0));
            parts.push(Str::from(&text[last..start]));
            last = end;
        }
        parts.push(Str::from(&text[last..]));
        parts
    }

    /// `p.split(text, maxsplit)` of a pattern with groups.
    pub fn split_groups(&self, text: &Str, limit: impl ToIndex) -> Vec<Option<Str>> {
        let mut parts = Vec::new();
        let mut last = 0;
        for m in self.limited(text, limit) {
            let (start, end) = m.groups[0].unwrap_or((0, 0));
            parts.push(Some(Str::from(&text[last..start])));
            parts.extend((1..m.groups.len()).map(|i| m.part(i)));
            last = end;
        }
        parts.push(Some(Str::from(&text[last..])));
        parts
    }

    /// How many matches `p.sub(…, text, count)` replaces.
    pub fn count_matches(&self, text: &Str, limit: impl ToIndex) -> i64 {
        self.limited(text, limit).len() as i64
    }

    /// `p.sub(function, text, count)`.
    pub fn sub_with(
        &self,
        mut replace: impl FnMut(&Match) -> Str,
        text: &Str,
        limit: impl ToIndex,
    ) -> Str {
        let mut out = String::new();
        let mut last = 0;
        for m in self.limited(text, limit) {
            let (start, end) = m.groups[0].unwrap_or((0, 0));
            out.push_str(&text[last..start]);
            out.push_str(&replace(&m));
            last = end;
        }
        out.push_str(&text[last..]);
        Str::from(out)
    }

    /// `p.sub(template, text, count)`.
    pub fn try_sub(&self, template: &str, text: &Str, limit: impl ToIndex) -> PyResult<Str> {
        let names: Vec<Option<&str>> = self.regex.capture_names().collect();
        let pieces = parse_template(template, &names)?;
        Ok(self.sub_with(|m| m.expand(&pieces), text, limit))
    }

    /// `p.sub(template, text, count)`, or the end of the program.
    pub fn sub(&self, template: &str, text: &Str, limit: impl ToIndex) -> Str {
        self.try_sub(template, text, limit).or_exit()
    }
}

/// A piece of a replacement template.
enum Piece {
    Text(String),
    Group(usize),
}

fn parse_template(template: &str, names: &[Option<&str>]) -> PyResult<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut chars = template.chars().peekable();
    let bad = |message: String| Exception::new(&INDEX_ERROR, message);
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        let group = match chars.next() {
            Some('g') => {
                let rest: String = chars.by_ref().take_while(|c| *c != '>').collect();
                let name = rest.trim_start_matches('<').to_owned();
                match name.parse() {
                    Ok(n) => n,
                    Err(_) => {
                        let found = names.iter().position(|n| *n == Some(name.as_str()));
                        found.ok_or_else(|| bad(format!("unknown group name '{name}'")))?
                    }
                }
            }
            Some(d) if d.is_ascii_digit() && d != '0' => {
                let mut n = d.to_digit(10).unwrap_or(0) as usize;
                if let Some(next) = chars.peek().and_then(|c| c.to_digit(10)) {
                    chars.next();
                    n = n * 10 + next as usize;
                }
                n
            }
            Some(other) => {
                match other {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    'r' => text.push('\r'),
                    'a' => text.push('\x07'),
                    'f' => text.push('\x0c'),
                    'v' => text.push('\x0b'),
                    '\\' => text.push('\\'),
                    '0' => text.push('\0'),
                    _ => {
                        text.push('\\');
                        text.push(other);
                    }
                }
                continue;
            }
            None => {
                text.push('\\');
                continue;
            }
        };
        if group >= names.len() {
            return Err(bad(format!("invalid group reference {group}")));
        }
        pieces.push(Piece::Text(std::mem::take(&mut text)));
        pieces.push(Piece::Group(group));
    }
    pieces.push(Piece::Text(text));
    Ok(pieces)
}

impl Match {
    fn part(&self, group: usize) -> Option<Str> {
        self.groups[group].map(|(a, b)| Str::from(&self.text[a..b]))
    }

    pub(super) fn text_of(&self, group: usize) -> Str {
        self.part(group).unwrap_or_default()
    }

    fn expand(&self, pieces: &[Piece]) -> Str {
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Group(n) => out.push_str(&self.text_of(*n)),
            }
        }
        Str::from(out)
    }

    fn index(&self, group: impl ToIndex) -> PyResult<usize> {
        let found = usize::try_from(group.to_index())
            .ok()
            .filter(|n| *n < self.groups.len());
        found.ok_or_else(|| Exception::new(&INDEX_ERROR, "no such group"))
    }

    pub(super) fn index_named(&self, name: &str) -> PyResult<usize> {
        let found = self.regex.capture_names().position(|n| n == Some(name));
        found.ok_or_else(|| Exception::new(&INDEX_ERROR, "no such group"))
    }

    /// `m.group()`.
    pub fn whole(&self) -> Str {
        self.text_of(0)
    }

    /// `m.group(n)`.
    pub fn try_group(&self, group: impl ToIndex) -> PyResult<Option<Str>> {
        Ok(self.part(self.index(group)?))
    }

    /// `m.group(n)`, or the end of the program.
    pub fn group(&self, group: impl ToIndex) -> Option<Str> {
        self.try_group(group).or_exit()
    }

    /// `m.group(name)`.
    pub fn try_group_named(&self, name: &str) -> PyResult<Option<Str>> {
        Ok(self.part(self.index_named(name)?))
    }

    /// `m.group(name)`, or the end of the program.
    pub fn group_named(&self, name: &str) -> Option<Str> {
        self.try_group_named(name).or_exit()
    }

    /// `m.groups()`.
    pub fn groups(&self) -> Tuple<Option<Str>> {
        (1..self.groups.len()).map(|i| self.part(i)).collect()
    }

    /// `m.groups(default)`.
    pub fn groups_or(&self, default: &str) -> Tuple<Str> {
        let part = |i| self.part(i).unwrap_or_else(|| Str::from(default));
        (1..self.groups.len()).map(part).collect()
    }

    fn named(&self) -> impl Iterator<Item = (Str, Option<Str>)> + '_ {
        let names = self.regex.capture_names().enumerate();
        names.filter_map(|(i, n)| n.map(|n| (Str::from(n), self.part(i))))
    }

    /// `m.groupdict()`.
    pub fn groupdict(&self) -> Dict<Str, Option<Str>> {
        self.named().collect()
    }

    /// `m.groupdict(default)`.
    pub fn groupdict_or(&self, default: &str) -> Dict<Str, Str> {
        let pairs = self.named();
        pairs
            .map(|(n, part)| (n, part.unwrap_or_else(|| Str::from(default))))
            .collect()
    }

    /// `m.expand(template)`.
    pub fn try_expand_template(&self, template: &str) -> PyResult<Str> {
        let names: Vec<Option<&str>> = self.regex.capture_names().collect();
        Ok(self.expand(&parse_template(template, &names)?))
    }

    /// `m.expand(template)`, or the end of the program.
    pub fn expand_template(&self, template: &str) -> Str {
        self.try_expand_template(template).or_exit()
    }

    /// `m.string`.
    pub fn subject(&self) -> Str {
        self.text.clone()
    }

    /// `m.span(n)`.
    pub fn try_span_of(&self, group: impl ToIndex) -> PyResult<(i64, i64)> {
        Ok(self.bounds(self.index(group)?))
    }

    /// `m.span(n)`, or the end of the program.
    pub fn span_of(&self, group: impl ToIndex) -> (i64, i64) {
        self.try_span_of(group).or_exit()
    }

    /// `m.span(name)`.
    pub fn try_span_named(&self, name: &str) -> PyResult<(i64, i64)> {
        Ok(self.bounds(self.index_named(name)?))
    }

    /// `m.span(name)`, or the end of the program.
    pub fn span_named(&self, name: &str) -> (i64, i64) {
        self.try_span_named(name).or_exit()
    }

    fn chars_before(&self, byte: usize) -> i64 {
        self.text[..byte].chars().count() as i64
    }

    pub(super) fn bounds(&self, group: usize) -> (i64, i64) {
        self.groups[group].map_or((-1, -1), |(a, b)| {
            (self.chars_before(a), self.chars_before(b))
        })
    }

    /// `m.start()`.
    pub fn start(&self) -> i64 {
        self.bounds(0).0
    }

    /// `m.end()`.
    pub fn end(&self) -> i64 {
        self.bounds(0).1
    }

    /// `m.span()`.
    pub fn span(&self) -> (i64, i64) {
        self.bounds(0)
    }

    /// `m.start(n)`.
    pub fn try_start_of(&self, group: impl ToIndex) -> PyResult<i64> {
        Ok(self.bounds(self.index(group)?).0)
    }

    /// `m.start(n)`, or the end of the program.
    pub fn start_of(&self, group: impl ToIndex) -> i64 {
        self.try_start_of(group).or_exit()
    }

    /// `m.end(n)`.
    pub fn try_end_of(&self, group: impl ToIndex) -> PyResult<i64> {
        Ok(self.bounds(self.index(group)?).1)
    }

    /// `m.end(n)`, or the end of the program.
    pub fn end_of(&self, group: impl ToIndex) -> i64 {
        self.try_end_of(group).or_exit()
    }
}

impl Repr for Match {
    fn write_repr(&self, out: &mut String) {
        let (start, end) = self.span();
        out.push_str(&format!("<re.Match object; span=({start}, {end}), match="));
        write_text_repr(&self.whole(), out);
        out.push('>');
    }
}

/// `re.escape(text)`.
pub fn re_escape(text: &str) -> Str {
    let mut out = String::new();
    for c in text.chars() {
        if "()[]{}?*+-|^$\\.&~# \t\n\r\x0b\x0c".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    Str::from(out)
}
