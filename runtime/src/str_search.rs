//! Searching, splitting and replacing in text; positions count code points.
//! needs: error, int, str

use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};
use super::int::ToIndex;
use super::str::Str;

/// Whether Python's `str.isspace` holds for a character.
pub fn is_py_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

fn limit(count: impl ToIndex) -> usize {
    usize::try_from(count.to_index()).unwrap_or(usize::MAX)
}

fn separator(sep: &str) -> PyResult<()> {
    if sep.is_empty() {
        return Err(Exception::new(&VALUE_ERROR, "empty separator"));
    }
    Ok(())
}

impl Str {
    fn char_position(&self, byte: Option<usize>) -> i64 {
        byte.map_or(-1, |byte| self.chars_before(byte) as i64)
    }

    /// `sub in s`.
    pub fn contains_str(&self, sub: &str) -> bool {
        self.as_text().contains(sub)
    }

    /// `s.find(sub)`.
    pub fn find_str(&self, sub: &str) -> i64 {
        self.char_position(self.as_text().find(sub))
    }

    /// `s.rfind(sub)`.
    pub fn rfind_str(&self, sub: &str) -> i64 {
        self.char_position(self.as_text().rfind(sub))
    }

    /// The part to search and its byte offset; nothing, not even empty text, is in one that ends before it starts.
    fn part(&self, start: impl ToIndex, stop: impl ToIndex) -> Option<(usize, &str)> {
        let count = self.count_chars();
        let (start, stop) = (start.to_index(), stop.to_index());
        let from_end = |bound: i64| {
            if bound < 0 {
                bound.saturating_add(count).max(0)
            } else {
                bound
            }
        };
        let (start, stop) = (from_end(start), from_end(stop).min(count));
        if start > stop {
            return None;
        }
        let head = self.span(0, start as usize).len();
        Some((head, self.span(start as usize, stop as usize)))
    }

    /// `s.find(sub, start, stop)`.
    pub fn find_in(&self, sub: &str, start: impl ToIndex, stop: impl ToIndex) -> i64 {
        let found = self
            .part(start, stop)
            .and_then(|(head, part)| Some(head + part.find(sub)?));
        self.char_position(found)
    }

    /// `s.rfind(sub, start, stop)`.
    pub fn rfind_in(&self, sub: &str, start: impl ToIndex, stop: impl ToIndex) -> i64 {
        let found = self
            .part(start, stop)
            .and_then(|(head, part)| Some(head + part.rfind(sub)?));
        self.char_position(found)
    }

    fn found(position: i64) -> PyResult<i64> {
        if position < 0 {
            return Err(Exception::new(&VALUE_ERROR, "substring not found"));
        }
        Ok(position)
    }

    /// `s.index(sub)`.
    pub fn try_index_of(&self, sub: &str) -> PyResult<i64> {
        Self::found(self.find_str(sub))
    }

    /// `s.index(sub)`, or the end of the program.
    pub fn index_of(&self, sub: &str) -> i64 {
        self.try_index_of(sub).or_exit()
    }

    /// `s.index(sub, start, stop)`.
    pub fn try_index_in(
        &self,
        sub: &str,
        start: impl ToIndex,
        stop: impl ToIndex,
    ) -> PyResult<i64> {
        Self::found(self.find_in(sub, start, stop))
    }

    /// `s.index(sub, start, stop)`, or the end of the program.
    pub fn index_in(&self, sub: &str, start: impl ToIndex, stop: impl ToIndex) -> i64 {
        self.try_index_in(sub, start, stop).or_exit()
    }

    /// `s.rindex(sub)`.
    pub fn try_rindex_of(&self, sub: &str) -> PyResult<i64> {
        Self::found(self.rfind_str(sub))
    }

    /// `s.rindex(sub)`, or the end of the program.
    pub fn rindex_of(&self, sub: &str) -> i64 {
        self.try_rindex_of(sub).or_exit()
    }

    /// `s.rindex(sub, start, stop)`.
    pub fn try_rindex_in(
        &self,
        sub: &str,
        start: impl ToIndex,
        stop: impl ToIndex,
    ) -> PyResult<i64> {
        Self::found(self.rfind_in(sub, start, stop))
    }

    /// `s.rindex(sub, start, stop)`, or the end of the program.
    pub fn rindex_in(&self, sub: &str, start: impl ToIndex, stop: impl ToIndex) -> i64 {
        self.try_rindex_in(sub, start, stop).or_exit()
    }

