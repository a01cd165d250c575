//! More of `statistics`: means of other kinds, quantiles, and how two series go together.
//! needs: error, int, math, num, repr, sorting, statistics, str

use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};
use super::int::{Int, ToIndex};
use super::math::{try_math_exp, try_math_fsum, try_math_log};
use super::num::Num;
use super::statistics::{harmonic, STATISTICS_ERROR};
use super::str::Str;

fn wrong(text: impl Into<String>) -> Exception {
    Exception::new(&STATISTICS_ERROR, text)
}

/// `statistics.harmonic_mean(data)` of floats.
pub fn try_statistics_harmonic_mean_float(items: impl IntoIterator<Item = f64>) -> PyResult<f64> {
    let items: Vec<f64> = items.into_iter().collect();
    if items.is_empty() {
        let text = "harmonic_mean requires at least one data point";
        return Err(wrong(text));
    }
    if items.iter().any(|x| *x < 0.0) {
        let text = "harmonic mean does not support negative values";
        return Err(wrong(text));
    }
    match items.as_slice() {
        [only] => Ok(*only),
        several if several.contains(&0.0) => Ok(0.0),
        several => harmonic(several),
    }
}

/// `statistics.harmonic_mean(data)` of ints: the one of a single int is an int, and so is 0.
pub fn try_statistics_harmonic_mean<T: Into<Int>>(
    items: impl IntoIterator<Item = T>,
) -> PyResult<Num> {
    let items: Vec<Int> = items.into_iter().map(Into::into).collect();
    let floats = items.iter().map(Int::try_to_f64);
    let floats: Vec<f64> = floats.collect::<PyResult<_>>()?;
    let mean = try_statistics_harmonic_mean_float(floats)?;
    Ok(match items.as_slice() {
        [only] => Num::Int(only.clone()),
        _ if mean == 0.0 => Num::Int(Int::from(0)),
        _ => Num::Float(mean),
    })
}

/// `statistics.geometric_mean(data)`.
pub fn try_statistics_geometric_mean(items: impl IntoIterator<Item = f64>) -> PyResult<f64> {
    let logs: PyResult<Vec<f64>> = items.into_iter().map(try_math_log).collect();
    match logs {
        Ok(logs) if !logs.is_empty() => {
            let count = logs.len() as f64;
            try_math_exp(try_math_fsum(logs)? / count)
        }
        _ => Err(wrong(
            "geometric mean requires a non-empty dataset containing positive numbers",
        )),
    }
}

/// The cut points: `weigh(low, n - delta, high, delta)` for each.
fn cuts<T: Clone + PartialOrd>(
    items: impl IntoIterator<Item = T>,
    n: i64,
    method: &str,
    weigh: impl Fn(&T, i64, &T, i64) -> PyResult<f64>,
) -> PyResult<Vec<f64>> {
    if n < 1 {
        return Err(wrong("n must be at least 1"));
    }
    let data = super::sorting::sorted(items, false);
    if data.len() < 2 {
        return Err(wrong("must have at least two data points"));
    }
    let count = data.len() as i64;
    if method == "inclusive" {
        let cut = |i: i64| {
            let (j, delta) = (i * (count - 1) / n, i * (count - 1) % n);
            weigh(&data[j as usize], n - delta, &data[j as usize + 1], delta)
        };
        return (1..n).map(cut).collect();
    }
    if method != "exclusive" {
        let text = format!("Unknown method: {}", super::repr::repr(&Str::from(method)));
        return Err(Exception::new(&VALUE_ERROR, text));
    }
    let cut = |i: i64| {
        let j = (i * (count + 1) / n).clamp(1, count - 1);
        let delta = i * (count + 1) - j * n;
        weigh(&data[j as usize - 1], n - delta, &data[j as usize], delta)
    };
    (1..n).map(cut).collect()
}

/// `statistics.quantiles(data, n=n, method=method)` of ints.
pub fn try_statistics_quantiles<T: Clone + PartialOrd + Into<Int>>(
    items: impl IntoIterator<Item = T>,
    n: impl ToIndex,
    method: &str,
) -> PyResult<Vec<f64>> {
    let n = n.to_index();
    cuts(items, n, method, |low, a, high, b| {
        let (low, high): (Int, Int) = (low.clone().into(), high.clone().into());
        (low * Int::from(a) + high * Int::from(b)).try_true_div(n)
    })
}

