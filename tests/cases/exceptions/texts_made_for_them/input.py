d = {"a": 1}
try:
    raise ValueError(d.keys())
except ValueError as e:
    print(e)
d = {"a": 1}
try:
    assert not d, d.values()
except AssertionError as e:
    print(e)
def f():
    d = {"a": 1}
    v = d.values()
    d["b"] = 2
    print(list(v), len(v), 2 in v, sum(v))
    ks = d.keys()
    d["c"] = 3
    del d["a"]
    print(sorted(ks), "c" in ks)
    return d.items()
print(list(f()))
def g(m):
    it = m.items()
    m["z"] = 0
    return [k for k, _ in it]
print(g({"q": 1}))
def told(s, n):
    if n > 1:
        raise ValueError(s.upper())
    if n > 0:
        raise RuntimeError(str(n) + s)
    assert n, s.lower()
    return s
for i in range(3):
    try:
        print(told("Ab", i))
    except (ValueError, RuntimeError, AssertionError) as e:
        print(repr(e))
t = "kept"
try:
    raise ValueError(t)
except ValueError as e:
    print(e, t)
