"""Benchmarks: `python -m benchmarks.conformance` and `python -m benchmarks.translate_time`."""
