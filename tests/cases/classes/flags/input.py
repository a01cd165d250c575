from enum import Flag, IntFlag, auto


class Perm(Flag):
    NONE = 0
    READ = auto()
    WRITE = auto()
    EXEC = auto()
    RW = READ | WRITE


class Mask(IntFlag):
    A = 1
    B = 2
    C = 8


p = Perm.READ | Perm.EXEC
print(p, repr(p), p.value, Perm.RW, Perm.READ | Perm.WRITE, Perm(0), repr(Perm(0)), Perm(5), ~Perm.READ, ~p)
print(Perm.READ in p, Perm.WRITE in p, p & Perm.READ, p ^ Perm.READ, bool(p & Perm.WRITE), p == Perm(5), p != Perm.READ)
print([f.name for f in p], list(Perm), len(Perm), len(p), p.name, Perm.RW.name, Perm.NONE, bool(Perm.NONE))
if p & Perm.READ:
    print("can read")
if not p & Perm.WRITE:
    print("cannot write")
p |= Perm.WRITE
p &= ~Perm.READ
print(p)
m = Mask.A | Mask.B
print(m, repr(m), m + 1, m | 4, repr(m | 4), m & 1, repr(m & 1), Mask(16), repr(Mask(16)), ~Mask.A, repr(~Mask.A), repr(~m))
print(m == 3, 3 == m, m > 2, int(m), f"{m}", f"{m:04b}", Mask.A < Mask.B, repr(1 | Mask.B), m << 1)
print(repr(Mask(0)), Mask(0) == 0, Mask.A in m, Mask.C in m, [x for x in m], len(m.name))
d = {Perm.READ: "r", Perm.WRITE | Perm.READ: "rw"}
print(d[Perm.RW], Perm.EXEC in d)
try:
    Perm(99)
except ValueError as e:
    print(e)
try:
    Perm(-20)
except ValueError as e:
    print(e)
print(Perm(-1), Perm(-2), repr(Mask(-1)), repr(Mask(-5)))


def describe(x: Perm) -> str:
    return "|".join(f.name for f in Perm if f in x) or "-"


print(describe(Perm.RW), describe(Perm.NONE), describe(Perm.READ | Perm.WRITE | Perm.EXEC))
print(Perm["READ"], Perm["RW"], Perm.READ is Perm.READ, (Perm.READ | Perm.WRITE) == Perm.RW)
acc = Perm(0)
for f in Perm:
    acc |= f
print(acc, acc.value)
