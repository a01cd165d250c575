from enum import Enum, IntEnum, StrEnum, Flag, IntFlag, auto
from typing import Optional, List, Dict
import functools, operator, math, statistics, re, copy
from dataclasses import dataclass


class L(IntEnum):
    Z = 0
    A = 1
    B = 2


class S(StrEnum):
    DASH = "-"
    COMMA = ","
    AB = "ab"


print(list(filter(None, L)), [x for x in [L.Z, L.A] if not x])
while_count = 0
x = L.B
while x:
    x = L(x - 1)
    while_count += 1
print(while_count, x)
print("a-b".split(S.DASH), "a,b".startswith((S.AB, S.COMMA)), "a,b".count(S.COMMA), "--x--".strip(S.DASH), "xaby".find(S.AB))
print(list(S.AB), sorted(S.AB), set(S.DASH), list(enumerate(S.AB)), list(zip(S.AB, L)), S.AB * 2, max(S.AB))
print(re.sub("ab", "-", S.AB))
print("{0.name}={0.value}".format(L.A), "{x.name}".format(x=S.AB), "{:d}".format(L.B), "{}".format(S.AB))
try:
    raise ValueError(L.A)
except ValueError as e:
    print(e, repr(e))
try:
    raise KeyError(S.AB)
except KeyError as e:
    print(e)
print(math.prod(list(L)), list(enumerate(L, start=1)))
print(sorted(L, key=int, reverse=True), list(map(str, L)), list(map(repr, L)))
print(copy.copy(L.A), copy.deepcopy([L.A]))
o: Optional[L] = L.A
print(isinstance(o, int), o.name if o is not None else "-")


def opt(n: int) -> Optional[S]:
    return S.AB if n > 1 else None


print(opt(1), opt(2), opt(2) == S.AB, opt(1) == S.AB)
q = opt(2)
if q and q.startswith("a"):
    print("starts")
r = q or S.DASH
print(r, str(q), f"{q}")


@dataclass
class Rec:
    level: L = L.A
    tag: S = S.DASH
    n: int = 0

    def up(self):
        self.level = L(self.level + 1)
        return self


print(Rec().up(), Rec(L.B, S.AB, 2).n + 1, Rec() == Rec(L.A))


class Holder:
    DEFAULT = L.B

    class Inner(Enum):
        P = 1
        Q = 2

    def __init__(self):
        self.cur = Holder.Inner.P
        self.lev = self.DEFAULT


h = Holder()
print(h.cur, repr(h.cur), h.lev, Holder.Inner.Q, Holder.DEFAULT + 1)
try:
    Holder.Inner(7)
except ValueError as e:
    print(e)


class Perm(Flag):
    R = 4
    W = 2
    X = 1

    @property
    def can_read(self):
        return Perm.R in self

    def plus(self, other):
        return self | other

    def __str__(self):
        return "".join(c if p in self else "-" for p, c in [(Perm.R, "r"), (Perm.W, "w"), (Perm.X, "x")])


perms = [Perm.R, Perm.X]
print(functools.reduce(operator.or_, perms), repr(functools.reduce(lambda a, b: a | b, perms, Perm(0))))
p = Perm.R | Perm.X
print(p.can_read, p.plus(Perm.W), p & Perm.R == Perm.R, p in (Perm.R, p), sorted(p, key=lambda f: f.value), list(p))
match p:
    case Perm.R | Perm.W:
        print("single")
    case _:
        print("combined")
print([n for n in Perm.__members__], Perm.R == 4, Perm.R != Perm.W, Perm.R.value & 4)
oo: Optional[Perm] = Perm(0)
print("yes" if oo else "no", oo is None)
print(f"{p}|{p!r}|{p:>6}", [Perm.R | Perm.W])


class IF(IntFlag):
    A = auto()
    B = auto()


v = IF(0)
for f in IF:
    v |= f
print(v, IF.A == 1, IF.A & 3 != 0, sum(IF), IF(3), IF.A in IF(3), [f.name for f in IF(3)], IF.A + IF.B, max(IF))
