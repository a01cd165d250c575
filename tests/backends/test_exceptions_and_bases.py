"""Exception classes, abstract classes and protocols in the repair loop: what is asked for, what proves it, and what stays refused."""

from __future__ import annotations

import pytest
from backends.shapes import BASES, LINE, SQUARE
from backends.test_classes import based, repaired, target

from portalis.backends.items import CandidateError, parse_candidate
from portalis.backends.prompt import build_messages
from portalis.backends.splice import splice
from portalis.backends.target import Target

ERRORS = """\
class Meta(type): ...


class Late(Exception):
    pass


class Bad(ValueError, metaclass=Meta):
    def __init__(self, code: int, why: str) -> None:
        super().__init__(f"{code}: {why}")
        self.code = code

    def twice(self) -> int:
        return self.code * 2


class Worse(Bad):
    def __str__(self) -> str:
        return f"worse {self.code}"


def check(n: int) -> int:
    if n % 5 == 3:
        raise Bad(n, "big")
    if n % 7 == 5:
        raise Worse(n, "small")
    if n == 0:
        raise Late("late")
    return n


for k in (1, 8, 5, 0):
    try:
        print(check(k))
    except Bad as e:
        print(e, repr(e), e.code, e.twice())
    except Late as e:
        print(e)
"""
BAD = """\
#[derive(Clone)]
struct Bad {
    args: (Str,),
    code: Int,
}

impl Bad {
    fn new(code: &Int, why: &Str) -> Bad {
        Bad { args: (Str::from(format!("{}: {}", code, why)),), code: code.clone() }
    }
    fn twice(&self) -> Int {
        &self.code * &Int::from(2_i64)
    }
    fn str(&self) -> Str {
        self.args.0.clone()
    }
    fn repr(&self) -> Str {
        Str::from(format!("Bad({})", repr(&self.args.0)))
    }
}
"""
WORSE = (
    BAD.replace("Bad", "Worse")
    .replace("fn str(&self) -> Str {\n        self.args.0.clone()", 'fn str(&self) -> Str {\n        Str::from(format!("worse {}", self.code))')
)  # fmt: skip
CHECK = """\
fn check(n: &Int) -> PyResult<Int> {
    if n.rem(&Int::from(5_i64)) == Int::from(3_i64) {
        return Err(Exception::carrying(&BAD, Bad::new(n, &Str::from("big"))));
    }
    if n.rem(&Int::from(7_i64)) == Int::from(5_i64) {
        return Err(Exception::carrying(&WORSE, Worse::new(n, &Str::from("small"))));
    }
    if *n == Int::from(0_i64) {
        return Err(Exception::new(&LATE, "late"));
    }
    Ok(n.clone())
}
"""
BODY = """\
fn module_body() {
    for k in [1_i64, 8, 5, 0] {
        match check(&Int::from(k)) {
            Ok(n) => print(&[&n]),
            Err(e) if e.is(&WORSE) => {
                let held = e.object::<Worse>();
                print(&[&held, &Str::from(held.repr()), &held.code, &held.twice()]);
            }
            Err(e) if e.is(&BAD) => {
                let held = e.object::<Bad>();
                print(&[&held, &Str::from(held.repr()), &held.code, &held.twice()]);
            }
            Err(e) if e.is(&LATE) => print(&[&e]),
            Err(e) => { e.exit(); }
        }
    }
}
"""
SHAPES = (
    BASES
    + """
    def twice(self) -> int:
        return self.area() * eval("2") + self.k
"""
    + SQUARE
    + LINE
    + """
    def name(self) -> str:
        return "line"


def show(n: Named) -> str:
    return eval("n.name()")


print(Square(3).twice(), Line(4).twice(), Square(2).area(), Line(2).area())
"""
)
TWICE = "impl NAME {\n    fn twice(&self) -> Int {\n        self.area() * Int::from(2_i64) + self.k.clone()\n    }\n}\n"
PRINTED = (
    "fn module_body() { print(&[&Square::new(Int::from(3_i64)).twice(), &Line::new(Int::from(4_i64)).twice(), "
    "&Square::new(Int::from(2_i64)).area(), &Line::new(Int::from(2_i64)).area()]); }"
)


def unasked(source: str) -> dict[str, str]:
    return dict(based(source)[0].unasked)


