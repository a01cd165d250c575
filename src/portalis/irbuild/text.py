"""f-strings, `%` formatting, and `str.format`."""

from __future__ import annotations

import ast
import re
import string

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    COMPLEX,
    DYN,
    EXCEPTION,
    FLOAT,
    NONE,
    STR,
    InstanceT,
    TupleT,
    Type,
    UnionT,
    VarTupleT,
    ViewT,
    box,
    is_dynamic,
    option_of,
)
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.containers import item_type, subscript
from portalis.irbuild.known_text import known_text
from portalis.irbuild.members import format_value, plain
from portalis.irbuild.named_tuples import as_tuple, fields_type, named_tuple
from portalis.irbuild.operators import as_int, dynamic_fits, is_real
from portalis.irbuild.program import Instance, Refuse
from portalis.irbuild.shown import check_shown, shown

Field = tuple[ops.Expr, str, str | ops.Expr]
Part = str | Field
_PERCENT = re.compile(
    r"%(?:\((?P<name>[^)]*)\))?(?P<flags>[-+ #0]*)(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d+))?[hlL]?(?P<type>.)",
    re.DOTALL,
)


@ex.handles(ast.JoinedStr)
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
            parts.append(formatted(b, value, conversion, spec, v))
    return ops.Text(STR, parts)


def formatted(b: Builder, value: ops.Expr, conversion: str, spec: str | ops.Expr, node: ast.AST) -> Field:
    """A replacement field."""
    if not conversion:
        stated = ops.Const(STR, spec) if isinstance(spec, str) else spec
        from portalis.irbuild.calls import asked

        answer = asked(b, value, ("__format__",), [stated], node)
        if answer is not None:
            if answer.ty not in (BOTTOM, STR):
                raise b.refuse("P0604", "`__format__` does not always give a string", node)
            return answer, "", ""
    if isinstance(value.ty, ViewT) and conversion != "a":
        if spec and not conversion:
            raise b.refuse("P0210", f"a format specification for `{value.ty}` is not translated", node)
        return shown(b, value, node), "", spec
    if isinstance(value, ops.Call) and isinstance(value.target, Instance) and value.target.never_returns:
        return value, conversion, ""  # there is nothing to be formatted
    if not conversion:
        value = format_value(b, value, spec)
    _check_spec(b, value, conversion, spec, node)
    return value, conversion, spec


def _check_spec(b: Builder, value: ops.Expr, conversion: str, spec: str | ops.Expr, node: ast.AST) -> None:
    check_shown(b, value.ty, node)
    if spec == "" or conversion:
        return
    t = value.ty
    if not (is_real(t) or t in (STR, BOTTOM)) and not is_dynamic(t):
        raise b.refuse("P0210", f"a format specification for `{t}` is not translated", node)


def percent(b: Builder, node: ast.BinOp, left: ops.Expr) -> ops.Expr:
    """Builds `template % values`.

    A template that is known becomes formatted text; any other, and one that may raise, is read by the running program.

    Raises:
        Refuse: where the running program would have to hold a value that is no dynamic value.
    """
    template = str(left.value) if isinstance(left, ops.Const) else known_text(b, node.left)
    right = ex.value(b, node.right)
    if template is not None:
        try:
            return _percent_known(b, node, template, right)
        except Refuse as refusal:
            if refusal.code != "P0210" or not dynamic_fits(as_tuple(right).ty):
                raise
    return ex.mark(ops.Binary(STR, "%", left, percent_values(b, right, node)), node)


def percent_values(b: Builder, values: ops.Expr, node: ast.AST) -> ops.Expr:
    """The right operand of `%`, for a template that the running program reads: a dynamic value.

    Raises:
        Refuse: where a dynamic value cannot hold it.
    """
    values = as_tuple(values)
    if not dynamic_fits(values.ty):
        raise b.refuse(
            "P0210",
            f"`%` with a `{values.ty}` needs a template that is known",
            node,
            "write the template in the source, or use an f-string",
        )
    box(values.ty)
    plain = isinstance(values, ops.Display) and not any(isinstance(i, ops.Star) for i in values.items)
    if plain and isinstance(values.ty, VarTupleT):
        made = ops.Display(VarTupleT(DYN), "tuple", values.children())  # its items are made dynamic one by one
        return ex.mark(made, node)
    return values


