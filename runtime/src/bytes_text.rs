//! Methods of `bytes` that it shares with `str`: searching, splitting, stripping, letters of ASCII.
//! needs: bytes, error, int, slice

use super::bytes::Bytes;
use super::error::{Exception, OrExit, PyResult, TYPE_ERROR, VALUE_ERROR};
use super::int::ToIndex;

fn wrong(text: &str) -> Exception {
    Exception::new(&VALUE_ERROR, text)
}

fn is_space(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

fn position_of(bytes: &[u8], part: &[u8]) -> Option<usize> {
    match part {
        [] => Some(0),
        [one] => bytes.iter().position(|b| b == one),
        _ => bytes.windows(part.len()).position(|w| w == part),
    }
}

fn last_position_of(bytes: &[u8], part: &[u8]) -> Option<usize> {
    match part {
        [] => Some(bytes.len()),
        _ => bytes.windows(part.len()).rposition(|w| w == part),
    }
}

/// The bytes between the places where a part stands, found from the left, at most so many times.
fn pieces<'a>(bytes: &'a [u8], part: &[u8], limit: i64) -> Vec<&'a [u8]> {
    let mut rest = bytes;
    let mut out = Vec::new();
    while limit < 0 || (out.len() as i64) < limit {
        let Some(i) = position_of(rest, part) else {
            break;
        };
        out.push(&rest[..i]);
        rest = &rest[i + part.len()..];
    }
    out.push(rest);
    out
}

fn owned(parts: Vec<&[u8]>) -> Vec<Bytes> {
    parts.into_iter().map(Bytes::from).collect()
}

impl Bytes {
    /// The bytes from `start` to `stop`, and where they begin; nothing where `start` is beyond `stop`.
    fn window_bytes(&self, start: impl ToIndex, stop: impl ToIndex) -> Option<(usize, &[u8])> {
        let n = self.len() as i64;
        let clamp = |bound: i64| {
            if bound < 0 {
                bound.saturating_add(n).max(0)
            } else {
                bound
            }
        };
        let (from, to) = (clamp(start.to_index()), clamp(stop.to_index()).min(n));
        (from <= to).then(|| (from as usize, &self[from as usize..to as usize]))
    }

    /// `b.find(part, start, stop)`.
    pub fn find_bytes(&self, part: &[u8], start: impl ToIndex, stop: impl ToIndex) -> i64 {
        let window = self.window_bytes(start, stop);
        let found = window.and_then(|(from, w)| Some(from + position_of(w, part)?));
        found.map_or(-1, |i| i as i64)
    }

    /// `b.rfind(part, start, stop)`.
    pub fn rfind_bytes(&self, part: &[u8], start: impl ToIndex, stop: impl ToIndex) -> i64 {
        let window = self.window_bytes(start, stop);
        let found = window.and_then(|(from, w)| Some(from + last_position_of(w, part)?));
        found.map_or(-1, |i| i as i64)
    }

    /// `b.index(part, start, stop)`.
    pub fn try_index_bytes(
        &self,
        part: &[u8],
        start: impl ToIndex,
        stop: impl ToIndex,
    ) -> PyResult<i64> {
        let found = self.find_bytes(part, start, stop);
        Some(found)
            .filter(|i| *i >= 0)
            .ok_or_else(|| wrong("subsection not found"))
    }

    /// `b.index(part, start, stop)`, or the end of the program.
    pub fn index_bytes(&self, part: &[u8], start: impl ToIndex, stop: impl ToIndex) -> i64 {
        self.try_index_bytes(part, start, stop).or_exit()
    }

    /// `b.rindex(part, start, stop)`.
    pub fn try_rindex_bytes(
        &self,
        part: &[u8],
        start: impl ToIndex,
        stop: impl ToIndex,
    ) -> PyResult<i64> {
        let found = self.rfind_bytes(part, start, stop);
        Some(found)
            .filter(|i| *i >= 0)
            .ok_or_else(|| wrong("subsection not found"))
    }

    /// `b.rindex(part, start, stop)`, or the end of the program.
    pub fn rindex_bytes(&self, part: &[u8], start: impl ToIndex, stop: impl ToIndex) -> i64 {
        self.try_rindex_bytes(part, start, stop).or_exit()
    }

