"""Assembles the Cargo package: one Rust module for each Python module, the runtime files that it uses, the manifest."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace

from portalis.analysis.liveness import all_expressions, all_statements
from portalis.codegen import enums
from portalis.codegen import rust_ast as r
from portalis.codegen.assertions import Assertion, assertions, lower_assertion
from portalis.codegen.builtins import class_constant
from portalis.codegen.classes import ClassLowering
from portalis.codegen.complexity import allowed
from portalis.codegen.exceptions import _ends
from portalis.codegen.families import families, family_items, members, name_family
from portalis.codegen.functions import FunctionContext, count_uses, lower_function
from portalis.codegen.interface import describe, describe_assertion, describe_refused, is_test, reads_globals
from portalis.codegen.labels import label_loops
from portalis.codegen.lints import allowances
from portalis.codegen.module_variables import beginning, module_variables
from portalis.codegen.modules import execution_order, imports, opened
from portalis.codegen.printer import print_file
from portalis.codegen.qualified import qualified
from portalis.codegen.runtime_parts import runtime_files, runtime_index
from portalis.codegen.rust_types import Names, camel, rust_module, snake
from portalis.codegen.settled import settle
from portalis.codegen.statements import block
from portalis.codegen.tidy import tidy
from portalis.frontend.symbols import ClassInfo, ModuleInfo
from portalis.interface import ClassShape, Function, LineMap
from portalis.ir import ops
from portalis.ir.types import NOT_IMPLEMENTED, InstanceT
from portalis.irbuild.program import Instance, Program, Refuse

_PRELUDE = frozenset(
    "Self Option Some None Result Ok Err Box Vec String Iterator Clone Copy Drop Fn FnMut FnOnce Default Debug Display PartialEq Eq PartialOrd "
    "Ord Hash Send Sync Sized From Into TryFrom TryInto ToString ToOwned AsRef AsMut Extend IntoIterator Rc Cell RefCell Any".split()
)
"""What Rust itself means by a name that a class may have."""


@dataclass(slots=True)
class Package:
    """The files of a package and what could not be put into it."""

    files: dict[str, str] = field(default_factory=dict)
    crates: dict[str, str] = field(default_factory=dict)
    refusals: list[tuple[Instance, Refuse]] = field(default_factory=list)
    done: list[Instance] = field(default_factory=list)
    lines: dict[str, LineMap] = field(default_factory=dict)
    functions: tuple[Function, ...] = ()
    classes: tuple[ClassShape, ...] = ()
    refused: tuple[Function, ...] = ()
    """What has no Rust, with its types."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A function or method whose Rust stands, before the package is put together."""

    instance: Instance
    item: r.FnItem

    def text(self) -> str:
        """The item as Rust source."""
        return print_file(r.File((), (self.item,)))[0]


