"""Lowers whole functions: where variables are declared, how a result leaves, loops and their labels."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from portalis.analysis import iterators
from portalis.analysis.effects import check_made_once, check_order
from portalis.analysis.liveness import all_expressions, all_statements, is_known_none
from portalis.analysis.ownership import is_copy, is_shared
from portalis.codegen import order
from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import new_memo
from portalis.codegen.context import Context, Loop
from portalis.codegen.exceptions import _ends, breaks
from portalis.codegen.expressions import capture_mode, capture_type
from portalis.codegen.labels import label_loops
from portalis.codegen.lints import allowances, handed_on_only, leaves, named_otherwise
from portalis.codegen.printer import Printer
from portalis.codegen.rust_types import Names, memo_type, param_type, rust_type
from portalis.codegen.settled import settle
from portalis.codegen.statements import block
from portalis.codegen.tidy import tidy
from portalis.ir import ops
from portalis.ir.types import NONE, NameT
from portalis.irbuild.operators import in_place
from portalis.irbuild.program import Instance, Program, Refuse


class FunctionContext(Context):
    """Lowers one function."""

    def __init__(self, program: Program, inst: Instance, names: Names) -> None:
        super().__init__(program, inst, names)
        self.stack: list[Loop] = []
        self.places: dict[ops.Stmt, list[ops.Var]] = {}
        self.self_fields: dict[str, str] | None = None
        iterators.check(program, inst)
        check_made_once(inst)
        check_order(inst)
        self._place(inst.body)

    # -- declarations
    def _place(self, body: list[ops.Stmt]) -> None:
        """Finds, for each variable, the statement before which it has to be declared."""
        paths: dict[ops.Var, list[tuple[int, int]]] = {}
        first: dict[ops.Var, tuple[list[tuple[int, int]], ops.Stmt, str]] = {}
        inner: set[ops.Var] = set()
        rounds: set[int] = set()  # bodies of loops

        def mention(var: ops.Var, path: list[tuple[int, int]], s: ops.Stmt, how: str) -> None:
            if var.is_param or var.is_global or var.borrows or var in self.inst.captures:
                return
            if var not in paths:
                paths[var] = list(path)
                first[var] = (list(path), s, how)
            else:
                common: list[tuple[int, int]] = []
                for a, b in zip(paths[var], path):
                    if a != b:
                        if a[0] == b[0]:
                            common.append((a[0], -1))
                        break
                    common.append(a)
                paths[var] = common

        def expressions(exprs: list[ops.Expr], path: list[tuple[int, int]], s: ops.Stmt) -> None:
            from portalis.analysis.liveness import sub_expressions

            stack = list(exprs)
            while stack:
                e = stack.pop()
                if isinstance(e, ops.Load):
                    if e.var not in inner:
                        mention(e.var, path, s, "use")
                elif isinstance(e, ops.Bind):
                    mention(e.var, path, s, "use")
                elif isinstance(e, ops.Comprehension):
                    for cl in e.clauses:
                        inner.update(v.var for v in ops.target_vars(cl.target))
                elif isinstance(e, ops.FuncRef):
                    inner.update(v for v, _ in e.held)
                elif isinstance(e, ops.Spread):
                    inner.update(e.vars)
                elif isinstance(e, ops.Builtin) and e.name == "let":
                    inner.update(e.extra)
                elif isinstance(e, ops.Lambda):
                    for t in e.params:
                        inner.update(v.var for v in ops.target_vars(t))
                elif isinstance(e, ops.Call) and isinstance(e.target, Instance):
                    for v in e.target.captures:
                        mention(v, path, s, "use")
                stack += sub_expressions(e)

        series: dict[int, list[ops.Stmt]] = {}

        def walk(stmts: list[ops.Stmt], path: list[tuple[int, int]]) -> None:
            series[id(stmts)] = stmts
            for i, s in enumerate(stmts):
                here = [*path, (id(stmts), i)]
                exprs = ops.statement_exprs(s)
                expressions(exprs, here, s)
                targets = [s.target] if isinstance(s, (ops.Assign, ops.Augment, ops.Delete)) else []
                for t in targets:
                    for v in ops.target_vars(t):
                        dead = isinstance(s, ops.Assign) and isinstance(t, ops.ToVar) and not v.live
                        if not dead:
                            mention(v.var, here, s, "set")
                if isinstance(s, (ops.For, ops.While)):
                    rounds.add(id(s.body))
                if isinstance(s, ops.For):
                    for v in ops.target_vars(s.target):
                        mention(v.var, [*here, (id(s.body), -2)], s, "for")
                    walk(s.body, [*here])
                    walk(s.orelse, [*here])
                elif isinstance(s, ops.Try):
                    walk(s.body, here)
                    for h in s.handlers:
                        walk(h.body, here)
                    walk(s.orelse, here)
                    walk(s.final, here)
                else:
                    for b in ops.blocks(s):
                        walk(b, here)

        walk(body, [])
        for var, common in paths.items():
            if var in inner or not common:
                continue
            if var.maybe_unbound:  # where one round of a loop may find nothing, the next may find what it left
                common = list(takewhile(lambda p: p[0] not in rounds, common))
            path, _s, how = first[var]
            block_id, _ = common[-1]
            mine = [p for p in path if p[0] == block_id]
            index = mine[0][1] if mine else 0
            direct = path[-1][0] == block_id and how == "set" and not var.maybe_unbound
            inside_for = how == "for" and len(common) >= len(path) and not var.maybe_unbound
            loop_only = how == "for" and not var.maybe_unbound and _only_inside(common, path)
            if direct or inside_for or loop_only:
                continue
            self.places.setdefault(series[block_id][index], []).append(var)

    def declarations(self, s: ops.Stmt, body: list[ops.Stmt]) -> list[r.Stmt]:
        """The declarations due before a statement."""
        out: list[r.Stmt] = []
        for var in self.places.get(s, []):
            if var.declared or (not (var.uses or var.captured) and not var.maybe_unbound):
                continue
            var.declared = True
            var.rust = self.unique(var.name)
            ty = rust_type(var.ty, self.names)
            if var.maybe_unbound:
                name = f"mut {var.rust}" if var.sets or var.lent else var.rust
                out.append(r.LetStmt(name, f"Option<{ty}>", r.Path("None")))
            else:
                out.append(r.LetStmt(f"mut {var.rust}" if self._really_mut(var, body) else var.rust, ty))
        return out

    def _really_mut(self, var: ops.Var, body: list[ops.Stmt]) -> bool:
        """Whether a variable declared in a block is assigned more than once, or changed."""
        return (var.mutated and not is_shared(var.ty)) or var.lent or _most_assignments(body, var) > 1

    # -- loops
    def enter_loop(self, orelse: list[ops.Stmt], body: list[ops.Stmt]) -> Loop:
        """Begins a loop."""
        has_break = bool(orelse) and breaks(body)
        loop = Loop(f"'{self.temp('outer')}" if has_break else "")
        self.stack.append(loop)
        return loop

    def leave_loop(self) -> None:
        """Ends a loop."""
        self.stack.pop()

    def enter_guard(self, label: str) -> None:
        """Begins a block with a `finally`; `leave_loop` ends it."""
        self.stack.append(Loop("", label))

    def jump(self, word: str) -> r.Stmt:
        """A `break` or `continue` of the innermost loop."""
        loop = self.stack[-1]
        if loop.guard:
            waiting = r.Path(f"Leave::{word.capitalize()}")
            return r.ExprStmt(r.Jump("break", loop.guard, r.CallExpr(r.Path("Ok"), (waiting,))))
        return r.ExprStmt(r.Jump(word, loop.outer if word == "break" else ""))

    # -- leaving
    def leave(self, value: r.Expr | None) -> list[r.Stmt]:
        """A return with an owned value, or without one."""
        if self.return_label:
            held = r.CallExpr(r.Path("Leave::Return"), (value if value is not None else r.TupleExpr(()),))
            return [r.ExprStmt(r.Jump("break", self.return_label, r.CallExpr(r.Path("Ok"), (held,))))]
        if self.inst.caught:
            value = r.CallExpr(r.Path("Ok"), (value if value is not None else r.TupleExpr(()),))
        return [r.ExprStmt(r.Jump("return", "", value))]

    # -- initialisers
    def init_field(self, name: str, value: r.Expr) -> list[r.Stmt]:
        """`self.name = value` in `__init__`: fields are variables until the object is made."""
        assert self.self_fields is not None
        return [r.AssignStmt(r.Path(self.self_fields[name]), value)]

    def finish_init(self) -> r.Expr:
        """Leaves an initialiser."""
        return r.Jump("return", "", r.Path("this"))


def _most_assignments(body: list[ops.Stmt], var: ops.Var) -> int:
    """How often a variable may be assigned on one path; inside a loop that counts twice."""
    count = 0
    for s in body:
        mine = 0
        if isinstance(s, (ops.Assign, ops.Augment, ops.For)):
            mine = sum(v.var is var and (v.live or not isinstance(s, ops.Assign)) for v in ops.target_vars(s.target))
        bound = [e for e in all_expressions(s) if isinstance(e, ops.Bind) and e.var is var]
        if bound:  # a comprehension may come to it many times
            mine += 2 if any(isinstance(e, ops.Comprehension) for e in all_expressions(s)) else len(bound)
        if isinstance(s, ops.If):
            mine += max(_most_assignments(s.body, var), _most_assignments(s.orelse, var))
        elif isinstance(s, (ops.For, ops.While)):
            mine = 2 * (mine + _most_assignments(s.body, var)) + _most_assignments(s.orelse, var)
        elif isinstance(s, ops.Try):
            mine = sum(_most_assignments(b, var) for b in ops.blocks(s))
        count += mine
    return count


def _only_inside(common: list[tuple[int, int]], path: list[tuple[int, int]]) -> bool:
    """Whether all mentions of a loop variable are inside its loop."""
    return len(common) >= len(path) - 1 and common[: len(path) - 1] == path[:-1]


def count_uses(inst: Instance) -> None:
    """Counts reads and writes of an instance's variables; growing is both."""
    from portalis.codegen.assignments import is_idle

    def walk(stmts: list[ops.Stmt], depth: int) -> None:
        for s in stmts:
            for e in all_expressions(s):
                if isinstance(e, ops.Load):
                    e.var.uses += not is_known_none(e)
                elif isinstance(e, ops.Bind):
                    e.var.sets += 1
                elif isinstance(e, ops.Call) and isinstance(e.target, Instance):
                    for v in e.target.captures:
                        v.uses += 1
                        v.lent |= v in e.target.changes
            if isinstance(s, ops.Augment) and is_idle(s):
                continue
            # A shared object is changed through its handle: the binding itself stays.
            through = isinstance(s, ops.Augment) and is_shared(s.load.ty) and in_place(s.op, s.load.ty)
            binds = isinstance(s, (ops.Assign, ops.For, ops.Augment, ops.Delete)) and not through
            for t in [s.target] if binds else []:
                for to in ops.target_vars(t):
                    var = to.var
                    kept = to.live or var.is_global
                    if isinstance(s, ops.Assign) and isinstance(t, ops.ToVar) and not kept:
                        continue
                    var.sets += 1
                    var.set_in_loop |= depth > 0 and not isinstance(s, ops.For)
            if isinstance(s, ops.Augment) and isinstance(s.load, ops.Load):
                s.load.var.uses += 1
                s.load.var.sets += not through
            for b in ops.blocks(s):
                walk(b, depth + isinstance(s, (ops.For, ops.While)))

    walk(inst.body, 0)


