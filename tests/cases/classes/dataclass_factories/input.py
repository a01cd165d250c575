from dataclasses import dataclass, field
from collections import deque, defaultdict
@dataclass
class Q:
    name: str
    items: deque[int] = field(default_factory=deque)
    seen: set = field(default_factory=set)
    groups: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    grid: list = field(default_factory=lambda: [0] * 3)
    def push(self, n: int) -> None:
        self.items.append(n)
        self.seen.add(n)
        self.groups["even" if n % 2 == 0 else "odd"].append(n)
        self.grid[n % 3] += 1
q = Q("a")
r = Q("b")
for i in range(5):
    q.push(i)
print(q)
print(r)
print(q.items, dict(q.groups), q == r)
