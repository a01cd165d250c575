from enum import Enum, StrEnum, auto


class Color(str, Enum):
    RED = "red"
    GREEN = "green"

    def shout(self):
        return self.upper() + "!"


class Mode(StrEnum):
    FAST = auto()
    SLOW = auto()
    Other = "x y"


print(Color.RED, repr(Color.RED), f"{Color.RED}", str(Color.GREEN), [Color.RED], Color.RED.value, Color.GREEN.name)
print(Mode.FAST, repr(Mode.SLOW), f"{Mode.FAST}", str(Mode.Other), [Mode.FAST], Mode.FAST.value)
print(Color.RED == "red", "green" == Color.GREEN, Color.RED != "x", Color.RED == Color.RED, Mode.FAST == "fast")
print(Color.RED.upper(), Color.GREEN.shout(), Mode.Other.split(), len(Color.RED), Color.RED + "dish", "a" + Mode.SLOW)
print(Color.RED[0], Color.GREEN[1:3], "e" in Color.RED, Color.RED in "a red b", Color.RED in ["red", "b"], "red" in [Color.RED.value])
print(f"{Color.RED:>12}|{Mode.FAST:>8}|{Color.RED.value:>6}", "%s %s" % (Color.RED, Mode.FAST), "{} {}".format(Color.RED, Mode.SLOW))
print(sorted([Color.RED, Color.GREEN]), max(Mode), min(Color), Color.RED < "s", Color.GREEN < Color.RED)
print(Color("red"), Mode("x y"), Color["GREEN"], ", ".join(Color), "-".join([Mode.FAST, Mode.SLOW]))
for ch in Color.RED:
    print(ch, end=" ")
print()
d = {Color.RED: 1, Color.GREEN: 2}
print(d, d[Color.RED], Color.GREEN in d)
raw = {"red": 10, "green": 20}
print(raw.get(Color.RED), Color.RED in raw, "blue" in raw)
print(isinstance(Color.RED, str), isinstance(Mode.FAST, Enum), bool(Color.RED))
def paint(what: str, color: str = Color.RED) -> str:
    return what + ":" + color
print(paint("wall"), paint("door", Color.GREEN), paint("roof", "blue"))
def kind(s):
    if s == Color.RED:
        return "is red"
    if s == Color.GREEN:
        return "is green"
    return "no"
print(kind("red"), kind(Color.GREEN), kind("z"))
match "green":
    case Color.RED:
        print("R")
    case Color.GREEN:
        print("G")
try:
    Color("blue")
except ValueError as e:
    print(e)
import json
print(json.dumps({"c": Color.RED, "n": Color.GREEN}), json.dumps([Mode.FAST]), json.dumps({Color.RED: 1}))
print("red-green".split("-")[0] == Color.RED, "redder".startswith(Color.RED), "x red".replace(Color.RED, Mode.FAST))
print([c.value for c in Color], [str(m) for m in Mode], list(Mode), Mode.FAST.title(), Color.RED.encode())
print({m.value: m for m in Mode})