def cargo_toml(name: str, crates: dict[str, str]) -> str:
    """The manifest."""
    lines = [
        "[package]", f'name = "{name}"', 'version = "0.1.0"', 'edition = "2021"', 'rust-version = "1.82"', "", "[dependencies]",
        *(f'{n} = "{v}"' for n, v in sorted(crates.items())),
        "", "# Python never wraps an integer: where a proved range were wrong, the program stops instead.",
        "[profile.dev]", "opt-level = 1", "", "[profile.release]", "overflow-checks = true", "",
        "[workspace]",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def name_everything(program: Program, names: Names, library: bool) -> None:
    """Gives every class, function instance and global its Rust name."""
    offered, _, _ = runtime_index()
    taken: set[str] = set()
    for module in program.modules:
        for cls in module.classes.values():
            name = camel(cls.name)
            while name in taken or name in offered or name in _PRELUDE:
                name += "Type"
            taken.add(name)
            names.classes[cls] = name
    everything = [c for m in program.modules for c in m.classes.values()]
    for family in families(program):
        emitted = [c for c in everything if c.used or c in family.classes or _has_functions(program, c)]
        name = name_family(program, family, emitted)
        while name in taken and name in (names.classes[c] for c in emitted):
            name += "Object"
        names.families[family] = name
    statics = {class_constant(c.key) for m in program.modules for c in m.classes.values() if c.exception_base}
    used: dict[object, set[str]] = {}
    for inst in program.instances:
        if inst.info is None:
            inst.rust_name = "module_body"
            for var in inst.vars.values():
                if var.is_global:
                    var.rust = snake(var.name).upper()
                    while var.rust in offered or var.rust in statics:
                        var.rust += "_"
                    statics.add(var.rust)
            continue
        scope: object = inst.info.cls or program  # modules take functions from each other by name
        mine = used.setdefault(scope, {"main", "module_body"})
        base = "new" if inst.info.name == "__init__" else dunder_name(inst.info.name)
        if inst.info.parent is not None:
            base = snake(f"{inst.info.parent.name}_{inst.info.name}")
        if base == "main" and inst.info.cls is None:
            base = "main_"
        if inst.info.cls is None and base in offered:
            base += "_fn"
        name, i = base, 1
        while name in mine:
            i += 1
            name = f"{base.removesuffix('_')}_{i}"
        mine.add(name)
        inst.rust_name = name


def _has_functions(program: Program, cls: ClassInfo) -> bool:
    return any(i.info is not None and i.info.cls is cls for i in program.instances)


def dunder_name(name: str) -> str:
    """The Rust name of a method or function: not one that Rust would take for that of a trait of every type."""
    known = {"__repr__": "repr", "__str__": "to_text", "__eq__": "equals", "__lt__": "less_than", "__len__": "length", "__getitem__": "get_item",
             "__bool__": "is_true", "__enter__": "enter", "__exit__": "leave", "__contains__": "contains_item", "__call__": "call", "__hash__": "hash_value", "__le__": "less_equal",
             "__gt__": "greater_than", "__ge__": "greater_equal", "__ne__": "differs", "__iter__": "iter",
             "into": "into_it", "try_into": "try_into_it"}  # fmt: skip
    if name in known:
        return known[name]
    if name.startswith("__") and name.endswith("__"):
        return "op_" + snake(name.strip("_"))
    return snake(name)


def docs_of(node: ast.AST) -> tuple[str, ...]:
    """The first line of a docstring, where it is prose."""
    if not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)):
        return ()
    text = ast.get_docstring(node)
    if not text:
        return ()
    paragraph = " ".join(text.strip().split("\n\n")[0].split())
    sentence, dot, _ = (paragraph + " ").partition(". ")
    line = (sentence + ".").strip() if dot else paragraph
    if len(line) > 160 or (not line.endswith((".", "!", "?")) and "\n" in text.strip().split("\n\n")[0]):
        return ()
    if (
        not line
        or not (line[0].isalpha() or line[0] in "'\"`")
        or "[" in line
        or "<" in line
        or "\t" in line
        or "\\" in line
        or not line.isprintable()
    ):
        return ()
    return (line,)


_DEFECTS = (TypeError, AssertionError, KeyError, AttributeError, IndexError)


