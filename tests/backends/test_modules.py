"""Items of every module of a package: found, put into the Rust file of their module, and proved as a part of the whole."""

from __future__ import annotations

import ast

import pytest
from backends.test_classes import BEND, based, repaired, target

from portalis import api
from portalis.backends.items import CandidateError, Wanted, parse_candidate
from portalis.backends.prompt import build_messages
from portalis.backends.splice import declarations, function_text, names_in, splice
from portalis.backends.target import Target
from portalis.verify.scopes import Scope, run_order, scopes_of

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
        self.code = eval("code")
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


def scoped(files: dict[str, str]) -> dict[str, Scope]:
    modules = api.modules_of(files)
    return scopes_of(modules, [ast.parse(m.text) for m in modules])


def test_names_are_followed_through_imports() -> None:
    scopes = scoped(
        {
            "main.py": "import pkg.deep as d\nimport pkg.other\nfrom pkg import f as g\nfrom star import *\n",
            "pkg/__init__.py": "from .deep import f\nfrom . import other\n",
            "pkg/deep.py": "from ..star import h\ndef f(): ...\n",
            "pkg/other.py": "class C: ...\n",
            "star.py": "def h(): ...\n",
        }
    )
    main = scopes[""]
    assert main.names == {"g": ("pkg.deep", "f"), "h": ("star", "h")}
    assert main.modules == {"d": "pkg.deep", "pkg": "pkg", "pkg.other": "pkg.other"}
    assert scopes["pkg"].names["f"] == ("pkg.deep", "f")
    assert main.means({"g"}, ("pkg.deep", "f"))
    assert main.means({".C"}, ("pkg.other", "C"))
    assert not main.means({"f", ".h"}, ("star", "f"))
    assert sorted(main.aliases(("pkg.other", "C"))) == ["pkg.other.C"]
    assert run_order(scopes) == ["star", "pkg.deep", "pkg.other", "pkg", ""]


def test_an_item_knows_what_other_modules_have() -> None:
    base, _ = based(PACKAGE)
    clamp, total = target("util.helpers.clamp", PACKAGE), target("total", PACKAGE)
    assert clamp.wanted == Wanted("function", ("clamp",), module="util_helpers")
    declared = 'pub static BAD: ExceptionClass = ExceptionClass::derived("Bad", "errors.Bad", &VALUE_ERROR);'
    assert clamp.elsewhere == (("errors", declared),)
    assert target("errors.Bad", PACKAGE).given == (declared,)
    assert {"errors.Bad", "shapes.Dot", "shapes.Tally.bend", "shapes.twice", "twice"} <= set(total.calls)
    names = [t.name for t in base.targets]
    assert names.index("errors.Bad") < names.index("util.helpers.clamp") < names.index("total")
    assert names.index("shapes.<module>") < names.index("<module>")
    assert "shapes.py:22" in target("shapes.twice", PACKAGE).reasons[0]
    assert target("shapes.twice", PACKAGE).inferred == ("twice(n: int)",)
    said = build_messages(total, declarations(base.files, total.wanted), [])[-1].content
    assert "// in `crate::shapes`, with a `use` where you name them\npub struct Tally" in said
    for found in base.targets:
        assert Target.from_json(found.to_json()) == found


def test_types_of_other_modules_are_known_by_any_name() -> None:
    main = "import shapes as s\nfrom shapes import Tally as T\n\n\ndef f(a: T, b: s.Tally) -> int:\n    return eval('a')\n\n\nf(T(1), T(2))\n"
    found = target("f", {"main.py": main, "shapes.py": SHAPES.replace('eval("self.n * k")', "k")})
    assert found.signature == "fn f(a: &Tally, b: &Tally) -> Int"


def test_what_is_named_of_other_modules_gets_its_use() -> None:
    base, _ = based(PACKAGE)
    clamp = target("util.helpers.clamp", PACKAGE)
    files = splice(base.files, parse_candidate(BAD, target("errors.Bad", PACKAGE).wanted), "p", clamp.given)
    files = splice(files, parse_candidate(CLAMP, clamp.wanted), "p", clamp.given, clamp.elsewhere)
    assert "use crate::errors::{BAD, Bad};" in files["src/util_helpers.rs"]
    assert "pub fn clamp" in files["src/util_helpers.rs"]
    assert "pub struct Bad {\n    pub args" in files["src/errors.rs"]
    assert files["src/errors.rs"].count("static BAD") == 1
    again = splice(files, parse_candidate(CLAMP, clamp.wanted), "p", clamp.given, clamp.elsewhere)
    assert again["src/util_helpers.rs"].count("use crate::errors") == 1
    own = parse_candidate(OWN_TWICE, target("twice", PACKAGE).wanted)
    both = splice(splice(files, parse_candidate(TWICE, target("shapes.twice", PACKAGE).wanted)), own)
    assert function_text(both, "twice", "shapes") != function_text(both, "twice")
    # what two modules have is nobody's, and what is reached by its path needs no `use`
    helpers = Wanted("function", ("use_both",), module="util_helpers")
    text = "fn use_both(n: &Int) -> Int { let t: Option<Tally> = None; crate::shapes::twice(n) + twice(n) }"
    assert "use crate::shapes::Tally;" in (made := splice(both, parse_candidate(text, helpers))["src/util_helpers.rs"])
    assert "::{" not in made.replace("use crate::errors::{BAD, Bad};", "")


