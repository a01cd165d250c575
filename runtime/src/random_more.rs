//! More of `random`: ranges with a step, weighted choices, further distributions.
//! needs: error, float, int, iter, random

use super::error::{Exception, OrExit, PyResult, INDEX_ERROR, VALUE_ERROR};
use super::int::{AsInt, Int, ToIndex};
use super::iter::RangeI64;
use super::random::{global, Random};

fn wrong(text: impl Into<String>) -> Exception {
    Exception::new(&VALUE_ERROR, text)
}

impl Random {
    /// `r.randrange(a, b)`.
    pub fn try_randrange_from(&self, a: impl AsInt, b: impl AsInt) -> PyResult<Int> {
        let (a, b) = (a.as_int(), b.as_int());
        let width = &*b - &*a;
        if width <= 0 {
            let text = format!("empty range for randrange() ({a}, {b}, {width})");
            return Err(wrong(text));
        }
        Ok(&*a + self.below(&width))
    }

    /// `r.randrange(a, b, step)`.
    pub fn try_randrange_step(
        &self,
        a: impl AsInt,
        b: impl AsInt,
        step: impl AsInt,
    ) -> PyResult<Int> {
        let (a, b, step) = (a.as_int(), b.as_int(), step.as_int());
        if *step == 1 {
            return self.try_randrange_from(&*a, &*b);
        }
        if *step == 0 {
            return Err(wrong("zero step for randrange()"));
        }
        let width = &*b - &*a;
        let n = if *step > 0 {
            (width + &*step - 1).floor_div(&*step)
        } else {
            (width + &*step + 1).floor_div(&*step)
        };
        if n <= 0 {
            return Err(wrong("empty range for randrange()"));
        }
        Ok(&*a + &*step * self.below(&n))
    }

    /// `r.getrandbits(k)`.
    pub fn try_getrandbits(&self, k: impl ToIndex) -> PyResult<Int> {
        let k = u64::try_from(k.to_index())
            .map_err(|_| wrong("number of bits must be non-negative"))?;
        Ok(self.bits(k))
    }

    /// `r.choices(xs, k=n)`.
    pub fn choices<T: Clone>(&self, items: &[T], k: impl ToIndex) -> Vec<T> {
        let n = items.len() as f64;
        (0..k.to_index())
            .map(|_| items[(self.random() * n).floor() as usize].clone())
            .collect()
    }

    /// `r.choices(xs, weights, k=n)`.
    pub fn try_choices_weighted<T: Clone>(
        &self,
        items: &[T],
        weights: impl Iterator<Item = f64>,
        k: impl ToIndex,
    ) -> PyResult<Vec<T>> {
        let mut sum = 0.0;
        let up_to = weights.map(|w| {
            sum += w;
            sum
        });
        self.try_choices_cumulated(items, up_to, k)
    }

