def f():
    xs = [1, 2, 3]
    out = []
    def reset():
        nonlocal xs
        xs = [9]
    for x in xs:
        reset()
        out.append(x)
    return out, xs
print(f())
def h():
    s = "abc"
    out = []
    def reset():
        nonlocal s
        s = "zz"
    for ch in s:
        reset()
        out.append(ch)
    return out, s
print(h())
class A:
    def __init__(self):
        self.xs = [1, 2, 3]
        self.d = {1: 1, 2: 2}
    def reset(self):
        self.xs = [7]
        self.d = {}
    def run(self):
        out = []
        for x in self.xs:
            self.reset()
            out.append(x)
        for k in self.d:
            out.append(k)
        return out
print(A().run())
ys = [1, 2]
def swap():
    global ys
    ys = [5]
for y in ys:
    swap()
    print(y)
