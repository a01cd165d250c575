"""Counters and histograms of the event loop, in which nothing interrupts them.

Those of ``prometheus_client`` take a lock and half a dozen calls for each number. A translation has twenty numbers, and to count
them took a tenth of what the service itself did for it. These are collected and shown by ``prometheus_client`` all the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.utils import INF, floatToGoString


class Count:
    """A number that grows."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = 0

    def inc(self, amount: int = 1) -> None:
        """Count."""
        self.value += amount


class Counts:
    """A family of counters, one for each choice of labels."""

    def __init__(self, name: str, documentation: str, labels: Sequence[str], registry: CollectorRegistry) -> None:
        self._name, self._documentation, self._labelnames = name, documentation, tuple(labels)
        self._children: dict[tuple[str, ...], Count] = {}
        registry.register(self)

    def labels(self, *values: str) -> Count:
        """The one with these labels."""
        return self._children.setdefault(values, Count())

    def describe(self) -> list[CounterMetricFamily]:
        """The family alone."""
        return [CounterMetricFamily(self._name, self._documentation, labels=self._labelnames)]

    def collect(self) -> list[CounterMetricFamily]:
        """What the registry shows."""
        (family,) = self.describe()
        for values, child in self._children.items():
            family.add_metric(values, child.value)
        return [family]


class Tally:
    """A histogram."""

    __slots__ = ("_bounds", "counts", "sum")

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        """How many were up to each bound and above the one before; the last were above all."""
        self.sum = 0.0

    def observe(self, value: float) -> None:
        """Count a value."""
        self.counts[bisect_left(self._bounds, value)] += 1
        self.sum += value


class Tallies:
    """A family of histograms, one for each choice of labels; without labels it has one, which is there from the start."""

    def __init__(
        self, name: str, documentation: str, labels: Sequence[str], bounds: Sequence[float], registry: CollectorRegistry
    ) -> None:
        self._name, self._documentation, self._labelnames = name, documentation, tuple(labels)
        self._bounds = tuple(bounds)
        self._names = [floatToGoString(bound) for bound in (*bounds, INF)]
        self._children: dict[tuple[str, ...], Tally] = {}
        registry.register(self)
        if not labels:
            self.labels()

    def labels(self, *values: str) -> Tally:
        """The one with these labels."""
        return self._children.setdefault(values, Tally(self._bounds))

    def describe(self) -> list[HistogramMetricFamily]:
        """The family alone."""
        return [HistogramMetricFamily(self._name, self._documentation, labels=self._labelnames)]

    def collect(self) -> list[HistogramMetricFamily]:
        """What the registry shows."""
        (family,) = self.describe()
        for values, child in self._children.items():
            buckets = list(zip(self._names, accumulate(child.counts), strict=True))
            family.add_metric(values, buckets, child.sum)
        return [family]
