"""Lowers regular expressions."""

from __future__ import annotations

from portalis.analysis.liveness import sub_expressions
from portalis.analysis.raising import may_raise
from portalis.codegen import iteration as it
from portalis.codegen import order
from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import lowers
from portalis.codegen.context import Context
from portalis.codegen.expressions import borrowed, lower, owned, text_literal, wrap
from portalis.codegen.rust_types import same_rust
from portalis.codegen.values import Held, Val, coerce, own
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    DYN,
    FLOAT,
    MATCH,
    NONE,
    STR,
    ContT,
    IntT,
    IterT,
    PatternT,
    TupleT,
    Type,
    join,
    tuple_of,
)
from portalis.irbuild.program import Refuse


def pattern(c: Context, p: PatternT) -> r.Expr:
    """A compiled pattern that is known while translating, compiled once."""
    if c.program.asks_patterns:
        return compiled(p)
    rust, program = p.rewritten.rust, p.rewritten.program
    if program is None:
        return r.CallExpr(r.Path("Pattern::cached"), (raw_string(rust),))
    form = r.Path("None") if rust is None else r.CallExpr(r.Path("Some"), (raw_string(rust),))
    return r.CallExpr(r.Path("sre_pattern"), (raw_string(str(p.pattern)), r.Lit(text_literal(program)), form))


def compiled(p: PatternT) -> r.Expr:
    """A pattern that is known while translating, where any other one may stand: it knows its own text."""
    return r.CallExpr(r.Path("re_compile"), (raw_string(str(p.pattern)), r.Lit(str(p.flags))))


def known(e: r.Expr, p: PatternT) -> r.Expr:
    """A value that is such a pattern, where any other one may stand."""
    if isinstance(e, r.CallExpr):
        return compiled(p)
    return r.MethodCall(e, "known_as", (raw_string(str(p.pattern)), r.Lit(str(p.rewritten.flags))))


def raw_string(text: str) -> r.Expr:
    """A raw string literal, or an escaped one where the text has quotes."""
    if '"' in text or not text.isprintable():
        return r.Lit(text_literal(text))
    return r.Lit(f'r"{text}"' if "\\" in text else f'"{text}"')


