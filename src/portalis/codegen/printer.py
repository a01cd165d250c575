"""Prints the Rust tree: the only place that makes Rust text."""

from __future__ import annotations

from dataclasses import replace

from portalis.codegen import rust_ast as r

_BINARY = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 3, ">": 3, "<=": 3, ">=": 3, "|": 4, "^": 5, "&": 6, "<<": 7, ">>": 7, "+": 8, "-": 8,
           "*": 9, "/": 9, "%": 9}  # fmt: skip
_CAST, _UNARY, _POSTFIX = 10, 11, 12
WIDTH = 100


def level(e: r.Expr) -> int:
    """How tightly an expression binds."""
    match e:
        case r.BinaryExpr():
            return _BINARY[e.op]
        case r.CastExpr():
            return _CAST
        case r.UnaryExpr():
            return _UNARY
        case r.ClosureExpr() | r.RangeExpr() | r.Jump() | r.LetTest():
            return 0
        case r.Lit():
            return _UNARY if e.text.startswith("-") else _POSTFIX
    return _POSTFIX


def _mixes(op: str, inner: str) -> bool:
    """Whether few readers know which of two operators binds tighter."""
    return _BINARY[op] in (4, 5, 6, 7) or (op in ("&&", "||") and inner in ("&&", "||"))


def _ends_in_cast(e: r.Expr) -> bool:
    """Whether the text of an expression ends with a type, after which `<` would begin its arguments."""
    while isinstance(e, r.BinaryExpr) and level(e.right) > _BINARY[e.op] and not _mixes_right(e):
        e = e.right
    return isinstance(e, r.CastExpr)


def _mixes_right(e: r.BinaryExpr) -> bool:
    return isinstance(e.right, r.BinaryExpr) and _mixes(e.op, e.right.op)


_MARK = "\0"


def marked(line: int, text: str) -> str:
    """The text with the Python line that it came from, which `unmarked` takes out again."""
    return f"{_MARK}{line}{_MARK}{text}" if line else text


