"""Says the same in the words that Rust programmers use: small rewrites of the finished tree.

Each one keeps the meaning; clippy's default lints are their source (`assign_op_pattern`, `explicit_into_iter_fn_arg`,
`useless_vec`, `manual_range_contains`, `needless_question_mark`, `comparison_to_empty`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from portalis.codegen import rust_ast as r
from portalis.codegen.runtime_parts import functions_by_value

LAZY = (
    "combinations",
    "permutations",
    "product_",
    "pairwise",
    "zip_longest",
    "accumulate",
    "chain",
    "islice",
    "heap_merge",
    "repeat_item",
)
"""How the names of runtime functions begin that give iterators without a named type."""
_MIRRORED = str.maketrans("<>", "><")
_EMPTY = frozenset({"Dict::new", "Set::new", "Vec::new", "Counter::new", "Deque::new"})
_ASSIGNABLE = frozenset({"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"})


def tidy(node: Any) -> Any:
    """The tree, rewritten from the leaves up."""
    return _rewrite(r.rebuilt(node, tidy))


def _unread(n: r.ClosureExpr) -> r.ClosureExpr:
    """A closure whose parameters that nothing reads have no name."""
    words = {w for x in r.nodes(n.body) if isinstance(x, (r.Path, r.Lit)) for w in re.findall(r"\w+", x.text)}
    params = tuple(_read(p, words) for p in n.params)
    return replace(n, params=params) if params != n.params else n


def _goes_to(n: Any, label: str) -> bool:
    """Whether a node leaves a block by its label."""
    return (isinstance(n, r.Jump) and n.label == label) or (isinstance(n, r.MacroCall) and r.Path(label) in n.args)


def _all_borrowed(pattern: str) -> bool:
    """Whether a pattern of a tuple's reference borrows each part that it names: Rust does so by itself."""
    parts = pattern[2:-1].split(", ")
    return "(" not in pattern[2:] and all(part == "_" or part.startswith("ref ") for part in parts)


def _read(param: str, words: set[str]) -> str:
    name, colon, ty = param.partition(": ")
    if name in words or "ref " in name or "mut " in name or not re.fullmatch(r"[a-z_0-9 ,&()]+", name):
        return param
    seen = re.sub(r"\b[a-z_]\w*", lambda m: m[0] if m[0] in words else "_", name)
    return f"{'_' if seen == '&_' else seen}{colon}{ty}"


