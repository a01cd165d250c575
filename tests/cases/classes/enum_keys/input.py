from enum import IntEnum, StrEnum
class L(IntEnum):
    A = 1
    B = 2
    C = 3
class M(StrEnum):
    FAST = "fast"
    SLOW = "slow"
    ODD = "odd"
names = {1: "one", 2: "two"}
conf = {"fast": 10, "slow": 3}
print(names[L.A], names[L.B], conf[M.FAST])
for l in L:
    try:
        print(names[l])
    except KeyError as e:
        print("missing", e)
try:
    print(conf[M.ODD])
except KeyError as e:
    print("missing", e)
speeds = {M.FAST: 100, M.SLOW: 5}
for t in ["fast", "odd", "zzz"]:
    try:
        print(speeds[t])
    except KeyError as e:
        print("no", e)
print("fast" in speeds, "zzz" in speeds, 1 in {L.A: 2}, "odd" in speeds)
class S:
    def __init__(self):
        self.d = {"fast": 1.5}
    def get(self, m):
        return self.d[m]
print(S().get(M.FAST))
a, b, *rest = L
print(a, b, rest)
(x, y), z = (L.A, L.B), 3
print(x, y, z)
