def f(xs):
    if (n := len(xs)) > 2:
        return "long"
    while (w := xs):
        xs = xs[1:]
    print((m := 5) + 1)
    return "short"


def g():
    return total, N


total = 0
if (N := len("abc")) > 2:
    print("big", N)
print(f([1]), f([1, 2, 3]))
while (total := total + 1) < 3:
    pass
print(total, g())
if (q := None) is None:
    print("none")
if (k := "x"):
    print([y for y in "ab" if (z := y)])
def h(n):
    def inner():
        nonlocal n
        if (n := n + 1) > 3:
            return n
        return inner()
    return inner(), n
print(h(1))
