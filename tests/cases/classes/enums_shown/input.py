from enum import IntEnum, StrEnum, Enum


class A(IntEnum):
    X = 1

    def __str__(self):
        return "str!"


class B(StrEnum):
    X = "a"

    def __str__(self):
        return "str!"


class C(int, Enum):
    X = 1

    def __str__(self):
        return "str!"


class D(int, Enum):
    Y = 7
    Z = 2

    def __repr__(self):
        return "<D>"


class E(str, Enum):
    P = "p"

    def __str__(self):
        return self.value


class G(str, Enum):
    P = "p"

    def __format__(self, spec):
        return "fmt" + spec


for s in (f"{A.X}", f"{A.X:>3}", f"{B.X}", f"{B.X:>5}", f"{C.X}", f"{C.X:>5}", f"{D.Y}", f"{D.Y:>5}", str(D.Y), repr(D.Y), f"{E.P:>3}|{E.P}"):
    print(s)
print(A.X, B.X, C.X, D.Y, E.P, [A.X, A.X], f"{G.P:x}", f"{G.P}", G.P, "%s %d" % (A.X, A.X), "%s %d %5s" % (D.Y, D.Y, E.P))
print(D.Y + 1, D.Y > D.Z, D.Y == 7, max(D), "{:>4}{}".format(D.Y, E.P), E.P + "!", "".join([E.P, "x"]) if False else "")
print("a" + str(D.Y) + str(E.P), "a%sb" % E.P, "x{}".format(A.X), "{0!s:>6}|{0!r}".format(E.P))
