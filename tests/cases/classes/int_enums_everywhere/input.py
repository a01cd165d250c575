from enum import IntEnum, StrEnum
import random, sys
class L(IntEnum):
    Z = 0
    A = 1
    B = 2
class S(StrEnum):
    C = ", "
    N = "!\n"
    NUM = "101"
print(*L)
print("a", "b", sep=S.C, end=S.N)
sys.stdout.write(S.N)
print(int(S.NUM), int("101", L.B), int(S.NUM, L.B), float(S.NUM))
random.seed(L.A)
print(random.randint(L.A, L.A), random.choice(list(L)) in L)
print(1 if L.Z else 2, "x" if not L.A else "y")
try:
    assert L.Z, "zero"
except AssertionError as e:
    print(e)
print(L.A | True, L.B ^ L.A, L.B & 3, [L.A] * L.B, (L.A,) + (L.B,))
print(S.C.join("ab"), S.NUM.isdigit(), S.NUM.replace("1", S.C), S.C.strip() == ",")
def gen(n):
    for i in range(n):
        yield i
print(list(gen(L.B)), [i for i in range(L.B)], list(range(L.B, L.Z, -L.A)))
def kw(*args, level=L.A, **rest):
    return level + len(args), sorted(rest)
print(kw(1, 2), kw(level=L.B), kw(L.A, a=L.B))
f = lambda l: l + 1
print(f(L.A), (lambda l: l.name)(L.B) if False else "")
print(list(map(lambda l: l * 2, L)), [l for l in sorted(L, key=lambda l: -l)])
class Node:
    def __init__(self, level: L):
        self.level = level
    def __eq__(self, other):
        return self.level == other.level
    def __hash__(self):
        return hash(self.level)
print(Node(L.A) == Node(L.A), len({Node(L.A), Node(L.A), Node(L.B)}), hash(L.B))
z = [[L.A, L.B], [L.Z]]
print(z, sum(z, []), [x for r in z for x in r], max(map(max, z)))
nested = {"a": {"lv": L.A}, "b": {"lv": L.B}}
print(nested, nested["a"]["lv"] + 1, {k: v["lv"] for k, v in nested.items()})
w = L.A
w2 = w.value
w2 += 1
print(w2, w)
import itertools
print(list(itertools.product(L, repeat=2))[:3], list(itertools.accumulate(L)) if False else "", list(itertools.combinations(L, 2)))
print([k for k, g in itertools.groupby([L.A, L.A, L.B])], list(itertools.chain(L, [L.A])))
