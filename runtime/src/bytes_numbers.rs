//! `int(b)` and `float(b)` of bytes that hold digits.
//! needs: bytes, error, float, int, int_text, repr

use super::bytes::Bytes;
use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};
use super::float::try_parse_float;
use super::int::{Int, ToIndex};
use super::repr::repr;

/// The text of bytes, where the rules for text are those for bytes.
fn plain(bytes: &Bytes) -> Option<&str> {
    let separators = bytes.iter().any(|b| (0x1c..=0x1f).contains(b));
    let text = std::str::from_utf8(bytes).ok();
    text.filter(|text| text.is_ascii() && !separators)
}

/// `int(b, base)`.
pub fn try_int_of_bytes(bytes: &Bytes, base: impl ToIndex) -> PyResult<Int> {
    let base = base.to_index();
    let wrong_base = base != 0 && !(2..=36).contains(&base);
    if wrong_base {
        return Int::try_from_str_radix("", base);
    }
    let found = plain(bytes).and_then(|text| Int::try_from_str_radix(text, base).ok());
    found.ok_or_else(|| {
        let text = format!(
            "invalid literal for int() with base {base}: {}",
            repr(bytes)
        );
        Exception::new(&VALUE_ERROR, text)
    })
}

/// `int(b, base)`, or the end of the program.
pub fn int_of_bytes(bytes: &Bytes, base: impl ToIndex) -> Int {
    try_int_of_bytes(bytes, base).or_exit()
}

/// `float(b)`.
pub fn try_float_of_bytes(bytes: &Bytes) -> PyResult<f64> {
    let found = plain(bytes).and_then(|text| try_parse_float(text).ok());
    found.ok_or_else(|| {
        let text = format!("could not convert string to float: {}", repr(bytes));
        Exception::new(&VALUE_ERROR, text)
    })
}

/// `float(b)`, or the end of the program.
pub fn float_of_bytes(bytes: &Bytes) -> f64 {
    try_float_of_bytes(bytes).or_exit()
}
