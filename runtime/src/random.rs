//! `random`: the Mersenne twister with CPython's seeding (Modules/_randommodule.c, Lib/random.py), so that a seed gives
//! the same numbers.
//! needs: bisect, error, int, int_ops, shared

use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::BigInt;

use super::bisect::Insertable;
use super::error::{Exception, OrExit, PyResult, INDEX_ERROR, VALUE_ERROR};
use super::int::{AsInt, Int, ToIndex};

const N: usize = 624;
const M: usize = 397;

/// The Mersenne twister.
#[derive(Debug)]
struct Twister {
    state: Vec<u32>,
    index: usize,
    gauss_next: Option<f64>,
}

/// A generator of random numbers; a clone is another handle of it.
#[derive(Clone, Debug)]
pub struct Random {
    twister: Rc<RefCell<Twister>>,
}

impl Twister {
    fn seed(&mut self, seed: impl AsInt) {
        let (_, mut key) = seed.as_int().abs().to_big().to_u32_digits();
        if key.is_empty() {
            key.push(0);
        }
        self.gauss_next = None;
        self.init_by_array(&key);
    }

    fn init(&mut self, seed: u32) {
        self.state[0] = seed;
        for i in 1..N {
            let previous = self.state[i - 1];
            self.state[i] = 1_812_433_253u32
                .wrapping_mul(previous ^ (previous >> 30))
                .wrapping_add(i as u32);
        }
        self.index = N;
    }

    fn init_by_array(&mut self, key: &[u32]) {
        self.init(19_650_218);
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let previous = self.state[i - 1];
            let mixed = self.state[i] ^ (previous ^ (previous >> 30)).wrapping_mul(1_664_525);
            self.state[i] = mixed.wrapping_add(key[j]).wrapping_add(j as u32);
            i += 1;
            j += 1;
            if i >= N {
                self.state[0] = self.state[N - 1];
                i = 1;
            }
            if j >= key.len() {
                j = 0;
            }
        }
        for _ in 0..N - 1 {
            let previous = self.state[i - 1];
            let mixed = self.state[i] ^ (previous ^ (previous >> 30)).wrapping_mul(1_566_083_941);
            self.state[i] = mixed.wrapping_sub(i as u32);
            i += 1;
            if i >= N {
                self.state[0] = self.state[N - 1];
                i = 1;
            }
        }
        self.state[0] = 0x8000_0000;
    }

    fn next_u32(&mut self) -> u32 {
        if self.index >= N {
            for k in 0..N {
                let y = (self.state[k] & 0x8000_0000) | (self.state[(k + 1) % N] & 0x7fff_ffff);
                let twist = if y & 1 == 0 { 0 } else { 0x9908_b0df };
                self.state[k] = self.state[(k + M) % N] ^ (y >> 1) ^ twist;
            }
            self.index = 0;
        }
        let mut y = self.state[self.index];
        self.index += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }
}

impl Random {
    /// `random.Random(seed)`.
    pub fn new(seed: impl AsInt) -> Self {
        let mut twister = Twister {
            state: vec![0; N],
            index: N,
            gauss_next: None,
        };
        twister.seed(seed);
        Random {
            twister: Rc::new(RefCell::new(twister)),
        }
    }

    /// `r.seed(n)`.
    pub fn seed(&self, seed: impl AsInt) {
        self.twister.borrow_mut().seed(seed);
    }

    fn next_u32(&self) -> u32 {
        self.twister.borrow_mut().next_u32()
    }

    /// `r.random()`.
    pub fn random(&self) -> f64 {
        let mut twister = self.twister.borrow_mut();
        let a = f64::from(twister.next_u32() >> 5);
        let b = f64::from(twister.next_u32() >> 6);
        (a * 67_108_864.0 + b) * (1.0 / 9_007_199_254_740_992.0)
    }

    pub(crate) fn bits(&self, count: u64) -> Int {
        let mut words = Vec::new();
        let mut left = count;
        while left > 0 {
            let word = self.next_u32();
            words.push(if left < 32 { word >> (32 - left) } else { word });
            left = left.saturating_sub(32);
        }
        Int::from(BigInt::from_slice(num_bigint::Sign::Plus, &words))
    }

    pub(crate) fn below(&self, n: &Int) -> Int {
        let k = n.bit_length() as u64;
        let mut value = self.bits(k);
        while value >= *n {
            value = self.bits(k);
        }
        value
    }

    fn below_usize(&self, n: usize) -> usize {
        self.below(&Int::from(n)).to_index() as usize
    }

    /// `r.randint(a, b)`.
    pub fn try_randint(&self, a: impl AsInt, b: impl AsInt) -> PyResult<Int> {
        let (a, b) = (a.as_int(), b.as_int());
        let width = &*b - &*a + 1;
        if width <= 0 {
            let stop = &*b + 1;
            return Err(Exception::new(
                &VALUE_ERROR,
                format!("empty range for randrange() ({a}, {stop}, {width})"),
            ));
        }
        Ok(&*a + self.below(&width))
    }

    /// `r.randint(a, b)`, or the end of the program.
    pub fn randint(&self, a: impl AsInt, b: impl AsInt) -> Int {
        self.try_randint(a, b).or_exit()
    }

    /// `r.randrange(n)`.
    pub fn try_randrange(&self, n: impl AsInt) -> PyResult<Int> {
        let n = n.as_int();
        if *n <= 0 {
            return Err(Exception::new(&VALUE_ERROR, "empty range for randrange()"));
        }
        Ok(self.below(&n))
    }

    /// `r.randrange(n)`, or the end of the program.
    pub fn randrange(&self, n: impl AsInt) -> Int {
        self.try_randrange(n).or_exit()
    }

