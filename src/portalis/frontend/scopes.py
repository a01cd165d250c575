"""Scopes and webs: which definitions of a name belong together.

Types belong to live ranges, not to names. A *web* is a maximal set of definitions of one name that reach common uses
(Muchnick, Advanced Compiler Design, 16.3.3); `n = n / 2` in straight-line code starts a new one. The builder runs a
reaching-definitions analysis over the structured syntax tree, exceptional edges included, with sets as bit masks.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from portalis.frontend.captures import Reach, evaluated_names, mark_captures, mark_inner, writes
from portalis.frontend.environments import UNBOUND, Env, become, merge
from portalis.frontend.names import Collector, FunctionNode, arguments_of
from portalis.frontend.tree import children, ends_program, walk

_DELETED = 2  # bit 1: since a handler that bound it has ended
_DEFINED = 4  # bit 2: it is a function, a class or an import by now, which no web stands for
_RESERVED = 3
_IN_PLACE = (ast.Add, ast.Mult, ast.Sub, ast.BitOr, ast.BitAnd, ast.BitXor)


class Web:
    """One variable of the translation: all definitions of `name` that must share a type and a place."""

    __slots__ = (
        "name",
        "index",
        "scope",
        "captured",
        "is_global",
        "maybe_unbound",
        "is_param",
        "written_inside",
        "defs",
        "uses",
        "local_to",
    )

    def __init__(self, name: str, index: int, scope: Scope) -> None:
        self.name = name
        self.index = index
        self.scope = scope
        self.captured = False
        self.is_global = False
        self.maybe_unbound = False
        self.is_param = False
        self.written_inside = False
        """Whether a nested function assigns it (`nonlocal`, `global`)."""
        self.defs = 0
        self.uses = 0
        self.local_to: ast.AST | None = None
        """The comprehension or lambda that it belongs to, if any."""

    def __repr__(self) -> str:
        return f"{self.name}.{self.index}"


class Scope:
    """A module or function: its webs and which syntax node refers to which."""

    def __init__(self, node: ast.Module | FunctionNode, parent: Scope | None) -> None:
        self.node = node
        self.parent = parent
        self.webs: list[Web] = []
        self.web_of: dict[ast.AST, Web] = {}
        self.aug_use: dict[ast.AST, Web] = {}
        self.locals: set[str] = set()
        self.global_names: set[str] = set()
        self.nonlocal_names: set[str] = set()
        self.captured_names: set[str] = set()
        self.captured_web: dict[str, Web] = {}
        self.functions: dict[str, ast.FunctionDef] = {}
        self.classes: dict[str, ast.ClassDef] = {}
        self.imports: dict[str, ast.AST] = {}
        self.children: dict[ast.AST, Scope] = {}
        self.rebound: set[str] = set()
        self.early: set[ast.Name] = set()  # uses of functions, classes and imports that perhaps are not there yet
        self.free: set[tuple[Scope, str]] = set()  # what a function, or one in it, uses of the scopes around it
        self.deleted: set[ast.AST] = set()  # uses that may find another value, or none after a handler

    @property
    def defined(self) -> set[str]:
        """The names of its functions, classes and imports."""
        return self.functions.keys() | self.classes.keys() | self.imports.keys()

    @property
    def is_module(self) -> bool:
        return isinstance(self.node, ast.Module)

    def owner_of(self, name: str) -> Scope | None:
        """The scope whose variable `name` means here, or None for a builtin."""
        if name in self.global_names:
            top = self
            while top.parent is not None:
                top = top.parent
            return top
        scope: Scope | None = self
        while scope is not None:
            if name in scope.locals and name not in scope.nonlocal_names:
                return scope
            scope = scope.parent
        return None


class _Dataflow:
    """Reaching definitions of one scope; unites those that meet at a use."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.def_nodes: list[tuple[str, ast.AST]] = [("", scope.node)] * _RESERVED
        self.def_of: dict[ast.AST, int] = {}
        self.parent: list[int] = [*range(_RESERVED)]
        self.unbound: set[int] = set()
        self.use_mask: dict[ast.AST, tuple[str, int]] = {}
        self.aug: dict[ast.AST, tuple[str, int]] = {}
        self.local_to: dict[int, ast.AST] = {}
        self.breaks: list[list[Env]] = []
        self.continues: list[list[Env]] = []
        self.log: list[tuple[str, int]] = []
        self.inner: list[ast.AST] = []
        self.reach = Reach(scope)
        self.late: set[str] = set()  # captured, and perhaps not bound yet where what captures them is used
        self.lambdas: set[str] = set()
        self.early: set[ast.Name] = set()  # functions, classes and imports that perhaps are not there yet

    # -- definitions and uses
    def find(self, i: int) -> int:
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def define(self, name: str, node: ast.AST, env: Env) -> None:
        index = self.def_of.get(node)
        if index is None:
            index = len(self.def_nodes)
            self.def_nodes.append((name, node))
            self.parent.append(index)
            self.def_of[node] = index
            if self.inner:
                self.local_to[index] = self.inner[-1]
        env[name] = 1 << index
        if not self.inner:
            self.log.append((name, index))

    def use(self, name: str, node: ast.AST, env: Env) -> None:
        mask = env.get(name, UNBOUND)
        old = self.use_mask.get(node)
        if old is not None:
            mask |= old[1]
        self.use_mask[node] = (name, mask)

    # -- statements
    def block(self, body: Iterable[ast.stmt], env: Env | None) -> Env | None:
        for s in body:
            if env is None:
                break
            env = self.statement(s, env)
        return env

    def statement(self, s: ast.stmt, env: Env) -> Env | None:
        match s:
            case ast.Assign():
                self.expr(s.value, env)
                if isinstance(s.value, ast.Lambda):
                    self.lambdas |= {t.id for t in s.targets if isinstance(t, ast.Name)}
                for t in s.targets:
                    self.target(t, env)
            case ast.AnnAssign():
                if s.value is not None:
                    self.expr(s.value, env)
                    self.target(s.target, env)
                elif not isinstance(s.target, ast.Name):
                    self.target(s.target, env)
            case ast.AugAssign():
                if isinstance(s.target, ast.Name):
                    if self.is_local(s.target.id):
                        mask = env.get(s.target.id, UNBOUND)
                        old = self.aug.get(s.target)
                        mask |= old[1] if old else 0
                        self.aug[s.target] = (s.target.id, mask)
                        self.expr(s.value, env)
                        self.define(s.target.id, s.target, env)
                        if isinstance(s.op, _IN_PLACE):
                            self.unite([*self.bits(mask), self.def_of[s.target]])
                    else:
                        self.expr(s.value, env)
                else:
                    self.expr(s.target, env)
                    self.expr(s.value, env)
            case ast.If():
                holds, fails = self.condition(s.test, env)
                then = self.block(s.body, holds)
                other = self.block(s.orelse, fails)
                return merge(then, other)
            case ast.Assert():
                holds, fails = self.condition(s.test, env)
                if s.msg is not None:
                    self.expr(s.msg, fails)
                return holds
            case ast.While():
                return self.loop(s, s.test, None, env)
            case ast.For() | ast.AsyncFor():
                self.expr(s.iter, env)
                return self.loop(s, None, s.target, env)
            case ast.Return():
                if s.value is not None:
                    self.expr(s.value, env)
                return None
            case ast.Raise():
                for e in (s.exc, s.cause):
                    if e is not None:
                        self.expr(e, env)
                return None
            case ast.Break():
                self.breaks[-1].append(dict(env))
                return None
            case ast.Continue():
                self.continues[-1].append(dict(env))
                return None
            case ast.Try() | ast.TryStar():
                return self.try_statement(s, env)
            case ast.With() | ast.AsyncWith():
                for item in s.items:
                    self.expr(item.context_expr, env)
                    if item.optional_vars is not None:
                        self.target(item.optional_vars, env)
                return self.block(s.body, env)
            case ast.Match():
                self.expr(s.subject, env)
                out: Env | None = None
                exhaustive = False
                for case in s.cases:
                    branch = dict(env)
                    self.pattern(case.pattern, branch)
                    if case.guard is not None:
                        self.expr(case.guard, branch)
                    elif isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None:
                        exhaustive = True
                    out = merge(out, self.block(case.body, branch))
                return out if exhaustive else merge(out, env)
            case ast.Delete():
                for t in s.targets:
                    if isinstance(t, ast.Name):
                        self.use(t.id, t, env)
                        env[t.id] = UNBOUND
                    else:
                        self.expr(t, env)
            case ast.FunctionDef() | ast.ClassDef():
                for d in s.decorator_list:
                    self.expr(d, env)
                if isinstance(s, ast.FunctionDef):
                    for d in [*s.args.defaults, *[d for d in s.args.kw_defaults if d]]:
                        self.expr(d, env)
                self.early |= {
                    n for n in evaluated_names(s) if env.get(n.id, UNBOUND) & UNBOUND and self.is_local(n.id)
                }
                env[s.name] = _DEFINED
            case ast.Import() | ast.ImportFrom():
                env.update({a.asname or a.name.split(".")[0]: _DEFINED for a in s.names})
            case _:
                for child in children(s):
                    if isinstance(child, ast.expr):
                        self.expr(child, env)
                if isinstance(s, ast.Expr) and ends_program(s.value):
                    return None
        return env

    def loop(
        self, s: ast.While | ast.For | ast.AsyncFor, test: ast.expr | None, target: ast.expr | None, env: Env
    ) -> Env | None:
        entry = env
        while True:
            self.breaks.append([])
            self.continues.append([])
            head = dict(entry)
            exit_env: Env | None
            if test is not None:
                head, exit_env = self.condition(test, head)
            else:
                exit_env = dict(head)
            if isinstance(test, ast.Constant) and test.value:
                exit_env = None
            if target is not None:
                self.target(target, head)
            out = self.block(s.body, head)
            for c in self.continues.pop():
                out = merge(out, c)
            breaks = self.breaks.pop()
            merged = merge(dict(entry), out)
            assert merged is not None
            if merged == entry:
                break
            entry = merged
        after = self.block(s.orelse, exit_env) if exit_env is not None else None
        for b in breaks:
            after = merge(after, b)
        return after

    def try_statement(self, s: ast.Try | ast.TryStar, env: Env) -> Env | None:
        start = dict(env)
        mark = len(self.log)
        out = self.block(s.body, env)
        caught = dict(start)
        for name, index in self.log[mark:]:
            caught[name] = caught.get(name, UNBOUND) | 1 << index
        if out is not None:
            out = self.block(s.orelse, out)
        for h in s.handlers:
            branch = dict(caught)
            if h.type is not None:
                self.expr(h.type, branch)
            if h.name:
                self.define(h.name, h, branch)
            jumps = [(envs, len(envs)) for loops in (self.breaks, self.continues) for envs in loops[-1:]]
            end = self.block(h.body, branch)
            for left in [e for envs, before in jumps for e in envs[before:]] + ([end] if end is not None else []):
                if h.name:
                    left[h.name] = UNBOUND | (_DELETED if self.bits(caught.get(h.name, 0)) else 0)
            out = merge(out, end)
        if s.finalbody:
            exceptional = dict(start)
            for name, index in self.log[mark:]:
                exceptional[name] = exceptional.get(name, UNBOUND) | 1 << index
            if out is None:
                self.block(s.finalbody, exceptional)
                return None
            self.block(s.finalbody, merge(dict(out), exceptional))
            out = self.block(s.finalbody, out)
        return out

    def pattern(self, p: ast.pattern, env: Env) -> None:
        for child in children(p):
            if isinstance(child, ast.pattern):
                self.pattern(child, env)
            elif isinstance(child, ast.expr):
                self.expr(child, env)
        name = getattr(p, "name", None) or getattr(p, "rest", None)
        if name:
            self.define(name, p, env)

    # -- expressions
    def target(self, t: ast.expr, env: Env) -> None:
        match t:
            case ast.Name():
                if self.inner or self.is_local(t.id):
                    self.define(t.id, t, env)
            case ast.Tuple() | ast.List():
                for e in t.elts:
                    self.target(e, env)
            case ast.Starred():
                self.target(t.value, env)
            case _:
                for child in children(t):
                    if isinstance(child, ast.expr):
                        self.expr(child, env)

    def is_local(self, name: str) -> bool:
        return self.scope.owner_of(name) is self.scope

    def expr(self, e: ast.expr, env: Env) -> None:
        match e:
            case ast.Name():
                if e.id in env or self.is_local(e.id):
                    self.use(e.id, e, env)
                if e.id in self.scope.functions or e.id in self.scope.classes:
                    self.late |= {n for n in self.reach.of(e.id) if env.get(n, UNBOUND) & UNBOUND}
                if e.id in self.scope.defined and env.get(e.id, UNBOUND) & UNBOUND:
                    self.early.add(e)
            case ast.Call(func=ast.Name(id=name) as called) if any(
                env.get(n, UNBOUND) == UNBOUND for n in self.reach.needed(name)
            ):
                self.early.add(called)
                self.parts(e, env)
            case ast.Constant():
                pass
            case ast.Lambda():
                for d in [*e.args.defaults, *[d for d in e.args.kw_defaults if d]]:
                    self.expr(d, env)
                inner = dict(env)
                self.inner.append(e)
                for a in arguments_of(e):
                    self.define(a.arg, a, inner)
                self.inner.pop()
                early = set(self.early)
                self.expr(e.body, inner)
                self.early = early  # what it calls may be there when it is called
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                self.comprehension(e, env)
            case ast.NamedExpr():
                self.expr(e.value, env)
                self.target(e.target, env)
            case ast.BoolOp():
                holds, fails = self.condition(e, env)
                become(env, merge(holds, fails))
            case ast.IfExp():
                holds, fails = self.condition(e.test, env)
                self.expr(e.body, holds)
                self.expr(e.orelse, fails)
                become(env, merge(holds, fails))
            case ast.Compare(comparators=[_, _, *_]):
                holds, fails = self.condition(e, env)
                become(env, merge(holds, fails))
            case _:
                self.parts(e, env)

    def parts(self, e: ast.expr, env: Env) -> None:
        for child in children(e):
            if isinstance(child, ast.expr):
                self.expr(child, env)
            elif isinstance(child, ast.keyword):
                self.expr(child.value, env)

    def condition(self, e: ast.expr, env: Env) -> tuple[Env, Env]:
        """Where a test leads when it holds and when it fails: what `:=` binds on the way may differ."""
        match e:
            case ast.BoolOp():
                conjunction = isinstance(e.op, ast.And)
                goes_on: Env = dict(env)
                leaves: Env | None = None
                for v in e.values:
                    holds, fails = self.condition(v, goes_on)
                    goes_on, ends = (holds, fails) if conjunction else (fails, holds)
                    leaves = merge(leaves, ends)
                assert leaves is not None
                return (goes_on, leaves) if conjunction else (leaves, goes_on)
            case ast.UnaryOp(op=ast.Not()):
                holds, fails = self.condition(e.operand, env)
                return fails, holds
            case ast.Compare():
                holds = dict(env)
                self.expr(e.left, holds)
                self.expr(e.comparators[0], holds)
                fails = dict(holds)
                for c in e.comparators[1:]:
                    self.expr(c, holds)
                    merge(fails, dict(holds))
                return holds, fails
            case _:
                holds = dict(env)
                self.expr(e, holds)
                return holds, dict(holds)

    def comprehension(self, e: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, env: Env) -> None:
        names = {n.id for g in e.generators for n in walk(g.target) if isinstance(n, ast.Name)}
        saved = {n: env.get(n) for n in names}
        if any(isinstance(n, ast.NamedExpr) for n in walk(e)):  # it may run many times, or never
            while True:
                again = dict(env)
                self.clauses(e, again)
                merged = merge(dict(env), again)
                assert merged is not None
                if merged == env:
                    break
                env.update(merged)
        else:
            self.clauses(e, env)
        for n, old in saved.items():
            if old is None:
                env.pop(n, None)
            else:
                env[n] = old

    def clauses(self, e: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, inner: Env) -> None:
        """One round of a comprehension."""
        skipped: Env | None = None
        for g in e.generators:
            self.expr(g.iter, inner)
            self.inner.append(e)
            self.target(g.target, inner)
            self.inner.pop()
            for c in g.ifs:
                holds, fails = self.condition(c, inner)
                become(inner, holds)
                skipped = merge(skipped, fails)
        if isinstance(e, ast.DictComp):
            self.expr(e.key, inner)
            self.expr(e.value, inner)
        else:
            self.expr(e.elt, inner)
        if skipped is not None:
            merge(inner, skipped)

    # -- webs
    def bits(self, mask: int) -> list[int]:
        found = []
        mask &= ~(UNBOUND | _DELETED | _DEFINED)
        while mask:
            low = mask & -mask
            found.append(low.bit_length() - 1)
            mask ^= low
        return found

    def unite(self, defs: Sequence[int]) -> None:
        for d in defs[1:]:
            a, b = self.find(defs[0]), self.find(d)
            if a != b:
                self.parent[max(a, b)] = min(a, b)

    def finish(self) -> None:
        scope = self.scope
        captured_defs: dict[str, list[int]] = {}
        for i, (name, _) in enumerate(self.def_nodes):
            if i >= _RESERVED and name in scope.captured_names and i not in self.local_to:
                captured_defs.setdefault(name, []).append(i)
        for defs in captured_defs.values():
            self.unite(defs)
        for table in (self.use_mask, self.aug):
            for _, mask in table.values():
                self.unite(self.bits(mask))
        webs: dict[int, Web] = {}
        for i, (name, node) in enumerate(self.def_nodes):
            if i < _RESERVED:
                continue
            root = self.find(i)
            web = webs.get(root)
            if web is None:
                web = webs[root] = Web(name, len(scope.webs), scope)
                scope.webs.append(web)
                web.local_to = self.local_to.get(i)
                if name in scope.captured_names and i not in self.local_to:
                    web.captured = True
                    web.is_global = scope.is_module
                    scope.captured_web[name] = web
            web.defs += 1
            web.is_param |= isinstance(node, ast.arg) and web.local_to is None
            scope.web_of[node] = web
        for table, target in ((self.use_mask, scope.web_of), (self.aug, scope.aug_use)):
            for node, (name, mask) in table.items():
                bits = self.bits(mask)
                if bits:
                    used = webs[self.find(bits[0])]
                elif name in scope.captured_web:
                    used = scope.captured_web[name]
                else:
                    if isinstance(node, ast.Name) and (
                        name in scope.functions or name in scope.classes or name in scope.imports
                    ):
                        continue
                    used = Web(name, len(scope.webs), scope)
                    scope.webs.append(used)
                target[node] = used
                used.uses += 1
                if mask & UNBOUND:
                    used.maybe_unbound = True
                if bits and mask & _DELETED:
                    scope.deleted.add(node)
        called = {node for node, (name, mask) in self.use_mask.items() if mask & UNBOUND and name in self.lambdas}
        scope.early = self.early | {node for node in called if isinstance(node, ast.Name)}
        for name in self.late & scope.captured_web.keys():
            scope.captured_web[name].maybe_unbound = True


def analyse(tree: ast.Module, used: Iterable[str] = (), assigned: Iterable[str] = ()) -> Scope:
    """Builds the scopes of a module and the webs of each; `used` are its variables that are used by other names than here, `assigned`
    those that are assigned by other names.

    Returns the module's scope; nested functions are in `children`, keyed by their node.
    """
    top = Scope(tree, None)
    Collector(top).collect()
    mark_captures(top)
    mark_inner(tree)
    top.captured_names |= top.locals & {*used, *assigned}
    _build(top)
    for name in assigned:
        if name in top.captured_web:
            top.captured_web[name].written_inside = True
    return top


def _build(scope: Scope) -> None:
    flow = _Dataflow(scope)
    env: Env = {}
    node = scope.node
    if not isinstance(node, ast.Module):
        for a in arguments_of(node):
            flow.define(a.arg, a, env)
    body = node.body if isinstance(node.body, list) else []
    flow.block(body, env)
    flow.finish()
    for name in scope.captured_names:
        web = scope.captured_web.get(name)
        if web is not None:
            web.written_inside = any(writes(c, name) for c in scope.children.values())
    for child in scope.children.values():
        _build(child)
