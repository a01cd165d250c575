"""The search for inputs: probes change nothing, changed arguments keep their types, and what is hard to reach is reached."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.cases import RUN_TIMEOUT_S, Case, case_folders, load_case

from portalis.interface import Argument, ClassShape, Function, Shape
from portalis.verify import mutate, probes
from portalis.verify.hints import Hints, hints_for
from portalis.verify.inputs import fits
from portalis.verify.sandbox import Sandbox
from portalis.verify.sessions import Explored, PythonSide, described_shape
from portalis.verify.wire import Decoder, Obj, encode

INT, STR, FLOAT = Shape("int", "Int"), Shape("str", "Str"), Shape("float", "f64")
POINT = ClassShape("Point", "", "Point", (("x", "x", INT), ("y", "y", STR)), True)
SMALL = Shape("int", "i64", bits=4, nonneg=True)
SHAPES = [
    INT,
    SMALL,
    FLOAT,
    STR,
    Shape("bool", "bool"),
    Shape("number", "Num"),
    Shape("object", "Value"),
    Shape("object", "Value", (INT, Shape("list", "Vec<Str>", (STR,)))),
    Shape("list", "Vec<i64>", (SMALL,)),
    Shape("tuple", "(Int, Str)", (INT, STR)),
    Shape("tuple*", "Tuple<Int>", (INT,)),
    Shape("set", "Set<Str>", (STR,)),
    Shape("frozenset", "FrozenSet<Int>", (INT,)),
    Shape("dict", "Dict<Str, i64>", (STR, SMALL)),
    Shape("deque", "Deque<Int>", (INT,)),
    Shape("option", "Option<Int>", (INT,)),
    Shape("instance", "Point", name="Point"),
]
RUN = """
import sys, types
sys.path.insert(0, sys.argv[1])
import builtins, probes
path = sys.argv[2]
sys.path[0], sys.argv = sys.argv[3], sys.argv[2:3] + sys.argv[4:]
probes.Recorder().install(builtins)
code = probes.probed(open(path, "rb").read(), path, probes.Probes())
sys.modules["__main__"] = made = types.ModuleType("__main__")
made.__file__ = path
exec(code, made.__dict__)
"""


@pytest.mark.slow
@pytest.mark.parametrize("folder", [f for f in case_folders() if (f / "stdout.txt").is_file()], ids=lambda f: f.name)
def test_probes_change_nothing(folder: Path) -> None:
    case: Case = load_case(folder)
    main = case.input / "__main__.py" if case.input.is_dir() else case.input
    here = str(Path(probes.__file__).parent)
    command = [sys.executable, "-c", RUN, here, str(main), str(main.parent), *case.args]
    done = subprocess.run(command, input=case.stdin, capture_output=True, text=True, timeout=RUN_TIMEOUT_S, check=False)
    assert done.stdout == case.stdout
    assert done.returncode == case.exit


def test_the_truth_of_an_object_is_noted_where_asking_runs_no_code() -> None:
    class Silent:
        pass

    class Telling:
        def __bool__(self) -> bool:
            raise AssertionError("asked")

    recorder = probes.Recorder()
    values: list[Any] = [Silent(), Telling(), [], "x", None]
    for site, value in enumerate(values):
        assert recorder.truth(site, value) is value
    assert recorder.outcomes == {(0, True), (2, False), (3, True), (4, False)}


def maker(seed: int) -> mutate.Mutator:
    plain = {"Point": [(n, described_shape(s)) for n, _, s in POINT.fields]}
    config: dict[str, Any] = {"seed": seed, "ints": [7, 100], "floats": [2.5], "texts": ["north", ""], "plain": plain}
    return mutate.Mutator(config, {"Point": [Obj("Point", (("x", 1), ("y", "a")))]})


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_changed_arguments_keep_their_types(shape: Shape) -> None:
    changing, kind = maker(3), described_shape(shape)
    values = [changing.fresh(kind), changing.fresh(kind)]
    seen = set()
    for _ in range(300):
        values = changing.arguments(values, [kind, kind])
        for value in values:
            assert fits(value, shape, {"Point": POINT}), value
        seen.add(b"".join(map(encode, values)))
    assert len(seen) > (3 if shape.kind == "bool" else 30)


def test_a_value_goes_where_another_came_from() -> None:
    kinds = [described_shape(s) for s in (Shape("list", "Vec<Int>", (INT,)), STR, SMALL)]
    made = {
        repr(maker(seed).substituted([[5, 8], "go west", 3], kinds, old, new))
        for seed in range(40)
        for old, new in ((8, 900), ("west", "east"), (3, 900), (4, 1))
    }
    assert {"[[5, 900], 'go west', 3]", "[[5, 901], 'go west', 3]", "[[5, 8], 'go east', 3]", "None"} <= made
    assert "[[5, 8], 'go west', 15]" in made  # the largest that its type has


SOURCE = """
def hidden(a: str, b: str, n: int, xs: list[int]) -> str:
    if a not in ("Mercury", "Venus", "Earth", "Mars") or b not in ("Mercury", "Venus", "Earth", "Mars"):
        return "unknown"
    if a == b:
        return "same"
    if n == 94837:
        return "number"
    if 0 < sum(xs) - n < 3:
        return "near"
    return "ends"