def test_an_exception_is_a_class_with_what_shows_it() -> None:
    bad, worse = target("Bad", ERRORS), target("Worse", ERRORS)
    assert bad.raised
    assert [p.name for p in bad.parts] == ["Bad.__init__", "Bad.twice", "Bad.__str__", "Bad.__repr__"]
    assert bad.parts[-1].types == ("str",)
    assert "    args: _,\n    code: Int,\n" in bad.signature
    # what is inherited from an exception of the module is its own, as its struct is
    assert {p.name for p in worse.parts} == {
        "Worse.__init__", "Worse.twice", "Worse.__str__", "Worse.__repr__",
    }  # fmt: skip
    said = build_messages(bad, [], [])[-1].content
    assert "`args` is the tuple that `BaseException` keeps" in said
    assert "Exception::carrying(&CONSTANT, Bad::new(…))" in said
    for found in based(ERRORS)[0].targets:
        assert Target.from_json(found.to_json()) == found


def test_an_exception_without_methods_is_no_item_and_its_class_comes_along() -> None:
    base, _ = based(ERRORS)
    assert "Late" not in {t.name for t in base.targets} | dict(base.unasked).keys()
    check = target("check", ERRORS)
    assert (
        check.given[0] == 'static LATE: ExceptionClass = ExceptionClass::derived("Late", "__main__.Late", &EXCEPTION);'
    )
    bare = {path: text for path, text in base.files.items() if not path.startswith("src/main.rs")}
    bare["src/main.rs"] = "mod pyrt;\n\nuse pyrt::*;\n\nfn main() {}\n"
    made = splice(bare, parse_candidate(CHECK, check.wanted), "program", check.given)["src/main.rs"]
    assert [made.count(f"static {name}: ") for name in ("LATE", "BAD", "WORSE")] == [1, 1, 1]
    assert "&VALUE_ERROR)" in made
    again = splice({**bare, "src/main.rs": made}, parse_candidate(CHECK, check.wanted), "program", check.given)
    assert again["src/main.rs"].count("static BAD: ") == 1
    quiet = splice(bare, parse_candidate("fn check(n: &Int) -> Int { n.clone() }", check.wanted), "p", check.given)
    assert "static" not in quiet["src/main.rs"]


def test_how_an_exception_shows_itself_is_not_the_candidates_to_say() -> None:
    wanted = target("Bad", ERRORS).wanted
    shows = 'impl Repr for Bad {\n    fn write_repr(&self, out: &mut String) { out.push_str("fine"); }\n}\n'
    with pytest.raises(CandidateError, match="made of its methods `str` and `repr`"):
        parse_candidate(BAD + shows, wanted)
    with pytest.raises(CandidateError, match="no `impl Bad` with a function `repr`"):
        parse_candidate(BAD.replace("fn repr(", "fn other("), wanted)


def test_what_an_abstract_class_gives_is_asked_for_with_its_heirs() -> None:
    base, _ = based(SHAPES)
    refused = {t.name: t.kind for t in base.targets if t.refused}
    assert refused["Square.twice"] == refused["Line.twice"] == "method"
    assert "Shape" not in refused
    found = target("Square.twice", SHAPES)
    assert found.owner == "Square"
    assert found.wanted.names == ("twice",)
    assert "eval" in found.python
    first, last = found.covers[0]
    assert SHAPES.splitlines()[first - 1 : last] == [
        "    def twice(self) -> int:",
        '        return self.area() * eval("2") + self.k',
    ]


def test_what_is_inherited_is_an_item_for_the_classes_that_refused_code_uses() -> None:
    source = (
        "class A:\n    def __init__(self, n: int) -> None:\n        self.n = n\n    def get(self) -> int:\n        return self.n\n\n\n"
        "class B(A):\n    def more(self) -> int:\n        return self.n + 1\n\n\nclass C(A):\n    def less(self) -> int:\n        return self.n - 1\n\n\n"
        "def use(n: int) -> int:\n    return B(eval('n')).get()\n\n\ndef fine() -> int:\n    return A(1).get() + B(2).more() + C(3).less()\n\n\nprint(fine())\nprint(use(4))\n"
    )
    names = {t.name for t in based(source)[0].targets if t.refused}
    assert "B.get" in names
    assert not {"C.get", "A.get"} & names


def test_a_class_that_rules_refused_has_what_its_abstract_base_gives() -> None:
    source = SHAPES.replace("class Square(Shape)", "class Meta(type): ...\n\n\nclass Square(Shape, metaclass=Meta)")
    square = target("Square", source.replace('eval("2")', "2"))
    assert {p.name for p in square.parts} == {"Square.area", "Square.name", "Square.__init__", "Square.twice"}
    assert "fn twice(&self) -> Int;" in square.signature
    assert "fn new(k: &Int) -> Square;" in square.signature
    assert len(square.covers) == 2  # its own lines, and those of the base that has no Rust


