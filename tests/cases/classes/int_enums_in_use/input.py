from enum import Enum, IntEnum, Flag, auto
import enum
import sys
from dataclasses import dataclass, field
from typing import Optional


class Prio(IntEnum):
    HIGH = 3
    LOW = 1
    MID = 2


@dataclass(order=True)
class Task:
    prio: Prio
    name: str = "x"


@dataclass
class Box:
    kind: Prio = Prio.LOW
    seen: list = field(default_factory=list)


print(Task(Prio.LOW, "a") < Task(Prio.MID, "a"), sorted([Task(Prio.HIGH, "z"), Task(Prio.LOW, "b"), Task(Prio.LOW, "a")]))
print(Box(), Box(Prio.HIGH) == Box(Prio.HIGH))
import heapq
q = []
heapq.heappush(q, (Prio.MID, "m"))
heapq.heappush(q, (Prio.LOW, "l"))
heapq.heappush(q, (Prio.HIGH, "h"))
while q:
    print(heapq.heappop(q))


def find(n: int) -> Optional[Prio]:
    for p in Prio:
        if p == n:
            return p
    return None


x = find(2)
y = find(9)
print(x, y, x == 2, y == 2, x is Prio.MID, y is None, x == Prio.MID)
if x:
    print("truthy", x + 1)
if x is not None and x > Prio.LOW:
    print("gt")


class Zero(IntEnum):
    NOPE = 0
    YES = 1


for z in Zero:
    if z:
        print("true", z)
    else:
        print("false", z)
print(any([Zero.NOPE]), all(Zero), not Zero.NOPE, [z for z in Zero if z], bool(Zero.NOPE))
zz = Zero.NOPE
print(zz or Zero.YES, zz and Zero.YES)
o: Optional[Zero] = Zero.NOPE if len(q) == 0 else None
print(bool(o), "t" if o else "f")


class HttpStatus(IntEnum):
    OK = 200
    NOT_FOUND = 404

    def __new__(cls, value, phrase=""):
        obj = int.__new__(cls, value)
        obj._value_ = value
        obj.phrase = phrase
        return obj

    @property
    def is_ok(self):
        return 200 <= self < 300

    def __str__(self):
        return f"{self.value} {self.name}"


print(HttpStatus.OK, HttpStatus.NOT_FOUND.phrase == "", HttpStatus.OK.is_ok, HttpStatus.NOT_FOUND.is_ok, f"{HttpStatus.OK}", repr(HttpStatus.OK))


class Status(enum.IntEnum):
    A = 1
    B = 2


counts = [0, 0, 0]
counts[Status.B] += 5
counts[Status.A] = 2
print(counts, counts[Status.B])
st = Status.A
st = Status(st + 1)
print(st, Status.A + Status.B == 3, Status(Status.A), (Status.A, 3)[0])
print(Status.A.__class__.__name__, type(Status.A).__name__, isinstance(3, Status), isinstance(Status.A, IntEnum), isinstance(Status.A, Enum))
m = {Status.A: "a"}
print(m.get(Status.B, "none"), m.get(Status.A))
print(round(Status.B), min(Status.A, Status.B), sum([Status.A, Status.B], 10), sum(s.value for s in Status))
print("%s|%d|%5d|%r" % (Status.A, Status.B, Status.B, Status.A))
print(str(Status.A) + "x", repr(Status.A), format(Status.B, "03d"), format(Status.B), "{0:>4}|{0!r}".format(Status.A))
print([1, 2, 3].count(Status.B), (1, 2).count(Status.A), Status.A in (1, 5), Status.A in {1: 2}, Status.A in range(3))
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(10))
print(Status.A.real, Status.B.bit_length(), Status.A.conjugate() if False else 0)
