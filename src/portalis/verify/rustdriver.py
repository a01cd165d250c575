"""Writes the module that calls a package's functions with inputs read at run time.

It is added to a copy of the package under ``#[cfg(test)]`` and never leaves the verifier. As a child of the crate's root it
reaches private functions, so that the code which is judged is the code which is shipped.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portalis.interface import Argument, ClassShape, Function, Shape
from portalis.verify.families import NEVER, ONLY_RESULTS, families_in, is_family, told_apart, unreadable, variant_of

MODULE = "portalis_driver"
_HERE = Path(__file__).parent / "rust"
_PARTS = ("error", "int", "str", "num", "tuple", "dict", "set", "frozenset", "deque", "counter", "defaultdict", "shared",
          "complex", "value")  # fmt: skip
_NOT_CALLED = frozenset({"module", "test"})


_SCRIPT = """#[test]
fn run_script() {
    let mut out = std::io::stdout();
    let _ = out.write_all(b"\\x01script\\x02");
    let _ = out.flush();
    super::main();
}
"""


@dataclass(frozen=True, slots=True)
class Driver:
    """A package with a driver, and what stands in the way of the functions that it cannot call."""

    files: dict[str, str]
    refused: dict[int, str]
    """Reason by the index of a function."""


def why_not(function: Function, classes: Mapping[str, ClassShape], unsure: Collection[str] = frozenset()) -> str | None:
    """What keeps a function from being called with inputs that are made up; None when nothing does.

    ``unsure`` are the classes whose objects cannot be told from those of a class of another module.
    """
    for shape in (*(a.shape for a in function.arguments), function.result):
        for part in shape.parts():
            if part.kind == "instance" and part.name in unsure:
                return f"objects of {part.name} cannot be told from those of another module's class of one name"
    for argument in function.arguments:
        for shape in argument.shape.parts():
            if shape.kind in NEVER | ONLY_RESULTS:
                return (
                    f"the argument `{argument.name}` is of a type that cannot be exchanged ({shape.kind} {shape.rust})"
                )
            reason = _class_reason(shape, classes)
            if reason:
                return reason
    for shape in function.result.parts():
        if shape.kind in NEVER or (shape.kind == "iterator" and shape is not function.result):
            return f"the result is of a type that cannot be exchanged ({shape.kind} {shape.rust})"
        reason = _class_reason(shape, classes)
        if reason:
            return reason
    return None


def _class_reason(shape: Shape, classes: Mapping[str, ClassShape]) -> str | None:
    if shape.kind != "instance":
        return None
    if shape.name not in classes:
        return f"the class {shape.name} has no fields that are known"
    for name, _, field in classes[shape.name].fields:
        if any(part.kind in NEVER | ONLY_RESULTS for part in field.parts()):
            return f"the attribute `{shape.name}.{name}` is of a type that cannot be exchanged"
    return None


def make_driver(
    files: Mapping[str, str],
    functions: Sequence[Function],
    classes: Sequence[ClassShape],
    doubled: Collection[str] = (),
) -> Driver:
    """The package's files with the driver among them; ``doubled`` are the names that classes of several modules have."""
    root = "src/main.rs" if "src/main.rs" in files else "src/lib.rs"
    by_name = told_apart(classes)
    strangers = {c.name for c in classes} - by_name.keys()
    runtime = "src/pyrt/mod.rs" in files
    refused = {
        i: reason
        for i, f in enumerate(functions)
        if f.kind not in _NOT_CALLED and (reason := why_not(f, by_name, strangers))
    }
    lines = [(_HERE / "core.rs").read_text("utf-8"), "use super::*;"]
    if runtime:
        lines.append("use super::pyrt::*;")
        names = ", ".join(f'"{name}"' for name in sorted(doubled))
        lines.append(f"const DOUBLED: &[&str] = &[{names}];")
        lines += [(_HERE / f"{part}.rs").read_text("utf-8") for part in _PARTS if f"src/pyrt/{part}.rs" in files]
    modules = sorted({c.rust.rpartition("::")[0] for c in classes} - {""})
    lines += [f"use super::{module}::*;" for module in modules]
    lines += [_class_impl(c) for c in classes if not unreadable(c)]
    lines += [_family_impl(s) for s in families_in(functions, classes)]
    lines += _prepare(functions, runtime)
    lines.append("fn call(entry: usize, r: &mut Reader) {\n    match entry {")
    for index, function in enumerate(functions):
        if index not in refused and function.kind not in _NOT_CALLED:
            lines.append(_arm(index, function, runtime))
    lines.append('        _ => unsupported("this function"),\n    }\n}')
    lines.append("#[test]\nfn serve_requests() {\n    serve(prepare, call);\n}\n")
    if root == "src/main.rs" and runtime:
        lines.append(_SCRIPT)
    hook = f'\n#[cfg(test)]\n#[path = "{MODULE}.rs"]\nmod {MODULE};\n'
    return Driver({**files, root: files[root] + hook, f"src/{MODULE}.rs": "\n".join(lines)}, refused)


