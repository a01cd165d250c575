from enum import IntEnum
class L(IntEnum):
    A = 1
    B = 2
def f(x):
    if isinstance(x, int):
        return "int"
    return "other"
def g(x):
    if type(x) == int:
        return "exact int"
    return "other"
def h(x):
    match x:
        case int():
            return "i"
        case str():
            return "s"
    return "n"
print(f(L.A), f(1), f("a"), g(L.A), g(1), h(L.A), h("s"), h(2.5))
def tot(xs):
    t = 0
    for x in xs:
        t += x
    return t
print(tot([L.A, L.B]), tot([1, 2]), tot(L))
print(L.A if False else L.B)
a, b = L
print(a, b, L.A.name[0], L(2).name)
x = L.A
x = x + 1
print(x, L(x), L(x) is L.B)
lo = min(L, key=lambda z: -z)
print(lo.name)
s = 0
for i in range(L.A, L.B + 1):
    s += i
print(s, [10, 20, 30][L.B], "abc"[L.A], (7, 8, 9)[L.B], b"xyz"[L.A], range(5)[L.B])
t = [1, 2, 3]
t[L.A] = 9
del t[L.B]
t.insert(L.A, 5)
print(t, t.pop(L.A), t)
import math
print(math.sqrt(L.B), math.gcd(L.B, 4), math.pow(L.B, 3), L.B ** 3, 2 ** L.B, L.B % 2, 7 % L.B)
print(L.A == True, L.A == 1.0, L.A == None, L.A is None, L.A != None, None == L.A)
print(str(L.A).zfill(3), "x" * L.B, L.B * "y", [1] * L.B)
print(chr(L.A + 64), bytes([L.A, L.B]), bytes(L.B), L.B.to_bytes(2, "big"))
print(1 < L.B < 3, L.A <= 1 <= L.B, 1 == L.A != 2)
c = complex(L.A, L.B)
print(c, L.A + 1j, L.B * 1.5, 1.5 < L.B)
print("{:>{w}}".format("a", w=L.B), f"{'a':>{L.B}}", f"{3.14159:.{L.B}f}")
