"""What keeps the verifier's own processes out of reach of the jobs: a scrubbed environment, no dumps, no orphans."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Mapping

KEPT = frozenset(
    "PATH HOME USER LOGNAME LANG LC_ALL LC_CTYPE TZ TMPDIR CARGO_HOME RUSTUP_HOME RUSTUP_TOOLCHAIN PORTALIS_CACHE "
    "XDG_CACHE_HOME PYTHONPATH PYTHONUNBUFFERED PYTHONDONTWRITEBYTECODE VIRTUAL_ENV SSL_CERT_FILE SSL_CERT_DIR GRPC_ENABLE_FORK_SUPPORT".split()
)
"""Variables that the verifier needs; none of them is a secret."""

_SET_PDEATHSIG = 1
_SET_DUMPABLE = 4
_GET_DUMPABLE = 3


def kept_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that the verifier and its jobs may have."""
    return {name: value for name, value in environment.items() if name in KEPT}


def scrub_environment() -> None:
    """Start this process over without the variables that it does not need; does nothing where there are none.

    Taking a variable out of ``os.environ`` is not enough: the kernel shows the environment that a process began with.
    """
    kept = kept_environment(os.environ)
    if len(kept) != len(os.environ):
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(sys.executable, sys.orig_argv, kept)


def forbid_dumps() -> bool:
    """Let no other process of this user read this one's memory or environment; whether the system can do that."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(_SET_DUMPABLE, 0, 0, 0, 0) == 0 and libc.prctl(_GET_DUMPABLE, 0, 0, 0, 0) == 0)


def die_with_parent(parent: int) -> None:
    """End this process when the process ``parent``, which started it, ends, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)  # it had ended before
