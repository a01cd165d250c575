//! Python's recursion limit.
//! needs: error, int

use std::cell::Cell;

use super::error::{Exception, OrExit, PyResult, OVERFLOW_ERROR, RECURSION_ERROR, VALUE_ERROR};
use super::int::ToIndex;

thread_local! {
    /// The frames that are entered; a module's own code is the first.
    static DEPTH: Cell<i64> = const { Cell::new(1) };
    static LIMIT: Cell<i64> = const { Cell::new(1000) };
}

/// One call of a recursive function; dropped when it returns.
#[must_use]
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
pub fn try_set_recursion_limit(limit: impl ToIndex) -> PyResult<()> {
    let limit = limit.to_index();
    if i32::try_from(limit).is_err() {
        return Err(Exception::new(
            &OVERFLOW_ERROR,
            "Python int too large to convert to C int",
        ));
    }
    if limit < 1 {
        return Err(Exception::new(
            &VALUE_ERROR,
            "recursion limit must be greater or equal than 1",
        ));
    }
    // CPython counts the call of `setrecursionlimit` itself
    let depth = DEPTH.with(Cell::get) + 1;
    if depth >= limit {
        let message = format!(
            "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        );
        return Err(Exception::new(&RECURSION_ERROR, message));
    }
    LIMIT.with(|cell| cell.set(limit));
    Ok(())
}

/// `sys.setrecursionlimit(limit)`, or the end of the program.
pub fn set_recursion_limit(limit: impl ToIndex) {
    try_set_recursion_limit(limit).or_exit();
}

/// `sys.getrecursionlimit()`.
pub fn recursion_limit() -> i64 {
    LIMIT.with(Cell::get)
}