def _rewrite(n: Any) -> Any:
    if isinstance(n, r.ClosureExpr) and (not n.moves or any(": " in p for p in n.params)):
        n = _unread(n)
    if isinstance(n, r.MethodCall) and (n.name in _CONSUMING or n.name.endswith("_with")):
        n = replace(n, args=tuple(map(_iterable, n.args)))
    match n:
        case r.MethodCall(args=(r.ClosureExpr() as closure, *_)) if _asks_item(closure):
            n = replace(n, receiver=_typed_source(n.receiver))
        case r.CallExpr(func=r.Path(), args=(source, r.ClosureExpr() as closure)) if _asks_item(closure):
            n = replace(n, args=(_typed_source(source), closure))
    if isinstance(n, r.MethodCall) and n.name not in _TYPED and any(map(_is_large, n.args)):
        n = replace(n, args=tuple(_typed(a) if _is_large(a) else a for a in n.args))
    if isinstance(n, r.Block) and n.label and not any(_goes_to(x, n.label) for x in r.nodes((n.body, n.tail))):
        n = replace(n, label="")
    match n:
        case r.AssignStmt(op="=", target=target, value=r.BinaryExpr(op=op, left=left, right=right)) if (
            op in _ASSIGNABLE
        ):
            borrowed = r.UnaryExpr("&", target)
            if left in (target, borrowed) and right != borrowed:
                return replace(n, op=f"{op}=", value=right)
        case r.ExprStmt(value=r.IfExpr(test=test, body=r.Block(body=(), tail=None), orelse=None), line=line) if (
            not isinstance(test, r.LetTest)
        ):
            return r.LetStmt("_", "", test, line)
        case r.IfExpr(orelse=r.Block(body=(), tail=None, label="")):
            return _rewrite(replace(n, orelse=None))
        case r.LetStmt(value=r.Block(body=(), tail=made, label="")) if made is not None:
            return replace(n, value=made)
        case r.LetStmt(ty=ty, value=r.CastExpr(operand=function, ty=given)) if ty == given and ty.startswith(
            "Function<"
        ):
            return replace(n, value=function)  # the place says what it is
        case r.CallExpr(func=r.Path(text="Ok"), args=(r.TryExpr(operand=inner),)):
            return inner
        case r.CallExpr(func=r.Path(text=text), args=args) if (
            text.endswith(("::from_iter", "bounded")) or text[:1].islower()
        ):
            return replace(n, args=tuple(map(_iterable, args)))
        case r.MethodCall(name="map", args=(r.ClosureExpr(params=("x",), body=r.Path(text="x")),)):
            return n.receiver
        case r.MethodCall(
            name="map",
            args=(r.ClosureExpr(params=(pattern,), body=r.TupleExpr(items=(r.Path(text=one), r.Path(text=two)))),),
        ) if pattern == f"({one}, {two})":
            return n.receiver
        case r.MethodCall(
            name="map",
            receiver=r.MethodCall(name="iter", args=()) as items,
            args=(r.ClosureExpr(params=("x",), body=r.MethodCall(name="clone", receiver=r.Path(text="x"))),),
        ):
            return r.MethodCall(items, "cloned")
        case r.MethodCall(name="unwrap_or", args=(r.CallExpr(func=r.Path(text=made), args=()),)) if made in _EMPTY:
            return replace(n, name="unwrap_or_default", args=())
        case r.Block(
            label=label, body=(*before, r.ExprStmt(value=r.Jump(word="break", label=to, value=given))), tail=None
        ) if label and label == to and given is not None:
            again = any(_goes_to(x, label) for x in r.nodes((tuple(before), given)))
            return replace(n, body=tuple(before), tail=given, label=label if again else "")
        case r.MethodCall(
            name="map",
            args=(r.ClosureExpr(params=("x",), body=r.CallExpr(func=r.Path(text=text), args=(r.Path(text="x"),))),),
        ) if text.endswith("::from") or text == "Some":
            return replace(n, args=(r.Path(text),))
        case r.MethodCall(
            name="map_or",
            args=(
                other,
                r.ClosureExpr(params=("x",), body=r.CallExpr(func=r.Path(text=text), args=(r.Path(text="x"),))),
            ),
        ) if text.endswith("::from") or text == "Some":
            return replace(n, args=(other, r.Path(text)))
        case r.MethodCall(name=name, receiver=r.MacroCall(name="vec", args=args)) if args and name in _READING:
            return replace(n, receiver=r.ArrayExpr(args))
        case r.MethodCall(receiver=r.UnaryExpr(op="&", operand=r.ArrayExpr() as array)):
            return replace(n, receiver=array)
        case r.MethodCall(
            name="concat_with", receiver=r.UnaryExpr(op="&", operand=r.MethodCall() | r.Path() | r.CallExpr() as made)
        ):
            return _rewrite(replace(n, receiver=made))
        case r.MethodCall(
            name="concat_with",
            args=(r.UnaryExpr(op="&", operand=r.MethodCall(name="to_vec", receiver=r.Path() as slice_, args=())),),
        ):
            return replace(n, args=(r.UnaryExpr("&", slice_),))
        case r.MethodCall(
            name="next",
            args=(),
            receiver=r.MethodCall(
                name="filter", receiver=r.MethodCall() | r.RangeExpr() | r.CallExpr() as items, args=args
            ),
        ):
            return r.MethodCall(items, "find", args)
        case r.MethodCall(
            name="take",
            receiver=r.CallExpr(func=r.Path(text="std::iter::repeat"), args=(item,)),
            args=(count,),
        ):
            return r.CallExpr(r.Path("std::iter::repeat_n"), (item, count))
        case r.MethodCall(
            name="next",
            args=(),
            receiver=r.MethodCall(name="skip_while", receiver=items, args=(r.ClosureExpr(body=test) as skips,)),
        ):
            return _rewrite(r.MethodCall(items, "find", (replace(skips, body=_negation(test)),)))
        case r.MethodCall(name="next", args=(), receiver=r.MethodCall(name="rev", receiver=items, args=())):
            return r.MethodCall(items, "next_back")
        case r.MethodCall(
            name="at" | "try_at" | "at_mut" | "try_at_mut" | "set" | "try_set",
            args=(r.UnaryExpr(op="&", operand=r.MethodCall(name="to_int", args=()) as index), *others),
        ):
            return replace(n, args=(index, *others))
        case r.MethodCall(
            name="take" | "skip" as name, receiver=r.MethodCall(name="cloned", args=(), receiver=items), args=(count,)
        ):
            return r.MethodCall(r.MethodCall(items, name, (count,)), "cloned")
        case r.MethodCall(
            receiver=r.MethodCall(
                name="into_iter" | "iter", receiver=r.ArrayExpr(items=(r.Lit() as first, *more))
            ) as items,
            args=(r.ClosureExpr(), *_),
        ) if _untyped(first) and "." in first.text:
            array = r.ArrayExpr((_typed(first), *more))  # a closure may call methods of what would have no type
            return replace(n, receiver=replace(items, receiver=array))
        case r.MethodCall(receiver=receiver) if _untyped(receiver):
            return replace(n, receiver=_typed(receiver))
        case r.MethodCall(
            name="take",
            receiver=r.MethodCall(name="into_iter", receiver=r.ArrayExpr(items=items)) as whole,
            args=(r.Lit(text=text),),
        ) if text.isdigit() and int(text) > len(items):
            return whole
        case r.MethodCall(name="into_iter", receiver=r.MacroCall(name="vec", args=args)) if args:
            return replace(n, receiver=r.ArrayExpr(args))
        case r.ForStmt(iterable=r.MacroCall(name="vec", args=args)) if args:
            return replace(n, iterable=r.ArrayExpr(args))
        case r.UnaryExpr(op="&", operand=r.MacroCall(name="vec", args=args)) if args:
            return r.UnaryExpr("&", r.ArrayExpr(args))
        case r.MethodCall(name=name, args=(r.UnaryExpr(op="&", operand=r.ArrayExpr(items=items)), *others)) if (
            name.removeprefix("try_") in _SEEKING
        ):
            return replace(n, args=(r.UnaryExpr("&", r.MacroCall("vec", items, "[")), *others))
        case r.BinaryExpr(
            op="<" | "<=" | ">" | ">=" | "==" | "!=",
            left=r.CallExpr(func=r.Path(text="Str::from"), args=(r.Lit() as text,)),
            right=r.Lit() as other,
        ) if other.text.startswith('"'):
            return replace(n, left=text)
        case (
            r.BinaryExpr(op="&&", left=r.Lit(text="true"), right=rest)
            | r.BinaryExpr(op="||", left=r.Lit(text="false"), right=rest)
            | r.BinaryExpr(op="&&", left=rest, right=r.Lit(text="true"))
            | r.BinaryExpr(op="||", left=rest, right=r.Lit(text="false"))
        ):
            return rest
        case r.BinaryExpr(op="&&" | "||"):
            return _range(n)
        case r.BinaryExpr(op="*", left=r.Lit(text=text), right=by) if _is_integer(n.left) and _is_minus_one(by):
            return r.Lit(text[1:] if text.startswith("-") else f"-{text}")
        case r.BinaryExpr(
            op="<" | "<=" | ">" | ">=" | "==" | "!=" as op,
            left=r.CallExpr(func=r.Path(text="Str::from"), args=(r.Lit() as text,)),
            right=right,
        ):
            return r.BinaryExpr(op.translate(_MIRRORED), right, text)
        case r.BinaryExpr(op=">=" | "<=" as op):
            return _strict(n, op)
        case r.IfExpr(
            test=r.BinaryExpr() | r.MethodCall() | r.UnaryExpr() | r.CallExpr() | r.Path() as test,
            body=r.Block(body=(), tail=r.Lit(text="true" | "false" as first)),
            orelse=r.Block(body=(), tail=r.Lit(text="true" | "false" as second)),
        ) if first != second:
            return test if first == "true" else _negation(test)
        case r.ClosureExpr(
            params=(name,), body=r.CallExpr(func=r.Path() as func, args=(r.Path(text=given),)), plain=True
        ) if name == given:
            return func
        case r.ClosureExpr(params=(pattern,)) if (
            pattern.startswith("&(") and "ref " in pattern and _all_borrowed(pattern)
        ):
            return replace(n, params=(pattern[1:].replace("ref ", ""),))
        case r.ClosureExpr(params=(name,), body=r.CallExpr(func=r.Path() as func, args=(r.Path(text=given),))) if (
            name == given and func.text in functions_by_value()
        ):
            return func
        case r.ClosureExpr(
            params=(one, two),
            body=r.CallExpr(
                func=r.Path(text="math_gcd" | "math_lcm") as func, args=(r.Path(text=first), r.Path(text=second))
            ),
        ) if (one, two) == (first, second):
            return func
        case r.ClosureExpr(
            params=(name,), body=r.CallExpr(func=r.Path(text="to_str" | "repr") as func, args=(r.Path(text=given),))
        ) if name == given:
            return func
        case r.MethodCall(
            name="next", receiver=r.MethodCall(name="cloned" | "copied" as copying, receiver=r.MethodCall() as items)
        ):
            return r.MethodCall(_rewrite(r.MethodCall(items, "next")), copying)
        case r.UnaryExpr(op="!", operand=r.UnaryExpr(op="!", operand=inner)):
            return inner
        case r.UnaryExpr(op="!", operand=r.MethodCall(name="is_some" | "is_none" as asked, args=()) as test):
            return replace(test, name="is_none" if asked == "is_some" else "is_some")
        case r.ExprStmt(value=r.UnaryExpr(op="*", operand=r.TryExpr() | r.MacroCall() | r.CallExpr() as done)):
            return replace(n, value=done)
        case r.BinaryExpr(op="==" | "!=" as op, left=left, right=r.Lit(text="true" | "false" as truth)):
            holds = (op == "==") == (truth == "true")
            if left in (r.Lit("true"), r.Lit("false")):
                return left if holds else r.Lit("false" if left == r.Lit("true") else "true")
            return left if holds else _negation(left)
        case r.IfExpr(
            test=test,
            body=r.Block(body=(r.ExprStmt(value=r.IfExpr(orelse=None) as inner),), tail=None, label=""),
            orelse=None,
        ) if not isinstance(test, r.LetTest) and not isinstance(inner.test, r.LetTest):
            return r.IfExpr(r.BinaryExpr("&&", test, inner.test), inner.body)
        case r.LetTest(pattern="Err(_)", value=value):
            return r.MethodCall(value, "is_err")
        case r.Block(body=(*before, r.LetStmt(pattern=name, value=value)), tail=r.Path(text=tail)) if (
            name == tail and isinstance(value, (r.CallExpr, r.MethodCall, r.BinaryExpr)) and _one_call(value)
        ):
            return replace(n, body=tuple(before), tail=value)
        case r.Block(body=body) if (joined := _initialised(body)) is not None:
            return _rewrite(replace(n, body=joined))
        case r.Block(body=body, tail=tail) if body and tail is not None and _outlives(body, tail):
            name = next(w for w in ("result", "answer", "outcome", "last_value") if w not in _words(n))
            return replace(n, body=(*body, r.LetStmt(name, "", tail)), tail=r.Path(name))
    return n


