import re
from re import IGNORECASE as CASELESS, compile as made

text = "alpha 1\nbeta 22\n"
print(re.search(r"\d+$", text), re.search(r"\d+$", "x 1"), re.match(r"^\w+ \d$", "alpha 1\n"), re.match(r"^\w+ \d$", "alpha 1\n\n"))
print(re.findall(r"\s*$", "a \n"), re.findall(r"$", "a\n"), re.findall(r"$", "a"), re.sub(r"$", "!", "a\n"), re.sub(r"\n$", "", "a\n\n"))
print(re.fullmatch(r"a$", "a\n"), re.fullmatch(r"a$\n", "a\n"), re.fullmatch(r"a\Z", "a"), re.search(r"a\Z", "a\n"), re.search(r"a$|b", "ba\n"))
print(re.findall(r"(?m)\d+$", text), re.split(r"\n$", text), [m.span() for m in re.finditer(r"\w*$", "ab\n")])
line = re.compile(r"^(?P<key>\w+)\s*=\s*(?P<value>.*)$")
for row in ("a = 1\n", "b=two words", "nothing\n", "c = \n"):
    m = line.match(row)
    print(m.groupdict() if m else None, m.end() if m else -1)
print(re.match(r".*$", "x\ny"), re.match(r"(?s).*$", "x\ny\n"), re.match(r".+?$", "xy\n"), re.search(r"^$", "\n"), re.search(r"^$", ""))
print(re.findall("a", "aA", re.I), re.findall("^a", "x\nA", re.I | re.MULTILINE), made("A", CASELESS).findall("aA"), re.sub("a", "b", "Aa", flags=re.IGNORECASE))
print(re.compile("a", re.NOFLAG).findall("aA"), re.compile("a", 2).findall("aA"), re.findall("(?i)a", "aA"))
