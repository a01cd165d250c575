//! `range`, and iteration over rows.
//! needs: error, int, int_ops, repr, slice, tuple

use super::error::{Exception, OrExit, PyResult, INDEX_ERROR, VALUE_ERROR};
use super::int::{AsInt, Int, ToIndex};
use super::repr::Repr;
use super::slice::position;
use super::tuple::Tuple;

/// A `range` of machine integers; also its own iterator.
#[derive(Clone, Debug)]
pub struct RangeI64 {
    start: i64,
    stop: i64,
    step: i64,
}

/// `range(start, stop, step)`.
pub fn try_range(start: i64, stop: i64, step: i64) -> PyResult<RangeI64> {
    if step == 0 {
        return Err(Exception::new(
            &VALUE_ERROR,
            "range() arg 3 must not be zero",
        ));
    }
    Ok(RangeI64 { start, stop, step })
}

/// `range(start, stop, step)`, or the end of the program.
pub fn range(start: i64, stop: i64, step: i64) -> RangeI64 {
    try_range(start, stop, step).or_exit()
}

impl RangeI64 {
    fn count(&self) -> u64 {
        let (low, high) = if self.step > 0 {
            (self.start, self.stop)
        } else {
            (self.stop, self.start)
        };
        if low >= high {
            return 0;
        }
        (high.abs_diff(low) - 1) / self.step.unsigned_abs() + 1
    }

    /// `len(r)`.
    pub fn len_i64(&self) -> i64 {
        self.count() as i64
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// `r[i]`.
    pub fn try_at(&self, index: impl ToIndex) -> PyResult<i64> {
        let i = position(index.to_index(), self.count() as usize)
            .ok_or_else(|| Exception::new(&INDEX_ERROR, "range object index out of range"))?;
        Ok(self.start + i as i64 * self.step)
    }

    /// `r[i]`, or the end of the program.
    pub fn at(&self, index: impl ToIndex) -> i64 {
        self.try_at(index).or_exit()
    }

    /// `n in r`.
    pub fn contains(&self, number: impl AsInt) -> bool {
        number.as_int().to_i64().is_some_and(|n| {
            let inside = if self.step > 0 {
                (self.start..self.stop).contains(&n)
            } else {
                n <= self.start && n > self.stop
            };
            inside && (i128::from(n) - i128::from(self.start)) % i128::from(self.step) == 0
        })
    }

    /// `r.index(n)`.
    pub fn try_index_of_int(&self, number: impl AsInt) -> PyResult<i64> {
        let n = number.as_int();
        if !self.contains(&*n) {
            return Err(Exception::new(&VALUE_ERROR, format!("{n} is not in range")));
        }
        let steps = (&*n - self.start).floor_div(self.step);
        Ok(steps.to_index())
    }

    /// `r.index(n)`, or the end of the program.
    pub fn index_of_int(&self, number: impl AsInt) -> i64 {
        self.try_index_of_int(number).or_exit()
    }

    /// `r.count(n)`.
    pub fn count_of_int(&self, number: impl AsInt) -> i64 {
        i64::from(self.contains(number))
    }

    /// `r.start`.
    pub fn start_of_range(&self) -> Int {
        Int::from(self.start)
    }

    /// `r.stop`.
    pub fn stop_of_range(&self) -> Int {
        Int::from(self.stop)
    }

    /// `r.step`.
    pub fn step_of_range(&self) -> Int {
        Int::from(self.step)
    }

    /// The numbers.
    pub fn iter(&self) -> RangeI64 {
        self.clone()
    }

    /// `r[start:stop:step]` of any bounds.
    pub fn try_slice(
        &self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
    ) -> PyResult<RangeI64> {
        let step = step.unwrap_or(1);
        if step == 0 {
            return Err(Exception::new(&VALUE_ERROR, "slice step cannot be zero"));
        }
        let n = self.count() as i64;
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
        let number = |i: i64| self.start.saturating_add(i.saturating_mul(self.step));
        Ok(RangeI64 {
            start: number(start),
            stop: number(stop),
            step: step.saturating_mul(self.step),
        })
    }

    /// `r[start:stop:step]` of any bounds, or the end of the program.
    pub fn slice(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> RangeI64 {
        self.try_slice(start, stop, step).or_exit()
    }

    /// `r[start:]`.
    pub fn slice_from(&self, start: impl ToIndex) -> RangeI64 {
        self.slice(Some(start.to_index()), None, None)
    }

    /// `r[:stop]`.
    pub fn slice_to(&self, stop: impl ToIndex) -> RangeI64 {
        self.slice(None, Some(stop.to_index()), None)
    }

    /// `r[start:stop]`.
    pub fn slice_range(&self, start: impl ToIndex, stop: impl ToIndex) -> RangeI64 {
        self.slice(Some(start.to_index()), Some(stop.to_index()), None)
    }

    /// `r[::-1]`.
    pub fn reversed(&self) -> RangeI64 {
        self.slice(None, None, Some(-1))
    }
}

impl Iterator for RangeI64 {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        if self.is_empty() {
            return None;
        }
        let current = self.start;
        self.start = self.start.saturating_add(self.step);
        Some(current)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.count() as usize, Some(self.count() as usize))
    }
}

