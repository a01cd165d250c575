def visit(tree, fn, depth=0):
    name, children = tree
    fn(name, depth)
    for c in children:
        visit(c, fn, depth + 1)


tree = ("root", [("a", [("a1", []), ("a2", [])]), ("b", [])])
out = []
visit(tree, lambda n, d: out.append("  " * d + n))
print("\n".join(out))
depths = {}


def record(n, d):
    depths.setdefault(d, []).append(n)


visit(tree, record)
print(depths)


def count(t):
    return 1 + sum(count(c) for c in t[1])


def flat(x):
    return [x] if not isinstance(x, list) else [z for y in x for z in flat(y)]


print(count(tree), flat([1, [2, [3, [4]]], 5]))
