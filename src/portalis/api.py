"""The facade: the only door into the compiler."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from portalis.codes import page_text
from portalis.diagnostics import Diagnostic, Severity
from portalis.frontend.project import read_input
from portalis.frontend.source import SourceModule, normalise
from portalis.options import Options

__all__ = [
    "Event",
    "ItemReport",
    "SourceModule",
    "TranslationRequest",
    "TranslationResult",
    "explain",
    "read_input",
    "translate",
    "translate_events",
]


@dataclass(frozen=True, slots=True)
class TranslationRequest:
    """What is to be translated, and how."""

    modules: tuple[SourceModule, ...]
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class ItemReport:
    """What became of one function, method or class."""

    name: str
    kind: str
    ok: bool

    def to_json(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return {"name": self.name, "kind": self.kind, "ok": self.ok}


@dataclass(frozen=True, slots=True)
class TranslationResult:
    """The Cargo package and what was found on the way to it."""

    files: dict[str, str]
    diagnostics: tuple[Diagnostic, ...]
    items: tuple[ItemReport, ...]
    ok: bool
    crates: dict[str, str]
    dump: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened during a translation."""

    kind: Literal["pass", "item", "diagnostic", "done"]
    name: str = ""
    item: ItemReport | None = None
    diagnostic: Diagnostic | None = None
    result: TranslationResult | None = None


def translate(
    source: str | TranslationRequest, options: Options = Options(), *, path: str = "<string>"
) -> TranslationResult:
    """Translate source text, or the modules of a request.

    Raises:
        InputError: when the input is not Python.
    """
    if isinstance(source, str):
        source = TranslationRequest((SourceModule("main", path, normalise(source, path)),), options)
    result: TranslationResult | None = None
    for event in translate_events(source):
        if event.result is not None:
            result = event.result
    assert result is not None
    return result


def translate_events(request: TranslationRequest) -> Iterator[Event]:
    """Translate, and yield what happens as it happens.

    Raises:
        InputError: when the input is not Python.
    """
    from portalis.pipeline import Translation

    run = Translation(request.modules, request.options)
    for name in run.run():
        yield Event("pass", name)
    for d in run.diagnostics:
        yield Event("diagnostic", d.code, diagnostic=d)
    ok = run.package is not None and not any(d.severity is Severity.ERROR for d in run.diagnostics)
    files = dict(run.package.files) if run.package is not None else {}
    items: list[ItemReport] = []
    if run.package is not None:
        for inst in run.package.done:
            if inst.info is not None:
                item = ItemReport(inst.info.qualname, "method" if inst.info.cls else "function", True)
                items.append(item)
                yield Event("item", item.name, item=item)
    if files and request.options.format_rust:
        from portalis.toolchain import format_rust

        for name, text in files.items():
            if name.endswith(".rs") and not name.startswith("src/pyrt/"):
                files[name] = format_rust(text)
    crates = run.package.crates if run.package is not None else {}
    yield Event("done", result=TranslationResult(files, tuple(run.diagnostics), tuple(items), ok, crates))


def explain(code: str) -> str:
    """The page of a diagnostic's code.

    Raises:
        KeyError: when there is no such code.
    """
    return page_text(code)
