"""Runs untrusted commands: bubblewrap where the system has it, bare resource limits where it does not.

Inside bubblewrap a command has namespaces of its own and no network, sees a read-only system and the folders that the
caller names, an empty ``/tmp``, no home and an empty environment. Limits on memory, processor time, file size, open files
and processes hold in both cases, a watchdog adds up the memory of all processes of a job, output is bounded, and when the
time is over every process of the job is killed. ``docs/verification.md`` says what this does not stop.
"""

from __future__ import annotations

import functools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from portalis.diagnostics import Diagnostic, ToolchainError
from portalis.verify.syscalls import open_program, program
from portalis.verify.watchdog import Watchdog

Level = Literal["bubblewrap", "bubblewrap-bound-proc", "limits"]
"""How strong a sandbox is.

``bubblewrap-bound-proc`` is what a container with a masked ``/proc`` admits: no fresh one may be mounted there, so that the
container's is bound, read-only. Its processes' names can then be read, not their memory, environments or files; and the
filter of system calls alone keeps namespaces from being nested.
"""
Reason = Literal["exit", "time", "output", "memory"]

FIRST_UID = 61_184
"""Start of a range that no distribution hands out: each job of a root-owned verifier runs as a user of its own."""
UIDS = 4_096

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_ETC = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/localtime")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use."""

    wall_s: float = 60.0
    cpu_s: int = 60
    """Seconds of processor time of each process."""
    memory: int = 2 << 30
    """Bytes of address space of each process."""
    total_memory: int = 2 << 30
    """Bytes that all processes of the job hold together; the watchdog looks every 50 ms."""
    file_size: int = 64 << 20
    """Bytes of one file."""
    processes: int = 64
    open_files: int = 256
    output: int = 16 << 20
    """Bytes of standard output, and as many of standard error."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended. ``status`` is negative for a signal; ``reason`` says whether the sandbox ended it."""

    status: int
    stdout: bytes
    stderr: bytes
    reason: Reason
    wall_s: float


@dataclass(frozen=True, slots=True)
class Mounts:
    """Folders that a job sees, each under its own path."""

    read: tuple[Path, ...] = ()
    write: tuple[Path, ...] = ()

    def plus(self, *, read: Sequence[Path] = (), write: Sequence[Path] = ()) -> Mounts:
        """These and more."""
        return Mounts((*self.read, *read), (*self.write, *write))


