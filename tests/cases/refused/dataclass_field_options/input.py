from dataclasses import dataclass, field
@dataclass
class A:
    x: int
    secret: int = field(default=3, repr=False)
print(A(1), A(1, 2))
