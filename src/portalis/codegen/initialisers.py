"""Lowers `__init__` to a constructor: attributes are variables until the object is made.

The object is made where the initialiser first uses `self` for more than its attributes. What is assigned only after that,
in the initialiser or in the methods that it calls, stands for a moment with an empty value that nothing can read.
"""

from __future__ import annotations

import re

from portalis.analysis.liveness import all_expressions, all_statements, is_plain, sub_expressions
from portalis.analysis.ownership import is_copy, is_shared
from portalis.codegen import rust_ast as r
from portalis.codegen.displays import new_container
from portalis.codegen.function_values import made_function
from portalis.codegen.functions import FunctionContext, unmentioned
from portalis.codegen.labels import label_loops
from portalis.codegen.lints import allowances
from portalis.codegen.rust_types import Names, param_type, rust_type, snake
from portalis.codegen.settled import settle
from portalis.codegen.statements import block
from portalis.codegen.tidy import tidy
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    FLOAT,
    NONE,
    STR,
    ContT,
    FuncT,
    InstanceT,
    IntT,
    TupleT,
    Type,
    cells_of,
    is_dynamic,
    is_num,
    option_of,
)
from portalis.irbuild.operators import in_place
from portalis.irbuild.program import Instance, Program, Refuse

_WORD = re.compile(r"\w+")


def lower_init(program: Program, inst: Instance, names: Names, cls: ClassInfo, docs: tuple[str, ...]) -> r.FnItem:
    """Lowers `__init__` to a constructor: fields are variables until the object is made."""
    c = FunctionContext(program, inst, names)
    name = names.classes[cls]
    this = inst.params[0]
    params: list[r.Param] = []
    for p in inst.params[1:]:
        p.declared = True
        p.rust = c.unique(p.name)
        label = p.rust if p.uses or p.captured else "_" + p.rust
        if p.mode == "own" and (p.sets or (p.mutated and not is_shared(p.ty))):
            label = f"mut {label}"
        params.append(r.Param(label, param_type(p.ty, p.mode, names)))
    split = _escape(inst, this)
    before, after = inst.body[:split], inst.body[split:]
    _drop_dead(before, this)
    c.self_fields = {f: c.unique(f) for f in cls.fields}
    everything = set(cls.fields)
    assigned = _Assigned(this, everything).block(before, set())
    missing = [f for f in cls.fields if assigned is not None and f not in assigned]
    if missing and assigned is not None and not _Assigned(this, everything).completes(after, assigned):
        raise Refuse(
            "P0603",
            f"`{cls.name}.__init__` may leave `{missing[0]}` unassigned, or uses the object before",
            cls.node,
            "assign every attribute first",
        )
    stmts: list[r.Stmt] = []
    simple = _straight(before)
    changed = _changed_fields(before, this)
    body = block(c, before)
    if simple:
        names_of = {n: f for f, n in c.self_fields.items()}
        out: list[r.Stmt] = []
        for s in body:
            if isinstance(s, r.AssignStmt) and isinstance(s.target, r.Path) and s.target.text in names_of:
                if s.value != s.target:
                    field = names_of[s.target.text]
                    mut = "mut " if field in changed else ""
                    out.append(r.LetStmt(mut + s.target.text, rust_type(cls.fields[field], names), s.value))
            else:
                out.append(s)
        body = out
    else:
        opened = _opened(before)
        names_of = {n: f for f, n in c.self_fields.items() if f in opened}
        rewritten: list[r.Stmt] = []
        for s in body:
            field = (
                names_of.pop(s.target.text, "") if isinstance(s, r.AssignStmt) and isinstance(s.target, r.Path) else ""
            )
            if not field or not isinstance(s, r.AssignStmt) or not isinstance(s.target, r.Path):
                rewritten.append(s)
                continue
            again = field in changed or _field_assignments(before, field) > 1
            held = rust_type(cls.fields[field], names)
            rewritten.append(r.LetStmt(f"mut {s.target.text}" if again else s.target.text, held, s.value))
        body = rewritten
        for f, n in c.self_fields.items():
            if f in missing or (f in opened and n not in names_of):
                continue
            stmts.append(
                r.LetStmt(
                    f"mut {n}" if f in changed or _field_assignments(before, f) > 1 else n,
                    rust_type(cls.fields[f], names),
                )
            )
    fields = [(snake(f), _placeholder(c, cls, f) if f in missing else r.Path(n)) for f, n in c.self_fields.items()]
    if simple and not after:
        body, fields = _in_place(body, fields)
    made: r.Expr = r.StructExpr(name, tuple(fields))
    ty = InstanceT(cls)
    shared = is_shared(ty)
    if shared:
        made = r.CallExpr(r.Path("Shared::new"), (made,))
    if after:
        c.self_fields = None
        this.rust, this.mode, this.declared = c.unique("this"), "own", True
        alters = this.mutated and not shared and not _looks_at(after, this)
        body.append(r.LetStmt(f"mut {this.rust}" if alters else this.rust, "", made))
        body += block(c, after)
        made = r.Path(this.rust)
    if inst.caught:
        made = r.CallExpr(r.Path("Ok"), (made,))
    if body and isinstance(body[-1], r.ExprStmt) and isinstance(body[-1].value, r.Jump):
        body = body[:-1]  # a `return` at the end, which gives the object as well
    ret = rust_type(ty, names)
    whole = label_loops(tidy(settle(r.Block((*stmts, *body), made))))
    return r.FnItem(
        inst.rust_name,
        tuple(unmentioned(params, whole)),
        f"PyResult<{ret}>" if inst.caught else ret,
        whole,
        docs,
        attributes=(*_twice(cls, before), *allowances(whole, body=inst.body)),
        line=getattr(inst.info.node, "lineno", 0) if inst.info is not None else 0,
    )


