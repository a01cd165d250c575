from dataclasses import dataclass, field
from typing import Callable, List
@dataclass
class Bus:
    subs: List[Callable[[int], None]] = field(default_factory=list)
    def on(self, f): self.subs.append(f); return f
    def emit(self, x):
        for f in self.subs: f(x)
got = []
bus = Bus()
bus.on(got.append)
bus.on(lambda x: got.append(x * 2))
bus.emit(4)
print(got)
