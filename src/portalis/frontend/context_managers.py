"""`contextlib.contextmanager`: a `with` of such a function is its body, with the statement's own body where it yields.

What the block raises is raised at the `yield`, so a `try` around that means the same; what comes after is done when the block
ends. Where the block may end by a jump and something comes after that no `finally` holds, the `with` stays, and is refused.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from copy import deepcopy

from portalis.frontend.inlining import inline_call
from portalis.frontend.tree import decorator_name, walk

_JUMPS = (ast.Return, ast.Break, ast.Continue)
_THIS = "manager"
_MODULE = "<module>"


def write_context_managers(tree: ast.Module, fresh: Callable[[str], str]) -> None:
    """Writes out the `with` statements of the module's own context managers, in place."""
    managers = {s.name: s for s in tree.body if isinstance(s, ast.FunctionDef) and _is_manager(s)}
    if not managers:
        return
    whole = ast.FunctionDef(_MODULE, ast.arguments([], [], None, [], [], None, []), tree.body, [], None)
    for f in [*(n for n in walk(tree) if isinstance(n, ast.FunctionDef)), whole]:
        if f.name not in managers:
            f.body = _expanded(f.body, managers, f, fresh)
    tree.body = whole.body
    used = {n.id for n in walk(tree) if isinstance(n, ast.Name)}
    tree.body = [
        s for s in tree.body if not (isinstance(s, ast.FunctionDef) and s.name in managers and s.name not in used)
    ]


def ask_for_exceptions(tree: ast.Module) -> None:
    """Writes `issubclass(kind, E)`, where it comes after a test of `kind`, as a test of the exception in every `__exit__`, in place."""
    methods = (f for cls in tree.body if isinstance(cls, ast.ClassDef) for f in cls.body)
    for f in methods:
        if isinstance(f, ast.FunctionDef) and f.name == "__exit__" and len(f.args.args) == 4:
            kind, error = (a.arg for a in f.args.args[1:3])
            stored = {n.id for n in walk(f) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
            if not stored & {kind, error}:
                _AsksForException(kind, error).visit(f)


class _AsksForException(ast.NodeTransformer):
    def __init__(self, kind: str, error: str) -> None:
        self.kind, self.error = kind, error

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.And) and self._is_tested(node.values[0]):
            node.values = [self._asked(v) for v in node.values]
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        if self._is_tested(node.test):
            for s in node.body:
                if isinstance(s, ast.Return) and s.value is not None:
                    s.value = self._asked(s.value)
                elif isinstance(s, ast.If):
                    s.test = self._asked(s.test)
        return node

    def _is_tested(self, e: ast.expr) -> bool:
        """Whether a condition holds only where there is an exception."""
        match e:
            case (
                ast.Name(id=name)
                | ast.Compare(left=ast.Name(id=name), ops=[ast.IsNot()], comparators=[ast.Constant(value=None)])
            ):
                return name in (self.kind, self.error)
        return False

    def _asked(self, e: ast.expr) -> ast.expr:
        match e:
            case ast.UnaryOp(op=ast.Not()):
                e.operand = self._asked(e.operand)
            case ast.Call(
                func=ast.Name(id="issubclass") as func, args=[ast.Name(id=self.kind) as name, _], keywords=[]
            ):
                func.id, name.id = "isinstance", self.error
        return e


def _is_manager(f: ast.FunctionDef) -> bool:
    """Whether a function is a context manager that yields once, at its top or in a `try` there."""
    if [decorator_name(d).rpartition(".")[2] for d in f.decorator_list] != ["contextmanager"]:
        return False
    inside = walk(f)
    yields = [n for n in inside if isinstance(n, (ast.Yield, ast.YieldFrom))]
    return len(yields) == 1 and not any(isinstance(n, ast.Return) for n in inside) and _place(f.body) is not None


def _place(body: list[ast.stmt]) -> tuple[list[ast.stmt], int, bool] | None:
    """The statements among which a body yields, where, and whether anything comes after that no `finally` holds."""
    for i, s in enumerate(body):
        more = i + 1 < len(body)
        if isinstance(s, ast.Expr) and isinstance(s.value, ast.Yield):
            return body, i, more
        if isinstance(s, ast.Try) and (inner := _place(s.body)) is not None:
            return inner[0], inner[1], inner[2] or more or bool(s.orelse)
    return None


def _expanded(
    body: list[ast.stmt], managers: dict[str, ast.FunctionDef], caller: ast.FunctionDef, fresh: Callable[[str], str]
) -> list[ast.stmt]:
    out: list[ast.stmt] = []
    for s in body:
        if not isinstance(s, (ast.FunctionDef, ast.ClassDef)):
            for name in ("body", "orelse", "finalbody"):
                inner = getattr(s, name, None)
                if inner:
                    setattr(s, name, _expanded(inner, managers, caller, fresh))
            for handler in getattr(s, "handlers", []):
                handler.body = _expanded(handler.body, managers, caller, fresh)
        made = _with(s, managers, caller, fresh) if isinstance(s, ast.With) else None
        out += [s] if made is None else made
    return out


def _with(
    s: ast.With, managers: dict[str, ast.FunctionDef], caller: ast.FunctionDef, fresh: Callable[[str], str]
) -> list[ast.stmt] | None:
    call = s.items[0].context_expr
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in managers):
        return None
    block = s.body
    if len(s.items) > 1:
        rest = ast.copy_location(ast.With(s.items[1:], s.body), s)
        block = _with(rest, managers, caller, fresh) or [rest]
    callee = deepcopy(managers[call.func.id])
    callee.decorator_list = []
    callee.args.args.insert(0, ast.arg(_THIS))
    suffix = fresh(callee.name)
    made = inline_call(callee, _THIS, call.args, call.keywords, caller, suffix, at_top=caller.name == _MODULE)
    place = _place(made) if made is not None else None
    if made is None or place is None or (place[2] and _jumps(block)):
        return None
    series, at, _ = place
    statement = series[at]
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Yield)
    value = statement.value.value or ast.copy_location(ast.Constant(None), s)
    target = s.items[0].optional_vars
    entered: ast.stmt = ast.Assign([target], value) if target is not None else ast.Expr(value)
    series[at : at + 1] = [ast.copy_location(entered, s), *block]
    return made


def _jumps(block: list[ast.stmt]) -> bool:
    """Whether a block may end by a jump."""
    return any(isinstance(n, _JUMPS) for s in block for n in walk(s))


__all__ = ["write_context_managers"]