def _initialised(body: tuple[r.Stmt, ...]) -> tuple[r.Stmt, ...] | None:
    """A series where `let x; if … { x = a } else { x = b }` is `let x = if … { a } else { b }`, or `let x;` stands where `x = a` does.

    None where there is nothing of the kind.
    """
    for i, (first, second) in enumerate(pairwise(body)):
        match first, second:
            case r.LetStmt(pattern=name, value=None), r.ExprStmt(value=r.IfExpr() as choice) if name.isidentifier():
                value = _given(choice, name)
                if isinstance(value, r.IfExpr):
                    return (*body[:i], replace(first, value=value), *body[i + 2 :])
            case r.LetStmt(pattern=pattern, value=r.Path("None")), r.AssignStmt(
                target=r.Path(name), op="=", value=value
            ) if pattern == f"mut {name}" and name not in _words(r.Block((), value)):
                rest = body[i + 2 :]
                kept = pattern if any(_changes_it(n, name) for n in r.nodes(rest)) else name
                return (*body[:i], replace(first, pattern=kept, value=value), *rest)
    for i, s in enumerate(body):
        if isinstance(s, r.LetStmt) and s.value is None and (name := s.pattern.removeprefix("mut ")).isidentifier():
            j = next((j for j in range(i + 1, len(body)) if name in _words(r.Block((body[j],)))), 0)
            store = body[j]
            plain = isinstance(store, r.AssignStmt) and store.target == r.Path(name) and store.op == "="
            if plain and isinstance(store, r.AssignStmt) and name not in _words(r.Block((), store.value)):
                made = r.LetStmt(s.pattern, s.ty, store.value, store.line)
                return (*body[:i], *body[i + 1 : j], made, *body[j + 1 :])
            match store:
                case r.ExprStmt(value=r.IfExpr() as choice, line=line) if isinstance(
                    value := _given(choice, name), r.IfExpr
                ):
                    return (*body[:i], *body[i + 1 : j], r.LetStmt(s.pattern, s.ty, value, line), *body[j + 1 :])
                case r.ExprStmt(value=r.MatchExpr() as arms, line=line) if (chosen := _matched(arms, name)) is not None:
                    return (*body[:i], *body[i + 1 : j], r.LetStmt(s.pattern, s.ty, chosen, line), *body[j + 1 :])
    return None


