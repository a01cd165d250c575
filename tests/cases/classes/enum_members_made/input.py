from enum import Enum, unique, auto


class Planet(Enum):
    MERCURY = (3.303e23, 2.4397e6)
    EARTH = (5.976e24, 6.37814e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
        self.ratio = mass / radius

    @property
    def gravity(self):
        return 6.67430e-11 * self.mass / (self.radius * self.radius)


print(Planet.EARTH, Planet.EARTH.value, Planet.EARTH.mass, Planet.MERCURY.gravity, Planet.EARTH.ratio)
for pl in Planet:
    print(pl.name, pl.radius)


class Coin(Enum):
    PENNY = 1, "penny"
    DIME = 10, "dime"

    def __new__(cls, value, label):
        obj = object.__new__(cls)
        obj._value_ = value
        obj.label = label
        return obj


print(Coin.PENNY.value, Coin.DIME.label, Coin(10), repr(Coin.PENNY))


@unique
class Kind(Enum):
    A = "a"
    B = "b"
    UNKNOWN = "?"

    @classmethod
    def _missing_(cls, value):
        for m in cls:
            if m.value == value.lower():
                return m
        return cls.UNKNOWN


print(Kind("a"), Kind("B"), Kind("zzz"))


class Strict(Enum):
    X = 1
    Y = 2

    @classmethod
    def _missing_(cls, value):
        if value == 3:
            return cls.Y
        return None


print(Strict(3), Strict(1))
try:
    Strict(7)
except ValueError as e:
    print(e)


class Shape(Enum):
    SQUARE = 2
    DIAMOND = 1
    CIRCLE = 3
    ALIAS_FOR_SQUARE = 2


for name, member in Shape.__members__.items():
    print(name, member, member.name)
print(list(Shape), len(Shape), Shape.CIRCLE in Shape, "SQUARE" in Shape.__members__, list(Shape.__members__), len(Shape.__members__))
print(Shape["ALIAS_FOR_SQUARE"], Shape.ALIAS_FOR_SQUARE is Shape.SQUARE, Shape(2))
print(sorted(Shape, key=lambda s: s.value), [s.name for s in Shape])


class Base(Enum):
    def hi(self):
        return "hi " + self.name

    @staticmethod
    def util(x):
        return x + 1


class Derived(Base):
    ONE = 1
    TWO = 2


print(Derived.ONE.hi(), Derived.util(3), [d.hi() for d in Derived])


def f(s=Shape.SQUARE):
    return s.name


print(f(), f(Shape.CIRCLE))
table = {Shape.SQUARE: [1], Shape.CIRCLE: []}
table[Shape.CIRCLE].append(4)
print(table)


class N(Enum):
    NOTHING = None
    SOME = "s"


print(N.NOTHING.value, N.SOME.value, N.NOTHING)


class Tok(Enum):
    NUM = auto()
    OP = auto()


class Tag(Enum):
    T = 1


def which(x):
    if isinstance(x, Tok):
        return "tok " + x.name
    return "tag " + x.name


items = [Tok.NUM, Tag.T, Tok.OP]
print([which(i) for i in items], items)
print(Tok.NUM == Tag.T, Tok.NUM != Tag.T)
m = Tok.NUM if len(items) > 2 else Tag.T
print(m, m == Tok.NUM, m is Tag.T)
