"""f-strings, `%` formatting and `str.format` with a literal template."""

from __future__ import annotations

import ast
import re
import string

from portalis.ir import ops
from portalis.ir.types import BOTTOM, FLOAT, STR, TupleT, is_dynamic
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.operators import as_int, is_real

Part = str | tuple[ops.Expr, str, str | ops.Expr]
_PERCENT = re.compile(
    r"%(?:\((?P<name>[^)]*)\))?(?P<flags>[-+ #0]*)(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d+))?[hlL]?(?P<type>.)",
    re.DOTALL,
)


def f_string(b: Builder, node: ast.JoinedStr) -> ops.Expr:
    """Builds an f-string."""
    parts: list[Part] = []
    for v in node.values:
        if isinstance(v, ast.Constant):
            parts.append(str(v.value))
        elif isinstance(v, ast.FormattedValue):
            value = ex.value(b, v.value)
            conversion = chr(v.conversion) if v.conversion >= 0 else ""
            spec: str | ops.Expr = ""
            if v.format_spec is not None:
                assert isinstance(v.format_spec, ast.JoinedStr)
                if all(isinstance(p, ast.Constant) for p in v.format_spec.values):
                    spec = "".join(str(p.value) for p in v.format_spec.values if isinstance(p, ast.Constant))
                else:
                    spec = f_string(b, v.format_spec)
            _check_spec(b, value, conversion, spec, v)
            parts.append((value, conversion, spec))
    return ops.Text(STR, parts)


def _check_spec(b: Builder, value: ops.Expr, conversion: str, spec: str | ops.Expr, node: ast.AST) -> None:
    ex.check_shown(b, value.ty, node)
    if spec == "" or conversion:
        return
    t = value.ty
    if not (is_real(t) or t in (STR, BOTTOM)) and not is_dynamic(t):
        raise b.refuse("P0210", f"a format specification for `{t}` is not translated", node)


def percent(b: Builder, node: ast.BinOp, left: ops.Expr) -> ops.Expr:
    """Builds `template % values`."""
    if not isinstance(left, ops.Const):
        raise b.refuse("P0210", "`%` needs a literal template", node, "use an f-string or str.format")
    template = str(left.value)
    right = ex.value(b, node.right)
    if isinstance(right.ty, TupleT):
        if isinstance(right, ops.Display) and not any(isinstance(i, ops.Star) for i in right.items):
            values: list[ops.Expr] = list(right.items)
        elif isinstance(right, ops.Load):
            values = []
            for i, t in enumerate(right.ty.items):
                values.append(ops.Index(t, right, ops.Const(b.program.int_literal(i), i)))
        else:
            raise b.refuse("P0210", "`%` needs its values in a literal tuple", node)
    elif right.ty.kind in ("tuple", "dict") or is_dynamic(right.ty):
        raise b.refuse("P0210", f"`%` with a `{right.ty}` is not translated", node)
    else:
        values = [right]
    parts: list[Part] = []
    position = 0
    used = 0
    for m in _PERCENT.finditer(template):
        parts.append(template[position : m.start()])
        position = m.end()
        kind = m["type"]
        if kind == "%":
            parts.append("%")
            continue
        if m["name"] is not None or m["width"] == "*" or m["precision"] == "*":
            raise b.refuse("P0210", f"the conversion `{m[0]}` is not translated", node)
        if used >= len(values):
            raise b.refuse("P0210", "not enough arguments for format string", node)
        parts.append(_conversion(b, values[used], m, node))
        used += 1
    if used != len(values):
        raise b.refuse("P0210", "not all arguments converted during string formatting", node)
    rest = template[position:]
    if "%" in rest:
        raise b.refuse("P0210", "incomplete format", node)
    parts.append(rest)
    return ops.Text(STR, [p for p in parts if p != ""])


def _conversion(b: Builder, value: ops.Expr, m: re.Match[str], node: ast.AST) -> Part:
    kind, flags, width, precision = m["type"], m["flags"], m["width"] or "", m["precision"]
    align = "<" if "-" in flags else ">"
    sign = "+" if "+" in flags else " " if " " in flags else ""
    zero = "0" if "0" in flags and "-" not in flags else ""
    alternate = "#" if "#" in flags else ""
    t = value.ty
    if kind in "sra":
        spec = f"{align}{width}" if width else ""
        if precision is not None:
            spec = f"{align}{width}.{precision}"
        if not spec:
            return value, kind, ""
        shown = ops.Text(STR, [(value, kind, "")])
        return shown, "", spec
    if kind in "diu" and is_real(t):
        number = value if as_int(t) is not None else ops.Builtin(b.program.int_bits(1 << 20, False), "int", [value])
        if precision is not None:
            raise b.refuse("P0210", f"the conversion `{m[0]}` is not translated", node)
        return number, "", f"{'' if zero else align if width else ''}{sign}{zero}{width}d"
    if kind in "xXo" and as_int(t) is not None and precision is None:
        return value, "", f"{'' if zero else align if width else ''}{sign}{alternate}{zero}{width}{kind}"
    if kind in "eEfFgG" and is_real(t):
        number = value if t is FLOAT else ops.Builtin(FLOAT, "float", [value])
        return (
            number,
            "",
            f"{'' if zero else align if width else ''}{sign}{alternate}{zero}{width}.{precision or 6}{kind}",
        )
    if kind == "c" and t is STR:
        return value, "", f"{align}{width}" if width else ""
    if t is BOTTOM:
        return value, "", ""
    raise b.refuse("P0210", f"the conversion `{m[0]}` is not translated for `{t}`", node)


def format_method(
    b: Builder, template: ops.Expr, args: list[ops.Expr], keywords: dict[str, ops.Expr], node: ast.AST
) -> ops.Expr:
    """Builds `template.format(…)`."""
    if not isinstance(template, ops.Const):
        raise b.refuse("P0210", "`format` needs a literal template", node, "use an f-string")
    parts: list[Part] = []
    automatic = 0
    try:
        pieces = list(string.Formatter().parse(str(template.value)))
    except ValueError as e:
        raise b.refuse("P0210", str(e), node) from None
    for literal, name, spec, conversion in pieces:
        if literal:
            parts.append(literal)
        if name is None:
            continue
        if "{" in (spec or "") or any(c in name for c in ".["):
            raise b.refuse("P0210", f"the field `{{{name}}}` is not translated", node)
        if name == "":
            name = str(automatic)
            automatic += 1
        value = args[int(name)] if name.isdigit() and int(name) < len(args) else keywords.get(name)
        if value is None:
            raise b.refuse("P0210", f"the field `{{{name}}}` has no argument", node)
        _check_spec(b, value, conversion or "", spec or "", node)
        parts.append((value, conversion or "", spec or ""))
    return ops.Text(STR, parts)