@pytest.mark.parametrize(
    ("body", "name", "why"),
    [
        ("class X(ABC):\n    @abstractmethod\n    def f(self) -> int: ...\n    def g(self) -> int:\n        return eval('1')\n", "X", "it is abstract: there are no objects of it that could be compared; nothing in the package derives"),
        ("class X(Protocol):\n    def f(self) -> int: ...\n    def g(self) -> int:\n        return eval('1')\n", "X", "it is a protocol: there are no objects"),
        ("class P(Protocol):\n    def f(self) -> int: ...\n\ndef x(p: 'P') -> int:\n    return eval('1')\n", "x", "it takes or gives `P`, and there are no objects of a class that this stands for"),
        ("class X(OSError):\n    def f(self) -> int:\n        return eval('1')\n\ntry:\n    raise X(2, 'no')\nexcept X as e:\n    print(e.f())\n", "X", "it derives from `OSError`, whose objects cannot be exchanged"),
        ("class X(OSError):\n    def __init__(self, n: int) -> None:\n        super().__init__(n, eval('n'))\n", "X", "it derives from `OSError`, whose objects cannot be exchanged"),
        ("class X(ImportError):\n    def __init__(self, n: int) -> None:\n        self.n = eval('n')\n", "X", "it derives from `ImportError`, whose objects cannot be exchanged"),
        ("class X(ValueError, BrokenPipeError):\n    def __init__(self, n: int) -> None:\n        self.n = eval('n')\n", "X", "it derives from an exception that translations do not have"),
        ("class X(metaclass=M):\n    @keep\n    def f(self) -> int:\n        return 1\n    def f(self) -> None: ...\n\nX().f = 2\n", "X", "it has several definitions of `f`, and a decorator may keep"),
        ("class X(metaclass=M):\n    y = 1\n\nprint(X().y)\n", "X", "it has neither methods nor a dataclass's fields"),
        ("class X(metaclass=M):\n    async def __len__(self): ...\n\nX()\n", "X", "its method `__len__` cannot be asked for"),
        ("@cache\nasync def x():\n    return 1\n", "x", "it is `async`"),
    ],
)  # fmt: skip
def test_what_nothing_could_prove_stays_refused_with_a_reason(body: str, name: str, why: str) -> None:
    source = f"from abc import ABC, abstractmethod\nfrom typing import Protocol\n\nclass M(type): ...\n\n{body}\n"
    base, _ = based(source)
    assert name not in {t.name for t in base.targets if t.refused}
    assert dict(base.unasked)[name].startswith(why)


@pytest.mark.heavy
def test_exceptions_are_repaired_and_their_text_is_proved(cargo: str) -> None:
    dealt = {
        "Bad": [BAD.replace('"Bad({})"', '"Bad[{}]"'), BAD.replace("args.0.clone()", "args.0.clone() + Str::from(\"!\")"), BAD],
        "Worse": [WORSE.replace("worse", "worst"), WORSE],
        "check": [CHECK.replace('"late"', '"soon"'), CHECK],
        "<module>": [BODY],
    }  # fmt: skip
    found = repaired(dealt, ERRORS)
    shown = {i.name: i.to_json() for i in found.items}
    assert {n: (s["outcome"], s["rounds"]) for n, s in shown.items()} == {
        "Bad": ("accepted", 3), "Worse": ("accepted", 2), "check": ("accepted", 2), "<module>": ("accepted", 1),
    }, shown  # fmt: skip
    methods = shown["Bad"]["evidence"]["methods"]
    assert set(methods) == {"Bad.__init__", "Bad.twice", "Bad.__str__", "Bad.__repr__"}
    assert all(m["verdict"] == "verified" and m["facts"]["agreed"] > 5 for m in methods.values())
    assert found.evidence is not None
    assert {i["verdict"] for i in found.evidence.items.values()} == {"verified"}
    assert "impl Repr for Bad" in found.files["src/main.rs"]


