"""Defaults of parameters and of lookups, which callers in the same module rely on."""


def scaled(x: int, factor: int = 3) -> int:
    return x * factor


def scale_all(xs: list[int]) -> list[int]:
    return [scaled(x) for x in xs]


def shown(text: str, left: str = "<", right: str = ">") -> str:
    return left + text + right


def show_all(texts: list[str]) -> str:
    return " ".join([shown(t) for t in texts])


def width(table: dict[str, int], key: str) -> int:
    return table.get(key, 80)


def flag(table: dict[str, bool], key: str) -> bool:
    return table.get(key, False)


def largest(xs: list[int]) -> int:
    return max(xs, default=-1)


def smallest(xs: list[int]) -> int:
    return min(xs, default=100)


def power(base: int, exponent: int = 2) -> int:
    result = 1
    for _ in range(exponent):
        result *= base
    return result


def squares(n: int) -> list[int]:
    return [power(i) for i in range(min(n, 20))]


def padded(text: str, size: int = 5, fill: str = ".") -> str:
    while len(text) < size:
        text = text + fill
    return text


def column(texts: list[str]) -> str:
    return "\n".join([padded(t) for t in texts])


def counted(words: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 10) + 1
    return counts


def popped(table: dict[str, int], key: str) -> int:
    return table.pop(key, -5)


def clipped(x: int, low: int = 0, high: int = 9) -> int:
    if x < low:
        return low
    if x > high:
        return high
    return x


def clip_all(xs: list[int]) -> list[int]:
    return [clipped(x) for x in xs]


def port(table: dict[str, int]) -> int:
    return table.get("port", 8080)


def name_of(table: dict[str, str], key: str) -> str:
    return table.get(key, "unknown")
