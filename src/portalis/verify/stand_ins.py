"""Stand-ins for the functions of a module: they do not call, they ask. Runs inside the sandbox, beside ``replay.py``."""

from __future__ import annotations

import ast
import builtins
import contextlib
import functools
import inspect
import os
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or __package__:
    from portalis.verify import subject, wire
else:
    import subject
    import wire

CALL_SECONDS = 2.0
_CALLED = frozenset({"function", "method", "static", "class", "property", "init"})


class UnansweredError(BaseException):
    """A test cannot go on: a call of it has no answer yet, or none that could be sent."""


class RustError(Exception):
    """What the Rust raises where CPython returns, when it has no class of Python's."""


class Stage:
    """The module with stand-ins for its functions, and what a test asked of them."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.subject = subject.Subject(config)
        self.table: dict[str, dict[str, Any]] = config["table"]
        self.recording = config["way"] == "record"
        self.calls: list[str] = []
        """The calls of this test that were answered, as keys of the table."""
        self.wanted: list[str] = []
        self.reason = ""
        """Why a call can have no answer."""
        self.undo: list[tuple[Any, str, Any]] = []

    def begin(self) -> None:
        """Forget what the last test asked."""
        self.calls, self.wanted, self.reason = [], [], ""

    def stop(self, reason: str) -> UnansweredError:
        """What ends a test whose call cannot be made elsewhere."""
        self.reason = self.reason or reason
        return UnansweredError(reason)

    def enter(self) -> None:
        """Put a stand-in wherever a function can be reached that has none yet."""
        seen: set[tuple[str, str]] = set()
        for index, about in enumerate(self.subject.functions):
            place = (about["module"], about["name"])
            module = self.subject.modules.get(about["module"])
            if (
                about["kind"] not in _CALLED
                or about["awaited"]
                or place in seen
                or module is None
                or index in self.subject.config["closed"]
            ):
                continue
            seen.add(place)
            owner: Any = module
            *path, last = about["name"].split(".")
            with contextlib.suppress(AttributeError):
                for part in path:
                    owner = getattr(owner, part)
                self.replace(index, about, owner, last)

    def replace(self, index: int, about: dict[str, Any], owner: Any, last: str) -> None:
        """Put the stand-in of one function in its place, and where modules have it under another name."""
        found = inspect.getattr_static(owner, last)
        plain = found.fget if isinstance(found, property) else getattr(owner, last)
        if getattr(plain, "portalis_stand_in", False):
            return
        held = vars(owner).get(last, self)
        stand_in = self.stand_in(index, about, plain)
        placed: Any = stand_in
        if about["kind"] == "property":
            placed = property(stand_in, found.fset, found.fdel)
        elif about["kind"] in ("static", "class"):
            placed = staticmethod(stand_in)
        self.undo.append((owner, last, held))
        setattr(owner, last, placed)
        if about["kind"] == "function":
            for module in self.subject.modules.values():
                for name in [n for n, value in vars(module).items() if value is plain]:
                    self.undo.append((module, name, plain))
                    setattr(module, name, stand_in)

    def leave(self) -> None:
        """Put the functions back."""
        for owner, name, held in reversed(self.undo):
            if held is self:
                delattr(owner, name)
            else:
                setattr(owner, name, held)
        self.undo = []

    def stand_in(self, index: int, about: dict[str, Any], plain: Any) -> Callable[..., Any]:
        """What is called in place of a function."""
        signature = inspect.signature(plain)

        def called(*args: Any, **named: Any) -> Any:
            bound = signature.bind(*args, **named)
            bound.apply_defaults()
            values = [bound.arguments[name] for name, _ in about["parameters"]]
            given = self.ask(index, values)
            if about["kind"] == "init":
                for field in self.subject.fields.get(self.subject.owner(index), ()):
                    object.__setattr__(args[0], field, getattr(given, field))
                return None
            return iter(given) if about["result"] == "iterator" else given

        # a partial object has no name, and what has no docstring is no less a function
        with contextlib.suppress(AttributeError):
            functools.update_wrapper(called, plain)
        called.portalis_stand_in = True  # type: ignore[attr-defined]
        return called

    def ask(self, index: int, values: list[Any]) -> Any:
        """What a call gives; what it changes is changed.

        Raises:
            UnansweredError: when it has no answer.
            BaseException: what the call raises.
        """
        name = self.subject.functions[index]["name"]
        try:
            before = [wire.encode(value, self.subject.fields) for value in values]
        except (wire.WireError, RecursionError) as error:
            raise self.stop(f"`{name}` is given what cannot be sent: {error}") from None
        data = b"".join(before)
        key = f"{index} {data.decode()}"
        if key not in self.table and self.recording:
            self.table[key] = self.record(index, data)
        answer = self.table.get(key)
        if answer is None:
            self.wanted.append(key)
            raise UnansweredError(key)
        if key not in self.calls:
            self.calls.append(key)
        if "reason" in answer:
            raise self.stop(answer["reason"])
        return self.give(answer, values, before)

    def record(self, index: int, data: bytes) -> dict[str, Any]:
        """Make a call in a process of its own, where the functions are the module's own."""
        with contextlib.suppress(Exception):
            sys.__stdout__.flush()  # type: ignore[union-attr] # or the process would write it again
        with tempfile.TemporaryFile() as made, tempfile.TemporaryFile() as out:
            child = os.fork()
            if child == 0:
                status = 97
                try:
                    sys.stdout = sys.__stdout__
                    for number in (1, 2):
                        os.dup2(out.fileno(), number)
                    signal.signal(signal.SIGALRM, signal.SIG_DFL)
                    signal.setitimer(signal.ITIMER_REAL, CALL_SECONDS)
                    self.leave()
                    made.write(subject.answer_of(self.subject, index, data, None))
                    made.flush()
                    status = 0
                finally:
                    os._exit(status)
            _, status = os.waitpid(child, 0)
            parts = []
            for file in (made, out):
                file.seek(0)
                parts.append(file.read(1 << 20).decode("latin-1"))
        return {"status": status, "made": parts[0], "output": parts[1]}

    def give(self, answer: dict[str, Any], values: list[Any], before: list[bytes]) -> Any:
        """Return or raise what an answer says."""
        made = answer["made"].encode("latin-1")
        if answer["status"] or not made or made[:1] == b"U":
            raise self.stop(made[1:].partition(b":")[2].decode() or "a call does not end in time")
        sys.stdout.write(answer["output"].encode("latin-1").decode("utf-8", "replace"))
        decoder = wire.Decoder(made, self.subject.make)
        head = decoder.take(1)
        value = decoder.value() if head == b"R" else None
        error = (decoder.text(), decoder.text()) if head != b"R" else None
        decoder.take(1)
        seen: dict[int, bytes] = {}
        for number in range(int(decoder.until(b";"))):
            if decoder.data[decoder.at : decoder.at + 1] == b"-":
                decoder.take(1)
                continue
            start = decoder.at
            after = decoder.value()
            data = decoder.data[start : decoder.at]
            if seen.setdefault(id(values[number]), data) != data:
                raise self.stop("one object stands for two parameters, and is changed")
            if data != before[number]:
                put(values[number], after, self.subject.fields)
        if error is not None:
            raise self.exception(*error)
        return value

    def exception(self, name: str, text: str) -> BaseException:
        """The exception of this class and text."""
        places = [vars(m) for m in self.subject.modules.values()] + [vars(builtins)]
        named = [p[name] for p in places if isinstance(p.get(name), type)]
        cls = next(iter([*named, *self.subject.classes(name)]), RustError)
        if not issubclass(cls, BaseException):
            cls = RustError
        made: BaseException = cls.__new__(cls)
        made.args = (text,) if text else ()
        if cls is KeyError:  # which shows its argument as source
            with contextlib.suppress(ValueError, SyntaxError):
                made.args = (ast.literal_eval(text),)
        if isinstance(made, SystemExit):
            made.code = int(text) if text.lstrip("-").isdigit() else text or None
        return made


