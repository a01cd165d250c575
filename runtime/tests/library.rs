//! Bytes, paths, hexadecimal floats and the engine for regular expressions against answers that CPython 3.11 gave.

use pyrt::*;

fn outcome<T: Repr>(result: PyResult<T>) -> String {
    match result {
        Ok(value) => repr(&value).to_string(),
        Err(error) => error.to_string(),
    }
}

fn hex_outcome(text: &str) -> String {
    outcome(try_float_from_hex(text))
}

#[test]
fn floats_from_hexadecimal_notation() {
    for (text, expected) in [
        ("0x1.8p+1", "3.0"),
        ("-0x1p-1074", "-5e-324"),
        (" 1.8P3\t", "12.0"),
        ("0x1.fffffffffffff7p1023", "1.7976931348623157e+308"),
        ("1p-1075", "0.0"),
        ("0x1.8p-1075", "5e-324"),
        ("0x1.00000000000018p0", "1.0000000000000004"),
        ("-Infinity", "-inf"),
        (
            "0x",
            "ValueError: invalid hexadecimal floating-point string",
        ),
        (
            "0x1p1024 junk",
            "OverflowError: hexadecimal value too large to represent as a float",
        ),
    ] {
        assert_eq!(hex_outcome(text), expected, "{text}");
    }
}

#[test]
fn bytes_show_themselves() {
    assert_eq!(&*repr(&Bytes::from(b"it's")), "b\"it's\"");
    assert_eq!(
        &*repr(&Bytes::from(b"'\"\n\x00\xff\\")),
        r#"b'\'"\n\x00\xff\\'"#
    );
    assert_eq!(&*repr(&Bytes::default()), "b''");
}

#[test]
fn bytes_are_searched_and_split() {
    let b = Bytes::from(b"a,b,,c");
    assert_eq!(b.find_bytes(b",", 2, i64::MAX), 3);
    assert_eq!(b.rfind_bytes(b",", 0, -1), 4);
    assert_eq!(b.find_bytes(b"", 7, i64::MAX), -1);
    assert_eq!(b.count_bytes(b"", 0, i64::MAX), 7);
    assert_eq!(&*repr(&b.split_bytes(b",", -1)), "[b'a', b'b', b'', b'c']");
    assert_eq!(&*repr(&b.rsplit_bytes(b",", 1)), "[b'a,b,', b'c']");
    assert_eq!(
        outcome(b.try_split_bytes(b"", -1)),
        "ValueError: empty separator"
    );
    let blank = Bytes::from(b" a  b ");
    assert_eq!(&*repr(&blank.split_bytes_at_space(1)), "[b'a', b'b ']");
    assert_eq!(&*repr(&blank.rsplit_bytes_at_space(1)), "[b' a', b'b']");
    assert_eq!(
        &*repr(&Bytes::from(b"ab").replace_bytes(b"", b"-", 2)),
        "b'-a-b'"
    );
    assert_eq!(
        &*repr(&Bytes::from(b"ab").center_bytes(5, b".")),
        "b'..ab.'"
    );
    assert_eq!(&*repr(&Bytes::from(b"-42").zfill_bytes(5)), "b'-0042'");
}

#[test]
fn bytes_from_and_to_text() {
    assert_eq!(
        outcome(try_decode_bytes(b"a\xe2\x82(", "utf-8", "strict")),
        "UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 1-2: invalid continuation byte"
    );
    assert_eq!(
        outcome(try_decode_bytes(b"a\xff", "UTF8", "replace")),
        "'a\u{fffd}'"
    );
    assert_eq!(
        outcome(try_encode_text("ab€€", "ascii", "strict")),
        "UnicodeEncodeError: 'ascii' codec can't encode characters in position 2-3: ordinal not in range(128)"
    );
    assert_eq!(
        outcome(try_encode_text("é€", "latin-1", "xmlcharrefreplace")),
        "b'\\xe9&#8364;'"
    );
    assert_eq!(
        outcome(try_bytes_from_hex("a b")),
        "ValueError: non-hexadecimal number found in fromhex() arg at position 1"
    );
    assert_eq!(
        outcome(try_bytes_hex_by(b"abcde", "_", -2)),
        "'6162_6364_65'"
    );
}

#[test]
fn ints_from_and_to_bytes() {
    assert_eq!(
        outcome(try_int_to_bytes(-129, 2, "little", true)),
        "b'\\x7f\\xff'"
    );
    assert_eq!(
        outcome(try_int_to_bytes(128, 1, "big", true)),
        "OverflowError: int too big to convert"
    );
    assert_eq!(outcome(try_int_to_bytes(-1, 0, "big", true)), "b''");
    assert_eq!(
        outcome(try_int_to_bytes(-1, 1, "big", false)),
        "OverflowError: can't convert negative int to unsigned"
    );
    assert_eq!(outcome(try_int_from_bytes(b"\xff\xfe", "big", true)), "-2");
}

#[test]
fn paths_are_text() {
    assert_eq!(&*path_join(&["a", "/b", "", "c"]), "/b/c");
    assert_eq!(&*path_dirname("//a"), "//");
    assert_eq!(&*repr(&path_splitext(".a.tar.gz")), "('.a.tar', '.gz')");
    assert_eq!(&*repr(&path_splitext("..x")), "('..x', '')");
    assert_eq!(&*path_normpath("///a/../../b/."), "/b");
    assert_eq!(&*path_normpath("../a/../.."), "../..");
}

#[test]
fn text_seeds_are_hashed() {
    assert_eq!(&*repr(&Random::of_text("a").random()), "0.2720295377534757");
    assert_eq!(&*repr(&Random::of_text("").random()), "0.9602256525641875");
}

fn spans(program: &'static str, text: &str) -> String {
    let found = sre_pattern("", program, None).finditer(&Str::from(text));
    let shown: Vec<String> = found
        .iter()
        .map(|m| repr(&m.all_spans()).to_string())
        .collect();
    shown.join(" ")
}

#[test]
fn an_engine_for_what_the_crate_lacks() {
    // (?<=l)o
    assert_eq!(
        spans("1;0;;look:1:3 in:6c ok in:6f done", "lo o lo"),
        "((1, 2),) ((6, 7),)"
    );
    // (\w)\1
    assert_eq!(
        spans("2;0;;save:2 in:uw save:3 again:1 done", "aab__"),
        "((0, 2), (0, 1)) ((3, 5), (3, 4))"
    );
    // a??
    assert_eq!(
        spans("1;0;;least:0:1:in:61 done", "a"),
        "((0, 0),) ((0, 1),) ((1, 1),)"
    );
    // $
    assert_eq!(spans("1;0;;last done", "é\n"), "((1, 1),) ((2, 2),)");
    // (?:(a)|b)*
    let program = "2;1;;loop:0 step:0:9 fork:7 save:2 in:61 save:3 jump:8 in:62 jump:1 done";
    assert_eq!(spans(program, "ab"), "((0, 2), (0, 1)) ((2, 2), (-1, -1))");
}
