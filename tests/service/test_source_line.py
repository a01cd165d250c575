"""The Rust on its way from a worker: what arrives is what was sent, and a part of the runtime crosses once."""

from __future__ import annotations

import json

import pytest

from portalis import api
from portalis.options import Options
from portalis.service import source_line
from portalis.service.source_line import RuntimePart, SourceReader, SourceWriter, utf8

SOURCES = (
    "print(1)\n",
    "print([1, 2][0], 'ü\\u2028\"\\\\')\n",
    "def f(n: int) -> int:\n    return n * 2\nprint(f(3))\n",
)


def test_what_arrives_is_what_the_compiler_made() -> None:
    writer, reader = SourceWriter(), SourceReader({})
    for _ in range(2):
        for source in SOURCES:
            result = api.translate(source, Options(format_rust=False))
            found = reader.pieces(writer.line(api.source_pieces(result)))
            whole = api.single_source(result.files)
            assert json.loads(b'"%b"' % b"".join(found)) == whole
            assert utf8(found).decode() == whole


def test_a_part_of_the_runtime_crosses_once() -> None:
    writer, reader = SourceWriter(), SourceReader({})
    result = api.translate(SOURCES[0], Options(format_rust=False))
    first, second = (writer.line(api.source_pieces(result)) for _ in range(2))
    assert len(second) * 20 < len(first)
    assert reader.pieces(first) == reader.pieces(second)


def test_processes_share_their_parts() -> None:
    shared: dict[bytes, RuntimePart] = {}
    one, two = (
        SourceReader(shared).pieces(SourceWriter().line([("mod a {", False), ("fn f() {}\n", True)])) for _ in "12"
    )
    assert one == two == (b"mod a {", b"fn f() {}\\n")
    assert one[1] is two[1]


def test_text_that_looks_like_a_control_is_text() -> None:
    pieces = [('\x01\x02\x1e"\\\n\ud800', False), ("\x02\x1e0", True)]
    writer, reader = SourceWriter(), SourceReader({})
    for _ in range(2):
        line = writer.line(pieces)
        assert b"\n" not in line
        assert json.loads(b'"%b"' % b"".join(reader.pieces(line))) == "".join(text for text, _ in pieces)


def test_half_of_a_surrogate_pair_is_no_text() -> None:
    found = SourceReader({}).pieces(SourceWriter().line([("\ud800", False)]))
    with pytest.raises(UnicodeEncodeError):
        utf8(found)


def test_more_parts_than_are_numbered_cross_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_line, "MOST_PARTS", 1)
    writer, reader = SourceWriter(), SourceReader({})
    for part in (b"one", b"two", b"two"):
        assert reader.pieces(writer.line([(part.decode(), True)])) == (part,)
    assert reader.pieces(writer.line([("one", True), ("two", True)])) == (b"one", b"two")


OWN = "struct Own;\n" * 20


def test_parts_with_heads_of_modules_between_are_one() -> None:
    writer, reader = SourceWriter(), SourceReader({})
    pieces = [
        ("mod a {", False),
        ("A", True),
        ("}", False),
        ("mod b {", False),
        ("B", True),
        ("}", False),
        (OWN, False),
    ]
    for _ in range(2):
        found = reader.pieces(writer.line(pieces))
        assert found == (b"mod a {", b"A}mod b {B", b"}" + OWN.replace("\n", "\\n").encode())
    assert isinstance(found[1], RuntimePart)
    assert len(writer.line(pieces)) < len(OWN) + 50


def test_what_somebody_wrote_parts_a_stretch() -> None:
    writer, reader = SourceWriter(), SourceReader({})
    found = reader.pieces(writer.line([("A", True), (OWN, False), ("B", True), ("}", False)]))
    assert found == (b"A", OWN.replace("\n", "\\n").encode(), b"B", b"}")


def test_more_stretches_than_are_numbered_cross_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_line, "MOST_STRETCHES", 1)
    writer, reader = SourceWriter(), SourceReader({})
    for _ in range(2):
        assert reader.pieces(writer.line([("one", True), ("two", True)])) == (b"onetwo",)
        assert reader.pieces(writer.line([("two", True), ("}", False), ("one", True)])) == (b"two", b"}", b"one")
