def g(xs):
    yield len(xs)
    yield len(xs)
xs = [1, 2]
ys = xs
xs.extend(g(xs))
print(xs, ys)
