"""Graphics processors by NVML: absent, not zero, where there is none."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector


@functools.cache
def devices() -> tuple[object, ...]:
    """NVML handles; empty without the driver."""
    try:
        import pynvml

        pynvml.nvmlInit()
        return tuple(pynvml.nvmlDeviceGetHandleByIndex(i) for i in range(pynvml.nvmlDeviceGetCount()))
    except Exception:  # the library raises its own errors, and others where the driver does not fit
        return ()


class GpuCollector(Collector):
    """Use and memory of each processor, read when the metrics are."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The figures of this moment."""
        import pynvml

        use = GaugeMetricFamily("portalis_gpu_utilization_ratio", "Use of the processor", labels=["gpu"])
        used = GaugeMetricFamily("portalis_gpu_memory_used_bytes", "Memory in use", labels=["gpu"])
        for index, handle in enumerate(devices()):
            try:
                memory = pynvml.nvmlDeviceGetMemoryInfo(handle)
                use.add_metric([str(index)], pynvml.nvmlDeviceGetUtilizationRates(handle).gpu / 100)
                used.add_metric([str(index)], float(memory.used))
            except pynvml.NVMLError:
                continue
        yield use
        yield used
