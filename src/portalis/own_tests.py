"""Which of the user's tests a translation can carry as `#[test]`s.

A library carries all that can be translated. A script is a closed program: a test that would widen its types, or call what the program
does not, would change the Rust that is to be judged. So a script carries a test where the program is, to the letter, what it is
without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from portalis.diagnostics import Severity

if TYPE_CHECKING:
    from portalis.api import TranslationRequest, TranslationResult
    from portalis.verify.user_tests import UserTest

MAX_TRIES = 24
"""Translations that are made to find the tests that can be carried, where not all of them can."""
_TESTS = "\n#[cfg(test)]\nmod tests {"


class Carried(NamedTuple):
    """The source and its translation with the tests in them, and those tests. A script's source has none: they stand alone."""

    source: TranslationRequest
    result: TranslationResult
    tests: list[UserTest]


def carried(source: TranslationRequest, result: TranslationResult) -> Carried:
    """A translation with the tests that it can carry; ``result`` is the translation of ``source`` as it stands.

    Raises:
        InputError: when the input is not Python.
    """
    from portalis.api import translate
    from portalis.verify.user_tests import find_asserts, find_tests, standing_alone, with_tests, without_runner

    first = source.modules[0]
    text = without_runner(first.text)
    tests = find_tests(text)
    if text != first.text or not result.ok:
        # what only runs the tests is no program, and what only they need is not translated: `cargo test` runs them
        bare = with_tests(text, [], [t for t in tests if t.text])
        without = replace(source, modules=(replace(first, text=bare), *source.modules[1:]))
        made = translate(without)
        if text != first.text or _errors(made) < _errors(result):
            source, result, text = without, made, bare
    script = "src/main.rs" in result.files
    asserts: list[UserTest] = []
    if script:
        standing = {f.name for f in result.functions if f.kind == "test"}
        asserts = [t for t in find_asserts(text) if t.name in standing]
    if not tests:
        return Carried(source, result, asserts)
    tries = iter(range(MAX_TRIES))

    def fitting(some: Sequence[UserTest]) -> list[UserTest]:
        """The largest part of some tests that was found: one that cannot be carried keeps no other from it."""
        if next(tries, None) is None:
            return []
        if _good(result, _translated(source, some, tests), some):
            return list(some)
        half = len(some) // 2
        return [*fitting(some[:half]), *fitting(some[half:])] if half else []

    chosen = fitting(tests)
    made = _translated(source, chosen, tests)
    if not chosen or not _good(result, made, chosen):
        return Carried(source, result, asserts)
    if not script:
        return Carried(_tested(source, chosen, tests), made, [*asserts, *chosen])
    # the program is the one without tests, and what its functions are given is what it gives them
    names = {t.name for t in chosen}
    functions = (*result.functions, *(f for f in made.functions if f.name in names))
    return Carried(source, replace(made, functions=functions), [*asserts, *(standing_alone(text, t) for t in chosen)])


def _errors(result: TranslationResult) -> int:
    return sum(d.severity is Severity.ERROR for d in result.diagnostics)


def _tested(
    source: TranslationRequest, chosen: Sequence[UserTest], tests: Sequence[UserTest] = ()
) -> TranslationRequest:
    """The request with the chosen tests in its first module, and none of the others of ``tests``."""
    from portalis.verify.user_tests import with_tests

    first = source.modules[0]
    dropped = [t for t in tests if t not in chosen]
    module = replace(first, text=with_tests(first.text, chosen, dropped))
    options = replace(source.options, tests=frozenset(t.name for t in chosen))
    return replace(source, modules=(module, *source.modules[1:]), options=options)


def _translated(
    source: TranslationRequest, chosen: Sequence[UserTest], tests: Sequence[UserTest] = ()
) -> TranslationResult:
    from portalis.api import translate

    return translate(_tested(source, chosen, tests))


def _good(plain: TranslationResult, tested: TranslationResult, tests: Sequence[UserTest]) -> bool:
    """Whether a translation carries these tests and is otherwise none the worse."""
    root = "src/main.rs" if "src/main.rs" in plain.files else "src/lib.rs"
    if root not in tested.files or (plain.ok and not tested.ok):
        return False
    carried = {f.name for f in tested.functions if f.kind == "test"}
    if not all(t.name in carried for t in tests):
        return False
    if root == "src/lib.rs":
        return True
    stateful = {f.name for f in tested.functions if f.kind == "test" and f.needs_module}
    others = [n for n in plain.files if n.endswith(".rs") and not n.startswith("src/pyrt/") and n != root]
    same = plain.files[root].partition(_TESTS)[0].rstrip() == tested.files[root].partition(_TESTS)[0].rstrip()
    return (
        same and not stateful & {t.name for t in tests} and all(plain.files[n] == tested.files.get(n) for n in others)
    )
