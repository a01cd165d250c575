"""The wire form of values, the same in CPython, in Rust and here.

One tag and what it needs: ``N`` None, ``T`` ``F`` bools, ``i-12;`` an int, ``f`` and 16 hexadecimal digits and ``;`` a
float's bits, ``c`` and two floats, ``s5:hello`` text with its size in UTF-8 bytes, ``l2;`` a list of two, ``t`` a tuple,
``S`` a set, ``Z`` a frozenset, ``q`` a deque, ``d1;`` a mapping's keys and values, ``o2;`` an instance: its class's name as
text, then name and value of each field. ``@0;`` as an argument is the same object as argument 0.

This module runs inside the sandbox too, beside user code, and so uses nothing but the standard library.
"""

from __future__ import annotations

import collections
import math
import struct
import types
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

DEPTH = 60
FIRST = "__main__"
"""What the first module is called in the names of its classes, where others have classes of these names."""
HIDDEN = "an exception that holds"
"""How it is said that an exception has more than its fields."""
LACKING = "an instance without all of its fields"
"""How it is said that an object has lost a field, or has none yet."""
UNAWAITED = "nothing that could be awaited"
"""How it is said that a call of an `async` function, as its decorators have it, gives no coroutine."""
WITHHELD = (HIDDEN, UNAWAITED, f"of its object is {LACKING}")
"""What is said of an answer without which an item is not proved, however many others agree."""
_LONG = 10**4000


class Fields(dict[str, Sequence[str]]):
    """The fields of the classes whose instances can be written, by the names under which they are exchanged; ``doubled`` are the names
    that classes of several modules have.
    """

    def __init__(self, fields: Mapping[str, Sequence[str]], doubled: Iterable[str]) -> None:
        super().__init__(fields)
        self.doubled = frozenset(doubled)


def exchanged_as(kind: type, doubled: Collection[str]) -> str:
    """The name under which a class is exchanged: with its module's where another one has a class of its name."""
    name, module = kind.__name__, kind.__module__
    if name not in doubled or module == "builtins":
        return name
    return f"{FIRST if module == 'portalis_subject' else module}.{name}"


class WireError(ValueError):
    """A value that has no wire form, or a text that is none."""


@dataclass(frozen=True, slots=True)
class Obj:
    """An instance of a user's class."""

    name: str
    fields: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Same:
    """The same object as the argument at ``index``."""

    index: int


