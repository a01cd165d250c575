"""What somebody put into a translation for what was refused: described where it can be called, named where it cannot."""

from __future__ import annotations

import pytest

from portalis import api
from portalis.options import Options
from portalis.verify.additions import Additions, Home, additions, declared

SOURCE = """\
class M(type): ...


class Pair(metaclass=M):
    def __init__(self, a: int, b: str) -> None:
        self.a = a
        self.b = b

    def grow(self, by: int) -> None:
        self.a += by

    @property
    def text(self) -> str:
        return self.b

    @staticmethod
    def zero() -> int:
        return 0


class Tally:
    def __init__(self, n: int) -> None:
        self.n = n

    def add(self, by: int) -> int:
        self.n += by
        return self.n

    def bend(self) -> int:
        return eval("self.n")


def use(pair: Pair, tally: Tally) -> int:
    return eval("pair.a + tally.n")


t = Tally(3)
print(t.add(2), t.bend(), use(Pair(1, "x"), t))
"""
PAIR = """
struct Pair { a: Int, b: Str }
impl Pair {
    fn new(a: &Int, b: &Str) -> Self { todo }
    fn grow(&mut self, by: &Int) {}
    fn text(&self) -> Str { todo }
    fn zero() -> Int { todo }
}
"""
RESULT = api.translate(
    api.TranslationRequest(api.modules_of({"main.py": SOURCE}), Options(partial=True, int_mode="big"))
)
HOMES = [Home("", SOURCE, "main.py", "")]


def added(rust: str) -> Additions:
    """The description of the translation with more Rust before its end."""
    text = RESULT.files["src/main.rs"].replace("fn main() {}", f"{rust}\nfn main() {{}}")
    package = {**RESULT.files, "src/main.rs": text}
    return additions(HOMES, package, RESULT.functions, RESULT.classes, RESULT.diagnostics, RESULT.files)


def open_lines(found: Additions) -> set[int]:
    return {d.span.line for d in found.diagnostics if d.severity.value == "error" and d.span is not None}


def test_a_class_is_described_with_its_methods() -> None:
    found = added(PAIR)
    made = {f.name: f for f in found.functions if f.name.startswith("Pair.")}
    assert {n: f.kind for n, f in made.items()} == {
        "Pair.__init__": "init", "Pair.grow": "method", "Pair.text": "property", "Pair.zero": "static",
    }  # fmt: skip
    assert [a.mode for a in made["Pair.grow"].arguments] == ["mut", "ref"]
    assert made["Pair.__init__"].rust == "Pair::new"
    (shape,) = (c for c in found.classes if c.name == "Pair")
    assert [(python, rust, str(s)) for python, rust, s in shape.fields] == [("a", "a", "int"), ("b", "b", "str")]
    assert 4 not in open_lines(found)  # the metaclass is refused no more
    assert 4 in open_lines(added(""))
    assert {f.name for f in found.functions} >= {"Tally.__init__", "Tally.add"}  # what rules made stays


