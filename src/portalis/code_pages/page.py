"""What a diagnostic's page holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One diagnostic code: its title in a line, the reasons, Python that shows it, and the way out."""

    code: str
    title: str
    explanation: str
    example: str = ""
    hint: str = ""
