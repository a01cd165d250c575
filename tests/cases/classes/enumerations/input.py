from enum import Enum, auto


class Color(Enum):
    """What a light shows."""

    RED = 1
    GREEN = 2
    DARK_BLUE = 3
    CRIMSON = 1

    def is_warm(self):
        return self in (Color.RED,)

    @property
    def pretty(self):
        return self.name.replace("_", " ").title()

    @classmethod
    def default(cls):
        return cls.GREEN


class Status(Enum):
    OPEN = "open"
    CLOSED = "closed"

    def __str__(self):
        return self.value


class Op(Enum):
    ADD = auto()
    SUB = auto()


print(Color.RED, repr(Color.GREEN), Color.RED.value, Color.DARK_BLUE.name, Color(2), Color["RED"])
print(list(Color), len(Color), [c.name for c in Color], Color.CRIMSON is Color.RED)
c = Color.default()
print(c == Color.GREEN, c is Color.RED, c != Color.RED, c.is_warm(), Color.RED.is_warm(), Color.DARK_BLUE.pretty)
print(Status.OPEN, f"{Status.CLOSED}", [Status.OPEN], Op.SUB.value, Op.ADD)
counts = {Color.RED: 1, Color.GREEN: 5}
counts[Color.RED] += 2
print(counts, Color.DARK_BLUE in counts, counts.get(Color.DARK_BLUE, 0))


def apply(op, a, b):
    if op is Op.ADD:
        return a + b
    elif op == Op.SUB:
        return a - b
    raise ValueError("unknown")


print(apply(Op.ADD, 2, 3), apply(Op.SUB, 2, 3))


class Light:
    def __init__(self):
        self.color = Color.RED
        self.history = []

    def next(self):
        order = {Color.RED: Color.GREEN, Color.GREEN: Color.DARK_BLUE, Color.DARK_BLUE: Color.RED}
        self.history.append(self.color)
        self.color = order[self.color]
        return self.color


light = Light()
for _ in range(4):
    print(light.next())
print(light.history, light.color.value + 1)
try:
    Color(9)
except ValueError as e:
    print(e)
try:
    Status("nope")
except ValueError as e:
    print(e)
try:
    Color["PINK"]
except KeyError as e:
    print(e)
match light.color:
    case Color.RED:
        print("r")
    case Color.GREEN:
        print("g")
    case _:
        print("other")
best = max(Color, key=lambda x: x.value)
print(best, sorted(Color, key=lambda x: -x.value), isinstance(c, Color))
maybe = None
for m in Color:
    if m.value > 1:
        maybe = m
        break
print(maybe)
