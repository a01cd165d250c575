"""Packages whose items a candidate takes the place of: edits by places in the syntax tree, and the runtime that is then needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tree_sitter import Node

from portalis import api
from portalis.backends.declared import missing, shown
from portalis.backends.items import Candidate, CandidateError, Wanted, impl_of, methods_in, name_of, parse, text_of

BODY = "module_body"
"""The function of a translation that stands for the code at a module's top."""
_EMPTY = "#[allow(dead_code, unused_imports)]\nmod pyrt;\n\nuse pyrt::*;\n"
_TYPES = ("struct_item", "enum_item", "const_item", "static_item", "type_item")
Edit = tuple[int, int, bytes]
"""What stands between two places, and what is to stand there."""


def splice(
    files: Mapping[str, str], candidate: Candidate, package: str = "program", given: Sequence[str] = ()
) -> dict[str, str]:
    """A package in which the candidate's items stand for what was wanted, with the runtime that this needs.

    ``given`` are the declarations of :attr:`Target.given`; those come along that the candidate names and the package lacks.

    Raises:
        CandidateError: where a helper has the name of something that is there.
    """
    root, wanted = crate_root(files), candidate.wanted
    data = files.get(root, _EMPTY).encode()
    tree = parse(data)
    old = list(_replaced(tree, wanted))
    gone = {n.id for n in old}
    names = [name for n in tree.children if n.id not in gone and (name := n.child_by_field_name("name")) is not None]
    clash = sorted((candidate.names - wanted.own) & set(map(text_of, names)))
    if clash:
        raise CandidateError(f"`{clash[0]}` is declared in the file already: give the helper another name")
    new = (_public(candidate.text, wanted) if root == "src/lib.rs" else candidate.text).strip()
    new = "\n\n".join([*missing(given, tree, new), new] + [shown(wanted.owner).strip()] * wanted.raised)
    edits: list[Edit] = [(start_of(n), n.end_byte, b"") for n in old]
    if old and wanted.kind != "method":
        edits[0] = (edits[0][0], edits[0][1], new.encode())
    else:
        at, after = _place(tree, wanted)
        edits.append((at, at, (f"\n\n{new}" if after else f"{new}\n\n").encode()))
    if wanted.kind == "module":
        edits += _started(tree)
    spliced = _edited(data, edits)
    for use in candidate.uses:
        if use.encode() not in spliced:
            spliced = _with_use(spliced, use)
    return api.completed({**files, root: spliced.decode()}, package)[0]


def crate_root(files: Mapping[str, str]) -> str:
    """The path of the crate's root; a package without files becomes a library."""
    return "src/main.rs" if "src/main.rs" in files else "src/lib.rs"


def function_text(files: Mapping[str, str], function: str) -> str:
    """The Rust of a function at the top of the crate; empty where there is none."""
    return next((text_of(n) for n in _tree(files).children if name_of(n) == function), "")


def method_text(files: Mapping[str, str], struct: str, name: str) -> str:
    """The Rust of a method; empty where there is none."""
    methods = (m for n in _tree(files).children if impl_of(n) == struct for m in methods_in(n))
    return next((text_of(m) for m in methods if name_of(m) == name), "")


def class_text(files: Mapping[str, str], struct: str) -> str:
    """The Rust of a struct with what is implemented for it; empty where there is no such type."""
    nodes = _tree(files).children
    if not any(n.type in _TYPES and name_of(n, n.type) == struct for n in nodes):
        return ""
    return "\n\n".join(text_of(n) for n in nodes if name_of(n, n.type) == struct or _implements(n) == struct)


def header(function: str) -> str:
    """The signature of a function, without its body."""
    data = function.encode()
    node = next((n for n in parse(data).children if n.type == "function_item"), None)
    return "" if node is None else _signature(data, node)