impl DoubleEndedIterator for RangeI64 {
    fn next_back(&mut self) -> Option<i64> {
        let count = RangeI64::count(self);
        if count == 0 {
            return None;
        }
        let last = self.start + (count - 1) as i64 * self.step;
        self.stop = last;
        Some(last)
    }
}

impl PartialEq for RangeI64 {
    fn eq(&self, other: &Self) -> bool {
        let count = self.count();
        count == other.count()
            && (count == 0
                || (self.start == other.start && (count == 1 || self.step == other.step)))
    }
}

impl Repr for RangeI64 {
    fn write_repr(&self, out: &mut String) {
        out.push_str(&format!("range({}, {}", self.start, self.stop));
        if self.step != 1 {
            out.push_str(&format!(", {}", self.step));
        }
        out.push(')');
    }
}

/// A `range` of integers of any size; also its own iterator.
#[derive(Clone, Debug)]
pub struct RangeInt {
    start: Int,
    stop: Int,
    step: Int,
}

/// `range(start, stop, step)` of integers of any size.
pub fn try_range_int(start: impl AsInt, stop: impl AsInt, step: impl AsInt) -> PyResult<RangeInt> {
    if step.as_int().is_zero() {
        return Err(Exception::new(
            &VALUE_ERROR,
            "range() arg 3 must not be zero",
        ));
    }
    Ok(RangeInt {
        start: start.as_int().into_owned(),
        stop: stop.as_int().into_owned(),
        step: step.as_int().into_owned(),
    })
}

/// `range(start, stop, step)` of integers of any size, or the end of the program.
pub fn range_int(start: impl AsInt, stop: impl AsInt, step: impl AsInt) -> RangeInt {
    try_range_int(start, stop, step).or_exit()
}

impl RangeInt {
    fn count(&self) -> Int {
        let (low, high) = if self.step.is_negative() {
            (&self.stop, &self.start)
        } else {
            (&self.start, &self.stop)
        };
        if low >= high {
            return Int::from(0);
        }
        (high - low - 1).floor_div(self.step.abs()) + 1
    }

    /// `len(r)`.
    pub fn len_i64(&self) -> i64 {
        self.count().to_index()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.count().is_zero()
    }

    /// `r[i]`.
    pub fn try_at(&self, index: impl ToIndex) -> PyResult<Int> {
        let i = position(index.to_index(), self.len_i64() as usize)
            .ok_or_else(|| Exception::new(&INDEX_ERROR, "range object index out of range"))?;
        Ok(&self.start + &self.step * i as i64)
    }

    /// `r[i]`, or the end of the program.
    pub fn at(&self, index: impl ToIndex) -> Int {
        self.try_at(index).or_exit()
    }

    /// `n in r`.
    pub fn contains(&self, number: impl AsInt) -> bool {
        let n = number.as_int();
        let inside = if self.step.is_negative() {
            *n <= self.start && *n > self.stop
        } else {
            *n >= self.start && *n < self.stop
        };
        inside && (&*n - &self.start).rem(&self.step).is_zero()
    }

    /// The numbers.
    pub fn iter(&self) -> RangeInt {
        self.clone()
    }
}

impl Iterator for RangeInt {
    type Item = Int;

    fn next(&mut self) -> Option<Int> {
        let more = if self.step.is_negative() {
            self.start > self.stop
        } else {
            self.start < self.stop
        };
        more.then(|| {
            let next = &self.start + &self.step;
            std::mem::replace(&mut self.start, next)
        })
    }
}

impl DoubleEndedIterator for RangeInt {
    fn next_back(&mut self) -> Option<Int> {
        let count = RangeInt::count(self);
        if count.is_zero() {
            return None;
        }
        let last = &self.start + (count - 1) * &self.step;
        self.stop = last.clone();
        Some(last)
    }
}

impl Repr for RangeInt {
    fn write_repr(&self, out: &mut String) {
        out.push_str(&format!("range({}, {}", self.start, self.stop));
        if self.step != 1 {
            out.push_str(&format!(", {}", self.step));
        }
        out.push(')');
    }
}

/// `zip(*rows)`: the columns, as long as the shortest row.
pub fn zip_rows<T>(rows: Vec<Vec<T>>) -> impl DoubleEndedIterator<Item = Tuple<T>> {
    let count = rows.iter().map(Vec::len).min().unwrap_or(0);
    let mut columns: Vec<Vec<T>> = (0..count).map(|_| Vec::with_capacity(rows.len())).collect();
    for row in rows {
        for (column, item) in columns.iter_mut().zip(row) {
            column.push(item);
        }
    }
    columns.into_iter().map(Tuple::from)
}
