//! Module variables that functions use.
//! needs: error

use std::cell::RefCell;
use std::thread::LocalKey;

use super::error::{Exception, NAME_ERROR};

/// A module variable, unset until the module has assigned it.
pub struct Global<T> {
    name: &'static str,
    value: RefCell<Option<T>>,
}

impl<T> Global<T> {
    /// A variable without a value.
    pub const fn unset(name: &'static str) -> Self {
        Self {
            name,
            value: RefCell::new(None),
        }
    }
}

/// Reading and writing a module variable.
pub trait GlobalOps<T> {
    /// The value; a NameError ends the program where there is none.
    fn load(&'static self) -> T;
    /// Assigns the variable.
    fn store(&'static self, value: T);
}

impl<T: Clone + 'static> GlobalOps<T> for LocalKey<Global<T>> {
    fn load(&'static self) -> T {
        self.with(|global| match &*global.value.borrow() {
            Some(value) => value.clone(),
            None => Exception::new(
                &NAME_ERROR,
                format!("name '{}' is not defined", global.name),
            )
            .exit(),
        })
    }

    fn store(&'static self, value: T) {
        self.with(|global| *global.value.borrow_mut() = Some(value));
    }
}
