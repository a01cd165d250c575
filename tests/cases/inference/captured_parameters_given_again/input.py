def outer(xs, n):
    def inner():
        if n > 0:
            xs.append(n)
            return outer(xs[1:] + [n], n - 1)
        return xs
    return inner()


def grow(xs, depth):
    def step(k):
        if depth:
            ys = list(xs)
            ys.append(k)
            return grow(ys, depth - 1) + grow(xs, 0)
        return [sum(xs)]
    xs = xs + [1]
    return step(depth)


print(outer([1, 2], 2), grow([1], 2))
