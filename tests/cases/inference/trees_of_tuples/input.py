import re
from dataclasses import dataclass
from typing import Iterator, Union


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    pos: int


class ParseError(Exception):
    def __init__(self, message: str, pos: int):
        super().__init__(f"{message} at {pos}")
        self.pos = pos


TOKEN_RE = re.compile(r"\s*(?:(?P<num>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<op>[-+*/^()=,]))")


def tokenize(text: str) -> Iterator[Token]:
    pos = 0
    while pos < len(text):
        m = TOKEN_RE.match(text, pos)
        if not m:
            raise ParseError(f"bad character {text[pos]!r}", pos)
        kind = m.lastgroup
        yield Token(kind, m.group(kind), m.start(kind))
        pos = m.end()
    yield Token("end", "", pos)


class Parser:
    def __init__(self, text: str):
        self.tokens = list(tokenize(text))
        self.i = 0

    @property
    def cur(self) -> Token:
        return self.tokens[self.i]

    def accept(self, text: str) -> bool:
        if self.cur.text == text:
            self.i += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise ParseError(f"expected {text!r}, got {self.cur.text!r}", self.cur.pos)

    def parse(self):
        node = self.expr()
        if self.cur.kind != "end":
            raise ParseError(f"unexpected {self.cur.text!r}", self.cur.pos)
        return node

    def expr(self):
        node = self.term()
        while self.cur.text in ("+", "-"):
            op = self.cur.text
            self.i += 1
            node = (op, node, self.term())
        return node

    def term(self):
        node = self.factor()
        while self.cur.text in ("*", "/"):
            op = self.cur.text
            self.i += 1
            node = (op, node, self.factor())
        return node

    def factor(self):
        tok = self.cur
        if tok.kind == "num":
            self.i += 1
            return float(tok.text)
        if tok.kind == "name":
            self.i += 1
            return tok.text
        if self.accept("("):
            node = self.expr()
            self.expect(")")
            return node
        raise ParseError("unexpected token", tok.pos)


def evaluate(node, env):
    if isinstance(node, float):
        return node
    if isinstance(node, str):
        return env[node]
    op, a, b = node
    x, y = evaluate(a, env), evaluate(b, env)
    if op == "+":
        return x + y
    if op == "-":
        return x - y
    if op == "*":
        return x * y
    return x / y


env = {"x": 3.0, "pi": 3.14}
for text in ["1 + 2 * 3", "(x - 1) * pi", "2 / (x - 3)", "1 +", "4 $ 4", "y", "(1", "10 / 4 - 1"]:
    try:
        print(text, "=", evaluate(Parser(text).parse(), env))
    except ParseError as e:
        print(text, "->", e, e.pos)
    except ZeroDivisionError as e:
        print(text, "-> zero:", e)
    except KeyError as e:
        print(text, "-> unknown name", e)
