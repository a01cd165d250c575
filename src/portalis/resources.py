"""Where the sources of the Rust runtime are: in the checkout, or inside of the installed package."""

from __future__ import annotations

from pathlib import Path


def runtime_root() -> Path:
    """The folder with the runtime's ``.rs`` files.

    Raises:
        FileNotFoundError: when neither a checkout nor an installation has them.
    """
    package = Path(__file__).resolve().parent
    checkout = package.parent.parent / "runtime" / "src"
    for folder in (checkout, package / "_runtime"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the sources of the Rust runtime are missing from this installation")
