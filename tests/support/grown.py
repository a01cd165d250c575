"""Programs grown at random, which run and print what they do: CPython says what is right.

Two kinds: objects and containers in the places that may hold them, changed through one and looked at through another; and plain statements in
each other's blocks. Both are grammars: templates whose `<words>` are filled by other templates. A word with a number means one thing in the
whole template.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

_WORD = re.compile(r"<([a-z]+)(\d*)>")

CLASSES = """\
from collections import defaultdict, deque


class Box:
    made = 0

    def __init__(self, v):
        self.v = v
        self.xs = [v]
        Box.made += 1

    def put(self, x):
        self.xs.append(x)
        return len(self.xs)

    def bump(self, by=1):
        self.v += by
        return self.v

    def me(self):
        return self

    @property
    def size(self):
        return len(self.xs) + self.v

    def __iter__(self):
        for x in self.xs[:2]:
            yield x


class Group:
    def __init__(self, members):
        self.members = members
        self.seen = []

    def first(self):
        return self.members[0]

    def join(self, member):
        self.members.append(member)
        self.seen.append(member.v)
        return len(self.seen)

    def each(self, x):
        for member in self.members[:2]:
            yield member.put(x)


class Context:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self.name * 2

    def __exit__(self, kind, error, trace):
        print("exit", self.name, kind is None)
        return False


def grow(xs, x):
    xs.append(x)
    return len(xs)


def turn(q):
    q.append(q.popleft())
    return q[0]


def same(x):
    return x


def helper(x, y=10):
    return x * y + 1


