//! Text: immutable, cheap to clone, indexed by code point.
//! needs: error, int, slice

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Add, AddAssign, Deref};
use std::rc::Rc;

use super::error::{
    Exception, OrExit, PyResult, INDEX_ERROR, MEMORY_ERROR, OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR,
};
use super::int::ToIndex;
use super::slice::{position, slice_bounds, try_slice_indices};

struct Inner {
    text: String,
    count: usize,
    /// Byte offset of every code point; made when text that is not ASCII is first indexed.
    offsets: OnceCell<Vec<usize>>,
}

/// A Python `str`.
#[derive(Clone)]
pub struct Str(Rc<Inner>);

thread_local! {
    static ASCII: Vec<Str> = (0..128u8).map(|b| Str::make(char::from(b).to_string())).collect();
    static EMPTY: Str = Str::make(String::new());
}

impl Str {
    fn make(text: String) -> Self {
        let count = if text.is_ascii() {
            text.len()
        } else {
            text.chars().count()
        };
        Str(Rc::new(Inner {
            text,
            count,
            offsets: OnceCell::new(),
        }))
    }

    /// The text.
    pub fn as_text(&self) -> &str {
        &self.0.text
    }

    /// Whether it is the very same object.
    pub(super) fn is_object(&self, other: &Str) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// `len(s)`.
    pub fn count_chars(&self) -> i64 {
        self.0.count as i64
    }

    /// Whether every character is ASCII, known without looking.
    pub fn is_all_ascii(&self) -> bool {
        self.0.text.len() == self.0.count
    }

    fn offsets(&self) -> &[usize] {
        self.0
            .offsets
            .get_or_init(|| self.0.text.char_indices().map(|(i, _)| i).collect())
    }

    fn offset(&self, index: usize) -> usize {
        if self.is_all_ascii() {
            return index;
        }
        if index == self.0.count {
            return self.0.text.len();
        }
        self.offsets()[index]
    }

    /// The number of code points before a byte offset that lies between code points.
    pub fn chars_before(&self, byte: usize) -> usize {
        if self.is_all_ascii() {
            return byte;
        }
        self.offsets().partition_point(|offset| *offset < byte)
    }

    /// The code points from `start` to `stop`, both inside.
    pub fn span(&self, start: usize, stop: usize) -> &str {
        &self.0.text[self.offset(start)..self.offset(stop)]
    }

    /// `s[i]`.
    pub fn try_at(&self, index: impl ToIndex) -> PyResult<Str> {
        let i = position(index.to_index(), self.0.count)
            .ok_or_else(|| Exception::new(&INDEX_ERROR, "string index out of range"))?;
        Ok(Str::from(self.span(i, i + 1)))
    }

    /// `s[i]`, or the end of the program.
    pub fn at(&self, index: impl ToIndex) -> Str {
        self.try_at(index).or_exit()
    }

    fn range(&self, start: Option<i64>, stop: Option<i64>) -> Str {
        let (a, b) = slice_bounds(self.0.count, start, stop);
        if (a, b) == (0, self.0.count) {
            return self.clone();
        }
        Str::from(self.span(a, b))
    }

    /// `s[start:]`.
    pub fn slice_from(&self, start: impl ToIndex) -> Str {
        self.range(Some(start.to_index()), None)
    }

    /// `s[:stop]`.
    pub fn slice_to(&self, stop: impl ToIndex) -> Str {
        self.range(None, Some(stop.to_index()))
    }

    /// `s[start:stop]`.
    pub fn slice_range(&self, start: impl ToIndex, stop: impl ToIndex) -> Str {
        self.range(Some(start.to_index()), Some(stop.to_index()))
    }

    /// `s[start:stop:step]`.
    pub fn try_slice(
        &self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
    ) -> PyResult<Str> {
        if step.unwrap_or(1) == 1 {
            return Ok(self.range(start, stop));
        }
        let taken = try_slice_indices(self.0.count, start, stop, step)?;
        if self.is_all_ascii() {
            let bytes = self.0.text.as_bytes();
            return Ok(taken.into_iter().map(|i| char::from(bytes[i])).collect());
        }
        let chars: Vec<char> = self.0.text.chars().collect();
        Ok(taken.into_iter().map(|i| chars[i]).collect())
    }

