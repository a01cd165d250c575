"""What a caller may choose about a translation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

IntMode = Literal["auto", "i64", "big"]
"""How Python integers are held: proved ranges as machine integers and the rest as ``Int``
(``auto``), all as ``i64`` with ``OverflowError`` (``i64``), or all of any size (``big``)."""

INT_MODES: tuple[str, ...] = get_args(IntMode)

DEFAULT_DEADLINE_S = 30.0


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of one translation; immutable, so that it can be part of a cache key.

    Raises:
        ValueError: when a field is outside its range.
    """

    int_mode: IntMode = "auto"
    partial: bool = False
    """Write what was translated even where something was refused."""
    deadline_s: float = DEFAULT_DEADLINE_S
    """Seconds that one file may take; past it the translation is refused with P0901."""
    package_name: str | None = None
    """Name of the Cargo package; taken from the module's name when absent."""
    format_rust: bool = True
    """Run rustfmt over the printed files where a toolchain is installed."""
    dump_after: str | None = None
    """Name of a pass whose result is printed instead of the package."""
    tests: frozenset[str] = frozenset()
    """Functions of a script's first module that are tests and no part of the program. A library's are found by their names."""

    def __post_init__(self) -> None:
        if self.int_mode not in INT_MODES:
            raise ValueError(f"int_mode must be one of {', '.join(INT_MODES)}, not {self.int_mode!r}")
        if not self.deadline_s > 0:
            raise ValueError(f"deadline_s must be above 0, not {self.deadline_s!r}")
        if self.package_name is not None and not is_package_name(self.package_name):
            raise ValueError(f"{self.package_name!r} is no name for a Cargo package")


@dataclass(frozen=True, slots=True)
class Budget:
    """How much is tried for each function."""

    generated: int = 120
    wild: int = 60
    """Inputs with huge numbers and strange text."""
    searched: int = 3000
    """Calls in CPython alone, in search of inputs that reach what those do not."""
    neighbours: int = 100
    """The most of those inputs that are compared."""
    seed: int = 1
    use_observed: bool = True
    """Whether the calls that the script and the doctests make are among the inputs."""


@dataclass(frozen=True, slots=True)
class ProgramInput:
    """What a run of a program takes: its standard input and its arguments."""

    stdin: str = ""
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """How far a verification goes, and on what inputs."""

    lint: bool = True
    """Whether clippy is asked; without it the build for the other rungs shows whether the package compiles."""
    differential: bool = True
    tests: bool = True
    script: bool = True
    budget: Budget = field(default_factory=Budget)
    stdins: tuple[str, ...] = ("",)
    arguments: tuple[str, ...] = ()
    recorded: tuple[ProgramInput, ...] = ()
    """Runs of the program beside those of ``stdins``."""

    @property
    def runs(self) -> tuple[ProgramInput, ...]:
        """Every run of the program, each once."""
        given = [ProgramInput(stdin, self.arguments) for stdin in self.stdins]
        return tuple(dict.fromkeys([*given, *self.recorded]))


RESERVED_PACKAGE_NAMES = frozenset(
    # Rust keywords, and names that Cargo or the standard library take.
    "abstract alloc as async await become box break build const continue core crate deps do dyn else enum "
    "example examples extern false final fn for gen if impl in incremental let loop macro match mod move mut "
    "override priv proc_macro proc-macro pub ref return self Self static std struct super test trait true try "
    "type typeof unsafe unsized use virtual where while yield con prn aux nul".split()
)


def is_package_name(name: str) -> bool:
    """Whether Cargo takes ``name`` as the name of a package with a binary or a library."""
    if not name or len(name) > 64 or name in RESERVED_PACKAGE_NAMES:
        return False
    if not (name[0].isascii() and name[0].isalpha()):
        return False
    return all(char.isascii() and (char.isalnum() or char in "-_") for char in name)
