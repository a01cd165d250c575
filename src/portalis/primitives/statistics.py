"""The module `statistics`."""

from portalis.primitives.table import row

for name in ("mean", "median"):
    row(f"statistics.{name}(iterable[int]) -> num", f"~statistics_{name}({{0:t}})")
    row(f"statistics.{name}(iterable[float]) -> float", f"~statistics_{name}_float({{0:t}})")
for name in ("variance", "pvariance"):
    row(f"statistics.{name}(iterable[int]) -> num", f"~statistics_{name}({{0:t}})")
    row(f"statistics.{name}(iterable[float]) -> float", f"~statistics_{name}({{0:t}}).to_f64()")
for name in ("stdev", "pstdev"):
    row(f"statistics.{name}(iterable[num]) -> float", f"~statistics_{name}({{0:t}})")
for name in ("median_low", "median_high", "mode"):
    row(f"statistics.{name}(iterable[T]) -> T", f"~statistics_{name}({{0:t}})")
row("statistics.multimode(iterable[T]) -> list[T]", "statistics_multimode({0:t})")
row("statistics.fmean(iterable[float]) -> float", "~statistics_fmean({0:t})")
row("statistics.harmonic_mean(iterable[int]) -> num", "~statistics_harmonic_mean({0:t})")
row("statistics.harmonic_mean(iterable[float]) -> float", "~statistics_harmonic_mean_float({0:t})")
row("statistics.geometric_mean(iterable[float]) -> float", "~statistics_geometric_mean({0:t})")
for of, kind in (("int", ""), ("float", "_float")):
    for params, given in (
        ("", '4, "exclusive"'),
        (", n: int", '{1:i}, "exclusive"'),
        (", method: str", "4, {1:s}"),
        (", n: int, method: str", "{1:i}, {2:s}"),
    ):
        row(
            f"statistics.quantiles(iterable[{of}]{params}) -> list[float]",
            f"~statistics_quantiles{kind}({{0:t}}, {given})",
        )
row("statistics.correlation(iterable[float], iterable[float]) -> float", "~statistics_correlation({0:t}, {1:t})")
row("statistics.covariance(iterable[float], iterable[float]) -> float", "~statistics_covariance({0:t}, {1:t})")
