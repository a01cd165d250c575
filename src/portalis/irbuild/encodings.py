"""`encode` and `decode`: codecs that the runtime lacks are refused where they are named."""

from __future__ import annotations

import ast
import codecs
from collections.abc import Callable

from portalis.ir import ops
from portalis.ir.types import BYTES
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.builtins import Args
from portalis.irbuild.calls import BUILTINS, METHODS, BuiltinHandler, Keywords
from portalis.irbuild.rows import apply_function, apply_method

_CODECS = frozenset({"utf-8", "ascii", "iso8859-1"})
_HANDLERS = frozenset({"strict", "ignore", "replace", "backslashreplace"})


def _checked(b: Builder, args: list[ops.Expr], keywords: dict[str, ops.Expr], encodes: bool, node: ast.AST) -> None:
    """Refuses codecs and error handlers that are known here and not translated.

    Raises:
        Refuse: for these.
    """
    named = dict(zip(("encoding", "errors"), args)) | keywords
    encoding, errors = (
        e.value if isinstance(e := named.get(k), ops.Const) and isinstance(e.value, str) else None
        for k in ("encoding", "errors")
    )
    if encoding is not None:
        try:
            found = codecs.lookup(encoding).name
        except LookupError:
            found = ""
        if found not in _CODECS:
            raise b.refuse("P0405", f"the encoding `{encoding}` is not translated", node)
    known = _HANDLERS | {"xmlcharrefreplace"} if encodes else _HANDLERS
    if errors is not None and errors not in known:
        raise b.refuse("P0405", f"the error handler `{errors}` is not translated", node)


def _method(name: str) -> Callable[[Builder, ops.Expr, Args, Keywords, ast.AST], ops.Expr]:
    def handle(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        built, named = [ex.value(b, a) for a in args], {k: ex.value(b, v) for k, v in keywords.items()}
        _checked(b, built, named, name == "encode", node)
        return apply_method(b, obj, name, built, named, node)

    return handle


METHODS["str", "encode"] = _method("encode")
METHODS["bytes", "decode"] = _method("decode")


def _bytes(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    built, named = [ex.value(b, a) for a in args], {k: ex.value(b, v) for k, v in keywords.items()}
    _checked(b, built[1:], named, True, node)
    return apply_function(b, "builtins", "bytes", built, named, node)


BUILTINS["bytes"] = _bytes
_text = BUILTINS["str"]


def _str(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    """`str(x)`, and `str(bytes, encoding)`."""
    if len(args) < 2 and not (args and keywords):
        return _text(b, args, keywords, node)
    obj = ex.value(b, args[0])
    if obj.ty is not BYTES:
        raise b.refuse("P0306", f"decoding a `{obj.ty}` is not supported", node)
    return METHODS["bytes", "decode"](b, obj, args[1:], keywords, node)


BUILTINS["str"] = _str


def _constructor(owner: str, name: str) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        given = {k: ex.value(b, v) for k, v in keywords.items()}
        return apply_function(b, owner, name, [ex.value(b, a) for a in args], given, node)

    return handle


for _owner, _name in (("float", "fromhex"), ("int", "from_bytes"), ("bytes", "fromhex"), ("bytes", "maketrans")):
    BUILTINS[f"{_owner}.{_name}"] = _constructor(_owner, _name)
