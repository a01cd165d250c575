from dataclasses import dataclass, field, asdict, astuple, replace
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: int = field(default=5, repr=False)
p = P(1, 2)
print(p, p.hidden)
q = P(9, 2, [], 7)
print(q, p == q)
@dataclass
class Node:
    value: int
    children: list["Node"] = field(default_factory=list, init=False)
    size: int = field(default=1, init=False)
n = Node(4)
n.children.append(Node(5))
n.size += 1
print(n, n == Node(4))

@dataclass(order=True)
class Item:
    priority: int
    name: str = field(compare=False)
    total: float = field(init=False)
    def __post_init__(self):
        self.total = self.priority * 1.5
print(sorted([Item(3, "c"), Item(1, "a"), Item(2, "b")]))
@dataclass(frozen=True)
class K:
    a: int
    note: str = field(default="", compare=False, repr=False)
print(K(1, "x") == K(1, "y"), len({K(1, "x"), K(1, "y"), K(2)}), K(3, "z"), K(1) != K(2))
@dataclass
class Acc:
    name: str
    log: list = field(default_factory=list, repr=False)
    n: int = field(default=0, init=False)
    def add(self, x):
        self.log.append(x)
        self.n += 1
a = Acc("a"); b = Acc("a")
a.add(1)
print(a, b, a == b, a.log, b.log)