    /// `s[start:stop:step]`, or the end of the program.
    pub fn slice(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Str {
        self.try_slice(start, stop, step).or_exit()
    }

    /// `s[::-1]`.
    pub fn reversed(&self) -> Str {
        self.0.text.chars().rev().collect()
    }

    /// The code points, each as a string; the iterator keeps the text alive.
    pub fn chars_iter(&self) -> CharsIter {
        CharsIter {
            text: self.clone(),
            front: 0,
            back: self.0.count,
        }
    }

    /// `s * n`.
    pub fn try_repeat_n(&self, count: impl ToIndex) -> PyResult<Str> {
        let count = usize::try_from(count.to_index()).unwrap_or(0);
        let size = self.0.count.checked_mul(count);
        if size.filter(|size| i64::try_from(*size).is_ok()).is_none() {
            return Err(Exception::new(
                &OVERFLOW_ERROR,
                "repeated string is too long",
            ));
        }
        let mut out = String::new();
        push_repeated(&mut out, self, count)?;
        Ok(Str::from(out))
    }

    /// `s * n`, or the end of the program.
    pub fn repeat_n(&self, count: impl ToIndex) -> Str {
        self.try_repeat_n(count).or_exit()
    }

    fn append(&mut self, other: &str) {
        let count = if other.is_ascii() {
            other.len()
        } else {
            other.chars().count()
        };
        match Rc::get_mut(&mut self.0) {
            Some(inner) => {
                inner.text.push_str(other);
                inner.count += count;
                inner.offsets = OnceCell::new();
            }
            None => {
                let mut text = String::with_capacity(2 * (self.0.text.len() + other.len()));
                text.push_str(&self.0.text);
                text.push_str(other);
                *self = Str(Rc::new(Inner {
                    text,
                    count: self.0.count + count,
                    offsets: OnceCell::new(),
                }));
            }
        }
    }
}

/// Appends text so many times, if there is memory for it.
pub(super) fn push_repeated(out: &mut String, text: &str, count: usize) -> PyResult<()> {
    let size = text.len().checked_mul(count);
    if size.and_then(|size| out.try_reserve(size).ok()).is_none() {
        return Err(Exception::bare(&MEMORY_ERROR));
    }
    for _ in 0..count {
        out.push_str(text);
    }
    Ok(())
}

/// The code points of a string, from both ends.
#[derive(Clone)]
pub struct CharsIter {
    text: Str,
    front: usize,
    back: usize,
}

impl Iterator for CharsIter {
    type Item = Str;

    fn next(&mut self) -> Option<Str> {
        (self.front < self.back).then(|| {
            self.front += 1;
            Str::from(self.text.span(self.front - 1, self.front))
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.back - self.front, Some(self.back - self.front))
    }
}

impl DoubleEndedIterator for CharsIter {
    fn next_back(&mut self) -> Option<Str> {
        (self.front < self.back).then(|| {
            self.back -= 1;
            Str::from(self.text.span(self.back, self.back + 1))
        })
    }
}

impl ExactSizeIterator for CharsIter {}

impl Deref for Str {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0.text
    }
}

impl AsRef<str> for Str {
    fn as_ref(&self) -> &str {
        &self.0.text
    }
}

impl Default for Str {
    fn default() -> Self {
        EMPTY.with(Str::clone)
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Self {
        match text.as_bytes() {
            [] => Str::default(),
            [byte] if *byte < 128 => ASCII.with(|table| table[usize::from(*byte)].clone()),
            _ => Str::make(text.to_owned()),
        }
    }
}

impl From<String> for Str {
    fn from(text: String) -> Self {
        Str::make(text)
    }
}

impl From<char> for Str {
    fn from(c: char) -> Self {
        Str::from(c.encode_utf8(&mut [0; 4]) as &str)
    }
}

impl From<&Str> for String {
    fn from(text: &Str) -> Self {
        text.0.text.clone()
    }
}

impl From<Str> for String {
    fn from(text: Str) -> Self {
        text.0.text.clone()
    }
}

impl FromIterator<char> for Str {
    fn from_iter<I: IntoIterator<Item = char>>(iter: I) -> Self {
        Str::make(iter.into_iter().collect())
    }
}

impl FromIterator<Str> for Str {
    fn from_iter<I: IntoIterator<Item = Str>>(iter: I) -> Self {
        join("", iter)
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.text, f)
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0.text, f)
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text
    }
}

