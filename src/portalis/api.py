"""The facade: the only door into the compiler."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from portalis.codes import page_text
from portalis.diagnostics import Diagnostic, InputError, Severity
from portalis.frontend.project import read_input
from portalis.frontend.source import SourceModule, normalise
from portalis.interface import ClassShape, Function, LineMap, follow
from portalis.options import Options, VerifyOptions

if TYPE_CHECKING:
    from portalis.codegen.package import Finished
    from portalis.irbuild.program import Instance
    from portalis.verify.builds import PackageBuild
    from portalis.verify.ladder import Verification
    from portalis.verify.user_tests import UserTest

__all__ = [
    "Event",
    "ItemReport",
    "SourceModule",
    "TranslationRequest",
    "TranslationResult",
    "build",
    "completed",
    "exception_constant",
    "explain",
    "is_exception",
    "modules_of",
    "read_input",
    "report",
    "signature_of",
    "single_source",
    "source_pieces",
    "toolchain_identity",
    "translate",
    "translate_events",
    "unverifiable",
    "verify",
    "with_tests",
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
    """Its dotted name, with its module's before it where that is not the first: `area`, `shapes.Circle.area`."""
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
    functions: tuple[Function, ...] = ()
    """What the package offers, for those who call or judge it."""
    classes: tuple[ClassShape, ...] = ()
    lines: dict[str, LineMap] = field(default_factory=dict)
    """For each Rust file, the Python lines that its lines came from."""
    refused: tuple[Function, ...] = ()
    """What has no Rust, with the types that were inferred for it all the same."""
    homes: dict[str, str] = field(default_factory=dict)
    """The Rust module of each Python module by its dotted name; both are empty for the first."""


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
    from portalis.codegen.rust_types import rust_module
    from portalis.pipeline import PASSES, Translation

    wanted = request.options.dump_after
    if wanted is not None and wanted not in PASSES:
        raise InputError(Diagnostic("P0111", f"there is no pass `{wanted}`; the passes are {', '.join(PASSES)}"))
    run = Translation(request.modules, request.options)
    items: list[ItemReport] = []
    first = request.modules[0].name
    for step in run.run():
        if isinstance(step, str):
            yield Event("pass", step)
            if step == wanted:
                yield Event("done", result=TranslationResult({}, tuple(run.diagnostics), (), True, {}, run.dump()))
                return
        elif (info := step.instance.info) is not None:
            item = ItemReport(_item_name(step.instance, first), "method" if info.cls else "function", True)
            items.append(item)
            yield Event("item", item.name, item=item, finished=step)
    for d in run.diagnostics:
        yield Event("diagnostic", d.code, diagnostic=d)
    package = run.package
    ok = package is not None and not any(d.severity is Severity.ERROR for d in run.diagnostics)
    files = dict(package.files) if package is not None else {}
    lines = dict(package.lines) if package is not None else {}
    if files and request.options.format_rust:
        from portalis.toolchain import format_rust

        for name, text in files.items():
            if name.endswith(".rs") and not name.startswith("src/pyrt/"):
                files[name] = format_rust(text)
                if name in lines:
                    lines[name] = follow(lines[name], text, files[name])
    kept = {_item_name(i, first) for i in package.done if i.info is not None} if package is not None else set()
    reports = tuple(i for i in items if i.name in kept)
    crates = package.crates if package is not None else {}
    functions, classes = (package.functions, package.classes) if package is not None else ((), ())
    refused = package.refused if package is not None else ()
    homes = {m.name: rust_module(m.name) for m in request.modules[1:]}
    result = TranslationResult(
        files, tuple(run.diagnostics), reports, ok, crates, None, functions, classes, lines, refused, {"": "", **homes}
    )
    yield Event("done", result=result)


def _item_name(inst: Instance, first: str) -> str:
    assert inst.info is not None
    name = inst.info.written_name
    return name if inst.module.name == first else f"{inst.module.name}.{name}"


def verify(
    source: str | TranslationRequest,
    options: Options = Options(),
    *,
    path: str = "<string>",
    package: Mapping[str, str] | None = None,
    wishes: VerifyOptions = VerifyOptions(),
    unsafe: bool = False,
    listener: Callable[[str, str], None] | None = None,
    translated: TranslationResult | None = None,
) -> Verification:
    """Translate and prove, or judge the Rust ``package`` (relative path → text) that stands for the source.

    ``wishes`` says how far to go; ``unsafe`` lets code run where the system has no bubblewrap; ``listener`` is told of
    each rung and item as it is reached; ``translated`` is the source's translation under the same options, where the
    caller has made it already. Needs the extra ``portalis[verify]``, cargo and clippy.

    Raises:
        InputError: when the input is not Python.
        ToolchainError: when a tool is missing, or nothing may be run on this machine.
        OSError: when the sandbox cannot be started.
    """
    from portalis.verify.judge import judge

    if isinstance(source, str):
        source = TranslationRequest((SourceModule("main", path, normalise(source, path)),), options)
    result = translated or translate(source)
    tests: list[UserTest] = []
    written = source.modules[0].text
    if package is None and wishes.tests:
        from portalis.own_tests import carried

        source, result, tests = carried(source, result)
    return judge(
        source.modules, result, package, wishes, unsafe=unsafe, listener=listener, tests=tests, written=written
    )


