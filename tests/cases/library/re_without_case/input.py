import re

TEXT = "iI\u0130\u0131 kK\u212a s\u017f \u00df\u1e9e \u03c3\u03c2\u03a3 \u01c5\u01c6 \u00b5\u03bc -_"


def made(pattern: str, flags: int) -> list[str]:
    return [ascii(m.group()) for m in re.finditer(pattern, TEXT, flags)]


def main() -> None:
    print([ascii(m) for m in re.findall("i", TEXT, re.I)], made("i" + "", re.I))
    print([ascii(m) for m in re.findall("[h-l]", TEXT, re.I)], made("[h-l]" + "", re.I))
    print([ascii(m) for m in re.findall("k|s", TEXT, re.I)], made("k|s" + "", re.I))
    print([ascii(m) for m in re.findall("k|[r-t]", TEXT, re.I | re.A)], made("k|[r-t]" + "", re.I | re.A))
    print([ascii(m) for m in re.findall(r"\W+", TEXT, re.I)], made(r"\W+" + "", re.I))
    print([ascii(m) for m in re.findall("[^a-z ]", TEXT, re.I)], made("[^a-z ]" + "", re.I))
    print([ascii(m) for m in re.findall("\u00df|\u03c3|\u01c6|\u03bc", TEXT, re.I)], made("\u00df|\u03c3|\u01c6|\u03bc", re.I))
    print([ascii(m) for m in re.findall(r"(?u:\w)(?a:\w)", TEXT)], made(r"(?u:\w)" + r"(?a:\w)", re.A))
    print(made(r"(k)\1" + "", re.I), made(r"(k)\1" + "", re.I | re.A), made("[\u0100-\uffff]+", re.I))


main()
