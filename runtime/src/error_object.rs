//! Exceptions of classes that have attributes or methods of their own: the object travels inside of the exception.
//! needs: error, repr

use std::rc::Rc;

use super::error::{Exception, ExceptionClass};
use super::repr::Repr;

impl Exception {
    /// What is raised for an object: its class, how it shows itself, and the object.
    pub fn carrying<T: Repr + 'static>(class: &'static ExceptionClass, object: T) -> Self {
        let (mut text, mut repr) = (String::new(), String::new());
        object.write_str(&mut text);
        object.write_repr(&mut repr);
        Self {
            class,
            message: Some(text),
            argument: Some(repr),
            object: Some(Rc::new(object)),
        }
    }

    /// The object, if it is a `T`.
    pub fn object_of<T: Clone + 'static>(&self) -> Option<T> {
        self.object.as_ref()?.downcast_ref::<T>().cloned()
    }

    /// The object; its class has been tested.
    pub fn object<T: Clone + 'static>(&self) -> T {
        self.object_of()
            .expect("an exception of this class carries its object")
    }
}
