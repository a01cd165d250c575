//! `itertools` and `functools.reduce`.
//! needs: error, int, tuple

use super::error::{Exception, OrExit, PyResult, TYPE_ERROR, VALUE_ERROR};
use super::int::ToIndex;
use super::tuple::Tuple;

fn size(count: impl ToIndex) -> usize {
    usize::try_from(count.to_index()).unwrap_or(0)
}

/// The positions of every combination, in lexicographic order.
fn combination_indices(n: usize, r: usize) -> impl Iterator<Item = Vec<usize>> {
    let mut next: Option<Vec<usize>> = (r <= n).then(|| (0..r).collect());
    std::iter::from_fn(move || {
        let current = next.take()?;
        let mut following = current.clone();
        if let Some(i) = (0..r).rev().find(|i| following[*i] != i + n - r) {
            following[i] += 1;
            for j in i + 1..r {
                following[j] = following[j - 1] + 1;
            }
            next = Some(following);
        }
        Some(current)
    })
}

/// The positions of every permutation, in CPython's order.
fn permutation_indices(n: usize, r: usize) -> impl Iterator<Item = Vec<usize>> {
    let mut indices: Vec<usize> = (0..n).collect();
    let mut cycles: Vec<usize> = (0..r).map(|i| n - i.min(n)).collect();
    let mut state = if r <= n { 0 } else { 2 };
    std::iter::from_fn(move || {
        if state == 0 {
            state = 1;
            return Some(indices[..r].to_vec());
        }
        if state == 2 {
            return None;
        }
        for i in (0..r).rev() {
            cycles[i] -= 1;
            if cycles[i] == 0 {
                indices[i..].rotate_left(1);
                cycles[i] = n - i;
            } else {
                let j = n - cycles[i];
                indices.swap(i, j);
                return Some(indices[..r].to_vec());
            }
        }
        state = 2;
        None
    })
}

macro_rules! fixed {
    ($($comb:ident $perm:ident $prod:ident $n:literal ($($i:literal),+) ($($t:ident),+);)*) => {$(
        /// Combinations of a known size.
        pub fn $comb<T: Clone>(items: impl IntoIterator<Item = T>) -> impl Iterator<Item = ($($t,)+)> {
            let pool: Vec<T> = items.into_iter().collect();
            combination_indices(pool.len(), $n).map(move |at| ($(pool[at[$i]].clone(),)+))
        }
        /// Permutations of a known size.
        pub fn $perm<T: Clone>(items: impl IntoIterator<Item = T>) -> impl Iterator<Item = ($($t,)+)> {
            let pool: Vec<T> = items.into_iter().collect();
            permutation_indices(pool.len(), $n).map(move |at| ($(pool[at[$i]].clone(),)+))
        }
        /// The product of an iterable with itself, a known number of times.
        pub fn $prod<T: Clone>(items: impl IntoIterator<Item = T>) -> impl Iterator<Item = ($($t,)+)> {
            product_repeat(items, $n).map(|row| ($(row[$i].clone(),)+))
        }
    )*};
}

fixed! {
    combinations_1 permutations_1 product_repeat_1 1 (0) (T);
    combinations_2 permutations_2 product_repeat_2 2 (0, 1) (T, T);
    combinations_3 permutations_3 product_repeat_3 3 (0, 1, 2) (T, T, T);
    combinations_4 permutations_4 product_repeat_4 4 (0, 1, 2, 3) (T, T, T, T);
}

/// `itertools.combinations(items, r)`.
pub fn combinations<T: Clone>(
    items: impl IntoIterator<Item = T>,
    r: impl ToIndex,
) -> impl Iterator<Item = Tuple<T>> {
    let pool: Vec<T> = items.into_iter().collect();
    combination_indices(pool.len(), size(r))
        .map(move |at| at.into_iter().map(|i| pool[i].clone()).collect())
}