def unmarked(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without its marks, and for each line of it the Python line that it came from, 0 where none is known."""
    origin: list[int] = []
    parts: list[str] = []
    here = 0
    for line in text.split("\n"):
        pieces = line.split(_MARK)
        found = [int(number) for number in pieces[1::2]]
        here = found[0] if found else (0 if not line or not line.startswith((" ", "}")) else here)
        parts.append("".join(pieces[::2]))
        origin.append(here)
        here = found[-1] if found else here
    return "\n".join(parts), tuple(origin)


class Printer:
    """Writes one file."""

    # -- expressions
    def expr(self, e: r.Expr, indent: int, parent: int = 0) -> str:
        text = self._expr(e, indent)
        return f"({text})" if level(e) < parent else text

    def args(self, args: tuple[r.Expr, ...], indent: int) -> str:
        return ", ".join(self.expr(a, indent) for a in args)

    def _expr(self, e: r.Expr, indent: int) -> str:
        match e:
            case r.Path() | r.Lit():
                return e.text
            case r.MethodCall():
                fish = f"::<{e.turbofish}>" if e.turbofish else ""
                receiver = self.expr(e.receiver, indent, _POSTFIX)
                if isinstance(e.receiver, (r.Block, r.IfExpr, r.MatchExpr)):
                    receiver = f"({receiver})"
                return f"{receiver}.{e.name}{fish}({self.args(e.args, indent)})"
            case r.CallExpr():
                func = self.expr(e.func, indent, _POSTFIX)
                if isinstance(e.func, (r.FieldExpr, r.Block, r.IfExpr, r.MatchExpr)):
                    func = f"({func})"
                return f"{func}({self.args(e.args, indent)})"
            case r.MacroCall():
                close = {"(": ")", "[": "]"}[e.bracket]
                return f"{e.name}!{e.bracket}{self.args(e.args, indent)}{close}"
            case r.FieldExpr():
                return f"{self.expr(e.receiver, indent, _POSTFIX)}.{e.name}"
            case r.UnaryExpr():
                inner = self.expr(e.operand, indent, _UNARY)
                return f"{e.op} {inner}" if e.op.endswith("mut") else f"{e.op}{inner}"
            case r.BinaryExpr():
                return f"{self.left(e, indent)} {e.op} {self.right(e, indent)}"
            case r.CastExpr():
                return f"{self.expr(e.operand, indent, _CAST)} as {e.ty}"
            case r.TryExpr():
                return f"{self.expr(e.operand, indent, _POSTFIX)}?"
            case r.ClosureExpr():
                return f"{'move ' if e.moves else ''}|{', '.join(e.params)}| {self.expr(e.body, indent)}"
            case r.Block():
                return self.block(e, indent)
            case r.AsyncBlock():
                return f"async move {self.block(e.body, indent)}"
            case r.IfExpr():
                return self.if_expr(e, indent)
            case r.LetTest():
                return f"let {e.pattern} = {self.expr(e.value, indent, 3)}"
            case r.MatchExpr():
                return self.match(e, indent)
            case r.TupleExpr():
                return f"({self.args(e.items, indent)}{',' if len(e.items) == 1 else ''})"
            case r.ArrayExpr():
                return f"[{self.args(e.items, indent)}]"
            case r.StructExpr():
                if not e.fields:
                    return f"{e.name} {{}}"
                fields = [
                    n if isinstance(v, r.Path) and v.text == n else f"{n}: {self.expr(v, indent)}" for n, v in e.fields
                ]
                return f"{e.name} {{ {', '.join(fields)} }}"
            case r.RangeExpr():
                start = self.expr(e.start, indent, 1) if e.start is not None else ""
                stop = self.expr(e.stop, indent, 1) if e.stop is not None else ""
                return f"{start}{'..=' if e.inclusive else '..'}{stop}"
            case r.Jump():
                parts = [
                    e.word,
                    *([e.label] if e.label else []),
                    *([self.expr(e.value, indent)] if e.value is not None else []),
                ]
                return " ".join(parts)
        raise TypeError(e)

    def left(self, e: r.BinaryExpr, indent: int) -> str:
        """The left side of an operator, in parentheses where Rust needs them, or a reader."""
        side, mine = e.left, _BINARY[e.op]
        compares = e.op in ("==", "!=", "<", ">", "<=", ">=")
        apart = (
            isinstance(side, (r.Block, r.IfExpr, r.MatchExpr))  # at the start of a statement it would be one of its own
            or (e.op in ("<", "<<") and _ends_in_cast(side))
            or (isinstance(side, r.BinaryExpr) and side.op != e.op and _mixes(e.op, side.op))
            or level(side) < mine + compares
        )
        text = self._expr(side, indent)
        return f"({text})" if apart else text

    def right(self, e: r.BinaryExpr, indent: int) -> str:
        """The right side of an operator, likewise."""
        side = e.right
        apart = level(side) <= _BINARY[e.op] or _mixes_right(e)
        text = self._expr(side, indent)
        return f"({text})" if apart else text

    def block(self, e: r.Block, indent: int) -> str:
        label = f"{e.label}: " if e.label else ""
        if not e.body and e.tail is None:
            return label + "{}"
        pad = "    " * (indent + 1)
        inner = Printer()
        lines = [pad + inner.stmt(s, indent + 1) for s in e.body]
        if e.tail is not None:
            lines.append(pad + marked(e.tail_line, self.expr(e.tail, indent + 1)))
        return label + "{\n" + "\n".join(lines) + "\n" + "    " * indent + "}"

    def if_expr(self, e: r.IfExpr, indent: int) -> str:
        text = f"if {self.condition(e.test, indent)} {self.block(e.body, indent)}"
        if e.orelse is not None:
            other = self.if_expr(e.orelse, indent) if isinstance(e.orelse, r.IfExpr) else self.block(e.orelse, indent)
            text += f" else {other}"
        return text

    def condition(self, e: r.Expr, indent: int) -> str:
        """An expression before `{`: struct literals need parentheses there."""
        return self.expr(self.apart(e, indent), indent)

    def apart(self, e: r.Expr, indent: int) -> r.Expr:
        """An expression with its struct literals in parentheses, where none stand around them."""
        match e:
            case r.StructExpr():
                return r.Path(f"({self._expr(e, indent)})")
            case r.MethodCall() | r.FieldExpr():
                return replace(e, receiver=self.apart(e.receiver, indent))
            case r.UnaryExpr() | r.TryExpr() | r.CastExpr():
                return replace(e, operand=self.apart(e.operand, indent))
            case r.BinaryExpr():
                return replace(e, left=self.apart(e.left, indent), right=self.apart(e.right, indent))
            case r.LetTest():
                return replace(e, value=self.apart(e.value, indent))
        return e

    def match(self, e: r.MatchExpr, indent: int) -> str:
        pad = "    " * (indent + 1)
        lines = [f"match {self.condition(e.subject, indent)} {{"]
        for a in e.arms:
            guard = f" if {self.expr(a.guard, indent + 1)}" if a.guard is not None else ""
            body = self.expr(a.body, indent + 1)
            lines.append(f"{pad}{a.pattern}{guard} => {body}{'' if isinstance(a.body, r.Block) else ','}")
        return "\n".join([*lines, "    " * indent + "}"])

    # -- statements
    def stmt(self, s: r.Stmt, indent: int) -> str:
        return marked(s.line, self._stmt(s, indent))

    def _stmt(self, s: r.Stmt, indent: int) -> str:
        match s:
            case r.LetStmt():
                ty = f": {s.ty}" if s.ty else ""
                value = f" = {self.expr(s.value, indent)}" if s.value is not None else ""
                return f"let {s.pattern}{ty}{value};"
            case r.AssignStmt():
                return f"{self.expr(s.target, indent)} {s.op} {self.expr(s.value, indent)};"
            case r.ExprStmt():
                text = self.expr(s.value, indent)
                if isinstance(s.value, (r.IfExpr, r.MatchExpr, r.Block)) and s.semicolon:
                    return text
                return f"{text};" if s.semicolon else text
            case r.WhileStmt():
                label = f"{s.label}: " if s.label else ""
                head = "loop" if s.test is None else f"while {self.condition(s.test, indent)}"
                return f"{label}{head} {self.block(s.body, indent)}"
            case r.ForStmt():
                label = f"{s.label}: " if s.label else ""
                return f"{label}for {s.pattern} in {self.condition(s.iterable, indent)} {self.block(s.body, indent)}"
        raise TypeError(s)

    # -- items
    def item(self, i: r.Item, indent: int = 0) -> str:
        pad = "    " * indent
        match i:
            case r.FnItem():
                docs = "".join(f"{pad}/// {d}".rstrip() + "\n" for d in i.docs)
                docs += "".join(f"{pad}{a}\n" for a in i.attributes)
                params = [*([i.receiver] if i.receiver else []), *(f"{p.name}: {p.ty}" for p in i.params)]
                ret = f" -> {i.ret}" if i.ret else ""
                head = f"{'pub ' if i.public else ''}fn {i.name}({', '.join(params)}){ret}"
                return f"{docs}{pad}{marked(i.line, head)} {self.block(i.body, indent)}"
            case r.StructItem():
                docs = "".join(f"{pad}/// {d}".rstrip() + "\n" for d in i.docs)
                derives = "".join(f"{pad}{a}\n" for a in i.attributes)
                derives += f"{pad}#[derive({', '.join(i.derives)})]\n" if i.derives else ""
                if not i.fields:
                    return f"{docs}{derives}{pad}{'pub ' if i.public else ''}struct {i.name} {{}}"
                fields = "\n".join(f"{pad}    {'pub ' if i.public else ''}{n}: {t}," for n, t in i.fields)
                return f"{docs}{derives}{pad}{'pub ' if i.public else ''}struct {i.name} {{\n{fields}\n{pad}}}"
            case r.EnumItem():
                docs = "".join(f"{pad}/// {d}".rstrip() + "\n" for d in i.docs)
                docs += "".join(f"{pad}{a}\n" for a in i.attributes)
                head = f"{docs}{pad}#[derive({', '.join(i.derives)})]\n{pad}{'pub ' if i.public else ''}enum {i.name}"
                variants = "\n".join(f"{pad}    {n}({t})," if t else f"{pad}    {n}," for n, t in i.variants)
                return f"{head} {{\n{variants}\n{pad}}}"
            case r.ImplItem():
                body = ""
                for before, item in zip((None, *i.items), i.items):  # constants stand together
                    alike = isinstance(before, r.RawItem) and isinstance(item, r.RawItem)
                    body += ("\n" if alike else "\n\n" if before else "") + self.item(item, indent + 1)
                return f"{pad}{i.header} {{\n{body}\n{pad}}}"
            case r.RawItem():
                value = f" = {self.expr(i.value, indent)}" if i.value is not None else ""
                return f"{pad}{i.head}{value}{i.tail}"
        raise TypeError(i)


def print_file(f: r.File) -> tuple[str, tuple[int, ...]]:
    """The text of a file, and for each line of it the Python line that it came from, 0 where none is known."""
    p = Printer()
    parts = ["".join(f"//! {d}".rstrip() + "\n" for d in f.docs).rstrip("\n")] if f.docs else []
    group: list[str] = []
    for i in f.items:
        text = p.item(i)
        if isinstance(i, r.RawItem) and i.head.split(" ")[0] in ("use", "mod", "pub", "#[macro_use]"):
            group.append(text)
            continue
        if group:
            parts.append("\n".join(group))
            group = []
        parts.append(text)
    if group:
        parts.append("\n".join(group))
    return unmarked("\n\n".join(parts) + "\n")
