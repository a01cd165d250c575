//! `str` against CPython 3.11: expectations taken from its output.

mod outcome;

use outcome::{s, Outcome};
use pyrt::*;

#[test]
fn indexing_and_slicing() {
    expect! {
        s("\u{1c89} ꟓ").count_chars() => "3";
        s("abcabc").count_chars() => "6";
        s("ΑΣ ΟΔΟΣ ΣΑΣ Σ.").count_chars() => "14";
        s("\u{1c89} ꟓ").try_at(-100i64) => "IndexError: string index out of range";
        s("ß straße ŉ").try_at(3i64) => "'t'";
        s("mañana").try_at(1i64) => "'a'";
        s("été ñandú").try_at(3i64) => "' '";
        s("İıſK").try_at(3i64) => "'K'";
        s("٣٤").slice_from(0i64) => "'٣٤'";
        s("mañana").slice_from(5i64) => "'a'";
        s("hello world").slice_from(-100i64) => "'hello world'";
        s("a\tb\n12345678\tz\r\tq").slice_to(1i64) => "'a'";
        s("ß straße ŉ").slice_to(-3i64) => "'ß straß'";
        s("été ñandú").slice_to(-3i64) => "'été ña'";
        s("日本語テキスト").slice_range(-1i64, -3i64) => "''";
        s("it's \"q\"").slice_range(0i64, 5i64) => "\"it's \"";
        s("٣٤").slice_range(-3i64, 2i64) => "'٣٤'";
        s("İıſK").try_slice(Some(100), None, Some(2)) => "''";
        s("a\tb\n12345678\tz\r\tq").try_slice(None, Some(0), Some(0)) => "ValueError: slice step cannot be zero";
        s("-42").try_slice(Some(0), None, Some(100)) => "'-'";
        s("日本語テキスト").try_slice(Some(-100), Some(100), Some(100)) => "'日'";
        s("aaaa").try_slice(None, Some(100), None) => "'aaaa'";
        s("-42").try_slice(None, Some(3), Some(1)) => "'-42'";
        s("hello world").try_slice(Some(1), Some(-2), None) => "'ello wor'";
        s("abcabc").try_slice(Some(-2), Some(100), Some(2)) => "'b'";
        s("日本語テキスト").reversed() => "'トスキテ語本日'";
        s("😀a😀").reversed() => "'😀a😀'";
        s("aaaa").reversed() => "'aaaa'";
        s("x1_y").chars_iter().collect::<Vec<Str>>() => "['x', '1', '_', 'y']";
        s("ǆ Ǆ ǅ ﬁ").chars_iter().collect::<Vec<Str>>() => "['ǆ', ' ', 'Ǆ', ' ', 'ǅ', ' ', 'ﬁ']";
        s(" ").chars_iter().collect::<Vec<Str>>() => "[' ']";
        s("mañana").chars_iter().rev().collect::<Vec<Str>>() => "['a', 'n', 'a', 'ñ', 'a', 'm']";
        s("x1_y").chars_iter().rev().collect::<Vec<Str>>() => "['y', '_', '1', 'x']";
        s("日本語テキスト").chars_iter().rev().collect::<Vec<Str>>() => "['ト', 'ス', 'キ', 'テ', '語', '本', '日']";
        s("a").repeat_n(1i64) => "'a'";
        s("--").repeat_n(0i64) => "''";
        s("hello world").repeat_n(1i64) => "'hello world'";
        s("ab").try_repeat_n(i64::MAX / 2) => "MemoryError";
        s("ab").try_repeat_n(1i64 << 62) => "OverflowError: repeated string is too long";
    }
}

