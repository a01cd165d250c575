def show(v):
    print("see", v)
    return v


def run(fs, xs):
    out = []
    for f in fs:
        it = map(f, xs)
        out.append(it)
    return [list(i) for i in out]


print(run([show, abs, lambda v: v * 2], [1, -2]))


def pick(n):
    f = show
    if n:
        f = abs
    it = filter(f, [1, 0, 2])
    f = None
    return list(it)


print(pick(0), pick(1))


class P:
    def __init__(self, k):
        self.k = k

    def times(self, v):
        print("times", v)
        return v * self.k


def methods(xs):
    p = P(2)
    it = map(p.times, xs)
    p = P(100)
    return list(it), p.k


print(methods([1, 2]))
