//! `bytes`: immutable, cheap to clone.
//! needs: error, hash, int, repr, slice, str

use std::ops::Deref;
use std::rc::Rc;

use super::error::{
    Exception, OrExit, PyResult, INDEX_ERROR, MEMORY_ERROR, OVERFLOW_ERROR, VALUE_ERROR,
};
use super::hash::Key;
use super::int::{AsInt, ToIndex};
use super::repr::Repr;
use super::slice::{position, slice_bounds, try_slice_indices};
use super::str::Str;

/// A Python `bytes`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(Rc<[u8]>);

impl Default for Bytes {
    fn default() -> Self {
        Bytes(Rc::from([]))
    }
}

impl Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl<const N: usize> From<&[u8; N]> for Bytes {
    fn from(bytes: &[u8; N]) -> Self {
        Bytes(Rc::from(&bytes[..]))
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Bytes(Rc::from(bytes))
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes(bytes.into())
    }
}

impl FromIterator<u8> for Bytes {
    fn from_iter<I: IntoIterator<Item = u8>>(iter: I) -> Self {
        Bytes(iter.into_iter().collect())
    }
}

impl Repr for Bytes {
    fn write_repr(&self, out: &mut String) {
        let quote = if self.contains(&b'\'') && !self.contains(&b'"') {
            '"'
        } else {
            '\''
        };
        out.push('b');
        out.push(quote);
        for byte in self.iter() {
            match byte {
                b'\t' => out.push_str("\\t"),
                b'\n' => out.push_str("\\n"),
                b'\r' => out.push_str("\\r"),
                b'\\' => out.push_str("\\\\"),
                _ if char::from(*byte) == quote => out.push_str("\\'"),
                b' '..=b'~' => out.push(char::from(*byte)),
                _ => out.push_str(&format!("\\x{byte:02x}")),
            }
        }
        out.push(quote);
    }
}

impl Key for Bytes {
    /// Any hash serves, since CPython's differs from run to run (FNV-1a).
    fn py_hash(&self) -> i64 {
        let hash = self.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
            (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3)
        });
        (hash ^ (hash >> 32)) as i64
    }
}

impl Bytes {
    /// `len(b)`.
    pub fn len_i64(&self) -> i64 {
        self.len() as i64
    }

    /// `b[i]`.
    pub fn try_at(&self, index: impl ToIndex) -> PyResult<i64> {
        position(index.to_index(), self.len())
            .map(|i| i64::from(self[i]))
            .ok_or_else(|| Exception::new(&INDEX_ERROR, "index out of range"))
    }

    /// `b[i]`, or the end of the program.
    pub fn at(&self, index: impl ToIndex) -> i64 {
        self.try_at(index).or_exit()
    }

    fn between(&self, start: Option<i64>, stop: Option<i64>) -> Bytes {
        let (from, to) = slice_bounds(self.len(), start, stop);
        if to - from == self.len() {
            return self.clone();
        }
        Bytes::from(&self[from..to])
    }

    /// `b[start:]`.
    pub fn slice_from(&self, start: impl ToIndex) -> Bytes {
        self.between(Some(start.to_index()), None)
    }

    /// `b[:stop]`.
    pub fn slice_to(&self, stop: impl ToIndex) -> Bytes {
        self.between(None, Some(stop.to_index()))
    }

    /// `b[start:stop]`.
    pub fn slice_range(&self, start: impl ToIndex, stop: impl ToIndex) -> Bytes {
        self.between(Some(start.to_index()), Some(stop.to_index()))
    }

    /// `b[start:stop:step]`.
    pub fn try_slice(
        &self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
    ) -> PyResult<Bytes> {
        let taken = try_slice_indices(self.len(), start, stop, step)?;
        Ok(taken.into_iter().map(|i| self[i]).collect())
    }

