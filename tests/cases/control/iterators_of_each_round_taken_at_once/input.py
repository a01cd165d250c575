def evens(xs):
    for x in xs:
        if x % 2 == 0:
            yield x


def run(xs, ks):
    return [sum(evens(x + k for x in xs)) for k in ks], [list(map(lambda x: x + k, xs)) for k in ks]


print(run([1, 2, 3], [1, 2]))
