"""Input that is not Python: a diagnostic, exit status 2, no traceback, and nothing written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portalis.diagnostics import InputError
from portalis.frontend.project import read_input, read_project
from portalis.frontend.source import MAX_LINE_CHARS, MAX_SOURCE_BYTES, MAX_TREE_DEPTH, decode, normalise, parse

BAD_TEXT = {
    "syntax": ("def f(:\n    pass\n", "P0101"),
    "unclosed string": ("x = 'abc\n", "P0101"),
    "unclosed bracket": ("x = (1,\n", "P0101"),
    "tabs and spaces": ("if 1:\n\tx = 1\n        y = 2\n", "P0101"),
    "bad indentation": ("  x = 1\n y = 2\n", "P0101"),
    "return outside": ("return 1\n", "P0101"),
    "break outside": ("break\n", "P0101"),
    "nonlocal outside": ("nonlocal x\n", "P0101"),
    "duplicate parameter": ("def f(a, a): pass\n", "P0101"),
    "python 2": ("print 'hello'\n", "P0101"),
    "endless integer": ("x = " + "9" * 5000 + "\n", "P0101"),
    "bad escape": ("x = '\\N{no such name}'\n", "P0101"),
    "future": ("from __future__ import braces\n", "P0101"),
    "null": ("x = 1\0\n", "P0103"),
    "surrogate": ("x = '\ud800'\n", "P0104"),
    "10000 brackets": ("x = " + "(" * 10_000 + ")" * 10_000 + "\n", "P0107"),
    "10000 lists": ("x = " + "[" * 10_000 + "]" * 10_000 + "\n", "P0107"),
    "10000 open brackets": ("x = " + "{" * 10_000, "P0107"),
    "10000 calls": ("x = f" + "()" * 10_000 + "\n", "P0107"),
    "10000 attributes": ("x = a" + ".b" * 10_000 + "\n", "P0107"),
    "10000 minus signs": ("x = " + "-" * 10_000 + "1\n", "P0107"),
    "10000 nots": ("x = " + "not " * 10_000 + "1\n", "P0107"),
    "10000 powers": ("x = " + "2**" * 10_000 + "1\n", "P0107"),
    "10000 lambdas": ("x = " + "lambda:" * 10_000 + "1\n", "P0107"),
    "10000 sums": ("x = 1" + "+1" * 10_000 + "\n", "P0107"),
    "10000 elifs": ("if a: pass\n" + "elif a: pass\n" * 10_000, "P0107"),
    "10000 blocks": (
        "".join(" " * depth + "if a:\n" for depth in range(10_000 // 10)) + " " * 1000 + "pass\n",
        "P0107",
    ),
    "just too deep": ("x = " + "-" * (MAX_TREE_DEPTH + 10) + "1\n", "P0107"),
    "long line": ("x = '" + "a" * (MAX_LINE_CHARS + 1) + "'\n", "P0106"),
    "long expression": ("x = [" + "1," * MAX_LINE_CHARS + "]\n", "P0106"),
    "large file": ("x = 1\n" * (MAX_SOURCE_BYTES // 6 + 1), "P0106"),
}

BAD_BYTES = {
    "latin 1": (b"x = '\xe9'\n", "P0104"),
    "late latin 1": (b"\n" * 50 + b"x = '\xe9'\n", "P0104"),
    "utf 16": ("x = 1\n".encode("utf-16"), "P0103"),
    "binary": (bytes(range(256)) * 4, "P0103"),
    "elf": (b"\x7fELF\x02\x01\x01\x03\xff\xfe", "P0104"),
    "ascii cookie": (b"# coding: ascii\nx = '\xc3\xa9'\n", "P0104"),
    "unknown cookie": (b"# -*- coding: klingon -*-\nx = 1\n", "P0105"),
    "no text encoding": (b"# coding: rot13\nk = 1\n", "P0105"),
    "hex": (b"# coding: hex\n41\n", "P0105"),
    "undefined": (b"# coding: undefined\nx = 1\n", "P0104"),
    "bom against cookie": (b"\xef\xbb\xbf# coding: latin-1\nx = 1\n", "P0105"),
    "5 MB line": (b"x = '" + b"a" * 5_000_000 + b"'\n", "P0106"),
}


@pytest.mark.parametrize("name", BAD_TEXT)
def test_bad_text(name: str) -> None:
    text, code = BAD_TEXT[name]
    start = time.perf_counter()
    with pytest.raises(InputError) as caught:
        parse(normalise(text, "bad.py"), "bad.py")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == code
    assert diagnostic.span is not None
    assert diagnostic.span.path == "bad.py"
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("name", BAD_BYTES)
def test_bad_bytes(name: str) -> None:
    data, code = BAD_BYTES[name]
    with pytest.raises(InputError) as caught:
        decode(data, "bad.py")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == code
    assert diagnostic.span is not None


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"x = 1\r\ny = 2\r", "x = 1\ny = 2\n"),
        (b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
        (b"\xef\xbb\xbf# coding: utf-8\n", "# coding: utf-8\n"),
        (b"# coding: latin-1\nx = '\xe9'\n", "# coding: latin-1\nx = 'é'\n"),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '\x80'\n", None),
        ("x = '日本\u2028'\n".encode(), "x = '日本\u2028'\n"),
        (b"", ""),
    ],
)
def test_good_bytes(data: bytes, text: str | None) -> None:
    found = decode(data, "good.py")
    assert found == text or (text is None and found.endswith("x = '€'\n"))


def test_line_of_late_bad_byte() -> None:
    with pytest.raises(InputError) as caught:
        decode(b"a = 1\nb = 2\nc = '\xff'\n", "bad.py")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.span is not None
    assert diagnostic.span.line == 3


def test_columns_count_code_points() -> None:
    with pytest.raises(InputError) as caught:
        parse("x('日本語é') + = 1\n", "bad.py")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (1, 12)


def test_deep_but_acceptable() -> None:
    parse("x = " + "(" * 150 + "1" + ")" * 150 + "\n", "good.py")
    parse("x = " + "-" * (MAX_TREE_DEPTH - 20) + "1\n", "good.py")
    parse("".join(" " * depth + "if a:\n" for depth in range(90)) + " " * 90 + "pass\n", "good.py")


def test_warnings_of_the_parser_are_silent(recwarn: pytest.WarningsRecorder) -> None:
    parse("x = '\\d'\nassert (x, 'y')\nif x is 'a': pass\n", "good.py")
    assert not recwarn.list


def test_folder_without_python(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(InputError) as caught:
        read_input(str(tmp_path))
    assert [d.code for d in caught.value.diagnostics] == ["P0108"]


def test_missing_path(tmp_path: Path) -> None:
    for path in (str(tmp_path / "none.py"), "\0", "x" * 5000):
        with pytest.raises(InputError) as caught:
            read_input(path)
        assert [d.code for d in caught.value.diagnostics] == ["P0102"]


def test_every_bad_file_of_a_project_is_named(tmp_path: Path) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_bytes(b"\xff")
    (tmp_path / "c.py").write_text("x = 1\n")
    with pytest.raises(InputError) as caught:
        read_project(tmp_path)
    assert len(caught.value.diagnostics) == 2


GUARD = 'if __name__ == "__main__":\n    print(1)\n'


def test_names_of_modules(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    for name in ("__init__.py", "__main__.py", "cart.py", "tax/__init__.py", "tax/rates.py", "my-script.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x = 1\n")
    for folder in (".git", "__pycache__", "venv", "not-a-package"):
        (root / folder).mkdir()
        (root / folder / "hidden.py").write_text("x = 1\n")
    (root / "venv" / "pyvenv.cfg").write_text("")
    modules = {module.name: module.is_package for module in read_project(root)}
    assert modules == {
        "shop": True,
        "shop.__main__": False,
        "shop.cart": False,
        "shop.tax": True,
        "shop.tax.rates": False,
    }
    (root / "__init__.py").unlink()
    assert [module.name for module in read_project(root)] == ["__main__", "cart", "tax", "tax.rates"]


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        ({"a.py": "", "main.py": "", "z.py": GUARD}, "main"),
        ({"a.py": "", "main.py": GUARD, "__main__.py": ""}, "__main__"),
        ({"a.py": "", "run.py": GUARD, "z.py": ""}, "run"),
        ({"a.py": "", "m.py": GUARD, "n.py": GUARD}, "a"),
        ({"main/__init__.py": "", "a.py": ""}, "a"),
    ],
    ids=["main", "__main__", "guard", "two-guards", "package"],
)
def test_what_a_folder_runs(texts: dict[str, str], first: str, tmp_path: Path) -> None:
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert read_project(tmp_path)[0].name == first


def test_what_a_package_runs(tmp_path: Path) -> None:
    for name in ("__init__.py", "__main__.py", "main.py"):
        (tmp_path / "shop").mkdir(exist_ok=True)
        (tmp_path / "shop" / name).write_text("")
    assert read_project(tmp_path / "shop")[0].name == "shop.__main__"


def test_module_and_package_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "__init__.py").write_text("")
    with pytest.raises(InputError) as caught:
        read_project(tmp_path)
    assert [d.code for d in caught.value.diagnostics] == ["P0112"]


# By the command, as a user meets them.


def portalis(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "portalis", *arguments],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )


@pytest.mark.parametrize(
    "data",
    [
        BAD_TEXT["syntax"][0].encode(),
        BAD_TEXT["10000 brackets"][0].encode(),
        BAD_TEXT["10000 minus signs"][0].encode(),
        BAD_TEXT["null"][0].encode(),
        BAD_BYTES["latin 1"][0],
        BAD_BYTES["5 MB line"][0],
    ],
    ids=["syntax", "brackets", "minus", "null", "encoding", "line"],
)
@pytest.mark.parametrize("by", ["file", "stdin"])
def test_command_on_bad_input(tmp_path: Path, data: bytes, by: str) -> None:
    source = tmp_path / "bad.py"
    source.write_bytes(data)
    out = tmp_path / "out"
    done = portalis("translate", "-" if by == "stdin" else str(source), "-o", str(out), stdin=data)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.startswith(b"error[P01")
    assert b"Traceback" not in done.stderr
    assert len(done.stderr) < 2000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.py"]


def test_command_on_folder_without_python(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = portalis("translate", str(tmp_path / "in"), "-o", str(tmp_path / "out"))
    assert done.returncode == 2
    assert b"P0108" in done.stderr


def test_command_on_full_folder(tmp_path: Path) -> None:
    (tmp_path / "ok.py").write_text("print(1)\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "precious.txt").write_text("keep")
    done = portalis("translate", str(tmp_path / "ok.py"), "-o", str(tmp_path / "out"))
    assert done.returncode == 2
    assert b"P0109" in done.stderr
    assert b"--force" in done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["precious.txt"]


def test_command_with_json(tmp_path: Path) -> None:
    source = tmp_path / "bad.py"
    source.write_text("x = = 1\n")
    done = portalis("translate", str(source), "-o", str(tmp_path / "out"), "--format", "json")
    assert done.returncode == 2
    document = json.loads(done.stdout)
    assert document["ok"] is False
    assert document["exit_status"] == 2
    (diagnostic,) = document["diagnostics"]
    assert diagnostic["code"] == "P0101"
    assert diagnostic["span"] == {
        "path": str(source),
        "line": 1,
        "column": 4,
        "end_line": 1,
        "end_column": 5,
    }
