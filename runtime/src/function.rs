//! Functions as values that keep other values.

use std::rc::Rc;

/// A closure that many places may hold: all of them see the values that it keeps.
pub type Function<F> = Rc<F>;

/// What stands for the result of a function that is replaced before anything can call it.
pub fn unassigned<T>() -> T {
    unreachable!("it is assigned before it is called")
}
