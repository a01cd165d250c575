from enum import Enum, IntEnum, StrEnum, Flag, IntFlag, auto


class Tree:
    def __init__(self, kind, kids=None):
        self.kind = kind
        self.kids = kids or []


class K(StrEnum):
    ADD = "+"
    MUL = "*"
    NUM = "n"

    def __str__(self):
        return f"<{self.name}>"


def show(t, depth=0):
    print(" " * depth + str(t.kind), t.kind, f"{t.kind}", t.kind + "!", repr(t.kind))
    for k in t.kids:
        show(k, depth + 1)


show(Tree(K.ADD, [Tree(K.NUM), Tree(K.MUL, [Tree(K.NUM)])]))
out = []
for token in "+*n?":
    if token == K.ADD:
        out.append("add")
    elif token in (K.MUL, K.NUM):
        out.append("other")
    else:
        out.append("unknown")
print(out)


class Err(IntEnum):
    OK = 0
    E1 = 10



class Http(IntEnum):
    OK = 200
    TEAPOT = 418

    @property
    def ok(self):
        return self < 400

    def describe(self) -> str:
        return f"{self.value} {self.name.title()} ({self})"


for s in Http:
    print(s.describe(), s.ok, s // 100, s == 200, s in (200, 201), {200: "y"}.get(s, "n"))
print(Http(418).describe())
codes = [200, 418, 500]
for c in codes:
    try:
        print(Http(c).name)
    except ValueError as e:
        print("bad:", e)
print(sum(1 for c in codes if c == Http.OK), [Http.OK, Http.TEAPOT].count(Http.OK), codes.count(Http.OK))
stack = [Http.OK]
stack.append(Http.TEAPOT)
print(stack[-1], stack.index(Http.TEAPOT), Http.OK in stack, 418 in stack, 500 in stack)
print(max(stack), min(stack, key=lambda h: -h), sorted(stack, reverse=True))
grid = {(Http.OK, 1): "a", (Http.TEAPOT, 2): "b"}
print(grid[(Http.OK, 1)], (Http.TEAPOT, 2) in grid)
print("%03d|%-5s|%x" % (Http.OK, Http.OK, Http.OK), f"{Http.OK:,}", f"{Http.OK:>8}|{Http.OK:e}")
a = Http.OK
b = a
a = Http.TEAPOT
print(a, b, a is b, a is not b, a != b, a > b, a >= 418, not a < b)
x, y = Http.OK, Http.TEAPOT
x, y = y, x
print(x, y, x - y, -x, +y, abs(x - 500), x % 7, divmod(y, 7), round(y / 3, 2), float(x), str(x) + "!", int(y) + 1)
total: int = 0
for h in Http:
    total = total + h * 2
print(total, total == Http.OK * 2 + Http.TEAPOT * 2, bool(total), hex(x), oct(y), bin(x))
lookup = {m.value: m.name for m in Http}
rev = {m.name: m for m in Http}
print(lookup, rev, rev["OK"] + 1)
print(type(x).__name__, isinstance(x, (str, int)), isinstance(x, float), callable(x))