@functools.lru_cache(maxsize=1)
def isolation() -> Level:
    """What this machine can do: tried once, since an installed bubblewrap may still be forbidden to make namespaces."""
    if sys.platform != "linux" or shutil.which("bwrap") is None:
        return "limits"
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        return "limits"
    levels: tuple[Level, ...] = ("bubblewrap", "bubblewrap-bound-proc")
    for level in levels:
        if level == "bubblewrap-bound-proc" and program() is None:
            continue  # nothing would keep namespaces from being nested
        try:
            done = Sandbox(level).run(["/bin/true"], limits=Limits(wall_s=20))
        except OSError:
            continue
        if done.status == 0 and done.reason == "exit":
            return level
    return "limits"


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A way to run commands that nobody trusts."""

    level: Level
    environment: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def best(*, allow_limits_only: bool = False) -> Sandbox:
        """The strongest sandbox of this machine.

        Raises:
            ToolchainError: when there is no bubblewrap and ``allow_limits_only`` is not given.
        """
        level = isolation()
        if level == "limits" and not allow_limits_only:
            raise ToolchainError(
                Diagnostic(
                    "P0122",
                    "bubblewrap is missing or may not make namespaces: code that nobody has read is not run",
                    None,
                    "install bubblewrap, or allow it with --unsafe-no-sandbox for code that you trust",
                )
            )
        return Sandbox(level)

    def run(
        self,
        command: Sequence[str],
        *,
        mounts: Mounts = Mounts(),
        cwd: Path | None = None,
        stdin: bytes = b"",
        environment: Mapping[str, str] | None = None,
        limits: Limits = Limits(),
    ) -> Outcome:
        """Run a command to its end, or until a limit ends it.

        The writable folders belong to the job's user while it runs, and to the caller again when it has ended.

        Raises:
            OSError: when the sandbox itself cannot be started.
        """
        inside = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **self.environment}
        inside.update(environment or {})
        uid = _job_uid() if os.geteuid() == 0 else None
        if uid is not None:
            for folder in mounts.write:
                _give(folder, uid)
        try:
            if self.level != "limits":
                rules = program()
                filter_fd = None if rules is None else open_program(rules)
                try:
                    bound = self.level == "bubblewrap-bound-proc"
                    argv = _bubblewrap(command, mounts, cwd, inside, limits, uid, filter_fd, bound)
                    return _supervise(argv, None, None, stdin, limits, None, filter_fd)
                finally:
                    if filter_fd is not None:
                        os.close(filter_fd)
            with tempfile.TemporaryDirectory(prefix="portalis-") as empty:
                if uid is not None:
                    os.chown(empty, uid, uid)
                inside = {"HOME": empty, "TMPDIR": empty, **inside}
                argv = [*_prlimit(limits), *command]
                return _supervise(argv, cwd or Path(empty), inside, stdin, limits, None)
        finally:
            if uid is not None:
                for folder in mounts.write:
                    _give(folder, 0)


def _job_uid() -> int:
    return FIRST_UID + (os.getpid() * 31 + time.monotonic_ns() // 1000) % UIDS


def _give(folder: Path, uid: int) -> None:
    """Make a folder and what is in it belong to a user; links are changed themselves, never followed."""
    os.chown(folder, uid, uid, follow_symlinks=False)
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(os.path.join(parent, name), uid, uid, follow_symlinks=False)


def _prlimit(limits: Limits) -> list[str]:
    """The command that sets the limits, for itself and so for what it becomes."""
    return [
        shutil.which("prlimit") or "/usr/bin/prlimit",
        f"--as={limits.memory}",
        f"--cpu={limits.cpu_s}",
        f"--fsize={limits.file_size}",
        f"--nofile={limits.open_files}",
        f"--nproc={limits.processes}",
        "--core=0",
        "--",
    ]


def _bubblewrap(
    command: Sequence[str],
    mounts: Mounts,
    cwd: Path | None,
    environment: Mapping[str, str],
    limits: Limits,
    uid: int | None,
    filter_fd: int | None,
    bound_proc: bool,
) -> list[str]:
    bwrap = shutil.which("bwrap") or "bwrap"
    places = [(path, False) for path in mounts.read] + [(path, True) for path in mounts.write]
    outer: list[str] = []
    seen = {path: str(path) for path, _ in places}
    if uid is not None:
        # The limit on processes does not hold for root, so the job runs as another user; that user may not reach a
        # toolchain inside root's home. A first mount namespace puts what it needs under /mnt.
        outer = [bwrap, "--dev-bind", "/", "/", "--tmpfs", "/mnt", "--die-with-parent"]
        for number, (path, writable) in enumerate(places):
            seen[path] = f"/mnt/{number}"
            outer += ["--bind" if writable else "--ro-bind", str(path), f"/mnt/{number}"]
        outer += ["--", shutil.which("setpriv") or "setpriv", f"--reuid={uid}", f"--regid={uid}"]
        outer += ["--clear-groups", "--no-new-privs", "--inh-caps=-all", "--"]
    inner = [bwrap, "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session"]
    inner += [] if bound_proc else ["--disable-userns"]
    inner += [] if filter_fd is None else ["--seccomp", str(filter_fd)]
    inner += ["--cap-drop", "ALL", "--clearenv", "--hostname", "sandbox"]
    for folder in _SYSTEM:
        if os.path.islink(folder):
            inner += ["--symlink", os.readlink(folder), folder]
        elif os.path.isdir(folder):
            inner += ["--ro-bind", folder, folder]
    for file in _ETC:
        inner += ["--ro-bind-try", file, file]
    inner += ["--ro-bind", "/proc", "/proc"] if bound_proc else ["--proc", "/proc"]
    inner += ["--dev", "/dev", "--size", str(64 << 20), "--tmpfs", "/tmp"]
    for shown, writable in places:
        inner += ["--bind" if writable else "--ro-bind", seen[shown], str(shown)]
    # What bubblewrap made for itself lies in memory that nobody counts: only /tmp and the job's folders are writable.
    inner += ["--remount-ro", "/dev", "--remount-ro", "/proc", "--remount-ro", "/", "--chdir", str(cwd or "/tmp")]
    for name, value in environment.items():
        inner += ["--setenv", name, value]
    return [*outer, *inner, "--", *_prlimit(limits), *command]


def _supervise(
    argv: list[str],
    cwd: Path | None,
    environment: Mapping[str, str] | None,
    stdin: bytes,
    limits: Limits,
    uid: int | None,
    filter_fd: int | None = None,
) -> Outcome:
    """Start the command in a session of its own, feed and drain it, and end all of it when a limit is reached."""
    begun = time.monotonic()
    process = subprocess.Popen(
        argv,
        cwd=cwd,
        env=dict(environment) if environment is not None else {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        user=uid,
        pass_fds=() if filter_fd is None else (filter_fd,),
    )
    dog = Watchdog(process.pid, limits.wall_s, limits.total_memory)
    texts: list[bytes] = [b"", b""]
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    streams = (process.stdout, process.stderr)

    def drain(number: int) -> None:
        parts: list[bytes] = []
        size = 0
        while chunk := os.read(streams[number].fileno(), 1 << 16):
            size += len(chunk)
            parts.append(chunk)
            if size > limits.output:
                dog.end("output")
                break
        texts[number] = b"".join(parts)[: limits.output]

    readers = [threading.Thread(target=drain, args=(number,), daemon=True) for number in (0, 1)]
    feeder = threading.Thread(target=_feed, args=(process, stdin), daemon=True)
    dog.start()
    for thread in (*readers, feeder):
        thread.start()
    status = process.wait()
    # What the job left behind holds the pipes: it goes with the group.
    dog.stop()
    for thread in (*readers, feeder):
        thread.join(5)
    for stream in streams:
        stream.close()
    reason = dog.reason or "exit"
    if status > 128 and reason == "exit" and status - 128 in (signal.SIGKILL, signal.SIGXCPU):
        status = 128 - status  # bubblewrap reports the signal of its child as a shell does
    return Outcome(status, texts[0], texts[1], reason, time.monotonic() - begun)


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(data)
        process.stdin.close()
    except OSError:
        pass  # it did not want to read


def described(sandbox: Sandbox) -> str:
    """One line on how strong a sandbox is, for reports."""
    if sandbox.level == "bubblewrap":
        return "bubblewrap: no network, read-only system, private /tmp, limits"
    if sandbox.level == "bubblewrap-bound-proc":
        return "bubblewrap with the container's /proc, read-only: no network, read-only system, private /tmp, limits"
    return "resource limits only: the code could read files and use the network"


def generous(limits: Limits, factor: float) -> Limits:
    """The limits with more time."""
    return replace(limits, wall_s=limits.wall_s * factor, cpu_s=int(limits.cpu_s * factor))
