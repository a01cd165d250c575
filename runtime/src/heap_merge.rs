//! `heapq.merge` by a key, or from the largest.

use std::cmp::Ordering;

/// `heapq.merge(*lists, key=…, reverse=…)`: sorted inputs merged, earlier ones first among equals.
pub fn heap_merge_by<T, K: PartialOrd>(
    lists: Vec<Vec<T>>,
    reverse: bool,
    mut key: impl FnMut(&T) -> K,
) -> impl Iterator<Item = T> {
    let before = if reverse {
        Ordering::Greater
    } else {
        Ordering::Less
    };
    let mut sources: Vec<std::vec::IntoIter<T>> = lists.into_iter().map(Vec::into_iter).collect();
    let mut next = move |source: &mut std::vec::IntoIter<T>| {
        let item = source.next()?;
        Some((key(&item), item))
    };
    let mut heads: Option<Vec<Option<(K, T)>>> = None;
    let mut taken: Option<usize> = None; // whose next item is wanted before one is chosen again
    let mut last: Option<usize> = None; // the only source that is left, whose items need no key
    std::iter::from_fn(move || {
        if let Some(i) = last {
            return sources[i].next();
        }
        let heads = heads.get_or_insert_with(|| sources.iter_mut().map(&mut next).collect());
        if let Some(i) = taken.take() {
            heads[i] = next(&mut sources[i]);
        }
        let mut best: Option<usize> = None;
        let mut left = 0;
        for (i, head) in heads.iter().enumerate() {
            let Some((key, _)) = head else { continue };
            left += 1;
            let other = best.and_then(|b| heads[b].as_ref());
            if other.is_none_or(|(other, _)| key.partial_cmp(other) == Some(before)) {
                best = Some(i);
            }
        }
        if left == 1 {
            last = best;
        }
        taken = best;
        heads[best?].take().map(|(_, item)| item)
    })
}

/// `heapq.merge(*lists, reverse=…)`.
pub fn heap_merge_reversed<T: PartialOrd + Clone>(
    lists: Vec<Vec<T>>,
    reverse: bool,
) -> impl Iterator<Item = T> {
    heap_merge_by(lists, reverse, T::clone)
}
