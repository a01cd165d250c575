"""Regular expressions: `re` with patterns that are known here, and with those that only the running program knows.

A pattern whose text is a constant is prepared while translating. Any other one is compiled by the runtime, as CPython
does; what decides a type, the number of its groups, is worked out from what flows there (`pattern_groups.py`), or the result is dynamic.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from portalis.ir import ops
from portalis.ir.types import (
    BOTTOM,
    COUNTER_BITS,
    DYN,
    MATCH,
    NONE,
    STR,
    IterT,
    NameT,
    PatternT,
    TupleT,
    Type,
    join,
    option_of,
    tuple_of,
)
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.builtins import count, only
from portalis.irbuild.calls import MEMBERS, METHODS, BuiltinHandler, Keywords
from portalis.irbuild.functions import callback
from portalis.irbuild.operators import as_int
from portalis.irbuild.options import require
from portalis.irbuild.pattern_groups import constant_int, constant_text, groups_of
from portalis.irbuild.rows import apply_method
from portalis.primitives.registry import PATTERN_FLAGS

Args = Sequence[ast.expr]
Flags = int | ops.Expr
Receiver = tuple[PatternT, list[ops.Expr]]
"""A pattern, with the value that it is where only the running program knows it."""

_PENDING: Receiver = (PatternT("", 0, None, None), [ops.Builtin(BOTTOM, "pending", [])])


def _pattern(b: Builder, node: ast.expr, flags: Flags) -> Receiver:
    from portalis.primitives.sre import MalformedPatternError, UnsupportedPatternError, rewrite

    e = ex.expr(b, node)
    e = require(b, e, "first argument must be string or compiled pattern")
    if isinstance(e.ty, PatternT):
        if not isinstance(flags, int) or flags:
            raise b.refuse("P0406", "flags cannot be given with a compiled pattern", node)
        return e.ty, [] if e.ty.pattern is not None else [e]
    if e.ty is BOTTOM:
        return _PENDING
    text = constant_text(b, node)
    if text is not None and isinstance(flags, int) and not (isinstance(e, ops.Load) and e.var.maybe_unbound):
        try:
            made = rewrite(text, flags)
            return PatternT(text, flags, made, made.groups), []
        except MalformedPatternError:
            pass  # the running program raises what CPython raises
        except UnsupportedPatternError as error:
            raise b.refuse("P0406", f"this regular expression cannot be kept: {error}", node) from None
    if e.ty is not STR:
        hint = "test its type with isinstance first"
        raise b.refuse("P0406", f"a pattern is a text, not `{e.ty}`", node, hint)
    ty = PatternT(None, 0, None, groups_of(b, node))
    number = ops.Const(b.program.int_literal(flags), flags) if isinstance(flags, int) else flags
    return ty, [ex.mark(ops.Builtin(ty, "re_pattern", [e, number], ty), node)]


def _flags(b: Builder, args: Args, position: int, keywords: Keywords, node: ast.AST) -> Flags:
    flag_node = args[position] if len(args) > position else keywords.get("flags")
    if flag_node is None:
        return 0
    value = _flag_value(b, flag_node)
    if value is not None:
        return value
    e = ex.expr(b, _as_number(b, flag_node))
    if as_int(e.ty) is None and e.ty is not BOTTOM:
        raise b.refuse("P0406", "the flags of a regular expression have to be known here, or an int", node)
    return e


def _flag_value(b: Builder, node: ast.expr) -> int | None:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        left, right = _flag_value(b, node.left), _flag_value(b, node.right)
        return left | right if left is not None and right is not None else None
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, int) else None
    if not isinstance(node, (ast.Name, ast.Attribute)):
        return None
    e = ex.expr(b, node)
    if isinstance(e.ty, NameT) and isinstance(e.ty.what, tuple) and e.ty.what[0] == "re":
        return PATTERN_FLAGS.get(str(e.ty.what[1]))
    if isinstance(e, ops.Load) and e.var.maybe_unbound:
        return None
    return constant_int(b, node)


def _as_number(b: Builder, node: ast.expr) -> ast.expr:
    """The flags as an int: their names stand for numbers where they are joined or chosen from."""
    value = _flag_value(b, node)
    if value is not None:
        return ast.copy_location(ast.Constant(value), node)
    if isinstance(node, ast.IfExp):
        chosen = ast.IfExp(node.test, _as_number(b, node.body), _as_number(b, node.orelse))
        return ast.copy_location(chosen, node)
    if isinstance(node, ast.BinOp):
        return ast.copy_location(ast.BinOp(_as_number(b, node.left), node.op, _as_number(b, node.right)), node)
    return node


def _re_call(b: Builder, name: str, receiver: Receiver, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    pattern, held = receiver
    if receiver is _PENDING:
        return ops.Builtin(BOTTOM, "pending", [ex.expr(b, a) for a in args if not isinstance(a, ast.Lambda)])
    if name in ("sub", "subn"):
        return _substitution(b, name, receiver, args, keywords, node)
    text_node = args[0] if args else keywords.get("string")
    if text_node is None:
        raise b.refuse("P0405", f"`re.{name}` without a text is not translated", node)
    text = _text(b, name, text_node, node)
    groups = pattern.groups
    result: Type
    if name in ("search", "match", "fullmatch"):
        result = join(MATCH, NONE)
    elif name == "finditer":
        result = IterT(MATCH)
    elif name == "findall":
        item = DYN if groups is None else STR if groups <= 1 else tuple_of((STR,) * groups)
        result = b.fresh(node, "list", item)
    elif name == "split":
        result = b.fresh(node, "list", STR if groups == 0 else join(STR, NONE))
    else:
        raise b.refuse("P0402", f"`re.{name}` is not translated yet", node)
    if name == "split":
        limits = [*args[1:2], *(keywords[k] for k in ("maxsplit",) if k in keywords)]
        return ops.Builtin(result, "re_find", [*held, text, *(ex.expr(b, a) for a in limits)], (pattern, name))
    places = [args[i] if len(args) > i else keywords.get(k) for i, k in ((1, "pos"), (2, "endpos"))]
    if not any(places):
        return ops.Builtin(result, "re_find", [*held, text], (pattern, name))
    if name == "findall" and groups is not None and groups > 1:
        raise b.refuse("P0405", "`findall` of several groups from a position is not translated", node)
    first = ex.expr(b, places[0]) if places[0] is not None else ops.Const(b.program.int_literal(0), 0)
    last = ex.expr(b, places[1]) if places[1] is not None else ops.Const(b.program.int_literal(2**53), 2**53)
    for e in (first, last):
        if as_int(e.ty) is None and e.ty is not BOTTOM:
            raise b.refuse("P0306", f"a position in a text is an int, not `{e.ty}`", node)
    return ops.Builtin(result, "re_find", [*held, text, first, last], (pattern, name))


def _text(b: Builder, name: str, text_node: ast.expr, node: ast.AST) -> ops.Expr:
    text = ex.value(b, text_node)
    if text.ty is not STR and text.ty is not BOTTOM:
        text = require(b, text, "expected string or bytes-like object, got 'NoneType'")
        if text.ty is not STR:
            raise b.refuse("P0306", f"`re.{name}` does not take `{text.ty}`", node)
    return text


def _substitution(b: Builder, name: str, receiver: Receiver, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    pattern, held = receiver
    repl = args[0] if args else keywords.get("repl")
    text_node = args[1] if len(args) > 1 else keywords.get("string")
    if repl is None or text_node is None:
        raise b.refuse("P0405", f"`re.{name}` without a replacement or a text is not translated", node)
    limit = args[2] if len(args) > 2 else keywords.get("count")
    extra: object = None
    built: list[ops.Expr] = [*held]
    if isinstance(repl, ast.Lambda) or (
        isinstance(repl, ast.Name) and b.scope.web_of.get(repl) is None and b.resolve(repl.id) is not None
    ):
        extra = callback(b, repl, [MATCH], node)
    else:
        template = ex.value(b, repl)
        if template.ty is not STR and template.ty is not BOTTOM:
            raise b.refuse("P0405", "this replacement is not translated", node)
        built.append(template)
    text = ex.value(b, text_node)
    built.append(text)
    if limit is not None:
        built.append(ex.expr(b, limit))
    if text.ty is not STR and text.ty is not BOTTOM:
        raise b.refuse("P0306", f"`re.{name}` does not take `{text.ty}`", node)
    result: Type = STR
    if name == "subn":
        result = TupleT((STR, b.program.int_bits(COUNTER_BITS, True)))
    return ops.Builtin(result, "re_sub", built, (pattern, name, extra, limit is not None))


def _re_function(name: str) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        position = {"sub": 4, "subn": 4, "split": 3}.get(name, 2)
        pattern_node = args[0] if args else keywords.get("pattern")
        if pattern_node is None:
            raise b.refuse("P0405", f"`re.{name}` without a pattern is not translated", node)
        if len(args) > position + 1:
            count(b, f"re.{name}", args, 2, position + 1, node)
        flags = _flags(b, args, position, keywords, node)
        receiver = _pattern(b, pattern_node, flags)
        return _re_call(b, name, receiver, args[1:position], keywords, node)

    return handle


def receiver_of(obj: ops.Expr) -> Receiver:
    """A compiled pattern that a value is."""
    assert isinstance(obj.ty, PatternT)
    return obj.ty, [] if obj.ty.pattern is not None else [obj]


for _n in ("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"):
    MEMBERS["re", _n] = _re_function(_n)

    def _method(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST, name: str = _n) -> ops.Expr:
        return _re_call(b, name, receiver_of(obj), args, keywords, node)

    METHODS["re.Pattern", _n] = _method


def _groups(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    only(b, "group", keywords, "", node)
    built = [ex.value(b, a) for a in args]
    if len(built) < 2:
        return apply_method(b, obj, "group", built, {}, node)
    if not isinstance(obj, (ops.Load, ops.Builtin)) or (isinstance(obj, ops.Builtin) and obj.name != "unwrap"):
        raise b.refuse("P0405", "several groups are translated for a match in a variable", node)
    parts = [apply_method(b, obj, "group", [e], {}, a) for e, a in zip(built, args)]
    return ops.Display(TupleT(tuple(p.ty for p in parts)), "tuple", parts)


METHODS["re.Match", "group"] = _groups


def _pattern_of(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    b.program.asks_patterns = True
    return ops.Builtin(PatternT(None, 0, None, None), "re_pattern_of", [obj])


METHODS["re.Match", "@re"] = _pattern_of


def _attribute(name: str) -> Any:
    def read(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        assert isinstance(obj.ty, PatternT)
        ty = STR if name == "pattern" else b.program.int_bits(COUNTER_BITS, True)
        if obj.ty.pattern is None:
            return ops.Builtin(ty, "re_read", [obj], name)
        if name == "pattern":
            return ops.Const(STR, obj.ty.pattern)
        number = obj.ty.rewritten.groups if name == "groups" else obj.ty.rewritten.flags
        return ops.Const(b.program.int_literal(number), number)

    return read


for _n in ("pattern", "groups", "flags"):
    METHODS["re.Pattern", f"@{_n}"] = _attribute(_n)


def _compile(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    only(b, "re.compile", keywords, "pattern flags", node)
    pattern_node = args[0] if args else keywords.get("pattern")
    if pattern_node is None:
        count(b, "re.compile", args, 1, 2, node)
        raise AssertionError("refused above")
    receiver = _pattern(b, pattern_node, _flags(b, args, 1, keywords, node))
    if receiver is _PENDING:
        return ops.Builtin(BOTTOM, "pending", [])
    pattern, held = receiver
    if not held:
        return ops.Builtin(pattern, "re_compile", [], pattern)
    made = held[0]
    if isinstance(made, ops.Builtin) and made.name == "re_pattern":
        return ops.Builtin(pattern, "re_compile", made.args, pattern)
    return made


MEMBERS["re", "compile"] = _compile

__all__ = ["option_of", "receiver_of"]
