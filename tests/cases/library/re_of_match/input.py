import re

TEXT = "the quick fox"


def find_literals(text, pattern):
    match = re.search(pattern, text)
    s = match.start()
    e = match.end()
    return (match.re.pattern, s, e)


def main() -> None:
    print(find_literals("The quick brown fox", "fox"), find_literals("Its been a crazy ride", "crazy"))
    m = re.match(r"(?i)(t)(he)", TEXT)
    if m:
        print(m.re.pattern, m.re.groups, m.re.flags, m.re.findall("the The"))
    for m in re.finditer("[a-z]+", TEXT):
        print(m.re.pattern, m.group())


main()
