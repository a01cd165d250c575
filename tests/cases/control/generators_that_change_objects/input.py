from itertools import repeat, islice


class Bag:
    def __init__(self, items):
        self.items = items
        self.looked = 0

    def __iter__(self):
        for item in self.items:
            self.looked += 1
            yield item

    def walk(self, n):
        while n:
            n -= 1
            self.looked = n
            yield n


def f(xs, n):
    print(next(reversed(xs), None), next(reversed(sorted(xs))))
    return [t * 3 for t in islice(repeat(3), 2)], list(islice(repeat("a"), n))


print(sum(Bag([1, 2])), list(Bag([3]).walk(2)))
print(f([3, 1, 2], 2))
