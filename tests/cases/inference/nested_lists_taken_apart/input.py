def flat(l):
    out = []
    for x in l:
        if isinstance(x, list):
            out.extend(flat(x))
        else:
            out.append(x)
    return out
print(flat([1, [2, [3, 4]], 5]))
print(flat([]), flat([[], [1]]), flat(["a", ["b", ("c",)]]), flat([1.5, [2, [None]]]))
def depth(x):
    if not isinstance(x, list):
        return 0
    return 1 + max([depth(y) for y in x], default=0)
print(depth([1, [2, [3]]]), depth([]), depth(5))
def rec_sum(xs):
    total = 0
    for x in xs:
        if type(x) == type([]):
            total = total + rec_sum(x)
        else:
            total = total + x
    return total
print(rec_sum([1, 2, [3, 4], [5, 6]]), rec_sum([7, 10, [15, 14], [19, 41]]))
def rev(x):
    return [rev(y) if isinstance(y, list) else y for y in reversed(x)]
print(rev([1, [2, [3, 4]]]))
def gen(x):
    for y in x:
        if isinstance(y, list):
            yield from gen(y)
        else:
            yield y
print(list(gen([1, [2, [3, 4]], 5])))