@lowers("re_compile")
def _compile(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(e.extra, PatternT)
    if not e.args:
        return Val(pattern(c, e.extra), "own", e.ty)
    (text, flags), lets = order.operands(c, e.args)
    return Val(order.after(lets, _compiled(c, text, flags)), "own", e.ty)


def _compiled(c: Context, text: ops.Expr, flags: ops.Expr) -> r.Expr:
    bits = r.Lit(str(flags.value)) if isinstance(flags, ops.Const) else it.machine(c, flags)
    return c.raising_call("re_compile", (_str(c, text), bits))


def _str(c: Context, e: ops.Expr) -> r.Expr:
    return r.Lit(text_literal(str(e.value))) if isinstance(e, ops.Const) else borrowed(c, e)


def _settled(c: Context, p: PatternT, args: list[ops.Expr]) -> tuple[list[ops.Expr], tuple[r.Stmt, ...]]:
    """The operands of a call, the pattern's own text among the first; all of them are evaluated before it is compiled."""
    if p.pattern is not None:
        return order.operands(c, args)
    held = args[0]
    if not isinstance(held, ops.Builtin) or held.name != "re_pattern":
        return order.operands(c, args)
    if not _quiet(held.args[1]) and not all(map(_quiet, args[1:])):
        raise Refuse("P0406", "flags have to be named before, where other operands are calls", held.pos)
    given, lets = order.operands(c, [*held.args, *args[1:]])
    if not all(map(_quiet, given[2:])):
        more: list[r.Stmt] = []
        for i, a in enumerate(given):
            if not order.harmless(a):
                name = c.temp("value")
                more.append(r.LetStmt(name, "", owned(c, a)))
                given[i] = Held(Val(r.Path(name), "place", a.ty, movable=True), a)
        lets = (*lets, *more)
    made = ops.Builtin(held.ty, "re_pattern", given[:2], held.extra)
    return [order.placed(made, held), *given[2:]], lets


_QUIET = (
    ops.Const, ops.Load, ops.Binary, ops.Unary, ops.Field, ops.Index, ops.Slice, ops.Text, ops.Choose, ops.Compare, ops.Logic, ops.Not,
)  # fmt: skip


def _quiet(e: ops.Expr) -> bool:
    """Whether nobody can tell that an operand is evaluated after an exception would have been raised."""
    if order.harmless(e):
        return True
    if isinstance(e, ops.Prim):
        known = e.row.mutates < 0 and e.row.owner in ("str", "re", "re.Match", "list", "dict")
    elif isinstance(e, ops.Builtin):
        known = e.name in ("len", "str", "repr")
    else:
        known = isinstance(e, _QUIET)
    plain = all(part.ty in (STR, BOOL, FLOAT) or isinstance(part.ty, (IntT, ContT)) for part in sub_expressions(e))
    return known and plain and not may_raise(e) and all(map(_quiet, sub_expressions(e)))


def _receiver(c: Context, p: PatternT, args: list[ops.Expr]) -> tuple[r.Expr, list[ops.Expr]]:
    """The pattern of a call, and the other operands."""
    if p.pattern is not None:
        return pattern(c, p), args
    held = args[0]
    if isinstance(held, ops.Builtin) and held.name == "re_pattern":
        return _compiled(c, held.args[0], held.args[1]), args[1:]
    return lower(c, held).e, args[1:]


@lowers("re_find")
def _find(c: Context, e: ops.Builtin) -> Val:
    found = found_in(c, e)
    if isinstance(e.ty, IterT):
        return Val(c.kept_iterator(r.MethodCall(found.e, "into_iter")), "own", e.ty)
    return found


def found_in(c: Context, e: ops.Builtin) -> Val:
    """What a search finds; several matches are a `Vec`."""
    p, name = e.extra
    args, lets = _settled(c, p, e.args)
    receiver, (first, *others) = _receiver(c, p, args)
    text = _text(c, first)
    rust = {"match": "match_start"}.get(name, name)
    given: tuple[r.Expr, ...] = (text,)
    groups, known = p.groups, p.pattern is not None
    if name == "findall":
        assert isinstance(e.ty, ContT)
        if groups is None:
            rust = "findall_values"
        elif groups > 1:
            rust = f"findall_{groups}" if isinstance(_found(name, groups), TupleT) else "findall_many"
            receiver = receiver if known else c.raising_method(receiver, "expecting", (r.Lit(str(groups)),))
        elif not known:
            receiver = c.raising_method(receiver, "flat", ())
    if name == "split":
        rust = "split" if groups == 0 else "split_groups"
        given = (text, it.machine(c, others[0]) if others else r.Lit("0"))
        if groups == 0 and not known:
            receiver = c.raising_method(receiver, "expecting", (r.Lit("0"),))
    elif others:
        rust = f"{rust if name == 'findall' else name}_in"
        given = (text, *(it.machine(c, a) for a in others))
    value: r.Expr = r.MethodCall(receiver, rust, given)
    if isinstance(e.ty, ContT):
        value = wrap(e.ty, _items_as(c, value, _found(name, groups), e.ty.item))
    return Val(order.after(lets, value), "own", e.ty)


def _found(name: str, groups: int | None) -> Type:
    """What `findall` and `split` give one of."""
    if name == "split":
        return STR if groups == 0 else join(STR, NONE)
    return DYN if groups is None else STR if groups <= 1 else tuple_of((STR,) * groups)


def _items_as(c: Context, value: r.Expr, have: Type, to: Type) -> r.Expr:
    """The items of a `Vec` as the list holds them, which other things flow into."""
    if same_rust(have, to):
        return value
    each = r.ClosureExpr(("x",), own(c, coerce(c, Val(r.Path("x"), "own", have), to)))
    return r.MethodCall(r.MethodCall(r.MethodCall(value, "into_iter"), "map", (each,)), "collect", (), "Vec<_>")


def _text(c: Context, e: ops.Expr) -> r.Expr:
    if isinstance(e, ops.Const):
        return r.UnaryExpr("&", lower(c, e).e)
    return borrowed(c, e)


@lowers("re_sub")
def _sub(c: Context, e: ops.Builtin) -> Val:
    p, name, callback, limited = e.extra
    if isinstance(callback, ops.Lambda) and it.raises_inside(c, callback.body):
        raise Refuse("P0802", "an exception inside a replacement cannot be handed to the `try` around it yet", e.pos)
    args, lets = _settled(c, p, e.args)
    receiver, given = _receiver(c, p, args)
    template = None if isinstance(callback, ops.Lambda) else given[0]
    first, *others = given if template is None else given[1:]
    limit = it.machine(c, others[0]) if limited else r.Lit("0")
    if template is None:
        replace = it.closure(c, callback, [it.Leaf("ref", MATCH)])
        done: r.Expr = r.MethodCall(receiver, f"{name}_with", (replace, _text(c, first), limit))
    else:
        done = c.raising_method(receiver, name, (_str(c, template), _text(c, first), limit))
    return Val(order.after(lets, done), "own", e.ty)


@lowers("re_read")
def _read(c: Context, e: ops.Builtin) -> Val:
    rust = {"pattern": "source_text", "groups": "group_count", "flags": "flag_bits"}[str(e.extra)]
    return Val(r.MethodCall(lower(c, e.args[0]).e, rust, ()), "own", e.ty)


@lowers("re_pattern_of")
def _pattern_of(c: Context, e: ops.Builtin) -> Val:
    return Val(r.MethodCall(lower(c, e.args[0]).e, "pattern", ()), "own", e.ty)
