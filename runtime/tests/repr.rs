//! `repr`, `str` and `ascii` against CPython 3.11: expectations taken from its output.

use pyrt::*;

fn r<T: Repr>(value: T) -> String {
    repr(&value).to_string()
}

fn quoted(text: &str) -> String {
    repr(text).to_string()
}

#[test]
fn text_is_quoted() {
    assert_eq!(quoted(""), "''");
    assert_eq!(quoted("it's"), "\"it's\"");
    assert_eq!(quoted("say \"hi\""), "'say \"hi\"'");
    assert_eq!(quoted("it's \"q\""), "'it\\'s \"q\"'");
    assert_eq!(quoted("a\\b\n\r\t\0\x1b\x7f"), r"'a\\b\n\r\t\x00\x1b\x7f'");
    assert_eq!(
        quoted("é\u{a0}\u{ad}日\u{2028}😀"),
        r"'é\xa0\xad日\u2028😀'"
    );
    assert_eq!(
        quoted("\u{378}\u{e000}\u{e0001}\u{10ffff}"),
        r"'\u0378\ue000\U000e0001\U0010ffff'"
    );
    assert_eq!(quoted("\u{200b}\u{feff}\u{301}"), "'\\u200b\\ufeff\u{301}'");
}

#[test]
fn ascii_escapes_the_rest() {
    assert_eq!(
        ascii("aé日😀'\n").to_string(),
        r#""a\xe9\u65e5\U0001f600'\n""#
    );
    assert_eq!(ascii(&vec![Str::from("ß")]).to_string(), r"['\xdf']");
    assert_eq!(ascii(&1.5).to_string(), "1.5");
}

#[test]
fn text_of_text_is_bare() {
    assert_eq!(to_str("it's\n").to_string(), "it's\n");
    assert_eq!(to_str(&Some(Str::from("x"))).to_string(), "x");
    assert_eq!(format!("{} {}", shown("a"), reprd("a")), "a 'a'");
}

#[test]
fn numbers_and_constants() {
    assert_eq!(r(i64::MIN), "-9223372036854775808");
    assert_eq!(
        r(Int::literal("-123456789012345678901234567890")),
        "-123456789012345678901234567890"
    );
    assert_eq!(r((true, false, ())), "(True, False, None)");
    assert_eq!(r([None, Some(1i64)]), "[None, 1]");
    assert_eq!(
        r([1.0, -0.0, 1e16, 1e-5, 0.1, 1e22]),
        "[1.0, -0.0, 1e+16, 1e-05, 0.1, 1e+22]"
    );
    assert_eq!(
        r([f64::INFINITY, f64::NEG_INFINITY, -f64::NAN]),
        "[inf, -inf, nan]"
    );
    assert_eq!(r([Num::from(1), Num::from(1.0)]), "[1, 1.0]");
}

#[test]
fn containers() {
    assert_eq!(r(Vec::<i64>::new()), "[]");
    assert_eq!(r((1i64,)), "(1,)");
    assert_eq!(r((Str::from("a"), vec![(1i64, 2.5)])), "('a', [(1, 2.5)])");
    assert_eq!(
        r((1i64, 2i64, 3i64, 4i64, 5i64, 6i64, 7i64, 8i64, 9i64, 10i64, 11i64, 12i64)),
        "(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)"
    );
    assert_eq!(to_str(&vec![Str::from("a")]).to_string(), "['a']");
}

#[test]
fn exceptions() {
    let plain = Exception::new(&VALUE_ERROR, "it's");
    assert_eq!(repr(&plain).to_string(), "ValueError(\"it's\")");
    assert_eq!(to_str(&plain).to_string(), "it's");
    let bare = Exception::bare(&STOP_ITERATION);
    assert_eq!(repr(&bare).to_string(), "StopIteration()");
    assert_eq!(to_str(&bare).to_string(), "");
    let key = exception_of(&KEY_ERROR, "k");
    assert_eq!(repr(&key).to_string(), "KeyError('k')");
    assert_eq!(to_str(&key).to_string(), "'k'");
    let number = exception_of(&VALUE_ERROR, &3i64);
    assert_eq!(repr(&number).to_string(), "ValueError(3)");
    assert_eq!(number.to_string(), "ValueError: 3");
}

#[test]
fn an_exception_of_several_classes_is_each_of_them() {
    static GONE: ExceptionClass =
        ExceptionClass::joined("Gone", "__main__.Gone", &KEY_ERROR, &[&OS_ERROR]);
    static NEVER: ExceptionClass = ExceptionClass::derived("Never", "__main__.Never", &GONE);
    let never = Exception::new(&NEVER, "x");
    for class in [
        &NEVER,
        &GONE,
        &KEY_ERROR,
        &LOOKUP_ERROR,
        &OS_ERROR,
        &EXCEPTION,
        &BASE_EXCEPTION,
    ] {
        assert!(never.is(class), "{}", class.name);
    }
    for class in [&VALUE_ERROR, &FILE_NOT_FOUND_ERROR, &INDEX_ERROR] {
        assert!(!never.is(class), "{}", class.name);
    }
    assert!(!Exception::new(&GONE, "x").is(&NEVER));
}
