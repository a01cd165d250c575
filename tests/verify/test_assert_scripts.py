"""Which asserts at the top of a script stand in the Rust as tests of their own, and what then stands before them."""

from __future__ import annotations

import pytest

from portalis.api import translate
from portalis.verify.user_tests import find_asserts

DOUBLE = "def double(n):\n    return n * 2\n"
LIMITED = "LIMIT = 10\ndef capped(n):\n    return min(n, LIMIT)\n"
CHECK = "def check(candidate):\n    assert candidate(2) == 4\n    assert candidate(0) == 0\n"


def names_of_tests(source: str) -> list[str]:
    """The names of the tests in the translation of a script."""
    result = translate(source)
    assert result.ok, [d.message for d in result.diagnostics]
    assert "src/main.rs" in result.files
    return [f.name for f in result.functions if f.kind == "test"]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (DOUBLE + "assert double(2) == 4\nassert double(0) == 0, 'none'\n", ["line_3", "line_4"]),
        (LIMITED + "assert capped(50) == 10\n", ["line_4"]),
        (DOUBLE + "four = double(2)\nassert four == 4\n", ["line_4"]),
        (DOUBLE + "given = [1, 2]\nassert [double(n) for n in given] == [2, 4]\n", ["line_4"]),
        (DOUBLE + CHECK + "check(double)\n", ["line_6"]),
        (DOUBLE + "if __name__ == '__main__':\n    assert double(2) == 4\n", ["line_4"]),
        (DOUBLE + "assert (double(2) ==\n        4)\n", ["line_3"]),
        (DOUBLE + "print(double(2))\n", []),
        (DOUBLE + "assert 1 + 1 == 2\nprint(double(1))\n", []),
        (DOUBLE + "n = int(input())\nassert double(n) == 2 * n\n", []),
        (DOUBLE + "assert double(int(input())) == 2\n", []),
        (DOUBLE + "import sys\nassert double(len(sys.argv)) == 2\n", []),
        (DOUBLE + "import random\nassert double(random.randint(1, 1)) == 2\n", []),
        (DOUBLE + "n = 1\nn = double(n)\nn += 1\nassert n == 3\n", []),
        (DOUBLE + "given = [1]\ngiven.append(double(1))\nassert double(len(given)) == 4\n", []),
        (DOUBLE + "for n in range(3):\n    assert double(n) == n + n\n", []),
        ("N = 0\ndef count():\n    global N\n    N += 1\n    return N\nassert count() == 1\nassert count() == 2\n", []),
        ("SEEN = []\ndef seen(n):\n    SEEN.append(n)\n    return len(SEEN)\nassert seen(1) == 1\nassert seen(2) == 2\n", []),
        ("class Box:\n    def __init__(self, n):\n        self.n = n\n    def get(self):\n        return self.n\n"
         "assert Box(3).get() == 3\n", ["line_6"]),
        ("class Box:\n    made = 0\n    def __init__(self):\n        Box.made += 1\nassert Box() is not None\nassert Box.made == 1\n", []),
        (DOUBLE + "try:\n    assert double(1) == 3\nexcept AssertionError:\n    print('no')\nassert double(2) == 4\n", ["line_7"]),
    ],
)  # fmt: skip
def test_asserts_that_depend_on_functions_and_constants(source: str, names: list[str]) -> None:
    assert names_of_tests(source) == names


def test_what_an_assert_depends_on_stands_before_it() -> None:
    source = LIMITED + "OTHER = 3\nassert capped(50) == 10\n"
    rust = translate(source).files["src/main.rs"]
    test = rust[rust.index("fn line_5()") :]
    assert "LIMIT.store(10)" in test
    assert "OTHER" not in test
    assert rust.index("fn main()") < rust.index("#[cfg(test)]\nmod tests {")


def test_a_library_has_its_asserts_nowhere_else() -> None:
    assert all(f.kind != "test" for f in translate("def f(x: int) -> int:\n    assert x > 0\n    return x\n").functions)


def test_an_assert_is_run_under_python_with_what_stands_before_it() -> None:
    source = "LIMIT = 1\nprint('noise')\n\ndef f():\n    return LIMIT\n\nif __name__ == '__main__':\n    assert f() == 1\nLIMIT = 2\n"
    found = {t.name: t for t in find_asserts(source)}
    test = found["line_8"]
    assert (test.kind, test.about) == ("assert", ("f",))
    scope: dict[str, object] = {}
    exec(test.text, scope)
    assert scope["LIMIT"] == 1
    assert "noise" not in test.text
