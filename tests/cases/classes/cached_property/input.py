from functools import cached_property
class Data:
    def __init__(self, xs):
        self.xs = xs
        self.calls = 0
    @cached_property
    def total(self):
        self.calls += 1
        return sum(self.xs)
    @cached_property
    def mean(self):
        if not self.xs: raise ValueError("empty")
        return self.total / len(self.xs)
d = Data([1, 2, 3])
print(d.total, d.total, d.mean, d.calls)
d.xs.append(100)
print(d.total, d.calls)
e = Data([])
for _ in range(2):
    try:
        print(e.mean)
    except ValueError as err:
        print(err)