def declarations(files: Mapping[str, str], wanted: Wanted | None = None) -> list[str]:
    """The signatures and types at the top of the crate but for what is wanted, each in one piece, for a prompt."""
    data = files.get(crate_root(files), "").encode()
    without = wanted.names if wanted is not None else ()
    own = wanted.own if wanted is not None else frozenset()
    found = []
    for node in parse(data).children:
        if node.type == "function_item" and name_of(node) not in (*own, "main", BODY):
            found.append(_signature(data, node) + ";")
        elif node.type in _TYPES and name_of(node, node.type) not in own:
            found.append(text_of(node))
        elif impl_of(node) and impl_of(node) not in own:
            mine = wanted is not None and wanted.kind == "method" and impl_of(node) == wanted.owner
            kept = [m for m in methods_in(node) if not (mine and name_of(m) in without)]
            inside = "".join(f"    {_signature(data, m)};\n" for m in kept)
            found.append(f"impl {impl_of(node)} {{\n{inside}}}")
        elif node.type == "impl_item" and _implements(node) not in own:
            body = node.child_by_field_name("body")
            found.append(
                data[node.start_byte : body.start_byte if body is not None else node.end_byte].decode().strip()
            )
    return found


def start_of(node: Node) -> int:
    """Where a node begins with the attributes and comments before it."""
    start, before = node.start_byte, node.prev_sibling
    while before is not None and before.type in ("attribute_item", "line_comment"):
        start, before = before.start_byte, before.prev_sibling
    return start


def _tree(files: Mapping[str, str]) -> Node:
    return parse(files.get(crate_root(files), "").encode())


def _signature(data: bytes, node: Node) -> str:
    body = node.child_by_field_name("body")
    return data[node.start_byte : body.start_byte if body is not None else node.end_byte].decode().strip()


def _implements(node: Node) -> str:
    """The type that any `impl` is for; empty for other nodes."""
    held = node.child_by_field_name("type") if node.type == "impl_item" else None
    return "" if held is None else text_of(held)


def _replaced(tree: Node, wanted: Wanted) -> Iterator[Node]:
    """The nodes that a candidate takes the place of."""
    for node in tree.children:
        if wanted.kind == "class":
            if name_of(node, "struct_item") == wanted.owner or _implements(node) == wanted.owner:
                yield node
        elif wanted.kind != "method":
            if name_of(node) in wanted.names:
                yield node
        elif impl_of(node) == wanted.owner:
            mine = [m for m in methods_in(node) if name_of(m) in wanted.names]
            yield from [node] if mine and len(mine) == len(methods_in(node)) else mine


def _place(tree: Node, wanted: Wanted) -> tuple[int, bool]:
    """Where new items go, and whether that is behind something: a method behind its struct, all else before the program's start."""
    if wanted.kind == "method":
        owners = [n for n in tree.children if name_of(n, "struct_item") == wanted.owner or impl_of(n) == wanted.owner]
        if owners:
            return owners[-1].end_byte, True
    last = next((n for n in tree.children if name_of(n) in (BODY, "main")), None)
    return (tree.end_byte, True) if last is None else (start_of(last), False)


def _started(tree: Node) -> Iterator[Edit]:
    """The edit by which an empty `main` runs the module's code."""
    for node in tree.children:
        body = node.child_by_field_name("body") if name_of(node) == "main" else None
        if body is not None and not body.named_children:
            yield body.start_byte, body.end_byte, f"{{\n    run_main({BODY});\n}}".encode()


def _public(text: str, wanted: Wanted) -> str:
    """The items with what was wanted made public; it is what the library offers."""
    data = text.encode()
    nodes: list[Node] = []
    for node in parse(data).children:
        if wanted.kind == "class" and name_of(node, "struct_item") == wanted.owner:
            body = node.child_by_field_name("body")
            nodes += [node, *([n for n in body.children if n.type == "field_declaration"] if body is not None else [])]
        elif wanted.kind in ("class", "method") and impl_of(node) == wanted.owner:
            nodes += [m for m in methods_in(node) if name_of(m) in wanted.names]
        elif name_of(node) in wanted.own:
            nodes.append(node)
    hidden = [n for n in nodes if not any(c.type == "visibility_modifier" for c in n.children)]
    return _edited(data, [(n.start_byte, n.start_byte, b"pub ") for n in hidden]).decode()


def _with_use(data: bytes, use: str) -> bytes:
    last = None
    for node in parse(data).children:
        if node.type in ("use_declaration", "mod_item"):
            last = node
    at = last.end_byte if last is not None else 0
    return data[:at] + b"\n" + use.encode() + b"\n" + data[at:]


def _edited(data: bytes, edits: Sequence[Edit]) -> bytes:
    for start, end, new in sorted(edits, reverse=True):
        data = data[:start] + new + data[end:]
    return data
