//! Text against CPython 3.11 where its parts meet: growing, iterating, ordering, shown in messages.

mod outcome;

use outcome::{s, Outcome};
use pyrt::*;

#[test]
fn text_grows_without_changing_its_aliases() {
    let mut text = s("añ");
    let alias = text.clone();
    assert_eq!(text.at(1i64), "ñ");
    text += "日";
    text += s("x");
    text += &alias;
    expect! {
        text => "'añ日xañ'";
        alias => "'añ'";
        text.count_chars() => "6";
        text.at(2i64) => "'日'";
        text.at(-1i64) => "'ñ'";
        text.slice_range(1i64, 4i64) => "'ñ日x'";
        text.find_str("x") => "3";
        (&text + "!") => "'añ日xañ!'";
        (text.clone() + &alias) => "'añ日xañañ'";
    }
}

#[test]
fn characters_from_both_ends_outlive_their_text() {
    let mut chars = s("aé日b").chars_iter();
    let last = chars.next_back();
    let first = chars.next();
    let rest: Vec<Str> = chars.clone().rev().collect();
    assert_eq!(repr(&last), "'b'");
    assert_eq!(repr(&first), "'a'");
    expect! {
        rest => "['日', 'é']";
        (chars.count() as i64) => "2";
    }
}

#[test]
fn text_is_ordered_by_code_point() {
    let wide = s("\u{ffff}");
    expect! {
        (wide < s("\u{1f600}")) => "True";
        (s("Z") < s("a")) => "True";
        (s("a") < s("ab")) => "True";
        (s("é") == s("e\u{301}")) => "False";
    }
}

#[test]
fn numbers_of_either_kind_are_formatted() {
    let (whole, part) = (Num::from(-7i64), Num::from(2.5));
    expect! {
        whole.try_format_spec("+05d") => "'-0007'";
        whole.try_format_spec(".2f") => "'-7.00'";
        whole.try_format_spec("s") => "ValueError: Unknown format code 's' for object of type 'int'";
        part.try_format_spec("") => "'2.5'";
        part.try_format_spec("e") => "'2.500000e+00'";
        part.try_format_spec("d") => "ValueError: Unknown format code 'd' for object of type 'float'";
    }
}

#[test]
fn fill_must_be_one_character() {
    expect! {
        s("ab").try_center(5i64, "--") => "TypeError: The fill character must be exactly one character long";
        s("ab").try_ljust(1i64, "") => "TypeError: The fill character must be exactly one character long";
        s("ab").try_center(5i64, "é") => "'ééabé'";
    }
}

#[test]
fn bounds_of_searches_reach_beyond_the_text() {
    let text = s("日本日本");
    expect! {
        text.find_in("日", 1i64, 99i64) => "2";
        text.find_in("", 4i64, 9i64) => "4";
        text.find_in("", 5i64, 9i64) => "-1";
        text.rfind_in("日", -99i64, -2i64) => "0";
        text.count_in("", 1i64, 3i64) => "3";
        text.starts_in("本", -3i64, 4i64) => "True";
        text.ends_in("", 3i64, 2i64) => "False";
        text.try_index_in("日", 3i64, 4i64) => "ValueError: substring not found";
    }
}

#[test]
fn values_are_shown_in_messages() {
    let text = s("it's");
    assert_eq!(
        format!("{}|{}", shown(&text), reprd(&text)),
        "it's|\"it's\""
    );
    let error = exception_of(&VALUE_ERROR, &3i64);
    assert_eq!(to_str(&error), "3");
    assert_eq!(repr(&error), "ValueError(3)");
    assert_eq!(error.to_string(), "ValueError: 3");
    let error = exception_of(&KEY_ERROR, &"k");
    assert_eq!(to_str(&error), "'k'");
    assert_eq!(repr(&error), "KeyError('k')");
    assert_eq!(error.to_string(), "KeyError: 'k'");
    let error = exception_of(&KEY_ERROR, &(1i64, None::<i64>));
    assert_eq!(to_str(&error), "(1, None)");
    assert_eq!(repr(&error), "KeyError((1, None))");
    assert_eq!(error.to_string(), "KeyError: (1, None)");
    let error = exception_of(&EXCEPTION, &vec![s("x")]);
    assert_eq!(to_str(&error), "['x']");
    assert_eq!(repr(&error), "Exception(['x'])");
    assert_eq!(error.to_string(), "Exception: ['x']");
}
