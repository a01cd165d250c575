def make(kind, k):
    if kind == "add":
        return lambda x: x + k
    elif kind == "mul":
        return lambda x: x * k
    return abs
print([make(n, 3)(-5) for n in ("add", "mul", "abs")])

def pipeline(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run
inc = lambda x: x + 1
def adder(n): return lambda x: x + n
p = pipeline(inc, adder(10), abs)
print(p(-20))

def compose(f, g): return lambda x: f(g(x))
h = compose(lambda x: x + 1, lambda x: x * 2)
k = compose(h, h)
print(h(3), k(3))

