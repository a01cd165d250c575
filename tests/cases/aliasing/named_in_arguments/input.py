def app(l):
    l.append(1)
    return len(l)
def g(x):
    a = []
    b = []
    app(a if x else b)
    app(a or b)
    return a, b
print(g(True), g(False))
def h():
    d = {'a': [1], 'b': [2, 3]}
    app(d.get('a', []))
    app(max(d.values(), key=len))
    app(next(iter(d.values())))
    app(sorted(d.values())[0])
    app(list(d.values())[0])
    return d
print(h())
def w():
    print(app(r := []))
    r.append(5)
    return r
print(w())
def k():
    a = [1]
    b = [2]
    t = (a, b)
    app(t[0])
    x, y = t
    app(y)
    for z in (a, b):
        app(z)
    for z in [a, b]:
        z.append(9)
    (lambda q: q.append(7))(a) if False else None
    return a, b, t
print(k())
def m():
    rows = [[0] * 2 for _ in range(2)]
    first, *rest = rows
    app(first)
    app(rest[0])
    i, j = rows
    j[0] = 5
    for r1, r2 in zip(rows, rows[1:]):
        r1[0] = r2[0] + 1
        app(r2)
    for i, r in enumerate(rows):
        r[i] = 100
    for r in reversed(rows):
        app(r)
    for r in filter(None, rows):
        app(r)
    for r in rows[::-1]:
        app(r)
    return rows
print(m())
