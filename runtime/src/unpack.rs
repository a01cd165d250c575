//! Unpacking of iterables into a known number of targets.
//! needs: error

use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};

/// `a, b = items`.
pub fn try_unpack<T, const N: usize>(items: Vec<T>) -> PyResult<[T; N]> {
    items.try_into().map_err(|items: Vec<T>| {
        let message = if items.len() < N {
            format!(
                "not enough values to unpack (expected {N}, got {})",
                items.len()
            )
        } else {
            format!("too many values to unpack (expected {N})")
        };
        Exception::new(&VALUE_ERROR, message)
    })
}

/// `a, b = items`, or the end of the program.
pub fn unpack<T, const N: usize>(items: Vec<T>) -> [T; N] {
    try_unpack(items).or_exit()
}

/// What `first, *rest, last = items` binds.
pub type Parts<T, const N: usize, const M: usize> = ([T; N], Vec<T>, [T; M]);

/// `first, *rest, last = items`.
pub fn try_unpack_rest<T, const N: usize, const M: usize>(
    mut items: Vec<T>,
) -> PyResult<Parts<T, N, M>> {
    let count = items.len();
    if count < N + M {
        let message = format!(
            "not enough values to unpack (expected at least {}, got {count})",
            N + M
        );
        return Err(Exception::new(&VALUE_ERROR, message));
    }
    let tail = items.split_off(count - M);
    let rest = items.split_off(N);
    Ok((try_unpack(items)?, rest, try_unpack(tail)?))
}

/// `first, *rest, last = items`, or the end of the program.
pub fn unpack_rest<T, const N: usize, const M: usize>(items: Vec<T>) -> Parts<T, N, M> {
    try_unpack_rest(items).or_exit()
}
