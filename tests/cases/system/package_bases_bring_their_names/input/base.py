import math
from collections import deque, Counter

LIMIT = 3
count = 0
names = []


def helper(x):
    return x * LIMIT


class Base:
    kind = "base"

    def __init__(self, r=LIMIT):
        self.r = r
        names.append(self.kind)

    def area(self):
        return round(math.pi * self.r**2, 2)

    def queue(self):
        d = deque([helper(1)])
        d.append(LIMIT)
        return list(d)

    def both(self):
        LIMIT = 10
        return [LIMIT for helper in range(2)], helper(2)

    @staticmethod
    def stat(n):
        return helper(n)

    @classmethod
    def make(cls):
        return cls(LIMIT + 1)

    def names(self):
        return names