def lower_function(program: Program, inst: Instance, names: Names, docs: tuple[str, ...]) -> r.FnItem:
    """Lowers an instance to a Rust function.

    Raises:
        Refuse: where something has no Rust form yet.
    """
    if inst.generates:
        _check_generator(inst)
    c = FunctionContext(program, inst, names)
    params: list[r.Param] = []
    prelude: list[r.Stmt] = []
    receiver = ""
    info = inst.info
    for i, p in enumerate(inst.params):
        if isinstance(p.ty, NameT):
            continue
        p.declared = True
        if i == 0 and info is not None and info.cls is not None and info.kind in ("method", "property"):
            receiver = _receiver(inst, p, c)
            if receiver and receiver != "this":
                p.rust = "self"
                continue
            receiver = ""
            p.rust = "this"
            c.used.add("this")
            params.append(r.Param("this", param_type(p.ty, p.mode, names)))
            continue
        p.rust = c.unique(p.name)
        used = p.uses or p.captured or inst.memo is not None
        name = p.rust if used else "_" + p.rust.lstrip("_")
        if p.mode == "own" and (p.sets or (p.mutated and not is_shared(p.ty)) or p.written_inside):
            name = f"mut {name}"
        params.append(r.Param(name, param_type(p.ty, p.mode, names)))
    for v in inst.captures:
        v_name = c.unique(v.name)
        params.append(r.Param(v_name, capture_type(c, inst, v)))
    body = _with_captures(c, inst, params)
    falls = not _ends(inst.body)
    ret = rust_type(inst.ret, names)
    stmts = [*prelude, *body]
    if inst.recursive and not inst.generates:
        guard = r.LetStmt("_frame", "", c.raising_call("enter_frame", ()))
        stmts.insert(0, guard)
    falls = falls and not (stmts and leaves(stmts[-1]))  # what a `try` handles may turn out not to be raised
    tail: r.Expr | None = None
    last_line = stmts[-1].line if stmts else 0
    if (
        stmts
        and isinstance(stmts[-1], r.ExprStmt)
        and isinstance(stmts[-1].value, r.Jump)
        and stmts[-1].value.word == "return"
    ):
        tail = stmts[-1].value.value
        stmts = stmts[:-1]
    elif falls and inst.generates and not inst.caught:
        pass
    elif falls and inst.caught:
        tail = r.CallExpr(r.Path("Ok"), (r.TupleExpr(()) if inst.generates else _none_value(c, inst),))
    elif falls and inst.ret is not NONE:
        tail = _none_value(c, inst)
    stmts, tail = _tail(stmts, tail, inst)
    if tail is not None:
        lets, tail = order.leading(tail)
        stmts = [*stmts, *lets]
    if inst.memo is not None:
        stmts, tail, last_line = [], _remembered(c, inst, params, r.Block(tuple(stmts), tail, tail_line=last_line)), 0
    hands_out = inst.caught and not inst.generates  # a generator keeps what it raises for who takes its items
    result = f"PyResult<{ret}>" if hands_out else "" if ret == "()" else ret
    if isinstance(tail, r.Block) and not stmts:
        stmts, tail = list(tail.body), tail.tail
    whole = r.Block(tuple(stmts), tail, tail_line=last_line)
    if inst.generates:
        whole = r.Block((), _generator(c, whole), tail_line=last_line)
    whole = _returned(label_loops(tidy(settle(whole if result or inst.generates else _fallen(whole)))))
    owner = info.cls if info is not None else None
    surprises = named_otherwise(inst.rust_name, receiver, result, names.classes[owner]) if owner is not None else ()
    if inst.recursive:
        surprises = (*surprises, *handed_on_only(whole, params, inst.rust_name))
    return r.FnItem(
        inst.rust_name,
        tuple(unmentioned(params, whole)),
        result,
        whole,
        docs,
        receiver=receiver,
        attributes=(*surprises, *allowances(whole, params, bool(receiver), inst.body)),
        line=getattr(info.node, "lineno", 0) if info is not None else 0,
    )