    /// `b.count(part, start, stop)`.
    pub fn count_bytes(&self, part: &[u8], start: impl ToIndex, stop: impl ToIndex) -> i64 {
        let Some((_, window)) = self.window_bytes(start, stop) else {
            return 0;
        };
        if part.is_empty() {
            return window.len() as i64 + 1;
        }
        pieces(window, part, -1).len() as i64 - 1
    }

    /// `b.startswith(part, start, stop)`.
    pub fn starts_bytes(&self, part: &[u8], start: impl ToIndex, stop: impl ToIndex) -> bool {
        let window = self.window_bytes(start, stop);
        window.is_some_and(|(_, w)| w.starts_with(part))
    }

    /// `b.endswith(part, start, stop)`.
    pub fn ends_bytes(&self, part: &[u8], start: impl ToIndex, stop: impl ToIndex) -> bool {
        let window = self.window_bytes(start, stop);
        window.is_some_and(|(_, w)| w.ends_with(part))
    }

    /// `b.split(sep, limit)`.
    pub fn try_split_bytes(&self, sep: &[u8], limit: impl ToIndex) -> PyResult<Vec<Bytes>> {
        if sep.is_empty() {
            return Err(wrong("empty separator"));
        }
        Ok(owned(pieces(self, sep, limit.to_index())))
    }

    /// `b.split(sep, limit)`, or the end of the program.
    pub fn split_bytes(&self, sep: &[u8], limit: impl ToIndex) -> Vec<Bytes> {
        self.try_split_bytes(sep, limit).or_exit()
    }

    /// `b.rsplit(sep, limit)`.
    pub fn try_rsplit_bytes(&self, sep: &[u8], limit: impl ToIndex) -> PyResult<Vec<Bytes>> {
        if sep.is_empty() {
            return Err(wrong("empty separator"));
        }
        let limit = limit.to_index();
        let mut rest = &self[..];
        let mut out = Vec::new();
        while limit < 0 || (out.len() as i64) < limit {
            let Some(i) = last_position_of(rest, sep) else {
                break;
            };
            out.push(&rest[i + sep.len()..]);
            rest = &rest[..i];
        }
        out.push(rest);
        out.reverse();
        Ok(owned(out))
    }

    /// `b.rsplit(sep, limit)`, or the end of the program.
    pub fn rsplit_bytes(&self, sep: &[u8], limit: impl ToIndex) -> Vec<Bytes> {
        self.try_rsplit_bytes(sep, limit).or_exit()
    }

    /// `b.split(None, limit)`.
    pub fn split_bytes_at_space(&self, limit: impl ToIndex) -> Vec<Bytes> {
        let limit = limit.to_index();
        let mut out = Vec::new();
        let mut rest = self.trim_ascii_start_py();
        while !rest.is_empty() {
            let end = rest.iter().position(is_space).unwrap_or(rest.len());
            if limit >= 0 && out.len() as i64 == limit {
                out.push(rest);
                break;
            }
            out.push(&rest[..end]);
            let skipped = rest[end..].iter().take_while(|b| is_space(b)).count();
            rest = &rest[end + skipped..];
        }
        owned(out)
    }

    fn trim_ascii_start_py(&self) -> &[u8] {
        &self[self.iter().take_while(|b| is_space(b)).count()..]
    }

    /// `b.rsplit(None, limit)`.
    pub fn rsplit_bytes_at_space(&self, limit: impl ToIndex) -> Vec<Bytes> {
        let limit = limit.to_index();
        let mut out = Vec::new();
        let cut = |b: &[u8]| b.len() - b.iter().rev().take_while(|b| is_space(b)).count();
        let mut rest = &self[..cut(self)];
        while !rest.is_empty() {
            if limit >= 0 && out.len() as i64 == limit {
                out.push(rest);
                break;
            }
            let start = rest.iter().rposition(is_space).map_or(0, |i| i + 1);
            out.push(&rest[start..]);
            rest = &rest[..cut(&rest[..start])];
        }
        out.reverse();
        owned(out)
    }

