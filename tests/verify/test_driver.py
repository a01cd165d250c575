"""The driver that calls a package's functions: what it reads is what was written."""

from __future__ import annotations

import pytest

from portalis import api
from portalis.interface import Argument, ClassShape, Function, Shape
from portalis.options import Budget, VerifyOptions
from portalis.verify.buildcache import install, new_job
from portalis.verify.cargo import build
from portalis.verify.rustdriver import aliases, make_driver
from portalis.verify.sandbox import Sandbox
from portalis.verify.sessions import RustSide
from portalis.verify.wire import Same, encode

pytestmark = pytest.mark.slow
LIST = Shape("list", "Vec<i64>", (Shape("int", "i64", bits=63),))
FILES = {
    "Cargo.toml": '[package]\nname = "x"\nversion = "0.1.0"\nedition = "2021"\n',
    "src/lib.rs": "pub fn joined(a: &Vec<i64>, b: &Vec<i64>, c: &Vec<i64>, n: i64) -> Vec<i64> {\n"
    "    a.iter().chain(b).chain(c).copied().chain([n]).collect()\n}\n",
}
JOINED = Function(
    "joined", "", 1, 2, "joined", (*(Argument(n, LIST, "ref") for n in "abc"), Argument("n", LIST.of[0], "own")), LIST
)


@pytest.mark.usefixtures("cargo")
def test_an_argument_may_be_any_earlier_argument(sandbox: Sandbox) -> None:
    assert aliases(JOINED, 2) == [0, 1]
    calls = [
        ([1], Same(0), [3], 9),
        ([1], [2], Same(0), 9),
        ([1], [2], Same(1), 9),
        ([1], Same(0), Same(0), 9),
        ([1], Same(0), Same(1), 9),
    ]
    with new_job(sandbox) as job:
        package = install(job, "package", make_driver(FILES, [JOINED], []).files)
        built = build(sandbox, job, package, ["test", "--no-run"])
        assert built.executable is not None, built.log
        side = RustSide(sandbox, job, built.executable)
        answers = side.serve([(0, b"".join(map(encode, call))) for call in calls])
    assert [a.value for a in answers] == [[1, 1, 3, 9], [1, 2, 1, 9], [1, 2, 2, 9], [1, 1, 1, 9], [1, 1, 1, 9]]


def test_methods_may_have_the_names_that_the_driver_uses(cargo: str) -> None:
    source = (
        "class Box:\n    def __init__(self, n: int) -> None:\n        self.n = n\n\n"
        "    def put(self, by: int, times: int) -> int:\n        self.n += by * times\n        return self.n\n\n"
        "    def get(self) -> int:\n        return self.n\n\n\n"
        "class Shelf:\n    def __init__(self, box: Box) -> None:\n        self.box = box\n\n"
        "    def count(self) -> int:\n        return self.box.get() * 2\n\n\n"
        "def filled(box: Box, by: int) -> Box:\n    box.put(by, 3)\n    return box\n\n\n"
        "print(filled(Box(2), 5).get(), Shelf(Box(4)).count(), Shelf(Box(7)).count())\n"
    )
    wishes = VerifyOptions(lint=False, budget=Budget(generated=30, wild=5, searched=100))
    found = api.verify(source, wishes=wishes).to_json()
    assert found["notes"] == []
    assert {i["name"]: i["verdict"] for i in found["items"]}["Box.put"] == "verified"


def test_objects_of_two_classes_of_one_name_are_not_told_apart() -> None:
    int_ = Shape("int", "Int")
    box = Shape("instance", "Box", name="Box")
    classes = [
        ClassShape("Box", "", "Box", (("n", "n", int_),), plain=False),
        ClassShape("Box", "shapes", "shapes::BoxType", (("n", "n", int_),), plain=False),
        ClassShape("Crate", "shapes", "shapes::Crate", (("box", "box", box),), plain=False),
        ClassShape("Dot", "", "Dot", (("n", "n", int_),), plain=False),
    ]
    takes = [
        Function(name, "", 1, 1, name, (Argument("x", Shape("instance", name, name=name), "ref"),), int_)
        for name in ("Box", "Crate", "Dot")
    ]
    refused = make_driver({"src/main.rs": "", "src/pyrt/mod.rs": ""}, takes, classes).refused
    assert {takes[i].name for i in refused} == {"Box", "Crate"}
    assert all("another module's class of one name" in why for why in refused.values())
