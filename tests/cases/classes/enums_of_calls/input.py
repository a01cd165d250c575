from enum import Enum


class T(Enum):
    PLUS = "+"
    MINUS = "-"
    NUM = "num"


class Token:
    def __init__(self, kind, value):
        self.kind = kind
        self.value = value

    def __repr__(self):
        return f"Token({self.kind}, {self.value!r})"


def lex(s):
    out = []
    for ch in s:
        if ch.isdigit():
            out.append(Token(T.NUM, int(ch)))
        elif ch in [t.value for t in T]:
            out.append(Token(T(ch), 0))
    return out


toks = lex("1+2-3")
print(toks)
OPS = {T.PLUS: lambda a, b: a + b, T.MINUS: lambda a, b: a - b}
acc = toks[0].value
i = 1
while i < len(toks):
    acc = OPS[toks[i].kind](acc, toks[i + 1].value)
    i += 2
print(acc)


class Dir(Enum):
    N = (0, 1)
    E = (1, 0)
    S = (0, -1)
    W = (-1, 0)

    def turn(self):
        order = list(Dir)
        return order[(order.index(self) + 1) % len(order)]

    @property
    def dx(self):
        return self.value[0]

    @classmethod
    def parse(cls, s):
        return cls[s.upper()]

    def __lt__(self, other):
        return self.name < other.name


d = Dir.N
for _ in range(5):
    print(d, d.dx, d.value)
    d = d.turn()
print(Dir.parse("w"), Dir((0, -1)), sorted(Dir))
Color = Enum("Color", "RED GREEN BLUE")
print(Color.RED, list(Color), Color.BLUE.value)
Animal = Enum("Animal", ["CAT", "DOG"])
print(Animal.DOG, Animal(1), Animal["CAT"])
Num = Enum("Num", {"ONE": 1, "TWO": 2})
print(Num.TWO, repr(Num.ONE))
