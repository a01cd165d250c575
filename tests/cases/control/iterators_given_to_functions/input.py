def parse(toks):
    t = next(toks)
    if t == "(":
        r = 0
        while True:
            x = parse(toks)
            if x < 0:
                return r
            r += x
    if t == ")":
        return -1
    return int(t)
print(parse(iter("( 1 ( 2 3 ) 4 )".split())))

def consume(it):
    out = []
    for x in it:
        out.append(x)
        if len(out) == 2: break
    return out
s = iter([1, 2, 3, 4, 5])
print(consume(s), consume(s), list(s))

def merge(a, b):
    x, y = next(a, None), next(b, None)
    while x is not None or y is not None:
        if y is None or (x is not None and x <= y):
            yield x
            x = next(a, None)
        else:
            yield y
            y = next(b, None)
print(list(merge(iter([1, 4, 6]), iter([2, 3, 7]))))

def window(xs, n):
    it = iter(xs)
    first = []
    for _ in range(n):
        first.append(next(it))
    yield tuple(first)
    for x in it:
        first = first[1:] + [x]
        yield tuple(first)
print(list(window(range(6), 3)))

