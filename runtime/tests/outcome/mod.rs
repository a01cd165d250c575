//! What an expression came to, as Python would show it: its `repr`, or the exception's last line.

use pyrt::{repr, PyResult, Repr, Str};

/// A value or an exception.
pub trait Outcome {
    fn outcome(&self) -> String;
}

impl<T: Repr> Outcome for PyResult<T> {
    fn outcome(&self) -> String {
        match self {
            Ok(value) => repr(value).to_string(),
            Err(error) => error.to_string(),
        }
    }
}

macro_rules! shown_by_repr {
    ($($ty:ty),*) => {$(
        impl Outcome for $ty {
            fn outcome(&self) -> String {
                repr(self).to_string()
            }
        }
    )*};
}

shown_by_repr!(Str, i64, bool, Vec<Str>);

/// Checks expressions against what Python 3.11 shows for them.
#[macro_export]
macro_rules! expect {
    ($($made:expr => $expected:literal;)*) => {$(
        assert_eq!($made.outcome(), $expected, "{}", stringify!($made));
    )*};
}

/// Python text.
pub fn s(text: &str) -> Str {
    Str::from(text)
}
