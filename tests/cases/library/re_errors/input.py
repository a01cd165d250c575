import re
from re import compile, error, escape, findall, sub

NAME = "user"
PATTERNS = ["^h", "o$", "l{2}"]
RULES = {r"\bcolour\b": "color", r"(\w+)ise\b": r"\1ize"}
VOWELS: list[str] = list("aeiou")


class Route:
    PREFIX = r"^/api/"

    def __init__(self, path: str):
        parts = re.split(r"<(\w+)>", path)
        out = []
        for i, part in enumerate(parts):
            if i % 2:
                out.append(f"(?P<{part}>[^/]+)")
            else:
                out.append(re.escape(part))
        self.regex = re.compile(self.PREFIX + "".join(out) + "$")

    def match(self, url: str) -> dict[str, str | None] | None:
        m = self.regex.match(url)
        return m.groupdict() if m else None


def is_valid(pattern: str) -> bool:
    try:
        re.compile(pattern)
        return True
    except re.error:
        return False


def apply_rules(text: str) -> str:
    for pattern, replacement in RULES.items():
        text = re.sub(pattern, replacement, text)
    return text


def camel(text: str, sep: str = "_") -> str:
    return re.sub(sep + "([a-z])", lambda m: m.group(1).upper(), text)


def upper_match(m: re.Match[str]) -> str:
    return m.group(0).upper()


def emphasize(words: list[str], text: str) -> tuple[str, int]:
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")\b", re.I)
    return pattern.subn(upper_match, text)


def count_all(text: str, *patterns: str) -> list[int]:
    return [len(re.findall(p, text)) for p in patterns]


def lex(text: str, table: list[tuple[str, str]]) -> list[tuple[str, str]]:
    compiled = [(name, re.compile(p)) for name, p in table]
    at, out = 0, []
    while at < len(text):
        for name, p in compiled:
            m = p.match(text, at)
            if m:
                if name != "ws":
                    out.append((name, m.group()))
                at = m.end()
                break
        else:
            raise SyntaxError(f"at {at}")
    return out


def search_flags(pattern: str, text: str, ignore: bool = False, multi: bool = False) -> list[str]:
    flags = 0
    if ignore:
        flags |= 2
    if multi:
        flags |= 8
    return [m.group() for m in re.finditer(pattern, text, flags)]


def window(n: int, text: str) -> list[str]:
    return re.findall("." * n, text)


def repeated(n: int, text: str) -> list[str]:
    return re.findall(r"(\w)\1{%d,}" % n, text)


def main() -> None:
    print(findall(NAME + r"\d", "user1 user2"), sub(f"{NAME}(\\d)", r"<\1>", "user1"))
    print([bool(re.search(p, "hello")) for p in PATTERNS])
    route = Route("users/<name>/posts/<id>")
    print(route.match("/api/users/ada/posts/7"), route.match("/api/users/ada"), route.regex.pattern)
    for p in ["a", "(", "[a-", "a+", "(?P<x>a)(?P<x>b)"]:
        print(p, is_valid(p))
    for p in ["(", "[a-", "a**", "(?P<x>a)(?P<x>b)", r"\1", "(?<=a+)b", "x{2,1}", "*a", "a)", "\\", "(?z)", "a\n(b"]:
        try:
            compile(p)
        except error as e:
            print(p, "->", e, repr(e))
    print(apply_rules("the colour of realise"), camel("snake_case_name"), camel("a-b", "-"))
    print(emphasize(["one", "one two"], "One two and one"))
    print(count_all("banana", "a", "an", "n(a)", "(a)(n)"))
    print(lex("x1 = 42", [("id", "[a-z][a-z0-9]*"), ("num", r"\d+"), ("op", "="), ("ws", r"\s+")]))
    print(search_flags("^a", "Ab\nab", True, True), search_flags("^a", "Ab\nab"), window(2, "abcde"), repeated(1, "aabbbc"))
    print(escape("a+b (c)"), re.escape("x-y_z é\n"))
    try:
        re.compile("(")
    except Exception as e:
        print("caught", e)
    found = None
    for p in PATTERNS:
        found = re.search(p, "hello") or found
    print(found.group() if found else None)
    text = "one1two22"
    parts = re.split("(" + r"\d" + "+)", text)
    print(parts, [x for x in parts if x])
    print(re.sub("[" + "".join(VOWELS) + "]", "", "education"), re.sub("|".join(["a", "b"]), "-", "cab"))
    rx = re.compile(("a" if len(text) > 3 else "b") + "+", flags=re.IGNORECASE)
    print(rx.findall("AAab"), rx.search("xxAA").span(), rx.split("1a2AA3"), rx.fullmatch("aA") is not None)
    print([m.span() for m in rx.finditer("baab", 1)], rx.search("aab", 2), rx.findall("aba", 1))
    it = re.finditer(NAME[0] + "(s)", "us us")
    print(next(it).group(1), [m.start() for m in it])


main()
