"""Classes whose bases stand in other modules of the package: what they inherit is followed there."""

from __future__ import annotations

import ast

import pytest
from backends.test_classes import based, repaired, target

from portalis import api
from portalis.backends.target import Target
from portalis.verify.kinds import Module, base_of, heirs, home, lineage, methods_with_inherited
from portalis.verify.scopes import classes_of, scopes_of

SHAPES = """\
from abc import ABC, abstractmethod


class Meta(type): ...


class Unit:
    def __init__(self, name: str) -> None:
        self.name = name


class Dot:
    def __init__(self, x: int) -> None:
        self.x = x

    def sum(self) -> int:
        return self.x + 1

    def bend(self) -> int:
        return self.x * eval("2")


class Shape(ABC):
    def __init__(self, k: int) -> None:
        self.k = k

    @abstractmethod
    def area(self) -> int: ...

    def twice(self, unit: Unit) -> str:
        return str(self.area() * eval("2")) + unit.name


class Square(Shape):
    def area(self) -> int:
        return self.k * self.k


def total(shapes: list[Shape]) -> int:
    return eval("sum(s.area() for s in shapes)")
"""
ERRORS = """\
class Bad(ValueError):
    def __init__(self, code: int) -> None:
        super().__init__(f"bad {code}")
        self.code = code
"""
MAIN = """\
import shapes
from errors import Bad as Base
from shapes import Dot as D, Meta, Shape, Unit as U


class Unit:
    pass


class Far(D, metaclass=Meta):
    def __init__(self, x: int, y: int) -> None:
        super().__init__(x)
        self.y = y

    def g(self) -> int:
        return self.x + self.y


class Line(shapes.Shape):
    assert True

    def area(self) -> int:
        return self.k * 3


class Worse(Base):
    def __init__(self, code: int) -> None:
        super().__init__(code + 1)
        self.more = eval("code")


def check(n: int) -> int:
    if n > 5:
        raise Worse(n)
    return n


def use(n: int) -> int:
    far = Far(n, 2)
    try:
        return far.g() + far.x + check(n)
    except Base as e:
        return e.code


print(use(3), use(8), D(4).sum(), D(4).bend())
print(Line(2).twice(U("m")), shapes.Square(2).twice(U("k")), shapes.total([Line(2), shapes.Square(3)]))
"""
PACKAGE = {"main.py": MAIN, "shapes.py": SHAPES, "errors.py": ERRORS}
FAR = """\
#[derive(Clone)]
struct Far {
    x: Int,
    y: Int,
}

impl Far {
    fn new(x: &Int, y: &Int) -> Far {
        Far { x: x.clone(), y: y.clone() }
    }
    fn g(&self) -> Int {
        &self.x + &self.y
    }
}
"""
LINE = """\
#[derive(Clone)]
struct Line {
    k: Int,
}

impl Line {
    fn new(k: &Int) -> Line {
        Line { k: k.clone() }
    }
    fn area(&self) -> Int {
        &self.k * &Int::from(3_i64)
    }
    fn twice(&self, unit: &UnitType) -> Str {
        Str::from(format!("{}{}", &self.area() * &Int::from(2_i64), unit.name))
    }
}
"""
SQUARE = LINE.replace("Line", "Square").replace("&self.k * &Int::from(3_i64)", "&self.k * &self.k")
UNIT = """\
#[derive(Clone)]
struct UnitType {
    name: Str,
}

impl UnitType {
    fn new(name: &Str) -> UnitType {
        UnitType { name: name.clone() }
    }
}
"""
BEND = "impl Dot {\n    fn bend(&self) -> Int {\n        &self.x * &Int::from(2_i64)\n    }\n}\n"
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
WORSE = """\
#[derive(Clone)]
struct Worse {
    args: (Str,),
    code: Int,
    more: Int,
}

impl Worse {
    fn new(code: &Int) -> Worse {
        let next = code + &Int::from(1_i64);
        Worse { args: (Str::from(format!("bad {}", next)),), code: next, more: code.clone() }
    }
    fn str(&self) -> Str {
        self.args.0.clone()
    }
    fn repr(&self) -> Str {
        Str::from(format!("Worse({})", repr(&self.args.0)))
    }
}
"""
CHECK = """\
fn check(n: &Int) -> PyResult<Int> {
    if *n > Int::from(5_i64) {
        return Err(Exception::carrying(&WORSE, Worse::new(n)));
    }
    Ok(n.clone())
}
"""
USE = """\
fn use_(n: &Int) -> Int {
    let far = Far::new(n, &Int::from(2_i64));
    match check(n) {
        Ok(kept) => &(&far.g() + &far.x) + &kept,
        Err(e) if e.is(&BAD) => e.object::<Worse>().code.clone(),
        Err(e) => e.exit(),
    }
}
"""
TOTAL = """\
fn total(shapes: &[Shape]) -> Int {
    let mut sum = Int::from(0);
    for s in shapes {
        sum = sum + match s {
            Shape::Square(one) => one.area(),
            Shape::Line(one) => one.area(),
        };
    }
    sum
}
"""


