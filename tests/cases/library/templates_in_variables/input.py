"""Templates in variables, and their arguments in lists."""

import re

ROW = "{:<8}|{:>6}|{:^5}"
LINE = "%-8s|%6.2f"
HEAD = "== " + "{title}" + " =="
WORD = r"[a-z]+"
PAIR = rf"({WORD})=({WORD})"


def show(cells: list[str]) -> str:
    return ROW.format(*cells)


def pair(text: str) -> list[tuple[str, str]]:
    return re.findall(PAIR, text)


def local(x: int) -> str:
    template = "<{0:03d} {0:x} {1!r}>"
    return template.format(x, "a" * x)


print(show(["a", "bb", "c"]), LINE % ("x", 2.5), HEAD.format(title="T"))
print(pair("a=b, cd=ef"), local(3), HEAD.format_map({"title": "map"}))
widths = [3, 5, 7]
print("{:>{}} {:>{}}".format("a", widths[0], "b", widths[1]), "{2} {0}".format(*widths))
point = (1.5, 2.5)
print("({:.1f}, {:.2f})".format(*point), "{}-{}-{}".format("x", *point), "{} {}".format(*[7, 8]))
try:
    print("{}{}{}{}".format(*widths))
except IndexError as error:
    print(error)
try:
    print("{0} {5}".format("a", *widths))
except IndexError as error:
    print(error)
sep = ", "
print(re.split(re.escape(".") + r"\s*", "a. b.c"), re.sub("a" + "b", "-", "xabx"), sep.join(["p", "q"]))