    /// `b.splitlines(keepends)`.
    pub fn split_bytes_lines(&self, keep: bool) -> Vec<Bytes> {
        let mut out = Vec::new();
        let mut rest = &self[..];
        while !rest.is_empty() {
            let end = rest.iter().position(|b| matches!(b, b'\n' | b'\r'));
            let end = end.unwrap_or(rest.len());
            let after = match rest[end..] {
                [b'\r', b'\n', ..] => end + 2,
                [] => end,
                _ => end + 1,
            };
            out.push(&rest[..if keep { after } else { end }]);
            rest = &rest[after..];
        }
        owned(out)
    }

    /// `b.join(parts)`.
    pub fn join_bytes(&self, parts: impl Iterator<Item = Bytes>) -> Bytes {
        let mut out = Vec::new();
        for (i, part) in parts.enumerate() {
            if i > 0 {
                out.extend_from_slice(self);
            }
            out.extend_from_slice(&part);
        }
        Bytes::from(out)
    }

    /// `b.replace(old, new, limit)`.
    pub fn replace_bytes(&self, old: &[u8], new: &[u8], limit: impl ToIndex) -> Bytes {
        let limit = limit.to_index();
        if !old.is_empty() {
            return Bytes::from(pieces(self, old, limit).join(new));
        }
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut out = Vec::new();
        for (i, byte) in self.iter().enumerate() {
            if i < most {
                out.extend_from_slice(new);
            }
            out.push(*byte);
        }
        if self.len() < most {
            out.extend_from_slice(new);
        }
        Bytes::from(out)
    }

    fn stripped(&self, left: bool, right: bool, drop: impl Fn(&u8) -> bool) -> Bytes {
        let mut rest = &self[..];
        if left {
            rest = &rest[rest.iter().take_while(|b| drop(b)).count()..];
        }
        if right {
            let kept = rest.len() - rest.iter().rev().take_while(|b| drop(b)).count();
            rest = &rest[..kept];
        }
        Bytes::from(rest)
    }

    /// `b.strip()`, and `lstrip` and `rstrip`.
    pub fn strip_bytes(&self, left: bool, right: bool) -> Bytes {
        self.stripped(left, right, is_space)
    }

    /// `b.strip(bytes)`, and `lstrip` and `rstrip`.
    pub fn strip_bytes_of(&self, chars: &[u8], left: bool, right: bool) -> Bytes {
        self.stripped(left, right, |b| chars.contains(b))
    }

    /// `b.partition(sep)`.
    pub fn try_partition_bytes(&self, sep: &Bytes) -> PyResult<(Bytes, Bytes, Bytes)> {
        if sep.is_empty() {
            return Err(wrong("empty separator"));
        }
        Ok(match position_of(self, sep) {
            Some(i) => (
                self.slice_to(i),
                sep.clone(),
                self.slice_from(i + sep.len()),
            ),
            None => (self.clone(), Bytes::default(), Bytes::default()),
        })
    }

    /// `b.partition(sep)`, or the end of the program.
    pub fn partition_bytes(&self, sep: &Bytes) -> (Bytes, Bytes, Bytes) {
        self.try_partition_bytes(sep).or_exit()
    }

    /// `b.rpartition(sep)`.
    pub fn try_rpartition_bytes(&self, sep: &Bytes) -> PyResult<(Bytes, Bytes, Bytes)> {
        if sep.is_empty() {
            return Err(wrong("empty separator"));
        }
        Ok(match last_position_of(self, sep) {
            Some(i) => (
                self.slice_to(i),
                sep.clone(),
                self.slice_from(i + sep.len()),
            ),
            None => (Bytes::default(), Bytes::default(), self.clone()),
        })
    }

    /// `b.rpartition(sep)`, or the end of the program.
    pub fn rpartition_bytes(&self, sep: &Bytes) -> (Bytes, Bytes, Bytes) {
        self.try_rpartition_bytes(sep).or_exit()
    }

    /// `b.removeprefix(part)`.
    pub fn without_prefix_bytes(&self, part: &[u8]) -> Bytes {
        self.strip_prefix(part)
            .map_or_else(|| self.clone(), Bytes::from)
    }

    /// `b.removesuffix(part)`.
    pub fn without_suffix_bytes(&self, part: &[u8]) -> Bytes {
        self.strip_suffix(part)
            .map_or_else(|| self.clone(), Bytes::from)
    }

