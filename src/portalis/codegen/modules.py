"""Several modules in one package: what each takes from the others, and the order in which Python runs them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import replace

from portalis.codegen import rust_ast as r
from portalis.codegen.printer import print_file
from portalis.frontend.linking import absolute
from portalis.frontend.symbols import ModuleInfo
from portalis.frontend.tree import walk
from portalis.irbuild.program import Program

_WORD = re.compile(r"[A-Za-z_]\w*")


def execution_order(program: Program) -> list[ModuleInfo]:
    """The modules that the first one imports, directly or not, in the order in which Python runs them; it runs last."""
    done: list[ModuleInfo] = []
    begun: set[ModuleInfo] = set()

    def run(module: ModuleInfo) -> None:
        if module in begun:
            return
        begun.add(module)
        for s in [n for n in walk(module.tree) if isinstance(n, (ast.Import, ast.ImportFrom))]:
            for name in _named(program, module, s):
                parts = name.split(".")
                for i in range(len(parts)):
                    above = program.by_name.get(".".join(parts[: i + 1]))
                    if above is not None:
                        run(above)
        done.append(module)

    run(program.modules[0])
    return done


def _named(program: Program, module: ModuleInfo, s: ast.Import | ast.ImportFrom) -> list[str]:
    """The full names of the modules that an import may run."""
    if isinstance(s, ast.Import):
        return [a.name for a in s.names]
    base = absolute(module.name, s, is_package=program.linker.modules[module.name].is_package)
    return [base, *(f"{base}.{a.name}" if base else a.name for a in s.names)]


def imports(items: dict[ModuleInfo, list[r.Item]], paths: dict[ModuleInfo, str]) -> dict[ModuleInfo, list[r.Item]]:
    """The `use` of each module for what it takes from the others: names are unique in a package of several modules."""
    homes: dict[str, ModuleInfo] = {}
    for module, inside in items.items():
        for name in _defined(inside):
            homes[name] = module
    found: dict[ModuleInfo, list[r.Item]] = {}
    for module, inside in items.items():
        words = set(_WORD.findall(print_file(r.File((), tuple(inside)))[0])) - _defined(inside)
        taken: dict[str, list[str]] = {}
        for word in sorted(words & homes.keys()):
            if homes[word] is not module:
                taken.setdefault(paths[homes[word]], []).append(word)
        found[module] = [
            r.RawItem(
                f"#[allow(unused_imports)]\nuse {path}::{names[0] if len(names) == 1 else '{' + ', '.join(names) + '}'}"
            )
            for path, names in sorted(taken.items())
        ]
    return found


def _defined(items: Iterable[r.Item]) -> set[str]:
    """The names that a module defines for others."""
    found: set[str] = set()
    for i in items:
        if isinstance(i, (r.StructItem, r.EnumItem)) or (
            isinstance(i, r.FnItem) and i.name not in ("main", "module_body")
        ):
            found.add(i.name)
        elif isinstance(i, r.RawItem):
            found.update(re.findall(r"static (\w+):", i.head))
    return found


def opened(items: list[r.Item]) -> list[r.Item]:
    """The items with methods and statics that other modules may use."""
    out: list[r.Item] = []
    for i in items:
        if isinstance(i, r.ImplItem) and " for " not in i.header and i.header.startswith("impl "):
            inside = tuple(_opened(f) if isinstance(f, r.FnItem) else f for f in i.items)
            out.append(replace(i, items=inside))
        elif isinstance(i, r.RawItem) and i.head.startswith("static "):
            out.append(replace(i, head=f"pub {i.head}"))
        else:
            out.append(i)
    return out


_TRAITS = {
    "as_mut": ("&mut self", 0), "as_ref": ("&self", 0), "borrow": ("&self", 0), "borrow_mut": ("&mut self", 0), "clone": ("&self", 0),
    "cmp": ("&self", 1), "default": ("", 0), "deref": ("&self", 0), "deref_mut": ("&mut self", 0), "drop": ("&mut self", 0),
    "eq": ("&self", 1), "from_iter": ("", 1), "from_str": ("", 1), "hash": ("&self", 1), "index": ("&self", 1),
    "index_mut": ("&mut self", 1), "next": ("&mut self", 0), "into_iter": ("self", 0), "neg": ("self", 0), "not": ("self", 0),
    **dict.fromkeys(("add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub"), ("self", 1)),
}  # fmt: skip
"""The methods of Rust's traits that clippy knows, with the receivers and numbers of parameters that they have there."""


def _opened(f: r.FnItem) -> r.FnItem:
    """A method for everyone; one that is called as a trait's is in Rust has its name from the Python."""
    named = _TRAITS.get(f.name) == (f.receiver, len(f.params))
    more = ("#[allow(clippy::should_implement_trait)]",) if named else ()
    return replace(f, public=True, attributes=(*f.attributes, *more))


__all__ = ["execution_order", "imports", "opened"]