def _changes_it(n: Any, name: str) -> bool:
    """Whether a node assigns an optional variable or takes it for writing."""
    match n:
        case r.AssignStmt(target=target):
            return name in _words(r.Block((), target))
        case r.UnaryExpr(op="&mut", operand=operand):
            return name in _words(r.Block((), operand))
        case r.MethodCall(name="as_mut" | "take" | "insert" | "replace", receiver=r.Path(text=text)):
            return text == name
    return False


def _matched(e: r.MatchExpr, name: str) -> r.MatchExpr | None:
    """A match whose arms all assign a variable last, or leave, as the value of the variable."""
    if name in _words(r.Block((), e.subject)) or any(a.guard and name in _words(r.Block((), a.guard)) for a in e.arms):
        return None
    arms = [replace(arm, body=body) for arm in e.arms if (body := _last_given(arm.body, name)) is not None]
    return replace(e, arms=tuple(arms)) if len(arms) == len(e.arms) else None


def _last_given(body: r.Expr, name: str) -> r.Expr | None:
    """What an arm assigns to a variable last, or how it leaves; None where it does neither."""
    if not isinstance(body, r.Block):
        return body if body == r.MacroCall("unreachable", ()) or isinstance(body, r.Jump) else None
    if (given := _given(body, name)) is not None:
        return given
    match body:
        case r.Block(
            body=(*before, r.ExprStmt(value=r.Jump() | r.MethodCall(name="exit") as last)), tail=None, label=""
        ):
            return r.Block(tuple(before), last) if name not in _words(body) else None
    return None