def _in_place(body: list[r.Stmt], fields: list[tuple[str, r.Expr]]) -> tuple[list[r.Stmt], list[tuple[str, r.Expr]]]:
    """Writes the values of the last attributes in the object itself, in the order in which they are computed."""
    names = {value.text: field for field, value in fields if isinstance(value, r.Path)}
    inline: list[tuple[str, r.Expr]] = []
    kept = list(body)
    later: set[str] = set()
    while kept:
        last = kept[-1]
        if not isinstance(last, r.LetStmt) or last.pattern not in names or last.value is None or last.pattern in later:
            break
        value = last.value
        later |= {w for n in r.nodes(value) if isinstance(n, (r.Path, r.Lit)) for w in _WORD.findall(n.text)}
        inline.insert(0, (names[last.pattern], value))
        kept.pop()
    done = {field for field, _ in inline}
    return kept, [*inline, *((f, v) for f, v in fields if f not in done)]


def _escape(inst: Instance, this: ops.Var) -> int:
    """The first statement of an initialiser that uses `self` other than to assign or read its attributes."""

    def plain(e: ops.Expr) -> bool:
        if isinstance(e, ops.Field) and isinstance(e.obj, ops.Load) and e.obj.var is this:
            return True
        if isinstance(e, ops.Load) and e.var is this:
            return False
        return all(map(plain, sub_expressions(e)))

    for i, s in enumerate(inst.body):
        for x in all_statements([s]):
            exprs = ops.statement_exprs(x)
            if isinstance(x, ops.Return):
                return i
            if (
                isinstance(x, ops.Assign)
                and isinstance(x.target, ops.ToField)
                and isinstance(x.target.obj, ops.Load)
                and x.target.obj.var is this
            ):
                exprs = [x.value]
            if not all(map(plain, exprs)):
                return i
    return len(inst.body)


def _looks_at(body: list[ops.Stmt], this: ops.Var) -> bool:
    """Whether statements do no more with an object than to call methods that borrow it and to read what is copied."""
    looked: set[int] = set()
    loads: list[ops.Expr] = []
    for s in all_statements(body):
        if isinstance(s, (ops.Assign, ops.Augment, ops.Delete)) and any(
            isinstance(e, ops.Load) and e.var is this for e in ops.target_operands(s.target)
        ):
            return False
        for e in all_expressions(s):
            if isinstance(e, ops.Load) and e.var is this:
                loads.append(e)
            elif isinstance(e, ops.Call) and isinstance(e.target, Instance) and e.target.params and e.args:
                looked |= {id(e.args[0])} if e.target.params[0].mode == "ref" else set()
            elif isinstance(e, ops.Field) and is_copy(e.ty):
                looked.add(id(e.obj))
    return all(id(e) in looked for e in loads)


_KEEPING = frozenset({"append", "appendleft", "insert"})
"""Methods of containers that do no more with an object than to hold it."""


class _UnsetError(Exception):
    """An attribute may be read, or the object seen, before the attribute is assigned."""