/// `statistics.quantiles(data, n=n, method=method)` of floats.
pub fn try_statistics_quantiles_float(
    items: impl IntoIterator<Item = f64>,
    n: impl ToIndex,
    method: &str,
) -> PyResult<Vec<f64>> {
    let n = n.to_index();
    cuts(items, n, method, |low, a, high, b| {
        Ok((low * a as f64 + high * b as f64) / n as f64)
    })
}

/// Sums of products of the distances from the means: of `x` and `y`, of `x`, of `y`; and how many there are.
fn distances(
    name: &str,
    x: impl IntoIterator<Item = f64>,
    y: impl IntoIterator<Item = f64>,
) -> PyResult<(f64, f64, f64, f64)> {
    let x: Vec<f64> = x.into_iter().collect();
    let y: Vec<f64> = y.into_iter().collect();
    if x.len() != y.len() {
        let text = format!("{name} requires that both inputs have same number of data points");
        return Err(wrong(text));
    }
    if x.len() < 2 {
        let text = format!("{name} requires at least two data points");
        return Err(wrong(text));
    }
    let n = x.len() as f64;
    let x_mean = try_math_fsum(x.iter().copied())? / n;
    let y_mean = try_math_fsum(y.iter().copied())? / n;
    let square = |v: &[f64], mean: f64| {
        let squares = v.iter().map(|a| (a - mean) * (a - mean));
        try_math_fsum(squares.collect::<Vec<_>>())
    };
    let products = x.iter().zip(&y).map(|(a, b)| (a - x_mean) * (b - y_mean));
    let xy = try_math_fsum(products.collect::<Vec<_>>())?;
    Ok((xy, square(&x, x_mean)?, square(&y, y_mean)?, n))
}

/// `statistics.covariance(x, y)`.
pub fn try_statistics_covariance(
    x: impl IntoIterator<Item = f64>,
    y: impl IntoIterator<Item = f64>,
) -> PyResult<f64> {
    let (xy, _, _, n) = distances("covariance", x, y)?;
    Ok(xy / (n - 1.0))
}

/// `statistics.correlation(x, y)`.
pub fn try_statistics_correlation(
    x: impl IntoIterator<Item = f64>,
    y: impl IntoIterator<Item = f64>,
) -> PyResult<f64> {
    let (xy, xx, yy, _) = distances("correlation", x, y)?;
    let scale = (xx * yy).sqrt();
    if scale == 0.0 {
        return Err(wrong("at least one of the inputs is constant"));
    }
    Ok(xy / scale)
}

macro_rules! ending {
    ($($name:ident $try_name:ident ($($arg:ident: $ty:ty),*) -> $result:ty;)*) => {$(
        #[doc = concat!("As `", stringify!($try_name), "`, or the end of the program.")]
        pub fn $name($($arg: $ty),*) -> $result {
            $try_name($($arg),*).or_exit()
        }
    )*};
}

ending! {
    statistics_harmonic_mean_float try_statistics_harmonic_mean_float(items: impl IntoIterator<Item = f64>) -> f64;
    statistics_geometric_mean try_statistics_geometric_mean(items: impl IntoIterator<Item = f64>) -> f64;
    statistics_quantiles_float try_statistics_quantiles_float(items: impl IntoIterator<Item = f64>, n: impl ToIndex, method: &str) -> Vec<f64>;
    statistics_correlation try_statistics_correlation(x: impl IntoIterator<Item = f64>, y: impl IntoIterator<Item = f64>) -> f64;
    statistics_covariance try_statistics_covariance(x: impl IntoIterator<Item = f64>, y: impl IntoIterator<Item = f64>) -> f64;
}

/// `statistics.harmonic_mean(data)` of ints, or the end of the program.
pub fn statistics_harmonic_mean<T: Into<Int>>(items: impl IntoIterator<Item = T>) -> Num {
    try_statistics_harmonic_mean(items).or_exit()
}

/// `statistics.quantiles(data, n=n)` of ints, or the end of the program.
pub fn statistics_quantiles<T: Clone + PartialOrd + Into<Int>>(
    items: impl IntoIterator<Item = T>,
    n: impl ToIndex,
    method: &str,
) -> Vec<f64> {
    try_statistics_quantiles(items, n, method).or_exit()
}