#[test]
fn searching() {
    expect! {
        s("😀a😀").contains_str("é") => "False";
        s("été ñandú").contains_str("a") => "True";
        s("aaaa").find_str(" ") => "-1";
        s(" ").find_str("") => "0";
        s("it's \"q\"").find_str(" ") => "4";
        s("ǆ Ǆ ǅ ﬁ").rfind_str("σ") => "-1";
        s("abc").rfind_str("") => "3";
        s("abcabc").rfind_str("") => "6";
        s("½²x").try_index_of("ab") => "ValueError: substring not found";
        s("mañana").try_index_of("") => "0";
        s("a,b,,c,").try_index_of("c") => "5";
        s("hello world").try_rindex_of("c") => "ValueError: substring not found";
        s("a,b,,c,").try_rindex_of(",") => "6";
        s("aXbXc").try_rindex_of("c") => "4";
        s("aXbXc").find_in("c", 100i64, 2i64) => "-1";
        s("a\tb\n12345678\tz\r\tq").find_in("", 2i64, -3i64) => "2";
        s("_é").find_in("é", 1i64, 100i64) => "1";
        s("--").find_in("", 0i64, 1i64) => "0";
        s("a\tb\n12345678\tz\r\tq").find_in("", -3i64, -3i64) => "14";
        s("日本語テキスト").find_in("", 5i64, 100i64) => "5";
        s("\u{a0}\u{3000}x\u{2003}").find_in("", -1i64, 100i64) => "3";
        s("a,b,,c,").rfind_in("", 100i64, -100i64) => "-1";
        s("İıſK").rfind_in("", 1i64, 2i64) => "2";
        s("").rfind_in("", -1i64, 100i64) => "0";
        s("日本語テキスト").rfind_in("", -100i64, -1i64) => "6";
        s("mañana").rfind_in("a", 0i64, 5i64) => "3";
        s("ß straße ŉ").rfind_in("a", 0i64, -1i64) => "5";
        s("Hello World 1st").try_index_in("c", -3i64, -3i64) => "ValueError: substring not found";
        s("abcabc").try_index_in("", -3i64, -1i64) => "3";
        s("x1_y").try_index_in("", 1i64, 1i64) => "1";
        s("été ñandú").try_rindex_in("a", 1i64, 2i64) => "ValueError: substring not found";
        s("abc").try_rindex_in("", -3i64, 2i64) => "2";
        s("aaaa").try_rindex_in("a", 0i64, 100i64) => "3";
        s("  lead and  trail  ").count_str("ab") => "0";
        s("abcabc").count_str("b") => "2";
        s("a,b,,c,").count_str("a") => "1";
        s("  lead and  trail  ").count_in("a", -1i64, 1i64) => "0";
        s("mañana").count_in("", -100i64, -1i64) => "6";
        s("a").count_in("a", -3i64, 5i64) => "1";
        s("a\tb\n12345678\tz\r\tq").count_in("", -100i64, 1i64) => "2";
        s("-42").count_in("", -3i64, 2i64) => "3";
        s("  lead and  trail  ").count_in("", 2i64, -1i64) => "17";
        s("hello world").starts(" ") => "False";
        s("\u{a0}\u{3000}x\u{2003}").starts("") => "True";
        s("İıſK").ends("b") => "False";
        s("½²x").ends("") => "True";
        s("a,b,,c,").starts_in("é", 2i64, 100i64) => "False";
        s("a\tb\n12345678\tz\r\tq").starts_in("", -3i64, 100i64) => "True";
        s("ß straße ŉ").ends_in("", 0i64, -100i64) => "True";
        s("  lead and  trail  ").ends_in("é", 1i64, 1i64) => "False";
    }
}

#[test]
fn splitting_and_joining() {
    expect! {
        s("\u{a0}\u{3000}x\u{2003}").py_split() => "['x']";
        s(" ").py_split() => "[]";
        s("ß straße ŉ").py_split() => "['ß', 'straße', 'ŉ']";
        s("😀a😀").split_n(-3i64) => "['😀a😀']";
        s("Hello World 1st").split_n(1i64) => "['Hello', 'World 1st']";
        s("abcabc").split_n(0i64) => "['abcabc']";
        s("abcabc").rsplit_n(-1i64) => "['abcabc']";
        s("😀a😀").rsplit_n(3i64) => "['😀a😀']";
        s("a").rsplit_n(5i64) => "['a']";
        s("aXbXc").try_split_on("b") => "['aX', 'Xc']";
        s("  lead and  trail  ").try_split_on("é") => "['  lead and  trail  ']";
        s("abc").try_split_on("é") => "['abc']";
        s("+7").try_split_on_n("X", 0i64) => "['+7']";
        s("--").try_split_on_n("", 5i64) => "ValueError: empty separator";
        s("").try_split_on_n(",", 0i64) => "['']";
        s("Hello World 1st").try_rsplit_on_n("aa", 1i64) => "['Hello World 1st']";
        s("1x").try_rsplit_on_n("X", 5i64) => "['1x']";
        s("it's \"q\"").try_rsplit_on_n("\n", -1i64) => "['it\\'s \"q\"']";
        s("abc").split_lines(false) => "['abc']";
        s("aaaa").split_lines(false) => "['aaaa']";
        s("+7").split_lines(true) => "['+7']";
        s("+7").try_partition("abc") => "('+7', '', '')";
        s("_é").try_partition("b") => "('_é', '', '')";
        s("a\tb\n12345678\tz\r\tq").try_partition("b") => "('a\\t', 'b', '\\n12345678\\tz\\r\\tq')";
        s("Hello World 1st").try_rpartition("a") => "('', '', 'Hello World 1st')";
        s("ß straße ŉ").try_rpartition("") => "ValueError: empty separator";
        s("_é").try_rpartition("é") => "('_', 'é', '')";
        join("a", s("abc").chars_iter()) => "'aabac'";
        join("é", s("ΑΣ ΟΔΟΣ ΣΑΣ Σ.").chars_iter()) => "'ΑéΣé éΟéΔéΟéΣé éΣéΑéΣé éΣé.'";
        join(" ", s("ß straße ŉ").chars_iter()) => "'ß   s t r a ß e   ŉ'";
    }
}

