//! Module variables that functions use.
//! needs: error

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::Rc;
use std::thread::LocalKey;

use super::error::{Exception, OrExit, PyResult, NAME_ERROR};

/// A module variable, unset until the module has assigned it.
pub struct Global<T> {
    name: &'static str,
    value: RefCell<Option<Rc<T>>>,
    begin: Cell<Option<fn()>>,
}

impl<T> Global<T> {
    /// A variable without a value.
    pub const fn unset(name: &'static str) -> Self {
        Self {
            name,
            value: RefCell::new(None),
            begin: Cell::new(None),
        }
    }

    /// A variable of a library: its module's code runs when the first of its variables is used, as an import would run it.
    pub const fn of(name: &'static str, begin: fn()) -> Self {
        Self {
            name,
            value: RefCell::new(None),
            begin: Cell::new(Some(begin)),
        }
    }

    fn begin(&self) {
        if let Some(begin) = self.begin.take() {
            begin();
        }
    }
}

thread_local! {
    static BEGUN: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Whether the code of a module has begun to run before; it has from now on.
pub fn begun(module: &'static str) -> bool {
    BEGUN.with(|begun| {
        let mut names = begun.borrow_mut();
        let again = names.contains(&module);
        if !again {
            names.push(module);
        }
        again
    })
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
    /// The value, or a NameError.
    fn try_load(&'static self) -> PyResult<T>;
    /// The value, to be looked at; a NameError ends the program where there is none.
    fn share(&'static self) -> Looked<T>;
    /// The value, to be looked at, or a NameError.
    fn try_share(&'static self) -> PyResult<Looked<T>>;
    /// Assigns the variable.
    fn store(&'static self, value: T);
}

impl<T: Clone + 'static> GlobalOps<T> for LocalKey<Global<T>> {
    fn load(&'static self) -> T {
        T::clone(&self.share())
    }

    fn try_load(&'static self) -> PyResult<T> {
        Ok(T::clone(&*self.try_share()?))
    }

    fn share(&'static self) -> Looked<T> {
        self.try_share().or_exit()
    }

    fn try_share(&'static self) -> PyResult<Looked<T>> {
        self.with(|global| {
            global.begin();
            match &*global.value.borrow() {
                Some(value) => Ok(Looked(Rc::clone(value))),
                None => Err(Exception::new(
                    &NAME_ERROR,
                    format!("name '{}' is not defined", global.name),
                )),
            }
        })
    }

    fn store(&'static self, value: T) {
        self.with(|global| {
            global.begin();
            *global.value.borrow_mut() = Some(Rc::new(value));
        });
    }
}