impl Eq for Str {}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Str {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.text.cmp(&other.0.text)
    }
}

impl Hash for Str {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.text.hash(state);
    }
}

macro_rules! compare {
    ($($other:ty),*) => {$(
        impl PartialEq<$other> for Str {
            fn eq(&self, other: &$other) -> bool {
                let other: &str = other.as_ref();
                self.0.text == other
            }
        }
        impl PartialOrd<$other> for Str {
            fn partial_cmp(&self, other: &$other) -> Option<Ordering> {
                let other: &str = other.as_ref();
                Some(self.0.text.as_str().cmp(other))
            }
        }
    )*};
}

compare!(str, &str, String);

macro_rules! compare_with {
    ($($other:ty),*) => {$(
        impl PartialEq<Str> for $other {
            fn eq(&self, other: &Str) -> bool {
                other == self
            }
        }
        impl PartialOrd<Str> for $other {
            fn partial_cmp(&self, other: &Str) -> Option<Ordering> {
                other.partial_cmp(self).map(Ordering::reverse)
            }
        }
    )*};
}

compare_with!(str, &str, String);

macro_rules! concatenate {
    ($($other:ty),*) => {$(
        impl Add<$other> for Str {
            type Output = Str;
            fn add(mut self, other: $other) -> Str {
                self.append(&other);
                self
            }
        }
        impl Add<$other> for &Str {
            type Output = Str;
            fn add(self, other: $other) -> Str {
                let mut text = String::with_capacity(self.len() + other.len());
                text.push_str(self);
                text.push_str(&other);
                Str::make(text)
            }
        }
        impl AddAssign<$other> for Str {
            fn add_assign(&mut self, other: $other) {
                self.append(&other);
            }
        }
    )*};
}

concatenate!(&str, Str, &Str);

/// `sep.join(parts)`.
pub fn join<T: AsRef<str>>(sep: &str, parts: impl IntoIterator<Item = T>) -> Str {
    let mut text = String::new();
    for (i, part) in parts.into_iter().enumerate() {
        if i > 0 {
            text.push_str(sep);
        }
        text.push_str(part.as_ref());
    }
    Str::make(text)
}

/// `ord(c)`.
pub fn try_ord(text: &str) -> PyResult<i64> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(i64::from(u32::from(c))),
        _ => {
            let message = format!(
                "ord() expected a character, but string of length {} found",
                text.chars().count()
            );
            Err(Exception::new(&TYPE_ERROR, message))
        }
    }
}

/// `ord(c)`, or the end of the program.
pub fn ord(text: &str) -> i64 {
    try_ord(text).or_exit()
}

/// `chr(n)`.
pub fn try_chr(code: impl ToIndex) -> PyResult<Str> {
    let code = i32::try_from(code.to_index())
        .map_err(|_| Exception::new(&OVERFLOW_ERROR, "Python int too large to convert to C int"))?;
    match u32::try_from(code) {
        Ok(0xd800..=0xdfff) => Err(Exception::new(
            &VALUE_ERROR,
            "chr() of a surrogate: translated text holds none",
        )),
        Ok(code @ 0..=0x10ffff) => Ok(char::from_u32(code).map_or_else(Str::default, Str::from)),
        _ => Err(Exception::new(
            &VALUE_ERROR,
            "chr() arg not in range(0x110000)",
        )),
    }
}

/// `chr(n)`, or the end of the program.
pub fn chr(code: impl ToIndex) -> Str {
    try_chr(code).or_exit()
}