/// `itertools.combinations_with_replacement(items, r)`.
pub fn combinations_with_replacement<T: Clone>(
    items: impl IntoIterator<Item = T>,
    r: impl ToIndex,
) -> impl Iterator<Item = Tuple<T>> {
    let pool: Vec<T> = items.into_iter().collect();
    let (n, r) = (pool.len(), size(r));
    let mut next: Option<Vec<usize>> = (n > 0 || r == 0).then(|| vec![0; r]);
    std::iter::from_fn(move || {
        let current = next.take()?;
        if let Some(i) = (0..r).rev().find(|i| current[*i] != n - 1) {
            let mut following = current.clone();
            let value = following[i] + 1;
            following[i..].fill(value);
            next = Some(following);
        }
        Some(current.into_iter().map(|i| pool[i].clone()).collect())
    })
}

/// `itertools.permutations(items, r)`.
pub fn permutations<T: Clone>(
    items: impl IntoIterator<Item = T>,
    r: impl ToIndex,
) -> impl Iterator<Item = Tuple<T>> {
    let pool: Vec<T> = items.into_iter().collect();
    permutation_indices(pool.len(), size(r))
        .map(move |at| at.into_iter().map(|i| pool[i].clone()).collect())
}

/// `itertools.permutations(items)`.
pub fn permutations_all<T: Clone>(
    items: impl IntoIterator<Item = T>,
) -> impl Iterator<Item = Tuple<T>> {
    let pool: Vec<T> = items.into_iter().collect();
    let count = pool.len();
    permutations(pool, count)
}

/// `itertools.product(items, repeat=n)`.
pub fn product_repeat<T: Clone>(
    items: impl IntoIterator<Item = T>,
    count: impl ToIndex,
) -> impl Iterator<Item = Tuple<T>> {
    let pool: Vec<T> = items.into_iter().collect();
    let n = size(count);
    let mut next: Option<Vec<usize>> = (!pool.is_empty() || n == 0).then(|| vec![0; n]);
    std::iter::from_fn(move || {
        let current = next.take()?;
        if let Some(i) = (0..n).rev().find(|i| current[*i] + 1 < pool.len()) {
            let mut following = current.clone();
            following[i] += 1;
            following[i + 1..].fill(0);
            next = Some(following);
        }
        Some(current.into_iter().map(|i| pool[i].clone()).collect())
    })
}

/// `itertools.product(*pools)`.
pub fn product_of<T: Clone>(pools: Vec<Vec<T>>) -> impl Iterator<Item = Tuple<T>> {
    let mut next: Option<Vec<usize>> = pools
        .iter()
        .all(|pool| !pool.is_empty())
        .then(|| vec![0; pools.len()]);
    std::iter::from_fn(move || {
        let current = next.take()?;
        if let Some(i) = (0..pools.len())
            .rev()
            .find(|i| current[*i] + 1 < pools[*i].len())
        {
            let mut following = current.clone();
            following[i] += 1;
            following[i + 1..].fill(0);
            next = Some(following);
        }
        Some(
            current
                .into_iter()
                .zip(&pools)
                .map(|(i, pool)| pool[i].clone())
                .collect(),
        )
    })
}

/// `itertools.product(a)`.
pub fn product_1<A>(a: impl IntoIterator<Item = A>) -> impl Iterator<Item = (A,)> {
    a.into_iter().map(|x| (x,))
}

/// `itertools.product(a, b)`.
pub fn product_2<A: Clone, B: Clone>(
    a: impl IntoIterator<Item = A>,
    b: impl IntoIterator<Item = B>,
) -> impl Iterator<Item = (A, B)> {
    let b: Vec<B> = b.into_iter().collect();
    let a: Vec<A> = a.into_iter().collect();
    a.into_iter()
        .flat_map(move |x| b.clone().into_iter().map(move |y| (x.clone(), y)))
}

/// `itertools.product(a, b, c)`.
pub fn product_3<A: Clone, B: Clone, C: Clone>(
    a: impl IntoIterator<Item = A>,
    b: impl IntoIterator<Item = B>,
    c: impl IntoIterator<Item = C>,
) -> impl Iterator<Item = (A, B, C)> {
    let c: Vec<C> = c.into_iter().collect();
    product_2(a, b).flat_map(move |(x, y)| {
        c.clone()
            .into_iter()
            .map(move |z| (x.clone(), y.clone(), z))
    })
}

