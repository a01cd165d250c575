"""The user's tests become functions that say the same."""

from __future__ import annotations

import ast

import pytest

from portalis.api import translate
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