def assemble(program: Program, library: bool, package_name: str) -> Iterator[Finished | Package]:
    """Lowers every instance and puts the files together.

    Yields each function and method when its Rust stands, then the package. What calls something that was refused is refused with it.
    """
    package = Package()
    names = Names()
    names.handles = program.handles
    name_everything(program, names, library)
    for inst in program.instances:
        count_uses(inst)
    public = library or len(program.modules) > 1
    runtime = runtime_index()[0].keys()
    functions_of = {m: {i.rust_name for i in program.instances if i.module is m} for m in program.modules}
    made: dict[Instance, r.FnItem] = {}
    failed: set[Instance] = {i for i in program.instances if i.refusals}
    for inst in sorted(program.instances, key=_position):
        if inst.info is None or inst in failed or inst.ret is NOT_IMPLEMENTED:  # nobody calls what has no answer
            continue
        try:
            if inst.info.cls is not None:
                made[inst] = ClassLowering.method(program, inst, names, docs_of(inst.info.node))
            else:
                item = lower_function(program, inst, names, docs_of(inst.info.node))
                made[inst] = _public(item) if public else item
            made[inst] = qualified(made[inst], runtime, functions_of[inst.module])
        except (Refuse, *_DEFECTS) as error:
            refusal = error if isinstance(error, Refuse) else internal(error)
            refusal.node = refusal.node or inst.info.node
            package.refusals.append((inst, refusal))
            failed.add(inst)
            continue
        package.done.append(inst)
        yield Finished(inst, made[inst])
    _spread(program, package, failed, program.options.partial)
    called = {c for i in program.instances for c in i.calls}
    asked_for = program.options.tests
    tests = {i for i in made if is_test(i) and (library or i.name in asked_for) and i not in failed and i not in called}
    items: dict[ModuleInfo, list[r.Item]] = {m: [] for m in program.modules}
    bodies = {
        m: _module_body(program, m, names, package, library) if program.top[m.name] not in failed else []
        for m in program.modules
    }
    if not public:
        _drop_unmentioned(made, bodies, keep=bool(failed), needed=tests)
    trees = (tuple(made.values()), tuple(i for body in bodies.values() for i in body))
    mentioned = {n.name for n in r.nodes(trees) if isinstance(n, r.FieldExpr)}
    read = {(cls, name) for cls, name in _fields_read(program) if snake(name) in mentioned}
    asked = {n.name for n in r.nodes(trees) if isinstance(n, r.MethodCall)}
    asked |= {n.text.rpartition("::")[2] for n in r.nodes(trees) if isinstance(n, r.Path)}
    raised = _bases_of_raised(program)
    methods_of: dict[ClassInfo | None, list[r.FnItem]] = {}
    for inst, item in made.items():
        if inst.info is not None and inst not in failed:
            methods_of.setdefault(inst.info.cls, []).append(item)
    for module in program.modules:
        classes: list[r.Item] = []
        for cls in module.classes.values():
            methods = methods_of.get(cls, [])
            if cls.exception_base:
                classes += ClassLowering.exception(cls) if cls in raised else []
            if cls.enum is not None:
                if cls.used or methods:
                    try:
                        classes += enums.items(cls, names, methods, docs_of(cls.node), public, asked)
                    except Refuse as refusal:
                        package.refusals.append((program.top[module.name], refusal))
                continue
            if (cls.made if cls.is_error else cls.used or methods) and not (cls.exception_base and not cls.is_error):
                try:
                    classes += ClassLowering.items(
                        program, cls, names, methods, docs_of(cls.node), public=public, read=read
                    )
                except Refuse as refusal:
                    refusal.node = refusal.node or cls.node
                    package.refusals.append((program.top[module.name], refusal))
        for family in names.families:
            of = members(program, family)
            needed = family in names.mentioned or len(program.modules) > 1 or program.options.partial
            if needed and of[0].module is module and all(cls.used for cls in of):
                try:
                    classes += family_items(program, family, names, asked, public, made)
                except Refuse as refusal:
                    package.refusals.append((program.top[module.name], refusal))
        functions: list[r.Item] = [
            f
            for i, f in made.items()
            if i.info is not None and i.info.cls is None and i.module is module and i not in failed and i not in tests
        ]
        functions += _tests([_ready(program, i, made[i], bodies) for i in tests if library and i.module is module])
        if public:
            classes = opened(classes)
        begin = beginning(program, module) if library and bodies[module] else ""
        items[module] = [
            *module_variables(program, module, names, begin),
            *map(allowed, (*classes, *functions, *bodies[module])),
        ]
    asserted = {} if library else _assertions(program, names, made, failed)
    standing = [] if library else [*asserted.values(), *(made[i] for i in tests)]
    _write(program, package, items, library, package_name, _tests(standing))
    package.functions, package.classes = describe(program, package.done, names, tests)
    package.functions += tuple(map(describe_assertion, asserted))
    package.refused = describe_refused(program, set(package.done), names)
    yield package


def _fields_read(program: Program) -> set[tuple[object, str]]:
    """The attributes that something reads, with their classes; in initialisers they are variables."""
    found: set[tuple[object, str]] = set()
    for inst in program.instances:
        for s in all_statements(inst.body):
            for e in all_expressions(s):
                if isinstance(e, ops.Field) and isinstance(e.obj.ty, InstanceT):
                    own = inst.is_init and isinstance(e.obj, ops.Load) and e.obj.var is inst.params[0]
                    if not own:
                        found.add((e.obj.ty.cls, e.name))
    return found


def _bases_of_raised(program: Program) -> set[ClassInfo]:
    """The exception classes that the program names, with those that they derive from."""
    found: set[ClassInfo] = set()
    classes = program.class_of
    for cls in classes.values():
        above: ClassInfo | None = cls if cls.used and cls.exception_base else None
        while above is not None:
            found.add(above)
            above = classes.get(above.exception_base or "")
    return found


def _assertions(
    program: Program, names: Names, made: dict[Instance, r.FnItem], failed: set[Instance]
) -> dict[Assertion, r.FnItem]:
    """The tests that the asserts at the top of a script are."""
    module = program.modules[0]
    top = program.top[module.name]
    if top in failed:
        return {}
    own = {i.rust_name for i in program.instances if i.module is module}
    found: dict[Assertion, r.FnItem] = {}
    for assertion in assertions(program, top):
        if assertion.calls <= made.keys() - failed:
            try:
                item = lower_assertion(program, top, names, assertion)
            except (Refuse, *_DEFECTS):
                continue  # the module's own code has been refused for the same reason
            found[assertion] = qualified(item, runtime_index()[0].keys(), own)
    return found


