"""Signatures of Rust from elsewhere: what is understood, and what is left alone."""

from __future__ import annotations

import ast

import pytest

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
    ],
)
def test_what_is_not_understood_is_said(rust: str) -> None:
    functions, _, notes = read_package({"src/lib.rs": rust}, ast.parse("def f(a, b): pass"))
    assert not functions
    assert len(notes) == 1
