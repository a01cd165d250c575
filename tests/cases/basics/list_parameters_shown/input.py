def f(xs, b):
    print("b", xs, b)
    print(xs)
    print(str(xs) + repr(xs), f"{xs} {xs!r} {xs!s:>12}", "%s %r" % (xs, xs), 1)
    print("{} and {}".format(xs, b), (xs, b), {b: xs}, xs == [1], xs != [2], xs < [3], xs + [2], xs * 2, xs[::-1])
    print(xs, xs, sep="-", end="!\n")
    print(*xs, b)
    assert xs == [1], xs
    m = max(xs, [0])
    t = xs if b else [5]
    print(m, t, sorted(xs), xs or "no", xs and b, not xs, bool(xs), len(xs), sum(xs), min(xs), xs[0], xs[-1:], xs.index(1), xs.count(1))
    try:
        raise ValueError(xs)
    except ValueError as e:
        print("err", e)
    d = {"k": xs}
    print(d, d["k"] is not None, list(xs), tuple(xs), set(xs), enumerate, sep="") if False else print(d, list(xs), tuple(xs), set(xs))
    return len(xs)
def g(xs, ys):
    print(xs, ys, xs == ys, list(zip(xs, ys)), [x for x in xs if x in ys])
    if xs > ys:
        return xs
    return ys
def h(m):
    print(m, m[0], len(m))
    for row in m:
        print("row", row, row[0])
    return [row for row in m]
l = [1]
print(f(l, 2), l)
print(g([1, 2], [3]), g(["a"], ["b", "c"]), h([[1, 2], [3]]))
