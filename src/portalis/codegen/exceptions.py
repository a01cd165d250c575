"""Lowers `try`.

The body becomes a labelled block that gives `Result<(), Exception>`; an operation that may raise leaves it by `attempt!`.
Jumps and returns inside stay what they are, so nothing is wrapped in a closure. With `finally`, what would leave is
remembered until the final block has run.
"""

from __future__ import annotations

import functools

from portalis.analysis.liveness import all_statements
from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import class_constant
from portalis.codegen.context import Context
from portalis.ir import ops
from portalis.ir.types import BOTTOM, EXCEPTION, NEVER


def lower_try(c: Context, s: ops.Try) -> list[r.Stmt]:
    """Lowers a `try` statement."""
    from portalis.codegen.statements import block

    if s.final:
        return _with_finally(c, s)
    label = f"'{c.temp('attempt')}"
    outer = c.exit
    c.exit = label
    body = block(c, s.body)
    c.exit = outer
    orelse = block(c, s.orelse)
    body_ends = _ends(s.body)
    ok: r.Expr | None = None if body_ends else r.CallExpr(r.Path("Ok"), (r.TupleExpr(()),))
    raised = body[-1].value if ok is None and body and isinstance(body[-1], r.ExprStmt) else None
    if isinstance(raised, r.Jump) and raised.label == label:  # the body ends by raising: its value is the exception
        ok, body = raised.value, body[:-1]
        attempt = r.Block(tuple(body), ok, label if _mentions((*body, ok), label) else "")
    elif isinstance(raised, r.Jump) and raised.word == "return" and not c.return_label and not orelse:
        return _returning(c, s, tuple(body[:-1]), raised.value, label)
    else:
        attempt = r.Block(tuple(body), ok, label)
    if attempt.label and not _mentions(attempt, label):
        # nothing in the body can raise
        return [*body, *orelse]
    name = c.temp("outcome")
    let = r.LetStmt(name, "PyResult<()>", attempt)
    if orelse:
        arms = [r.Arm("Ok(())", None, r.Block(tuple(orelse)))]
        arms += _handlers(c, s)
        return [let, r.ExprStmt(r.MatchExpr(r.Path(name), tuple(arms)))]
    handlers = _handlers(c, s)
    if body_ends:
        arms = [r.Arm("Ok(())", None, r.MacroCall("unreachable", ())), *handlers]
        return [let, r.ExprStmt(r.MatchExpr(r.Path(name), tuple(arms)))]
    return [let, r.ExprStmt(_if_err(name, handlers))]


def _returning(c: Context, s: ops.Try, body: tuple[r.Stmt, ...], value: r.Expr | None, label: str) -> list[r.Stmt]:
    """A body that ends by returning: the value of its block is what is returned."""
    from portalis.codegen.rust_types import rust_type

    if c.inst.caught and isinstance(value, r.CallExpr):
        value = value.args[0]
    kept = value if value is not None else r.TupleExpr(())
    attempt = r.Block(body, r.CallExpr(r.Path("Ok"), (kept,)), label)
    if not _mentions(attempt, label):
        return [*body, *c.leave(value)]
    name, held = c.temp("outcome"), c.temp("value")
    ty = rust_type(c.inst.ret, c.names)
    ok = r.Arm(
        "Ok(())" if value is None else f"Ok({held})",
        None,
        r.Block(tuple(c.leave(None if value is None else r.Path(held)))),
    )
    return [r.LetStmt(name, f"PyResult<{ty}>", attempt), r.ExprStmt(r.MatchExpr(r.Path(name), (ok, *_handlers(c, s))))]


def _if_err(name: str, arms: list[r.Arm]) -> r.Expr:
    if len(arms) == 1 and arms[0].guard is None and isinstance(arms[0].body, r.Block):
        return r.IfExpr(r.LetTest(arms[0].pattern, r.Path(name)), arms[0].body)
    return r.MatchExpr(r.Path(name), (r.Arm("Ok(())", None, r.Block(())), *arms))


