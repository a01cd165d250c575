"""Runs inside the sandbox, under CPython: calls a module's functions with inputs that it reads, each in a process of its
own, and writes what came out; or runs the module as a script and notes with which arguments its functions were called.

    python subject.py serve CONFIG < requests > answers
    python subject.py observe CONFIG > arguments

CONFIG is a JSON file. ``wire.py`` lies beside this file.
"""

from __future__ import annotations

import contextlib
import doctest
import importlib.util
import inspect
import io
import itertools
import json
import opcode
import os
import signal
import sys
import types
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portalis.verify import wire
else:
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import wire

SHOWN = 1 << 16
OBSERVED = 48
"""Calls of one function whose arguments are kept."""
KEPT_BYTES = 4_000
"""Arguments that are larger are not kept."""
MAX_TIMEOUTS = 3
MOST_ITEMS = 1_000_000
"""Items that are taken of a generator where the Rust gives a list."""
ON_OBJECTS = frozenset({"method", "setter", "deleter"})
HEAP_TYPE = 1 << 9
"""The flag of classes that Python source made, of ``type.__flags__``."""
RAISE = opcode.opmap["RAISE_VARARGS"]


class Subject:
    """The module under judgement, and how its functions are reached."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config
        self.fields = wire.Fields(config["fields"], config["doubled"])
        self.functions: list[dict[str, Any]] = config["functions"]
        self.modules: dict[str, types.ModuleType] = {}
        root = os.path.abspath(config["root"])
        sys.path.insert(0, root)
        self.files = {os.path.join(root, path) for path in config["files"].values()}
        if any(about["awaited"] for about in self.functions):
            import asyncio  # noqa: F401 - once, and not in the process of each call
        sys.setrecursionlimit(1000)

    def load(self, name: str) -> None:
        """Run the module's own code, its output thrown away; it believes to have that name."""
        path = os.path.join(os.path.abspath(self.config["root"]), self.config["files"][""])
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        self.modules[""] = module
        # a script may end with an exception; what it has defined before can be called all the same
        with contextlib.suppress(Exception, SystemExit):
            spec.loader.exec_module(module)
        for other in self.config["files"]:
            if other:
                self.modules[other] = importlib.import_module(other)

    def make(self, name: str, fields: list[tuple[str, Any]]) -> Any:
        """An instance with these fields."""
        for cls in self.classes(name):
            # an exception has a constructor of its own below: that of the largest of the classes that are none of Python's source
            builtin: Any = max(
                (base for base in cls.__mro__ if not base.__flags__ & HEAP_TYPE),
                key=lambda base: base.__basicsize__,
            )
            made: Any = builtin.__new__(cls)
            for field, value in fields:
                object.__setattr__(made, field, value)
            return made
        raise wire.WireError(f"no class {name}")

    def classes(self, name: str) -> Iterator[type]:
        """The classes of the modules' own that are exchanged under a name."""
        path, _, last = name.rpartition(".")
        for module in self.modules.values():
            cls: Any = getattr(module, last, None)
            own = isinstance(cls, type) and cls.__module__ == module.__name__
            if own and (not path or wire.exchanged_as(cls, self.fields.doubled) == name):
                yield cls

    def owner(self, entry: int) -> str:
        """The name under which objects of the class of a method are exchanged."""
        about = self.functions[entry]
        name = about["name"].rpartition(".")[0]
        return f"{about['module'] or wire.FIRST}.{name}" if name in self.fields.doubled else name

    def file_of(self, entry: int) -> str:
        """The file of an entry's module: lines of others are none of its own."""
        path: str = self.config["files"][self.functions[entry]["source"]]
        return os.path.join(os.path.abspath(self.config["root"]), path)

    def target(self, entry: int) -> Any:
        """What is called for an entry: takes the arguments as the Rust function does."""
        about = self.functions[entry]
        found: Any = self.modules[about["module"]]
        parts = about["name"].split(".")
        for part in parts[:-1]:
            found = getattr(found, part)
        kind, last = about["kind"], parts[-1]
        if kind == "init":
            return found
        if kind == "setter":
            return lambda self, value: setattr(self, parts[-2], value)
        if kind == "deleter":
            return lambda self: delattr(self, parts[-2])
        if kind == "property":
            return lambda self: getattr(self, last)
        called = getattr(found, last)
        return self.awaited(called) if about["awaited"] else called

    def awaited(self, function: Any) -> Any:
        """A function that gives what awaiting another one's result gives, or the list of what an `async` generator yields."""
        import asyncio

        async def collected(items: Any) -> list[Any]:
            found = []
            async for item in items:
                found.append(item)
                if len(found) == MOST_ITEMS:
                    break
            return found

        def waited(*positional: Any, **named: Any) -> Any:
            try:
                made = function(*positional, **named)
            except RuntimeError as error:
                if str(error) == "no running event loop":  # a decorator's own code, which only a loop may run
                    raise wire.WireError(wire.UNAWAITED) from None
                raise
            if inspect.isasyncgen(made):
                made = collected(made)
            if not inspect.iscoroutine(made):
                raise wire.WireError(wire.UNAWAITED)
            return asyncio.run(made)

        return waited

    def call(self, entry: int, arguments: list[Any]) -> Any:
        """Call with the arguments as the parameters' kinds ask for."""
        about = self.functions[entry]
        positional: list[Any] = []
        keyword: dict[str, Any] = {}
        for value, (name, kind) in zip(arguments, about["parameters"]):
            if kind == "star":
                positional += value
            elif kind == "keyword":
                keyword[name] = value
            elif kind == "double_star":
                keyword.update(value)
            else:
                positional.append(value)
        result = self.target(entry)(*positional, **keyword)
        if about["result"] == "iterator":
            return list(itertools.islice(result, 1000))
        if about["result"] == "list" and isinstance(result, types.GeneratorType):
            return list(itertools.islice(result, MOST_ITEMS))  # the Rust makes all of them at once
        return result


