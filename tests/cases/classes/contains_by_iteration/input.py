class Bag:
    def __init__(self, xs):
        self.xs = xs
    def __iter__(self):
        return iter(self.xs)
class Gen:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        for i in range(self.n):
            yield i * i
b = Bag([1, 2, 3])
print(2 in b, 9 in b, 4 in Gen(3), 5 not in Gen(3))
w = Bag(["a", "b"])
print("a" in w, "z" not in w)
