"""Imports that are written in other ways: for type checkers alone, and of everything that a module has."""

from __future__ import annotations

import ast
import importlib
import importlib.util
from collections.abc import Container, Sequence

from portalis.frontend.linking import Linked, absolute, names_of
from portalis.frontend.tree import children, last_name, walk


def take_typing_imports(tree: ast.Module) -> dict[str, ast.Import | ast.ImportFrom]:
    """Takes `if TYPE_CHECKING:` with its imports out of a module, and gives these by the names that annotations have for them."""
    found: dict[str, ast.Import | ast.ImportFrom] = {}
    kept: list[ast.stmt] = []
    for s in tree.body:
        imports = [x for x in s.body if isinstance(x, (ast.Import, ast.ImportFrom))] if isinstance(s, ast.If) else []
        if isinstance(s, ast.If) and last_name(s.test) == "TYPE_CHECKING" and len(imports) == len(s.body):
            for one in imports:
                found.update(dict.fromkeys(names_of(one), one))
            kept += s.orelse
        else:
            kept.append(s)
    tree.body = kept
    return found


def spell_out_imports(modules: Sequence[Linked]) -> None:
    """Writes out `from m import *` where `m` is a module of the program, in place: the names that `__all__` lists, or all that
    have no underscore before them.
    """
    known = {m.name: m for m in modules}
    done: set[str] = set()

    def spell(m: Linked) -> None:
        if m.name in done:
            return
        done.add(m.name)
        for s in m.tree.body:
            if not (isinstance(s, ast.ImportFrom) and any(a.name == "*" for a in s.names)):
                continue
            source = known.get(absolute(m.name, s, is_package=m.is_package))
            if source is None:
                continue
            spell(source)
            offered = _offered(source)
            if offered is None:
                continue
            m.imports.pop("*", None)
            s.names = [ast.alias(name) for name in offered]
            m.imports.update((a.name, s) for a in s.names)
        m.tree.body = [s for s in m.tree.body if not isinstance(s, ast.ImportFrom) or s.names]

    for m in modules:
        spell(m)


def _offered(m: Linked) -> list[str] | None:
    """What `import *` takes from a module; None where it is not known here."""
    if "*" in m.imports:
        return None
    asked = [n for n in walk(m.tree) if isinstance(n, ast.Name) and n.id == "__all__"]
    if asked:
        for s in m.tree.body:
            if isinstance(s, ast.Assign) and s.targets == asked and isinstance(s.value, (ast.List, ast.Tuple)):
                names = [e.value for e in s.value.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
                return names if len(names) == len(s.value.elts) else None
        return None
    return sorted(name for name in m.names | m.imports.keys() if not name.startswith("_"))


_ASKED = frozenset(
    "__future__ abc base64 binascii bisect calendar cmath collections collections.abc contextlib copy dataclasses datetime decimal enum "
    "fractions functools hashlib heapq io itertools json keyword math numbers operator os os.path pathlib pprint queue random re "
    "statistics string struct sys textwrap threading time types typing unicodedata uuid zlib".split()
)
"""Modules of the standard library that may be asked what they have: importing them does nothing else."""


def missing_members(tree: ast.Module, own: Container[str]) -> list[tuple[ast.ImportFrom, str]]:
    """The imports, and the names in them, for which Python raises ImportError.

    Those under a `try` or an `if` are not looked at, nor those from the program's `own` modules.
    """
    found: list[tuple[ast.ImportFrom, str]] = []
    for s in _unconditional(tree):
        if not s.level and s.module in _ASKED and s.module not in own:
            found += [(s, a.name) for a in s.names if a.name != "*" and not _has(s.module, a.name)]
    return found


def missing_definitions(modules: Sequence[Linked]) -> list[tuple[Linked, ast.ImportFrom, str]]:
    """As `missing_members`, of the modules of a program among each other."""
    by_name = {m.name: m for m in modules}
    found: list[tuple[Linked, ast.ImportFrom, str]] = []
    for m in modules:
        for s in _unconditional(m.tree):
            home = by_name.get(absolute(m.name, s, is_package=m.is_package))
            if home is None or "*" in home.imports or "__getattr__" in home.definitions:
                continue
            declared = {name for n in walk(home.tree) if isinstance(n, ast.Global) for name in n.names}
            for a in s.names:
                known = a.name in (home.names | home.imports.keys() | declared | {"*"}) or a.name.startswith("__")
                if not known and f"{home.name}.{a.name}" not in by_name:
                    found.append((m, s, a.name))
    return found


def _unconditional(tree: ast.Module) -> list[ast.ImportFrom]:
    """The `from` imports of a module that do not depend on a test, and whose failure nothing handles."""
    found: list[ast.ImportFrom] = []
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.ImportFrom):
            found.append(node)
        elif isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.With)):
            stack += children(node)
    return found


def _has(module: str, name: str) -> bool:
    if hasattr(importlib.import_module(module), name):
        return True
    try:
        return importlib.util.find_spec(f"{module}.{name}") is not None
    except ImportError:
        return False


__all__ = ["missing_definitions", "missing_members", "spell_out_imports", "take_typing_imports"]
