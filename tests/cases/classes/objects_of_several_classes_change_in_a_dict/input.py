class Box:
    def __init__(self, v):
        self.xs = [v]
        self.v = v
    def put(self, x):
        self.xs.append(x)
        return len(self.xs)
class Sub(Box):
    def put(self, x):
        self.xs.append(-x)
        return 2
def f5(d):
    d["b"].put(6)
    return d["a"].put(7)
def run():
    d = {"a": Sub(8), "b": Box(4)}
    print(f5(d), f5({"a": Sub(8), "b": Sub(4)}))
run()
