"""Functions that take or give abstract classes and protocols: an enum stands for the classes, and each of them is tried."""

from __future__ import annotations

import pytest
from backends.shapes import BASES, LINE, SQUARE
from backends.test_classes import based, repaired, target

from portalis import api
from portalis.backends.items import CandidateError, parse_candidate
from portalis.backends.repair import RepairBudget
from portalis.backends.splice import splice
from portalis.backends.target import Target
from portalis.interface import Shape
from portalis.options import Budget, VerifyOptions
from portalis.verify.additions import signature_of
from portalis.verify.families import enums_in, families_of
from portalis.verify.foreign import tokens_of

WORD = """

class Word:
    def __init__(self, text: str) -> None:
        self.text = text

    def name(self) -> str:
        return self.text
"""
CLASSES = BASES + SQUARE + LINE + WORD
FUNCTIONS = """

def show(n: Named, twice: bool) -> str:
    return n.name() + eval("'!'") if twice else n.name()


def total(shapes: list[Shape]) -> int:
    return eval("sum(s.area() for s in shapes)")


def first(shapes: list[Shape], least: int) -> Shape | None:
    for s in shapes:
        if s.area() >= eval("least"):
            return s
    return None


print(Square(2).area(), Line(3).area(), Square(1).name(), Word("w").name())
print(show(Square(2), True), show(Word("hi"), False))
print(total([Square(3), Line(4)]))
found = first([Line(1), Square(3)], 2)
print(found is None)
"""
PROGRAM = CLASSES + FUNCTIONS
SHOW = """\
fn show(n: &Named, twice: bool) -> Str {
    let name = match n {
        Named::Square(one) => one.name(),
        Named::Word(one) => one.name(),
    };
    if twice { name + "!" } else { name }
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
FIRST = """\
fn first(shapes: &[Shape], least: &Int) -> Option<Shape> {
    for s in shapes {
        let area = match s {
            Shape::Square(one) => one.area(),
            Shape::Line(one) => one.area(),
        };
        if area >= *least {
            return Some(s.clone());
        }
    }
    None
}
"""
BODY = """\
fn module_body() {
    print(&[&Square::new(Int::from(2)).area(), &Line::new(Int::from(3)).area(), &Square::new(Int::from(1)).name(), &Word::new(Str::from("w")).name()]);
    print(&[&show(&Named::Square(Square::new(Int::from(2))), true), &show(&Named::Word(Word::new(Str::from("hi"))), false)]);
    print(&[&total(&[Shape::Square(Square::new(Int::from(3))), Shape::Line(Line::new(Int::from(4)))])]);
    let found = first(&[Shape::Line(Line::new(Int::from(1))), Shape::Square(Square::new(Int::from(3)))], &Int::from(2));
    print(&[&found.is_none()]);
}
"""


def test_an_abstract_class_is_an_enum_of_the_classes_that_it_stands_for() -> None:
    base, _ = based(PROGRAM)
    assert dict(base.unasked) == {}
    total, show, first = (target(name, PROGRAM) for name in ("total", "show", "first"))
    assert total.signature == "fn total(shapes: &[Shape]) -> Int"
    assert total.parts[0].types == ("list[Line | Square]", "int")
    assert show.signature == "fn show(n: &Named, twice: bool) -> Str"
    assert show.parts[0].types == ("Square | Word", "bool", "str"), "what a protocol asks for, by whatever base"
    assert first.signature == "fn first(shapes: &[Shape], least: &Int) -> Option<Shape>"
    assert show.given == ("#[derive(Clone)]\nenum Named {\n    Square(Square),\n    Word(Word),\n}",)
    assert "enum Shape" in base.files["src/main.rs"], "that one is there, and is taken as it is"
    for found in base.targets:
        assert Target.from_json(found.to_json()) == found


def test_the_enum_comes_along_where_a_candidate_names_it() -> None:
    base, _ = based(PROGRAM)
    show = target("show", PROGRAM)
    made = splice(base.files, parse_candidate(SHOW, show.wanted), "program", show.given)
    assert made["src/main.rs"].count("enum Named") == 1
    again = splice(made, parse_candidate(SHOW, show.wanted), "program", show.given)["src/main.rs"]
    assert again.count("enum Named") == 1
    own = "#[derive(Clone)]\nenum Named {\n    Word(Word),\n    Square(Square),\n}\n\n" + SHOW
    assert splice(base.files, parse_candidate(own, show.wanted), "p", show.given)["src/main.rs"].count("enum Na") == 1
    with pytest.raises(CandidateError, match="`Named` is declared in the file already"):
        splice(made, parse_candidate(own, show.wanted), "program", show.given)
    quiet = "fn show(n: &Word, twice: bool) -> Str {\n    n.name()\n}\n"
    assert "enum Named" not in splice(base.files, parse_candidate(quiet, show.wanted), "p", show.given)["src/main.rs"]


def test_the_enum_of_rules_is_taken_where_there_is_one() -> None:
    source = CLASSES + (
        "\n\ndef total(shapes: list[Shape]) -> int:\n    return sum(s.area() for s in shapes)\n\n\n"
        "def most(shapes: list[Shape]) -> int:\n    return max(s.area() for s in shapes) + eval('0')\n\n\n"
        "print(total([Square(3), Line(4)]), most([Square(3), Line(4)]))\n"
    )
    base, _ = based(source)
    assert "enum Shape" in base.files["src/main.rs"]
    most = target("most", source)
    assert most.signature == "fn most(shapes: &[Shape]) -> Int"
    assert most.parts[0].types == ("list[Line | Square]", "int")
    assert not [said for said in most.given if "enum Shape" in said]


def test_one_class_needs_no_enum_and_a_name_that_is_taken_is_not_taken_again() -> None:
    source = (
        "from typing import Protocol\n\n\nclass P(Protocol):\n    def f(self) -> int: ...\n\n\n"
        "class A:\n    def f(self) -> int:\n        return 1\n\n\ndef use(p: P) -> int:\n    return eval('p.f()')\n\n\nprint(A().f(), use(A()))\n"
    )
    use = target("use", source)
    assert use.signature == "fn use_(p: &A) -> Int"
    assert use.parts[0].types == ("A", "int")
    more = source.replace(
        "def use", "class B:\n    def f(self) -> int:\n        return 2\n\n\nAnyP = 3\n\n\ndef use"
    ).replace("print(", "print(B().f(), AnyP, ")
    assert target("use", more).signature == "fn use_(p: &P) -> Int"


def test_classes_that_are_items_come_before_what_takes_them() -> None:
    source = PROGRAM.replace("class Line(Shape)", "class Meta(type): ...\n\n\nclass Line(Shape, metaclass=Meta)")
    names = [t.name for t in based(source)[0].targets]
    assert names.index("Line") < names.index("total")
    assert "Line" in target("total", source).calls
    assert target("total", source).parts[0].types == ("list[Line | Square]", "int")


def test_an_enum_with_other_variants_is_none_of_them() -> None:
    rust = (
        "enum Shape { Square(Square), Line(Shared<Line>) } enum Other { Square(Square), Round } enum Two { A(Square) }"
    )
    found = families_of(dict(enums_in(tokens_of(rust))), {"Square": "Square", "Line": "Line"}, "Shared")
    assert [str(s) for s in found.values()] == ["Line | Square"]
    assert found["Shape"].of[0] == Shape("instance", "Shared<Line>", name="Line", shared=True)
    python = "def f(s: 'Shape') -> int: ..."
    structs = {"Square": "Square", "Line": "Line"}
    made = signature_of(python, "fn f(s: &Shape) -> Int { todo() }", "f", structs=structs, beside=rust)
    assert not isinstance(made, str)
    assert str(made.arguments[0].shape) == "Line | Square"
    assert "not understood" in str(signature_of(python, "fn f(s: &Shape) -> Int {}", "f", structs=structs))


def test_a_method_may_take_its_object_by_the_handle_of_rules() -> None:
    python = "def twice(self) -> int: ..."
    rust = "impl Square { fn twice(this: &Shared<Square>) -> Int { Square::area(this) } }"
    made = signature_of(python, rust, "twice", "Square", {"Square": "Square"})
    assert not isinstance(made, str)
    assert made.arguments[0].shape == Shape("instance", "Shared<Square>", name="Square", shared=True)
    assert "in another way" in str(
        signature_of(python, rust.replace("this: &Shared<Square>", ""), "twice", "Square", {"Square": "Square"})
    )


@pytest.mark.slow
def test_what_rules_made_for_several_classes_is_not_judged_by_objects_that_the_program_does_not_make(
    cargo: str,
) -> None:
    """The program's `Pair`s hold lines alone; its Rust need not know what a pair of pairs is, and is not called wrong for that."""
    source = CLASSES + (
        "\n\nclass Pair(Shape):\n    def __init__(self, one: Shape, other: Shape) -> None:\n        self.one = one\n        self.other = other\n\n"
        "    def area(self) -> int:\n        return self.one.area() + self.other.area()\n\n\n"
        "def total(shapes: list[Shape]) -> int:\n    return sum(s.area() for s in shapes)\n\n\n"
        "print(total([Square(3), Pair(Line(1), Line(2)), Line(4)]))\n"
    )
    wishes = VerifyOptions(budget=Budget(generated=40, wild=8, searched=200), lint=False)
    found = api.verify(source, wishes=wishes).to_json()
    assert [i["name"] for i in found["items"] if i["verdict"] == "contradicted"] == []
    assert not [note for note in found["notes"] if "does not build" in note]


