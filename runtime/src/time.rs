//! `time`: clocks and waiting.
//! needs: error, int

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::error::{Exception, OrExit, PyResult, OVERFLOW_ERROR, VALUE_ERROR};
use super::int::Int;

thread_local! {
    static START: Instant = Instant::now();
}

fn since_epoch() -> Duration {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default()
}

fn since_start() -> Duration {
    START.with(Instant::elapsed)
}

fn nanoseconds(time: Duration) -> Int {
    Int::from(num_bigint::BigInt::from(time.as_nanos()))
}

/// `time.time()`.
pub fn time_time() -> f64 {
    since_epoch().as_secs_f64()
}

/// `time.time_ns()`.
pub fn time_time_ns() -> Int {
    nanoseconds(since_epoch())
}

/// `time.perf_counter()` and `time.monotonic()`: since a moment that is not told.
pub fn time_counter() -> f64 {
    since_start().as_secs_f64()
}

/// `time.perf_counter_ns()` and `time.monotonic_ns()`.
pub fn time_counter_ns() -> Int {
    nanoseconds(since_start())
}

/// `time.sleep(seconds)`.
pub fn try_time_sleep(seconds: f64) -> PyResult<()> {
    if seconds.is_nan() {
        let text = "Invalid value NaN (not a number)";
        return Err(Exception::new(&VALUE_ERROR, text));
    }
    if seconds < 0.0 {
        let text = "sleep length must be non-negative";
        return Err(Exception::new(&VALUE_ERROR, text));
    }
    let time = Duration::try_from_secs_f64(seconds).map_err(|_| {
        let text = "timestamp too large to convert to C _PyTime_t";
        Exception::new(&OVERFLOW_ERROR, text)
    })?;
    std::thread::sleep(time);
    Ok(())
}

/// `time.sleep(seconds)`, or the end of the program.
pub fn time_sleep(seconds: f64) {
    try_time_sleep(seconds).or_exit();
}