def packaged(files: dict[str, str]) -> dict[str, Module]:
    modules = api.modules_of(files)
    trees = [ast.parse(m.text) for m in modules]
    scopes = scopes_of(modules, trees)
    return classes_of(scopes, dict(zip(scopes, trees)))


def test_a_lineage_is_followed_through_imports() -> None:
    found = packaged(
        {
            "main.py": "import pkg\nimport pkg.deep as d\nfrom pkg import Mid as M\nclass A(M): ...\nclass B(d.Top): ...\nclass C(pkg.Mid[int]): ...\nclass D(d.Mid): ...\n",
            "pkg/__init__.py": "from .deep import Top\nclass Mid(Top):\n    def f(self): ...\n",
            "pkg/deep.py": "class Top:\n    def f(self): ...\n    def g(self): ...\nclass B: ...\n",
        }
    )
    main, pkg, deep = found[""], found["pkg"], found["pkg.deep"]

    def names(node: ast.ClassDef) -> list[str]:
        return [n.name for n in lineage(node, main)]

    assert [names(main[n]) for n in "ABCD"] == [["A", "Mid", "Top"], ["B", "Top"], ["C", "Mid", "Top"], ["D"]]
    assert home(deep["Top"], main) is deep
    assert {n.name for n in heirs(deep["Top"], deep)} == {"Mid", "A", "B", "C"}
    owners = {p.name: o.name for o, p in methods_with_inherited(main["A"], main)}
    assert owners == {"f": "Mid", "g": "Top"}
    assert base_of(ast.parse("Top", mode="eval").body, main) is None
    assert base_of(ast.parse("pkg.Top", mode="eval").body, main) is deep["Top"]
    assert pkg["Mid"] is base_of(ast.parse("M", mode="eval").body, main)


def test_what_is_inherited_from_another_module_is_asked_for() -> None:
    base, _ = based(PACKAGE)
    refused = {t.name: t.kind for t in base.targets if t.refused}
    assert {n for n, kind in refused.items() if kind == "class"} == {
        "Far", "Line", "Worse", "errors.Bad", "shapes.Square", "shapes.Unit",
    }  # fmt: skip
    assert not {name for name, _ in base.unasked} - {"shapes.Meta"}
    far, line, worse, total = (target(n, PACKAGE) for n in ("Far", "Line", "Worse", "shapes.total"))
    assert "struct Far {\n    x: Int,\n    y: Int,\n}" in far.signature
    assert "def sum(self)" in far.background
    # what an abstract class gives is its heir's own, and its names mean what they mean where it is written
    assert {p.name: p.types for p in line.parts} == {
        "Line.area": ("int",), "Line.__init__": ("int", ""), "Line.twice": ("shapes.Unit", "str"),
    }  # fmt: skip
    assert "fn twice(&self, unit: &UnitType) -> Str;" in line.signature
    assert line.parts[-1].python.startswith("def twice(self, unit: Unit)")
    assert line.covers == ((19, 23),)
    assert total.parts[0].types == ("list[Line | Square]", "int")
    assert total.given == ("#[derive(Clone)]\npub enum Shape {\n    Square(Square),\n    Line(crate::Line),\n}",)
    assert {"Line", "shapes.Square"} <= set(total.calls)
    assert "shapes.Unit" in line.calls
    assert [p.name for p in worse.parts] == ["Worse.__init__", "Worse.__str__", "Worse.__repr__"]
    assert "    args: _,\n    code: Int,\n    more: _,\n" in worse.signature
    declared = 'static WORSE: ExceptionClass = ExceptionClass::derived("Worse", "__main__.Worse", &crate::errors::BAD);'
    assert worse.given == (declared,)
    for found in base.targets:
        assert Target.from_json(found.to_json()) == found