    /// `r.choices(xs, cum_weights=up_to, k=n)`.
    pub fn try_choices_cumulated<T: Clone>(
        &self,
        items: &[T],
        up_to: impl Iterator<Item = f64>,
        k: impl ToIndex,
    ) -> PyResult<Vec<T>> {
        let up_to: Vec<f64> = up_to.collect();
        if up_to.len() != items.len() {
            let text = "The number of weights does not match the population";
            return Err(wrong(text));
        }
        if up_to.is_empty() {
            return Err(Exception::new(&INDEX_ERROR, "list index out of range"));
        }
        let total = up_to.last().copied().unwrap_or(0.0);
        if total <= 0.0 {
            return Err(wrong("Total of weights must be greater than zero"));
        }
        if !total.is_finite() {
            return Err(wrong("Total of weights must be finite"));
        }
        let mut out = Vec::new();
        for _ in 0..k.to_index() {
            let x = self.random() * total;
            let (mut low, mut high) = (0, items.len() - 1);
            while low < high {
                let middle = (low + high) / 2;
                if x < up_to[middle] {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            out.push(items[low].clone());
        }
        Ok(out)
    }

    /// `r.sample(range, k)`.
    pub fn try_sample_range(&self, items: &RangeI64, k: impl ToIndex) -> PyResult<Vec<i64>> {
        let positions = self.sample_positions(items.len_i64() as usize, k)?;
        positions
            .into_iter()
            .map(|i| items.try_at(i as i64))
            .collect()
    }

    /// `r.expovariate(lambd)`.
    pub fn try_expovariate(&self, rate: f64) -> PyResult<f64> {
        let x = -(1.0 - self.random()).ln();
        super::float::try_float_div(x, rate)
    }

    /// `r.normalvariate(mu, sigma)`.
    pub fn normalvariate(&self, mu: f64, sigma: f64) -> f64 {
        let magic = 4.0 * (-0.5f64).exp() / 2f64.sqrt();
        loop {
            let a = self.random();
            let b = 1.0 - self.random();
            let z = magic * (a - 0.5) / b;
            if z * z / 4.0 <= -b.ln() {
                return mu + z * sigma;
            }
        }
    }

    /// `r.triangular(low, high, mode)`.
    pub fn triangular(&self, low: f64, high: f64, mode: Option<f64>) -> f64 {
        let mut u = self.random();
        let mut c = match mode {
            None => 0.5,
            Some(_) if high == low => return low,
            Some(mode) => (mode - low) / (high - low),
        };
        let (mut from, mut to) = (low, high);
        if u > c {
            u = 1.0 - u;
            c = 1.0 - c;
            (from, to) = (high, low);
        }
        from + (to - from) * (u * c).sqrt()
    }
}

impl Random {
    /// `r.sample(xs, k, counts=counts)`.
    pub fn try_sample_counted<T: Clone, N: Into<Int>>(
        &self,
        items: &[T],
        k: impl ToIndex,
        counts: impl IntoIterator<Item = N>,
    ) -> PyResult<Vec<T>> {
        let mut total = 0;
        let mut sums: Vec<i64> = Vec::new();
        for count in counts {
            total += count.into().to_index();
            sums.push(total);
        }
        if sums.len() != items.len() {
            let text = "The number of counts does not match the population";
            return Err(Exception::new(&VALUE_ERROR, text));
        }
        if sums.pop().is_none() {
            return Err(Exception::new(&INDEX_ERROR, "pop from empty list"));
        }
        let Some(size) = usize::try_from(total).ok().filter(|n| *n > 0) else {
            let text = "Total of counts must be greater than zero";
            return Err(Exception::new(&VALUE_ERROR, text));
        };
        let positions = self.sample_positions(size, k)?;
        let place = |i: usize| sums.partition_point(|sum| *sum <= i as i64);
        Ok(positions
            .into_iter()
            .map(|i| items[place(i)].clone())
            .collect())
    }

    /// `r.sample(xs, k, counts=counts)`, or the end of the program.
    pub fn sample_counted<T: Clone, N: Into<Int>>(
        &self,
        items: &[T],
        k: impl ToIndex,
        counts: impl IntoIterator<Item = N>,
    ) -> Vec<T> {
        self.try_sample_counted(items, k, counts).or_exit()
    }
}

/// `random.sample(xs, k, counts=counts)`.
pub fn try_random_sample_counted<T: Clone, N: Into<Int>>(
    items: &[T],
    k: impl ToIndex,
    counts: impl IntoIterator<Item = N>,
) -> PyResult<Vec<T>> {
    global(|r| r.try_sample_counted(items, k, counts))
}

/// `random.sample(xs, k, counts=counts)`, or the end of the program.
pub fn random_sample_counted<T: Clone, N: Into<Int>>(
    items: &[T],
    k: impl ToIndex,
    counts: impl IntoIterator<Item = N>,
) -> Vec<T> {
    try_random_sample_counted(items, k, counts).or_exit()
}

macro_rules! twice {
    ($($try_method:ident $method:ident $try_name:ident $name:ident ($($arg:ident: $ty:ty),*) -> $ret:ty;)*) => {
        impl Random {$(
            /// The same, or the end of the program.
            pub fn $method(&self, $($arg: $ty),*) -> $ret {
                self.$try_method($($arg),*).or_exit()
            }
        )*}
        $(
            /// The same of the module.
            pub fn $try_name($($arg: $ty),*) -> PyResult<$ret> {
                global(|r| r.$try_method($($arg),*))
            }
            /// The same of the module, or the end of the program.
            pub fn $name($($arg: $ty),*) -> $ret {
                $try_name($($arg),*).or_exit()
            }
        )*
    };
}

twice! {
    try_randrange_from randrange_from try_random_randrange_from random_randrange_from (a: impl AsInt, b: impl AsInt) -> Int;
    try_randrange_step randrange_step try_random_randrange_step random_randrange_step (a: impl AsInt, b: impl AsInt, step: impl AsInt) -> Int;
    try_getrandbits getrandbits try_random_getrandbits random_getrandbits (k: impl ToIndex) -> Int;
    try_sample_range sample_range try_random_sample_range random_sample_range (items: &RangeI64, k: impl ToIndex) -> Vec<i64>;
    try_expovariate expovariate try_random_expovariate random_expovariate (rate: f64) -> f64;
}

impl Random {
    /// `r.choices(xs, weights, k=n)`, or the end of the program.
    pub fn choices_weighted<T: Clone>(
        &self,
        items: &[T],
        weights: impl Iterator<Item = f64>,
        k: impl ToIndex,
    ) -> Vec<T> {
        self.try_choices_weighted(items, weights, k).or_exit()
    }

    /// `r.choices(xs, cum_weights=up_to, k=n)`, or the end of the program.
    pub fn choices_cumulated<T: Clone>(
        &self,
        items: &[T],
        up_to: impl Iterator<Item = f64>,
        k: impl ToIndex,
    ) -> Vec<T> {
        self.try_choices_cumulated(items, up_to, k).or_exit()
    }
}

/// `random.choices(xs, k=n)`.
pub fn random_choices<T: Clone>(items: &[T], k: impl ToIndex) -> Vec<T> {
    global(|r| r.choices(items, k))
}

/// `random.choices(xs, weights, k=n)`.
pub fn try_random_choices_weighted<T: Clone>(
    items: &[T],
    weights: impl IntoIterator<Item = f64>,
    k: impl ToIndex,
) -> PyResult<Vec<T>> {
    global(|r| r.try_choices_weighted(items, weights.into_iter(), k))
}

/// `random.choices(xs, weights, k=n)`, or the end of the program.
pub fn random_choices_weighted<T: Clone>(
    items: &[T],
    weights: impl IntoIterator<Item = f64>,
    k: impl ToIndex,
) -> Vec<T> {
    try_random_choices_weighted(items, weights, k).or_exit()
}

/// `random.choices(xs, cum_weights=up_to, k=n)`.
pub fn try_random_choices_cumulated<T: Clone>(
    items: &[T],
    up_to: impl IntoIterator<Item = f64>,
    k: impl ToIndex,
) -> PyResult<Vec<T>> {
    global(|r| r.try_choices_cumulated(items, up_to.into_iter(), k))
}

/// `random.choices(xs, cum_weights=up_to, k=n)`, or the end of the program.
pub fn random_choices_cumulated<T: Clone>(
    items: &[T],
    up_to: impl IntoIterator<Item = f64>,
    k: impl ToIndex,
) -> Vec<T> {
    try_random_choices_cumulated(items, up_to, k).or_exit()
}

/// `random.normalvariate(mu, sigma)`.
pub fn random_normalvariate(mu: f64, sigma: f64) -> f64 {
    global(|r| r.normalvariate(mu, sigma))
}

/// `random.triangular(low, high, mode)`.
pub fn random_triangular(low: f64, high: f64, mode: Option<f64>) -> f64 {
    global(|r| r.triangular(low, high, mode))
}