def _drop_unmentioned(
    made: dict[Instance, r.FnItem],
    bodies: dict[ModuleInfo, list[r.Item]],
    *,
    keep: bool = False,
    needed: Set[Instance] = frozenset(),
) -> None:
    """Leaves out functions that only a handler called which cannot be reached. What traits call stays, and what is ``needed``.

    With `keep` they stay, marked: in a partial translation their caller is missing because it was refused.
    """
    while True:
        mentioned = {
            n.text.rpartition("::")[2] if isinstance(n, r.Path) else n.name
            for root in (tuple(made.values()), tuple(i for body in bodies.values() for i in body))
            for n in r.nodes(root)
            if isinstance(n, (r.Path, r.MethodCall))
        }
        mentioned |= {name.removeprefix("try_") for name in mentioned}
        idle = [
            inst
            for inst, item in made.items()
            if inst not in needed
            and item.name not in mentioned
            and item.name.removeprefix("try_") not in mentioned
            and inst.info is not None
            and (not inst.info.name.startswith("__") or inst.info.name in ("__enter__", "__exit__"))
        ]
        if not idle:
            return
        if keep:
            for inst in idle:
                attributes = ("#[allow(dead_code)]", *made[inst].attributes)
                made[inst] = replace(made[inst], attributes=attributes)
            return
        for inst in idle:
            del made[inst]


def _spread(program: Program, package: Package, failed: set[Instance], say: bool) -> None:
    """Leaves out what calls something that was refused; says so where the rest is kept."""
    changed = bool(failed)
    while changed:
        changed = False
        for inst in program.instances:
            missing = next((c for c in inst.calls if c in failed), None)
            if inst not in failed and missing is not None:
                failed.add(inst)
                changed = True
                if not say:
                    continue
                node = inst.info.node if inst.info is not None else None
                name = inst.name
                if (
                    node is None and inst.module is not program.modules[0]
                ):  # nothing else says which module's code it is
                    name = f"{inst.module.name}.{name}"
                package.refusals.append(
                    (inst, Refuse("P0905", f"`{name}` needs `{missing.name}`, which was refused", node))
                )
    package.done = [i for i in package.done if i not in failed]


def internal(error: Exception) -> Refuse:
    """The refusal that stands for a defect of the translator: better than a wrong program, and than a traceback."""
    if os.environ.get("PORTALIS_TRACEBACK"):
        raise error
    return Refuse("P0999", f"the translator failed here ({type(error).__name__}: {error})")


def _position(inst: Instance) -> tuple[int, int]:
    node = inst.info.node if inst.info else None
    return (getattr(node, "lineno", 0), 0)


def _tests(items: list[r.FnItem]) -> list[r.Item]:
    """The module that cargo runs as tests."""
    if not items:
        return []
    marked = [
        replace(i, attributes=("#[test]", *i.attributes), public=False) for i in sorted(items, key=lambda i: i.line)
    ]
    return [r.ImplItem("#[cfg(test)]\nmod tests", (r.RawItem("use super::*"), *marked))]


def _ready(program: Program, inst: Instance, item: r.FnItem, bodies: dict[ModuleInfo, list[r.Item]]) -> r.FnItem:
    """A library's test after the code of the modules, where it reads what that assigns."""
    if not reads_globals(inst, set()):
        return item
    root = program.modules[0]
    first: list[r.Stmt] = []
    for module in execution_order(program):
        if not bodies[module]:
            continue
        path = "crate" if module is root else f"crate::{_mod_name(module, root)}"
        call = r.CallExpr(r.Path(f"{path}::module_body"))
        if not program.top[module.name].caught:
            first.append(r.ExprStmt(call))
        else:
            first.append(r.ExprStmt(r.TryExpr(call)) if inst.caught else r.LetStmt("_", "", call))
    return replace(item, body=replace(item.body, body=(*first, *item.body.body)))


def _public(item: r.FnItem) -> r.FnItem:
    return replace(item, public=True)


