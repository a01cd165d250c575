class P:
    def __init__(self, t):
        self.head, *self.rest = t, 2, 3
        a, *self.more, b = 1, "x", "y", 4
        self.sum = a + b
    def show(self):
        return self.head, self.rest, self.more, self.sum
print(P(5).show())