def put(old: Any, new: Any, fields: wire.Fields) -> None:
    """Make an object what another is. What is in it and did not change stays the same object."""
    if isinstance(old, list):
        old[:] = [kept(item, old[i : i + 1], list(old), fields) for i, item in enumerate(new)]
    elif isinstance(old, deque):
        items = [kept(item, list(old)[i : i + 1], list(old), fields) for i, item in enumerate(new)]
        old.clear()
        old.extend(items)
    elif isinstance(old, dict):
        held = dict(old)
        old.clear()
        for key, item in new.items():
            old[key] = kept(item, [held[key]] if key in held else [], list(held.values()), fields)
    elif isinstance(old, set):
        old.clear()
        old.update(new)
    elif isinstance(old, tuple):
        for mine, other in zip(old, new):
            put(mine, other, fields)
    elif (shown := wire.exchanged_as(type(old), fields.doubled)) in fields and type(old) is type(new):
        for name in fields[shown]:
            mine = getattr(old, name)
            object.__setattr__(old, name, kept(getattr(new, name), [mine], [mine], fields))


def kept(item: Any, at: list[Any], around: list[Any], fields: wire.Fields) -> Any:
    """An item as the object that it was: one that is equal, else the one in its place, changed."""
    known = wire.exchanged_as(type(item), fields.doubled) in fields
    if not known and not isinstance(item, (list, dict, set, deque)):
        return item
    data = wire.encode(item, fields)
    for other in (*at, *around):
        if type(other) is type(item) and wire.encode(other, fields) == data:
            return other
    if at and type(at[0]) is type(item):
        put(at[0], item, fields)
        return at[0]
    return item
