import re

FLAGS = re.IGNORECASE | re.MULTILINE


def flags_constant(text: str) -> list[str]:
    return re.findall(r"^a", text, FLAGS)


def flags_param(text: str, options: int = re.I) -> bool:
    return re.match("A" + "", text, options) is not None


def chosen(word: str, text: str, ignore_case: bool = False) -> int:
    flags = re.IGNORECASE if ignore_case else 0
    return len(re.findall(word, text, flags=flags))


def many(pattern: str, text: str, ignore: bool, dot: bool) -> bool:
    bits = 0
    if ignore:
        bits |= re.I
    if dot:
        bits |= re.S | re.M
    if bits:
        print("flags")
    return re.compile(pattern, bits).fullmatch(text) is not None


def main() -> None:
    ci = re.I
    print(re.findall("a" + "b", "AB", ci), flags_constant("a\nA"))
    print(flags_param("a"), flags_param("a", re.M), flags_param("x", options=re.M | re.I))
    print(chosen("a+", "aAa bA"), chosen("a+", "aAa bA", True))
    print(many("a.b", "A\nB", True, True), many("a.b", "A\nB", False, True), many("ab", "ab", False, False))


main()
