"""Properties that are set: a setter is an item of its own, or a part of its class, and is proved by what it makes of an object."""

from __future__ import annotations

import pytest
from backends.test_classes import based, repaired, target

from portalis.backends.target import Target

PROGRAM = """\
class Meta(type): ...


class Cup(metaclass=Meta):
    def __init__(self, n: int) -> None:
        self.size = n

    @property
    def size(self) -> int:
        return self._size

    @size.setter
    def size(self, value: int) -> None:
        if value < 0:
            raise ValueError("negative")
        self._size = value * 2


class Tank:
    def __init__(self, n: int) -> None:
        self._level = n

    @property
    def level(self) -> int:
        return self._level

    @level.setter
    def level(self, value: int) -> None:
        self._level = eval("value + 1")


def use(n: int) -> int:
    cup = Cup(n)
    cup.size = 3
    tank = Tank(n)
    tank.level = 4
    return cup.size + tank.level


print(use(4))
"""
CUP = """\
#[derive(Clone)]
struct Cup {
    _size: Int,
}

impl Cup {
    fn new(n: &Int) -> PyResult<Cup> {
        let mut made = Cup { _size: Int::from(0_i64) };
        made.set_size(n)?;
        Ok(made)
    }
    fn size(&self) -> Int {
        self._size.clone()
    }
    fn set_size(&mut self, value: &Int) -> PyResult<()> {
        if *value < Int::from(0_i64) {
            return Err(Exception::new(&VALUE_ERROR, "negative"));
        }
        self._size = value * &Int::from(2_i64);
        Ok(())
    }
}
"""
LEVEL = "impl Tank {\n    fn set_level(&mut self, value: &Int) {\n        self.FIELD = value + &Int::from(1_i64);\n    }\n}\n"
USE = """\
fn use_(n: &Int) -> PyResult<Int> {
    let mut cup = Cup::new(n)?;
    cup.set_size(&Int::from(3_i64))?;
    let mut tank = Tank::new(n.clone());
    tank.set_level(&Int::from(4_i64));
    Ok(cup.size() + tank.level())
}
"""


def test_a_setter_is_an_item_and_a_part() -> None:
    base, _ = based(PROGRAM)
    refused = {t.name: t.kind for t in base.targets if t.refused}
    assert refused == {"Cup": "class", "Tank.level.setter": "method", "use": "function", "<module>": "module"}
    assert not {name for name, _ in base.unasked} - {"Meta"}
    cup = target("Cup", PROGRAM)
    assert [(p.name, p.rust, p.types) for p in cup.parts] == [
        ("Cup.__init__", "new", ("int", "")),
        ("Cup.size", "size", ("int",)),
        ("Cup.size.setter", "set_size", ("int", "None")),
    ]
    assert "struct Cup {\n    _size: _,\n}" in cup.signature  # what is assigned by the setter is no field
    assert "fn set_size(&self, value: &Int);" in cup.signature
    level = target("Tank.level.setter", PROGRAM)
    assert level.wanted.names == ("set_level",)
    assert level.python.startswith("@level.setter\n")
    for found in base.targets:
        assert Target.from_json(found.to_json()) == found


def test_a_property_that_is_defined_again_has_no_setter_but_its_own() -> None:
    source = PROGRAM.replace(
        "def use(",
        "class Mug(Cup):\n    @property\n    def size(self) -> int:\n        return 1\n\n\ndef use(",
    ).replace("cup = Cup(n)", "cup = Mug(n)")
    assert {p.name for p in target("Mug", source).parts} == {"Mug.size"}


@pytest.mark.heavy
def test_setters_are_repaired(cargo: str) -> None:
    field = "_level" if "_level:" in based(PROGRAM)[0].files["src/main.rs"] else "level"
    level = LEVEL.replace("FIELD", field)
    dealt = {
        "Cup": [
            CUP.replace("value * &Int::from(2_i64)", "value * &Int::from(3_i64)"),
            CUP.replace('"negative"', '"positive"'),
            CUP,
        ],
        "Tank.level.setter": [level.replace("1_i64", "2_i64"), level],
        "use": [USE],
        "<module>": ["fn module_body() {\n    print(&[&use_(&Int::from(4_i64)).or_exit()]);\n}\n"],
    }
    found = repaired(dealt, PROGRAM)
    shown = {i.name: i.to_json() for i in found.items}
    assert {n: (s["outcome"], s["rounds"]) for n, s in shown.items()} == {
        n: ("accepted", len(said)) for n, said in dealt.items()
    }, shown
    methods = shown["Cup"]["evidence"]["methods"]
    assert methods["Cup.size.setter"]["facts"]["agreed"] > 10
    assert found.evidence is not None
    assert {i["verdict"] for i in found.evidence.items.values()} == {"verified"}
