"""The report of a verification on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from portalis.verify.evidence import Evidence
    from portalis.verify.ladder import Listener, Verification

_STYLE = {"verified": "green", "contradicted": "bold red", "unknown": "yellow"}


def _console(color: str, *, error: bool = False) -> Console:
    plain = color == "never" or (color == "auto" and bool(os.environ.get("NO_COLOR")))
    width = None if sys.stdout.isatty() else 160
    return Console(stderr=error, no_color=plain, force_terminal=True if color == "always" else None, width=width)


@contextmanager
def progress(shown: bool) -> Iterator[Listener | None]:
    """A line on standard error that says what is being judged."""
    if not shown:
        yield None
        return
    console = Console(stderr=True)
    with console.status("compiling …") as status:
        yield lambda rung, what: status.update(Text(f"{rung}: {what}"))


def table(found: Verification, color: str = "auto") -> None:
    """Print what was found: a row for each item, then what contradicts it, then what holds for all."""
    console = _console(color)
    rows = Table(title=found.subject.path, title_justify="left", header_style="bold")
    for name in ("item", "lines", "verdict", "confidence", "inputs", "reached", "tests", "why"):
        rows.add_column(
            name, overflow="fold", justify="right" if name in ("confidence", "inputs", "reached") else "left"
        )
    for item in found.items:
        rows.add_row(*_row(item))
    if found.items:
        console.print(rows)
    for item in found.items:
        for mismatch in item.mismatches:
            console.print(Text(f"\n{item.name}: {mismatch.aspect} differs", style="bold red"))
            console.print(Text(f"    >>> {mismatch.call}"))
            console.print(Text(f"    Python  {mismatch.python}"))
            console.print(Text(f"    Rust    {mismatch.rust}"))
    for test in found.tests:
        if test.passed is False:
            console.print(Text(f"\nthe test {test.test.name} fails", style="bold red"))
            console.print(Text(f"    {test.why}"))
    for run in found.scripts:
        if run.agreed is not True:
            style = "bold red" if run.agreed is False else "yellow"
            console.print(Text(f"\nthe program: {run.difference}", style=style))
            console.print(Text(f"    Python  {run.python}\n    Rust    {run.rust}"))
    for finding in found.findings:
        where = (
            f"{finding.python_path}:{finding.python_line}" if finding.python_line else f"{finding.file}:{finding.line}"
        )
        style = "bold red" if finding.level == "error" else "yellow"
        console.print(Text(f"{where}: {finding.level} {finding.code}: {finding.text}", style=style))
    for test in found.tests:
        if test.passed is None:
            console.print(Text(f"the test {test.test.name} was not tried: {test.why}", style="yellow"))
    told = {d.message for d in found.subject.diagnostics}
    for note in (*(r for r in found.subject.refused if r not in told), *found.notes):
        console.print(Text(note, style="yellow"))
    times = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in found.seconds.items())
    console.print(Text(f"{found.summary}; {times}; sandbox: {found.sandbox}", style="dim"))


def _row(item: Evidence) -> list[Text]:
    facts = item.facts
    cells = [
        item.title,
        f"{item.line}–{item.end_line}",
        item.verdict,
        f"{item.confidence:.2f}",
        str(facts.agreed) if item.kind != "module" else "",
        f"{facts.coverage:.0%}" if item.trials else "",
        item.tests,
        item.why,
    ]
    return [Text(cell, style=_STYLE[item.verdict] if number == 2 else "") for number, cell in enumerate(cells)]
