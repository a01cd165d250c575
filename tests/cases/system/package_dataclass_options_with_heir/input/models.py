from dataclasses import dataclass, field


@dataclass
class P:
    a: int
    b: int = field(default=2, repr=False)

    def __post_init__(self):
        self.c = self.a
