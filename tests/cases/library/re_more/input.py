import re


def main() -> None:
    print(re.subn("a", "b", "banana"), re.subn(r"(\w)(\d)", r"\2\1", "a1 b2 c3"), re.subn("x", "y", "abc"))
    print(re.subn("a", lambda m: m.group() * 2, "banana", count=2))
    m = re.search(r"(?P<year>\d{4})-(?P<month>\d+)", "on 2023-01")
    if m:
        print(m.group("year"), m.group("month"), m.groupdict(), m["year"], m.group(0), m.group(1, 2), m.groups())
        print(m.span("month"), m.span(), m.span(2), m.string, m.expand(r"\g<month>/\1"))
    n = re.match(r"(a)(?P<b>b)?", "ac")
    if n:
        print(n.groups(), n.group(2), n.span(1), n.start(1), n.end(1), n.span(2), n.groups("x"))
        print(n.groupdict(), n.groupdict("none"))
    p = re.compile(r"h(.)llo", re.IGNORECASE)
    print(p.findall("Hello hallo"), p.sub("X", "hello"), bool(p.match("HELLO")), p.pattern, p.search("zz") is None, p.groups)
    print(re.sub(r"(?P<x>a)", r"[\g<x>]", "banana"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"))
    print([m.group("w") for m in re.finditer(r"(?P<w>\w)\d", "a1 b2")], re.findall(r"(?P<k>\w)=(\d)", "a=1 b=2"))
    print(re.split(r"(,)\s*", "a, b,c"), re.split(r"\s+", " a b  c "), re.split(",", "a,b,c", maxsplit=1))
    try:
        if n:
            print(n.group(5))
    except IndexError as e:
        print(e)
    try:
        if n:
            print(n.group("zzz"))
    except IndexError as e:
        print(e)


main()
