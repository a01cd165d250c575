"""The variables of a module that functions use, and what runs the module's code before them."""

from __future__ import annotations

from portalis.codegen import rust_ast as r
from portalis.codegen.complexity import attribute
from portalis.codegen.rust_types import Names, rust_type
from portalis.frontend.symbols import ModuleInfo
from portalis.irbuild.program import Program


def beginning(program: Program, module: ModuleInfo) -> str:
    """What runs the code of a library's module when the first of its variables is used: nobody imports it in Rust."""
    return "|| module_body().or_exit()" if program.top[module.name].caught else "module_body"


def module_variables(program: Program, module: ModuleInfo, names: Names, begin: str) -> list[r.Item]:
    """The definitions of a module's variables that functions use; `begin` is what `beginning` says, or nothing in a program."""
    found: list[r.Item] = []
    inst = program.top.get(module.name)
    if inst is None:
        return found
    for var in inst.vars.values():
        if var.is_global and (var.uses or var.sets):
            ty = rust_type(var.ty, names)
            visible = "pub " if len(program.modules) > 1 else ""
            quoted = f'"{var.python_name}"'
            unset = f"Global::of({quoted}, {begin})" if begin else f"Global::unset({quoted})"
            text = f"thread_local! {{\n    {attribute(f'Global<{ty}>')}{visible}static {var.rust}: Global<{ty}> = const {{ {unset} }};\n}}"
            found.append(r.RawItem(text, None, ""))
    return found
