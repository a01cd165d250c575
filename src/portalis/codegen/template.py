"""Parses the templates of primitive rows into the Rust tree.

The dialect is a small part of Rust's expressions: paths, calls, method calls (with turbofish), literals, references,
negation, closures without types, binary `*`, and holes `{0:o}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from portalis.codegen import rust_ast as r

_TOKEN = re.compile(
    r'\s*(?:(\{\d+:[a-z]\})|("(?:[^"\\]|\\.)*")|(\d[\w.\-]*)|(~?[A-Za-z_][A-Za-z0-9_]*)|(::|[-+*/&|.,()\[\]<>!=]))'
)


@dataclass(frozen=True, slots=True)
class Hole:
    """A place for an argument: its index and how it is passed."""

    index: int
    mode: str


Node = r.Expr | Hole


class TemplateError(Exception):
    """A template that does not parse."""


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[str] = []
        position = 0
        while position < len(text.rstrip()):
            m = _TOKEN.match(text, position)
            if m is None:
                raise TemplateError(f"{text!r} at {position}")
            self.tokens.append(m[0].strip())
            position = m.end()
        self.i = 0

    def peek(self) -> str:
        return self.tokens[self.i] if self.i < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.peek()
        if expected and token != expected:
            raise TemplateError(f"{self.text!r}: expected {expected!r}, found {token!r}")
        self.i += 1
        return token

    def expr(self) -> r.Expr:
        left = self.unary()
        while self.peek() in ("*", "+"):
            op = self.take()
            left = r.BinaryExpr(op, left, self.unary())
        return left

    def unary(self) -> r.Expr:
        if self.peek() in ("&", "!", "-", "*"):
            op = self.take()
            if op == "&" and self.peek() == "mut":
                self.take()
                op = "&mut"
            return r.UnaryExpr(op, self.unary())
        if self.peek() == "|":
            self.take()
            params: list[str] = []
            while self.peek() != "|":
                params.append(self.take())
                if self.peek() == ",":
                    self.take()
            self.take("|")
            return r.ClosureExpr(tuple(params), self.expr())
        return self.postfix(self.primary())

    def primary(self) -> r.Expr:
        token = self.take()
        if token.startswith("{"):
            index, mode = token[1:-1].split(":")
            return Hole(int(index), mode)  # type: ignore[return-value]
        if token == "(":
            inner = self.expr()
            self.take(")")
            return inner
        if token == "[":
            items = self.list("]")
            return r.ArrayExpr(tuple(items))
        if token[0] == '"' or token[0].isdigit():
            return r.Lit(token)
        while self.peek() == "::":
            self.take()
            if self.peek() == "<":
                token += "::" + self.generic()
            else:
                token += "::" + self.take()
        return r.Path(token)

    def generic(self) -> str:
        text = self.take("<")
        depth = 1
        while depth:
            token = self.take()
            depth += {"<": 1, ">": -1}.get(token, 0)
            text += token + (" " if token == "," else "")
        return text

    def list(self, close: str) -> list[r.Expr]:
        items: list[r.Expr] = []
        while self.peek() != close:
            items.append(self.expr())
            if self.peek() == ",":
                self.take()
        self.take(close)
        return items

    def postfix(self, e: r.Expr) -> r.Expr:
        while True:
            if self.peek() == ".":
                self.take()
                name = self.take()
                fish = ""
                if self.peek() == "::":
                    self.take()
                    fish = self.generic()[1:-1]
                if self.peek() == "(":
                    self.take()
                    e = r.MethodCall(e, name, tuple(self.list(")")), fish)
                else:
                    e = r.FieldExpr(e, name)
            elif self.peek() == "(":
                self.take()
                e = r.CallExpr(e, tuple(self.list(")")))
            else:
                return e


@cache
def parse(text: str) -> r.Expr:
    """The tree of a template, with `Hole`s.

    Raises:
        TemplateError: if the text is not of the dialect.
    """
    p = _Parser(text)
    e = p.expr()
    if p.i != len(p.tokens):
        raise TemplateError(f"{text!r}: {p.peek()!r} is left over")
    return e
