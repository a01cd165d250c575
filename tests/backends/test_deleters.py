"""Properties that are deleted, and names that are defined again: what is in force when all of a body has run is asked for."""

from __future__ import annotations

import pytest
from backends.test_classes import BUDGET, based, repaired, target

from portalis.backends.signatures import narrower
from portalis.backends.target import Target
from portalis.verify.additions import signature_of

PROGRAM = """\
class Tank:
    def __init__(self, n: int) -> None:
        self._level = n
        self.emptied = 0

    @property
    def level(self) -> int:
        return self._level + eval("1")

    @level.getter
    def level(self) -> int:
        return self._level

    @level.setter
    def level(self, value: int) -> None:
        self._level = value

    @level.deleter
    def level(self) -> None:
        if self._level < 0:
            raise ValueError("negative")
        self._level = 0
        self.emptied += 1

    def twice(self) -> int:
        return self._level * eval("3")

    def twice(self) -> int:
        return self._level * 2


def use(n: int) -> int:
    return n


def use(n: int, k: int) -> int:
    tank = Tank(n)
    tank.level = tank.level + k
    kept = tank.twice()
    del tank.level
    return kept + tank.level + tank.emptied


print(use(4, 2))
"""
TANK = """\
#[derive(Clone)]
struct Tank {
    _level: Int,
    emptied: Int,
}

impl Tank {
    fn new(n: &Int) -> Tank {
        Tank { _level: n.clone(), emptied: Int::from(0_i64) }
    }
    fn level(&self) -> Int {
        self._level.clone()
    }
    fn set_level(&mut self, value: &Int) {
        self._level = value.clone();
    }
    fn del_level(&mut self) -> PyResult<()> {
        if self._level < Int::from(0_i64) {
            return Err(Exception::new(&VALUE_ERROR, "negative"));
        }
        self._level = Int::from(0_i64);
        self.emptied = &self.emptied + &Int::from(1_i64);
        Ok(())
    }
    fn twice(&self) -> Int {
        &self._level * &Int::from(2_i64)
    }
}
"""
USE = """\
fn use_(n: &Int, k: &Int) -> PyResult<Int> {
    let mut tank = Tank::new(n);
    let more = &tank.level() + k;
    tank.set_level(&more);
    let kept = tank.twice();
    tank.del_level()?;
    Ok(&(&kept + &tank.level()) + &tank.emptied)
}
"""


def test_what_is_in_force_is_asked_for() -> None:
    base, _ = based(PROGRAM)
    refused = {t.name: (t.kind, t.line) for t in base.targets if t.refused}
    assert refused == {"Tank": ("class", 1), "use": ("function", 36), "<module>": ("module", 1)}
    assert dict(base.unasked) == {}
    tank, use = target("Tank", PROGRAM), target("use", PROGRAM)
    assert [(p.name, p.rust, p.types) for p in tank.parts] == [
        ("Tank.__init__", "new", ("int", "")),
        ("Tank.level", "level", ("int",)),
        ("Tank.level.setter", "set_level", ("int", "None")),
        ("Tank.level.deleter", "del_level", ("None",)),
        ("Tank.twice", "twice", ("int",)),
    ]
    assert tank.parts[1].python.startswith("@level.getter\n")
    assert "* 2" in tank.parts[-1].python
    assert "struct Tank {\n    _level: Int,\n    emptied: _,\n}" in tank.signature
    assert "fn del_level(&self);" in tank.signature
    assert use.signature == "fn use_(n: &Int, k: &Int) -> Int"
    assert use.covers == ((36, 41), (32, 33))  # the first one is gone, whatever was refused of it
    for found in base.targets:
        assert Target.from_json(found.to_json()) == found


