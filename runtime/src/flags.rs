//! Flags: what combinations of them are called, and the values that they may have.
//! needs: error, str

use super::error::{Exception, PyResult, NOT_IMPLEMENTED_ERROR, VALUE_ERROR};
use super::str::Str;

/// The name of a combination: its own, else those of its single flags, then what has none.
fn named(bits: i64, names: &[(&str, i64)]) -> Option<String> {
    if let Some((name, _)) = names.iter().find(|(_, value)| *value == bits) {
        return Some((*name).to_owned());
    }
    let single: Vec<_> = flag_members(bits, names).collect();
    let known = single.iter().fold(0, |all, bit| all | bit);
    if known == 0 {
        return None;
    }
    let mut parts: Vec<String> = names
        .iter()
        .filter(|(_, value)| single.contains(value))
        .map(|(name, _)| (*name).to_owned())
        .collect();
    if bits != known {
        parts.push((bits ^ known).to_string());
    }
    Some(parts.join("|"))
}

/// The single flags of a combination, as they are defined.
pub fn flag_members<'a>(bits: i64, names: &'a [(&str, i64)]) -> impl Iterator<Item = i64> + 'a {
    names
        .iter()
        .map(|(_, value)| *value)
        .filter(move |value| value.count_ones() == 1 && bits & value != 0)
}

/// `flags.name`. A combination without a name, which Python calls None, ends the program.
pub fn flag_name(bits: i64, names: &[(&str, i64)]) -> Str {
    match named(bits, names) {
        Some(name) => Str::from(name),
        None => Exception::new(
            &NOT_IMPLEMENTED_ERROR,
            "the name of no flags at all is None",
        )
        .exit(),
    }
}

/// `repr(flags)`.
pub fn flag_repr(class: &str, bits: i64, names: &[(&str, i64)]) -> String {
    match named(bits, names) {
        Some(name) => format!("<{class}.{name}: {bits}>"),
        None => format!("<{class}: {bits}>"),
    }
}

/// `str(flags)` where they are no ints.
pub fn flag_str(class: &str, bits: i64, names: &[(&str, i64)]) -> String {
    match named(bits, names) {
        Some(name) => format!("{class}.{name}"),
        None => format!("{class}({bits})"),
    }
}

/// All bits up to the highest of a mask.
fn all_bits(mask: i64) -> i64 {
    (1 << (64 - mask.leading_zeros())) - 1
}

/// Bits as `enum` shows them: the sign's, then at least `width` others.
fn shown(value: i64, width: usize) -> String {
    let sign = u8::from(value < 0);
    let length = 64 - (if value < 0 { !value } else { value }).leading_zeros();
    let digits: String = (0..length)
        .rev()
        .map(|i| if value >> i & 1 == 1 { '1' } else { '0' })
        .collect();
    let fill = width.saturating_sub(digits.len());
    format!("0b{sign} {}{digits}", sign.to_string().repeat(fill))
}

/// `Class(value)` for flags that have no bits without a name.
pub fn flag_of(class: &str, value: i64, mask: i64) -> PyResult<i64> {
    let all = all_bits(mask);
    if !(!all..=all).contains(&value) || value & (all ^ mask) != 0 {
        let length = 64 - value.unsigned_abs().leading_zeros();
        let width = length.max(64 - mask.leading_zeros()) as usize;
        let text = format!(
            "<flag '{class}'> invalid value {value}\n    given {}\n  allowed {}",
            shown(value, width),
            shown(mask, width)
        );
        return Err(Exception::new(&VALUE_ERROR, text));
    }
    Ok(if value < 0 { all + 1 + value } else { value })
}

/// `Class(value)` for flags that keep bits without a name.
pub fn flag_kept(value: i64, mask: i64) -> i64 {
    if value >= 0 {
        return value;
    }
    let length = 64 - value.unsigned_abs().leading_zeros();
    (all_bits(mask) + 1).max(1 << length) + value
}
