class Node:
    def __init__(self, ch=None):
        self.ch = ch
def letters(nodes):
    out = []
    for n in nodes:
        if n.ch is not None:
            out.append(n.ch)
    return "".join(out)
print(letters([Node("a"), Node(), Node("b")]))
def bad(parts):
    try:
        return "-".join(parts)
    except TypeError as e:
        return f"error: {e}"
print(bad(["a", "b", None]), bad(["a", 1, "c"]), bad(["x", "y"]), "".join([]), ",".join(x for x in []))
print(" ".join(["a"] + [n.ch or "?" for n in [Node(), Node("z")]]))
d = {"b": {2, 1}, "a": {3}, "c": set()}
for k, v in sorted(d.items()):
    print(k, sorted(v))
print([(k, sorted(v)) for k, v in sorted(d.items(), reverse=True)])
e = {3: {"x": 1}, 1: {"y": 2}}
print(sorted(e.items()))
g = {(2, "a"): Node("q"), (1, "z"): Node("r")}
print([(k, n.ch) for k, n in sorted(g.items())])
