from dataclasses import dataclass, field, asdict, astuple
import dataclasses
@dataclass
class A:
    x: int
    y: str = "s"
    z: float = 1.5
@dataclass
class B:
    name: str
    inner: A
    many: list[A] = field(default_factory=list)
    nums: list[int] = field(default_factory=list)
    opt: int | None = None
    t: tuple[int, str] = (1, "q")
a = A(3)
b = B("b", a, [a, A(4, "r")], [1, 2])
print(asdict(a), astuple(a))
d = asdict(b)
print(d)
print(astuple(b))
b.nums.append(5)
a.x = 100
print(d["nums"], d["inner"], dataclasses.asdict(A(9))["x"])
for k, v in asdict(a).items():
    print(k, v)
@dataclass
class P:
    x: int
    y: int
print(sum(astuple(P(3, 4))), sum(asdict(P(5, 6)).values()), max(asdict(P(1, 2)).items()))
