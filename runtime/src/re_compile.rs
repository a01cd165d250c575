//! Patterns that only the running program knows: parsed, written as a program for the engine of `sre`, and kept, as
//! CPython keeps the last 512.
//! needs: error, int, re, re_match, sre, sre_parse, sre_source, sre_tree, sre_write, str

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use super::error::{OrExit, PyResult};
use super::int::ToIndex;
use super::re::{Pattern, PatternShape};
use super::re_match::Match;
use super::sre::engine_pattern;
use super::sre_parse::parse;
use super::sre_source::unsupported;
use super::sre_tree::{ASCII, DEBUG, TEMPLATE};
use super::sre_write::program;
use super::str::Str;

/// As many patterns are kept.
const KEPT: usize = 512;

#[derive(Default)]
struct Kept {
    patterns: HashMap<String, Vec<(u32, Pattern)>>,
    order: VecDeque<(String, u32)>,
}

thread_local! {
    static CACHE: RefCell<Kept> = RefCell::new(Kept::default());
}

impl Kept {
    fn find(&self, pattern: &str, flags: u32) -> Option<Pattern> {
        let found = self.patterns.get(pattern)?.iter();
        let mut found = found.filter(|(known, _)| *known == flags);
        found.next().map(|(_, made)| made.clone())
    }

    fn keep(&mut self, pattern: &str, flags: u32, made: &Pattern) {
        if self.order.len() >= KEPT {
            if let Some((oldest, flags)) = self.order.pop_front() {
                if let Some(known) = self.patterns.get_mut(&oldest) {
                    known.retain(|(known, _)| *known != flags);
                    if known.is_empty() {
                        self.patterns.remove(&oldest);
                    }
                }
            }
        }
        self.order.push_back((pattern.to_owned(), flags));
        let known = self.patterns.entry(pattern.to_owned()).or_default();
        known.push((flags, made.clone()));
    }
}

/// The program that a pattern is for the engine, and its flags.
pub fn sre_program(pattern: &str, flags: u32) -> PyResult<(String, u32)> {
    let parsed = parse(pattern, flags)?;
    if parsed.state.flags & TEMPLATE != 0 {
        return unsupported("the flag TEMPLATE of a regular expression");
    }
    Ok((program(&parsed)?, parsed.state.flags))
}

/// `re.compile(pattern, flags)`.
pub fn try_re_compile(pattern: &str, flags: impl ToIndex) -> PyResult<Pattern> {
    let flags = u32::try_from(flags.to_index()).unwrap_or(u32::MAX);
    if let Some(found) = CACHE.with(|cache| cache.borrow().find(pattern, flags)) {
        return Ok(found);
    }
    if flags & (DEBUG | TEMPLATE) != 0 || flags >= 2 * ASCII {
        return unsupported("these flags of a regular expression");
    }
    let (text, all) = sre_program(pattern, flags)?;
    let made = engine_pattern(&text, Str::from(pattern), all);
    CACHE.with(|cache| cache.borrow_mut().keep(pattern, flags, &made));
    Ok(made)
}

/// `re.compile(pattern, flags)`, or the end of the program.
pub fn re_compile(pattern: &str, flags: impl ToIndex) -> Pattern {
    try_re_compile(pattern, flags).or_exit()
}

impl Pattern {
    /// The same pattern, which knows its text and its flags.
    pub fn known_as(&self, text: &str, flags: u32) -> Pattern {
        let shape = PatternShape {
            names: self.shape.names.clone(),
            closing: self.shape.closing.clone(),
            source: Some((Str::from(text), flags)),
        };
        let mut made = self.clone();
        made.shape = Rc::new(shape);
        made
    }

    /// `p.pattern`.
    pub fn source_text(&self) -> Str {
        let source = self.shape.source.as_ref();
        source.map(|(text, _)| text.clone()).unwrap_or_default()
    }

    /// `p.flags`.
    pub fn flag_bits(&self) -> i64 {
        let source = self.shape.source.as_ref();
        source.map_or(0, |(_, flags)| i64::from(*flags))
    }

    /// `p.groups`.
    pub fn group_count(&self) -> i64 {
        self.shape.names.len() as i64 - 1
    }

    /// The pattern, if it has as many groups as was taken for sure when the program was translated.
    pub fn try_expecting(&self, groups: i64) -> PyResult<&Pattern> {
        if self.group_count() != groups {
            return unsupported("a pattern with a number of groups that was not expected");
        }
        Ok(self)
    }

    /// The pattern, if it has so many groups, or the end of the program.
    pub fn expecting(&self, groups: i64) -> &Pattern {
        self.try_expecting(groups).or_exit()
    }

    /// The pattern, if it has at most one group.
    pub fn try_flat(&self) -> PyResult<&Pattern> {
        if self.group_count() > 1 {
            return unsupported("a pattern with more groups than were expected");
        }
        Ok(self)
    }

    /// The pattern, if it has at most one group, or the end of the program.
    pub fn flat(&self) -> &Pattern {
        self.try_flat().or_exit()
    }
}

impl Match {
    /// `m.re`.
    pub fn pattern(&self) -> Pattern {
        let source = self.shape.source.as_ref();
        source.map_or_else(
            || re_compile("", 0),
            |(text, flags)| re_compile(text, i64::from(*flags)),
        )
    }
}
