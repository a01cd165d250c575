"""Which files of the runtime crate a program carries, and which crates they need."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from portalis.resources import runtime_root

CRATES = {"num-bigint": "0.4", "num-integer": "0.1", "num-traits": "0.2", "regex": "1"}
_CRATE_USE = {
    "num-bigint": "num_bigint::",
    "num-integer": "num_integer::",
    "num-traits": "num_traits::",
    "regex": "regex::",
}


_TOGETHER = (
    ("shared_list", {"Shared"}), ("shared_dict", {"Shared", "Dict"}), ("shared_dict", {"Shared", "DefaultDict"}),
    ("shared_set", {"Shared", "Set"}), ("shared_deque", {"Shared", "Deque"}), ("shared_counter", {"Shared", "Counter"}),
    ("shared_ordered", {"Shared", "OrderedDict"}), ("value_convert", {"Value", "Vec"}), ("value_convert", {"Value", "vec"}),
)  # fmt: skip
"""Modules that are used where these names meet."""
_EXTENSIONS = {
    "random_bytes": {"Random"},
    "random_more": {"Random"},
    "random_distributions": {"Random"},
    "random_seed": {"Random"},
    "re_more": {"Pattern", "sre_pattern", "re_compile", "try_re_compile"},
    "re_values": {"Pattern", "re_compile", "try_re_compile"},
}
"""Modules with more methods of a type: used where one of these makes an object of it, and one of the methods is named."""


@cache
def runtime_index() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], dict[str, str]]:
    """What the runtime offers: module by public name, the modules that each module needs, and the text of each."""
    names: dict[str, set[str]] = {}
    needs: dict[str, frozenset[str]] = {}
    texts: dict[str, str] = {}
    for path in sorted(Path(runtime_root()).glob("*.rs")):
        module = path.stem
        if module == "lib":
            continue
        text = texts[module] = path.read_text(encoding="utf-8")
        match = re.search(r"^//! needs:(.*)$", text, re.MULTILINE)
        needs[module] = frozenset(n.strip() for n in match[1].split(",") if n.strip()) if match else frozenset()
        for line in text.splitlines():
            m = re.match(r"pub (?:const )?(?:fn|struct|enum|trait|static|const|type) (\w+)", line)
            if m:
                names.setdefault(m[1], set()).add(module)
        if module.startswith(("str_", "int_", "error_", "bytes_")):  # methods of a type that another module defines
            for m in re.finditer(r"^    pub fn (\w+)", text, re.MULTILINE):
                names.setdefault(m[1], set()).add(module)
        for name in _made_by_macros(text):
            names.setdefault(name, set()).add(module)
        for body in re.findall(r"^pub trait .*?^}", text, re.MULTILINE | re.DOTALL):
            for m in re.finditer(r"^    fn (\w+)", body, re.MULTILINE):
                names.setdefault(m[1], set()).add(module)
    return {k: frozenset(v) for k, v in names.items()}, needs, texts


def _made_by_macros(text: str) -> set[str]:
    """The functions that the macros of a runtime module make: the words that begin the rows of their tables."""
    tables = re.findall(r"^(?!thread_local)\w+! \{(.*?)^\}", text, re.MULTILINE | re.DOTALL)
    found: set[str] = set()
    for row in re.findall(r'^    (?:"\w+" |\()?((?:\w+[,;]? ?)+)', "\n".join(tables), re.MULTILINE):
        words = set(re.findall(r"[a-z]\w+", row))
        found.update(w for w in words if "_" in w or f"try_{w}" in words)
    return found


@cache
def _methods(module: str) -> frozenset[str]:
    """The methods that a runtime module gives to a type of another module, those of its macros among them."""
    text = runtime_index()[2][module]
    tables = re.findall(r"^\w+! \{(.*?)^\}", text, re.MULTILINE | re.DOTALL)
    words = {word for table in tables for word in re.findall(r"\b[a-z]\w+(?= )", table)}
    return frozenset(words.union(re.findall(r"^    pub fn (\w+)", text, re.MULTILINE)))


def runtime_modules(text: str) -> list[str]:
    """The runtime modules that a Rust text uses, with what those need."""
    names, needs, texts = runtime_index()
    wanted: set[str] = set()
    words = set(re.findall(r"[A-Za-z_]\w*", text))
    for word in words:
        wanted |= names.get(word, frozenset())
    wanted.update(module for module, needed in _TOGETHER if needed <= words)
    wanted.update(m for m, ty in _EXTENSIONS.items() if not words.isdisjoint(ty) and not _methods(m).isdisjoint(words))
    todo = list(wanted | {"error", "io"})
    found: set[str] = set()
    while todo:
        m = todo.pop()
        if m in found or m not in texts:
            continue
        found.add(m)
        todo += needs[m]
    return sorted(found)


def runtime_files(text: str, prefix: str = "src/pyrt/") -> tuple[dict[str, str], dict[str, str]]:
    """The runtime's files for a program, and the crates that they need."""
    _, _, texts = runtime_index()
    modules = runtime_modules(text)
    files = {f"{prefix}{m}.rs": texts[m] for m in modules}
    lines = ["//! The parts of Python's semantics that this program uses.", ""]
    lines += [f"mod {m};" for m in modules] + [""] + [f"pub use {m}::*;" for m in modules]
    files[f"{prefix}mod.rs"] = "\n".join(lines) + "\n"
    joined = "\n".join(files.values())
    crates = {n: v for n, v in CRATES.items() if _CRATE_USE[n] in joined}
    return files, crates


@cache
def functions_by_value() -> frozenset[str]:
    """The functions of the runtime that take one number by value: a closure that only calls one is the function itself."""
    one = re.compile(r"^pub fn (\w+)\(\w+: (?:impl (?:AsInt|ToIndex)|i64|f64|bool)\) ->", re.MULTILINE)
    found = (name for text in runtime_index()[2].values() for name in one.findall(text))
    return frozenset(found) | {"Int::round_f64", "Class::of_exception"}
