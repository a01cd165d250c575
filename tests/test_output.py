"""Writing a package: all of it or nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from portalis.diagnostics import OutputError
from portalis.output import check_output, write_package

FILES = {"Cargo.toml": "[package]\n", "src/main.rs": "fn main() {}\n", "src/pyrt/mod.rs": "é\n"}


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in folder.rglob("*") if path.is_file()
    }


def test_new_folder(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b" / "out"
    write_package(out, FILES)
    assert contents(out) == FILES
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_empty_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    write_package(out, FILES)
    assert contents(out) == FILES


def test_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.chdir(out)
    write_package(Path("."), FILES)
    assert contents(out) == FILES
    assert os.listdir(".") == os.listdir(out)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_link_to_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_package(tmp_path / "link", FILES)
    assert (tmp_path / "link").is_symlink()
    assert contents(tmp_path / "real") == FILES


def test_full_folder_needs_force(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_package(out, {"old.txt": "old", "target/x": "built"})
    with pytest.raises(OutputError) as caught:
        write_package(out, FILES)
    assert [d.code for d in caught.value.diagnostics] == ["P0109"]
    assert contents(out) == {"old.txt": "old", "target/x": "built"}
    write_package(out, FILES, force=True)
    assert contents(out) == {**FILES, "target/x": "built"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_force_spares_working_and_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "x").write_text("x")
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "x").write_text("x")
    for out in (Path("."), tmp_path / "work", tmp_path, tmp_path / "home"):
        with pytest.raises(OutputError):
            check_output(out, force=True)


def test_force_spares_the_source(tmp_path: Path) -> None:
    source = tmp_path / "project" / "app" / "main.py"
    source.parent.mkdir(parents=True)
    source.write_text("print(1)\n")
    for out in (tmp_path / "project", tmp_path / "project" / "app", tmp_path / "project" / "app" / ".." / "app"):
        for path in (source, source.parent):
            with pytest.raises(OutputError):
                write_package(out, FILES, force=True, source=path)
    assert source.read_text() == "print(1)\n"


def test_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    for force in (False, True):
        with pytest.raises(OutputError) as caught:
            write_package(tmp_path / "out", FILES, force=force)
        assert [d.code for d in caught.value.diagnostics] == ["P0110"]
    with pytest.raises(OutputError):
        write_package(tmp_path / "out" / "deeper", FILES)
    assert (tmp_path / "out").read_text() == "x"


@pytest.mark.parametrize("existing", ["absent", "empty", "full"])
def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existing: str) -> None:
    out = tmp_path / "deep" / "out"
    if existing != "absent":
        out.mkdir(parents=True)
    if existing == "full":
        (out / "x").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    real = Path.open

    def full(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == "mod.rs":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OutputError) as caught:
        write_package(out, FILES, force=True)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "P0110"
    assert "No space left" in diagnostic.message
    assert sorted(tmp_path.rglob("*")) == before


def test_failing_rename_restores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "x").write_text("x")
    real = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.suffix == ".tmp":
            raise OSError(errno.EIO, "broken")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OutputError):
        write_package(out, FILES, force=True)
    assert contents(tmp_path) == {"out/x": "x"}


@pytest.mark.parametrize("name", ["/etc/x", "../x", "src/../../x", "", "a\\b"])
def test_paths_stay_inside(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="leads out"):
        write_package(tmp_path / "out", {name: "x"})
    assert not (tmp_path / "out").exists()
