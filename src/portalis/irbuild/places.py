"""Where names lead in a program of several modules."""

from __future__ import annotations

import ast

from portalis.frontend import linking
from portalis.frontend.symbols import ClassInfo
from portalis.irbuild.builder import Builder


def absolute(b: Builder, s: ast.ImportFrom) -> str:
    """The full name of the module that a `from` import names."""
    module = b.module.name
    return linking.absolute(module, s, is_package=b.program.linker.modules[module].is_package)


def place(b: Builder, e: ast.expr, *, annotates: bool = False) -> tuple[str, str] | None:
    """The module of the program in which what a name stands for is defined, and its name there, empty for a module itself.

    `annotates` where the name stands in an annotation, which knows what is imported for that alone.
    """
    linker = b.program.linker
    if isinstance(e, ast.Name):
        found = b.resolve(e.id)
        if found is None and annotates:
            found = b.module.typing_imports.get(e.id)
        if isinstance(found, ast.ImportFrom):
            module, name = absolute(b, found), next(a.name for a in found.names if e.id in (a.asname, a.name))
            return linker.definition(module, name) if module in linker.modules else linker.module(f"{module}.{name}")
        if isinstance(found, ast.Import):
            a = next(a for a in found.names if e.id in (a.asname, a.name.split(".")[0]))
            return linker.module(a.name if a.asname else e.id)
        if isinstance(found, ClassInfo):
            return found.module.name, found.name
    elif isinstance(e, ast.Attribute):
        above = place(b, e.value, annotates=annotates)
        if above is not None and not above[1]:
            return linker.definition(above[0], e.attr)
    return None


def known_class(b: Builder, e: ast.expr, *, annotates: bool = False) -> ClassInfo | None:
    """The class of the program that an expression names."""
    found = place(b, e, annotates=annotates)
    return b.program.by_name[found[0]].classes.get(found[1]) if found is not None else None


__all__ = ["absolute", "known_class", "place"]
