class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __lt__(self, other):
        return (self.x, self.y) < (other.x, other.y)

    def moved(self, dx, dy):
        return Point(self.x + dx, self.y + dy)


points = [Point(2, 1), Point(1, 5), Point(1, 2)]
print(sorted(points))
print(points[0] == Point(2, 1), points[0] == points[1])
print(points[0].moved(1, -1), max(points))
alias = points[0]
alias.x = 100
print(points)
