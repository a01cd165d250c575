//! Generators whose exceptions a `try` may get: who takes their items looks, when these end, whether one was raised.
//! needs: error, generator, option

use std::cell::RefCell;
use std::future::Future;

use super::error::{Exception, OrExit, PyResult, RUNTIME_ERROR, STOP_ITERATION};
use super::generator::{generator, Yielder};
use super::option::try_next_item;

thread_local! {
    static RAISED: RefCell<Option<Exception>> = const { RefCell::new(None) };
}

/// A generator with this body, which keeps what it raises and ends.
pub fn raising_generator<T: 'static, B: Future<Output = PyResult<()>> + 'static>(
    body: impl FnOnce(Yielder<T>) -> B + 'static,
) -> Box<dyn Iterator<Item = T>> {
    generator(move |co| {
        let running = body(co);
        async move {
            if let Err(error) = running.await {
                let error = if error.is(&STOP_ITERATION) {
                    Exception::new(&RUNTIME_ERROR, "generator raised StopIteration")
                } else {
                    error
                };
                RAISED.set(Some(error));
            }
        }
    })
}

/// What was made of a generator's items, or the exception that ended them.
pub fn try_settled<T>(value: T) -> PyResult<T> {
    match RAISED.take() {
        Some(error) => Err(error),
        None => Ok(value),
    }
}

/// What was made of a generator's items; an exception that ended them ends the program.
pub fn settled<T>(value: T) -> T {
    try_settled(value).or_exit()
}

/// `next(generator)`.
pub fn try_settled_item<T>(item: Option<T>) -> PyResult<T> {
    try_next_item(try_settled(item)?)
}

/// `next(generator)`, or the end of the program.
pub fn settled_item<T>(item: Option<T>) -> T {
    try_settled_item(item).or_exit()
}
