//! Which characters are the same where case does not count, as CPython's `re` has it.
//! needs: printable

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use super::printable::is_printable_char;

thread_local! {
    static LOWER_CLASSES: OnceCell<HashMap<char, Vec<char>>> = const { OnceCell::new() };
}

/// No character beyond this one has a case.
const LAST_CASED: u32 = 0x1_e944;

/// The lower form of a character, one character for one.
pub(super) fn simple_lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let known = is_printable_char(c); // what Unicode 14 does not know has no case there
    c.to_lowercase().next().filter(|_| known).unwrap_or(c)
}

fn simple_upper(c: char) -> char {
    let known = is_printable_char(c);
    c.to_uppercase().next().filter(|_| known).unwrap_or(c)
}

/// The characters with a case, by their lower form.
fn lower_classes() -> HashMap<char, Vec<char>> {
    let mut found: HashMap<char, Vec<char>> = HashMap::new();
    for c in (0..LAST_CASED).filter_map(char::from_u32) {
        let lower = simple_lower(c);
        if lower != c || simple_upper(c) != c {
            found.entry(lower).or_default().push(c);
        }
    }
    found
}

fn with_classes<T>(take: impl FnOnce(&HashMap<char, Vec<char>>) -> T) -> T {
    LOWER_CLASSES.with(|classes| take(classes.get_or_init(lower_classes)))
}

/// What one of the range may stand for, and whether something of it has a case. Only what has a case is in what is found
/// beyond the range itself.
pub(super) fn folded(low: u32, high: u32, ascii: bool) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for code in low..=high {
        found.insert(code);
        let Some(c) = char::from_u32(code) else {
            continue;
        };
        if ascii {
            found.insert(u32::from(c.to_ascii_lowercase()));
            found.insert(u32::from(c.to_ascii_uppercase()));
            continue;
        }
        let lower = simple_lower(c);
        let pairs = EXTRA_CASES.iter().filter(|(known, _)| *known == lower);
        for same in std::iter::once(lower).chain(pairs.map(|(_, same)| *same)) {
            found.insert(u32::from(same));
            with_classes(|classes| {
                let more = classes.get(&same).into_iter().flatten();
                found.extend(more.map(|c| u32::from(*c)));
            });
        }
    }
    found
}

/// Lower characters that share their capital with others.
const EXTRA_CASES: [(char, char); 56] = [
    ('\u{69}', '\u{131}'),
    ('\u{73}', '\u{17f}'),
    ('\u{b5}', '\u{3bc}'),
    ('\u{131}', '\u{69}'),
    ('\u{17f}', '\u{73}'),
    ('\u{345}', '\u{3b9}'),
    ('\u{345}', '\u{1fbe}'),
    ('\u{390}', '\u{1fd3}'),
    ('\u{3b0}', '\u{1fe3}'),
    ('\u{3b2}', '\u{3d0}'),
    ('\u{3b5}', '\u{3f5}'),
    ('\u{3b8}', '\u{3d1}'),
    ('\u{3b9}', '\u{345}'),
    ('\u{3b9}', '\u{1fbe}'),
    ('\u{3ba}', '\u{3f0}'),
    ('\u{3bc}', '\u{b5}'),
    ('\u{3c0}', '\u{3d6}'),
    ('\u{3c1}', '\u{3f1}'),
    ('\u{3c2}', '\u{3c3}'),
    ('\u{3c3}', '\u{3c2}'),
    ('\u{3c6}', '\u{3d5}'),
    ('\u{3d0}', '\u{3b2}'),
    ('\u{3d1}', '\u{3b8}'),
    ('\u{3d5}', '\u{3c6}'),
    ('\u{3d6}', '\u{3c0}'),
    ('\u{3f0}', '\u{3ba}'),
    ('\u{3f1}', '\u{3c1}'),
    ('\u{3f5}', '\u{3b5}'),
    ('\u{432}', '\u{1c80}'),
    ('\u{434}', '\u{1c81}'),
    ('\u{43e}', '\u{1c82}'),
    ('\u{441}', '\u{1c83}'),
    ('\u{442}', '\u{1c84}'),
    ('\u{442}', '\u{1c85}'),
    ('\u{44a}', '\u{1c86}'),
    ('\u{463}', '\u{1c87}'),
    ('\u{1c80}', '\u{432}'),
    ('\u{1c81}', '\u{434}'),
    ('\u{1c82}', '\u{43e}'),
    ('\u{1c83}', '\u{441}'),
    ('\u{1c84}', '\u{442}'),
    ('\u{1c84}', '\u{1c85}'),
    ('\u{1c85}', '\u{442}'),
    ('\u{1c85}', '\u{1c84}'),
    ('\u{1c86}', '\u{44a}'),
    ('\u{1c87}', '\u{463}'),
    ('\u{1c88}', '\u{a64b}'),
    ('\u{1e61}', '\u{1e9b}'),
    ('\u{1e9b}', '\u{1e61}'),
    ('\u{1fbe}', '\u{345}'),
    ('\u{1fbe}', '\u{3b9}'),
    ('\u{1fd3}', '\u{390}'),
    ('\u{1fe3}', '\u{3b0}'),
    ('\u{a64b}', '\u{1c88}'),
    ('\u{fb05}', '\u{fb06}'),
    ('\u{fb06}', '\u{fb05}'),
];
