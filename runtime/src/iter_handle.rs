//! Iterators that several places hold.
//! needs: error, tuple

use std::cell::RefCell;
use std::rc::Rc;

use super::error::{Exception, OrExit, VALUE_ERROR};
use super::tuple::Tuple;

/// A handle of an iterator: whoever steps one of its handles steps all.
pub struct IterHandle<T>(Rc<RefCell<Box<dyn Iterator<Item = T>>>>);

impl<T> IterHandle<T> {
    /// The first handle of an iterator.
    pub fn new(items: impl Iterator<Item = T> + 'static) -> Self {
        IterHandle(Rc::new(RefCell::new(Box::new(items))))
    }

    /// The next item. A generator that steps itself ends the program, as a ValueError that nothing catches does.
    pub fn advance(&self) -> Option<T> {
        let busy = |_| Exception::new(&VALUE_ERROR, "generator already executing");
        self.0.try_borrow_mut().map_err(busy).or_exit().next()
    }
}

impl<T> Clone for IterHandle<T> {
    /// Another handle of the same iterator.
    fn clone(&self) -> Self {
        IterHandle(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for IterHandle<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Iterator for IterHandle<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.advance()
    }
}

/// `zip(*iterators)`: one step of each makes a row.
pub fn zip_handles<T>(mut iterators: Vec<IterHandle<T>>) -> impl Iterator<Item = Tuple<T>> {
    std::iter::from_fn(move || {
        let row: Option<Tuple<T>> = iterators.iter_mut().map(Iterator::next).collect();
        row.filter(|_| !iterators.is_empty())
    })
}
