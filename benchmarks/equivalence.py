"""A second opinion on the faults that were not caught: `python -m benchmarks.equivalence FAULTS`.

FAULTS are rows of `benchmarks.mutation`. For each fault that was neither caught nor is listed in `equivalents.toml`, the
original function and the faulty one are called in this process, as Python, on many random arguments of the types that the
translation states; nothing of the verifier takes part but those types. Where an argument is found on which the two differ, the fault is real
and the verifier missed it. Where one is found only among ints outside of the range that the translation proved for its closed
program, no caller of that program can tell the two apart. Where none is found, a person has to say why.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import io
import random
import signal
import sys
import types
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.calibration import listed
from benchmarks.faults import Fault, faults
from benchmarks.mutation import fault_name
from benchmarks.verification import read_rows
from portalis.api import translate
from portalis.interface import Function, Shape
from portalis.options import Options

CALLS = 30_000
SECONDS = 25
CALL_SECONDS = 0.2


class OverBudgetError(BaseException):
    """A call takes too many steps; no handler of the program's may catch it."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Search for inputs that show the faults which were not caught.")
    parser.add_argument("faults", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--all", action="store_true", help="those listed as equivalent too")
    chosen = parser.parse_args(arguments)
    known = {} if chosen.all else listed()
    rows = [r for r in read_rows([chosen.faults]) if not r.get("caught", True) and r["id"] not in known]
    with ProcessPoolExecutor(chosen.jobs) as pool:
        for row, said in zip(rows, pool.map(opinion, [(r["path"], r["id"]) for r in rows])):
            print(f"{said}\n    {row['kind']}: {row['id']}", flush=True)
    return 0


def opinion(task: tuple[str, str]) -> str:
    """What the search says of a fault."""
    path, identity = Path(task[0]), task[1]
    source = path.read_text("utf-8")
    fault = next((f for f in faults(source) if fault_name(path, f) == identity), None)
    if fault is None:
        return "stale: the fault is seeded no longer"
    functions = [f for f in translate(fault.source, Options(format_rust=False)).functions if f.name == fault.function]
    if not functions:
        return "unknown: the function has no signature"
    for wide, verdict in ((False, "real"), (True, "outside of the proved range")):
        if shown := search(source, fault, functions[0], wide):
            return f"{verdict}: {shown}"
    return "none found"


def search(source: str, fault: Fault, function: Function, wide: bool) -> str:
    """Arguments on which the original and the faulty function differ, as text; empty when none were found."""
    rng = random.Random(fault.line)
    right, wrong = module(source), module(fault.source)
    signal.signal(signal.SIGALRM, _overdue)
    shapes = [widened(a.shape) if wide else a.shape for a in function.arguments]
    pool = list(dict.fromkeys(constants(source)))
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        for _ in range(CALLS):
            try:
                values = [value(s, rng, pool, 0) for s in shapes]
            except KeyError:
                return ""
            answers = []
            for where in (right, wrong):
                mine = copy.deepcopy(values)
                answers.append((called(where, function, mine), repr(mine)))
            if answers[0] != answers[1] and "overdue" not in (answers[0][0], answers[1][0]):
                return f"{function.name}{tuple(values)!r}: {answers[0]} {answers[1]}"[:400]
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return ""


def _overdue(number: int, frame: types.FrameType | None) -> None:
    raise TimeoutError


def module(source: str) -> dict[str, Any]:
    space: dict[str, Any] = {"__name__": "subject"}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, "subject.py", "exec"), space)
    return space


