"""How types are written in Rust."""

from __future__ import annotations

from typing import Any

from portalis.ir.types import (
    BOOL,
    BOTTOM,
    BYTES,
    CLASS,
    COMPLEX,
    EXCEPTION,
    FLOAT,
    HASH,
    MATCH,
    NEVER,
    NONE,
    NOT_IMPLEMENTED,
    RANDOM,
    STR,
    ContT,
    Family,
    FuncT,
    InstanceT,
    IntT,
    IterT,
    MemoT,
    PatternT,
    RangeT,
    TupleT,
    Type,
    VarTupleT,
    ViewT,
    family_of,
    is_dynamic,
    is_family,
    is_num,
    option_of,
)  # fmt: skip

_ATOMS: dict[Type, str] = {
    NONE: "()", BOTTOM: "()", NEVER: "()", BOOL: "bool", FLOAT: "f64", STR: "Str", COMPLEX: "Complex", BYTES: "Bytes", EXCEPTION: "Exception",
    MATCH: "Match", CLASS: "Class", RANDOM: "Random", HASH: "HashObject", NOT_IMPLEMENTED: "()",
}  # fmt: skip
_CONTAINERS = {"list": "Vec", "set": "Set", "frozenset": "FrozenSet", "dict": "Dict", "deque": "Deque", "Counter": "Counter",
               "defaultdict": "DefaultDict", "OrderedDict": "OrderedDict"}  # fmt: skip


class Names:
    """Rust names of user's classes; filled before anything is lowered."""

    def __init__(self) -> None:
        self.classes: dict[object, str] = {}
        self.families: dict[Family, str] = {}
        self.mentioned: set[Family] = set()
        self.handles = False

    def family(self, t: Type) -> str:
        """The name of the enum of a family's objects, which the program needs now."""
        family = family_of(t)
        self.mentioned.add(family)
        return self.families[family]


def rust_type(t: Type, names: Names) -> str:
    """The owned Rust type of a Python type."""
    atom = _ATOMS.get(t)
    if atom is not None:
        return atom
    if isinstance(t, IntT):
        return "i64" if t.machine else "Int"
    if isinstance(t, ContT):
        inner = f"{_CONTAINERS[t.kind]}<{', '.join(rust_type(p, names) for p in t.cell.params)}>"
        return f"Shared<{inner}>" if t.cell.shared else inner
    if isinstance(t, ViewT):
        return rust_type(t.mapping, names)
    if isinstance(t, TupleT):
        parts = [rust_type(i, names) for i in t.items]
        return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"
    if isinstance(t, VarTupleT):
        return f"Tuple<{rust_type(t.item, names)}>"
    if isinstance(t, IterT):
        item = rust_type(t.item, names)
        return f"IterHandle<{item}>" if names.handles else f"Box<dyn Iterator<Item = {item}>>"
    if isinstance(t, RangeT):
        return "RangeI64" if t.item.machine else "RangeInt"
    if isinstance(t, FuncT):
        return function_type(t, names)
    if isinstance(t, MemoT):
        return memo_type(t.owner, names)
    if isinstance(t, PatternT):
        return "Pattern"
    if isinstance(t, InstanceT):
        name = names.classes[t.cls]
        return f"Shared<{name}>" if t.cell.shared else name
    if is_num(t):
        return "Num"
    if is_family(t):
        return names.family(t)
    inner_option = option_of(t)
    if inner_option is not None:
        return f"Option<{rust_type(inner_option, names)}>"
    if is_dynamic(t):
        return "Value"
    raise TypeError(t)


def function_type(t: FuncT, names: Names) -> str:
    """A function pointer that takes its arguments by value, or a shared closure where some of the functions keep values."""
    cell = t.cell
    params = ", ".join(rust_type(p, names) for p in cell.params or [])
    ret = rust_type(cell.ret, names)
    result = f"PyResult<{ret}>" if cell.caught else ret
    plain = f"({params})" if result == "()" else f"({params}) -> {result}"
    return f"Function<dyn Fn{plain}>" if cell.holds else f"fn{plain}"


