"""Lints that emitted code may trip where it says what the Python says: switched off for a function, by shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from portalis.analysis.liveness import all_expressions, all_statements
from portalis.codegen import rust_ast as r
from portalis.codegen.dead_stores import has_dead_store
from portalis.ir import ops
from portalis.ir.types import NONE

_WORD = re.compile(r"\w+")
_CONSTANTS = (
    ("2.718281828459045", 4), ("0.3183098861837907", 4), ("0.7071067811865476", 5), ("0.6366197723675814", 5), ("1.1283791670955126", 5),
    ("1.5707963267948966", 5), ("1.0471975511965979", 5), ("0.7853981633974483", 5), ("0.5235987755982989", 5), ("0.39269908169872414", 5),
    ("0.6931471805599453", 5), ("2.302585092994046", 5), ("0.3010299956639812", 5), ("3.321928094887362", 5), ("0.4342944819032518", 5),
    ("1.4426950408889634", 5), ("3.141592653589793", 3), ("1.4142135623730951", 5), ("6.283185307179586", 3), ("1.618033988749895", 5),
    ("0.5772156649015329", 5), ("1.7320508075688772", 5), ("0.5641895835477563", 5),
)  # fmt: skip


def allowances(
    node: Any, params: Sequence[r.Param] = (), receiver: bool = False, body: list[ops.Stmt] | None = None
) -> tuple[str, ...]:
    """The lints that a function would trip although it says what the Python says: a literal near a known constant (it is
    what was written), `x != x` (how one asks for NaN), as many arguments as Python's has with what it captures.
    """
    found: set[str] = {"clippy::too_many_arguments"} if len(params) + receiver > _MOST_ARGUMENTS else set()
    lists = {p.name for p in params if p.ty.startswith("&mut Vec<")}
    if body is not None and _passes_nothing(body):
        found.add("clippy::unit_arg")
    if isinstance(node, r.Block) and has_dead_store(node):
        found.add("unused_assignments")
    for n in r.nodes(node):
        if isinstance(n, r.Lit):
            if "." in n.text and _approximates(n.text):
                found.add("clippy::approx_constant")
        elif isinstance(n, r.Block):
            for lint, holds in _BLOCKS:
                if holds(n):
                    found.add(lint)
        elif isinstance(n, r.BinaryExpr):
            if n.op in ("&&", "||") and ((_constant(n.left) and _constant(n.right)) or _says_twice(n)):
                found.add("clippy::nonminimal_bool")
            if n.op in ("&&", "||") and _between_texts(n):
                found.add("clippy::manual_range_contains")
            if n.op in ("&&", "||") and _compares_twice(n):
                found.add("clippy::double_comparisons")
            if n.op == "&&" and _bounds_twice(n):
                found |= {"clippy::redundant_comparisons", "clippy::impossible_comparisons"}
            if n.op in ("&&", "||") and (_constant(n.left) or _constant(n.right)):
                found |= {"clippy::nonminimal_bool", "clippy::overly_complex_bool_expr"}
            if r.Path("f64::NAN") in (n.left, n.right):
                found.add("invalid_nan_comparisons")
            if n.left == n.right and n.op not in ("+", "*", "<<", ">>"):
                found.add("clippy::eq_op")
            if _idle(n):
                found.add("clippy::identity_op")
            if _erases(n):
                found.add("clippy::erasing_op")
            if n.op == "%" and n.right in _ONE:
                found |= {"clippy::modulo_one", "clippy::identity_op"}
        elif isinstance(n, r.MethodCall):
            match n.args:
                case (r.UnaryExpr(op="&", operand=r.ArrayExpr(items=(r.MethodCall(name="clone"),))),):
                    found.add("clippy::cloned_ref_to_slice_refs")  # `xs + [x]`
            if n.name == "reverse" and isinstance(n.receiver, r.Path) and n.receiver.text in lists:
                found.add("clippy::ptr_arg")  # the runtime's own methods of lists need a `Vec`
        elif isinstance(n, r.CallExpr):
            match n.args:
                case (r.UnaryExpr(op="&", operand=r.ArrayExpr(items=(r.MethodCall(name="clone"),))), *_):
                    found.add("clippy::cloned_ref_to_slice_refs")  # `template.format([x])`
        elif isinstance(n, r.UnaryExpr):
            if n.op == "!" and isinstance(n.operand, r.BinaryExpr) and n.operand.op in ("<", "<=", ">", ">="):
                found.add("clippy::neg_cmp_op_on_partial_ord")  # of floats, where it is not the contrary
            if n.op == "!" and isinstance(n.operand, r.BinaryExpr) and n.operand.op in ("&&", "||"):
                parts = (n.operand.left, n.operand.right)
                found |= {"clippy::nonminimal_bool" for x in parts if isinstance(x, r.UnaryExpr) and x.op == "!"}
        elif isinstance(n, r.IfExpr):
            if _holds_block(n.test):
                found.add("clippy::blocks_in_conditions")
            if n.orelse is not None and _alike(n.body, n.orelse.body if isinstance(n.orelse, r.IfExpr) else n.orelse):
                found.add("clippy::if_same_then_else")
            if _gives_up(n):
                found.add("clippy::question_mark")
            if _asks_again(n):
                found.add("clippy::ifs_same_cond")
        elif isinstance(n, (r.ForStmt, r.WhileStmt)):
            if leaves(n.body):
                found.add("clippy::never_loop")
            if isinstance(n, r.WhileStmt) and _never_changes(n):
                found.add("clippy::while_immutable_condition")
            if isinstance(n, r.ForStmt) and _changes_bound(n):
                found.add("clippy::mut_range_bound")
            if isinstance(n, r.ForStmt) and _copies(n.iterable):
                found.add("clippy::unnecessary_to_owned")
            if isinstance(n, r.ForStmt) and isinstance(n.iterable, r.ArrayExpr) and len(n.iterable.items) == 1:
                found.add("clippy::single_element_loop")
        elif isinstance(n, r.Jump):
            if n.word == "break" and any(isinstance(x, r.MacroCall) and x.name == "attempt" for x in r.nodes(n.value)):
                found.add("clippy::diverging_sub_expression")
        elif isinstance(n, r.RangeExpr) and _is_empty(n):
            found.add("clippy::reversed_empty_ranges")
        elif isinstance(n, r.LetStmt) and isinstance(n.value, r.IfExpr) and _gives_nothing(n.value):
            found |= {"clippy::let_unit_value", "clippy::unused_unit"}
    return (f"#[allow({', '.join(sorted(found))})]",) if found else ()


def _passes_nothing(body: list[ops.Stmt]) -> bool:
    """Whether what a call gives, which is None, is handed to a function, as in the Python."""
    return any(
        a.ty is NONE and isinstance(a, (ops.Call, ops.CallValue, ops.Builtin, ops.Prim, ops.Field))
        for s in all_statements(body)
        for e in all_expressions(s)
        if isinstance(e, (ops.Call, ops.CallValue, ops.New, ops.Display))
        for a in e.children()
    )


def handed_on_only(whole: r.Block, params: Sequence[r.Param], name: str) -> tuple[str, ...]:
    """The lint of a recursive function that does nothing with a parameter but hand it to itself, as the Python does."""
    calls = [
        n
        for n in r.nodes(whole)
        if (isinstance(n, r.CallExpr) and isinstance(n.func, r.Path) and n.func.text.rpartition("::")[2] == name)
        or (isinstance(n, r.MethodCall) and n.name == name)
    ]
    handed = [n.text for call in calls for a in call.args for n in r.nodes(a) if isinstance(n, r.Path)]
    everywhere = [n.text for n in r.nodes(whole) if isinstance(n, r.Path)]
    names = [p.name.removeprefix("mut ") for p in params]
    only = any(handed.count(n) and handed.count(n) == everywhere.count(n) for n in names)
    return ("#[allow(clippy::only_used_in_recursion)]",) if only else ()


_CONVENTIONS = {
    "to": ("&self",),
    "is": ("&self", "&mut self", ""),
    "as": ("&self", "&mut self"),
    "into": ("self", "mut self"),
    "from": ("",),
}


def named_otherwise(name: str, receiver: str, result: str, owner: str) -> tuple[str, ...]:
    """The lints of a method of `owner` whose name promises a Rust programmer another `self`, or another result, than it has."""
    found: list[str] = []
    prefix, _, rest = name.partition("_")
    if rest and receiver not in _CONVENTIONS.get(prefix, (receiver,)):
        found.append("clippy::wrong_self_convention")
    if name == "new" and not {"Self", owner} & set(_WORD.findall(result)):
        found.append("clippy::new_ret_no_self")
    return (f"#[allow({', '.join(found)})]",) if found else ()


_NEGATIONS = {"!=": "==", ">=": "<", ">": "<="}


def _says_twice(n: r.BinaryExpr) -> bool:
    """Whether a condition asks one thing twice, or it and its contrary (`x != 0 or (x == 0 and …)`), or says `not a or not b`."""
    both = [
        isinstance(x, r.UnaryExpr) and x.op == "!" and isinstance(x.operand, r.BinaryExpr) for x in (n.left, n.right)
    ]
    if all(both):
        return True
    seen: set[object] = set()
    stack: list[r.Expr] = [n]
    while stack:
        term = stack.pop()
        while isinstance(term, r.UnaryExpr) and term.op == "!":
            term = term.operand
        if isinstance(term, r.BinaryExpr) and term.op in ("&&", "||"):
            stack += (term.left, term.right)
            continue
        asked: object = term
        if isinstance(term, r.BinaryExpr):
            asked = (_NEGATIONS.get(term.op, term.op), term.left, term.right)
        if asked in seen:
            return True
        seen.add(asked)
    return False


def _between_texts(n: r.BinaryExpr) -> bool:
    """`"a" <= c <= "z"`, or its contrary."""
    asked = [
        x.left
        for x in (n.left, n.right)
        if isinstance(x, r.BinaryExpr)
        and x.op in ("<", "<=", ">", ">=")
        and isinstance(x.right, r.Lit)
        and x.right.text.startswith('"')
    ]
    return len(asked) == 2 and asked[0] == asked[1]


def _compares_twice(n: r.BinaryExpr) -> bool:
    """`a < b or a == b`: two values are compared twice."""
    both = [(x.left, x.right) for x in (n.left, n.right) if isinstance(x, r.BinaryExpr) and x.op in _COMPARING]
    return len(both) == 2 and both[0] in (both[1], both[1][::-1])


def _bounds_twice(n: r.BinaryExpr) -> bool:
    """`2 >= x < 7`: one value is compared with two numbers, of which one would do, or which no value fits."""
    asked: list[r.Expr] = []
    for x in (n.left, n.right):
        if isinstance(x, r.BinaryExpr) and x.op in ("<", "<=", ">", ">="):
            asked += [a for a, b in ((x.left, x.right), (x.right, x.left)) if isinstance(b, r.Lit)]
    return len(asked) == 2 and asked[0] == asked[1]


def _idle(n: r.BinaryExpr) -> bool:
    """Whether the Python adds nothing, or multiplies by one."""
    zero = n.op in ("+", "-", "|", "^", "<<", ">>") and n.right in _ZERO
    first = n.op in ("+", "|", "^") and n.left in _ZERO
    one = (n.op in ("*", "/") and n.right in _ONE) or (n.op == "*" and n.left in _ONE)
    small = n.op == "%" and isinstance(n.left, r.Lit) and isinstance(n.right, r.Lit)
    return zero or first or one or small or (n.op == "&" and -1 in (_number(n.left), _number(n.right)))


def _is_empty(e: r.RangeExpr) -> bool:
    """Whether the Python says `range(3, 3)`."""
    first, last = (_number(bound) for bound in (e.start, e.stop))
    return first is not None and last is not None and first >= last


def _number(e: r.Expr | None) -> int | None:
    """What an integer literal says."""
    if isinstance(e, r.UnaryExpr) and e.op == "-":
        inner = _number(e.operand)
        return -inner if inner is not None else None
    text = e.text.removesuffix("_i64") if isinstance(e, r.Lit) else ""
    return int(text) if text.lstrip("-").isdigit() else None


def _erases(n: r.BinaryExpr) -> bool:
    """Whether the Python multiplies by nothing."""
    both = n.op in ("*", "&") and (n.left in _ZERO or n.right in _ZERO)
    return both or (n.op == "/" and n.left in _ZERO)


_COMPARING = frozenset({"<", "<=", ">", ">=", "==", "!="})
_ZERO = (r.Lit("0"), r.Lit("0_i64"))
_ONE = (r.Lit("1"), r.Lit("1_i64"))


def _asks_again(n: r.IfExpr) -> bool:
    """Whether an `elif` asks what was asked before."""
    seen: list[r.Expr] = []
    part: r.Expr | None = n
    while isinstance(part, r.IfExpr):
        if part.test in seen:
            return True
        seen.append(part.test)
        part = part.orelse
    return False


def _never_changes(n: r.WhileStmt) -> bool:
    """Whether nothing in a loop seems to change what its condition compares."""
    parts = list(r.nodes(n.test))
    if any(isinstance(p, (r.CallExpr, r.MethodCall, r.MacroCall, r.LetTest, r.Block)) for p in parts):
        return False
    read = {p.text for p in parts if isinstance(p, r.Path)}
    changed = {
        p.text
        for s in r.nodes(n.body)
        if isinstance(s, r.AssignStmt)
        for p in r.nodes(s.target)
        if isinstance(p, r.Path)
    }
    return bool(read) and read.isdisjoint(changed)


def _changes_bound(n: r.ForStmt) -> bool:
    """Whether a loop assigns to a variable that its range was made with: the Python has decided how far it goes by then."""
    ends = [x for x in r.nodes(n.iterable) if isinstance(x, r.RangeExpr)]
    bounds = {p.text for x in ends for e in (x.start, x.stop) for p in r.nodes(e) if isinstance(p, r.Path)}
    return any(
        isinstance(s, r.AssignStmt) and isinstance(s.target, r.Path) and s.target.text in bounds
        for s in r.nodes(n.body)
    )


def _gives_nothing(n: r.IfExpr) -> bool:
    """Whether a conditional expression of the Python is None either way."""
    other = n.orelse.tail if isinstance(n.orelse, r.Block) else None
    return r.TupleExpr(()) in (n.body.tail, other)


def _gives_up(n: r.IfExpr) -> bool:
    """`if x is None: return None`."""
    asks = isinstance(n.test, r.MethodCall) and n.test.name == "is_none"
    last = n.body.body[-1] if len(n.body.body) == 1 else None
    return asks and last == r.ExprStmt(r.Jump("return", "", r.Path("None")))


def _names_its_value(b: r.Block) -> bool:
    last = b.body[-1] if b.body else None
    return isinstance(last, r.LetStmt) and b.tail == r.Path(last.pattern)


def _copies(e: r.Expr) -> bool:
    """Whether what a loop runs over is a copy of a list, or that backwards."""
    match e:
        case r.MethodCall(name="rev", receiver=r.MethodCall(name="into_iter", receiver=copied)):
            return _copies(copied)
    return isinstance(e, r.MethodCall) and e.name == "to_vec"


def leaves(body: Any) -> bool:
    """Whether a body, or a statement, ends by leaving the loop or the function around it, whatever happens."""
    match body:
        case r.Block(body=statements, tail=tail):
            return leaves(tail if tail is not None else statements[-1] if statements else None)
        case r.ExprStmt(value=value):
            return leaves(value)
        case r.Jump(word=word):
            return word in ("return", "break")
        case r.MethodCall(name="exit", args=()):
            return True
        case r.IfExpr(body=then, orelse=other):
            return other is not None and leaves(then) and leaves(other)
        case r.MatchExpr(arms=arms):
            return all(leaves(arm.body) or arm.body == r.MacroCall("unreachable", ()) for arm in arms)
    return False


def _holds_block(test: Any) -> bool:
    """Whether a condition has to do something before it can answer, where Python's `and` and `or` stop early."""
    if isinstance(test, r.BinaryExpr):
        return _holds_block(test.left) or _holds_block(test.right)
    if isinstance(test, r.UnaryExpr):
        return _holds_block(test.operand)
    return isinstance(test, r.Block)


