from dataclasses import dataclass, field, InitVar
from typing import ClassVar
@dataclass
class A:
    count: ClassVar[int] = 0
    a: int
    b: InitVar[int] = 2
    c: int = field(init=False, default=0)
    def __post_init__(self, b):
        self.c = self.a * b
        A.count += 1
print(A(3), A(3, 5), A.count)
