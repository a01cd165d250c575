//! The case of text.
//! needs: printable, str, unicode

use super::printable::{is_printable_char, within_edges};
use super::str::Str;
use super::unicode::{is_lower_char, is_title_char, is_upper_char};

/// Where characters begin and end that fold to the lower case of their upper case, not just to their lower case.
const FOLDED: [u32; 74] = [
    0xb5, 0xb6, 0xdf, 0xe0, 0x149, 0x14a, 0x17f, 0x180, 0x1f0, 0x1f1, 0x345, 0x346, 0x390, 0x391,
    0x3b0, 0x3b1, 0x3c2, 0x3c3, 0x3d0, 0x3d2, 0x3d5, 0x3d7, 0x3f0, 0x3f2, 0x3f5, 0x3f6, 0x587,
    0x588, 0x1c80, 0x1c89, 0x1e96, 0x1e9c, 0x1f50, 0x1f51, 0x1f52, 0x1f53, 0x1f54, 0x1f55, 0x1f56,
    0x1f57, 0x1f80, 0x1fb0, 0x1fb2, 0x1fb5, 0x1fb6, 0x1fb8, 0x1fbc, 0x1fbd, 0x1fbe, 0x1fbf, 0x1fc2,
    0x1fc5, 0x1fc6, 0x1fc8, 0x1fcc, 0x1fcd, 0x1fd2, 0x1fd4, 0x1fd6, 0x1fd8, 0x1fe2, 0x1fe5, 0x1fe6,
    0x1fe8, 0x1ff2, 0x1ff5, 0x1ff6, 0x1ff8, 0x1ffc, 0x1ffd, 0xfb00, 0xfb07, 0xfb13, 0xfb18,
];

fn is_cased(c: char) -> bool {
    is_lower_char(c) || is_upper_char(c) || is_title_char(c)
}

/// Whether the case of a character is that of Unicode 14: it was assigned, and had the upper case that it has now.
fn has_old_upper(c: char) -> bool {
    is_printable_char(c) && !matches!(c, '\u{19b}' | '\u{264}' | '\u{a7d3}' | '\u{a7d5}')
}

fn push_upper(out: &mut String, c: char) {
    if has_old_upper(c) {
        out.extend(c.to_uppercase());
    } else {
        out.push(c);
    }
}

fn push_title(out: &mut String, c: char) {
    match c {
        '\u{10d0}'..='\u{10ff}' => out.push(c),
        '\u{1c4}'..='\u{1c6}' => out.push('\u{1c5}'),
        '\u{1c7}'..='\u{1c9}' => out.push('\u{1c8}'),
        '\u{1ca}'..='\u{1cc}' => out.push('\u{1cb}'),
        '\u{1f1}'..='\u{1f3}' => out.push('\u{1f2}'),
        '\u{1f80}'..='\u{1faf}' => out.extend(char::from_u32(u32::from(c) | 8)),
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => out.extend(char::from_u32(u32::from(c) + 9)),
        '\u{1fbc}' | '\u{1fcc}' | '\u{1ffc}' => out.push(c),
        'ß' | '\u{587}' | '\u{fb00}'..='\u{fb06}' | '\u{fb13}'..='\u{fb17}' => {
            let mut upper = c.to_uppercase();
            out.extend(upper.next());
            out.extend(upper.flat_map(char::to_lowercase));
        }
        '\u{1fb2}' | '\u{1fb4}' | '\u{1fb7}' | '\u{1fc2}' | '\u{1fc4}' | '\u{1fc7}'
        | '\u{1ff2}' | '\u{1ff4}' | '\u{1ff7}' => {
            let iota = |c| if c == 'Ι' { '\u{345}' } else { c };
            out.extend(c.to_uppercase().map(iota));
        }
        _ => push_upper(out, c),
    }
}

fn push_folded(out: &mut String, c: char) {
    match c {
        'ẞ' => out.push_str("ss"),
        '\u{13a0}'..='\u{13f5}' => out.push(c),
        '\u{13f8}'..='\u{13fd}' | '\u{ab70}'..='\u{abbf}' => out.extend(c.to_uppercase()),
        _ if within_edges(&FOLDED, c) => {
            out.extend(c.to_uppercase().flat_map(char::to_lowercase));
        }
        _ if is_printable_char(c) => out.extend(c.to_lowercase()),
        _ => out.push(c),
    }
}

/// Gives every character with its lower case, which for a capital sigma depends on its neighbours.
fn each_lower(text: &str, mut each: impl FnMut(char, &str)) {
    let lowered = text.to_lowercase();
    let mut rest = lowered.as_str();
    for c in text.chars() {
        let size = c.to_lowercase().map(char::len_utf8).sum();
        let (own, tail) = rest.split_at(size);
        rest = tail;
        if is_printable_char(c) {
            each(c, own);
        } else {
            each(c, c.encode_utf8(&mut [0; 4]));
        }
    }
}

impl Str {
    fn collected(&self, push: fn(&mut String, char)) -> Str {
        let mut out = String::with_capacity(self.len());
        for c in self.as_text().chars() {
            push(&mut out, c);
        }
        Str::from(out)
    }

    /// `s.upper()`.
    pub fn upper(&self) -> Str {
        if self.is_all_ascii() {
            return Str::from(self.to_ascii_uppercase());
        }
        self.collected(push_upper)
    }

    /// `s.lower()`.
    pub fn lower(&self) -> Str {
        if self.is_all_ascii() {
            return Str::from(self.to_ascii_lowercase());
        }
        let mut out = String::with_capacity(self.len());
        each_lower(self, |_, lower| out.push_str(lower));
        Str::from(out)
    }

    /// `s.casefold()`.
    pub fn casefold(&self) -> Str {
        if self.is_all_ascii() {
            return Str::from(self.to_ascii_lowercase());
        }
        self.collected(push_folded)
    }

    /// `s.capitalize()`.
    pub fn capitalize(&self) -> Str {
        let mut out = String::with_capacity(self.len());
        each_lower(self, |c, lower| {
            if out.is_empty() {
                push_title(&mut out, c);
            } else {
                out.push_str(lower);
            }
        });
        Str::from(out)
    }

    /// `s.title()`.
    pub fn title(&self) -> Str {
        let mut out = String::with_capacity(self.len());
        let mut inside = false;
        each_lower(self, |c, lower| {
            if inside {
                out.push_str(lower);
            } else {
                push_title(&mut out, c);
            }
            inside = is_cased(c);
        });
        Str::from(out)
    }

    /// `s.swapcase()`.
    pub fn swapcase(&self) -> Str {
        let mut out = String::with_capacity(self.len());
        each_lower(self, |c, lower| {
            if is_upper_char(c) {
                out.push_str(lower);
            } else if is_lower_char(c) {
                push_upper(&mut out, c);
            } else {
                out.push(c);
            }
        });
        Str::from(out)
    }
}