    /// `b.upper()`.
    pub fn upper_bytes(&self) -> Bytes {
        Bytes::from(self.to_ascii_uppercase())
    }

    /// `b.lower()`.
    pub fn lower_bytes(&self) -> Bytes {
        Bytes::from(self.to_ascii_lowercase())
    }

    /// `b.capitalize()`.
    pub fn capitalize_bytes(&self) -> Bytes {
        let mut out = self.to_ascii_lowercase();
        if let Some(first) = out.first_mut() {
            first.make_ascii_uppercase();
        }
        Bytes::from(out)
    }

    /// `b.title()`.
    pub fn title_bytes(&self) -> Bytes {
        let mut within = false;
        self.iter()
            .map(|b| {
                let made = if within {
                    b.to_ascii_lowercase()
                } else {
                    b.to_ascii_uppercase()
                };
                within = b.is_ascii_alphabetic();
                made
            })
            .collect()
    }

    /// `b.swapcase()`.
    pub fn swapcase_bytes(&self) -> Bytes {
        let turned = self.iter().map(|b| match b {
            b'a'..=b'z' => b.to_ascii_uppercase(),
            _ => b.to_ascii_lowercase(),
        });
        turned.collect()
    }

    fn all_bytes(&self, test: impl Fn(&u8) -> bool) -> bool {
        !self.is_empty() && self.iter().all(test)
    }

    /// `b.isalnum()`.
    pub fn is_alnum_bytes(&self) -> bool {
        self.all_bytes(u8::is_ascii_alphanumeric)
    }

    /// `b.isalpha()`.
    pub fn is_alpha_bytes(&self) -> bool {
        self.all_bytes(u8::is_ascii_alphabetic)
    }

    /// `b.isdigit()`.
    pub fn is_digit_bytes(&self) -> bool {
        self.all_bytes(u8::is_ascii_digit)
    }

    /// `b.isspace()`.
    pub fn is_space_bytes(&self) -> bool {
        self.all_bytes(is_space)
    }

    /// `b.isascii()`.
    pub fn is_ascii_bytes(&self) -> bool {
        self.is_ascii()
    }

    /// `b.islower()`.
    pub fn is_lower_bytes(&self) -> bool {
        self.iter().any(u8::is_ascii_lowercase) && !self.iter().any(u8::is_ascii_uppercase)
    }

    /// `b.isupper()`.
    pub fn is_upper_bytes(&self) -> bool {
        self.iter().any(u8::is_ascii_uppercase) && !self.iter().any(u8::is_ascii_lowercase)
    }

    /// `b.istitle()`.
    pub fn is_title_bytes(&self) -> bool {
        self.iter().any(u8::is_ascii_alphabetic) && self.title_bytes() == *self
    }

    fn padded(&self, width: i64, fill: u8, left: impl Fn(usize) -> usize) -> Bytes {
        let missing = usize::try_from(width - self.len() as i64).unwrap_or(0);
        let before = left(missing);
        let mut out = vec![fill; before];
        out.extend_from_slice(self);
        out.resize(self.len() + missing, fill);
        Bytes::from(out)
    }

    /// `b.center(width, fill)`.
    pub fn try_center_bytes(&self, width: impl ToIndex, fill: &[u8]) -> PyResult<Bytes> {
        let width = width.to_index();
        // CPython puts the odd one to the left where the width is odd
        let odd = width & 1 == 1;
        let left = |missing: usize| missing / 2 + usize::from(missing & 1 == 1 && odd);
        Ok(self.padded(width, filling("center", fill)?, left))
    }

    /// `b.center(width, fill)`, or the end of the program.
    pub fn center_bytes(&self, width: impl ToIndex, fill: &[u8]) -> Bytes {
        self.try_center_bytes(width, fill).or_exit()
    }

    /// `b.ljust(width, fill)`.
    pub fn try_ljust_bytes(&self, width: impl ToIndex, fill: &[u8]) -> PyResult<Bytes> {
        Ok(self.padded(width.to_index(), filling("ljust", fill)?, |_| 0))
    }

    /// `b.ljust(width, fill)`, or the end of the program.
    pub fn ljust_bytes(&self, width: impl ToIndex, fill: &[u8]) -> Bytes {
        self.try_ljust_bytes(width, fill).or_exit()
    }

