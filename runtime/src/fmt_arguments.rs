//! The arguments that `template.format(*items)` takes from a list.
//! needs: error

use super::error::{Exception, OrExit, PyResult, INDEX_ERROR};

/// The item that stands for the field `place` of a template.
pub fn try_format_argument<T: Clone>(items: &[T], index: i64, place: i64) -> PyResult<T> {
    let item = usize::try_from(index).ok().and_then(|i| items.get(i));
    item.cloned().ok_or_else(|| {
        let message = format!("Replacement index {place} out of range for positional args tuple");
        Exception::new(&INDEX_ERROR, message)
    })
}

/// The item that stands for the field `place` of a template, or the end of the program.
pub fn format_argument<T: Clone>(items: &[T], index: i64, place: i64) -> T {
    try_format_argument(items, index, place).or_exit()
}
