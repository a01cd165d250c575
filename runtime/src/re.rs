//! Regular expressions: `re` over the `regex` crate. Patterns are rewritten to its dialect when a program is translated;
//! what has no form there has an engine of its own.
//! needs: error, int, re_match, re_template, str, tuple

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use regex::{Captures, Regex};

use super::error::{Exception, OrExit, PyResult, NOT_IMPLEMENTED_ERROR};
use super::int::ToIndex;
use super::re_match::Match;
use super::re_template::parse_template;
use super::str::Str;
use super::tuple::Tuple;

/// Where each group of a match stands, in bytes.
pub type MatchGroups = Rc<[Option<(usize, usize)>]>;

/// What an engine finds: the groups, and which of them was closed last.
pub type EngineMatch = (MatchGroups, Option<usize>);

/// Where a match may stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MatchKind {
    /// Anywhere.
    Search,
    /// At the beginning.
    Match,
    /// From the beginning to the end.
    Full,
}

/// What matches a pattern that the crate does not match as Python does.
pub trait PatternEngine: std::fmt::Debug {
    /// The first match from a byte on.
    fn engine_first(&self, text: &Str, from: usize, how: MatchKind) -> Option<EngineMatch>;
    /// All matches from a byte on.
    fn engine_all(&self, text: &Str, from: usize) -> Vec<EngineMatch>;
    /// Whether the crate's form may match a text otherwise than Python does.
    fn crate_differs(&self, text: &Str) -> bool;
}

/// A compiled pattern: for the crate, for an engine, or for both.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Option<Rc<Regex>>,
    /// With a form for the crate: asked where that differs, since its `$` is the very end and its words have marks.
    engine: Option<Rc<dyn PatternEngine>>,
    pub(super) shape: Rc<PatternShape>,
}

/// What a pattern's groups are called, and the order in which they are closed.
#[derive(Debug)]
pub struct PatternShape {
    pub(super) names: Vec<Option<String>>,
    pub(super) closing: Vec<usize>,
    /// The pattern and its flags, where only the running program knew them.
    pub(super) source: Option<(Str, u32)>,
}

thread_local! {
    static CACHE: RefCell<HashMap<&'static str, Pattern>> = RefCell::new(HashMap::new());
}

fn compiled(pattern: &str) -> Rc<Regex> {
    Rc::new(
        Regex::new(pattern).unwrap_or_else(|error| {
            Exception::new(&NOT_IMPLEMENTED_ERROR, error.to_string()).exit()
        }),
    )
}

/// The groups of a pattern of the crate in the order in which they are closed.
fn closing_order(pattern: &str) -> Vec<usize> {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    let (mut count, mut classes) = (0, 0);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => rest = rest.get(1..).unwrap_or(""),
            '[' => classes += 1,
            ']' if classes > 0 => classes -= 1,
            _ if classes > 0 => {}
            '(' if rest.starts_with('?') && !rest.starts_with("?P<") => open.push(None),
            '(' => {
                count += 1;
                open.push(Some(count));
            }
            ')' => closed.extend(open.pop().flatten()),
            _ => {}
        }
    }
    closed
}

/// A compiled form with something around it.
fn anchored(regex: &Regex, head: &str, tail: &str) -> Rc<Regex> {
    thread_local! {
        static ANCHORED: RefCell<HashMap<String, Rc<Regex>>> = RefCell::new(HashMap::new());
    }
    let text = format!("{head}{}{tail}", regex.as_str());
    ANCHORED.with(|cache| {
        let found = cache.borrow().get(&text).cloned();
        found.unwrap_or_else(|| {
            let made = compiled(&text);
            cache.borrow_mut().insert(text, Rc::clone(&made));
            made
        })
    })
}

fn places(captures: &Captures<'_>) -> MatchGroups {
    (0..captures.len())
        .map(|i| captures.get(i).map(|m| (m.start(), m.end())))
        .collect()
}

impl Pattern {
    /// The compiled form of a pattern.
    pub fn cached(pattern: &'static str) -> Pattern {
        CACHE.with(|cache| {
            let found = cache.borrow().get(pattern).cloned();
            found.unwrap_or_else(|| {
                let regex = compiled(pattern);
                let names = regex.capture_names().map(|n| n.map(str::to_owned));
                let shape = PatternShape {
                    names: names.collect(),
                    closing: closing_order(pattern),
                    source: None,
                };
                let made = Pattern {
                    regex: Some(regex),
                    engine: None,
                    shape: Rc::new(shape),
                };
                cache.borrow_mut().insert(pattern, made.clone());
                made
            })
        })
    }

    /// A pattern that an engine matches; the crate too, where it has a form and the text does not end with a newline.
    pub fn with_engine(
        engine: Rc<dyn PatternEngine>,
        rust: Option<&str>,
        names: Vec<Option<String>>,
        source: Option<(Str, u32)>,
    ) -> Pattern {
        let closing = rust.map(closing_order).unwrap_or_default();
        Pattern {
            regex: rust.map(compiled),
            engine: Some(engine),
            shape: Rc::new(PatternShape {
                names,
                closing,
                source,
            }),
        }
    }

    /// The crate's form, where that matches the text as Python does.
    fn crate_for(&self, text: &Str) -> Option<&Rc<Regex>> {
        let engine = self.engine.as_ref();
        let differs = engine.is_some_and(|e| e.crate_differs(text));
        self.regex.as_ref().filter(|_| !differs)
    }

