//! `sep.join(parts)` of parts that may be something else than text.
//! needs: error, str

use super::error::{Exception, OrExit, PyResult, TYPE_ERROR};
use super::str::Str;

/// What CPython says of the part that is no text.
pub fn not_joined(position: usize, type_name: &str) -> Exception {
    Exception::new(
        &TYPE_ERROR,
        format!("sequence item {position}: expected str instance, {type_name} found"),
    )
}

/// `sep.join(parts)` where a part may be None.
pub fn try_join_options(sep: &str, parts: impl IntoIterator<Item = Option<Str>>) -> PyResult<Str> {
    let texts: Vec<Str> = parts
        .into_iter()
        .enumerate()
        .map(|(i, part)| part.ok_or_else(|| not_joined(i, "NoneType")))
        .collect::<PyResult<_>>()?;
    Ok(super::str::join(sep, texts))
}

/// `sep.join(parts)` where a part may be None, or the end of the program.
pub fn join_options(sep: &str, parts: impl IntoIterator<Item = Option<Str>>) -> Str {
    try_join_options(sep, parts).or_exit()
}

/// `sep.join(parts)` where there are no parts, or each is None.
pub fn try_join_nothing(sep: &str, parts: impl IntoIterator<Item = ()>) -> PyResult<Str> {
    try_join_options(sep, parts.into_iter().map(|()| None))
}

/// `sep.join(parts)` where there are no parts, or each is None; or the end of the program.
pub fn join_nothing(sep: &str, parts: impl IntoIterator<Item = ()>) -> Str {
    try_join_nothing(sep, parts).or_exit()
}
