d = {"a": 1, "b": [1, 2], "c": {"k": "v"}}
for k, v in d.items():
    if isinstance(v, list):
        v.append(3)
    elif isinstance(v, dict):
        v["n"] = k
    else:
        print(k, v + 1)
print(d)
def total(x):
    if isinstance(x, (int, float)): return x
    if isinstance(x, list): return sum(total(y) for y in x)
    if isinstance(x, dict): return sum(total(y) for y in x.values())
    return 0
print(total({"a": 1, "b": [2, 3.5, {"c": 4}], "d": "x"}))