def test_a_method_of_another_module_is_asked_for_a_class_of_rules_too() -> None:
    main = (
        "from shapes import Dot\n\n\nclass Near(Dot):\n    def less(self) -> int:\n        return self.x - 1\n\n\n"
        "def use(n: int) -> int:\n    return Near(n).bend()\n\n\ndef fine(n: int) -> int:\n    return Near(n).less() + Near(n).sum()\n\n\nprint(fine(3))\nprint(use(4))\n"
    )
    package = {"main.py": main, "shapes.py": SHAPES}
    bend = target("Near.bend", package)
    assert (bend.kind, bend.owner, bend.module, bend.path) == ("method", "Near", "", "shapes.py")
    assert bend.covers == ((19, 20),)
    assert bend.python == 'def bend(self) -> int:\n    return self.x * eval("2")'
    assert "shapes.py:20" in bend.reasons[0]
    assert "Near.sum" not in {t.name for t in based(package)[0].targets if t.refused}


def test_an_exception_of_which_nobody_knows_all_bases_has_no_constant() -> None:
    errors = ERRORS + "\n\nclass Odd(Bad, BrokenPipeError):\n    pass\n"
    main = "from errors import Odd\n\n\nclass Worse(Odd):\n    def f(self) -> int:\n        return eval('1')\n\n\nWorse(1)\n"
    unasked = dict(based({"main.py": main, "errors.py": errors})[0].unasked)
    assert "derives from" in unasked["Worse"]


@pytest.mark.heavy
def test_classes_with_bases_elsewhere_are_repaired(cargo: str) -> None:
    body = (
        "fn module_body() {\n    print(&[&use_(&Int::from(3_i64)), &use_(&Int::from(8_i64)), &crate::shapes::Dot::new(Int::from(4_i64)).sum(), "
        "&crate::shapes::Dot::new(Int::from(4_i64)).bend()]);\n"
        '    print(&[&Line::new(&Int::from(2_i64)).twice(&UnitType::new(&Str::from("m"))), &Square::new(&Int::from(2_i64)).twice(&UnitType::new(&Str::from("k"))), '
        "&total(&[Shape::Line(Line::new(&Int::from(2_i64))), Shape::Square(Square::new(&Int::from(3_i64)))])]);\n}\n"
    )
    dealt = {
        "Far": [FAR.replace("&self.x + &self.y", "&self.x - &self.y"), FAR],
        "shapes.Unit": [UNIT],
        "Line": [LINE.replace("2_i64", "4_i64"), LINE],
        "shapes.Square": [SQUARE],
        "shapes.Dot.bend": [BEND],
        "shapes.total": [TOTAL.replace("Line(one) => one.area()", "Line(_) => Int::from(6)"), TOTAL],
        "errors.Bad": [BAD],
        "Worse": [
            WORSE.replace("&Int::from(1_i64)", "&Int::from(2_i64)"),
            WORSE.replace('"Worse({})"', '"Bad({})"'),
            WORSE,
        ],
        "check": [CHECK.replace("&WORSE, Worse", "&crate::errors::BAD, Worse"), CHECK],
        "use": [USE.replace("&BAD", "&KEY_ERROR"), USE],
        "<module>": [body],
    }
    found = repaired(dealt, PACKAGE)
    shown = {i.name: i.to_json() for i in found.items}
    assert {n: (s["outcome"], s["rounds"]) for n, s in shown.items()} == {
        n: ("accepted", len(said)) for n, said in dealt.items()
    }, shown
    twice = shown["Line"]["evidence"]["methods"]["Line.twice"]["differential"][0]
    assert twice["lines"] == twice["lines_reached"] == [31]  # those of the other module
    assert found.evidence is not None
    assert {i["verdict"] for i in found.evidence.items.values()} == {"verified"}
