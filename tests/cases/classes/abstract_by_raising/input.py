class Shape:
    def __init__(self, name):
        self.name = name

    def area(self):
        raise NotImplementedError

    def describe(self):
        return f"{self.name} area={self.area():.2f}"


class Circle(Shape):
    def __init__(self, r):
        super().__init__("circle")
        self.r = r

    def area(self):
        return 3.14159 * self.r ** 2


class Square(Shape):
    def __init__(self, s):
        super().__init__("square")
        self.s = s

    def area(self):
        return self.s * self.s

    def describe(self):
        return super().describe() + f" side={self.s}"


class Unknown(Shape):
    pass


shapes = [Circle(1.5), Square(4), Circle(0.5)]
for s in shapes:
    print(s.describe())
print(max(shapes, key=lambda s: s.area()).name)
print(sum(s.area() for s in shapes if isinstance(s, Circle)))
try:
    Unknown("x").describe()
except NotImplementedError as e:
    print("not implemented", repr(e))