    /// `s.count(sub)`.
    pub fn count_str(&self, sub: &str) -> i64 {
        if sub.is_empty() {
            return self.count_chars() + 1;
        }
        self.as_text().matches(sub).count() as i64
    }

    /// `s.count(sub, start, stop)`.
    pub fn count_in(&self, sub: &str, start: impl ToIndex, stop: impl ToIndex) -> i64 {
        self.part(start, stop).map_or(0, |(_, part)| {
            // empty text is found once more than there are characters, by Rust as by Python
            part.matches(sub).count() as i64
        })
    }

    /// `s.startswith(prefix)`.
    pub fn starts(&self, prefix: &str) -> bool {
        self.as_text().starts_with(prefix)
    }

    /// `s.startswith(prefix, start, stop)`.
    pub fn starts_in(&self, prefix: &str, start: impl ToIndex, stop: impl ToIndex) -> bool {
        self.part(start, stop)
            .is_some_and(|(_, part)| part.starts_with(prefix))
    }

    /// `s.startswith(prefixes)`.
    pub fn starts_any(&self, prefixes: &[&str]) -> bool {
        prefixes.iter().any(|prefix| self.starts(prefix))
    }

    /// `s.endswith(suffix)`.
    pub fn ends(&self, suffix: &str) -> bool {
        self.as_text().ends_with(suffix)
    }

    /// `s.endswith(suffix, start, stop)`.
    pub fn ends_in(&self, suffix: &str, start: impl ToIndex, stop: impl ToIndex) -> bool {
        self.part(start, stop)
            .is_some_and(|(_, part)| part.ends_with(suffix))
    }

    /// `s.endswith(suffixes)`.
    pub fn ends_any(&self, suffixes: &[&str]) -> bool {
        suffixes.iter().any(|suffix| self.ends(suffix))
    }

    /// `s.split()`.
    pub fn py_split(&self) -> Vec<Str> {
        self.as_text()
            .split(is_py_space)
            .filter(|part| !part.is_empty())
            .map(Str::from)
            .collect()
    }

    /// `s.split(None, count)`.
    pub fn split_n(&self, count: impl ToIndex) -> Vec<Str> {
        let mut left = limit(count);
        let mut rest = self.as_text().trim_start_matches(is_py_space);
        let mut parts = Vec::new();
        while !rest.is_empty() {
            let end = match rest.find(is_py_space) {
                Some(end) if left > 0 => end,
                _ => rest.len(),
            };
            parts.push(Str::from(&rest[..end]));
            rest = rest[end..].trim_start_matches(is_py_space);
            left -= usize::from(left > 0);
        }
        parts
    }

    /// `s.rsplit(None, count)`.
    pub fn rsplit_n(&self, count: impl ToIndex) -> Vec<Str> {
        let mut left = limit(count);
        let mut rest = self.as_text().trim_end_matches(is_py_space);
        let mut parts = Vec::new();
        while !rest.is_empty() {
            let word = rest.trim_end_matches(|c| !is_py_space(c)).len();
            let start = if left > 0 { word } else { 0 };
            parts.push(Str::from(&rest[start..]));
            rest = rest[..start].trim_end_matches(is_py_space);
            left -= usize::from(left > 0);
        }
        parts.reverse();
        parts
    }

    /// `s.split(sep)`.
    pub fn try_split_on(&self, sep: &str) -> PyResult<Vec<Str>> {
        separator(sep)?;
        Ok(self.as_text().split(sep).map(Str::from).collect())
    }

    /// `s.split(sep)`, or the end of the program.
    pub fn split_on(&self, sep: &str) -> Vec<Str> {
        self.try_split_on(sep).or_exit()
    }

    /// `s.split(sep, count)`.
    pub fn try_split_on_n(&self, sep: &str, count: impl ToIndex) -> PyResult<Vec<Str>> {
        separator(sep)?;
        Ok(self
            .as_text()
            .splitn(limit(count).saturating_add(1), sep)
            .map(Str::from)
            .collect())
    }

    /// `s.split(sep, count)`, or the end of the program.
    pub fn split_on_n(&self, sep: &str, count: impl ToIndex) -> Vec<Str> {
        self.try_split_on_n(sep, count).or_exit()
    }

    /// `s.rsplit(sep, count)`.
    pub fn try_rsplit_on_n(&self, sep: &str, count: impl ToIndex) -> PyResult<Vec<Str>> {
        separator(sep)?;
        let mut parts: Vec<Str> = self
            .as_text()
            .rsplitn(limit(count).saturating_add(1), sep)
            .map(Str::from)
            .collect();
        parts.reverse();
        Ok(parts)
    }

