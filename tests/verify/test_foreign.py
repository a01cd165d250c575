"""Signatures of Rust from elsewhere: what is understood, and what is left alone."""

from __future__ import annotations

import ast

import pytest

from portalis.interface import Function
from portalis.verify.additions import describe
from portalis.verify.foreign import read_package, signatures


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("pub fn f(a: i64) -> i64 { a }", ["f"]),
        ("fn f() {} // fn g() {}\n/* fn h() {} */", ["f"]),
        ('const S: &str = "fn g() { {";\nfn f(a: &str) {}', ["f"]),
        ("impl X { fn g(&self) {} }\nfn f() {}", ["f"]),
        ("mod m { pub fn g() {} }\npub(crate) fn f(mut a: Vec<i64>, b: (i64, f64)) -> Option<i64> { None }", ["f"]),
        ("fn g<T>(a: T) {}\nfn f<'a>() {}", []),
        ("const C: char = '{'; fn f() { let x = 'a'; }", ["f"]),
        ('fn f() { let s = r#"}"#; } fn g() {}', ["f", "g"]),
    ],
)
def test_functions_at_the_top_are_found(text: str, names: list[str]) -> None:
    assert [s.name for s in signatures(text)] == names


@pytest.mark.parametrize(
    ("rust", "kinds", "modes", "result", "raises"),
    [
        ("a: i64, b: &str", ["int", "str"], ["own", "ref"], "None", False),
        ("a: &[f64], b: &mut Vec<String>", ["list", "list"], ["ref", "mut"], "None", False),
        ("a: &HashMap<String, Vec<i64>>, b: Option<u8>", ["dict", "option"], ["ref", "own"], "None", False),
        ("a: &[&str], b: Vec<&'a str>", ["list", "list"], ["ref", "own"], "None", False),
        ("a: (i64, bool), b: std::collections::HashSet<i32>", ["tuple", "set"], ["own", "own"], "None", False),
    ],
)
def test_types_are_understood(rust: str, kinds: list[str], modes: list[str], result: str, raises: bool) -> None:
    tree = ast.parse("def f(a, b): pass")
    functions, _, notes = read_package({"src/lib.rs": f"pub fn f({rust}) {{}}"}, tree)
    assert not notes
    assert [a.shape.kind for a in functions[0].arguments] == kinds
    assert [a.mode for a in functions[0].arguments] == modes
    assert (functions[0].result.kind, functions[0].raises) == (result, raises)


@pytest.mark.parametrize("rust", ["char", "Vec<char>", "Result<char, String>", "&str"])
def test_a_character_is_a_text(rust: str) -> None:
    functions, _, _ = read_package({"src/lib.rs": f"pub fn f() -> {rust} {{ todo!() }}"}, ast.parse("def f(): pass"))
    assert str(functions[0].result) in ("str", "list[str]")


def test_exceptions_and_what_only_tests_need_no_rust() -> None:
    source = """
class Bad(ValueError): pass
class Worse(Bad): pass
class Case(unittest.TestCase):
    def test_it(self): ...
class TestIt:
    def test_it(self): ...
def test_it(n): ...
@pytest.fixture
def n(): ...
def check(f):
    assert f(1)
def limited(n):
    assert n
    return n
"""
    functions, classes, notes = read_package({"src/lib.rs": ""}, ast.parse(source))
    assert not functions
    assert not classes
    assert [n for n in notes if "`limited`" not in n] == []
    assert len(notes) == 1


def test_a_result_may_be_an_error() -> None:
    files = {"src/lib.rs": "pub fn f(a: u32) -> Result<Vec<u8>, String> { todo!() }"}
    functions, _, _ = read_package(files, ast.parse("def f(a): pass"))
    assert functions[0].raises
    assert str(functions[0].result) == "list[int]"
    assert functions[0].arguments[0].shape.nonneg


@pytest.mark.parametrize(
    "rust",
    [
        "",
        "pub fn f(a: i64) {}",
        "pub fn f(a: i64, b: Thing) {}",
        "pub fn f(a: impl Fn(i64), b: i64) {}",
        "pub fn f(a: i64, b: i64) -> Thing {}",
        "pub fn f(a: i64, b: char) {}",
    ],
)
def test_what_is_not_understood_is_said(rust: str) -> None:
    functions, _, notes = read_package({"src/lib.rs": rust}, ast.parse("def f(a, b): pass"))
    assert not functions
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("rust", "arguments", "result"),
    [
        ("a: Int, b: &Str, c: Num)", "int own, str ref, int | float own", "None"),
        ("a: Tuple<Int>, b: &mut Dict<Str, Vec<Int>>, c: Counter<Str, Int>)",
         "tuple[int, ...] own, dict[str, list[int]] mut, Counter[str, int] own", "None"),
        ("a: HashMap<String, Int>, b: Value, c: ()) -> PyResult<(Int, Option<Str>)>", "dict[str, int] own, object own, None own",
         "tuple[int, str | None] raises"),
        ("a: i64, b: i64, c: i64) -> pyrt::PyResult<()>", "int own, int own, int own", "None raises"),
    ],
)  # fmt: skip
def test_a_function_put_into_a_translation_may_have_the_types_of_its_runtime(
    rust: str, arguments: str, result: str
) -> None:
    made = described(f"fn f({rust} {{}}")
    assert isinstance(made, Function), made
    assert ", ".join(f"{a.shape} {a.mode}" for a in made.arguments) == arguments
    assert f"{made.result}{' raises' if made.raises else ''}" == result
    assert [a.kind for a in made.arguments] == ["normal", "normal", "keyword"]


