class Bag:
    def __init__(self, n):
        self.xs = [n]
    def push(self, o):
        self.xs.extend(o.xs)
        return len(self.xs)
class Box(Bag):
    pass
xs = [Bag(1), Box(2), Bag(3)]
print(xs[0].push(xs.pop()))
