"""Constants of library modules, and which modules are known."""

from __future__ import annotations

import math
import string

CONSTANTS: dict[tuple[str, str], float | int | str] = {
    ("math", "pi"): math.pi, ("math", "e"): math.e, ("math", "tau"): math.tau, ("math", "inf"): math.inf, ("math", "nan"): math.nan,
    ("cmath", "pi"): math.pi, ("cmath", "e"): math.e, ("cmath", "tau"): math.tau, ("cmath", "inf"): math.inf,
    ("sys", "maxsize"): 2**63 - 1,
    ("string", "ascii_lowercase"): string.ascii_lowercase, ("string", "ascii_uppercase"): string.ascii_uppercase,
    ("string", "ascii_letters"): string.ascii_letters, ("string", "digits"): string.digits, ("string", "hexdigits"): string.hexdigits,
    ("string", "octdigits"): string.octdigits, ("string", "punctuation"): string.punctuation, ("string", "whitespace"): string.whitespace,
    ("string", "printable"): string.printable,
    ("re", "IGNORECASE"): 2, ("re", "I"): 2, ("re", "MULTILINE"): 8, ("re", "M"): 8, ("re", "DOTALL"): 16, ("re", "S"): 16,
    ("re", "VERBOSE"): 64, ("re", "X"): 64, ("re", "ASCII"): 256, ("re", "A"): 256, ("re", "UNICODE"): 32, ("re", "U"): 32,
}  # fmt: skip
"""(module, name) → value."""

MODULES = frozenset(
    "math cmath re heapq bisect itertools functools collections string random copy operator sys string statistics json decimal fractions textwrap time".split()
) - {"decimal", "fractions"}
"""Library modules of which something is translated."""
