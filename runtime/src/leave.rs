//! How control leaves a guarded block whose `finally` has to run first.

/// What waits for the final block.
pub enum Leave<T> {
    /// The end of the block was reached.
    Next,
    /// A `return` with its value.
    Return(T),
    /// A `break` of the loop around the block.
    Break,
    /// A `continue` of the loop around the block.
    Continue,
}
