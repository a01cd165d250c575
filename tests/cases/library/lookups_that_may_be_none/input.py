def f(d, k):
    return d.get(k)
print(f({'a': 1, 'b': None}, 'a'), f({'a': 1, 'b': None}, 'b'), f({'a': 1, 'b': None}, 'c'))
print(f({'a': 1, 'b': 'x'}, 'a'), f({'a': 1, 'b': 'x'}, 'c'))
def g(d, k):
    x = d.pop(k, None)
    if x is None:
        return -1
    return x
print(g({'a': 1, 'b': None}, 'a'), g({'a': 1, 'b': None}, 'b'), g({'a': 1, 'b': None}, 'c'))
print(g({'a': 1, 'b': 'x'}, 'a'), g({'a': 1, 'b': 'x'}, 'c'))
def h(xs):
    return next((x for x in xs if x is None or x > 3), None)
print(h([1, None, 5]), h([1, 5]), h([1]))
def m(xs):
    return next(iter(xs), None), max(xs, default=None)
print(m([1, 2]), m([]))
d = {}
d['x'] = None
d['y'] = 4
print(d.get('x', 3), d.get('z', 3), d.get('y', 5), d.setdefault('q', None), d.setdefault('y', None))