def answer_of(subject: Subject, entry: int, data: bytes, arcs: set[tuple[int, int]] | None) -> bytes:
    """What one call gives: ``R`` value, ``E`` class and text (``X`` where a `raise` statement did), or ``U`` and a reason; then the arguments as they are now."""
    decoder = wire.Decoder(data, subject.make)
    try:
        arguments: list[Any] = []
        for _ in subject.functions[entry]["parameters"]:
            value = decoder.value()
            arguments.append(arguments[value.index] if isinstance(value, wire.Same) else value)
    except wire.WireError as error:
        return unknown(str(error))
    try:
        subject.target(entry)
    except AttributeError:
        return unknown("the module ended before it was defined")
    try:
        if arcs is not None:
            sys.settrace(tracer({subject.file_of(entry)}, arcs))
        try:
            result = subject.call(entry, arguments)
        finally:
            sys.settrace(None)
        sys.stdout.flush()
        head = b"R" + wire.encode(result, subject.fields)
    except wire.WireError as error:
        return unknown(f"the result is {error}, which cannot be exchanged")
    except BaseException as error:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        if isinstance(error, SystemExit):
            text = "" if error.code is None else str(error.code)
        else:
            text = shown(error)
        head = (
            (b"X" if explicit(error) else b"E")
            + wire.encode(wire.exchanged_as(type(error), subject.fields.doubled))
            + wire.encode(text.encode("utf-8", "replace").decode())
        )
    after = [b"l%d;" % len(arguments)]
    for number, value in enumerate(arguments):
        try:
            after.append(wire.encode(value, subject.fields))
        except wire.WireError as error:
            if wire.LACKING in str(error) and not number and subject.functions[entry]["kind"] in ON_OBJECTS:
                return unknown(f"what it makes of its object is {error}")
            after.append(b"-")
    return head + b"".join(after)


