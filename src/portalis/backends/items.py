"""Candidates as Rust: parsed by tree-sitter, held to what a translated function may contain, and put into a package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import tree_sitter_rust
from tree_sitter import Language, Node, Parser

from portalis import api
from portalis.diagnostics import PortalisError

MAX_CANDIDATE = 60_000
"""Longest candidate, characters."""
BODY = "module_body"
RUNTIME = "src/pyrt/"
_ITEMS = frozenset({"function_item", "struct_item", "enum_item", "impl_item", "const_item", "type_item", "use_declaration", "trait_item"})  # fmt: skip
_ASIDE = frozenset({"line_comment", "block_comment", "attribute_item", "empty_statement"})
_MACROS = frozenset({"vec", "format", "assert", "assert_eq", "assert_ne", "debug_assert", "matches", "panic", "unreachable", "write", "writeln"})  # fmt: skip
_ATTRIBUTES = frozenset({"derive", "allow", "inline", "must_use", "doc"})
_STD = frozenset({"borrow", "cell", "char", "cmp", "collections", "convert", "default", "f64", "fmt", "hash", "i128", "i32", "i64", "iter", "mem", "num", "ops", "option", "rc", "result", "slice", "str", "string", "u32", "u64", "u8", "usize", "vec"})  # fmt: skip
_CRATES = frozenset({"std", "core", "alloc"})
_WORDS = frozenset({"unsafe", "extern", "async", "macro_rules", "asm", "global_asm"})
_KEYWORDS = frozenset({"return", "if", "while", "match", "in", "else", "break", "let", "move", "mut", "ref", "as"})
_COPIES = frozenset({"clone", "cloned", "to_owned", "to_vec", "to_string"})
_PARSER = Parser(Language(tree_sitter_rust.language()))


class CandidateError(PortalisError):
    """A candidate that is not looked at further; the message is for the model that made it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Rust items, one of them the function that stands for the Python one."""

    function: str
    items: tuple[str, ...]
    uses: tuple[str, ...]
    names: frozenset[str]
    """Names of functions and types that it declares."""
    copies: int
    """Calls that copy: ``clone`` and its like."""

    @property
    def text(self) -> str:
        """The items, without declarations of ``use``."""
        return "\n\n".join(self.items) + "\n"

    @property
    def whole(self) -> str:
        """With them: what :func:`parse_candidate` takes again."""
        return "\n".join(self.uses) + ("\n\n" if self.uses else "") + self.text


def parse_candidate(text: str, function: str) -> Candidate:
    """The items of a candidate for ``function``.

    Raises:
        CandidateError: for what is no Rust, has no such function, or has more than such a function needs.
    """
    if len(text) > MAX_CANDIDATE:
        raise CandidateError(f"the answer is longer than {MAX_CANDIDATE} characters")
    if "\0" in text:
        raise CandidateError("the answer holds a zero byte")
    data = text.encode("utf-8", "replace")
    root = _PARSER.parse(data).root_node
    if root.has_error:
        line, shown = _first_error(root, data)
        raise CandidateError(f"this is no Rust: syntax error in line {line}: {shown}")
    _police(root)
    items: list[str] = []
    uses: list[str] = []
    names: set[str] = set()
    held = ""
    for node in root.children:
        piece = _text(node)
        if node.type in _ASIDE:
            held += piece + ("" if piece.endswith("\n") else "\n")
            continue
        if node.type not in _ITEMS:
            raise CandidateError(f"line {node.start_point.row + 1}: only functions, types and constants may stand here")
        if node.type == "use_declaration":
            uses.append(piece)
        else:
            items.append(held + piece)
        held = ""
        name = node.child_by_field_name("name")
        if name is not None:
            if _text(name) in names:
                raise CandidateError(f"`{_text(name)}` is declared twice")
            names.add(_text(name))
    if not any(_function_name(n) == function for n in root.children):
        raise CandidateError(f"there is no function `{function}` at the top of the answer")
    if "main" in names:
        raise CandidateError("the answer must not declare `main`")
    return Candidate(function, tuple(items), tuple(dict.fromkeys(uses)), frozenset(names), _copies(root))


def splice(files: Mapping[str, str], candidate: Candidate, package: str = "program") -> dict[str, str]:
    """A package in which the candidate's items stand for the function, with the runtime that this needs.

    Raises:
        CandidateError: where a helper has the name of something that is there.
    """
    root = crate_root(files)
    text = files.get(root, "#[allow(dead_code, unused_imports)]\nmod pyrt;\n\nuse pyrt::*;\n")
    data = text.encode()
    tree = _PARSER.parse(data).root_node
    old = next((n for n in tree.children if _function_name(n) == candidate.function), None)
    taken = {_text(name) for n in tree.children if n is not old and (name := n.child_by_field_name("name")) is not None}
    clash = sorted((candidate.names - {candidate.function}) & taken)
    if clash:
        raise CandidateError(f"`{clash[0]}` is declared in the file already: give the helper another name")
    new = candidate.text
    if root == "src/lib.rs":
        new = _public(new, candidate.function)
    if old is not None:
        start = _start_with_attributes(tree, old)
        data = data[:start] + new.strip().encode() + data[old.end_byte :]
    else:
        last = next((n for n in tree.children if _function_name(n) in (BODY, "main")), None)
        at = len(data) if last is None else _start_with_attributes(tree, last)
        data = data[:at].rstrip() + b"\n\n" + new.strip().encode() + b"\n\n" + data[at:]
    spliced = data.decode()
    for use in candidate.uses:
        if use not in spliced:
            spliced = _with_use(spliced, use)
    if candidate.function == BODY:
        spliced = spliced.replace("fn main() {}", f"fn main() {{\n    run_main({BODY});\n}}")
    return api.completed({**files, root: spliced}, package)[0]


def crate_root(files: Mapping[str, str]) -> str:
    """The path of the crate's root; a package without files becomes a library."""
    return "src/main.rs" if "src/main.rs" in files else "src/lib.rs"