def _class_impl(cls: ClassShape) -> str:
    name = cls.rust.rpartition("::")[2]
    read = "".join(
        f"            {rust}: {{\n                let _ = r.tag();\n                let _ = r.text();\n"
        "                Wire::get(r)\n            },\n"
        for _, rust, _ in cls.fields
    )
    write = "".join(
        f'            w.text("{python}");\n            Wire::put(&self.{rust}, w);\n' for python, rust, _ in cls.fields
    )
    return (
        f"impl Wire for {name} {{\n    fn get(r: &mut Reader) -> Self {{\n        r.count(b'o');\n"
        f"        let _ = r.tag();\n        let _ = r.text();\n        {name} {{\n{read}        }}\n    }}\n"
        f'    fn put(&self, w: &mut Writer) {{\n        w.raw("o{len(cls.fields)};");\n        w.text("{cls.name}");\n'
        f"        w.nested(|w| {{\n{write}        }});\n    }}\n}}\n"
    )


def _family_impl(shape: Shape) -> str:
    name = shape.rust
    read = "".join(f'            "{m.name}" => {name}::{variant_of(m)}(Wire::get(r)),\n' for m in shape.of)
    write = "".join(f"            {name}::{variant_of(m)}(object) => Wire::put(object, w),\n" for m in shape.of)
    return (
        f"impl Wire for {name} {{\n    fn get(r: &mut Reader) -> Self {{\n        match r.class() {{\n{read}"
        '            _ => unsupported("an object of another class"),\n        }\n    }\n'
        f"    fn put(&self, w: &mut Writer) {{\n        match self {{\n{write}        }}\n    }}\n}}\n"
    )


def _prepare(functions: Sequence[Function], runtime: bool) -> list[str]:
    """The function that runs the modules' own code, where any function reads what it assigns."""
    needed = any(f.needs_module for f in functions)
    bodies = [f for f in functions if f.kind == "module"] if needed else []
    bodies.sort(key=lambda f: f.module == "")
    calls = "".join(f"    let _ = super::{f.rust}();\n" for f in bodies)
    return [f"fn prepare() {{\n{calls}{'    flush();' if runtime else ''}\n}}"]


def aliases(function: Function, index: int) -> list[int]:
    """The earlier arguments that the argument at ``index`` may be the same object as.

    Rust can pass one object twice where both are handles of a shared object, or where neither is changed.
    """
    mine = function.arguments[index]
    objects = is_family(mine.shape)
    if mine.shape.kind not in ("list", "dict", "set", "deque", "Counter", "OrderedDict", "instance") and not objects:
        return []
    found = []
    for number, other in enumerate(function.arguments[:index]):
        if other.shape.rust != mine.shape.rust:
            continue
        if mine.shape.shared or (other.mode == "ref" and mine.mode == "ref"):
            found.append(number)
    return found


def observable(argument: Argument) -> bool:
    """Whether a caller of the Rust function still has the argument after the call, and one of the Python function too."""
    return argument.kind != "double_star" and (argument.mode != "own" or argument.shape.shared)


def _arm(index: int, function: Function, runtime: bool) -> str:
    lines = [f"        {index} => {{"]
    for number, argument in enumerate(function.arguments):
        read = f"<{argument.shape.rust} as Wire>::get(r)"
        for other in reversed(aliases(function, number)):
            read = f"if r.same_as({other}) {{ a{other}.clone() }} else {{ {read} }}"
        lines.append(f"            let mut a{number}: {argument.shape.rust} = {read};")
    passed = []
    for number, argument in enumerate(function.arguments):
        if argument.mode == "own":
            passed.append(f"a{number}.clone()" if argument.shape.shared else f"a{number}")
        else:
            passed.append(f"&{'mut ' if argument.mode == 'mut' else ''}a{number}")
    lazy = function.result.kind == "iterator"
    lines.append(f"            begin();\n            let out = super::{function.rust}({', '.join(passed)});")
    lines += [] if lazy else ["            end();"]
    collect = "value.take(1000).collect::<Vec<_>>(); end()" if lazy else "value"
    good = f'let value = {collect}; let mut w = writer(); w.raw("R"); Wire::put(&value, &mut w); w'
    failure = "raised(&error)" if runtime else 'failed("Err", "")'
    if function.raises:
        lines.append(f"            let mut w = match out {{ Ok(value) => {{ {good} }} Err(error) => {failure} }};")
    else:
        lines.append(f"            let value = out;\n            let mut w = {{ {good} }};")
    if runtime:
        lines.append("            flush();")
    lines.append(f'            w.raw("l{len(function.arguments)};");')
    for number, argument in enumerate(function.arguments):
        lines.append(
            f"            Wire::put(&a{number}, &mut w);" if observable(argument) else '            w.raw("-");'
        )
    lines.append("            answer(w);\n        }")
    return "\n".join(lines)