/// `itertools.product(a, b, c, d)`.
pub fn product_4<A: Clone, B: Clone, C: Clone, D: Clone>(
    a: impl IntoIterator<Item = A>,
    b: impl IntoIterator<Item = B>,
    c: impl IntoIterator<Item = C>,
    d: impl IntoIterator<Item = D>,
) -> impl Iterator<Item = (A, B, C, D)> {
    let d: Vec<D> = d.into_iter().collect();
    product_3(a, b, c).flat_map(move |(x, y, z)| {
        d.clone()
            .into_iter()
            .map(move |w| (x.clone(), y.clone(), z.clone(), w))
    })
}

/// `itertools.groupby(items, key)`; each group as a list.
pub fn groupby<T, K: PartialEq>(
    items: impl IntoIterator<Item = T>,
    mut key: impl FnMut(&T) -> K,
) -> impl Iterator<Item = (K, Vec<T>)> {
    let mut items = items.into_iter();
    let mut pending: Option<(K, T)> = None;
    std::iter::from_fn(move || {
        let (current, first) = match pending.take() {
            Some(found) => found,
            None => {
                let item = items.next()?;
                (key(&item), item)
            }
        };
        let mut group = vec![first];
        for item in items.by_ref() {
            let next = key(&item);
            if next != current {
                pending = Some((next, item));
                break;
            }
            group.push(item);
        }
        Some((current, group))
    })
}

/// `itertools.zip_longest(a, b, fillvalue=…)`.
pub fn zip_longest<A: Clone, B: Clone>(
    a: impl IntoIterator<Item = A>,
    b: impl IntoIterator<Item = B>,
    fill_a: A,
    fill_b: B,
) -> impl Iterator<Item = (A, B)> {
    let (mut a, mut b) = (a.into_iter().fuse(), b.into_iter().fuse());
    std::iter::from_fn(move || match (a.next(), b.next()) {
        (None, None) => None,
        (x, y) => Some((
            x.unwrap_or_else(|| fill_a.clone()),
            y.unwrap_or_else(|| fill_b.clone()),
        )),
    })
}

/// `itertools.zip_longest(a, b, c, fillvalue=…)`.
pub fn zip_longest_3<A: Clone, B: Clone, C: Clone>(
    a: impl IntoIterator<Item = A>,
    b: impl IntoIterator<Item = B>,
    c: impl IntoIterator<Item = C>,
    fill: (A, B, C),
) -> impl Iterator<Item = (A, B, C)> {
    let (mut a, mut b, mut c) = (
        a.into_iter().fuse(),
        b.into_iter().fuse(),
        c.into_iter().fuse(),
    );
    std::iter::from_fn(move || match (a.next(), b.next(), c.next()) {
        (None, None, None) => None,
        (x, y, z) => Some((
            x.unwrap_or_else(|| fill.0.clone()),
            y.unwrap_or_else(|| fill.1.clone()),
            z.unwrap_or_else(|| fill.2.clone()),
        )),
    })
}

/// `itertools.repeat(item, n)`.
pub fn repeat_item<T: Clone>(item: T, count: impl ToIndex) -> impl Iterator<Item = T> {
    std::iter::repeat_n(item, size(count))
}

/// `itertools.accumulate(items)`.
pub fn accumulate_sum<T: Clone + std::ops::Add<Output = T>>(
    items: impl IntoIterator<Item = T>,
) -> impl Iterator<Item = T> {
    let mut total: Option<T> = None;
    items.into_iter().map(move |item| {
        let next = match total.take() {
            Some(sum) => sum + item,
            None => item,
        };
        total = Some(next.clone());
        next
    })
}

/// `itertools.accumulate(items, function)`.
pub fn accumulate<T: Clone, I>(
    items: impl IntoIterator<Item = I>,
    first: impl Fn(I) -> T,
    mut function: impl FnMut(T, I) -> T,
) -> impl Iterator<Item = T> {
    let mut total: Option<T> = None;
    items.into_iter().map(move |item| {
        let next = match total.take() {
            Some(state) => function(state, item),
            None => first(item),
        };
        total = Some(next.clone());
        next
    })
}