    /// `s.rsplit(sep, count)`, or the end of the program.
    pub fn rsplit_on_n(&self, sep: &str, count: impl ToIndex) -> Vec<Str> {
        self.try_rsplit_on_n(sep, count).or_exit()
    }

    /// `s.splitlines(keepends)`.
    pub fn split_lines(&self, keep: bool) -> Vec<Str> {
        let mut lines = Vec::new();
        let text = self.as_text();
        let mut start = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if matches!(
                c,
                '\n' | '\r'
                    | '\x0b'
                    | '\x0c'
                    | '\x1c'
                    | '\x1d'
                    | '\x1e'
                    | '\u{85}'
                    | '\u{2028}'
                    | '\u{2029}'
            ) {
                let mut end = i + c.len_utf8();
                if c == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n') {
                    chars.next();
                    end += 1;
                }
                lines.push(Str::from(&text[start..if keep { end } else { i }]));
                start = end;
            }
        }
        if start < text.len() {
            lines.push(Str::from(&text[start..]));
        }
        lines
    }

    /// `s.replace(old, new)`.
    pub fn replace_str(&self, old: &str, new: &str) -> Str {
        Str::from(self.as_text().replace(old, new))
    }

    /// `s.replace(old, new, count)`.
    pub fn replace_n(&self, old: &str, new: &str, count: impl ToIndex) -> Str {
        Str::from(self.as_text().replacen(old, new, limit(count)))
    }

    /// `s.partition(sep)`.
    pub fn try_partition(&self, sep: &str) -> PyResult<(Str, Str, Str)> {
        separator(sep)?;
        Ok(match self.as_text().split_once(sep) {
            Some((head, tail)) => (Str::from(head), Str::from(sep), Str::from(tail)),
            None => (self.clone(), Str::default(), Str::default()),
        })
    }

    /// `s.partition(sep)`, or the end of the program.
    pub fn partition(&self, sep: &str) -> (Str, Str, Str) {
        self.try_partition(sep).or_exit()
    }

    /// `s.rpartition(sep)`.
    pub fn try_rpartition(&self, sep: &str) -> PyResult<(Str, Str, Str)> {
        separator(sep)?;
        Ok(match self.as_text().rsplit_once(sep) {
            Some((head, tail)) => (Str::from(head), Str::from(sep), Str::from(tail)),
            None => (Str::default(), Str::default(), self.clone()),
        })
    }

    /// `s.rpartition(sep)`, or the end of the program.
    pub fn rpartition(&self, sep: &str) -> (Str, Str, Str) {
        self.try_rpartition(sep).or_exit()
    }

    /// `s.removeprefix(prefix)`.
    pub fn remove_prefix(&self, prefix: &str) -> Str {
        self.as_text()
            .strip_prefix(prefix)
            .map_or_else(|| self.clone(), Str::from)
    }

    /// `s.removesuffix(suffix)`.
    pub fn remove_suffix(&self, suffix: &str) -> Str {
        self.as_text()
            .strip_suffix(suffix)
            .map_or_else(|| self.clone(), Str::from)
    }

    /// `s.strip()`.
    pub fn strip(&self) -> Str {
        Str::from(self.as_text().trim_matches(is_py_space))
    }

    /// `s.lstrip()`.
    pub fn lstrip(&self) -> Str {
        Str::from(self.as_text().trim_start_matches(is_py_space))
    }

    /// `s.rstrip()`.
    pub fn rstrip(&self) -> Str {
        Str::from(self.as_text().trim_end_matches(is_py_space))
    }

    /// `s.strip(chars)`.
    pub fn strip_chars(&self, chars: &str) -> Str {
        Str::from(self.as_text().trim_matches(|c| chars.contains(c)))
    }

    /// `s.lstrip(chars)`.
    pub fn lstrip_chars(&self, chars: &str) -> Str {
        Str::from(self.as_text().trim_start_matches(|c| chars.contains(c)))
    }

    /// `s.rstrip(chars)`.
    pub fn rstrip_chars(&self, chars: &str) -> Str {
        Str::from(self.as_text().trim_end_matches(|c| chars.contains(c)))
    }

    /// `s.encode()`.
    pub fn encode(&self) -> Vec<u8> {
        self.as_text().as_bytes().to_vec()
    }
}