def _check_generator(inst: Instance) -> None:
    """Refuses generators that capture what may change before the body runs."""
    assert inst.info is not None
    around = all_statements(inst.parent.body) if inst.parent is not None else []
    looped = {t.var for s in around if isinstance(s, ops.For) for t in ops.target_vars(s.target)}
    changing = any(
        v.reassigned or v.written_inside or v.maybe_unbound or v.set_in_loop or v in looped for v in inst.captures
    )
    if changing or inst.memo is not None:
        raise Refuse("P0703", "a generator that uses the variables around it is not translated yet", inst.info.node)


def _generator(c: FunctionContext, body: r.Block) -> r.Expr:
    """A generator with this body: a coroutine, which Rust makes of an `async` block."""
    coroutine = r.ClosureExpr(("co",), r.AsyncBlock(body), moves=True)
    made = r.CallExpr(r.Path("raising_generator" if c.inst.caught else "generator"), (coroutine,))
    return c.kept_iterator(made) if c.program.handles else made


def _remembered(c: FunctionContext, inst: Instance, params: list[r.Param], body: r.Block) -> r.Expr:
    """The body of a cached function: what it computes, unless it is known for these arguments."""
    assert inst.memo is not None
    named = list(zip(inst.params, (r.Path(p.name.removeprefix("mut ")) for p in params)))
    keys = tuple(n if is_copy(p.ty) and p.mode == "own" else r.MethodCall(n, "clone") for p, n in named)
    arguments = (keys[0] if len(keys) == 1 else r.TupleExpr(keys), r.ClosureExpr((), body))
    method = "try_recall" if inst.caught else "recall"
    if inst.memo.var is not None:
        place = params[len(inst.params) + inst.captures.index(inst.memo.var)].name
        return r.MethodCall(r.Path(place), method, arguments)
    text = f"thread_local! {{\n        static MEMO: {memo_type(inst, c.names)} = {Printer().expr(new_memo(inst.memo.limit), 0)};\n    }}"
    call = r.MethodCall(r.Path("memo"), method, arguments)
    lookup = r.MethodCall(r.Path("MEMO"), "with", (r.ClosureExpr(("memo",), call),))
    return r.Block((r.ExprStmt(r.Lit(text), semicolon=False),), lookup)