@pytest.mark.parametrize(
    ("rust", "note"),
    [
        (PAIR.replace("fn grow", "fn shrink"), "`Pair.grow` has no method `grow` in Rust"),
        (PAIR.replace("&mut self, by: &Int", "by: &Int"), "`Pair.grow` is called in another way in Rust"),
        (PAIR.replace("by: &Int", "by: &Path"), "the parameter `by` of `Pair.grow`"),
        (PAIR.replace("b: Str }", "c: Str }"), "has other fields in Rust, so that its objects cannot be exchanged: `b`, `c`"),
        (PAIR.replace("a: Int,", "a: Path,"), "has a field `a` whose type in Rust is not understood"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_stays_refused(rust: str, note: str) -> None:
    found = added(rust)
    assert any(note in n for n in found.notes), found.notes
    assert 4 in open_lines(found)


def test_a_method_and_what_takes_objects_are_described() -> None:
    found = added(
        PAIR
        + "impl Tally { fn bend(&self) -> PyResult<Int> { todo } }\nfn use_(pair: &Pair, tally: &Tally) -> Int { todo }"
    )
    made = {f.name: f for f in found.functions}
    assert (made["Tally.bend"].rust, made["Tally.bend"].raises) == ("Tally::bend", True)
    assert [(str(a.shape), a.mode) for a in made["use"].arguments] == [("Pair", "ref"), ("Tally", "ref")]
    assert not {d.span.line for d in found.diagnostics if d.span is not None and d.severity.value == "error"} & {30, 34}


def test_what_has_other_types_than_the_translation_is_described_anew() -> None:
    text = RESULT.files["src/main.rs"]
    assert "fn add(&mut self, by: &Int) -> Int" in text
    changed = {**RESULT.files, "src/main.rs": text.replace("fn add(&mut self, by: &Int) -> Int", "fn add(&mut self, by: i64) -> Int")}  # fmt: skip
    found = additions(HOMES, changed, RESULT.functions, RESULT.classes, RESULT.diagnostics, RESULT.files)
    (add,) = (f for f in found.functions if f.name == "Tally.add")
    assert add.arguments[1].shape.rust == "i64"


def test_a_class_without_a_type_is_left_out() -> None:
    assert {c.name for c in RESULT.classes} >= {"Pair", "Tally"}
    assert [c.name for c in declared(RESULT.classes, RESULT.files)] == ["Tally"]


def test_what_rules_made_for_some_calls_alone_stays_refused_for_the_others() -> None:
    source = (
        "class A:\n    def foo(self) -> int:\n        return 1\n\n\nclass B:\n    def foo(self) -> int:\n        return eval('2')\n\n\n"
        "def g(x) -> int:\n    return x.foo() + 1\n\n\nprint(g(A()), g(B()))\n"
    )
    result = api.translate(api.TranslationRequest(api.modules_of({"main.py": source}), Options(partial=True)))
    main = result.files["src/main.rs"]
    assert "fn g(x: &A)" in main
    given = "impl B { fn foo(&self) -> Int { Int::from(2_i64) } }"

    def put_in(text: str) -> Additions:
        package = {**result.files, "src/main.rs": text}
        return additions(
            [Home("", source, "main.py", "")],
            package,
            result.functions,
            result.classes,
            result.diagnostics,
            result.files,
        )

    found = put_in(f"{main}\n{given}")
    assert found.given == {("", "B.foo")}
    assert next(d.message for d in found.diagnostics if d.code == "P0905").startswith("`g` needs `B.foo`")
    changed = put_in(f"{main.replace('x.foo() + 1', '1 + x.foo()')}\n{given}")
    assert changed.given == {("", "B.foo"), ("", "g")}


def test_the_start_of_the_program_is_no_function_of_it() -> None:
    source = (
        "def main() -> None:\n    print(eval('1'))\n\n\ndef f() -> int:\n    return eval('2')\n\n\nmain()\nprint(f())\n"
    )
    result = api.translate(api.TranslationRequest(api.modules_of({"main.py": source}), Options(partial=True)))
    homes = [Home("", source, "main.py", "")]

    def put_in(rust: str) -> Additions:
        package = {**result.files, "src/main.rs": rust + result.files["src/main.rs"]}
        return additions(homes, package, result.functions, result.classes, result.diagnostics, result.files)

    assert "fn main() {}" in result.files["src/main.rs"]
    assert put_in("fn f() -> Int { todo }\n").given == {("", "f")}
    assert put_in("fn main_() { todo }\n").given == {("", "main")}


MODULES = {
    "main.py": (
        "from shapes import Dot, twice\n\n\ndef show(b: Dot) -> int:\n    return eval('b.n')\n\n\ndef same(n: int) -> int:\n"
        "    return eval('n')\n\n\nprint(same(1), twice(4))\n"
    ),
    "shapes.py": (
        "class Meta(type): ...\n\n\nclass Dot(metaclass=Meta):\n    def __init__(self, n: int) -> None:\n        self.n = n\n\n\n"
        "def twice(n: int) -> int:\n    return eval('n * 2')\n\n\ndef same(n: int) -> int:\n    return eval('-n')\n\n\nsame(1)\n"
    ),
}  # fmt: skip


def test_each_module_has_its_own_items_and_refusals() -> None:
    modules = api.modules_of(MODULES)
    result = api.translate(api.TranslationRequest(modules, Options(partial=True)))
    homes = [
        Home("" if m is modules[0] else m.name, m.text, m.path, result.homes["" if m is modules[0] else m.name])
        for m in modules
    ]

    def put_in(**rust: str) -> Additions:
        package = {**result.files, **{f"src/{n}.rs": result.files[f"src/{n}.rs"] + text for n, text in rust.items()}}
        return additions(homes, package, result.functions, result.classes, result.diagnostics, result.files)

    def refused(found: Additions) -> set[tuple[str, int]]:
        return {(d.span.path, d.span.line) for d in found.diagnostics if d.code == "P0209" and d.span is not None}

    at = {("main.py", 9), ("shapes.py", 10), ("shapes.py", 14)}
    assert refused(put_in()) == at
    dot = "pub struct Dot { pub n: Int }\nimpl Dot { pub fn new(n: &Int) -> Dot { todo } }\n"
    found = put_in(shapes=dot + "pub fn same(n: &Int) -> Int { todo }\n", main="fn show(b: &Dot) -> Int { todo }\n")
    assert found.given == {
        ("shapes", "Dot"), ("shapes", "Dot.__init__"), ("shapes", "same"), ("", "show"),
    }  # fmt: skip
    rust = {(f.module, f.name): f.rust for f in found.functions}
    assert rust["shapes", "Dot.__init__"] == "shapes::Dot::new"
    assert rust["shapes", "same"] == "shapes::same"
    assert ("", "same") not in rust  # the other module's is none of the first
    assert next(str(a.shape) for f in found.functions if f.name == "show" for a in f.arguments) == "Dot"
    assert ("shapes", "shapes::Dot") in {(c.module, c.rust) for c in found.classes}
    assert refused(found) == {("main.py", 9), ("shapes.py", 10)}
    # what holds an object that is not understood is not described either
    strange = put_in(shapes=dot.replace("n: Int", "m: Int"), main="fn show(b: &Dot) -> Int { todo }\n")
    assert ("", "show") not in strange.given
    assert any("other fields" in note for note in strange.notes)


def test_what_rules_did_not_describe_of_a_class_is_read_from_its_struct() -> None:
    source = (
        "class A:\n    def f(self) -> int:\n        return 1\n\n\nclass B(A):\n    def f(self) -> int:\n        return 2\n\n\n"
        "class Held:\n    def __init__(self, one: A, n: int) -> None:\n        self.one = one\n        self.n = n\n\n"
        "    def bend(self) -> int:\n        return eval('self.one.f()')\n\n\n"
        "def go(h: Held) -> int:\n    return h.one.f() + h.n\n\n\nones = [A(), B()]\nprint([go(Held(one, 1)) for one in ones])\nprint(Held(A(), 3).bend())\n"
    )
    result = api.translate(api.TranslationRequest(api.modules_of({"main.py": source}), Options(partial=True)))
    before = next(c for c in result.classes if c.name == "Held")
    assert {n: s.kind for n, _, s in before.fields} == {"one": "?", "n": "int"}
    main = result.files["src/main.rs"] + "impl Held { fn bend(&self) -> Int { todo } }\n"
    package = {**result.files, "src/main.rs": main}
    homes = [Home("", source, "main.py", "")]
    found = additions(homes, package, result.functions, result.classes, result.diagnostics, result.files)
    after = next(c for c in found.classes if c.name == "Held")
    assert {n: str(s) for n, _, s in after.fields} == {"one": "A | B", "n": "int"}
    assert after.fields[1] == before.fields[1]
    assert found.given == {("", "Held.bend")}
    made = next(f for f in found.functions if f.name == "Held.__init__")
    assert [str(a.shape) for a in made.arguments] == ["A | B", "int"]
