from collections import Counter, defaultdict, OrderedDict
def perms(s):
    cnt = Counter(s)
    out = []
    def dfs(path):
        if len(path) == len(s):
            out.append(path)
            return
        for c, n in cnt.items():
            if n > 0:
                cnt[c] -= 1
                dfs(path + c)
                cnt[c] += 1
    dfs("")
    return out
print(perms("aab"))
def double(d):
    for k in d:
        d[k] *= 2
    for k in d.keys():
        d[k] += 1
    for v in d.values():
        d["a"] = d["a"] + v
    return d
print(double({"a": 1, "b": 2}))
def later(d):
    seen = []
    for k, v in d.items():
        seen.append((k, v))
        d["z"] = v + 1
    return seen
print(later({"a": 1, "b": 2, "z": 3}))
def grows(d):
    try:
        for k in d:
            d[k + 10] = 1
    except RuntimeError as e:
        print("RuntimeError", e)
    return d
print(grows({1: 2, 3: 4}))
def same_size(d):
    try:
        for k in d:
            del d[k]
            d[k + 10] = 1
    except RuntimeError as e:
        print("RuntimeError", e)
    return d
print(same_size({1: 2, 3: 4}))
def shrink(s):
    try:
        for k in s:
            s.discard(k)
    except RuntimeError as e:
        print("RuntimeError", e)
    return sorted(s)
print(shrink({1, 2, 3}))
def aliased():
    d = {1: 2, 3: 4}
    e = d
    got = []
    for k, v in d.items():
        e[3] = 50
        got.append(v)
    print(got, e)
    try:
        for k in d:
            e.pop(k)
    except RuntimeError as x:
        print("RuntimeError", x)
    s = {1, 2}
    t = s
    try:
        for k in s:
            t.add(k + 10)
    except RuntimeError as x:
        print("RuntimeError", x)
    return e
print(aliased())
def merge(groups, g):
    for j in g[0]:
        for k in groups:
            g[j].discard(k)
        g[j].add(j)
    return g
print(merge([5, 6], {0: {1, 2}, 1: {5, 7}, 2: {6}}))
def counts(words):
    dd = defaultdict(int)
    for w in words:
        dd[w] += 1
    for w in dd:
        if dd[w] > 1:
            dd[w] = 0
            break
    else:
        dd["none"] = 1
    return dict(dd)
print(counts(["a", "b", "a"]), counts(["x"]))
od = OrderedDict([("p", 1), ("q", 2)])
for k in od:
    od[k] += len(od)
print(od)
top = {"one": 1, "two": 2}
for name in top:
    top[name] = name.upper()
print(top)
