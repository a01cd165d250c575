//! `str.encode` and `bytes.decode`: UTF-8, ASCII and Latin-1, with the errors of CPython's codecs.
//! needs: bytes, error, str

use super::bytes::Bytes;
use super::error::{
    Exception, OrExit, PyResult, NOT_IMPLEMENTED_ERROR, UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR,
};
use super::str::Str;

#[derive(Clone, Copy, PartialEq)]
enum Codec {
    Utf8,
    Ascii,
    Latin1,
}

impl Codec {
    /// The codec of a name. Others that CPython has are not here: the program ends, rather than to say that there are none.
    fn of(name: &str) -> Codec {
        match name.to_lowercase().replace([' ', '-'], "_").as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "cp65001" => Codec::Utf8,
            "ascii" | "us_ascii" | "646" => Codec::Ascii,
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "8859"
            | "cp819" => Codec::Latin1,
            _ => missing(&format!("the encoding {name}")),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
        }
    }

    fn limit(self) -> u32 {
        match self {
            Codec::Utf8 => 0x11_0000,
            Codec::Ascii => 128,
            Codec::Latin1 => 256,
        }
    }
}

fn missing(what: &str) -> ! {
    Exception::new(&NOT_IMPLEMENTED_ERROR, what).exit()
}

fn escaped(c: char) -> String {
    match c as u32 {
        n @ 0..=0xff => format!("\\x{n:02x}"),
        n @ 0x100..=0xffff => format!("\\u{n:04x}"),
        n => format!("\\U{n:08x}"),
    }
}

/// `s.encode()`.
pub fn encode_utf8(text: &str) -> Bytes {
    Bytes::from(text.as_bytes())
}

/// `s.encode(encoding, errors)`.
pub fn try_encode_text(text: &str, encoding: &str, errors: &str) -> PyResult<Bytes> {
    let codec = Codec::of(encoding);
    if codec == Codec::Utf8 {
        return Ok(encode_utf8(text));
    }
    let limit = codec.limit();
    let mut out = Vec::with_capacity(text.len());
    let chars: Vec<char> = text.chars().collect();
    let mut i = 0;
    while i < chars.len() {
        if (chars[i] as u32) < limit {
            out.push(chars[i] as u8);
            i += 1;
            continue;
        }
        let rest = chars[i..].iter();
        let run = rest.take_while(|c| **c as u32 >= limit).count();
        for c in &chars[i..i + run] {
            match errors {
                "ignore" => {}
                "replace" => out.push(b'?'),
                "backslashreplace" => out.extend(escaped(*c).into_bytes()),
                "xmlcharrefreplace" => out.extend(format!("&#{};", *c as u32).into_bytes()),
                "strict" => {
                    let place = if run == 1 {
                        format!("character '{}' in position {i}", escaped(*c))
                    } else {
                        format!("characters in position {i}-{}", i + run - 1)
                    };
                    let message = format!(
                        "'{}' codec can't encode {place}: ordinal not in range({limit})",
                        codec.name()
                    );
                    return Err(Exception::new(&UNICODE_ENCODE_ERROR, message));
                }
                _ => missing(&format!("the error handler {errors}")),
            }
        }
        i += run;
    }
    Ok(Bytes::from(out))
}

/// `s.encode(encoding, errors)`, or the end of the program.
pub fn encode_text(text: &str, encoding: &str, errors: &str) -> Bytes {
    try_encode_text(text, encoding, errors).or_exit()
}

/// `b.decode(encoding, errors)`.
pub fn try_decode_bytes(bytes: &[u8], encoding: &str, errors: &str) -> PyResult<Str> {
    let mut out = String::with_capacity(bytes.len());
    match Codec::of(encoding) {
        Codec::Latin1 => out.extend(bytes.iter().copied().map(char::from)),
        Codec::Ascii => {
            for (i, byte) in bytes.iter().enumerate() {
                if byte.is_ascii() {
                    out.push(char::from(*byte));
                } else {
                    handle(&mut out, errors, &[*byte], || {
                        format!("'ascii' codec can't decode byte 0x{byte:02x} in position {i}: ordinal not in range(128)")
                    })?;
                }
            }
        }
        Codec::Utf8 => {
            let mut place = 0;
            for chunk in bytes.utf8_chunks() {
                out.push_str(chunk.valid());
                place += chunk.valid().len();
                let bad = chunk.invalid();
                if !bad.is_empty() {
                    let ends = place + bad.len() == bytes.len();
                    handle(&mut out, errors, bad, || utf8_message(bad, place, ends))?;
                    place += bad.len();
                }
            }
        }
    }
    Ok(Str::from(out))
}

fn handle(
    out: &mut String,
    errors: &str,
    bad: &[u8],
    message: impl FnOnce() -> String,
) -> PyResult<()> {
    match errors {
        "ignore" => {}
        "replace" => out.push('\u{fffd}'),
        "backslashreplace" => out.extend(bad.iter().map(|b| format!("\\x{b:02x}"))),
        "strict" => return Err(Exception::new(&UNICODE_DECODE_ERROR, message())),
        _ => missing(&format!("the error handler {errors}")),
    }
    Ok(())
}

/// What CPython says of bytes that are no UTF-8; `ends` says that nothing follows them.
fn utf8_message(bad: &[u8], place: usize, ends: bool) -> String {
    let first = bad[0];
    let needed = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 0,
    };
    let reason = match needed {
        0 => "invalid start byte",
        n if ends && bad.len() < n => "unexpected end of data",
        _ => "invalid continuation byte",
    };
    let what = if bad.len() == 1 {
        format!("byte 0x{first:02x} in position {place}")
    } else {
        format!("bytes in position {place}-{}", place + bad.len() - 1)
    };
    format!("'utf-8' codec can't decode {what}: {reason}")
}

/// `b.decode(encoding, errors)`, or the end of the program.
pub fn decode_bytes(bytes: &[u8], encoding: &str, errors: &str) -> Str {
    try_decode_bytes(bytes, encoding, errors).or_exit()
}
