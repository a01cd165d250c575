import re
from functools import lru_cache
class P:
    def __init__(self, s: str):
        self.p = re.compile(s)
    def __repr__(self) -> str:
        return f"P({self.p.pattern!r})"
xs = [P("a"), P("b" * 2)]
print(xs, [x for x in xs if x.p.search("bb")])
for s in ["a", "b(", "c"]:
    try:
        print(re.fullmatch(s, "a"))
    except re.error:
        print("bad")
    finally:
        print("next")
def g(x):
    return re.match(x, "abc")
print(g("a"), g("(b)|a"))
pats = {name: re.compile(src) for name, src in [("a", "a+"), ("b", "(b)+")]}
for name in pats:
    print(name, pats[name].sub("_", "aabb"))
best = max(pats.values(), key=lambda p: len(p.pattern))
print(best.pattern)
first, *rest = pats.values()
print(first.pattern, len(rest))


@lru_cache(None)
def comp(s: str):
    return re.compile(s)
print(comp("a" + "b").match("ab") is not None)
compiled = None
def get():
    global compiled
    if compiled is None:
        compiled = re.compile("x" + "y".lower())
    return compiled
print(get().sub("", "axyb"))
rep0 = "".lower()
text = "a,b;c"
for d in ",;":
    text = re.sub(re.escape(d), " ", text)
print(text, re.sub("(?P<x>b)" + rep0, lambda m: m["x"] + m[0], "abc"))
rep = "<" + r"\g<0>" + ">"
print(re.sub(r"[a-z]", rep, "ab1"))
sub = re.compile(r"\s+").sub
print(sub(" ", "a  b"))



def upper(pattern, texts):
    out = []
    for t in texts:
        for f in re.findall(pattern, t):
            out.append(f.upper())
    return out


def numbers(pattern, text):
    return sum(int(x) for x in re.findall(pattern, text))


def split_words(delims, text):
    return [w for w in re.split("|".join(delims), text) if w]


def joined(pattern, text):
    return " ".join(re.findall(pattern, text)), len(re.findall(pattern, text)), sorted(set(re.findall(pattern, text)))


def pairs(a, text):
    return dict(re.findall(a + r"=(\w+)", text))


def uniq(p, text):
    seen = {}
    for x in re.findall(p, text):
        seen[x] = seen.get(x, 0) + 1
    return seen


print(upper("a" + "b", ["ab", "xab"]), upper("(c)", ["c"]))
word = "x".lower()
print(upper(word, ["x"]))
print(numbers(r"\d+" + word[1:], "1 2 3"))
print(split_words([",", ";"], "a,b;c"))
print(joined(word + "+", "x xx"))
print(pairs("(k.)", "kx=1 ky=2"))
print(uniq(word, "xxa"))
res = re.findall(word, "xax")
print(res[0] == "x", "x" in res, res.count("x"), res + ["y"], res[0] + "!", f"{res[0]}", len(res[0]))
