"""What kind of class a class is, as its source shows it."""

from __future__ import annotations

import ast

import pytest

from portalis.verify.foreign_classes import attributes_of, rust_names
from portalis.verify.in_force import key_of, replaced, why_unclear
from portalis.verify.kinds import Coroutine, Module, awaited, keeps_only_args, methods_with_inherited, spans_settled


def classes(source: str) -> dict[str, ast.ClassDef]:
    return {n.name: n for n in ast.parse(source).body if isinstance(n, ast.ClassDef)}


@pytest.mark.parametrize(
    ("body", "only"),
    [
        ("def __init__(self, n): super().__init__(n)", True),
        ("def __init__(self, n): self.n = n", True),
        ("def __init__(self, n): super().__init__()", True),
        ("def __init__(self, n): super().__init__(n, 'no')", False),
        ("def __init__(self, *n): super().__init__(*n)", False),
        ("def __init__(self, n): super().__init__(name=n)", False),
        ("def __init__(self, n): OSError.__init__(self, n, 'no')", False),
        ("def __init__(self, n): setattr(self, 'errno', n)", False),
        ("def __new__(cls, n): return super().__new__(cls, n, 'no')", False),
        ("def f(self): return 1", False),
        ("def __init__(self, n): self.n = n\n    def again(self): self.__init__(1, 2)", False),
    ],
)
def test_what_an_exception_keeps_is_seen_from_its_constructors(body: str, only: bool) -> None:
    known = classes(f"class X(OSError):\n    {body}\n\nclass Y(X):\n    pass\n")
    assert keeps_only_args(known["X"], known) is only
    assert keeps_only_args(known["Y"], known) is only


def test_a_setter_stands_beside_its_property() -> None:
    known = classes(
        "class A:\n    @property\n    def n(self): return self._n\n    @n.setter\n    def n(self, v): self._n = v\n"
        "    def put(self): self.n = 1\n\nclass B(A):\n    @property\n    def n(self): return 2\n\nclass C(A): pass\n"
    )
    names = {name: [key_of(m) for _, m in methods_with_inherited(node, known)] for name, node in known.items()}
    assert names == {"A": ["n", "n.setter", "put"], "B": ["n", "put"], "C": ["n", "n.setter", "put"]}
    setter = next(m for _, m in methods_with_inherited(known["A"], known) if key_of(m) == "n.setter")
    assert rust_names(setter) == ("set_n",)
    assert attributes_of(known["A"], known) == {"_n"}


def test_what_a_base_gives_is_settled_when_all_classes_below_it_have_it() -> None:
    homes: dict[ast.ClassDef, Module] = {}
    base = Module(
        "m", classes("class A(ABC):\n    @abstractmethod\n    def f(self): ...\n    def g(self): return 1\n"), homes
    )
    own = classes("class B(A):\n    def f(self): ...\n\nclass C(A):\n    def f(self): ...\n    def g(self): return 2\n")
    below = Module("", own, homes)
    below.imported["A"] = base["A"]
    modules, structs = {"": below, "m": base}, {("", "B"), ("", "C")}
    described = {("", name) for name in ("B.f", "C.f", "C.g")}
    assert list(spans_settled(modules, structs, described)) == [], "`B` lacks what it inherits"
    assert list(spans_settled(modules, structs, described | {("", "B.g")})) == [("m", 4, 4), ("m", 1, 4)]
    assert list(spans_settled(modules, set(), described)) == []


def test_the_last_definition_is_in_force_and_accessors_stand_beside_each_other() -> None:
    known = classes(
        "class A:\n    @property\n    def n(self): return self._n\n    @n.setter\n    def n(self, v): self._n = v\n"
        "    @n.deleter\n    def n(self): self._n = 0\n    @n.getter\n    def n(self): return 1\n"
        "    def f(self): self.gone = 1\n    def f(self): return 2\n\n"
        "class B(A):\n    def n(self): return 2\n\nclass C(A):\n    @property\n    def f(self): return 1\n    def f(self): return 1\n"
    )
    names = {name: [key_of(m) for _, m in methods_with_inherited(node, known)] for name, node in known.items()}
    assert names == {
        "A": ["n.setter", "n.deleter", "n", "f"],
        "B": ["n", "f"],
        "C": ["f", "n.setter", "n.deleter", "n"],
    }
    deleter = next(m for _, m in methods_with_inherited(known["A"], known) if key_of(m) == "n.deleter")
    assert rust_names(deleter) == ("del_n",)
    assert attributes_of(known["A"], known) == {"_n"}
    assert [p.lineno for p in replaced(known["A"].body, known["A"].body[-1])] == [10]  # type: ignore[arg-type]
    assert why_unclear(known["A"].body, "n") == ""


def test_an_async_function_is_one_of_what_awaiting_it_gives() -> None:
    source = (
        "async def f(n): return await g(n)\n\n@m\nasync def g(n): return n\n\nasync def h(n):\n    yield n\n\ndef k(): ...\n\n"
        "@m\nasync def c(n):\n    yield n\n\n@functools.lru_cache(1)\nasync def d(n): return n\n\n"
        "class A:\n    async def f(self): ...\n\n    @classmethod\n    async def g(cls): ...\n\n    async def __len__(self): ...\n\n    @f.setter\n    async def f(self, n): ...\n"
    )
    *functions, cls = awaited(ast.parse(source)).body
    kept = ast.AsyncFunctionDef
    assert [type(n) for n in functions] == [Coroutine, Coroutine, Coroutine, ast.FunctionDef, kept, kept]
    assert isinstance(cls, ast.ClassDef)
    assert [type(n) for n in cls.body] == [Coroutine, Coroutine, kept, kept]
