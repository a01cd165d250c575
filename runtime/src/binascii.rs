//! `base64`, `binascii` and the checksums of `zlib`.
//! needs: bytes, error, str

use super::bytes::Bytes;
use super::error::{Exception, ExceptionClass, OrExit, PyResult, VALUE_ERROR};
use super::str::Str;

/// `binascii.Error`.
static BINASCII_ERROR: ExceptionClass =
    ExceptionClass::derived("Error", "binascii.Error", &VALUE_ERROR);

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn error(message: impl Into<String>) -> Exception {
    Exception::new(&BINASCII_ERROR, message)
}

fn encoded(data: &[u8], last_digits: [u8; 2]) -> Bytes {
    let digit = |n: u32| match n & 63 {
        62 => last_digits[0],
        63 => last_digits[1],
        n => DIGITS[n as usize],
    };
    let mut out = Vec::with_capacity(data.len().div_ceil(3) * 4);
    for chunk in data.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let n = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        let digits = [digit(n >> 18), digit(n >> 12), digit(n >> 6), digit(n)];
        out.extend_from_slice(&digits[..=chunk.len()]);
        out.resize(out.len().next_multiple_of(4), b'=');
    }
    Bytes::from(out)
}

/// `base64.b64encode(data)`.
pub fn base64_encode(data: &[u8]) -> Bytes {
    encoded(data, *b"+/")
}

/// `base64.urlsafe_b64encode(data)`.
pub fn base64_encode_urlsafe(data: &[u8]) -> Bytes {
    encoded(data, *b"-_")
}

/// What `binascii.a2b_base64` makes of a text: what is no digit is passed over.
fn decoded(text: &[u8], last_digits: [u8; 2]) -> PyResult<Bytes> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut place, mut pads, mut left) = (0, 0, 0);
    for c in text {
        if *c == b'=' {
            if place >= 2 {
                pads += 1;
                if place + pads >= 4 {
                    return Ok(Bytes::from(out));
                }
            }
            continue;
        }
        let value = match *c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            c if c == last_digits[0] => 62,
            c if c == last_digits[1] => 63,
            _ => continue,
        };
        pads = 0;
        match place {
            1 => out.push((left << 2) | (value >> 4)),
            2 => out.push((left << 4) | (value >> 2)),
            3 => out.push((left << 6) | value),
            _ => {}
        }
        left = match place {
            1 => value & 15,
            2 => value & 3,
            3 => 0,
            _ => value,
        };
        place = (place + 1) % 4;
    }
    match place {
        0 => Ok(Bytes::from(out)),
        1 => {
            let digits = out.len() / 3 * 4 + 1;
            let message = format!(
                "Invalid base64-encoded string: number of data characters ({digits}) \
                 cannot be 1 more than a multiple of 4"
            );
            Err(error(message))
        }
        _ => Err(error("Incorrect padding")),
    }
}

fn ascii(text: &str) -> PyResult<&[u8]> {
    if text.is_ascii() {
        return Ok(text.as_bytes());
    }
    let message = "string argument should contain only ASCII characters";
    Err(Exception::new(&VALUE_ERROR, message))
}

fn hex_digits(data: &[u8]) -> String {
    data.iter().map(|b| format!("{b:02x}")).collect()
}

/// `binascii.hexlify(data)`.
pub fn hexlify(data: &[u8]) -> Bytes {
    Bytes::from(hex_digits(data).into_bytes())
}

/// `base64.b16encode(data)`.
pub fn base16_encode(data: &[u8]) -> Bytes {
    Bytes::from(hex_digits(data).to_uppercase().into_bytes())
}

fn unhexlified(text: &[u8]) -> PyResult<Bytes> {
    if text.len() % 2 != 0 {
        return Err(error("Odd-length string"));
    }
    let value = |c: u8| char::from(c).to_digit(16).map(|n| n as u8);
    text.chunks_exact(2)
        .map(|pair| Some(value(pair[0])? << 4 | value(pair[1])?))
        .collect::<Option<Vec<u8>>>()
        .map(Bytes::from)
        .ok_or_else(|| error("Non-hexadecimal digit found"))
}

macro_rules! decoders {
    ($($try_bytes:ident $bytes:ident $try_text:ident $text:ident $decode:expr;)*) => {$(
        /// The bytes that ASCII stands for.
        pub fn $try_bytes(data: &[u8]) -> PyResult<Bytes> {
            $decode(data)
        }
        /// The bytes that ASCII stands for, or the end of the program.
        pub fn $bytes(data: &[u8]) -> Bytes {
            $try_bytes(data).or_exit()
        }
        /// The bytes that a text stands for.
        pub fn $try_text(text: &Str) -> PyResult<Bytes> {
            $decode(ascii(text)?)
        }
        /// The bytes that a text stands for, or the end of the program.
        pub fn $text(text: &Str) -> Bytes {
            $try_text(text).or_exit()
        }
    )*};
}

decoders! {
    try_base64_decode base64_decode try_base64_decode_text base64_decode_text |data| decoded(data, *b"+/");
    try_base64_decode_urlsafe base64_decode_urlsafe try_base64_decode_urlsafe_text base64_decode_urlsafe_text |data| decoded(data, *b"-_");
    try_unhexlify unhexlify try_unhexlify_text unhexlify_text unhexlified;
}

/// `zlib.crc32(data, start)`.
pub fn crc32(data: &[u8], start: u32) -> i64 {
    let mut crc = !start;
    for byte in data {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    i64::from(!crc)
}

/// `zlib.adler32(data)`.
pub fn adler32(data: &[u8]) -> i64 {
    let (mut a, mut b) = (1u32, 0u32);
    for byte in data {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    i64::from((b << 16) | a)
}
