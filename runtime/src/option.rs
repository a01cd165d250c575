//! What Python raises where a value is missing.
//! needs: error

use super::error::{
    Exception, ExceptionClass, OrExit, PyResult, NAME_ERROR, STOP_ITERATION, UNBOUND_LOCAL_ERROR,
};

/// The value of an option that Python code uses as if it were not None.
pub fn try_some<T>(value: Option<T>, class: &'static ExceptionClass, message: &str) -> PyResult<T> {
    value.ok_or_else(|| Exception::new(class, message))
}

/// The value of an option, or the end of the program.
pub fn some<T>(value: Option<T>, class: &'static ExceptionClass, message: &str) -> T {
    try_some(value, class, message).or_exit()
}

/// The value of a variable that may be unbound.
pub fn try_bound<'a, T>(value: Option<&'a T>, name: &str) -> PyResult<&'a T> {
    value.ok_or_else(|| {
        let message = format!(
            "cannot access local variable '{name}' where it is not associated with a value"
        );
        Exception::new(&UNBOUND_LOCAL_ERROR, message)
    })
}

/// The value of a variable that may be unbound, or the end of the program.
pub fn bound<'a, T>(value: Option<&'a T>, name: &str) -> &'a T {
    try_bound(value, name).or_exit()
}

/// The value of a module's variable that may be unbound.
pub fn try_bound_name<'a, T>(value: Option<&'a T>, name: &str) -> PyResult<&'a T> {
    value.ok_or_else(|| Exception::new(&NAME_ERROR, format!("name '{name}' is not defined")))
}

/// The value of a module's variable that may be unbound, or the end of the program.
pub fn bound_name<'a, T>(value: Option<&'a T>, name: &str) -> &'a T {
    try_bound_name(value, name).or_exit()
}

/// The value of a variable that may be unbound, of a function around the one that reads it.
pub fn try_bound_free<'a, T>(value: Option<&'a T>, name: &str) -> PyResult<&'a T> {
    value.ok_or_else(|| {
        Exception::new(
            &NAME_ERROR,
            format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope"),
        )
    })
}

/// The value of a variable that may be unbound, of a function around the one that reads it, or the end of the program.
pub fn bound_free<'a, T>(value: Option<&'a T>, name: &str) -> &'a T {
    try_bound_free(value, name).or_exit()
}

/// `next(iterator)`.
pub fn try_next_item<T>(item: Option<T>) -> PyResult<T> {
    item.ok_or_else(|| Exception::bare(&STOP_ITERATION))
}

/// `next(iterator)`, or the end of the program.
pub fn next_item<T>(item: Option<T>) -> T {
    try_next_item(item).or_exit()
}

/// What an option holds, seen in its place.
pub trait OptionOps<T> {
    /// The value of an option that Python code uses as if it were not None.
    fn try_some_ref(&self, class: &'static ExceptionClass, message: &str) -> PyResult<&T>;

    /// The value of an option, or the end of the program.
    fn some_ref(&self, class: &'static ExceptionClass, message: &str) -> &T {
        self.try_some_ref(class, message).or_exit()
    }
}

impl<T> OptionOps<T> for Option<T> {
    fn try_some_ref(&self, class: &'static ExceptionClass, message: &str) -> PyResult<&T> {
        try_some(self.as_ref(), class, message)
    }
}
