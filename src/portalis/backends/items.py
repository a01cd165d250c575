"""Candidates as Rust: parsed by tree-sitter, and held to what a translated item may contain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import tree_sitter_rust
from tree_sitter import Language, Node, Parser

from portalis.diagnostics import PortalisError

MAX_CANDIDATE = 60_000
"""Longest candidate, characters."""
Kind = Literal["function", "method", "class", "module"]
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
class Wanted:
    """What a candidate must have: functions at its top, or methods in an `impl` of ``owner``, the struct of a class."""

    kind: Kind
    names: tuple[str, ...]
    owner: str = ""
    raised: bool = False
    """Whether the struct is that of an exception: what shows it is made of its methods, so a candidate must not say it."""
    module: str = ""
    """The Rust module that it belongs to; empty for the crate's root."""
    order: tuple[str, ...] = ()
    """The modules as Python runs them, where it is a module's own code."""

    @property
    def own(self) -> frozenset[str]:
        """The names at the top of a file that are the item's."""
        return frozenset([self.owner] if self.kind == "class" else [] if self.kind == "method" else self.names)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Rust items, among them what is wanted."""

    wanted: Wanted
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


def parse_candidate(text: str, wanted: Wanted) -> Candidate:
    """The items of a candidate.

    Raises:
        CandidateError: for what is no Rust, lacks what is wanted, or has more than that needs.
    """
    if len(text) > MAX_CANDIDATE:
        raise CandidateError(f"the answer is longer than {MAX_CANDIDATE} characters")
    if "\0" in text:
        raise CandidateError("the answer holds a zero byte")
    data = text.encode("utf-8", "replace")
    root = parse(data)
    if root.has_error:
        line, shown = _first_error(root, data)
        raise CandidateError(f"this is no Rust: syntax error in line {line}: {shown}")
    _police(root)
    items: list[str] = []
    uses: list[str] = []
    names: set[str] = set()
    held = ""
    for node in root.children:
        piece = text_of(node)
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
            if text_of(name) in names:
                raise CandidateError(f"`{text_of(name)}` is declared twice")
            names.add(text_of(name))
    lacking = _lacking(root, wanted)
    if lacking:
        raise CandidateError(lacking)
    if "main" in names:
        raise CandidateError("the answer must not declare `main`")
    return Candidate(wanted, tuple(items), tuple(dict.fromkeys(uses)), frozenset(names), _copies(root))


def parse(data: bytes) -> Node:
    """The syntax tree of Rust."""
    return _PARSER.parse(data).root_node


def text_of(node: Node) -> str:
    """The text of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def name_of(node: Node, kind: str = "function_item") -> str:
    """The name of a node of a kind; empty for other nodes."""
    name = node.child_by_field_name("name") if node.type == kind else None
    return "" if name is None else text_of(name)


def impl_of(node: Node) -> str:
    """The type that an `impl` without a trait is for; empty for other nodes."""
    if node.type != "impl_item" or node.child_by_field_name("trait") is not None:
        return ""
    held = node.child_by_field_name("type")
    return "" if held is None else text_of(held)


def methods_in(node: Node) -> list[Node]:
    """The functions in an `impl`."""
    body = node.child_by_field_name("body")
    return [n for n in body.children if n.type == "function_item"] if body is not None else []


def _lacking(root: Node, wanted: Wanted) -> str:
    """What a candidate does not have, in words for the model; empty where nothing is missing."""
    if wanted.kind in ("function", "module"):
        there = {name_of(n) for n in root.children}
        missing = [n for n in wanted.names if n not in there]
        return f"there is no function `{missing[0]}` at the top of the answer" if missing else ""
    declared = any(name_of(n, "struct_item") == wanted.owner for n in root.children)
    if declared != (wanted.kind == "class"):
        word = "there is no struct" if wanted.kind == "class" else "the answer must not declare the struct"
        return f"{word} `{wanted.owner}` at the top of the answer"
    methods = {name_of(m) for n in root.children if impl_of(n) == wanted.owner for m in methods_in(n)}
    if wanted.raised and any(_shows(n, wanted.owner) for n in root.children):
        return (
            f"the answer must not implement `Repr` for `{wanted.owner}`: that is made of its methods `str` and `repr`"
        )
    missing = [n for n in wanted.names if n not in methods]
    return f"there is no `impl {wanted.owner}` with a function `{missing[0]}` in the answer" if missing else ""


def _shows(node: Node, struct: str) -> bool:
    """Whether a node implements the runtime's `Repr` for a struct."""
    trait, held = node.child_by_field_name("trait"), node.child_by_field_name("type")
    named = trait is not None and text_of(trait).rpartition("::")[2] == "Repr"
    return node.type == "impl_item" and named and held is not None and text_of(held) == struct


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
            raise CandidateError(f"line {line}: `{text_of(node).split()[0]}` is not allowed here")
        if node.type == "attribute_item" and text_of(node).strip("#[] ").partition("(")[0].strip() not in _ATTRIBUTES:
            raise CandidateError(f"line {line}: the attribute {text_of(node)[:60]} is not allowed")
        todo += node.children
    leaves = [(text_of(n), n.start_point.row + 1) for n in _leaves(root)]
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
        if node.type == "field_identifier" and text_of(node) in _COPIES:
            count += 1
        todo += node.children
    return count


def identifiers(root: Node) -> set[str]:
    """The names that stand anywhere in a text."""
    found: set[str] = set()
    todo = [root]
    while todo:
        node = todo.pop()
        if node.type in ("identifier", "type_identifier"):
            found.add(text_of(node))
        todo += node.children
    return found
