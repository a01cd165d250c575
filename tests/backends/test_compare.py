"""`portalis backends`: the kinds, the state of each backend, and arms side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from support.scripted import MODEL, Say, Script, scripted
from support.server import free_port

from portalis.cli import main

RIGHT = "fn bend(n: &Int) -> Int {\n    n * &Int::from(2_i64)\n}"
SOURCE = 'def bend(n: int) -> int:\n    return eval("n * 2")\n'


def settings(folder: Path, **urls: str) -> str:
    backends = [
        {"name": n, "kind": "openai", "url": u, "model": MODEL, "retries": 0, "connect_timeout_s": 2}
        for n, u in urls.items()
    ]
    path = folder / "backends.yaml"
    path.write_text(yaml.safe_dump({"backends": backends, "repair": {"rounds": 2, "candidates": 1}}), "utf-8")
    return str(path)


def test_kinds_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backends", "kinds"]) == 0
    assert {line.split("\t")[0] for line in capsys.readouterr().out.splitlines()} >= {"openai", "vllm", "nim", "triton", "nemo"}  # fmt: skip


def test_states_are_told(script: Script, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = settings(tmp_path, one=script.url)
    assert main(["backends", "check", "--backends", good]) == 0
    assert capsys.readouterr().out == "one\tup\n"
    bad = settings(tmp_path, one=script.url, gone=f"http://127.0.0.1:{free_port()}/v1")
    assert main(["backends", "check", "--backends", bad]) == 3
    assert "gone\tdown: gone cannot be reached" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["backends: 3", "- a", "backends: [{name: a}]", "repair: {rounds: 0}", "repair: {rounds: x}", "models: []", "a: b: c", "memory: 3"])  # fmt: skip
def test_a_wrong_file_is_said(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, "utf-8")
    assert main(["backends", "check", "--backends", str(path)]) == 2
    assert capsys.readouterr().err.startswith("portalis backends: ")
    assert main(["backends", "check", "--backends", str(tmp_path / "none.yaml")]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.slow
def test_arms_are_compared(cargo: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = []
    for number in range(2):
        path = tmp_path / f"source_{number}.py"
        path.write_text(SOURCE.replace("2", str(number + 2)), "utf-8")
        sources.append(str(path))
    with scripted(Script()) as good, scripted(Script(turns=[Say(("I cannot.",))])) as bad:
        good.turns = [Say((RIGHT,)), Say(("no",)), Say((RIGHT.replace("2_i64", "3_i64"),))]
        file = settings(tmp_path, good=good.url, bad=bad.url)
        assert main(["backends", "compare", "--backends", file, "--format", "json", *sources]) == 0
    out, err = capsys.readouterr()
    report = json.loads(out)
    assert report["arms"]["good"]["accepted"] == 2
    assert report["arms"]["good"]["rounds_per_item"] == 1.5
    assert report["arms"]["bad"]["accepted"] == 0
    assert report["comparisons"][0]["difference"] == -1.0
    assert err.count("accepted") == 2
