"""`%` with templates that only the running program knows."""

from typing import Any


def show(template: str, name: str, count: int) -> str:
    return template % (name, count)


def attempt(template: str, values: Any) -> str:
    try:
        return template % values
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"


def column(kind: str, width: int) -> str:
    return "%" + str(width) + kind


def table(rows: list[tuple[str, int, float]], widths: list[int]) -> None:
    row = "|".join([column("s", -widths[0]), column("d", widths[1]), column(".2f", widths[2])])
    print(row)
    for cells in rows:
        print(row % cells)


class Message:
    def __init__(self, template: str) -> None:
        self.template = template
        self.filled = 0

    def fill(self, fields: dict[str, int]) -> str:
        self.filled += 1
        return self.template % fields


print(show("%s has %d", "Ann", 3), show("%10s|%-6d|", "Ann", 3), show("%r %x", "Ann", 255))
table([("nails", 120, 3.5), ("screws", 7, 12.125)], [8, 5, 9])

templates = ["%s", "%r", "%a", "%d", "%i", "%u", "%5d", "%-5d|", "%05d", "%+d", "% d", "%.3d", "%8.3d", "%x", "%X", "%#x", "%#010X", "%o", "%#o"]
templates += ["%f", "%.2f", "%08.3f", "%e", "%.3E", "%g", "%G", "%#g", "%+.1f", "%c", "%5c", "%-5c|", "%.2s", "%8.3s", "%%", "100%%", "%hd", "%ld", "%Lf"]
values: list[Any] = [0, 7, -42, 10**25, -(10**25), True, 2.5, -0.0, 1e300, float("inf"), float("-nan"), "a", "héé", "", None, [1, "x"], (), (1,), (1, 2)]
values += [(("a", 1),), {"a": 1}, {1}, 128512, 1114112, -1, 10**400]
for template in templates:
    for value in values:
        print(ascii(attempt(template, value))[:60], end=" ")
    print()

broken = ["%", "%5", "%.", "%.3", "%l", "%-", "%*", "%.*", "%(", "%(a", "%(a)", "%y", "a%", "%é", "%\n", "%lld", "%5%", "% %", "%d%", "%(a)d", "%(b)d", "%(a)*d", "%(a)d %d"]
for template in broken:
    print(repr(template), attempt(template, 1), "/", attempt(template, (3, 4)), "/", attempt(template, {"a": 5}), "/", attempt(template, [6]))

for template in ["%*d|", "%-*d|", "%.*f|", "%*.*f|", "%0*d|"]:
    for values_ in [(6, 3), (-6, 3), (True, 3), ("6", 3), (2.0, 3), (8, 2, 3.14159), (8, -2, 2.5), (10**30, 1), (1, 10**30, 1.0)]:
        print(attempt(template, values_), end=" ")
    print()
for template in ["%99999999999999999999d", "%.9999999999d", "%.2147483647d"]:
    print(attempt(template, 1))

print(attempt("%(x)s-%(x)r-%(y)05.1f", {"x": "q", "y": 2}), attempt("%(a(b))s%(é)s", {"a(b)": 1, "é": None}))
print(attempt("%()s %(z)s", {"": 1}), attempt("no fields", {"a": 1}), attempt("no fields", [1]), attempt("no fields", 1))
message = Message("%(used)d of %(total)d")
print(message.fill({"used": 3, "total": 10}), message.fill({"used": 4, "total": 10}), message.filled)

line = "%s is %%s"
line %= "this"
line %= "that"
print(line)
parts = ["%d", "%s%%"]
parts[0] %= 12
parts[1] %= (parts[0],)
message.template %= {"used": 1, "total": 2}
print(parts, message.template)
unknown: list[Any] = ["%s-%s", 17, 7.5]
print(unknown[0] % (5, 3), unknown[1] % 5, unknown[2] % 5)
for item in unknown:
    try:
        item %= "z"
        print(item)
    except TypeError as error:
        print(error)
