def add(x, acc=[]):
    acc.append(x)
    return acc


def opts(a, *args, sep="-", **kw):
    return sep.join([str(a), *map(str, args), *sorted(kw)])
