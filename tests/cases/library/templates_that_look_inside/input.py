"""`str.format` with templates that only the running program knows, and that ask for items of their arguments."""

from typing import Any, Optional


def attempt(template: str, numbers: list[int], point: tuple[str, float], ages: dict[str, int], text: str) -> str:
    try:
        return template.format(numbers, point, ages, text=text, count=len(text))
    except (ValueError, IndexError, KeyError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


def dynamic(template: str, value: Any) -> str:
    try:
        return template.format(value, v=value)
    except (ValueError, IndexError, KeyError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


def field(*path: str) -> str:
    return "{" + "".join(path) + "}"


templates = ["{0[0]}", "{0[1]:>6}|", "{0[9]}", "{0[x]}", "{0[-1]}", "{1[0]!r}", "{1[1]:.2f}", "{1[2]}", "{1[a]}", "{2[Ann]}", "{2[Ann]:05d}", "{2[Zoe]}", "{2[0]}"]
templates += ["{text[0]}", "{text[1]!r:>6}", "{text[7]}", "{text[x]}", "{count[0]}", "{text[0][0][0]}", "{0[0][1]}", "{0[]}", "{0[0]x}", "{0[0", "{0[0]", "{0[99999999999999999999]}"]
templates += ["{[0]}{[1]}{[Ann]}", "{[0]} {0}", "{0} {[0]}", "{3[0]}", "{nobody[0]}", "{0[0]:{1[1]}}", "{0[0]:{count}}|", "{0[0]!z}", "{0!r:>{0[2]}}|", "{1}/{2}/{0}", "{0:5}", "{1:5}"]
templates += [field("0", "[0]"), field("1", "[1]", ":", field("count")), field("2[b c]"), "{", "}", "{0", "{0:", "{0!", "{0!r", "{0!rr}", "{{0}}", "{{{0[0]}}}", "{0{1}}"]
for template in templates:
    print(template, "->", attempt(template, [4, 5, 16], ("x", 2.5), {"Ann": 31, "b c": 7}, "héy"))

values: list[Any] = [1, 2.5, None, True, "abc", [1, [2, "y"]], (3, {"k": 4}), {"k": [5], 0: "zero"}, {1}]
for template in ["{0}", "{0[0]}", "{0[1][1]}", "{0[k]}", "{v[k][0]}", "{v[1][k]}", "{0[0]:>4}|", "{0!r:>12}|", "{0:d}", "{v:>5}|"]:
    print(template, [dynamic(template, value) for value in values])


def options(template: str, name: Optional[str], score: int | float) -> str:
    try:
        return template.format(name, score)
    except TypeError as error:
        return str(error)


for template in ("{0[0]}", "{1[0]}", "{0}-{1}"):
    print(options(template, "Ann", 1), options(template, None, 2.5))
rows = {"a": [1, 2], "b": [3]}
shared = rows["a"]
shared.append(9)
print("{0}: {1[0]} {1[2]}".replace("0}:", "0!s}:").format(rows, shared), "{r[b]} {n}".replace("r[b]", "r").format(r=rows, n=(1, (2, 3))))
grid = [[1, 2], [3, 4]]
print("".join(["{0[0]", "} {k[y]}"]).format((1, 2, 3), k={"x": 1.5, "y": -0.0}), "".join(["{", "}"]).format(grid))
