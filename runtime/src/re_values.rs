//! What a pattern finds whose groups were not known when the program was translated: texts, or tuples of them.
//! needs: re, re_match, re_more, str, tuple, value

use super::re::Pattern;
use super::re_match::Match;
use super::str::Str;
use super::tuple::Tuple;
use super::value::Value;

impl Match {
    /// What `findall` gives of a match.
    fn value(&self) -> Value {
        match self.groups.len() {
            1 => Value::from(self.text_of(0)),
            2 => Value::from(self.text_of(1)),
            n => Value::from((1..n).map(|i| self.text_of(i)).collect::<Tuple<Str>>()),
        }
    }
}

impl Pattern {
    /// `p.findall(text)` of a pattern with any number of groups.
    pub fn findall_values(&self, text: &Str) -> Vec<Value> {
        self.finditer(text).iter().map(Match::value).collect()
    }

    /// `p.findall(text, pos, endpos)` of a pattern with any number of groups.
    pub fn findall_values_in(&self, text: &Str, pos: i64, endpos: i64) -> Vec<Value> {
        let found = self.finditer_in(text, pos, endpos);
        found.iter().map(Match::value).collect()
    }
}