def _handlers(c: Context, s: ops.Try) -> list[r.Arm]:
    from portalis.codegen.statements import block

    arms: list[r.Arm] = []
    caught_all = False
    for h in s.handlers:
        error = c.temp(h.var.name if h.var is not None and h.var.uses else "error")
        guard: r.Expr | None = None
        if h.classes and "BaseException" not in h.classes:
            guard = _tests(error, h.classes)
        else:
            caught_all = True
        bound: list[r.Stmt] = []
        if h.var is not None:
            h.var.rust, h.var.declared, h.var.mode = error, True, "own"
            h.var.maybe_unbound = False
            if h.var.ty is not EXCEPTION and h.var.ty is not BOTTOM and h.var.uses:
                from portalis.codegen.families import caught

                h.var.rust = error
                error = c.temp("error")
                guard = _tests(error, h.classes)
                name = f"mut {h.var.rust}" if h.var.sets else h.var.rust
                bound = [r.LetStmt(name, "", caught(c, error, h.var.ty))]
        c.handled.append(error)
        body = [*bound, *block(c, h.body)]
        c.handled.pop()
        used = (
            guard is not None
            or (h.var is not None and h.var.uses)
            or any(isinstance(x, ops.Raise) and x.value is None for x in all_statements(h.body))
        )
        arms.append(r.Arm(f"Err({error if used else '_'})", guard, r.Block(tuple(body))))
        if caught_all:
            break
    if not caught_all:
        error = c.temp("error")
        arms.append(r.Arm(f"Err({error})", None, r.Block((r.ExprStmt(c.throw(r.Path(error))),))))
    return arms


def _tests(error: str, classes: list[str]) -> r.Expr:
    """Whether an exception is of one of some classes."""
    tests: list[r.Expr] = [
        r.MethodCall(r.Path(error), "is", (r.UnaryExpr("&", r.Path(class_constant(n))),)) for n in classes
    ]
    return functools.reduce(lambda a, b: r.BinaryExpr("||", a, b), tests)


def breaks(body: list[ops.Stmt]) -> bool:
    """Whether a `break` in the body of a loop leaves this very loop."""
    for s in body:
        if isinstance(s, ops.Break):
            return True
        if isinstance(s, (ops.For, ops.While)):
            if breaks(s.orelse):
                return True
        elif any(map(breaks, ops.blocks(s))):
            return True
    return False


def _ends(body: list[ops.Stmt]) -> bool:
    """Whether control never reaches the end of a series."""
    if not body:
        return False
    last = body[-1]
    if isinstance(last, (ops.Return, ops.Raise, ops.Break, ops.Continue)):
        return True
    if isinstance(last, ops.Evaluate):
        return last.value.ty is NEVER
    if isinstance(last, ops.If):
        return bool(last.orelse) and _ends(last.body) and _ends(last.orelse)
    if isinstance(last, ops.While):
        return isinstance(last.test, ops.Const) and bool(last.test.value) and not breaks(last.body)
    if isinstance(last, ops.Try):
        return bool(last.final and _ends(last.final)) or (
            (_ends(last.body) or _ends(last.orelse)) and all(_ends(h.body) for h in last.handlers)
        )
    return False


def _mentions(node: object, label: str) -> bool:
    """Whether a tree leaves for a label."""
    stack: list[object] = [node]
    while stack:
        n = stack.pop()
        if isinstance(n, r.Jump) and n.label == label:
            return True
        if isinstance(n, r.MacroCall) and n.name == "attempt" and n.args[0] == r.Path(label):
            return True
        if isinstance(n, tuple):
            stack += n
        elif hasattr(n, "__dataclass_fields__"):
            stack += [getattr(n, f) for f in n.__dataclass_fields__]
    return False