class _Assigned:
    """Which attributes of `this` are surely assigned, through the methods that are called on it."""

    def __init__(self, this: ops.Var, fields: set[str], running: tuple[Instance, ...] = ()) -> None:
        self.this = this
        self.fields = fields
        self.running = running
        self.exits: list[set[str]] = []
        self.kept = False  # a function value, a container or another object has it: whatever runs may use it

    def completes(self, body: list[ops.Stmt], assigned: set[str]) -> bool:
        """Whether a series assigns the rest before anything reads it."""
        try:
            return self._end(body, assigned) >= self.fields
        except _UnsetError:
            return False

    def _end(self, body: list[ops.Stmt], assigned: set[str]) -> set[str]:
        """What is assigned wherever a series ends or returns."""
        after = self.block(body, set(assigned), strict=True)
        ends = [*self.exits, *([after] if after is not None else [])]
        return set.intersection(*ends) if ends else set(self.fields)

    def block(self, body: list[ops.Stmt], assigned: set[str], strict: bool = False) -> set[str] | None:
        """What is assigned after a series; None where its end is never reached.

        Raises:
            _UnsetError: where `strict`, and something unassigned may be read.
        """
        now: set[str] | None = assigned
        for s in body:
            if now is None:
                return None
            now = self._statement(s, now, strict)
        return now

    def _statement(self, s: ops.Stmt, assigned: set[str], strict: bool) -> set[str] | None:
        if strict:
            for e in self._read_by(s):
                self._reads(e, assigned)
        match s:
            case ops.Assign():
                assigned |= {f.name for f in _own_fields(s.target, self.this)}
            case ops.Augment(target=ops.ToField(obj=ops.Load(var=var))) if var is self.this and strict:
                self._reads(s.load, assigned)
            case ops.If():
                return _both(self.block(s.body, set(assigned), strict), self.block(s.orelse, set(assigned), strict))
            case ops.While() | ops.For():
                self.block(s.body, set(assigned), strict)
                self.block(s.orelse, set(assigned), strict)
            case ops.Try():
                for inner in (s.body, *(h.body for h in s.handlers), s.orelse, s.final):
                    self.block(inner, set(assigned), strict)
            case ops.Raise():
                return None
            case ops.Return():
                self.exits.append(set(assigned))
                return None
            case ops.Break() | ops.Continue():
                return None
            case _:
                pass
        return assigned

    def _read_by(self, s: ops.Stmt) -> list[ops.Expr]:
        if not isinstance(s, ops.Assign):
            return ops.statement_exprs(s)
        mine = {id(f.obj) for f in _own_fields(s.target, self.this)}
        if self._is_this(s.value) and isinstance(s.target, (ops.ToIndex, ops.ToField)) and not mine:
            self.kept = True
            return ops.target_operands(s.target)
        return [s.value, *(o for o in ops.target_operands(s.target) if id(o) not in mine)]

    def _is_this(self, e: ops.Expr) -> bool:
        return isinstance(e, ops.Load) and e.var is self.this

    def _reads(self, e: ops.Expr, assigned: set[str]) -> None:
        if self.kept and not assigned >= self.fields and _may_run(e):
            raise _UnsetError
        match e:
            case ops.Prim(row=row, args=[held, *given]) if (
                row.name in _KEEPING and any(map(self._is_this, given)) and not self._is_this(held)
            ):
                for a in (held, *(a for a in given if not self._is_this(a))):
                    self._reads(a, assigned)
                self.kept = True
                return
            case ops.Field(obj=obj, name=name) if self.kept and name not in assigned and not self._is_this(obj):
                if not (isinstance(obj, ops.Load) and obj.var.is_param and not obj.var.reassigned):
                    raise _UnsetError  # it may be this very object, which was not there when arguments were given
            case ops.Field(obj=ops.Load(var=var), name=name) if var is self.this:
                if name not in assigned:
                    raise _UnsetError
                return
            case ops.Call(target=Instance() as target, args=[ops.Load(var=var), *rest]) if var is self.this:
                for a in rest:
                    self._reads(a, assigned)
                if assigned >= self.fields:
                    return
                if target in self.running or not target.params:
                    raise _UnsetError
                inner = _Assigned(target.params[0], self.fields, (*self.running, target))
                assigned |= inner._end(target.body, assigned)
                self.kept |= inner.kept
                return
            case ops.FuncRef():
                for _, held in e.held:
                    if isinstance(held, ops.Load) and held.var is self.this:
                        self.kept = True
                    else:
                        self._reads(held, assigned)
                return
            case ops.Load(var=var) if var is self.this:
                if not assigned >= self.fields:
                    raise _UnsetError
                return
        for inner_expr in sub_expressions(e):
            self._reads(inner_expr, assigned)


