//! Classes as values: what `type(x)` gives where only the running program knows.
//! needs: error, repr, str

use super::error::Exception;
use super::repr::Repr;
use super::str::Str;

/// A class, known by its qualified name: `int`, `collections.deque`, `__main__.Point`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class(pub &'static str);

impl Class {
    /// `type(e)` of an exception.
    pub fn of_exception(e: &Exception) -> Class {
        Class(e.class.qualified)
    }

    /// `cls.__name__`.
    pub fn name(&self) -> Str {
        Str::from(self.0.rsplit('.').next().unwrap_or(self.0))
    }
}

impl Repr for Class {
    fn write_repr(&self, out: &mut String) {
        out.push_str("<class '");
        out.push_str(self.0);
        out.push_str("'>");
    }
}
