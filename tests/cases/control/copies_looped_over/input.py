def f(l):
    out = []
    for e in list(l):
        out.append(e)
    for e in reversed(list(l)):
        out.append(e)
    for i, e in enumerate(list(l)):
        out.append(e + i)
    for e in sorted(list(l)):
        out.append(e)
    for e in list(l)[1:]:
        out.append(e)
    for e in reversed(l[1:]):
        out.append(e)
    for e in list(l)[::-1]:
        out.append(e)
    for a, b in zip(list(l), l[1:]):
        out.append(a * b)
    return out + [x for x in reversed(list(l))]


def g(l):
    for e in list(l):
        if e > 1:
            l.remove(e)
    for e in reversed(list(l)):
        l.append(e)
    return l


print(f([3, 1, 2]), g([1, 2, 3]))
