"""Regular expressions to compare by: some of each kind, and many that chance makes of their pieces.

`python tests/support/patterns.py` writes `runtime/tests/patterns.txt`: what the parser of the runtime has to make of each,
as CPython's parser and `sre_program.py` have it.
"""

from __future__ import annotations

import random
import re
import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
RECORD = ROOT / "runtime" / "tests" / "patterns.txt"

PLAIN = r"""
a|ab|abc
(a+)(b*)?c??
[a-z0-9_]+@[\w.-]+\.(?:com|org)
(?P<year>\d{4})-(?P<month>\d\d?)
(?P<q>['"]).*?(?P=q)
(\w)\1+|\b(\d)\2\b
(?i)straße|K|ſ
(?i:a)b(?-i:C)
(?a:\w\b)\w\b|(?u:\d)
(?x) a b  # comment
(?s).(?m:^.$)
(?<=a)b(?<!c)d(?=e)f(?!g)
(?>a+)b|c++d?+e{1,2}+
(a)?(?(1)b|c)(?(1)d)
[]a^-]|[^]]|[\]\-a-c\d\W]
\x41\u00e9\U0001F600\101\0\07
(?:a|b){2,3}?(?:){5}
\Aa\Z|^$
{a}|a{|a{,3}|a{2,}|a{x}
(?#comment)a(?:b(?:c))
[à-þ]|[а-я]+|[^\x00-\x7f]
""".strip().split("\n")

WRONG = r"""
(
)
[
[a
[]
[b-a]
[\w-a]
*a
a**
a{2,1}
(?
(?P
(?P<
(?P<>
(?P<a
(?P<1>a)
(?P<a>b)(?P<a>c)
(?P=a)
(?P=
(?P>a)
(?<a)
(?z)
(?i
(?i-
(?-i)
(?i-i:a)
(?au)
(?L)
a(?i)
(?#a
(?=a
(?(a)b)
(?(0)a)
(?(1)a)
(?(1)a|b|c)
(?(2
(a\1)
(?<=(a)\1)b
(?<=a+)b
(?<=a|bc)d
\2
\8
\q
\x4
\u00
\U00110000
[\400]
\400
[\q]
a{4294967295}
\
""".strip().split("\n")

_PIECES = (
    "a b c K é s İ σ 0 - ] ^ \\d \\W \\s \\b \\B \\A \\Z \\1 \\2 \\01 \\777 \\123 \\x41 \\x4 \\u0041 \\q \\8 . $ [ [^ [a- [] [\\w- -z] ( (?: (?P<n> "
    "(?P=n) (?= (?! (?<= (?<! (?(1) (?(n) (?> (?i) (?x) (?i: (?-i: (?s-i: (?a: (?m (?- (?#c) ) ) ) ) | | * + ? *? +? ?? *+ ++ {2} {,3} {2,} {1,2}? "
    "{3,1} {0} {2 { } # \\ a-z [a-z] [^0-9] [к-я] \\- (a) (b|c) ab|ac a|[bc] x{2}+"
).split()
_FLAGS = (0, 0, 0, 2, 8, 16, 64, 256, 258, 90)


def patterns(seed: int, count: int) -> list[tuple[int, str]]:
    """Flags and patterns: those above, and as many that chance makes."""
    chance = random.Random(seed)
    found = [(0, p) for p in (*PLAIN, *WRONG)] + [(chance.choice(_FLAGS), p) for p in PLAIN]
    for _ in range(count):
        if chance.random() < 0.5:
            made = "".join(chance.choice(_PIECES) for _ in range(chance.randint(1, 7)))
        else:
            made = chance.choice(PLAIN)
            at = chance.randint(0, len(made))
            made = made[:at] + chance.choice(_PIECES) + made[at + chance.randint(0, 2) :]
        found.append((chance.choice(_FLAGS), made))
    return found


def texts(seed: int, count: int) -> list[tuple[int, str, str, str]]:
    """Flags, patterns that are well-formed, texts that they may match, and templates of replacements."""
    chance = random.Random(seed)
    found: list[tuple[int, str, str, str]] = []
    while len(found) < count:
        made = _alternatives(chance, 3)
        if len(made) > 40 or not _is_pattern(made):
            continue
        for _ in range(3):
            text = "".join(chance.choice("abcab01 _\nABé") for _ in range(chance.randint(0, 10)))
            template = "".join(chance.choice(_TEMPLATES) for _ in range(chance.randint(0, 3)))
            found.append((chance.choice(_FLAGS), made, text, template))
    return found


_TEMPLATES = "\\1 \\2 \\0 \\07 \\101 \\400 \\g<0> \\g<1> \\g<n> \\g<x> \\g<é> \\g<1 \\g<> \\g<+1> \\g \\n \\q \\- \\ a 8 é".split()


def _is_pattern(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            re.compile(text)
        except re.error:
            return False
    return True


_OPENINGS = "( ( ( (?: (?: (?= (?! (?<= (?<! (?> (?P<n> (?i: (?-i: (?(1) (?s:".split()
_REPEATS = "* + ? *? +? ?? {2} {1,2} {0,2}? {2,} *+ ?+ ++ {1,3}+".split()
_SINGLE = (
    "a b c ab 0 _ é a b . \\w \\d \\s \\W [ab] [^a] [a-c] [^\\w] \\S \\D ^ $ \\b \\B \\A \\Z \\1 \\2 (?P=n)".split()
)


def _alternatives(chance: random.Random, depth: int) -> str:
    return "|".join(_sequence(chance, depth) for _ in range(1 if chance.random() < 0.7 else chance.randint(2, 3)))


def _sequence(chance: random.Random, depth: int) -> str:
    out = ""
    for _ in range(chance.randint(0, 3)):
        if depth and chance.random() < 0.35:
            out += chance.choice(_OPENINGS) + _alternatives(chance, depth - 1) + ")"
        else:
            out += chance.choice(_SINGLE)
        if chance.random() < 0.4:
            out += chance.choice(_REPEATS)
    return out


def expected(pattern: str, flags: int) -> str | None:
    """What the runtime's parser is to make of a pattern: its flags and program, or the exception; None where it may refuse it."""
    from portalis.primitives.sre import UnsupportedPatternError
    from portalis.primitives.sre_program import program

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            made = re.compile(pattern, flags)
        except (re.error, OverflowError, ValueError) as error:
            return f"{type(error).__name__}: {error}"
        try:
            return f"{made.flags} {program(pattern, flags)}"
        except UnsupportedPatternError:
            return None


def record(count: int = 400) -> str:
    """The text of the record."""
    lines = []
    for flags, pattern in patterns(1, count):
        found = expected(pattern, flags)
        if found is not None:
            lines += [f"{flags} {pattern}", found]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    RECORD.write_text(record(), "utf-8")
