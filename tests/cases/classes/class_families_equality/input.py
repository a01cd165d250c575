class Vehicle:
    def __init__(self, wheels):
        self.wheels = wheels
        self.setup()

    def setup(self):
        self.kind = "generic"

    def describe(self):
        return f"{self.kind} with {self.wheels} wheels"


class Car(Vehicle):
    def __init__(self):
        super().__init__(4)

    def setup(self):
        self.kind = "car"


class Bike(Vehicle):
    def __init__(self, gears):
        super().__init__(wheels=2)
        self.gears = gears

    def setup(self):
        self.kind = "bike"


print(Car().describe(), Bike(7).describe(), Vehicle(3).describe())


class Shape:
    def __init__(self, name):
        self.name = name

    def area(self):
        return 0

    def __eq__(self, other):
        return self.area() == other.area()

    def __lt__(self, other):
        return self.area() < other.area()

    def __repr__(self):
        return f"{self.name}:{self.area()}"


class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side

    def area(self):
        return self.side * self.side


class Rect(Shape):
    def __init__(self, w, h):
        super().__init__("rect")
        self.w, self.h = w, h

    def area(self):
        return self.w * self.h


shapes = [Square(2), Rect(1, 4), Rect(3, 3), Shape("dot")]
print(shapes[0] == shapes[1], shapes[0] != shapes[2], shapes[0] < shapes[2])
print(shapes)
print(Square(2) == Rect(4, 1))
smallest = shapes[0]
for s in shapes:
    if s < smallest:
        smallest = s
print(smallest)
