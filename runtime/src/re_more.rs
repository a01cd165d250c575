//! More of `re`: searches in a part of the text, and what a match says of itself.
//! needs: error, re, re_match, str, tuple

use super::error::{OrExit, PyResult};
use super::re::{MatchKind, Pattern};
use super::re_match::Match;
use super::str::Str;
use super::tuple::Tuple;

/// The part of a text that is searched: the text up to `endpos`, and the byte where the search begins.
struct Window {
    text: Str,
    begin: usize,
    bounds: (i64, i64),
}

fn window(text: &Str, pos: i64, endpos: i64) -> Option<Window> {
    let count = text.count_chars();
    let bounds = (pos.clamp(0, count), endpos.clamp(0, count));
    if bounds.0 > bounds.1 {
        return None;
    }
    let begin = text.span(0, bounds.0 as usize).len();
    let part = if bounds.1 == count {
        text.clone()
    } else {
        Str::from(text.span(0, bounds.1 as usize))
    };
    Some(Window {
        text: part,
        begin,
        bounds,
    })
}

impl Match {
    fn of(self, text: &Str, w: &Window) -> Match {
        Match {
            text: text.clone(),
            window: w.bounds,
            ..self
        }
    }

    /// `m.start(name)`.
    pub fn try_start_named(&self, name: &str) -> PyResult<i64> {
        Ok(self.bounds(self.index_named(name)?).0)
    }

    /// `m.start(name)`, or the end of the program.
    pub fn start_named(&self, name: &str) -> i64 {
        self.try_start_named(name).or_exit()
    }

    /// `m.end(name)`.
    pub fn try_end_named(&self, name: &str) -> PyResult<i64> {
        Ok(self.bounds(self.index_named(name)?).1)
    }

    /// `m.end(name)`, or the end of the program.
    pub fn end_named(&self, name: &str) -> i64 {
        self.try_end_named(name).or_exit()
    }

    /// `m.pos`.
    pub fn window_start(&self) -> i64 {
        self.window.0
    }

    /// `m.endpos`.
    pub fn window_end(&self) -> i64 {
        self.window.1
    }

    /// `m.regs`.
    pub fn all_spans(&self) -> Tuple<(i64, i64)> {
        (0..self.groups.len()).map(|i| self.bounds(i)).collect()
    }

    /// `m.lastindex`: the group that was closed last.
    pub fn last_index(&self) -> Option<i64> {
        if let Some(last) = self.last {
            return last.map(|group| group as i64);
        }
        let closed = self.shape.closing.iter().enumerate();
        closed
            .filter_map(|(turn, group)| Some(((self.groups[*group]?.1, turn), *group as i64)))
            .max()
            .map(|(_, group)| group)
    }

    /// `m.lastgroup`: its name.
    pub fn last_group(&self) -> Option<Str> {
        let index = self.last_index()? as usize;
        self.shape.names[index].as_deref().map(Str::from)
    }
}

impl Pattern {
    fn within(&self, text: &Str, pos: i64, endpos: i64, how: MatchKind) -> Option<Match> {
        let w = window(text, pos, endpos)?;
        self.at(&w.text, w.begin, how).map(|m| m.of(text, &w))
    }

    /// `p.search(text, pos, endpos)`.
    pub fn search_in(&self, text: &Str, pos: i64, endpos: i64) -> Option<Match> {
        self.within(text, pos, endpos, MatchKind::Search)
    }

    /// `p.match(text, pos, endpos)`.
    pub fn match_in(&self, text: &Str, pos: i64, endpos: i64) -> Option<Match> {
        self.within(text, pos, endpos, MatchKind::Match)
    }

    /// `p.fullmatch(text, pos, endpos)`.
    pub fn fullmatch_in(&self, text: &Str, pos: i64, endpos: i64) -> Option<Match> {
        self.within(text, pos, endpos, MatchKind::Full)
    }

    /// `p.finditer(text, pos, endpos)`.
    pub fn finditer_in(&self, text: &Str, pos: i64, endpos: i64) -> Vec<Match> {
        let Some(w) = window(text, pos, endpos) else {
            return Vec::new();
        };
        let found = self.each_from(&w.text, w.begin).into_iter();
        found.map(|m| m.of(text, &w)).collect()
    }

    /// `p.findall(text, pos, endpos)` of a pattern with at most one group.
    pub fn findall_in(&self, text: &Str, pos: i64, endpos: i64) -> Vec<Str> {
        let found = self.finditer_in(text, pos, endpos);
        found
            .iter()
            .map(|m| m.text_of(usize::from(m.groups.len() > 1)))
            .collect()
    }
}
