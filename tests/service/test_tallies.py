"""The counters and histograms of the event loop show what those of prometheus_client would."""

from __future__ import annotations

import random

import pytest
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.openmetrics.exposition import generate_latest as open_metrics

from portalis.service.tallies import Counts, Tallies

BOUNDS = (0.001, 0.5, 1, 10)


def shown(text: bytes) -> list[str]:
    return sorted(line for line in text.decode().splitlines() if "_created" not in line)


def test_they_show_what_the_library_shows() -> None:
    own, theirs = CollectorRegistry(), CollectorRegistry()
    counts, counter = Counts("c", "Counted", ["a"], own), Counter("c", "Counted", ["a"], registry=theirs)
    tallies = Tallies("h", "Measured", ["a", "b"], BOUNDS, own)
    histogram = Histogram("h", "Measured", ["a", "b"], buckets=BOUNDS, registry=theirs)
    plain = Tallies("p", "Without labels", (), BOUNDS, own).labels()
    other = Histogram("p", "Without labels", buckets=BOUNDS, registry=theirs)
    assert shown(generate_latest(own)) == shown(generate_latest(theirs))
    chance = random.Random(3)
    for _ in range(200):
        label, value = chance.choice("xy"), chance.choice((*BOUNDS, 0.0, 0.7, 11.0))
        for family in (counts, counter):
            family.labels(label).inc(2)
        for measured in (tallies, histogram):
            measured.labels(label, "z").observe(value)
        for alone in (plain, other):
            alone.observe(value)
    for show in (generate_latest, open_metrics):
        assert shown(show(own)) == shown(show(theirs))


def test_a_family_has_one_child_for_its_labels_and_its_name_alone() -> None:
    registry = CollectorRegistry()
    counts = Counts("c", "Counted", ["a"], registry)
    counts.labels("x").inc()
    assert counts.labels("x").value == 1
    with pytest.raises(ValueError, match="Duplicated"):
        Counts("c", "Counted", (), registry)
