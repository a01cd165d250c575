//! `sep.join(parts)` of parts of any type.
//! needs: error, str, str_join, value

use super::error::{OrExit, PyResult};
use super::str::Str;
use super::str_join::not_joined;
use super::value::Value;

/// `sep.join(parts)` of parts of any type.
pub fn try_join_values(sep: &str, parts: impl IntoIterator<Item = Value>) -> PyResult<Str> {
    let texts: Vec<Str> = parts
        .into_iter()
        .enumerate()
        .map(|(i, part)| match part {
            Value::Str(text) => Ok(text),
            other => Err(not_joined(i, other.type_name())),
        })
        .collect::<PyResult<_>>()?;
    Ok(super::str::join(sep, texts))
}

/// `sep.join(parts)` of parts of any type, or the end of the program.
pub fn join_values(sep: &str, parts: impl IntoIterator<Item = Value>) -> Str {
    try_join_values(sep, parts).or_exit()
}
