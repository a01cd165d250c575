import re
from dataclasses import dataclass
from typing import Optional, Pattern

WORD = r"[a-z]+"
NUMBER: str = r"\d+(?:\.\d*)?"
BOTH = WORD + "|" + NUMBER
LINE = (
    r"(\w+)"
    r"\s*=\s*"
    r"(.*)"
)
EMAIL = re.compile(r"([\w.]+)@(\w+)\.com")


@dataclass
class Token:
    kind: str
    text: str
    at: int


def tokenize(code: str) -> list[Token]:
    out = []
    spec = [
        ("NUMBER", r"\d+(\.\d*)?"),
        ("ASSIGN", r":="),
        ("END", r";"),
        ("ID", r"[A-Za-z]+"),
        ("OP", r"[+\-*/]"),
        ("SKIP", r"[ \t]+"),
        ("MISMATCH", r"."),
    ]
    tok_regex = "|".join("(?P<%s>%s)" % pair for pair in spec)
    for mo in re.finditer(tok_regex, code):
        kind = mo.lastgroup
        if kind is None or kind == "SKIP":
            continue
        if kind == "MISMATCH":
            raise RuntimeError(f"{mo.group()!r} unexpected")
        out.append(Token(kind, mo.group(), mo.start()))
    return out


class Matcher:
    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.source = pattern
        self.compiled = re.compile(pattern, flags)
        self.hits = 0

    def test(self, text: str) -> bool:
        m = self.compiled.search(text)
        if m is None:
            return False
        self.hits += 1
        return True

    def replace(self, template: str, text: str) -> str:
        return self.compiled.sub(template, text)


def count(p: re.Pattern, text: str) -> int:
    return len(p.findall(text))


def first(p: Pattern[str], text: str) -> Optional[str]:
    m = p.search(text)
    return m.group() if m else None


def choose(name: str) -> Optional[re.Pattern[str]]:
    if name == "num":
        return re.compile(NUMBER)
    if name == "word":
        return re.compile(WORD, re.IGNORECASE)
    return None


def noisy(x: str) -> str:
    print("evaluated", x)
    return x


def censor(text: str, bad: list[str]) -> str:
    for word in bad:
        text = re.sub(r"\b" + re.escape(word) + r"\b", "*" * len(word), text, flags=re.I)
    return text


def glob(pattern: str, name: str) -> bool:
    made = ""
    for c in pattern:
        if c == "*":
            made += ".*"
        elif c == "?":
            made += "."
        else:
            made += re.escape(c)
    return re.fullmatch(made, name) is not None


def main() -> None:
    print(re.findall(BOTH, "ab 12.5 c"), re.match(LINE, "key = value").groups())
    for t in tokenize("x := 3.5 + y;"):
        print(t)
    try:
        print(list(tokenize("a $")))
    except RuntimeError as e:
        print(e)
    m = Matcher("a(b)?")
    print(m.test("xab"), m.test("zzz"), m.hits, m.replace(r"<\1>", "ab a"), m.source, m.compiled.pattern)
    print(Matcher("A").test("a"), Matcher("A", 2).test("a"))
    print(count(EMAIL, "a@b.com c.d@e.com"), count(re.compile("x" * 2), "xxxxx"))
    print(first(EMAIL, "me a@b.com"), first(re.compile(r"\d"), "none"))
    for name in ("num", "word", "other"):
        p = choose(name)
        print(name, p.findall("AB 12 c") if p is not None else "-", p.pattern if p else None)
    patterns = [re.compile(x) for x in ("^a", "b$", "(c)(d)")]
    print([bool(p.search("acdb")) for p in patterns], [p.groups for p in patterns])
    print(censor("Damn the damned DAMN a.b axb", ["damn", "a.b"]))
    print(glob("*.py", "x.py"), glob("a?c", "abc"), glob("a?c", "ac"), glob("a.c", "abc"))
    try:
        re.search(noisy("(") + "", noisy("text"))
    except re.error as e:
        print("error:", e, type(e).__name__)
    for template in (r"\2", r"\g<zz>", r"\g<0>!", r"\q", r"\g<1", r"\1\n"):
        try:
            print(repr(re.sub("(a)", template, "banana")))
        except (re.error, IndexError) as e:
            print(type(e).__name__, e)
    sep = "," * len(patterns[:1])
    print(re.split(rf"\s*{sep}\s*", "a , b,c"), re.split(f"[{sep};]", "a;b,c", maxsplit=1))
    n = 3
    print(re.findall(rf"\b\w{{{n}}}\b", "one three two"), re.findall("(a){%d}" % n, "aaaa"))
    try:
        re.compile("a{5,2}")
    except re.error as e:
        print(e)
    x = "x"
    found = re.findall(x + "(.)", "xaxb")
    print(found, [f.upper() for f in found], "-".join(found), len(found))
    pairs = re.findall(x + r"(.)(\d)", "xa1xb2")
    print(pairs, pairs[0][1])
    for a, b in pairs:
        print(a, b)
    for pat in (r"(?P<a>x)(?P<b>y)?", "z"):
        mm = re.search(pat, "xz")
        if mm:
            print(mm.groupdict(), mm.lastindex, mm)
    print(re.sub("(?i)HELLO" + "", lambda m: m.group().title(), "hello HELLO"))
    print(re.subn(x + "+", "-", "axxbx"), re.compile(x, re.I | re.M).flags)


main()
