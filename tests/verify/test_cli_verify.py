"""`portalis verify` on the command line, as far as it goes without building."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portalis.cli import main
from portalis.cli.recorded import keep_runs, read_runs
from portalis.cli.verify import read_rust
from portalis.diagnostics import InputError
from portalis.options import ProgramInput, VerifyOptions


def test_a_package_must_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.py"
    source.write_text("def f() -> int:\n    return 1\n")
    assert main(["verify", str(source), str(tmp_path)]) == 2
    assert "no Cargo.toml" in capsys.readouterr().err


def test_a_source_must_be_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path / "none.py")]) == 2
    assert "none.py" in capsys.readouterr().err


def test_standard_input_must_be_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.py"
    source.write_text("print(1)\n")
    assert main(["verify", str(source), "--stdin", str(tmp_path / "none")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_package_is_read_without_what_cargo_built(tmp_path: Path) -> None:
    for name, data in {
        "Cargo.toml": b"[package]",
        "src/lib.rs": b"// x",
        "target/a": b"x",
        "logo.png": b"\xff\xfe",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "src" / "link.rs").symlink_to("/etc/passwd")
    assert read_rust(tmp_path) == {"Cargo.toml": "[package]", "src/lib.rs": "// x"}
    with pytest.raises(InputError):
        read_rust(tmp_path / "src")


def test_what_is_recorded_is_read_again_and_stands_there_once(tmp_path: Path) -> None:
    runs = (ProgramInput("1\r\n2", ("a b", "-v")), ProgramInput("", ("x",)), ProgramInput("😀\n"))
    for _ in range(2):
        keep_runs(tmp_path / "runs", runs)
    assert len(list((tmp_path / "runs").glob("*.in"))) == 3
    assert set(read_runs(tmp_path / "runs")) == set(runs)


def test_runs_may_be_written_by_hand(tmp_path: Path) -> None:
    (tmp_path / "a.in").write_text("1\n")
    (tmp_path / "b.args").write_text("--fast\n3")
    (tmp_path / "README").write_text("no run")
    assert read_runs(tmp_path) == (ProgramInput("1\n"), ProgramInput("", ("--fast", "3")))


def test_recorded_inputs_must_be_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.py"
    source.write_text("print(1)\n")
    assert main(["verify", str(source), "--inputs", str(tmp_path / "none")]) == 2
    assert "no recorded inputs" in capsys.readouterr().err


def test_what_cannot_be_recorded_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder, run in ((tmp_path, ProgramInput("", ("a\nb",))), (tmp_path / "file", ProgramInput())):
        with pytest.raises(InputError):
            keep_runs(folder, [run])


def test_every_run_is_made_once() -> None:
    wishes = VerifyOptions(stdins=("", "1"), arguments=("a",), recorded=(ProgramInput("1", ("a",)), ProgramInput("2")))
    assert wishes.runs == (ProgramInput("", ("a",)), ProgramInput("1", ("a",)), ProgramInput("2"))


@pytest.mark.slow
@pytest.mark.usefixtures("sandbox", "cargo")
def test_a_script_is_compared_on_recorded_inputs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.py"
    source.write_text("import sys\n\nn = int(input())\nprint(n // 2, sys.argv[1:])\nsys.exit(n % 3)\n")
    (tmp_path / "given").write_text("-7\n")
    runs = str(tmp_path / "runs")
    assert main(["verify", str(source), "--stdin", str(tmp_path / "given"), "--record", runs, "--", "x", "y"]) in (0, 5)
    (tmp_path / "runs" / "b.in").write_text("ten\n")
    capsys.readouterr()
    main(["verify", str(source), "--inputs", runs, "--format", "json"])
    made = json.loads(capsys.readouterr().out)["program_runs"]
    assert [(r["stdin"], r["arguments"], r["agreed"]) for r in made] == [
        ("ten\n", [], True),
        ("-7\n", ["x", "y"], True),
    ]
