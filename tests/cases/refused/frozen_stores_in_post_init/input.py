from dataclasses import dataclass


@dataclass(frozen=True)
class P:
    x: int
    y: int = 0

    def __post_init__(self):
        self.y = self.x + 1


print(P(1))
