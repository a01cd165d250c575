//! `int.to_bytes` and `int.from_bytes`.
//! needs: bytes, error, int

use num_bigint::{BigInt, Sign};

use super::bytes::Bytes;
use super::error::{Exception, OrExit, PyResult, OVERFLOW_ERROR, VALUE_ERROR};
use super::int::{AsInt, Int, ToIndex};

/// Whether the least significant byte comes first.
fn is_little(order: &str) -> PyResult<bool> {
    match order {
        "little" => Ok(true),
        "big" => Ok(false),
        _ => Err(Exception::new(
            &VALUE_ERROR,
            "byteorder must be either 'little' or 'big'",
        )),
    }
}

/// `n.to_bytes(length, order, signed=signed)`.
pub fn try_int_to_bytes(
    number: impl AsInt,
    length: impl ToIndex,
    order: &str,
    signed: bool,
) -> PyResult<Bytes> {
    let little = is_little(order)?;
    let wrong = |text| Err(Exception::new(&OVERFLOW_ERROR, text));
    let Ok(size) = usize::try_from(length.to_index()) else {
        let text = "length argument must be non-negative";
        return Err(Exception::new(&VALUE_ERROR, text));
    };
    let value = number.as_int().to_big();
    let negative = value.sign() == Sign::Minus;
    if negative && !signed {
        return wrong("can't convert negative int to unsigned");
    }
    let mut bytes = if signed {
        value.to_signed_bytes_le()
    } else {
        value.to_bytes_le().1
    };
    if value.sign() == Sign::NoSign {
        bytes.clear();
    }
    if size == 0 && negative && bytes == [0xff] {
        bytes.clear(); // CPython takes the sign alone for -1
    }
    if bytes.len() > size {
        return wrong("int too big to convert");
    }
    bytes.resize(size, if negative { 0xff } else { 0 });
    if !little {
        bytes.reverse();
    }
    Ok(Bytes::from(bytes))
}

/// `n.to_bytes(length, order, signed=signed)`, or the end of the program.
pub fn int_to_bytes(number: impl AsInt, length: impl ToIndex, order: &str, signed: bool) -> Bytes {
    try_int_to_bytes(number, length, order, signed).or_exit()
}

/// `int.from_bytes(bytes, order, signed=signed)`.
pub fn try_int_from_bytes(bytes: &[u8], order: &str, signed: bool) -> PyResult<Int> {
    let little = is_little(order)?;
    Ok(Int::from(match (little, signed) {
        (true, true) => BigInt::from_signed_bytes_le(bytes),
        (false, true) => BigInt::from_signed_bytes_be(bytes),
        (true, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
        (false, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
    }))
}

/// `int.from_bytes(bytes, order, signed=signed)`, or the end of the program.
pub fn int_from_bytes(bytes: &[u8], order: &str, signed: bool) -> Int {
    try_int_from_bytes(bytes, order, signed).or_exit()
}