def unmentioned(params: list[r.Param], body: r.Block) -> list[r.Param]:
    """The parameters, with an underscore before those that types alone answered for: `len(args)` of a known tuple."""
    mentioned = {w for n in r.nodes(body) if isinstance(n, (r.Path, r.Lit)) for w in re.findall(r"\w+", n.text)}
    return [
        p if p.name.startswith(("_", "mut ")) or p.name in mentioned else r.Param("_" + p.name, p.ty) for p in params
    ]


def _none_value(c: FunctionContext, inst: Instance) -> r.Expr:
    from portalis.codegen.values import Val, coerce, own

    return own(c, coerce(c, Val(r.TupleExpr(()), "own", NONE), inst.ret))


def _with_captures(c: FunctionContext, inst: Instance, params: list[r.Param]) -> list[r.Stmt]:
    """Lowers the body while captured variables go by the names of its parameters."""
    saved = [(v, v.rust, v.mode, v.declared) for v in inst.captures]
    names = [p.name for p in params[len(params) - len(inst.captures) :]] if inst.captures else []
    c.outer_modes = {v: mode for v, _, mode, _ in saved}
    for v, n in zip(inst.captures, names):
        v.rust, v.declared = n, True
        v.mode = capture_mode(inst, v)
    try:
        return block(c, inst.body)
    finally:
        for v, rust, mode, declared in saved:
            v.rust, v.mode, v.declared = rust, mode, declared


