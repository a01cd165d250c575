//! Loops over dicts that may change meanwhile: by position, as CPython's iterators do (Objects/dictobject.c).
//! needs: dict, error

use super::dict::Mapping;
use super::error::{Exception, OrExit, PyResult, RUNTIME_ERROR};

/// How far a loop over a dict has come.
pub struct DictSteps {
    position: usize,
    size: i64,
    left: i64,
}

impl DictSteps {
    /// Before the first entry.
    pub fn of<M: Mapping>(dict: &M) -> Self {
        let size = dict.dict().len_i64();
        Self {
            position: 0,
            size,
            left: size,
        }
    }

    /// The next entry; RuntimeError where keys have come or gone since the loop began.
    fn advance<'a, M: Mapping>(
        &mut self,
        dict: &'a M,
    ) -> PyResult<Option<(&'a M::Key, &'a M::Value)>> {
        if dict.dict().len_i64() != self.size {
            let message = "dictionary changed size during iteration";
            return Err(Exception::new(&RUNTIME_ERROR, message));
        }
        let Some((next, key, value)) = dict.dict().entry_from(self.position) else {
            return Ok(None);
        };
        if self.left == 0 {
            let message = "dictionary keys changed during iteration";
            return Err(Exception::new(&RUNTIME_ERROR, message));
        }
        self.position = next;
        self.left -= 1;
        Ok(Some((key, value)))
    }

    /// The next key.
    pub fn try_next_key<M: Mapping>(&mut self, dict: &M) -> PyResult<Option<M::Key>> {
        Ok(self.advance(dict)?.map(|(key, _)| key.clone()))
    }

    /// The next key, or the end of the program.
    pub fn next_key<M: Mapping>(&mut self, dict: &M) -> Option<M::Key> {
        self.try_next_key(dict).or_exit()
    }

    /// The next value.
    pub fn try_next_value<M: Mapping>(&mut self, dict: &M) -> PyResult<Option<M::Value>> {
        Ok(self.advance(dict)?.map(|(_, value)| value.clone()))
    }

    /// The next value, or the end of the program.
    pub fn next_value<M: Mapping>(&mut self, dict: &M) -> Option<M::Value> {
        self.try_next_value(dict).or_exit()
    }

    /// The next key with its value.
    pub fn try_next_item<M: Mapping>(&mut self, dict: &M) -> PyResult<Option<(M::Key, M::Value)>> {
        let found = self.advance(dict)?;
        Ok(found.map(|(key, value)| (key.clone(), value.clone())))
    }

    /// The next key with its value, or the end of the program.
    pub fn next_item<M: Mapping>(&mut self, dict: &M) -> Option<(M::Key, M::Value)> {
        self.try_next_item(dict).or_exit()
    }
}