def function_text(files: Mapping[str, str], function: str) -> str:
    """The Rust of a function at the top of the crate; empty where there is none."""
    tree = _PARSER.parse(files.get(crate_root(files), "").encode()).root_node
    return next((_text(n) for n in tree.children if _function_name(n) == function), "")


def declarations(files: Mapping[str, str], without: str = "") -> list[str]:
    """The signatures and types at the top of the crate, each in one piece, for a prompt."""
    data = files.get(crate_root(files), "").encode()
    found = []
    for node in _PARSER.parse(data).root_node.children:
        if node.type == "function_item" and _function_name(node) not in (without, "main", BODY):
            body = node.child_by_field_name("body")
            end = body.start_byte if body is not None else node.end_byte
            found.append(data[node.start_byte : end].decode().strip() + ";")
        elif node.type in ("struct_item", "enum_item", "const_item", "static_item", "type_item"):
            found.append(_text(node))
    return found


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


def _function_name(node: Node) -> str:
    name = node.child_by_field_name("name") if node.type == "function_item" else None
    return "" if name is None else _text(name)


def _start_with_attributes(tree: Node, node: Node) -> int:
    start = node.start_byte
    for other in reversed([n for n in tree.children if n.end_byte <= node.start_byte]):
        if other.type not in ("attribute_item", "line_comment"):
            break
        start = other.start_byte
    return start


def _public(text: str, function: str) -> str:
    """The items with the function made public; it is what the library offers."""
    data = text.encode()
    for node in _PARSER.parse(data).root_node.children:
        if _function_name(node) == function and not _text(node).startswith("pub"):
            return (data[: node.start_byte] + b"pub " + data[node.start_byte :]).decode()
    return text


def _with_use(text: str, use: str) -> str:
    data = text.encode()
    tree = _PARSER.parse(data).root_node
    last = None
    for node in tree.children:
        if node.type in ("use_declaration", "mod_item"):
            last = node
    at = last.end_byte if last is not None else 0
    return (data[:at] + b"\n" + use.encode() + b"\n" + data[at:]).decode()


def _first_error(root: Node, data: bytes) -> tuple[int, str]:
    todo = [root]
    while todo:
        node = todo.pop(0)
        if node.is_error or node.is_missing:
            lines = data.decode("utf-8", "replace").splitlines() or [""]
            row = min(node.start_point.row, len(lines) - 1)
            return row + 1, lines[row].strip()[:120]
        todo += [c for c in node.children if c.has_error or c.is_missing]
    return 1, ""


def _leaves(root: Node) -> Iterator[Node]:
    todo = [root]
    while todo:
        node = todo.pop()
        if node.type in ("line_comment", "block_comment", "string_literal", "raw_string_literal", "char_literal"):
            continue
        if node.children:
            todo += reversed(node.children)
        else:
            yield node


def _police(root: Node) -> None:
    """Refuse what no translated function needs. The sandbox is the boundary; this keeps surprises out of the user's code."""
    todo = [root]
    while todo:
        node = todo.pop()
        line = node.start_point.row + 1
        if node.type in ("inner_attribute_item", "mod_item", "macro_definition", "static_item", "extern_crate_declaration", "foreign_mod_item"):  # fmt: skip
            raise CandidateError(f"line {line}: `{_text(node).split()[0]}` is not allowed here")
        if node.type == "attribute_item" and _text(node).strip("#[] ").partition("(")[0].strip() not in _ATTRIBUTES:
            raise CandidateError(f"line {line}: the attribute {_text(node)[:60]} is not allowed")
        todo += node.children
    leaves = [(_text(n), n.start_point.row + 1) for n in _leaves(root)]
    for at, (word, line) in enumerate(leaves):
        following = [w for w, _ in leaves[at + 1 : at + 4]]
        if word in _WORDS:
            raise CandidateError(f"line {line}: `{word}` is not allowed")
        called = following[:1] == ["!"] and following[1:2] in (["("], ["["], ["{"])
        if called and (word.isidentifier() and word not in _KEYWORDS) and word not in _MACROS:
            raise CandidateError(f"line {line}: the macro `{word}!` is not allowed")
        if word in _CRATES and following[:1] == ["::"] and (following[1] if len(following) > 1 else "") not in _STD:
            raise CandidateError(f"line {line}: `{word}::{''.join(following[1:2])}` is not allowed")
        if word in _CRATES and leaves[at - 1][0] in ("use", "as") and following[:1] != ["::"]:
            raise CandidateError(f"line {line}: `{word}` must not be renamed")


def _copies(root: Node) -> int:
    count = 0
    todo = [root]
    while todo:
        node = todo.pop()
        if node.type == "field_identifier" and _text(node) in _COPIES:
            count += 1
        todo += node.children
    return count
