//! Patterns that only the running program knows: parsed, written as a program for the engine of `sre`, and kept, as
//! CPython keeps the last 512.
//! needs: error, int, re, sre, sre_parse, sre_source, sre_tree, sre_write, str

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};

use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};
use super::int::ToIndex;
use super::re::Pattern;
use super::sre::engine_pattern;
use super::sre_parse::parse;
use super::sre_source::unsupported;
use super::sre_tree::{DEBUG, TEMPLATE, TYPE_FLAGS};
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
    Ok((program(&parsed)?, parsed.state.flags))
}

/// `re.compile(pattern, flags)`.
pub fn try_re_compile(pattern: &str, flags: impl ToIndex) -> PyResult<Pattern> {
    let flags = u32::try_from(flags.to_index()).unwrap_or(u32::MAX);
    if let Some(found) = CACHE.with(|cache| cache.borrow().find(pattern, flags)) {
        return Ok(found);
    }
    if flags & (DEBUG | TEMPLATE) != 0 || flags > 2 * TYPE_FLAGS {
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
    /// The pattern, where flags are given too: only those of a text may be.
    pub fn try_with_flags(self, flags: impl ToIndex) -> PyResult<Pattern> {
        if flags.to_index() == 0 {
            return Ok(self);
        }
        let message = "cannot process flags argument with a compiled pattern";
        Err(Exception::new(&VALUE_ERROR, message))
    }

    /// The pattern, or the end of the program where flags are given too.
    pub fn with_flags(self, flags: impl ToIndex) -> Pattern {
        self.try_with_flags(flags).or_exit()
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

    /// `p.findall(text)` where the pattern's groups are not known: of at most one.
    pub fn try_findall_flat(&self, text: &Str) -> PyResult<Vec<Str>> {
        self.check_flat()?;
        Ok(self.findall(text))
    }

    /// `p.findall(text)` of at most one group, or the end of the program.
    pub fn findall_flat(&self, text: &Str) -> Vec<Str> {
        self.try_findall_flat(text).or_exit()
    }

    fn check_flat(&self) -> PyResult<()> {
        if self.group_count() > 1 {
            return unsupported("`findall` by a pattern whose groups were not known when the program was translated, and are many");
        }
        Ok(())
    }
}
