//! `heapq` of items whose comparison may be a TypeError: CPython's Lib/heapq.py, with the state that an exception leaves.
//! needs: bisect, compare, error

use super::bisect::Insertable;
use super::compare::TryOrd;
use super::error::{Exception, OrExit, PyResult, INDEX_ERROR};

fn sift_down<T: TryOrd>(heap: &mut [T], start: usize, mut pos: usize) -> PyResult<()> {
    while pos > start {
        let parent = (pos - 1) >> 1;
        if !heap[pos].try_less(&heap[parent])? {
            break;
        }
        heap.swap(pos, parent);
        pos = parent;
    }
    Ok(())
}

fn sift_up<T: TryOrd>(heap: &mut [T], start: usize) -> PyResult<()> {
    let end = heap.len();
    let mut pos = start;
    let mut child = 2 * pos + 1;
    while child < end {
        let right = child + 1;
        if right < end && !heap[child].try_less(&heap[right])? {
            child = right;
        }
        heap.swap(pos, child);
        pos = child;
        child = 2 * pos + 1;
    }
    sift_down(heap, start, pos)
}

/// `heapq.heappush(heap, item)`.
pub fn try_heappush_checked<T: TryOrd>(heap: impl Insertable<T>, item: T) -> PyResult<()> {
    heap.with_items(|xs| {
        xs.push(item);
        let last = xs.len() - 1;
        sift_down(xs, 0, last)
    })
}

/// `heapq.heappush(heap, item)`, or the end of the program.
pub fn heappush_checked<T: TryOrd>(heap: impl Insertable<T>, item: T) {
    try_heappush_checked(heap, item).or_exit();
}

/// Puts an item in the place of the smallest one.
fn replace<T: TryOrd>(xs: &mut [T], item: T) -> PyResult<T> {
    let smallest = std::mem::replace(&mut xs[0], item);
    sift_up(xs, 0)?;
    Ok(smallest)
}

fn out_of_range() -> Exception {
    Exception::new(&INDEX_ERROR, "index out of range")
}

/// `heapq.heappop(heap)`.
pub fn try_heappop_checked<T: TryOrd>(heap: impl Insertable<T>) -> PyResult<T> {
    heap.with_items(|xs| {
        let last = xs.pop().ok_or_else(out_of_range)?;
        if xs.is_empty() {
            return Ok(last);
        }
        replace(xs, last)
    })
}

/// `heapq.heappop(heap)`, or the end of the program.
pub fn heappop_checked<T: TryOrd>(heap: impl Insertable<T>) -> T {
    try_heappop_checked(heap).or_exit()
}

/// `heapq.heapify(xs)`.
pub fn try_heapify_checked<T: TryOrd>(heap: impl Insertable<T>) -> PyResult<()> {
    heap.with_items(|xs| (0..xs.len() / 2).rev().try_for_each(|i| sift_up(xs, i)))
}

/// `heapq.heapify(xs)`, or the end of the program.
pub fn heapify_checked<T: TryOrd>(heap: impl Insertable<T>) {
    try_heapify_checked(heap).or_exit();
}

/// `heapq.heappushpop(heap, item)`.
pub fn try_heappushpop_checked<T: TryOrd>(heap: impl Insertable<T>, item: T) -> PyResult<T> {
    heap.with_items(|xs| match xs.first() {
        Some(smallest) if smallest.try_less(&item)? => replace(xs, item),
        _ => Ok(item),
    })
}

/// `heapq.heappushpop(heap, item)`, or the end of the program.
pub fn heappushpop_checked<T: TryOrd>(heap: impl Insertable<T>, item: T) -> T {
    try_heappushpop_checked(heap, item).or_exit()
}

/// `heapq.heapreplace(heap, item)`.
pub fn try_heapreplace_checked<T: TryOrd>(heap: impl Insertable<T>, item: T) -> PyResult<T> {
    heap.with_items(|xs| {
        if xs.is_empty() {
            return Err(out_of_range());
        }
        replace(xs, item)
    })
}

/// `heapq.heapreplace(heap, item)`, or the end of the program.
pub fn heapreplace_checked<T: TryOrd>(heap: impl Insertable<T>, item: T) -> T {
    try_heapreplace_checked(heap, item).or_exit()
}
