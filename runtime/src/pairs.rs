//! Pairs that are lists or tuples of any length, of which a dict is made.
//! needs: error

use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};

/// The pairs that a dict is made of; each has to have two items.
pub fn try_pairs_of<T, P: IntoIterator<Item = T>>(
    items: impl IntoIterator<Item = P>,
) -> PyResult<Vec<(T, T)>> {
    let mut pairs = Vec::new();
    for (i, item) in items.into_iter().enumerate() {
        let parts: Vec<T> = item.into_iter().collect();
        let count = parts.len();
        let [key, value] = <[T; 2]>::try_from(parts).map_err(|_| {
            let message = format!(
                "dictionary update sequence element #{i} has length {count}; 2 is required"
            );
            Exception::new(&VALUE_ERROR, message)
        })?;
        pairs.push((key, value));
    }
    Ok(pairs)
}

/// The pairs that a dict is made of, or the end of the program.
pub fn pairs_of<T, P: IntoIterator<Item = T>>(items: impl IntoIterator<Item = P>) -> Vec<(T, T)> {
    try_pairs_of(items).or_exit()
}