def _tail(stmts: list[r.Stmt], tail: r.Expr | None, inst: Instance) -> tuple[list[r.Stmt], r.Expr | None]:
    """Turns the returns that end a function into its value."""
    if tail is None and stmts and isinstance(stmts[-1], r.ExprStmt):
        value = as_value(stmts[-1].value)
        if value is not None:
            return stmts[:-1], value
    return stmts, tail


def _returned(b: r.Block) -> r.Block:
    """A function whose last statement returns, now that what it never reaches is gone, with that as its value."""
    match b:
        case r.Block(
            body=(*before, r.ExprStmt(value=r.Jump(word="return", value=value), line=line)), tail=None, label=""
        ) if value is not None:
            return replace(b, body=tuple(before), tail=value, tail_line=line)
    return b


def _fallen(b: r.Block) -> r.Block:
    """A block that ends a function without a value: what returns last in it may as well fall through."""
    if b.label or b.tail is not None or not b.body or not isinstance(b.body[-1], r.ExprStmt):
        return b
    last, value = b.body[-1], b.body[-1].value
    if value == r.Jump("return", "", None):
        return replace(b, body=b.body[:-1])
    if isinstance(value, r.IfExpr):
        return replace(b, body=(*b.body[:-1], replace(last, value=_fallen_choice(value))))
    if isinstance(value, r.MatchExpr):
        arms = tuple(replace(a, body=_fallen(a.body)) if isinstance(a.body, r.Block) else a for a in value.arms)
        return replace(b, body=(*b.body[:-1], replace(last, value=replace(value, arms=arms))))
    return b


