"""Packages whose items a candidate takes the place of: edits by places in the syntax tree, and the runtime that is then needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tree_sitter import Node

from portalis import api
from portalis.backends.declared import missing, shown
from portalis.backends.items import (
    Candidate,
    CandidateError,
    Wanted,
    identifiers,
    impl_of,
    methods_in,
    name_of,
    parse,
    text_of,
)

BODY = "module_body"
"""The function of a translation that stands for the code at a module's top."""
_EMPTY = "#[allow(dead_code, unused_imports)]\nmod pyrt;\n\nuse pyrt::*;\n"
_EMPTY_MODULE = "#[allow(unused_imports)]\nuse crate::pyrt::*;\n"
_TYPES = ("struct_item", "enum_item", "const_item", "static_item", "type_item")
_NAMED = (*_TYPES, "function_item", "trait_item")
_PATHS = ("scoped_identifier", "scoped_type_identifier")
Edit = tuple[int, int, bytes]
"""What stands between two places, and what is to stand there."""


def splice(
    files: Mapping[str, str],
    candidate: Candidate,
    package: str = "program",
    given: Sequence[str] = (),
    elsewhere: Sequence[tuple[str, str]] = (),
) -> dict[str, str]:
    """A package in which the candidate's items stand for what was wanted, with the runtime that this needs.

    ``given`` are the declarations of :attr:`Target.given`, ``elsewhere`` those of other modules; those come along that the
    candidate names and the package lacks. What it names of other modules gets its `use`.

    Raises:
        CandidateError: where a helper has the name of something that is there.
    """
    wanted = candidate.wanted
    made = _with_file(files, wanted.module)
    path = file_of(made, wanted.module)
    data = made[path].encode()
    tree = parse(data)
    old = list(_replaced(tree, wanted))
    gone = {n.id for n in old}
    names = [name for n in tree.children if n.id not in gone and (name := n.child_by_field_name("name")) is not None]
    _no_clash(candidate, set(map(text_of, names)), made, path)
    public = bool(wanted.module) or path == "src/lib.rs"
    new = (_public(candidate.text, wanted) if public else candidate.text).strip()
    new = "\n\n".join([*missing(given, tree, new), new] + [shown(wanted.owner).strip()] * wanted.raised)
    edits: list[Edit] = [(start_of(n), n.end_byte, b"") for n in old]
    if old and wanted.kind != "method":
        edits[0] = (edits[0][0], edits[0][1], new.encode())
    else:
        edits.append(_inserted(tree, new, wanted))
    made[path] = _edited(data, edits).decode()
    for home in dict.fromkeys(home for home, _ in elsewhere):
        there = file_of(made := _with_file(made, home), home)
        more = missing([text for at, text in elsewhere if at == home], parse(made[there].encode()), new)
        if more:
            made[there] = _with_items(made[there], more)
    if wanted.kind == "module":
        made = _started(made, wanted)
    made[path] = _used(api.completed(made, package)[0], path, candidate, new)
    return api.completed(made, package)[0]


def crate_root(files: Mapping[str, str]) -> str:
    """The path of the crate's root; a package without files becomes a library."""
    return "src/main.rs" if "src/main.rs" in files else "src/lib.rs"


def file_of(files: Mapping[str, str], module: str) -> str:
    """The path of a module's file; the crate's root has no name."""
    return f"src/{module}.rs" if module else crate_root(files)


def rust_files(files: Mapping[str, str]) -> list[str]:
    """The paths of a package's own Rust, without the runtime's."""
    return [path for path in files if path.endswith(".rs") and "/pyrt/" not in path]


def names_in(text: str, kinds: Sequence[str] = _NAMED) -> set[str]:
    """The names of types, functions and variables at the top of a file."""
    found: set[str] = set()
    for node in parse(text.encode()).children:
        if node.type in kinds:
            found.add(name_of(node, node.type))
        elif node.type == "macro_invocation" and text_of(node).startswith("thread_local!"):
            words = text_of(node).replace(":", " ").split()
            found |= {name for word, name in pairwise(words) if word == "static"}
    return found - {"", "main", BODY}


def function_text(files: Mapping[str, str], function: str, module: str = "") -> str:
    """The Rust of a function at the top of a module; empty where there is none."""
    return next((text_of(n) for n in _tree(files, module).children if name_of(n) == function), "")


def method_text(files: Mapping[str, str], struct: str, name: str, module: str = "") -> str:
    """The Rust of a method; empty where there is none."""
    methods = (m for n in _tree(files, module).children if impl_of(n) == struct for m in methods_in(n))
    return next((text_of(m) for m in methods if name_of(m) == name), "")


def class_text(files: Mapping[str, str], struct: str, module: str = "") -> str:
    """The Rust of a struct with what is implemented for it; empty where there is no such type."""
    nodes = _tree(files, module).children
    if not any(n.type in _TYPES and name_of(n, n.type) == struct for n in nodes):
        return ""
    return "\n\n".join(text_of(n) for n in nodes if name_of(n, n.type) == struct or _implements(n) == struct)


def header(function: str) -> str:
    """The signature of a function, without its body."""
    data = function.encode()
    node = next((n for n in parse(data).children if n.type == "function_item"), None)
    return "" if node is None else _signature(data, node)


def declarations(files: Mapping[str, str], wanted: Wanted | None = None) -> list[str]:
    """The signatures and types of the package but for what is wanted, each in one piece, for a prompt: those of its own module,
    then those of the others under the path of each.
    """
    mine = file_of(files, wanted.module if wanted is not None else "")
    found = _declared(files.get(mine, ""), wanted)
    for path in rust_files(files):
        if path != mine and (there := _declared(files[path], None)):
            name = path.removeprefix("src/").removesuffix(".rs")
            home = "crate" if path == crate_root(files) else f"crate::{name}"
            found += [f"// in `{home}`, with a `use` where you name them", *there]
    return found


