"""The translation memory: pairs that were verified, in SQLite. They are examples for prompts; an exact hit needs no model."""

from __future__ import annotations

import array
import ast
import hashlib
import math
import re
import sqlite3
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from portalis import __version__

MAX_SCANNED = 5_000
"""Pairs that a search looks at, the newest ones."""
LEAST_LIKENESS = 0.15
MOUNTS = Path("/proc/self/mountinfo")
_SHARED = re.compile(r"nfs\d?|cifs|smb\d?|ceph|lustre|9p|gpfs|beegfs|glusterfs|fuse\..*|fuse")
"""File systems that several machines may mount at once."""
_WORD = re.compile(r"[A-Za-z_]\w*|\d+|[^\s\w]")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS pairs (
    key TEXT PRIMARY KEY,
    python TEXT NOT NULL,
    rust TEXT NOT NULL,
    signature TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt_hash TEXT NOT NULL,
    confidence REAL NOT NULL,
    version TEXT NOT NULL,
    made REAL NOT NULL,
    embedder TEXT NOT NULL DEFAULT '',
    vector BLOB
);
CREATE INDEX IF NOT EXISTS pairs_made ON pairs (made);
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Python and the Rust that was proved to do the same."""

    python: str
    rust: str
    model: str
    prompt_hash: str
    confidence: float
    likeness: float = 1.0


def normal_form(python: str) -> str:
    """A source without comments, docstrings and layout: what makes two sources the same item."""
    try:
        tree = ast.parse(python)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return python
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.dump(tree)


def key_of(python: str, signature: str) -> str:
    """The name under which a pair is found again."""
    return hashlib.sha256(f"{normal_form(python)}\0{signature}".encode("utf-8", "replace")).hexdigest()


def tokens_of(python: str) -> frozenset[str]:
    """The words of a source."""
    return frozenset(_WORD.findall(python))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's index: shared words in proportion to all, 0 to 1."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """The cosine between two vectors; 0 where they cannot be compared."""
    size = math.sqrt(sum(x * x for x in one)) * math.sqrt(sum(y * y for y in other))
    return sum(x * y for x, y in zip(one, other)) / size if size and len(one) == len(other) else 0.0


def on_shared_storage(path: Path, mounts: str | None = None) -> bool:
    """Whether a file lies where other machines may write too; ``mounts`` is the text of Linux' mountinfo, this process's by default.

    False where that cannot be told.
    """
    if mounts is None:
        try:
            mounts = MOUNTS.read_text("utf-8", "replace")
        except OSError:
            return False
    found = {
        Path(fields[4]): line.partition(" - ")[2].split()[0]
        for line in mounts.splitlines()
        if len(fields := line.split()) > 6
    }
    place = path.resolve()
    kind = next((found[folder] for folder in (place, *place.parents) if folder in found), "")
    return _SHARED.fullmatch(kind) is not None


class Memory:
    """Verified pairs in one file, or in this process alone where no path is given. Safe for threads and processes.

    Raises:
        OSError: when the file cannot be used; what is in it is left as it is.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = str(path) if path else ":memory:"
        self._lock = threading.Lock()
        try:
            if path:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.path, check_same_thread=False, timeout=5, isolation_level=None)
            if path:
                # A write-ahead log needs memory that all who use the file share, which machines do not: there, the locks
                # of the file alone keep order.
                self._db.execute(f"PRAGMA journal_mode={'DELETE' if on_shared_storage(Path(path)) else 'WAL'}")
            self._db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise OSError(f"the translation memory {self.path} cannot be used: {error}") from error

    def exact(self, python: str, signature: str) -> Pair | None:
        """The pair of this very item and signature, made by this version of the translator.

        Raises:
            OSError: when the file fails.
        """
        rows = self._rows("WHERE key = ? AND version = ?", (key_of(python, signature), __version__))
        return rows[0][0] if rows else None

    def nearest(
        self, python: str, count: int, vector: Sequence[float] | None = None, embedder: str = ""
    ) -> tuple[Pair, ...]:
        """The most similar pairs: by vector where ``vector`` and theirs come from the same ``embedder``, else by words.

        Raises:
            OSError: when the file fails.
        """
        mine = tokens_of(python)
        found: list[Pair] = []
        for pair, theirs, made_by in self._rows("", ()):
            if pair.python == python:
                continue
            close = vector is not None and theirs is not None and made_by == embedder
            likeness = cosine(vector or (), theirs or ()) if close else overlap(mine, tokens_of(pair.python))
            if likeness >= LEAST_LIKENESS:
                found.append(Pair(pair.python, pair.rust, pair.model, pair.prompt_hash, pair.confidence, likeness))
        found.sort(key=lambda p: -p.likeness)
        return tuple(found[:count])

    def keep(
        self,
        python: str,
        rust: str,
        signature: str,
        *,
        model: str,
        prompt_hash: str,
        confidence: float,
        vector: Sequence[float] | None = None,
        embedder: str = "",
    ) -> None:
        """Keep a pair that was verified; a surer one stays.

        Raises:
            OSError: when the file fails.
        """
        blob = None if vector is None else array.array("f", vector).tobytes()
        row = (key_of(python, signature), python, rust, signature, model, prompt_hash, confidence, __version__, time.time(), embedder, blob)  # fmt: skip
        self._run(
            "INSERT INTO pairs VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO UPDATE SET rust = excluded.rust,"
            " model = excluded.model, prompt_hash = excluded.prompt_hash, confidence = excluded.confidence,"
            " version = excluded.version, made = excluded.made, embedder = excluded.embedder, vector = excluded.vector"
            " WHERE excluded.confidence >= pairs.confidence OR excluded.version <> pairs.version",
            row,
        )

    def forget(self, python: str, signature: str) -> None:
        """Drop a pair: it did not verify again.

        Raises:
            OSError: when the file fails.
        """
        self._run("DELETE FROM pairs WHERE key = ?", (key_of(python, signature),))

    def __len__(self) -> int:
        with self._lock:
            count: int = self._db.execute("SELECT count(*) FROM pairs").fetchone()[0]
        return count

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def _rows(self, where: str, values: Sequence[object]) -> list[tuple[Pair, tuple[float, ...] | None, str]]:
        query = f"SELECT python, rust, model, prompt_hash, confidence, vector, embedder FROM pairs {where} ORDER BY made DESC LIMIT {MAX_SCANNED}"
        try:
            with self._lock:
                rows = self._db.execute(query, tuple(values)).fetchall()
        except sqlite3.Error as error:
            raise OSError(f"the translation memory {self.path} cannot be read: {error}") from error
        found = []
        for python, rust, model, digest, confidence, blob, embedder in rows:
            vector = None
            if blob is not None:
                values_of = array.array("f")
                values_of.frombytes(blob)
                vector = tuple(values_of)
            found.append((Pair(python, rust, model, digest, confidence), vector, embedder))
        return found

    def _run(self, statement: str, values: Sequence[object]) -> None:
        try:
            with self._lock:
                self._db.execute(statement, tuple(values))
        except sqlite3.Error as error:
            raise OSError(f"the translation memory {self.path} cannot be written: {error}") from error
