//! `heapq`: the sifting of CPython's Lib/heapq.py, step by step, since the order inside a heap can be seen.
//! needs: bisect, error, sorting, int

use std::cmp::Ordering;

use super::bisect::Insertable;
use super::error::{Exception, OrExit, PyResult, INDEX_ERROR};
use super::int::ToIndex;
use super::sorting::{sorted, sorted_by};

fn sift_down<T: PartialOrd>(heap: &mut [T], start: usize, mut pos: usize) {
    while pos > start {
        let parent = (pos - 1) >> 1;
        if heap[pos] < heap[parent] {
            heap.swap(pos, parent);
            pos = parent;
        } else {
            break;
        }
    }
}

fn sift_up<T: PartialOrd>(heap: &mut [T], start: usize) {
    let end = heap.len();
    let mut pos = start;
    let mut child = 2 * pos + 1;
    while child < end {
        let right = child + 1;
        if right < end && heap[child].partial_cmp(&heap[right]) != Some(Ordering::Less) {
            child = right;
        }
        heap.swap(pos, child);
        pos = child;
        child = 2 * pos + 1;
    }
    sift_down(heap, start, pos);
}

/// `heapq.heappush(heap, item)`.
pub fn heappush<T: PartialOrd>(heap: impl Insertable<T>, item: T) {
    heap.with_items(|xs| {
        xs.push(item);
        let last = xs.len() - 1;
        sift_down(xs, 0, last);
    });
}

/// `heapq.heappop(heap)`.
pub fn try_heappop<T: PartialOrd>(heap: impl Insertable<T>) -> PyResult<T> {
    heap.with_items(|xs| {
        let last = xs
            .pop()
            .ok_or_else(|| Exception::new(&INDEX_ERROR, "index out of range"))?;
        if xs.is_empty() {
            return Ok(last);
        }
        let smallest = std::mem::replace(&mut xs[0], last);
        sift_up(xs, 0);
        Ok(smallest)
    })
}

/// `heapq.heappop(heap)`, or the end of the program.
pub fn heappop<T: PartialOrd>(heap: impl Insertable<T>) -> T {
    try_heappop(heap).or_exit()
}

/// `heapq.heapify(xs)`.
pub fn heapify<T: PartialOrd>(heap: impl Insertable<T>) {
    heap.with_items(|xs| {
        for i in (0..xs.len() / 2).rev() {
            sift_up(xs, i);
        }
    });
}

/// `heapq.heappushpop(heap, item)`.
pub fn heappushpop<T: PartialOrd>(heap: impl Insertable<T>, item: T) -> T {
    heap.with_items(|xs| {
        if xs.first().is_some_and(|smallest| *smallest < item) {
            let smallest = std::mem::replace(&mut xs[0], item);
            sift_up(xs, 0);
            return smallest;
        }
        item
    })
}

/// `heapq.heapreplace(heap, item)`.
pub fn try_heapreplace<T: PartialOrd>(heap: impl Insertable<T>, item: T) -> PyResult<T> {
    heap.with_items(|xs| {
        if xs.is_empty() {
            return Err(Exception::new(&INDEX_ERROR, "index out of range"));
        }
        let smallest = std::mem::replace(&mut xs[0], item);
        sift_up(xs, 0);
        Ok(smallest)
    })
}

/// `heapq.heapreplace(heap, item)`, or the end of the program.
pub fn heapreplace<T: PartialOrd>(heap: impl Insertable<T>, item: T) -> T {
    try_heapreplace(heap, item).or_exit()
}

fn first<T>(mut items: Vec<T>, count: impl ToIndex) -> Vec<T> {
    items.truncate(usize::try_from(count.to_index()).unwrap_or(0));
    items
}

/// `heapq.nlargest(n, items)`: as `sorted(items, reverse=True)[:n]`.
pub fn nlargest<T: PartialOrd>(count: impl ToIndex, items: impl IntoIterator<Item = T>) -> Vec<T> {
    first(sorted(items, true), count)
}

/// `heapq.nsmallest(n, items)`: as `sorted(items)[:n]`.
pub fn nsmallest<T: PartialOrd>(count: impl ToIndex, items: impl IntoIterator<Item = T>) -> Vec<T> {
    first(sorted(items, false), count)
}

/// `heapq.nlargest(n, items, key=key)`.
pub fn nlargest_by<T, K: PartialOrd>(
    count: impl ToIndex,
    items: impl IntoIterator<Item = T>,
    key: impl FnMut(&T) -> K,
) -> Vec<T> {
    first(sorted_by(items, key, true), count)
}

/// `heapq.nsmallest(n, items, key=key)`.
pub fn nsmallest_by<T, K: PartialOrd>(
    count: impl ToIndex,
    items: impl IntoIterator<Item = T>,
    key: impl FnMut(&T) -> K,
) -> Vec<T> {
    first(sorted_by(items, key, false), count)
}

/// `heapq.merge(*lists)`: sorted inputs merged, earlier ones first among equals.
pub fn heap_merge<T: PartialOrd>(lists: Vec<Vec<T>>) -> impl Iterator<Item = T> {
    let mut sources: Vec<std::iter::Peekable<std::vec::IntoIter<T>>> = lists
        .into_iter()
        .map(|l| l.into_iter().peekable())
        .collect();
    std::iter::from_fn(move || {
        let mut best: Option<usize> = None;
        for i in 0..sources.len() {
            let (earlier, rest) = sources.split_at_mut(i);
            if let Some(item) = rest[0].peek() {
                let smaller = match best {
                    None => true,
                    Some(b) => earlier[b].peek().is_some_and(|other| item < other),
                };
                if smaller {
                    best = Some(i);
                }
            }
        }
        best.and_then(|i| sources[i].next())
    })
}