def _module_body(program: Program, module: ModuleInfo, names: Names, package: Package, library: bool) -> list[r.Item]:
    inst = program.top[module.name]
    try:
        c = FunctionContext(program, inst, names)
        body = block(c, inst.body)
    except (Refuse, *_DEFECTS) as error:
        package.refusals.append((inst, error if isinstance(error, Refuse) else internal(error)))
        return []
    if library and not body:
        return []
    name = "module_body"
    tail: r.Expr | None = None
    ret = ""
    if inst.caught:
        ret, tail = "PyResult<()>", None if _ends(inst.body) else r.CallExpr(r.Path("Ok"), (r.TupleExpr(()),))
    package.done.append(inst)
    lazily = any(v.is_global and (v.uses or v.sets) for v in inst.vars.values())
    if library and lazily:
        done = r.CallExpr(r.Path("Ok"), (r.TupleExpr(()),)) if inst.caught else None
        again = r.CallExpr(r.Path("begun"), (r.Lit(f'"{module.name}"'),))
        body = [r.ExprStmt(r.IfExpr(again, r.Block((r.ExprStmt(r.Jump("return", "", done)),)))), *body]
    whole = label_loops(tidy(settle(r.Block(tuple(body), tail))))
    if not whole.body and not library:
        return []
    asked = library and not lazily
    docs = ("What importing the Python module does.",) if asked else ()
    public = asked or len(program.modules) > 1
    item = r.FnItem(name, (), ret, whole, docs=docs, public=public, attributes=allowances(whole, body=inst.body))
    own = {i.rust_name for i in program.instances if i.module is module}
    return [qualified(item, runtime_index()[0].keys(), own)]


def _write(
    program: Program,
    package: Package,
    items: dict[ModuleInfo, list[r.Item]],
    library: bool,
    package_name: str,
    tests: list[r.Item],
) -> None:
    root = program.modules[0]
    head: dict[str, r.File] = {}
    others = [m for m in program.modules if m is not root]
    paths = {m: "crate" if m is root else f"crate::{_mod_name(m, root)}" for m in program.modules}
    taken = imports(items, paths) if others else {}
    for module in program.modules:
        docs = docs_of(module.tree)
        top: list[r.Item] = []
        inner = items[module]
        if module is root:
            top.append(r.RawItem("#[allow(dead_code, unused_imports)]\nmod pyrt"))
            top += [r.RawItem(f"pub mod {_mod_name(m, root)}") for m in others]
            top.append(r.RawItem("use pyrt::*" if _uses_runtime(inner) else "#[allow(unused_imports)]\nuse pyrt::*"))
        else:
            top.append(r.RawItem("#[allow(unused_imports)]\nuse crate::pyrt::*"))
        top += taken.get(module, [])
        if module is root and not library:
            calls: list[r.Stmt] = []
            runs = [
                m
                for m in execution_order(program)
                if any(isinstance(i, r.FnItem) and i.name == "module_body" and i.body.body for i in items[m])
            ]
            if len(runs) == 1 and runs[0] is root:
                caught = program.top[root.name].caught
                calls.append(
                    r.ExprStmt(
                        r.CallExpr(r.Path("run_main_result" if caught else "run_main"), (r.Path("module_body"),))
                    )
                )
            elif runs:
                steps = tuple(
                    r.ExprStmt(r.CallExpr(r.Path("module_body" if m is root else f"{_mod_name(m, root)}::module_body")))
                    for m in runs
                )
                calls.append(r.ExprStmt(r.CallExpr(r.Path("run_main"), (r.ClosureExpr((), r.Block(steps)),))))
            inner = [*inner, r.FnItem("main", (), "", r.Block(tuple(calls))), *map(allowed, tests)]
        file = r.File(docs, (*top, *inner))
        name = ("src/lib.rs" if library else "src/main.rs") if module is root else f"src/{_mod_name(module, root)}.rs"
        head[name] = file
    for (n, f), module in zip(head.items(), program.modules):
        package.files[n], origin = print_file(f)
        package.lines[n] = LineMap(module.path, origin)
    texts = list(package.files.values())
    files, crates = runtime_files("\n".join(texts))
    package.files.update(files)
    package.crates = crates
    package.files["Cargo.toml"] = cargo_toml(package_name, crates)
    package.files = dict(sorted(package.files.items()))


def _uses_runtime(items: list[r.Item]) -> bool:
    """Whether items name something of the runtime; nearly always the first one does."""
    names = runtime_index()[0]
    texts = (print_file(r.File((), (item,)))[0] for item in items)
    return any(not names.keys().isdisjoint(re.findall(r"\w+", text)) for text in texts)


def _mod_name(m: ModuleInfo, root: ModuleInfo) -> str:
    return rust_module(m.name)


__all__ = ["Finished", "Package", "assemble", "ops"]
