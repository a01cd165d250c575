"""Imports that are written in other ways: for type checkers alone, and of everything that a module has."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from portalis.frontend.linking import Linked, absolute, names_of
from portalis.frontend.tree import last_name, walk


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


__all__ = ["spell_out_imports", "take_typing_imports"]
