"""`string.Template` with a text that is known: its placeholders are fields of a format."""

from __future__ import annotations

import ast
import string
from collections.abc import Sequence

from portalis.ir import ops
from portalis.ir.types import STR, ContT, NameT
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.builtins import count, only
from portalis.irbuild.calls import MEMBERS, Keywords
from portalis.irbuild.known_text import known_text
from portalis.irbuild.text import format_map, format_method

KIND = "template"


def _template(b: Builder, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "Template", args, 1, 1, node)
    only(b, "Template", keywords, "", node)
    text = known_text(b, args[0])
    if text is None:
        raise b.refuse("P0210", "`Template` needs a literal text", node, "use an f-string or str.format")
    return ops.Const(NameT(KIND, text), None)


MEMBERS["string", "Template"] = _template


def call(b: Builder, template: str, name: str, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST) -> ops.Expr:
    """Calls a method of a template.

    Raises:
        Refuse: where a placeholder is invalid or would have no value, or only the running program can tell.
    """
    if name not in ("substitute", "safe_substitute"):
        raise b.refuse("P0403", f"the method `{name}` of `Template` is not translated yet", node)
    count(b, name, args, 0, 1, node)
    given = {k: ex.value(b, v) for k, v in keywords.items()}
    if not args:
        known = given if name == "safe_substitute" else None
        return format_method(b, ops.Const(STR, _format(b, template, known, node)), [], given, node)
    mapping = ex.value(b, args[0])
    if given or name == "safe_substitute" or not (isinstance(mapping.ty, ContT) and mapping.ty.kind == "dict"):
        raise b.refuse("P0405", f"`{name}` is translated for keywords, or for one dict", node)
    return format_map(b, ops.Const(STR, _format(b, template, None, node)), mapping, node)


def _format(b: Builder, template: str, known: dict[str, ops.Expr] | None, node: ast.AST) -> str:
    """The template in the notation of `str.format`; a name that is not among the known ones stays as it is."""
    parts: list[str] = []
    position = 0
    for m in string.Template.pattern.finditer(template):
        parts.append(_literal(template[position : m.start()]))
        position = m.end()
        name = m["named"] or m["braced"]
        if m["escaped"] is not None:
            parts.append("$")
        elif name is None:
            if known is None:
                raise b.refuse("P0210", "this `Template` has an invalid placeholder", node)
            parts.append(_literal(m[0]))
        else:
            parts.append(_literal(m[0]) if known is not None and name not in known else f"{{{name}!s}}")
    parts.append(_literal(template[position:]))
    return "".join(parts)


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


__all__ = ["KIND", "call"]
