//! What kinds of characters text holds.
//! needs: digits, printable, str, str_search, unicode

use super::digits::decimal_value;
use super::printable::is_printable_char;
use super::str::Str;
use super::str_search::is_py_space;
use super::unicode::{
    is_digit_char, is_identifier_part, is_identifier_start, is_letter_char, is_lower_char,
    is_numeric_char, is_title_char, is_upper_char,
};

impl Str {
    fn every(&self, test: impl Fn(char) -> bool) -> bool {
        !self.as_text().is_empty() && self.as_text().chars().all(test)
    }

    /// Whether some characters are of the case asked for, and none of another.
    fn only_cased(&self, wanted: fn(char) -> bool, unwanted: fn(char) -> bool) -> bool {
        let mut found = false;
        for c in self.as_text().chars() {
            if unwanted(c) || is_title_char(c) {
                return false;
            }
            found = found || wanted(c);
        }
        found
    }

    /// `s.isupper()`.
    pub fn is_upper(&self) -> bool {
        self.only_cased(is_upper_char, is_lower_char)
    }

    /// `s.islower()`.
    pub fn is_lower(&self) -> bool {
        self.only_cased(is_lower_char, is_upper_char)
    }

    /// `s.istitle()`.
    pub fn is_title(&self) -> bool {
        let mut inside = false;
        let mut found = false;
        for c in self.as_text().chars() {
            if is_upper_char(c) || is_title_char(c) {
                if inside {
                    return false;
                }
                inside = true;
                found = true;
            } else if is_lower_char(c) {
                if !inside {
                    return false;
                }
            } else {
                inside = false;
            }
        }
        found
    }

    /// `s.isalpha()`.
    pub fn is_alpha(&self) -> bool {
        self.every(is_letter_char)
    }

    /// `s.isdecimal()`.
    pub fn is_decimal(&self) -> bool {
        self.every(|c| decimal_value(c).is_some())
    }

    /// `s.isdigit()`.
    pub fn is_digit(&self) -> bool {
        self.every(is_digit_char)
    }

    /// `s.isnumeric()`.
    pub fn is_numeric(&self) -> bool {
        self.every(is_numeric_char)
    }

    /// `s.isalnum()`.
    pub fn is_alnum(&self) -> bool {
        self.every(|c| is_letter_char(c) || is_numeric_char(c))
    }

    /// `s.isspace()`.
    pub fn is_space(&self) -> bool {
        self.every(is_py_space)
    }

    /// `s.isascii()`.
    pub fn is_ascii_str(&self) -> bool {
        self.is_all_ascii()
    }

    /// `s.isprintable()`.
    pub fn is_printable(&self) -> bool {
        self.as_text().chars().all(is_printable_char)
    }

    /// `s.isidentifier()`.
    pub fn is_identifier(&self) -> bool {
        let mut chars = self.as_text().chars();
        chars.next().is_some_and(is_identifier_start) && chars.all(is_identifier_part)
    }
}
