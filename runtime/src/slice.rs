//! Slices: CPython's `PySlice_AdjustIndices`.
//! needs: error

use super::error::{Exception, PyResult, VALUE_ERROR};

/// The positions that a slice of a sequence of `len` items takes, in order.
pub fn try_slice_indices(
    len: usize,
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
) -> PyResult<Vec<usize>> {
    let step = step.unwrap_or(1);
    if step == 0 {
        return Err(Exception::new(&VALUE_ERROR, "slice step cannot be zero"));
    }
    let n = len as i64;
    let (low, high) = if step > 0 { (0, n) } else { (-1, n - 1) };
    let clamp = |bound: i64| {
        let bound = if bound < 0 {
            bound.saturating_add(n)
        } else {
            bound
        };
        bound.clamp(low, high)
    };
    let start = start.map_or(if step > 0 { low } else { high }, clamp);
    let stop = stop.map_or(if step > 0 { high } else { low }, clamp);
    let mut found = Vec::new();
    let mut i = start;
    while (step > 0 && i < stop) || (step < 0 && i > stop) {
        found.push(i as usize);
        i = i.saturating_add(step);
    }
    Ok(found)
}

/// The half-open range of positions of a slice without a step.
pub fn slice_bounds(len: usize, start: Option<i64>, stop: Option<i64>) -> (usize, usize) {
    let n = len as i64;
    let clamp = |bound: i64| {
        if bound < 0 {
            bound.saturating_add(n).max(0)
        } else {
            bound.min(n)
        }
    };
    let start = start.map_or(0, clamp);
    let stop = stop.map_or(n, clamp);
    (start as usize, stop.max(start) as usize)
}

/// A position counted from either end, if it is inside.
pub fn position(index: i64, len: usize) -> Option<usize> {
    let n = len as i64;
    let index = if index < 0 {
        index.checked_add(n)?
    } else {
        index
    };
    (0..n).contains(&index).then_some(index as usize)
}
