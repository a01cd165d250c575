"""Items of every module of a package: found, put into the Rust file of their module, and proved as a part of the whole."""

from __future__ import annotations

import ast

import pytest
from backends.test_classes import BEND, based, repaired, target

from portalis import api
from portalis.backends.engine import Result
from portalis.backends.items import CandidateError, parse_candidate
from portalis.backends.prompt import build_messages
from portalis.backends.scopes import run_order, scopes_of, words_of
from portalis.backends.splice import declarations, function_text, splice
from portalis.backends.target import Target

MAIN = """\
import shapes
from errors import Bad
from shapes import Dot, Tally
from util.helpers import clamp


def twice(n: int) -> int:
    return eval("n + n")


def total(n: int) -> int:
    dot = Dot(n, 2)
    tally = Tally(n)
    try:
        return dot.sum() + tally.bend(3) + shapes.twice(n) + twice(n) + clamp(n)
    except Bad as e:
        return e.code


print(total(4), total(20))
"""
SHAPES = """\
class Meta(type): ...


class Dot(metaclass=Meta):
    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def sum(self) -> int:
        return self.x + self.y


class Tally:
    def __init__(self, n: int) -> None:
        self.n = n

    def bend(self, k: int) -> int:
        return eval("self.n * k")


def twice(n: int) -> int:
    return eval("n * 20")


print("shapes", eval("1 + 1"))
"""
ERRORS = """\
class Bad(ValueError):
    def __init__(self, code: int) -> None:
        super().__init__(f"bad {code}")
        self.code = code
"""
HELPERS = """\
from errors import Bad


def clamp(n: int) -> int:
    if n > 10:
        raise Bad(n)
    return eval("n")
"""
PACKAGE = {
    "main.py": MAIN, "shapes.py": SHAPES, "errors.py": ERRORS, "util/__init__.py": "", "util/helpers.py": HELPERS,
}  # fmt: skip
DOT = """\
#[derive(Clone)]
struct Dot {
    x: Int,
    y: Int,
}

impl Dot {
    fn new(x: &Int, y: &Int) -> Dot {
        Dot { x: x.clone(), y: y.clone() }
    }
    fn sum(&self) -> Int {
        &self.x + &self.y
    }
}
"""
BAD = """\
#[derive(Clone)]
struct Bad {
    args: (Str,),
    code: Int,
}

impl Bad {
    fn new(code: &Int) -> Bad {
        Bad { args: (Str::from(format!("bad {}", code)),), code: code.clone() }
    }
    fn str(&self) -> Str {
        self.args.0.clone()
    }
    fn repr(&self) -> Str {
        Str::from(format!("Bad({})", repr(&self.args.0)))
    }
}
"""
TWICE = "fn twice(n: &Int) -> Int {\n    n * &Int::from(20_i64)\n}\n"
OWN_TWICE = "fn twice(n: &Int) -> Int {\n    n + n\n}\n"
CLAMP = """\
fn clamp(n: &Int) -> PyResult<Int> {
    if *n > Int::from(10_i64) {
        return Err(Exception::carrying(&BAD, Bad::new(n)));
    }
    Ok(n.clone())
}
"""
TOTAL = """\
fn total(n: &Int) -> Int {
    let dot = Dot::new(n, &Int::from(2_i64));
    let tally = Tally::new(n.clone());
    let rest = dot.sum() + tally.bend(&Int::from(3_i64)) + crate::shapes::twice(n) + twice(n);
    match clamp(n) {
        Ok(kept) => rest + kept,
        Err(e) if e.is(&BAD) => e.object::<Bad>().code.clone(),
        Err(e) => e.exit(),
    }
}
"""
TOP = 'fn module_body() {\n    print(&[&Str::from("shapes"), &Int::from(2_i64)]);\n}\n'
BODY = "fn module_body() {\n    print(&[&total(&Int::from(4_i64)), &total(&Int::from(20_i64))]);\n}\n"


def test_the_items_of_every_module_are_found() -> None:
    base, _ = based(PACKAGE)
    refused = {t.name: (t.kind, t.module, t.path) for t in base.targets if t.refused}
    assert refused == {
        "twice": ("function", "", "main.py"),
        "total": ("function", "", "main.py"),
        "<module>": ("module", "", "main.py"),
        "shapes.Dot": ("class", "shapes", "shapes.py"),
        "shapes.Tally.bend": ("method", "shapes", "shapes.py"),
        "shapes.twice": ("function", "shapes", "shapes.py"),
        "shapes.<module>": ("module", "shapes", "shapes.py"),
        "errors.Bad": ("class", "errors", "errors.py"),
        "util.helpers.clamp": ("function", "util_helpers", "util/helpers.py"),
    }


@pytest.mark.heavy
def test_a_package_is_repaired_module_by_module(cargo: str) -> None:
    dealt = {
        "twice": [TWICE, OWN_TWICE],  # the other module's
        "total": [TOTAL.replace("crate::shapes::twice(n)", "twice(n)"), TOTAL],
        "<module>": [BODY],
        "shapes.Dot": [DOT.replace("&self.x + &self.y", "&self.x - &self.y"), DOT],
        "shapes.Tally.bend": [BEND.replace("*", "+"), BEND],
        "shapes.twice": [OWN_TWICE, TWICE],
        "shapes.<module>": [TOP.replace("2_i64", "3_i64"), TOP],
        "errors.Bad": [BAD.replace('"bad {}"', '"worse {}"'), BAD],
        "util.helpers.clamp": [CLAMP.replace("10_i64", "11_i64"), CLAMP],
    }
    found = repaired(dealt, PACKAGE)
    shown = {i.name: i.to_json() for i in found.items}
    assert {n: (s["outcome"], s["rounds"]) for n, s in shown.items()} == {
        n: ("accepted", len(said)) for n, said in dealt.items()
    }, shown
    assert found.evidence is not None
    assert {i["verdict"] for i in found.evidence.items.values()} == {"verified"}
    files = found.files
    assert "n * &Int::from(20_i64)" in function_text(files, "twice", "shapes")
    assert function_text(files, "twice").endswith("n + n\n}")
    assert "use crate::errors::{BAD, Bad};" in files["src/util_helpers.rs"]
    assert "pub static BAD" in files["src/errors.rs"]
    assert "shapes::module_body();\n        module_body();" in files["src/main.rs"]
