LIMIT = 10
counter = 0
def helper(x):
    return x + 1
def double(x):
    return helper(x) * 2
def bump():
    global counter
    counter += 1
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def norm(self):
        return double(self.x) + self.y
    def __repr__(self):
        return f"P({self.x})"
