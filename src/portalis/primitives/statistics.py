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