CANVAS = """
class Canvas:
    def __init__(self, shapes: list[Shape]) -> None:
        self.shapes = shapes

    def count(self) -> int:
        return len(self.shapes)

    def total(self) -> int:
        return eval("sum(s.area() for s in self.shapes)")


def widest(c: Canvas) -> int:
    return max([s.area() for s in c.shapes] + [eval("0")])


print(Square(2).area(), Line(3).area(), Square(1).name(), Word("w").name())
c = Canvas([Square(2), Line(3)])
print(c.count(), c.total(), widest(c), widest(Canvas([])))
"""
TOTAL_OF = """\
impl Canvas {
    fn total(&self) -> Int {
        let mut sum = Int::from(0);
        for s in &self.shapes {
            sum = sum + match s {
                Shape::Square(one) => one.area(),
                Shape::Line(one) => one.area(),
            };
        }
        sum
    }
}
"""
WIDEST = """\
fn widest(c: &Canvas) -> Int {
    let mut most = Int::from(0);
    for s in &c.shapes {
        let area = match s {
            Shape::Square(one) => one.area(),
            Shape::Line(one) => one.area(),
        };
        if area > most {
            most = area;
        }
    }
    most
}
"""


@pytest.mark.heavy
def test_objects_that_hold_objects_of_several_classes_are_exchanged(cargo: str) -> None:
    dealt = {
        "Canvas.total": [TOTAL_OF.replace("Line(one) => one.area()", "Line(_) => Int::from(1)"), TOTAL_OF],
        "widest": [WIDEST.replace("area > most", "area < most"), WIDEST],
    }
    found = repaired(dealt, CLASSES + CANVAS)
    shown = {i.name: i.to_json() for i in found.items}
    assert {n: (shown[n]["outcome"], shown[n]["rounds"]) for n in dealt} == {
        n: ("accepted", len(said)) for n, said in dealt.items()
    }, shown
    assert found.evidence is not None
    assert found.evidence.items["Canvas.__init__"]["verdict"] == "verified"
    assert found.evidence.items["Canvas.count"]["verdict"] == "verified"