@pytest.mark.parametrize(
    ("rust", "named"),
    [
        ("a: Int, b: Path, c: Int) -> Int", "the parameter `b` of `f`"),
        ("a: Int, b: Int, c: Counter<Str>) -> Int", "the parameter `c` of `f`"),
        ("a: Int, b: Int, c: Int) -> &Str", "the result of `f`"),
        ("a: Int, b: Int, c: Int) -> Result<Int, String>", "the result of `f`"),
        ("a: Int, b: Int) -> Int", "takes other parameters"),
    ],
)
def test_what_keeps_such_a_function_from_being_called_is_named(rust: str, named: str) -> None:
    made = described(f"fn f({rust} {{}}")
    assert isinstance(made, str)
    assert named in made


def described(rust: str) -> Function | str:
    node = ast.parse("def f(a, b, *, c): pass").body[0]
    assert isinstance(node, ast.FunctionDef)
    return describe(node, next(signatures(rust)))


def test_keyword_only_parameters_are_passed_by_name() -> None:
    files = {"src/lib.rs": "pub fn f(a: i64, b: i64) -> &str {}"}
    functions, _, notes = read_package(files, ast.parse("def f(a, *, b): pass"))
    assert not notes
    assert [(a.name, a.kind) for a in functions[0].arguments] == [("a", "normal"), ("b", "keyword")]
    assert functions[0].result.kind == "str"


CLASS = """
class Pair:
    def __init__(self, a, b):
        self.a = a
        self.b = b
    def sum(self, n): ...
    @property
    def first(self): ...
    @staticmethod
    def zero(): ...
    def grow(self): ...

def use(p, q): ...
"""
PAIR = """
#[derive(Clone)]
pub struct Pair { #[allow(unused)] pub a: i64, pub(crate) b: Vec<String> }
impl Pair {
    pub fn new(a: i64, b: &[String]) -> Result<Self, Error> { todo!() }
    fn sum(&self, n: i64) -> i64 { 0 }
    fn first(&self) -> &Vec<String> { &self.b }
    fn zero() -> i64 { 0 }
    fn grow<'a>(&'a mut self) {}
}
impl std::fmt::Display for Pair { fn fmt(&self) {} }
pub fn use_(p: i64) {}
pub fn r#use() {}
"""


def test_a_struct_stands_for_a_class_with_its_fields() -> None:
    text = PAIR + "impl Pair { fn grow(&mut self) {} }\npub fn use(p: &Pair, q: Option<Pair>) {}"
    functions, classes, notes = read_package({"src/lib.rs": text}, ast.parse(CLASS))
    assert not notes
    (pair,) = classes
    assert [(n, r, str(s)) for n, r, s in pair.fields] == [("a", "a", "int"), ("b", "b", "list[str]")]
    assert not pair.plain
    found = {
        f.name: (f.kind, f.rust, [(a.name, str(a.shape), a.mode) for a in f.arguments], f.raises) for f in functions
    }
    assert found == {
        "Pair.__init__": ("init", "Pair::new", [("a", "int", "own"), ("b", "list[str]", "ref")], True),
        "Pair.sum": ("method", "Pair::sum", [("self", "Pair", "ref"), ("n", "int", "own")], False),
        "Pair.first": ("property", "Pair::first", [("self", "Pair", "ref")], False),
        "Pair.zero": ("static", "Pair::zero", [], False),
        "Pair.grow": ("method", "Pair::grow", [("self", "Pair", "mut")], False),
        "use": ("function", "use", [("p", "Pair", "ref"), ("q", "Pair | None", "own")], False),
    }


@pytest.mark.parametrize(
    ("rust", "note"),
    [
        ("", "has no struct of its name"),
        ("struct P<T> { x: T }", "has no struct of its name"),
        ("struct P(i64);", "has no struct of its name"),
        ("struct P { y: i64 }", "other fields in Rust, so that its objects cannot be exchanged: `x`, `y`"),
        ("struct P { x: Thing }", "`x` whose type in Rust is not understood"),
        ("struct P { x: i64 }", "`P.m` has no method `m`"),
        ("struct P { x: i64 } impl P { fn m(x: i64) {} }", "`P.m` is called in another way"),
        ("struct P { x: i64 } impl P { fn m(&self, x: i64) {} }", "`P.m` takes other parameters"),
        ("struct P { x: i64 } impl P { fn m(&self) -> &[i64] { &[] } }", "`P.m` has a type in Rust"),
    ],
)
def test_what_of_a_class_is_not_judged_is_said(rust: str, note: str) -> None:
    source = "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    def m(self): ...\n"
    functions, _, notes = read_package({"src/lib.rs": rust}, ast.parse(source))
    assert not functions
    assert [n for n in notes if note in n], notes
