//! Methods of a shared `OrderedDict`, beyond those of any dict.
//! needs: defaultdict, error, hash, repr, shared, shared_dict

use super::defaultdict::OrderedDict;
use super::error::{OrExit, PyResult};
use super::hash::Key;
use super::repr::Repr;
use super::shared::Shared;

impl<K: Key + Repr, V> Shared<OrderedDict<K, V>> {
    /// `d.move_to_end(k, last)`.
    pub fn try_move_to_end(&self, key: &K, last: bool) -> PyResult<()> {
        self.update(|d| d.try_move_to_end(key, last))
    }

    /// `d.move_to_end(k, last)`, or the end of the program.
    pub fn move_to_end(&self, key: &K, last: bool) {
        self.try_move_to_end(key, last).or_exit();
    }

    /// `d.popitem(last)`.
    pub fn try_popitem_end(&self, last: bool) -> PyResult<(K, V)> {
        self.update(|d| d.try_popitem_end(last))
    }

    /// `d.popitem(last)`, or the end of the program.
    pub fn popitem_end(&self, last: bool) -> (K, V) {
        self.try_popitem_end(last).or_exit()
    }
}