def _may_run(e: ops.Expr) -> bool:
    """Whether an expression, its operands aside, may run code of the program."""
    if isinstance(e, (ops.Call, ops.New, ops.CallValue, ops.Dispatch, ops.Lambda, ops.Comprehension)):
        return True
    if isinstance(e, (ops.Load, ops.Const, ops.Field, ops.Display, ops.DictDisplay, ops.FuncRef, ops.Choose)):
        return False
    if (isinstance(e, ops.Compare) and {"is", "is not"}.issuperset(e.ops)) or (
        isinstance(e, ops.Builtin) and e.name == "unwrap"
    ):
        return False
    return any(c.kind == "instance" for o in sub_expressions(e) for c in cells_of(o.ty))


def _both(first: set[str] | None, second: set[str] | None) -> set[str] | None:
    if first is None or second is None:
        return second if first is None else first
    return first & second


def _own_fields(t: ops.Target, this: ops.Var) -> list[ops.ToField]:
    """The attributes of `this` that a target assigns."""
    if isinstance(t, ops.ToTuple):
        return [f for item in t.items for f in _own_fields(item, this)]
    mine = isinstance(t, ops.ToField) and isinstance(t.obj, ops.Load) and t.obj.var is this
    return [t] if mine and isinstance(t, ops.ToField) else []


def _placeholder(c: FunctionContext, cls: ClassInfo, field: str) -> r.Expr:
    """A value that costs nothing, for an attribute that is assigned before it is read."""
    made = _empty(c, cls.fields[field])
    if made is None:
        raise Refuse(
            "P0603",
            f"`{cls.name}.__init__` uses the object before it assigns `{field}`",
            cls.node,
            "assign every attribute first",
        )
    return made


def _empty(c: FunctionContext, t: Type) -> r.Expr | None:
    if t in (NONE, BOTTOM):
        return r.TupleExpr(())
    if option_of(t) is not None:
        return r.Path("None")
    if is_dynamic(t):
        return r.Path("Value::None")
    if is_num(t):
        return r.CallExpr(r.Path("Num::from"), (r.Lit("0_i64"),))
    if isinstance(t, IntT):
        return r.Lit("0") if t.machine else r.CallExpr(r.Path("Int::from"), (r.Lit("0"),))
    if isinstance(t, TupleT):
        items = [_empty(c, i) for i in t.items]
        made = tuple(i for i in items if i is not None)
        return r.TupleExpr(made) if len(made) == len(items) else None
    if isinstance(t, ContT):
        return new_container(c, t) if t.kind in ("list", "dict", "set", "deque") else None
    atoms: dict[Type, r.Expr] = {
        BOOL: r.Lit("false"),
        FLOAT: r.Lit("0.0"),
        STR: r.CallExpr(r.Path("Str::from"), (r.Lit('""'),)),
    }
    if isinstance(t, FuncT):
        unnamed = tuple(f"_: {rust_type(p, c.names)}" for p in t.cell.params or [])
        nothing = r.ClosureExpr(unnamed, r.CallExpr(r.Path("unassigned"))) if unnamed else r.Path("unassigned")
        return made_function(c, nothing, t)
    return atoms.get(t)


def _field_assignments(body: list[ops.Stmt], name: str) -> int:
    """How often an initialiser may assign an attribute; inside a loop that counts twice."""
    count = 0
    for s in body:
        mine = 0
        if isinstance(s, (ops.Assign, ops.Augment, ops.For)):
            stored = sum(f.name == name for f in _stored_fields(s.target))
            mine = stored * (1 + isinstance(s, (ops.Augment, ops.For)))
        if isinstance(s, ops.If):
            mine = max(_field_assignments(s.body, name), _field_assignments(s.orelse, name))
        else:
            inner = sum(_field_assignments(b, name) for b in ops.blocks(s))
            mine += 2 * inner if isinstance(s, (ops.For, ops.While)) else inner
        count += mine
    return count


def _twice(cls: ClassInfo, body: list[ops.Stmt]) -> tuple[str, ...]:
    """What rustc is told where a class assigns again what its base has assigned."""
    derived = len(cls.module.hierarchy.order.get(cls.key, ())) > 1 or bool(cls.constants)
    again = derived and any(_field_assignments(body, f) > 1 for f in cls.fields)
    return ("#[allow(unused_assignments)]",) if again else ()


