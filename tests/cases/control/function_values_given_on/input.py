fs = [lambda x: 5, lambda x: x]
k = 3
fs.append(lambda x: k)
print([f(1) for f in fs])
k = 4
print([f(1) for f in fs])

class T:
    def __init__(self): self.cb = None
    def fire(self, v):
        if self.cb is not None:
            return self.cb(v)
        return "none"
t = T()
print(t.fire(1))
t.cb = lambda v: f"got {v}"
print(t.fire(2))
n = "pre"
t.cb = lambda v: f"{n}{v}"
print(t.fire(3))

from functools import partial
class Button:
    def __init__(self, label, action): self.label = label; self.action = action
    def click(self): return self.action()
def greet(name, punct="!"): return f"hi {name}{punct}"
bs = [Button(n, partial(greet, n)) for n in ["a", "b"]] + [Button("c", partial(greet, "c", punct="?")), Button("d", lambda: "plain")]
for b in bs: print(b.label, b.click())

def visit(tree, fn):
    if tree is None: return
    l, v, r = tree
    visit(l, fn); fn(v); visit(r, fn)
out = []
visit(((None, 1, None), 2, (None, 3, None)), out.append)
print(out)

xs = [3, 1, 2]
fns = {"sort": sorted, "rev": lambda v: list(reversed(v)), "len": lambda v: [len(v)]}
for n, f in fns.items(): print(n, f(xs))

def fold(f, acc, xs):
    for x in xs: acc = f(acc, x)
    return acc
print(fold(lambda a, b: a + b, 0, [1, 2]), fold(max, 0, [4, 2]), fold(lambda a, b: a + [b], [], [1, 2]))

class Matrix:
    def __init__(self, rows): self.rows = rows
    def map(self, f): return Matrix([[f(x) for x in r] for r in self.rows])
    def reduce(self, f, init):
        acc = init
        for r in self.rows:
            for x in r: acc = f(acc, x)
        return acc
m = Matrix([[1, 2], [3, 4]])
print(m.map(lambda x: x * 2).rows, m.map(str).rows, m.reduce(lambda a, b: a * b, 1))

def compose2(*fns):
    def composed(arg):
        result = arg
        for fn in reversed(fns): result = fn(result)
        return result
    return composed
f = compose2(lambda x: x + 1, lambda x: x * 2, int)
print(f("5"))

def gen_ops():
    yield "inc", lambda x: x + 1
    yield "dbl", lambda x: x * 2
print([(n, f(5)) for n, f in gen_ops()])

