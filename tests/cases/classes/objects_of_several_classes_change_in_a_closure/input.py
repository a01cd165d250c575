class Box:
    def __init__(self, v):
        self.xs = [v]
    def put(self, x):
        self.xs.append(x)
        return len(self.xs)
class Sub(Box):
    def put(self, x):
        self.xs.append(-x)
        return 2
def f5(d):
    def inner(x):
        return d["b"].put(6) + x
    return inner
w = f5({"a": Sub(8), "b": Box(4)})
print(w(5), w(2))