def _percent_known(b: Builder, node: ast.BinOp, template: str, right: ops.Expr) -> ops.Expr:
    fields = named_tuple(right.ty)
    if fields is not None and isinstance(right, ops.Load):
        items = [ex.mark(ops.Field(fields.field_type(f), right, f), node) for f in fields.annotations]
        right = ops.Display(fields_type(fields), "tuple", items)
    right = as_tuple(right)
    if isinstance(right.ty, TupleT):
        if isinstance(right, ops.Display) and not any(isinstance(i, ops.Star) for i in right.items):
            values: list[ops.Expr] = list(right.items)
        elif isinstance(right, ops.Load):
            values = []
            for i, t in enumerate(right.ty.items):
                values.append(ops.Index(t, right, ops.Const(b.program.int_literal(i), i)))
        else:
            raise b.refuse("P0210", "`%` needs its values in a literal tuple", node)
    elif right.ty.kind == "dict" and "%(" in template:
        values = []
    elif right.ty.kind == "tuple" or is_dynamic(right.ty):
        raise b.refuse("P0210", f"`%` with a `{right.ty}` is not translated", node)
    else:
        values = [right]
    if isinstance(right, ops.DictDisplay) and not repeatable(right):
        keys = [k.value if isinstance(k, ops.Const) else None for k, _ in right.pairs]
        if keys != [m["name"] for m in _PERCENT.finditer(template) if m[0] != "%%"]:
            raise b.refuse("P0210", "an argument with effects is used other than once and in order", node)
    parts: list[Part] = []
    position = 0
    used = 0
    for m in _PERCENT.finditer(template):
        parts.append(template[position : m.start()])
        position = m.end()
        if m[0] == "%%":
            parts.append("%")
            continue
        if m["name"] is not None and right.ty.kind == "dict" and "*" not in m[0]:
            parts.append(_conversion(b, _named(b, right, m["name"], node), m, node))
            continue
        if m["name"] is not None or m["precision"] == "*":
            raise b.refuse("P0210", f"the conversion `{m[0]}` is not translated", node)
        if m["width"] == "*":
            if used + 1 >= len(values):
                raise b.refuse("P0210", "not enough arguments for format string", node)
            parts.append(_starred(b, values[used], values[used + 1], m, node))
            used += 2
            continue
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


def _named(b: Builder, mapping: ops.Expr, name: str, node: ast.AST) -> ops.Expr:
    """The value of `%(name)s`."""
    if isinstance(mapping, ops.DictDisplay):
        found = [v for k, v in mapping.pairs if isinstance(k, ops.Const) and k.ty is STR and k.value == name]
        if len(found) == 1 and all(isinstance(k, ops.Const) and k.ty is STR for k, _ in mapping.pairs):
            return found[0]
    if not repeatable(mapping):
        raise b.refuse("P0210", "`%` needs its mapping in a variable", node)
    return _Fields(b, [], {}, mapping, node).subscript(mapping, name, text=True)


def _starred(b: Builder, width: ops.Expr, value: ops.Expr, m: re.Match[str], node: ast.AST) -> Part:
    """`%*d`: the width is a value."""
    if as_int(width.ty) is None and width.ty is not BOTTOM:
        raise b.refuse("P0210", "* wants int", node)
    plain = _PERCENT.match(m[0].replace("*", "1", 1))
    assert plain is not None
    converted = _conversion(b, value, plain, node)
    inner, conversion, spec = converted
    if not (isinstance(width, ops.Const) and isinstance(width.value, int) and width.value >= 0):
        raise b.refuse("P0210", "`*` in a `%` conversion is translated for a literal width", node, "use an f-string")
    if not isinstance(spec, str) or spec.count("1") != 1:
        raise b.refuse("P0210", f"the conversion `{m[0]}` is not translated", node)
    return inner, conversion, spec.replace("1", str(int(width.value)))


