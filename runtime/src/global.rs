//! Module variables that functions use.
//! needs: error

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;
use std::thread::LocalKey;

use super::error::{Exception, NAME_ERROR};

/// A module variable, unset until the module has assigned it.
pub struct Global<T> {
    name: &'static str,
    value: RefCell<Option<Rc<T>>>,
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

/// What a module variable held when it was read: looked at, not copied.
pub struct Looked<T>(Rc<T>);

impl<T> Deref for Looked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Reading and writing a module variable.
pub trait GlobalOps<T> {
    /// The value; a NameError ends the program where there is none.
    fn load(&'static self) -> T;
    /// The value, to be looked at; a NameError ends the program where there is none.
    fn share(&'static self) -> Looked<T>;
    /// Assigns the variable.
    fn store(&'static self, value: T);
}

impl<T: Clone + 'static> GlobalOps<T> for LocalKey<Global<T>> {
    fn load(&'static self) -> T {
        T::clone(&self.share())
    }

    fn share(&'static self) -> Looked<T> {
        self.with(|global| match &*global.value.borrow() {
            Some(value) => Looked(Rc::clone(value)),
            None => Exception::new(
                &NAME_ERROR,
                format!("name '{}' is not defined", global.name),
            )
            .exit(),
        })
    }

    fn store(&'static self, value: T) {
        self.with(|global| *global.value.borrow_mut() = Some(Rc::new(value)));
    }
}