def endless(n: int) -> int:
    while n > 10:
        n += 1
    return n

def hungry(n: int) -> int:
    return len([0] * (n * 10**8))
"""
HIDDEN = Function(
    "hidden", "", 2, 11, "hidden",
    (Argument("a", STR, "ref"), Argument("b", STR, "ref"), Argument("n", INT, "own"), Argument("xs", Shape("list", "Vec<Int>", (INT,)), "ref")), STR,
)  # fmt: skip
ENDLESS = Function("endless", "", 13, 16, "endless", (Argument("n", INT, "own"),), INT)
HUNGRY = Function("hungry", "", 18, 19, "hungry", (Argument("n", INT, "own"),), INT)


def explored(sandbox: Sandbox, tmp_path: Path, function: Function, seeds: list[bytes]) -> Explored:
    side = PythonSide(sandbox, tmp_path, {"": SOURCE}, [HIDDEN, ENDLESS, HUNGRY], [])
    hints = hints_for(ast.parse(SOURCE), function) if function is HIDDEN else Hints()
    index = [HIDDEN, ENDLESS, HUNGRY].index(function)
    return side.explore(index, seeds, hints, {}, seed=1, calls=2500, others=5)


@pytest.mark.usefixtures("cargo")
def test_what_is_hard_to_reach_is_reached(sandbox: Sandbox, tmp_path: Path) -> None:
    seeds = [b"".join(map(encode, ("", "x", 1, [])))]
    found = explored(sandbox, tmp_path, HIDDEN, seeds)
    mine = {branch for branch in found.branches if branch[0] <= HIDDEN.end_line}
    assert len(mine) == 10
    assert mine == found.reached
    space: dict[str, Any] = {}
    exec(SOURCE, space)
    results = set()
    for key in found.found:
        decoder = Decoder(key)
        results.add(space["hidden"](*[decoder.value() for _ in HIDDEN.arguments]))
    assert results == {"unknown", "same", "number", "near", "ends"}
    assert json.dumps([k.decode() for k in explored(sandbox, tmp_path, HIDDEN, seeds).found]) == json.dumps(
        [k.decode() for k in found.found]
    )


@pytest.mark.usefixtures("cargo")
@pytest.mark.parametrize("function", [ENDLESS, HUNGRY], ids=lambda f: f.name)
def test_what_does_not_end_ends_the_search(sandbox: Sandbox, tmp_path: Path, function: Function) -> None:
    found = explored(sandbox, tmp_path, function, [encode(n) for n in (0, 5, 11, 12, 900)])
    assert found.calls > 5