def _conversion(b: Builder, value: ops.Expr, m: re.Match[str], node: ast.AST) -> Field:
    kind, flags, width, precision = m["type"], m["flags"], m["width"] or "", m["precision"]
    align = "<" if "-" in flags else ">"
    sign = "+" if "+" in flags else " " if " " in flags else ""
    zero = "0" if "0" in flags and "-" not in flags else ""
    alternate = "#" if "#" in flags else ""
    value = value if kind in "sra" else plain(b, value)
    t = value.ty
    if kind in "sra":
        if isinstance(t, ViewT) and kind != "a":
            value, kind = shown(b, value, node), "s"
        check_shown(b, value.ty, node)
        spec = f"{align}{width}" if width else ""
        if precision is not None:
            spec = f"{align}{width}.{precision}"
        if not spec:
            return value, kind, ""
        return ops.Text(STR, [(value, kind, "")]), "", spec
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
    number_ = as_int(t)
    if (
        kind == "c"
        and number_ is not None
        and number_.bits <= 10
        and number_.nonneg
        and t is not BOOL
        and not precision
    ):
        from portalis.irbuild.rows import apply_function

        return apply_function(b, "builtins", "chr", [value], {}, node), "", f"{align}{width}" if width else ""
    if kind == "c" and isinstance(value, ops.Const) and isinstance(value.value, str) and len(value.value) == 1:
        return value, "", f"{align}{width}" if width else ""
    if t is BOTTOM:
        return value, "", ""
    raise b.refuse("P0210", f"the conversion `{m[0]}` is not translated for `{t}`", node)


def repeatable(e: ops.Expr) -> bool:
    """Whether evaluating an argument twice, not at all, or later is the same."""
    if isinstance(e, (ops.Const, ops.Load)):
        return True
    if isinstance(e, (ops.Index, ops.Field, ops.Binary, ops.Unary, ops.Display, ops.DictDisplay)):
        return e.ty.kind != "defaultdict" and all(map(repeatable, e.children()))
    return False


class _Fields:
    """The replacement fields of a template, resolved against the arguments."""

    def __init__(
        self, b: Builder, args: list[ops.Expr], keywords: dict[str, ops.Expr], mapping: ops.Expr | None, node: ast.AST
    ) -> None:
        self.b, self.args, self.keywords, self.mapping, self.node = b, args, keywords, mapping, node
        self.automatic = 0
        self.taken: list[ops.Expr] = []

    def parts(self, template: str) -> list[Part]:
        try:
            pieces = list(string.Formatter().parse(template))
        except ValueError as e:
            raise self.b.refuse("P0210", str(e), self.node) from None
        parts: list[Part] = []
        for literal, name, spec, conversion in pieces:
            if literal:
                parts.append(literal)
            if name is None:
                continue
            value = self.value(name)
            form: str | ops.Expr = spec or ""
            if isinstance(form, str) and "{" in form:
                form = ops.Text(STR, self.parts(form))
            parts.append(formatted(self.b, value, conversion or "", form, self.node))
        return parts

    def value(self, field: str) -> ops.Expr:
        """What `0`, `name`, `0[1]` or `x.real` stands for."""
        m = re.match(r"[^.\[]*", field)
        first = m[0] if m else ""
        rest = field[len(first) :]
        if first == "" and self.mapping is None:
            first = str(self.automatic)
            self.automatic += 1
        value: ops.Expr | None
        if self.mapping is not None:
            value = self.subscript(self.mapping, first, text=True)
        elif first.isdigit():
            value = self.argument(int(first))
        else:
            value = self.keywords.get(first)
        if value is None:
            raise self.b.refuse("P0210", f"the field `{{{field}}}` has no argument", self.node)
        self.taken.append(value)
        for part in re.finditer(r"\.([^.\[]+)|\[([^\]]+)\]|(.)", rest):
            if part[3]:
                raise self.b.refuse("P0210", f"the field `{{{field}}}` is not understood", self.node)
            if part[1]:
                attr = ast.copy_location(ast.Attribute(ast.Constant(None), part[1], ast.Load()), self.node)
                value = ex.attribute(self.b, attr, value)
            else:
                value = self.subscript(value, part[2], text=not part[2].isdigit())
        return value

    def argument(self, place: int) -> ops.Expr | None:
        """A positional argument; those after `*items` are the items of a list."""
        last = self.args[-1] if self.args else None
        if not isinstance(last, ops.Star):
            return self.args[place] if place < len(self.args) else None
        if place < len(self.args) - 1:
            return self.args[place]
        from portalis.irbuild.rows import apply_function

        index = place - len(self.args) + 1
        given: list[ops.Expr] = [last.value, *(_int(self.b, i) for i in (index, place))]
        return apply_function(self.b, "str", "format_argument", given, {}, self.node)

    def subscript(self, obj: ops.Expr, key: str, *, text: bool) -> ops.Expr:
        index: ops.Expr = ops.Const(STR, key) if text else ops.Const(self.b.program.int_literal(int(key)), int(key))
        node = ast.copy_location(ast.Subscript(ast.Constant(None), ast.Constant(None), ast.Load()), self.node)
        return subscript(self.b, node, obj, index)

    def check(self) -> None:
        """Refuses what would be evaluated another number of times, or in another order, than Python does."""
        given = [*self.args, *self.keywords.values()]
        if any(isinstance(a, ops.Star) and not isinstance(a.value, ops.Load) for a in given):
            raise self.b.refuse("P0210", "`*` in a call of `format` is translated for a variable", self.node)
        given = [a for a in given if not isinstance(a, ops.Star)]
        taken = [t for t in self.taken if not (isinstance(t, ops.Prim) and t.row.name == "format_argument")]
        if [a for a in given if not repeatable(a)] != [t for t in taken if not repeatable(t)]:
            raise self.b.refuse(
                "P0210", "an argument with effects is used other than once and in order", self.node, "use an f-string"
            )


