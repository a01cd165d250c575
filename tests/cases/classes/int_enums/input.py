from enum import IntEnum, auto


class Level(IntEnum):
    LOW = 1
    MID = 5
    HIGH = 10

    @property
    def loud(self):
        return self >= Level.MID

    def bump(self, by):
        return self + by


print(Level.LOW, repr(Level.MID), f"{Level.HIGH}", str(Level.LOW), [Level.LOW], Level.LOW.name, Level.LOW.value)
print(Level.LOW + 1, Level.LOW + Level.MID, 2 * Level.HIGH, Level.HIGH / 4, -Level.LOW, Level.HIGH // Level.MID)
print(Level.LOW < Level.MID, Level.LOW == 1, 1 == Level.LOW, Level.MID != 5, Level.MID > 4.5, Level.LOW == "a")
print(sorted([Level.HIGH, Level.LOW, Level.MID]), max(Level), min(Level), sum(Level), list(Level))
xs = ["a", "b", "c", "d", "e", "f"]
print(xs[Level.LOW], xs[Level.LOW:Level.MID], "ab" * Level.MID, [0] * Level.MID)
print(int(Level.MID), float(Level.MID), range(Level.MID), list(range(Level.LOW, Level.MID)))
print(Level(5), Level["HIGH"], Level.HIGH.loud, Level.LOW.loud, Level.MID.bump(3))
print(f"{Level.MID:03d}|{Level.MID:>5}|{Level.MID!r}|{Level.MID!s}", "%d %s" % (Level.MID, Level.LOW), "{:x}".format(Level.HIGH))
d = {Level.LOW: "low", Level.MID: "mid"}
print(d[Level.LOW], d, Level.HIGH in d)
e = {1: "one", 5: "five"}
print(e.get(Level.LOW), Level.MID in e, Level.HIGH in e)
print(Level.MID in [1, 5], isinstance(Level.LOW, int), isinstance(Level.LOW, Level), bool(Level.LOW))
print(abs(Level.LOW), divmod(Level.HIGH, 3), pow(Level.MID, 2), hex(Level.HIGH), bin(Level.MID), chr(Level.HIGH + 60))
x = Level.LOW
print(x is Level.LOW, x & 3, x | 2, ~x, x << 2)
print(hash(Level.MID), {Level.HIGH, Level.LOW})


class P(IntEnum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


print([p.value for p in P], [int(p) for p in P], P.A.bit_length(), len(P))


def double(n: int) -> int:
    return n * 2


print(double(P.C), double(4), double(Level.LOW))
for p in P:
    match p:
        case P.A:
            print("a")
        case P.B | P.C:
            print("bc")
        case _:
            print("other")
code = 2
match code:
    case P.A:
        print("one")
    case P.B:
        print("two")
print(P.A == Level.LOW, P.A < Level.MID, P.A == P.A)
total = 0
for p in P:
    total += p
print(total)
print([x for x in Level if x > 3], any(x == 5 for x in Level))
try:
    Level(3)
except ValueError as err:
    print(err)
import json
print(json.dumps({"level": Level.MID}), json.dumps([Level.LOW]), json.dumps({Level.LOW: 2}))