    /// `b.rjust(width, fill)`.
    pub fn try_rjust_bytes(&self, width: impl ToIndex, fill: &[u8]) -> PyResult<Bytes> {
        Ok(self.padded(width.to_index(), filling("rjust", fill)?, |missing| missing))
    }

    /// `b.rjust(width, fill)`, or the end of the program.
    pub fn rjust_bytes(&self, width: impl ToIndex, fill: &[u8]) -> Bytes {
        self.try_rjust_bytes(width, fill).or_exit()
    }

    /// `b.zfill(width)`.
    pub fn zfill_bytes(&self, width: impl ToIndex) -> Bytes {
        let filled = self.padded(width.to_index(), b'0', |missing| missing);
        let missing = filled.len() - self.len();
        match self.first() {
            Some(sign @ (b'+' | b'-')) if missing > 0 => {
                let mut out = filled.to_vec();
                out[missing] = b'0';
                out[0] = *sign;
                Bytes::from(out)
            }
            _ => filled,
        }
    }

    /// `b.expandtabs(size)`.
    pub fn expand_tabs_bytes(&self, size: impl ToIndex) -> Bytes {
        let size = usize::try_from(size.to_index()).unwrap_or(0);
        let (mut out, mut column) = (Vec::new(), 0);
        for byte in self.iter() {
            match byte {
                b'\t' if size > 0 => {
                    let blanks = size - column % size;
                    out.resize(out.len() + blanks, b' ');
                    column += blanks;
                }
                b'\t' => {}
                _ => {
                    out.push(*byte);
                    column = if matches!(byte, b'\n' | b'\r') {
                        0
                    } else {
                        column + 1
                    };
                }
            }
        }
        Bytes::from(out)
    }

    /// `b.translate(None, delete)`.
    pub fn without_bytes(&self, delete: &[u8]) -> Bytes {
        self.iter()
            .copied()
            .filter(|b| !delete.contains(b))
            .collect()
    }

    /// `b.translate(table, delete)`.
    pub fn try_translate_bytes(&self, table: &[u8], delete: &[u8]) -> PyResult<Bytes> {
        if table.len() != 256 {
            return Err(wrong("translation table must be 256 characters long"));
        }
        let kept = self.iter().filter(|b| !delete.contains(b));
        Ok(kept.map(|b| table[usize::from(*b)]).collect())
    }

    /// `b.translate(table, delete)`, or the end of the program.
    pub fn translate_bytes(&self, table: &[u8], delete: &[u8]) -> Bytes {
        self.try_translate_bytes(table, delete).or_exit()
    }
}

fn filling(method: &str, fill: &[u8]) -> PyResult<u8> {
    match fill {
        [one] => Ok(*one),
        _ => Err(Exception::new(
            &TYPE_ERROR,
            format!("{method}() argument 2 must be a byte string of length 1, not bytes"),
        )),
    }
}

/// `b.join(parts)` of parts that are all None: fine where there are none.
pub fn try_join_no_bytes(_: &[u8], parts: impl IntoIterator) -> PyResult<Bytes> {
    match parts.into_iter().next() {
        None => Ok(Bytes::default()),
        Some(_) => Err(Exception::new(
            &TYPE_ERROR,
            "sequence item 0: expected a bytes-like object, NoneType found",
        )),
    }
}

/// `b.join(parts)` of parts that are all None, or the end of the program.
pub fn join_no_bytes(sep: &[u8], parts: impl IntoIterator) -> Bytes {
    try_join_no_bytes(sep, parts).or_exit()
}

/// `bytes.maketrans(from, to)`.
pub fn try_make_trans_bytes(from: &[u8], to: &[u8]) -> PyResult<Bytes> {
    if from.len() != to.len() {
        return Err(wrong("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (a, b) in from.iter().zip(to) {
        table[usize::from(*a)] = *b;
    }
    Ok(Bytes::from(table))
}

/// `bytes.maketrans(from, to)`, or the end of the program.
pub fn make_trans_bytes(from: &[u8], to: &[u8]) -> Bytes {
    try_make_trans_bytes(from, to).or_exit()
}
