class N:
    def __init__(self, v):
        self.v = v
        self.nxt = None
def pick(a, b):
    return (a or b).v
n = N(1)
n.nxt = N(2)
print(pick(n.nxt, n), pick(n.nxt.nxt, n))
def key_of(xs, key=None):
    key = key or (lambda x: x)
    return [key(x) for x in xs]
print(key_of([1, 2]), key_of([1, 2], lambda v: v * 2))
def z(v, acc):
    return tuple(round(x, acc) for x in v) == (0, 0, 0)
print(z((0.1, 0.2, 0.001), 0), z((0, 0, 0), 2), z((1.5, 0, 0), 0))
def nm(first, last=None):
    return first + ' ' + (last or 'Doe')
print(nm('a'), nm('a', 'b'), nm('a', ''))
def run_all(x, *fs):
    for f in fs:
        x = f(x)
    return x
def inc(v):
    return v + 1
print(run_all(3, inc, lambda v: v * 2, abs))
def comp(*fs):
    def go(x):
        for f in fs:
            x = f(x)
        return x
    return go
print(comp(inc, inc)(1))
