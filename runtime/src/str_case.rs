//! Case of text, and what kinds of characters it holds.
//! needs: str, str_search

use super::str::Str;
use super::str_search::is_py_space;

fn is_cased(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase() || is_title(c)
}

/// The digraphs and Greek capitals that Unicode files under titlecase.
fn is_title(c: char) -> bool {
    matches!(c, '\u{1c5}' | '\u{1c8}' | '\u{1cb}' | '\u{1f2}' | '\u{1f88}'..='\u{1f8f}' | '\u{1f98}'..='\u{1f9f}' | '\u{1fa8}'..='\u{1faf}' | '\u{1fbc}' | '\u{1fcc}' | '\u{1ffc}')
}

fn push_title(out: &mut String, c: char) {
    match c {
        '\u{1c4}'..='\u{1c6}' => out.push('\u{1c5}'),
        '\u{1c7}'..='\u{1c9}' => out.push('\u{1c8}'),
        '\u{1ca}'..='\u{1cc}' => out.push('\u{1cb}'),
        '\u{1f1}'..='\u{1f3}' => out.push('\u{1f2}'),
        'ß' => out.push_str("Ss"),
        _ => out.extend(c.to_uppercase()),
    }
}

impl Str {
    fn every(&self, test: impl Fn(char) -> bool) -> bool {
        !self.as_text().is_empty() && self.as_text().chars().all(test)
    }

    /// `s.upper()`.
    pub fn upper(&self) -> Str {
        Str::from(self.as_text().to_uppercase())
    }

    /// `s.lower()`.
    pub fn lower(&self) -> Str {
        Str::from(self.as_text().to_lowercase())
    }

    /// `s.casefold()`, exact for text without characters that fold to several.
    pub fn casefold(&self) -> Str {
        Str::from(
            self.as_text()
                .to_lowercase()
                .replace('ß', "ss")
                .replace('ς', "σ"),
        )
    }

    /// `s.capitalize()`.
    pub fn capitalize(&self) -> Str {
        let mut chars = self.as_text().chars();
        let mut out = String::new();
        if let Some(first) = chars.next() {
            push_title(&mut out, first);
            out.push_str(&chars.as_str().to_lowercase());
        }
        Str::from(out)
    }

    /// `s.title()`.
    pub fn title(&self) -> Str {
        let mut out = String::new();
        let mut inside = false;
        for c in self.as_text().chars() {
            if inside {
                out.extend(c.to_lowercase());
            } else {
                push_title(&mut out, c);
            }
            inside = is_cased(c);
        }
        Str::from(out)
    }

    /// `s.swapcase()`.
    pub fn swapcase(&self) -> Str {
        let mut out = String::new();
        for c in self.as_text().chars() {
            if c.is_uppercase() {
                out.extend(c.to_lowercase());
            } else if c.is_lowercase() {
                out.extend(c.to_uppercase());
            } else {
                out.push(c);
            }
        }
        Str::from(out)
    }

    /// `s.isupper()`.
    pub fn is_upper(&self) -> bool {
        let text = self.as_text();
        text.chars().any(char::is_uppercase)
            && !text.chars().any(|c| c.is_lowercase() || is_title(c))
    }

    /// `s.islower()`.
    pub fn is_lower(&self) -> bool {
        let text = self.as_text();
        text.chars().any(char::is_lowercase)
            && !text.chars().any(|c| c.is_uppercase() || is_title(c))
    }

    /// `s.istitle()`.
    pub fn is_title(&self) -> bool {
        let mut inside = false;
        let mut any = false;
        for c in self.as_text().chars() {
            if c.is_uppercase() || is_title(c) {
                if inside {
                    return false;
                }
                inside = true;
                any = true;
            } else if c.is_lowercase() {
                if !inside {
                    return false;
                }
            } else {
                inside = false;
            }
        }
        any
    }

    /// `s.isalpha()`.
    pub fn is_alpha(&self) -> bool {
        self.every(is_letter)
    }

    /// `s.isdecimal()`.
    pub fn is_decimal(&self) -> bool {
        self.every(is_decimal_digit)
    }

    /// `s.isdigit()`.
    pub fn is_digit(&self) -> bool {
        self.every(is_digit_char)
    }

    /// `s.isnumeric()`.
    pub fn is_numeric(&self) -> bool {
        self.every(char::is_numeric)
    }

    /// `s.isalnum()`.
    pub fn is_alnum(&self) -> bool {
        self.every(|c| is_letter(c) || c.is_numeric())
    }

    /// `s.isspace()`.
    pub fn is_space(&self) -> bool {
        self.every(is_py_space)
    }

    /// `s.isprintable()`.
    pub fn is_printable(&self) -> bool {
        self.as_text()
            .chars()
            .all(|c| c == ' ' || !(c.is_control() || c.is_whitespace()))
    }

    /// `s.isidentifier()`.
    pub fn is_identifier(&self) -> bool {
        let text = self.as_text();
        text.chars()
            .enumerate()
            .all(|(i, c)| c == '_' || is_letter(c) || (i > 0 && is_decimal_digit(c)))
            && !text.is_empty()
    }
}

/// The letters of Python: `char::is_alphabetic` without the marks and numbers that Unicode counts as alphabetic.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (!c.is_ascii() && c.is_alphabetic() && !c.is_numeric() && !is_alphabetic_mark(c))
}

/// Common combining marks that are alphabetic without being letters.
fn is_alphabetic_mark(c: char) -> bool {
    matches!(c, '\u{345}' | '\u{5b0}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{93b}'
        | '\u{93e}'..='\u{94c}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e4d}' | '\u{24b6}'..='\u{24e9}')
}

/// The starts of the runs of ten decimal digits.
const DIGIT_RUNS: [u32; 37] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];

fn is_decimal_digit(c: char) -> bool {
    let code = u32::from(c);
    DIGIT_RUNS
        .iter()
        .any(|start| (*start..start + 10).contains(&code))
        || (0x1d7ce..=0x1d7ff).contains(&code)
        || (0x104a0..=0x104a9).contains(&code)
}

fn is_digit_char(c: char) -> bool {
    is_decimal_digit(c)
        || matches!(c, '²' | '³' | '¹' | '\u{2070}' | '\u{2074}'..='\u{2079}' | '\u{2080}'..='\u{2089}' | '\u{2460}'..='\u{2468}' | '\u{2474}'..='\u{247c}'
            | '\u{2488}'..='\u{2490}' | '\u{24ea}' | '\u{24f5}'..='\u{24fd}' | '\u{24ff}' | '\u{2776}'..='\u{277e}' | '\u{2780}'..='\u{2788}' | '\u{278a}'..='\u{2792}')
}
