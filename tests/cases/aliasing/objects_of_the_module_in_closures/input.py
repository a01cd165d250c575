class S:
    def __init__(self): self.got = []
    def put(self, x):
        self.got.append(x)
s = S()
def make(c):
    return lambda x: s.put(x + c)
f = make(3)
f(1)
print(s.got)


class T:
    def __init__(self): self.got = []
    def put(self, x):
        self.got.append(x)
        return len(self.got)
t = T()
def make_put(c):
    def fn(x):
        return t.put(x + c)
    return fn
f = make_put(3)
print(f(1), t.got)