def _with_finally(c: Context, s: ops.Try) -> list[r.Stmt]:
    """`finally`: the rest of the statement in a block that gives a `Result`, then the final block, then what was pending."""
    from portalis.codegen.statements import block

    # Declarations are found by their block, so a body without handlers has to stay the very list that it is.
    guarded: list[ops.Stmt] = [ops.Try(s.body, s.handlers, s.orelse, [])] if s.handlers else s.body
    leaves = any(isinstance(x, ops.Return) for x in all_statements(guarded))
    if leaves or any(isinstance(x, (ops.Break, ops.Continue)) for x in _outside_loops(guarded)):
        return _with_jumps(c, s, guarded)
    label = f"'{c.temp('attempt')}"
    outer = c.exit
    c.exit = label
    body = block(c, guarded)
    c.exit = outer
    ok: r.Expr | None = None if _ends(guarded) else r.CallExpr(r.Path("Ok"), (r.TupleExpr(()),))
    attempt = r.Block(tuple(body), ok, label)
    name = c.temp("outcome")
    final = block(c, s.final)
    if not _mentions(attempt, label):
        return [*body, *final]
    again: r.Expr = r.TryExpr(r.Path(name))
    if c.exit != "result":
        error = c.temp("error")
        again = r.IfExpr(r.LetTest(f"Err({error})", r.Path(name)), r.Block((r.ExprStmt(c.throw(r.Path(error))),)))
    rest: list[r.Stmt] = [] if _ends(s.final) else [r.ExprStmt(again)]
    if rest and _ends(guarded):  # it ends by raising, which Rust does not see
        rest.append(r.ExprStmt(r.MacroCall("unreachable", ())))
    return [r.LetStmt(name, "PyResult<()>", attempt), *final, *rest]


def _with_jumps(c: Context, s: ops.Try, guarded: list[ops.Stmt]) -> list[r.Stmt]:
    """A jump out of `try … finally`: it waits in the result of the block."""
    from portalis.codegen.statements import block

    outside = _outside_loops(guarded)
    label = f"'{c.temp('attempt')}"
    outer, c.exit = c.exit, label
    saved, c.return_label = c.return_label, label
    c.enter_guard(label)
    body = block(c, guarded)
    c.leave_loop()
    c.exit, c.return_label = outer, saved
    returns = any(isinstance(x, ops.Return) for x in all_statements(guarded))
    ok: r.Expr | None = None if _ends(guarded) else r.CallExpr(r.Path("Ok"), (r.Path("Leave::Next"),))
    name = c.temp("outcome")
    final = block(c, s.final)
    error, value = c.temp("error"), c.temp("value")
    out: list[r.Stmt] = [
        r.LetStmt(name, f"PyResult<Leave<{'_' if returns else '()'}>>", r.Block(tuple(body), ok, label)),
        *final,
    ]
    if _ends(s.final):
        return out
    arms = [r.Arm(f"Err({error})", None, r.Block((r.ExprStmt(c.throw(r.Path(error))),)))]
    if returns:
        arms.append(r.Arm(f"Ok(Leave::Return({value}))", None, r.Block(tuple(c.leave(r.Path(value))))))
    for kind, word in ((ops.Break, "break"), (ops.Continue, "continue")):
        if any(isinstance(x, kind) for x in outside):
            arms.append(r.Arm(f"Ok(Leave::{word.capitalize()})", None, r.Block((c.jump(word),))))
    if _ends(guarded):
        arms.append(r.Arm("Ok(_)", None, r.MacroCall("unreachable", ())))
    else:
        arms.append(r.Arm("Ok(_)", None, r.Block(())))
    return [*out, r.ExprStmt(r.MatchExpr(r.Path(name), tuple(arms)))]


def _outside_loops(body: list[ops.Stmt]) -> list[ops.Stmt]:
    found: list[ops.Stmt] = []
    for x in body:
        found.append(x)
        if not isinstance(x, (ops.For, ops.While)):
            for b in ops.blocks(x):
                found += _outside_loops(b)
    return found
