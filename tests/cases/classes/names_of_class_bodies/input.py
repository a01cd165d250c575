x = 'global'
LIMIT = 1
class A:
    x = 'class'
    def m(self): return x
    z = x + '!'
    LIMIT = 10
    DOUBLE = LIMIT * 2
    HALF = DOUBLE // 4
    NAMES = ["a", "b"]
    COUNT = len(NAMES)
    SQ = [i * i for i in range(LIMIT)]
    ADDED = [LIMIT + i for i in range(3)]
    def f(self, n=LIMIT, *, k=DOUBLE):
        return n + k + LIMIT
print(A().m(), A.z, A.DOUBLE, A.HALF, A.COUNT, A.SQ, A().f(), A().f(1, k=2), A.ADDED)
class B(A):
    LIMIT = 7
    TRIPLE = LIMIT * 3
print(B.TRIPLE, B.DOUBLE, B().f())
from dataclasses import dataclass
@dataclass
class D:
    size: int = 4
    area: int = 3
print(D(), D(2))
from enum import Enum
class E(Enum):
    ONE = 1
    UNO = ONE
    TWO = 2
print(E.UNO, E.UNO is E.ONE, [e.name for e in E])
class Outer:
    K = 3
    class Inner:
        V = 2
        W = V * 5
        def get(self, n=V): return n + self.W
    M = K + Inner.W
    D = {"a": K, "b": K * 2}
    total = K
    total = total + 1
print(Outer.Inner().get(), Outer.M, Outer.D, Outer.total)
