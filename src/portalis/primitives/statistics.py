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
    row(f"statistics.quantiles(iterable[{of}]) -> list[float]", f"~statistics_quantiles{kind}({{0:t}}, 4)")
    row(
        f"statistics.quantiles(iterable[{of}], n: int) -> list[float]", f"~statistics_quantiles{kind}({{0:t}}, {{1:i}})"
    )
row("statistics.covariance(iterable[float], iterable[float]) -> float", "~statistics_covariance({0:t}, {1:t})")