def called(space: dict[str, Any], function: Function, values: list[Any]) -> str:
    """What a call gives, as text in which types and the order in sets count."""
    out = io.StringIO()
    try:
        target: Any = space[function.name.partition(".")[0]]
        for part in function.name.split(".")[1:]:
            target = getattr(target, part)
        positional = [v for v, a in zip(values, function.arguments) if a.kind == "normal"]
        for given, a in zip(values, function.arguments):
            positional += given if a.kind == "star" else ()
        named = {a.name: v for v, a in zip(values, function.arguments) if a.kind == "keyword"}
        budget = sys.getrecursionlimit()
        steps = 0

        def tick(frame: types.FrameType, event: str, _: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps > 20_000:
                raise OverBudgetError
            return tick

        sys.settrace(tick)
        try:
            with contextlib.redirect_stdout(out):
                found = target(*positional, **named)
        finally:
            sys.settrace(None)
            sys.setrecursionlimit(budget)
        return f"{_shown(found)} {out.getvalue()}"
    except TimeoutError:
        raise
    except OverBudgetError:
        return "overdue"
    except Exception as error:
        return f"{type(error).__name__} {error} {out.getvalue()}"


def _shown(found: Any) -> str:
    return repr(sorted(map(repr, found))) if isinstance(found, (set, frozenset)) else repr(found)


def constants(source: str) -> Iterator[Any]:
    import ast

    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and type(node.value) in (int, str, float) and len(str(node.value)) < 40:
            yield node.value


def widened(shape: Shape) -> Shape:
    """The type with ints of any size."""
    return replace(shape, bits=0, nonneg=False, of=tuple(map(widened, shape.of)))


def value(shape: Shape, rng: random.Random, pool: Sequence[Any], depth: int) -> Any:
    """A random value of a type; many small ones, many equal ones.

    Raises:
        KeyError: for a type that cannot be made up.
    """
    size = min(int(rng.expovariate(0.35)), 12 if depth == 0 else 4)
    match shape.kind:
        case "int":
            known = [c for c in pool if type(c) is int]
            near = rng.choice(known) + rng.randint(-2, 2) if known and rng.random() < 0.3 else rng.randint(-3, 12)
            chosen = rng.choice(
                (near, rng.randint(-60, 200), rng.randint(-4000, 4000), rng.getrandbits(rng.randint(1, 60)))
            )
            if shape.bits:
                chosen = max(-(2**shape.bits) + 1, min(chosen, 2**shape.bits - 1))
            return abs(chosen) if shape.bits and shape.nonneg else chosen
        case "float":
            return rng.choice((float(rng.randint(-9, 9)), rng.uniform(-9, 9), rng.randint(-99, 99) / 10, -0.0))
        case "number":
            return value(replace(shape, kind=rng.choice(("int", "float"))), rng, pool, depth)
        case "bool":
            return rng.random() < 0.5
        case "None":
            return None
        case "str":
            words = [c for c in pool if type(c) is str]
            if words and rng.random() < 0.3:
                return rng.choice(words)
            letters = "".join(words)[:200] + "abcXYZ019 ,.-²٣É" if rng.random() < 0.7 else "ab 1²"
            return "".join(rng.choice(letters) for _ in range(size * 2 if depth == 0 else size))
        case "option":
            return None if rng.random() < 0.2 else value(shape.of[0], rng, pool, depth)
        case "tuple":
            return tuple(value(s, rng, pool, depth + 1) for s in shape.of)
        case "list" | "deque" | "tuple*" | "set" | "frozenset":
            items = [value(shape.of[0], rng, pool, depth + 1) for _ in range(size)]
            if items and rng.random() < 0.3:
                items = [rng.choice(items[:3]) for _ in range(size)]
            kinds: dict[str, Any] = {"list": list, "deque": deque, "tuple*": tuple, "set": set, "frozenset": frozenset}
            return kinds[shape.kind](
                sorted(items) if rng.random() < 0.2 and shape.of[0].kind in ("int", "str") else items
            )
        case "dict" | "Counter" | "OrderedDict" | "defaultdict":
            made = {
                value(shape.of[0], rng, pool, depth + 1): value(shape.of[1], rng, pool, depth + 1) for _ in range(size)
            }
            return {"Counter": Counter, "OrderedDict": OrderedDict}.get(shape.kind, dict)(made)
        case "object":
            kinds_of = shape.of or tuple(Shape(k, "") for k in ("int", "str", "float", "bool", "None"))
            return value(rng.choice(kinds_of), rng, pool, depth)
    raise KeyError(shape.kind)


if __name__ == "__main__":
    sys.exit(main())
