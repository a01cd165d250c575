def halves(xs: list[int]):
    i = 0
    while i < len(xs):
        yield 10 // xs[i]
        i += 1
