"""A filter of system calls for jobs: what makes namespaces or mounts, and what reaches deep into the kernel, is refused.

It is a classic BPF program as ``seccomp(2)`` takes it, made here so that no library is needed. Where a fresh ``/proc`` may
not be mounted, bubblewrap cannot forbid nested namespaces (``--disable-userns``); this filter does.
"""

from __future__ import annotations

import errno
import os
import platform
import struct
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Machine:
    """What the filter has to know of a processor: its number for the auditing, and its calls' numbers."""

    audit: int
    clone: int
    refused: Mapping[str, int]


_SAME = {
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428, "move_mount": 429,
    "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433, "pidfd_getfd": 438, "mount_setattr": 442,
}  # fmt: skip
MACHINES: Mapping[str, Machine] = {
    "x86_64": Machine(
        0xC000003E,
        56,
        {
            "ptrace": 101, "pivot_root": 155, "chroot": 161, "mount": 165, "umount2": 166, "swapon": 167, "swapoff": 168,
            "reboot": 169, "init_module": 175, "delete_module": 176, "kexec_load": 246, "add_key": 248, "request_key": 249,
            "keyctl": 250, "unshare": 272, "perf_event_open": 298, "open_by_handle_at": 304, "setns": 308,
            "process_vm_readv": 310, "process_vm_writev": 311, "finit_module": 313, "kexec_file_load": 320, "bpf": 321,
            "userfaultfd": 323, **_SAME,
        },
    ),
    "aarch64": Machine(
        0xC00000B7,
        220,
        {
            "umount2": 39, "mount": 40, "pivot_root": 41, "chroot": 51, "unshare": 97, "kexec_load": 104,
            "init_module": 105, "delete_module": 106, "ptrace": 117, "reboot": 142, "add_key": 217, "request_key": 218,
            "keyctl": 219, "swapon": 224, "swapoff": 225, "perf_event_open": 241, "open_by_handle_at": 265, "setns": 268,
            "process_vm_readv": 270, "process_vm_writev": 271, "finit_module": 273, "bpf": 280, "userfaultfd": 282,
            "kexec_file_load": 294, **_SAME,
        },
    ),
}  # fmt: skip
_CLONE3 = 435
_NAMESPACES = 0x7E02_0000
"""The flags of ``clone`` that make namespaces."""
_X32 = 0x4000_0000
_LOAD, _EQUAL, _ATLEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERROR, _KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000
_NUMBER, _AUDIT, _FIRST = 0, 4, 16
"""Where a call's number, the processor and the low half of the first argument stand."""


def program(machine: str | None = None) -> bytes | None:
    """The filter for a processor (this one's, when not given), or ``None`` where its calls are not known.

    ``clone3`` is said not to exist, as its flags cannot be looked at: the C library then takes ``clone``.
    """
    known = MACHINES.get(machine or platform.machine())
    if known is None:
        return None
    code: list[bytes] = []

    def add(operation: int, value: int, then: int = 0, otherwise: int = 0) -> None:
        code.append(struct.pack("<HBBI", operation, then, otherwise, value))

    add(_LOAD, _AUDIT)
    add(_EQUAL, known.audit, then=1)
    add(_RETURN, _KILL)
    add(_LOAD, _NUMBER)
    add(_ATLEAST, _X32, otherwise=1)
    add(_RETURN, _KILL)
    add(_EQUAL, _CLONE3, otherwise=1)
    add(_RETURN, _ERROR | errno.ENOSYS)
    for number in known.refused.values():
        add(_EQUAL, number, otherwise=1)
        add(_RETURN, _ERROR | errno.EPERM)
    add(_EQUAL, known.clone, then=1)
    add(_RETURN, _ALLOW)
    add(_LOAD, _FIRST)
    add(_ANY_BIT, _NAMESPACES, otherwise=1)
    add(_RETURN, _ERROR | errno.EPERM)
    add(_RETURN, _ALLOW)
    return b"".join(code)


def open_program(data: bytes) -> int:
    """A file descriptor from which the filter can be read once; the caller closes it."""
    place = os.memfd_create("filter")
    os.write(place, data)
    os.lseek(place, 0, os.SEEK_SET)
    return place