def _fallen_choice(e: r.IfExpr) -> r.IfExpr:
    other = e.orelse
    if isinstance(other, r.IfExpr):
        other = _fallen_choice(other)
    elif isinstance(other, r.Block):
        other = _fallen(other)
    return replace(e, body=_fallen(e.body), orelse=other)


def as_value(e: r.Expr) -> r.Expr | None:
    """An `if` or `match` whose every end returns, as an expression with those values."""
    match e:
        case r.IfExpr():
            if e.orelse is None:
                return None
            body = _block_value(e.body)
            other = as_value(e.orelse) if isinstance(e.orelse, r.IfExpr) else _block_value(e.orelse)
            if body is None or other is None:
                return None
            assert isinstance(other, (r.Block, r.IfExpr))
            return r.IfExpr(e.test, body, other)
        case r.MatchExpr():
            arms: list[r.Arm] = []
            for a in e.arms:
                if isinstance(a.body, r.MacroCall) and a.body.name == "unreachable":
                    arms.append(a)
                    continue
                if not isinstance(a.body, r.Block):
                    return None
                value = _block_value(a.body)
                if value is None:
                    return None
                arms.append(r.Arm(a.pattern, a.guard, value))
            return r.MatchExpr(e.subject, tuple(arms))
    return None


def _block_value(b: r.Block) -> r.Block | None:
    if b.tail is not None or b.label or not b.body:
        return None
    last = b.body[-1]
    if not isinstance(last, r.ExprStmt):
        return None
    if isinstance(last.value, r.Jump) and last.value.word == "return":
        return r.Block(b.body[:-1], last.value.value, tail_line=last.line)
    if isinstance(last.value, r.MethodCall) and last.value.name == "exit" and not last.value.args:
        return r.Block(b.body[:-1], last.value, tail_line=last.line)
    value = as_value(last.value)
    return r.Block(b.body[:-1], value, tail_line=last.line) if value is not None else None


def _receiver(inst: Instance, p: ops.Var, c: Context) -> str:
    """The receiver of a method, or `this` where objects are shared."""
    if is_shared(p.ty):
        return "this"
    return {"ref": "&self", "mut": "&mut self", "own": "mut self" if p.mutated else "self"}[p.mode]