    fn made(&self, text: &Str, groups: MatchGroups, last: Option<Option<usize>>) -> Match {
        Match {
            last,
            text: text.clone(),
            groups,
            shape: Rc::clone(&self.shape),
            window: (0, text.count_chars()),
        }
    }

    pub(super) fn at(&self, text: &Str, start: usize, how: MatchKind) -> Option<Match> {
        let groups = match self.crate_for(text) {
            Some(regex) => match how {
                MatchKind::Search => places(&regex.captures_at(text, start)?),
                // where something matches at the place, the leftmost match is that
                MatchKind::Match if start > 0 => {
                    let found = places(&regex.captures_at(text, start)?);
                    (found[0]?.0 == start).then_some(found)?
                }
                MatchKind::Match => {
                    let anchored = anchored(regex, "\\A(?:", ")");
                    places(&anchored.captures_at(text, 0)?)
                }
                MatchKind::Full if start == 0 => {
                    let anchored = anchored(regex, "\\A(?:", ")\\z");
                    places(&anchored.captures_at(text, 0)?)
                }
                MatchKind::Full => {
                    let anchored = anchored(regex, "(?:", ")\\z");
                    let found = places(&anchored.captures_at(text, start)?);
                    (found[0]?.0 == start).then_some(found)?
                }
            },
            None => {
                let (groups, last) = self.engine.as_ref()?.engine_first(text, start, how)?;
                return Some(self.made(text, groups, Some(last)));
            }
        };
        Some(self.made(text, groups, None))
    }

    /// `p.search(text)`.
    pub fn search(&self, text: &Str) -> Option<Match> {
        self.at(text, 0, MatchKind::Search)
    }

    /// `p.match(text)`.
    pub fn match_start(&self, text: &Str) -> Option<Match> {
        self.at(text, 0, MatchKind::Match)
    }

    /// `p.fullmatch(text)`.
    pub fn fullmatch(&self, text: &Str) -> Option<Match> {
        self.at(text, 0, MatchKind::Full)
    }

    /// `p.finditer(text)`: an empty match may follow another match at once. Patterns that could match something where they
    /// prefer nothing have an engine.
    pub fn finditer(&self, text: &Str) -> Vec<Match> {
        self.each_from(text, 0)
    }

    pub(super) fn each_from(&self, text: &Str, mut position: usize) -> Vec<Match> {
        let Some(regex) = self.crate_for(text) else {
            let found = self.engine.as_ref().map(|e| e.engine_all(text, position));
            let found = found.unwrap_or_default().into_iter();
            return found
                .map(|(groups, last)| self.made(text, groups, Some(last)))
                .collect();
        };
        let mut found = Vec::new();
        while let Some(captures) = regex.captures_at(text, position) {
            let m = self.made(text, places(&captures), None);
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
        let group = usize::from(self.shape.names.len() > 1);
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

    /// `p.findall(text)` of a pattern with five groups.
    pub fn findall_5(&self, text: &Str) -> Vec<(Str, Str, Str, Str, Str)> {
        let part = |m: &Match, i| m.text_of(i);
        let found = self.finditer(text);
        let each = found.iter();
        each.map(|m| (part(m, 1), part(m, 2), part(m, 3), part(m, 4), part(m, 5)))
            .collect()
    }

    fn limited(&self, text: &Str, limit: impl ToIndex) -> Vec<Match> {
        let mut found = self.finditer(text);
        if limit.to_index() != 0 {
            found.truncate(usize::try_from(limit.to_index()).unwrap_or(0));
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

    /// `p.sub(function, text, count)`.
    pub fn sub_with(
        &self,
        replace: impl FnMut(&Match) -> Str,
        text: &Str,
        limit: impl ToIndex,
    ) -> Str {
        self.subn_with(replace, text, limit).0
    }

    /// `p.subn(function, text, count)`.
    pub fn subn_with(
        &self,
        mut replace: impl FnMut(&Match) -> Str,
        text: &Str,
        limit: impl ToIndex,
    ) -> (Str, i64) {
        let mut out = String::new();
        let mut last = 0;
        let found = self.limited(text, limit);
        for m in &found {
            let (start, end) = m.groups[0].unwrap_or((0, 0));
            out.push_str(&text[last..start]);
            out.push_str(&replace(m));
            last = end;
        }
        out.push_str(&text[last..]);
        (Str::from(out), found.len() as i64)
    }

    /// `p.subn(template, text, count)`.
    pub fn try_subn(
        &self,
        template: &str,
        text: &Str,
        limit: impl ToIndex,
    ) -> PyResult<(Str, i64)> {
        let pieces = parse_template(template, &self.shape.names)?;
        Ok(self.subn_with(|m| m.expand(&pieces), text, limit))
    }

    /// `p.subn(template, text, count)`, or the end of the program.
    pub fn subn(&self, template: &str, text: &Str, limit: impl ToIndex) -> (Str, i64) {
        self.try_subn(template, text, limit).or_exit()
    }

    /// `p.sub(template, text, count)`.
    pub fn try_sub(&self, template: &str, text: &Str, limit: impl ToIndex) -> PyResult<Str> {
        Ok(self.try_subn(template, text, limit)?.0)
    }

    /// `p.sub(template, text, count)`, or the end of the program.
    pub fn sub(&self, template: &str, text: &Str, limit: impl ToIndex) -> Str {
        self.try_sub(template, text, limit).or_exit()
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