#[test]
fn trimming_and_replacing() {
    expect! {
        s("one\ntwo\r\nthree\rfour\u{b}five\u{1c}six\u{2028}seven\u{85}").strip() => "'one\\ntwo\\r\\nthree\\rfour\\x0bfive\\x1csix\\u2028seven'";
        s("ΑΣ ΟΔΟΣ ΣΑΣ Σ.").strip() => "'ΑΣ ΟΔΟΣ ΣΑΣ Σ.'";
        s("hello world").strip() => "'hello world'";
        s("one\ntwo\r\nthree\rfour\u{b}five\u{1c}six\u{2028}seven\u{85}").lstrip() => "'one\\ntwo\\r\\nthree\\rfour\\x0bfive\\x1csix\\u2028seven\\x85'";
        s("hello world").lstrip() => "'hello world'";
        s("٣٤").lstrip() => "'٣٤'";
        s("été ñandú").rstrip() => "'été ñandú'";
        s("-42").rstrip() => "'-42'";
        s("\u{1c89} ꟓ").rstrip() => "'\\u1c89 ꟓ'";
        s("--").strip_chars("aa") => "'--'";
        s("+7").strip_chars(",") => "'+7'";
        s("a,b,,c,").strip_chars(",") => "'a,b,,c'";
        s("--").lstrip_chars("ab") => "'--'";
        s("á").lstrip_chars("abc") => "'́'";
        s("x1_y").lstrip_chars("é") => "'x1_y'";
        s("İıſK").rstrip_chars("") => "'İıſK'";
        s("abc").rstrip_chars("b") => "'abc'";
        s(" ").rstrip_chars("aa") => "' '";
        s("a").remove_prefix("abc") => "'a'";
        s("日本語テキスト").remove_prefix(" ") => "'日本語テキスト'";
        s("a\tb\n12345678\tz\r\tq").remove_prefix("é") => "'a\\tb\\n12345678\\tz\\r\\tq'";
        s("  lead and  trail  ").remove_suffix("b") => "'  lead and  trail  '";
        s("á").remove_suffix("X") => "'á'";
        s("\u{1c89} ꟓ").remove_suffix("X") => "'\\u1c89 ꟓ'";
        s("").replace_str("a", "--") => "''";
        s("٣٤").replace_str("ab", "--") => "'٣٤'";
        s("á").replace_str(" ", "--") => "'á'";
        s("ǆ Ǆ ǅ ﬁ").replace_n("a", "<é>", 1i64) => "'ǆ Ǆ ǅ ﬁ'";
        s("😀a😀").replace_n(",", "<é>", 0i64) => "'😀a😀'";
        s("hello world").replace_n("\n", "<é>", 2i64) => "'hello world'";
    }
}

#[test]
fn case() {
    expect! {
        s("aXbXc").upper() => "'AXBXC'";
        s("\u{1c89} ꟓ").upper() => "'\\u1c89 ꟓ'";
        s("-42").upper() => "'-42'";
        s("ǆ Ǆ ǅ ﬁ").upper() => "'Ǆ Ǆ Ǆ FI'";
        s("x1_y").lower() => "'x1_y'";
        s("😀a😀").lower() => "'😀a😀'";
        s("--").lower() => "'--'";
        s("ß straße ŉ").lower() => "'ß straße ŉ'";
        s("aaaa").lower() => "'aaaa'";
        s("😀a😀").title() => "'😀A😀'";
        s("a\tb\n12345678\tz\r\tq").title() => "'A\\tB\\n12345678\\tZ\\r\\tQ'";
        s("٣٤").title() => "'٣٤'";
        s("hello world").title() => "'Hello World'";
        s("Hello World 1st").title() => "'Hello World 1St'";
        s("\u{a0}\u{3000}x\u{2003}").capitalize() => "'\\xa0\\u3000x\\u2003'";
        s("ß straße ŉ").capitalize() => "'Ss straße ŉ'";
        s("it's \"q\"").capitalize() => "'It\\'s \"q\"'";
        s("½²x").capitalize() => "'½²x'";
        s("ΑΣ ΟΔΟΣ ΣΑΣ Σ.").swapcase() => "'ας οδος σας σ.'";
        s("été ñandú").swapcase() => "'ÉTÉ ÑANDÚ'";
        s("½²x").swapcase() => "'½²X'";
        s("😀a😀").swapcase() => "'😀A😀'";
        s("á").casefold() => "'á'";
        s("mañana").casefold() => "'mañana'";
        s("😀a😀").casefold() => "'😀a😀'";
        s(" ").casefold() => "' '";
    }
}

