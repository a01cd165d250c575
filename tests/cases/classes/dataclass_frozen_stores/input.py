from dataclasses import dataclass, field
@dataclass(frozen=True)
class P:
    x: int
    y: int
    norm: float = field(init=False)
    def __post_init__(self):
        object.__setattr__(self, "norm", (self.x ** 2 + self.y ** 2) ** 0.5)
print(P(3, 4))
print(P(3, 4) == P(3, 4), hash(P(3, 4)) == hash(P(3, 4)))
