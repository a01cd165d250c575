from collections import OrderedDict, defaultdict


def main() -> None:
    d = {"a": 1}
    d.update(b=2, c=3)
    d.update({"d": 4}, a=9)
    d.update([("e", 5)])
    d |= {"f": 6}
    print(d, d | {"a": 0, "z": 1}, {"z": 1} | d)
    print(dict(x=1, y=2), dict({"x": 1}, y=2), dict([("p", 1)], q=2), {**d, "a": 3})
    print(dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), list(reversed(d)), list(reversed(d.items()))[:1])
    dd = defaultdict(lambda: 7, {"k": 1})
    print(dd["k"], dd["nope"], len(dd), dd.get("x"), "x" in dd)
    di = defaultdict(int, [("a", 1)])
    di["a"] += 1
    di["b"] += 1
    print(di, dict(di), di == {"a": 2, "b": 1}, sorted(di.items()))
    ds = defaultdict(set)
    ds["x"].add(3)
    ds["x"].add(4)
    dstr = defaultdict(str)
    dstr["a"] += "hello"
    df = defaultdict(float)
    df["a"] += 1.5
    print(ds, dstr, df, defaultdict(list), dict(dstr))
    dl = defaultdict(list)
    for k, v in [("a", 1), ("b", 2), ("a", 3)]:
        dl[k].append(v)
    copy = dl.copy()
    print(dl, copy == dl, dl["zzz"], len(dl), len(copy))
    nested = defaultdict(lambda: defaultdict(int))
    nested["a"]["b"] += 1
    nested["a"]["c"] += 2
    nested["x"]["y"] += 5
    print({k: dict(v) for k, v in nested.items()}, nested["a"]["b"], sum(nested["a"].values()))
    two = defaultdict(dict)
    two["r"]["c"] = 1
    print(two["r"], dict(two))
    od = OrderedDict([("b", 1), ("a", 2), ("c", 3)])
    od.move_to_end("b")
    od.move_to_end("c", last=False)
    print(od, od.popitem(last=False), od.popitem(), od)
    od["z"] = 1
    print(od == OrderedDict([("a", 2), ("z", 1)]), od == OrderedDict([("z", 1), ("a", 2)]), od == {"z": 1, "a": 2})
    print(list(od), list(od.keys()), list(od.values()), od.copy(), OrderedDict(), OrderedDict(a=1))
    try:
        OrderedDict().popitem()
    except KeyError as e:
        print("KeyError", e)
    try:
        od.move_to_end("none")
    except KeyError as e:
        print("KeyError", e)


main()