def memo_type(owner: Any, names: Names) -> str:
    """The memory of a cached function: its parameters, several as a tuple, and its result."""
    keys = [rust_type(p.ty, names) for p in owner.params]
    key = keys[0] if len(keys) == 1 else f"({', '.join(keys)})"
    return f"Memo<{key}, {rust_type(owner.ret, names)}>"


def param_type(t: Type, mode: str, names: Names) -> str:
    """The type of a parameter held in that mode."""
    if mode == "own":
        return rust_type(t, names)
    if mode == "mut":
        return f"&mut {rust_type(t, names)}"
    if isinstance(t, ContT) and t.kind == "list" and not t.cell.shared:
        return f"&[{rust_type(t.item, names)}]"
    return f"&{rust_type(t, names)}"


def same_rust(a: Type, b: Type) -> bool:
    """Whether two types have one representation."""
    if a is b:
        return True
    if isinstance(a, IntT) and isinstance(b, IntT):
        return a.machine == b.machine
    if isinstance(a, ContT) and isinstance(b, ContT):
        return a.kind == b.kind and (
            a.cell is b.cell or (a.cell.shared == b.cell.shared and all(map(same_rust, a.cell.params, b.cell.params)))
        )
    if isinstance(a, TupleT) and isinstance(b, TupleT):
        return len(a.items) == len(b.items) and all(map(same_rust, a.items, b.items))
    if isinstance(a, VarTupleT) and isinstance(b, VarTupleT):
        return same_rust(a.item, b.item)
    if isinstance(a, IterT) and isinstance(b, IterT):
        return same_rust(a.item, b.item)
    if isinstance(a, ViewT) and isinstance(b, ViewT):
        return same_rust(a.mapping, b.mapping)
    if isinstance(a, PatternT) and isinstance(b, PatternT):  # one that is known becomes another where it may be any
        return (a.pattern is None) == (b.pattern is None)
    if isinstance(a, FuncT) and isinstance(b, FuncT):
        return a.cell is b.cell
    if isinstance(a, RangeT) and isinstance(b, RangeT):
        return a.item.machine == b.item.machine
    if isinstance(a, InstanceT) and isinstance(b, InstanceT):
        return a.cls is b.cls
    if is_num(a) and is_num(b):
        return True
    if is_family(a) and is_family(b):
        return family_of(a) is family_of(b)
    if is_dynamic(a) and is_dynamic(b):
        return True
    oa, ob = option_of(a), option_of(b)
    if oa is not None and ob is not None:
        return same_rust(oa, ob)
    return {a, b} <= {NONE, BOTTOM, NEVER}


_KEYWORDS = frozenset(
    "abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let loop macro match mod "
    "move mut override priv pub ref return self static struct super trait true try type typeof union unsafe unsized use virtual where while yield Self".split()
)


def snake(name: str) -> str:
    """A Python name as a Rust variable or function name."""
    out: list[str] = []
    for i, c in enumerate(name):
        if c.isupper():
            before = name[i - 1] if i else "_"
            after = name[i + 1] if i + 1 < len(name) else "_"
            if i and before != "_" and (not before.isupper() or (after.islower())):
                out.append("_")
            out.append(c.lower())
        else:
            out.append(c)
    text = "".join(out).strip("_") or "value"
    while "__" in text:
        text = text.replace("__", "_")
    if text[0].isdigit():
        text = "n" + text
    return text + "_" if text in _KEYWORDS else text


_FILES = frozenset({"main", "lib", "pyrt"})
"""What stands beside the modules in a package."""


def rust_module(name: str) -> str:
    """The Rust module of a Python module that is not the first one of its package."""
    found = snake(name.replace(".", "_"))
    return f"{found}_" if found in _FILES else found


def camel(name: str) -> str:
    """A Python class name as a Rust type name, where acronyms are words."""
    if len(name) > 2 and name.isalpha() and name.isupper():
        return name.capitalize()
    if name[:1].isupper() and "_" not in name:
        return name
    return "".join(p[:1].upper() + p[1:] for p in name.split("_") if p) or "Type"
