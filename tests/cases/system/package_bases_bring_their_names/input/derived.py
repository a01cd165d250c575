from base import Base

LIMIT = 100
math = "not math"


def helper(x):
    return -x


class Child(Base):
    kind = "child"

    def mine(self):
        return helper(LIMIT), math


class Grand(Child):
    def __init__(self):
        super().__init__(7)
        self.extra = LIMIT

    def area(self):
        return super().area() + 1
