def group(xs):
    res = {}
    for x in xs:
        res.setdefault(x, []).append(1)
    for k, v in res.items():
        res[k] = sum(v)
    return res
print(group([1, 2, 1]))
rec = {"name": "x", "tags": ["a"], "meta": {"n": 1}}
rec["tags"].append("b")
rec["meta"]["n"] += 1
rec["meta"].setdefault("k", []).append(3)
print(rec, len(rec["tags"]), rec["meta"].get("zz"), rec["meta"].get("n", 0) + 1)
for k, v in rec["meta"].items():
    print(k, v)
print(sorted(rec["meta"].keys()), list(rec["tags"]), rec["name"].upper())
t = rec["tags"]
t.extend(["q", "r"])
t.sort(reverse=True)
print(rec["tags"])
for bad in ("name", "tags"):
    try:
        print(rec[bad].keys())
    except AttributeError as e:
        print(e)
    try:
        rec[bad].append(5)
        print(rec[bad])
    except AttributeError as e:
        print(e)
def walk(x, depth=0):
    if isinstance(x, dict):
        for k, v in x.items():
            print("  " * depth + str(k))
            walk(v, depth + 1)
    elif isinstance(x, list):
        for v in x:
            walk(v, depth + 1)
    else:
        print("  " * depth + repr(x))
walk({"a": [1, {"b": None}], "c": "s"})
