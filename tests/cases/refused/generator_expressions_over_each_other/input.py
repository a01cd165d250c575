def pipeline(xs, ks):
    it = iter(xs)
    for k in ks:
        it = (x + k for x in it)
    return list(it)


print(pipeline([1, 2], [1, 10]))
