//! `copy.deepcopy` of what is shared: which parts are one object is looked at, since copies of them would be two.
//! needs: error, shared

use std::collections::HashSet;

use super::error::{Exception, NOT_IMPLEMENTED_ERROR};
use super::shared::Shared;

/// The shared objects that a deep copy has come by.
#[derive(Debug, Default)]
pub struct SeenObjects(HashSet<i64>);

impl SeenObjects {
    /// An object that stands in one place only. Another ends the program: its copies would have to be one object too.
    pub fn only<'a, T>(&mut self, object: &'a Shared<T>) -> &'a Shared<T> {
        if !self.0.insert(object.address_hash()) {
            let text = "a deep copy of a value in which one object stands in several places";
            Exception::new(&NOT_IMPLEMENTED_ERROR, text).exit();
        }
        object
    }
}
