import re

text = "héllo 12 wörld 345"
word = re.compile(r"(?P<letters>[^\W\d]+)|(?P<digits>\d+)")
m = word.search(text, 6)
if m is not None:
    print(m.group(), m.start("digits"), m.end("digits"), m.start("letters"), m.span("digits"), m.pos, m.endpos, m.lastindex, m.lastgroup, m.regs)
    print(m.string == text, m.groups(default="-"), m.groupdict(default="?"), m.groups(None))
    try:
        print(m.start("none"))
    except IndexError as error:
        print(error)


def tokens(source: str) -> list[tuple[str, str]]:
    kinds = re.compile(r"(?P<NUMBER>\d+(?:\.\d*)?)|(?P<NAME>[A-Za-z_]\w*)|(?P<OP>[-+*/=()])|(?P<SPACE>\s+)")
    found = []
    place = 0
    while place < len(source):
        token = kinds.match(source, place)
        if token is None:
            raise ValueError(f"unexpected {source[place]!r} at {place}")
        if token.lastgroup != "SPACE":
            found.append((str(token.lastgroup), token.group()))
        place = token.end()
    return found


print(tokens("x1 = 3.25*(yy + 4)"))
try:
    tokens("a ? b")
except ValueError as error:
    print(error)

start = re.compile(r"^\w+")
print(start.match(text, 0, 3), start.search(text, 6), start.match(text, 1), re.compile("(?m)^b").search("a\nb", 2))
edge = re.compile(r"\b\d")
print(edge.search("a1 2", 1), edge.search("12", 1), re.compile(r"a\b").search("aab", 0, 2), re.compile(r"\d+").fullmatch(text, 6, 8))
print(re.compile(r"\d+").fullmatch(text, 6), re.compile(r"a|ab").fullmatch("xab", 1), re.compile("x*").match("abc", 5), re.compile("x*").search("abc", 2, 1))
print([t.span() for t in word.finditer(text, 3, 12)], re.compile("[a-z]").findall(text, 7), re.compile("([a-z])l").findall(text, pos=1, endpos=13))
print(re.compile(r"\d").search(text, -5), re.compile(r"\d").search(text, pos=8), re.compile("").match("ab", 1, 100))
for pattern, given in ((r"((a)(b))", "ab"), (r"(a)(b)?", "a")):
    print(pattern, given)
nested = re.match(r"((a)(b))", "ab")
follow = re.match(r"(a)(b)?", "a")
loop = re.match(r"(?:(a)|(b))*", "ba")
none = re.match(r"a", "a")
empty = re.match(r"(a)()", "a")
within = re.match(r"([(]x[\])])(y\))?", "(x]")
for found in (nested, follow, loop, none, empty, within):
    if found is not None:
        print(found.lastindex, found.lastgroup, found.groups())
