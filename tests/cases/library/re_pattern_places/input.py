import re
import sys
from typing import Optional


class Lexer:
    WORD = re.compile(r"[a-z]+")
    rules = [("num", re.compile(r"\d+")), ("op", re.compile(r"[-+]"))]

    def __init__(self, text: str, extra: Optional[re.Pattern] = None) -> None:
        self.text = text
        self.extra = extra
        self.current = self.WORD

    def words(self) -> list[str]:
        return self.WORD.findall(self.text)

    def kinds(self) -> list[str]:
        found = []
        for name, p in self.rules:
            if p.search(self.text):
                found.append(name)
        if self.extra and self.extra.search(self.text):
            found.append("extra")
        return found


def f(text: str, p: re.Pattern) -> str:
    return p.sub("-", text)


CURRENT = re.compile("a")


def switch(text: str) -> None:
    global CURRENT
    CURRENT = re.compile(text)


def pick(x: bool) -> re.Pattern:
    return re.compile("a") if x else re.compile("b(c)")


def maybe(x: int):
    p = None
    if x == 1:
        p = re.compile("one")
    elif x == 2:
        p = re.compile("t(w)o", re.I)
    return p


def main() -> None:
    lex = Lexer("ab 12 + cd")
    print(lex.words(), lex.kinds(), Lexer("a", re.compile("a$")).kinds(), Lexer("b", maybe(2)).kinds())
    print(f("axxb", re.compile("x+")), f("abb", re.compile("b")), f("abb", re.compile("b" * 2)))
    print(CURRENT.findall("banana"))
    switch("(n)a")
    print(CURRENT.findall("banana"), CURRENT.pattern)
    print(pick(True).search("bca"), pick(False).search("bca"), pick(len(sys.argv) > 5).groups)
    for i in range(3):
        q = maybe(i)
        print(q is None, q.findall("one TWO two") if q else [])
    stack = [re.compile("a")]
    stack.append(pick(False))
    print([s.pattern for s in stack], stack.pop().groups)
    d: dict[str, re.Pattern[str]] = {}
    for w in ["x", "y"]:
        d.setdefault(w, re.compile(w + "+"))
    print(sorted(d), d["x"].findall("xxyx"), [k for k, v in d.items() if v.match("yy")])
    one = re.compile("o(ne)")
    print([x.findall("one two") for x in [one, re.compile("t" + "w")]])


main()
