"""The user's own tests as functions that can be translated: doctests and unittest methods are written as pytest would have
them; functions `test_…` are that already. In the Rust they stand in `mod tests`, each as a `#[test]`. So does each assert at the
top of a script that depends on functions and constants alone.
"""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from portalis.interface import Function
from portalis.verify.buildcache import tools
from portalis.verify.replay import checkers, is_check, statements
from portalis.verify.sandbox import Limits, Sandbox

_TOOLS = frozenset({"unittest", "pytest", "doctest"})
DOCTEST = "test_doctest_"
_LIMITS = Limits(wall_s=30, cpu_s=20, memory=3 << 30, total_memory=3 << 30, processes=32)
_ASSERTS = {"assertEqual": ast.Eq, "assertEquals": ast.Eq, "assertNotEqual": ast.NotEq, "assertIn": ast.In, "assertNotIn": ast.NotIn,
            "assertIs": ast.Is, "assertIsNot": ast.IsNot, "assertLess": ast.Lt, "assertLessEqual": ast.LtE, "assertGreater": ast.Gt,
            "assertGreaterEqual": ast.GtE}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UserTest:
    """A test of the user's: the function that it became, and the items that it is about."""

    name: str
    kind: str
    """doctest, unittest, pytest or assert."""
    about: tuple[str, ...]
    text: str = ""
    """The function's source; empty where the module has it already. Of a script's, the part of the script that it stands on too."""
    origin: str = ""
    """Where it stands in the source: what has the docstring, `Case.test_it`, `test_it`, or `line_7` for an assert."""
    alone: bool = False
    """Whether ``text`` is a whole program."""


@dataclass(frozen=True, slots=True)
class TestRun:
    """The outcome of a test in Rust; ``passed`` is None where it did not pass under CPython either, or was not run."""

    __test__ = False

    test: UserTest
    passed: bool | None
    why: str = ""
    how: str = "test"
    """``test``: as a `#[test]` of the package; ``calls``: under CPython, with the Rust's answers to its calls."""
    items: tuple[tuple[str, str], ...] = ()
    """Module and name of the items that it is evidence for; where empty, those of the first module that it is about."""


