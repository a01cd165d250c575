def parts(text: str, sep: str | None = None) -> list[str]:
    return text.split(sep)


def place(text: str, start: int | None) -> int:
    return text.find("o", start)


def last(text: str, start: int | None = None, stop: int | None = None) -> int:
    return text.count("o", start, stop)


print(parts("a b,c"), parts("a b,c", ","), place("foo", None), place("foo", 2))
print("  x ".strip(None))


def clean(text: str, chars: str | None) -> str:
    return text.strip(chars) + "|"


print(clean(" xx ", None), clean("xax", "x"))
print(last("foo boo"), last("foo boo", 2), last("foo boo", None, 3), last("foo boo", 1, 4))


def pieces(data: bytes, sep: bytes | None) -> list[bytes]:
    found = data.split(sep)
    found.append(b"!")
    return found


print(pieces(b"a b,c", None), pieces(b"a b,c", b","))


def fetch(table: dict[str, int], key: str, default: int | None = None) -> int | None:
    return table.get(key, default)


print(fetch({"a": 1}, "a"), fetch({"a": 1}, "b"), fetch({"a": 1}, "b", 5))


def limited(text: str, sep: str | None = None, most: int = -1) -> list[str]:
    return text.split(sep, most)


print(limited("a b c"), limited("a b c", None, 1), limited("a,b,c", ",", 1))


def begins(text: str, start: int | None, stop: int | None) -> bool:
    return text.startswith("o", start, stop)


print(begins("foo", None, None), begins("foo", 1, None), begins("oof", None, 1), begins("foo", 1, 2))
