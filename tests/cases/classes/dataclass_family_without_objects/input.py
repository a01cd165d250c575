from dataclasses import dataclass, field


@dataclass
class A:
    n: int
    xs: list = field(default_factory=list)

    def size(self):
        return self.n


class B(A):
    def size(self):
        return super().size() * 2


class C(B):
    def size(self):
        return super().size() - 1


things = [A(1), B(2)]
for t in things:
    print(t, t.size(), isinstance(t, C))
