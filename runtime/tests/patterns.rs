//! The parser of patterns, compared with what CPython's parser and `sre_program.py` make of the same ones.

use pyrt::*;

#[test]
fn patterns_are_parsed_as_cpython_does() {
    let lines: Vec<&str> = include_str!("patterns.txt").lines().collect();
    assert!(lines.len() > 800);
    for pair in lines.chunks(2) {
        let (flags, pattern) = pair[0].split_once(' ').unwrap();
        let made = match sre_program(pattern, flags.parse().unwrap()) {
            Ok((program, flags)) => format!("{flags} {program}"),
            Err(e) => format!("{}: {}", e.class.name, e.message.unwrap_or_default()),
        };
        assert_eq!(made, pair[1], "{}", pair[0]);
    }
}

#[test]
fn an_error_says_where_it_is() {
    let error = try_re_compile("a\n\n(b", 0).unwrap_err();
    let message = "missing ), unterminated subpattern at position 3 (line 3, column 1)";
    assert_eq!(error.message.as_deref(), Some(message));
    assert_eq!(error.class.qualified, "re.error");
}

#[test]
fn patterns_are_kept() {
    for round in 0..3 {
        for n in 0..600 {
            let found = re_compile(&format!("a{{{n}}}(b)"), 0);
            assert_eq!(found.group_count(), 1, "{round}");
        }
    }
    assert_eq!(re_compile("a", 2).flag_bits(), 34);
    assert_eq!(re_compile("a", 0).flag_bits(), 32);
}

#[test]
fn what_is_not_kept_says_so() {
    for pattern in [
        r"\N{DASH}",
        "(?:(a)b)*+",
        "(?:ab){6000}",
        "(?t)a",
        r"[\ud800]",
    ] {
        let error = try_re_compile(pattern, 0).unwrap_err();
        assert_eq!(error.class.name, "NotImplementedError", "{pattern}");
    }
    let deep = "(".repeat(10_000);
    assert_eq!(
        try_re_compile(&deep, 0).unwrap_err().class.name,
        "NotImplementedError"
    );
}
