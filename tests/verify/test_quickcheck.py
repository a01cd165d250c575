"""The check without cargo says what cargo's says, and leaves everything else to cargo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.cases import ROOT

from portalis.api import translate
from portalis.options import Options
from portalis.verify.buildcache import install, new_job
from portalis.verify.cargo import check
from portalis.verify.quickcheck import RUNTIME, quick_check
from portalis.verify.sandbox import Outcome, Sandbox

CORPUS = sorted((ROOT / "benchmarks" / "corpus").glob("*.py"))
PROGRAM = "words = {}\nfor word in input().split():\n    words[word] = words.get(word, 0) + 1\nprint(sorted(words))\n"
Change = Callable[[dict[str, str]], None]


def package_of(source: str, path: str = "program.py") -> dict[str, str]:
    return translate(source, Options(partial=True), path=path).files


def quick(sandbox: Sandbox, files: dict[str, str]) -> Outcome | None:
    with new_job(sandbox) as job:
        return quick_check(sandbox, job, files)


@pytest.mark.slow
@pytest.mark.usefixtures("cargo")
@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.stem)
def test_both_checks_find_the_same(sandbox: Sandbox, path: Path) -> None:
    result = translate(path.read_text("utf-8"), Options(partial=True), path=str(path))
    with new_job(sandbox) as job:
        package = install(job, "package", result.files)
        short = check(sandbox, job, package, result.lines, result.files)
        assert not (job / "target").exists(), "cargo was asked"
        long = check(sandbox, job, package, result.lines)
    assert short.compiled
    assert short.findings == long.findings
    assert not any(f.file.startswith("src/pyrt/") for f in long.findings)


@pytest.mark.slow
@pytest.mark.usefixtures("cargo")
def test_lints_are_found_on_their_lines(sandbox: Sandbox) -> None:
    files = package_of(PROGRAM)
    added = "\nfn f(x: bool) -> bool {\n    if x {\n        return true;\n    }\n    return false;\n}\n"
    files["src/main.rs"] += added
    with new_job(sandbox) as job:
        package = install(job, "package", files)
        short, long = check(sandbox, job, package, {}, files), check(sandbox, job, package, {})
    assert {"dead_code", "clippy::needless_return"} <= {f.code for f in short.findings}
    assert short.findings == long.findings


def drop_a_part(files: dict[str, str]) -> None:
    del files["src/pyrt/dict.rs"]
    listed = files["src/pyrt/mod.rs"].split("\n")
    files["src/pyrt/mod.rs"] = "\n".join(line for line in listed if line not in ("mod dict;", "pub use dict::*;"))


def wrong_type(files: dict[str, str]) -> None:
    files["src/main.rs"] += "\npub const N: i64 = 1.0;\n"


def private_name(files: dict[str, str]) -> None:
    files["src/main.rs"] += "\npub use pyrt::int::Int as Hidden;\n"


@pytest.mark.slow
@pytest.mark.usefixtures("cargo")
@pytest.mark.parametrize("change", [drop_a_part, wrong_type, private_name])
def test_what_does_not_compile_is_left_to_cargo(sandbox: Sandbox, change: Change) -> None:
    files = package_of(PROGRAM)
    assert quick(sandbox, files) is not None
    change(files)
    assert quick(sandbox, files) is None
    with new_job(sandbox) as job:
        found = check(sandbox, job, install(job, "package", files), {}, files)
    assert not found.compiled
    assert found.errors


def changed_runtime(files: dict[str, str]) -> None:
    files["src/pyrt/int.rs"] += "\n"


def other_listing(files: dict[str, str]) -> None:
    files["src/pyrt/mod.rs"] += "pub fn more() {}\n"


def build_script(files: dict[str, str]) -> None:
    files["build.rs"] = "fn main() {}\n"


def settings(files: dict[str, str]) -> None:
    files[".cargo/config.toml"] = "[build]\n"


def lint_levels(files: dict[str, str]) -> None:
    files["Cargo.toml"] += '\n[lints.clippy]\nall = "allow"\n'


def other_crate(files: dict[str, str]) -> None:
    files["Cargo.toml"] = files["Cargo.toml"].replace("[dependencies]\n", '[dependencies]\nserde = "1"\n')


def two_roots(files: dict[str, str]) -> None:
    files["src/lib.rs"] = "\n"


def no_runtime(files: dict[str, str]) -> None:
    for name in [n for n in files if n.startswith("src/pyrt/")]:
        del files[name]


def another_program(files: dict[str, str]) -> None:
    files["src/bin/more.rs"] = "fn main() {}\n"


@pytest.mark.parametrize(
    "change",
    [changed_runtime, other_listing, build_script, settings, lint_levels, other_crate, two_roots, no_runtime,
     another_program],
)  # fmt: skip
def test_packages_of_another_shape_are_left_to_cargo(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, change: Change
) -> None:
    def refuse(*_: object, **__: object) -> Outcome:
        raise AssertionError("something was run")

    files = package_of(PROGRAM)
    monkeypatch.setattr(Sandbox, "run", refuse)
    change(files)
    assert quick_check(sandbox, tmp_path, files) is None


@pytest.mark.slow
@pytest.mark.usefixtures("cargo")
def test_without_a_sandbox_nothing_is_shared(sandbox: Sandbox, tmp_path: Path) -> None:
    assert quick_check(Sandbox("limits"), tmp_path, package_of(PROGRAM)) is None


@pytest.mark.slow
@pytest.mark.usefixtures("cargo")
def test_a_runtime_of_ones_own_is_not_taken(sandbox: Sandbox) -> None:
    """A program that names the crate itself does not compile: as a package it has none."""
    files = package_of(PROGRAM)
    files["src/main.rs"] += f"\npub use {RUNTIME}::pyrt::int::Int as Hidden;\n"
    with new_job(sandbox) as job:
        found = check(sandbox, job, install(job, "package", files), {}, files)
    assert not found.compiled