    /// `r.uniform(a, b)`.
    pub fn uniform(&self, a: f64, b: f64) -> f64 {
        a + (b - a) * self.random()
    }

    /// `r.gauss(mu, sigma)`.
    pub fn gauss(&self, mu: f64, sigma: f64) -> f64 {
        let kept = self.twister.borrow_mut().gauss_next.take();
        let z = match kept {
            Some(z) => z,
            None => {
                let angle = self.random() * std::f64::consts::TAU;
                let radius = (-2.0 * (1.0 - self.random()).ln()).sqrt();
                self.twister.borrow_mut().gauss_next = Some(angle.sin() * radius);
                angle.cos() * radius
            }
        };
        mu + z * sigma
    }

    /// `r.choice(xs)`.
    pub fn try_choice<T: Clone>(&self, items: &[T]) -> PyResult<T> {
        if items.is_empty() {
            return Err(Exception::new(
                &INDEX_ERROR,
                "Cannot choose from an empty sequence",
            ));
        }
        Ok(items[self.below_usize(items.len())].clone())
    }

    /// `r.choice(xs)`, or the end of the program.
    pub fn choice<T: Clone>(&self, items: &[T]) -> T {
        self.try_choice(items).or_exit()
    }

    /// `r.shuffle(xs)`.
    pub fn shuffle<T>(&self, items: impl Insertable<T>) {
        items.with_items(|xs| {
            for i in (1..xs.len()).rev() {
                let j = self.below_usize(i + 1);
                xs.swap(i, j);
            }
        });
    }

    /// The positions that `r.sample` takes of `n` items.
    pub fn sample_positions(&self, n: usize, count: impl ToIndex) -> PyResult<Vec<usize>> {
        let k = usize::try_from(count.to_index()).ok().filter(|k| *k <= n);
        let k = k.ok_or_else(|| {
            Exception::new(&VALUE_ERROR, "Sample larger than population or is negative")
        })?;
        let mut limit = 21;
        if k > 5 {
            limit += 4usize.pow(((k * 3) as f64).log(4.0).ceil() as u32);
        }
        let mut out = Vec::with_capacity(k);
        if n <= limit {
            let mut pool: Vec<usize> = (0..n).collect();
            for i in 0..k {
                let j = self.below_usize(n - i);
                out.push(pool[j]);
                pool[j] = pool[n - i - 1];
            }
        } else {
            let mut taken = std::collections::HashSet::new();
            for _ in 0..k {
                let mut j = self.below_usize(n);
                while !taken.insert(j) {
                    j = self.below_usize(n);
                }
                out.push(j);
            }
        }
        Ok(out)
    }

    /// `r.sample(xs, k)`.
    pub fn try_sample<T: Clone>(&self, items: &[T], count: impl ToIndex) -> PyResult<Vec<T>> {
        let positions = self.sample_positions(items.len(), count)?;
        Ok(positions.into_iter().map(|i| items[i].clone()).collect())
    }

    /// `r.sample(xs, k)`, or the end of the program.
    pub fn sample<T: Clone>(&self, items: &[T], count: impl ToIndex) -> Vec<T> {
        self.try_sample(items, count).or_exit()
    }
}

thread_local! {
    static GLOBAL: Random = Random::new(i64::from(std::process::id()) ^ started());
}

fn started() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |d| d.as_nanos() as i64)
}

pub(crate) fn global<R>(run: impl FnOnce(&Random) -> R) -> R {
    GLOBAL.with(run)
}

/// `random.seed(n)`.
pub fn random_seed(seed: impl AsInt) {
    global(|r| r.seed(seed));
}

/// `random.random()`.
pub fn random_random() -> f64 {
    global(Random::random)
}

/// `random.uniform(a, b)`.
pub fn random_uniform(a: f64, b: f64) -> f64 {
    global(|r| r.uniform(a, b))
}

/// `random.gauss(mu, sigma)`.
pub fn random_gauss(mu: f64, sigma: f64) -> f64 {
    global(|r| r.gauss(mu, sigma))
}

/// `random.randint(a, b)`.
pub fn try_random_randint(a: impl AsInt, b: impl AsInt) -> PyResult<Int> {
    global(|r| r.try_randint(a, b))
}

/// `random.randint(a, b)`, or the end of the program.
pub fn random_randint(a: impl AsInt, b: impl AsInt) -> Int {
    try_random_randint(a, b).or_exit()
}

/// `random.randrange(n)`.
pub fn try_random_randrange(n: impl AsInt) -> PyResult<Int> {
    global(|r| r.try_randrange(n))
}

/// `random.randrange(n)`, or the end of the program.
pub fn random_randrange(n: impl AsInt) -> Int {
    try_random_randrange(n).or_exit()
}

/// `random.choice(xs)`.
pub fn try_random_choice<T: Clone>(items: &[T]) -> PyResult<T> {
    global(|r| r.try_choice(items))
}

/// `random.choice(xs)`, or the end of the program.
pub fn random_choice<T: Clone>(items: &[T]) -> T {
    try_random_choice(items).or_exit()
}

/// `random.shuffle(xs)`.
pub fn random_shuffle<T>(items: impl Insertable<T>) {
    global(|r| r.shuffle(items));
}

/// `random.sample(xs, k)`.
pub fn try_random_sample<T: Clone>(items: &[T], count: impl ToIndex) -> PyResult<Vec<T>> {
    global(|r| r.try_sample(items, count))
}

/// `random.sample(xs, k)`, or the end of the program.
pub fn random_sample<T: Clone>(items: &[T], count: impl ToIndex) -> Vec<T> {
    try_random_sample(items, count).or_exit()
}
