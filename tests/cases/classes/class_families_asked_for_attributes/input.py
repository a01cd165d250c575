class Shape:
    def __init__(self, n):
        self.n = n
        self.tags = []

    def __len__(self):
        return len(self.tags)


class Circle(Shape):
    pass


class Square(Shape):
    def __len__(self):
        return self.n * 1000

    @property
    def side(self):
        return self.n


shapes = [Circle(1), Square(2)]
print([len(x) for x in shapes])
for x in shapes:
    print(len(x), bool(x), hasattr(x, "side"), hasattr(x, "n"), hasattr(x, "nope"), getattr(x, "n", 7))
    if hasattr(x, "side"):
        print("has", x.side)
