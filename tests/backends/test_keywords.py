"""Functions with `**kwargs` in the repair loop: the mapping is a parameter of its own, and no keyword has another's name."""

from __future__ import annotations

import pytest
from backends.test_classes import based, repaired, target

from portalis.interface import Argument, Function, Shape
from portalis.verify.additions import signature_of
from portalis.verify.hints import Hints
from portalis.verify.inputs import generated
from portalis.verify.rustdriver import observable

PROGRAM = """\
def tag(name: str, *parts: int, sep: str = "=", **more: int) -> str:
    text = name
    for p in parts:
        text += f" {p}"
    for key, value in more.items():
        text += f" {key}{sep}{value}"
    more.clear()
    return text + eval("''")


print(tag("a", 1, 2, x=1, y=2))
print(tag("b", sep=":", z=3), tag("c"))
"""
TAG = """\
fn tag(name: &Str, parts: &Tuple<Int>, sep: &Str, more: &Dict<Str, Int>) -> Str {
    let mut text = name.clone();
    for p in parts.iter() {
        text = text + Str::from(format!(" {}", p));
    }
    for (key, value) in more.items() {
        text = text + Str::from(format!(" {}{}{}", key, sep, value));
    }
    text
}
"""
BODY = """\
fn module_body() {
    let none: Dict<Str, Int> = Dict::new();
    let mut both: Dict<Str, Int> = Dict::new();
    both.insert(Str::from("x"), Int::from(1));
    both.insert(Str::from("y"), Int::from(2));
    let mut one: Dict<Str, Int> = Dict::new();
    one.insert(Str::from("z"), Int::from(3));
    let (a, b, c) = (Str::from("a"), Str::from("b"), Str::from("c"));
    let nothing: Tuple<Int> = Vec::new().into();
    print(&[&tag(&a, &vec![Int::from(1), Int::from(2)].into(), &Str::from("="), &both)]);
    print(&[&tag(&b, &nothing, &Str::from(":"), &one), &tag(&c, &nothing, &Str::from("="), &none)]);
}
"""


def test_keywords_are_a_mapping_of_their_own() -> None:
    assert dict(based(PROGRAM)[0].unasked) == {}
    found = target("tag", PROGRAM)
    assert found.signature == "fn tag(name: &Str, parts: &Tuple<Int>, sep: &Str, more: &Dict<Str, Int>) -> Str"
    assert found.parts[0].types == ("str", "tuple[int, ...]", "str", "dict[str, int]", "str")
    made = signature_of(found.python, TAG, "tag")
    assert isinstance(made, Function)
    assert [a.kind for a in made.arguments] == ["normal", "star", "keyword", "double_star"]
    assert not observable(made.arguments[3]), "who calls has no mapping that could be changed"
    assert "no mapping of text" in str(signature_of(found.python, TAG.replace("Dict<Str, Int>", "Vec<Int>"), "tag"))
    wrong = TAG.replace(", more: &Dict<Str, Int>", "")
    assert "takes other parameters" in str(signature_of(found.python, wrong, "tag"))


def test_a_method_may_take_keywords() -> None:
    source = "class M(type): ...\n\nclass X(metaclass=M):\n    def f(self, **more: int) -> int:\n        return len(more)\n\nprint(X().f(a=1))\n"
    found = target("X", source)
    assert "fn f(&self, more: &Dict<Str, Int>) -> Int;" in found.signature


def test_no_keyword_has_the_name_of_a_parameter() -> None:
    more = Shape("dict", "Dict<Str, Int>", (Shape("str", "Str"), Shape("int", "Int")))
    arguments = (
        Argument("a", Shape("int", "Int"), "ref"),
        Argument("more", more, "ref", "double_star"),
    )
    function = Function("f", "", 1, 2, "f", arguments, Shape("int", "Int"))
    hints = Hints((), (), ("a", "b", "more"), ())
    made = generated(function, hints, {}, 300, 1, wild=False)
    keys = {key for _, kept in made for key in kept}
    assert "b" in keys
    assert not {"a", "more"} & keys


@pytest.mark.heavy
def test_a_function_with_keywords_is_repaired(cargo: str) -> None:
    dealt = {"tag": [TAG.replace('" {}{}{}", key, sep', '" {}{}{}", sep, key'), TAG], "<module>": [BODY]}
    found = repaired(dealt, PROGRAM)
    shown = {i.name: i.to_json() for i in found.items}
    wanted = {"tag": ("accepted", 2), "<module>": ("accepted", 1)}
    assert {n: (s["outcome"], s["rounds"]) for n, s in shown.items()} == wanted, shown
    assert shown["tag"]["evidence"]["verdict"] == "verified"