/// `itertools.accumulate(items, function, initial=…)`.
pub fn accumulate_from<T: Clone, I>(
    initial: T,
    items: impl IntoIterator<Item = I>,
    mut function: impl FnMut(T, I) -> T,
) -> impl Iterator<Item = T> {
    let mut total = initial.clone();
    let rest = items.into_iter().map(move |item| {
        total = function(total.clone(), item);
        total.clone()
    });
    std::iter::once(initial).chain(rest)
}

/// `itertools.islice(items, start, stop, step)`.
pub fn try_islice<T>(
    items: impl IntoIterator<Item = T>,
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
) -> PyResult<impl Iterator<Item = T>> {
    let (start, step) = (start.unwrap_or(0), step.unwrap_or(1));
    if stop.is_some_and(|n| n < 0) && start == 0 && step == 1 {
        let text = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
        return Err(Exception::new(&VALUE_ERROR, text));
    }
    if start < 0 || stop.is_some_and(|n| n < 0) {
        let text = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
        return Err(Exception::new(&VALUE_ERROR, text));
    }
    if step < 1 {
        let text = "Step for islice() must be a positive integer or None.";
        return Err(Exception::new(&VALUE_ERROR, text));
    }
    let mut items = items.into_iter();
    let mut at = 0;
    let mut wanted = start;
    Ok(std::iter::from_fn(move || {
        while at < wanted {
            items.next()?;
            at += 1;
        }
        if stop.is_some_and(|limit| at >= limit) {
            return None;
        }
        let item = items.next()?;
        at += 1;
        wanted = wanted.saturating_add(step).min(stop.unwrap_or(i64::MAX));
        Some(item)
    }))
}

/// `itertools.islice(items, start, stop, step)`, or the end of the program.
pub fn islice<T>(
    items: impl IntoIterator<Item = T>,
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
) -> impl Iterator<Item = T> {
    try_islice(items, start, stop, step).or_exit()
}

/// `itertools.count(start, step)`.
pub fn count_by<T: Clone + std::ops::Add<Output = T>>(
    start: T,
    step: T,
) -> impl Iterator<Item = T> {
    std::iter::successors(Some(start), move |last| Some(last.clone() + step.clone()))
}

/// `zip(a, b, strict=True)`.
pub fn zip_strict<A, B>(
    a: impl IntoIterator<Item = A>,
    b: impl IntoIterator<Item = B>,
) -> impl Iterator<Item = (A, B)> {
    let (mut a, mut b) = (a.into_iter(), b.into_iter());
    std::iter::from_fn(move || match (a.next(), b.next()) {
        (Some(x), Some(y)) => Some((x, y)),
        (None, None) => None,
        (x, _) => {
            let what = if x.is_some() { "shorter" } else { "longer" };
            let text = format!("zip() argument 2 is {what} than argument 1");
            Exception::new(&VALUE_ERROR, text).exit()
        }
    })
}

/// `itertools.pairwise(items)`.
pub fn pairwise<T: Clone>(items: impl IntoIterator<Item = T>) -> impl Iterator<Item = (T, T)> {
    let mut items = items.into_iter();
    let mut last = items.next();
    std::iter::from_fn(move || {
        let next = items.next()?;
        let previous = last.replace(next.clone())?;
        Some((previous, next))
    })
}

/// `itertools.cycle(items)`.
pub fn cycle<T: Clone>(
    items: impl IntoIterator<Item = T>,
) -> std::iter::Cycle<std::vec::IntoIter<T>> {
    let items: Vec<T> = items.into_iter().collect();
    items.into_iter().cycle()
}

/// `functools.reduce(function, items)`.
pub fn try_reduce<T>(
    items: impl IntoIterator<Item = T>,
    function: impl FnMut(T, T) -> T,
) -> PyResult<T> {
    items.into_iter().reduce(function).ok_or_else(|| {
        Exception::new(
            &TYPE_ERROR,
            "reduce() of empty iterable with no initial value",
        )
    })
}

/// `functools.reduce(function, items)`, or the end of the program.
pub fn reduce<T>(items: impl IntoIterator<Item = T>, function: impl FnMut(T, T) -> T) -> T {
    try_reduce(items, function).or_exit()
}
