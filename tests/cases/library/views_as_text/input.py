from collections import Counter, OrderedDict, defaultdict

class Point:
    def __init__(self, x):
        self.x = x
    def __repr__(self):
        return f"P{self.x}"

d = {"a": 1, "b": [2]}
print(d.keys(), d.values(), d.items())
e = {1: ["x"], 2: []}
print(e.values(), {}.keys(), str(e.keys()), f"{e.values()}|{e.items()!r}|{e.keys()!s:>20}|", repr(e.items()), sep="\n")
k = e.keys()
print(k, len(k), 1 in k)
for kk in k:
    print(kk)
print("%s" % e, "%s and %s" % (e, e), "%r" % {1: 2}, "%s" % [1], "%s" % {3}, "keys: %s" % e.keys(), "%r|%s" % (e.values(), e.items()))
print("{} {!r} {:<14}|".format(e.keys(), e.items(), str(e.values())), format(e.keys()))
print(Counter("aab").keys(), Counter("aab").values(), Counter("aab").items())
print(defaultdict(int, {"q": 1}).items(), OrderedDict(a=1).keys(), OrderedDict(a=1).items(), OrderedDict(a=1).values())
print({"p": Point(1)}.values(), "%s" % Point(2), {(1, "x"): None}.items(), {1.5: True}.values())
def grow(m):
    m["new"] = len(m)
    print(m.keys(), "->", m.values())
    return m
shared = {"q": 0}
alias = shared
grow(alias)
print(shared.items())
