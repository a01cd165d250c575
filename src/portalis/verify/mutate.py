"""Runs inside the sandbox: arguments that differ from others, by the types of the parameters.

A type is what ``sessions.described_shape`` writes: kind, bits, nonneg, name and the types inside it.
"""

from __future__ import annotations

import dataclasses
import random
from collections import Counter, OrderedDict, deque
from collections.abc import Sequence
from typing import Any

Type = dict[str, Any]
_LISTS: dict[str, Any] = {"list": list, "deque": deque, "tuple*": tuple}
_SETS: dict[str, Any] = {"set": set, "frozenset": frozenset}
_DICTS: dict[str, Any] = {"dict": dict, "Counter": Counter, "OrderedDict": OrderedDict}
_PLAIN: dict[str, type] = {"int": int, "float": float, "str": str, "bool": bool}
_OBJECTS: list[Type] = [
    {"kind": kind, "of": [], "bits": 0, "nonneg": False, "name": ""} for kind in ("int", "str", "float", "bool")
]
_LETTERS = "abcABCxyz0123 .,-_:;()[]{}!?\n\tÉßİ中🐍²٣½"
MAX_ITEMS = 40


class NoValueError(ValueError):
    """A type whose values cannot be made up."""


class Mutator:
    """Changes arguments; the same for the same numbers in the same order."""

    def __init__(self, config: dict[str, Any], pool: dict[str, list[Any]]) -> None:
        self.rng = random.Random(config["seed"])
        self.ints: list[int] = config["ints"]
        self.floats: list[float] = config["floats"]
        self.texts: list[str] = config["texts"]
        self.pool = pool
        """Instances by class; what they hold is changed where the class takes any values."""
        self.plain: dict[str, list[tuple[str, Type]]] = {
            n: [(f, t) for f, t in fs] for n, fs in config["plain"].items()
        }

    def arguments(self, values: Sequence[Any], types: Sequence[Type]) -> list[Any]:
        """One argument changed, or made equal or nearly equal to another of its type."""
        rng, changed = self.rng, list(values)
        at = rng.randrange(len(changed))
        twins = [
            i for i, t in enumerate(types) if i != at and t["kind"] == types[at]["kind"] and t["of"] == types[at]["of"]
        ]
        roll = rng.random()
        if twins and roll < 0.12:
            changed[at] = self.inside(changed[rng.choice(twins)], types[at])
            if rng.random() < 0.5:
                changed[at] = self.value(changed[at], types[at])
        elif roll < 0.17:
            changed[at] = self.fresh(types[at])
        else:
            changed[at] = self.value(changed[at], types[at])
        return changed

    def inside(self, value: Any, kind: Type) -> Any:
        """An int moved into the range of its type; everything else as it is."""
        if kind["kind"] == "int" and kind["bits"]:
            top = 2 ** kind["bits"] - 1
            return max(0 if kind["nonneg"] else -top, min(value, top))
        return value

    def value(self, value: Any, kind: Type) -> Any:
        """A value of the type, a little different."""
        rng, name = self.rng, kind["kind"]
        if name in ("number", "object"):
            inner = next((t for t in kind["of"] or _OBJECTS if _PLAIN.get(t["kind"]) is type(value)), None)
            if inner is None:  # an object of one of several classes
                own = getattr(value, "name", "")
                inner = next((t for t in kind["of"] if t["kind"] == "instance" and t["name"] == own), None)
            if name == "number" and type(value) is int:
                inner = {**kind, "kind": "int"}
            elif name == "number":
                inner = {**kind, "kind": "float"}
            return self.fresh(kind) if inner is None or rng.random() < 0.1 else self.value(value, inner)
        if name == "option":
            return (
                self.fresh(kind["of"][0])
                if value is None
                else None
                if rng.random() < 0.1
                else self.value(value, kind["of"][0])
            )
        if name == "int":
            return self.inside(self._int(value), kind)
        if name == "float":
            return self._float(value)
        if name == "bool":
            return not value
        if name == "str":
            return self._text(value)
        if name == "tuple":
            items = list(value)
            if items:
                at = rng.randrange(len(items))
                items[at] = self.value(items[at], kind["of"][at])
            return tuple(items)
        if name in _LISTS:
            return _LISTS[name](self._items(list(value), kind["of"][0]))
        if name in _SETS:
            return _SETS[name](self._items(sorted(value, key=repr), kind["of"][0]))
        if name in _DICTS:
            return _DICTS[name](self._pairs(dict(value), kind["of"][0], kind["of"][1]))
        if name == "instance":
            fields = self.plain.get(kind["name"])
            if fields and rng.random() < 0.8:
                at = rng.randrange(len(fields))
                held = list(value.fields)
                held[at] = (held[at][0], self.value(held[at][1], fields[at][1]))
                return dataclasses.replace(value, fields=tuple(held))
            return self.fresh(kind)
        return value

    def _int(self, value: int) -> int:
        rng = self.rng
        roll = rng.randrange(9)
        if roll < 4:
            return value + (1, -1, 2, -2)[roll]
        if roll == 4:
            return rng.choice(
                (-value, value * 2, value // 2, value * 10, value // 10, value * value if abs(value) < 1000 else 0)
            )
        if roll == 5 and self.ints:
            return rng.choice(self.ints) + rng.choice((0, 0, 1, -1))
        if roll == 6:
            return rng.choice((0, 1, -1, 2))
        return value + rng.randint(-30, 30) if roll == 7 else rng.randint(-100, 1000)

    def _float(self, value: float) -> float:
        rng = self.rng
        near = [
            value + 1.0,
            value - 1.0,
            value + 0.5,
            -value,
            0.0,
            -0.0,
            value * 10,
            value / 2,
            rng.uniform(-50, 50),
            float(rng.randint(-9, 9)),
        ]
        if abs(value) < 1e9:
            near += [round(value, 1), float(int(value))]
        if self.floats or self.ints:
            near += [float(rng.choice([*self.floats, *self.ints]))] * 2
        return rng.choice(near)

    def _letter(self, value: str) -> str:
        rng = self.rng
        if value and rng.random() < 0.4:
            return rng.choice(value)
        if self.texts and rng.random() < 0.6 and (word := rng.choice(self.texts)):
            return rng.choice(word)
        return rng.choice(_LETTERS)

    def _text(self, value: str) -> str:
        rng = self.rng
        at, roll = rng.randrange(len(value) + 1), rng.randrange(10)
        if roll < 2:
            return value[:at] + self._letter(value) + value[at:]
        if roll == 2:
            return value[:at] + value[at + 1 :]
        if roll == 3:
            return value[:at] + self._letter(value) + value[at + 1 :]
        if roll == 4 and self.texts:
            return rng.choice(self.texts)
        if roll == 5 and self.texts:
            return value[:at] + rng.choice(self.texts) + value[at:]
        if roll == 6:
            end = rng.randint(at, len(value))
            return (value[:end] + value[at:end] + value[end:])[: 4 * MAX_ITEMS]
        if roll == 7:
            return rng.choice(
                (
                    value[::-1],
                    value.swapcase(),
                    value.upper(),
                    value.lower(),
                    value[:at],
                    value[at:],
                    value + value[::-1],
                )
            )
        if roll == 8 and len(value) > 1:
            letters = list(value)
            one, other = rng.randrange(len(letters)), rng.randrange(len(letters))
            letters[one], letters[other] = letters[other], letters[one]
            return "".join(letters)
        return self.fresh_text()

    def _items(self, items: list[Any], kind: Type) -> list[Any]:
        rng = self.rng
        if not items:
            return [self.fresh(kind) for _ in range(rng.randint(1, 3))]
        at, other, roll = rng.randrange(len(items)), rng.randrange(len(items)), rng.randrange(12)
        if roll < 3:
            items[at] = self.value(items[at], kind)
        elif roll == 3:
            items.insert(at, self.fresh(kind))
        elif roll == 4:
            items.insert(other, items[at])
        elif roll == 5:
            items.insert(other, self.value(items[at], kind))
        elif roll == 6:
            del items[at]
        elif roll == 7:
            items[at], items[other] = items[other], items[at]
        elif roll == 8:
            items[at] = self.value(items[other], kind)
        elif roll == 9:
            items = rng.choice((items[::-1], items[:at], items[at:], items + items))
        elif roll == 10:
            items[at] = items[other]
        else:
            try:
                items.sort(reverse=rng.random() < 0.3)
            except TypeError:
                items.reverse()
        return items[:MAX_ITEMS]

    def _pairs(self, held: dict[Any, Any], key: Type, item: Type) -> dict[Any, Any]:
        rng = self.rng
        if not held or rng.random() < 0.3:
            return {**held, self.fresh(key): self.fresh(item)}
        chosen, roll = rng.choice(list(held)), rng.randrange(4)
        if roll < 2:
            return {**held, chosen: self.value(held[chosen], item)}
        rest = {k: v for k, v in held.items() if k != chosen}
        return rest if roll == 2 else {**rest, self.value(chosen, key): held[chosen]}

    def fresh_text(self) -> str:
        """A new text: a word of the source, or a few letters."""
        rng = self.rng
        if self.texts and rng.random() < 0.5:
            return rng.choice((" ", "", "")).join(rng.choice(self.texts) for _ in range(rng.randint(1, 2)))
        return "".join(self._letter("") for _ in range(rng.randint(0, 8)))

    def fresh(self, kind: Type, depth: int = 0) -> Any:
        """A new value of the type.

        Raises:
            NoValueError: when none can be made up.
        """
        rng, name = self.rng, kind["kind"]
        if name in ("object", "number"):
            inner = kind["of"] or (
                _OBJECTS if name == "object" else [{**kind, "kind": "int"}, {**kind, "kind": "float"}]
            )
            return self.fresh(rng.choice(inner), depth)
        if name == "option":
            return None if rng.random() < 0.3 else self.fresh(kind["of"][0], depth)
        if name == "int":
            return self.inside(self._int(rng.randint(-3, 12)), kind)
        if name == "float":
            return self._float(float(rng.randint(-3, 12)))
        if name == "bool":
            return rng.random() < 0.5
        if name == "str":
            return self.fresh_text()
        if name == "None":
            return None
        if name == "tuple":
            return tuple(self.fresh(t, depth + 1) for t in kind["of"])
        count = rng.randint(0, 6 if depth == 0 else 3)
        if name in _LISTS or name in _SETS:
            return {**_LISTS, **_SETS}[name](self.fresh(kind["of"][0], depth + 1) for _ in range(count))
        if name in _DICTS:
            return _DICTS[name](
                {self.fresh(kind["of"][0], depth + 1): self.fresh(kind["of"][1], depth + 1) for _ in range(count)}
            )
        if name == "instance" and self.pool.get(kind["name"]):
            return rng.choice(self.pool[kind["name"]])
        raise NoValueError(name)

    def substituted(self, values: Sequence[Any], types: Sequence[Type], old: Any, new: Any) -> list[Any] | None:
        """The arguments with one place that holds ``old`` holding ``new``, or what lies just beside it; None when no place does."""
        if type(new) is int and self.rng.random() < 0.4:
            new += self.rng.choice((-1, 1))
        places = [0]
        for value, kind in zip(values, types):
            self._replace(value, kind, old, new, places, -1)
        if not places[0]:
            return None
        wanted, seen = self.rng.randrange(places[0]), [0]
        return [self._replace(value, kind, old, new, seen, wanted) for value, kind in zip(values, types)]

    def _replace(self, value: Any, kind: Type, old: Any, new: Any, seen: list[int], wanted: int) -> Any:
        """The value with the ``wanted``-th place changed; counts the places in ``seen``."""
        name = kind["kind"]
        if name == "option" and value is not None:
            return self._replace(value, kind["of"][0], old, new, seen, wanted)
        if (
            _PLAIN.get(name) is type(value)
            and (type(value) is type(old) or name == "float")
            and type(new) in (int, float, str)
        ):
            if type(value) is str and type(new) is str and old and old in value:
                seen[0] += 1
                return value.replace(old, new, 1) if seen[0] - 1 == wanted else value
            if value == old and type(value) is not bool and (type(new) is type(value) or name == "float"):
                seen[0] += 1
                return self.inside(float(new) if name == "float" else new, kind) if seen[0] - 1 == wanted else value
        elif name in _LISTS:
            return _LISTS[name](self._replace(item, kind["of"][0], old, new, seen, wanted) for item in value)
        elif name == "tuple":
            return tuple(self._replace(item, t, old, new, seen, wanted) for item, t in zip(value, kind["of"]))
        elif name == "dict":
            return {
                self._replace(k, kind["of"][0], old, new, seen, wanted): self._replace(
                    v, kind["of"][1], old, new, seen, wanted
                )
                for k, v in value.items()
            }
        return value