def _constant(e: Any) -> bool:
    return isinstance(e, r.Lit) or (isinstance(e, r.BinaryExpr) and _constant(e.left) and _constant(e.right))


def _searches(b: r.Block) -> bool:
    """Whether a loop does nothing but look for the first item of its kind, as the Python does."""
    if not b.body or b.tail != r.Path("None"):
        return False
    match b.body[-1]:
        case r.ForStmt(
            pattern=pattern, body=r.Block(body=(r.ExprStmt(value=r.IfExpr(body=r.Block(body=(found,)))),), tail=None)
        ):
            return found == r.ExprStmt(r.Jump("return", "", r.CallExpr(r.Path("Some"), (r.Path(pattern),))))
    return False


def _counts(b: r.Block) -> bool:
    """Whether a variable counts the rounds of a loop, as it does in the Python."""
    started: set[str] = set()
    for s in b.body:
        if isinstance(s, r.LetStmt) and s.pattern.startswith("mut "):
            started.add(s.pattern.removeprefix("mut "))
        elif isinstance(s, r.ForStmt):
            steps = [
                x.target for x in s.body.body if isinstance(x, r.AssignStmt) and x.op == "+=" and x.value == r.Lit("1")
            ]
            if any(isinstance(t, r.Path) and t.text in started for t in steps):
                return True
    return False


