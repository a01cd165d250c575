//! Python's recursion limit.
//! needs: error, int

use std::cell::Cell;

use super::error::{Exception, OrExit, PyResult, RECURSION_ERROR};
use super::int::ToIndex;

thread_local! {
    static DEPTH: Cell<i64> = const { Cell::new(2) };
    static LIMIT: Cell<i64> = const { Cell::new(1000) };
}

/// One call of a recursive function; dropped when it returns.
pub struct Frame(());

impl Drop for Frame {
    fn drop(&mut self) {
        DEPTH.with(|depth| depth.set(depth.get() - 1));
    }
}

/// Enters a recursive function.
pub fn try_enter_frame() -> PyResult<Frame> {
    DEPTH.with(|depth| {
        if depth.get() >= LIMIT.with(Cell::get) {
            return Err(Exception::new(
                &RECURSION_ERROR,
                "maximum recursion depth exceeded",
            ));
        }
        depth.set(depth.get() + 1);
        Ok(Frame(()))
    })
}

/// Enters a recursive function, or ends the program at the limit.
pub fn enter_frame() -> Frame {
    try_enter_frame().or_exit()
}

/// `sys.setrecursionlimit(limit)`.
pub fn set_recursion_limit(limit: impl ToIndex) {
    LIMIT.with(|cell| cell.set(limit.to_index()));
}

/// `sys.getrecursionlimit()`.
pub fn recursion_limit() -> i64 {
    LIMIT.with(Cell::get)
}