@pytest.mark.heavy
def test_functions_over_abstract_classes_are_repaired_and_proved_for_each_class(cargo: str) -> None:
    dealt = {
        "show": [SHOW.replace("Named::Word(one) => one.name()", 'Named::Word(_) => Str::from("square")'), SHOW],
        "total": [TOTAL.replace("Shape::Line(one) => one.area()", "Shape::Line(one) => one.area() + Int::from(1)"), TOTAL],
        "first": [FIRST.replace(">=", ">"), FIRST],
        "<module>": [BODY],
    }  # fmt: skip
    found = repaired(dealt, PROGRAM)
    shown = {i.name: i.to_json() for i in found.items}
    assert {n: (s["outcome"], s["rounds"]) for n, s in shown.items()} == {
        "show": ("accepted", 2), "total": ("accepted", 2), "first": ("accepted", 2), "<module>": ("accepted", 1),
    }, shown  # fmt: skip
    assert found.evidence is not None
    assert {n: found.evidence.items[n]["verdict"] for n in shown} == dict.fromkeys(shown, "verified")


@pytest.mark.heavy
def test_a_class_of_which_nobody_saw_an_object_keeps_a_function_unproved(cargo: str) -> None:
    """Nothing makes a `Word`: its constructor raises, so that what the candidate does with one was never compared."""
    source = PROGRAM.replace("        self.text = text", "        self.text = text\n        raise ValueError('no')")
    source = source.replace(', Word("w").name()', "").replace(', show(Word("hi"), False)', "")
    source = source.replace("\nfound = ", "\ntry:\n    Word('x').name()\nexcept ValueError:\n    pass\nfound = ")
    found = repaired({"show": [SHOW]}, source, budget=RepairBudget(1, 1, 20_000, 60.0))
    (show,) = (i.to_json() for i in found.items if i.name == "show")
    assert show["outcome"] != "accepted", show
    assert "Word" in show["why"], show
