//! What `re` finds.
//! needs: dict, error, int, re, re_template, repr, str, tuple

use std::rc::Rc;

use super::dict::Dict;
use super::error::{Exception, OrExit, PyResult, INDEX_ERROR};
use super::int::ToIndex;
use super::re::{MatchGroups, PatternShape};
use super::re_template::{parse_template, Piece};
use super::repr::{write_text_repr, Repr};
use super::str::Str;
use super::tuple::Tuple;

/// A match: the text, and where each group stands, in bytes.
#[derive(Clone, Debug)]
pub struct Match {
    pub(super) text: Str,
    pub(super) groups: MatchGroups,
    pub(super) shape: Rc<PatternShape>,
    /// The group that was closed last, where an engine says it.
    pub(super) last: Option<Option<usize>>,
    /// What `pos` and `endpos` were, in code points.
    pub(super) window: (i64, i64),
}

impl Match {
    pub(super) fn part(&self, group: usize) -> Option<Str> {
        self.groups[group].map(|(a, b)| Str::from(&self.text[a..b]))
    }

    pub(super) fn text_of(&self, group: usize) -> Str {
        self.part(group).unwrap_or_default()
    }

    pub(super) fn expand(&self, pieces: &[Piece]) -> Str {
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
        let mut names = self.shape.names.iter();
        let found = names.position(|n| n.as_deref() == Some(name));
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
        let names = self.shape.names.iter().enumerate();
        names.filter_map(|(i, n)| n.as_deref().map(|n| (Str::from(n), self.part(i))))
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
        Ok(self.expand(&parse_template(template, &self.shape.names)?))
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
        self.text.chars_before(byte) as i64
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
