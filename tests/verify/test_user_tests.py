"""The user's tests become functions that say the same."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from portalis.api import SourceModule, TranslationRequest, translate
from portalis.api import with_tests as with_own_tests
from portalis.cli import main
from portalis.options import Options
from portalis.verify.judge import is_script
from portalis.verify.user_tests import find_tests, with_tests, without_runner


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ('def f(x):\n    """>>> f(1)\n    2\n    """\n', ["assert repr(f(1)) == '2'"]),
        ('def f(x):\n    """>>> y = f(1)\n    >>> y + 1\n    3\n    """\n', ["y = f(1)", "assert repr(y + 1) == '3'"]),
        (
            'def f(x):\n    """>>> f(0)\n    Traceback (most recent call last):\n    ValueError: no\n    """\n',
            [
                "try:\n    f(0)\nexcept ValueError as error:\n    assert str(error) == 'no'\nelse:\n    raise AssertionError",
            ],
        ),
        (
            'def f(x):\n    """>>> f(0)\n    Traceback (most recent call last):\n    mod.Bad\n    """\n',
            ["try:\n    f(0)\nexcept Bad as error:\n    pass\nelse:\n    raise AssertionError"],
        ),
        ('def f(x):\n    """>>> f(0)\n    Traceback (most recent call last):\n    Bad: a\n    b\n    """\n', None),
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
        (
            "with self.assertRaises(ValueError):\n            f(1)",
            "try:\n    f(1)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError",
        ),
        ("with self.assertRaises(ValueError) as e:\n            f(1)", None),
        ("self.assertAlmostEqual(f(1), 2)", "assert round(abs(f(1) - 2), 7) == 0"),
        ("self.assertAlmostEqual(f(1), 2, places=3)", None),
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


def test_a_test_that_asks_pytest_for_an_exception_is_written_without() -> None:
    source = "import pytest\ndef f(x): return x\ndef test_it():\n    with pytest.raises(ValueError):\n        f(1)\n"
    (test,) = find_tests(source)
    assert test.text.startswith("def test_it():\n    try:")
    text = with_tests(source, [test])
    assert "pytest" not in text
    assert text.count("def test_it") == 1


@pytest.mark.parametrize(
    ("tail", "goes"),
    [
        ("unittest.main()", True),
        ("if __name__ == '__main__':\n    unittest.main()", True),
        ("if __name__ == '__main__':\n    import doctest, sys\n    sys.exit(doctest.testmod().failed)", False),
        ("if __name__ == '__main__':\n    import doctest\n    doctest.testmod(verbose=True)", True),
        ("if '__main__' == __name__:\n    import pytest, sys\n    sys.exit(pytest.main([__file__]))", True),
        ("if __name__ == '__main__':\n    print(1)\n    unittest.main()", False),
        ("if __name__ == '__main__':\n    unittest.main()\nelse:\n    print(1)", False),
    ],
)
def test_what_only_runs_the_tests_is_no_program(tail: str, goes: bool) -> None:
    source = f"import unittest\ndef f(x):\n    return x\n{tail}\n"
    text = without_runner(source)
    assert len(text.split("\n")) == len(source.split("\n"))
    assert (tail not in text) == goes
    assert is_script(source) != goes


SCRIPT = """
LIMIT = [3]

def double(n):
    '''
    >>> double(2)
    4
    '''
    return n * 2

def shown(n):
    '''
    >>> shown(2.5)
    '2.5'
    '''
    return str(n)

def unused(n):
    '''
    >>> unused(1)
    1
    '''
    return n

def limited(n):
    '''
    >>> limited(9)
    3
    '''
    return min(n, LIMIT[0])

def checked(n):
    '''
    >>> checked(-1)
    Traceback (most recent call last):
    ValueError: no
    '''
    if n < 0:
        raise ValueError("no")
    return n

def test_double():
    assert double(3) == 6

print(double(3), shown(1), limited(2), checked(1))
"""


def test_a_script_carries_the_tests_that_leave_its_program_as_it_is() -> None:
    request = TranslationRequest((SourceModule("main", "main.py", SCRIPT),), Options())
    result = translate(request)
    tested = with_own_tests(request, result)
    before, _, tests = tested.files["src/main.rs"].partition("\n#[cfg(test)]\nmod tests {")
    assert before.rstrip() == result.files["src/main.rs"].rstrip()
    assert [line.split("(")[0].split()[-1] for line in tests.splitlines() if "fn " in line] == [
        "test_double",
        "test_doctest_double_1",
    ]
    plain = {f.name: f for f in result.functions}
    assert all(plain.get(f.name) == f for f in tested.functions if f.kind != "test")


def test_a_library_carries_a_test_although_another_cannot_be_translated() -> None:
    source = (
        "def f(x: int) -> int:\n    return x + 1\n\ndef test_f():\n    assert f(1) == 2\n\n"
        "def test_g():\n    assert f(eval('1')) == 2\n"
    )
    request = TranslationRequest((SourceModule("main", "main.py", source),), Options())
    result = translate(request)
    assert not result.ok
    tested = with_own_tests(request, result)
    assert tested.ok
    assert {f.name: f.kind for f in tested.functions} == {"f": "function", "test_f": "test"}


def test_a_test_that_reads_variables_of_its_module_runs_after_the_module() -> None:
    source = (
        "LIMITS = [1, 2]\ndef f(n: int) -> int:\n    return LIMITS[n]\n\ndef g(n: int) -> int:\n    return n\n\n"
        "def test_f():\n    assert f(1) == 2\n\ndef test_g():\n    assert g(1) == 1\n"
    )
    rust = translate(source).files["src/lib.rs"]
    body = {name: rust[rust.index(f"fn {name}()") :].split("{", 1)[1].lstrip() for name in ("test_f", "test_g")}
    assert body["test_f"].startswith("crate::module_body();")
    assert not body["test_g"].startswith("crate::module_body")


@pytest.mark.parametrize(("match", "goes"), [("no more", True), ("no.*", False)])
def test_words_of_an_exception_are_looked_for(match: str, goes: bool) -> None:
    source = f"import pytest\ndef f(x): return x\ndef test_it():\n    with pytest.raises(ValueError, match={match!r}):\n        f(1)\n"
    (test,) = find_tests(source)
    assert ("assert 'no more' in str(error)" in test.text) == goes
    assert ("pytest" in test.text) != goes


def test_what_only_pytest_can_call_keeps_nothing_from_being_translated() -> None:
    source = (
        "import pytest\n\ndef half(n: int) -> int:\n    return n // 2\n\n"
        "@pytest.fixture\ndef given():\n    return 4\n\ndef test_given(given):\n    assert half(given) == 2\n\n"
        "@pytest.mark.parametrize('n', [1, 2])\ndef test_half(n):\n    assert half(n) == n // 2\n\n"
        "class TestHalf:\n    def test_it(self):\n        assert half(2) == 1\n\n"
        "def test_plain():\n    with pytest.raises(ZeroDivisionError):\n        half(1) // 0\n\n"
        "def test_known(n: int) -> bool:\n    return half(n) == n\n"
    )
    request = TranslationRequest((SourceModule("main", "main.py", source),), Options())
    result = translate(request)
    assert not result.ok
    tested = with_own_tests(request, result)
    assert tested.ok, tested.diagnostics
    kinds = {f.name: f.kind for f in tested.functions}
    assert kinds == {"half": "function", "test_known": "function", "test_plain": "test"}
