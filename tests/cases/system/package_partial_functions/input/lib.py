def add(a, b, c):
    return a * 100 + b * 10 + c


def scale(x, by=2):
    return x * by


class Box:
    def __init__(self, n):
        self.n = n

    def plus(self, k):
        return self.n + k