def _fills(b: r.Block) -> bool:
    """Whether a list is pushed to right after it was made, as the Python does."""
    for first, second in zip(b.body, b.body[1:]):
        if (
            isinstance(first, r.LetStmt)
            and first.value == r.CallExpr(r.Path("Vec::new"))
            and isinstance(second, r.ExprStmt)
        ):
            call = second.value
            if (
                isinstance(call, r.MethodCall)
                and call.name == "push"
                and call.receiver == r.Path(first.pattern.removeprefix("mut "))
            ):
                return True
    return False


def _approximates(text: str) -> bool:
    try:
        digits = repr(float(text.removesuffix("_f64")))
    except ValueError:
        return False
    for constant, least in _CONSTANTS:
        count = len(digits)
        if count - 1 >= least and (
            constant.startswith(digits) or (count > 2 and f"{float(constant):.{count - 2}f}" == digits)
        ):
            return True
    return False


def _alike(a: r.Block, b: r.Block) -> bool:
    """Whether two blocks do the same, but for the numbers of their variables."""
    if len(a.body) != len(b.body) or type(a.tail) is not type(b.tail):
        return False
    return a == b or _NUMBER.sub("", repr(a)) == _NUMBER.sub("", repr(b))


_NUMBER = re.compile(r"_\d+\b")
_MOST_ARGUMENTS = 7
_BLOCKS = (
    ("clippy::let_and_return", _names_its_value),
    ("clippy::manual_find", _searches),
    ("clippy::explicit_counter_loop", _counts),
    ("clippy::vec_init_then_push", _fills),
)
"""Lints of blocks, and how a block that would trip one is known."""


__all__ = ["allowances"]
