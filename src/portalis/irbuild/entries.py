"""Who calls what from outside: the functions and classes of a library may be used by anyone, as far as annotations say with what."""

from __future__ import annotations

from portalis.frontend.symbols import ClassInfo, FunctionInfo, ModuleInfo
from portalis.ir import ops
from portalis.ir.types import BOTTOM, ContT, InstanceT, IntT, NameT, Type, grow
from portalis.irbuild.annotations import annotation_type
from portalis.irbuild.builder import Builder
from portalis.irbuild.calls import construct
from portalis.irbuild.classes import always_default, dataclass_fields
from portalis.irbuild.functions import Built
from portalis.irbuild.program import Instance, Program, Refuse


def open_entries(program: Program, examples: str) -> None:
    """Makes instances of what may be called from outside: in a script the tests that stand apart, in a library everything.

    `examples` is the name of the function that holds a module's doctests.
    """
    if not program.library:
        wanted = sorted(program.options.tests & program.modules[0].functions.keys())
        for name in wanted:
            program.instance_for(program.modules[0].functions[name], None, []).is_entry = True
        if wanted:
            program.settle()
        return
    builders = {m: Builder(program, program.module_instance(m)) for m in program.modules}
    for m in program.modules:
        if examples in m.functions:
            program.instance_for(m.functions[examples], None, [])
    program.settle()
    for m, b in builders.items():  # what takes an object has to know its attributes
        for cls in m.classes.values():
            _make(b, cls)
    program.settle()
    for m, b in builders.items():
        _open_functions(b, [f for f in m.functions.values() if f.name != examples])
        _open_methods(b, m)
        program.strict = False
        program.settle()


def _open_functions(b: Builder, functions: list[FunctionInfo]) -> None:
    """Lets functions be called with what their annotations state, with ints of any size."""
    program = b.program
    stated_by = {f: [annotation_type(b, p.node.annotation, p.node) for p in f.params] for f in functions}
    for f, stated in stated_by.items():
        if not f.instances and all(t is not BOTTOM for t in stated) and all(p.kind == "normal" for p in f.params):
            program.instance_for(f, None, stated)
    program.settle()  # what these call is known now
    for f, stated in stated_by.items():
        for inst in f.instances:
            assert isinstance(inst, Instance)
            inst.is_entry = True
            for var, t in zip(inst.params, stated):
                _widen(program, var.ty, t)
                if var.ty.kind == "int":
                    var.flow(program.int_bits(1 << 20, False))


def _make(b: Builder, cls: ClassInfo) -> None:
    """Lets the objects of a class be made by anyone, if nothing in the program makes one."""
    program, hierarchy = b.program, cls.module.hierarchy
    if cls.made or cls.enum is not None or cls.exception_base or cls.key in {*hierarchy.abstract, *hierarchy.protocols}:
        return
    stated = _stated(b, cls.methods["__init__"]) if "__init__" in cls.methods else _stated_fields(b, cls)
    if stated is None:
        return
    try:
        construct(b, cls, [Built(ops.Load(t, ops.Var("given"))) for t in stated], {}, cls.node)
    except Refuse as refusal:
        program.top[cls.module.name].refusals.append(refusal)


def _open_methods(b: Builder, module: ModuleInfo) -> None:
    """Lets the methods of classes be called with what their annotations state, if nothing in the program calls them."""
    program = b.program
    for cls in module.classes.values():
        for f in cls.methods.values():
            if cls.made and not f.instances and not f.is_generator and f.name != "__init__":
                stated = _stated(b, f)
                if stated is not None:
                    this: Type = NameT("class", cls) if f.kind == "class" else InstanceT(cls)
                    program.instance_for(f, None, stated if f.kind == "static" else [this, *stated])
    program.settle()
    for cls in module.classes.values():
        for f in cls.methods.values():
            for inst in f.instances:
                assert isinstance(inst, Instance)
                inst.is_entry = True


def _stated(b: Builder, f: FunctionInfo) -> list[Type] | None:
    """The types of a method's parameters beside the object, where annotations state them all."""
    params = f.params if f.kind == "static" else f.params[1:]
    types = [annotation_type(b, p.node.annotation, p.node) for p in params]
    return types if all(t is not BOTTOM for t in types) and all(p.kind == "normal" for p in params) else None


def _stated_fields(b: Builder, cls: ClassInfo) -> list[Type] | None:
    """The types of the fields that a dataclass is made with; none for a class without an initialiser."""
    if not cls.is_dataclass:
        return []
    given = [name for name, default in dataclass_fields(cls) if not always_default(default)]
    types = [annotation_type(b, cls.annotations[name], cls.node, i) for i, name in enumerate(given)]
    return types if all(t is not BOTTOM for t in types) else None


def _widen(program: Program, have: object, stated: object) -> None:
    """Widens the ints inside of a parameter: a caller outside may pass any."""
    if isinstance(have, ContT):
        for i, p in enumerate(list(have.cell.params)):
            if isinstance(p, IntT):
                grow(have.cell, i, program.int_bits(1 << 20, False))
            else:
                _widen(program, p, None)


__all__ = ["open_entries"]
