"""Imports and the members of library modules."""

from __future__ import annotations

import ast
import sys

from portalis.frontend.symbols import ModuleInfo
from portalis.frontend.tree import walk
from portalis.ir import ops
from portalis.ir.types import FLOAT, STR, NameT
from portalis.irbuild.builder import Builder
from portalis.irbuild.places import absolute
from portalis.irbuild.rows import apply_function, known
from portalis.primitives.registry import CONSTANTS, MODULES, PARTS

_QUIET = frozenset("antigravity this idlelib turtledemo".split())
"""Modules of the standard library whose import shows something."""


def _harmless(name: str) -> bool:
    """Whether importing a module does nothing that a program could see: what it then uses of it is judged there."""
    root = name.split(".")[0]
    return root == "typing_extensions" or (root in sys.stdlib_module_names and root not in _QUIET)


def check_import(b: Builder, s: ast.Import | ast.ImportFrom) -> None:
    """Refuses what cannot be imported.

    Raises:
        Refuse: for unknown modules, relative imports outside of a package, and `import *`.
    """
    if isinstance(s, ast.ImportFrom):
        name = absolute(b, s)
        if any(a.name == "*" for a in s.names):
            raise b.refuse("P0204", "`import *` is not translated", s)
        names = [name]
    else:
        names = [a.name for a in s.names]
    _check_order(b, s)
    for n in names:
        if not _harmless(n) and n not in MODULES and n not in b.program.by_name:
            if isinstance(s, ast.ImportFrom) and any(f"{n}.{a.name}" in b.program.by_name for a in s.names):
                continue
            raise b.refuse("P0404", f"the module `{n}` is not translated yet", s)


def _check_order(b: Builder, s: ast.Import | ast.ImportFrom) -> None:
    """Refuses an import of a module that does something, after statements that do something: modules are run beforehand."""
    body = b.module.tree.body
    names = [a.name for a in s.names] if isinstance(s, ast.Import) else [absolute(b, s)]
    names += [f"{names[0]}.{a.name}" for a in s.names] if isinstance(s, ast.ImportFrom) else []
    imported = [b.program.by_name[n] for n in names if n in b.program.by_name]
    if not any(_acts(x) for m in imported for x in m.tree.body):
        return
    if s not in body or any(_acts(x) for x in body[: body.index(s)]):
        raise b.refuse("P0204", "a module that does something is imported after other things have been done", s)


def _acts(s: ast.stmt) -> bool:
    """Whether a statement at the top of a module does more than to define."""
    if isinstance(s, (ast.Assign, ast.AnnAssign)):
        return any(isinstance(n, ast.Call) for n in walk(s))
    if isinstance(s, ast.If) and "__name__" in {n.id for n in walk(s.test) if isinstance(n, ast.Name)}:
        return False
    if isinstance(s, ast.Expr):
        return not isinstance(s.value, ast.Constant)
    return not isinstance(s, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Pass))


def imported(b: Builder, found: ast.AST, node: ast.Name) -> ops.Expr:
    """What an imported name stands for."""
    if isinstance(found, ast.Import):
        for a in found.names:
            if (a.asname or a.name.split(".")[0]) == node.id:
                return ops.Const(NameT("module", a.name if a.asname else a.name.split(".")[0]), None)
    if isinstance(found, ast.ImportFrom):
        module = absolute(b, found)
        for a in found.names:
            if (a.asname or a.name) == node.id:
                if f"{module}.{a.name}" in b.program.by_name:
                    return ops.Const(NameT("module", f"{module}.{a.name}"), None)
                made = member(b, module, a.name, node)
                home = b.program.linker.definition(module, a.name) if isinstance(made, ops.Load) else None
                if home is not None and b.program.linker.changes(*home):
                    raise b.refuse(
                        "P0204",
                        f"`{node.id}` keeps the value that `{home[0]}.{home[1]}` had when it was imported",
                        node,
                        f"import `{home[0]}` and write `{home[0].rpartition('.')[2]}.{home[1]}`",
                    )
                return made
    raise b.refuse("P0204", f"`{node.id}` cannot be followed", node)


def member(b: Builder, module: str, name: str, node: ast.AST) -> ops.Expr:
    """A member of a module: a constant's value, or the name of a function or class."""
    user = b.program.by_name.get(module)
    if user is not None:
        home = b.program.linker.definition(module, name)
        if home is None:
            return _taken_on(b, module, name, node)
        if not home[1]:
            return ops.Const(NameT("module", home[0]), None)
        if home != (module, name):
            return member(b, *home, node)
        if name in user.functions:
            return ops.FuncRef(NameT("function", user.functions[name]), user.functions[name], None)
        if name in user.classes:
            return ops.Const(NameT("class", user.classes[name]), None)
        var = module_variable(b, user, name)
        if var is not None:
            return ops.Load(var.ty, var)
        raise b.refuse("P0311", f"`{module}` has no `{name}`", node)
    if f"{module}.{name}" in b.program.by_name:
        return ops.Const(NameT("module", f"{module}.{name}"), None)
    if (module, name) == ("sys", "argv"):
        return ops.Builtin(b.fresh(node, "list", STR), "argv", [])
    constant = CONSTANTS.get((module, name))
    if constant is not None:
        if isinstance(constant, float):
            return ops.Const(FLOAT, constant)
        if isinstance(constant, int):
            return ops.Const(b.program.int_literal(constant), constant)
        return ops.Const(STR, constant)
    if known(module, f"@{name}"):
        return apply_function(b, module, f"@{name}", [], {}, node)
    if f"{module}.{name}" in PARTS:
        return ops.Const(NameT("module", f"{module}.{name}"), None)
    return ops.Const(NameT("member", (module, name)), None)


def module_variable(b: Builder, home: ModuleInfo, name: str) -> ops.Var | None:
    """A variable of a module of the program, for any other one."""
    web = home.scope.captured_web.get(name) or next((w for w in home.scope.webs if w.name == name), None)
    if web is None:
        return None
    web.is_global = True
    var = b.program.module_instance(home).variable(web)
    var.is_global = True
    return var


def _taken_on(b: Builder, module: str, name: str, node: ast.AST) -> ops.Expr:
    """What a module of the program has imported from outside of it, asked of that module."""
    s = b.program.linker.modules[module].imports[name]
    if isinstance(s, ast.ImportFrom):
        a = next(a for a in s.names if name in (a.asname, a.name))
        return member(b, s.module or "", a.name, node)
    a = next(a for a in s.names if name in (a.asname, a.name.split(".")[0]))
    return ops.Const(NameT("module", a.name if a.asname else name), None)