def test_a_plain_method_that_is_defined_later_has_no_accessors() -> None:
    source = PROGRAM.replace(
        "    def twice(self) -> int:\n        return self._level * 2", "    def level(self) -> int:\n        return 7"
    )
    assert [p.name for p in target("Tank", source).parts] == ["Tank.__init__", "Tank.twice", "Tank.level"]
    heir = PROGRAM.replace(
        "\n\ndef use(n: int) ->",
        "\n\nclass Tub(Tank):\n    @property\n    def level(self) -> int:\n        return 1\n\n\ndef use(n: int) ->",
    )
    assert {p.name for p in target("Tub", heir.replace("= Tank(n)", "= Tub(n)")).parts} == {"Tub.level"}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("@level.setter\n    def depth(self, n: int) -> None: ...\n", "`depth` is made of another property"),
        ("@keep\n    def f(self) -> int: ...\n    def f(self) -> int: ...\n", "it has several definitions of `f`, and a decorator may keep the first"),
        ("def f(self) -> int: ...\n    g = f\n    def f(self) -> int: ...\n", "it has several definitions of `f`, and mentions one between them"),
        ("def f(self) -> int: ...\n    if len('a'):\n        def f(self) -> int: ...\n    def f(self) -> int: ...\n", "it has several definitions of `f`, and mentions one between them"),
        ("@level.deleter\n    def level(self) -> None:\n        del self._level\n", "`level` deletes `_level`, and objects without all of their fields cannot be exchanged"),
    ],
)  # fmt: skip
def test_what_nobody_can_tell_stays_refused(body: str, why: str) -> None:
    source = PROGRAM.replace("    def twice(self) -> int:\n        return self._level * 2\n", f"    {body}")
    assert dict(based(source)[0].unasked)["Tank"] == why


def test_a_method_of_rules_that_deletes_a_field_is_not_asked_for() -> None:
    source = (
        "class D:\n    def __init__(self, n: int) -> None:\n        self.n = n\n\n    def gone(self) -> None:\n        del self.n\n\n\n"
        "def make(n: int) -> int:\n    return D(n).n\n\n\nprint(make(3))\nD(3).gone()\n"
    )
    why = "`gone` deletes `n`, and objects without all of their fields cannot be exchanged"
    assert dict(based(source)[0].unasked)["D.gone"] == why


def test_an_object_that_is_taken_away_could_not_be_compared() -> None:
    python = "@level.deleter\ndef level(self) -> None: ..."
    for own, problem in (
        ("&mut self", ""),
        ("&self", ""),
        ("self", "it must take its object by"),
        ("mut self", "it must"),
    ):
        found = signature_of(python, f"impl Tank {{ fn del_level({own}) {{}} }}", "del_level", "Tank", {"Tank": "Tank"})
        assert not isinstance(found, str)
        assert (found.kind, found.name) == ("deleter", "Tank.level.deleter")
        assert narrower(("None",), found).startswith(problem)
        assert bool(narrower(("None",), found)) == bool(problem)


@pytest.mark.heavy
def test_deleters_are_repaired(cargo: str) -> None:
    dealt = {
        "Tank": [
            TANK.replace("self.emptied = &self.emptied", "let _ = &self.emptied"),
            TANK.replace('"negative"', '"empty"'),
            TANK,
        ],
        "use": [USE.replace("tank.del_level()?;", ""), USE],
        "<module>": ["fn module_body() {\n    print(&[&use_(&Int::from(4_i64), &Int::from(2_i64)).or_exit()]);\n}\n"],
    }
    found = repaired(dealt, PROGRAM, budget=BUDGET)
    shown = {i.name: i.to_json() for i in found.items}
    assert {n: (s["outcome"], s["rounds"]) for n, s in shown.items()} == {
        n: ("accepted", len(said)) for n, said in dealt.items()
    }, shown
    methods = shown["Tank"]["evidence"]["methods"]
    assert methods["Tank.level.deleter"]["facts"]["agreed"] > 10
    assert methods["Tank.level.deleter"]["facts"]["coverage"] == 1.0
    assert found.evidence is not None
    assert {i["verdict"] for i in found.evidence.items.values()} == {"verified"}


@pytest.mark.heavy
def test_an_object_that_loses_a_field_proves_nothing(cargo: str) -> None:
    """The class deletes a field in a way that its source does not show; what the candidate makes of it was never compared."""
    source = (
        "class Meta(type): ...\n\n\nclass D(metaclass=Meta):\n    def __init__(self, n: int) -> None:\n        self.n = n\n\n"
        "    def gone(self) -> None:\n        if self.n > 3:\n            delattr(self, 'n')\n\n\nd = D(5)\nd.gone()\n"
    )
    rust = "#[derive(Clone)]\nstruct D {\n    n: Int,\n}\n\nimpl D {\n    fn new(n: &Int) -> D {\n        D { n: n.clone() }\n    }\n    fn gone(&mut self) {}\n}\n"
    (item,) = (i for i in repaired({"D": [rust]}, source).items if i.name == "D")
    assert not item.accepted
    assert "without all of its fields" in item.to_json()["why"] or "Nothing comes" in item.to_json()["why"]
