"""Constants of library modules, and which modules are known."""

from __future__ import annotations

import math
import string
import sys

FLOAT_INFO = "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds".split()
VERSION = (3, 11)
"""The Python whose behaviour is kept."""
PARTS = frozenset({"sys.float_info", "sys.version_info", "os.path"})
"""Members of modules that are like modules: what they hold is known by name."""
CONSTANTS: dict[tuple[str, str], float | int | str] = {
    ("math", "pi"): math.pi, ("math", "e"): math.e, ("math", "tau"): math.tau, ("math", "inf"): math.inf, ("math", "nan"): math.nan,
    ("cmath", "pi"): math.pi, ("cmath", "e"): math.e, ("cmath", "tau"): math.tau, ("cmath", "inf"): math.inf,
    ("sys", "maxsize"): 2**63 - 1, ("sys", "maxunicode"): 0x10FFFF, ("sys.version_info", "major"): VERSION[0], ("sys.version_info", "minor"): VERSION[1],
    **{("sys.float_info", name): getattr(sys.float_info, name) for name in FLOAT_INFO},
    ("string", "ascii_lowercase"): string.ascii_lowercase, ("string", "ascii_uppercase"): string.ascii_uppercase,
    ("string", "ascii_letters"): string.ascii_letters, ("string", "digits"): string.digits, ("string", "hexdigits"): string.hexdigits,
    ("string", "octdigits"): string.octdigits, ("string", "punctuation"): string.punctuation, ("string", "whitespace"): string.whitespace,
    ("string", "printable"): string.printable,
}  # fmt: skip
"""(module, name) → value."""

PATTERN_FLAGS = {
    "IGNORECASE": 2, "I": 2, "MULTILINE": 8, "M": 8, "DOTALL": 16, "S": 16, "VERBOSE": 64, "X": 64, "ASCII": 256, "A": 256, "UNICODE": 32, "U": 32,
    "NOFLAG": 0,
}  # fmt: skip
"""The flags of `re`: members of an enumeration, which are ints only where a pattern is made."""
MODULES = frozenset(
    "math cmath re heapq bisect itertools functools collections string random copy operator sys string statistics json decimal fractions textwrap time hashlib base64 binascii zlib".split()
) - {"decimal", "fractions"}
"""Library modules of which something is translated."""
