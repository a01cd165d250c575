def grow(xs, n):
    print(xs, n)
    xs.append(n)
    print("now", xs)
    if n > 0:
        grow(xs, n - 1)
def show(d, s, t):
    print(d, s, t)
    d["k"] = 1
    s.add(3)
    print(d, s)
class H:
    def __init__(self, key=None):
        self.key = key or (lambda x: x)
    def get(self, v):
        return self.key(v)
l = [0]
grow(l, 2)
show({}, {1}, (1, 2))
print(l, H().get(3), H(lambda x: -x).get(3))
