import re

# what is before and after
print(re.findall(r"(?<=\$)\d+", "cost $15 and $7, 9"), re.findall(r"\w+(?=!)", "hey! you! there"), re.findall(r"\b\w+\b(?!\.)", "one. two three."))
print(re.sub(r"(?<!^)(?=[A-Z])", "_", "camelCaseNameX").lower(), re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", "parseHTTPResponseCode"))
print(re.sub(r"\B(?=(\d{3})+(?!\d))", ",", "1234567 12 123 1234"), re.split(r"(?<=,)", "a,b,,c"), re.split(r"(?=[A-Z])", "OneTwoThree"))
password = re.compile(r"^(?=.*[A-Z])(?=.*\d)(?!.*\s).{6,}$")
print([bool(password.match(p)) for p in ("Secret1", "secret1", "SECRET", "Se 1cret", "S1abc")])
m = re.search(r"(?=(\w+))\w", "  word")
if m:
    print(m.group(), m.group(1), m.span(1), m.lastindex)
print(re.findall(r"(?=(aba))", "ababababa"), re.findall(r"(?<![\w.])\d+(?![\w.])", "1 2a 3.5 44"), re.findall(r"(?<=é)\w", "éaéé"))

# what has been found before
print(re.findall(r"(\w)\1", "aabbcdd"), re.sub(r"\b(\w+)( \1\b)+", r"\1", "the the cat sat sat sat down"))
print(re.search(r"(['\"])(.*?)\1", "say 'it \"is\"' now"), re.findall(r"<(?P<tag>\w+)>.*?</(?P=tag)>", "<b>x</b><i>y</b></i>"))
print(re.match(r"^(.+)\1+$", "abcabcabc"), re.fullmatch(r"(a+)b\1", "aabaa"), re.match(r"(?i)(ab)\1", "abAB"), re.search(r"(a)?\1b", "b"))
primes = [n for n in range(2, 30) if not re.match(r"^(11+?)\1+$", "1" * n)]
print(primes)

# conditionals, atomic groups, possessive repeats
for text in ("<a>", "a", "<a", "a>"):
    print(text, bool(re.match(r"^(<)?a(?(1)>)$", text)), bool(re.match(r"(<)?a(?(1)>|$)", text)))
print(re.match(r"(?>a+)ab", "aaab"), re.match(r"(?>a+)b", "aaab"), re.match(r"a++b", "aaab"), re.match(r"a*+a", "aaa"), re.match(r"(?:ab)?+ab", "ab"))

# repeats
print(re.findall(r"a??", "aa"), re.findall(r"a|b*", "abba"), re.sub(r"x*?", "-", "axb"), [x.span() for x in re.finditer(r"(?:a|b??)", "ab")])
print(re.match(r"(?=a)(a|b|ab)*c", "abababc"), re.match(r"(?!z)(a*)*", "aab"), re.match(r"(?!z)(?:a|b*?)+?c", "abbc"), re.findall(r"(?!c)(?:(a)|b)*", "abc"))
found = re.match(r"(?!z)(?:(a)|(b)|(c))*", "abca")
if found:
    print(found.groups(), found.lastindex, found.regs)
print(re.findall(r"(?<!x)(?:ab){2,3}", "ababababab xabab"), re.findall(r"(?!q)(?:ab){2,3}?", "ababababab"), re.search(r"(?=.)(?:[^,]*,){3}", "a,b,c,d,"))
print(re.match(r"(?!a)x{1001,}", "x" * 1500).__class__.__name__ if False else len(re.findall(r"(?:x){1200}", "x" * 2500)))
print(re.sub(r"(?<=a)b", lambda m: m.group().upper() + str(m.start()), "abab"), re.subn(r"(?!b)\w", "<\\g<0>>", "abc"))
print(re.findall(r"(?i)(?<=ß)s", "ßsßS"), re.findall(r"(?i)(?!x)[k-m]+", "KLMN\u212a"), re.findall(r"(?ai)(?!x)[k-m]+", "KLMN\u212a"))
print(re.findall(r"(?s)(?<=a).", "a\nab"), re.findall(r"(?m)(?<=\n)^\w+$", "one\ntwo\nthree"), re.findall(r"(?x) (?<= a ) b  # after a", "abab"))
print(re.findall(r"(?!\d)\w(?<!b)", "a1b2ü3_"), re.findall(r"(?a)(?!\d)\w", "a1ü_"), re.findall(r"(?<=\W)\S", " a-b"), re.findall(r"(?!x)[^\W\d_]+", "ab1cé_d"))
lookup = re.compile(r"(?<=-)\w+")
print(lookup.search("spam-egg", 5), lookup.match("spam-egg", 5), lookup.match("spam-egg"), lookup.fullmatch("a-bc", 2), lookup.findall("a-b c-d", 3), lookup.search("a-bcd", 0, 3))
print(re.search(r"(?!)", "abc"), re.findall(r"(?=)", "ab"), re.match(r"(?:(?=(a))a)+", "aa"))
print(len(re.findall(r"(?=(\d\d))", "1" * 5000)), len(re.sub(r"(?<!a)a(?!a)", "", "ab" * 2000)), bool(re.match(r"(?!z)(?:a|b)*c", "ab" * 20000 + "c")))
