"""Classes of several modules that have one name: their objects and exceptions are told apart by their modules."""

from __future__ import annotations

import pytest
from backends.test_classes import QUICK, based, repaired, target

from portalis import api
from portalis.interface import ClassShape, Function, Shape
from portalis.verify.named_apart import named_apart

MODULE = """\
class Meta(type): ...


class Bad(ValueError):
    pass


class DotBASES:
    def __init__(self, n: int) -> None:
        self.n = n

    def get(self) -> int:
        return self.n + 1


def make(n: int) -> Dot:
    if n == 3:
        raise Bad("three")
    return Dot(n)


def bend(d: Dot) -> int:
    return d.n + eval("2")


def free(n: int):
    return eval("Dot(n)")
"""
MAIN = """\
import a
import b
from b import Dot


def mixed(p: a.Dot, q: Dot) -> int:
    return eval("p.n * 10 + q.n")


print(a.make(1).get(), b.make(4).get(), a.bend(a.Dot(1)), b.bend(Dot(2)), mixed(a.make(1), b.make(2)))
print(a.free(1).n, b.free(2).n)
"""
PACKAGE = {
    "main.py": MAIN,
    "a.py": MODULE.replace("BASES", ""),
    "b.py": MODULE.replace("BASES", "(metaclass=Meta)").replace("+ 1", "* 5"),
}
DOT = """\
#[derive(Clone)]
struct DotType {
    n: Int,
}

impl DotType {
    fn new(n: &Int) -> DotType {
        DotType { n: n.clone() }
    }
    fn get(&self) -> Int {
        &self.n * &Int::from(5_i64)
    }
}
"""
BEND = "fn bend(d: &STRUCT) -> Int {\n    &d.n + &Int::from(2_i64)\n}\n"
MIXED = "fn mixed(p: &Dot, q: &DotType) -> Int {\n    &(&p.n * &Int::from(10_i64)) + &q.n\n}\n"


def test_each_is_asked_for_under_the_name_of_its_module() -> None:
    base, _ = based(PACKAGE)
    refused = {t.name: t.kind for t in base.targets if t.refused}
    assert {
        "b.Dot": "class",
        "a.bend": "function",
        "b.bend": "function",
        "mixed": "function",
    }.items() <= refused.items()
    assert "a.Dot" not in refused
    assert not {name for name, _ in base.unasked} - {"a.Meta", "b.Meta"}
    mixed = target("mixed", PACKAGE)
    assert mixed.signature == "fn mixed(p: &Dot, q: &DotType) -> Int"
    assert mixed.parts[0].types == ("a.Dot", "b.Dot", "int")
    assert {("Dot", "a.Dot"), ("DotType", "b.Dot")} <= set(mixed.structs)
    assert len(dict(mixed.structs)) == len(mixed.structs)
    assert target("b.Dot", PACKAGE).wanted.owner == "DotType"


def test_an_exception_of_two_modules_stays_refused() -> None:
    more = (
        "\n\nclass Bad(ValueError):\n    def __init__(self, n: int) -> None:\n        self.n = eval('n')\n\n\nBad(1)\n"
    )
    base, _ = based({"main.py": "import a\n" + more, "a.py": more})
    why = "two modules have an exception `Bad`, and its constant would have one name"
    assert dict(base.unasked) == {"Bad": why, "a.Bad": why}


def test_a_struct_says_which_class_is_meant() -> None:
    def shape(struct: str) -> Shape:
        return Shape("list", f"Vec<{struct}>", (Shape("instance", struct, name="Dot"),))

    classes = [
        ClassShape("Dot", "", "Dot", (("d", "d", shape("DotType")),), False),
        ClassShape("Dot", "b", "b::DotType", (), False),
    ]
    function = Function("f", "", 1, 1, "f", (), shape("Shared<DotType>"))
    (found,), (one, other) = named_apart([function], classes, {"Dot"})
    assert str(found.result) == "list[b.Dot]"
    assert (one.name, other.name) == ("__main__.Dot", "b.Dot")
    assert str(one.fields[0][2]) == "list[b.Dot]"
    assert named_apart([function], classes, ()) == ((function,), tuple(classes))
    alike = [classes[0], ClassShape("Dot", "b", "b::Dot", (), False)]
    assert named_apart([], alike, {"Dot"})[1] == tuple(alike)  # nobody could tell


@pytest.mark.heavy
def test_classes_of_one_name_are_repaired_and_told_apart(cargo: str) -> None:
    other = "fn free(n: &Int) -> Dot {\n    Dot::new(n.clone())\n}\n"
    mine = "fn free(n: &Int) -> DotType {\n    DotType::new(n)\n}\n"
    make = 'fn make(n: &Int) -> PyResult<DotType> {\n    if *n == Int::from(3_i64) {\n        return Err(Exception::new(&BAD, "three"));\n    }\n    Ok(DotType::new(n))\n}\n'
    dealt = {
        "b.Dot": [DOT.replace("5_i64", "6_i64"), DOT],
        "a.bend": [BEND.replace("STRUCT", "DotType"), BEND.replace("STRUCT", "Dot")],
        "b.bend": [BEND.replace("STRUCT", "Dot"), BEND.replace("STRUCT", "DotType")],
        "b.make": [make.replace("BAD", "crate::a::BAD"), make.replace("BAD", "B_BAD")],
        "b.free": [other, mine],
        "a.free": [other],
        "mixed": [MIXED.replace("&p.n *", "&q.n *").replace("+ &q.n", "+ &p.n"), MIXED],
    }
    found = repaired(dealt, PACKAGE)
    shown = {i.name: i.to_json() for i in found.items}
    assert {n: (shown[n]["outcome"], shown[n]["rounds"]) for n in dealt} == {
        n: ("accepted", len(said)) for n, said in dealt.items()
    }, shown
    assert found.evidence is not None
    assert all(found.evidence.items[n]["verdict"] == "verified" for n in ("b.Dot.get", "a.make", "mixed"))


@pytest.mark.slow
def test_what_rules_made_of_both_is_judged(cargo: str) -> None:
    """An exception that ends the program is shown with its module there; a class of either module is known for what it is."""
    module = (
        "class Bad(ValueError):\n    pass\n\n\nclass Dot:\n    def __init__(self, n: int) -> None:\n        self.n = n\n\n\n"
        "def make(n: int) -> Dot:\n    if n > 5:\n        raise Bad('no')\n    return Dot(n)\n"
    )
    main = (
        "import sys\n\nimport a\nimport b\n\n\nclass Worse(ValueError):\n    pass\n\n\ndef both(n: int) -> int:\n    if n < 0:\n        raise Worse('less')\n"
        "    return a.make(n).n * b.make(n + 1).n\n\n\nprint(both(int(sys.argv[1]) if len(sys.argv) > 1 else 3))\n"
    )
    found = api.verify(
        api.TranslationRequest(api.modules_of({"main.py": main, "a.py": module, "b.py": module})), wishes=QUICK
    )
    agreed = {(i.module, i.name): i.facts.agreed for i in found.items if i.kind != "module"}
    assert not found.contradicted, found.to_json()
    assert all(agreed[item] > 5 for item in (("", "both"), ("a", "make"), ("b", "make"), ("b", "Dot.__init__"))), agreed
    assert {name for i in found.items for t in i.trials for name in t.raised} == {"a.Bad", "b.Bad", "Worse"}
