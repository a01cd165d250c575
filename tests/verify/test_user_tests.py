"""The user's tests become functions that say the same."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from portalis.api import SourceModule, TranslationRequest, translate
from portalis.api import with_tests as with_own_tests
from portalis.cli import main
from portalis.options import Options
from portalis.verify.user_tests import find_tests, with_tests


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ('def f(x):\n    """>>> f(1)\n    2\n    """\n', ["assert repr(f(1)) == '2'"]),
        ('def f(x):\n    """>>> y = f(1)\n    >>> y + 1\n    3\n    """\n', ["y = f(1)", "assert repr(y + 1) == '3'"]),
        ('def f(x):\n    """>>> f(0)\n    Traceback (most recent call last):\n    ValueError: no\n    """\n', None),
        ('def f(x):\n    """>>> f(0)  # doctest: +ELLIPSIS\n    1...\n    """\n', None),
        ('def f(x):\n    """No example."""\n', None),
        (
            'class C:\n    def m(self):\n        """>>> C().m()\n        1\n        """\n',
            ["assert repr(C().m()) == '1'"],
        ),
    ],
)
def test_doctests(source: str, written: list[str] | None) -> None:
    tests = find_tests(source)
    if written is None:
        assert not tests
        return
    function = ast.parse(tests[0].text).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert [ast.unparse(s) for s in function.body] == [ast.unparse(ast.parse(w)) for w in written]


@pytest.mark.parametrize(
    ("statement", "written"),
    [
        ("self.assertEqual(f(1), 2)", "assert f(1) == 2"),
        ("self.assertTrue(f(1))", "assert f(1)"),
        ("self.assertFalse(f(1), 'why')", "assert not f(1)"),
        ("self.assertIn(1, f(1))", "assert 1 in f(1)"),
        ("self.assertIsNone(f(1))", "assert f(1) is None"),
        ("self.assertAlmostEqual(f(1), 2)", None),
        ("self.helper(f(1))", None),
    ],
)
def test_unittest_methods(statement: str, written: str | None) -> None:
    source = f"import unittest\ndef f(x): return x\nclass T(unittest.TestCase):\n    def test_it(self):\n        {statement}\n"
    tests = find_tests(source)
    if written is None:
        assert not tests
        return
    assert tests[0].about == ("f",)
    function = ast.parse(tests[0].text).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert ast.unparse(function.body[0]) == written
    text = with_tests(source, tests)
    assert "unittest" not in text
    assert text.split("\n")[1] == "def f(x): return x"


def test_tests_stand_in_a_module_of_their_own() -> None:
    source = "def f(x: int) -> int:\n    return x + 1\n\n\ndef test_f():\n    assert f(1) == 2\n"
    result = translate(source)
    rust = result.files["src/lib.rs"]
    assert "#[cfg(test)]\nmod tests {" in rust
    assert rust.index("mod tests") < rust.index("#[test]") < rust.index("fn test_f()")
    assert {f.name: f.kind for f in result.functions} == {"f": "function", "test_f": "test"}


def test_a_test_that_other_code_calls_stays_where_it_is() -> None:
    source = "def test_f() -> int:\n    return 1\n\n\ndef g() -> int:\n    return test_f()\n"
    assert "mod tests" not in translate(source).files["src/lib.rs"]


def test_the_command_writes_them_where_it_is_asked_to(tmp_path: Path) -> None:
    module = tmp_path / "lib.py"
    module.write_text(
        'def f(x: int) -> int:\n    """Next.\n\n    >>> f(1)\n    2\n    """\n    return x + 1\n', "utf-8"
    )
    assert main(["translate", str(module), "-o", str(tmp_path / "plain")]) == 0
    assert main(["translate", str(module), "-o", str(tmp_path / "tested"), "--tests"]) == 0
    plain, tested = ((tmp_path / name / "src" / "lib.rs").read_text("utf-8") for name in ("plain", "tested"))
    assert "#[test]" not in plain
    assert "#[test]\n    fn test_doctest_f_1()" in tested
    assert tested.startswith(plain)


def test_what_cannot_be_translated_is_left_out() -> None:
    source = 'def f(x: int) -> int:\n    """\n    >>> f(eval("1"))\n    2\n    """\n    return x + 1\n'
    request = TranslationRequest((SourceModule("main", "main.py", source),), Options())
    result = translate(request)
    assert result.ok
    assert with_own_tests(request, result) is result
