from dataclasses import dataclass, field


@dataclass(order=True)
class P:
    a: int
    b: list = field(default_factory=list)

    def size(self):
        return len(self.b)