#[test]
fn kinds() {
    expect! {
        s("a,b,,c,").is_alpha() => "False";
        s("a").is_alpha() => "True";
        s("+7").is_digit() => "False";
        s("٣٤").is_digit() => "True";
        s("abcabc").is_decimal() => "False";
        s("٣٤").is_decimal() => "True";
        s("1x").is_numeric() => "False";
        s("٣٤").is_numeric() => "True";
        s("abcabc").is_alnum() => "True";
        s("  lead and  trail  ").is_alnum() => "False";
        s("Hello World 1st").is_space() => "False";
        s(" ").is_space() => "True";
        s("ΑΣ ΟΔΟΣ ΣΑΣ Σ.").is_upper() => "True";
        s("_é").is_upper() => "False";
        s("x1_y").is_lower() => "True";
        s("Hello World 1st").is_lower() => "False";
        s("hello world").is_title() => "False";
        s("_é").is_identifier() => "True";
        s("hello world").is_identifier() => "False";
        s("x1_y").is_printable() => "True";
        s("\u{a0}\u{3000}x\u{2003}").is_printable() => "False";
        s("+7").is_ascii_str() => "True";
        s("ß straße ŉ").is_ascii_str() => "False";
    }
}

#[test]
fn layout() {
    expect! {
        s("mañana").center(14i64, "é") => "'éééémañanaéééé'";
        s("a,b,,c,").center(6i64, "é") => "'a,b,,c,'";
        s("mañana").center(9i64, "é") => "'éémañanaé'";
        s("İıſK").ljust(11i64, " ") => "'İıſK       '";
        s("hello world").ljust(9i64, " ") => "'hello world'";
        s("٣٤").ljust(10i64, " ") => "'٣٤        '";
        s("ß straße ŉ").rjust(7i64, "*") => "'ß straße ŉ'";
        s("1x").rjust(11i64, "*") => "'*********1x'";
        s("ǆ Ǆ ǅ ﬁ").rjust(9i64, "*") => "'**ǆ Ǆ ǅ ﬁ'";
        s("1x").zfill(-92i64) => "'1x'";
        s("mañana").zfill(5i64) => "'mañana'";
        s("ΑΣ ΟΔΟΣ ΣΑΣ Σ.").zfill(11i64) => "'ΑΣ ΟΔΟΣ ΣΑΣ Σ.'";
        s("日本語テキスト").expand_tabs(8) => "'日本語テキスト'";
        s("_é").expand_tabs(0) => "'_é'";
        s("a").expand_tabs(3) => "'a'";
        s("a").try_center(5, "") => "TypeError: The fill character must be exactly one character long";
        s("a").try_center(1i64 << 62, " ") => "MemoryError";
        s("a").try_ljust(0, "xy") => "TypeError: The fill character must be exactly one character long";
        s("a").try_rjust(i64::MIN, "é") => "'a'";
    }
}

#[test]
fn characters() {
    expect! {
        ascii(&s("  lead and  trail  ")) => "\"'  lead and  trail  '\"";
        ascii(&s("٣٤")) => "\"'\\\\u0663\\\\u0664'\"";
        ascii(&s("Hello World 1st")) => "\"'Hello World 1st'\"";
        try_ord(&s("½²x")) => "TypeError: ord() expected a character, but string of length 3 found";
        try_ord(&s("été ñandú")) => "TypeError: ord() expected a character, but string of length 9 found";
        try_ord(&s("hello world")) => "TypeError: ord() expected a character, but string of length 11 found";
        try_chr(-1i64) => "ValueError: chr() arg not in range(0x110000)";
        try_chr(1114111i64) => "'\\U0010ffff'";
        try_chr(65i64) => "'A'";
        try_chr(-2147483649i64) => "OverflowError: Python int too large to convert to C int";
        try_chr(65535i64) => "'\\uffff'";
        try_chr(233i64) => "'é'";
        try_chr(945i64) => "'α'";
        try_chr(127i64) => "'\\x7f'";
        try_chr(0i64) => "'\\x00'";
    }
}
