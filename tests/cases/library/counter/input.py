from collections import Counter


def main() -> None:
    c = Counter("mississippi")
    c.subtract({"m": 5, "q": 1})
    print(c, c.total(), c["nothing"], c.most_common(None))
    c.subtract("iii")
    c.update("zz")
    c.update({"s": 10})
    c.update(a=2, z=1)
    c.subtract(a=5)
    print(c, c.most_common(2), c.most_common(0), c.most_common(-1))
    print(Counter(a=2, b=1), Counter({"x": 3, "y": 0}), Counter(), Counter([]), Counter(c) == c)
    del c["missing"]
    del c["m"]
    print("m" in c, c["m"], len(c), +c, -c)
    d = c.copy()
    d["s"] += 1
    print(d["s"] - c["s"], d == c, d != c)
    a, b = Counter("aab"), Counter("abc")
    print(a + b, a - b, a & b, a | b, b - a)
    a += b
    print(a)
    a -= Counter("c")
    print(a)
    a |= Counter("zzz")
    print(a)
    a &= Counter("abz")
    print(a)
    print(sorted(Counter([3, 1, 3]).elements()), list(Counter({2: 2, 9: -1, 4: 1}).elements()))
    print(dict(Counter("aa")), list(Counter("ab").items()), sum(Counter("abab").values()))
    best = max(Counter("abcbb").items(), key=lambda kv: kv[1])
    print(best, max(Counter("abcbb"), key=Counter("abcbb").get))
    words = Counter(w for w in "the cat the dog".split() if len(w) == 3)
    for w, n in words.most_common():
        print(w, n)
    print(Counter([1, 1, 2]) == {1: 2, 2: 1}, Counter(a=1) == Counter(a=1, b=0))
    print(words.get("zebra"), words.get("zebra", 0), words.pop("dog"), words.setdefault("new", 4), words)
    print([k for k, v in words.items() if v > 1], "cat" in words, sorted(words))


main()
