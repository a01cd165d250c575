"""The facade: the only door into the compiler."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from portalis.codes import page_text
from portalis.diagnostics import Diagnostic, InputError, Severity
from portalis.frontend.project import read_input
from portalis.frontend.source import SourceModule, normalise
from portalis.options import Options

if TYPE_CHECKING:
    from portalis.codegen.package import Finished

__all__ = [
    "Event",
    "ItemReport",
    "SourceModule",
    "TranslationRequest",
    "TranslationResult",
    "explain",
    "modules_of",
    "read_input",
    "single_source",
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
    finished: Finished | None = None

    def rust(self) -> str:
        """The Rust of the item that an ``item`` event is about; empty for other events."""
        return "" if self.finished is None else self.finished.text()


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
    from portalis.pipeline import PASSES, Translation

    wanted = request.options.dump_after
    if wanted is not None and wanted not in PASSES:
        raise InputError(Diagnostic("P0111", f"there is no pass `{wanted}`; the passes are {', '.join(PASSES)}"))
    run = Translation(request.modules, request.options)
    items: list[ItemReport] = []
    for step in run.run():
        if isinstance(step, str):
            yield Event("pass", step)
            if step == wanted:
                yield Event("done", result=TranslationResult({}, tuple(run.diagnostics), (), True, {}, run.dump()))
                return
        elif (info := step.instance.info) is not None:
            item = ItemReport(info.qualname, "method" if info.cls else "function", True)
            items.append(item)
            yield Event("item", item.name, item=item, finished=step)
    for d in run.diagnostics:
        yield Event("diagnostic", d.code, diagnostic=d)
    package = run.package
    ok = package is not None and not any(d.severity is Severity.ERROR for d in run.diagnostics)
    files = dict(package.files) if package is not None else {}
    if files and request.options.format_rust:
        from portalis.toolchain import format_rust

        for name, text in files.items():
            if name.endswith(".rs") and not name.startswith("src/pyrt/"):
                files[name] = format_rust(text)
    kept = {i.info.qualname for i in package.done if i.info is not None} if package is not None else set()
    reports = tuple(i for i in items if i.name in kept)
    crates = package.crates if package is not None else {}
    yield Event("done", result=TranslationResult(files, tuple(run.diagnostics), reports, ok, crates))


def modules_of(files: Mapping[str, str]) -> tuple[SourceModule, ...]:
    """Modules from texts by relative path, in the order given; ``pkg/util.py`` is imported as ``pkg.util``.

    Raises:
        InputError: for text that is no source, and for paths that name no module.
    """
    found: dict[str, SourceModule] = {}
    for path, text in files.items():
        parts = PurePosixPath(path).with_suffix("").parts
        is_package = parts[-1:] == ("__init__",)
        name = ".".join(parts[:-1] if is_package else parts)
        if not name or not all(part.isidentifier() for part in name.split(".")):
            raise InputError(Diagnostic("P0102", f"{path!r} names no module that Python could import"))
        if name in found:
            raise InputError(Diagnostic("P0112", f"{found[name].path} and {path} are both the module {name!r}"))
        found[name] = SourceModule(name, path, normalise(text, path), is_package)
    return tuple(found.values())


def single_source(result: TranslationResult) -> str:
    """The translated crate as one Rust file, with the runtime parts inline; empty where there is none."""
    from portalis.codegen.single_file import join_modules

    return join_modules(result.files)


def explain(code: str) -> str:
    """The page of a diagnostic's code.

    Raises:
        KeyError: when there is no such code.
    """
    return page_text(code)
