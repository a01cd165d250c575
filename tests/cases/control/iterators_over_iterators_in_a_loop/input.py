def pipeline(xs, steps):
    it = iter(xs)
    for f in steps:
        it = map(f, it)
    return list(it)


print(pipeline([1, 2], [lambda v: v + 1, lambda v: v * 10]))