def encode(value: Any, fields: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """The wire form of a value; ``fields`` names the fields of the classes whose instances can be written.

    Raises:
        WireError: when it has none.
    """
    out: list[bytes] = []
    _encode(value, out, fields or {}, 0)
    return b"".join(out)


def _text(value: str, out: list[bytes]) -> None:
    try:
        data = value.encode("utf-8")
    except UnicodeEncodeError:
        raise WireError("a lone surrogate") from None
    out.append(b"s%d:" % len(data) + data)


def _float(value: float) -> bytes:
    bits = 0x7FF8_0000_0000_0000 if math.isnan(value) else struct.unpack(">Q", struct.pack(">d", value))[0]
    return b"f%016x;" % bits


def _encode(value: Any, out: list[bytes], fields: Mapping[str, Sequence[str]], depth: int) -> None:
    if depth > DEPTH:
        raise WireError("a value that is nested too deeply, or holds itself")
    kind = type(value)
    if value is None:
        out.append(b"N")
    elif kind is bool:
        out.append(b"T" if value else b"F")
    elif kind is int:
        out.append(b"i%s;" % int_text(value).encode())
    elif kind is float:
        out.append(_float(value))
    elif kind is complex:
        out.append(b"c" + _float(value.real) + _float(value.imag))
    elif kind is str:
        _text(value, out)
    elif kind in _SEQUENCES:
        out.append(b"%s%d;" % (_SEQUENCES[kind], len(value)))
        for item in value:
            _encode(item, out, fields, depth + 1)
    elif kind in _MAPPINGS:
        out.append(b"d%d;" % len(value))
        for key, item in value.items():
            _encode(key, out, fields, depth + 1)
            _encode(item, out, fields, depth + 1)
    elif kind is Obj:
        _object(value.name, value.fields, out, fields, depth)
    elif kind is Same:
        out.append(b"@%d;" % value.index)
    elif (shown := exchanged_as(kind, getattr(fields, "doubled", ()))) in fields:
        names = fields[shown]
        if isinstance(value, BaseException) and (hidden := _hidden(value, names)):
            raise WireError(f"{HIDDEN} `{hidden}`")
        try:
            held = [(name, getattr(value, name)) for name in names]
        except AttributeError as error:
            raise WireError(f"{LACKING}: {error}") from None
        _object(shown, held, out, fields, depth)
    else:
        raise WireError(f"a {kind.__name__}")


def _hidden(value: BaseException, names: Sequence[str]) -> str:
    """What a built-in exception keeps for itself beside `args`, where it keeps anything that is no field."""
    for base in type(value).__mro__:
        for name, member in vars(base).items() if base is not BaseException else ():
            # a slot in the memory of an object, as `OSError` has for its number
            if type(member) is types.MemberDescriptorType and name not in names:
                try:
                    if member.__get__(value) is not None:
                        return name
                except AttributeError:
                    continue
                except TypeError:  # it has none yet, and would need one
                    return name
    return ""


def _object(
    name: str, held: Iterable[tuple[str, Any]], out: list[bytes], fields: Mapping[str, Sequence[str]], depth: int
) -> None:
    pairs = list(held)
    out.append(b"o%d;" % len(pairs))
    _text(name, out)
    for field, item in pairs:
        _text(field, out)
        _encode(item, out, fields, depth + 1)


_SEQUENCES: dict[type, bytes] = {list: b"l", tuple: b"t", set: b"S", frozenset: b"Z", collections.deque: b"q"}
_MAPPINGS = (dict, collections.Counter, collections.defaultdict, collections.OrderedDict)


def int_text(value: int) -> str:
    """The digits of an int of any size: ``str`` refuses very long ones."""
    try:
        return str(value)
    except ValueError:
        sign, rest, parts = ("-" if value < 0 else ""), abs(value), []
        base = 10**4000
        while rest:
            rest, part = divmod(rest, base)
            parts.append(str(part).zfill(4000))
        return sign + "".join(reversed(parts)).lstrip("0")


def int_value(text: str) -> int:
    """The int of decimal digits of any number."""
    if len(text) <= 4000:
        return int(text)
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    value = 0
    for start in range(0, len(digits), 4000):
        part = digits[start : start + 4000]
        value = value * 10 ** len(part) + int(part)
    return sign * value


class Decoder:
    """Reads values; ``make`` turns an instance's class name and fields into what stands for it."""

    def __init__(self, data: bytes, make: Any = None) -> None:
        self.data = data
        self.at = 0
        self.make = make or (lambda name, fields: Obj(name, tuple(fields)))

    @property
    def done(self) -> bool:
        """Whether everything has been read."""
        return self.at >= len(self.data)

    def until(self, end: bytes) -> str:
        """The text before the next ``end``, which is passed.

        Raises:
            WireError: when there is none.
        """
        stop = self.data.find(end, self.at)
        if stop < 0:
            raise WireError("cut short")
        text = self.data[self.at : stop]
        self.at = stop + 1
        return text.decode("utf-8")

    def take(self, size: int) -> bytes:
        """So many bytes.

        Raises:
            WireError: when there are fewer.
        """
        part = self.data[self.at : self.at + size]
        if len(part) != size:
            raise WireError("cut short")
        self.at += size
        return part

    def text(self) -> str:
        """A text with its tag."""
        if self.take(1) != b"s":
            raise WireError("no text")
        return self.take(int(self.until(b":"))).decode("utf-8")

    def float(self) -> float:
        """A float with its tag."""
        if self.take(1) != b"f":
            raise WireError("no float")
        digits = self.until(b";")
        if len(digits) != 16:
            raise WireError("no float")
        value: float = struct.unpack(">d", struct.pack(">Q", int(digits, 16)))[0]
        return value

    def value(self, depth: int = 0) -> Any:
        """The next value.

        Raises:
            WireError: when the text is no wire form.
        """
        if depth > 2 * DEPTH:
            raise WireError("nested too deeply")
        tag = self.take(1)
        if tag in _ATOMS:
            return _ATOMS[tag]
        if tag == b"f" or tag == b"s":
            self.at -= 1
            return self.float() if tag == b"f" else self.text()
        if tag == b"i":
            return int_value(self.until(b";"))
        if tag == b"c":
            return complex(self.float(), self.float())
        if tag == b"@":
            return Same(int(self.until(b";")))
        count = int(self.until(b";")) if tag in b"ltSZqdo" else -1
        if tag == b"d":
            return {_hashable(self.value(depth + 1)): self.value(depth + 1) for _ in range(count)}
        if tag == b"o":
            name = self.text()
            return self.make(name, [(self.text(), self.value(depth + 1)) for _ in range(count)])
        if tag in _MAKERS:
            items = [self.value(depth + 1) for _ in range(count)]
            return _MAKERS[tag](map(_hashable, items) if tag in b"SZ" else items)
        raise WireError(f"the tag {tag!r}")


def _hashable(value: Any) -> Any:
    try:
        hash(value)
    except TypeError:
        raise WireError("a key that cannot be hashed") from None
    return value


_ATOMS: dict[bytes, Any] = {b"N": None, b"T": True, b"F": False}
_MAKERS: dict[bytes, Any] = {b"l": list, b"t": tuple, b"S": set, b"Z": frozenset, b"q": collections.deque}


def decode(data: bytes) -> Any:
    """The value that a whole text stands for.

    Raises:
        WireError: when it stands for none.
    """
    decoder = Decoder(data)
    value = decoder.value()
    if not decoder.done:
        raise WireError("more than one value")
    return value


def canonical(value: Any, *, ordered: bool = True) -> Any:
    """A form in which equal means the same to whoever looks: types count, the order inside of sets does not, and that of
    mappings where they are ``ordered``.
    """
    kind = type(value)
    if kind is float:
        return ("float", _float(value))
    if kind is complex:
        return ("complex", _float(value.real), _float(value.imag))
    if kind in (list, tuple, collections.deque):
        return (kind.__name__, *(canonical(v, ordered=ordered) for v in value))
    if kind in (set, frozenset):
        return (kind.__name__, *sorted((canonical(v, ordered=ordered) for v in value), key=repr))
    if kind is dict:
        pairs = [(canonical(k, ordered=ordered), canonical(v, ordered=ordered)) for k, v in value.items()]
        return ("dict", *(pairs if ordered else sorted(pairs, key=repr)))
    if kind is Obj:
        return ("object", value.name, *((n, canonical(v, ordered=ordered)) for n, v in value.fields))
    if kind is int and abs(value) >= _LONG:
        return ("int", hex(value))  # whose digits nobody may ask for
    return (kind.__name__, value)


def source(value: Any) -> str:
    """The value as Python source shows it best."""
    kind = type(value)
    if kind is float and not math.isfinite(value):
        return f"float({str(value)!r})"
    if kind is int:
        return int_text(value)
    if kind is list:
        return f"[{', '.join(map(source, value))}]"
    if kind is tuple:
        return f"({', '.join(map(source, value))}{',' if len(value) == 1 else ''})"
    if kind is set and value:
        return f"{{{', '.join(map(source, value))}}}"
    if kind is frozenset:
        return f"frozenset({source(set(value)) if value else ''})"
    if kind is collections.deque:
        return f"deque({source(list(value))})"
    if kind is dict:
        return "{" + ", ".join(f"{source(k)}: {source(v)}" for k, v in value.items()) + "}"
    if kind is Obj:
        return f"{value.name}({', '.join(f'{n}={source(v)}' for n, v in value.fields)})"
    return repr(value)