JOINED = """\
class Meta(type): ...


class Gone(KeyError, OSError, metaclass=Meta):
    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Never(Gone):
    def __str__(self) -> str:
        return "never"


def find(n: int) -> str:
    if n % 3 == 1:
        raise Gone(str(n))
    if n % 3 == 2:
        raise Never("x")
    return "here"


def kinds(n: int) -> str:
    found = ""
    try:
        return find(n)
    except OSError as e:
        found += "os " + str(e)
    try:
        return find(n)
    except LookupError as e:
        return found + " lookup " + str(e)


for k in (0, 1, 2):
    print(kinds(k))
"""
GONE = """\
#[derive(Clone)]
struct Gone {
    args: (Str,),
    what: Str,
}

impl Gone {
    fn new(what: &Str) -> Gone {
        Gone { args: (what.clone(),), what: what.clone() }
    }
    fn str(&self) -> Str {
        Str::from(repr(&self.args.0))
    }
    fn repr(&self) -> Str {
        Str::from(format!("Gone({})", repr(&self.args.0)))
    }
}
"""
NEVER = GONE.replace("Gone", "Never").replace("Str::from(repr(&self.args.0))\n", 'Str::from("never")\n')
FIND = """\
fn find(n: &Int) -> PyResult<Str> {
    let rest = n.rem(&Int::from(3_i64));
    if rest == Int::from(1_i64) {
        return Err(Exception::carrying(&GONE, Gone::new(&Str::from(n.to_string()))));
    }
    if rest == Int::from(2_i64) {
        return Err(Exception::carrying(&NEVER, Never::new(&Str::from("x"))));
    }
    Ok(Str::from("here"))
}
"""
KINDS = """\
fn kinds(n: &Int) -> PyResult<Str> {
    let mut found = String::new();
    match find(n) {
        Err(e) if e.is(&OS_ERROR) => found.push_str(&format!("os {}", to_str(&e))),
        other => return other,
    }
    match find(n) {
        Err(e) if e.is(&LOOKUP_ERROR) => Ok(Str::from(format!("{found} lookup {}", to_str(&e)))),
        other => other,
    }
}
"""


def test_an_exception_of_several_bases_is_caught_by_each() -> None:
    gone, never = target("Gone", JOINED), target("Never", JOINED)
    assert gone.raised
    assert gone.given == (
        'static GONE: ExceptionClass = ExceptionClass::joined("Gone", "__main__.Gone", &KEY_ERROR, &[&OS_ERROR]);',
        'static NEVER: ExceptionClass = ExceptionClass::derived("Never", "__main__.Never", &GONE);',
    )
    assert {p.name for p in never.parts} == {"Never.__init__", "Never.__str__", "Never.__repr__"}


@pytest.mark.heavy
def test_exceptions_of_several_bases_are_repaired(cargo: str) -> None:
    dealt = {
        "Gone": [GONE.replace("Str::from(repr(&self.args.0))\n", "self.args.0.clone()\n"), GONE],  # of a KeyError, it is the repr
        "Never": [NEVER],
        "find": [FIND],
        "kinds": [KINDS.replace("OS_ERROR", "VALUE_ERROR"), KINDS],
        "<module>": ["fn module_body() {\n    for k in [0_i64, 1, 2] {\n        print(&[&kinds(&Int::from(k)).or_exit()]);\n    }\n}\n"],
    }  # fmt: skip
    found = repaired(dealt, JOINED)
    shown = {i.name: i.to_json() for i in found.items}
    assert {n: (s["outcome"], s["rounds"]) for n, s in shown.items()} == {
        n: ("accepted", len(said)) for n, said in dealt.items()
    }, shown
    assert found.evidence is not None
    assert {i["verdict"] for i in found.evidence.items.values()} == {"verified"}


@pytest.mark.heavy
def test_what_abstract_classes_give_is_repaired_for_each_heir(cargo: str) -> None:
    right = {name: TWICE.replace("NAME", name) for name in ("Square", "Line")}
    dealt = {
        "Square.twice": [right["Square"].replace("2_i64", "3_i64"), right["Square"]],
        "Line.twice": [right["Line"].replace("self.k.clone()", "Int::from(0_i64)"), right["Line"]],
        "<module>": [PRINTED],
    }
    found = repaired(dealt, SHAPES)
    shown = {i.name: i.to_json() for i in found.items}
    wanted = {"Square.twice": ("accepted", 2), "Line.twice": ("accepted", 2), "<module>": ("accepted", 1)}
    assert {n: (shown[n]["outcome"], shown[n]["rounds"]) for n in wanted} == wanted, shown
    assert found.evidence is not None
    assert all(found.evidence.items[n]["verdict"] == "verified" for n in wanted)
