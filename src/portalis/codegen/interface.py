"""Describes what a package offers: the functions that stand in it, with their types on both sides."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import cast

from portalis.analysis.liveness import all_expressions, all_statements
from portalis.codegen.assertions import Assertion
from portalis.codegen.rust_types import Names, rust_module, rust_type, snake
from portalis.frontend.symbols import ClassInfo, ModuleInfo, is_written
from portalis.interface import Argument, ClassShape, Function, Mode, Shape
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    COMPLEX,
    FLOAT,
    NEVER,
    NONE,
    STR,
    ContT,
    InstanceT,
    IntT,
    IterT,
    NameT,
    RangeT,
    TupleT,
    Type,
    UnionT,
    VarTupleT,
    is_dynamic,
    is_num,
    option_of,
    union_members,
)
from portalis.irbuild.classes import always_default, dataclass_fields
from portalis.irbuild.program import Instance, Program

_ATOMS = {NONE: "None", BOTTOM: "None", NEVER: "None", BOOL: "bool", FLOAT: "float", STR: "str", COMPLEX: "complex"}
DEPTH = 6
"""Types are described so deep; what lies deeper cannot be exchanged. Recursive classes are named, not unfolded."""


def shape(t: Type, names: Names, depth: int = DEPTH) -> Shape:
    """The description of a type."""
    try:
        rust = rust_type(t, names)
    except (TypeError, KeyError):
        return Shape("?", "?")
    if depth == 0:
        return Shape("?", rust)

    def inner(*types: Type) -> tuple[Shape, ...]:
        return tuple(shape(x, names, depth - 1) for x in types)

    if t in _ATOMS:
        return Shape(_ATOMS[t], rust)
    if isinstance(t, IntT):
        return Shape("int", rust, bits=t.bits if t.machine else 0, nonneg=t.nonneg)
    if isinstance(t, ContT):
        return Shape(t.kind, rust, inner(*t.cell.params), shared=t.cell.shared)
    if isinstance(t, TupleT):
        return Shape("tuple", rust, inner(*t.items))
    if isinstance(t, VarTupleT):
        return Shape("tuple*", rust, inner(t.item))
    if isinstance(t, IterT):
        return Shape("iterator", rust, inner(t.item))
    if isinstance(t, RangeT):
        return Shape("range", rust, inner(t.item))
    if isinstance(t, InstanceT):
        cls = cast(ClassInfo, t.cls)
        if cls.enum is not None:
            return Shape("?", rust)
        return Shape("instance", rust, name=cls.name, shared=t.cell.shared)
    if is_num(t):
        whole = next(m for m in union_members(t) if isinstance(m, IntT))
        return Shape("number", rust, bits=whole.bits if whole.machine else 0, nonneg=whole.nonneg)
    option = option_of(t)
    if option is not None:
        return Shape("option", rust, inner(option))
    # a closed program's dynamic value is of the kinds that it was seen to have
    members = union_members(t) if isinstance(t, UnionT) else ()
    return Shape("object", rust, inner(*members)) if is_dynamic(t) else Shape("?", rust)


def describe(
    program: Program, done: Sequence[Instance], names: Names, tests: Set[Instance] = frozenset()
) -> tuple[tuple[Function, ...], tuple[ClassShape, ...]]:
    """The functions and classes that have been lowered; closures stand inside the functions that make them."""
    functions = tuple(
        _module_body(program, i) if i.info is None else _function(program, i, names, i in tests)
        for i in done
        if i.info is None or (i.info.parent is None and is_written(i.info))
    )
    classes = tuple(
        _class(program, c, names)
        for m in program.modules
        for c in m.classes.values()
        if (c.made if c.is_error else not c.exception_base and c.enum is None and c.key not in m.hierarchy.abstract)
    )
    return functions, classes


def describe_refused(program: Program, done: Set[Instance], names: Names) -> tuple[Function, ...]:
    """The functions and methods that have no Rust, with the types that inference found for them: `?` where it found none."""
    return tuple(
        _function(program, i, names, False)
        for i in program.instances
        if i not in done and i.info is not None and i.info.parent is None and is_written(i.info)
    )


def describe_assertion(found: Assertion) -> Function:
    """The test that an assert at the top of a script is."""
    rust = f"tests::{found.name}"
    return Function(found.name, "", found.line, found.last, rust, (), Shape("None", "()"), "test", found.caught, False)


def _place(program: Program, module: ModuleInfo) -> tuple[str, str]:
    """A module's Python name and its Rust path; both are empty for the first."""
    if module is program.modules[0]:
        return "", ""
    return module.name, rust_module(module.name) + "::"


def _module_body(program: Program, inst: Instance) -> Function:
    """The code at the top of a module, which has a function of its own."""
    module, prefix = _place(program, inst.module)
    last = len(inst.module.text.splitlines())
    return Function(
        "<module>", module, 1, last, prefix + "module_body", (), Shape("None", "()"), "module", inst.caught, False
    )


def is_test(inst: Instance) -> bool:
    """Whether an instance is one of the user's tests, as pytest would find it."""
    info = inst.info
    return (
        info is not None
        and info.cls is None
        and info.parent is None
        and info.name.startswith("test_")
        and not info.params
    )


def _function(program: Program, inst: Instance, names: Names, test: bool) -> Function:
    info = inst.info
    assert info is not None
    module, prefix = _place(program, inst.module)
    if info.cls is not None:
        prefix += names.classes[info.cls] + "::"
    arguments = []
    is_init = info.cls is not None and info.name == "__init__"
    for stated, var in zip(info.params, inst.params):
        if is_init and stated is info.params[0]:
            continue
        if isinstance(var.ty, NameT):  # the Rust function was made for it; Python's has to be given it
            arguments.append(Argument(stated.name, Shape("?", "of the program's own"), "own", stated.kind))
            continue
        arguments.append(Argument(stated.name, shape(var.ty, names), cast(Mode, var.mode), stated.kind))
    result = shape(InstanceT(info.cls) if is_init else inst.ret, names)
    node = info.node
    if test:
        prefix += "tests::"
    return Function(
        info.written_name,
        module,
        node.lineno,
        node.end_lineno or node.lineno,
        prefix + inst.rust_name,
        tuple(arguments),
        result,
        "init" if is_init else "test" if test else "setter" if info.sets else info.kind,
        inst.caught,
        reads_globals(inst, set()),
    )


def reads_globals(inst: Instance, seen: set[Instance]) -> bool:
    """Whether a call of the instance may read a variable of a module."""
    if inst in seen:
        return False
    seen.add(inst)
    return _mentions_global(inst.body) or any(reads_globals(c, seen) for c in inst.calls)


def _mentions_global(body: list[ops.Stmt]) -> bool:
    """Whether statements read or set a variable of a module, which belongs to the module's instance."""
    for s in all_statements(body):
        if any(isinstance(e, ops.Load) and e.var.is_global for e in all_expressions(s)):
            return True
        target = s.target if isinstance(s, (ops.Assign, ops.Augment, ops.Delete, ops.For)) else None
        if target is not None and any(to.var.is_global for to in ops.target_vars(target)):
            return True
    return False


def _class(program: Program, cls: ClassInfo, names: Names) -> ClassShape:
    module, prefix = _place(program, cls.module)
    fields = tuple((name, snake(name), shape(t, names, 3)) for name, t in cls.fields.items())
    plain = cls.is_dataclass and not {"__init__", "__post_init__", "__new__", "__setattr__"} & set(cls.methods)
    plain = plain and not any(always_default(default) for _, default in dataclass_fields(cls))
    return ClassShape(cls.name, module, prefix + names.classes[cls], fields, plain)