    /// `b[start:stop:step]`, or the end of the program.
    pub fn slice(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Bytes {
        self.try_slice(start, stop, step).or_exit()
    }

    /// `b[::-1]`.
    pub fn reversed(&self) -> Bytes {
        self.iter().rev().copied().collect()
    }

    /// The bytes as ints; the iterator keeps them alive.
    pub fn byte_values(&self) -> ByteValues {
        ByteValues {
            bytes: self.clone(),
            front: 0,
            back: self.len(),
        }
    }

    /// `a + b`.
    pub fn concat_bytes(&self, other: &Bytes) -> Bytes {
        if self.is_empty() {
            return other.clone();
        }
        Bytes::from([&self[..], &other[..]].concat())
    }

    /// `b * n`.
    pub fn try_repeat_bytes(&self, count: impl ToIndex) -> PyResult<Bytes> {
        let count = usize::try_from(count.to_index()).unwrap_or(0);
        let size = self.len().checked_mul(count);
        let Some(size) = size.filter(|size| i64::try_from(*size).is_ok()) else {
            let text = "repeated bytes are too long";
            return Err(Exception::new(&OVERFLOW_ERROR, text));
        };
        let mut out = Vec::new();
        if out.try_reserve(size).is_err() {
            return Err(Exception::bare(&MEMORY_ERROR));
        }
        for _ in 0..count {
            out.extend_from_slice(self);
        }
        Ok(Bytes::from(out))
    }

    /// `b * n`, or the end of the program.
    pub fn repeat_bytes(&self, count: impl ToIndex) -> Bytes {
        self.try_repeat_bytes(count).or_exit()
    }

    /// `part in b`.
    pub fn has_bytes(&self, part: &[u8]) -> bool {
        part.is_empty() || self.windows(part.len()).any(|w| w == part)
    }

    /// `n in b`.
    pub fn try_has_byte(&self, byte: impl AsInt) -> PyResult<bool> {
        Ok(self.has_bytes(&try_one_byte(byte)?))
    }

    /// `n in b`, or the end of the program.
    pub fn has_byte(&self, byte: impl AsInt) -> bool {
        self.try_has_byte(byte).or_exit()
    }
}

/// The bytes of a `bytes` as ints, from both ends.
#[derive(Clone)]
pub struct ByteValues {
    bytes: Bytes,
    front: usize,
    back: usize,
}

impl Iterator for ByteValues {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        (self.front < self.back).then(|| {
            self.front += 1;
            i64::from(self.bytes[self.front - 1])
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.back - self.front, Some(self.back - self.front))
    }
}

impl DoubleEndedIterator for ByteValues {
    fn next_back(&mut self) -> Option<i64> {
        (self.front < self.back).then(|| {
            self.back -= 1;
            i64::from(self.bytes[self.back])
        })
    }
}

impl ExactSizeIterator for ByteValues {}

/// What is looked for where an int is given.
pub fn try_one_byte(byte: impl AsInt) -> PyResult<Bytes> {
    let value = byte.as_int().to_i64().and_then(|n| u8::try_from(n).ok());
    value.map(|b| Bytes::from(&[b])).ok_or_else(|| {
        let text = "byte must be in range(0, 256)";
        Exception::new(&VALUE_ERROR, text)
    })
}

/// What is looked for where an int is given, or the end of the program.
pub fn one_byte(byte: impl AsInt) -> Bytes {
    try_one_byte(byte).or_exit()
}

/// `bytes(n)`.
pub fn try_zero_bytes(count: impl ToIndex) -> PyResult<Bytes> {
    let size = usize::try_from(count.to_index())
        .map_err(|_| Exception::new(&VALUE_ERROR, "negative count"))?;
    let mut out = Vec::new();
    if out.try_reserve(size).is_err() {
        return Err(Exception::bare(&MEMORY_ERROR));
    }
    out.resize(size, 0);
    Ok(Bytes::from(out))
}

/// `bytes(n)`, or the end of the program.
pub fn zero_bytes(count: impl ToIndex) -> Bytes {
    try_zero_bytes(count).or_exit()
}

/// `bytes(ints)`.
pub fn try_bytes_of<T: AsInt>(values: impl IntoIterator<Item = T>) -> PyResult<Bytes> {
    let bytes = values.into_iter().map(|n| {
        let value = n.as_int().to_i64().and_then(|n| u8::try_from(n).ok());
        let text = "bytes must be in range(0, 256)";
        value.ok_or_else(|| Exception::new(&VALUE_ERROR, text))
    });
    bytes.collect::<PyResult<Vec<u8>>>().map(Bytes::from)
}

/// `bytes(ints)`, or the end of the program.
pub fn bytes_of<T: AsInt>(values: impl IntoIterator<Item = T>) -> Bytes {
    try_bytes_of(values).or_exit()
}

/// `b.hex()`.
pub fn bytes_hex(bytes: &[u8]) -> Str {
    Str::from(bytes.iter().map(|b| format!("{b:02x}")).collect::<String>())
}

/// `b.hex(sep, count)`: groups are counted from the right, or from the left where the count is negative.
pub fn try_bytes_hex_by(bytes: &[u8], sep: &str, count: impl ToIndex) -> PyResult<Str> {
    let wrong = |text| Err(Exception::new(&VALUE_ERROR, text));
    if sep.chars().count() != 1 {
        return wrong("sep must be length 1.");
    }
    if !sep.is_ascii() {
        return wrong("sep must be ASCII.");
    }
    let size = usize::try_from(count.to_index().unsigned_abs()).unwrap_or(usize::MAX);
    if size == 0 {
        return Ok(bytes_hex(bytes));
    }
    let from_left = count.to_index() < 0;
    let mut out = String::new();
    for (i, byte) in bytes.iter().enumerate() {
        let rest = if from_left { i } else { bytes.len() - i };
        if i > 0 && rest % size == 0 {
            out.push_str(sep);
        }
        out.push_str(&format!("{byte:02x}"));
    }
    Ok(Str::from(out))
}

/// `b.hex(sep, count)`, or the end of the program.
pub fn bytes_hex_by(bytes: &[u8], sep: &str, count: impl ToIndex) -> Str {
    try_bytes_hex_by(bytes, sep, count).or_exit()
}

/// `bytes.fromhex(text)`.
pub fn try_bytes_from_hex(text: &str) -> PyResult<Bytes> {
    let wrong = |position: usize| {
        let text = format!("non-hexadecimal number found in fromhex() arg at position {position}");
        Exception::new(&VALUE_ERROR, text)
    };
    if let Some(i) = text.chars().position(|c| !c.is_ascii()) {
        return Err(wrong(i));
    }
    let digits = text.as_bytes();
    let digit = |i: usize| {
        let found = digits.get(i).and_then(|b| char::from(*b).to_digit(16));
        found.ok_or_else(|| wrong(i))
    };
    let (mut out, mut i) = (Vec::new(), 0);
    while i < digits.len() {
        if matches!(digits[i], b' ' | b'\t'..=b'\r') {
            i += 1;
            continue;
        }
        out.push((digit(i)? * 16 + digit(i + 1)?) as u8);
        i += 2;
    }
    Ok(Bytes::from(out))
}

/// `bytes.fromhex(text)`, or the end of the program.
pub fn bytes_from_hex(text: &str) -> Bytes {
    try_bytes_from_hex(text).or_exit()
}