def _given(e: r.IfExpr | r.Block | None, name: str) -> r.IfExpr | r.Block | None:
    """What each branch of a choice assigns to a variable last, as the value of the choice."""
    if isinstance(e, r.IfExpr):
        body, other = _given(e.body, name), _given(e.orelse, name)
        return r.IfExpr(e.test, body, other) if isinstance(body, r.Block) and other is not None else None
    if e is None or e.tail is not None or e.label or not e.body:
        return None
    last = e.body[-1]
    if not isinstance(last, r.AssignStmt) or last.target != r.Path(name) or last.op != "=":
        return None
    if name in _words(r.Block(e.body[:-1], last.value)):
        return None
    return r.Block(e.body[:-1], last.value)


def _outlives(body: tuple[r.Stmt, ...], tail: r.Expr) -> bool:
    """Whether a temporary of the last expression may hold on to a variable of the block, which is dropped before it is.

    Iterators of the runtime without a named type do, as Rust takes what they are made of for what they hold.
    """
    lazy = [
        n
        for n in r.nodes(tail)
        if isinstance(n, r.CallExpr) and isinstance(n.func, r.Path) and n.func.text.startswith(LAZY)
    ]
    if not lazy:
        return False
    bound = {w for s in body if isinstance(s, r.LetStmt) for w in re.findall(r"\w+", s.pattern)}
    return any(bound & _words(call) for call in lazy)


