//! Objects as keys.
//! needs: hash, shared

use super::hash::Key;
use super::shared::{Shared, SharedEq};

/// The hash of what handles reach: of objects, by `__hash__` or their place.
pub trait SharedKey: SharedEq {
    /// `hash(this)`.
    fn handle_hash(this: &Shared<Self>) -> i64;
}

impl<C: SharedKey> Key for Shared<C> {
    fn py_hash(&self) -> i64 {
        C::handle_hash(self)
    }
}
