from enum import Enum, IntEnum, StrEnum, Flag, IntFlag, auto
from collections import Counter, defaultdict
import operator


class Suit(IntEnum):
    CLUBS = 1
    DIAMONDS = 2
    HEARTS = 3
    SPADES = 4


class Card:
    def __init__(self, suit, rank):
        self.suit = suit
        self.rank = rank

    def __repr__(self):
        return f"{self.suit.name.lower()}-{self.rank}"

    def __lt__(self, other):
        return (self.suit, self.rank) < (other.suit, other.rank)


cards = [Card(s, r) for s in Suit for r in range(1, 3)]
cards.sort(key=lambda c: (-c.suit, c.rank))
print(cards)
print(sorted(cards), max(c.suit for c in cards), sum(c.suit * c.rank for c in cards))
by = defaultdict(list)
for c in cards:
    by[c.suit].append(c.rank)
print(dict(by), by[Suit.CLUBS])
cnt = Counter(c.suit for c in cards)
print(cnt[Suit.HEARTS], cnt.most_common(1), sorted(cnt))
matrix = [[0] * len(Suit) for _ in Suit]
for a in Suit:
    for b in Suit:
        matrix[a - 1][b - 1] = a * b
print(matrix)
print(list(map(int, Suit)), [*Suit], tuple(Suit)[1], list(enumerate(Suit)), list(zip(Suit, "abcd")), list(reversed(Suit)))
print({s.name: s.value for s in Suit}, {s: s + 1 for s in Suit}, set(Suit) == {1, 2, 3, 4} if False else "")
vals = [s.value for s in Suit if s.name.startswith("S")]
print(vals, Suit.CLUBS.name.ljust(8) + "|", Suit(4).name)


class Sev(StrEnum):
    LOW = "low"
    HIGH = "high"

    @classmethod
    def parse(cls, text):
        try:
            return cls(text.lower())
        except ValueError:
            return cls.LOW

    @property
    def rank(self):
        return list(Sev).index(self)


print(Sev.parse("HIGH"), Sev.parse("zz"), Sev.HIGH.rank, Sev.LOW.capitalize(), f"{Sev.LOW:-^9}", Sev.LOW.value.upper())
log = [("low", 1), ("high", 2)]
print([n for s, n in log if s == Sev.HIGH], [Sev(s) for s, _ in log])
print(Sev.LOW in ("low", "mid"), "low" == Sev.LOW, Sev.LOW != Sev.HIGH, Sev.LOW < Sev.HIGH, Sev.LOW + Sev.HIGH, Sev.LOW * 2)
words = {"low": 3, "high": 4}
print(words.get(Sev.LOW), words.get(Sev.HIGH, 0), Sev.LOW in words)
print(sorted(Sev, key=str.upper), sorted(["z", Sev.LOW.value]), ",".join(s for s in Sev), ",".join(sorted(Sev)))


class State(Enum):
    IDLE = auto()
    RUN = auto()
    STOP = auto()


TRANS = {
    State.IDLE: {State.RUN},
    State.RUN: {State.STOP, State.IDLE},
    State.STOP: set(),
}


class Machine:
    def __init__(self):
        self.state = State.IDLE
        self.log = []

    def go(self, to):
        if to not in TRANS[self.state]:
            raise ValueError(f"bad {self.state.name} -> {to.name}")
        self.log.append((self.state, to))
        self.state = to


m = Machine()
m.go(State.RUN)
try:
    m.go(State.RUN)
except ValueError as e:
    print(e)
m.go(State.STOP)
print(m.log, m.state is State.STOP, m.state.value)


class Style(Flag):
    BOLD = auto()
    ITALIC = auto()
    UNDER = auto()


def render(text, style=Style(0)):
    if Style.BOLD in style:
        text = f"**{text}**"
    if style & Style.ITALIC:
        text = f"_{text}_"
    return text


print(render("x"), render("x", Style.BOLD), render("x", Style.BOLD | Style.ITALIC))
styles = {Style.BOLD: "b", Style.ITALIC: "i"}
print([styles[s] for s in styles], [s.name for s in Style.BOLD | Style.UNDER], Style.BOLD.value | 8)
s = Style.BOLD
s ^= Style.BOLD
print(s, not s, s == Style(0), Style.BOLD | Style.ITALIC == Style.ITALIC if False else "")


class Opt(IntFlag):
    X = 1
    Y = 2
    Z = 4
    XY = 3


flags = 0
flags |= Opt.X.value
flags |= Opt.Z.value
print(flags, flags & Opt.Z, bool(flags & Opt.Y), Opt(flags), repr(Opt(flags)), Opt.XY, repr(Opt.XY), list(Opt))
print(Opt.X | Opt.Y == Opt.XY, (Opt.X | Opt.Y) is Opt.XY, repr(Opt.XY & ~Opt.X), Opt.Z > Opt.XY, Opt.X + Opt.Y)
print(hex(Opt.Z), 1 << Opt.Y, f"{Opt.XY:#06b}", "%d" % Opt.Z, int(Opt.XY))
