//! `str.maketrans`, `str.translate` and `string.capwords`.
//! needs: dict, error, hash, int, str, str_case, str_search

use super::dict::Dict;
use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};
use super::hash::Key;
use super::int::{Int, ToIndex};
use super::str::{chr, Str};

/// What a character is translated to.
pub trait Translated {
    /// Adds it to a text.
    fn add_to(&self, out: &mut String);
}

impl Translated for i64 {
    fn add_to(&self, out: &mut String) {
        out.push_str(&chr(*self));
    }
}

impl Translated for Int {
    fn add_to(&self, out: &mut String) {
        out.push_str(&chr(self.to_index()));
    }
}

impl Translated for Str {
    fn add_to(&self, out: &mut String) {
        out.push_str(self);
    }
}

impl Translated for () {
    fn add_to(&self, _: &mut String) {}
}

impl<T: Translated> Translated for Option<T> {
    fn add_to(&self, out: &mut String) {
        if let Some(value) = self {
            value.add_to(out);
        }
    }
}

/// `text.translate(table)`.
pub fn translate<K: Key + From<i64>, V: Translated>(text: &str, table: &Dict<K, V>) -> Str {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match table.get(&K::from(i64::from(u32::from(c)))) {
            Some(value) => value.add_to(&mut out),
            None => out.push(c),
        }
    }
    Str::from(out)
}

fn code(c: char) -> i64 {
    i64::from(u32::from(c))
}

/// `str.maketrans(x, y)`.
pub fn try_make_trans(from: &str, to: &str) -> PyResult<Dict<i64, i64>> {
    if from.chars().count() != to.chars().count() {
        let text = "the first two maketrans arguments must have equal length";
        return Err(Exception::new(&VALUE_ERROR, text));
    }
    Ok(from.chars().map(code).zip(to.chars().map(code)).collect())
}

/// `str.maketrans(x, y)`, or the end of the program.
pub fn make_trans(from: &str, to: &str) -> Dict<i64, i64> {
    try_make_trans(from, to).or_exit()
}

/// `str.maketrans(x, y, z)`.
pub fn try_make_trans_without(
    from: &str,
    to: &str,
    without: &str,
) -> PyResult<Dict<i64, Option<i64>>> {
    let plain = try_make_trans(from, to)?;
    let mut out: Dict<i64, Option<i64>> = plain.into_items().map(|(k, v)| (k, Some(v))).collect();
    out.extend(without.chars().map(|c| (code(c), None)));
    Ok(out)
}

/// `str.maketrans(x, y, z)`, or the end of the program.
pub fn make_trans_without(from: &str, to: &str, without: &str) -> Dict<i64, Option<i64>> {
    try_make_trans_without(from, to, without).or_exit()
}

/// `str.maketrans(mapping)`.
pub fn try_trans_of<V: Clone>(mapping: &Dict<Str, V>) -> PyResult<Dict<i64, V>> {
    let mut out = Dict::new();
    for (key, value) in mapping.items() {
        let mut chars = key.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => out.insert(code(c), value.clone()),
            _ => {
                let text = "string keys in translate table must be of length 1";
                return Err(Exception::new(&VALUE_ERROR, text));
            }
        }
    }
    Ok(out)
}

/// `str.maketrans(mapping)`, or the end of the program.
pub fn trans_of<V: Clone>(mapping: &Dict<Str, V>) -> Dict<i64, V> {
    try_trans_of(mapping).or_exit()
}

/// `string.capwords(text)`.
pub fn capwords(text: &str) -> Str {
    let words: Vec<Str> = Str::from(text).py_split();
    let done: Vec<Str> = words.iter().map(|w| w.capitalize()).collect();
    super::str::join(" ", done)
}

/// `string.capwords(text, sep)`.
pub fn try_capwords_on(text: &str, sep: &str) -> PyResult<Str> {
    let words: Vec<Str> = Str::from(text).try_split_on(sep)?;
    let done: Vec<Str> = words.iter().map(|w| w.capitalize()).collect();
    Ok(super::str::join(sep, done))
}

/// `string.capwords(text, sep)`, or the end of the program.
pub fn capwords_on(text: &str, sep: &str) -> Str {
    try_capwords_on(text, sep).or_exit()
}
