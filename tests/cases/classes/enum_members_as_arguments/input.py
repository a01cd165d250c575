from enum import Enum, IntEnum, StrEnum
class Enc(StrEnum):
    DEFAULT = "latin-1"
    SP = " "
class L(IntEnum):
    W = 6
    B = 2
print("é".encode(Enc.DEFAULT), b"\xe9".decode(Enc.DEFAULT), "a b".split(Enc.SP), "x".center(L.W, "*"), "x".rjust(L.W))
print("{} {}".format(Enc.SP, L.B), "a{}b".format(Enc.SP), "abc".find("c", L.B), "aXbX".replace("X", Enc.SP, L.B), "a b c".split(" ", L.B))
print("%s%s" % (Enc.SP, "x"), Enc.SP.join(["a", "b"]), "%(W)s" % {"W": L.B}, "%*d" % (6, L.B))
try:
    assert False, Enc.DEFAULT
except AssertionError as e:
    print(e, repr(e))
try:
    raise RuntimeError(L.B, "x")
except RuntimeError as e:
    print(e)
xs = [3, 1, 2]
i, j = L.B, 0
xs[i], xs[j] = xs[j], xs[i]
print(xs, xs[-L.B], xs[:L.B], xs[::L.B], xs[L.B - 1:])
m = [[1, 2], [3, 4]]
print(m[L.B - 1][0], tuple(xs)[L.B], "héllo"[L.B], len(xs) == L.B, L.B == len(xs) - 1)
while L.B:
    print("once")
    break
print(not L.B, bool(L.B) or False)
class C(Enum):
    A = "a"
    B = "b"
try:
    assert False, C.A
except AssertionError as e:
    print(e)
print({C.A: 1}, {c: c.value for c in C}, "%s" % C.A)