def explicit(error: BaseException) -> bool:
    """Whether a `raise` statement raised it, whose text is then the program's own."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return at is not None and at.tb_frame.f_code.co_code[at.tb_lasti] == RAISE


def shown(error: BaseException) -> str:
    """The text of an exception, whose class may define it badly."""
    try:
        return str(error)
    except BaseException:
        return ""


def unknown(reason: str) -> bytes:
    """The answer when nothing follows from a call."""
    data = reason.encode("utf-8", "replace")
    return b"U%d:" % len(data) + data


def tracer(files: set[str], arcs: set[tuple[int, int]]) -> Any:
    """A trace function that notes which line follows which in the module's own files."""

    def enter(frame: types.FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in files:
            return None
        before = -frame.f_code.co_firstlineno

        def step(frame: types.FrameType, event: str, _: Any) -> Any:
            nonlocal before
            if event == "line":
                arcs.add((before, frame.f_lineno))
                before = frame.f_lineno
            elif event == "return":
                arcs.add((before, 0))
            return step

        return step

    return enter


def serve(subject: Subject) -> None:
    """Answer the requests on standard input: `ENTRY SIZE ` and the arguments, one after the other."""
    data = sys.stdin.buffer.read()
    real = os.dup(1)
    folder = os.environ.get("TMPDIR", "/tmp")
    names = (os.path.join(folder, f"subject-{n}") for n in ("out", "err", "result"))
    out, err, result = (open(name, "w+b") for name in names)  # noqa: SIM115 - open until the process ends
    os.dup2(out.fileno(), 1)
    subject.load("__main__" if subject.config["as_main"] else "portalis_subject")
    sys.stdout.flush()
    answers: list[bytes] = []
    at = timeouts = 0
    while at < len(data):
        head = data.index(b" ", data.index(b" ", at) + 1)
        entry, size = map(int, data[at:head].split())
        request = data[head + 1 : head + 1 + size]
        at = head + 1 + size
        if timeouts >= MAX_TIMEOUTS:
            answers.append(b"-1 0 0 0 0 ")
            continue
        for file in (out, err, result):
            file.seek(0)
            file.truncate()
        child = os.fork()
        if child == 0:
            status = 0
            try:
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
                signal.setitimer(signal.ITIMER_REAL, subject.config["seconds"])
                arcs: set[tuple[int, int]] | None = set() if subject.config["coverage"] else None
                made = answer_of(subject, entry, request, arcs)
                trail = " ".join(f"{a}>{b}" for a, b in sorted(arcs or ())).encode()
                result.write(b"%d " % len(made) + made + trail)
                result.flush()
            except BaseException:
                status = 97
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        timeouts += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM
        parts = []
        for file, limit in ((result, -1), (out, SHOWN), (err, SHOWN)):
            file.seek(0)
            parts.append(file.read(limit))
        size_text, _, rest = parts[0].partition(b" ")
        made, trail = (rest[: int(size_text)], rest[int(size_text) :]) if size_text else (b"", b"")
        answers.append(b"%d " % status)
        answers += [b"%d " % len(part) + part for part in (made, parts[1], parts[2], trail)]
    os.dup2(real, 1)
    os.write(1, b"") if not answers else write_all(1, b"".join(answers))


def write_all(fd: int, data: bytes) -> None:
    """Write all of it."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def observe(subject: Subject) -> None:
    """Run the script and the doctests, and write the arguments of the calls that they make, one JSON object a line."""
    real = os.dup(1)
    folder = os.environ.get("TMPDIR", "/tmp")
    quiet = os.open(os.path.join(folder, "subject-out"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(quiet, 1)
    wanted: dict[tuple[str, str], list[int]] = {}
    root = os.path.abspath(subject.config["root"])
    for index, about in enumerate(subject.functions):
        file = os.path.join(root, subject.config["files"][about["source"]])
        # the code of a property's accessors has the name of the property
        name = about["name"].removesuffix(".setter").removesuffix(".deleter")
        wanted.setdefault((file, name), []).append(index)
    seen: dict[int, dict[bytes, None]] = {}
    lines: list[str] = []
    here = "program"

    def profile(frame: types.FrameType, event: str, _: Any) -> None:
        if event != "call":
            return
        code = frame.f_code
        if code.co_filename not in subject.files:
            return
        inherited = wanted.get((code.co_filename, inherited_by(frame)))
        called = inherited or wanted.get((code.co_filename, code.co_qualname), [])
        for index in nearest(subject, called, code.co_firstlineno):
            about = subject.functions[index]
            mine = seen.setdefault(index, {})
            if len(mine) >= OBSERVED:
                continue
            try:
                values = [frame.f_locals[name] for name, _ in about["parameters"]]
                data = b"".join(wire.encode(value, subject.fields) for value in values)
            except (KeyError, wire.WireError, RecursionError):
                continue
            if len(data) <= KEPT_BYTES and data not in mine:
                mine[data] = None
                lines.append(json.dumps([index, data.decode("utf-8"), here]))

    signal.signal(signal.SIGALRM, overdue)
    signal.alarm(20)
    sys.setprofile(profile)
    try:
        with contextlib.suppress(BaseException):
            subject.load("__main__")
        here = "doctest"
        with contextlib.suppress(BaseException):
            for module in list(subject.modules.values()):
                runner = doctest.DocTestRunner(verbose=False)
                for test in doctest.DocTestFinder().find(module):
                    runner.run(test, out=io.StringIO().write)
    finally:
        sys.setprofile(None)
        signal.alarm(0)
    with contextlib.suppress(Exception):
        sys.stdout.flush()
    write_all(real, "\n".join(lines).encode())
    os._exit(0)


def nearest(subject: Subject, indices: list[int], line: int) -> list[int]:
    """Those of several functions of one name that are defined by the code which begins on a line: a property has several."""
    lines = [at for index in indices if (at := subject.functions[index]["line"]) >= line]
    return [index for index in indices if subject.functions[index]["line"] == min(lines)] if lines else indices


def inherited_by(frame: types.FrameType) -> str:
    """The name under which the class of an object has the method that is called on it, where it inherits that; else empty."""
    code = frame.f_code
    owner, _, method = code.co_qualname.rpartition(".")
    if not owner or not code.co_argcount:
        return ""
    kind = type(frame.f_locals.get(code.co_varnames[0]))
    definer = next((c for c in kind.__mro__ if method in vars(c)), None)
    inherits = definer is not None and definer is not kind and definer.__qualname__ == owner
    return f"{kind.__qualname__}.{method}" if inherits else ""


def overdue(number: int, frame: types.FrameType | None) -> None:
    """Ends an observation that takes too long; what was seen so far is kept."""
    raise KeyboardInterrupt


def main() -> None:
    """Read the configuration and do what the command line asks for."""
    with open(sys.argv[2], encoding="utf-8") as file:
        config = json.load(file)
    if config.get("stdin") is not None and sys.argv[1] == "observe":
        sys.stdin = io.StringIO(config["stdin"])
    sys.argv = [config["files"][""], *config.get("arguments", [])] if sys.argv[1] == "observe" else sys.argv
    subject = Subject(config)
    if config["mode"] == "observe":
        observe(subject)
    else:
        serve(subject)


if __name__ == "__main__":
    main()
