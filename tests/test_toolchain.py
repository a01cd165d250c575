"""Finding the Rust tools, formatting, and the build cache."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from portalis.diagnostics import ToolchainError
from portalis.resources import runtime_root
from portalis.toolchain import build_cached, cache_root, content_key, find_tool, format_rust, sync_files


def without_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CARGO_HOME", "/nowhere")
    monkeypatch.setenv("HOME", "/nowhere")


def test_tool_beside_rustup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_tools(monkeypatch)
    assert find_tool("cargo") is None
    tool = tmp_path / "bin" / "cargo"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    monkeypatch.setenv("CARGO_HOME", str(tmp_path))
    assert find_tool("cargo") == str(tool)


def test_cache_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTALIS_CACHE", "/some/where")
    assert cache_root() == Path("/some/where")
    monkeypatch.delenv("PORTALIS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    assert cache_root() == Path("/cache/portalis")


def test_format(rustfmt: str) -> None:
    assert format_rust("mod pyrt;\nfn main(){let é=1;}") == "mod pyrt;\nfn main() {\n    let é = 1;\n}\n"


def test_format_leaves_what_it_cannot_parse(rustfmt: str) -> None:
    assert format_rust("fn main( {") == "fn main( {"


def test_format_without_rustfmt(monkeypatch: pytest.MonkeyPatch) -> None:
    without_tools(monkeypatch)
    assert format_rust("fn  main(){}") == "fn  main(){}"


def test_key_depends_on_everything() -> None:
    files = {"a": "1", "b": "2"}
    keys = {
        content_key(files),
        content_key(files, "release"),
        content_key({"a": "2", "b": "1"}),
        content_key({"a": "1"}),
        content_key({"a": "1\0b\0" + "1\0" + "2"}),
    }
    assert len(keys) == 5
    assert content_key(dict(reversed(files.items()))) == content_key(files)


def test_sync_keeps_times(tmp_path: Path) -> None:
    sync_files(tmp_path, {"a/b": "x", "c": "y"})
    os.utime(tmp_path / "c", (1, 1))
    os.utime(tmp_path / "a" / "b", (1, 1))
    sync_files(tmp_path, {"a/b": "x", "c": "z"})
    assert (tmp_path / "a" / "b").stat().st_mtime == 1
    assert (tmp_path / "c").stat().st_mtime != 1
    assert (tmp_path / "c").read_text() == "z"


def test_library_has_nothing_to_run() -> None:
    assert build_cached({"Cargo.toml": "", "src/lib.rs": ""}) is None


@pytest.mark.slow
def test_failing_build_is_reported(tmp_path: Path, cargo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTALIS_CACHE", str(tmp_path))
    manifest = '[package]\nname = "broken"\nversion = "0.1.0"\nedition = "2021"\n'
    with pytest.raises(ToolchainError) as caught:
        build_cached({"Cargo.toml": manifest, "src/main.rs": "fn main() { nothing }\n"})
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "P0121"
    assert diagnostic.hint is not None
    assert "nothing" in diagnostic.hint
    assert not (tmp_path / "bin").exists()


def test_unusable_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cargo: str) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PORTALIS_CACHE", str(tmp_path / "file"))
    with pytest.raises(ToolchainError) as caught:
        build_cached({"Cargo.toml": "", "src/main.rs": ""})
    assert [d.code for d in caught.value.diagnostics] == ["P0121"]


def test_runtime_sources_are_found() -> None:
    assert list(runtime_root().glob("*.rs"))