"""

PLACES: dict[str, dict[str, list[str]]] = {
    "list": {
        "box": ["<it>.xs", "<it>.me().xs"],
        "dict": ['<it>["a"]', '<it>["b"]'],
        "rows": ["<it>[0]", "<it>[-1]"],
        "pair": ["<it>[0]"],
        "pairs": ["<it>[1][0]"],
        "group": ["<it>.first().xs", "<it>.seen"],
        "bins": ["<it>[2]"],
    },
    "box": {
        "boxes": ["<it>[0]", "<it>[-1]", "max(<it>, key=lambda e: (len(e.xs), e.v))"],
        "table": ['<it>["a"]', '<it>["b"]'],
        "group": ["<it>.first()", "<it>.members[-1]"],
        "maybe": ["(<it> or Box(3))"],
    },
}
"""Where values of a kind are found in those of another."""
VALUES: dict[str, list[str]] = {
    "list": ["[<n>, <n>]", "([x + <n> for x in range(<n>)] + [0])", "<list>[:]", "sorted(<list>)", "([0] * 3)"],
    "box": ["Box(<n>)", "same(<box>)", "Box(<n>).me()"],
    "dict": ['{"a": <list>, "b": [<n>]}'],
    "rows": ["[<list>, [<n>]]", "[[0] * 2 for _ in range(2)]"],
    "pair": ["(<list>, <n>)"],
    "pairs": ["[(<list>, <n>), ([<n>], <n>)]"],
    "boxes": ["[<box>, <box>]", "[Box(i) for i in range(1, 4)]"],
    "table": ['{"a": <box>, "b": Box(<n>)}'],
    "group": ["Group([<box>, <box>])"],
    "bins": ["defaultdict(list)"],
    "queue": ["deque([<n>, <n>])"],
    "maybe": ["None", "Box(<n>)"],
}
SHOWN: dict[str, str] = {
    "box": "<it>.xs, <it>.v",
    "boxes": "[e.xs for e in <it>]",
    "table": "[(k, e.xs, e.v) for k, e in <it>.items()]",
    "group": "[e.xs for e in <it>.members], <it>.seen",
    "bins": "dict(<it>)",
    "maybe": "<it> is None or <it>.xs",
}
"""How a value is printed, where it is not printed itself."""
CHANGES: dict[str, list[str]] = {
    "list": ["grow(<list>, <n>)", "(<list1>.pop() if len(<list1>) > 1 else 0)", "len(<list>)"],
    "box": ["<box>.put(<n>)", "<box>.bump()", "<box>.bump(by=<n>)", "<box>.size", "sum(x for x in <box>)"],
    "group": ["<group>.join(<box>)", "sum(<group>.each(<n>))"],
    "bins": ["len(<bins>[<n>])", "sum(len(v) for v in <bins>.values())"],
    "queue": ["turn(<queue>)"],
    "maybe": ["(<maybe1>.put(<n>) if <maybe1> is not None else -1)", "(<maybe1>.put(<n>) if <maybe1> else -1)"],
}
"""Numbers that cost a change."""
ACTIONS = [
    "<list>.append(<n>)", "<list>[0] += <change>", "<list>.extend(<list>[:2])", "<box>.v += <change>", "<box>.xs = <list>",
    "print(<change>, <change>)", 'print("%s %s" % (<change>, <list>))', "print([<change> for _ in range(2)])",
    "print(<change> if <change> % 2 else <change>)", "print(<change> and <change> or <change>)",
    "print(sum(map(lambda q: q + <change>, [1, 2])))", "<list1>[0], <list1>[-1] = <list1>[-1], <change>",
    "if <change> > <n>:\n    <block>\nelse:\n    <block>", "for q in <list>[:2]:\n    print(q, <change>)",
    "try:\n    <block>\n    print(<change>, <list>[<far>])\nexcept IndexError as error:\n    print(error, <change>)\nfinally:\n    print(<change>)",
    "w = 0\nwhile w < 2:\n    w += 1\n    <block>\n    if <change> > 6:\n        break\nelse:\n    print(<change>)",
]  # fmt: skip

PLAIN = [
    "for <v>1 in [3, -1, 4]:\n    if <v>1 < 0:\n        continue\n    print(<v>1, abs(<v>1) % 3)",
    "<v>1, *<v>2 = (5, 6, 7)\nprint(<v>1, <v>2, sum(<v>2) // 2)",
    '<v>1 = {}\nfor <v>2 in "a b a c".split():\n    <v>1[<v>2] = <v>1.get(<v>2, 0) + 1\nprint(sorted(<v>1.items(), key=lambda t: (-t[1], t[0])))',
    '<v>1 = "Hello, World"\nprint(<v>1.lower().count("l"), <v>1[::-1], <v>1.find("W"), <v>1[2:5].upper())',
    "<v>1 = [1]\nwhile <v>1:\n    <v>2 = <v>1.pop()\n    if <v>2 < 5:\n        <v>1.append(<v>2 * 2)\n    print(<v>2, end=' ')\nprint()",
    'try:\n    print(int("12x"))\nexcept ValueError as <v>1:\n    print("bad", <v>1)\nelse:\n    print("fine")\nfinally:\n    print("done")',
    "for <v>1 in range(3):\n    for <v>2 in (1, 2):\n        if <v>1 * <v>2 == 2:\n            break\n        print(<v>1, <v>2)\n    else:\n        continue\n    print('broke')",
    "<v>1 = [x * y for x in (1, 2, 3) for y in (4, -5) if x * y > 0]\nprint(<v>1, max(<v>1), {x % 3: x for x in <v>1})",
    'print("%5.2f|%-4d|%s" % (3.14159, 42, [1]), "{:>6}|{!r}".format("ab", "q"), f"{2 ** 70:,}")',
    "match (1, [2, 3]):\n    case (1, [<v>1, *<v>2]):\n        print(<v>1, <v>2)\n    case _:\n        print('none')",
    "<v>1 = None\nfor <v>2 in ('x', 'yy', ''):\n    <v>1 = <v>1 or (len(<v>2) > 1 and <v>2)\nprint(<v>1)",
    "<v>1 = [5, 3, 8]\n<v>1.sort(key=lambda v: -v)\ndel <v>1[0]\n<v>1[1:] = [9, 9]\nprint(<v>1, 9 in <v>1, <v>1.index(9))",
    "<v>1 = (v * v for v in range(4) if v)\nprint(next(<v>1), list(<v>1))",
    "if (<v>1 := len('walrus')) > 5:\n    print(<v>1 / 4, 7 // -2, -7 % 3, round(2.5), 1e16)",
    "for <v>1, (<v>2, <v>3) in enumerate(zip('ab', [1.5, 2])):\n    print(<v>1, <v>2, <v>3 * 2)",
    "<v>1 = <v>2 = [1]\n<v>1.append(2)\n<v>3 = <v>1[:]\n<v>3.append(3)\nprint(<v>2, <v>3, <v>1 is <v>2)",
    "<v>1 = 1\nfor <v>2 in range(1, 26):\n    <v>1 *= <v>2\nprint(<v>1, str(<v>1)[:5])",
]
NESTED = [
    "for <v>1 in <loop>:\n    print(<v>1)\n    <inner>", "<v>1 = 0\nwhile <v>1 < 2:\n    <v>1 += 1\n    <inner>\nelse:\n    print('else')",
    "if helper(<n>) > 2<n>:\n    <inner>\nelse:\n    <inner>",
    "try:\n    <inner>\n    raise <raised>\nexcept (ValueError, ArithmeticError) as <v>1:\n    <inner>\nexcept KeyError:\n    print('key')",
    "try:\n    <inner>\nexcept LookupError:\n    <inner>\nfinally:\n    print('finally')", "with Context('c'):\n    <inner>",
    "for <v>1 in [3, 4]:\n    try:\n        <inner>\n        if <v>1 == <n>:\n            <jump>\n    except ValueError:\n        continue\n    else:\n        print('ok')",
    "match helper(<n>):\n    case 1 | 11:\n        <inner>\n    case <v>1 if <v>1 > 3:\n        <inner>\n    case _:\n        print('rest')",
    "def <v>1(z):\n    <inner>\n    return z + 1\nprint(<v>1(<n>))", "def <v>1(z):\n    yield z\n    <inner>\n    yield z * 2\nfor <v>2 in <v>1(<n>):\n    print(<v>2)",
]  # fmt: skip
CHOICES = {
    "far": ["0", "99"], "loop": ["[1, -2]", "range(2)", "('p', 'q')", "{'k': 1, 'l': 2}", "enumerate([7, 8])"],
    "raised": ["ValueError('v')", "KeyError('k')", "ZeroDivisionError"], "jump": ["break", "continue"],
}  # fmt: skip


@dataclass
class Grower:
    """Grows one program from a seed."""

    seed: int
    scope: dict[str, str] = field(default_factory=dict)
    """The kinds of the variables that may be used."""
    count: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def fresh(self, name: str) -> str:
        self.count += 1
        return f"{name}{self.count}"

    def fill(self, template: str, depth: int = 0) -> str:
        """A template with its words filled; blocks keep the indentation of their line."""
        known: dict[str, str] = {}
        lines: list[str] = []
        for line in template.split("\n"):
            indent = line[: len(line) - len(line.lstrip())]

            def put(m: re.Match[str]) -> str:
                word, number = m.groups()
                if not number:
                    return self.word(word, depth)
                return known.setdefault(m[0], self.word(word, depth))

            lines += [indent + part if part else part for part in _WORD.sub(put, line.lstrip()).split("\n")]
        return "\n".join(lines)

    def word(self, word: str, depth: int) -> str:
        """What stands for a word."""
        match word:
            case "n":
                return str(self.random.randrange(1, 9))
            case "change":
                kinds = [k for k in CHANGES if k in ("list", "box") or k in self.scope.values()]
                return self.fill(self.random.choice(CHANGES[self.random.choice([*kinds, "box"])]), depth + 1)
            case "block":
                return self.action(depth + 1)
        if word in CHOICES:
            return self.random.choice(CHOICES[word])
        return self.place(word, depth)

    def place(self, kind: str, depth: int) -> str:
        """A value of a kind: a variable, a part of one, or a new one."""
        names = list(self.scope.items())
        found = [name for name, k in names if k == kind] * 3
        for owner, templates in PLACES.get(kind, {}).items():
            found += [t.replace("<it>", name) for name, k in names if k == owner for t in templates]
        if found and (depth > 2 or self.random.random() < 0.85):
            return self.random.choice(found)
        return self.value(kind, depth + 1)

    def value(self, kind: str, depth: int = 0) -> str:
        templates = VALUES[kind]
        return self.fill(templates[0] if depth > 2 else self.random.choice(templates), depth + 1)

    def action(self, depth: int = 0) -> str:
        templates = [t for t in ACTIONS if depth < 2 or "<block>" not in t]
        return self.fill(self.random.choice(templates), depth)

    def shown(self) -> str:
        return "print(" + ", ".join(SHOWN.get(k, "<it>").replace("<it>", name) for name, k in self.scope.items()) + ")"


def objects_in_places(seed: int) -> str:
    """A program that changes objects through one place and looks at them through others."""
    g = Grower(seed)
    lines = [CLASSES]
    others = g.random.sample([k for k in VALUES if k not in ("list", "box")], 3)
    for kind in ("list", "box", *others):
        name = g.fresh(kind)
        lines.append(f"{name} = {g.value(kind)}")
        g.scope[name] = kind
    whole, functions = dict(g.scope), []
    for _ in range(g.random.randrange(1, 4)):
        name, kinds = g.fresh("f"), g.random.choices(["list", "box", *others], k=g.random.randrange(3))
        params = {g.fresh("p"): kind for kind in kinds}
        g.scope = {**params, **(whole if g.random.random() < 0.7 else {})}
        body = [g.action() for _ in range(g.random.randrange(1, 4))]
        end, call = g.random.choice([("return <change>", "print(@)"), ("yield <change>\nyield <change>", "print(list(@))"),
                                     ("def inner(x):\n    <block>\n    return <change> + x\nreturn inner", "print(@(2))")])  # fmt: skip
        body.append(g.fill(end, 1))
        lines.append(f"\n\ndef {name}({', '.join(params)}):\n{_indented(body)}")
        functions.append((name, kinds, call))
    g.scope = whole
    lines.append("\n")
    for _ in range(g.random.randrange(6, 12)):
        lines.append(g.action())
        if g.random.random() < 0.6:
            name, kinds, call = g.random.choice(functions)
            lines.append(call.replace("@", f"{name}({', '.join(g.place(k, 1) for k in kinds)})"))
        lines.append(g.shown())
    return "\n".join(lines) + "\n"


def nested_statements(seed: int) -> str:
    """A program of plain statements in each other's blocks."""
    g = Grower(seed)
    return CLASSES + "\n".join(_nested(g, 0) for _ in range(g.random.randrange(3, 7))) + "\n"


def _nested(g: Grower, depth: int) -> str:
    """A statement, with others inside; its variables have names of their own."""
    plain = depth > 2 or g.random.random() < 0.4
    template = g.random.choice(PLAIN if plain else NESTED)
    for number in "123":
        if f"<v>{number}" in template:
            template = template.replace(f"<v>{number}", g.fresh("v") + "_")
    lines: list[str] = []
    for line in template.split("\n"):
        if line.strip() != "<inner>":
            lines.append(g.fill(line))
            continue
        inner = "\n".join(_nested(g, depth + 1) for _ in range(g.random.randrange(1, 3)))
        lines += [" " * line.index("<") + part if part else part for part in inner.split("\n")]
    return "\n".join(lines)


def _indented(blocks: list[str]) -> str:
    return "\n".join("    " + line if line else line for block in blocks for line in block.split("\n"))


GROWERS = {"objects_in_places": objects_in_places, "nested_statements": nested_statements}
