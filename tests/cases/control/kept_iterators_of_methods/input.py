class Pipe:
    def __init__(self, xs):
        self.xs = xs
        self.calls = 0

    def step(self, x):
        self.calls += 1
        return x * 2

    def run(self):
        return map(self.step, self.xs)

    def pairs(self):
        return (self.step(x) for x in self.xs)

    def total(self):
        return sum(self.limit(self.step(x) for x in self.xs))

    def limit(self, items):
        for item in items:
            if item > 4:
                return
            yield item


p = Pipe([1, 2, 3])
it = p.run()
print(p.calls, next(it), p.calls, list(it), p.calls)
print(list(p.pairs()), p.calls, p.total(), p.calls)
