//! `itertools.product` and `zip_longest` of many iterables.
//! needs: itertools, tuple

use super::itertools::{product_4, zip_longest, zip_longest_3};
use super::tuple::Tuple;

/// `itertools.product(a, b, c, d, e)`.
pub fn product_5<A: Clone, B: Clone, C: Clone, D: Clone, E: Clone>(
    a: impl IntoIterator<Item = A>,
    b: impl IntoIterator<Item = B>,
    c: impl IntoIterator<Item = C>,
    d: impl IntoIterator<Item = D>,
    e: impl IntoIterator<Item = E>,
) -> impl Iterator<Item = (A, B, C, D, E)> {
    let e: Vec<E> = e.into_iter().collect();
    product_4(a, b, c, d).flat_map(move |(v, w, x, y)| {
        e.clone()
            .into_iter()
            .map(move |z| (v.clone(), w.clone(), x.clone(), y.clone(), z))
    })
}

/// `itertools.product(a, b, c, d, e, f)`.
pub fn product_6<A: Clone, B: Clone, C: Clone, D: Clone, E: Clone, F: Clone>(
    a: impl IntoIterator<Item = A>,
    b: impl IntoIterator<Item = B>,
    c: impl IntoIterator<Item = C>,
    d: impl IntoIterator<Item = D>,
    e: impl IntoIterator<Item = E>,
    f: impl IntoIterator<Item = F>,
) -> impl Iterator<Item = (A, B, C, D, E, F)> {
    let f: Vec<F> = f.into_iter().collect();
    product_5(a, b, c, d, e).flat_map(move |(u, v, w, x, y)| {
        f.clone()
            .into_iter()
            .map(move |z| (u.clone(), v.clone(), w.clone(), x.clone(), y.clone(), z))
    })
}

/// `itertools.zip_longest(a, b, c, d, fillvalue=…)`.
pub fn zip_longest_4<A: Clone, B: Clone, C: Clone, D: Clone>(
    a: impl IntoIterator<Item = A>,
    b: impl IntoIterator<Item = B>,
    c: impl IntoIterator<Item = C>,
    d: impl IntoIterator<Item = D>,
    fill: (A, B, C, D),
) -> impl Iterator<Item = (A, B, C, D)> {
    let rest = (fill.0, fill.1, fill.2);
    let three = zip_longest_3(a, b, c, rest.clone());
    zip_longest(three, d, rest, fill.3).map(|((w, x, y), z)| (w, x, y, z))
}

/// `itertools.zip_longest(*rows, fillvalue=…)`.
pub fn zip_longest_of<T: Clone>(rows: Vec<Vec<T>>, fill: T) -> impl Iterator<Item = Tuple<T>> {
    let longest = rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..longest).map(move |i| {
        let items = rows.iter().map(|row| row.get(i).unwrap_or(&fill).clone());
        items.collect()
    })
}