def _drop_dead(body: list[ops.Stmt], this: ops.Var) -> None:
    """Takes out what a base class assigns and its subclass assigns again before anything reads it."""
    for s in list(body):
        mine = _own_fields(s.target, this) if isinstance(s, ops.Assign) and isinstance(s.target, ops.ToField) else []
        if not mine or not isinstance(s, ops.Assign) or not is_plain(s.value):
            continue
        name = mine[0].name
        for later in body[body.index(s) + 1 :]:
            if ops.blocks(later) or any(_reads_field(e, this, name) for e in _evaluated(later)):
                break
            again = later.target if isinstance(later, ops.Assign) else None
            if isinstance(again, ops.ToField) and [f.name for f in _own_fields(again, this)] == [name]:
                body.remove(s)
                break


def _evaluated(s: ops.Stmt) -> list[ops.Expr]:
    if isinstance(s, ops.Assign) and isinstance(s.target, ops.ToField):
        return [s.value]
    return ops.statement_exprs(s)


def _reads_field(e: ops.Expr, this: ops.Var, name: str) -> bool:
    if isinstance(e, ops.Field) and isinstance(e.obj, ops.Load) and e.obj.var is this:
        return e.name == name
    if isinstance(e, ops.Load):
        return e.var is this
    return any(_reads_field(x, this, name) for x in sub_expressions(e))


def _opened(body: list[ops.Stmt]) -> set[str]:
    """The attributes that a statement at the top of an initialiser assigns before any other statement does."""
    seen: set[str] = set()
    found: set[str] = set()
    for s in body:
        if isinstance(s, ops.Assign) and isinstance(s.target, ops.ToField) and s.target.name not in seen:
            found.add(s.target.name)
        for x in all_statements([s]):
            target = getattr(x, "target", None)
            targets = [target] if isinstance(target, ops.Target) else []
            while targets:
                t = targets.pop()
                if isinstance(t, ops.ToTuple):
                    targets += t.items
                elif isinstance(t, ops.ToField):
                    seen.add(t.name)
    return found


def _stored_fields(t: ops.Target) -> list[ops.ToField]:
    if isinstance(t, ops.ToTuple):
        return [f for i in t.items for f in _stored_fields(i)]
    return [t] if isinstance(t, ops.ToField) else []


def _changed_fields(body: list[ops.Stmt], this: ops.Var) -> set[str]:
    """The attributes whose value a series changes in place."""
    found: set[str] = set()

    def change(e: ops.Expr) -> None:
        while not is_shared(e.ty):
            if isinstance(e, ops.Field) and isinstance(e.obj, ops.Load) and e.obj.var is this:
                found.add(e.name)
                return
            if not isinstance(e, (ops.Index, ops.Field)):
                return
            e = e.obj

    for s in all_statements(body):
        target = getattr(s, "target", None)
        if isinstance(target, (ops.ToIndex, ops.ToSlice)) or (
            isinstance(target, ops.ToField) and not isinstance(target.obj, ops.Load)
        ):
            change(target.obj)
        if isinstance(s, ops.Augment) and in_place(s.op, s.load.ty):
            change(s.load)
        for e in all_expressions(s):
            if isinstance(e, ops.Prim) and e.row.mutates >= 0:
                change(e.args[e.row.mutates])
            elif isinstance(e, ops.Builtin) and e.name == "sort":
                change(e.args[0])
            elif isinstance(e, ops.Index) and e.obj.ty.kind == "defaultdict":
                change(e.obj)
            elif isinstance(e, ops.Call) and isinstance(e.target, Instance):
                for p, a in zip(e.target.params, e.args):
                    if p.mode == "mut":
                        change(a)
    return found


def _straight(body: list[ops.Stmt]) -> bool:
    """Whether every attribute is assigned once, at the top of the series."""
    top = [s.target.name for s in body if isinstance(s, ops.Assign) and isinstance(s.target, ops.ToField)]
    nested = [
        x
        for s in body
        for x in all_statements([s])[1:]
        if isinstance(x, (ops.Assign, ops.Augment)) and isinstance(x.target, ops.ToField)
    ]
    nested += [s for s in body if isinstance(s, ops.Assign) and isinstance(s.target, ops.ToTuple)]
    loops = [s for s in all_statements(body) if isinstance(s, ops.For) and _stored_fields(s.target)]
    augmented = [s for s in body if isinstance(s, ops.Augment) and isinstance(s.target, ops.ToField)]
    return len(set(top)) == len(top) and not nested and not augmented and not loops
