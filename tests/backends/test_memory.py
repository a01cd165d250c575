"""The translation memory, in a real file."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from portalis.backends.memory import Memory, key_of, on_shared_storage, overlap, tokens_of

ADD = "def add(a: int, b: int) -> int:\n    return a + b\n"
SAME = 'def add(a: int, b: int) -> int:\n    """Adds."""\n    # a comment\n    return (a + b)\n'
MUL = "def mul(a: int, b: int) -> int:\n    return a * b\n"
FAR = "class Q:\n    pass\n"


def put(memory: Memory, python: str, rust: str, confidence: float = 0.98, **more: object) -> None:
    memory.keep(python, rust, "sig", model="m", prompt_hash="h", confidence=confidence, **more)  # type: ignore[arg-type]


def test_an_exact_hit_is_the_same_item_however_it_is_laid_out(tmp_path: Path) -> None:
    with_file = Memory(tmp_path / "deep" / "memory.sqlite")
    put(with_file, ADD, "fn add() {}")
    found = with_file.exact(SAME, "sig")
    assert found is not None
    assert (found.rust, found.model, found.prompt_hash, found.confidence) == ("fn add() {}", "m", "h", 0.98)
    assert with_file.exact(ADD, "another signature") is None
    assert with_file.exact(MUL, "sig") is None
    with_file.close()
    again = Memory(tmp_path / "deep" / "memory.sqlite")
    assert len(again) == 1
    again.forget(SAME, "sig")
    assert again.exact(ADD, "sig") is None
    again.close()


MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
41 22 0:36 / /var/lib/portalis rw,relatime shared:9 - nfs4 10.0.0.2:/cache rw,vers=4.1
42 41 0:37 / /var/lib/portalis/scratch rw - tmpfs tmpfs rw
43 22 0:38 / /models ro - fuse.gcsfuse models ro
"""


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("/var/lib/portalis/memory.sqlite", True),
        ("/var/lib/portalis/scratch/memory.sqlite", False),
        ("/models/memory.sqlite", True),
        ("/tmp/memory.sqlite", False),
    ],
)
def test_storage_that_machines_share_is_known_by_its_mount(path: str, shared: bool) -> None:
    assert on_shared_storage(Path(path), MOUNTS) is shared
    assert on_shared_storage(Path(path), "") is False


def test_a_file_that_machines_share_has_no_write_ahead_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def journal(path: Path) -> str:
        with closing(sqlite3.connect(path)) as db:
            return str(db.execute("PRAGMA journal_mode").fetchone()[0])

    Memory(tmp_path / "own.sqlite").close()
    assert journal(tmp_path / "own.sqlite") == "wal"
    monkeypatch.setattr("portalis.backends.memory.on_shared_storage", lambda path: True)
    shared = Memory(tmp_path / "shared.sqlite")
    put(shared, ADD, "fn add() {}")
    assert journal(tmp_path / "shared.sqlite") == "delete"
    moved = Memory(tmp_path / "own.sqlite")  # one that was used on a machine's own disk before
    assert journal(tmp_path / "own.sqlite") == "delete"
    assert shared.exact(ADD, "sig") is not None
    shared.close()
    moved.close()


def test_the_surer_pair_stays() -> None:
    memory = Memory()
    put(memory, ADD, "good", 0.98)
    put(memory, ADD, "worse", 0.96)
    assert memory.exact(ADD, "sig").rust == "good"  # type: ignore[union-attr]
    put(memory, ADD, "better", 0.99)
    assert memory.exact(ADD, "sig").rust == "better"  # type: ignore[union-attr]
    assert len(memory) == 1
    memory.close()


def test_pairs_of_another_version_are_only_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    put(memory, ADD, "old", 1.0)
    monkeypatch.setattr("portalis.backends.memory.__version__", "99")
    assert memory.exact(ADD, "sig") is None
    assert [p.rust for p in memory.nearest(MUL, 3)] == ["old"]
    put(memory, ADD, "new", 0.95)
    assert memory.exact(ADD, "sig").rust == "new"  # type: ignore[union-attr]
    memory.close()


def test_the_nearest_come_first_by_words() -> None:
    memory = Memory()
    put(memory, ADD, "add")
    put(memory, FAR, "far")
    put(memory, "def sub(a: int, b: int) -> int:\n    if a > b:\n        return a - b\n    return 0\n", "sub")
    found = memory.nearest(MUL, 2)
    assert [p.rust for p in found] == ["add", "sub"]
    assert found[0].likeness > found[1].likeness
    assert [p.rust for p in memory.nearest(ADD, 5)] == ["sub"]  # not the item itself, nor what is unlike it
    memory.close()


def test_vectors_are_compared_with_those_of_the_same_model() -> None:
    memory = Memory()
    put(memory, ADD, "near", vector=[1.0, 0.1], embedder="e1")
    put(memory, MUL, "far", vector=[-1.0, 0.2], embedder="e1")
    put(memory, FAR, "other model", vector=[1.0, 0.0], embedder="e2")
    assert next(p.rust for p in memory.nearest("def q(): pass", 3, [1.0, 0.0], "e1")) == "near"
    assert "far" not in [p.rust for p in memory.nearest("zzz", 3, [1.0, 0.0], "e1")]
    memory.close()


def test_many_threads_and_two_handles(tmp_path: Path) -> None:
    one, two = Memory(tmp_path / "m"), Memory(tmp_path / "m")

    def write(memory: Memory, start: int) -> None:
        for i in range(start, start + 20):
            put(memory, f"def f{i}(): pass", str(i))

    threads = [threading.Thread(target=write, args=(m, s)) for m, s in ((one, 0), (two, 20), (one, 40), (two, 60))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(one) == len(two) == 80
    one.close()
    two.close()


def test_a_file_that_is_no_database_is_said_and_left(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("important notes " * 100)
    with pytest.raises(OSError, match=r"notes\.txt cannot be used"):
        Memory(path)
    assert path.read_text() == "important notes " * 100


def test_likeness() -> None:
    assert overlap(tokens_of(ADD), tokens_of(ADD)) == 1.0
    assert overlap(tokens_of(""), tokens_of("")) == 0.0
    assert key_of("not ( python", "s") != key_of("not ) python", "s")
