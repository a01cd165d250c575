"""The command line in one process, with the compiler replaced where its result does not matter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import portalis
from portalis.api import TranslationResult
from portalis.cli import main, session
from portalis.diagnostics import Diagnostic, Span
from portalis.options import Options, is_package_name

FILES = {"Cargo.toml": "[package]\n", "src/main.rs": "fn main() {}\n"}
REFUSAL = Diagnostic("P0301", "the type of items is unknown", Span("PATH", 1, 0, 1, 5), "annotate it")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "program.py"
    path.write_text("print(1)\n")
    return path


def fake(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> list[Options]:
    """Make the compiler return a result of our own; the options that it was given are collected."""
    seen: list[Options] = []

    def translate(request: Any, options: Options) -> TranslationResult:
        seen.append(options)
        fields: dict[str, Any] = {"files": FILES, "diagnostics": (), "items": (), "ok": True, "crates": {}}
        return TranslationResult(**{**fields, **changes})

    monkeypatch.setattr(session, "translate", translate)
    return seen


def fail(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def translate(request: Any, options: Options) -> TranslationResult:
        raise error

    monkeypatch.setattr(session, "translate", translate)


def test_translate_writes_the_package(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = fake(monkeypatch)
    out = tmp_path / "out"
    status = main(
        ["translate", str(source), "-o", str(out), "--int", "big", "--deadline", "5", "--package-name", "my-program"]
    )
    assert status == 0
    assert (out / "src" / "main.rs").read_text() == FILES["src/main.rs"]
    assert seen == [Options(int_mode="big", deadline_s=5, package_name="my-program")]
    shown = capsys.readouterr()
    assert shown.out == shown.err == ""


def test_refusal_writes_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake(monkeypatch, ok=False, diagnostics=(REFUSAL,))
    assert main(["translate", str(source), "-o", str(tmp_path / "out")]) == 3
    assert not (tmp_path / "out").exists()
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("error[P0301]: the type of items is unknown\n --> PATH:1:1")
    assert shown.err.endswith("1 refusal; nothing was written\n")


def test_partial_writes_and_still_refuses(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = fake(monkeypatch, ok=False, diagnostics=(REFUSAL,))
    assert main(["translate", str(source), "-o", str(tmp_path / "out"), "--partial"]) == 3
    assert (tmp_path / "out" / "Cargo.toml").exists()
    assert seen[0].partial


def test_force_replaces(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(monkeypatch)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old").write_text("")
    assert main(["translate", str(source), "-o", str(tmp_path / "out")]) == 2
    assert main(["translate", str(source), "-o", str(tmp_path / "out"), "--force"]) == 0
    assert not (tmp_path / "out" / "old").exists()


@pytest.mark.parametrize("ok", [True, False])
def test_json_has_one_shape(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ok: bool
) -> None:
    fake(monkeypatch, ok=ok, diagnostics=() if ok else (REFUSAL,), crates={"num-bigint": "0.4"})
    status = main(["translate", str(source), "-o", str(tmp_path / "out"), "--format", "json"])
    shown = capsys.readouterr()
    assert shown.err == ""
    document = json.loads(shown.out)
    assert list(document) == [
        "version",
        "ok",
        "exit_status",
        "output",
        "files",
        "crates",
        "items",
        "diagnostics",
        "dump",
    ]
    assert document["exit_status"] == status == (0 if ok else 3)
    assert document["files"] == sorted(FILES)


def test_dump_goes_to_standard_output(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake(monkeypatch, dump="fn main\n")
    assert main(["translate", str(source), "--dump-after", "parse", "-o", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out == "fn main\n"
    assert not (tmp_path / "out").exists()


def test_fault_of_the_translator(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PORTALIS_TRACEBACK", raising=False)
    for error, code in ((KeyError("x"), "P0999"), (RecursionError(), "P0903")):
        fail(monkeypatch, error)
        assert main(["translate", str(source), "-o", str(tmp_path / "out")]) == 3
        assert capsys.readouterr().err.startswith(f"error[{code}]")
    monkeypatch.setenv("PORTALIS_TRACEBACK", "1")
    fail(monkeypatch, KeyError("x"))
    with pytest.raises(KeyError):
        main(["translate", str(source), "-o", str(tmp_path / "out")])


def test_deadline(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def translate(request: Any, options: Options) -> TranslationResult:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr(session, "translate", translate)
    start = time.monotonic()
    assert main(["translate", str(source), "-o", str(tmp_path / "out"), "--deadline", "0.1"]) == 3
    assert time.monotonic() - start < 5
    assert capsys.readouterr().err.startswith("error[P0901]")


def test_interrupt(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(monkeypatch, KeyboardInterrupt())
    assert main(["translate", str(source), "-o", str(tmp_path / "out")]) == 130


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "p0301"]) == 0
    assert capsys.readouterr().out.startswith("P0301: ")
    assert main(["explain", "P0031"]) == 2
    assert "did you mean" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["translate"],
        ["translate", "x.py"],
        ["translate", "x.py", "-o", "out", "--int", "u8"],
        ["translate", "x.py", "-o", "out", "--deadline", "-1"],
        ["translate", "x.py", "-o", "out", "--deadline", "nan"],
        ["translate", "x.py", "-o", "out", "--package-name", "../x"],
        ["frobnicate"],
        ["explain"],
    ],
)
def test_wrong_command_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"portalis {portalis.__version__}\n"


def test_help_loads_no_compiler() -> None:
    code = "import sys; from portalis.cli import main; main(['--help']); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
    loaded = set(done.stdout.split())
    assert "portalis.cli.main" in loaded
    assert not loaded & {"portalis.api", "portalis.pipeline", "portalis.codes", "subprocess"}


@pytest.mark.parametrize("name", ["a", "my-program", "x_1"])
def test_package_names(name: str) -> None:
    assert is_package_name(name)


@pytest.mark.parametrize("name", ["", "1a", "a b", "fn", "../a", "é", "_", "test", "a" * 65, "a.b"])
def test_wrong_package_names(name: str) -> None:
    assert not is_package_name(name)
    with pytest.raises(ValueError, match="package"):
        Options(package_name=name)


def test_options_are_checked() -> None:
    with pytest.raises(ValueError, match="int_mode"):
        Options(int_mode="u8")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="deadline"):
        Options(deadline_s=0)


def test_run_without_cargo(source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    fake(monkeypatch)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CARGO_HOME", "/nowhere")
    monkeypatch.setenv("HOME", "/nowhere")
    monkeypatch.setenv("PORTALIS_CACHE", str(source.parent / "cache"))
    assert main(["run", str(source)]) == 2
    assert capsys.readouterr().err.startswith("error[P0120]")


@pytest.mark.slow
def test_run_builds_once_and_passes_everything_on(tmp_path: Path, cargo: str) -> None:
    """A package built by hand: arguments, standard input and exit status go through."""
    program = tmp_path / "driver.py"
    program.write_text(
        "import sys\n"
        "from portalis.cli import main, session\n"
        "from portalis.api import TranslationResult\n"
        'files = {\'Cargo.toml\': \'[package]\\nname = "echo"\\nversion = "0.1.0"\\nedition = "2021"\\n\',\n'
        "  'src/main.rs': '''use std::io::Read;\n"
        "fn main() {\n"
        "    let mut text = String::new();\n"
        "    std::io::stdin().read_to_string(&mut text).unwrap();\n"
        '    println!("{:?} {}", std::env::args().collect::<Vec<_>>(), text);\n'
        "    std::process::exit(7);\n"
        "}\n'''}\n"
        "session.translate = lambda request, options: TranslationResult(files, (), (), True, {})\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    source = tmp_path / "echo.py"
    source.write_text("print(1)\n")
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, str(program), "run", str(source), "--", "a", "--", "-b"],
            input="typed",
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            env={**os.environ, "PORTALIS_CACHE": str(tmp_path / "cache")},
        )
        assert done.returncode == 7, done.stderr
        assert done.stdout == f'["{source}", "a", "--", "-b"] typed\n'
    assert len(list((tmp_path / "cache" / "bin").iterdir())) == 1
