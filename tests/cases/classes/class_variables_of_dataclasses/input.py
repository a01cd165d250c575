from dataclasses import dataclass, field
from typing import ClassVar


@dataclass
class P:
    x: int
    count: ClassVar[int] = 0
    seen = []

    def __post_init__(self):
        P.count += 1
        self.seen.append(self.x)


p = P(1)
q = P(2)
print(p, P.count, q.count, P.seen)
