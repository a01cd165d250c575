def g(n):
    yield n
    yield n + 1
class Box:
    def __init__(self, n):
        self.it = g(n)
    def step(self):
        return next(self.it)
b = Box(4)
print(b.step(), b.step())