def _words(node: Any) -> set[str]:
    return {w for n in r.nodes(node) if isinstance(n, (r.Path, r.Lit, r.LetStmt)) for w in re.findall(r"\w+", _text(n))}


def _text(n: r.Path | r.Lit | r.LetStmt) -> str:
    return n.pattern if isinstance(n, r.LetStmt) else n.text


_OPPOSITES = {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def _is_integer(e: r.Expr) -> bool:
    """Whether an expression is a whole number, beside which there is no NaN."""
    return isinstance(e, r.Lit) and re.fullmatch(r"-?\d[\d_]*(_i64)?", e.text) is not None


def _is_minus_one(e: r.Expr) -> bool:
    if isinstance(e, r.UnaryExpr) and e.op == "-" and isinstance(e.operand, r.Lit):
        return re.fullmatch(r"1(_i64)?", e.operand.text) is not None
    return isinstance(e, r.Lit) and re.fullmatch(r"-1(_i64)?", e.text) is not None


def _negation(test: r.Expr) -> r.Expr:
    """The opposite of a condition; `!` before a comparison would be read as a slip."""
    if isinstance(test, r.UnaryExpr) and test.op == "!":
        return test.operand
    if isinstance(test, r.BinaryExpr) and test.op in ("==", "!="):
        return replace(test, op="!=" if test.op == "==" else "==")
    if (
        isinstance(test, r.BinaryExpr)
        and test.op in _OPPOSITES
        and any(_is_integer(x) for x in (test.left, test.right))
    ):
        return replace(test, op=_OPPOSITES[test.op])
    return r.UnaryExpr("!", test)


def _one_call(e: r.Expr, depth: int = 0) -> bool:
    """Whether an expression calls one thing at most: it leaves no temporary that borrows a variable of the block."""
    match e:
        case r.Path() | r.Lit():
            return True
        case r.CallExpr(func=r.Path(text="Int::from" | "Str::from"), args=args):
            return all(_one_call(a, 1) for a in args)
        case r.CallExpr(func=r.Path(), args=args) if not depth:
            return all(_one_call(a, 1) for a in args)
        case r.MethodCall(name="clone", receiver=receiver):
            return _one_call(receiver, 1)
        case r.MethodCall(receiver=receiver, args=args) if not depth:
            return all(_one_call(a, 1) for a in (receiver, *args))
        case r.UnaryExpr(operand=operand):
            return _one_call(operand, depth)
        case r.FieldExpr(receiver=receiver):
            return _one_call(receiver, depth)
        case r.BinaryExpr(left=left, right=right):
            return _one_call(left, 1) and _one_call(right, 1)
    return False


_CONSUMING = frozenset("extend zip chain extendleft count_items subtract_items".split())
_READING = frozenset(
    "repeat_n concat_with at try_at slice_from slice_to slice_range slice try_slice reversed has index_in index_from index_of try_index_of count_of len_i64 iter".split()
)


_SEEKING = frozenset({"index_of", "index_from", "count_of", "has", "remove_item"})
"""Methods of lists that take an element by reference, which a list among the elements has to be."""


def _untyped(e: r.Expr) -> bool:
    """Whether an expression consists of numeric literals without a type, which no method can be called on."""
    if isinstance(e, r.Lit):
        return e.text.lstrip("-")[:1].isdigit() and not e.text.endswith(("i64", "f64", "u32"))
    if isinstance(e, r.BinaryExpr):
        return _untyped(e.left) and _untyped(e.right)
    return isinstance(e, r.UnaryExpr) and e.op == "-" and _untyped(e.operand)


def _typed(e: r.Expr) -> r.Expr:
    if isinstance(e, r.Lit):
        return r.Lit(e.text + ("_f64" if "." in e.text or "e" in e.text else "_i64"))
    if isinstance(e, r.BinaryExpr):
        return replace(e, left=_typed(e.left))
    assert isinstance(e, r.UnaryExpr)
    return replace(e, operand=_typed(e.operand))


def _asks_item(f: r.ClosureExpr) -> bool:
    """Whether a closure calls a method of an item, for which Rust must know its type."""
    words = {w for p in f.params for w in re.findall(r"[a-z_]\w*", p.partition(": ")[0])}
    return any(
        isinstance(x, r.MethodCall) and isinstance(x.receiver, r.Path) and x.receiver.text in words
        for x in r.nodes(f.body)
    )


def _typed_source(e: r.Expr) -> r.Expr:
    """A chain of adapters that begins with a series of numbers of no type, with a type at its first."""
    match e:
        case r.MethodCall(receiver=receiver):
            return replace(e, receiver=_typed_source(receiver))
        case r.CallExpr(func=r.Path(text=text), args=(first, *others)) if text[:1].islower():
            return replace(e, args=(_typed_source(first), *others))
        case r.ArrayExpr(items=(first, *more)) if _untyped(first):
            return r.ArrayExpr((_typed(first), *more))
        case r.MacroCall(name="vec", args=(first, *more)) if _untyped(first):
            return replace(e, args=(_typed(first), *more))
    return e


_TYPED = frozenset(
    "take skip step_by nth truncate resize match_in search_in fullmatch_in finditer_in findall_in".split()
)
"""Methods that take one type of integers; those that take any would take a literal for an `i32`."""


def _is_large(e: r.Expr) -> bool:
    """Whether an integer without a type needs more than 32 bits."""
    return isinstance(e, r.Lit) and re.fullmatch(r"-?\d{10,}", e.text) is not None and abs(int(e.text)) >= 1 << 31


def _iterable(e: r.Expr) -> r.Expr:
    """An argument that takes anything iterable needs no conversion."""
    if isinstance(e, r.MethodCall) and e.name == "into_iter" and not e.args:
        return e.receiver
    return e


def _bound(e: r.Expr) -> tuple[r.Expr, str, r.Expr] | None:
    """A comparison of something with an integer literal, the literal on the right."""
    if not isinstance(e, r.BinaryExpr) or e.op not in ("<", ">", "<=", ">="):
        return None
    flip = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
    if _number(e.right) is not None:
        return e.left, e.op, e.right
    if _number(e.left) is not None:
        return e.right, flip[e.op], e.left
    return None


def _number(e: r.Expr) -> float | None:
    if not isinstance(e, r.Lit):
        return None
    try:
        return float(e.text.removesuffix("_i64"))
    except ValueError:
        return None


def _strict(n: r.BinaryExpr, op: str) -> r.Expr:
    """`x - 1 >= y` as `x > y`, for whole numbers: a float's literal has a point."""
    less, more = ("-", "+") if op == ">=" else ("+", "-")
    match n:
        case r.BinaryExpr(left=r.BinaryExpr(op=near, left=left, right=r.Lit(text="1")), right=right) if near == less:
            pass
        case r.BinaryExpr(left=left, right=r.BinaryExpr(op=near, left=right, right=r.Lit(text="1"))) if near == more:
            pass
        case _:
            return n
    left, right = map(_compared, (left, right))
    return r.BinaryExpr(op[0], left, right)


def _compared(e: r.Expr) -> r.Expr:
    """A side of a comparison of ints: by itself, not borrowed, and as the machine int that an `Int` was made of."""
    match e:
        case r.UnaryExpr(op="&", operand=inner):
            return inner
        case r.CallExpr(func=r.Path(text="Int::from"), args=(machine,)) if not isinstance(machine, r.Lit):
            return machine
    return e


def _range(n: r.BinaryExpr) -> r.Expr:
    """`x >= 1 && x <= 9` as `(1..=9).contains(&x)`."""
    left, right = _bound(n.left), _bound(n.right)
    if left is None or right is None or left[0] != right[0] or not isinstance(left[0], (r.Path, r.FieldExpr)):
        return n
    for low, high in ((left, right), (right, left)):
        a, b = _number(low[2]), _number(high[2])
        assert a is not None
        assert b is not None
        subject = r.UnaryExpr("&", low[0])
        if n.op == "&&" and low[1] == ">=" and high[1] in ("<", "<=") and a < b:
            return r.MethodCall(r.RangeExpr(low[2], high[2], high[1] == "<="), "contains", (subject,))
        if n.op == "||" and low[1] == "<" and high[1] in (">", ">=") and a < b:
            inside = r.MethodCall(r.RangeExpr(low[2], high[2], high[1] == ">"), "contains", (subject,))
            return r.UnaryExpr("!", inside)
    return n


__all__ = ["LAZY", "tidy"]
