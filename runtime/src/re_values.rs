//! What a pattern finds whose groups were not known when the program was translated: texts, or tuples of them.
//! needs: re, str, value

use super::re::Pattern;
use super::str::Str;
use super::value::Value;

impl Pattern {
    /// `p.findall(text)` of a pattern with any number of groups.
    pub fn findall_values(&self, text: &Str) -> Vec<Value> {
        if self.shape.names.len() <= 2 {
            return self.findall(text).into_iter().map(Value::from).collect();
        }
        let found = self.findall_many(text).into_iter();
        found.map(Value::from).collect()
    }
}