def find_tests(text: str) -> list[UserTest]:
    """The tests of a module."""
    tree = ast.parse(text)
    found = list(_doctests(tree))
    names = {n.name for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and is_test(node):
            found.append(UserTest(node.name, "pytest", _used(node, names), _rewritten(node), node.name))
        elif isinstance(node, ast.ClassDef) and is_case(node):
            found += _methods(node, names)
    return found


def find_asserts(text: str) -> list[UserTest]:
    """The statements at the top of a script that may assert something, `if __name__ == …` looked into, by their lines.

    Which of them stand alone, the translation says.
    """
    tree = ast.parse(text)
    names = {n.name for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    found: list[UserTest] = []
    before: list[ast.stmt] = []
    todo = list(tree.body)
    while todo:
        node = todo.pop(0)
        if isinstance(node, ast.If) and "__name__" in {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}:
            todo = [*node.body, *todo]
        elif isinstance(node, ast.Assert) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
            source = ast.unparse(ast.Module([*before, node], []))
            label = f"line_{node.lineno}"
            found.append(UserTest(label, "assert", _used(node, names), source, label, True))
        elif isinstance(node, _QUIET):
            before.append(node)
    return found


def is_test(node: ast.FunctionDef) -> bool:
    """Whether a function at the top is a plain test, as pytest would find it."""
    return node.name.startswith("test_") and not node.args.args


def is_case(node: ast.ClassDef) -> bool:
    """Whether a class has tests of unittest's."""
    return any(_last(base) in ("TestCase", "IsolatedAsyncioTestCase") for base in node.bases)


def is_group(node: ast.ClassDef) -> bool:
    """Whether a class groups tests, as pytest would find it."""
    names = [m.name for m in node.body if isinstance(m, ast.FunctionDef)]
    return node.name.startswith("Test") and "__init__" not in names and any(n.startswith("test") for n in names)


def only_tests(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether a definition at the top is there for tests alone: a test, a fixture, or a function that asserts and gives nothing."""
    if isinstance(node, ast.ClassDef):
        return is_case(node) or is_group(node)
    marks = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
    if node.name.startswith("test_") or any(_last(mark) == "fixture" for mark in marks):
        return True
    parts = list(ast.walk(node))
    gives = any(isinstance(n, (ast.Yield, ast.YieldFrom)) or (isinstance(n, ast.Return) and n.value) for n in parts)
    return not gives and any(isinstance(n, ast.Assert) for n in parts)


def _rewritten(node: ast.FunctionDef) -> str:
    """A test that asks pytest for an exception, without pytest; empty for one that stands as it is."""
    if not any(isinstance(n, ast.Name) and n.id == "pytest" for n in ast.walk(node)):
        return ""
    return ast.unparse(ast.fix_missing_locations(_Asserts().visit(ast.parse(ast.unparse(node)).body[0])))


def origins(text: str) -> set[tuple[str, str]]:
    """Kind and origin of what may be a test in a module, whatever it could become in Rust."""
    tree = ast.parse(text)
    found: set[tuple[str, str]] = set()
    for top in (tree, *tree.body):
        members = top.body if isinstance(top, ast.ClassDef) else []
        for node in (top, *members):
            if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ">>>" in (
                ast.get_docstring(node) or ""
            ):
                names = [n.name for n in (top, node) if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
                found.add(("doctest", ".".join(dict.fromkeys(names)) or "<module>"))
        if isinstance(top, (ast.FunctionDef, ast.AsyncFunctionDef)) and top.name.startswith("test_"):
            found.add(("pytest", top.name))
        if isinstance(top, ast.ClassDef) and (is_case(top) or is_group(top)):
            kind = "unittest" if is_case(top) else "pytest"
            methods = [m.name for m in members if isinstance(m, ast.FunctionDef)]
            found |= {(kind, f"{top.name}.{name}") for name in methods if name.startswith("test")}
    checks = checkers(tree)
    return found | {("assert", f"line_{s.lineno}") for s in statements(tree) if is_check(s, checks)}


_QUIET = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)


def with_tests(text: str, tests: Sequence[UserTest], dropped: Sequence[UserTest] = ()) -> str:
    """The module with the tests behind it; what only tests need is left out, and so are the functions that are ``dropped``."""
    tree = ast.parse(text)
    gone = {t.name for t in dropped if not t.text} | {
        t.name for t in (*tests, *dropped) if t.text and t.kind == "pytest"
    }
    lines = text.split("\n")
    fixtures = {n.name for n in tree.body if isinstance(n, ast.FunctionDef) and _for_pytest(n, set())}
    for node in tree.body:
        tests_only = isinstance(node, ast.Import) and all(a.name in _TOOLS for a in node.names)
        tests_only |= isinstance(node, ast.ClassDef) and only_tests(node)
        tests_only |= isinstance(node, ast.FunctionDef) and _for_pytest(node, fixtures)
        tests_only |= isinstance(node, ast.ImportFrom) and node.module in _TOOLS
        tests_only |= isinstance(node, ast.FunctionDef) and node.name in gone
        if tests_only:
            _blank(lines, node)
    added = [t.text for t in tests if t.text]
    return "\n".join(lines) + ("\n\n" + "\n\n".join(added) + "\n" if added else "")


def standing_alone(text: str, test: UserTest) -> UserTest:
    """A test of a script with the definitions and assignments at the script's top before it."""
    quiet: list[ast.stmt] = [s for s in ast.parse(text).body if isinstance(s, _QUIET)]
    source = ast.unparse(ast.Module(quiet, []))
    return replace(test, text=f"{source}\n\n{test.text}\n\n{test.name}()\n", alone=True)


def _for_pytest(node: ast.FunctionDef, fixtures: set[str]) -> bool:
    """Whether a function is a fixture of pytest's, or a test that only pytest can call: it is marked, or takes fixtures."""
    marks = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
    asked = {a.arg for a in node.args.args}
    return any(ast.unparse(mark).startswith("pytest.") for mark in marks) or (
        node.name.startswith("test_") and bool(asked) and asked <= fixtures
    )


def without_runner(text: str) -> str:
    """The module without what does nothing but run its tests: `unittest.main()`, `doctest.testmod()`, and the `if __name__ == …` around it."""
    tree = ast.parse(text)
    lines = text.split("\n")
    for node in tree.body:
        if _runs_tests(node):
            _blank(lines, node)
    return "\n".join(lines)


def _blank(lines: list[str], node: ast.stmt) -> None:
    """Takes a statement out; the lines stay, so that those behind them keep their numbers."""
    start = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    for number in range(start - 1, node.end_lineno or node.lineno):
        lines[number] = ""


def _runs_tests(node: ast.stmt) -> bool:
    if isinstance(node, ast.If) and "__name__" in {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}:
        imports = [s for s in node.body if isinstance(s, (ast.Import, ast.ImportFrom))]
        rest = [s for s in node.body if s not in imports]
        return not node.orelse and bool(rest) and all(map(_runs_tests, rest))
    call = node.value if isinstance(node, ast.Expr) else node.exc if isinstance(node, ast.Raise) else None
    while isinstance(call, ast.Call) and ast.unparse(call.func) in ("sys.exit", "exit", "SystemExit") and call.args:
        call = call.args[0]
    return isinstance(call, ast.Call) and ast.unparse(call.func) in _RUNNERS


_RUNNERS = frozenset({"unittest.main", "doctest.testmod", "testmod", "pytest.main"})


def _last(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _used(node: ast.AST, names: set[str]) -> tuple[str, ...]:
    found = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in names]
    return tuple(dict.fromkeys(found))


def _doctests(tree: ast.Module) -> Iterator[UserTest]:
    number = 0
    for top in tree.body:
        members = [m for m in getattr(top, "body", []) if isinstance(top, ast.ClassDef)]
        for node in [top, *members]:
            if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                continue
            text = ast.get_docstring(node)
            if not text or ">>>" not in text:
                continue
            name = node.name if node is top else f"{getattr(top, 'name', '')}.{node.name}"
            body = _examples(text)
            if body:
                number += 1
                label = f"{DOCTEST}{name.replace('.', '_').strip('_').lower()}_{number}"
                source = "\n".join(f"    {line}" for statement in body for line in statement.split("\n"))
                yield UserTest(label, "doctest", (name,), f"def {label}() -> None:\n{source}", name)


def _examples(text: str) -> list[str] | None:
    """The statements of a docstring's examples; None where one of them cannot be a statement."""
    try:
        found = doctest.DocTestParser().get_examples(text)
    except ValueError:
        return None
    body: list[str] = []
    for example in found:
        if example.options:
            return None
        try:
            statements = ast.parse(example.source).body
        except SyntaxError:
            return None
        wanted = example.want.rstrip("\n")
        if wanted and (len(statements) != 1 or not isinstance(statements[0], ast.Expr)):
            return None
        source = example.source.strip()
        if example.exc_msg is not None:
            name, colon, said = example.exc_msg.rstrip("\n").partition(": ")
            if "\n" in said or not all(part.isidentifier() for part in name.split(".")):
                return None
            error = name.rpartition(".")[2]
            same = f"assert str(error) == {said!r}" if colon else "pass"
            inner = "\n".join(f"    {line}" for line in source.split("\n"))
            body.append(f"try:\n{inner}\nexcept {error} as error:\n    {same}\nelse:\n    raise AssertionError")
            continue
        body.append(f"assert repr({source}) == {wanted!r}" if wanted else source)
    return body


def _methods(cls: ast.ClassDef, names: set[str]) -> Iterator[UserTest]:
    for method in cls.body:
        if not isinstance(method, ast.FunctionDef) or not method.name.startswith("test"):
            continue
        changed = _Asserts().visit(ast.parse(ast.unparse(method)).body[0])
        if any(isinstance(n, ast.Name) and n.id == "self" for s in changed.body for n in ast.walk(s)):
            continue  # it uses what setUp made, or an assertion that has no counterpart
        origin = f"{cls.name}.{method.name}"
        changed.name = f"test_{cls.name.lower()}_{method.name.removeprefix('test').strip('_')}"
        changed.args.args, changed.returns = [], ast.Constant(None)
        source = ast.unparse(ast.fix_missing_locations(changed))
        yield UserTest(changed.name, "unittest", _used(changed, names), source, origin)


class _Asserts(ast.NodeTransformer):
    """Writes `self.assertEqual(a, b)` as `assert a == b`, and a block that has to raise as a `try`."""

    def visit_With(self, node: ast.With) -> ast.stmt:
        """A block that has to raise."""
        call = node.items[0].context_expr
        plain = len(node.items) == 1 and node.items[0].optional_vars is None
        if not plain or not isinstance(call, ast.Call) or len(call.args) != 1:
            return node
        if ast.unparse(call.func) not in ("self.assertRaises", "pytest.raises"):
            return node
        handler = ast.ExceptHandler(call.args[0], None, [ast.Pass()])
        if call.keywords:
            match = call.keywords[0].value if [k.arg for k in call.keywords] == ["match"] else None
            said = match.value if isinstance(match, ast.Constant) and isinstance(match.value, str) else None
            if said is None or re.escape(said).replace("\\ ", " ") != said:
                return node  # a pattern, and no words that the text has to have
            inside = ast.parse(f"assert {said!r} in str(error)").body
            handler = ast.ExceptHandler(call.args[0], "error", inside)
        missing = ast.Raise(ast.Name("AssertionError", ast.Load()), None)
        return ast.Try([self.visit(s) for s in node.body], [handler], [missing], [])

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        """One statement."""
        call = node.value
        if (
            not isinstance(call, ast.Call)
            or not isinstance(call.func, ast.Attribute)
            or _last(call.func.value) != "self"
        ):
            return node
        name, args = call.func.attr, call.args
        if name in _ASSERTS and len(args) >= 2:
            return ast.Assert(ast.Compare(args[0], [_ASSERTS[name]()], [args[1]]), None)
        if name == "assertAlmostEqual" and len(args) == 2 and not call.keywords:
            distance = ast.Call(ast.Name("abs", ast.Load()), [ast.BinOp(args[0], ast.Sub(), args[1])], [])
            rounded = ast.Call(ast.Name("round", ast.Load()), [distance, ast.Constant(7)], [])
            return ast.Assert(ast.Compare(rounded, [ast.Eq()], [ast.Constant(0)]), None)
        if name in ("assertTrue", "assertFalse") and args:
            return ast.Assert(args[0] if name == "assertTrue" else ast.UnaryOp(ast.Not(), args[0]), None)
        if name in ("assertIsNone", "assertIsNotNone") and args:
            operator = ast.Is() if name == "assertIsNone" else ast.IsNot()
            return ast.Assert(ast.Compare(args[0], [operator], [ast.Constant(None)]), None)
        return node


def run_tests(
    sandbox: Sandbox, job: Path, tests: Sequence[UserTest], translated: Sequence[Function], text: str, executable: Path
) -> list[TestRun]:
    """Run each test under CPython, and those that pass there in Rust, each in a process of its own.

    Raises:
        OSError: when the sandbox cannot be started.
    """
    rust = {f.name: f.rust for f in translated if f.kind == "test"}
    folder = job / "tests"
    folder.mkdir(exist_ok=True)
    (folder / "module.py").write_text(text + "\n\nimport sys\nglobals()[sys.argv[1]]()\n", "utf-8")
    (folder / "script.py").write_text("import sys\nexec(compile(sys.argv[1], 'script.py', 'exec'))\n", "utf-8")
    found: list[TestRun] = []
    for test in tests:
        if test.name not in rust:
            found.append(TestRun(test, None, "not translated"))
            continue
        what = ["script.py", test.text] if test.alone else ["module.py", test.name]
        python = [str(tools().python), "-s", "-B", str(folder / what[0]), what[1]]
        mounts = tools().mounts().plus(read=[executable.parent], write=[folder])
        environment = {"PYTHONHASHSEED": "0"}
        before = sandbox.run(python, mounts=mounts, cwd=folder, environment=environment, limits=_LIMITS)
        if before.status != 0 or before.reason != "exit":
            found.append(TestRun(test, None, "does not pass under CPython in this form"))
            continue
        command = [str(executable), "--exact", rust[test.name], "--test-threads=1"]
        after = sandbox.run(command, mounts=mounts, cwd=folder, limits=_LIMITS)
        good = after.status == 0 and b"1 passed" in after.stdout
        last = after.stdout.decode("utf-8", "replace").strip()[-600:]
        found.append(TestRun(test, good, "" if good else last))
    return found
