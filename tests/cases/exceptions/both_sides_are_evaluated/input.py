def f(d, k):
    print("f", k)
    return d.get(k)
def g(d):
    try:
        return f(d, "a") - f(d, "b")
    except TypeError as e:
        return str(e)
def h(d):
    try:
        return f(d, "a") < f(d, "b")
    except TypeError as e:
        return str(e)
print(g({"a": 1, "b": 2}), g({"a": 1}), g({"b": 1}), g({}))
print(h({"a": 1, "b": 2}), h({"a": 1}), h({"b": 1}), h({}))
class N:
    def __init__(self, v=None):
        self.v = v
    def take(self, o):
        try:
            self.v += o.v
            return self.v
        except TypeError as e:
            return str(e)
    def less(self, o):
        try:
            return self.v < o.v
        except TypeError as e:
            return str(e)
print(N().take(N()), N(1).take(N()), N().take(N(2)), N(1).take(N(2)))
print(N().less(N()), N(1).less(N()), N().less(N(2)), N(1).less(N(2)))
def mk(a, b):
    return min(a, b, key=lambda x: x or 0)
print(mk(None, 1), mk(2, None), mk(3, 4))
def mm(a, b):
    return max(a, b)
print(mm(2, 3), mm(1.5, 2))
def cmp(x, y):
    try:
        return x >= y
    except TypeError as e:
        return str(e)
print(cmp(None, None), cmp(1, None), cmp(None, 2), cmp(3, 2))
