//! Loops over sets that may change meanwhile: by slot, as CPython's iterators do (Objects/setobject.c).
//! needs: error, hash, set

use super::error::{Exception, OrExit, PyResult, RUNTIME_ERROR};
use super::hash::Key;
use super::set::Set;

/// How far a loop over a set has come.
pub struct SetSteps {
    slot: usize,
    size: i64,
}

impl SetSteps {
    /// Before the first element.
    pub fn of<T: Key>(set: &Set<T>) -> Self {
        Self {
            slot: 0,
            size: set.len_i64(),
        }
    }

    /// The next element; RuntimeError where the size is another than when the loop began.
    pub fn try_next_key<T: Key>(&mut self, set: &Set<T>) -> PyResult<Option<T>> {
        if set.len_i64() != self.size {
            let message = "Set changed size during iteration";
            return Err(Exception::new(&RUNTIME_ERROR, message));
        }
        Ok(set.element_from(self.slot).map(|(next, item)| {
            self.slot = next;
            item.clone()
        }))
    }

    /// The next element, or the end of the program.
    pub fn next_key<T: Key>(&mut self, set: &Set<T>) -> Option<T> {
        self.try_next_key(set).or_exit()
    }
}
