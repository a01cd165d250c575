//! `random.randbytes`.
//! needs: bytes, error, int, int_bytes, random, random_more

use super::bytes::Bytes;
use super::error::{OrExit, PyResult};
use super::int::ToIndex;
use super::int_bytes::try_int_to_bytes;
use super::random::{global, Random};

impl Random {
    /// `r.randbytes(n)`.
    pub fn try_randbytes(&self, count: impl ToIndex) -> PyResult<Bytes> {
        let size = count.to_index();
        let bits = self.try_getrandbits(size.saturating_mul(8))?;
        try_int_to_bytes(&bits, size, "little", false)
    }

    /// `r.randbytes(n)`, or the end of the program.
    pub fn randbytes(&self, count: impl ToIndex) -> Bytes {
        self.try_randbytes(count).or_exit()
    }
}

/// `random.randbytes(n)`.
pub fn try_random_randbytes(count: impl ToIndex) -> PyResult<Bytes> {
    global(|r| r.try_randbytes(count))
}

/// `random.randbytes(n)`, or the end of the program.
pub fn random_randbytes(count: impl ToIndex) -> Bytes {
    try_random_randbytes(count).or_exit()
}
