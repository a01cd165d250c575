"""`portalis verify` on the command line, as far as it goes without building."""

from __future__ import annotations

from pathlib import Path

import pytest

from portalis.cli import main
from portalis.cli.verify import read_rust
from portalis.diagnostics import InputError


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
