best = None
def upd(v):
    global best
    if best is None or v > best:
        best = v
upd(3)
upd(2)
print(best)
best = None
upd(1)
print(best)
if best is not None:
    upd(10)
    print(best + 1)
def reset():
    global best
    best = None
if best is not None:
    reset()
    print(best)
best = 4
for f in (reset,):
    f()
print(best)
class C:
    def __add__(self, o):
        global best
        best = o
        return self
    @property
    def p(self):
        global best
        best = "s"
        return 1
best = None
C() + 5
print(best)
best = None
C().p
print(best)
best = None
print(sorted([3, 1], key=lambda v: upd(v) or v), best)
best = None
xs = [upd(v) for v in [4, 9]]
print(best, xs)
best = None
ok = True and upd(3) is None
print(best, ok)
def gen():
    global best
    for i in range(3):
        best = i
        yield i
best = None
for x in gen():
    print(best, x)
print(best)
best = None
g = gen()
next(g)
print(best)
best = None
t = upd(6) if ok else None
print(best, t)
best = None
m = list(map(upd, [1, 5]))
print(best, m)
best = None
while best is None:
    upd(3)
print(best)
best = None
with_best = lambda: upd(8)
with_best()
print(best)