def with_tests(request: TranslationRequest, translated: TranslationResult) -> TranslationResult:
    """The translation with the doctests, unittest methods and functions `test_…` of its first module as `#[test]`s; what cannot
    be translated, or would change a script's program, is left out. A script has its asserts so anyway.

    Raises:
        InputError: when the input is not Python.
    """
    from portalis.own_tests import carried

    return carried(request, translated).result


def unverifiable(*, unsafe: bool = False) -> str | None:
    """Why nothing can be verified on this machine, or ``None`` where the crates of translations are compiled and ready.

    Compiles them the first time, which takes up to a minute. ``unsafe`` is that of :func:`verify`.
    """
    from portalis.diagnostics import ToolchainError
    from portalis.verify.buildcache import prepare
    from portalis.verify.sandbox import Sandbox

    try:
        prepare(Sandbox.best(allow_limits_only=unsafe))
    except ToolchainError as error:
        return error.diagnostics[0].message
    except OSError as error:
        return f"the sandbox cannot be started: {error.strerror or error}"
    return None


def toolchain_identity() -> str:
    """One name for what verifications depend on beside the code: the Rust toolchain and the crates of translations.

    Raises:
        ToolchainError: when there is no Rust toolchain.
    """
    from portalis.verify.buildcache import store

    return store().name


def build(
    packages: Sequence[Mapping[str, str]], profile: str = "debug", *, wasm: bool = False, unsafe: bool = False
) -> Iterator[PackageBuild]:
    """Build translated packages (relative path to text) in the sandbox, and say of each what became of it.

    ``profile`` is ``debug``, ``release`` or ``release-with-debug``; ``wasm`` builds for wasm32-wasip1 too; ``unsafe`` is
    that of :func:`verify`.

    Raises:
        KeyError: for another profile.
        ToolchainError: when a tool is missing, or nothing may be run on this machine.
        OSError: when the sandbox cannot be started.
    """
    from portalis.verify.builds import build_packages

    return build_packages(packages, profile, wasm=wasm, unsafe=unsafe)


def signature_of(
    python: str, rust: str, name: str, owner: str = "", structs: Mapping[str, str] | None = None, beside: str = ""
) -> Function | str:
    """What a Rust function of this name takes and gives where it stands for a Python function, or why that is not known.

    With ``owner``, a struct, both are methods. ``structs`` has the Python class by the name of each struct that stands for one;
    ``beside`` is Rust that may declare enums which ``rust`` does not.
    """
    from portalis.verify.additions import signature_of as signature

    return signature(python, rust, name, owner, structs, beside)


def is_exception(name: str) -> bool:
    """Whether a name is that of a built-in exception class that translations have."""
    from portalis.frontend.exception_classes import EXCEPTION_NAMES

    return name in EXCEPTION_NAMES


def exception_constant(name: str) -> str:
    """The Rust constant of an exception class, a built-in one or the program's own."""
    from portalis.codegen.builtins import class_constant

    return class_constant(name)


def report(found: Verification, form: Literal["json", "sarif", "html"]) -> str:
    """A verification as a JSON document, as a SARIF log, or as one self-contained page of HTML."""
    from portalis import __version__

    if form == "html":
        from portalis.verify.report_html import page

        return page(found)
    if form == "sarif":
        from portalis.verify.report_sarif import sarif

        return json.dumps(sarif(found, __version__), indent=2) + "\n"
    return json.dumps({"version": __version__, **found.to_json()}, indent=2) + "\n"


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


def single_source(result: TranslationResult | Mapping[str, str]) -> str:
    """The translated crate as one Rust file, with the runtime parts inline; empty where there is none."""
    from portalis.codegen.single_file import join_modules

    return join_modules(result.files if isinstance(result, TranslationResult) else result)


def source_pieces(result: TranslationResult) -> Iterator[tuple[str, bool]]:
    """What :func:`single_source` joins, and of each piece whether it is a part of the runtime: the same object each time."""
    from portalis.codegen.single_file import module_pieces

    return module_pieces(result.files)


def completed(files: Mapping[str, str], name: str = "program") -> tuple[dict[str, str], dict[str, str]]:
    """A package whose Rust somebody changed, with the parts of the runtime that its text uses now, and its crates.

    ``name`` is the package's where it has no manifest yet. What the text does not use any more is left out.
    """
    from portalis.codegen.package import cargo_toml
    from portalis.codegen.runtime_parts import runtime_files

    own = {path: text for path, text in files.items() if not path.startswith("src/pyrt/")}
    parts, crates = runtime_files("\n".join(text for path, text in own.items() if path.endswith(".rs")))
    manifest = own.pop("Cargo.toml", None)
    if manifest is not None:
        name = next((line.split('"')[1] for line in manifest.splitlines() if line.startswith("name = ")), name)
    return {"Cargo.toml": cargo_toml(name, crates), **own, **parts}, crates


def explain(code: str) -> str:
    """The page of a diagnostic's code.

    Raises:
        KeyError: when there is no such code.
    """
    return page_text(code)
