import re

REGEX = r"\d+" + r"[a-z]"
FLAGS_TEXT = "x(?P<n>y)z"


def text_match(text, pattern):
    if re.search(pattern, text):
        return "Found"
    return "None"


def all_of(pattern, text):
    return re.findall(pattern, text)


def module_constant(text):
    return re.findall(REGEX, text)


def words_in(words, text):
    found = re.compile("|".join(map(re.escape, words)))
    return found.findall(text)


def whole(word, text):
    return [m.start() for m in re.finditer(rf"\b{word}\b", text)]


def unknown(parts, text):
    return re.findall("".join(parts), text)


def main():
    print(text_match("aab", "ab*"), text_match("ccc", "^a"), text_match("x.y", r"x\.y$"))
    print(all_of(r"(a)(b)", "abab"), all_of(r"(\d)(x)", "1x"))
    print(module_constant("12a 3b"))
    print(words_in(["a.b", "c|d"], "a.b axb c|d c"))
    print(whole("the", "the other the"))
    print(unknown(["(a)", "b"], "ab ab"), unknown(["(a)", "(b)"], "ab ab"))
    for p in ["a+", "(b)|c", "["]:
        try:
            print(re.findall(p, "aabc"), re.split(p, "aabc"))
        except re.error as e:
            print("bad", e)
    p = re.compile("A(" + "b".upper() + ")?", re.I if len("x") else 0)
    print(p.pattern, p.groups, p.flags, p.sub(r"[\1]", "ab a c"), p.subn("-", "ab a c"))
    m = p.match("abc")
    if m:
        print(m.group(), m.group(1), m.groups(), m.span(1))
    print(re.sub(re.escape("a.b"), lambda m: m.group().upper(), "a.b axb"))
    table = {"num": re.compile(r"\d+"), "word": re.compile(r"[a-z]+")}
    for k, q in table.items():
        print(k, q.findall("abc 123 de"), q.pattern)


main()