def _declared(text: str, wanted: Wanted | None) -> list[str]:
    data = text.encode()
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


def _tree(files: Mapping[str, str], module: str) -> Node:
    return parse(files.get(file_of(files, module), "").encode())


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


def _inserted(tree: Node, new: str, wanted: Wanted) -> Edit:
    at, after = _place(tree, wanted)
    return at, at, (f"\n\n{new}" if after else f"{new}\n\n").encode()


def _with_items(text: str, items: Sequence[str]) -> str:
    """A file with more items in it."""
    edit = _inserted(parse(text.encode()), "\n\n".join(items), Wanted("function", ()))
    return _edited(text.encode(), [edit]).decode()


def _with_file(files: Mapping[str, str], module: str) -> dict[str, str]:
    """A package that has the file of a module, and its root."""
    made = dict(files)
    root = crate_root(made)
    made.setdefault(root, _EMPTY)
    if module and file_of(made, module) not in made:
        made[file_of(made, module)] = _EMPTY_MODULE
        data = made[root].encode()
        at = next((n.end_byte for n in parse(data).children if n.type == "mod_item"), 0)
        made[root] = _edited(data, [(at, at, f"\n\npub mod {module};".encode())]).decode()
    return made


def _no_clash(candidate: Candidate, there: set[str], files: Mapping[str, str], path: str) -> None:
    """Refuse helpers with the name of something else in the file, or of a type in another one: types are known by their names.

    Raises:
        CandidateError: which names it.
    """
    clash = sorted((candidate.names - candidate.wanted.own) & there)
    if clash:
        raise CandidateError(f"`{clash[0]}` is declared in the file already: give the helper another name")
    types = names_in(candidate.text, _TYPES)
    others = (names_in(files[p], _TYPES) for p in rust_files(files) if p != path)
    if types and (clash := sorted(types & set[str]().union(*others))):
        raise CandidateError(f"`{clash[0]}` is declared in another module already: give the helper another name")


def _used(files: Mapping[str, str], path: str, candidate: Candidate, new: str) -> str:
    """A file with the `use` of what its new text names of other modules, where a name has one meaning, and of what it asks for."""
    data = files[path].encode()
    words = _free_names(parse(new.encode())) - names_in(files[path])
    for text in (files[path], *candidate.uses):
        for node in parse(text.encode()).children:
            words -= identifiers(node) if node.type == "use_declaration" else set()
    homes: dict[str, list[str]] = {}
    for other in rust_files(files):
        for name in words & names_in(files[other]) if other != path else ():
            module = "crate" if other == crate_root(files) else f"crate::{other[4:-3]}"
            homes.setdefault(name, []).append(module)
    runtime = set[str]().union(*(names_in(t) for p, t in files.items() if "/pyrt/" in p)) if homes else set()
    taken: dict[str, list[str]] = {}
    for name, found in sorted(homes.items()):
        if len(found) == 1 and name not in runtime:
            taken.setdefault(found[0], []).append(name)
    for module, names in taken.items():
        inside = names[0] if len(names) == 1 else "{" + ", ".join(names) + "}"
        data = _with_use(data, f"#[allow(unused_imports)]\nuse {module}::{inside};")
    for use in candidate.uses:
        if use.encode() not in data:
            data = _with_use(data, use)
    return data.decode()


def _free_names(root: Node) -> set[str]:
    """The names in a text that stand by themselves or begin a path."""
    found: set[str] = set()
    todo = [root]
    while todo:
        node = todo.pop()
        if node.type in ("identifier", "type_identifier"):
            found.add(text_of(node))
        last = node.child_by_field_name("name") if node.type in _PATHS and node.child_by_field_name("path") else None
        todo += [c for c in node.children if last is None or c.id != last.id]
    return found


def _started(files: dict[str, str], wanted: Wanted) -> dict[str, str]:
    """A program whose `main` runs the code of a module too, where Python would."""
    root = crate_root(files)
    data = files[root].encode()
    main = next((n for n in parse(data).children if name_of(n) == "main"), None)
    body = main.child_by_field_name("body") if main is not None else None
    if body is None:
        return files
    runs = _runs(body)
    if wanted.module in runs or (body.named_children and not runs):
        return files
    order = [m for m in wanted.order or ("",) if m in runs or m == wanted.module]
    calls = [f"{m}::{BODY}" if m else BODY for m in order]
    said = f"run_main({BODY});" if calls == [BODY] else ""
    if not said:
        result = "run_main_result" in text_of(body)  # the root's own code says by its result how it ended
        lines = [f"        {call}()" + (";" if call != BODY or not result else "") for call in calls]
        said = f"{'run_main_result' if result else 'run_main'}(|| {{\n" + "\n".join(lines) + "\n    });"
    edit = (body.start_byte, body.end_byte, f"{{\n    {said}\n}}".encode())
    return {**files, root: _edited(data, [edit]).decode()}


def _runs(body: Node) -> list[str]:
    """The modules whose code a `main` runs."""
    found: list[str] = []
    todo = [body]
    while todo:
        node = todo.pop(0)
        text = text_of(node)
        if node.type == "scoped_identifier" and text.endswith(f"::{BODY}"):
            found.append(text.removesuffix(f"::{BODY}").removeprefix("crate::"))
        elif node.type == "identifier" and text == BODY:
            found.append("")
        else:
            todo = [*node.children, *todo]
    return found


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
