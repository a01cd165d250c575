"""Whole verifications: each folder of `tests/fixtures/verify` is a Python file, a package where somebody else wrote it, and
the verdict that each item must get (`any`: only that it is not contradicted).
"""

from __future__ import annotations

import functools
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from support.cases import ROOT

from portalis import api
from portalis.cli import main
from portalis.cli.verify import read_rust
from portalis.cli.verify_table import table
from portalis.interface import LineMap
from portalis.options import Budget, Options, VerifyOptions
from portalis.verify.buildcache import install, new_job
from portalis.verify.cargo import check
from portalis.verify.evidence import Evidence
from portalis.verify.ladder import Subject, Verification
from portalis.verify.sandbox import Sandbox

pytestmark = pytest.mark.slow
FOLDERS = sorted(path.parent for path in (ROOT / "tests" / "fixtures" / "verify").glob("*/input.py"))
SMALL = VerifyOptions(budget=Budget(generated=60, wild=30, neighbours=30))


@functools.cache
def verified(folder: Path) -> Verification:
    package = folder / "package"
    request = api.TranslationRequest(api.read_input(str(folder / "input.py")), Options(partial=True))
    return api.verify(request, package=read_rust(package) if package.is_dir() else None, wishes=SMALL)


@pytest.fixture(params=FOLDERS, ids=lambda f: f.name)
def folder(request: pytest.FixtureRequest, sandbox: Sandbox, cargo: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PORTALIS_TEST_SECRET", "hunter2")
    chosen: Path = request.param
    return chosen


def test_each_item_has_its_verdict(folder: Path) -> None:
    wanted = tomllib.loads((folder / "expected.toml").read_text("utf-8"))
    found = verified(folder)
    assert found.checked is not None
    assert found.checked.compiled, found.checked.log + "".join(f.rendered for f in found.findings)
    verdicts = {i.name: i.verdict for i in found.items}
    assert verdicts.keys() == wanted["items"].keys()
    for name, verdict in wanted["items"].items():
        item = next(i for i in found.items if i.name == name)
        if verdict == "any":
            assert item.verdict != "contradicted", item.why
        else:
            assert item.verdict == verdict, item.why
    shown = {t.test.name: "passed" if t.passed else t.why for t in found.tests}
    assert shown == wanted.get("tests", {})
    for note in wanted.get("notes", []):
        assert any(note in n for n in (*found.notes, *found.subject.refused))
    for name, call in wanted.get("calls", {}).items():
        item = next(i for i in found.items if i.name == name)
        m = item.mismatches[0]
        assert f">>> {m.call}\nPython  {m.python}\nRust    {m.rust}" == call


@pytest.mark.usefixtures("sandbox", "cargo")
def test_reports_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ROOT / "tests" / "fixtures" / "verify" / "from_elsewhere"
    arguments = ["verify", str(folder / "input.py"), str(folder / "package"), "--cases", "60"]
    page = tmp_path / "page.html"
    assert main([*arguments, "--format", "json", "--html", str(page)]) == 4
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    verdicts = {i["name"]: i["verdict"] for i in document["items"]}
    assert verdicts == tomllib.loads((folder / "expected.toml").read_text())["items"]
    assert document["metadata"]["rungs"] == ["check", "differential"]
    text = page.read_text("utf-8")
    assert "halve(-1)" in text
    assert not re.search(r"""(src|href)=["'](?!#)""", text)
    assert main([*arguments, "--format", "sarif"]) == 4
    log = json.loads(capsys.readouterr().out)
    errors = [r for r in log["runs"][0]["results"] if r["level"] == "error"]
    assert {r["ruleId"] for r in errors} == {"mismatch"}
    assert errors[0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 5
    assert main([*arguments, "--color", "never"]) == 4
    shown = capsys.readouterr().out
    assert "halve(-1)" in shown
    assert "contradicted" in shown


@pytest.mark.usefixtures("sandbox", "cargo")
def test_reports_tell_of_the_tests(capsys: pytest.CaptureFixture[str]) -> None:
    found = verified(ROOT / "tests" / "fixtures" / "verify" / "tests_from_elsewhere")
    table(found, "never")
    shown = capsys.readouterr().out
    assert "the test doctest of halve fails\n    halve(-1): Python -1, Rust 0; halve(-1) Expected: -1 Got: 0" in shown
    assert "the test test_large was not tried: halve(1180591620717411303424) does not fit its types in Rust" in shown
    page = api.report(found, "html")
    assert "test_halves[1]</b>: the test fails</p><pre>halve(-3): Python -2, Rust -1; AssertionError</pre>" in page
    assert "test_large (pytest, under CPython, with the Rust&#x27;s answers, of halve): not tried: halve(" in page
    results = json.loads(api.report(found, "sarif"))["runs"][0]["results"]
    failed = {r["message"]["text"].split(" fails")[0] for r in results if r["ruleId"] == "failed-test"}
    assert failed == {"the test doctest of halve", "the test test_halves[1]", "the test line_91"}
    tests = {t["name"]: t for t in json.loads(api.report(found, "json"))["tests"]}
    assert (tests["test_raises"]["how"], tests["test_raises"]["about"]) == ("calls", ["checked"])


def test_what_is_found_in_another_module_is_told_there() -> None:
    subject = Subject(
        {"": "", "pkg.shapes": ""}, "pkg/__init__.py", {}, (), (), {}, paths={"pkg.shapes": "pkg/shapes.py"}
    )
    item = Evidence("area", "function", "pkg.shapes", 4, 9, ("shapes::area",), True)
    found = Verification(subject, "none", items=[item])
    (note,) = json.loads(api.report(found, "sarif"))["runs"][0]["results"]
    place = note["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("pkg/shapes.py", 4)
    assert "pkg.shapes.area" in api.report(found, "html")


@pytest.mark.parametrize(
    ("rust", "message"),
    [
        ('pub const S: &str = include_str!("/etc/passwd");', "couldn't read"),
        ('pub const S: &str = env!("HOME");', "not defined"),
        ("pub fn f() -> i64 { 1.0 }", "mismatched types"),
    ],
)
def test_what_does_not_compile_is_told_on_its_line(sandbox: Sandbox, cargo: str, rust: str, message: str) -> None:
    files = {"Cargo.toml": '[package]\nname = "x"\nversion = "0.1.0"\nedition = "2021"\n', "src/lib.rs": "\n" + rust}
    with new_job(sandbox) as job:
        package = install(job, "package", files)
        found = check(sandbox, job, package, {"src/lib.rs": LineMap("x.py", (1, 7))})
    assert not found.compiled
    assert any(message in f.text for f in found.errors), found.findings
    assert [(f.python_path, f.python_line) for f in found.errors][:1] == [("x.py", 7)]


@pytest.mark.usefixtures("sandbox", "cargo")
def test_lints_are_told_and_do_not_keep_it_from_compiling(sandbox: Sandbox) -> None:
    files = {
        "Cargo.toml": '[package]\nname = "x"\nversion = "0.1.0"\nedition = "2021"\n',
        "src/lib.rs": "pub fn f(x: bool) -> bool { if x { return true; } else { return false; } }\n",
    }
    with new_job(sandbox) as job:
        found = check(sandbox, job, install(job, "package", files), {})
    assert found.compiled
    assert any(f.lint for f in found.findings)