def _int(b: Builder, n: int) -> ops.Expr:
    return ops.Const(b.program.int_literal(n), n)


def format_method(
    b: Builder, template: ops.Expr, args: list[ops.Expr], keywords: dict[str, ops.Expr], node: ast.AST
) -> ops.Expr:
    """Builds `template.format(…)`."""
    text = _template(b, template, node)
    stars = [a for a in args if isinstance(a, ops.Star)]
    if text is None or (stars and (stars != args[-1:] or not isinstance(stars[0].value, ops.Load))):
        values = [_runtime_field(b, a, bool(stars), node) for a in args]
        values += [_runtime_field(b, a, False, node) for a in keywords.values()]
        return ops.Builtin(STR, "format_fields", [template, *values], tuple(keywords))
    fields = _Fields(b, args, keywords, None, node)
    parts = fields.parts(text)
    fields.check()
    return ops.Text(STR, parts)


def _runtime_field(b: Builder, value: ops.Expr, boxed: bool, node: ast.AST) -> ops.Expr:
    """An argument of a template that only the running program knows; `boxed` where there are as many as a list has items."""
    if isinstance(value, ops.Star):
        item = item_type(b, value.ty, node)
        if not formats_itself(item):
            raise b.refuse("P0210", f"`*` of `{item}` in a template is not translated", node, "use an f-string")
        return value
    if isinstance(value.ty, ViewT):
        value = shown(b, value, node)
    if (
        isinstance(value.ty, InstanceT)
        and isinstance(value.ty.cls, ClassInfo)
        and "__format__" not in value.ty.cls.methods
    ):
        value = format_value(b, value, "")
    t = value.ty
    check_shown(b, t, node)
    own = isinstance(t, InstanceT) and isinstance(t.cls, ClassInfo) and t.cls.enum is not None
    own = own or (isinstance(t, InstanceT) and isinstance(t.cls, ClassInfo) and "__format__" in t.cls.methods)
    known = not (own or isinstance(t, UnionT) or t in (EXCEPTION, COMPLEX))
    if not formats_itself(t) and (boxed or not known):
        raise b.refuse("P0210", f"a `{t}` in this template is not translated", node, "use an f-string")
    return value


def formats_itself(t: Type) -> bool:
    """Whether a format may say how to show values of the type."""
    t = option_of(t) or t
    return is_real(t) or t in (STR, NONE, BOTTOM) or is_dynamic(t)


def format_map(b: Builder, template: ops.Expr, mapping: ops.Expr, node: ast.AST) -> ops.Expr:
    """Builds `template.format_map(mapping)`."""
    text = _template(b, template, node)
    if text is None or not repeatable(mapping):
        raise b.refuse("P0210", "`format_map` needs a literal template and a variable", node, "use an f-string")
    return ops.Text(STR, _Fields(b, [], {}, mapping, node).parts(text))


def _template(b: Builder, template: ops.Expr, node: ast.AST) -> str | None:
    """The text of the object of a method call, where it is known."""
    if isinstance(template, ops.Const):
        return str(template.value)
    match node:
        case ast.Call(func=ast.Attribute(value=receiver)):
            return known_text(b, receiver)
    return None
