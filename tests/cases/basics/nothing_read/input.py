def mm(x, k, d):
    return max(x, key=k, default=d)
print(mm([], len, None))
def f(xs):
    return sum(v for k, v in enumerate(xs) if k % 2 == 0 and v % 2)
print(f([]))
def g(xs, default):
    if not xs and default is not None:
        return default
    return len(xs)
print(g([], 3), g([1], 4))
def fibg():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
print(next(x for x in fibg() if x > 10**20))
def h(x):
    if isinstance(x, dict): pass
    if x: pass
    return 1
print(h([1, "a"]), h({1: 2}), h(3))
