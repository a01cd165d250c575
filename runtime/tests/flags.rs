//! The names of combinations of flags, and the values that they may have.

use pyrt::*;

const NAMES: &[(&str, i64)] = &[("READ", 1), ("WRITE", 2), ("EXEC", 8), ("RW", 3)];

#[test]
fn combinations_have_the_names_of_their_flags() {
    assert_eq!(&*flag_name(3, NAMES), "RW");
    assert_eq!(&*flag_name(9, NAMES), "READ|EXEC");
    assert_eq!(flag_repr("P", 13, NAMES), "<P.READ|EXEC|4: 13>");
    assert_eq!(flag_repr("P", 0, NAMES), "<P: 0>");
    assert_eq!(flag_str("P", 0, NAMES), "P(0)");
    assert_eq!(flag_members(11, NAMES).collect::<Vec<_>>(), [1, 2, 8]);
}

#[test]
fn values_are_checked_or_kept() {
    assert_eq!(flag_of("P", -2, 7).ok(), Some(6));
    let text = flag_of("P", 99, 7).unwrap_err().to_string();
    assert_eq!(
        text,
        "ValueError: <flag 'P'> invalid value 99\n    given 0b0 1100011\n  allowed 0b0 0000111"
    );
    assert!(flag_of("P", 4, 11).is_err());
    assert_eq!(
        (
            flag_kept(-1, 11),
            flag_kept(-5, 11),
            flag_kept(-40, 11),
            flag_kept(64, 11)
        ),
        (15, 11, 24, 64)
    );
}
