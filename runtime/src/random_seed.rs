//! Seeds of `random` that are no ints: text, which is hashed by SHA-512, and the clock.
//! needs: int, random

use num_bigint::{BigInt, Sign};

use super::int::Int;
use super::random::{global, Random};

/// The first primes: their roots give SHA-512 its constants (FIPS 180-4).
const PRIMES: [u64; 80] = primes();

const fn primes() -> [u64; 80] {
    let mut found = [0; 80];
    let (mut count, mut n) = (0, 2);
    while count < 80 {
        let mut i = 0;
        while i < count && n % found[i] != 0 {
            i += 1;
        }
        if i == count {
            found[count] = n;
            count += 1;
        }
        n += 1;
    }
    found
}

/// The first 64 bits after the point of the root of a small number.
fn fraction(n: u64, degree: u32) -> u64 {
    let root = (BigInt::from(n) << (64 * degree)).nth_root(degree);
    let (_, digits) = root.to_u64_digits();
    digits[0]
}

/// The SHA-512 of some bytes.
fn sha512(data: &[u8]) -> Vec<u8> {
    let constants: Vec<u64> = PRIMES.iter().map(|p| fraction(*p, 3)).collect();
    let mut state: Vec<u64> = PRIMES[..8].iter().map(|p| fraction(*p, 2)).collect();
    let mut padded = data.to_vec();
    padded.push(0x80);
    while padded.len() % 128 != 112 {
        padded.push(0);
    }
    padded.extend((data.len() as u128 * 8).to_be_bytes());
    for block in padded.chunks(128) {
        let mut w: Vec<u64> = block
            .chunks(8)
            .map(|word| word.iter().fold(0, |n, byte| n << 8 | u64::from(*byte)))
            .collect();
        for i in 16..80 {
            let (a, b) = (w[i - 15], w[i - 2]);
            let low = a.rotate_right(1) ^ a.rotate_right(8) ^ (a >> 7);
            let high = b.rotate_right(19) ^ b.rotate_right(61) ^ (b >> 6);
            let sum = w[i - 16].wrapping_add(low).wrapping_add(w[i - 7]);
            w.push(sum.wrapping_add(high));
        }
        let mut s = state.clone();
        for i in 0..80 {
            let e = s[4];
            let mixed = e.rotate_right(14) ^ e.rotate_right(18) ^ e.rotate_right(41);
            let chosen = (e & s[5]) ^ (!e & s[6]);
            let first = [mixed, chosen, constants[i], w[i]]
                .into_iter()
                .fold(s[7], u64::wrapping_add);
            let a = s[0];
            let turned = a.rotate_right(28) ^ a.rotate_right(34) ^ a.rotate_right(39);
            let majority = (a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]);
            s.rotate_right(1);
            s[4] = s[4].wrapping_add(first);
            s[0] = first.wrapping_add(turned).wrapping_add(majority);
        }
        for (total, part) in state.iter_mut().zip(s) {
            *total = total.wrapping_add(part);
        }
    }
    state.into_iter().flat_map(u64::to_be_bytes).collect()
}

fn seed_of(text: &str) -> Int {
    let mut bytes = text.as_bytes().to_vec();
    bytes.extend(sha512(text.as_bytes()));
    Int::from(BigInt::from_bytes_be(Sign::Plus, &bytes))
}

fn clock() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(0, |d| d.as_nanos() as i64)
}

impl Random {
    /// `random.Random(text)`.
    pub fn of_text(text: &str) -> Self {
        Random::new(seed_of(text))
    }

    /// `random.Random()`.
    pub fn of_clock() -> Self {
        Random::new(clock())
    }

    /// `r.seed(text)`.
    pub fn seed_text(&self, text: &str) {
        self.seed(seed_of(text));
    }

    /// `r.seed()`.
    pub fn seed_clock(&self) {
        self.seed(clock());
    }
}

/// `random.seed(text)`.
pub fn random_seed_text(text: &str) {
    global(|r| r.seed_text(text));
}

/// `random.seed()`.
pub fn random_seed_clock() {
    global(Random::seed_clock);
}