def test_a_name_of_the_runtime_is_not_taken_from_another_module() -> None:
    base, _ = based(PACKAGE)
    files = {**base.files, "src/shapes.rs": base.files["src/shapes.rs"] + "\npub fn print(n: &Int) {}\n"}
    own = "fn twice(n: &Int) -> Int { print(&[n]); n.clone() }"
    made = splice(files, parse_candidate(own, target("twice", PACKAGE).wanted))["src/main.rs"]
    assert "shapes::print" not in made


def test_a_helper_is_no_type_of_another_module() -> None:
    base, _ = based(PACKAGE)
    text = OWN_TWICE + "struct Tally { n: Int }\n"
    with pytest.raises(CandidateError, match="`Tally` is declared in another module already"):
        splice(base.files, parse_candidate(text, target("twice", PACKAGE).wanted))


def test_a_module_of_which_nothing_was_made_gets_its_file() -> None:
    made = splice({}, parse_candidate(TWICE, Wanted("function", ("twice",), module="shapes")))
    assert "pub mod shapes;" in made["src/lib.rs"]
    assert names_in(made["src/shapes.rs"]) == {"twice"}
    assert made["src/shapes.rs"].startswith("#[allow(unused_imports)]\nuse crate::pyrt::*;")


@pytest.mark.parametrize(
    ("before", "wanted", "after"),
    [
        ("", "", "run_main(module_body);"),
        ("", "shapes", "run_main(|| {\n        shapes::module_body();\n    });"),
        ("run_main(|| { shapes::module_body(); });", "", "run_main(|| {\n        shapes::module_body();\n        module_body();\n    });"),
        ("run_main(module_body);", "shapes", "run_main(|| {\n        shapes::module_body();\n        module_body();\n    });"),
        ("run_main_result(module_body);", "shapes", "run_main_result(|| {\n        shapes::module_body();\n        module_body()\n    });"),
        ("run_main(|| { b::module_body(); module_body(); });", "shapes", "run_main(|| {\n        shapes::module_body();\n        b::module_body();\n        module_body();\n    });"),
        ("run_main(module_body);", "", "run_main(module_body);"),
        ("something_else();", "", "something_else();"),
    ],
)  # fmt: skip
def test_main_runs_the_modules_in_their_order(before: str, wanted: str, after: str) -> None:
    files = {
        "src/main.rs": f"mod pyrt;\nuse pyrt::*;\nfn main() {{\n    {before}\n}}\n"
        if before
        else "mod pyrt;\nuse pyrt::*;\nfn main() {}\n"
    }
    item = Wanted("module", ("module_body",), module=wanted, order=("shapes", "b", ""))
    made = splice(files, parse_candidate("fn module_body() {}", item))["src/main.rs"]
    assert after in made


@pytest.mark.parametrize(
    ("other", "item", "why"),
    [
        ("import collections\n\n\nclass Line(collections.UserList):\n    def f(self) -> int:\n        return eval('1')\n\n\nprint(Line(1, 2).f())\n", "errors.Line", "it derives from `collections.UserList`"),
        ("@cache\nasync def f():\n    return 1\n", "errors.f", "it is `async`"),
    ],
)  # fmt: skip
def test_what_nothing_could_prove_is_named_with_its_module(other: str, item: str, why: str) -> None:
    main = "from shapes import Dot\nimport errors\n\n\nprint(Dot(1, 2).sum())\n"
    base, _ = based({"main.py": main, "shapes.py": SHAPES, "errors.py": other})
    assert item not in {t.name for t in base.targets}
    assert dict(base.unasked)[item].startswith(why)


@pytest.mark.heavy
def test_a_package_is_repaired_module_by_module(cargo: str) -> None:
    dealt = {
        "twice": [TWICE, OWN_TWICE],  # the other module's
        "total": [TOTAL],
        "<module>": [BODY],
        "shapes.Dot": [DOT],
        "shapes.Tally.bend": [BEND.replace("*", "+"), BEND],
        "shapes.twice": [OWN_TWICE, TWICE],
        "shapes.<module>": [TOP.replace("2_i64", "3_i64"), TOP],
        "errors.Bad": [BAD.replace('"bad {}"', '"worse {}"'), BAD],
        "util.helpers.clamp": [CLAMP],
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
